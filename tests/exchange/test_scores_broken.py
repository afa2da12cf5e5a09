"""What is broken in one case: it is told of that case, by field and reason, and no other case loses its answer."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.test_score_known_answers import KNOWN
from throughcare.exchange.scores.cases import answer_case, answer_cases, names
from throughcare.exchange.scores.files import answers_csv, answers_json

TODAY = date(2026, 11, 26)
FILES = {
    **{name: name for name in ("ogrs3", "ovp", "ogp", "rsr", "pni", "lds", "mst", "opd", "workload", "handover")},
    "all": "rsr",
    "tier-v2": "tiers",
    "tier-v3": "tiers",
    "licence-dates": "licence_dates",
    "recall-type": "recall",
}

broken = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats()
    | st.text(st.characters(), max_size=12)
    | st.sampled_from(["2024-02-30", "2024-02-29", "11618", "95000", "99999", "-1", "0", "SOME", "NaN", ""]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(st.characters(), max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)


def cases_of(name):
    file = FILES.get(name, "second_generation")
    return [case for case in json.loads((KNOWN / f"{file}.json").read_text("utf-8"))["cases"] if case.get("input")]


def told(answer):
    """The result of an answer that can be written in UTF-8; where it is an error, it says which field and why."""
    json.dumps(answer, allow_nan=False, ensure_ascii=False).encode()
    result = answer["result"]
    if isinstance(result, dict) and result.get("error"):
        assert result["errors"]
        assert all(isinstance(one["field"], str) and one["reason"] for one in result["errors"])
    return result


@pytest.mark.parametrize("name", names())
@given(data=st.data())
def test_no_input_whatever_ends_in_anything_but_an_answer(name, data):
    case = data.draw(st.sampled_from(cases_of(name)))["input"]
    field = data.draw(st.sampled_from(sorted(case)))
    spoilt = {**case, field: data.draw(broken)}
    if data.draw(st.booleans()):
        del spoilt[data.draw(st.sampled_from(sorted(case)))]
    told(answer_case(name, {"id": 1, "input": spoilt}, on=TODAY, as_text=data.draw(st.booleans())))


@pytest.mark.parametrize("name", names())
@given(case=broken, given=st.dictionaries(st.text(st.characters(), max_size=8), broken, max_size=4))
def test_any_json_whatever_gets_an_answer(name, case, given):
    told(answer_case(name, case, on=TODAY))
    told(answer_case(name, {"id": case, "input": given}, on=TODAY))


@pytest.mark.parametrize(
    "case_id", [float("nan"), float("inf"), "\ud800", [float("nan")], {"a": "\udfff"}, b"1", TODAY]
)
def test_an_id_that_cannot_be_written_is_told_of_its_case_alone(case_id):
    answers = list(answer_cases("ogrs3", [{"id": case_id, "input": OGRS3}, {"id": "good", "input": OGRS3}], on=TODAY))
    json.loads(answers_json(answers))
    assert answers_csv(answers).encode()
    broken_one, good = answers
    assert (broken_one["id"], told(broken_one)["errors"][0]["field"]) == (None, "id")
    assert told(good)["twoYear"] is not None


@pytest.mark.parametrize("case_id", ["e2e4f1", "E2E_1", "snsv", "snsvX", "x/snsv/1", "", None, 17, 1.5, True, ["a"]])
def test_an_id_of_a_person_never_changes_what_is_answered(case_id):
    assert told(answer_case("rsr", {"id": case_id, "input": RSR}, on=TODAY))["algorithm"] == "RSR"


@pytest.mark.parametrize("name", names())
@pytest.mark.parametrize("case", [None, 3, "x", [], {}, {"id": 1}, {"id": 1, "input": []}, {"input": None}])
def test_what_is_no_case_is_refused_alone(name, case):
    good = {"id": "good", "input": {}}
    first, second = answer_cases(name, [case, good], on=TODAY)
    assert told(first)["error"] is True
    assert first["result"]["errors"][0]["reason"]
    assert second["id"] == "good"


OGRS3 = {
    "gender": "MALE",
    "dateOfBirth": "1980-02-29",
    "dateOfCurrentConviction": "2020-01-01",
    "dateAtStartOfFollowupCalculated": "2020-02-29",
    "totalNumberOfSanctionsForAllOffences": 5,
    "ageAtFirstSanction": 16,
    "currentOffenceCode": "02700",
}


def asked(**changed):
    return told(answer_case("ogrs3", {"id": 1, "input": {**OGRS3, **changed}}, on=TODAY))


def test_a_twenty_ninth_of_february_is_a_day_like_any():
    assert 0 < asked()["twoYear"] < 100


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("dateOfBirth", "2023-02-29"),
        ("dateOfBirth", "2015-01-01"),
        ("ageAtFirstSanction", -1),
        ("ageAtFirstSanction", 60),
        ("totalNumberOfSanctionsForAllOffences", -2),
        ("totalNumberOfSanctionsForAllOffences", 0),
        ("totalNumberOfSanctionsForAllOffences", 1.5),
        ("totalNumberOfSanctionsForAllOffences", True),
        ("currentOffenceCode", "00000"),
        ("currentOffenceCode", "1161"),
        ("currentOffenceCode", None),
        ("gender", "OTHER"),
        ("dateOfCurrentConviction", "2021-01-01"),
    ],
)
def test_a_wrong_answer_gives_no_score_and_is_named(field, value):
    result = asked(**{field: value})
    assert result["twoYear"] is None
    assert field in json.dumps([result.get("validationErrors"), result.get("errors")])


def test_more_violent_sanctions_than_sanctions_are_refused_by_name():
    case = next(case for case in cases_of("ovp") if case["kind"] in ("end_to_end", "service"))["input"]
    result = told(answer_case("ovp", {"id": 1, "input": {**case, "totalNumberOfViolentSanctions": 500}}, on=TODAY))
    assert "totalNumberOfViolentSanctions" in json.dumps(result)


# --- what is wrong, and the name under which it is told


def whole_case(name, followup):
    """A case of a man of forty with forty sanctions, none of them sexual, of whom every question is answered."""
    case = {
        **OGRS3,
        "dateOfBirth": "1980-06-01",
        "totalNumberOfSanctionsForAllOffences": 40,
        "totalNumberOfViolentSanctions": 3,
        "supervisionStatus": "COMMUNITY",
        "hasEverCommittedSexualOffence": False,
        "assessmentDate": "2021-06-01",
    }
    answers = next(case for case in cases_of("ovp") if case["kind"] == "service")["input"]
    case = {**answers, **case}
    case[followup] = case.pop("dateAtStartOfFollowupCalculated")
    return name, followup, case


RECORDS = {
    "ogrs3": whole_case("ogrs3", "dateAtStartOfFollowupCalculated"),
    "ovp": whole_case("ovp", "dateAtStartOfFollowupCalculated"),
    "rsr": whole_case("rsr", "dateAtStartOfFollowupUserInput"),
    "arp": whole_case("arp", "dateAtStartOfFollowup"),
    "vrp": whole_case("vrp", "dateAtStartOfFollowup"),
    "svrp": whole_case("svrp", "dateAtStartOfFollowup"),
    "csrp": whole_case("csrp", "dateAtStartOfFollowup"),
}
RSR = RECORDS["rsr"][2]
FIRST, SECOND = ("ogrs3", "ovp", "rsr"), ("arp", "vrp", "svrp", "csrp")
CODED = tuple(name for name in RECORDS if name != "ovp")
VIOLENCE = tuple(name for name in RECORDS if name not in ("ogrs3", "arp"))
SANCTIONS, VIOLENT, CODE = "totalNumberOfSanctionsForAllOffences", "totalNumberOfViolentSanctions", "currentOffenceCode"
BORN, CONVICTED, AT_FIRST = "dateOfBirth", "dateOfCurrentConviction", "ageAtFirstSanction"
WRONG = [
    (
        "convicted at nine",
        FIRST[:2],
        {BORN: "2010-06-01", AT_FIRST: 8},
        "AGE_AT_CURRENT_CONVICTION_LESS_THAN_TEN",
        BORN,
    ),
    ("followed at 110", ("ogrs3",), {BORN: "1910-01-01"}, "AGE_OUT_OF_RANGE", BORN),
    ("followed at 110", SECOND, {BORN: "1910-01-01"}, "DATE_OF_START_OF_FOLLOWUP_OUT_OF_RANGE", None),
    ("followed at 17", ("ovp",), {BORN: "2002-06-01", AT_FIRST: 12}, "AGE_OUT_OF_RANGE", BORN),
    (
        "convicted before birth",
        SECOND,
        {BORN: "2020-06-01", AT_FIRST: 0},
        "DATE_OF_CURRENT_CONVICTION_BEFORE",
        CONVICTED,
    ),
    ("unknown code", CODED, {CODE: "99999"}, "OFFENCE_CODE_MAPPING_NOT_FOUND", CODE),
    ("no weight is defined", ("ogrs3",), {CODE: "95000"}, "OFFENCE_CODE_MAPPING_NOT_FOUND", CODE),
    ("several offences", ("ogrs3",), {CODE: "08800"}, "NEED_DETAILS_OF_EXACT_OFFENCE", CODE),
    ("a code of four", CODED, {CODE: "0270"}, "OFFENCE_CODE_INCORRECT_FORMAT", CODE),
    ("a code of letters", CODED, {CODE: "abcde"}, "OFFENCE_CODE_INCORRECT_FORMAT", CODE),
    ("no sanctions", FIRST, {SANCTIONS: 0, VIOLENT: 0}, "TOTAL_NUMBER_OF_SANCTIONS_LESS_THAN_ONE", SANCTIONS),
    ("fewer than none", FIRST, {SANCTIONS: -3, VIOLENT: 0}, "TOTAL_NUMBER_OF_SANCTIONS_LESS_THAN_ONE", SANCTIONS),
    ("no sanctions", SECOND, {SANCTIONS: 0, VIOLENT: 0}, "TOTAL_NUMBER_OF_SANCTIONS_OUT_OF_RANGE", SANCTIONS),
    ("too many", SECOND, {SANCTIONS: 1000}, "TOTAL_NUMBER_OF_SANCTIONS_OUT_OF_RANGE", SANCTIONS),
    ("more violent", ("ovp", "rsr"), {VIOLENT: 41}, "VIOLENT_SANCTION_GREATER_THAN_TOTAL_SANCTIONS", VIOLENT),
    ("more violent", ("vrp", "svrp", "csrp"), {VIOLENT: 41}, "VIOLENT_SANCTION_OUT_OF_RANGE", VIOLENT),
    ("violent below none", ("ovp", "rsr"), {VIOLENT: -1}, "COUNT_BELOW_ZERO", VIOLENT),
    ("violent below none", ("vrp", "svrp", "csrp"), {VIOLENT: -1}, "VIOLENT_SANCTION_OUT_OF_RANGE", VIOLENT),
    ("first after current", tuple(RECORDS), {AT_FIRST: 41}, "AGE_AT_FIRST_SANCTION_AFTER", AT_FIRST),
    ("first below none", FIRST, {AT_FIRST: -1}, "AGE_AT_FIRST_SANCTION_OUT_OF_RANGE", AT_FIRST),
    ("no such day", tuple(RECORDS), {CONVICTED: "2019-02-29"}, "INPUT_NOT_UNDERSTOOD", CONVICTED),
    ("followed first", FIRST, {CONVICTED: "2020-03-01"}, "FOLLOW_UP_DATE_BEFORE_CONVICTION_DATE", CONVICTED),
    ("far ahead", SECOND, {CONVICTED: "2021-09-02"}, "DATE_OF_CURRENT_CONVICTION_WITHIN_THREE_MONTHS", CONVICTED),
    ("half a sanction", tuple(RECORDS), {SANCTIONS: 1.5}, "INPUT_NOT_UNDERSTOOD", SANCTIONS),
    ("a truth for a count", tuple(RECORDS), {SANCTIONS: True}, "INPUT_NOT_UNDERSTOOD", SANCTIONS),
    ("another sex", tuple(RECORDS), {"gender": "OTHER"}, "INPUT_NOT_UNDERSTOOD", "gender"),
]


def every_problem(result):
    """The problems of a result and of its parts, as pairs of type and fields."""
    found = [(problem["type"], problem["fields"]) for problem in result["validationErrors"]]
    for part in result["output"].get("componentScores", {}).values():
        found += every_problem(part)
    return found


@pytest.mark.parametrize("name", RECORDS)
def test_the_case_that_is_spoilt_below_is_right_as_it_stands(name):
    asked_for, _, case = RECORDS[name]
    result = told(answer_case(asked_for, {"id": 1, "input": case}, on=TODAY))
    assert result.get("twoYear", result.get("score")) is not None


@pytest.mark.parametrize(
    ("name", "changed", "trouble", "field"),
    [
        pytest.param(name, changed, trouble, field, id=f"{name}: {what}")
        for what, asked_of, changed, trouble, field in WRONG
        for name in asked_of
    ],
)
def test_what_is_wrong_gives_no_figure_and_is_told_by_name(name, changed, trouble, field):
    asked_for, followup, case = RECORDS[name]
    result = told(answer_case(asked_for, {"id": 1, "input": {**case, **changed}}, on=TODAY))
    assert result.get("twoYear", result.get("score")) is None
    assert result["error"] is True
    problems = [fields for kind, fields in every_problem(result) if kind.startswith(trouble)]
    assert any((field or followup) in fields for fields in problems), every_problem(result)


FIGURES = {"oneYearScore", "twoYearScore", "pointScore", "score", "overallScore", "band", "oneYear", "twoYear"}


def figures_in(result):
    """Every figure and band that stands anywhere in a result."""
    if isinstance(result, dict):
        own = [value for name, value in result.items() if name in FIGURES and not isinstance(value, dict)]
        return own + [figure for value in result.values() for figure in figures_in(value)]
    return []


@pytest.mark.parametrize("name", RECORDS)
@pytest.mark.parametrize("field", ["dateOfMostRecentSexualOffence", "isCurrentOffenceAgainstVictimStranger", "gender"])
def test_where_a_value_is_not_understood_no_figure_stands_anywhere(name, field):
    asked_for, _, case = RECORDS[name]
    right_one = told(answer_case(asked_for, {"id": 1, "input": case}, on=TODAY))
    assert any(figure is not None for figure in figures_in(right_one))
    result = told(answer_case(asked_for, {"id": 1, "input": {**case, field: "2021-02-30"}}, on=TODAY))
    assert set(figures_in(result)) == {None}
    assert field in {one["field"] for one in result["errors"]}


@pytest.mark.parametrize("name", [name for name in names() if name not in ("tier-v2", "tier-v3", "workload")])
def test_an_empty_input_gives_no_figure_and_says_what_is_missing(name):
    result = told(answer_case(name, {"id": 1, "input": {}}, on=TODAY))
    told_of = json.dumps(result)
    assert "MISSING" in told_of or "NOT_ENOUGH" in told_of or result["errors"]
    assert all(result.get(figure) is None for figure in ("twoYear", "score", "handover_date", "ldsScore"))


@pytest.mark.parametrize("name", ["tier-v2", "tier-v3", "workload", "handover", "licence-dates", "recall-type"])
def test_an_empty_input_of_a_decision_is_refused_by_field(name):
    assert told(answer_case(name, {"id": 1, "input": {}}, on=TODAY))["error"] is True


@pytest.mark.parametrize("value", ["²", "4.5", "-1", "101", "1" * 5000, "forty", [40], True])
def test_a_percentage_that_is_none_is_told_in_words(value):
    result = told(answer_case("ogp", {"id": 1, "input": {"ogrs3TwoYear": value}}, on=TODAY))
    reason = next(one["reason"] for one in result["errors"] if one["field"] == "ogrs3TwoYear")
    assert reason.startswith("must be ")

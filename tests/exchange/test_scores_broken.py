"""What is broken in one case: it is told of that case, by field and reason, and no other case loses its answer."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.test_score_known_answers import KNOWN
from throughcare.exchange.scores.cases import answer_case, answer_cases, names

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
    | st.text(max_size=12)
    | st.sampled_from(["2024-02-30", "2024-02-29", "11618", "95000", "99999", "-1", "0", "SOME", "NaN", ""]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def cases_of(name):
    file = FILES.get(name, "second_generation")
    return [case for case in json.loads((KNOWN / f"{file}.json").read_text("utf-8"))["cases"] if case.get("input")]


def told(answer):
    json.dumps(answer, allow_nan=False)
    return answer["result"]


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

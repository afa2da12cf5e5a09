"""The whole answer to one request: each part as it is alone, one broken value told of all, and by file as by JSON."""

import json
from datetime import date

import pytest

from tests.exchange.test_score_known_answers import KNOWN, cases
from throughcare.exchange.scores.cases import answer_case, names
from throughcare.exchange.scores.files import answers_csv
from throughcare.exchange.scores.whole import PREDICTORS, whole

TODAY = date(2026, 11, 26)
ALONE = ("lds", "mst", "opd", "pni")
SEXUAL = (
    "totalContactAdultSexualSanctions",
    "totalContactChildSexualSanctions",
    "totalNonContactSexualOffences",
    "totalIndecentImageSanctions",
    "dateOfMostRecentSexualOffence",
    "isCurrentOffenceSexuallyMotivated",
    "isCurrentOffenceAgainstVictimStranger",
)
FITTING = {
    "gender": "MALE",
    "dateOfBirth": "2003-04-06",
    "assessmentDate": "2026-06-30",
    "dateOfCurrentConviction": "2026-01-05",
    "dateAtStartOfFollowupCalculated": "2026-05-04",
    "dateAtStartOfFollowupUserInput": "2026-05-04",
    "ageAtFirstSanction": 16,
    "totalNumberOfSanctionsForAllOffences": 4,
    "totalNumberOfViolentSanctions": 1,
    "currentOffenceCode": "00100",
    "hasEverCommittedSexualOffence": False,
    "evidenceOfDomesticAbuse": True,
    "domesticAbuseAgainstPartner": True,
    "domesticAbuseAgainstFamily": False,
    "regularOffendingActivities": "SOME_PROBLEMS",
    "currentDrugMisuse": "NO_PROBLEMS",
}
"""What makes the answers of several people those of one."""


def full():
    """One case with answers for every part: those of several public cases, laid over each other."""
    found = {}
    for file in ("lds", "mst", "opd", "pni", "ovp", "ogp", "rsr", "ogrs3"):
        for case in cases(file):
            if case["kind"] == "end_to_end" and not case["id"].startswith("e2e"):
                found |= {name: value for name, value in case["input"].items() if value is not None}
    return {name: value for name, value in found.items() if name not in SEXUAL} | FITTING


def plain(part):
    """A part without the summary of its errors, which stands only at the top of an answer."""
    return {name: value for name, value in part.items() if name != "errors"}


def asked(name, given, case_id="1", **how):
    return answer_case(name, {"id": case_id, "input": given}, on=TODAY, **how)["result"]


def test_the_names_are_offered():
    assert {*ALONE, "all"} < set(names())


@pytest.mark.parametrize("given", [{}, full()], ids=["empty", "full"])
def test_each_part_is_as_when_it_is_asked_for_alone(given):
    found = whole(given, TODAY)
    assert found == asked("all", given)
    assert found["version"] == "V1_0"
    assert found["actuarialPredictors"] == {part: plain(asked(name, given)) for part, name in PREDICTORS.items()}
    for name in ALONE:
        assert found[name] == plain(asked(name, given))


def test_a_case_of_every_answer_has_no_part_that_is_empty():
    """The comparison above would say little if nothing were given."""
    found = whole(full(), TODAY)
    assert [part for part, one in found["actuarialPredictors"].items() if "error" in one] == []
    assert found["lds"]["ldsScore"] is not None
    assert found["mst"]["maturityScore"] is not None
    assert found["opd"]["opdResult"] is not None
    assert found["pni"]["pniPathway"] is not None


def test_only_a_case_of_rsr_whose_id_says_so_gets_the_whole():
    assert "actuarialPredictors" in asked("rsr", {}, "e2e_empty")
    assert "actuarialPredictors" not in asked("rsr", {}, "rsr/1")
    assert "actuarialPredictors" not in asked("ovp", {}, "e2e_empty")
    assert asked("rsr", {}, "snsv/1")["algorithm"] == "SNSV"


@pytest.mark.parametrize("version", ["V2_0", "v1_0", 1, ["V1_0"]])
def test_another_version_is_refused_and_what_would_be_right_is_said(version):
    (error,) = asked("all", {"version": version})["errors"]
    assert error["field"] == "version"
    assert "V1_0" in error["reason"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("workRelatedSkills", "SOME"),
        ("overallRiskForAssessment", "VERY HIGH"),
        ("professionalOrVocationalQualifications", "NONE"),
        ("applyOPDOverride", "yes"),
        ("dateAtStartOfFollowupCalculated", "2024-02-30"),
        ("dateAtStartOfFollowupUserInput", "2024-02-30"),
    ],
)
def test_a_value_that_is_not_understood_is_told_of_the_whole(field, value):
    found = asked("all", {**full(), field: value})
    assert found["error"] is True
    assert [error["field"] for error in found["errors"]] == [field]


@pytest.mark.parametrize(
    ("name", "nothing"),
    [
        ("lds", {"ldsScore": None}),
        ("mst", {"maturityScore": None, "maturityFlag": None, "isMstApplicable": None}),
        ("opd", {"opdCheck": False, "opdOverride": None, "opdResult": None}),
    ],
)
def test_a_screen_says_nothing_of_a_case_with_a_value_that_it_does_not_understand(name, nothing):
    found = asked(name, {**full(), "difficultiesCoping": "MANY"})
    assert {field: found[field] for field in nothing} == nothing
    assert found["errors"][0]["field"] == "difficultiesCoping"
    assert "SOME_PROBLEMS" in found["errors"][0]["reason"]


def test_what_is_only_missing_is_no_error_and_what_does_not_fit_is_one():
    assert asked("lds", {})["error"] is False
    assert asked("mst", {})["error"] is False
    assert asked("opd", {})["error"] is False
    against = {**full(), "evidenceOfDomesticAbuse": False, "domesticAbuseAgainstPartner": True}
    assert asked("opd", against)["error"] is True
    assert asked("opd", against)["errors"][0]["field"].startswith("evidenceOfDomesticAbuse")


@pytest.mark.parametrize("name", ["lds", "mst", "opd"])
def test_a_table_of_text_is_answered_as_json_is(name):
    for case in json.loads((KNOWN / f"{name}.json").read_text("utf-8"))["cases"]:
        given = case["input"]
        text = {field: "" if value is None else str(value) for field, value in given.items()}
        assert asked(name, text, as_text=True) == asked(name, given)


def test_the_whole_answer_goes_into_a_row():
    text = answers_csv([answer_case("all", {"id": "1", "input": full()}, on=TODAY)])
    header, *rows = text.splitlines()
    assert "actuarialPredictors.allPredictor.output.twoYearScore" in header
    assert "opd.opdResult" in header
    assert rows

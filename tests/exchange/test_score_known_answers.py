"""What the published formulas answer, against the answers of the public tests of those who run them."""

import json
from datetime import date
from pathlib import Path

import pytest

from throughcare.exchange.scores.cases import answer_case
from throughcare.rules.scores.answers import years_between

KNOWN = Path(__file__).parents[1] / "rules" / "known_answers"
TODAY = date(2026, 11, 26)
SECOND = {
    "allReoffendingPredictor": "arp",
    "violentReoffendingPredictor": "vrp",
    "seriousViolentReoffendingPredictor": "svrp",
    "combinedSeriousReoffendingPredictor": "csrp",
    "directContactSexualReoffendingPredictor": "dc-srp",
    "imagesAndIndirectContactSexualReoffendingPredictor": "iic-srp",
}


def cases(name):
    return json.loads((KNOWN / f"{name}.json").read_text("utf-8"))["cases"]


def asked_for(file, case):
    return SECOND[case["id"].split("/")[0]] if file == "second_generation" else file


def known():
    for file in ("ogrs3", "ovp", "ogp", "rsr", "pni", "lds", "mst", "opd", "second_generation"):
        for case in cases(file):
            if case["kind"] in ("end_to_end", "service"):
                yield pytest.param(asked_for(file, case), case, id=case["id"])


def differences(expected, found, at="result"):
    """What `found` lacks of `expected`: figures to a millionth, everything else exactly."""
    if isinstance(expected, dict):
        if not isinstance(found, dict):
            return [f"{at}: {found!r}"]
        lacking = [f"{at}.{name} is not there" for name in expected if name not in found]
        return lacking + [
            one
            for name, value in expected.items()
            if name in found
            for one in differences(value, found[name], f"{at}.{name}")
        ]
    if isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        return [
            one
            for number, pair in enumerate(zip(expected, found, strict=True))
            for one in differences(*pair, f"{at}[{number}]")
        ]
    if isinstance(expected, float) and isinstance(found, int | float) and not isinstance(found, bool):
        return [] if abs(expected - found) <= 1e-6 else [f"{at}: {found} is not {expected}"]
    return [] if expected == found and type(expected) is type(found) else [f"{at}: {found!r} is not {expected!r}"]


@pytest.mark.parametrize(("name", "case"), list(known()))
def test_a_case_is_answered_as_those_who_run_the_formula_answer_it(name, case):
    answer = answer_case(name, {"id": case["id"], "input": case["input"]}, on=TODAY)
    assert answer["id"] == case["id"]
    assert not differences(case["expected"], answer["result"])


def test_a_difference_would_be_seen():
    assert differences({"a": [1.0, {"b": "x"}]}, {"a": [1.1, {}]}) != []
    assert differences({"a": None}, {}) != []
    assert differences({"a": 0}, {"a": False}) != []


LEVELS = ("NO_PROBLEMS", "SOME_PROBLEMS", "SIGNIFICANT_PROBLEMS")
MOTIVATION = ("FULL_MOTIVATION", "PARTIAL_MOTIVATION", "NO_MOTIVATION")
STATUS = {
    "1": "IN_RELATIONSHIP_LIVING_TOGETHER",
    "2": "IN_RELATIONSHIP_NOT_LIVING_TOGETHER",
    "3": "NOT_IN_RELATIONSHIP",
}
STEPS = {
    "3.4": "suitabilityOfAccommodation",
    "6.4": "currentRelationshipWithPartner",
    "7.2": "regularOffendingActivities",
    "9.1": "currentAlcoholUseProblems",
    "9.2": "excessiveAlcoholUse",
    "11.2": "impulsivityProblems",
    "11.4": "temperControl",
    "12.1": "proCriminalAttitudes",
}
DRUGS = {
    "benzo": "hasBenzodiazepinesUsage",
    "cannabis": "hasCannabisUsage",
    "crack": "hasCrackCocaineUsage",
    "hallucinogens": "hasHallucinogensUsage",
    "heroin": "hasHeroinUsage",
    "ketamine": "hasKetamineUsage",
    "methadone": "hasMethadoneUsage",
    "prescribed": "hasMisusedPrescriptionDrugUsage",
    "other": "hasOtherDrugsUsage",
    "other_opiate": "hasOtherOpiateUsage",
    "powder": "hasPowderCocaineUsage",
    "solvents": "hasSolventsUsage",
    "spice": "hasSpiceUsage",
    "steroids": "hasSteroidsUsage",
}
PAST = {
    "aggravated_burglary": "AGGRAVATED_BURGLARY",
    "arson": "ARSON",
    "criminal_damage": "CRIMINAL_DAMAGE",
    "firearms": "FIREARMS",
    "gbh": "WOUNDING_GBH",
    "homicide": "HOMICIDE",
    "kidnap": "KIDNAPPING",
    "robbery": "ROBBERY",
    "weapons": "WEAPON",
}


def static_input(row, assessed_on):
    first = years_between(date.fromisoformat(row["dob"]), date.fromisoformat(row["first_sanction_date"]))
    return {
        "gender": {"M": "MALE", "F": "FEMALE"}[row["gender"]],
        "dateOfBirth": row["dob"],
        "assessmentDate": assessed_on,
        "dateOfCurrentConviction": row["last_sanction_date"],
        "dateAtStartOfFollowup": row["community_date"],
        "currentOffenceCode": row["offence_code"],
        "totalNumberOfSanctionsForAllOffences": int(row["total_sanctions_count"]),
        "totalNumberOfViolentSanctions": int(row["total_violent_sanctions"]),
        "ageAtFirstSanction": first,
    }


def dynamic_input(row, assessed_on):
    return {
        **static_input(row, assessed_on),
        "didOffenceInvolveCarryingOrUsingWeapon": row["2.2"] == "1",
        "isUnemployed": row["4.2"] == "2",
        "evidenceOfDomesticAbuse": row["6.7"] == "1",
        "currentRelationshipStatus": STATUS[row["6.8"]],
        "motivationToTackleDrugMisuse": MOTIVATION[int(row["8.8"])],
        "previousConvictions": [code for name, code in PAST.items() if row[name] == "1"],
        **{name: LEVELS[int(row[number])] for number, name in STEPS.items()},
        **{name: row[drug] == "Y" for drug, name in DRUGS.items()},
    }


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in cases("second_generation_rows")])
@pytest.mark.parametrize(("name", "figure"), [("svrp", "serious_violence"), ("vrp", "violence"), ("arp", "all")])
@pytest.mark.parametrize(("form", "made"), [("static", static_input), ("dynamic", dynamic_input)])
def test_a_row_of_an_assessment_is_scored_as_it_was_there(case, name, figure, form, made):
    given = made(case["input"], case["assessment_date"])
    result = answer_case(name, {"id": 1, "input": given}, on=TODAY)["result"]
    assert result["output"]["score"] == case["expected_percent"][f"{figure}_{form}"]
    assert result["type"] == form.upper()

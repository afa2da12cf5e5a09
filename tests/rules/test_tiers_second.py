"""The second tier rule set: its known answers, its edges, and that each term says what it gave."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.known import asserted, cases
from throughcare.exchange.scores.tiers import tier_v2
from throughcare.facts.fact import YesNo
from throughcare.facts.risk import RoshLevel
from throughcare.rules.tiers.registers import Registration, read_register
from throughcare.rules.tiers.second import (
    Conviction,
    Factor,
    Need,
    NeedsAssessed,
    Person,
    Requirement,
    Severity,
    decide_tier,
    has_mandate,
    rsr_points,
    without,
    women_points,
)

DAY = date(2021, 2, 1)
CUSTODY = Conviction("NC", is_terminated=False)
NO_NEEDS = NeedsAssessed(needs={}, impulsivity=0, temper_control=0, parenting=YesNo.NO)
ALL_ANSWERED = replace(NO_NEEDS, needs=dict.fromkeys(Need, Severity.NO_NEED))


def person(*codes, **said):
    register = [Registration(code, DAY, level="M2" if code == "MAPP" else None) for code in codes]
    known = {
        "is_female": False,
        "rsr": Decimal(0),
        "ogrs": Decimal(0),
        "registered": read_register(register),
        "convictions": (CUSTODY,),
        "was_enforced_within_a_year": False,
        "assessment": ALL_ANSWERED,
    }
    return Person(**known | said)


@pytest.mark.parametrize("case", cases("tiers", rule_set="v2"))
def test_known_tiers(case):
    asserted(tier_v2(case["input"]), case["derived"])


@pytest.mark.parametrize("case", cases("tiers", rule_set="registration_mapping"))
def test_known_registers(case):
    found = read_register(
        [
            Registration(each["code"], date.fromisoformat(each["date"]), each.get("level"), each.get("category"))
            for each in case["input"]["registrations"]
        ]
    )
    for field, value in case["expected"].items():
        said = getattr(found, field)
        assert (said.name if isinstance(said, RoshLevel) else said) == value


@pytest.mark.parametrize("case", cases("tiers", rule_set="women_factors"))
def test_known_factors_for_women(case):
    said = case["input"]
    answers = said["answers"]
    assessment = answers and NeedsAssessed(
        needs={},
        impulsivity=answers.get("impulsivity"),
        temper_control=answers.get("temper_control"),
        parenting={"YES": YesNo.YES, "NO": YesNo.NO, None: None}[answers.get("parenting_responsibilities")],
    )
    points = women_points(
        is_female=said["gender"] == "Female",
        was_enforced_within_a_year=said["previous_enforcement_activity"],
        assessment=assessment,
    )
    assert points == case["expected"]["points"]


@pytest.mark.parametrize("case", cases("tiers", rule_set="mandate"))
def test_known_mandates(case):
    convictions = [
        Conviction(
            each["sentence_type"],
            each["terminated"],
            tuple(Requirement(one["code"], one["restrictive"]) for one in each["requirements"]),
        )
        for each in case["input"]["convictions"]
    ]
    assert has_mandate(convictions) is not case["expected"]["has_no_mandate"]


@pytest.mark.parametrize(
    ("rsr", "points"),
    [
        (None, 0),
        ("0", 0),
        ("2.99", 0),
        ("3.00", 10),
        ("6.99", 10),
        ("6.995", 0),  # between the bands
        ("7.00", 20),
        ("99.98", 20),
        ("99.99", 0),  # the source holds the binary number below it
        ("100", 0),
        ("999.99", 0),
    ],
)
def test_rsr_points_at_the_edges(rsr, points):
    assert rsr_points(None if rsr is None else Decimal(rsr)) == points


@pytest.mark.parametrize("rsr", ["6.995", "99.99", "999.99"])
def test_a_score_that_falls_into_no_band_is_told(rsr):
    assert decide_tier(person(rsr=Decimal(rsr))).oddities
    assert not decide_tier(person(rsr=Decimal("6.99"))).oddities
    assert not decide_tier(person(rsr=Decimal("2.99"))).oddities


def test_what_was_not_assessed_gives_no_points_and_is_named():
    nothing_known = person(is_female=None, rsr=None, ogrs=None, assessment=None)
    tier = decide_tier(nothing_known)
    assert (tier.tier, tier.protect_points) == ("D2", 0)
    assert tier.missing == ("gender", "rsr_score", "rosh", "ogrs_score", "assessment")


def test_needs_without_an_answer_are_named_and_those_without_weight_are_not():
    answered = {Need.ATTITUDES: Severity.SEVERE}
    tier = decide_tier(person("RLRH", assessment=replace(NO_NEEDS, needs=answered)))
    assert len(tier.missing) == 7
    assert "needs.ATTITUDES" not in tier.missing
    assert "needs.EMOTIONAL_WELL_BEING" not in tier.missing
    assert tier.change_points == 4


def test_a_woman_whose_questions_were_not_asked_is_told_so():
    asked = replace(ALL_ANSWERED, impulsivity=None, parenting=None)
    assert decide_tier(person("RLRH", is_female=True, assessment=asked)).missing == ("impulsivity", "parenting")
    assert decide_tier(person("RLRH", assessment=asked)).missing == ()


def test_a_level_of_mappa_that_is_not_set_yet_gives_nothing_and_is_named():
    register = read_register([Registration("MAPP", DAY, level="M0")])
    assert decide_tier(person(registered=register)).missing == ("rosh", "mappa_level")


def test_the_lower_of_rsr_and_harm_is_shown_and_does_not_count():
    tier = decide_tier(person("RMRH", rsr=Decimal("7.5")))
    assert [(term.factor, term.points, term.counts) for term in tier.protect_terms[:2]] == [
        (Factor.RSR, 20, True),
        (Factor.ROSH, 10, False),
    ]
    assert tier.protect_points == 20


def test_without_a_factor_the_tier_is_another():
    held = person("MAPP", "RMRH", "PRC", rsr=Decimal("7.5"))
    assert decide_tier(held).tier == "A1S"
    assert without(held, Factor.MAPPA).tier == "B1S"
    assert without(held, Factor.MAPPA, Factor.RSR).tier == "C1S"
    assert without(held, Factor.MAPPA, Factor.RSR, Factor.ROSH, Factor.RESET).tier == "D1"


def test_a_complex_flag_counts_once_in_any_case_of_letters():
    assert decide_tier(person("RMDO", "rmdo", "RVLN", "AV2S")).protect_points == 4


def test_of_one_day_the_flag_named_first_counts():
    assert read_register([Registration("RMRH", DAY), Registration("RVHR", DAY)]).rosh is RoshLevel.MEDIUM


@pytest.mark.parametrize(
    ("requirements", "is_so"),
    [
        ([], False),
        ([("W", False)], False),
        ([("W1", False)], False),
        ([("F", True)], False),
        ([("F", False)], True),
        ([("W", False), ("F", False)], True),
    ],
)
def test_what_mandates_change(requirements, is_so):
    asked = tuple(Requirement(code, is_restrictive) for code, is_restrictive in requirements)
    assert has_mandate([Conviction("SP", is_terminated=False, requirements=asked)]) is is_so
    assert not has_mandate([Conviction("SP", is_terminated=True, requirements=asked)])


def test_without_anything_ordered_the_digit_is_0_even_without_an_assessment():
    assert decide_tier(person(convictions=(), assessment=None)).tier == "D0"


def test_every_need_severe_gives_twenty_points():
    severe = replace(NO_NEEDS, needs=dict.fromkeys(Need, Severity.SEVERE))
    assert decide_tier(person(assessment=severe)).change_points == 20
    assert decide_tier(person("IIOM", ogrs=Decimal(99), assessment=severe)).change_points == 31


CODES = st.lists(st.sampled_from(["RVHR", "RHRH", "RMRH", "RLRH", "MAPP", "IIOM", "PRC", "RMDO", "RCCO", "HREG", "X"]))


@given(
    codes=CODES,
    rsr=st.none() | st.decimals(0, 1000, places=2),
    ogrs=st.none() | st.decimals(0, 100, places=0),
    is_female=st.none() | st.booleans(),
    was_enforced=st.booleans(),
)
def test_the_points_are_those_of_the_terms_that_count(codes, rsr, ogrs, is_female, was_enforced):
    held = person(*codes, rsr=rsr, ogrs=ogrs, is_female=is_female, was_enforced_within_a_year=was_enforced)
    tier = decide_tier(held)
    assert tier.protect_points == sum(term.points for term in tier.protect_terms if term.counts)
    assert tier.change_points == sum(term.points for term in tier.change_terms)
    for factor in Factor:
        assert without(held, factor).protect_points <= tier.protect_points

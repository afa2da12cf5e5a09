"""The third tier rule set: its known answers, when a tier is provisional, and which factors decided."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.known import asserted, cases
from throughcare.exchange.scores.refused import Refused
from throughcare.exchange.scores.tiers import tier_v3
from throughcare.facts.risk import RoshLevel
from throughcare.rules.tiers.third import (
    RANK,
    Band,
    Factor,
    NoTier,
    Person,
    Score,
    ScoreKind,
    SexualScore,
    Tier,
    decide_tier,
    lifer_tier,
    provisional_because,
    reoffending_tier,
    sexual_tier,
    without,
)

TODAY = date(2026, 6, 15)
STATIC, DYNAMIC = ScoreKind.STATIC, ScoreKind.DYNAMIC
PERSON = Person(
    today=TODAY,
    has_active_event=True,
    arp=Score(0.0, DYNAMIC),
    csrp=Score(0.0, DYNAMIC),
    dc_srp=None,
    rosh=RoshLevel.LOW,
    has_mappa=False,
    is_lifer=False,
    latest_release_on=None,
    is_domestic_abuse=False,
    is_stalking=False,
    is_child_protection=False,
    ever_committed_sexual_offence=False,
)


@pytest.mark.parametrize("case", cases("tiers", rule_set="v3"))
def test_known_tiers(case):
    if case["derived"].get("error"):
        with pytest.raises(Refused):
            tier_v3(case["input"])
    else:
        asserted(tier_v3(case["input"]), case["derived"])


@pytest.mark.parametrize("case", cases("tiers", rule_set="v3_provisional"))
def test_known_provisional_tiers(case):
    said = case["input"]
    found = provisional_because(
        arp=Score(said["arp"], ScoreKind(said["arp_type"])),
        csrp=Score(said["csrp"], ScoreKind(said["csrp_type"])),
        rosh=said["rosh"] and RoshLevel[said["rosh"]],
        has_mappa=said["mappa_category"] is not None,
        given_by={Factor(step): Tier(tier) for step, tier in said["step_tiers"].items()},
    )
    assert bool(found) is case["expected"]["provisional"]


TABLE = {6.9: "AABBBB", 3.0: "ABCCCC", 1.0: "BCDEEE", 0.5: "CDEEFF", 0.0: "DDEFFG"}


@pytest.mark.parametrize(
    ("csrp", "arp", "tier"),
    [
        (csrp, arp, letter)
        for csrp, row in TABLE.items()
        for arp, letter in zip((90, 75, 50, 25, 15, 0), row, strict=True)
    ],
)
def test_the_table_of_reoffending(csrp, arp, tier):
    assert reoffending_tier(arp, csrp) == tier


@given(
    arp=st.floats(0, 100),
    csrp=st.floats(0, 100),
    more=st.floats(0, 100),
)
def test_a_higher_chance_never_gives_a_lower_tier(arp, csrp, more):
    assert RANK[reoffending_tier(min(arp + more, 100), csrp)] >= RANK[reoffending_tier(arp, csrp)]
    assert RANK[reoffending_tier(arp, min(csrp + more, 100))] >= RANK[reoffending_tier(arp, csrp)]


@pytest.mark.parametrize(
    ("score", "band", "tier"),
    [
        (0.01, Band.VERY_HIGH, "A"),
        (1.50, Band.HIGH, "B"),
        (3.36, Band.MEDIUM, "C"),
        (3.35, Band.MEDIUM, "D"),
        (2.11, Band.MEDIUM, "D"),
        (2.10, Band.MEDIUM, "C"),
        (1.12, Band.MEDIUM, "C"),
        (1.11, Band.MEDIUM, "D"),
        (0.60, Band.MEDIUM, "D"),
        (0.02, Band.LOW, "E"),
        (2.11, None, None),
        (None, Band.HIGH, None),
        (0.0, Band.MEDIUM, None),
    ],
)
def test_the_sexual_predictor(score, band, tier):
    assert sexual_tier(SexualScore(score, band)) == tier


def test_a_medium_band_below_its_beginning_has_no_tier_and_says_so():
    with pytest.raises(NoTier, match=r"0\.59 is below 0\.60") as refused:
        decide_tier(replace(PERSON, dc_srp=SexualScore(0.59, Band.MEDIUM)))
    assert refused.value.fault.field == "dc_srp.score"


def test_whoever_is_not_supervised_needs_no_score():
    faulty = SexualScore(0.59, Band.MEDIUM)
    assert decide_tier(replace(PERSON, has_active_event=False, dc_srp=faulty, arp=None)).tier is Tier.NOT_SUPERVISED
    missing = decide_tier(replace(PERSON, arp=None, dc_srp=faulty, rosh=None))
    assert (missing.tier, missing.missing, missing.is_provisional) == (Tier.MISSING, ("arp", "rosh"), False)


@pytest.mark.parametrize(
    ("released_on", "tier"),
    [
        (None, None),
        (date(2026, 6, 14), "B"),
        (date(2025, 6, 15), "B"),
        (date(2025, 6, 14), "D"),
        (date(2021, 6, 15), "D"),
        (date(2021, 6, 14), "E"),
    ],
)
def test_a_life_sentence_by_the_time_since_release(released_on, tier):
    assert lifer_tier(released_on, TODAY) == tier
    assert decide_tier(replace(PERSON, latest_release_on=released_on)).tier is Tier.G


@pytest.mark.parametrize(
    ("has_mappa", "rosh", "tier"),
    [
        (True, RoshLevel.VERY_HIGH, "A"),
        (True, RoshLevel.HIGH, "C"),
        (True, RoshLevel.MEDIUM, "D"),
        (True, RoshLevel.LOW, "E"),
        (True, None, "E"),
        (False, RoshLevel.VERY_HIGH, "C"),
        (False, RoshLevel.HIGH, "D"),
        (False, RoshLevel.MEDIUM, "G"),
        (False, RoshLevel.LOW, "G"),
        (False, None, "G"),
    ],
)
def test_harm_and_public_protection(has_mappa, rosh, tier):
    assert decide_tier(replace(PERSON, has_mappa=has_mappa, rosh=rosh)).tier == tier


def test_the_factors_that_decided_are_named_and_without_them_the_tier_is_another():
    held = replace(PERSON, is_domestic_abuse=True, ever_committed_sexual_offence=True, is_stalking=True)
    decision = decide_tier(held)
    assert decision.tier is Tier.E
    assert decision.decided_by == (Factor.DOMESTIC_ABUSE, Factor.SEXUAL_OFFENCES)
    assert without(held, Factor.DOMESTIC_ABUSE).tier is Tier.E
    assert without(held, Factor.DOMESTIC_ABUSE, Factor.SEXUAL_OFFENCES).tier is Tier.F


def test_static_scores_are_told_with_how_high_they_could_go():
    held = replace(PERSON, arp=Score(0.0, STATIC), csrp=Score(0.5, DYNAMIC))
    assert decide_tier(held).provisional_because == (
        "ARP went by the record alone: an assessment could raise the tier to C.",
    )
    assert not decide_tier(replace(held, rosh=RoshLevel.HIGH, has_mappa=True)).is_provisional
    both = replace(held, csrp=Score(0.5, STATIC), rosh=None)
    assert len(decide_tier(both).provisional_because) == 2


scores = st.none() | st.builds(Score, st.floats(0, 100), st.sampled_from(ScoreKind))
people = st.builds(
    Person,
    today=st.just(TODAY),
    has_active_event=st.booleans(),
    arp=scores,
    csrp=scores,
    dc_srp=st.none() | st.builds(SexualScore, st.none() | st.floats(0.6, 100), st.none() | st.sampled_from(Band)),
    rosh=st.none() | st.sampled_from(RoshLevel),
    has_mappa=st.booleans(),
    is_lifer=st.booleans(),
    latest_release_on=st.none() | st.dates(date(2000, 1, 1), TODAY),
    is_domestic_abuse=st.booleans(),
    is_stalking=st.booleans(),
    is_child_protection=st.booleans(),
    ever_committed_sexual_offence=st.booleans(),
)


@given(people)
def test_the_tier_is_the_highest_that_any_factor_gives(held):
    decision = decide_tier(held)
    if decision.given_by:
        given_ranks = [RANK[tier] for tier in decision.given_by.values() if tier is not None]
        assert RANK[decision.tier] == max(given_ranks, default=0)
        for factor in Factor:
            assert RANK[without(held, factor).tier] <= RANK[decision.tier]

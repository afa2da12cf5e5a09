"""The personality disorder pathway screen: who is looked at, what each answer adds, and what could still change it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.score_answers import right
from throughcare.rules.scores.answers import Answers, HarmLevel, Level, Sex
from throughcare.rules.scores.offences import FirstWeight, Offences
from throughcare.rules.scores.opd import NEEDED, Screened, decide_opd
from throughcare.rules.scores.opd_items import AGAINST, EVIDENCE, INDICATORS, PERSONALITY, WOMEN
from throughcare.rules.scores.scored import Trouble

VIOLENT, OTHER = "00100", "02700"


def weight(is_violent):
    return FirstWeight(0.0, "", 0.0, 0.0, 0.0, 0.0, is_violent_or_sexual=is_violent)


OFFENCES = Offences(first={VIOLENT: weight(True), OTHER: weight(False)}, second={})
NEVER = {
    name: Level.NONE if "Level" in str(Answers.__annotations__[name]) else False
    for scale in (PERSONALITY, INDICATORS, WOMEN)
    for item in scale.items
    for name in item.names
    if name not in AGAINST
}
NOTHING = {**NEVER, "age_at_first_sanction": 30, "does_recognise_impact_of_offending_on_others": True}
MAN = Answers(
    sex=Sex.MALE,
    overall_risk_for_assessment=HarmLevel.HIGH,
    highest_risk_level_over_all_assessments=HarmLevel.HIGH,
    current_offence_code=VIOLENT,
    has_custodial_sentence=True,
    **NOTHING,
)
WOMAN = replace(MAN, sex=Sex.FEMALE, is_eligible_for_mappa=False)


def asked(person, **changed):
    return decide_opd(replace(person, **changed), OFFENCES)


def points_of(person, **changed):
    return [one.points for one in asked(person, **changed).counted]


@pytest.mark.parametrize("person", [MAN, WOMAN])
def test_somebody_of_whom_nothing_is_told_is_screened_out(person):
    found = asked(person)
    assert (found.is_checked, found.result, found.is_overridden, found.problems) == (True, Screened.OUT, False, ())
    assert all(one.points == 0 for one in found.counted)


@pytest.mark.parametrize("risk", HarmLevel)
@pytest.mark.parametrize("code", [VIOLENT, OTHER])
@pytest.mark.parametrize("is_custodial", [True, False])
def test_a_man_is_counted_with_high_risk_a_violent_or_sexual_offence_and_custody(risk, code, is_custodial):
    found = asked(MAN, overall_risk_for_assessment=risk, current_offence_code=code, has_custodial_sentence=is_custodial)
    is_high = risk in (HarmLevel.HIGH, HarmLevel.VERY_HIGH)
    assert bool(found.counted) == (is_high and code == VIOLENT and is_custodial)
    assert (found.is_checked, found.result) == (True, Screened.OUT)


@pytest.mark.parametrize("risk", HarmLevel)
@pytest.mark.parametrize("is_eligible", [True, False])
def test_a_woman_is_counted_with_high_risk_or_mappa_whatever_the_offence_and_the_sentence(risk, is_eligible):
    found = asked(
        WOMAN,
        overall_risk_for_assessment=risk,
        is_eligible_for_mappa=is_eligible,
        current_offence_code=OTHER,
        has_custodial_sentence=False,
    )
    assert bool(found.counted) == (risk in (HarmLevel.HIGH, HarmLevel.VERY_HIGH) or is_eligible)
    assert found.result is Screened.OUT


def test_the_highest_risk_over_all_assessments_decides_nothing():
    found = asked(
        MAN,
        overall_risk_for_assessment=HarmLevel.LOW,
        highest_risk_level_over_all_assessments=HarmLevel.VERY_HIGH,
    )
    assert found.counted == ()


S, M = Level.SOME, Level.SIGNIFICANT
# What is changed of a man of whom nothing is told; points of personality, points of indicators.
OF_MEN = [
    ({"age_at_first_sanction": 17}, 1, 0),
    ({"age_at_first_sanction": 18}, 0, 0),
    ({"age_at_first_sanction": 0}, 1, 0),
    ({"did_offence_involve_violence_or_threat_of_violence": True}, 1, 0),
    ({"did_offence_involve_excessive_use_of_violence": True}, 2, 0),
    (
        {
            "did_offence_involve_violence_or_threat_of_violence": True,
            "did_offence_involve_excessive_use_of_violence": True,
        },
        2,
        0,
    ),
    ({"does_recognise_impact_of_offending_on_others": False}, 1, 0),
    ({"does_recognise_impact_of_offending_on_others": None}, 1, 0),
    ({"over_reliance_on_others_for_financial_support": S}, 1, 0),
    ({"manipulative_or_predatory_behaviour": M}, 1, 0),
    ({"recklessness_and_risk_taking_behaviour": S}, 1, 0),
    ({"is_evidence_of_childhood_behavioural_problems": True}, 1, 1),
    ({"impulsivity_problems": M}, 1, 0),
    ({"controlling_or_aggressive_behaviour": S}, 1, 0),
    ({"experience_of_childhood": S}, 0, 1),
    ({"experience_of_childhood": M, "is_evidence_of_childhood_behavioural_problems": True}, 1, 1),
    ({"current_psychological_problems": S}, 0, 1),
    ({"current_psychiatric_problems": M}, 0, 1),
    ({"has_history_of_psychiatric_treatment": True}, 0, 1),
    ({"has_been_on_medication_for_mental_health_problems": True}, 0, 1),
    ({"has_ever_been_in_special_hospital_or_regional_secure_unit": True}, 0, 1),
    ({"has_current_psychiatric_treatment": True}, 0, 1),
    ({"has_displayed_obsessive_behaviour_linked_to_offending": True}, 0, 1),
    ({"has_current_psychiatric_treatment": True, "current_psychiatric_problems": S}, 0, 1),
    ({"has_self_harm_or_attempted_suicide": True}, 0, 1),
    ({"attitude_towards_supervision_or_licence": S}, 0, 1),
    ({"has_assaulted_or_threatened_staff": True}, 0, 1),
    ({"has_escaped_or_absconded": True}, 0, 1),
    ({"has_control_issues": True}, 0, 1),
    ({"did_offence_involve_arson": True, "difficulties_coping": M}, 0, 0),
]


@pytest.mark.parametrize(("changed", "personality", "indicators"), OF_MEN)
def test_what_each_answer_of_a_man_adds(changed, personality, indicators):
    assert points_of(MAN, **changed) == [personality, indicators]


OF_WOMEN = [
    ({"did_offence_involve_carrying_or_using_weapon": True}, 1),
    ({"did_offence_involve_violence_or_threat_of_violence": True}, 1),
    ({"did_offence_involve_excessive_use_of_violence": True}, 2),
    ({"did_offence_involve_arson": True}, 1),
    ({"offence_motivation_emotional_state": True}, 1),
    ({"is_analysis_of_offence_issues_linked_to_risk": True}, 1),
    ({"has_accommodation_issues_linked_to_risk": True}, 1),
    ({"experience_of_childhood": M}, 1),
    ({EVIDENCE: True, AGAINST[0]: True, AGAINST[1]: False}, 1),
    ({EVIDENCE: True, AGAINST[0]: False, AGAINST[1]: True}, 1),
    ({EVIDENCE: True, AGAINST[0]: True, AGAINST[1]: True}, 1),
    ({EVIDENCE: True, AGAINST[0]: False, AGAINST[1]: False}, 0),
    ({"relationship_issues_linked_to_risk": True}, 1),
    ({"difficulties_coping": S}, 1),
    ({"current_psychological_problems": S}, 1),
    ({"has_self_harm_or_attempted_suicide": True}, 1),
    ({"are_emotional_issues_linked_to_risk": True}, 1),
    ({"are_thinking_and_behaviour_issues_linked_to_risk": True}, 1),
    ({"impulsivity_problems": M, "age_at_first_sanction": 12, "has_control_issues": True}, 0),
]


@pytest.mark.parametrize(("changed", "points"), OF_WOMEN)
def test_what_each_answer_of_a_woman_adds(changed, points):
    assert points_of(WOMAN, **changed) == [points]


SEVEN = {
    "age_at_first_sanction": 15,
    "did_offence_involve_violence_or_threat_of_violence": True,
    "does_recognise_impact_of_offending_on_others": False,
    "over_reliance_on_others_for_financial_support": S,
    "manipulative_or_predatory_behaviour": S,
    "recklessness_and_risk_taking_behaviour": S,
    "impulsivity_problems": S,
}


def test_seven_points_of_personality_or_two_indicators_screen_a_man_in():
    assert asked(MAN, **SEVEN).result is Screened.IN
    assert asked(MAN, **{**SEVEN, "impulsivity_problems": Level.NONE}).result is Screened.OUT
    two = {"has_self_harm_or_attempted_suicide": True, "has_control_issues": True}
    assert asked(MAN, **two).result is Screened.IN
    assert asked(MAN, has_control_issues=True).result is Screened.OUT


TEN = {
    **{name: True for item in WOMEN.items[3:7] for name in item.names},
    **{name: True for item in WOMEN.items[12:] for name in item.names},
    "difficulties_coping": M,
    "did_offence_involve_excessive_use_of_violence": True,
}


def test_ten_points_screen_a_woman_in():
    assert points_of(WOMAN, **TEN) == [10]
    assert asked(WOMAN, **TEN).result is Screened.IN
    assert asked(WOMAN, **{**TEN, "did_offence_involve_arson": False}).result is Screened.OUT


@pytest.mark.parametrize(
    ("changed", "result", "is_overridden"),
    [
        ({"apply_opd_override": True}, Screened.OUT, True),
        ({"apply_opd_override": False}, Screened.OUT, False),
        ({"apply_opd_override": None}, Screened.OUT, False),
        ({"apply_opd_override": True, **SEVEN}, Screened.IN, None),
        ({"apply_opd_override": True, "has_custodial_sentence": False}, Screened.OUT, None),
    ],
)
def test_an_override_is_told_only_beside_a_count_that_screens_out(changed, result, is_overridden):
    found = asked(MAN, **changed)
    assert (found.result, found.is_overridden) == (result, is_overridden)


@pytest.mark.parametrize("name", NEEDED)
def test_what_is_needed_is_named(name):
    (problem,) = asked(MAN, **{name: None}).problems
    assert (problem.trouble, problem.fields) == (Trouble.MISSING, (name,))


def test_eligibility_for_mappa_is_needed_of_women_only():
    (problem,) = asked(WOMAN, is_eligible_for_mappa=None).problems
    assert problem.fields == ("is_eligible_for_mappa",)
    assert asked(MAN, is_eligible_for_mappa=None).problems == ()


@pytest.mark.parametrize(
    ("evidence", "partner", "family", "trouble", "fields"),
    [
        (True, None, None, Trouble.MISSING, AGAINST),
        (True, True, None, Trouble.MISSING, AGAINST[1:]),
        (False, True, None, Trouble.DOMESTIC_ABUSE_INCONSISTENT, (EVIDENCE, AGAINST[1], AGAINST[0])),
        (False, None, False, Trouble.DOMESTIC_ABUSE_INCONSISTENT, (EVIDENCE, AGAINST[1], AGAINST[0])),
        (None, False, None, Trouble.DOMESTIC_ABUSE_INCONSISTENT, (EVIDENCE, AGAINST[1], AGAINST[0])),
    ],
)
def test_against_whom_abuse_was_is_said_where_there_is_evidence_and_only_there(
    evidence, partner, family, trouble, fields
):
    found = asked(WOMAN, **{EVIDENCE: evidence, AGAINST[0]: partner, AGAINST[1]: family})
    assert [(problem.trouble, problem.fields) for problem in found.problems] == [(trouble, fields)]
    assert (found.is_checked, found.result) == (False, None)


@pytest.mark.parametrize(
    ("code", "trouble"),
    [("0010", Trouble.CODE_FORMAT), ("0010x", Trouble.CODE_FORMAT), ("99999", Trouble.CODE_UNKNOWN)],
)
def test_a_code_that_is_none_or_not_known_is_refused(code, trouble):
    found = asked(WOMAN, current_offence_code=code)
    assert [problem.trouble for problem in found.problems] == [trouble]
    assert (found.is_checked, found.result) == (False, None)


BLANK = dict.fromkeys(NOTHING)


@pytest.mark.parametrize("person", [MAN, WOMAN])
def test_where_nothing_is_answered_nothing_is_said(person):
    found = asked(person, **BLANK)
    assert (found.is_checked, found.result, found.problems) == (False, None, ())
    assert found.unanswered


@pytest.mark.parametrize(
    ("name", "is_checked"), [("did_offence_involve_arson", True), ("has_self_harm_or_attempted_suicide", False)]
)
def test_of_a_woman_the_first_ten_items_are_looked_at_for_any_answer(name, is_checked):
    assert asked(WOMAN, **{**BLANK, name: True}).is_checked is is_checked


def test_an_open_answer_that_could_screen_in_is_told():
    found = asked(MAN, has_control_issues=True, has_self_harm_or_attempted_suicide=None)
    assert found.result is Screened.OUT
    assert found.unanswered == ("has_self_harm_or_attempted_suicide",)
    assert found.counted[1].projected == 2
    assert "could screen the person in" in found.reasons[-1]
    assert "could screen the person in" not in asked(MAN, has_control_issues=True).reasons[-1]


@pytest.mark.parametrize("person", [MAN, WOMAN])
def test_terms_add_up_to_the_points(person):
    found = asked(person, **{**SEVEN, **TEN})
    for one in found.counted:
        assert sum(term.value for term in found.terms if term.working == one.label) == one.points


@given(st.integers(0, 2**32), st.sampled_from([MAN, WOMAN]), st.sets(st.sampled_from(sorted({*NOTHING} - {EVIDENCE}))))
def test_nothing_that_is_still_to_come_exceeds_what_was_said_of_it(seed, person, open_):
    drawn = right(seed)
    told = {name: getattr(drawn, name) for name in (*NOTHING, *AGAINST)} | {EVIDENCE: True}
    before, after = asked(person, **{**told, **dict.fromkeys(open_)}), asked(person, **told)
    assert after.counted
    for then, now in zip(before.counted, after.counted, strict=True) if before.counted else ():
        assert then.projected >= now.points

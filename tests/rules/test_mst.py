"""The maturity screen: whom it is for, when the flag goes up, and what an answer that is not there could change."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.rules.scores.answers import Answers, Level, Sex, Sometimes
from throughcare.rules.scores.mst import LABELS, decide_mst
from throughcare.rules.scores.scored import Trouble

ON = date(2025, 6, 18)
BORN = date(2003, 4, 6)
GRAVEST = {
    **dict.fromkeys(LABELS, Level.SIGNIFICANT),
    "has_peer_group_influences": True,
    "awareness_of_consequences": Sometimes.NO,
}
LEAST = {
    **dict.fromkeys(LABELS, Level.NONE),
    "has_peer_group_influences": False,
    "awareness_of_consequences": Sometimes.YES,
}
MILD = Answers(sex=Sex.MALE, date_of_birth=BORN, **LEAST)


def asked(**changed):
    return decide_mst(replace(MILD, **changed), assessed_on=ON)


@pytest.mark.parametrize(("answers", "score", "is_flagged"), [(LEAST, 0, False), (GRAVEST, 19, True)])
def test_points_are_from_nothing_to_nineteen(answers, score, is_flagged):
    found = asked(**answers)
    assert (found.is_applicable, found.score, found.is_flagged) == (True, score, is_flagged)
    assert sum(term.value for term in found.terms) == score
    assert len(found.terms) == len(LABELS)


@pytest.mark.parametrize("name", LABELS)
def test_every_answer_adds_what_the_rule_says(name):
    assert asked(**{name: GRAVEST[name]}).score == (1 if name == "has_peer_group_influences" else 2)


FOUR = dict.fromkeys(list(LABELS)[2:6], Level.SIGNIFICANT)


@pytest.mark.parametrize(
    ("last", "score", "is_flagged"), [(Level.NONE, 8, False), (Level.SOME, 9, False), (Level.SIGNIFICANT, 10, True)]
)
def test_the_flag_goes_up_from_ten(last, score, is_flagged):
    found = asked(**FOUR, temper_control=last)
    assert (found.score, found.is_flagged) == (score, is_flagged)


@pytest.mark.parametrize(
    ("born", "is_for"),
    [
        (date(2007, 6, 19), False),  # 17, for one more day
        (date(2007, 6, 18), True),  # 18 today
        (date(1999, 6, 19), True),  # 25, for one more day
        (date(1999, 6, 18), False),  # 26 today
    ],
)
def test_it_is_for_men_from_eighteen_to_twenty_five(born, is_for):
    found = asked(date_of_birth=born)
    assert found.is_applicable is is_for
    if not is_for:
        assert (found.score, found.is_flagged, found.problems) == (None, False, ())
        assert "18 to 25" in found.reasons[0]


def test_it_is_not_for_women():
    found = asked(sex=Sex.FEMALE)
    assert (found.is_applicable, found.score, found.is_flagged) == (False, None, False)


def test_of_somebody_of_another_age_nothing_more_is_asked():
    found = decide_mst(Answers(date_of_birth=date(1980, 4, 6)), assessed_on=ON)
    assert found.is_applicable is False
    assert found.problems == ()


@pytest.mark.parametrize("name", LABELS)
def test_nine_answers_are_enough_and_the_tenth_is_named(name):
    found = asked(**{name: None})
    assert found.score == 0
    assert found.unanswered == (name,)
    assert found.projected == (1 if name == "has_peer_group_influences" else 2)


def test_eight_answers_are_not_enough():
    found = asked(difficulties_coping=None, temper_control=None)
    assert (found.is_applicable, found.score, found.is_flagged) == (None, None, None)
    (problem,) = found.problems
    assert (problem.trouble, problem.fields) == (Trouble.MISSING, ("difficulties_coping", "temper_control"))


@pytest.mark.parametrize("name", ["sex", "date_of_birth"])
def test_sex_and_age_are_needed(name):
    found = asked(**{name: None})
    assert found.is_applicable is None
    assert found.problems[0].fields == (name,)


def test_an_open_answer_that_could_raise_the_flag_is_told():
    found = asked(**FOUR, temper_control=None)
    assert (found.score, found.is_flagged, found.projected) == (8, False, 10)
    assert "could raise the flag" in found.reasons[-1]


def test_nobody_is_assessed_before_they_are_born():
    found = asked(date_of_birth=date(2026, 1, 1))
    assert found.is_applicable is None
    assert found.problems[0].fields == ("date_of_birth", "assessment_date")


levels = {
    **{name: st.sampled_from(Level) for name in LABELS},
    "has_peer_group_influences": st.booleans(),
    "awareness_of_consequences": st.sampled_from(Sometimes),
}


@given(st.fixed_dictionaries(levels), st.sampled_from(list(LABELS)))
def test_nothing_that_is_still_to_come_exceeds_what_was_said_of_it(answers, open_):
    before, after = asked(**{**answers, open_: None}), asked(**answers)
    assert before.score <= after.score <= before.projected

"""Many scored at once are scored as one at a time."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.score_answers import any_answers, right, right_answers
from throughcare.exchange.scores.offence_tables import offences
from throughcare.rules.scores.answer_columns import columns_of, half_up_all, months_of, years_of
from throughcare.rules.scores.answers import months_between, years_between
from throughcare.rules.scores.caseload import OGRS3_ANSWERS, RSR_ANSWERS, score_ogrs3_all, score_rsr_all
from throughcare.rules.scores.ogrs3 import score_ogrs3
from throughcare.rules.scores.rsr import score_rsr
from throughcare.rules.scores.scored import Kind, half_up

ON = date(2025, 6, 30)
people = st.lists(any_answers | right_answers, min_size=1, max_size=8)


def same(figure, found):
    return np.isnan(found) if figure is None else figure == pytest.approx(found, abs=1e-9)


@given(people)
def test_ogrs3_of_many_is_that_of_each(answers):
    found = score_ogrs3_all(columns_of(answers, offences(), OGRS3_ANSWERS), offences())
    for place, one in enumerate(answers):
        figures = score_ogrs3(one, offences()).figures
        assert same(figures["one_year"], found.one_year[place])
        assert same(figures["two_year"], found.two_year[place])


@settings(max_examples=200)
@given(people)
def test_rsr_of_many_is_that_of_each(answers):
    found = score_rsr_all(columns_of(answers, offences(), RSR_ANSWERS), offences(), assessed_on=ON)
    for place, one in enumerate(answers):
        scored = score_rsr(one, offences(), assessed_on=one.assessment_date or ON)
        direct, images, violence = scored.parts
        assert same(violence.figures["score"], found.snsv[place])
        assert same(direct.figures["score"], found.ospdc[place])
        assert same(images.figures["score"], found.ospiic[place])
        assert same(scored.figures["score"], found.score[place])
        if violence.is_given:
            assert found.is_dynamic[place] == (violence.kind is Kind.DYNAMIC)


def test_answers_that_fit_are_scored():
    """The comparison above would say nothing if nobody had a score."""
    answers = [right(seed) for seed in range(50)]
    assert all(score_ogrs3(one, offences()).is_given for one in answers)
    assert all(score_rsr(one, offences(), assessed_on=one.assessment_date).is_given for one in answers)


@given(st.dates(date(1920, 1, 1), date(2030, 12, 31)), st.dates(date(1920, 1, 1), date(2030, 12, 31)))
def test_years_and_months_of_many_are_those_of_each(first, last):
    firsts, lasts = np.array([first], "datetime64[D]"), np.array([last], "datetime64[D]")
    assert years_of(firsts, lasts)[0] == years_between(first, last)
    assert months_of(firsts, lasts)[0] == months_between(first, last)


@given(st.floats(0, 1), st.integers(0, 5))
def test_many_are_rounded_as_each(figure, places):
    assert half_up_all(np.array([figure]), places)[0] == pytest.approx(half_up(figure, places), abs=1e-12)


@pytest.mark.parametrize(("figure", "whole"), [(0.5, 1), (1.5, 2), (2.5, 3), (0.49999, 0), (34.5, 35)])
def test_halves_go_up_and_not_to_the_even_number(figure, whole):
    assert half_up(figure, 0) == whole
    assert half_up_all(np.array([figure]), 0)[0] == whole

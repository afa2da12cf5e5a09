"""Answers for a score: of the people of the nation, the same in any slice; and outcomes from a truth that is stated."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.synthesis.conftest import WISH, Made, made
from throughcare.facts.court import OffenceGroup
from throughcare.measures.people_groups import age_band, ethnic_group
from throughcare.measures.score_levels import levels_of
from throughcare.measures.score_quality import score_quality
from throughcare.synthesis import Wish, plan_nation, score_answers
from throughcare.synthesis import nation as nation_module
from throughcare.synthesis.days import NEVER, day_of, number_of
from throughcare.synthesis.lives import name_of
from throughcare.synthesis.parameters import Parameter, Sure
from throughcare.synthesis.rows import NOTHING
from throughcare.synthesis.score_answers import (
    CODES,
    DRAWS,
    FIRST_TIME,
    OFFENCE_CODES,
    TRUTH,
    ScoreAnswers,
    Truth,
    age_on,
    answers_of_nation,
    draw_outcomes,
    make_answers,
    ordinals,
    own_numbers,
    true_chances,
)
from throughcare.synthesis.score_columns import ogrs3_of_nation

PAGE = Path(__file__).parents[2] / "docs" / "explain" / "how-good-is-a-score.md"
ANSWERS = answers_of_nation(WISH)
SCORE = ogrs3_of_nation(ANSWERS)


def same(one: ScoreAnswers, other: ScoreAnswers) -> bool:
    return all(np.array_equal(getattr(one, each.name), getattr(other, each.name)) for each in fields(ScoreAnswers))


def test_the_people_are_those_of_the_record(nation: Made) -> None:
    for place in range(0, WISH.people, 7):
        facts = nation.people[name_of(place, 1_000_001)]
        who = next(fact for fact in facts if fact.kind == "identified")
        if ANSWERS.born_on[place] != NOTHING:  # 31 December 1969: in a column of days, not recorded
            assert who.born_on == day_of(ANSWERS.born_on[place])
        assert who.sex == ("Female" if ANSWERS.is_woman[place] else "Male")
        assert ethnic_group(who.ethnicity) == ANSWERS.ethnicity[place]
        sentenced = next((f for f in facts if f.kind == "sentenced"), None)
        if sentenced is not None:
            assert day_of(ANSWERS.convicted_on[place]) <= sentenced.on <= day_of(ANSWERS.followed_from[place])
            if sentenced.offence is not None:
                assert CODES[ANSWERS.code[place]] in OFFENCE_CODES.value[sentenced.offence.value]


def test_answers_leave_the_record_as_it_is(tmp_path: Path) -> None:
    wish = Wish(60, 1, 9)
    before = made(wish, tmp_path / "before").people
    answers_of_nation(wish)
    assert made(wish, tmp_path / "after").people == before


def test_a_persons_own_numbers_are_theirs_in_whatever_slice() -> None:
    whole = own_numbers(3, 0, 50)
    assert whole.shape == (50, DRAWS)
    assert np.array_equal(np.concatenate((own_numbers(3, 0, 13), own_numbers(3, 13, 37))), whole)
    assert not np.array_equal(own_numbers(4, 0, 50), whole)
    assert len(np.unique(whole)) == whole.size


def test_the_same_seed_gives_the_same_answers_in_any_order_of_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nation_module, "PEOPLE_IN_A_SLICE", 50)
    wish = Wish(130, 1, 3)
    assert same(answers_of_nation(wish), answers_of_nation(wish))
    last = make_answers(plan_nation(wish), 2, 100, 30)
    make_answers(plan_nation(wish), 0, 0, 50)
    assert same(make_answers(plan_nation(wish), 2, 100, 30), last)
    assert not same(answers_of_nation(wish), answers_of_nation(replace(wish, seed=4)))


def test_answers_are_such_as_a_score_takes() -> None:
    age = age_on(ANSWERS.born_on, ANSWERS.convicted_on)
    assert (ANSWERS.sanctions >= 1).all()
    assert ((ANSWERS.age_at_first >= 10) & (ANSWERS.age_at_first <= age)).all()
    is_first = ANSWERS.sanctions == 1
    assert (ANSWERS.age_at_first[is_first] == age[is_first]).all()
    assert is_first.mean() == pytest.approx(FIRST_TIME.value, abs=0.02)
    assert (ANSWERS.born_on < ANSWERS.convicted_on).all()
    assert (ANSWERS.convicted_on <= ANSWERS.followed_from).all()
    assert all(len(code) == 5 for code in CODES)
    assert set(np.unique(ANSWERS.code)) == set(range(len(CODES)))


def test_scores_are_spread_over_the_whole_range() -> None:
    assert ((SCORE >= 0.01) & (SCORE <= 0.99)).all()
    assert 0.2 < SCORE.mean() < 0.6
    assert np.quantile(SCORE, 0.1) < 0.2 < 0.6 < np.quantile(SCORE, 0.9)


def test_every_number_says_what_it_is_and_how_sure_that_is() -> None:
    for each in vars(score_answers).values():
        if isinstance(each, Parameter):
            assert each.what
            assert each.source or each.sure is Sure.OURS


def test_the_page_says_what_is_planted() -> None:
    rows = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if "log-odds" in line]
    every = {**TRUTH.value.shifts, **TRUTH.value.slopes}
    for (_, name), value in every.items():
        words = {"Female": "women", "18 to 20": "aged 18 to 20", "40 to 49": "aged 40 to 49"}.get(name, name)
        assert any(row.startswith(f"| {words} |") and f"{abs(value):.2f}" in row for row in rows), name


def test_every_offence_has_its_codes() -> None:
    assert set(OFFENCE_CODES.value) == {each.value for each in OffenceGroup}


@given(st.dates(date(1920, 1, 1), date(2005, 1, 1)), st.dates(date(2006, 1, 1), date(2030, 1, 1)))
def test_ages_are_completed_years(born_on: date, day: date) -> None:
    age = int(age_on(np.array([number_of(born_on)]), np.array([number_of(day)]))[0])
    assert age == day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def test_groups_are_those_by_which_people_are_told_apart() -> None:
    ages = ANSWERS.groups()["age"]
    for place in range(0, WISH.people, 11):
        assert ages[place] == age_band(day_of(ANSWERS.born_on[place]), day_of(ANSWERS.followed_from[place]))


def test_days_are_handed_to_measures_as_they_count_them() -> None:
    assert ordinals(np.array([number_of(date(2016, 6, 30))])).tolist() == [date(2016, 6, 30).toordinal()]


@pytest.mark.parametrize(
    ("born_on", "convicted_on", "followed_from", "sanctions", "age_at_first", "percent"),
    [("1991-07-17", "2021-08-05", "2021-12-12", 2, 21, 17), ("1975-04-29", "2009-02-19", "2020-01-14", 22, 17, 52)],
)
def test_the_stand_in_is_as_the_published_cases(
    born_on: str, convicted_on: str, followed_from: str, sanctions: int, age_at_first: int, percent: int
) -> None:
    """Two cases of ministryofjustice/hmpps-arns-risk-actuarial-api; codes of the same weight as theirs stand in."""
    code = {17: "06900", 52: "09201"}[percent]
    days = [np.array([number_of(date.fromisoformat(day))]) for day in (born_on, convicted_on, followed_from)]
    answers = ScoreAnswers(
        np.array([False]), *days, np.array([sanctions]), np.array([age_at_first]), np.array([CODES.index(code)]),
        np.array(["White"]), np.zeros((1, DRAWS)),
    )  # fmt: skip
    assert ogrs3_of_nation(answers).tolist() == [percent / 100]


# --- what became of them ----------------------------------------------------------------------------------------------


def test_the_truth_is_the_score_where_nothing_is_planted() -> None:
    assert true_chances(ANSWERS, SCORE, Truth()) == pytest.approx(SCORE)
    groups = ANSWERS.groups()
    bent = true_chances(ANSWERS, SCORE)
    touched = np.zeros(len(ANSWERS), dtype=bool)
    for grouping, name in (*TRUTH.value.shifts, *TRUTH.value.slopes):
        assert (groups[grouping] == name).any(), "what is planted is planted on somebody"
        touched |= groups[grouping] == name
    assert bent[~touched] == pytest.approx(SCORE[~touched])
    assert (np.abs(bent - SCORE)[touched] > 1e-9).mean() > 0.95


def test_the_truth_bends_by_what_it_says() -> None:
    groups = ANSWERS.groups()
    women = groups["sex"] == "Female"
    bent = true_chances(ANSWERS, SCORE, Truth(shifts={("sex", "Female"): -0.35}))
    odds = np.log(bent / (1 - bent)) - np.log(SCORE / (1 - SCORE))
    assert odds[women] == pytest.approx(-0.35)
    assert odds[~women] == pytest.approx(0, abs=1e-12)


def test_outcomes_are_as_likely_as_is_true() -> None:
    outcomes = draw_outcomes(ANSWERS, SCORE)
    spread = np.sqrt((outcomes.chance * (1 - outcomes.chance)).sum())
    assert abs(outcomes.happened.sum() - outcomes.chance.sum()) < 4 * spread


def test_it_happens_within_the_two_years_and_is_known_from_its_day() -> None:
    outcomes = draw_outcomes(ANSWERS, SCORE)
    after = (outcomes.on - ANSWERS.followed_from)[outcomes.happened]
    assert after.min() >= 1
    assert after.max() < 730
    assert np.median(after) < 365, "earlier more often than later"
    assert (outcomes.on[~outcomes.happened] == NEVER).all()
    day = day_of(int(np.median(outcomes.on[outcomes.happened])))
    assert outcomes.known_on(day).sum() == (outcomes.on <= number_of(day)).sum()


def test_who_has_no_score_has_an_outcome_all_the_same() -> None:
    without = SCORE.copy()
    without[:1000] = np.nan
    outcomes = draw_outcomes(ANSWERS, without)
    assert outcomes.happened[:1000].mean() == pytest.approx(0.35, abs=0.06)
    groups = ANSWERS.groups()["sex"]
    assert score_quality(without, outcomes.happened, groups, threshold=0.5).no_score == 1000


@pytest.mark.parametrize("score", [0.0, 1.0, -0.1, 2.0])
def test_a_score_without_odds_is_refused(score: float) -> None:
    with pytest.raises(ValueError, match="above 0 and below 1"):
        true_chances(ANSWERS, np.full(len(ANSWERS), score))


def test_the_long_run_of_the_truth_is_what_a_measure_would_find() -> None:
    chance = true_chances(ANSWERS, SCORE, Truth())
    found = levels_of(SCORE, chance)
    assert found.events == pytest.approx(float(SCORE.sum()))

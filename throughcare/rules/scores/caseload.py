"""OGRS3 and RSR for many people at once, equal to the scores of one person at a time.

A figure that cannot be given is not a number; why it cannot be given is a question for the scalar form.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from throughcare.rules.scores import ogrs3, rsr, sexual, snsv, snsv_terms, snsv_weights
from throughcare.rules.scores.answer_columns import (
    UNKNOWN,
    AnswerColumns,
    Real,
    Truth,
    Whole,
    half_up_all,
    logistic_all,
    months_of,
    years_of,
)
from throughcare.rules.scores.answers import Form
from throughcare.rules.scores.history import OLDER_THAN_ANYBODY, YOUNGEST
from throughcare.rules.scores.offences import Offences
from throughcare.rules.scores.snsv_weights import PAST_OFFENCES, WEIGHTS, SnsvWeights

SANCTIONS, VIOLENT = "total_number_of_sanctions_for_all_offences", "total_number_of_violent_sanctions"
BORN, CONVICTED, FOLLOWED = "date_of_birth", "date_of_current_conviction", "date_at_start_of_followup"
HISTORY = "has_ever_committed_sexual_offence"
OGRS3_ANSWERS = ogrs3.NEEDED
RSR_ANSWERS = (
    *snsv.NEEDED,
    *(name for name in snsv.NEEDED_DYNAMIC if name != "previous_convictions"),
    "previous_convictions",
    "evidence_of_domestic_abuse",
    "domestic_abuse_against_partner",
    "snsv_static_or_dynamic",
    "assessment_date",
    HISTORY,
    "is_current_offence_sexually_motivated",
    *sexual.COUNTS,
    "date_of_most_recent_sexual_offence",
    "is_current_offence_against_victim_stranger",
)
_MALE, _STATIC, _DYNAMIC = 0, list(Form).index(Form.STATIC), list(Form).index(Form.DYNAMIC)


@dataclass(frozen=True, slots=True)
class Ogrs3Column:
    """Whole percentages for one year and two; not a number where there is no score."""

    one_year: Real
    two_year: Real


@dataclass(frozen=True, slots=True)
class RsrColumn:
    """Percentages with two decimals, and those of the three parts; `is_dynamic` tells the form of SNSV."""

    score: Real
    snsv: Real
    ospdc: Real
    ospiic: Real
    is_dynamic: Truth


def _all_known(answers: AnswerColumns, names: tuple[str, ...]) -> Truth:
    known = np.ones(answers.people, bool)
    for name in names:
        known &= answers.offences != UNKNOWN if name == "current_offence_code" else answers.known(name)
    return known


def _ages_fit(answers: AnswerColumns) -> Truth:
    """Nobody convicted before they are 10, sanctioned or followed in the wrong order, or too young or old for it."""
    convicted_at = years_of(answers.days(BORN), answers.days(CONVICTED))
    followed_at = years_of(answers.days(BORN), answers.days(FOLLOWED))
    first = answers.whole("age_at_first_sanction")
    in_order = answers.days(FOLLOWED) >= answers.days(CONVICTED)
    right = in_order & (convicted_at >= YOUNGEST) & (first >= 0) & (first <= convicted_at)
    return right & (followed_at >= YOUNGEST) & (followed_at < OLDER_THAN_ANYBODY)


def score_ogrs3_all(answers: AnswerColumns, offences: Offences) -> Ogrs3Column:
    """OGRS3 of everybody."""
    weights = np.array([np.nan if one.ogrs3 is None else one.ogrs3 for one in offences.first.values()])
    weight = np.where(answers.offences >= 0, weights[np.maximum(answers.offences, 0)], np.nan)
    sanctions = answers.whole(SANCTIONS)
    right = _all_known(answers, ogrs3.NEEDED) & (sanctions >= 1) & _ages_fit(answers) & ~np.isnan(weight)
    age = years_of(answers.days(BORN), answers.days(FOLLOWED))
    step = np.clip(np.searchsorted([least for least, *_ in ogrs3.AGES], age, "right") - 1, 0, None)
    by_age = np.array([(male, female) for _, male, female in ogrs3.AGES])
    career = _career(answers, right)
    total = np.where(right, sanctions, 1)
    log_odds = (
        by_age[step, np.where(right, answers.whole("sex"), 0)]
        + np.where(total == 1, ogrs3.FIRST_TIME, ogrs3.REPEAT)
        + ogrs3.COPAS * np.log(total / (ogrs3.COPAS_YEARS + career))
        + np.where(right, weight, 0.0)
    )
    return Ogrs3Column(_percentages(log_odds + ogrs3.ONE_YEAR, right), _percentages(log_odds + ogrs3.TWO_YEARS, right))


def _percentages(log_odds: Real, right: Truth) -> Real:
    whole = half_up_all(half_up_all(logistic_all(log_odds), 5) * 100, 0)
    return np.where(right, np.clip(whole, 1, 99), np.nan)


def _career(answers: AnswerColumns, right: Truth) -> Whole:
    career = years_of(answers.days(BORN), answers.days(CONVICTED)) - answers.whole("age_at_first_sanction")
    return np.where(right, career, 0)


def score_rsr_all(answers: AnswerColumns, offences: Offences, *, assessed_on: date) -> RsrColumn:
    """RSR of everybody; `assessed_on` is the day of assessment of those who have none of their own."""
    own = answers.days("assessment_date")
    assessed = np.where(np.isnat(own), np.datetime64(assessed_on, "D"), own)
    violence, is_dynamic = _snsv(answers, offences, assessed)
    direct, images = _ospdc(answers), _ospiic(answers)
    is_female = answers.whole("sex") == 1
    female = np.where(is_female & (answers.whole(HISTORY) == 1), rsr.FEMALE_WITH_HISTORY, 0.0)
    score = np.clip(half_up_all(direct + images + violence + female, 2), 0.0, rsr.MOST)
    return RsrColumn(score, violence, direct, images, is_dynamic)


def _snsv(answers: AnswerColumns, offences: Offences, assessed: np.ndarray) -> tuple[Real, Truth]:
    asked = answers.whole("snsv_static_or_dynamic")
    names = (*snsv.NEEDED_DYNAMIC, "evidence_of_domestic_abuse")
    abused = answers.whole("evidence_of_domestic_abuse") == 1
    complete = _all_known(answers, names) & (~abused | answers.known("domestic_abuse_against_partner"))
    total, violent = answers.whole(SANCTIONS), answers.whole(VIOLENT)
    right = _all_known(answers, snsv.NEEDED) & (total >= 1) & (violent >= 0) & (violent <= total)
    right &= _ages_fit(answers) & (answers.offences >= 0)
    right &= (asked != _DYNAMIC) | complete
    is_dynamic = np.where(asked == UNKNOWN, complete, asked == _DYNAMIC)
    log_odds = np.where(
        is_dynamic,
        _snsv_sum(answers, offences, assessed, right, Form.DYNAMIC) + _snsv_dynamic(answers),
        _snsv_sum(answers, offences, assessed, right, Form.STATIC),
    )
    return np.where(right, half_up_all(logistic_all(np.where(right, log_odds, 0.0)) * 100, 2), np.nan), is_dynamic


def _powers(weights: tuple[float, ...], x: Whole) -> Real:
    return sum((weight * x.astype(float) ** power for power, weight in enumerate(weights, 1)), np.zeros(len(x)))


def _snsv_sum(answers: AnswerColumns, offences: Offences, assessed: np.ndarray, right: Truth, form: Form) -> Real:
    weights: SnsvWeights = WEIGHTS[form]
    women = (answers.whole("sex") != _MALE).astype(int)
    total, violent = np.where(right, answers.whole(SANCTIONS), 1), np.where(right, answers.whole(VIOLENT), 0)
    age = years_of(answers.days(BORN), answers.days(FOLLOWED))
    career = _career(answers, right)
    months = np.where(
        answers.days(FOLLOWED) < assessed,
        np.minimum(months_of(answers.days(FOLLOWED), assessed), snsv_terms.MOST_MONTHS),
        0,
    )
    by_code = np.array(
        [
            one.snsv_dynamic + one.vatp_dynamic if form is Form.DYNAMIC else one.snsv_static + one.vatp_static
            for one in offences.first.values()
        ]
    )
    sexed = {name: np.array(getattr(weights, name))[women] for name in ("copas", "never_violent")}
    gap = np.array(weights.years_between_first_and_second)[women]
    found: Real = (
        weights.intercept
        + weights.female * women
        + np.where(women == 0, _powers(weights.age[0], age), _powers(weights.age[1], age))
        + by_code[np.maximum(answers.offences, 0)]
        + np.where(total == 1, weights.first_sanction, np.where(total == 2, weights.second_sanction, 0.0))
        + weights.per_sanction * total
        + np.where(total == 2, gap * career, 0.0)
        + _powers(weights.offence_free_months, months)
        + np.where(total >= 3, sexed["copas"] * np.log(total / (career + snsv_terms.COPAS_YEARS)), 0.0)
        + np.where(violent == 0, sexed["never_violent"], np.where(violent == 1, weights.once_violent, 0.0))
        + weights.per_violent_sanction * violent
        + np.where(
            violent > 0, weights.violent_rate * np.log(np.maximum(violent, 1) / (career + snsv_terms.RATE_YEARS)), 0.0
        )
    )
    return found


_STEPPED = (
    ("suitability_of_accommodation", snsv_weights.ACCOMMODATION),
    ("current_relationship_with_partner", snsv_weights.PARTNER),
    ("current_alcohol_use_problems", snsv_weights.CHRONIC_DRINKING),
    ("excessive_alcohol_use", snsv_weights.BINGE_DRINKING),
    ("impulsivity_problems", snsv_weights.IMPULSIVITY),
    ("temper_control", snsv_weights.TEMPER),
    ("pro_criminal_attitudes", snsv_weights.ATTITUDES),
)


def _snsv_dynamic(answers: AnswerColumns) -> Real:
    found = answers.past @ np.array(list(PAST_OFFENCES.values()))
    found = found + snsv_weights.WEAPON * (answers.whole("did_offence_involve_carrying_or_using_weapon") == 1)
    found = found + 2 * snsv_weights.UNEMPLOYED * (answers.whole("is_unemployed") == 1)
    for name, weight in _STEPPED:
        found = found + weight * np.maximum(answers.whole(name), 0)
    abused = answers.whole("evidence_of_domestic_abuse") == 1
    partner = abused & (answers.whole("domestic_abuse_against_partner") == 1)
    return np.asarray(found + snsv_weights.DOMESTIC_VIOLENCE * partner, np.float64)


def _sexual_right(answers: AnswerColumns, needed: tuple[str, ...]) -> Truth:
    """Nothing is missing, and the counts fit: given with an offence and only with it; women are not asked for them."""
    is_male, history = answers.whole("sex") == _MALE, answers.whole(HISTORY)
    counts = [answers.whole(name) for name in sexual.COUNTS]
    all_told = np.logical_and.reduce([answers.known(name) for name in sexual.COUNTS])
    any_told = np.logical_or.reduce([answers.known(name) for name in sexual.COUNTS])
    below = np.logical_or.reduce([(count < 0) & (count != UNKNOWN) for count in counts])
    above = np.logical_or.reduce([count > 0 for count in counts])
    told = all_told & above & answers.known("is_current_offence_sexually_motivated")
    fits = np.where(history == 1, told, (history == 0) & ~any_told)
    right = _all_known(answers, needed) & (~is_male | fits) & ~below
    if SANCTIONS in needed:
        right &= answers.whole(SANCTIONS) >= 1
    return np.asarray(right, np.bool_)


def _ospdc(answers: AnswerColumns) -> Real:
    right = _sexual_right(answers, sexual.NEEDED_DIRECT)
    applies = (answers.whole("sex") == _MALE) & (answers.whole(HISTORY) == 1)
    age = years_of(answers.days(BORN), answers.days(FOLLOWED))
    last = answers.days("date_of_most_recent_sexual_offence")
    age_then = years_of(answers.days(BORN), last)
    weights = (sexual.PER_ADULT, sexual.PER_CHILD, sexual.PER_NON_CONTACT)
    total = sum(
        weight * np.clip(answers.whole(name), 0, sexual.AT_MOST_TIMES)
        for name, weight in zip(sexual.COUNTS, weights, strict=False)
    )
    total = total + np.where(age >= sexual.TO_AGE, 0, sexual.AGE_POINTS - np.maximum(0, (age - sexual.FROM_AGE) // 3))
    then = np.where(age_then < 16, 0, np.where(age_then < 18, 5, 10))
    total = total + np.where(np.isnat(last), 0, then)
    total = total + sexual.AGAIN * (answers.whole(SANCTIONS) >= 2)
    total = total + sexual.STRANGER * (answers.whole("is_current_offence_against_victim_stranger") == 1)
    score = half_up_all(logistic_all(sexual.INTERCEPT + sexual.PER_POINT * total) * 100, 2)
    return np.where(right, np.where(applies & (total > 0), score, 0.0), np.nan)


def _ospiic(answers: AnswerColumns) -> Real:
    right = _sexual_right(answers, ("sex",))
    applies = (answers.whole("sex") == _MALE) & (answers.whole(HISTORY) == 1)
    images, child = answers.whole(sexual.IMAGES), answers.whole(sexual.CHILD)
    none = np.logical_and.reduce([answers.whole(name) <= 0 for name in sexual.COUNTS])
    rungs = [images >= 2, images == 1, child >= 2, child == 1, none]
    probabilities = [probability for _, probability, *_ in sexual.LADDER]
    found = np.select(rungs, probabilities[:-1], probabilities[-1])
    return np.where(right, np.where(applies, half_up_all(found * 100, 2), 0.0), np.nan)

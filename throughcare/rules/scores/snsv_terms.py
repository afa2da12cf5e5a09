"""The terms of SNSV, one by one: those that everybody has, and those of the dynamic form."""

from __future__ import annotations

from collections.abc import Sequence
from math import log

from throughcare.rules.scores.answers import Answers, Form, Level, PastOffence, months_between, points
from throughcare.rules.scores.history import History
from throughcare.rules.scores.offences import FirstWeight
from throughcare.rules.scores.scored import Term, times
from throughcare.rules.scores.snsv_weights import (
    ACCOMMODATION,
    ATTITUDES,
    BINGE_DRINKING,
    CHRONIC_DRINKING,
    DOMESTIC_VIOLENCE,
    IMPULSIVITY,
    PARTNER,
    PAST_OFFENCES,
    TEMPER,
    UNEMPLOYED,
    WEAPON,
    WEIGHTS,
    SnsvWeights,
)

COPAS_YEARS, RATE_YEARS = 12, 30
"""Two numbers that are easily taken for each other: years added to the career in the two rates."""
MOST_MONTHS = 36
"""Months without an offence are counted up to three years."""
_SANCTIONS = ("total_number_of_sanctions_for_all_offences",)
_VIOLENT = ("total_number_of_violent_sanctions",)
_CAREER = ("date_of_birth", "date_of_current_conviction", "age_at_first_sanction")


def polynomial(weights: Sequence[float], x: float) -> float:
    """The sum of the weights times the powers of `x`, from the first."""
    return sum(weight * x**power for power, weight in enumerate(weights, start=1))


def free_months(history: History) -> int:
    """Whole months in the community without an offence, up to 36; none before the follow-up begins."""
    if history.followed_on >= history.assessed_on:
        return 0
    return min(MOST_MONTHS, months_between(history.followed_on, history.assessed_on))


def snsv_terms(history: History, answers: Answers, weight: FirstWeight, form: Form) -> tuple[Term, ...]:
    """All terms of one form, in the order of the source."""
    weights = WEIGHTS[form]
    static = (
        *_everybody(history, weights),
        *_offence_terms(history, weight, form),
        *_sanction_terms(history, weights),
        *_time_terms(history, weights),
        *_violence_terms(history, weights),
    )
    return (*static, *_dynamic_terms(answers)) if form is Form.DYNAMIC else static


def _sexed(pair: tuple[float, float], history: History) -> float:
    return pair[0 if history.is_male else 1]


def _everybody(history: History, weights: SnsvWeights) -> tuple[Term, ...]:
    age = history.age_at_followup
    return (
        Term("two_year_intercept_weight", "Where everybody begins", weights.intercept),
        Term("gender_weight", "Sex", 0.0 if history.is_male else weights.female, ("sex",), history.sex.label),
        Term(
            "age_gender_polynomial_weight",
            "Age when the follow-up begins",
            polynomial(weights.age[0 if history.is_male else 1], age),
            ("sex", "date_of_birth", "date_at_start_of_followup"),
            f"{age} years old, to the fourth power, by sex",
        ),
    )


def _offence_terms(history: History, weight: FirstWeight, form: Form) -> tuple[Term, ...]:
    is_dynamic, group = form is Form.DYNAMIC, f"{history.code}: {weight.group}"
    return (
        Term(
            "snsv_weighting",
            "The current offence",
            weight.snsv_dynamic if is_dynamic else weight.snsv_static,
            ("current_offence_code",),
            group,
        ),
        Term(
            "snsv_vatp_weighting",
            "The current offence, where it is violence against the person",
            weight.vatp_dynamic if is_dynamic else weight.vatp_static,
            ("current_offence_code",),
            group,
        ),
    )


def _sanction_terms(history: History, weights: SnsvWeights) -> tuple[Term, ...]:
    total = history.sanctions
    order = {1: weights.first_sanction, 2: weights.second_sanction}.get(total, 0.0)
    gap = _sexed(weights.years_between_first_and_second, history) * history.career if total == 2 else 0.0
    return (
        Term("number_of_sanctions_weight", "A first or second sanction", order, _SANCTIONS, f"{total} sanctions"),
        Term(
            "total_number_of_sanctions_for_all_offences_weight",
            "All sanctions",
            weights.per_sanction * total,
            _SANCTIONS,
            times(weights.per_sanction, total),
        ),
        Term(
            "second_sanction_cases_only_weight",
            "Years between the first sanction and the second",
            gap,
            (*_SANCTIONS, *_CAREER),
            f"{history.career} years" if total == 2 else "Only where there are two sanctions",
        ),
    )


def _time_terms(history: History, weights: SnsvWeights) -> tuple[Term, ...]:
    total, months = history.sanctions, free_months(history)
    copas = _sexed(weights.copas, history) * log(total / (history.career + COPAS_YEARS)) if total >= 3 else 0.0
    return (
        Term(
            "months_since_last_sanction_weight",
            "Months in the community without an offence",
            polynomial(weights.offence_free_months, months),
            ("date_at_start_of_followup", "assessment_date"),
            f"{months} months, of at most {MOST_MONTHS}",
        ),
        Term(
            "three_plus_sanction_weight",
            "How many sanctions in how many years (Copas rate)",
            copas,
            (*_SANCTIONS, *_CAREER),
            f"ln({total} ÷ ({history.career} + {COPAS_YEARS}))" if total >= 3 else "Only from three sanctions on",
        ),
    )


def _violence_terms(history: History, weights: SnsvWeights) -> tuple[Term, ...]:
    violent = history.violent
    rate = weights.violent_rate * log(violent / (history.career + RATE_YEARS)) if violent else 0.0
    ever = {0: _sexed(weights.never_violent, history), 1: weights.once_violent}.get(violent, 0.0)
    return (
        Term("violent_history_weight", "Never violent, or once", ever, _VIOLENT, f"{violent} violent sanctions"),
        Term(
            "violent_sanctions_weight",
            "Violent sanctions",
            weights.per_violent_sanction * violent,
            _VIOLENT,
            times(weights.per_violent_sanction, violent),
        ),
        Term(
            "violence_rate_weight",
            "How much violence in how many years",
            rate,
            (*_VIOLENT, *_CAREER),
            f"ln({violent} ÷ ({history.career} + {RATE_YEARS}))" if violent else "No violence",
        ),
    )


# The name of the term, its words, the answer that it rests on, and its weight.
_STEPS = (
    ("suitability_of_accommodation_weight", "Accommodation", "suitability_of_accommodation", ACCOMMODATION),
    (
        "current_relationship_with_partner",
        "Relationship with the partner",
        "current_relationship_with_partner",
        PARTNER,
    ),
    (
        "chronic_drinking_problems_weight",
        "Drinking is a problem now",
        "current_alcohol_use_problems",
        CHRONIC_DRINKING,
    ),
    ("binge_drinking_problems_weight", "Drinking to excess", "excessive_alcohol_use", BINGE_DRINKING),
    ("impulsivity_problems_weight", "Impulsivity", "impulsivity_problems", IMPULSIVITY),
    ("temper_control_weight", "Control of temper", "temper_control", TEMPER),
    ("pro_criminal_attitudes_weight", "Pro-criminal attitudes", "pro_criminal_attitudes", ATTITUDES),
)


def _dynamic_terms(answers: Answers) -> tuple[Term, ...]:
    abused = answers.evidence_of_domestic_abuse and answers.domestic_abuse_against_partner
    return (
        _held(
            "offence_involve_carrying_or_using_weapons_weight",
            "A weapon in the current offence",
            "did_offence_involve_carrying_or_using_weapon",
            WEAPON,
            holds=bool(answers.did_offence_involve_carrying_or_using_weapon),
        ),
        _held("unemployed_weight", "Unemployed", "is_unemployed", 2 * UNEMPLOYED, holds=bool(answers.is_unemployed)),
        *(_step(name, label, rests_on, answers, weight) for name, label, rests_on, weight in _STEPS),
        _held(
            "domestic_violence_weight",
            "Violence against a partner",
            "domestic_abuse_against_partner",
            DOMESTIC_VIOLENCE,
            holds=bool(abused),
        ),
        _past_term(tuple(dict.fromkeys(answers.previous_convictions or ()))),
    )


def _past_term(past: tuple[PastOffence, ...]) -> Term:
    return Term(
        "previous_convictions_weight",
        "Earlier convictions of these kinds",
        sum(PAST_OFFENCES[offence] for offence in past),
        ("previous_convictions",),
        "; ".join(offence.label for offence in past) or "None of them",
    )


def _held(name: str, label: str, rests_on: str, weight: float, *, holds: bool) -> Term:
    return Term(name, label, weight if holds else 0.0, (rests_on,), "Yes" if holds else "No")


def _step(name: str, label: str, rests_on: str, answers: Answers, weight: float) -> Term:
    answer: Level | None = getattr(answers, rests_on)
    number = 0 if answer is None else points(answer)
    return Term(name, label, weight * number, (rests_on,), times(weight, number))

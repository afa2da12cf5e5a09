"""SNSV: how likely a person is to be convicted of serious violence that is not sexual within two years.

Two forms, with and without an interview, each with its own weights: the static one is named so and never stands for the
other. Source: Ministry of Justice, hmpps-arns-risk-actuarial-api at e8651dd (SNSV 1.0).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import log

from throughcare.rules.scores.answers import Answers, Form, Level, months_between, points
from throughcare.rules.scores.history import (
    History,
    age_problems,
    count_problems,
    history_of,
    violence_problems,
)
from throughcare.rules.scores.offences import FirstWeight, Offences
from throughcare.rules.scores.scored import (
    Formula,
    Kind,
    Problem,
    Scored,
    Term,
    Trouble,
    logistic,
    missing,
    nothing,
    per_cent,
)
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

NEEDED = (
    "sex",
    "date_of_birth",
    "date_of_current_conviction",
    "current_offence_code",
    "total_number_of_sanctions_for_all_offences",
    "age_at_first_sanction",
    "supervision_status",
    "date_at_start_of_followup",
    "total_number_of_violent_sanctions",
)
NEEDED_DYNAMIC = (
    "did_offence_involve_carrying_or_using_weapon",
    "suitability_of_accommodation",
    "is_unemployed",
    "current_relationship_with_partner",
    "current_alcohol_use_problems",
    "excessive_alcohol_use",
    "impulsivity_problems",
    "temper_control",
    "pro_criminal_attitudes",
    "previous_convictions",
)
COPAS_YEARS, RATE_YEARS = 12, 30
"""Two numbers that are easily taken for each other: years added to the career in the two rates."""
MOST_MONTHS = 36
"""Months without an offence are counted up to three years."""


def score_snsv(answers: Answers, offences: Offences, *, assessed_on: date) -> Scored:
    """A percentage with two decimals. Which form it is stands in `kind`; a form can be asked for."""
    asked = answers.snsv_static_or_dynamic
    not_told = missing_dynamic(answers)
    problems = missing(answers, NEEDED)
    if asked is Form.DYNAMIC:
        problems += not_told
    problems += [*count_problems(answers), *violence_problems(answers), *_order_problems(answers)]
    problems = problems or age_problems(answers, formula="SNSV")
    if problems:
        return nothing(Formula.SNSV, problems, "score")
    form = asked or (Form.STATIC if not_told else Form.DYNAMIC)
    weight = offences.first.get(answers.current_offence_code or "")
    if weight is None:
        detail = f"{Trouble.CODE_UNKNOWN.label}: {answers.current_offence_code}"
        problem = Problem(Trouble.CODE_UNKNOWN, ("current_offence_code",), detail)
        return nothing(Formula.SNSV, [problem], "score", kind=Kind(form))
    terms = snsv_terms(history_of(answers, assessed_on), answers, weight, form)
    return Scored(
        formula=Formula.SNSV,
        kind=Kind(form),
        figures={"score": per_cent(logistic(sum(term.value for term in terms)))},
        terms=terms,
        problems=tuple(not_told) if asked is None else (),
    )


def missing_dynamic(answers: Answers) -> list[Problem]:
    """What the dynamic form lacks. Whether a partner was abused is asked only where there was abuse."""
    names: tuple[str, ...] = (*NEEDED_DYNAMIC, "evidence_of_domestic_abuse")
    if answers.evidence_of_domestic_abuse:
        names = (*names, "domestic_abuse_against_partner")
    return missing(answers, names, Trouble.MISSING_DYNAMIC)


def _order_problems(answers: Answers) -> list[Problem]:
    convicted, followed = answers.date_of_current_conviction, answers.date_at_start_of_followup
    if convicted is None or followed is None or followed >= convicted:
        return []
    return [Problem(Trouble.FOLLOWUP_BEFORE_CONVICTION, ("date_at_start_of_followup", "date_of_current_conviction"))]


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
    static = _static_terms(history, WEIGHTS[form], weight, form)
    return (*static, *_dynamic_terms(answers)) if form is Form.DYNAMIC else static


def _static_terms(history: History, weights: SnsvWeights, weight: FirstWeight, form: Form) -> tuple[Term, ...]:
    sex = 0 if history.is_male else 1
    total, violent, months = history.sanctions, history.violent, free_months(history)
    is_dynamic = form is Form.DYNAMIC
    counted = ("total_number_of_sanctions_for_all_offences",)
    career = ("date_of_birth", "date_of_current_conviction", "age_at_first_sanction")
    violence = ("total_number_of_violent_sanctions",)
    order = {1: weights.first_sanction, 2: weights.second_sanction}.get(total, 0.0)
    gap = weights.years_between_first_and_second[sex] * history.career if total == 2 else 0.0
    copas = weights.copas[sex] * log(total / (history.career + COPAS_YEARS)) if total >= 3 else 0.0
    rate = weights.violent_rate * log(violent / (history.career + RATE_YEARS)) if violent else 0.0
    ever = {0: weights.never_violent[sex], 1: weights.once_violent}.get(violent, 0.0)
    group = f"{history.code}: {weight.group}"
    return (
        Term("two_year_intercept_weight", "Where everybody begins", weights.intercept),
        Term("gender_weight", "Sex", 0.0 if history.is_male else weights.female, ("sex",), history.sex.label),
        Term(
            "age_gender_polynomial_weight",
            "Age when the follow-up begins",
            polynomial(weights.age[sex], history.age_at_followup),
            ("sex", "date_of_birth", "date_at_start_of_followup"),
            f"{history.age_at_followup} years old, to the fourth power, by sex",
        ),
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
        Term("number_of_sanctions_weight", "A first or second sanction", order, counted, f"{total} sanctions"),
        Term(
            "total_number_of_sanctions_for_all_offences_weight",
            "All sanctions",
            weights.per_sanction * total,
            counted,
            f"{weights.per_sanction} × {total}",
        ),
        Term(
            "second_sanction_cases_only_weight",
            "Years between the first sanction and the second",
            gap,
            (*counted, *career),
            f"{history.career} years" if total == 2 else "Only where there are two sanctions",
        ),
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
            (*counted, *career),
            f"ln({total} ÷ ({history.career} + {COPAS_YEARS}))" if total >= 3 else "Only from three sanctions on",
        ),
        Term("violent_history_weight", "Never violent, or once", ever, violence, f"{violent} violent sanctions"),
        Term(
            "violent_sanctions_weight",
            "Violent sanctions",
            weights.per_violent_sanction * violent,
            violence,
            f"{weights.per_violent_sanction} × {violent}",
        ),
        Term(
            "violence_rate_weight",
            "How much violence in how many years",
            rate,
            (*violence, *career),
            f"ln({violent} ÷ ({history.career} + {RATE_YEARS}))" if violent else "No violence",
        ),
    )


def _dynamic_terms(answers: Answers) -> tuple[Term, ...]:
    past = answers.previous_convictions or ()
    abused = answers.evidence_of_domestic_abuse and answers.domestic_abuse_against_partner
    return (
        _held(
            "offence_involve_carrying_or_using_weapons_weight",
            "A weapon in the current offence",
            "did_offence_involve_carrying_or_using_weapon",
            bool(answers.did_offence_involve_carrying_or_using_weapon),
            WEAPON,
        ),
        _step(
            "suitability_of_accommodation_weight",
            "Accommodation",
            "suitability_of_accommodation",
            answers,
            ACCOMMODATION,
        ),
        _held("unemployed_weight", "Unemployed", "is_unemployed", bool(answers.is_unemployed), 2 * UNEMPLOYED),
        _step(
            "current_relationship_with_partner",
            "Relationship with the partner",
            "current_relationship_with_partner",
            answers,
            PARTNER,
        ),
        _step(
            "chronic_drinking_problems_weight",
            "Drinking is a problem now",
            "current_alcohol_use_problems",
            answers,
            CHRONIC_DRINKING,
        ),
        _step("binge_drinking_problems_weight", "Drinking to excess", "excessive_alcohol_use", answers, BINGE_DRINKING),
        _step("impulsivity_problems_weight", "Impulsivity", "impulsivity_problems", answers, IMPULSIVITY),
        _step("temper_control_weight", "Control of temper", "temper_control", answers, TEMPER),
        _step("pro_criminal_attitudes_weight", "Pro-criminal attitudes", "pro_criminal_attitudes", answers, ATTITUDES),
        _held(
            "domestic_violence_weight",
            "Violence against a partner",
            "domestic_abuse_against_partner",
            bool(abused),
            DOMESTIC_VIOLENCE,
        ),
        Term(
            "previous_convictions_weight",
            "Earlier convictions of these kinds",
            sum(PAST_OFFENCES[offence] for offence in dict.fromkeys(past)),
            ("previous_convictions",),
            "; ".join(offence.label for offence in dict.fromkeys(past)) or "None of them",
        ),
    )


def _held(name: str, label: str, rests_on: str, holds: bool, weight: float) -> Term:
    return Term(name, label, weight if holds else 0.0, (rests_on,), "Yes" if holds else "No")


def _step(name: str, label: str, rests_on: str, answers: Answers, weight: float) -> Term:
    answer: Level | None = getattr(answers, rests_on)
    number = 0 if answer is None else points(answer)
    return Term(name, label, weight * number, (rests_on,), f"{weight} × {number}")

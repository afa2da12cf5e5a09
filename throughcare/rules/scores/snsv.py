"""SNSV: how likely a person is to be convicted of serious violence that is not sexual within two years.

Two forms, with and without an interview, each with its own weights: the static one is named so and never stands for the
other. Source: Ministry of Justice, hmpps-arns-risk-actuarial-api at e8651dd (SNSV 1.0).
"""

from __future__ import annotations

from datetime import date

from throughcare.rules.scores.answers import Answers, Form
from throughcare.rules.scores.history import (
    age_problems,
    count_problems,
    history_of,
    order_problems,
    violence_problems,
)
from throughcare.rules.scores.offences import Offences
from throughcare.rules.scores.scored import (
    Formula,
    Kind,
    Problem,
    Scored,
    Trouble,
    logistic,
    missing,
    nothing,
    per_cent,
)
from throughcare.rules.scores.snsv_terms import snsv_terms

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


def score_snsv(answers: Answers, offences: Offences, *, assessed_on: date) -> Scored:
    """A percentage with two decimals. Which form it is stands in `kind`; a form can be asked for."""
    asked = answers.snsv_static_or_dynamic
    not_told = missing_dynamic(answers)
    problems = missing(answers, NEEDED)
    if asked is Form.DYNAMIC:
        problems += not_told
    problems += [*count_problems(answers), *violence_problems(answers), *order_problems(answers)]
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

"""OGRS3: how likely a person with this record is to be convicted or cautioned again within one year and within two.

Source: Ministry of Justice, hmpps-arns-risk-actuarial-api at e8651dd (OGRS3 1.0), whose weights are those of Howard,
Francis, Soothill and Humphreys, OGRS 3: the revised Offender Group Reconviction Scale (Ministry of Justice, 2009).
"""

from __future__ import annotations

from math import log

from throughcare.rules.scores.answers import Answers, Sex
from throughcare.rules.scores.history import YOUNGEST, History, age_problems, count_problems, history_of, order_problems
from throughcare.rules.scores.offences import FirstWeight, Offences
from throughcare.rules.scores.scored import (
    Band,
    Formula,
    Kind,
    Problem,
    Scored,
    Term,
    Trouble,
    banded,
    half_up,
    logistic,
    missing,
    nothing,
)

NEEDED = (
    "sex",
    "date_of_birth",
    "date_of_current_conviction",
    "date_at_start_of_followup",
    "total_number_of_sanctions_for_all_offences",
    "age_at_first_sanction",
    "current_offence_code",
)
# Least age when the follow-up begins; the weight for men; the weight for women.
AGES: tuple[tuple[int, float, float], ...] = (
    (10, 0.0, 0.785),
    (12, 0.08392, 0.61385),
    (14, 0.07578, 0.66952),
    (16, -0.0616, -0.9592),
    (18, -0.6251, -0.8975),
    (21, -1.0515, -1.0285),
    (25, -1.1667, -1.0528),
    (30, -1.326, -1.1291),
    (35, -1.368, -1.4219),
    (40, -1.4997, -1.5247),
    (50, -2.0253, -2.4498),
)
FIRST_TIME, REPEAT = 0.12614, 0.46306
COPAS, COPAS_YEARS = 1.25112, 10
ONE_YEAR, TWO_YEARS = 1.40256, 2.1217
BANDS = {Band.MEDIUM: 50, Band.HIGH: 75, Band.VERY_HIGH: 90}


def score_ogrs3(answers: Answers, offences: Offences) -> Scored:
    """Whole percentages for one year and two, from 1 to 99, and the band of the two years."""
    problems = [*missing(answers, NEEDED), *count_problems(answers)]
    if not problems:
        problems = [
            *order_problems(answers),
            *age_problems(answers, formula="OGRS3"),
            *weight_problems(answers, offences),
        ]
    weight = offences.first.get(answers.current_offence_code or "")
    if problems or weight is None or weight.ogrs3 is None or answers.date_at_start_of_followup is None:
        return nothing(Formula.OGRS3, problems, "one_year", "two_year", kind=Kind.STATIC)
    terms = _terms(history_of(answers, answers.date_at_start_of_followup), weight, weight.ogrs3)
    log_odds = sum(term.value for term in terms)
    two = percentage(log_odds + TWO_YEARS)
    return Scored(
        formula=Formula.OGRS3,
        kind=Kind.STATIC,
        figures={"one_year": percentage(log_odds + ONE_YEAR), "two_year": two},
        band=banded(two, BANDS),
        terms=terms,
    )


def percentage(log_odds: float) -> int:
    """A probability as a whole percentage: first five decimals, then whole, halves up both times, from 1 to 99."""
    return min(99, max(1, int(half_up(half_up(logistic(log_odds), 5) * 100, 0))))


def weight_problems(answers: Answers, offences: Offences) -> list[Problem]:
    """An offence code that has no weight: because nobody knows it, or because it stands for several offences."""
    code = answers.current_offence_code or ""
    weight = offences.first.get(code)
    if weight is not None and weight.ogrs3 is not None:
        return []
    if weight is not None and weight.is_several:
        return [Problem(Trouble.CODE_NOT_EXACT, ("current_offence_code",))]
    return [Problem(Trouble.CODE_UNKNOWN, ("current_offence_code",), f"{Trouble.CODE_UNKNOWN.label}: {code}")]


def age_weight(age: int, sex: Sex) -> float:
    """The weight of sex and age, in completed years, when the follow-up begins. Raises `ValueError` below 10."""
    for least, male, female in reversed(AGES):
        if age >= least:
            return male if sex is Sex.MALE else female
    raise ValueError(f"The table of ages begins with {YOUNGEST}: {age} is below it.")


def _terms(history: History, weight: FirstWeight, offence: float) -> tuple[Term, ...]:
    sanctions, career = history.sanctions, history.career
    return (
        Term(
            "age_gender_score",
            "Sex, and age when the follow-up begins",
            age_weight(history.age_at_followup, history.sex),
            ("sex", "date_of_birth", "date_at_start_of_followup"),
            f"{history.sex.label}, {history.age_at_followup} years old",
        ),
        Term(
            "conviction_status_score",
            "Whether this is the first sanction",
            FIRST_TIME if sanctions == 1 else REPEAT,
            ("total_number_of_sanctions_for_all_offences",),
            "The first sanction" if sanctions == 1 else "Sanctioned before",
        ),
        Term(
            "copas_score",
            "How many sanctions in how many years (Copas rate)",
            COPAS * log(sanctions / (COPAS_YEARS + career)),
            (
                "total_number_of_sanctions_for_all_offences",
                "date_of_birth",
                "date_of_current_conviction",
                "age_at_first_sanction",
            ),
            f"{COPAS} × ln({sanctions} ÷ ({COPAS_YEARS} + {career})); {career} years since the first sanction",
        ),
        Term(
            "offence_group_parameter",
            "The current offence",
            offence,
            ("current_offence_code",),
            f"{history.code}: {weight.group}",
        ),
    )

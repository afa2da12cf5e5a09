"""OVP: how likely a person is to commit a violent-type offence within one year and within two; points out of 100.

Source: Ministry of Justice, hmpps-arns-risk-actuarial-api at e8651dd (OVP 1.0). The source gives five points for "any
previous sanctions" to everybody, since the current one counts: so do we, and say so.
"""

from __future__ import annotations

from bisect import bisect_right
from math import ceil

from throughcare.rules.scores.answers import Answers, Level, points, years_between
from throughcare.rules.scores.history import age_problems, count_problems, order_problems, violence_problems
from throughcare.rules.scores.scored import (
    Band,
    Formula,
    Kind,
    Scored,
    Term,
    banded,
    half_up,
    logistic,
    missing,
    nothing,
)

NEEDED = (
    "sex",
    "date_of_birth",
    "date_at_start_of_followup",
    "total_number_of_sanctions_for_all_offences",
    "total_number_of_violent_sanctions",
    "does_recognise_impact_of_offending_on_others",
    "is_currently_of_no_fixed_abode_or_transient_accommodation",
    "is_unemployed",
    "current_alcohol_use_problems",
    "excessive_alcohol_use",
    "has_current_psychiatric_treatment",
    "temper_control",
    "pro_criminal_attitudes",
)
YOUNGEST = 18
ANY_SANCTION = 5
VIOLENT = (0, 4, 7, 9, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25)
"""Points by the number of violent sanctions; the last stands for 18 and more."""
# Least number of sanctions that were not violent, and its points.
NOT_VIOLENT = ((0, 0), (3, 2), (5, 3), (11, 4), (21, 5))
# Least age when the follow-up begins, and its points.
AGES = ((18, 20), (20, 17), (22, 14), (24, 12), (26, 10), (31, 8), (36, 6), (41, 4), (46, 2), (51, 0))
MALE, NO_IMPACT, NO_ABODE, UNEMPLOYED, PSYCHIATRIC = 5, 4, 4, 4, 4
ALCOHOL, TEMPER, ATTITUDES = 2.5, 3, 3
PER_POINT, ONE_YEAR, TWO_YEARS = 0.0722, -4.5215, -3.8773
BANDS = {Band.MEDIUM: 30, Band.HIGH: 60, Band.VERY_HIGH: 80}


def score_ovp(answers: Answers) -> Scored:
    """Points, whole percentages for one year and two (1 to 99), and the band of the two years."""
    problems = [
        *missing(answers, NEEDED),
        *count_problems(answers),
        *violence_problems(answers),
        *order_problems(answers),
        *age_problems(answers, followup_from=YOUNGEST, formula="OVP"),
    ]
    if problems:
        return nothing(Formula.OVP, problems, "one_year", "two_year", "points", kind=Kind.DYNAMIC)
    terms = (*_record_terms(answers), *_life_terms(answers))
    total = int(sum(term.value for term in terms))
    two = percentage(PER_POINT * total + TWO_YEARS)
    return Scored(
        formula=Formula.OVP,
        kind=Kind.DYNAMIC,
        figures={"one_year": percentage(PER_POINT * total + ONE_YEAR), "two_year": two, "points": total},
        band=banded(two, BANDS),
        terms=terms,
    )


def percentage(log_odds: float) -> int:
    """A probability as a whole percentage, halves up, from 1 to 99."""
    return min(99, max(1, int(half_up(logistic(log_odds) * 100, 0))))


def stepped(table: tuple[tuple[int, int], ...], number: int) -> int:
    """The points of the step of a table that a number stands on."""
    return table[max(0, bisect_right([least for least, _ in table], number) - 1)][1]


def level(answer: Level | None) -> int:
    """0, 1 or 2, of an answer that is known."""
    return 0 if answer is None else points(answer)


def _record_terms(answers: Answers) -> tuple[Term, ...]:
    total = answers.total_number_of_sanctions_for_all_offences or 0
    violent = answers.total_number_of_violent_sanctions or 0
    born, followed = answers.date_of_birth, answers.date_at_start_of_followup
    age = 0 if born is None or followed is None else years_between(born, followed)
    counts = ("total_number_of_sanctions_for_all_offences", "total_number_of_violent_sanctions")
    return (
        Term("any_sanction", "Any sanction, the current one included", ANY_SANCTION, counts[:1], f"{total} sanctions"),
        Term("violent_sanctions", "Violent sanctions", VIOLENT[min(violent, 18)], counts[1:], f"{violent} violent"),
        Term(
            "non_violent_sanctions",
            "Sanctions that were not violent",
            stepped(NOT_VIOLENT, total - violent),
            counts,
            f"{total} − {violent} = {total - violent}",
        ),
        Term(
            "age_at_start_of_followup",
            "Age when the follow-up begins",
            stepped(AGES, age),
            ("date_of_birth", "date_at_start_of_followup"),
            f"{age} years old",
        ),
        Term("gender", "Sex", MALE if answers.sex == "MALE" else 0, ("sex",), answers.sex.label if answers.sex else ""),
    )


def _life_terms(answers: Answers) -> tuple[Term, ...]:
    drink = level(answers.current_alcohol_use_problems) + level(answers.excessive_alcohol_use)
    impact = answers.does_recognise_impact_of_offending_on_others
    abode = answers.is_currently_of_no_fixed_abode_or_transient_accommodation
    return (
        yes_term(
            "does_recognise_impact_of_offending_on_others", "Does not see the impact on others", not impact, NO_IMPACT
        ),
        yes_term("is_currently_of_no_fixed_abode_or_transient_accommodation", "No fixed abode", bool(abode), NO_ABODE),
        yes_term("is_unemployed", "Unemployed", bool(answers.is_unemployed), UNEMPLOYED),
        Term(
            "alcohol_misuse",
            "Alcohol",
            ceil(ALCOHOL * drink),
            ("current_alcohol_use_problems", "excessive_alcohol_use"),
            f"{ALCOHOL} × {drink}, rounded up",
        ),
        yes_term(
            "has_current_psychiatric_treatment",
            "In psychiatric treatment",
            bool(answers.has_current_psychiatric_treatment),
            PSYCHIATRIC,
        ),
        level_term("temper_control", "Control of temper", answers.temper_control, TEMPER),
        level_term("pro_criminal_attitudes", "Pro-criminal attitudes", answers.pro_criminal_attitudes, ATTITUDES),
    )


def yes_term(name: str, label: str, holds: bool, weight: float) -> Term:
    """A term that counts where something holds."""
    return Term(name, label, weight if holds else 0, (name,), "Yes" if holds else "No")


def level_term(name: str, label: str, answer: Level | None, weight: float) -> Term:
    """A term that counts once, or twice, by how much of a problem something is."""
    return Term(name, label, weight * level(answer), (name,), f"{weight} × {level(answer)}")

"""OGP: how likely a person is to commit an offence that is neither violent nor sexual, within one year and within two.

Source: Ministry of Justice, hmpps-arns-risk-actuarial-api at e8651dd (OGP 1.0).
"""

from __future__ import annotations

from throughcare.rules.scores.answers import Answers, Level, points
from throughcare.rules.scores.ovp import level, percentage, yes_term
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
    missing,
    nothing,
)

NEEDED = (
    "is_currently_of_no_fixed_abode_or_transient_accommodation",
    "is_unemployed",
    "regular_offending_activities",
    "current_drug_misuse",
    "motivation_to_tackle_drug_misuse",
    "problem_solving_skills",
    "awareness_of_consequences",
    "understands_other_peoples_views",
    "pro_criminal_attitudes",
)
OGRS3_TWO_YEAR = "ogrs3_two_year"
OF_OGRS3, OF_DRUGS, OF_THINKING = 0.6, 3.75, 5 / 6
NO_ABODE, UNEMPLOYED = 5, 5
IN_THREE_STEPS = (0, 3, 5)
"""Points for no, some and significant problems with activities that encourage offending, and with attitudes."""
PER_POINT, ONE_YEAR, TWO_YEARS = 0.0616, -3.6832, -3.0795
BANDS = {Band.MEDIUM: 34, Band.HIGH: 67, Band.VERY_HIGH: 85}


def score_ogp(answers: Answers, ogrs3_two_year: int | None) -> Scored:
    """Points, whole percentages for one year and two (1 to 99), and the band; it rests on OGRS3's two years."""
    problems = missing(answers, NEEDED)
    if ogrs3_two_year is None:
        gone = problems[0].fields if problems else ()
        problems = [Problem(Trouble.MISSING, (*gone, OGRS3_TWO_YEAR))]
    if problems or ogrs3_two_year is None:
        return nothing(Formula.OGP, problems, "one_year", "two_year", "points", kind=Kind.DYNAMIC)
    terms = _terms(answers, ogrs3_two_year)
    total = int(sum(term.value for term in terms))
    two = percentage(PER_POINT * total + TWO_YEARS)
    return Scored(
        formula=Formula.OGP,
        kind=Kind.DYNAMIC,
        figures={"one_year": percentage(PER_POINT * total + ONE_YEAR), "two_year": two, "points": total},
        band=banded(two, BANDS),
        terms=terms,
    )


def _whole(figure: float) -> int:
    return int(half_up(figure, 0))


def _terms(answers: Answers, ogrs3_two_year: int) -> tuple[Term, ...]:
    abode = answers.is_currently_of_no_fixed_abode_or_transient_accommodation
    return (
        Term(
            OGRS3_TWO_YEAR,
            "OGRS3, two years",
            _whole(OF_OGRS3 * ogrs3_two_year),
            (OGRS3_TWO_YEAR,),
            f"{OF_OGRS3} × {ogrs3_two_year}",
        ),
        yes_term("is_currently_of_no_fixed_abode_or_transient_accommodation", "No fixed abode", bool(abode), NO_ABODE),
        yes_term("is_unemployed", "Unemployed", bool(answers.is_unemployed), UNEMPLOYED),
        _in_steps("regular_offending_activities", "Activities that encourage offending", answers),
        *_summed_terms(answers),
        _in_steps("pro_criminal_attitudes", "Pro-criminal attitudes", answers),
    )


def _in_steps(name: str, label: str, answers: Answers) -> Term:
    answer: Level | None = getattr(answers, name)
    return Term(name, label, IN_THREE_STEPS[level(answer)], (name,), answer.label if answer else "")


def _summed_terms(answers: Answers) -> tuple[Term, ...]:
    motivation, awareness = answers.motivation_to_tackle_drug_misuse, answers.awareness_of_consequences
    drugs = level(answers.current_drug_misuse) + (points(motivation) if motivation else 0)
    thinking = (
        level(answers.problem_solving_skills)
        + (points(awareness) if awareness else 0)
        + level(answers.understands_other_peoples_views)
    )
    return (
        Term(
            "drug_misuse",
            "Drugs",
            _whole(OF_DRUGS * drugs),
            ("current_drug_misuse", "motivation_to_tackle_drug_misuse"),
            f"{OF_DRUGS} × {drugs}",
        ),
        Term(
            "thinking_and_behaviour",
            "Thinking",
            _whole(OF_THINKING * thinking),
            ("problem_solving_skills", "awareness_of_consequences", "understands_other_peoples_views"),
            f"5 ÷ 6 × {thinking}",
        ),
    )

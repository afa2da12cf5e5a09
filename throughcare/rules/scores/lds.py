"""LDS: whether somebody's learning calls for a closer look, from what an assessment says of work and learning.

Source: Ministry of Justice, hmpps-arns-risk-actuarial-api at e8651dd (learning screen). It screens: it finds no
disability, and a low score does not say that there is none.

Four questions carry it, and three of them have to be answered. What is not answered counts as nothing in the published
rule, so we name it, and say whether it could raise the score.
"""

from __future__ import annotations

from dataclasses import dataclass

from throughcare.rules.scores.answers import Answers, Level, Qualifications, points
from throughcare.rules.scores.scored import Problem, Term, Trouble

READING = "problems_with_reading_writing_numeracy"
CARRYING = (
    "work_related_skills",
    READING,
    "learning_difficulties",
    "professional_or_vocational_qualifications",
)
NEEDED = 3
"""How many of the four have to be answered."""
OF_READING = ("has_problems_with_reading", "has_problems_with_numeracy")
"""Asked where there are problems with reading, writing or numbers."""
LABELS = {
    "is_currently_of_no_fixed_abode_or_transient_accommodation": "No fixed abode, or transient accommodation",
    "work_related_skills": "Skills for work",
    READING: "Reading, writing and numbers",
    "has_problems_with_reading": "Reading",
    "has_problems_with_numeracy": "Numbers",
    "learning_difficulties": "Learning difficulties",
    "professional_or_vocational_qualifications": "Qualifications",
}
NO_QUALIFICATIONS = 2
"""Points of having no qualifications; a problem has 1 or 2, and each yes has 1."""
STEPS = ((5, 2), (3, 1), (0, 0))
"""Least points, and the score for them."""
IS_VERIFIED = True
"""Every score of it is among the known answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LdsDecision:
    """The score of 0, 1 or 2, with its points of 0 to 11, and those it would have if open answers were the gravest."""

    score: int | None
    points: int | None
    projected: int | None
    terms: tuple[Term, ...]
    problems: tuple[Problem, ...]
    unanswered: tuple[str, ...]
    reasons: tuple[str, ...]
    is_verified: bool = IS_VERIFIED


def decide_lds(answers: Answers) -> LdsDecision:
    """The score, or why there is none."""
    gone = tuple(name for name in LABELS if getattr(answers, name) is None and not _is_not_asked(answers, name))
    problems = _problems(answers)
    if problems:
        return LdsDecision(
            score=None,
            points=None,
            projected=None,
            terms=(),
            problems=problems,
            unanswered=gone,
            reasons=("Too little is known of learning and work, or it does not fit together",),
        )
    terms = tuple(_term(answers, name) for name in LABELS if getattr(answers, name) is not None)
    total = int(sum(term.value for term in terms))
    projected = total + sum(_gravest(name) for name in gone)
    return LdsDecision(
        score=lds_score(total),
        points=total,
        projected=projected,
        terms=terms,
        problems=(),
        unanswered=gone,
        reasons=_reasons(total, projected),
    )


def lds_score(total: int) -> int:
    """The score for a number of points."""
    return next(score for least, score in STEPS if total >= least)


def _reasons(total: int, projected: int) -> tuple[str, ...]:
    score, highest = lds_score(total), lds_score(projected)
    found = f"{total} points give a score of {score}"
    return (found,) if highest == score else (found, f"Answers are open that could raise it to {highest}")


def _problems(answers: Answers) -> tuple[Problem, ...]:
    problems = []
    if answers.problems_with_reading_writing_numeracy is None and any(
        getattr(answers, name) is not None for name in OF_READING
    ):
        detail = "Reading or numbers are answered: say first how much of a problem reading, writing and numbers are"
        problems.append(Problem(Trouble.MISSING, (READING,), detail))
    if sum(getattr(answers, name) is not None for name in CARRYING) < NEEDED:
        problems.append(Problem(Trouble.TOO_FEW_FOR_LEARNING, CARRYING))
    return tuple(problems)


def _is_not_asked(answers: Answers, name: str) -> bool:
    return name in OF_READING and answers.problems_with_reading_writing_numeracy is Level.NONE


def _term(answers: Answers, name: str) -> Term:
    answer: bool | Level | Qualifications = getattr(answers, name)
    if isinstance(answer, bool):
        return Term(name, LABELS[name], int(answer), (name,), "Yes" if answer else "No")
    if isinstance(answer, Qualifications):
        adds = NO_QUALIFICATIONS if answer is Qualifications.NONE else 0
        return Term(name, LABELS[name], adds, (name,), answer.label)
    return Term(name, LABELS[name], points(answer), (name,), answer.label)


def _gravest(name: str) -> int:
    return NO_QUALIFICATIONS if name in CARRYING else 1

"""RSR: how likely a person is to be convicted of a serious offence, violent or sexual, within two years.

The sum of three parts, each rounded first, and of a fixed part for women with a sexual offence. Source: Ministry of
Justice, hmpps-arns-risk-actuarial-api at e8651dd (RSR 1.0).
"""

from __future__ import annotations

from datetime import date

from throughcare.rules.scores.answers import Answers, Sex
from throughcare.rules.scores.offences import Offences
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
)
from throughcare.rules.scores.sexual import score_ospdc, score_ospiic
from throughcare.rules.scores.snsv import score_snsv

FEMALE_WITH_HISTORY = 0.38
"""Percentage points for women with a sexual offence (0.00383141762 as a probability)."""
MOST = 99.99
BANDS = {Band.MEDIUM: 3.0, Band.HIGH: 6.9}


def score_rsr(answers: Answers, offences: Offences, *, assessed_on: date) -> Scored:
    """A percentage with two decimals and its band; no figure where a part has none."""
    parts = (
        score_ospdc(answers, assessed_on=assessed_on),
        score_ospiic(answers),
        score_snsv(answers, offences, assessed_on=assessed_on),
    )
    return combined(Formula.RSR, answers, parts, BANDS)


def combined(formula: Formula, answers: Answers, parts: tuple[Scored, ...], bands: dict[Band, float]) -> Scored:
    """The sum of the parts and of what women with a sexual offence add, with its band; no figure without all parts."""
    broken = tuple(part.formula for part in parts if _is_broken(part))
    if broken:
        problem = Problem(Trouble.PART, tuple(broken))
        return Scored(formula=formula, kind=Kind.COMBINED, figures={"score": None}, problems=(problem,), parts=parts)
    terms = (*(_part_term(part) for part in parts), _female_term(answers))
    figure = min(MOST, max(0.0, half_up(sum(term.value for term in terms), 2)))
    return Scored(
        formula=formula,
        kind=Kind.COMBINED,
        figures={"score": figure},
        band=banded(figure, bands),
        terms=terms,
        parts=parts,
        is_female_version=answers.sex is Sex.FEMALE,
        has_sexual_history=answers.has_ever_committed_sexual_offence,
        unanswered=tuple(name for part in parts for name in part.unanswered),
    )


def _is_broken(part: Scored) -> bool:
    """Whether a part has trouble other than that only its static form could be given."""
    return any(problem.trouble is not Trouble.MISSING_DYNAMIC for problem in part.problems) or (
        part.figures.get("score") is None
    )


def _part_term(part: Scored) -> Term:
    figure = part.figures.get("score") or 0.0
    form = f", {part.kind.label}" if part.kind is not None else ""
    return Term(part.formula.lower(), part.formula.label, figure, (), f"{figure:.2f}%{form}")


def _female_term(answers: Answers) -> Term:
    holds = answers.sex is Sex.FEMALE and bool(answers.has_ever_committed_sexual_offence)
    return Term(
        "female_with_sexual_history",
        "A woman with a sexual offence",
        FEMALE_WITH_HISTORY if holds else 0.0,
        ("sex", "has_ever_committed_sexual_offence"),
        "Yes" if holds else "No",
    )

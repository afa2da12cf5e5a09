"""What would change the band of a score: each answer that can change, changed alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from throughcare.facts.fact import Coded
from throughcare.rules.scores.answers import Answers, Level, Motivation, Relationship, Sometimes
from throughcare.rules.scores.offences import Offences
from throughcare.rules.scores.on_record import kind_of
from throughcare.rules.scores.questions import QUESTIONS
from throughcare.rules.scores.scored import Band, Formula, Scored
from throughcare.rules.scores.scoring import scores_of

_CAN_CHANGE = (Level, Motivation, Relationship, Sometimes)
CANNOT_CHANGE = {
    "did_offence_involve_carrying_or_using_weapon",
    "evidence_of_domestic_abuse",
    "domestic_abuse_against_partner",
    "has_ever_committed_sexual_offence",
    "is_current_offence_sexually_motivated",
    "is_current_offence_against_victim_stranger",
    "previous_close_relationships",
}
"""What is past cannot become otherwise; it can only have been recorded wrongly, and then it is put right."""


@dataclass(frozen=True, slots=True)
class Change:
    """One answer that alone would change the band: the question, the other answer, and what the score would be."""

    question: str
    answer: Any
    figure: float
    band: Band


def headline(scored: Scored) -> float | None:
    """The figure that bears the band: of two years where there are two."""
    figures = scored.figures
    return figures.get("two_year", figures.get("score"))


def changes_of(scored: Scored, answers: Answers, offences: Offences, *, on: date) -> tuple[Change, ...]:
    """Every single answer that would put the score into another band, the largest change first; none without a band."""
    if scored.band is None:
        return ()
    again = _again(scored.formula, offences, on)
    found = []
    for question, answer in _others(scored, answers):
        other = again(replace(answers, **{question: answer}))
        figure = headline(other)
        if other.band is not None and other.band is not scored.band and figure is not None:
            found.append(Change(question, answer, figure, other.band))
    now = headline(scored) or 0.0
    return tuple(sorted(found, key=lambda change: -abs(change.figure - now)))


def _again(formula: Formula, offences: Offences, on: date) -> Callable[[Answers], Scored]:
    return lambda answers: scores_of(answers, offences, on=on)[formula]


def _others(scored: Scored, answers: Answers) -> Iterator[tuple[str, Any]]:
    """Each question that the score rests on and that life can change, with each answer that it has not got."""
    rests_on = {name for each in (scored, *scored.parts) for term in each.terms for name in term.rests_on}
    for question in QUESTIONS:
        if question not in rests_on or question in CANNOT_CHANGE:
            continue
        kind, now = kind_of(question), getattr(answers, question)
        others: tuple[Any, ...] = ()
        if kind is bool:
            others = (True, False)
        elif isinstance(kind, type) and issubclass(kind, Coded) and kind in _CAN_CHANGE:
            others = tuple(kind)
        yield from ((question, other) for other in others if now is not None and other != now)

"""The programme that is advised (PNI), prepared for the page of scores."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from throughcare.rules.scores.on_record import OnRecord
from throughcare.rules.scores.questions import say_question
from throughcare.rules.scores.scored import Formula, Scored
from throughcare.rules.scores.scoring import programme_needs


@dataclass(frozen=True, slots=True)
class NeedsLine:
    """One domain: its points of two, and what they would be if every open answer were the gravest."""

    domain: str
    points: int
    at_most: int


@dataclass(frozen=True, slots=True)
class Needs:
    """What is advised, why, by which domains, and what is not answered yet."""

    pathway: str
    reasons: tuple[str, ...]
    need: str
    risk: str
    domains: tuple[NeedsLine, ...]
    is_open: tuple[str, ...]


def needs_of(record: OnRecord, scores: Mapping[Formula, Scored]) -> Needs:
    """The programme need of a person by their answers as they stand."""
    decision = programme_needs(record.answers, scores)
    names = dict.fromkeys(name for problem in decision.problems for name in problem.fields)
    return Needs(
        pathway=decision.pathway.label,
        reasons=decision.reasons,
        need=decision.need.label.lower() if decision.need else "not known",
        risk=decision.risk.label.lower() if decision.risk else "not known",
        domains=tuple(NeedsLine(each.label, each.points, each.projected) for each in decision.domains),
        is_open=tuple(say_question(name) for name in names),
    )

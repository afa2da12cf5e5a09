"""The answers that stand on a person's record, each with where it comes from and of which day; and scores over time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from throughcare.facts.fact import Fact
from throughcare.facts.identity import Identified
from throughcare.facts.scores import (
    AnswerSource,
    CorrectionAsked,
    CorrectionDecided,
    CorrectionReply,
    ScoreAnswered,
)
from throughcare.facts.scores import Scored as ScoredFact
from throughcare.rules.scores.answers import ANSWER_NAMES, Answers, PastOffence, Sex

FROM_IDENTITY = ("sex", "date_of_birth")
"""What the record of who the person is answers already, until somebody says otherwise."""


@dataclass(frozen=True, slots=True)
class Said:
    """One answer: what it is, where it comes from (None: who the person is), of which day, and in which fact."""

    value: Any
    source: AnswerSource | None
    on: date
    number: int


@dataclass(frozen=True, slots=True)
class Correction:
    """A correction that the person asked for: of which question, what they say, and what became of it."""

    thread: str
    question: str
    says: str
    asked_on: date
    number: int
    reply: CorrectionReply | None = None
    reason: str = ""
    decided_on: date | None = None


@dataclass(frozen=True, slots=True)
class PastScore:
    """A score as it was given on a day."""

    formula: str
    form: str
    figures: Mapping[str, float]
    band: str
    version: str
    on: date
    number: int


@dataclass(frozen=True, slots=True)
class OnRecord:
    """Everything on a record that has to do with scores. `said` holds the answers that stand, by question."""

    said: Mapping[str, Said]
    corrections: tuple[Correction, ...]
    past: tuple[PastScore, ...]

    @property
    def answers(self) -> Answers:
        """The answers that stand, for the formulas."""
        return Answers(**{name: said.value for name, said in self.said.items() if name != "assessment_date"})

    @property
    def open_corrections(self) -> tuple[Correction, ...]:
        """What the person asked for and nobody has decided yet, oldest first."""
        return tuple(each for each in self.corrections if each.reply is None)


def on_record(facts: Iterable[Fact]) -> OnRecord:
    """What stands of the answers, corrections and scores in a person's standing facts, in their order."""
    said: dict[str, Said] = {}
    asked: dict[str, Correction] = {}
    past: list[PastScore] = []
    for fact in facts:
        if isinstance(fact, Identified):
            said |= {name: each for name, each in _of_identity(fact).items() if _may_replace(said.get(name))}
        elif isinstance(fact, ScoreAnswered):
            said |= {name: Said(value, fact.source, fact.on, fact.number) for name, value in _told(fact).items()}
        elif isinstance(fact, ScoredFact):
            past.append(_past(fact))
        elif isinstance(fact, CorrectionAsked):
            thread = fact.thread or str(fact.number)
            asked[thread] = Correction(thread, fact.question or "", fact.note or "", fact.on, fact.number)
        elif isinstance(fact, CorrectionDecided) and fact.thread in asked:
            asked[fact.thread] = _decided(asked[fact.thread], fact)
    known = {name: each for name, each in said.items() if each.value is not None}
    return OnRecord(known, tuple(asked.values()), tuple(past))


def _may_replace(before: Said | None) -> bool:
    """Who the person is gives way to what somebody said for the formulas."""
    return before is None or before.source is None


def _of_identity(fact: Identified) -> dict[str, Said]:
    sexes = (
        {sex.label.lower(): sex for sex in Sex}
        | {sex.value.lower(): sex for sex in Sex}
        | {"m": Sex.MALE, "f": Sex.FEMALE}
    )
    found = {"sex": sexes.get((fact.sex or "").strip().lower()), "date_of_birth": fact.born_on}
    return {name: Said(value, None, fact.on, fact.number) for name, value in found.items() if value is not None}


def _told(fact: ScoreAnswered) -> dict[str, Any]:
    return values_of(fact.answers or "{}")


def _decided(asked: Correction, fact: CorrectionDecided) -> Correction:
    return Correction(
        asked.thread,
        asked.question,
        asked.says,
        asked.asked_on,
        asked.number,
        fact.reply,
        fact.note or "",
        fact.on,
    )


def _past(fact: ScoredFact) -> PastScore:
    figures = {name: figure for name, figure in json.loads(fact.figures or "{}").items() if figure is not None}
    return PastScore(
        fact.formula or "", fact.form or "", figures, fact.band or "", fact.version or "", fact.on, fact.number
    )


# --- answers as text ------------------------------------------------------------------------------------------------


def text_of(values: Mapping[str, Any]) -> str:
    """Answers as they are kept in a fact: by the names of the questions, in their order; None says *not known*."""
    kept = {name: _kept(values[name]) for name in ANSWER_NAMES if name in values}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def _kept(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return [str(one) for one in value] if isinstance(value, tuple) else value


def values_of(text: str) -> dict[str, Any]:
    """The answers of a fact. What is no question any more, or no answer that it takes, is left out."""
    values = {}
    for name, kept in json.loads(text).items():
        if name not in ANSWER_NAMES:
            continue
        try:
            values[name] = None if kept is None else _value(kind_of(name), kept)
        except ValueError:
            continue
    return values


def _value(kind: Any, kept: Any) -> Any:
    if kind is date:
        return date.fromisoformat(kept)
    if get_origin(kind) is tuple:
        return tuple(PastOffence(one) for one in kept)
    return kind(kept)


@cache
def kind_of(name: str) -> Any:
    """What a question takes: a day, a number, yes or no, text, or one of a coded list."""
    hint = get_type_hints(Answers)[name]
    if get_origin(hint) in (Union, UnionType):
        return next(kind for kind in get_args(hint) if kind is not type(None))
    return hint

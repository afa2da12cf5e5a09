"""What an assessment or a plan says, as it is kept in its fact: written as JSON text, and read back from any text.

A reader of ours never breaks: a text from elsewhere, or one that was cut off, reads as one that says nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from throughcare.facts.fact import YesNo
from throughcare.rules.case.values import known_value
from throughcare.rules.rosh.questions import PLAN, QUALITY, SCREENING, Answer, RestsOn, Section, Standing


@dataclass(frozen=True, slots=True)
class Screening:
    """The answers of a screening, more about each, and what was tried to find out what is not known."""

    answers: Mapping[str, Answer] = field(default_factory=dict)
    more: Mapping[str, str] = field(default_factory=dict)
    tried: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of an analysis. `origin` says in words where it was taken from, where it was not typed anew."""

    section: Section | None
    text: str
    standing: Standing | None = None
    source: RestsOn | None = None
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class Safeguarding:
    """Domestic abuse, or danger to a child: whether (None: not known), who, what, and since when."""

    answer: YesNo | None = None
    who: str | None = None
    what: str | None = None
    since: str | None = None


@dataclass(frozen=True, slots=True)
class Analysis:
    """What a full analysis says, but for its levels, which stand in the fact itself."""

    statements: tuple[Statement, ...] = ()
    abuse: Safeguarding = Safeguarding()
    child: Safeguarding = Safeguarding()
    sources: tuple[RestsOn, ...] = ()
    not_available: str | None = None
    quality: Mapping[str, YesNo] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PlannedAct:
    """One act of a plan: what, who does it, by which day."""

    what: str
    who: str | None = None
    by_on: date | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What a risk management plan says, by its sections, and who does what by when."""

    texts: Mapping[str, str] = field(default_factory=dict)
    acts: tuple[PlannedAct, ...] = ()
    origins: Mapping[str, str] = field(default_factory=dict)


# --- writing ------------------------------------------------------------------------------------------------------


def written(content: Screening | Analysis | Plan) -> str:
    """The text that the fact keeps: the same content is always the same text."""
    return json.dumps(_without_nothing(asdict(content)), ensure_ascii=False, sort_keys=True, default=str)


def _without_nothing(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {key: _without_nothing(each) for key, each in value.items()}
        return {key: each for key, each in kept.items() if each not in (None, {}, [])}
    if isinstance(value, list | tuple):
        return [_without_nothing(each) for each in value]
    return value


# --- reading ------------------------------------------------------------------------------------------------------


def screening_of(text: str | None) -> Screening:
    """The screening that a text holds; of any other text, one without answers."""
    said = _said(text)
    answers = {name: _code(Answer, value) for name, value in _pairs(said.get("answers")).items() if name in SCREENING}
    return Screening(
        {name: answer for name, answer in answers.items() if answer is not None},
        {
            name: more
            for name, value in _pairs(said.get("more")).items()
            if name in SCREENING and (more := _text(value))
        },
        _text(said.get("tried")),
    )


def analysis_of(text: str | None) -> Analysis:
    """The full analysis that a text holds; of any other text, one without statements."""
    said = _said(text)
    quality = {name: _code(YesNo, value) for name, value in _pairs(said.get("quality")).items() if name in QUALITY}
    sources = [_code(RestsOn, each) for each in _list(said.get("sources"))]
    return Analysis(
        tuple(found for each in _list(said.get("statements")) if (found := _statement(_pairs(each))) is not None),
        _safeguarding(_pairs(said.get("abuse"))),
        _safeguarding(_pairs(said.get("child"))),
        tuple(each for each in sources if each is not None),
        _text(said.get("not_available")),
        {name: answer for name, answer in quality.items() if answer is not None},
    )


def plan_of(text: str | None) -> Plan:
    """The plan that a text holds; of any other text, one that says nothing."""
    said = _said(text)
    return Plan(
        {name: words for name, value in _pairs(said.get("texts")).items() if name in PLAN and (words := _text(value))},
        tuple(found for each in _list(said.get("acts")) if (found := _act(_pairs(each))) is not None),
        {name: words for name, each in _pairs(said.get("origins")).items() if name in PLAN and (words := _text(each))},
    )


def _said(text: str | None) -> dict[str, Any]:
    try:
        return _pairs(json.loads(text or "{}"))
    except (ValueError, RecursionError):
        return {}


def _pairs(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None


def _code(codes: Any, value: Any) -> Any:
    return known_value(codes, value) if isinstance(value, str) else None


def _statement(said: dict[str, Any]) -> Statement | None:
    text = _text(said.get("text"))
    if text is None:
        return None
    section, standing = _code(Section, said.get("section")), _code(Standing, said.get("standing"))
    return Statement(section, text, standing, _code(RestsOn, said.get("source")), _text(said.get("origin")))


def _safeguarding(said: dict[str, Any]) -> Safeguarding:
    who, what, since = (_text(said.get(name)) for name in ("who", "what", "since"))
    return Safeguarding(_code(YesNo, said.get("answer")), who, what, since)


def _act(said: dict[str, Any]) -> PlannedAct | None:
    what = _text(said.get("what"))
    return PlannedAct(what, _text(said.get("who")), _day(said.get("by_on"))) if what else None


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None

"""What somebody must know who takes a case over, to be read in a minute: no more than fits on one page.

A professional concern of staff about who held the case is never part of it: it is protected.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from throughcare.facts.fact import Fact
from throughcare.facts.oversight import Oversight
from throughcare.facts.risk import Assessed, RiskPlanned, SignificantChange
from throughcare.facts.supervision import Appointment, HomeVisit, Plan
from throughcare.rules.case import CaseState

NEW_FOR = timedelta(days=28)
"""So long after a case passed on its page leads to the one for taking over. Ours: a first round of meetings."""
STATEMENTS, NOTES, WORRIES = 5, 3, 3
"""So much of an analysis, of notes and of changes fits on the page. Ours."""
TEXT_AT_MOST = 280
"""So many letters of a text; the timeline has the rest. Ours."""


@dataclass(frozen=True, slots=True)
class Said:
    """Something that was written: by whom (as the fact names them), on which day, cut to what fits."""

    on: date
    by: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Takeover:
    """What a case tells whoever takes it over: what the latest analysis says, what was planned, what worried whoever
    held it before, and their last notes.
    """

    statements: tuple[str, ...]
    assessed_on: date | None
    plan: Said | None
    risk_plan: tuple[str, ...]
    changes: tuple[Said, ...]
    notes: tuple[Said, ...]


def has_new_holder(case: CaseState, today: date) -> bool:
    """Whether somebody took the case over in the last four weeks from somebody else."""
    holder = case.holder
    if holder is None or not holder.officer or not case.is_active:
        return False
    before = {each.officer for each in case.earlier_holders if each.officer} - {holder.officer}
    return bool(before) and timedelta(0) <= today - holder.since_on <= NEW_FOR


def takeover_of(facts: Sequence[Fact], holder: str | None = None) -> Takeover:
    """What a case's facts (those that stand, in order) tell whoever takes it over, `holder` by now.

    Changes and notes are those of others, where others wrote any: what the holder wrote, the holder knows.
    """
    assessed = next((f for f in reversed(facts) if isinstance(f, Assessed) and statements_in(f.content)), None)
    planned = next((f for f in reversed(facts) if isinstance(f, RiskPlanned)), None)
    plan = next((f for f in reversed(facts) if isinstance(f, Plan)), None)
    return Takeover(
        statements=statements_in(assessed.content)[:STATEMENTS] if assessed else (),
        assessed_on=assessed.on if assessed else None,
        plan=Said(plan.on, plan.officer, cut(plan.note or "")) if plan else None,
        risk_plan=_planned(planned)[:STATEMENTS] if planned else (),
        changes=_said(facts, SignificantChange, WORRIES, holder),
        notes=_said(facts, Appointment | HomeVisit | Oversight, NOTES, holder),
    )


def _said(facts: Sequence[Fact], kinds: Any, at_most: int, holder: str | None) -> tuple[Said, ...]:
    """The latest of these that say something in words, the latest first."""
    every = [fact for fact in facts if isinstance(fact, kinds) and (fact.note or getattr(fact, "judgement", None))]
    found = [fact for fact in every if getattr(fact, "officer", None) != holder] or every
    return tuple(
        Said(fact.on, getattr(fact, "officer", None), cut(fact.note or str(getattr(fact, "judgement", ""))))
        for fact in reversed(found[-at_most:])
    )


def cut(text: str) -> str:
    """A text as far as it fits."""
    text = " ".join(text.split())
    if len(text) <= TEXT_AT_MOST:
        return text
    return f"{text[:TEXT_AT_MOST].rsplit(' ', 1)[0]} …"


# --- what an analysis or a plan holds, in whatever form it was kept


def statements_in(content: str | None) -> tuple[str, ...]:
    """The statements of an analysis, each as *section: text*; what cannot be read says nothing, and breaks nothing.

    A statement that is no fact says so: an opinion or an allegation is not passed on as if it were one.
    """
    said = _read(content)
    found = [_statement(each) for each in _list(said.get("statements"))]
    if not any(found):
        found = list(_texts(said))
    return tuple(each for each in found if each)


def _planned(fact: RiskPlanned) -> tuple[str, ...]:
    said = _read(fact.content)
    texts = said.get("texts")
    found = list(_texts(texts if isinstance(texts, dict) else said))
    acts = [act for act in _list(said.get("acts")) if isinstance(act, dict) and isinstance(act.get("what"), str)]
    found += [cut(", ".join(str(act[name]) for name in ("what", "who", "by_on") if act.get(name))) for act in acts]
    return tuple(found) or ((cut(fact.note),) if fact.note else ())


def _statement(each: Any) -> str:
    if not isinstance(each, dict) or not isinstance(each.get("text"), str) or not each["text"].strip():
        return ""
    standing = str(each.get("standing") or "").strip().lower()
    marked = f" ({standing})" if standing and standing != "fact" else ""
    section = _label(str(each.get("section") or ""))
    return cut(f"{section}: {each['text']}{marked}" if section else f"{each['text']}{marked}")


def _texts(said: Mapping[str, Any]) -> Iterable[str]:
    for name, value in said.items():
        if isinstance(value, str) and value.strip():
            yield cut(f"{_label(name)}: {value}")


def _label(name: str) -> str:
    words = " ".join(name.replace("_", " ").split()).lower()
    return words[:1].upper() + words[1:]


def _read(content: str | None) -> dict[str, Any]:
    try:
        said = json.loads(content or "{}")
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []

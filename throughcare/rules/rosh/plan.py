"""Deciding a risk management plan: every section said, and who does what by when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from throughcare.facts.drafts import Draft
from throughcare.facts.risk import RiskPlanned
from throughcare.facts.words import lower_first, say_day
from throughcare.rules.refusals import Faults
from throughcare.rules.rosh.content import Plan, PlannedAct, written
from throughcare.rules.rosh.questions import PLAN


@dataclass(frozen=True, slots=True)
class TypedSection:
    """A section as it stands in the form; one that arrived filled counts only where it was confirmed."""

    text: str | None
    origin: str | None = None
    is_confirmed: bool = False
    is_changed: bool = False

    @property
    def counts(self) -> bool:
        """Whether it is part of the plan as it stands."""
        return bool(self.text) and (self.origin is None or self.is_confirmed)


@dataclass(frozen=True, slots=True)
class TypedAct:
    """One row of who does what by when, under the name of its row."""

    row: str
    what: str | None = None
    who: str | None = None
    by_on: date | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed in the row."""
        return not (self.what or self.who or self.by_on)


@dataclass(frozen=True, slots=True)
class TypedPlan:
    """A plan as it stands in the form."""

    sections: Mapping[str, TypedSection] = field(default_factory=dict)
    acts: Sequence[TypedAct] = ()


def decide_plan(said: TypedPlan, *, officer: str, today: date) -> list[Draft]:
    """The plan as written by `officer` (code). It replaces the whole of an earlier one. Raises `NotRecorded`."""
    faults = Faults()
    texts, origins = {}, {}
    for name, (title, _hint) in PLAN.items():
        typed = said.sections.get(name, TypedSection(None))
        if typed.text and not typed.counts:
            faults.add(name, f"“{title}” arrived filled: tick that it holds, or clear it and write it anew.")
            continue
        text = faults.note(name, typed.text, needed=f"Say something of {lower_first(title)}; if nothing, say why.")
        if text is not None:
            texts[name] = text
            if typed.origin and not typed.is_changed:
                origins[name] = typed.origin
    acts = _acts(said.acts, faults, today)
    faults.check()
    payload = {"content": written(Plan(texts, acts, origins)), "officer": officer}
    return [Draft(kind=RiskPlanned, on=today, payload=payload)]


def _acts(typed: Sequence[TypedAct], faults: Faults, today: date) -> tuple[PlannedAct, ...]:
    """The rows that say something; a row that was begun is finished, and a plan has at least one."""
    kept = []
    for each in typed:
        if each.is_empty:
            continue
        what = faults.line(f"{each.row}_what", each.what, needed="Say what is to be done, or clear the row.")
        who = faults.line(f"{each.row}_who", each.who, needed="Say who does it.")
        if each.by_on is None:
            faults.add(f"{each.row}_by", "Say by which day.")
        elif each.by_on < today:
            faults.add(f"{each.row}_by", f"{say_day(each.by_on)} is past: say a day from today, {say_day(today)}, on.")
        kept.append(PlannedAct(what or "", who, each.by_on))
    if not kept:
        faults.add("act1_what", "Say at least one thing that somebody does by a day: a plan without it is a wish.")
    return tuple(kept)

"""The form of a risk management plan: its sections, and who does what by when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from throughcare.actions.projections import facts_that_stand
from throughcare.facts.risk import RiskPlanned
from throughcare.facts.words import say_day
from throughcare.rules.case.values import of_kind
from throughcare.rules.rosh.content import plan_of
from throughcare.rules.rosh.copied import EarlierWords
from throughcare.rules.rosh.known import KnownSection, earlier_texts, known_plan, taken_back
from throughcare.rules.rosh.plan import TypedAct, TypedPlan, TypedSection
from throughcare.rules.rosh.questions import PLAN
from throughcare.web.design.fields import NoteField, TextField, TicksField
from throughcare.web.risk.full_form import say_copied
from throughcare.web.supervision.form_page import Desk
from throughcare.web.supervision.forms import DayAhead, RecordingForm

ACTS = 12
"""A plan has room for so many acts. The number is ours."""
BLANK = 3
HOLDS = (("yes", "This holds today, and is part of the plan"),)


@dataclass(frozen=True, slots=True)
class SectionShown:
    """One section on the page."""

    text: forms.BoundField
    holds: forms.BoundField
    origin: str
    copied: str


class PlanForm(RecordingForm):
    """A risk management plan."""

    def __init__(self, *args: Any, known: Sequence[KnownSection], earlier: EarlierWords, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known, self.earlier = {each.name: each for each in known}, earlier
        for name, (title, hint) in PLAN.items():
            self.add(name, NoteField(label=title, help_text=hint, rows=5))
            self.add(f"{name}_holds", TicksField(label=f"{title}: does it hold?", choices=HOLDS))
        for row, number in act_rows():
            self.add(f"{row}_what", TextField(label=f"What is done ({number})"))
            self.add(f"{row}_who", TextField(label=f"By whom ({number})"))
            by = DayAhead(label=f"By which day ({number})", required=False)
            self.add(f"{row}_by", by)

    @property
    def sections(self) -> Iterator[SectionShown]:
        """The sections; one that arrived filled says where from, and waits for its tick."""
        for name in PLAN:
            known, text = self.known.get(name), str(self[name].value() or "")
            origin = known.origin if known else ""
            yield SectionShown(self[name], self[f"{name}_holds"], origin, say_copied(self.earlier, text))

    @property
    def acts(self) -> list[tuple[forms.BoundField, forms.BoundField, forms.BoundField]]:
        """The rows of acts: those that hold something, and some empty ones."""
        parts = ("what", "who", "by")
        filled = [number for row, number in act_rows() if any(self[f"{row}_{part}"].value() for part in parts)]
        shown = max(filled, default=0) + BLANK
        return [
            (self[f"{row}_what"], self[f"{row}_who"], self[f"{row}_by"])
            for row, number in act_rows()
            if number <= shown
        ]

    def plan(self) -> TypedPlan:
        """What was typed, as the rules read it."""
        said = self.cleaned_data
        acts = [
            TypedAct(row, said.get(f"{row}_what"), said.get(f"{row}_who"), said.get(f"{row}_by"))
            for row, _ in act_rows()
        ]
        return TypedPlan({name: self._section(name) for name in PLAN}, acts)

    def _section(self, name: str) -> TypedSection:
        """A section whose words are no longer those that arrived was written anew, and needs no tick."""
        text, known = self.cleaned_data.get(name), self.known.get(name)
        if known is None or " ".join((text or "").split()) != " ".join(known.text.split()):
            return TypedSection(text)
        return TypedSection(text, known.origin, bool(self.cleaned_data.get(f"{name}_holds")))


def act_rows() -> Iterator[tuple[str, int]]:
    """The rows of acts: name and number."""
    for number in range(1, ACTS + 1):
        yield f"act{number}", number


def make_plan(desk: Desk, data: Any, initial: Any) -> PlanForm:
    """The form, with what is known already and what was said before."""
    facts = facts_that_stand(desk.stream)
    earlier = EarlierWords(earlier_texts(facts))
    return PlanForm(data, initial=initial, today=desk.today, known=known_plan(facts), earlier=earlier)


def begin_plan(desk: Desk, draft: dict[str, Any] | None) -> dict[str, Any]:
    """What the form holds at first: the draft; else a plan that was taken back, or what is known and still to do."""
    if draft is not None:
        return draft
    facts = facts_that_stand(desk.stream)
    before = taken_back(desk.stream, RiskPlanned)
    held: dict[str, Any] = {each.name: each.text for each in known_plan(facts)}
    held |= plan_of(before.content).texts if before else {}
    plans = [before] if before else of_kind(facts, RiskPlanned)
    acts = [act for act in plan_of(plans[-1].content).acts if act.by_on and act.by_on >= desk.today] if plans else []
    for (row, _), act in zip(act_rows(), acts, strict=False):
        held |= {f"{row}_what": act.what, f"{row}_who": act.who or "", f"{row}_by": say_day(act.by_on or desk.today)}
    return held

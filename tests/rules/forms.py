"""A case to record on, and what was typed into its forms."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.standards.story import Story, story
from throughcare.facts import Author, Fact
from throughcare.facts.drafts import Draft, as_facts
from throughcare.facts.stream import appended, in_order, standing
from throughcare.facts.supervision import Meeting, Outcome
from throughcare.rules.arrangement import Arrangement
from throughcare.rules.case import CaseState, case_of
from throughcare.rules.refusals import NotRecorded
from throughcare.rules.supervision import ContactRequest

TODAY = date(2016, 3, 16)  # a Wednesday


def day(text: str) -> date:
    return date.fromisoformat(text)


def arranged(told: Story, on: str, thread: str, meeting: str = "OFFICE", officer: str | None = "A") -> Story:
    said = {"meeting": meeting, "officer": officer, "at_time": "10:00"}
    return told.happens("appointment_arranged", on, thread=thread, **said)


TOLD = arranged(
    arranged(
        arranged(story().sentenced("2016-03-03").allocated("2016-03-04", to="C01/A"), "2016-03-10", "PAST"),
        "2016-03-24",
        "AHEAD",
    ),
    "2016-03-11",
    "DONE",
).happens("appointment", "2016-03-11", thread="DONE", outcome="ATTENDED", officer="A")


def state_of(facts: tuple[Fact, ...]) -> CaseState:
    return case_of(in_order(standing(facts, as_of=date.max)))


CASE = state_of(TOLD.facts)

SEEN = ContactRequest(
    on=day("2016-03-15"), meeting=Meeting.OFFICE, outcome=Outcome.ATTENDED, officer="A", note="Came on time."
)
NEXT = Arrangement(on=day("2016-03-22"), at_time="9:30", meeting=Meeting.OFFICE)


def typed(**said: Any) -> ContactRequest:
    """A contact that would be recorded, but for what is said."""
    return replace(SEEN, **said)


def recorded(drafts: list[Draft], told: Story = TOLD) -> tuple[Fact, ...]:
    """The stream with the drafts as its next facts, as an action would append them."""
    at = datetime(2016, 3, 16, 12, tzinfo=UTC)
    facts = told.facts
    for fact in as_facts(drafts, person="ann", after=len(facts), recorded_at=at, by=Author("A", "C01")):
        facts = appended(facts, fact)
    return facts


def said_of(drafts: list[Draft]) -> list[tuple[str, date, dict[str, Any], str | None, str | None]]:
    """Each draft as kind, day, what it says (what it does not say is left out), thread and note."""
    return [
        (d.kind.kind, d.on, {k: v for k, v in d.payload.items() if v is not None}, d.thread, d.note) for d in drafts
    ]


def faults_of(decide: Callable[[], object]) -> dict[str, str]:
    """What a decision is refused for, by field; each field once, and the message tells all of them."""
    with pytest.raises(NotRecorded) as refused:
        decide()
    faults = refused.value.faults
    assert len({fault.field for fault in faults}) == len(faults)
    assert all(fault.sentence in str(refused.value) for fault in faults)
    assert all(fault.sentence.endswith((".", "?")) for fault in faults)
    return {fault.field: fault.sentence for fault in faults}

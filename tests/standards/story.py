"""What happened to one person, told in order of recording, so that a case reads as a sentence.

    story().sentenced("2015-03-02").allocated("2015-03-04", to="C01/A").attended("2015-03-09", "A")

Every call adds one fact, numbered from 1. Days are written as 2015-03-02; an allocation names its organisation and
its practitioner as `C01/A`; where a case says nothing of it, the order is "1" and the sentence a community order.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from throughcare.facts import KINDS, Fact

PERSON = "ann"
LONG_AFTER = "2018-12-31"
"""The as-of day of a case that names none: everything is over by then."""


@dataclass(frozen=True)
class Story:
    """One person's facts so far."""

    facts: tuple[Fact, ...] = ()

    @property
    def streams(self) -> dict[str, tuple[Fact, ...]]:
        """The facts as one stream by person."""
        return {PERSON: self.facts}

    def happens(self, kind: str, on: str, *, thread: str | None = None, **said: Any) -> Story:
        """One more fact, of any kind."""
        fact = KINDS[kind](person=PERSON, number=len(self.facts) + 1, on=date.fromisoformat(on), thread=thread, **said)
        return Story((*self.facts, fact))

    # --- court and checks

    def report_requested(
        self, on: str, order: str = "1", *, thread: str | None = "R1", due_on: str | None = None
    ) -> Story:
        return self.happens("report_requested", on, order=order, thread=thread, due_on=_day(due_on))

    def report_adjourned(
        self, on: str, order: str = "1", *, thread: str | None = "R1", due_on: str | None = None
    ) -> Story:
        return self.happens("report_adjourned", on, order=order, thread=thread, due_on=_day(due_on))

    def report_called_off(self, on: str, order: str = "1", *, thread: str | None = "R1") -> Story:
        return self.happens("report_called_off", on, order=order, thread=thread)

    def report_delivered(
        self,
        on: str,
        format: str | None = "ORAL",
        *,
        by: str | None = "N01",
        order: str = "1",
        thread: str | None = "R1",
    ) -> Story:
        return self.happens("report_delivered", on, order=order, format=format, provider=by, thread=thread)

    def report_recorded(self, on: str, order: str = "1", *, thread: str | None = "R1") -> Story:
        return self.happens("report_recorded", on, order=order, thread=thread)

    def check_requested(self, on: str, check: str | None = "DV", *, thread: str | None = "K1") -> Story:
        return self.happens("check_requested", on, check=check, thread=thread)

    def check_returned(
        self, on: str, check: str = "DV", result: str | None = "NONE", *, thread: str | None = "K1"
    ) -> Story:
        return self.happens("check_returned", on, check=check, result=result, thread=thread)

    # --- handover

    def provider_decided(self, on: str, who: str | None = "CRC", order: str = "1", *, by: str | None = "N01") -> Story:
        return self.happens("provider_decided", on, order=order, decided_type=who, rule_gives=who, provider=by)

    def handover_sent(
        self, on: str, order: str = "1", *, to: str | None = "C01", thread: str | None = "H1", by_day: str | None = None
    ) -> Story:
        return self.happens(
            "handover_sent",
            on,
            order=order,
            thread=thread,
            from_provider="N01",
            to_provider=to,
            reply_by=_day(by_day),
        )

    def handover_answered(
        self,
        on: str,
        reply: str | None = "ACCEPTED",
        order: str = "1",
        *,
        to: str | None = "C01",
        thread: str | None = "H1",
    ) -> Story:
        return self.happens(
            "handover_answered",
            on,
            order=order,
            thread=thread,
            from_provider="N01",
            to_provider=to,
            handover_reply=reply,
        )

    def concern_of_staff(self, on: str, *, thread: str | None = "S1") -> Story:
        return self.happens("staff_concern_raised", on, thread=thread, staff_concern="NOT TRAINED", officer="A")

    def concern_of_staff_answered(self, on: str, *, thread: str | None = "S1") -> Story:
        return self.happens("staff_concern_answered", on, thread=thread, staff_reply="NOTHING CHANGED", officer="M")

    # --- sentence, release, allocation, end

    def sentenced(self, on: str, order: str = "1", disposal: str | None = "COMMUNITY ORDER") -> Story:
        return self.happens("sentenced", on, order=order, disposal=disposal)

    def sent_to_custody(self, on: str, order: str = "1") -> Story:
        return self.sentenced(on, order, "IMMEDIATE CUSTODY")

    def released(self, on: str, order: str = "1") -> Story:
        return self.happens("released", on, order=order)

    def allocated(self, on: str, order: str = "1", *, to: str = "C01/A") -> Story:
        provider, _, officer = to.partition("/")
        return self.happens("allocated", on, order=order, provider=provider or None, officer=officer or None)

    def ended(self, on: str, order: str = "1") -> Story:
        return self.happens("ended", on, order=order)

    def convicted(self, on: str) -> Story:
        return self.happens("convicted", on)

    # --- risk

    def concern(self, on: str, register: str | None = "DA PERPETRATOR") -> Story:
        return self.happens("concern", on, register=register)

    def changed(self, on: str) -> Story:
        return self.happens("significant_change", on)

    def assessed(
        self,
        on: str,
        assessment: str | None,
        level: str | None = None,
        status: str | None = "COMPLETE",
        full_needed: str | None = None,
    ) -> Story:
        return self.happens("assessed", on, assessment=assessment, level=level, status=status, full_needed=full_needed)

    def exempted(self, on: str, *, thread: str | None = "X1") -> Story:
        return self.happens("full_exempted", on, thread=thread, officer="A")

    def exemption_answered(self, on: str, countersigned: str | None = "Y", *, thread: str | None = "X1") -> Story:
        return self.happens("exemption_answered", on, thread=thread, countersigned=countersigned, officer="M")

    def screened(self, on: str, level: str | None = "LOW", status: str | None = "COMPLETE") -> Story:
        return self.assessed(on, "SCREENING", level, status)

    def reviewed(self, on: str, level: str | None = None, status: str | None = "COMPLETE") -> Story:
        return self.assessed(on, "REVIEW", level, status)

    # --- supervision

    def arranged(self, on: str, officer: str | None = None) -> Story:
        return self.happens("appointment_arranged", on, officer=officer)

    def appointment(self, on: str, outcome: str | None, officer: str | None = "A") -> Story:
        return self.happens("appointment", on, outcome=outcome, officer=officer)

    def attended(self, on: str, officer: str | None = "A") -> Story:
        return self.appointment(on, "ATTENDED", officer)

    def missed(self, on: str, officer: str | None = "A") -> Story:
        return self.appointment(on, "UNACCEPTABLE ABSENCE", officer)

    def visited(self, on: str, officer: str | None = "A", outcome: str | None = "ATTENDED") -> Story:
        return self.happens("home_visit", on, outcome=outcome, officer=officer)

    def planned(self, on: str, officer: str | None = "A") -> Story:
        return self.happens("plan", on, officer=officer)

    def overseen(self, on: str) -> Story:
        return self.happens("oversight", on, officer="M")

    # --- escalation

    def escalated(self, on: str, *, thread: str | None = "E1") -> Story:
        return self.happens("escalated", on, thread=thread, from_provider="C01", to_provider="N01")

    def decided(
        self, on: str, decision: str | None = "ACCEPTED", *, thread: str | None = "E1", by: str | None = "N01"
    ) -> Story:
        return self.happens("escalation_decided", on, thread=thread, decision=decision, to_provider=by)

    def notified(self, on: str) -> Story:
        return self.happens("agency_notified", on)

    # --- the record

    def withdrawn(self, number: int, on: str = "2016-06-01") -> Story:
        return self.happens("withdrawn", on, target=number)

    def wrong_person(self, number: int, on: str = "2016-06-01") -> Story:
        return self.happens("wrong_person", on, target=number)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def story() -> Story:
    """Somebody of whom nothing is known yet."""
    return Story()


def cases(table: dict[str, tuple[Any, ...]]) -> pytest.MarkDecorator:
    """A table of cases by their words: (given, then), or (given, as-of day, then)."""
    rows = [row if len(row) == 3 else (row[0], LONG_AFTER, row[1]) for row in table.values()]
    return pytest.mark.parametrize(("given", "as_of", "then"), rows, ids=list(table))

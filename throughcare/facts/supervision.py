"""Supervision: appointments, home visits, plans, and what staff must know before they meet a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from throughcare.facts.fact import Coded, Fact, Officer, Source, YesNo, kind


class Outcome(Coded):
    """What became of an appointment or a home visit."""

    ATTENDED = "ATTENDED", "Attended"
    ACCEPTABLE_ABSENCE = "ACCEPTABLE ABSENCE", "Acceptable absence"
    UNACCEPTABLE_ABSENCE = "UNACCEPTABLE ABSENCE", "Unacceptable absence"


class Meeting(Coded):
    """The kinds of meeting that can be arranged."""

    OFFICE = "OFFICE", "Appointment"
    HOME = "HOME", "Home visit"


class NeedKind(Coded):
    """What a person needs so that they can follow and be followed."""

    INTERPRETER = "INTERPRETER", "Needs an interpreter"
    WELSH = "WELSH", "Prefers Welsh"
    EASY_READ = "EASY READ", "Needs easy read"
    SIGN_LANGUAGE = "SIGN LANGUAGE", "Uses sign language"
    OTHER = "OTHER", "Other need"


_CONTACT = {"outcome": "Outcome", "officer": "OfficerCode"}


@kind(rank=140, recorded_by="practitioner")
@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentArranged(Fact):
    """A meeting was arranged; `on` is the day for which it was arranged, which may lie ahead."""

    meeting: Annotated[Meeting | None, "appointment or home visit"] = None
    officer: Annotated[Officer | None, "with whom"] = None
    at_time: Annotated[str | None, "the time of day, as hours and minutes"] = None


@kind(
    rank=150,
    recorded_by="practitioner",
    sources=(Source("contacts", "ContactDate", _CONTACT, only=("ContactType", "OFFICE")),),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment(Fact):
    """An appointment's day came. It had been arranged; the outcome says what became of it."""

    outcome: Annotated[Outcome | None, "what became of it"] = None
    officer: Annotated[Officer | None, "with whom"] = None


@kind(
    rank=160,
    recorded_by="practitioner",
    sources=(Source("contacts", "ContactDate", _CONTACT, only=("ContactType", "HOME")),),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class HomeVisit(Fact):
    """A home visit's day came. It had been arranged; the outcome says what became of it."""

    outcome: Annotated[Outcome | None, "what became of it"] = None
    officer: Annotated[Officer | None, "by whom"] = None


@kind(
    rank=170,
    recorded_by="practitioner",
    sources=(Source("contacts", "ContactDate", {"officer": "OfficerCode"}, only=("ContactType", "PLAN")),),
)
@dataclass(frozen=True, slots=True, kw_only=True)
class Plan(Fact):
    """A sentence plan was completed."""

    officer: Annotated[Officer | None, "who wrote it"] = None


@kind(rank=210, recorded_by="practitioner")
@dataclass(frozen=True, slots=True, kw_only=True)
class CommunicationNeed(Fact):
    """What the person needs in order to understand and be understood."""

    need: Annotated[NeedKind | None, "which need"] = None
    detail: Annotated[str | None, "for example the language"] = None
    over: Annotated[YesNo | None, "yes where the need is over"] = None


@kind(rank=220, recorded_by="practitioner or manager")
@dataclass(frozen=True, slots=True, kw_only=True)
class StaffSafety(Fact):
    """What a member of staff must know before they meet the person alone or at home."""

    warning: Annotated[str | None, "the danger, in plain words"] = None
    safe_way: Annotated[str | None, "how to meet or reach the person safely"] = None
    visit_in_pairs: Annotated[YesNo | None, "whether two must go"] = None

"""One fact in the words of a page: what it was, what it says, and by name whom it names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from throughcare.calendar import LONDON, london_day, working_days_between
from throughcare.facts import (
    NOT_RECORDED,
    Coded,
    Fact,
    YesNo,
    allocation,
    checks,
    court,
    escalation,
    identity,
    oversight,
    payload_of,
    risk,
    scores,
    supervision,
)
from throughcare.facts.words import plain_name, say_day, say_kind
from throughcare.records.queries.person import Names, coded_fields
from throughcare.web.design.words import plural
from throughcare.web.people.standards import title_of
from throughcare.web.scores.fact_words import more_said, say_answers, say_asked_correction, say_past_score

LONG_AFTER = 5
"""From so many working days between the event and its record on, the delay is marked: for a working week nobody else
could know of it. The number is ours."""

LABELS = {
    "order": "Order",
    "officer": "With",
    "provider": "Organisation",
    "assessor": "By",
    "from_provider": "From",
    "to_provider": "To",
    "expected_end_on": "Expected end",
    "due_on": "Asked for by",
    "offence_on": "Offence of",
    "visit_in_pairs": "Two must go",
    "given_names": "First names",
    "born_on": "Born",
    "standard": "Duty",
}
"""The label of a field, where its name would not do."""

_BY = (
    *("plan", "oversight", "significant_change", "agency_notified", "score_answered", "correction_decided"),
    *("full_exempted", "exemption_answered", "risk_planned"),
)
"""In these kinds, the officer is who did it, and not whom the person met."""


@dataclass(frozen=True, slots=True)
class FactWords:
    """A fact as it is shown: what it was in a few words, what more it says (label and value), and who recorded it.

    `delay` is said apart where it was recorded long after it happened.
    """

    number: int
    on: str
    title: str
    says: tuple[tuple[str, str], ...]
    note: str
    recorded: str
    delay: str


def words_of(fact: Fact, names: Names) -> FactWords:
    """Everything that is shown of a fact."""
    title, told = title_and_told(fact)
    after = _days_after(fact)
    return FactWords(
        number=fact.number,
        on=say_day(fact.on),
        title=title,
        says=tuple(
            _said(fact, name, value, names)
            for name, value in payload_of(fact).items()
            if value is not None and name not in told
        )
        + more_said(fact),
        note=fact.note or "",
        recorded=_recorded(fact, names, "" if after >= LONG_AFTER else _say_after(after)),
        delay=f"recorded {_say_after(after)}" if after >= LONG_AFTER else "",
    )


def short_words(fact: Fact) -> str:
    """A fact in a few words: *Home visit: attended*."""
    return title_and_told(fact)[0]


# --- titles: the kind with what matters most of it ----------------------------------------------------------------

Titled = tuple[str, frozenset[str]]
"""What a fact was, and the fields that need not be told again."""


def title_and_told(fact: Fact) -> Titled:
    """The title of a fact: its kind in words, with what matters most of what it says."""
    make = _TITLES.get(type(fact))
    return make(fact) if make else (say_kind(fact.kind).capitalize(), frozenset())


def _lower(code: Coded | None) -> str:
    return code.label.lower() if code else NOT_RECORDED


def _with(words: str, *fields: str) -> Callable[[Any], Titled]:
    """The words, then the labels of coded fields: *Home visit: attended*."""

    def make(fact: Any) -> Titled:
        values = [getattr(fact, name) for name in fields]
        said = ", ".join(_lower(value) for value in values if value is not None)
        return (f"{words}: {said}" if said else words), frozenset(fields)

    return make


def _asked(fact: checks.CheckRequested) -> Titled:
    return f"{fact.check.label if fact.check else 'A check'} asked", frozenset({"check"})


def _back(fact: checks.CheckReturned) -> Titled:
    what = fact.check.label if fact.check else "A check"
    return f"{what} back: {say_result(fact.result)}", frozenset({"check", "result"})


def say_result(result: checks.CheckResult | None) -> str:
    """What an agency answered, in few words: *concern*, *nothing held*."""
    return result.label.removeprefix("Known: ").lower() if result else f"answer {NOT_RECORDED}"


def _arranged(fact: supervision.AppointmentArranged) -> Titled:
    what = _lower(fact.meeting) if fact.meeting else "a meeting"
    return f"Arranged: {what}{f' at {fact.at_time}' if fact.at_time else ''}", frozenset({"meeting", "at_time"})


def _assessed(fact: risk.Assessed) -> Titled:
    what = fact.assessment.label if fact.assessment else "Assessment"
    status = f" {_lower(fact.status)}" if fact.status else ""
    level = f": {_lower(fact.level)} risk of serious harm" if fact.level else ""
    return f"{what}{status}{level}", frozenset({"assessment", "status", "level", "content"})


def _need(fact: supervision.CommunicationNeed) -> Titled:
    over = " no longer" if fact.over is YesNo.YES else ""
    return f"{fact.need.label if fact.need else 'A need'}{over}", frozenset({"need", "over"})


def _limited(fact: identity.AccessLimited) -> Titled:
    words = "A limit of access is over" if fact.over is YesNo.YES else "Access limited"
    return f"{words}: {_lower(fact.limit)}", frozenset({"limit", "over"})


def _told(fact: escalation.AgencyNotified) -> Titled:
    return f"Told of a change: {fact.agency or NOT_RECORDED}", frozenset({"agency"})


def _warned(fact: supervision.StaffSafety) -> Titled:
    return f"Safety warning: {fact.warning or NOT_RECORDED}", frozenset({"warning"})


def _explained(fact: oversight.MissedDutyExplained) -> Titled:
    return f"Why a duty was missed: {_lower(fact.missed_reason)}", frozenset({"missed_reason", "opened_by"})


def _planned(_fact: risk.RiskPlanned) -> Titled:
    return "Risk management plan", frozenset({"content"})


def _countersigned(fact: risk.ExemptionAnswered) -> Titled:
    words = "countersigned" if fact.countersigned is YesNo.YES else "not countersigned"
    return f"Exemption from the full analysis {words}", frozenset({"countersigned"})


def _mappa(fact: risk.MappaManaged) -> Titled:
    words = " no longer" if fact.over is YesNo.YES else ""
    return f"Public protection arrangements (MAPPA){words}", frozenset({"over"})


_TITLES: dict[type[Fact], Callable[[Any], Titled]] = {
    court.Sentenced: _with("Sentenced", "disposal"),
    court.ReportRequested: _with("Report asked for by the court", "format"),
    court.ReportDelivered: _with("Report given to the court", "format"),
    court.ReportRecorded: _with("Report written down", "format"),
    checks.CheckRequested: _asked,
    checks.CheckReturned: _back,
    risk.Concern: _with("Put on the record", "register"),
    risk.SignificantChange: _with("Significant change"),
    risk.Assessed: _assessed,
    risk.FullExempted: _with("Exemption from the full analysis asked for"),
    risk.ExemptionAnswered: _countersigned,
    risk.RiskPlanned: _planned,
    risk.MappaManaged: _mappa,
    allocation.Allocated: _with("Allocated"),
    supervision.AppointmentArranged: _arranged,
    supervision.Appointment: _with("Appointment", "outcome"),
    supervision.HomeVisit: _with("Home visit", "outcome"),
    supervision.Plan: _with("Plan completed"),
    supervision.CommunicationNeed: _need,
    supervision.StaffSafety: _warned,
    scores.ScoreAnswered: lambda fact: (say_answers(fact), frozenset({"answers"})),
    scores.Scored: lambda fact: (say_past_score(fact), frozenset({"formula", "form", "figures", "band"})),
    scores.CorrectionAsked: lambda fact: (say_asked_correction(fact), frozenset({"question"})),
    scores.CorrectionDecided: _with("Correction decided", "reply"),
    escalation.Escalated: _with("Referred because risk had risen"),
    escalation.EscalationDecided: _with("Referral decided", "decision"),
    escalation.AgencyNotified: _told,
    oversight.Oversight: _with("Management oversight"),
    oversight.MissedDutyExplained: _explained,
    identity.Identified: _with("Who they are"),
    identity.AccessLimited: _limited,
    identity.LimitsReviewed: _with("Limits of access looked at again"),
}


# --- fields -------------------------------------------------------------------------------------------------------


def _said(fact: Fact, name: str, value: object, names: Names) -> tuple[str, str]:
    """A field as its label and what it holds."""
    return _label(fact, name), _value(fact, name, value, names)


def _label(fact: Fact, name: str) -> str:
    if name == "officer":
        if isinstance(fact, identity.AccessLimited):
            return "Who"
        if isinstance(fact, allocation.Allocated):
            return "Practitioner"
        return "By" if fact.kind in _BY else LABELS[name]
    return LABELS.get(name) or plain_name(name).capitalize()


def _value(fact: Fact, name: str, value: object, names: Names) -> str:
    what = coded_fields(fact.kind).get(name)
    if what is not None:
        return names.of(what, str(value), getattr(fact, "provider", None))
    if isinstance(fact, oversight.MissedDutyExplained) and name == "standard":
        return title_of(fact.standard)
    if isinstance(value, Coded):
        return value.label
    return say_day(value) if isinstance(value, date) else str(value)


# --- who recorded it, and how long after --------------------------------------------------------------------------


def _recorded(fact: Fact, names: Names, after: str) -> str:
    """Who recorded a fact, and when: *Recorded by Priya Shah on 4 March 2016 at 09:30, 2 working days after*."""
    if fact.recorded_at is None:
        return "When it was recorded is not known"
    if fact.by is None:
        return f"From an extract, known here since {say_day(london_day(fact.recorded_at))}"
    who = f"Recorded by {names.of_staff(fact.by.staff)} on {say_moment(fact.recorded_at)}"
    return f"{who}, {after}" if after else who


def say_moment(at: datetime) -> str:
    """An instant within a sentence: *4 March 2016 at 09:30*."""
    local = at.astimezone(LONDON)
    return f"{say_day(local.date())} at {local:%H:%M}"


def _days_after(fact: Fact) -> int:
    """How many working days after it happened a fact was recorded. Of an extract it is not known: 0."""
    if fact.recorded_at is None or fact.by is None:
        return 0
    return max(0, working_days_between(fact.on, london_day(fact.recorded_at)))


def _say_after(days: int) -> str:
    return f"{plural(days, 'working day')} after" if days else ""

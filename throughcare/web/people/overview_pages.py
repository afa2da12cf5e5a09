"""The words of a person's overview: what is due, how it goes, who is involved, and what can be done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from throughcare.facts import Fact
from throughcare.facts.supervision import AppointmentArranged, Meeting
from throughcare.facts.words import lower_first, say_day
from throughcare.records.queries.person import Names
from throughcare.records.queries.todo import pressing
from throughcare.rules.access import Power, Viewer, can_record, may
from throughcare.rules.case import ArrangedMeeting, CaseState, CheckState, Contact, MissingKind
from throughcare.rules.safety import safety_card, say_safety_card
from throughcare.rules.takeover import has_new_holder
from throughcare.rules.tasks import BY_OTHER_DESKS, ON_A_CHECK, Owes, Task, duty_of, is_protected, rule_of, say_lateness
from throughcare.standards.obligations import Obligation, Owed
from throughcare.web.design.desk_addresses import address_at_desk, power_at_desk
from throughcare.web.design.words import plural
from throughcare.web.people.fact_words import short_words
from throughcare.web.people.header import Link, address, say_check, say_holder
from throughcare.web.people.opening import Opened
from throughcare.web.people.standards import is_by_contract, say_clock
from throughcare.web.provider.pages import overview_lines

CHANGED_DAYS = 30
CHANGED_SHOWN = 8
"""So many of what changed lately are shown; the timeline has the rest."""
NO_FORM = "It is for the practitioner who holds the case to assess. There is no form for it here yet."
"""What is said of an assessment that is missing; a contact form could not record one."""
_TO_ASSESS = {MissingKind.NO_SCREENING, MissingKind.SCREENING_INCOMPLETE, MissingKind.FULL_MISSING}

_WOULD_TELL = {MissingKind.NO_SCREENING, MissingKind.CHECK_NOT_BACK, MissingKind.AGENCY_NOT_RUNG}
"""What is missing where it is not known whether a visit or oversight is owed."""


@dataclass(frozen=True, slots=True)
class DueReading:
    """What one clock says of a duty; the clock is blank where only one reads it."""

    clock: str
    words: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class DueLine:
    """One thing that is due: what each clock says of it, and the button that settles it or who owes it.

    It is a duty that is open, with where it is explained; or a meeting whose day came, and that has no outcome.
    """

    title: str
    readings: tuple[DueReading, ...]
    is_late: bool
    is_owed: bool
    button: Link | None
    owed_by: str
    why: str


@dataclass(frozen=True, slots=True)
class Overview:
    """What a person's overview says."""

    due: tuple[DueLine, ...]
    safety: tuple[str, ...]
    has_warning: bool
    facts: tuple[tuple[str, tuple[str, ...]], ...]
    changed: tuple[tuple[str, str], ...]
    more_changed: int
    involved: tuple[tuple[str, str], ...]
    involved_words: str
    actions: tuple[Link, ...]
    reports: tuple[Link, ...] = ()
    takeover: str = ""
    """The address of the page for taking over, where somebody took the case over lately."""


def overview_of(
    opened: Opened,
    state: CaseState,
    facts: Sequence[Fact],
    duties: Iterable[Obligation],
    names: Names,
    viewer: Viewer,
    today: date,
) -> Overview:
    """The overview of today, for this viewer: buttons only where they may record."""
    card = safety_card(state)
    records = can_record(viewer, opened.case, stated_reason=opened.reason)
    sees_protected = may(viewer, Power.SEE_STAFF)
    duties = [duty for duty in duties if sees_protected or not is_protected(duty.standard)]
    button = _button_for(opened, facts, viewer) if records else _no_button
    changed = _changed(facts, today)
    return Overview(
        due=(
            *_without_outcome(opened, state, names, today, records),
            *_due(opened, state, duties, today, button),
        ),
        safety=say_safety_card(card) if card else (),
        has_warning=bool(state.safety),
        facts=tuple(_facts(state, names, today)),
        changed=tuple((say_day(fact.on), short_words(fact)) for fact in changed[:CHANGED_SHOWN]),
        more_changed=max(0, len(changed) - CHANGED_SHOWN),
        involved=tuple(_involved(state, names)),
        involved_words=_say_involved(state),
        actions=_actions(opened, viewer) if records else (),
        reports=tuple(_reports(opened, state)),
        takeover=address("takeover", opened) if has_new_holder(state, today) else "",
    )


# --- what is due


Button = Callable[[Task, int], Link | None]
"""From a task, and the number of the fact that opened it, to the form that settles it."""


def _no_button(_task: Task, _opened_by: int) -> Link | None:
    return None


def _button_for(opened: Opened, facts: Sequence[Fact], viewer: Viewer) -> Button:
    """Which form settles a task, for whoever may record; that of another desk only for whoever may work there."""
    crn = opened.person.crn
    by_number = {fact.number: fact for fact in facts}

    def at_desk(task: Task, opened_by: int) -> Link | None:
        power, fact = power_at_desk(task), by_number.get(opened_by)
        if power is None or not may(viewer, power):
            return None
        place = address_at_desk(task, crn, order=getattr(fact, "order", None), thread=fact.thread if fact else None)
        return Link(task.label, place) if place else None

    def button(task: Task, opened_by: int) -> Link | None:
        if task in ON_A_CHECK:
            return Link(task.label, reverse("check_of_fact", args=[crn, opened_by]))
        if task is Task.OVERSIGHT:
            may_oversee = may(viewer, Power.RECORD_OVERSIGHT)
            return Link(task.label, reverse("record_oversight", args=[crn])) if may_oversee else None
        if task in BY_OTHER_DESKS:
            return at_desk(task, opened_by)
        return Link(task.label, f"{reverse('record_contact', args=[crn])}?task={task.value}")

    return button


def _due(
    opened: Opened, state: CaseState, duties: Iterable[Obligation], today: date, button: Button
) -> tuple[DueLine, ...]:
    """Open duties, all readings of one duty in one line, in the order of the lists of every home; then those of which
    it is not known whether they are owed, as long as what would tell is missing.
    """
    is_still_unknown = any(missing.kind in _WOULD_TELL for missing in state.missing)

    def place(duty: Obligation) -> tuple[Any, ...]:
        return duty.owed is not Owed.YES, *pressing(duty.standard, _due_of(duty), state.rosh_level, today)

    lines: dict[tuple[str, Owed], list[Obligation]] = {}
    for duty in sorted((each for each in duties if each.owed is Owed.YES or is_still_unknown), key=place):
        lines.setdefault((duty_of(duty.standard), duty.owed), []).append(duty)
    return tuple(_due_line(opened, readings, today, button) for readings in lines.values())


def _without_outcome(opened: Opened, state: CaseState, names: Names, today: date, records: bool) -> tuple[DueLine, ...]:
    """The meetings whose day came, and of which it is not recorded what became of them."""
    return tuple(
        DueLine(
            title=_say_arranged(meeting, names),
            readings=(DueReading("", "what became of it is not recorded", is_late=False),),
            is_late=False,
            is_owed=True,
            button=Link("Record the outcome", reverse("outcome", args=[opened.person.crn, meeting.thread]))
            if records and meeting.thread
            else None,
            owed_by="",
            why="",
        )
        for meeting in state.arranged
        if meeting.on < today
    )


def _due_of(duty: Obligation) -> date:
    assert duty.due is not None  # what is open has a due day: gates are history at once
    return duty.due


def _due_line(opened: Opened, readings: list[Obligation], today: date, button: Button) -> DueLine:
    first = min(readings, key=lambda each: is_by_contract(each.standard))
    rule = rule_of(first.standard)
    pack, _, standard = first.standard.rpartition("/")
    settles = button(rule.task, first.opened_by) if rule.task else None
    both = len({is_by_contract(each.standard) for each in readings}) == 2
    told = dict.fromkeys(
        _reading(each, f"{say_clock(each.standard)} clock" if both else "", today) for each in readings
    )
    return DueLine(
        title=rule.short,
        readings=tuple(told),
        is_late=any(reading.is_late for reading in told),
        is_owed=first.owed is Owed.YES,
        button=settles,
        owed_by="" if settles or rule.owes in (None, Owes.PRACTITIONER) else f"for {lower_first(rule.owes.label)}",
        why=address("duty", opened, first.opened_by, pack, standard),
    )


def _reading(duty: Obligation, clock: str, today: date) -> DueReading:
    due = _due_of(duty)
    words = f"{say_lateness(due, today)} ({say_day(due)})"
    if duty.owed is Owed.YES:
        return DueReading(clock, words, due < today)
    return DueReading(clock, f"not known whether it is owed; if it is: {words}", is_late=False)


# --- how it goes


def _facts(state: CaseState, names: Names, today: date) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Label and lines of what an overview tells; what is missing is said as missing."""
    yield "Last contact", (_say_contact(state.last_contact, names) or "none recorded",)
    if state.last_contact != state.last_seen:
        yield "Last seen", (_say_contact(state.last_seen, names) or "not seen yet",)
    ahead = [meeting for meeting in state.arranged if meeting.on >= today]
    yield "Next contact", (_say_arranged(ahead[0], names) if ahead else "nothing arranged",)
    home = state.last_home_visit_on
    yield "Home visit", (f"last on {say_day(home)}" if home else "none recorded",)
    yield "Plan", (f"completed on {say_day(state.last_plan.on)}" if state.last_plan else "none recorded",)
    to_assess = {missing.kind for missing in state.missing} & _TO_ASSESS
    yield "Risk of serious harm", (_say_risk(state), *([NO_FORM] if to_assess else []))
    yield "Checks", tuple(f"{say_check(check)}{_say_after(check, state)}" for check in state.checks)
    oversight = state.last_oversight
    yield "Management oversight", (f"last on {say_day(oversight.on)}" if oversight else "none recorded",)
    yield "Communication needs", _say_needs(state)
    if decided := overview_lines(state):
        yield "Which organisation", decided


def _say_after(check: CheckState, state: CaseState) -> str:
    """What is said of a case that was allocated before an agency's answer, for as long as that is so."""
    allocated = state.allocated_on
    if allocated is None or check.asked_on is None or check.asked_on > allocated:
        return ""
    if check.returned_on is None:
        return f"; the case was allocated on {say_day(allocated)} without the answer"
    if check.returned_on <= allocated:
        return ""
    read = f"read on {say_day(check.acknowledged_on)}" if check.acknowledged_on else "not acknowledged yet"
    return f"; it came after the case was allocated, {read}"


def _reports(opened: Opened, state: CaseState) -> Iterable[Link]:
    """The reports to courts, latest first: what they say is read on a page of their own."""
    for report in reversed(state.reports):
        if report.thread is not None:
            label = report.format.label if report.format else "Report"
            on = report.delivered_on or report.asked_on
            when = f" of {say_day(on)}" if on else ""
            words = f"{label}{when}: {lower_first(report.stage.label)}"
            yield Link(words, reverse("report", args=[opened.person.crn, report.thread]))


def _say_contact(contact: Contact | None, names: Names) -> str:
    if contact is None:
        return ""
    outcome = contact.outcome.label.lower() if contact.outcome else "outcome not recorded"
    who = f", with {names.of_staff(contact.officer)}" if contact.officer else ""
    return f"{contact.meeting.label} on {say_day(contact.on)}, {outcome}{who}"


def _say_arranged(meeting: ArrangedMeeting, names: Names) -> str:
    what = meeting.meeting.label if meeting.meeting else Meeting.OFFICE.label
    time = f" at {meeting.at_time}" if meeting.at_time else ""
    who = f", with {names.of_staff(meeting.officer)}" if meeting.officer else ""
    return f"{what} on {say_day(meeting.on)}{time}{who}"


def _say_risk(state: CaseState) -> str:
    level = f"{state.rosh_level.label.lower()}, " if state.rosh_level else "level not known, "
    when = f" ({say_day(state.rosh_status_on)})" if state.rosh_status_on else ""
    return f"{level}assessment {state.rosh_status.label.lower()}{when}"


def _say_needs(state: CaseState) -> tuple[str, ...]:
    if not state.needs:
        return ("none recorded",)
    labelled = [(need.need.label if need.need else "A need", need.detail) for need in state.needs]
    return tuple(f"{label}: {detail}" if detail else label for label, detail in labelled)


def _changed(facts: Sequence[Fact], today: date) -> list[Fact]:
    """What happened in the last days, newest first; a meeting that was arranged is no change."""
    since = today - timedelta(days=CHANGED_DAYS)
    found = [fact for fact in facts if since < fact.on <= today and not isinstance(fact, AppointmentArranged)]
    return found[::-1]


# --- who is involved, and what can be done


def _involved(state: CaseState, names: Names) -> Iterable[tuple[str, str]]:
    """Whoever holds the case, then those who did, latest first."""
    if state.holder:
        yield say_holder(state.holder, names, with_grade=True), f"since {say_day(state.holder.since_on)}"
    for holder in reversed(state.earlier_holders):
        until = f" to {say_day(holder.until_on)}" if holder.until_on else ""
        yield say_holder(holder, names, with_grade=False), f"{say_day(holder.since_on)}{until}"


def _say_involved(state: CaseState) -> str:
    """How many practitioners the person has had, the present one counted."""
    has_now = bool(state.holder and state.holder.officer)
    many = state.practitioners_before + has_now
    if many == 0:
        return "No practitioner has been named yet."
    return f"They have had {plural(many, 'practitioner')}{'' if has_now else ', and have none now'}."


def _actions(opened: Opened, viewer: Viewer) -> tuple[Link, ...]:
    """What whoever may record can do from here; the first is the most usual."""
    crn = opened.person.crn
    links = [
        Link("Record a contact", reverse("record_contact", args=[crn])),
        Link("Arrange an appointment", reverse("arrange", args=[crn])),
    ]
    links.append(Link("Add a safety warning", reverse("safety", args=[crn])))
    if may(viewer, Power.RECORD_OVERSIGHT):
        links.append(Link("Record oversight", reverse("record_oversight", args=[crn])))
    if may(viewer, Power.ALLOCATE):
        links.append(Link("Allocate the case", reverse("allocate", args=[crn])))
    if may(viewer, Power.RAISE_CONCERN):
        links.append(Link("Raise a professional concern", reverse("raise_concern", args=[crn])))
    return tuple(links)

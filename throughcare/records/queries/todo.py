"""What is open in the cases of a list: duties as things to do, one for all that one act of one person would settle.

Every list and every count of what needs somebody is made here, so that a manager's number and the list behind it
cannot differ. However many cases there are, the number of queries stays the same.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import IntEnum
from typing import Any

from django.db.models import Case, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import JSONObject

from throughcare.facts import Fact
from throughcare.facts.record import ABOUT_THE_RECORD
from throughcare.facts.risk import RoshLevel
from throughcare.facts.stream import in_order, standing
from throughcare.facts.supervision import CommunicationNeed
from throughcare.records.models import CaseSummary, ObligationRow, StoredFact
from throughcare.records.queries.cases import cases_visible_to, how_many_visible_to
from throughcare.records.queries.duties import open_duties
from throughcare.records.streams import COLUMNS, fact_of
from throughcare.rules.access import Viewer
from throughcare.rules.case import Need
from throughcare.rules.case.supervision import read_needs
from throughcare.rules.case.values import known_value
from throughcare.rules.tasks import TASKS, Owes, Task, duty_of, is_protected, rule_of, sort_key
from throughcare.standards.obligations import Owed

THIS_WEEK = timedelta(days=7)


class Band(IntEnum):
    """How a thing stands to the day: late, due today, in the seven days after, or later."""

    LATE = 0
    TODAY = 1
    WEEK = 2
    LATER = 3


def band_of(due: date, today: date) -> Band:
    """Where a due day falls."""
    if due < today:
        return Band.LATE
    if due == today:
        return Band.TODAY
    return Band.WEEK if due <= today + THIS_WEEK else Band.LATER


@dataclass(frozen=True, slots=True)
class CaseRow:
    """What a line shows of a case. Blank text is not recorded; `arranged` and `checks` as the summary keeps them."""

    person: int
    crn: str
    given_names: str
    family_name: str
    organisation: str
    team: str
    officer: str
    held_since: date | None
    rosh_level: str
    domestic_abuse: bool
    child_concern: bool
    has_safety_warning: bool
    is_limited: bool
    last_seen_on: date | None
    arranged: list[dict[str, Any]]
    checks: list[dict[str, Any]]

    @property
    def level(self) -> RoshLevel | None:
        """The level of risk; None where it is not recorded."""
        return known_value(RoshLevel, self.rosh_level)


_CASE = (
    *("person_id", "person__crn", "person__given_names", "person__family_name", "organisation", "team", "officer"),
    *("held_since", "rosh_level", "domestic_abuse", "child_concern", "has_safety_warning", "is_limited"),
    *("last_seen_on", "arranged", "checks"),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """One duty as one clock reads it: open, or (where `met` says when) met."""

    row: int
    person: int
    standard: str
    opened_by: int
    opened: date
    due: date
    met: date | None = None


_READING = ("pk", "person_id", "standard", "opened_by", "opened", "due")


@dataclass(frozen=True, slots=True)
class Thing:
    """What one act would settle for one person: one task, with every open reading of its duties, most pressing first.

    `task` and `owes` are None for a standard of somebody's own pack, which has no form here.
    """

    person: int
    owes: Owes | None
    task: Task | None
    readings: tuple[Reading, ...]

    @property
    def lead(self) -> Reading:
        """The reading that presses most."""
        return self.readings[0]

    def band(self, today: date) -> Band:
        """How it stands to the day, by its most pressing reading."""
        return band_of(self.lead.due, today)


@dataclass(frozen=True, slots=True)
class Opening:
    """The fact that opened a duty: its kind, and which sentence it was or which organisation it asked, if either; the
    order and the thread of what is handed over, decided or raised.
    """

    kind: str
    disposal: str | None = None
    asked: str | None = None
    order: str | None = None
    thread: str | None = None


@dataclass(frozen=True, slots=True)
class Todo:
    """Cases by the number of their person, what is open in them, and what the lines tell of it."""

    cases: Mapping[int, CaseRow]
    things: Sequence[Thing]
    openings: Mapping[int, Opening]
    met: Mapping[tuple[int, str], Sequence[Reading]] = field(default_factory=dict)
    """What one clock holds to be met already, by person and duty."""

    def order(self, thing: Thing, today: date) -> tuple[Any, ...]:
        """The place of a thing on a list: how late, the harm it can still prevent, the risk, the due day."""
        return pressing(thing.lead.standard, thing.lead.due, self.cases[thing.person].level, today)


def current_cases(viewer: Viewer, officer: str | None = None) -> QuerySet[CaseSummary]:
    """The active cases that this user may see; of one practitioner, where named."""
    cases = cases_visible_to(viewer).filter(is_active=True)
    return cases if officer is None else cases.filter(officer=officer)


def case_rows(cases: QuerySet[CaseSummary]) -> dict[int, CaseRow]:
    """What lines show of these cases, by the number of the person."""
    return {row[0]: CaseRow(*row) for row in cases.values_list(*_CASE)}


def how_many_people(viewer: Viewer) -> int:
    """How many people there are whose case this user may see, current or not."""
    return how_many_visible_to(viewer)


def todo_of(viewer: Viewer, officer: str, today: date) -> Todo:
    """Everything open in the cases of one practitioner, with what opened it and what another clock has met; but for
    what is protected, which is not theirs to know.
    """
    rows = case_rows(current_cases(viewer, officer))
    cases = CaseSummary.objects.filter(pk__in=list(rows))  # seen to be visible: that is not asked again of each duty
    readings = [each for each in open_readings(cases, today) if not is_protected(each.standard)]
    things = things_of(readings, rows, today)
    return Todo(rows, things, openings_of([thing.lead for thing in things]), met_readings(cases, readings, today))


def open_readings(cases: QuerySet[CaseSummary], today: date) -> list[Reading]:
    """Every open duty of these cases."""
    return [Reading(*row) for row in open_duties(cases, today).values_list(*_READING)]


def things_of(readings: Iterable[Reading], cases: Mapping[int, CaseRow], today: date) -> list[Thing]:
    """Open duties put together by what settles them. A duty of a case that is not among these is left out."""
    grouped: dict[tuple[int, Owes | None, str], list[Reading]] = defaultdict(list)
    for reading in readings:
        if reading.person in cases:
            rule = rule_of(reading.standard)
            grouped[reading.person, rule.owes, rule.task or duty_of(reading.standard)].append(reading)
    return [
        Thing(
            person,
            owes,
            rule_of(found[0].standard).task,
            tuple(sorted(found, key=lambda each: _place(each, cases[each.person].level, today))),
        )
        for (person, owes, _), found in grouped.items()
    ]


def _place(reading: Reading, level: RoshLevel | None, today: date) -> tuple[Any, ...]:
    """The place of a reading among those of one thing; the rest makes it certain."""
    return *pressing(reading.standard, reading.due, level, today), reading.standard, reading.opened_by


def pressing(standard: str, due: date, level: RoshLevel | None, today: date) -> tuple[Any, ...]:
    """The place of a duty among others: by its band, then as `rules.tasks` says.

    What is not due yet stands by its day first: there is time for all of it.
    """
    band = band_of(due, today)
    return band, date.min if band in (Band.LATE, Band.TODAY) else due, *sort_key(standard, level, due)


def openings_of(readings: Sequence[Reading]) -> dict[int, Opening]:
    """The facts that opened these duties, by the row of the duty."""
    opening = StoredFact.objects.filter(person=OuterRef("person"), number=OuterRef("opened_by"))
    content = Case(When(kind__in=_SAYS_MORE, then="content"))
    fact = Subquery(opening.values(fact=JSONObject(kind="kind", content=content))[:1])
    rows = ObligationRow.objects.filter(pk__in=[each.row for each in readings]).values_list("pk", fact)
    return {row: _opening(**fact) for row, fact in rows if fact}


_SAYS_MORE = (
    *("sentenced", "escalated", "allocated", "provider_decided"),
    *("handover_sent", "handover_answered", "staff_concern_raised"),
)
"""The kinds of which more is told than that they opened a duty, or whose order or thread leads to its form."""


def _opening(kind: str, content: str | None) -> Opening:
    whole = json.loads(content) if content else {}
    said = whole.get("payload", {})
    asked, order = said.get("to_provider"), said.get("order")
    return Opening(kind, said.get("disposal"), asked, order, whole.get("thread"))


def met_readings(
    cases: QuerySet[CaseSummary], beside: Iterable[Reading], today: date
) -> dict[tuple[int, str], list[Reading]]:
    """What is met by the day of the duties that are still open by another clock, in these cases: by person and duty."""
    since: dict[str, date] = {}
    for each in beside:
        duty = duty_of(each.standard)
        since[duty] = min(each.opened, since.get(duty, date.max))
    one_of = Q(pk__in=[])
    for name in sorted(since.keys() | {name for name, rule in TASKS.items() if rule.same_as in since}):
        one_of |= Q(standard__endswith=f"/{name}", met__gte=since[duty_of(name)])
    rows = ObligationRow.objects.filter(
        one_of,
        person__in=cases.values("pk"),
        owed=Owed.YES.value,
        due__isnull=False,
        opened__lte=today,
        met__lte=today,
    )
    found: dict[tuple[int, str], list[Reading]] = defaultdict(list)
    for row in rows.values_list(*_READING, "met"):
        reading = Reading(*row)
        found[reading.person, duty_of(reading.standard)].append(reading)
    return dict(found)


def count_by_band(things: Iterable[Thing], today: date) -> dict[Band, int]:
    """How many of these things stand in each band."""
    counts = dict.fromkeys(Band, 0)
    for thing in things:
        counts[thing.band(today)] += 1
    return counts


def needs_of(cases: Iterable[CaseRow]) -> dict[int, tuple[Need, ...]]:
    """What these people need in order to follow and be followed, by the number of the person; meant for a few."""
    crns = {case.person: case.crn for case in cases}
    kinds = [CommunicationNeed.kind, *(kind.kind for kind in ABOUT_THE_RECORD)]
    rows = StoredFact.objects.filter(person__in=list(crns), kind__in=kinds).order_by("person", "number")
    said: dict[int, list[Fact]] = {person: [] for person in crns}
    for person, *row in rows.values_list("person", *COLUMNS):
        said[person].append(fact_of(crns[person], row))
    return {person: read_needs(in_order(standing(facts, as_of=date.max))) for person, facts in said.items()}

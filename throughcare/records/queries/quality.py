"""The marks of reports, and how far readers agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from throughcare.calendar import LONDON, add_months
from throughcare.records.models import Person, QualityMark
from throughcare.records.queries.cases import hidden_people
from throughcare.records.queries.supervision import case_from
from throughcare.records.streams import streams_of
from throughcare.rules.access import Viewer
from throughcare.rules.quality import Marks, is_finished
from throughcare.rules.reports import report_of

MONTHS = 12
"""Marks of so many months are looked at. The number is ours."""

MarkedReport = tuple[int, str, str]
"""A report that somebody marked: the person, their number, and the thread."""


def marks_of(person: Person, thread: str) -> tuple[Marks, ...]:
    """Every reader's marks of one report; who may see which is for `rules.quality` to say."""
    rows = QualityMark.objects.filter(person=person, thread=thread).order_by("pk")
    values = rows.values_list("reader__code", "is_writer", "answers", "note")
    return tuple(Marks(code, is_writer, tuple(answers), note or None) for code, is_writer, answers, note in values)


def looked_at_since(today: date) -> date:
    """The first day of the period of which marks are looked at."""
    return add_months(today, -MONTHS)


def pairs_of(viewer: Viewer, since: date) -> list[tuple[tuple[bool, ...], tuple[bool, ...]]]:
    """The answers of writer and second reader of every report of the viewer's organisation that both have marked, the
    writer on this day or later; cases that are kept from the viewer are not counted.
    """
    rows = _marks_for(viewer).filter(Exists(_of_same_report(is_writer=True, at__gte=_start_of(since))))
    found: dict[tuple[int, str], dict[bool, tuple[bool, ...]]] = defaultdict(dict)
    for person, thread, is_writer, answers in rows.values_list("person", "thread", "is_writer", "answers"):
        found[person, thread][is_writer] = tuple(answers)
    return [(both[True], both[False]) for both in found.values() if len(both) == 2]


def waiting_for_second(viewer: Viewer, since: date) -> list[MarkedReport]:
    """The reports of the viewer's organisation that their writer has marked on this day or later and no second reader
    has, those that wait longest first. Which of them are read twice is for `rules.quality` to say.
    """
    rows = _marks_for(viewer).filter(~Exists(_of_same_report(is_writer=False)), at__gte=_start_of(since))
    return list(rows.order_by("at", "pk").values_list("person", "person__crn", "thread"))


def that_stand(reports: Sequence[MarkedReport]) -> list[MarkedReport]:
    """Those of some reports that are still finished: neither withdrawn from the record since, nor called off."""
    streams = streams_of([Person(pk=person, crn=crn) for person, crn in {each[:2] for each in reports}])
    cases = {crn: case_from(stream) for crn, stream in streams.items()}
    found = [(each, report_of(cases[each[1]], each[2])) for each in reports]
    return [each for each, report in found if report is not None and is_finished(report)]


def _marks_for(viewer: Viewer) -> QuerySet[QualityMark]:
    rows = QualityMark.objects.filter(organisation=viewer.organisation or "")
    return rows.exclude(person__in=hidden_people(viewer))


def _of_same_report(**said: Any) -> QuerySet[QualityMark]:
    return QualityMark.objects.filter(person=OuterRef("person"), thread=OuterRef("thread"), **said)


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=LONDON)

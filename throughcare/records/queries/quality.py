"""The marks of reports, and how far readers agree."""

from __future__ import annotations

from collections import defaultdict

from throughcare.records.models import Person, QualityMark
from throughcare.records.queries.cases import hidden_people
from throughcare.rules.access import Viewer
from throughcare.rules.quality import Marks


def marks_of(person: Person, thread: str) -> tuple[Marks, ...]:
    """Every reader's marks of one report; who may see which is for `rules.quality` to say."""
    rows = QualityMark.objects.filter(person=person, thread=thread).order_by("pk")
    values = rows.values_list("reader__code", "is_writer", "answers", "note")
    return tuple(Marks(code, is_writer, tuple(answers), note or None) for code, is_writer, answers, note in values)


def pairs_of(viewer: Viewer) -> list[tuple[tuple[bool, ...], tuple[bool, ...]]]:
    """The answers of writer and second reader of every report of the viewer's organisation that both have marked;
    cases that are kept from the viewer are not counted.
    """
    rows = QualityMark.objects.filter(organisation=viewer.organisation or "").exclude(person__in=hidden_people(viewer))
    found: dict[tuple[int, str], dict[bool, tuple[bool, ...]]] = defaultdict(dict)
    for person, thread, is_writer, answers in rows.values_list("person", "thread", "is_writer", "answers"):
        found[person, thread][is_writer] = tuple(answers)
    return [(both[True], both[False]) for both in found.values() if len(both) == 2]


def waiting_for_second(viewer: Viewer) -> list[tuple[int, str, str]]:
    """The reports of the viewer's organisation that their writer has marked and no second reader has: person, number
    and thread. Which of them are read twice is for `rules.quality` to say.
    """
    rows = QualityMark.objects.filter(organisation=viewer.organisation or "").exclude(person__in=hidden_people(viewer))
    by_report: dict[tuple[int, str, str], set[bool]] = defaultdict(set)
    for person, crn, thread, is_writer in rows.order_by("at").values_list(
        "person", "person__crn", "thread", "is_writer"
    ):
        by_report[person, crn, thread].add(is_writer)
    return [report for report, said in by_report.items() if said == {True}]

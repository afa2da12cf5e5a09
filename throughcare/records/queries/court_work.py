"""The reports and checks of an organisation's court work: what is asked for, what was said and not written, what is not
back. Of people who may be found by this user, and of them no more than these reports and checks.

Each is a row of its own (`CourtItem`) in the order of the queue, so that however much waits, a page reads what it shows
and counts the rest in the database.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from throughcare.records.models import CourtItem, Hearing, ReportDraft
from throughcare.records.queries.cases import hidden_people
from throughcare.records.queries.person import name_in_sentence
from throughcare.rules.access import Viewer

ORAL_REPORT = "/oral-report-recorded"
"""How the names of the standards on the written record of an oral report end, in whatever pack."""
GIVE, WRITE, CHECK = CourtItem.What.GIVE, CourtItem.What.WRITE, CourtItem.What.CHECK


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a report or check is about."""

    person: int
    crn: str
    name: str


@dataclass(frozen=True, slots=True)
class Report:
    """A report that is asked for, or (where `delivered` says when) given by word of mouth and not written down.

    `due` is the day that the court gave last, or by which the written record is owed; None where nobody said.
    """

    subject: Subject
    thread: str
    format: str
    stage: str
    court: str
    writer: str
    asked: date | None
    due: date | None
    delivered: date | None


@dataclass(frozen=True, slots=True)
class Check:
    """A check that was asked and whose answer is still to come."""

    subject: Subject
    check: str
    thread: str
    asked_of: str
    asked: date
    reply_by: date | None
    chased: date | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many of something wait, how many of them are late, and how many are due today."""

    many: int = 0
    late: int = 0
    due_today: int = 0


def court_items(viewer: Viewer, today: date) -> QuerySet[CourtItem]:
    """What the court work of the viewer's organisation waits for, in the order of the queue; with the people whom they
    are about.
    """
    ours = CourtItem.objects.filter(Q(until__isnull=True) | Q(until__gt=today), organisation=viewer.organisation or "")
    seen = ours.filter(Q(is_limited=False) | ~Q(person__in=hidden_people(viewer)))
    return seen.order_by("place", "person", "pk").prefetch_related("person")


def open_reports_through(hearing: Hearing) -> list[str]:
    """The threads of the reports that were asked for through this hearing and still wait. One query."""
    items = CourtItem.objects.filter(
        person=hearing.person_id, thread__in=hearing.threads, what__in=[CourtItem.What.GIVE, CourtItem.What.WRITE]
    )
    return list(items.order_by("pk").values_list("thread", flat=True))


def open_reports_of(hearings: Iterable[Hearing], people: Collection[int]) -> dict[int, list[str]]:
    """The same for a list, by the id of the hearing; of these people (as ids) and no others. One query."""
    items = CourtItem.objects.filter(person__in=people, what__in=[CourtItem.What.GIVE, CourtItem.What.WRITE])
    open_ = set(items.values_list("person", "thread"))
    return {
        each.pk: [thread for thread in each.threads if (each.person_id, thread) in open_] for each in hearings if open_
    }


def waiting(items: QuerySet[CourtItem], today: date) -> dict[str, Waiting]:
    """How many there are of each sort, by `CourtItem.What`. One query."""
    counted = {"many": Count("pk"), "late": Count("pk", Q(due__lt=today)), "now": Count("pk", Q(due=today))}
    rows = items.order_by().values("what").annotate(**counted).values_list("what", *counted)
    found = {what: Waiting(*numbers) for what, *numbers in rows}
    return {what.value: found.get(what, Waiting()) for what in CourtItem.What}


def with_each(items: QuerySet[CourtItem]) -> dict[str, int]:
    """How many are with whom: by the code of the writer or agency, blank for nobody. One query."""
    return dict(items.order_by().values_list("who").annotate(many=Count("pk")))


def to_read(items: QuerySet[CourtItem], reader: str) -> QuerySet[CourtItem]:
    """Those of these reports whose writer asked for a second reader and that no one has read since, but for the
    reader's own (their code).
    """
    asked = ReportDraft.objects.filter(
        person=OuterRef("person"), thread=OuterRef("thread"), to_read_since__isnull=False
    )
    return items.filter(Exists(asked), what=GIVE).exclude(who=reader)


def courts_among(items: QuerySet[CourtItem]) -> list[str]:
    """The courts that wait for these, in order of name. One query."""
    return list(items.exclude(court="").order_by("court").values_list("court", flat=True).distinct())


def reports_in(items: Iterable[CourtItem]) -> list[Report]:
    """These rows as reports, in their order."""
    return [
        Report(
            subject=_subject(each),
            thread=each.thread,
            format=each.code,
            stage=each.stage,
            court=each.court,
            writer=each.who,
            asked=each.asked,
            due=each.due,
            delivered=each.delivered,
        )
        for each in items
    ]


def checks_in(items: Iterable[CourtItem]) -> list[Check]:
    """These rows as checks, in their order."""
    return [
        Check(_subject(each), each.code, each.thread, each.who, each.place, each.due, each.chased) for each in items
    ]


def _subject(item: CourtItem) -> Subject:
    who = item.person
    return Subject(who.pk, who.crn, name_in_sentence(who.given_names, who.family_name, who.crn))

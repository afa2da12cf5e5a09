"""Courts, the hearings of a day, and what users are to be told: of the courts of the viewer's organisation only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, QuerySet

from throughcare.facts import Fact
from throughcare.facts.court import HearingHeld
from throughcare.facts.record import ABOUT_THE_RECORD
from throughcare.facts.stream import standing
from throughcare.records.models import (
    AccessEntry,
    CaseSummary,
    Court,
    Hearing,
    HearingChange,
    MatchDecision,
    Notice,
    Person,
    ReceivedList,
    StoredFact,
    User,
)
from throughcare.records.queries.cases import findable_by
from throughcare.records.streams import COLUMNS, fact_of
from throughcare.rules.access import Viewer

NOTICES_AT_MOST = 100
"""So many notices stand on the page, the newest first. The number is ours."""
COMPARED = "compared with a defendant"
"""What the log says of a candidate who was shown: it tells nothing of the record."""


@dataclass(frozen=True, slots=True)
class KnownAs:
    """A person as a court officer may name them: number and name, and no more."""

    pk: int
    crn: str
    given_names: str
    family_name: str


def courts_of(viewer: Viewer) -> QuerySet[Court]:
    """The courts at which the viewer's organisation works, by name."""
    return Court.objects.filter(organisation=viewer.organisation or "").order_by("name", "code")


def hearings_of(viewer: Viewer) -> QuerySet[Hearing]:
    """The hearings that this viewer may see: those of the courts of their organisation."""
    return Hearing.objects.filter(court__organisation=viewer.organisation or "")


def hearings_on(viewer: Viewer, court: str, on: date) -> list[Hearing]:
    """Who is listed at a court on a day: by courtroom, then by time, those without one first; then as the list has
    them.
    """
    found = hearings_of(viewer).filter(court=court, listed_on=on)
    return sorted(found, key=lambda each: (each.room.casefold(), each.room, each.at_time, each.position, each.pk))


def listed_at(viewer: Viewer, on: date) -> dict[str, int]:
    """How many are listed on a day at each court of the viewer's, by its code; those without a list are left out."""
    rows = hearings_of(viewer).filter(listed_on=on).order_by().values_list("court").annotate(many=Count("pk"))
    return dict(rows)


def court_with_a_list(viewer: Viewer, courts: Sequence[Court], on: date) -> Court | None:
    """Of these courts the first with a list on this day; where none has one, the first."""
    listed = listed_at(viewer, on)
    return next((each for each in courts if each.code in listed), courts[0] if courts else None)


def hearing_with(viewer: Viewer, pk: int) -> Hearing | None:
    """The hearing of this id, if this viewer may see it."""
    return hearings_of(viewer).filter(pk=pk).select_related("court").first()


def named_of(viewer: Viewer, people: Iterable[int]) -> dict[int, KnownAs]:
    """Those of these people (as ids) of whom the viewer may learn now, by id: a limit may have come since the match."""
    rows = findable_by(viewer).filter(pk__in=set(people))
    names = ("pk", "person__crn", "person__given_names", "person__family_name")
    return {row[0]: KnownAs(*row) for row in rows.values_list(*names)}


def changes_of(hearings: Sequence[Hearing]) -> dict[int, list[HearingChange]]:
    """What was changed of each hearing, by its id, the newest first."""
    found: dict[int, list[HearingChange]] = {}
    for change in HearingChange.objects.filter(hearing__in=hearings).select_related("by").order_by("-at", "-pk"):
        found.setdefault(change.hearing_id, []).append(change)
    return found


def decisions_of(hearing: Hearing) -> list[MatchDecision]:
    """Every decision on who the defendant is, the newest first."""
    found = MatchDecision.objects.filter(hearing=hearing)
    return list(found.select_related("decided_by", "undone_by").order_by("-at", "-pk"))


def is_decided_by(hearing: Hearing, token: str) -> bool:
    """Whether the form of this token decided who the defendant is."""
    return MatchDecision.objects.filter(hearing=hearing, token=token).exists()


def begun_of(hearings: Sequence[Hearing]) -> set[int]:
    """The ids of those hearings whose defendant was not known to us, so that a record was begun."""
    stands = MatchDecision.objects.filter(hearing__in=hearings, undone_at__isnull=True, begun__isnull=False)
    return set(stands.values_list("hearing", flat=True))


def confirmed_before(hearing: Hearing) -> list[int]:
    """The people (as ids) who were confirmed for other hearings of the same reference at the same court."""
    same = Hearing.objects.filter(court=hearing.court_id, list_reference=hearing.list_reference, is_typed=False)
    found = same.exclude(pk=hearing.pk).exclude(person=None).values_list("person", flat=True)
    return sorted({pk for pk in found if pk is not None})


def person_to_name(viewer: Viewer, crn: str) -> Person | None:
    """The person of this number, if the viewer may learn that they are known; otherwise None, as if not there."""
    case = findable_by(viewer).filter(person__crn=crn.strip().upper()).select_related("person").first()
    return case.person if case else None


def results_of(people: Iterable[int]) -> dict[str, HearingHeld]:
    """What stands on the record of hearings of these people (as ids), by the thread of the hearing. One query: of their
    streams no more than the hearings is read, and what withdrew, hid or erased something.
    """
    kinds = [HearingHeld.kind, *(each.kind for each in ABOUT_THE_RECORD)]
    rows = StoredFact.objects.filter(person__in=set(people), kind__in=kinds).order_by("person", "number")
    streams: dict[str, list[Fact]] = {}
    for crn, *row in rows.values_list("person__crn", *COLUMNS):
        streams.setdefault(crn, []).append(fact_of(crn, row))
    stand = (fact for stream in streams.values() for fact in standing(stream, as_of=date.max))
    return {fact.thread: fact for fact in stand if isinstance(fact, HearingHeld) and fact.thread}


def list_with(user: User, token: str) -> ReceivedList | None:
    """What became of the day list that this form of the user's brought."""
    return ReceivedList.objects.filter(token=token, by=user).first()


def readers_since(person: Person, since: datetime, until: datetime) -> set[int]:
    """The users (as ids) who read this person's record, or were told who a defendant is, between two instants."""
    entries = AccessEntry.objects.filter(person=person, at__gte=since, at__lte=until).exclude(what=COMPARED)
    return set(entries.order_by().values_list("user", flat=True).distinct())


def holder_of(person: Person) -> User | None:
    """The user who holds this person's case, if whoever holds it signs in."""
    code = CaseSummary.objects.filter(person=person).values_list("officer", flat=True).first()
    return User.objects.filter(code=code).first() if code else None


def notices_of(user: User) -> list[Notice]:
    """What a user is to be told: what they have not read first, then the newest."""
    found = Notice.objects.filter(user=user).select_related("person").order_by("-at", "-pk")[:NOTICES_AT_MOST]
    return sorted(found, key=lambda each: each.read_at is not None)

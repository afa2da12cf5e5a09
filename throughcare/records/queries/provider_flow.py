"""What the page of the flow between the service and the companies is made of: referrals, handovers, and who held whom.

Where figures open to people, cases that are kept from the viewer by a limit are in no figure of theirs, so that a
figure and the list behind it agree.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from operator import itemgetter
from sys import intern
from typing import Any

from django.db.models import Q, QuerySet

from throughcare.facts import KINDS, Fact
from throughcare.facts.allocation import Allocated
from throughcare.facts.court import ReportRequested, Sentenced
from throughcare.facts.escalation import Decision, Escalated, EscalationDecided
from throughcare.facts.handover import HandoverReason, HandoverReply
from throughcare.facts.outcome import Ended
from throughcare.facts.record import ABOUT_THE_RECORD
from throughcare.facts.staff import ProviderType
from throughcare.facts.stream import in_order, standing
from throughcare.measures.provider_flow import Passage, Split, Way
from throughcare.records.models import HandoverItem, ObligationRow, Person, StoredFact
from throughcare.records.queries.cases import cases_visible_to, hidden_people
from throughcare.records.queries.provider import REFERRALS, Someone, someone
from throughcare.records.streams import COLUMNS, fact_of
from throughcare.rules.access import Viewer, figures_may_open
from throughcare.rules.case.holding import MOVES, PASSED, Move, Spell, desk_in, moves_in, spells_of

NPS, CRC = ProviderType.NPS.value, ProviderType.CRC.value
HELD_BY: tuple[type[Fact], ...] = (Sentenced, Allocated, Ended, ReportRequested, *ABOUT_THE_RECORD)
"""The kinds of facts that tell who held an active case."""
CHUNK = 5000


def _counted(rows: QuerySet[Any], viewer: Viewer) -> QuerySet[Any]:
    return rows.exclude(person__in=hidden_people(viewer)) if figures_may_open(viewer) else rows


# --- passages ------------------------------------------------------------------------------------------------------


def passages(first_on: date, last_on: date, viewer: Viewer, types: Mapping[str, str]) -> list[Passage]:
    """What was asked between two days, both ways; `types` are those of organisations (NPS or CRC) by their codes. Three
    queries.
    """
    return [*_referrals(first_on, last_on, viewer, types), *_handovers(first_on, last_on, viewer, types)]


def _referrals(first_on: date, last_on: date, viewer: Viewer, types: Mapping[str, str]) -> Iterator[Passage]:
    """Referrals by companies to the service. The duty that each opened says when it was made and decided, and which
    facts say by whom and how.
    """
    duties = _counted(ObligationRow.objects.filter(standard=REFERRALS, opened__range=(first_on, last_on)), viewer)
    kinds = (Escalated.kind, EscalationDecided.kind)
    rows = StoredFact.objects.filter(person__in=duties.values("person"), kind__in=kinds)
    facts = {(person, row[0]): fact_of("", row) for person, *row in rows.values_list("person", *COLUMNS)}
    for person, opened_by, opened, met_by, met in duties.values_list("person", "opened_by", "opened", "met_by", "met"):
        made, decided = facts.get((person, opened_by)), facts.get((person, met_by))
        if not isinstance(made, Escalated) or not made.from_provider or not made.to_provider:
            continue
        if (types.get(made.from_provider), types.get(made.to_provider)) != (CRC, NPS):
            continue
        is_accepted = isinstance(decided, EscalationDecided) and decided.decision == Decision.ACCEPTED
        yield Passage(person, Way.UP, opened, met, is_accepted, made.from_provider, made.to_provider)


def _handovers(first_on: date, last_on: date, viewer: Viewer, types: Mapping[str, str]) -> Iterator[Passage]:
    """Handovers by the service to companies because by the rule the case belongs there."""
    sent = HandoverItem.objects.filter(because=HandoverReason.REDECIDED.value, sent_on__range=(first_on, last_on))
    columns = ("person", "sent_on", "answered_on", "reply", "from_provider", "to_provider")
    for person, on, answered_on, reply, from_, to in _counted(sent, viewer).values_list(*columns):
        if (types.get(from_), types.get(to)) == (NPS, CRC):
            yield Passage(person, Way.BACK, on, answered_on, reply == HandoverReply.ACCEPTED.value, from_, to)


# --- who held whom -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Held:
    """Who held which active person (id), in spells; and whose court work each person last was. The `hidden` count
    nowhere.
    """

    spells: Sequence[tuple[int, Spell]] = ()
    desks: Mapping[int, str | None] = field(default_factory=dict)
    hidden: frozenset[int] = frozenset()

    def by_organisation(self, day: date, desk: str = "") -> Counter[str]:
        """How many cases each organisation held at the end of a day; of one court desk alone, where it is given."""
        return Counter(each.organisation for person, each in self._on(day, desk))

    def people_on(self, day: date, organisations: Collection[str], desk: str = "") -> dict[int, str]:
        """Whom these organisations held at the end of a day, with who did."""
        return {person: each.organisation for person, each in self._on(day, desk) if each.organisation in organisations}

    def split_by_desk(self, day: date, types: Mapping[str, str]) -> dict[str | None, Split]:
        """The split at the end of a day by court desk; None for those of whom nobody knows it."""
        found: dict[str | None, Counter[str]] = {}
        for person, each in self._on(day):
            found.setdefault(self.desks.get(person), Counter())[each.organisation] += 1
        return {desk: split_of(many, types) for desk, many in found.items()}

    def _on(self, day: date, desk: str = "") -> Iterator[tuple[int, Spell]]:
        for person, each in self.spells:
            if each.is_on(day) and person not in self.hidden and (not desk or self.desks.get(person) == desk):
                yield person, each


def split_of(many: Mapping[str, int], types: Mapping[str, str]) -> Split:
    """The split of cases that are counted by organisation."""
    of = {type_: sum(n for code, n in many.items() if types.get(code) == type_) for type_ in (NPS, CRC)}
    return Split(of[NPS], of[CRC])


def held(viewer: Viewer, since: date) -> Held:
    """Who held whom from a day on, by everything that is recorded now. Two queries, and up to three more where
    something was recorded since it was last asked.
    """
    latest = StoredFact.objects.order_by("-pk").values_list("pk", "hash").first() or (0, "")
    hidden = frozenset(hidden_people(viewer)) if figures_may_open(viewer) else frozenset()
    return replace(_brought_up_to(latest, since), hidden=hidden)


Latest = tuple[int, str]
"""The row and the hash of the latest fact: no two facts have one hash."""
OVERLAP = 5_000
"""So many facts before the latest are read once more: of two who record at once, the one who began first may be there
last. Ours."""
_KEPT: dict[date, tuple[Latest, Held]] = {}
"""What was read last, by the day from which it tells: of a nation, some seconds of work. Only facts tell who held
whom, so that afterwards only those of whom something was recorded are read anew."""


def _brought_up_to(latest: Latest, since: date) -> Held:
    before = _KEPT.get(since)
    if before is not None and before[0] == latest:
        return before[1]
    is_this_record = before is not None and StoredFact.objects.filter(pk=before[0][0], hash=before[0][1]).exists()
    if before is None or not is_this_record:
        now = _read(since, Person.objects.filter(Q(summary__is_active=True) | Q(counted_on__gte=since)))
    else:
        moved = StoredFact.objects.filter(pk__gt=before[0][0] - OVERLAP, kind__in=_KINDS, person__isnull=False)
        people = set(moved.values_list("person", flat=True))
        fresh = _read(since, Person.objects.filter(pk__in=people))
        spells = [each for each in before[1].spells if each[0] not in people]
        now = Held([*spells, *fresh.spells], {**before[1].desks, **fresh.desks})
    if len(_KEPT) > 1:
        _KEPT.clear()
    _KEPT[since] = latest, now
    return now


_KINDS = [each.kind for each in HELD_BY]


def _read(since: date, people: QuerySet[Person]) -> Held:
    """The same of these people. Whoever was inactive before that day, and has nothing recorded since, is left out."""
    rows: Any = StoredFact.objects.filter(person__in=people.values("pk"), kind__in=_KINDS)
    rows = rows.order_by("person", "number").values_list("person", *COLUMNS)
    spells: list[tuple[int, Spell]] = []
    desks: dict[int, str | None] = {}
    for person, own in groupby(rows.iterator(chunk_size=CHUNK), key=itemgetter(0)):
        own_rows = list(own)
        moves = _moves(own_rows)
        spells += [(person, each) for each in spells_of(moves) if each.until_on is None or each.until_on > since]
        recorded_by = next((row[6] for row in own_rows if row[2] == PASSED and row[6]), None)
        desks[person] = intern(desk) if (desk := desk_in(moves, recorded_by)) else None
    return Held(spells, desks)


def _moves(rows: Sequence[Sequence[Any]]) -> list[Move]:
    """The moves of one person's rows. Nearly nobody has anything withdrawn, and of the rows nearly nothing is asked."""
    if any(row[2] not in MOVES for row in rows):
        return moves_in(in_order(standing([fact_of("", row[1:]) for row in rows], as_of=date.max)))
    return [_move(row) for row in sorted(rows, key=lambda row: (row[3], KINDS[row[2]].rank, row[1]))]


def _move(row: Sequence[Any]) -> Move:
    said = json.loads(row[7])["payload"].get(MOVES[row[2]]) if row[7] is not None else None
    return Move(row[2], row[3], intern(said) if said else None)


# --- the people behind a number ------------------------------------------------------------------------------------


def visible_of(people: Collection[int], viewer: Viewer) -> list[int]:
    """Those of these people (ids) whom a figure opens to this viewer, by name. One query."""
    wanted = set(people)
    rows = cases_visible_to(viewer, through_figure=True).order_by("search_name", "pk").values_list("pk", flat=True)
    return [person for person in rows if person in wanted]


def named(people: Sequence[int]) -> list[Someone]:
    """These people (ids) with their names, in their order. One query."""
    rows = {each.pk: someone(each) for each in Person.objects.filter(pk__in=people)}
    return [rows[person] for person in people if person in rows]

"""An extract loaded into the record: all of it in one transaction, or nothing.

The ledger (`ExtractRow`) remembers which row said which facts, so that a later extract of the same system only adds
what is new, and withdraws and records anew what was changed. A row that is gone is told, and never withdrawn: that a
system no longer hands something over does not make it untrue.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time
from typing import TypeVar

from django.db import transaction
from django.db.models import Max

from throughcare.actions.figures import fold_cells
from throughcare.actions.loading_changes import (
    PERSONS,
    Change,
    Comparison,
    HeldRow,
    Plan,
    RowCounts,
    Saying,
    ToldRow,
    compare,
    plans_of,
    told,
)
from throughcare.actions.loading_places import load_organisations, load_staff, load_teams
from throughcare.actions.loads_in_turn import wait_for_turn
from throughcare.actions.streams import append_many
from throughcare.calendar import LONDON
from throughcare.exchange.extracts import Extract, Progress, no_garbage_collection
from throughcare.exchange.extracts.layout import BY_NAME
from throughcare.facts import Fact
from throughcare.facts.record import Withdrawn
from throughcare.facts.stream import hidden_numbers, withdrawn_numbers
from throughcare.records.columns import longest
from throughcare.records.models import ExtractLoad, ExtractRow, Person, RecordMark
from throughcare.records.queries.loads import half_loaded, holds_made_up_people
from throughcare.records.streams import streams_of

STEPS = 30
"""How often progress is told, about; and so into how many pieces the writing is cut."""

CODES = {
    "providers": ("ProviderCode",),
    "officers": ("OfficerCode", "TeamCode"),
    PERSONS: ("CRN",),
    "allocations": ("TeamCode",),
}
"""The columns that the record keeps as codes, of a limited length; other tables only refer to these."""


class LoadFault(ValueError):
    """An extract that cannot be loaded into this record; one sentence says why. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did: `people` who are new, `facts` added, `withdrawn` ones, `posts` of staff, and rows by table.

    `gone` lists the rows of earlier extracts that are in this one no more; `refused` those that are in it and refused;
    `held_back` those that changed, but of which something was erased here or marked as about somebody else. What all
    these said stands as it was.
    """

    system: str
    as_of: date
    people: int
    facts: int
    withdrawn: int
    posts: int
    rows: Mapping[str, RowCounts]
    gone: tuple[ToldRow, ...]
    refused: tuple[ToldRow, ...]
    held_back: tuple[ToldRow, ...]


def load_extract(extract: Extract, *, system: str, at: datetime, progress: Progress | None = None) -> Loaded:
    """Load an extract of the case-management system called `system`; `at` is the instant at which that is done.

    What it says is known from its as-of day on, and nobody of this record is its author. Raises `LoadFault` where a
    later extract of that system was loaded before, where a code is too long, or where the record is a demo.
    """
    _check_system(system)
    _check_codes(extract)
    with no_garbage_collection(), transaction.atomic():
        wait_for_turn()
        _check_record(extract, system)
        load = ExtractLoad.objects.create(system=system, as_of=extract.as_of, loaded_at=at)
        return _Load(extract, load, progress).run()


# --- what is refused --------------------------------------------------------------------------------------------


def _check_system(system: str) -> None:
    at_most = longest(ExtractLoad, "system")
    if not system.strip() or system != system.strip() or len(system) > at_most:
        raise LoadFault(f"The name of the system must have between 1 and {at_most} letters, and not '{system[:60]}'.")


def _check_codes(extract: Extract) -> None:
    at_most = longest(Person, "crn")
    for table in extract.tables:
        for column in CODES.get(table.table.name, ()):
            for line, code in zip(table.lines, table.good[column], strict=True):
                if len(code) > at_most:
                    raise LoadFault(
                        f"{table.table.file}, line {line}: {column} {code[:30]}… has {len(code)} letters, more than "
                        f"the {at_most} that the record keeps. Nothing was loaded."
                    )


def _check_record(extract: Extract, system: str) -> None:
    if RecordMark.objects.exists():
        raise LoadFault("This database holds the made-up people of the demo: an extract is never loaded among them.")
    if holds_made_up_people():
        raise LoadFault("This record holds made-up people from a file of facts: an extract is never loaded among them.")
    half = half_loaded()
    if half:
        raise LoadFault(str(half))
    latest = ExtractLoad.objects.filter(system=system).aggregate(latest=Max("as_of"))["latest"]
    if latest and extract.as_of < latest:
        raise LoadFault(
            f"An extract of the system {system} as of {latest:%d/%m/%Y} is loaded already: one as of "
            f"{extract.as_of:%d/%m/%Y} is older, and would undo what is known since."
        )


def _whose(change: Change) -> Iterator[str]:
    """Whose a row is, and whose it was."""
    if change.row.person:
        yield change.row.person
    if change.held and change.held.person:
        yield change.held.person


def _lock(crns: set[str]) -> None:
    """Lock those of these people who are there until the end, in the order in which everybody locks several."""
    keys = sorted(
        key
        for some in _pieces(sorted(crns), 500)
        for key in Person.objects.filter(crn__in=some).values_list("pk", flat=True)
    )
    for some in _pieces(keys, 500):
        list(Person.objects.select_for_update(no_key=True).filter(pk__in=some).order_by("pk").values_list("pk"))


# --- the load ---------------------------------------------------------------------------------------------------

T = TypeVar("T")


class _Load:
    """One load under way, inside its transaction."""

    def __init__(self, extract: Extract, load: ExtractLoad, progress: Progress | None) -> None:
        self.extract, self.load, self.progress = extract, load, progress
        last_instant = datetime.combine(extract.as_of, time.max, tzinfo=LONDON).astimezone(UTC)
        self.saying = Saying(extract.as_of, last_instant)
        self.facts = self.withdrawn = self.new_people = 0
        self.done, self.total = 0, 1

    def run(self) -> Loaded:
        """Everything, in the order in which it refers to one another."""
        found = compare(self.extract, _held_rows(self.load.system))
        self.total = 1 + len(found.changes)
        _lock({each for change in found.changes for each in _whose(change)})
        withdrawn = self._heed_marks(found)
        posts = self._load_places(found.changes)
        plans = plans_of(found.changes, withdrawn)
        for crns in _pieces(list(plans), max(20, -(-len(plans) // STEPS))):
            self._load_people({crn: plans[crn] for crn in crns})
        if self.facts:
            fold_cells()
        loaded = self._loaded(found, posts)
        self.load.counts = {
            **{name: getattr(loaded, name) for name in ("people", "facts", "withdrawn", "posts")},
            "rows": {table: asdict(counts) for table, counts in loaded.rows.items()},
        }
        self.load.save()
        self._tell(1, "loaded")
        return loaded

    def _heed_marks(self, found: Comparison) -> dict[str, set[int]]:
        """Hold back what was hidden or erased here; returns what is withdrawn already, by person with changed rows."""
        crns = {change.held.person for change in found.changes if change.held and change.held.person}
        withdrawn, hidden = {}, {}
        for some in _pieces(sorted(crns), 200):
            people = list(Person.objects.filter(crn__in=some))
            for crn, stream in streams_of(people).items():
                withdrawn[crn], hidden[crn] = withdrawn_numbers(stream), hidden_numbers(stream)
        found.hold_back(hidden)
        return withdrawn

    def _load_places(self, changes: Sequence[Change]) -> int:
        """Organisations, teams and staff. Returns how many posts were recorded."""
        places = [change for change in changes if change.row.person is None]
        load_organisations(places)
        load_teams(self.extract)
        posts = load_staff(places, as_of=self.extract.as_of, recorded_at=self.saying.recorded_at)
        rows = []
        for change in places:
            numbers = posts.get(change.row.identity[0]) if change.row.table == "officers" else None
            rows.append(self._row(change, numbers or list(change.held.numbers if change.held else ())))
        self._keep(rows)
        self._tell(len(rows), "organisations and staff")
        return len(posts)

    def _load_people(self, plans: Mapping[str, Plan]) -> None:
        people = self._people(list(plans))
        streams: dict[str, list[Fact]] = {}
        rows: list[ExtractRow] = []
        for crn, plan in plans.items():
            streams[crn], numbered = self.saying.facts(plan, crn, people[crn].facts)
            rows += [self._row(change, numbers, people[crn]) for change, numbers in numbered]
        append_many({crn: facts for crn, facts in streams.items() if facts})
        self._keep(rows)
        marks = sum(isinstance(fact, Withdrawn) for facts in streams.values() for fact in facts)
        self.withdrawn += marks
        self.facts += sum(map(len, streams.values())) - marks
        self._tell(len(rows), f"people up to {crn}")

    def _people(self, crns: Sequence[str]) -> dict[str, Person]:
        """The people of these numbers (those who are there are locked), made where they are new."""
        held = {
            person.crn: person for some in _pieces(sorted(crns), 500) for person in Person.objects.filter(crn__in=some)
        }
        new = [Person(crn=crn) for crn in crns if crn not in held]
        self.new_people += len(new)
        Person.objects.bulk_create(new, batch_size=200)
        return held | {person.crn: person for person in new}

    def _row(self, change: Change, numbers: list[int], person: Person | None = None) -> ExtractRow:
        return ExtractRow(
            system=self.load.system,
            table=change.row.table,
            identity=change.identity,
            content=change.content,
            said=list(change.row.cells),
            person=person,
            numbers=numbers,
            load=self.load,
        )

    def _keep(self, rows: Sequence[ExtractRow]) -> None:
        """Write the ledger: what is known there already is replaced."""
        ExtractRow.objects.bulk_create(
            rows,
            batch_size=500,
            update_conflicts=True,
            unique_fields=["system", "table", "identity"],
            update_fields=["content", "said", "person", "numbers", "load"],
        )

    def _loaded(self, found: Comparison, posts: int) -> Loaded:
        return Loaded(
            system=self.load.system,
            as_of=self.load.as_of,
            people=self.new_people,
            facts=self.facts,
            withdrawn=self.withdrawn,
            posts=posts,
            rows=found.counts,
            gone=tuple(_told(found.gone)),
            refused=tuple(_told(found.refused)),
            held_back=tuple(told(change.row.table, change.row.cells) for change in found.held_back),
        )

    def _tell(self, done: int, what: str) -> None:
        self.done += done
        if self.progress:
            self.progress(self.done, self.total, what)


def _held_rows(system: str) -> dict[tuple[str, str], HeldRow]:
    """The ledger of a system, without the cells: they are many, and only those of gone rows are told."""
    columns = ("pk", "table", "identity", "content", "person__crn", "numbers")
    rows = ExtractRow.objects.filter(system=system).order_by("pk").values_list(*columns).iterator(chunk_size=5000)
    return {
        (table, identity): HeldRow(pk, table, identity, content, crn, tuple(numbers))
        for pk, table, identity, content, crn, numbers in rows
    }


def _told(rows: Sequence[HeldRow]) -> Iterator[ToldRow]:
    order = {name: place for place, name in enumerate(BY_NAME)}
    for some in _pieces(sorted(rows, key=lambda row: (order[row.table], row.id)), 500):
        said = dict(ExtractRow.objects.filter(pk__in=[row.id for row in some]).values_list("pk", "said"))
        yield from (told(row.table, said[row.id]) for row in some)


def _pieces(items: Sequence[T], size: int) -> Iterable[Sequence[T]]:
    return (items[start : start + size] for start in range(0, len(items), size))

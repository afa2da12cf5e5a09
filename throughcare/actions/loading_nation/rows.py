"""The rows of a piece, ready to be written: the very same that `actions.streams.append_many` makes of its streams."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from django.db.models import Model

from throughcare.actions.court_items import court_items_of
from throughcare.actions.figures import counted_on
from throughcare.actions.loading_nation.links import Links, links_of
from throughcare.actions.loading_nation.pieces import Piece
from throughcare.actions.projections import (
    OF_DUTY,
    duty_values,
    facts_that_stand,
    identify,
)
from throughcare.actions.staff_rows import describe
from throughcare.actions.summaries import handovers_of, limits_of, summary_of
from throughcare.exchange.fact_files import FactFile
from throughcare.exchange.fact_files.many_facts import ManyFacts, many_facts
from throughcare.exchange.fact_files.marks_check import MARKS
from throughcare.exchange.fact_files.streams_found import kinds_of_rows
from throughcare.facts import Fact
from throughcare.records.models import (
    CaseLimit,
    CaseSummary,
    CourtItem,
    HandoverItem,
    ObligationRow,
    Person,
    Staff,
    StoredFact,
)
from throughcare.rules.case import case_of

OF_FACT = (
    *("person_id", "staff_id", "number", "kind", "on", "recorded_at", "by_staff", "by_organisation"),
    *("content", "salt", "digest", "hash"),
)


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of one table, each with a value for each of the columns."""

    model: type[Model]
    columns: tuple[str, ...]
    values: Sequence[Sequence[Any]]


def rows_of(file: FactFile, piece: Piece, table: pa.Table) -> list[Rows]:
    """The rows of every table that a piece makes, in the order in which they refer to one another.

    Raises `FactFileFault` where the file carries a chain that does not hold.
    """
    kinds = kinds_of_rows(file, table)
    many = many_facts(table, kinds)
    links = links_of(file, piece, table, many)
    streams = _streams(piece, many, links, np.isin(kinds, MARKS))
    subjects = _staff_rows(piece, streams) if piece.of_staff else _people_rows(streams)
    return [subjects[0], Rows(StoredFact, OF_FACT, _fact_rows(piece, table, many, links)), *subjects[1:]]


def _fact_rows(piece: Piece, table: pa.Table, many: ManyFacts, links: Links) -> list[tuple[Any, ...]]:
    """The rows of facts, stream after stream in order of number."""
    by_staff, by_organisation = table["by_staff"].to_pylist(), table["by_organisation"].to_pylist()
    sizes = np.diff(piece.offsets)
    keys = np.repeat(np.arange(piece.first, piece.last + 1), sizes).tolist()
    rows = []
    for key, row in zip(keys, links.order, strict=True):
        fact, salt = many.facts[row], links.salts[row]
        rows.append(
            (
                None if piece.of_staff else key,
                key if piece.of_staff else None,
                fact.number,
                fact.kind,
                fact.on,
                many.recorded_at[row],
                by_staff[row],
                by_organisation[row],
                None if salt is None else many.contents[row],
                salt,
                links.digests[row],
                links.hashes[row],
            )
        )
    return rows


Stream = tuple[str, int, str, Sequence[Fact], Sequence[Fact]]
"""Whose, the id, the hash that it ends on, all facts in order of number, and the facts that stand, in order."""


def _streams(piece: Piece, many: ManyFacts, links: Links, is_mark: Any) -> Iterator[Stream]:
    """Each stream of a piece. Its rows stand in the file as they happened: only where there are marks, some go."""
    for place, whose in enumerate(piece.whose):
        begin, end = piece.offsets[place], piece.offsets[place + 1]
        happened = many.facts[begin:end]
        stream = [many.facts[row] for row in links.order[begin:end]]
        stand = facts_that_stand(stream) if is_mark[begin:end].any() else happened
        yield whose, piece.first + place, links.heads[place], stream, stand


def _people_rows(streams: Iterator[Stream]) -> list[Rows]:
    people: list[Model] = []
    summaries: list[Model] = []
    limits: list[Model] = []
    items: list[Model] = []
    handovers: list[Model] = []
    duties: list[tuple[Any, ...]] = []
    for crn, key, head, stream, facts in streams:
        state = case_of(facts)
        person = Person(id=key, crn=crn, facts=len(stream), head=head)
        identify(person, state)
        person.counted_on = counted_on(stream)
        people.append(person)
        summaries.append(summary_of(person, state))
        limits += limits_of(person, state)
        own = duty_values(facts)
        items += court_items_of(key, state, ((values[0], *values[2:7]) for values in own))
        handovers += handovers_of(key, state)
        duties += [(key, *values) for values in own]
    return [
        _of_models(Person, people),
        _of_models(CaseSummary, summaries),
        _of_models(CaseLimit, limits, but=("id",)),
        _of_models(CourtItem, items, but=("id",)),
        _of_models(HandoverItem, handovers, but=("id",)),
        Rows(ObligationRow, ("person_id", *OF_DUTY), duties),
    ]


def _staff_rows(piece: Piece, streams: Iterator[Stream]) -> list[Rows]:
    members: list[Model] = []
    for code, key, head, stream, _ in streams:
        member = Staff(id=key, code=code, name=piece.names.get(code, ""), facts=len(stream), head=head)
        describe(member, stream)
        members.append(member)
    return [_of_models(Staff, members)]


def _of_models(model: type[Model], made: Sequence[Model], but: tuple[str, ...] = ()) -> Rows:
    names = tuple(field.attname for field in model._meta.concrete_fields if field.attname not in but)
    return Rows(model, names, [tuple(getattr(each, name) for name in names) for each in made])

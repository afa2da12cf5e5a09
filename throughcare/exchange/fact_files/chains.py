"""Whether the chain that a file of facts carries holds, link by link."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import numpy as np
import pyarrow as pa

from throughcare.exchange.fact_files.groups import as_ours
from throughcare.exchange.fact_files.many_facts import chain_texts
from throughcare.exchange.fact_files.numbering import check_days
from throughcare.exchange.fact_files.opening import FactFile, FactFileFault, Told, damaged
from throughcare.exchange.fact_files.pieces import streams_of, whole_people
from throughcare.exchange.fact_files.schema import PAYLOAD
from throughcare.exchange.fact_files.streams_found import kinds_of_rows
from throughcare.exchange.fact_files.values_check import check_never_null
from throughcare.facts.chain import ORIGIN

_ROWS_AT_ONCE = 50_000
"""As texts facts take a hundred times the room that they take as columns."""

_Ends = list[tuple[str, int, int]]
"""Whose a stream is, its first row, and how many rows it has."""


def check_chain(file: FactFile, *, told: Told | None = None) -> int:
    """Check every link of every stream; returns how many links there were, 0 where the file carries no chain.

    Raises `FactFileFault` at the first stream whose chain does not hold, naming it and the fact.
    """
    if not file.has_chain:
        return 0
    links = 0
    for table, streams in _some_streams(file):
        _check_links(file, table, streams)
        links += len(table)
        if told:
            told(links, file.rows, "checking the chain")
    return links


def _some_streams(file: FactFile) -> Iterator[tuple[pa.Table, _Ends]]:
    """Whole streams, some ten thousand rows at a time."""
    for table in whole_people(file, list(file.columns)):
        check_never_null(file, table)
        begun, held = 0, _Ends()
        for (_, whose), first, rows in streams_of(table):
            held.append((whose, first - begun, rows))
            if first + rows - begun >= _ROWS_AT_ONCE:
                yield _ours(file, table.slice(begun, first + rows - begun)), held
                begun, held = first + rows, _Ends()
        if held:
            yield _ours(file, table.slice(begun)), held


def _ours(file: FactFile, table: pa.Table) -> pa.Table:
    try:
        return as_ours(table)
    except (pa.ArrowException, UnicodeDecodeError) as error:
        raise damaged(file) from error


@dataclass(frozen=True, slots=True)
class KeptChain:
    """Row by row what a file keeps of its chain, and the texts over which the chain is made (`chain_texts`)."""

    salts: list[Any]
    digests: list[str]
    hashes: list[str]
    contents: list[str]
    envelopes: list[str]

    @classmethod
    def of(cls, table: pa.Table, contents: list[str], envelopes: list[str]) -> KeptChain:
        """That of a table with the columns of a chain."""
        salts, digests, hashes = (table[name].to_pylist() for name in ("salt", "digest", "hash"))
        return cls(salts, digests, hashes, contents, envelopes)

    def head(self, file: FactFile, whose: str, rows: Sequence[int]) -> str:
        """The hash on which a stream ends, its rows in order of number.

        Raises `FactFileFault` at the first link that does not hold. As `facts.chain.verify`, over texts that are made
        already: of what was erased, and has no salt, the digest is all that is left to hold.
        """
        head = ORIGIN
        for number, row in enumerate(rows, start=1):
            salt, digest = self.salts[row], self.digests[row]
            if salt is not None and sha256(f"{salt}\n{self.contents[row]}".encode()).hexdigest() != digest:
                raise _broken(file, whose, number, "what it says is not what was written")
            head = sha256(f"{head}\n{self.envelopes[row]}\n{digest}".encode()).hexdigest()
            if head != self.hashes[row]:
                raise _broken(file, whose, number, "its envelope, or the link before it, was changed")
        return head


def _check_links(file: FactFile, table: pa.Table, streams: _Ends) -> None:
    """Every link of whole streams, and that none is missing or half erased."""
    check_days(file, table["on"].chunk(0).cast(pa.int32()).to_numpy())
    chain = KeptChain.of(table, *chain_texts(table, kinds_of_rows(file, table)))
    numbers, is_gone = table["number"].to_pylist(), _says_nothing(table)
    for whose, first, many in streams:
        rows = sorted(range(first, first + many), key=numbers.__getitem__)
        for place, row in enumerate(rows, start=1):
            if numbers[row] != place:
                raise _broken(file, whose, place, f"it is missing: number {numbers[row]} stands in its place")
            if chain.salts[row] is None and not is_gone[row]:
                raise _broken(file, whose, place, "it is only half erased: content and salt go together")
        chain.head(file, whose, rows)


def _says_nothing(table: pa.Table) -> list[bool]:
    """Of each row, whether all that it could say is gone."""
    said = np.zeros(len(table), np.bool_)
    for name in (*PAYLOAD, "thread", "note"):
        if table[name].null_count < len(table):
            said |= np.asarray(table[name].chunk(0).is_valid())
    return (~said).tolist()


def _broken(file: FactFile, whose: str, number: int, why: str) -> FactFileFault:
    return FactFileFault(
        f"{file.path}: the chain of {whose} is broken at fact {number}: {why}. Make the file again from the record "
        f"that it came from."
    )

"""Whether every row of a file is a fact: its fields those of its kind, its coded values known, its texts storable."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from throughcare.exchange.fact_files.numbering import DAY_ONE, LAST_DAY, Numbers
from throughcare.exchange.fact_files.opening import FactFile, FactFileFault
from throughcare.exchange.fact_files.schema import NEVER_NULL, PAYLOAD, WORD
from throughcare.facts import KINDS, FieldType, fields_of

KIND_NAMES = tuple(KINDS)
FIELDS = {kind: fields_of(cls) for kind, cls in KINDS.items()}
CODES = frozenset(
    {"person", "by_staff", "by_organisation", "team"}
    | {
        name
        for own in FIELDS.values()
        for name, each in own.items()
        if each.type in (FieldType.OFFICER, FieldType.PROVIDER)
    }
)
"""The columns that name somebody or some place by a code, which the record keeps up to a limited length."""

_NUL = "\0"


@dataclass(slots=True)
class ValuesCheck:
    """Takes the row groups of a file in turn. `code_at_most` is how many letters a code may have.

    `lacking` gathers the rows that lack a field which their kind must have: only a fact whose content was erased may.
    `teams` gathers the teams that allocations and posts name, as pairs of organisation and team.
    """

    file: FactFile
    code_at_most: int
    lacking: list[tuple[int, str]] = field(default_factory=list)
    teams: set[tuple[str, str]] = field(default_factory=set)
    unsalted: list[int] = field(default_factory=list)
    rows: int = 0

    def take(self, table: pa.Table, kinds: Numbers) -> None:
        """The next rows, of which `kinds` are the places in `RANK`. Raises `FactFileFault` for what is no fact."""
        self._check_authors(table)
        for name in table.column_names:
            self._check_text(table, name)
        for name in PAYLOAD:
            self._check_field(table, name, kinds)
        if self.file.has_chain:
            self._check_links(table)
        self._note_teams(table)
        self.rows += len(table)

    def _fault(self, table: pa.Table, row: int, what: str) -> FactFileFault:
        return FactFileFault(f"{self.file.path}: fact {table['number'][row]} of {table['person'][row]} {what}")

    def _check_authors(self, table: pa.Table) -> None:
        half = np.flatnonzero(_is_null(table["by_staff"]) != _is_null(table["by_organisation"]))
        if half.size:
            raise self._fault(table, int(half[0]), "has by_staff or by_organisation alone: an author has both.")

    def _check_text(self, table: pa.Table, name: str) -> None:
        column = table[name].chunk(0)
        if pa.types.is_dictionary(column.type):
            for place, text in enumerate(column.dictionary.to_pylist()):
                if text is not None and (_NUL in text or (name in CODES and len(text) > self.code_at_most)):
                    rows = np.flatnonzero(np.asarray(column.indices.fill_null(-1)) == place)
                    if rows.size:
                        self._blame_text(table, int(rows[0]), name, text)
        elif pa.types.is_string(column.type):
            rows = np.flatnonzero(np.asarray(pc.fill_null(pc.match_substring(column, _NUL), False)))
            if rows.size:
                self._blame_text(table, int(rows[0]), name, _NUL)

    def _blame_text(self, table: pa.Table, row: int, name: str, text: str) -> None:
        if _NUL in text:
            raise self._fault(table, row, f"has a character in {name} that no text can hold (NUL).")
        raise self._fault(
            table, row, f"has {name} {text[:30]}…, of {len(text)} letters: a code has at most {self.code_at_most}."
        )

    def _check_field(self, table: pa.Table, name: str, kinds: Numbers) -> None:
        null = _is_null(table[name])
        said = np.bincount(kinds[~null], minlength=len(KIND_NAMES))
        for place in np.flatnonzero(said).tolist():
            if name not in FIELDS[KIND_NAMES[place]]:
                row = int(np.flatnonzero((kinds == place) & ~null)[0])
                raise self._fault(table, row, f"has {name}, which {KIND_NAMES[place]} does not have.")
        if said.any():
            self._check_type(table, name, kinds)
        for place, kind in enumerate(KIND_NAMES):
            if name in FIELDS[kind] and FIELDS[kind][name].required:
                rows = np.flatnonzero((kinds == place) & null)
                self.lacking += [(self.rows + int(row), name) for row in rows]

    def _check_type(self, table: pa.Table, name: str, kinds: Numbers) -> None:
        column = table[name].chunk(0)
        if pa.types.is_date32(column.type):
            days = np.asarray(column.cast(pa.int32()).fill_null(0))
            self._refuse(table, name, (days < DAY_ONE) | (days > LAST_DAY))
        elif pa.types.is_floating(column.type):
            self._refuse(table, name, ~np.isfinite(np.asarray(column.fill_null(0.0))))
        elif column.type == WORD:
            self._check_codes(table, name, kinds)

    def _check_codes(self, table: pa.Table, name: str, kinds: Numbers) -> None:
        """Every pair of a kind and a value that is there: the value must be one of the kind's."""
        column = table[name].chunk(0)
        words = column.dictionary.to_pylist()
        coded = [kind for kind in KIND_NAMES if name in FIELDS[kind] and FIELDS[kind][name].codes]
        if not coded:
            return
        codes = np.asarray(column.indices.fill_null(len(words)))
        for kind in coded:
            own = kinds == KIND_NAMES.index(kind)
            known = FIELDS[kind][name].codes._value2member_map_  # type: ignore[union-attr]
            is_unknown = np.array([word not in known for word in words] + [False])
            self._refuse(table, name, own & is_unknown[codes])

    def _refuse(self, table: pa.Table, name: str, wrong: NDArray[np.bool_]) -> None:
        if wrong.any():
            row = int(np.flatnonzero(wrong)[0])
            raise self._fault(
                table, row, f"has {name} {table[name][row]}, which is none of the values that it may have."
            )

    def _check_links(self, table: pa.Table) -> None:
        """Digest and hash are there and look like it; where the salt is gone, the content was erased."""
        for name, pattern in (("digest", "^[0-9a-f]{64}$"), ("hash", "^[0-9a-f]{64}$"), ("salt", "^[0-9a-f]{1,32}$")):
            looks = pc.match_substring_regex(table[name].chunk(0), pattern)
            wrong = np.flatnonzero(~np.asarray(pc.fill_null(looks, name == "salt")))
            if wrong.size:
                raise self._fault(table, int(wrong[0]), f"has no {name} such as a link of the chain has.")
        self.unsalted += [self.rows + int(row) for row in np.flatnonzero(_is_null(table["salt"]))]

    def _note_teams(self, table: pa.Table) -> None:
        named = table.filter(pc.is_valid(table["team"])).select(["provider", "team"])
        if len(named):
            decoded = pa.table({name: named[name].cast(pa.string()) for name in named.column_names})
            pairs = decoded.group_by(["provider", "team"]).aggregate([])
            rows = zip(pairs["provider"].to_pylist(), pairs["team"].to_pylist(), strict=True)
            self.teams |= {(provider, team) for provider, team in rows if provider}


def check_never_null(file: FactFile, table: pa.Table) -> None:
    """Raises `FactFileFault` where a row does not say whose it is, its number, its kind or its day."""
    for name in NEVER_NULL:
        if table[name].null_count:
            raise FactFileFault(f"{file.path} has rows without {name}: every fact has one.")


def _is_null(column: pa.ChunkedArray) -> NDArray[np.bool_]:
    return np.asarray(pc.is_null(column.chunk(0)))

"""The slow, obvious twin of loading: a record kept in lists, and extracts laid on it row by row, from the words.

It shares nothing with the code that it checks but the reading of one row into facts.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from tests.exchange.slow_checking import KEYS, refused_rows, rows_of
from throughcare.exchange.extracts import Extract
from throughcare.facts.fact import payload_written

OWN = ("OfficerGrade", "OffenceAfterORA")
"""Columns of the tiny extract that are none of the layout."""
TABLES = "providers officers persons orders court_reports agency_checks assessments registrations allocations"
TABLES = [*TABLES.split(), "contacts", "escalations", "convictions"]


@dataclass
class Known:
    """A row that some extract stated: its cells, whose it is, and the numbers of its facts."""

    cells: dict[str, str]
    person: str | None
    numbers: list[int]


@dataclass
class Record:
    """Streams by CRN, each entry as (kind, day, thread, what it says); and what is known of the rows of one system."""

    streams: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)
    posts: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    known: dict[tuple[Any, ...], Known] = field(default_factory=dict)
    gone: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    new: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)


def lay_on(record: Record, folder: Path, extract: Extract, as_of: date) -> None:
    """Lay an extract, read from `folder`, on the record."""
    good, bad = _rows(folder, as_of)
    facts = {}
    for person, stated in extract.facts.items():
        for fact, place in zip(stated, extract.places[person], strict=True):
            facts.setdefault(place, []).append((fact.kind, fact.on, fact.thread, payload_written(fact)))

    record.new, record.changed = Counter(), Counter()
    changes = []
    for identity, line, cells in good:
        before = record.known.get(identity)
        if before and before.cells == cells:
            continue
        (record.changed if before else record.new)[identity[0]] += 1
        changes.append((identity, line, cells, before))
    for crn in sorted({before.person for *_, before in changes if before and before.person}):
        for target in [n for *_, before in changes if before and before.person == crn for n in before.numbers]:
            reason = f"changed in the extract of {as_of.day} {as_of:%B %Y}"
            record.streams[crn].append(("withdrawn", as_of, None, {"target": target, "reason": reason}))
    for identity, line, cells, _ in changes:
        table, person, numbers = identity[0], cells.get("CRN"), []
        if table == "officers":
            _hold(record, cells)
        for said in [_identified(cells, as_of)] if table == "persons" else facts.get((table, line), []):
            stream = record.streams.setdefault(person, [])
            stream.append(said)
            numbers.append(len(stream))
        record.known[identity] = Known(cells, person, numbers)

    here = {identity for identity, *_ in good}
    missing = [identity for identity in record.known if identity not in here]
    record.refused = Counter(identity[0] for identity in missing if identity in bad)
    record.gone = Counter(identity[0] for identity in missing if identity not in bad)


def _hold(record: Record, cells: dict[str, str]) -> None:
    post = {name: cells[name] for name in ("ProviderCode", "TeamCode", "Grade", "FTE")}
    try:
        post["FTE"] = float(post["FTE"])
    except ValueError:
        post["FTE"] = None
    posts = record.posts.setdefault(cells["OfficerCode"], [])
    if not posts or posts[-1] != post:
        posts.append(post)


def _identified(cells: dict[str, str], as_of: date) -> tuple[Any, ...]:
    day, month, year = cells["DateOfBirth"].split("/")
    said = {
        "given_names": cells["Forename"] or None,
        "family_name": cells["Surname"] or None,
        "born_on": date(int(year), int(month), int(day)),
        "sex": cells["Sex"] or None,
        "ethnicity": cells["Ethnicity"] or None,
        "disability": cells["Disability"] or None,
    }
    return "identified", as_of, None, said


def _rows(folder: Path, as_of: date) -> tuple[list[Any], set[tuple[Any, ...]]]:
    """Good rows (identity, line, cells by column), in order; and the identities of refused ones."""
    refused = refused_rows(folder, as_of)
    good, bad = [], set()
    for table in TABLES:
        header, rows = rows_of(folder / f"{table}.csv")
        seen: list[list[str]] = []
        alike: Counter[str] = Counter()
        for line, row in rows:
            if row in seen:
                continue
            seen.append(row)
            cells = {name: cell for name, cell in zip(header, row, strict=False) if name not in OWN}
            key = [cells.get(name) for name in KEYS.get(table, [])]
            if not key and len(row) == len(header):
                alike[str(cells)] += 1
                key = [*cells.values(), alike[str(cells)]]
            identity = (table, *(part.upper() if part == cells.get("CRN") else part for part in key))
            if (table, line) in refused:
                bad.add(identity)
            else:
                good.append((identity, line, cells))
    return good, bad

"""Extracts loaded into the record, and what then stands in it, for the tests of loading."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from django.apps import apps

from tests.exchange.tiny_extract import AS_OF, TinyExtract
from throughcare.actions.loading import Loaded, load_extract
from throughcare.exchange.extracts import Extract
from throughcare.facts import Fact, payload_of
from throughcare.records.models import ObligationRow, Person, Staff
from throughcare.records.queries.chains import check_chains
from throughcare.records.streams import staff_stream_of, stream_of

ROOT = Path(__file__).parents[2]
ALPHA = ROOT / "examples" / "alpha"
AT = datetime(2016, 12, 1, 9, 30, tzinfo=UTC)
JULY, AUGUST = date(2016, 7, 31), date(2016, 8, 31)
LAST_INSTANT = datetime(2016, 6, 30, 22, 59, 59, 999999, tzinfo=UTC)
"""Of 30 June 2016, in London, where it is summer."""


def load(extract: TinyExtract | Extract, as_of: date = AS_OF, system: str = "delius", **more: Any) -> Loaded:
    """Load an extract that is read, or is to be written and read."""
    read = extract.read(as_of) if isinstance(extract, TinyExtract) else extract
    return load_extract(read, system=system, at=AT, **more)


def stream(crn: str) -> tuple[Fact, ...]:
    """The facts of a person."""
    return stream_of(Person.objects.get(crn=crn))


def posts(code: str) -> tuple[Fact, ...]:
    """The facts of a member of staff."""
    return staff_stream_of(Staff.objects.get(code=code))


def says(fact: Fact) -> tuple[Any, ...]:
    """What a fact says, without number and instant."""
    return fact.kind, fact.on, fact.thread, fact.note, payload_of(fact)


def kinds(crn: str) -> list[str]:
    """The kinds of a person's facts, in order of number."""
    return [fact.kind for fact in stream(crn)]


def duties(crn: str) -> set[tuple[Any, ...]]:
    """The duties of a person, without the numbers of facts."""
    columns = ("standard", "opened", "due", "owed", "met", "ended", "accountable", "team")
    return set(ObligationRow.objects.filter(person__crn=crn).values_list(*columns))


RANDOM = {"salt", "digest", "hash", "head"}
"""Columns that differ from one writing to the next."""


def everything(*, but: set[str] = frozenset()) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table of ours, in an order that does not hang on ids; `but` some columns."""
    found = {}
    for model in apps.get_app_config("records").get_models():
        rows = [{name: value for name, value in row.items() if name not in but} for row in model.objects.values()]
        found[model.__name__] = sorted(rows, key=repr)
    return found


def all_is_well() -> None:
    """No chain is broken."""
    assert check_chains().broken == []

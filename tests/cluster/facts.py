"""Fifty thousand facts: the made-up extract, and random histories directed at every standard, in one file."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from tests.standards.keystone import batch_of, standards_asked
from throughcare.calendar import LONDON
from throughcare.exchange.extracts import read_extract
from throughcare.exchange.fact_files import About, FactFile, open_facts, write_facts
from throughcare.facts import Fact
from throughcare.standards.column_engine import ObligationTable, derive
from throughcare.standards.fact_table import cut, fact_table
from throughcare.standards.language import AnyStandard

ALPHA = Path(__file__).parents[2] / "examples" / "alpha"
AS_OF = date(2016, 6, 30)
MANY = 50_000

# Where, of a duty: who, and everything that both engines say of it.
Row = tuple[str, str, int, int, int | None, str, int | None, int | None, str | None]


@dataclass(frozen=True)
class Facts:
    """Streams by person, and the file that holds them."""

    streams: dict[str, tuple[Fact, ...]]
    file: FactFile

    @property
    def standards(self) -> tuple[AnyStandard, ...]:
        """Every standard that is shipped, and probes of what the language can say."""
        return standards_asked()

    def on_polars(self, standards: tuple[AnyStandard, ...], *, as_of: date, known_on: date | None = None) -> list[Row]:
        """What the column engine makes of them in memory, in order."""
        table = cut(fact_table(self.streams, backend="polars"), as_of=as_of, known_on=known_on)
        return rows_of(derive(table, standards))


def rows_of(made: ObligationTable) -> list[Row]:
    """Obligations as rows that can be compared, in order."""
    return sorted(
        (
            (duty.standard, duty.person, duty.opened_by, duty.opened.toordinal(), _ordinal(duty.due), duty.owed.value,
             _ordinal(duty.met), _ordinal(duty.ended), duty.accountable)
            for duty in made.obligations()
        ),
        key=lambda row: row[:3],
    )  # fmt: skip


def _ordinal(day: date | None) -> int | None:
    return None if day is None else day.toordinal()


def fifty_thousand_facts(folder: Path) -> Facts:
    """Written to a file in the folder."""
    streams = {person: _recorded(facts) for person, facts in read_extract(ALPHA, as_of=AS_OF).facts.items()}
    for seed in range(len(standards_asked())):
        for person, facts in batch_of(seed, people=30).facts.items():
            name = f"{seed}/{person}"
            streams[name] = tuple(replace(fact, person=name) for fact in facts)
    path = folder / "facts.parquet"
    written = write_facts(path, About(date(2031, 1, 1)), streams)
    assert written >= MANY
    return Facts(streams, open_facts(path))


def _recorded(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """An extract does not say when a fact was recorded: some days after it happened."""
    return tuple(replace(fact, recorded_at=_at(fact.on + timedelta(days=fact.number % 9))) for fact in facts)


def _at(day: date) -> datetime:
    return datetime.combine(day, time(0, 30), LONDON)  # in summer, the day before by the clocks of Greenwich

"""Everything that reads standards, behind one interface: raw streams by person and a day in, obligations out.

Hand-made cases run against all of `ENGINES`. Another engine is one more entry.
"""

from collections.abc import Callable, Sequence
from datetime import date
from types import ModuleType

from tests.standards.twin import twin_obligations
from throughcare.facts import Fact
from throughcare.facts.stream import in_order, standing
from throughcare.standards import column_engine, fact_table
from throughcare.standards.case_engine import CaseEngine
from throughcare.standards.language import AnyStandard
from throughcare.standards.obligations import Obligation

Streams = dict[str, tuple[Fact, ...]]
Engine = Callable[[Sequence[AnyStandard], Streams, date], list[Obligation]]


def by_case_engine(
    standards: Sequence[AnyStandard], streams: Streams, as_of: date, known_on: date | None = None
) -> list[Obligation]:
    """The engine that reads one person at a time."""
    engine = CaseEngine(standards)
    cut = (in_order(standing(stream, as_of=as_of, known_on=known_on)) for stream in streams.values())
    return [obligation for facts in cut for obligation in engine.derive(facts)]


def by_twin(
    standards: Sequence[AnyStandard], streams: Streams, as_of: date, known_on: date | None = None
) -> list[Obligation]:
    """The slow, obvious twin."""
    cut = [standing(stream, as_of=as_of, known_on=known_on) for stream in streams.values()]
    return [obligation for facts in cut for obligation in twin_obligations(standards, facts)]


def by_columns(
    standards: Sequence[AnyStandard],
    streams: Streams,
    as_of: date,
    known_on: date | None = None,
    *,
    engine: ModuleType = column_engine,
    tables: ModuleType = fact_table,
) -> list[Obligation]:
    """The column engine on Polars with packed windows. A planted bug comes as another `engine` or other `tables`."""
    table = tables.cut(tables.fact_table(streams, backend="polars"), as_of=as_of, known_on=known_on)
    return list(engine.derive(table, standards).obligations())


ENGINES: dict[str, Engine] = {"case engine": by_case_engine, "column engine": by_columns, "twin": by_twin}

"""The pack briefing by a hand-written query for DuckDB: what the column engine is measured against."""

from datetime import date
from pathlib import Path

import duckdb
import polars as pl

from throughcare.calendar import Limit, Unit, due_days
from throughcare.facts import KINDS

QUERY = Path(__file__).with_name("briefing.sql")
FIRST, LAST = date(1990, 1, 1), date(2100, 12, 31)
LIMITS = {
    **{f"wd{count}": Limit(count, Unit.WORKING_DAYS) for count in (1, 2, 5, 10, 20)},
    "cd42": Limit(42, Unit.CALENDAR_DAYS),
    "m6": Limit(6, Unit.MONTHS),
}


def briefing_by_sql(facts: Path, as_of: date, *, threads: int = 2) -> pl.DataFrame:
    """The obligations of the pack briefing: standard, person, opened_by, opened, due, met, ended, owed, accountable."""
    first, last = FIRST.toordinal(), LAST.toordinal()
    columns = {name: due_days(first, last, limit) for name, limit in LIMITS.items()}
    days = pl.DataFrame({"day": range(first, last + 1), **columns})
    due = days.select((pl.all() - date(1970, 1, 1).toordinal()).cast(pl.Int32).cast(pl.Date)).to_arrow()
    ranks = pl.DataFrame({"kind": list(KINDS), "rank": range(len(KINDS))}).to_arrow()
    with duckdb.connect(config={"threads": threads}) as connection:
        connection.register("due", due)
        connection.register("ranks", ranks)
        return connection.execute(QUERY.read_text("utf-8"), {"facts": str(facts), "as_of": as_of}).pl()

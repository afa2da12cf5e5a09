"""`python -m bench.nation [--facts FILE] [--quick]`: a nation's record read, derived, renewed and folded, in one run.

Every figure is of a process of its own, so that its memory is its own. Seconds of the processors stand beside seconds
of the clock: on a machine that others use, the first say more.
"""

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import islice
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import polars as pl
import pyarrow.parquet as pq
from rich.console import Console
from rich.table import Table

from bench.core import all_standards, standards_of
from bench.nation_files import a_quarter_of, some_people, synthesised
from bench.sql import briefing_by_sql
from throughcare.exchange.column_store import ColumnStore
from throughcare.exchange.fact_files import open_facts, streams_in, tables_in
from throughcare.exchange.nation import AT_ONCE, derive_nation
from throughcare.facts.stream import in_order, standing
from throughcare.standards.case_engine import CaseEngine
from throughcare.standards.column_engine import derive

PEOPLE, QUICK = 250_000, 20_000
RENEWED = 1_000
SAMPLE = 3_000
Found = dict[str, float]


def standards_named(pack: str) -> Any:
    """Every standard, or those of one pack."""
    return standards_of(pack) if pack else all_standards()


# --- what is measured, each in a process of its own -----------------------------------------------------------


def reading(facts: Path, pack: str = "") -> Found:
    """The file alone: read, checked, cut and put in numbers, and nothing done with it."""
    file = open_facts(facts)
    rows = sum(len(table.frame) for table in tables_in(file, standards=standards_named(pack), as_of=file.about.as_of))
    return {"rows": rows}


def whole(facts: Path, pack: str = "") -> Found:
    """Read and derived, the one while the other: what somebody waits for."""
    file = open_facts(facts)
    made = derive_nation(file, standards_named(pack), as_of=file.about.as_of)
    return {"rows": file.rows, "duties": len(made.frame)}


def engine(facts: Path, pack: str = "") -> Found:
    """The engine after reading: some slices are read, the clock goes while they are derived, and so on."""
    file, standards = open_facts(facts), standards_named(pack)
    tables = iter(tables_in(file, standards=standards, as_of=file.about.as_of))
    seconds = used = duties = 0.0
    with ThreadPoolExecutor(AT_ONCE) as pool:
        while some := list(islice(tables, AT_ONCE)):
            began, had = perf_counter(), process_time()
            duties += sum(pool.map(lambda table: len(derive(table, standards).frame), some))
            seconds, used = seconds + perf_counter() - began, used + process_time() - had
    return {"rows": file.rows, "duties": duties, "engine seconds": seconds, "engine processor seconds": used}


def sql(facts: Path, pack: str = "") -> Found:  # noqa: ARG001 - one pack alone is written by hand
    """The pack briefing by hand, in DuckDB, from the same file."""
    file = open_facts(facts)
    return {"rows": file.rows, "duties": len(briefing_by_sql(facts, file.about.as_of, threads=os.cpu_count() or 1))}


def cases(facts: Path, pack: str = "") -> Found:
    """The case engine on some people's facts, in memory already."""
    file = open_facts(facts)
    people = (own for stream, _, own in streams_in(file) if stream == "person")
    streams = [in_order(standing(own, as_of=file.about.as_of)) for own in islice(people, SAMPLE)]
    engine = CaseEngine(standards_named(pack))
    began = perf_counter()
    duties = sum(len(engine.derive(own)) for own in streams)
    return {"rows": sum(map(len, streams)), "duties": duties, "engine seconds": perf_counter() - began}


def renewing(facts: Path, folder: Path) -> Found:
    """A store built, a thousand people renewed from facts and again from a table, folded, and equal to one built anew.

    The new facts are those of as many other people, so every stream changes.
    """
    found: Found = {}

    def step(name: str, began: tuple[float, float]) -> None:
        found[name], found[f"{name}, processor"] = perf_counter() - began[0], process_time() - began[1]

    def now() -> tuple[float, float]:
        return perf_counter(), process_time()

    began = now()
    store = ColumnStore.build(folder / "store", facts, standards=all_standards())
    step("build", began)
    streams, table, changed = some_people(facts, RENEWED, folder)
    found["renewed facts"] = len(table)
    for name, given in (("renew", streams), ("renew from a table", table)):
        began = now()
        store.renew(given)
        step(name, began)
    began = now()
    over = store.obligations().select(pl.len()).collect().item()
    step("read base and overlay", began)
    began = now()
    store.fold()
    step("fold", began)
    assert store.obligations().select(pl.len()).collect().item() == over
    began = now()
    anew = ColumnStore.build(folder / "anew", changed, standards=all_standards())
    step("build anew", began)
    order = ["person", "opened_by", "standard"]
    found["equal"] = store.obligations().collect().sort(order).equals(anew.obligations().collect().sort(order))
    return found


# --- a process each -------------------------------------------------------------------------------------------


def apart(what: str, facts: Path, *more: str) -> Found:
    """What one measurement finds in a process of its own, with its seconds and its peak memory in GB."""
    command = [sys.executable, "-m", "bench.nation", "--only", what, "--facts", str(facts), *more]
    ran = subprocess.run(command, cwd=Path(__file__).parent.parent, capture_output=True, text=True, check=False)
    if ran.returncode:
        raise RuntimeError(f"{what}: {ran.stderr}")
    found: Found = json.loads(ran.stdout)
    told = ", ".join(f"{name} {value:,.2f}" for name, value in found.items())
    print(f"{what} {' '.join(more[1:])} {facts.name}: {told}", file=sys.stderr, flush=True)
    return found


def alone(arguments: argparse.Namespace) -> None:
    """Measure one thing, in this process, and print what was found."""
    began, had = perf_counter(), process_time()
    run = {"reading": reading, "whole": whole, "engine": engine, "sql": sql, "cases": cases, "renewing": renewing}
    found = run[arguments.only](arguments.facts, arguments.folder or arguments.pack)  # type: ignore[operator]
    found["seconds"], found["processor seconds"] = perf_counter() - began, process_time() - had
    found["GB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    json.dump(found, sys.stdout)


Row = tuple[str, str, str, str]
"""What, measured on the clock, of the processors and in memory, and the limit."""


def _row(what: str, found: Found, limit: str = "", of: str = "") -> Row:
    """A line of one measurement, or of one part of it."""
    clock, processors = (f"{of} seconds", f"{of} processor seconds") if of else ("seconds", "processor seconds")
    return what, f"{found[clock]:.1f} s", f"{found[processors]:.1f} s, {found['GB']:.2f} GB", limit


def _step(what: str, found: Found, step: str, limit: str = "", more: str = "") -> Row:
    return what, f"{found[step]:.2f} s", f"{found[f'{step}, processor']:.2f} s{more}", limit


def of_the_engines(facts: Path, folder: Path) -> list[Row]:
    """The column engine beside the file alone, the query by hand, the case engine, and a quarter of the people."""
    small = a_quarter_of(facts, folder)
    read, every, quarter = apart("reading", facts), apart("engine", facts), apart("engine", small)
    both, briefing = apart("whole", facts), apart("whole", facts, "--pack", "briefing")
    by_hand, case = apart("sql", facts), apart("cases", facts)
    rate, times = case["rows"] / case["engine seconds"], every["rows"] / quarter["rows"]
    clock, processors = (every[name] / quarter[name] for name in ("engine seconds", "engine processor seconds"))
    faster, lighter = by_hand["seconds"] / briefing["seconds"], by_hand["GB"] / briefing["GB"]
    sparing = by_hand["processor seconds"] / briefing["processor seconds"]
    all_packs = f"column engine, all packs, after reading ({int(every['duties']):,} duties)"
    nation = f"the nation would take {every['rows'] / rate:.0f} s"
    return [
        _row(f"the file alone, {int(read['rows']):,} facts that some standard names", read),
        _row(all_packs, every, "8 s, 2 GB", of="engine"),
        _row("  reading and deriving, the one while the other", both, "2 GB"),
        _row(f"  the same of briefing alone ({int(briefing['duties']):,} duties)", briefing),
        _row("  reading for briefing alone", apart("reading", facts, "--pack", "briefing")),
        _row(f"briefing by hand in DuckDB, from the file ({int(by_hand['duties']):,} duties)", by_hand),
        ("  in times of ours, reading counted in both", f"{faster:.1f}", f"{sparing:.1f}, memory {lighter:.1f}", ""),
        (f"case engine, all packs, {int(case['rows']):,} facts in memory", f"{rate:,.0f} facts/s", nation, ""),
        (f"growth of the engine, {times:.2f} times the facts", f"{clock:.2f} times", f"{processors:.2f} times", "4.4"),
    ]


def of_the_store(facts: Path, folder: Path) -> list[Row]:
    """What it takes to renew some people, and to fold that in."""
    found = apart("renewing", facts, "--folder", str(folder))
    many, equal = int(found["renewed facts"]), "equal to" if found["equal"] else "NOT EQUAL TO"
    return [
        _step("store: built, everything derived and written", found, "build", more=f", {found['GB']:.2f} GB"),
        _step(f"  {RENEWED:,} people renewed from {many:,} facts", found, "renew", "1 s"),
        _step("  the same from a table of columns", found, "renew from a table", "1 s"),
        _step("  duties of base and overlay counted", found, "read base and overlay"),
        _step("  folded", found, "fold", more=f"; {equal} a full derivation"),
    ]


def main() -> int:
    """Measure and print, or measure one thing."""
    parser = argparse.ArgumentParser(prog="bench.nation")
    parser.add_argument("--facts", type=Path)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only")
    parser.add_argument("--pack", default="")
    parser.add_argument("--folder", type=Path)
    arguments = parser.parse_args()
    if arguments.only:
        alone(arguments)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        people = QUICK if arguments.quick else PEOPLE
        facts = arguments.facts or synthesised(people, Path(folder))
        made = pq.read_metadata(facts)
        table = Table(box=None, title=f"{made.num_rows:,} facts as of {open_facts(facts).about.as_of}")
        for name in ("figure", "measured", "of the processors; memory", "at most"):
            table.add_column(name)
        began = date.today(), os.getloadavg()[0]
        for row in of_the_engines(facts, Path(folder)) + of_the_store(facts, Path(folder)):
            table.add_row(*row)
    Console(width=150).print(table)
    Console(width=150).print(
        f"{platform.platform()}, {os.cpu_count()} cores, {began[0]}; others kept {began[1]:.1f} processors busy at the "
        f"beginning and {os.getloadavg()[0]:.1f} at the end. One run of each."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""`python -m bench.nation [--facts FILE] [--quick]`: a nation's record read, derived, renewed and folded, in one run.

Every figure is of a process of its own, so that its memory is its own. Seconds of the processors stand beside seconds
of the clock: on a machine that others use, the first say more.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import islice
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import polars as pl
import pyarrow.parquet as pq
from rich.console import Console

from bench.core import all_standards, standards_of
from bench.figures import Figure, add, new_table
from bench.nation_files import a_quarter_of, some_people, synthesised
from bench.sql import briefing_by_sql
from bench.what_if import LIMITS, asked
from bench.what_if import measured as what_if_measured
from throughcare.exchange.column_store import ColumnStore
from throughcare.exchange.fact_files import FactFile, open_facts, streams_in, tables_in
from throughcare.exchange.nation import AT_ONCE, derive_nation
from throughcare.facts.stream import in_order, standing
from throughcare.standards.case_engine import CaseEngine
from throughcare.standards.column_engine import derive

PEOPLE, QUICK = 250_000, 20_000
AS_PROMISED = 14_000_000
"""Limits are promised for about 15 million facts."""
RENEWED = 1_000
SAMPLE = 3_000
RUNS = 3
"""The engine and its quarter are run so often, each in its own process, and the best counts."""
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
    """The engine after reading: some slices are read, the clock goes while they are derived, and so on.

    The best of some runs: what is held against a quarter of the facts must not be what else the machine had to do.
    """
    file, standards = open_facts(facts), standards_named(pack)
    found = [_engine_once(file, standards) for _ in range(RUNS)]
    seconds, used, duties = min(found)
    return {"rows": file.rows, "duties": duties, "engine seconds": seconds, "engine processor seconds": used}


def _engine_once(file: FactFile, standards: Any) -> tuple[float, float, float]:
    tables = iter(tables_in(file, standards=standards, as_of=file.about.as_of))
    seconds = used = duties = 0.0
    with ThreadPoolExecutor(AT_ONCE) as pool:
        while some := list(islice(tables, AT_ONCE)):
            began, had = perf_counter(), process_time()
            duties += sum(pool.map(lambda table: len(derive(table, standards).frame), some))
            seconds, used = seconds + perf_counter() - began, used + process_time() - had
    return seconds, used, duties


def sql(facts: Path) -> Found:
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
    began = now()
    found["moved"] = store.move(store.about.as_of + timedelta(1))
    step("move to the next day", began)
    return found


def what_if(facts: Path) -> Found:
    """Questions asked of the file: today and what-if side by side, reading included."""
    return what_if_measured(facts)


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
    run = {each.__name__: each for each in (reading, whole, engine, sql, cases, renewing, what_if)}
    more = [each for each in (arguments.folder, arguments.pack) if each]
    found = run[arguments.only](arguments.facts, *more)  # type: ignore[operator]
    found["seconds"], found["processor seconds"] = perf_counter() - began, process_time() - had
    found["GB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    json.dump(found, sys.stdout)


def made(facts: Path | None, people: int, folder: Path) -> tuple[Path, list[Figure]]:
    """The file that was given, or one that is made, and how long that took."""
    if facts is not None:
        return facts, []
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), perf_counter()
    facts = synthesised(people, folder)
    seconds, after = perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    rows = pq.read_metadata(facts).num_rows
    limit = 90 * people / PEOPLE
    return facts, [
        Figure(
            f"made up: {people:,} people, {rows:,} facts", seconds, "s", limit, beside=f"{used:.0f} s of processors"
        ),
        Figure("  its largest process", after.ru_maxrss / 1e6, "GB", 4),
    ]


def of_the_engines(facts: Path, folder: Path, *, as_promised: bool) -> list[Figure]:
    """The column engine beside the file alone, the query by hand, the case engine, and a quarter of the people.

    `as_promised`: the file is as large as the one for which limits are promised.
    """
    small = a_quarter_of(facts, folder)
    read, every, quarter = apart("reading", facts), apart("engine", facts), apart("engine", small)
    both, briefing = apart("whole", facts), apart("whole", facts, "--pack", "briefing")
    by_hand, case = apart("sql", facts), apart("cases", facts)
    rate, times = case["rows"] / case["engine seconds"], every["rows"] / quarter["rows"]
    clock = every["engine seconds"] / quarter["engine seconds"]
    used, alone_in = every["engine processor seconds"], every["rows"] / rate
    return [
        Figure(f"the file alone, {int(read['rows']):,} facts that some standard names", read["seconds"], "s"),
        Figure(
            f"column engine, all packs, after reading ({int(every['duties']):,} duties)",
            every["engine seconds"],
            "s",
            8 if as_promised else None,
            beside=f"{every['engine seconds'] / read['seconds']:.1f} of reading; {used:.1f} s of processors",
        ),
        Figure("  peak memory of the whole process", every["GB"], "GB", 2),
        Figure("  reading and deriving, the one while the other", both["seconds"], "s"),
        Figure("  the same of briefing alone", briefing["seconds"], "s", beside=f"{briefing['GB']:.2f} GB"),
        Figure(
            f"briefing by hand in DuckDB, from the file ({int(by_hand['duties']):,} duties)",
            by_hand["seconds"],
            "s",
            beside=f"{by_hand['seconds'] / briefing['seconds']:.1f} of ours; {by_hand['GB']:.1f} GB",
        ),
        Figure(
            f"case engine, all packs, {int(case['rows']):,} facts in memory",
            rate,
            "facts/s",
            beside=f"the nation would take {alone_in:.0f} s, {alone_in / every['engine seconds']:.0f} times ours",
        ),
        Figure(f"growth of the engine at {times:.2f} times the facts", clock, "times", 4.4),
    ]


def of_the_store(facts: Path, folder: Path) -> list[Figure]:
    """What it takes to renew some people, and to fold that in."""
    found = apart("renewing", facts, "--folder", str(folder))
    many, built = int(found["renewed facts"]), found["build"]
    return [
        Figure("store: built, everything derived and written", built, "s", beside=f"{found['GB']:.2f} GB"),
        Figure(
            f"  {RENEWED:,} people renewed from {many:,} facts",
            found["renew"],
            "s",
            1,
            beside=f"{found['renew'] / built:.3f} of building",
        ),
        Figure("  the same from a table of columns", found["renew from a table"], "s", 1),
        Figure("  duties of base and overlay counted", found["read base and overlay"], "s"),
        Figure("  folded", found["fold"], "s"),
        Figure("  moved to the next day", found["move to the next day"], "s", beside=f"{found['moved']:,.0f} people"),
        Figure("  differs from a full derivation (0: no)", 0.0 if found["equal"] else 1.0, "", 0),
    ]


def of_what_if(facts: Path, *, as_promised: bool) -> list[Figure]:
    """What somebody waits for who asks what a standard would count if it were read otherwise."""
    found = apart("what_if", facts)
    told = []
    for name in asked():
        limit = next(limit for words, limit in LIMITS.items() if name.startswith(words)) if as_promised else None
        used, moved = found[f"{name}, processor"], found[f"{name}, moved"]
        beside = f"{used:.1f} s of processors; {moved:,.0f} duties move"
        told.append(Figure(f"what-if of {name}", found[name], "s", limit, beside=beside))
    return [*told, Figure("  peak memory of the whole process", found["GB"], "GB", 2)]


def figures(facts: Path | None = None, people: int = PEOPLE) -> list[Figure]:
    """Everything of a nation's file, in one run."""
    with tempfile.TemporaryDirectory() as folder:
        facts, making = made(facts, people, Path(folder))
        as_promised = pq.read_metadata(facts).num_rows > AS_PROMISED
        return [
            *making,
            *of_the_engines(facts, Path(folder), as_promised=as_promised),
            *of_the_store(facts, Path(folder)),
            *of_what_if(facts, as_promised=as_promised),
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
    table = new_table()
    add(table, "a nation", figures(arguments.facts, QUICK if arguments.quick else PEOPLE))
    Console(width=150).print(table)
    Console(width=150).print(
        f"Others kept {os.getloadavg()[0]:.1f} processors busy at the end. One run of each but the engine."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())

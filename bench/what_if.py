"""`python -m bench.what_if FILE`: what-if over a file of facts, for one standard and for a pack, reading included."""

from __future__ import annotations

import resource
import sys
from pathlib import Path
from time import perf_counter

from throughcare.exchange.counted_at_once import what_if_at_once
from throughcare.exchange.facts_at_hand import facts_of_file
from throughcare.exchange.packs import read_pack
from throughcare.standards.changes import WhatIf, what_if_one, what_if_pack

RUNS = 3
LIMIT, WARRANTED = {"limit": "3 working days"}, {"applies": "warranted"}


def asked() -> dict[str, WhatIf]:
    """What is asked: of one standard and of a pack, another limit and other people."""
    pack = read_pack("briefing")
    first = next(each for each in pack.standards if each.id == "first-appointment")
    return {
        "one standard, another limit": what_if_one(LIMIT, first, pack),
        "one standard, other people": what_if_one(WARRANTED, first, pack),
        "a pack, another limit": what_if_pack(LIMIT, pack),
        "a pack, other people": what_if_pack(WARRANTED, pack),
    }


def processor_seconds() -> float:
    """The seconds that this process has used of all its processors."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def main(path: str) -> None:
    """Print the best of some runs: seconds, processor seconds, and how much memory was used at most."""
    facts = facts_of_file(Path(path))
    for name, what_if in asked().items():
        runs = []
        for _ in range(RUNS):
            began, used = perf_counter(), processor_seconds()
            counted = what_if_at_once(what_if, facts.tables(what_if.standards, as_of=facts.as_of), as_of=facts.as_of)
            runs.append((perf_counter() - began, processor_seconds() - used))
        seconds, processor = min(runs)
        pairs, moved = len(what_if.pairs), counted.moved
        print(f"{name} ({pairs}): {seconds:.1f} s, {processor:.1f} s of processors; {moved:,} duties move")
    print(f"at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB")


if __name__ == "__main__":
    main(sys.argv[1])

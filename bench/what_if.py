"""What-if over a file of facts, for one standard and for a pack, reading included."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter, process_time

from throughcare.exchange.counted_at_once import what_if_at_once
from throughcare.exchange.facts_at_hand import facts_of_file
from throughcare.exchange.packs import read_pack
from throughcare.standards.changes import WhatIf, what_if_one, what_if_pack

RUNS = 3
LIMITS = {"one standard": 3.0, "a pack": 10.0}
"""Seconds over a nation's record."""
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


def measured(path: Path) -> dict[str, float]:
    """The best of some runs of each question: seconds, those of the processors, and how many duties move."""
    facts, found = facts_of_file(path), {}
    for name, what_if in asked().items():
        runs = []
        for _ in range(RUNS):
            began, used = perf_counter(), process_time()
            tables = facts.tables(what_if.standards, as_of=facts.as_of)
            moved = what_if_at_once(what_if, tables, as_of=facts.as_of).moved
            runs.append((perf_counter() - began, process_time() - used))
        found[name], found[f"{name}, processor"] = min(runs)
        found[f"{name}, moved"] = moved
    return found

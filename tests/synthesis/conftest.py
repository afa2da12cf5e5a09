"""A small nation, made once for all tests and read as facts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from throughcare.exchange.fact_files import PERSON, STAFF, About, open_facts, streams_in
from throughcare.exchange.packs import read_packs, shipped_packs
from throughcare.facts import Fact
from throughcare.facts.stream import in_order, standing
from throughcare.standards.case_engine import CaseEngine
from throughcare.standards.obligations import Obligation
from throughcare.synthesis import Wish, make_nation

WISH = Wish(people=4_000, years=3, seed=7)


@dataclass(frozen=True)
class Made:
    """A nation as facts."""

    about: About
    people: dict[str, tuple[Fact, ...]]
    staff: dict[str, tuple[Fact, ...]]

    @property
    def type_of(self) -> dict[str, str]:
        return {each.code: each.type for each in self.about.organisations}


def made(wish: Wish, path: Path, **how: int) -> Made:
    make_nation(wish, path, **how)
    file = open_facts(path)
    found: dict[str, dict[str, tuple[Fact, ...]]] = {PERSON: {}, STAFF: {}}
    for stream, whose, facts in streams_in(file):
        found[stream][whose] = facts
    return Made(file.about, found[PERSON], found[STAFF])


@pytest.fixture(scope="package")
def nation(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return made(WISH, tmp_path_factory.mktemp("nation") / "nation.parquet")


@pytest.fixture(scope="package")
def stands(nation: Made) -> dict[str, list[Fact]]:
    """What stands of each person, in the order in which it happened."""
    return {crn: in_order(standing(facts, as_of=WISH.as_of)) for crn, facts in nation.people.items()}


@pytest.fixture(scope="package")
def duties(stands: dict[str, list[Fact]]) -> list[Obligation]:
    """Every duty, by the case engine."""
    derive = _engine().derive
    return [duty for facts in stands.values() for duty in derive(facts)]


@cache
def _engine() -> CaseEngine:
    return CaseEngine([each for pack in read_packs(shipped_packs()) for each in pack.standards])

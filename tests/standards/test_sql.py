"""The query by hand that the column engine is measured against makes the same obligations, or would prove nothing."""

from pathlib import Path
from random import Random

import pytest

from bench.sql import briefing_by_sql
from tests.standards.compare import differ
from tests.standards.engines import by_case_engine
from tests.standards.histories import make_batch
from tests.standards.packs import pack
from throughcare.exchange.fact_files import About, write_facts
from throughcare.standards.obligations import Obligation, Owed

STANDARDS = pack("briefing").standards


@pytest.mark.parametrize("place", range(len(STANDARDS)), ids=[standard.id for standard in STANDARDS])
def test_the_query_by_hand_makes_the_obligations_of_the_case_engine(tmp_path: Path, place: int) -> None:
    batch = make_batch(STANDARDS[place], Random(place), 60)
    path = tmp_path / "facts.parquet"
    write_facts(path, About(batch.as_of), batch.facts)
    found = []
    for standard, person, opened_by, opened, due, met, ended, owed, accountable in briefing_by_sql(
        path, batch.as_of
    ).iter_rows():
        found.append(Obligation(standard, person, opened_by, opened, due, Owed(owed), met, ended, accountable))
    cases = by_case_engine(STANDARDS, batch.facts, batch.as_of)
    for duty in cases:
        duty.met_by = None
    assert not differ(cases, found)
    assert cases

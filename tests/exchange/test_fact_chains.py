"""A file that carries a chain: it holds, erased facts included, and a broken link is named by person and number."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.exchange.chained_files import write_chained
from tests.standards.histories import make_batch_any
from throughcare.exchange.fact_files import FactFileFault, check_chain, open_facts
from throughcare.exchange.fact_files.schema import PAYLOAD

FACTS = make_batch_any(Random(5), 6).facts
COUNT = sum(map(len, FACTS.values()))


@pytest.fixture
def chained(tmp_path: Path) -> Path:
    return write_chained(tmp_path, FACTS)


def changed(path: Path, row: int, values: dict[str, object]) -> Path:
    table = pq.read_table(path)
    for name, value in values.items():
        cells = table[name].to_pylist()
        cells[row] = value
        table = table.set_column(
            table.column_names.index(name), table.schema.field(name), pa.array(cells, table[name].type)
        )
    pq.write_table(table, path.with_name("changed.parquet"))
    return path.with_name("changed.parquet")


def test_a_chain_that_holds_is_counted(chained: Path) -> None:
    assert check_chain(open_facts(chained)) == COUNT
    assert check_chain(open_facts(chained.with_name("plain.parquet"))) == 0


def test_what_was_erased_by_law_still_holds(chained: Path) -> None:
    gone = dict.fromkeys([*PAYLOAD, "thread", "note", "salt"])
    assert check_chain(open_facts(changed(chained, 3, gone))) == COUNT


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"note": "It was not so."}, "is not what was written"),
        ({"on": date(2001, 1, 1)}, "was changed"),
        ({"hash": "0" * 64}, "was changed"),
        ({"salt": None, "note": "kept"}, "is only half erased"),
    ],
)
def test_a_broken_link_is_named_by_person_and_number(chained: Path, values: dict[str, object], why: str) -> None:
    row = pq.read_table(chained).select(["person", "number"]).to_pylist()[3]
    said = rf"changed\.parquet: the chain of {row['person']} is broken at fact {row['number']}: .*{why}"
    with pytest.raises(FactFileFault, match=said):
        check_chain(open_facts(changed(chained, 3, values)))

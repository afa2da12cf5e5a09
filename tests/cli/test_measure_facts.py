"""`throughcare measure --facts`: a file of facts counts as the extract it was made of, and bad files are refused."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.cli.commands import ALPHA, AS_OF, alpha, facts_of_alpha, refused, succeeds
from tests.exchange.chained_files import write_chained
from tests.standards.histories import make_batch_any


@pytest.fixture(scope="module")
def facts_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up extract as a file of facts, each recorded ten days after it happened, or on the last day."""
    return facts_of_alpha(tmp_path_factory.mktemp("facts") / "alpha.parquet", recorded)


FIRST = "briefing/first-appointment"


def recorded(fact):
    day = min(fact.on + timedelta(10), date.fromisoformat(AS_OF))
    return replace(fact, recorded_at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC))


def spoilt(path, name, row, value):
    """The same file with another value in one cell."""
    table = pq.read_table(path)
    cells = table[name].to_pylist()
    cells[row] = value
    place = table.column_names.index(name)
    table = table.set_column(place, table.schema.field(name), pa.array(cells, table[name].type))
    pq.write_table(table, path.with_name("spoilt.parquet"))
    return path.with_name("spoilt.parquet")


@pytest.mark.parametrize("asked", [(), ("--by", "provider", "--pack", "throughcare", "--pack", "briefing")])
@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_a_file_counts_as_the_extract_it_was_made_of(facts_file, asked, form):
    of_file = succeeds("measure", "--facts", facts_file, "--format", form, *asked)
    assert of_file.out == alpha("--format", form, *asked).out


def test_further_convictions_are_counted_though_no_standard_names_them(facts_file):
    assert "further-conviction" in succeeds("measure", "--facts", facts_file, "--format", "csv").out


def test_what_was_known_on_a_day_is_less(facts_file):
    def figures(*asked):
        return succeeds("measure", "--facts", facts_file, "--format", "csv", *asked).out

    now, then, recorded_clock = figures(), figures("--known-on", "2016-01-31"), figures("--clock", "recorded")
    assert len({now, then, recorded_clock}) == 3
    assert figures("--as-of", "2015-12-31") == figures("--as-of", "2015-12-31", "--known-on", "2016-01-10")


def test_what_cannot_be_counted_is_refused_in_a_sentence(facts_file, tmp_path):
    assert refused("measure", "--facts", tmp_path / "none.parquet") == [
        f"{tmp_path / 'none.parquet'} is no file: say a Parquet file of facts, as throughcare synthesise writes them."
    ]
    (sentence,) = refused("measure", "--facts", facts_file, "--rejects", tmp_path / "x.csv")
    assert sentence.startswith("--rejects goes with --extract")
    (sentence,) = refused("measure", "--facts", facts_file, "--as-of", "2016-07-01")
    assert "its last day is 2016-06-30" in sentence
    (sentence,) = refused("measure", "--extract", ALPHA, "--as-of", AS_OF, "--known-on", "2016-01-31")
    assert "do not say when they were recorded" in sentence


def test_a_file_out_of_order_is_refused_and_its_first_such_row_named(facts_file, tmp_path):
    table = pq.read_table(facts_file)
    rows = [*range(100), 101, 100, *range(102, len(table))]
    pq.write_table(table.take(rows), tmp_path / "mixed.parquet")
    (sentence,) = refused("measure", "--facts", tmp_path / "mixed.parquet")
    assert "mixed.parquet is not in order: row 102, fact " in sentence


def test_what_an_import_refuses_is_not_counted_either(facts_file):
    """A gap in the numbers, and a day of recording that the file cannot know of."""
    first = pq.read_table(facts_file).select(["person", "number"]).to_pylist()[0]
    gap = spoilt(facts_file, "number", 0, 999)
    (sentence,) = refused("measure", "--facts", gap)
    assert f"facts of {first['person']}, and none of them is number {first['number']}: numbers go from 1" in sentence
    late = spoilt(facts_file, "recorded_at", 0, datetime(2016, 7, 1, 9, tzinfo=UTC))
    for command in (["measure"], ["recording-delay"], ["what-if", "--standard", FIRST, "--limit", "3 days"]):
        (sentence,) = refused(*command, "--facts", late)
        assert (
            f"fact {first['number']} of {first['person']} was recorded later than 2016-06-30, "
            "the day as of which the file says it is" in sentence
        )


def test_a_file_whose_chain_is_broken_is_not_counted(tmp_path):
    chained = write_chained(tmp_path, make_batch_any(Random(5), 6).facts)
    succeeds("measure", "--facts", chained)
    row = pq.read_table(chained).select(["person", "number"]).to_pylist()[3]
    (sentence,) = refused("measure", "--facts", spoilt(chained, "hash", 3, "0" * 64))
    assert f"the chain of {row['person']} is broken at fact {row['number']}: " in sentence

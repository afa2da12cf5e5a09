"""`throughcare measure --facts`: a file of facts counts as the extract it was made of, and bad files are refused."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from tests.cli.commands import ALPHA, AS_OF, alpha, refused, succeeds
from throughcare.exchange.extracts import read_extract
from throughcare.exchange.fact_files import About, OrganisationRow, write_facts


@pytest.fixture(scope="module")
def facts_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up extract as a file of facts, each recorded ten days after it happened."""
    extract = read_extract(ALPHA, as_of=date.fromisoformat(AS_OF))
    organisations = tuple(
        OrganisationRow(code, extract.provider_names[code], type_) for code, type_ in extract.provider_types.items()
    )
    facts = {person: [recorded(fact) for fact in own] for person, own in extract.facts.items() if own}
    path = tmp_path_factory.mktemp("facts") / "alpha.parquet"
    write_facts(path, About(extract.as_of, organisations), facts)
    return path


def recorded(fact):
    return replace(fact, recorded_at=datetime(fact.on.year, fact.on.month, fact.on.day, 12, tzinfo=UTC) + timedelta(10))


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

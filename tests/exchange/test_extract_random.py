"""Extracts spoiled at random: the fast checks against their slow twin, and bytes of any kind."""

import tempfile
from contextlib import suppress
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exchange.slow_checking import refused_rows
from tests.exchange.tiny_extract import AS_OF, TinyExtract
from throughcare.exchange.extracts import ExtractFault, read_extract
from throughcare.exchange.extracts.layout import BY_NAME

TINY = TinyExtract(Path("never written"))
TABLES = list(TINY.rows)
COLUMNS = [(table, column) for table in TABLES for column in TINY.rows[table][0]]
CELLS = sorted(
    {cell for rows in TINY.rows.values() for row in rows[1:] for cell in row}
    | {"", " ", "\xa0", "x1", " X2 ", "01", "31/02/2015", "01/07/2016", "30/06/2016", "1/1/2015", "WIBBLE", "Q9"}
    | {"a\nb", '"', "two, with a comma", "01/01/1999"}
)

changes = st.one_of(
    st.tuples(st.just("cell"), st.sampled_from(COLUMNS), st.integers(0, 9), st.sampled_from(CELLS)),
    st.tuples(st.just("copy"), st.sampled_from(COLUMNS), st.integers(0, 9), st.sampled_from(CELLS)),
    st.tuples(st.just("again"), st.sampled_from(COLUMNS), st.integers(0, 9), st.just("")),
    st.tuples(
        st.sampled_from(["more", "fewer", "drop", "blank"]), st.sampled_from(COLUMNS), st.integers(0, 9), st.just("")
    ),
)


def spoil(tiny: TinyExtract, how: str, where: tuple[str, str], number: int, cell: str) -> None:
    """Change one row of one table."""
    table, column = where
    rows = tiny.rows[table]
    full = [row for row in range(1, len(rows)) if len(rows[row]) == len(rows[0])]
    if not full:
        return
    row = full[number % len(full)]
    if how == "cell":
        tiny.spoil(table, row, **{column: cell})
    elif how == "copy":
        tiny.add(table, row, **{column: cell})
    elif how == "again":
        tiny.add(table, row)
    elif how == "more":
        rows[row] = [*rows[row], ""]
    elif how == "fewer":
        rows[row] = rows[row][:-1]
    elif how == "drop":
        del rows[row]
    else:
        rows.insert(row, [" "])


WORDS = {
    "cells": ["the row has"],
    "keys": ["stands in rows"],
    "missing": ["is blank"],
    "dates": ["is not a day", "is not a date", "lies after"],
    "codes": ["is not one of"],
    "references": ["counts as absent", "not in the extract"],
    "order of dates": ["before", "expected a blank"],
}


@settings(max_examples=150, deadline=None)
@given(st.lists(changes, min_size=1, max_size=6))
def test_the_same_rows_are_refused_as_by_the_slow_twin_and_all_rows_are_accounted_for(planned):
    with tempfile.TemporaryDirectory() as folder:
        tiny = TinyExtract(Path(folder))
        for change in planned:
            spoil(tiny, *change)
        extract = tiny.read()
        slow = refused_rows(Path(folder), AS_OF)
    assert {(refusal.file, refusal.line) for refusal in extract.refusals} == slow.keys()
    for refusal in extract.refusals:
        assert any(words in refusal.reason for words in WORDS[slow[refusal.file, refusal.line]])
    assert_all_rows_are_accounted_for(extract)


def assert_all_rows_are_accounted_for(extract) -> None:
    """Rows loaded, refused and repeated add up to the rows read, seen through the people and the contacts."""
    refused = [refusal.file for refusal in extract.refusals]
    for table, stated in (("persons", len(extract.people)), ("providers", len(extract.provider_types))):
        others = refused.count(table) + extract.repeated[table] + extract.repeated_refused[table]
        assert stated + others == extract.rows[table]
    facts = [fact for facts in extract.facts.values() for fact in facts]
    contacts = set(BY_NAME["contacts"].codes[0].values)
    stated = sum(any(s.only and s.only[1] in contacts for s in type(fact).sources) for fact in facts)
    others = refused.count("contacts") + extract.repeated["contacts"] + extract.repeated_refused["contacts"]
    assert stated + others == extract.rows["contacts"]


edits = st.tuples(st.sampled_from(TABLES), st.integers(0, 400), st.integers(0, 5), st.binary(max_size=6))
text_edits = st.tuples(
    st.sampled_from(TABLES),
    st.integers(0, 400),
    st.integers(0, 5),
    st.sampled_from([b'"', b'""', b",", b"\n", b"\r", b" "]),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(edits, text_edits), min_size=1, max_size=5))
def test_bytes_of_any_kind_give_an_extract_in_which_all_rows_are_accounted_for_or_a_fault(planned):
    with tempfile.TemporaryDirectory() as folder:
        tiny = TinyExtract(Path(folder))
        for table, place, length, put in planned:
            content = tiny.raw.get(table) or tiny.text(table).encode()
            tiny.raw[table] = content[:place] + put + content[place + length :]
        with suppress(ExtractFault):
            assert_all_rows_are_accounted_for(read_extract(tiny.write(), as_of=AS_OF))

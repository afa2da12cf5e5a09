"""Extracts changed at random and laid one on the other, against the slow twin."""

import tempfile
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.actions.loading_twin import Record, lay_on
from tests.actions.loads import all_is_well, everything, load, posts, stream
from tests.exchange.test_extract_random import changes, spoil
from tests.exchange.tiny_extract import TinyExtract
from throughcare.actions import projections
from throughcare.actions.loading import LoadFault
from throughcare.facts.fact import payload_written
from throughcare.records.models import Person, Staff

pytestmark = [pytest.mark.database, pytest.mark.django_db]

DAYS = [date(2016, 6, 30), date(2016, 6, 30), date(2016, 7, 31)]
TABLES = list(TinyExtract(Path("never written")).rows)

edits = st.lists(
    st.one_of(changes, st.tuples(st.just("back"), st.sampled_from(TABLES), st.just(0), st.just(""))), max_size=6
)


@settings(max_examples=40, deadline=None)
@given(st.lists(edits, min_size=2, max_size=3))
def test_what_is_added_and_withdrawn_is_what_the_slow_twin_says(extracts):
    with tempfile.TemporaryDirectory() as folder, transaction.atomic():
        tiny, twin = TinyExtract(Path(folder)), Record()
        for planned, as_of in zip(extracts, DAYS, strict=False):
            change(tiny, planned)
            extract = tiny.read(as_of)
            if any(len(code) > 20 for code in codes(extract)):
                with pytest.raises(LoadFault, match="more than the 20"):
                    load(extract, as_of)
                break
            loaded = load(extract, as_of)
            lay_on(twin, Path(folder), extract, as_of)
            assert_same(loaded, twin)
            repeated = load(extract, as_of)
            assert (repeated.facts, repeated.withdrawn, repeated.posts, repeated.people) == (0, 0, 0, 0)
        all_is_well()
        assert_projections_hold()
        transaction.set_rollback(True)


def codes(extract) -> set[str]:
    """The good codes of an extract that the record keeps in columns of a limited length."""
    found = set(extract.people) | set(extract.provider_types)
    for row in extract.good_rows():
        if row.table in ("officers", "allocations"):
            found |= {row.cells[0], row.cells[3] if row.table == "officers" else row.cells[4]}
    return found


def change(tiny: TinyExtract, planned) -> None:
    """Spoil some rows; *back* puts a whole table back to how it was."""
    for how, where, number, cell in planned:
        if how == "back":
            tiny.rows[where] = TinyExtract(tiny.folder).rows[where]
        else:
            spoil(tiny, how, where, number, cell)


def assert_same(loaded, twin: Record) -> None:
    streams = {
        crn: [(fact.kind, fact.on, fact.thread, payload_written(fact)) for fact in stream(crn)]
        for crn in Person.objects.values_list("crn", flat=True)
    }
    assert streams == twin.streams
    held = {
        code: [
            {"ProviderCode": post.provider, "TeamCode": post.team or "", "Grade": post.grade, "FTE": post.full_time}
            for post in posts(code)
        ]
        for code in Staff.objects.values_list("code", flat=True)
    }
    assert held == twin.posts
    for name in ("new", "changed", "gone", "refused"):
        found = {table: getattr(counts, name) for table, counts in loaded.rows.items()}
        assert {table: many for table, many in found.items() if many} == dict(getattr(twin, name)), name
    assert Counter(row.table for row in loaded.gone) == twin.gone
    assert Counter(row.table for row in loaded.refused) == twin.refused
    assert loaded.held_back == ()


def assert_projections_hold() -> None:
    before = everything(but={"id"})
    projections.rebuild()
    assert everything(but={"id"}) == before

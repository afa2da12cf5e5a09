"""Every planted bug dies: a keystone test that cannot fail would be worth nothing."""

from dataclasses import replace

import pytest

from tests.standards.engines import by_columns
from tests.standards.keystone import by_cases, is_different
from tests.standards.planted import CASE_BUGS, COLUMN_BUGS, Bug, planted
from throughcare.facts.stream import in_order, standing

BATCHES = 330  # ten of each standard


@pytest.mark.parametrize("bug", COLUMN_BUGS, ids=lambda bug: bug.what)
def test_bug_in_the_column_engine_dies(bug: Bug):
    engine, tables, _ = planted(bug)

    def with_bug(*asked):
        return by_columns(*asked, engine=engine, tables=tables)

    assert any(is_different(seed, right=with_bug) for seed in range(BATCHES)), f"survived: {bug.what}"


@pytest.mark.parametrize("bug", CASE_BUGS, ids=lambda bug: bug.what)
def test_bug_in_the_case_engine_dies(bug: Bug):
    *_, cases = planted(bug)

    def with_bug(standards, streams, as_of, known_on=None):
        engine = cases.CaseEngine(standards)
        cut = (in_order(standing(stream, as_of=as_of, known_on=known_on)) for stream in streams.values())
        return [replace(made, met_by=None) for facts in cut for made in engine.derive(facts)]

    assert any(is_different(seed, left=with_bug) for seed in range(BATCHES)), f"survived: {bug.what}"


def test_without_a_bug_there_is_no_difference():
    assert not any(is_different(seed, left=by_cases) for seed in range(33))

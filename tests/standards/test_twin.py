"""Both engines against their slow and obvious twin, on directed histories."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.standards.compare import by_key, first_difference
from tests.standards.engines import by_case_engine, by_columns, by_twin
from tests.standards.exercise import exercise_standards
from tests.standards.histories import Batch, make_batch, make_batch_any
from tests.standards.keystone import standards_asked
from tests.standards.packs import all_standards
from throughcare.facts.stream import in_order, standing
from throughcare.standards.case_engine import CaseEngine

EVERY = pytest.mark.parametrize(
    "standard", [*standards_asked(), *exercise_standards()], ids=lambda standard: standard.name
)
SEEDS = st.integers(0, 2**32 - 1)


def case_engine(batch: Batch, streams):
    return by_case_engine([batch.standard], streams, batch.as_of, batch.known_on)


def twin(batch: Batch, streams):
    return by_twin([batch.standard], streams, batch.as_of, batch.known_on)


@EVERY
@given(seed=SEEDS)
@settings(max_examples=8)
def test_case_engine_reads_each_standard_as_its_twin_does(standard, seed):
    difference = first_difference(make_batch(standard, Random(seed)), case_engine, twin)
    assert not difference, difference


@given(seed=SEEDS)
@settings(max_examples=8)
def test_case_engine_reads_all_standards_together_as_one_by_one(seed):
    batch = make_batch_any(Random(seed), people=30)
    together = by_key(by_case_engine(all_standards(), batch.facts, batch.as_of, batch.known_on))
    alone = [
        obligation
        for standard in all_standards()
        for obligation in by_case_engine([standard], batch.facts, batch.as_of, batch.known_on)
    ]
    assert together == by_key(alone)


def columns(batch: Batch, streams):
    return by_columns([batch.standard], streams, batch.as_of, batch.known_on)


def twin_of_columns(batch: Batch, streams):
    """Columns do not keep which fact satisfied."""
    return [replace(duty, met_by=None) for duty in twin(batch, streams)]


@EVERY
@given(seed=SEEDS)
@settings(max_examples=4)
def test_column_engine_reads_each_standard_as_its_twin_does(standard, seed):
    difference = first_difference(make_batch(standard, Random(seed), people=40), columns, twin_of_columns)
    assert not difference, difference


@given(seed=SEEDS)
@settings(max_examples=8)
def test_one_fact_more_gives_what_all_facts_so_far_give(seed):
    batch = make_batch_any(Random(seed), people=8)
    engine = CaseEngine(all_standards())
    for stream in batch.facts.values():
        case, facts = engine.start(), in_order(standing(stream, as_of=batch.as_of))
        for count, fact in enumerate(facts, start=1):
            case.take(fact)
            assert case.obligations == engine.derive(facts[:count])

"""What an obligation keeps, and what its outcome is: the same for one and for a column of them."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import narwhals as nw
import polars as pl
import pytest

from tests.standards.engines import by_case_engine, by_twin
from tests.standards.packs import all_standards, standard
from tests.standards.story import cases, story
from throughcare.standards.obligations import Obligation, Outcome, Owed, outcome, outcome_column, outcome_of

DUE = date(2015, 3, 9)
DAY = timedelta(days=1)
BEFORE, AFTER, LATER = DUE - DAY, DUE + DAY, DUE + 2 * DAY

# due, met, ended, as of -> outcome; a gate has no due day
OUTCOMES = [
    (DUE, None, None, BEFORE, "pending"),
    (DUE, None, None, DUE, "pending"),
    (DUE, None, None, AFTER, "missed"),
    (DUE, BEFORE, None, LATER, "met"),
    (DUE, DUE, None, DUE, "met"),
    (DUE, AFTER, None, LATER, "late"),
    (DUE, None, BEFORE, LATER, "void"),
    (DUE, None, DUE, DUE, "void"),
    (DUE, None, AFTER, LATER, "missed"),
    (DUE, None, AFTER, AFTER, "missed"),
    (DUE, LATER, AFTER, LATER, "late"),
    (DUE, DUE, AFTER, LATER, "met"),
    (None, None, None, DUE, "missed"),
    (None, DUE, None, DUE, "met"),
]


@pytest.mark.parametrize(("due", "met", "ended", "as_of", "expected"), OUTCOMES)
def test_outcome_of_one(due, met, ended, as_of, expected):
    assert outcome(due=due, met=met, ended=ended, as_of=as_of) == expected
    duty = Obligation("p/s", "ann", 1, BEFORE, due, met=met, ended=ended)
    assert outcome_of(duty, as_of) == expected


def test_outcome_of_a_column_is_that_of_each_row():
    days = [None, BEFORE, DUE, AFTER, LATER]
    rows = list(product([None, DUE], days, days))
    names = ("due", "met", "ended")
    ordinals = {name: [row[n] and row[n].toordinal() for row in rows] for n, name in enumerate(names)}
    frame = nw.from_native(pl.DataFrame(ordinals, schema=dict.fromkeys(names, pl.Int64)))
    for as_of in (BEFORE, DUE, AFTER, LATER):
        found = frame.select(outcome_column(as_of))["outcome"].to_list()
        assert found == [outcome(due=due, met=met, ended=ended, as_of=as_of) for due, met, ended in rows]


def test_the_outcomes_are_the_five_of_the_standards():
    assert [*Outcome] == ["met", "late", "missed", "pending", "void"]


def test_a_deadline_keeps_its_days(duties):
    told = story().sentenced("2015-03-02").allocated("2015-03-03", to="C01/A").planned("2015-03-17")
    expected = Obligation(
        standard="briefing/plan-in-time",
        person="ann",
        opened_by=1,
        opened=date(2015, 3, 2),
        due=date(2015, 3, 16),
        owed=Owed.YES,
        met=date(2015, 3, 17),
        ended=None,
        accountable="C01",
    )
    (found,) = duties("briefing/plan-in-time", told)
    assert replace(found, met_by=None) == expected


def test_a_gate_keeps_its_day_where_it_held(duties):
    told = story().sentenced("2015-03-02").allocated("2015-03-03", to="C01/A").planned("2015-03-17", "A")
    (gate,) = duties("briefing/plan-by-assigned", told)
    assert (gate.due, gate.met, gate.ended) == (None, date(2015, 3, 17), None)


@pytest.mark.parametrize("read", [by_case_engine, by_twin])
def test_the_fact_that_met_a_duty_is_known_where_facts_are_read_one_by_one(read):
    told = story().sentenced("2015-03-02").planned("2015-03-17").planned("2015-03-18").planned("2015-03-18", "B")
    in_time, by_assigned = standard("briefing/plan-in-time"), standard("briefing/plan-by-assigned")
    assert [duty.met_by for duty in read([in_time], told.streams, date(2016, 1, 1))] == [2]
    assert [duty.met_by for duty in read([by_assigned], told.streams, date(2016, 1, 1))] == [None] * 3
    given = told.allocated("2015-03-18", to="C01/B")
    assert [duty.met_by for duty in read([by_assigned], given.streams, date(2016, 1, 1))] == [None, None, 4]


ENDS = {
    "in time, what comes after does not meet it": (
        story().sentenced("2015-03-02").ended("2015-03-16").planned("2015-03-16").planned("2015-03-17"),
        ["met 2015-03-16", "ended None"],
    ),
    "on the due day and unmet": (
        story().sentenced("2015-03-02").ended("2015-03-16").planned("2015-03-17"),
        ["met None", "ended 2015-03-16"],
    ),
    "after the due day and unmet": (
        story().sentenced("2015-03-02").ended("2015-03-17").planned("2015-03-18"),
        ["met 2015-03-18", "ended 2015-03-17"],
    ),
    "after it was met late": (
        story().sentenced("2015-03-02").planned("2015-03-17").ended("2015-03-18"),
        ["met 2015-03-17", "ended None"],
    ),
    "the first of two": (
        story().sentenced("2015-03-02").ended("2015-03-17").ended("2015-03-18"),
        ["met None", "ended 2015-03-17"],
    ),
}


@cases(ENDS)
def test_an_end_is_kept_where_it_came_before_any_satisfying_fact(duties, given, as_of, then):
    (duty,) = duties("briefing/plan-in-time", given, as_of)
    assert [f"met {duty.met}", f"ended {duty.ended}"] == then


NUMBERED = story().sentenced("2015-03-02").planned("2015-03-10")


@cases(
    {
        "what happened after the day asked about did not happen": (
            story().sentenced("2015-03-02").planned("2015-03-17"),
            "2015-03-16",
            ["2015-03-02 pending"],
        ),
        "what happened on that day did": (
            NUMBERED,
            "2015-03-10",
            ["2015-03-02 met"],
        ),
        "a withdrawn plan was never made": (
            NUMBERED.withdrawn(2),
            ["2015-03-02 missed"],
        ),
        "a withdrawn withdrawal restores it": (
            NUMBERED.withdrawn(2).withdrawn(3),
            ["2015-03-02 met"],
        ),
        "a withdrawn sentence owes nothing": (
            NUMBERED.withdrawn(1),
            [],
        ),
        "a plan of somebody else does not count": (
            NUMBERED.wrong_person(2),
            ["2015-03-02 missed"],
        ),
        "a fact recorded late counts on its day": (
            story().planned("2015-03-10").sentenced("2015-03-02"),
            ["2015-03-02 met"],
        ),
    }
)
def test_what_is_asked_is_what_stands(outcomes, given, as_of, then):
    assert outcomes("briefing/plan-in-time", given, as_of) == then


def test_nobody_of_whom_nothing_is_known_owes_anything(duties):
    assert all(duties(each.name, story()) == [] for each in all_standards())

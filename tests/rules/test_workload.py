"""An officer's workload: its known answers, honesty where there is no time, and the columns against the one by one."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.known import asserted, cases, known
from throughcare.exchange.scores.workload import workload
from throughcare.rules.workload.capacity import (
    FULL_TIME,
    Capacity,
    Grade,
    Hours,
    available_points,
    available_points_realtime,
    capacity,
    capacity_realtime,
)
from throughcare.rules.workload.columns import (
    GRADE_NUMBER,
    LOCATION_NUMBER,
    TIER_NUMBER,
    Cases,
    Officers,
    officer_workloads,
)
from throughcare.rules.workload.officer import officer_workload, officer_workload_realtime
from throughcare.rules.workload.points import (
    EVERY_TIER,
    FAST_REPORT,
    RESET_TIERS,
    STANDARD_REPORT,
    UNTIERED,
    Location,
    Reports,
    case_points,
)

GRADE_OF_TYPE = {1: Grade.PO, 2: Grade.SPO, 3: Grade.PSO, 4: Grade.TPO, 5: Grade.UNSUPPORTED, 7: Grade.PSO_B}


@pytest.mark.parametrize("case", cases("workload", rule="officer_workload_seeded"))
def test_known_workloads(case):
    asserted(workload(case["input"]), case["expected"])


@pytest.mark.parametrize("case", cases("workload", rule="available_points"))
def test_known_available_points(case):
    said = case["input"]
    grade = GRADE_OF_TYPE[said["officer_type_id"]]
    full_time = {Grade.PSO: said["default_hours_pso"], Grade.PSO_B: said["default_hours_pso"]}
    hours = Hours(said["contracted_hours"], said["reduction_hours"])
    found = available_points(grade, hours, nominal=said["nominal_target"], full_time=full_time[grade])
    assert found == case["expected"]["available_points"]


@pytest.mark.parametrize("case", cases("workload", rule="realtime_available_points"))
def test_known_available_points_of_the_realtime_calculator(case):
    said = case["input"]
    found = available_points_realtime(
        Hours(said["contracted_hours"], said["reduction_hours"]),
        nominal=said["points_for_grade"],
        full_time=said["contracted_hours_for_grade"],
    )
    assert found == case["expected"]["available_points"]


@pytest.mark.parametrize("case", cases("workload", rule="capacity"))
def test_known_capacity_of_the_realtime_calculator(case):
    said = case["input"]
    assert capacity_realtime(said["total_points"], said["available_points"]).percent == case["expected"]["capacity"]


def test_the_points_are_those_of_the_published_seed():
    seed = known("workload")["seeded_weightings"]
    names = {"t2a_all_locations": Location.T2A} | {place.value: place for place in Location if place != Location.T2A}
    for name, location in names.items():
        assert {tier: case_points(tier, location) for tier in seed[name]} == seed[name]
    assert (seed["standard_report"], seed["fast_report"]) == (STANDARD_REPORT, FAST_REPORT)
    assert [case_points(tier, place) for tier, place in product((*RESET_TIERS, UNTIERED), Location)] == [0] * 68


@pytest.mark.parametrize("grade", [grade for grade in Grade if not FULL_TIME[grade]])
def test_whoever_has_no_time_and_holds_cases_is_overloaded_and_not_idle(grade):
    held = officer_workload({Location.COMMUNITY: {"A3": 2}}, Reports(), grade, Hours(37))
    assert held.capacity == Capacity(percent=None, is_overload=True)
    assert officer_workload({}, Reports(), grade, Hours(37)).capacity == Capacity(percent=None, is_overload=False)


def test_capacity_is_said_in_words_where_there_is_no_percent():
    assert capacity(50, 0).words == "No time for cases, and holds some"
    assert capacity(0, 0).words == "No time for cases, and holds none"
    assert capacity(50, 100).words == "50%"
    assert capacity_realtime(1, 3) == Capacity(percent=33.3, is_overload=False)
    assert capacity_realtime(1, 0).is_overload


def test_hours_that_are_all_taken_off_leave_no_time():
    assert available_points(Grade.PO, Hours(37, 37)) == 0
    assert available_points(Grade.PO, Hours(0, 5)) == 0
    assert available_points_realtime(Hours(37, 40), full_time=37) == 0
    with pytest.raises(ValueError, match="cannot be taken off"):
        available_points(Grade.PO, Hours(37, 38))


def test_a_case_without_a_tier_is_counted_as_not_measured():
    held = officer_workload({Location.LICENCE: {UNTIERED: 3, "D0S": 1, "D3": 1}}, Reports(), Grade.PO, Hours(37))
    assert (held.total_points, held.not_measured) == (51, 3)
    assert [(term.tier, term.points) for term in held.terms] == [(UNTIERED, 0), ("D0S", 0), ("D3", 51)]


def test_a_letter_of_the_third_rule_set_has_no_points_and_is_refused():
    with pytest.raises(ValueError, match="'G' has no points"):
        officer_workload({Location.CUSTODY: {"G": 1}}, Reports(), Grade.PO, Hours(37))


def test_the_realtime_calculator_rounds_and_knows_no_transition():
    held = officer_workload_realtime({Location.COMMUNITY: {"B2": 10}}, Reports(1, 1), Grade.TPO, Hours(37, 1.8))
    assert (held.total_points, held.available_points, held.capacity.percent) == (1353, 2070, 65.4)
    assert held.calculator == "realtime"
    with pytest.raises(ValueError, match="transition"):
        officer_workload_realtime({Location.T2A: {"B2": 1}}, Reports(), Grade.PO, Hours(37))


hours = st.floats(0, 60, allow_subnormal=False).map(lambda number: round(number, 1))
tables = st.lists(
    st.tuples(
        st.lists(st.tuples(st.sampled_from(EVERY_TIER), st.sampled_from(Location)), max_size=20),
        st.integers(0, 9),
        st.integers(0, 9),
        hours,
        st.floats(0, 1),
        st.sampled_from(Grade),
    ),
    max_size=6,
)


@given(tables)
@settings(max_examples=200)
def test_columns_say_what_is_said_one_by_one(table):
    rows = [(number, tier, place) for number, (held, *_) in enumerate(table) for tier, place in held]
    columns = Cases(
        officer=np.array([row[0] for row in rows], dtype=np.int64),
        tier=np.array([TIER_NUMBER[row[1]] for row in rows], dtype=np.int8),
        location=np.array([LOCATION_NUMBER[row[2]] for row in rows], dtype=np.int8),
    )
    found = officer_workloads(columns, officers_of(table))
    for number, (held, standard, fast, contracted, share, grade) in enumerate(table):
        caseload = {place: {tier: held.count((tier, place)) for tier, at in held if at is place} for _, place in held}
        one = officer_workload(caseload, Reports(standard, fast), grade, Hours(contracted, contracted * share))
        assert (found.total_points[number], found.available_points[number]) == (one.total_points, one.available_points)
        percent = found.percent[number]
        assert (None if np.isnan(percent) else percent) == one.capacity.percent
        assert found.is_overload[number] == one.capacity.is_overload


def officers_of(table):
    return Officers(
        standard_reports=np.array([row[1] for row in table], dtype=np.int64),
        fast_reports=np.array([row[2] for row in table], dtype=np.int64),
        contracted_hours=np.array([row[3] for row in table], dtype=np.float64),
        reduction_hours=np.array([row[3] * row[4] for row in table], dtype=np.float64),
        grade=np.array([GRADE_NUMBER[row[5]] for row in table], dtype=np.int64),
    )


ONE = Officers(*(np.array([value]) for value in (0, 0, 37.0, 0.0, 0)))


@pytest.mark.parametrize(
    ("officer", "tier", "location", "words"),
    [
        ([1], [0], [0], "officer"),
        ([-1], [0], [0], "officer"),
        ([0], [-1], [0], "tier"),
        ([0], [len(EVERY_TIER)], [0], "tier"),
        ([0], [0], [4], "location"),
        ([0], [0, 0], [0], "as many rows"),
        ([0.5], [0], [0], "whole numbers"),
    ],
)
def test_a_number_that_names_nothing_is_refused(officer, tier, location, words):
    with pytest.raises(ValueError, match=words):
        officer_workloads(Cases(*(np.array(column) for column in (officer, tier, location))), ONE)


@pytest.mark.parametrize("off", [38.0, -1.0, float("nan")])
def test_impossible_hours_are_refused(off):
    none = np.array([], dtype=np.int64)
    with pytest.raises(ValueError, match="hours"):
        officer_workloads(Cases(none, none, none), Officers(*(np.array([value]) for value in (0, 0, 37.0, off, 0))))

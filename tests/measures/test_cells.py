"""Cells: a sum over them is what a count over the duties is, on every day on which it may be asked."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from throughcare.measures.cells import DAYS_OF_RUN, Cell, Duty, cells_of, difference, run_of
from throughcare.standards.obligations import outcome

FIRST = date(2016, 2, 20)
days = st.integers(0, 60).map(lambda more: FIRST + timedelta(days=more))


@st.composite
def duties(draw):
    opened = draw(days)
    is_gate = draw(st.booleans())
    if is_gate:
        return Duty("p/gate", "yes", "N01", opened, None, draw(st.sampled_from([None, opened])), None)
    due = opened + timedelta(days=draw(st.integers(0, 20)))
    met, ended = (draw(st.none() | days.map(lambda day: max(day, opened))) for _ in range(2))
    return Duty("p/deadline", draw(st.sampled_from(["yes", "unknown"])), "", opened, due, met, ended)


def counted_slowly(some, begins: date, as_of: date) -> Counter:
    found: Counter = Counter()
    for duty in some:
        if begins <= duty.day < next_run(begins):
            met = duty.met if duty.met and duty.met <= as_of else None
            ended = duty.ended if duty.ended and duty.ended <= as_of else None
            how = outcome(due=duty.due, met=met, ended=ended, as_of=as_of)
            found[duty.standard, duty.owed, duty.accountable, how] += 1
    return found


def next_run(begins: date) -> date:
    month_after = (begins.replace(day=1) + timedelta(days=32)).replace(day=1)
    return min(begins + timedelta(days=DAYS_OF_RUN), month_after)


def summed(cells: Counter[Cell], begins: date, as_of: date) -> Counter:
    found: Counter = Counter()
    for cell, many in cells.items():
        if cell.begins == begins and (cell.from_on is None or cell.from_on <= as_of):
            found[cell.standard, cell.owed, cell.accountable, cell.outcome] += many
    return Counter({key: many for key, many in found.items() if many})


@given(st.lists(duties(), max_size=8), days, st.integers(0, 90))
def test_a_sum_over_cells_is_a_count_over_duties(some, counted_on, later):
    cells = cells_of(some, counted_on)
    as_of = counted_on + timedelta(days=later)
    for begins in {run_of(duty.day) for duty in some}:
        if next_run(begins) <= as_of:
            assert summed(cells, begins, as_of) == counted_slowly(some, begins, as_of)


def test_runs_are_the_weeks_of_a_month_and_its_last_days():
    march = [date(2016, 3, day) for day in range(1, 32)]
    assert sorted({run_of(day) for day in march}) == [date(2016, 3, day) for day in (1, 8, 15, 22, 29)]
    assert all(run_of(day) <= day < next_run(run_of(day)) for day in march)


@given(st.lists(duties(), max_size=8), st.lists(duties(), max_size=8), days)
def test_what_is_added_turns_what_was_held_into_what_is_so(before, after, counted_on):
    held, fresh = cells_of(before, counted_on), cells_of(after, counted_on)
    held.update(difference(fresh, held))
    assert {cell: many for cell, many in held.items() if many} == dict(fresh)


def test_a_meeting_that_is_arranged_ahead_changes_its_run_only_from_its_day_on():
    duty = Duty("p/d", "yes", "N01", date(2016, 3, 1), date(2016, 3, 8), date(2016, 5, 2), None)
    cells = cells_of([duty], date(2016, 4, 1))
    run = date(2016, 3, 8)
    assert summed(cells, run, date(2016, 5, 1)) == {("p/d", "yes", "N01", "missed"): 1}
    assert summed(cells, run, date(2016, 5, 2)) == {("p/d", "yes", "N01", "late"): 1}

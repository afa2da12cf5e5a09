"""A whole nation: planned once, made slice by slice on one processor or several, and written as one file."""

from __future__ import annotations

import math
import signal
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pyarrow as pa

from throughcare.exchange.fact_files import About, MadeUp, OrganisationRow, TeamRow, fact_file_writer, streams_of
from throughcare.facts import Fact
from throughcare.synthesis.absences import draw_absences, no_absences
from throughcare.synthesis.chances import chances
from throughcare.synthesis.days import Days, Floats, day_of, number_of
from throughcare.synthesis.establishment import Establishment
from throughcare.synthesis.lives import PEOPLE_IN_A_SLICE, make_slice
from throughcare.synthesis.orders import sentence_weights
from throughcare.synthesis.parameters import CASELOAD
from throughcare.synthesis.places import Places, agencies, nation
from throughcare.synthesis.slice import Nation
from throughcare.synthesis.staff import make_staff, staff_names
from throughcare.synthesis.staffing import establish

AS_OF = date(2020, 1, 31)
"""The last day of a made-up nation, unless another is said: five years after the companies began, and before 2020."""

Told = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be made: so many people whose first sentences fall in so many years up to a day."""

    people: int
    years: float
    seed: int
    as_of: date = AS_OF


@dataclass(frozen=True, slots=True)
class Given:
    """Places and staff that somebody has already: then nobody else comes, leaves or is away, and teams are alike."""

    places: Places
    staff: Establishment
    first_number: int
    """In the case reference number of the first person."""


def plan_nation(wish: Wish, given: Given | None = None) -> Nation:
    """What every slice is made from. The same wish gives the same plan."""
    end = number_of(wish.as_of)
    start = end - round(wish.years * 365.25) + 1
    days = Days(day_of(start) - timedelta(days=1100), day_of(end) + timedelta(days=2200))
    on, weights = sentence_weights(days, start, end + 21)
    rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence((wish.seed, 0))))
    if given is not None:
        truths = chances(given.places, given.staff, start=start, end=end, rng=None)
        return Nation(
            wish.seed, start, end, days, given.places, given.staff, no_absences(), truths, on, weights,
            first_number=given.first_number,
        )  # fmt: skip
    places = nation()
    current = _current(places, wish)
    size = wish.people / 250_000 * 5 / wish.years
    staff = establish(places, current, days=days, start=start, end=end, size=size, caseload=CASELOAD.value, rng=rng)
    absences = draw_absences(staff, days=days, start=start, end=end, rng=rng)
    truths = chances(places, staff, start=start, end=end, rng=rng)
    return Nation(wish.seed, start, end, days, places, staff, absences, truths, on, weights)


def make_people(wish: Wish, given: Given) -> Iterator[tuple[str, tuple[Fact, ...]]]:
    """The people of a wish among given places and staff: each with their stream, read as facts."""
    plan = plan_nation(wish, given)
    for each in slices_of(wish.people):
        for _, crn, facts in streams_of(make_slice(plan, *each)):
            yield crn, facts


_LASTS = 1.36
"""About how many years an order lasts from its sentence to its end, prison before it included."""


def _current(places: Places, wish: Wish) -> Floats:
    """About how many cases each organisation has at the end."""
    whole = wish.people * _LASTS / wish.years * (1 - math.exp(-1.6 * wish.years / _LASTS))
    shares = (places.service_share, 1 - places.service_share)
    sums = [sum(area.weight for area in places.areas if area.type_place == type_) for type_ in (0, 1)]
    return np.array([whole * shares[area.type_place] * area.weight / sums[area.type_place] for area in places.areas])


def about_nation(wish: Wish, plan: Nation) -> About:
    """What the file says of itself."""
    areas = plan.places.areas
    return About(
        as_of=wish.as_of,
        organisations=(
            *(OrganisationRow(area.code, area.name, area.type.value) for area in areas),
            *(OrganisationRow(each.code, each.name, each.type.value) for each in agencies(areas)),
        ),
        teams=tuple(TeamRow(team.code, areas[team.area].code, team.name) for team in plan.staff.teams),
        staff=staff_names(plan),
        made_up=MadeUp(wish.seed, wish.people, wish.years),
    )


def make_nation(wish: Wish, path: Path, *, processes: int = 1, told: Told | None = None) -> int:
    """Make a nation and write it to `path`. Returns how many facts. `told` hears how many people are done, of all.

    Raises `CouldNotWrite`.
    """
    plan = plan_nation(wish)
    done = 0
    with fact_file_writer(path, about_nation(wish, plan)) as writer:
        for table, many in _pieces(wish, plan, processes):
            writer.write(table)
            done += many
            if told:
                told(done, wish.people)
        writer.write(make_staff(plan))
    return writer.rows


def slices_of(people: int) -> list[tuple[int, int, int]]:
    """The slices of so many people: number, first person, how many."""
    firsts = range(0, people, PEOPLE_IN_A_SLICE)
    return [(number, first, min(PEOPLE_IN_A_SLICE, people - first)) for number, first in enumerate(firsts)]


def _pieces(wish: Wish, plan: Nation, processes: int) -> Iterator[tuple[pa.Table, int]]:
    """The pieces in order. Several processes make the same pieces as one."""
    slices = slices_of(wish.people)
    if processes < 2 or len(slices) < 2:
        for each in slices:
            yield make_slice(plan, *each), each[2]
        return
    pool = ProcessPoolExecutor(processes, get_context("spawn"), _begin, (wish,))
    try:
        waiting: deque[tuple[Future[pa.Table], int]] = deque()
        for each in slices:
            with _unheard():
                waiting.append((pool.submit(_make, each), each[2]))
            if len(waiting) > processes:  # no more than these are held at once
                yield _taken(waiting)
        while waiting:
            yield _taken(waiting)
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _unheard() -> Iterator[None]:
    """Ctrl-C goes to every process at once: whoever leads hears it and ends the others. A process that begins in here
    never hears it, not even while it still reads its modules; whoever leads hears it afterwards.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _taken(waiting: deque[tuple[Future[pa.Table], int]]) -> tuple[pa.Table, int]:
    future, many = waiting.popleft()
    try:
        return future.result(), many
    except BrokenProcessPool as error:
        raise MakingStopped(
            "a process that made people was stopped from outside (by want of memory, perhaps): nothing was written. "
            "Try again with --processes 1."
        ) from error


class MakingStopped(RuntimeError):
    """A process that made people ended before its work did; one sentence says so."""


_plan: Nation | None = None
"""In a process that makes slices: the plan, made once there too."""


def _begin(wish: Wish) -> None:
    """A process of the pool."""
    global _plan
    _plan = plan_nation(wish)


def _make(each: tuple[int, int, int]) -> pa.Table:
    assert _plan is not None
    return make_slice(_plan, *each)

"""Who is given the case: first, when somebody leaves, and when it goes elsewhere."""

from __future__ import annotations

import numpy as np

from throughcare.synthesis.cases import Cases
from throughcare.synthesis.days import Ints, Truths
from throughcare.synthesis.parameters import CHANGES_HANDS, MOVES
from throughcare.synthesis.people import HIGH
from throughcare.synthesis.rows import NOTHING


def draw_moves(c: Cases, referred: Truths) -> None:
    """Some cases go to another practitioner of the team, and some to another area; not those that were referred."""
    o, s, many = c.o, c.s, len(c)
    staff = s.nation.staff
    free = ~referred
    moves = free & s.true(MOVES.value, many)
    changes = free & ~moves & s.true(np.array(CHANGES_HANDS.value)[o.type], many)
    on = s.between(np.maximum(o.begins_on + 50, c.allocated_on + 20), o.ends_on)
    is_in_time = on < np.minimum(o.ends_on, s.end)
    weights = np.array([area.weight for area in s.nation.places.areas])
    elsewhere = np.empty(many, np.int64)
    for type_ in (0, 1):
        those = o.type == type_
        mix = dict(enumerate(weights * (s.nation.type_of == type_)))
        elsewhere[those] = s.drawn(mix, int(those.sum()))
    is_elsewhere = elsewhere != o.area
    for which, desk in (
        (moves & is_elsewhere, staff.desk_for(elsewhere, o.level >= HIGH, s.shares(many))),
        (changes, _of_same_grade(c, staff.colleague(c.desk, s.shares(many)))),
    ):
        those = which & is_in_time & (desk != c.desk)
        c.moved_on[those], c.moved_desk[those] = on[those], desk[those]


def _of_same_grade(c: Cases, desk: Ints) -> Ints:
    """The desk, or the case's own where a service officer would get a case that needs an officer."""
    grade = c.s.nation.staff.desk_grade
    return np.where((c.o.level >= HIGH) & (grade[desk] != 0), c.desk, desk)


def write_allocations(c: Cases) -> Truths:
    """Every allocation. Returns which orders have come to an organisation and to nobody in it yet."""
    s, i = c.s, c.all
    last_days = int(s.days.earlier(np.array([s.end]), 3)[0])
    nobody_yet = (c.allocated_on >= last_days) & s.true(0.3, len(c))
    _write(c, i, c.allocated_on, c.is_held, nobody_yet)
    has_moved = c.moved_on <= c.until
    _write(c, i, c.moved_on, has_moved)
    for desk, first, last in (
        (c.desk, c.allocated_on, np.minimum(c.moved_on - 1, c.until)),
        (c.moved_desk, c.moved_on, np.where(has_moved, c.until, 0)),
    ):
        _write_handovers(c, desk, first, last)
    return nobody_yet


def _write_handovers(c: Cases, desk: Ints, first: Ints, last: Ints) -> None:
    """Whoever comes after somebody at the desk is given the case on their first day."""
    staff = c.s.nation.staff
    before = staff.post_at(desk, np.minimum(first, c.s.end))
    many = np.where(last > first, staff.post_at(desk, np.maximum(last, 1)) - before, 0)
    i = np.repeat(c.all, many)
    post = before[i] + _counted(many) + 1
    _write(c, i, staff.post_from[post], np.ones(len(i), np.bool_))


def _counted(many: Ints) -> Ints:
    """0, 1, 2 and so on for each of those that are repeated so many times."""
    ends = np.cumsum(many)
    return np.arange(int(ends[-1]) if len(ends) else 0) - np.repeat(ends - many, many)


counted = _counted


def _write(c: Cases, i: Ints, on: Ints, keep: Truths, to_nobody: Truths | None = None) -> None:
    s, staff = c.s, c.s.nation.staff
    day = np.minimum(on, s.end)
    desk = c.desk_at(i, day)
    officer, team = staff.post_at(desk, day), staff.desk_team[desk]
    if to_nobody is not None:
        officer, team = (np.where(to_nobody, NOTHING, each) for each in (officer, team))
    at = s.written(on, c.type_at(i, day), 660 + s.below(30, len(i)), after=c.court_at[i] + 1)
    s.rows.add(
        "allocated", keep, person=c.o.person[i], on=on, at=at, by=c.manager(i, day), order=c.o.number[i],
        provider=staff.desk_area[desk], officer=officer, team=team,
    )  # fmt: skip

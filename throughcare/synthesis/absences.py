"""When staff are away, and who covers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from throughcare.synthesis.days import Days, Ints, Truths
from throughcare.synthesis.establishment import Establishment
from throughcare.synthesis.parameters import AWAY, NOBODY_COVERS
from throughcare.synthesis.rows import NOTHING


@dataclass(frozen=True, slots=True)
class Absences:
    """Absences by post and day: who, the first and the last day, and who covers (`NOTHING`: nobody)."""

    post: Ints
    on: Ints
    until: Ints
    cover: Ints
    _key: Ints

    def of(self, post: Ints, day: Ints) -> tuple[Truths, Ints]:
        """Whether each is away on each day, and who covers."""
        if not len(self.post):
            return np.zeros(len(post), np.bool_), np.full(len(post), NOTHING)
        place = np.maximum(np.searchsorted(self._key, post * _WIDE + day, side="right") - 1, 0)
        is_away = (self.post[place] == post) & (self.on[place] <= day) & (day <= self.until[place])
        return is_away, np.where(is_away, self.cover[place], NOTHING)


_WIDE = 100_000


def no_absences() -> Absences:
    """Nobody is ever away."""
    none = np.zeros(0, np.int64)
    return Absences(none, none, none, none, none)


def draw_absences(staff: Establishment, *, days: Days, start: int, end: int, rng: np.random.Generator) -> Absences:
    """Some days or weeks away, now and then; somebody of the team covers, mostly."""
    first, last = np.maximum(staff.post_from, start), np.minimum(staff.post_until, end)
    post = np.repeat(np.arange(len(first)), rng.poisson(AWAY.value * np.maximum(0, last - first) / 365.25))
    many = len(post)
    on = days.between(first[post], last[post], rng.random(many))
    length = 3 + (-6 * np.log1p(-rng.random(many))).astype(np.int64)
    until = days.earlier(days.later(on, length), 1)
    desk = staff.post_desk[post]
    is_alone = staff.desks_in[staff.desk_team[desk]] < 2
    cover = staff.post_at(staff.colleague(desk, rng.random(many)), np.minimum(on, end))
    leaves = staff.post_until[cover] < until
    cover = np.where(is_alone | leaves | (cover == post) | (rng.random(many) < NOBODY_COVERS.value), NOTHING, cover)
    order = np.lexsort((on, post))
    post, on, until, cover = (column[order] for column in (post, on, until, cover))
    apart = np.concatenate(([True], (post[1:] != post[:-1]) | (on[1:] > until[:-1]))) if many else np.ones(0, np.bool_)
    kept = apart & (until <= staff.post_until[post])
    post, on, until, cover = (column[kept] for column in (post, on, until, cover))
    return Absences(post, on, until, cover, post * _WIDE + on)

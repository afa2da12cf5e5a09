"""Who the people are, and who holds them at the start."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import pyarrow as pa

from throughcare.synthesis.days import Floats, Ints, Truths
from throughcare.synthesis.names import GROUPS
from throughcare.synthesis.parameters import AGES, DISABILITIES, LEVELS, MEDIUM_IN_SERVICE, WOMEN
from throughcare.synthesis.slice import Slice

HIGH = 2
"""The place of the first level at which a case is the service's."""


@dataclass(frozen=True, slots=True)
class People:
    """A slice of people, by their place in it."""

    area: Ints
    level: Ints
    is_woman: Truths
    age: Ints
    """In years, at the first sentence."""
    group: Ints
    given: Ints
    family: Ints
    ethnicity: Ints
    disability: Ints

    def __len__(self) -> int:
        return len(self.area)


def draw_people(s: Slice, many: int) -> People:
    """So many people by chance."""
    areas = s.nation.places.areas
    is_company = ~s.true(s.nation.places.service_share, many)
    weights = np.array([[area.weight * (area.type_place == type_) for area in areas] for type_ in (0, 1)])
    area = np.empty(many, np.int64)
    for type_ in (0, 1):
        those = is_company == bool(type_)
        area[those] = s.drawn(dict(enumerate(weights[type_])), int(those.sum()))
    level = np.empty(many, np.int64)
    mixes = levels_of(s.nation.places.service_share)
    for type_ in (0, 1):
        those = is_company == bool(type_)
        level[those] = s.drawn(dict(enumerate(mixes[type_])), int(those.sum()))
    band = s.drawn(AGES.value, many)
    low, high = (np.array(each)[band] for each in zip(*AGES.value, strict=True))
    age = low + (s.shares(many) ** np.where(band == len(AGES.value) - 1, 2.0, 1.0) * (high - low + 1)).astype(np.int64)
    is_woman = s.true(WOMEN.value, many)
    group = s.drawn({place: each.weight for place, each in enumerate(GROUPS)}, many)
    books = _books()
    given = np.where(is_woman, books.women.pick(group, s.shares(many)), books.men.pick(group, s.shares(many)))
    family = books.families.pick(group, s.shares(many))
    ethnicity = books.ethnicities.pick(group, s.shares(many))
    return People(area, level, is_woman, age, group, given, family, ethnicity, s.drawn(DISABILITIES.value, many))


def levels_of(service_share: float) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """The mix of levels, from low up, of the service and of the companies, so that the mix of all comes out."""
    low, medium, *high = LEVELS.value.values()
    of_service = [each / service_share for each in high]
    rest = max(0.0, 1 - sum(of_service))
    service = (rest * (1 - MEDIUM_IN_SERVICE.value), rest * MEDIUM_IN_SERVICE.value, *of_service)
    company = [max(0.0, whole - service_share * own) for whole, own in zip((low, medium), service, strict=False)]
    return service, (company[0] / sum(company), company[1] / sum(company), 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class _Book:
    """Words by group: those of one group stand together."""

    start: Ints
    count: Ints

    def pick(self, group: Ints, share: Floats) -> Ints:
        return self.start[group] + (share * self.count[group]).astype(np.int64)


@dataclass(frozen=True, slots=True)
class _Books:
    men: _Book
    women: _Book
    families: _Book
    ethnicities: _Book


@cache
def _books() -> _Books:
    def book(lists: list[tuple[str, ...]], before: int = 0) -> _Book:
        counts = np.array([len(each) for each in lists])
        return _Book(before + np.concatenate(([0], np.cumsum(counts)[:-1])), counts)

    men = [group.men for group in GROUPS]
    women = [group.women for group in GROUPS]
    return _Books(
        book(men),
        book(women, sum(map(len, men))),
        book([group.families for group in GROUPS]),
        book([group.ethnicities for group in GROUPS]),
    )


def words_of_people() -> dict[str, pa.Array]:
    """The text behind the codes of who people are."""
    given = [name for group in GROUPS for name in group.men] + [name for group in GROUPS for name in group.women]
    return {
        "given_names": pa.array(given),
        "family_name": pa.array([name for group in GROUPS for name in group.families]),
        "ethnicity": pa.array([name for group in GROUPS for name in group.ethnicities]),
        "sex": pa.array(["Male", "Female"]),
        "disability": pa.array(["" if name is None else name for name in DISABILITIES.value]),
    }


NOT_ASKED = list(DISABILITIES.value).index(None)
"""The place of *nobody asked* among the disabilities."""


def write_people(s: Slice, people: People, came_on: Ints, at: Ints, by: Ints) -> Ints:
    """Who they are, as told on the first day on which they are known of. Returns the days of their birth."""
    many = len(people)
    born_on = came_on - (people.age * 365.25).astype(np.int64) - s.below(365, many) - 1
    s.rows.add(
        "identified",
        person=np.arange(many),
        on=came_on,
        at=at,
        by=by,
        given_names=people.given,
        family_name=people.family,
        born_on=born_on,
        sex=people.is_woman.astype(np.int64),
        ethnicity=people.ethnicity,
        disability=np.where(people.disability == NOT_ASKED, -1, people.disability),
    )
    return born_on

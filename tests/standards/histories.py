"""Directed histories: made to stand where a reading of a given standard can go wrong, a hundred people at a time.

Uniform random histories are nearly blind. These draw mostly the kinds that the standard names, with the values
that its tests name, one other and *not recorded*; they put days on a limit and one either side of it, many facts
on one day, one order's end on the next one's beginning; and they withdraw, restore, mark and backdate.
Fast enough to be made by the thousand: everything that does not depend on chance is prepared once a standard.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from random import Random
from typing import Any

from tests.standards.packs import all_standards
from throughcare.calendar import Limit, Unit
from throughcare.facts import KINDS, Fact, fields_of
from throughcare.facts.record import ABOUT_THE_RECORD, Erased, Withdrawn, WrongPerson
from throughcare.standards.language import (
    FIELDS,
    KINDS_ASKED,
    AnyStandard,
    Clause,
    DayIn,
    Deadline,
    How,
    Per,
    ValueType,
    dates_of,
    kinds_of,
    openings,
    patterns_of,
    voiding,
)

ORDERS = ("1", "2", "3")
THREADS = ("T1", "T2", "T3")
OFFICERS = ("A", "B", "C")
PROVIDERS = ("P1", "P2", "P3")
CORNERS = tuple(  # before Easter, May, Christmas; month ends, a leap day; either side of the clock change
    date.fromisoformat(day)
    for day in ("2015-03-31", "2015-04-30", "2015-12-22", "2016-01-31", "2016-02-29", "2015-08-28", "2015-03-27")
)
INSTANTS = (time(9, 30), time(16, 5), time(23, 30))  # the last is the next day in London in summer
LIFE = ("sentenced", "released", "allocated", "ended", "report_requested")
PLAIN_LIMITS = (Limit(1, Unit.WORKING_DAYS), Limit(5, Unit.WORKING_DAYS), Limit(1, Unit.MONTHS))
FOLLOWS = {"handover_answered": "handover_sent"}
"""A kind that opens a duty only after one of another kind and the same order, which chance would seldom bring about."""
DAYS = tuple(timedelta(days=n) for n in range(100))
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Batch:
    """Histories for one standard, one stream a person, and the days that a question of them names."""

    standard: AnyStandard
    facts: dict[str, tuple[Fact, ...]]
    as_of: date
    known_on: date | None


@dataclass(frozen=True, slots=True)
class Recipe:
    """What to draw from for one standard: kinds (those that matter most often), values of their fields, limits.

    `dates` are the fields of a kind that may say when a duty is due.

    `context` are the kinds that only its attributes name: they mostly come before what opens a duty. `left_out`
    are kinds that somebody's history may lack altogether.
    """

    kinds: tuple[str, ...]
    context: frozenset[str]
    left_out: tuple[str | None, ...]
    fields: dict[str, tuple[tuple[str, tuple[Any, ...]], ...]]
    dates: dict[str, tuple[str, ...]]
    threads: tuple[str | None, ...]
    limits: tuple[Limit, ...]
    opening: frozenset[str]


def make_batch(standard: AnyStandard, rng: Random, people: int = 100) -> Batch:
    """Histories of `people` persons, directed at one standard."""
    recipe = recipe_of(standard)
    base = rng.choice(CORNERS)
    facts = {f"X{n:03}": stream(f"X{n:03}", recipe, rng, base) for n in range(people)}
    everybody = list(facts.values())
    return Batch(standard, facts, choose_as_of(recipe, rng, everybody), choose_known_on(rng, everybody))


def make_batch_any(rng: Random, people: int = 100) -> Batch:
    """Histories directed at any standard of any pack."""
    return make_batch(rng.choice(all_standards()), rng, people)


def choose_as_of(recipe: Recipe, rng: Random, streams: list[tuple[Fact, ...]]) -> date:
    """Mostly the due day of some duty, or one either side; else a day when everything is over."""
    if rng.random() < 0.65:
        openings = [fact.on for stream in streams[:20] for fact in stream if fact.kind in recipe.opening]
        if openings:
            return due_day(rng.choice(recipe.limits), rng.choice(openings)) + rng.choice((-1, 0, 0, 1)) * ONE_DAY
    return date(2019, 1, 1)


def choose_known_on(rng: Random, streams: list[tuple[Fact, ...]]) -> date | None:
    """Mostly none; else a day in the middle of what was recorded, often one whose evening is London's next day."""
    if rng.random() < 0.75:
        return None
    recorded = sorted(fact.recorded_at for stream in streams for fact in stream if fact.recorded_at)
    late = [at for at in recorded if at.hour == INSTANTS[-1].hour]
    if late and rng.random() < 0.7:
        return rng.choice(late).date()
    return recorded[rng.randrange(len(recorded) // 3, len(recorded))].date()


# --- one person


def stream(person: str, recipe: Recipe, rng: Random, base: date) -> tuple[Fact, ...]:
    """One person's raw stream, numbered in the order of recording."""
    chance = rng.random
    days = [base + DAYS[int(chance() * 4)]]
    drafts = life(rng, days) if chance() < 0.6 else []
    orders = ORDERS if chance() < 0.3 else ORDERS[:2]
    kinds, limits = recipe.kinds, recipe.limits
    for _ in range(max(4 - len(drafts), 2 + int(chance() * 11))):
        kind = kinds[int(chance() * len(kinds))]
        anchor = days[int(chance() * len(days))]
        where = chance()
        if kind in recipe.context:
            where = 0.3 + where * 1.4
        if where < 0.35:
            day = anchor
        elif where < 0.7:
            day = due_day(limits[int(chance() * len(limits))], anchor) + ONE_DAY * (int(chance() * 4) % 3 - 1)
        elif where < 0.85:
            day = anchor + DAYS[int(chance() * 12)]
        else:  # before: what was known when it began
            day = anchor - DAYS[int(chance() * 12)]
        days.append(day)
        if kind in recipe.opening:  # most days are counted from what opens a duty
            days += (day, day, day)
        order = orders[int(chance() * len(orders))]
        drafts.append((day, kind, order))
        if kind in FOLLOWS and chance() < 0.7:
            drafts.append((day - DAYS[int(chance() * 3)], FOLLOWS[kind], order))
    without = recipe.left_out[int(chance() * len(recipe.left_out))]  # somebody never allocated, never checked …
    if without:
        drafts = [draft for draft in drafts if draft[1] != without] or drafts
    return recorded(person, recipe, rng, drafts)


def life(rng: Random, days: list[date]) -> list[tuple[date, str, str]]:
    """The bones of a case: two or three orders begun, given to somebody and ended, close upon each other."""
    chance = rng.random
    day, drafts = days[0], []
    if chance() < 0.3:
        drafts.append((day, "report_requested", "1"))
    for order in ORDERS[: 2 + (chance() < 0.3)]:
        drafts.append((day, "sentenced", order))
        if chance() < 0.8:
            drafts.append((day + DAYS[int(chance() * 4)], "allocated", order))
        if chance() < 0.25:  # sometimes only after its end
            drafts.append((day + DAYS[int(chance() * 40)], "released", order))
        days.append(day)
        length = int(chance() * 12) if chance() < 0.5 else int(chance() * 60)
        if chance() < 0.8:
            drafts.append((day + DAYS[length], "ended", order))
            days.append(day + DAYS[length])
            if chance() < 0.4:  # asked for after the end
                drafts.append((day + DAYS[length + int(chance() * 5)], "report_requested", order))
        if chance() < 0.2:  # begun anew, or ended twice
            drafts.append((day + DAYS[length + int(chance() * 9)], "sentenced" if chance() < 0.5 else "ended", order))
        day += DAYS[length + (0, 0, 1, 5)[int(chance() * 4)]] if chance() < 0.7 else DAYS[int(chance() * 5)]
    days.append(day)
    return drafts


def recorded(person: str, recipe: Recipe, rng: Random, drafts: list[tuple[date, str, str]]) -> tuple[Fact, ...]:
    """The facts of these drafts, written down mostly on their day and sometimes much later; then the marks."""
    chance = rng.random
    late = [
        (day + (DAYS[int(chance() * 90)] if chance() < 0.15 else DAYS[0]), chance(), day, k, o) for day, k, o in drafts
    ]
    late.sort()
    is_marked = chance() < 0.35
    facts: list[Fact] = []
    gone: set[int] = set()
    at: datetime | None = None
    for written, slot, day, kind, order in late:
        at = instant(written, int(slot * 3)) if at is None else max(at, instant(written, int(slot * 3)))
        facts.append(MAKERS[kind](person, len(facts) + 1, day, at, order, recipe, chance))
        if is_marked and chance() < 0.25:
            mark(facts, gone, day, at, chance)
    return tuple(facts)


def mark(facts: list[Fact], gone: set[int], day: date, at: datetime, chance: Callable[[], float]) -> None:
    """One more fact, about the record: mostly a withdrawal, of a withdrawal too."""
    number, which = len(facts) + 1, chance()
    target = 1 + int(chance() * len(facts))
    if which < 0.8 and target in gone:
        return
    cls = Withdrawn if which < 0.8 else WrongPerson if which < 0.9 else Erased
    if isinstance(facts[target - 1], Erased if cls is Withdrawn else ABOUT_THE_RECORD):
        return  # refused by whoever records it
    facts.append(cls(person=facts[0].person, number=number, on=day, recorded_at=at, target=target))
    if cls is Withdrawn:
        gone.clear()
        for other in reversed(facts):
            if isinstance(other, Withdrawn) and other.number not in gone:
                gone.add(other.target)


@cache
def instant(day: date, slot: int) -> datetime:
    """One of three instants of a day."""
    return datetime.combine(day, INSTANTS[slot], tzinfo=UTC)


@cache
def due_day(limit: Limit, day: date) -> date:
    """The last day in time."""
    return limit.after(day)


# --- what is prepared once


def maker(kind: str) -> Callable[..., Fact]:
    """How a fact of this kind is made: its values drawn, its order and thread as given."""
    cls, has_order = KINDS[kind], "order" in fields_of(KINDS[kind])
    other = {"standard": "x/y", "opened_by": 1} if kind == "missed_duty_explained" else {}

    def make(
        person: str, number: int, on: date, at: datetime, order: str, recipe: Recipe, chance: Callable[[], float]
    ) -> Fact:
        said = {name: pool[int(chance() * len(pool))] for name, pool in recipe.fields[kind]}
        if has_order:
            said["order"] = order
        for name in recipe.dates[kind]:
            said[name] = date_said(on, recipe.limits, chance)
        thread = recipe.threads[int(chance() * len(recipe.threads))]
        return cls(person=person, number=number, on=on, recorded_at=at, thread=thread, **said, **other)

    return make


def date_said(on: date, limits: tuple[Limit, ...], chance: Callable[[], float]) -> date | None:
    """A day that a fact says: on a limit or either side, close by, the fact's own day or before it; or none."""
    where = chance()
    if where < 0.2:
        return None
    if where < 0.6:
        return due_day(limits[int(chance() * len(limits))], on) + ONE_DAY * (int(chance() * 4) % 3 - 1)
    return on + DAYS[int(chance() * 8)] if where < 0.8 else on - DAYS[int(chance() * 3)]


MAKERS = {kind: maker(kind) for kind in KINDS_ASKED}


@cache
def recipe_of(standard: AnyStandard) -> Recipe:
    """What to draw from for a standard, from what it names itself and through its attributes."""
    patterns = [*patterns_of(standard), *(p for a in standard.attributes for p in (a.of, a.by))]
    clauses = [clause for pattern in patterns for clause in pattern]
    opening = kinds_of(openings(standard))
    meeting = kinds_of(standard.met_by) if isinstance(standard, Deadline) else frozenset()
    closing = kinds_of(voiding(standard))
    context = frozenset().union(*map(kinds_of, patterns)) - opening - meeting - closing
    kinds = (*weighted(opening, 24), *weighted(meeting, 20), *weighted(context, 24), *weighted(LIFE, 15))
    kinds = (*kinds, *weighted(closing, 20))
    asks_threads = any(attribute.how is How.UNANSWERED for attribute in standard.attributes)
    if asks_threads or (isinstance(standard, Deadline) and Per.THREAD in (standard.per, standard.voided_per)):
        threads = (*THREADS[:2], *THREADS, None)
    else:
        threads = (None,)
    dues = {clause.due for clause in openings(standard)} | {getattr(standard, "due", None)}
    limits = {due.otherwise if isinstance(due, DayIn) else due for due in dues}
    return Recipe(
        kinds=(*kinds, *weighted(KINDS_ASKED, 4)),
        context=context,
        left_out=(*[None] * (3 + len(context)), "allocated", *sorted(context)),
        fields={kind: pools(kind, clauses, standard) for kind in KINDS_ASKED},
        dates={kind: tuple(sorted(dates_of(standard) & set(fields_of(KINDS[kind])))) for kind in KINDS_ASKED},
        threads=threads,
        limits=tuple(sorted(limits - {None}, key=str)) or PLAIN_LIMITS,
        opening=opening,
    )


def weighted(kinds: Any, share: int) -> list[str]:
    """The kinds, each about so often that together they take `share` parts."""
    return sorted(kinds) * max(1, share // len(kinds)) if kinds else []


def pools(kind: str, clauses: list[Clause], standard: AnyStandard) -> tuple[tuple[str, tuple[Any, ...]], ...]:
    """For each field of a kind that may matter, the values to draw from."""
    names = [name for name in fields_of(KINDS[kind]) if name in FIELDS and name != "order"]
    return tuple((name, pool(name, kind, clauses, standard)) for name in names)


def pool(name: str, kind: str, clauses: list[Clause], standard: AnyStandard) -> tuple[Any, ...]:
    """The values of one field: those that tests name most often, one other of each sort, and *not recorded*."""
    domain = FIELDS[name]
    if domain.type is ValueType.OFFICER:
        return (*OFFICERS[:2] * 3, OFFICERS[2], None)
    if domain.type is ValueType.PROVIDER:
        return (*PROVIDERS[:2] * 3, PROVIDERS[2], None)
    tested = {v for c in clauses if kind in c.kinds for t in c.tests if t.name == name for v in t.values if v}
    if not tested and any(a.how is How.LATEST and a.field == name for a in standard.attributes):
        tested = {v for c in clauses for t in c.tests for v in t.values if v in domain.codes}
    coded = [code for code in KIND_CODES[kind][name] if code in tested]
    others = [code for code in KIND_CODES[kind][name] if code not in tested]
    return (*coded * 3, *others[:2], None) if tested else (*others[:1], None)


KIND_CODES = {
    kind: {name: tuple(field.codes or ()) for name, field in fields_of(KINDS[kind]).items()} for kind in KINDS_ASKED
}

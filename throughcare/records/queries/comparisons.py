"""What comparisons are made of: one standard's duties by month, by what people are alike in, and how large teams are.

Everything is grouped in SQL and counts only what the figures of the viewer count (`measures.duties_counted`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import BooleanField, Case, CharField, F, Func, Q, Value, When
from django.db.models import Count as HowMany

from throughcare.measures.case_mix import AGE_GROUPS, NOT_RECORDED, UNDER_18, Cell
from throughcare.measures.series import Month
from throughcare.records.models import Staff
from throughcare.records.queries.measures import DAY, Reading, Span, duties_counted
from throughcare.rules.access import Viewer
from throughcare.standards.obligations import Outcome, Owed

DECIDED = (Outcome.MET.value, Outcome.LATE.value, Outcome.MISSED.value)


def staff_of_teams() -> dict[str, int]:
    """How many hold a post in each team today, by *organisation/team*; whoever left holds none."""
    posts = Staff.objects.exclude(organisation="").exclude(team="").values_list("organisation", "team")
    grouped = posts.annotate(many=HowMany("pk")).order_by()
    return {f"{organisation}/{team}": many for organisation, team, many in grouped}


# --- by month ---------------------------------------------------------------------------------------------------


def months_of(span: Span, viewer: Viewer, *, standard: str, group: Q) -> tuple[list[Month], float, list[date]]:
    """A standard's duties of a group by calendar month, in order; with the share unknown over all of them.

    Last come the months (by first day) that are left out: those that are not over by `as_of`, and those of which
    some duties have time left, since what is decided in them is no fair part of them.
    """
    day: Any = DAY if span.reading is Reading.LIVE else F("opened")
    duties = duties_counted(span, viewer).filter(group, standard=standard).annotate(on=day)
    rows = duties.order_by().values_list("on", "owed", "outcome").annotate(many=HowMany("pk"))
    met: Counter[date] = Counter()
    decided: Counter[date] = Counter()
    owed_of: Counter[str] = Counter()
    unfair: set[date] = set()
    for on, owed, outcome, many in rows:
        first_on = on.replace(day=1)
        owed_of[owed] += many
        if owed == Owed.YES:
            met[first_on] += many if outcome == Outcome.MET else 0
            decided[first_on] += many if outcome in DECIDED else 0
            if outcome == Outcome.PENDING or _same_month(on, span.as_of):
                unfair.add(first_on)
    months = [Month(each, met[each], decided[each]) for each in sorted(decided) if each not in unfair]
    return months, owed_of[Owed.UNKNOWN] / (owed_of.total() or 1), sorted(unfair)


def _same_month(one: date, other: date) -> bool:
    return (one.year, one.month) == (other.year, other.month)


# --- by what people are alike in --------------------------------------------------------------------------------


class Alike(StrEnum):
    """What people may be alike in, as it was known when the duty began."""

    RISK = "risk"
    AGE = "age"
    SEX = "sex"
    OFFENCE = "offence"
    ALL = "all"


YOUNGER_THAN = (18, 21, 30, 40, 50)
"""The age that each age group but the last is below; a test holds them against `case_mix.age_group`."""


class _YoungerThan(Func):
    """Whether somebody born on the first day is younger than so many years on the second; as `case_mix.age_group`.

    Each database does it in its own words: portable parts of days cost four times as much over a nation.
    """

    output_field = BooleanField()

    def __init__(self, years: int) -> None:
        super().__init__(F("person__born_on"), F("opened"))
        self.years = years

    def as_sqlite(self, compiler: Any, connection: Any, **_: Any) -> Any:
        """In SQLite, where days are text in the order of the calendar."""
        template = "(replace(%(expressions)s, '-', ''))"
        joiner = f", '-', '') + {self.years}0000 > 0 + replace("
        return super().as_sql(compiler, connection, template=template, arg_joiner=joiner)

    def as_postgresql(self, compiler: Any, connection: Any, **_: Any) -> Any:
        """In PostgreSQL, where 18 years before 29 February is 28 February."""
        template = f"(%(expressions)s - interval '{self.years} years')"
        return super().as_sql(compiler, connection, template=template, arg_joiner=" > ")


def age_when_opened(names: Sequence[str], younger_than: Sequence[int]) -> Case:
    """The age group on the day on which the duty opened: the first of `names` whose limit the age is below, the last
    of them where none is, `NOT_RECORDED` without a date of birth.
    """
    groups = zip(younger_than, names, strict=False)
    return Case(
        When(person__born_on__isnull=True, then=Value(NOT_RECORDED)),
        *(When(_YoungerThan(years), then=Value(name)) for years, name in groups),
        default=Value(names[-1]),
        output_field=CharField(),
    )


def _age_group() -> Case:
    """`case_mix.age_group` once more, for the database."""
    return age_when_opened((UNDER_18, *AGE_GROUPS), YOUNGER_THAN)


def _said(field: str) -> Case:
    return Case(When(Q(**{field: ""}), then=Value(NOT_RECORDED)), default=F(field), output_field=CharField())


_BY: dict[Alike, Callable[[], Case]] = {
    Alike.RISK: lambda: _said("risk_level"),
    Alike.AGE: _age_group,
    Alike.SEX: lambda: _said("person__sex"),
    Alike.OFFENCE: lambda: _said("offence"),
}


def strata_of(
    span: Span, viewer: Viewer, *, standard: str, alike: Alike, group_of: Callable[[str, str], str], with_team: bool
) -> list[Cell]:
    """What each group did for the people of each stratum, in one statement. `group_of`: as of `measures.grouping`."""
    names = list(_BY) if alike is Alike.ALL else [alike]
    duties: Any = duties_counted(span, viewer).filter(standard=standard, owed=Owed.YES.value)
    duties = duties.filter(outcome__in=DECIDED)
    made = {f"alike_{name.value}": _BY[name]() for name in names}
    of_team = F("team") if with_team else Value("")
    apart = ("accountable", "of_team", "outcome", *made)
    rows = duties.annotate(**made, of_team=of_team).order_by().values_list(*apart).annotate(many=HowMany("pk"))
    met: Counter[tuple[str, tuple[str, ...]]] = Counter()
    decided: Counter[tuple[str, tuple[str, ...]]] = Counter()
    for accountable, team, outcome, *stratum, many in rows:
        key = group_of(accountable, team), tuple(stratum)
        met[key] += many if outcome == Outcome.MET else 0
        decided[key] += many
    return [Cell(group, stratum, met[group, stratum], many) for (group, stratum), many in sorted(decided.items())]

"""Comparisons of one standard: its groups in a funnel, its months on a chart, its groups with like people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from throughcare.calendar import add_months
from throughcare.exchange.pictures import Picture, alike_picture, funnel_picture, months_picture
from throughcare.exchange.pictures.funnel import how_compared
from throughcare.exchange.pictures.months import how_limited
from throughcare.facts.words import MONTHS
from throughcare.measures.by_month import why_not_compared
from throughcare.measures.case_mix import Cell, standardise
from throughcare.measures.comparison import FEWEST_DECIDED, FEWEST_STAFF, Funnel, Group, compare
from throughcare.measures.counting import HIGHEST_UNKNOWN, NONE, Count
from throughcare.measures.series import Series, chart
from throughcare.records.queries.comparisons import Alike, months_of, staff_of_teams, strata_of
from throughcare.records.queries.measures import ALL, DECIDED, By, cells, counts, grouping, in_group
from throughcare.standards.obligations import Outcome
from throughcare.web.design.words import percent
from throughcare.web.measures.groups import Names
from throughcare.web.measures.pages import Asked, Number, number_of
from throughcare.web.measures.periods import ONE_DAY, Period
from throughcare.web.measures.questions import Clock

WHAT = {By.TYPE: "type", By.PROVIDER: "provider", By.TEAM: "team"}
ALIKE_IN = {
    Alike.RISK: "risk of serious harm",
    Alike.AGE: "age",
    Alike.SEX: "sex",
    Alike.OFFENCE: "offence",
    Alike.ALL: "risk of serious harm, age, sex and offence",
}


class View(StrEnum):
    """The three ways to compare one standard."""

    COMPARED = "compared"
    MONTHS = "months"
    ALIKE = "alike"


VIEWS = {View.COMPARED: "Compared fairly", View.MONTHS: "Month by month", View.ALIKE: "Like with like"}


@dataclass(frozen=True, slots=True)
class Counted:
    """The numbers of one row: how many were met, of how many decided; each opens to its people where it may."""

    met: Number
    decided: Number


@dataclass(frozen=True, slots=True)
class Comparison:
    """A picture with the sentences on how it was made, and where the numbers of its rows lead.

    `counted` are the numbers of the first rows in order, None where a row shows none; they stand in the column `place`.
    """

    picture: Picture
    how: tuple[str, ...]
    counted: tuple[Counted | None, ...]
    place: int

    def rows(self) -> list[tuple[str, list[str | Counted]]]:
        """The rows of the table: the name, and the cells beside it. Those that are not drawn stand apart."""
        made = []
        for row, counted in zip(self.picture.rows, self.counted, strict=False):
            cells: list[str | Counted] = list(row)
            if counted:
                cells[self.place] = counted
            made.append((row[0], cells[1:]))
        return made

    def left_out(self) -> list[tuple[str, str]]:
        """Who is not drawn, and why: names with one reason together, in the order of the reasons."""
        shown = self.picture.shown
        reasons: dict[str, list[str]] = {}
        for group, reason in shown.left_out if isinstance(shown, Funnel) else ():
            reasons.setdefault(reason, []).append(group.name)
        return [(reason, "; ".join(names)) for reason, names in sorted(reasons.items())]


# --- compared fairly --------------------------------------------------------------------------------------------


def compared(asked: Asked, clock: Clock) -> Comparison:
    """The groups of a standard held against all of them together."""
    named, aside, unknown = _groups(asked, clock)
    what = WHAT[asked.by]
    funnel = compare(list(named.values()), share_unknown=unknown)
    shown = _with_aside(funnel, aside)
    title = f"{clock.standard.about.title} By {what}, {asked.period.name}"
    picture = funnel_picture(title, shown, what)
    key_of = {group.name: key for key, group in named.items()}
    links = [
        _counted(asked, clock, key_of[each.group.name], each.group.met, each.group.decided) for each in shown.placed
    ]
    return Comparison(picture, how_compared(shown, what), tuple(links), 3)


def _groups(asked: Asked, clock: Clock) -> tuple[dict[str, Group], list[tuple[str, str]], float]:
    """The groups by their keys, those that are set aside with the reason, and the share unknown over all."""
    name = clock.standard.name
    found = cells(asked.period.span, asked.viewer, standards=[name], with_team=asked.by is By.TEAM)
    by_key = {
        key: count for (_, key), count in counts(found, [clock.standard], grouping(asked.by, asked.names.types)).items()
    }
    staff = staff_of_teams() if asked.by is By.TEAM else {}
    called = _called(asked.names, asked.by, list(by_key))
    groups, aside = {}, []
    for key in sorted(by_key, key=lambda key: called[key].casefold()):
        count = by_key[key]
        if reason := _why_aside(asked.by, key, count):
            aside.append((called[key], reason))
            continue
        team_staff = staff.get(key, 0) if asked.by is By.TEAM else None
        groups[key] = Group(called[key], count.tally.met, count.tally.denominator, team_staff)
    return groups, aside, _share_unknown(list(by_key.values()))


def _called(names: Names, by: By, keys: Sequence[str]) -> dict[str, str]:
    """What each group is called; with its code where two are called alike."""
    called = {key: names.of(by, key) for key in keys}
    many = Counter(called.values())
    return {key: name if many[name] == 1 else f"{name} ({key})" for key, name in called.items()}


def _why_aside(by: By, key: str, count: Count) -> str:
    """Why a group takes no part in the comparison, and is not in *all together* either; blank where it does."""
    if key == NONE:
        return f"Nobody was accountable, so there is no {WHAT[by]} to compare; left out of all together."
    if by is By.TEAM and key.endswith("/"):
        return "The record names no team; left out of all together."
    if count.unknown and count.unknown.is_too_high:
        return (
            f"Of {percent(count.unknown.share)} it is not known whether the duty was owed, which is more than "
            f"{percent(HIGHEST_UNKNOWN)}; left out of all together."
        )
    return ""


def _share_unknown(found: Sequence[Count]) -> float:
    asked = sum(count.unknown.asked for count in found if count.unknown)
    return sum(count.unknown.unknown for count in found if count.unknown) / asked if asked else 0.0


def _with_aside(funnel: Funnel, aside: Sequence[tuple[str, str]]) -> Funnel:
    return replace(funnel, left_out=(*funnel.left_out, *((Group(name, 0, 0), reason) for name, reason in aside)))


# --- month by month ---------------------------------------------------------------------------------------------


def months(asked: Asked, clock: Clock, group: str) -> Comparison:
    """A standard's months, of a group or (`ALL` by type) of everybody."""
    span = asked.period.span
    which = in_group(asked.by, group, asked.names.types)
    found, unknown, unfair = months_of(span, asked.viewer, standard=clock.standard.name, group=which)
    series = chart(found)
    title = f"{clock.standard.about.title} {asked.names.of(asked.by, group)}, month by month, {asked.period.name}"
    picture = months_picture(title, series)
    if why := why_not_compared(unknown) or _too_few_in_all(series, group):
        return Comparison(replace(picture, sentences=(why,), why_none=why, rows=(), figures=()), (), (), 3)
    links = []
    for point in series.points:
        first = point.month.first_on
        days = replace(
            span, first_on=max(first, span.first_on), last_on=min(add_months(first, 1) - ONE_DAY, span.last_on)
        )
        of_month = replace(asked, period=Period(days))
        links.append(
            _counted(of_month, clock, group, point.month.met, point.month.decided) if point.month.decided else None
        )
    how = list(how_limited(series))
    if unfair:
        told = ", ".join(f"{MONTHS[each.month - 1]} {each.year}" for each in unfair)
        how.append(f"Left out, because they are not over or some of their duties still have time: {told}.")
    return Comparison(picture, tuple(how), tuple(links), 3)


def _too_few_in_all(series: Series, group: str) -> str:
    """Why the months of so small a group are not drawn; blank where they are."""
    decided = sum(point.month.decided for point in series.points)
    if group == ALL or decided >= FEWEST_DECIDED:
        return ""
    return (
        f"Nothing is drawn: {decided} duties are decided in these months, and of fewer than {FEWEST_DECIDED} only "
        f"chance is seen."
    )


# --- like with like ---------------------------------------------------------------------------------------------


def alike(asked: Asked, clock: Clock, way: Alike) -> Comparison:
    """The groups of a standard as they are, and as they would be with the mix of people of all together."""
    named, aside, unknown = _groups(asked, clock)
    too_small = {key: _too_small(group) for key, group in named.items()}
    what = WHAT[asked.by]
    title = f"{clock.standard.about.title} Like with like by {ALIKE_IN[way]}, by {what}, {asked.period.name}"
    drawn = {key: group for key, group in named.items() if not too_small[key]}
    why = why_not_compared(unknown) or _too_few(drawn, what)
    found = []
    if not why:
        strata = strata_of(
            asked.period.span,
            asked.viewer,
            standard=clock.standard.name,
            alike=way,
            group_of=grouping(asked.by, asked.names.types),
            with_team=asked.by is By.TEAM,
        )
        by_key = {each.group: each for each in standardise(_of_groups(strata, named))}
        found = [replace(by_key[key], group=group.name) for key, group in drawn.items() if key in by_key]
    picture = alike_picture(title, found, ALIKE_IN[way], what, why)
    keys = {group.name: key for key, group in named.items()}
    links = [_counted(asked, clock, keys[each.group], each.met, each.decided) for each in found]
    how = ["What people were alike in is what was known when the duty began; not recorded counts as a kind of its own."]
    left_out = [group.name for key, group in named.items() if too_small[key]]
    if left_out and not why:
        how.append(
            f"Not shown, because fewer than {FEWEST_DECIDED} duties are decided or there are fewer than "
            f"{FEWEST_STAFF} staff: {'; '.join(left_out)}. They are in all together."
        )
    for reason in dict.fromkeys(why_aside for _, why_aside in aside):
        names = [name for name, why_aside in aside if why_aside == reason]
        how.append(f"{len(names)} not compared: {'; '.join(names)}. {reason}")
    return Comparison(picture, tuple(how), tuple(links), 3)


def _too_small(group: Group) -> bool:
    return group.decided < FEWEST_DECIDED or (group.staff is not None and group.staff < FEWEST_STAFF)


def _too_few(drawn: Mapping[str, Group], what: str) -> str:
    if len(drawn) > 1:
        return ""
    few = "only one" if drawn else "no"
    return (
        f"Nothing is compared: {few} {what} has at least {FEWEST_DECIDED} decided duties in this period, and a "
        "comparison needs two."
    )


def _of_groups(strata: Sequence[Cell], named: Mapping[str, Group]) -> list[Cell]:
    return [cell for cell in strata if cell.group in named]


# --- where numbers lead -----------------------------------------------------------------------------------------


def _counted(asked: Asked, clock: Clock, key: str, met: int, decided: int) -> Counted:
    numbers = (
        number_of(many, asked, clock.standard.name, key, choice)
        for many, choice in ((met, Outcome.MET.value), (decided, DECIDED))
    )
    return Counted(*numbers)

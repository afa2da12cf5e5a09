"""Figures in words: what the templates of measures show, as strings and small dataclasses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from throughcare.facts.words import say_day
from throughcare.measures.counting import Count
from throughcare.records.queries.measures import ASKED, DECIDED, NOT_KNOWN, By, Reading
from throughcare.rules.access import READING, Opening, Relation, Viewer, figures_may_open
from throughcare.standards.language import AnyStandard
from throughcare.standards.obligations import Outcome
from throughcare.web.design.words import number, percent
from throughcare.web.measures.groups import Names, opens_to
from throughcare.web.measures.marks import Mark, mark_of
from throughcare.web.measures.periods import Choice, Period
from throughcare.web.measures.questions import Clock, Question, Shelf
from throughcare.web.people.standards import SURE

Counts = Mapping[tuple[str, str], Count]

NOT_GOOD = "They count that a thing was recorded, not that it was good."


@dataclass(frozen=True, slots=True)
class Number:
    """A number, and the address of the list of those whom it counts; blank where it does not open."""

    text: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One standard counted for one group. Shares are texts; `mark` is where they lie on a line."""

    share: str
    interval: str
    numbers: Mapping[str, Number]
    has_decided: bool
    has_pending: bool
    mark: Mark | None
    unknown_share: str = ""
    range: str = ""
    is_too_unknown: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One group with its figure by each clock; None where the group has no such duty."""

    name: str
    figures: tuple[Figure | None, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One clock of a question: its name, the words of its standard, and the page that tells more of it."""

    name: str
    words: str
    address: str
    is_unverified: bool


@dataclass(frozen=True, slots=True)
class Table:
    """One question with its groups. `is_too_unknown`: so much is unknown in one of them that none are compared."""

    title: str
    slug: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    is_too_unknown: bool
    has_condition: bool
    asks_alike: bool

    @property
    def is_empty(self) -> bool:
        """Whether no group has any such duty."""
        return not any(figure for line in self.lines for figure in line.figures)


@dataclass(frozen=True, slots=True)
class Tables:
    """The questions of one shelf."""

    title: str
    words: str
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What figures are asked for: whose eyes see them, over which period, and by what they are grouped."""

    viewer: Viewer
    period: Period
    by: By
    names: Names


def shelf_tables(shelves: Sequence[Shelf], counts: Counts, asked: Asked) -> list[Tables]:
    """Every question of every shelf."""
    return [
        Tables(shelf.title, shelf.words, tuple(table_of(question, counts, asked) for question in shelf.questions))
        for shelf in shelves
    ]


def table_of(question: Question, counts: Counts, asked: Asked) -> Table:
    """One question with the figures of its groups, by each of its clocks."""
    names = [clock.standard.name for clock in question.clocks]
    found = {group for name, group in counts if name in names}
    too_unknown = any(
        count.unknown and count.unknown.is_too_high for (name, _), count in counts.items() if name in names
    )
    lines = [
        Line(
            asked.names.of(asked.by, group),
            tuple(_figure(counts.get((name, group)), group, asked, with_mark=not too_unknown) for name in names),
        )
        for group in asked.names.in_order(asked.by, found)
    ]
    standards = question.standards
    return Table(
        title=question.title,
        slug=standards[-1].name.replace("/", "-"),
        columns=tuple(_column(clock, asked) for clock in question.clocks),
        lines=tuple(lines),
        is_too_unknown=too_unknown,
        has_condition=any(standard.unknown for standard in standards),
        asks_alike=question.asks_alike,
    )


def _column(clock: Clock, asked: Asked) -> Column:
    address = f"{measure_address(clock.standard.name)}?{asked.period.query}"
    return Column(clock.pack, clock.standard.about.words, address, clock.is_unverified)


def measure_address(name: str, route: str = "measure") -> str:
    """The page of a standard, by its full name."""
    pack, _, standard = name.partition("/")
    return reverse(route, args=[pack, standard])


# --- one figure -------------------------------------------------------------------------------------------------


def _figure(count: Count | None, group: str, asked: Asked, *, with_mark: bool) -> Figure | None:
    if count is None:
        return None
    tally, unknown = count.tally, count.unknown
    many = {outcome.value: getattr(tally, outcome) for outcome in Outcome} | {DECIDED: tally.denominator}
    if unknown:
        many |= {NOT_KNOWN: unknown.unknown, ASKED: unknown.asked}
    standard = f"{count.pack}/{count.standard}"
    return Figure(
        share=percent(tally.share),
        interval=span(tally.interval),
        numbers={name: number_of(value, asked, standard, group, name) for name, value in many.items()},
        has_decided=bool(tally.denominator),
        has_pending=bool(tally.pending),
        mark=mark_of(tally) if with_mark else None,
        unknown_share=percent(unknown.share) if unknown else "",
        range=span(count.range) if unknown and unknown.unknown else "",
        is_too_unknown=bool(unknown and unknown.is_too_high),
    )


def number_of(many: int, asked: Asked, standard: str, group: str, choice: str) -> Number:
    """A number of a group's figures, which leads to the list of those whom it counts where it may."""
    list_of = _lists(standard, group, asked)
    return Number(number(many), f"{list_of}{choice}" if list_of and many else "")


def _lists(standard: str, group: str, asked: Asked) -> str:
    """The address of the lists behind a group's figures, but for what they count; blank where none opens."""
    if not opens_to(asked.viewer, asked.by, group):
        return ""
    place = measure_address(standard, "measure_people")
    which = urlencode({"by": asked.by.value, "group": group})
    return f"{place}?{which}&{asked.period.query}&outcome="


def span(ends: tuple[float, float] | None) -> str:
    """Two shares as *88 to 92%*; blank where there are none."""
    return f"{100 * ends[0]:.0f} to {percent(ends[1])}" if ends else ""


# --- sentences --------------------------------------------------------------------------------------------------


def what_they_show(period: Period) -> str:
    """One sentence on what the figures of a period show."""
    which = "fell due" if period.span.reading is Reading.LIVE else "began"
    stands = f"as the record stands on {say_day(period.span.as_of)}"
    return f"These figures show how many of the duties that {which} in {period.name} were done in time, {stands}."


def about_rows(clock: Clock) -> list[tuple[str, str]]:
    """What people are told of a standard, label and text; the source has a row of its own."""
    about = clock.standard.about
    return [
        ("What is asked", about.words),
        ("Why it matters", about.why),
        ("How it could be gamed, and what would show it", about.gaming),
        ("Who answers for it", f"{about.owner}. To be reviewed by {say_day(about.next_review)}."),
    ]


def source_of(standard: AnyStandard) -> tuple[str, str]:
    """Where a limit comes from, and how sure we are of it."""
    about = standard.about
    return about.source, SURE[about.sureness]


def who_it_opens_to(viewer: Viewer) -> str:
    """One sentence on which figures open to people for this viewer; blank where none does, and where all do."""
    if not figures_may_open(viewer) or READING[viewer.role][Relation.ELSEWHERE] is not Opening.CLOSED:
        return ""
    whose = "organisation" if READING[viewer.role][Relation.ORGANISATIONS] is not Opening.CLOSED else "team"
    return f"A number that is a link opens to those of its people who are with your {whose} today."


# --- links ------------------------------------------------------------------------------------------------------


def group_links(asked: Asked) -> list[Choice]:
    """The ways to group the figures of one question; the address is that of the same page."""
    words = {By.TYPE: "By type", By.PROVIDER: "By provider", By.TEAM: "By team"}
    return [Choice(words[by], f"?by={by}&{asked.period.query}", by is asked.by) for by in By]


def clock_links(question: Question, here: Clock, asked: Asked) -> list[Column]:
    """The other clocks of a question."""
    return [_column(clock, asked) for clock in question.clocks if clock is not here]


def file_address(asked: Asked, name: str = "") -> str:
    """The address of the figures of a page as a file."""
    place = measure_address(name, "measure_csv") if name else reverse("figures_csv")
    return f"{place}?by={asked.by}&{asked.period.query}"

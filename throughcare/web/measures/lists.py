"""Who stands behind a figure: which figure, in words, and its duties person by person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse

from throughcare.exchange.safe_csv import csv_text
from throughcare.facts.court import Disposal, Proposal, ReportFormat
from throughcare.facts.words import say_day
from throughcare.measures.counting import NONE
from throughcare.records.queries.formats import AS_PROPOSED, SENTENCES
from throughcare.records.queries.measures import (
    ASKED,
    CHOICES,
    DECIDED,
    NOT_KNOWN,
    Behind,
    By,
    DutyOfPerson,
    behind,
)
from throughcare.records.queries.people_groups import Grouped, OfPeople, in_any_group, with_details
from throughcare.records.queries.person import full_name
from throughcare.rules.access import MayNot
from throughcare.standards.language import Deadline
from throughcare.standards.obligations import Outcome, Owed
from throughcare.web.design.people_words import Flag
from throughcare.web.design.words import number
from throughcare.web.measures.groups import opens_to
from throughcare.web.measures.pages import Asked, measure_address
from throughcare.web.measures.questions import Clock
from throughcare.web.people.duty_pages import flag_for
from throughcare.web.people.opening import THROUGH_FIGURE

CHOICE_WORDS = {
    Outcome.MET.value: "Met",
    Outcome.LATE.value: "Late",
    Outcome.MISSED.value: "Missed",
    Outcome.PENDING.value: "Pending",
    Outcome.VOID.value: "Void",
    DECIDED: "Met, late or missed",
    NOT_KNOWN: "Not known whether it was owed",
    ASKED: "All of whom it was asked",
}
DETAIL_WORDS: dict[str, dict[str, str]] = {
    "form": {form.value: form.label for form in ReportFormat} | {NONE: "Form not known"},
    "proposed": {each.value: f"Proposed: {each.label}" for each in Proposal} | {NONE: "No proposal on the record"},
    "passed": {each.value: f"Passed: {each.label}" for each in Disposal} | {NONE: "Kind of sentence not recorded"},
}
"""What a figure may say beside its group (`people_groups.DETAILS`), each value with its words."""
SHUT = "This figure opens to the organisation that it is about, and to inspectors. You see the figure, not its people."
COLUMNS = ("opened", "due", "met", "owed", "outcome", "accountable", "team")
"""Whether it was owed is yes, no or unknown; only what was owed has an outcome."""
NAMES = ("crn", "given_names", "family_name")


@dataclass(frozen=True, slots=True)
class FigureAsked:
    """One figure that is opened: by what it is grouped, which group, and what it counts (`choice`).

    `details`: what a figure of a page of court work says beside its group, such as the form of the report.
    """

    asked: Asked
    clock: Clock
    by: Grouped
    group: str
    choice: str
    details: Mapping[str, str]

    @property
    def title(self) -> str:
        """The question of the standard."""
        return self.clock.standard.about.title

    @property
    def caption(self) -> str:
        """Which part of it: outcome, group, details, period."""
        group = self.asked.names.of(self.by, self.group)
        details = [DETAIL_WORDS[name][value] for name, value in self.details.items()]
        return " · ".join((CHOICE_WORDS[self.choice], group, *details, self.asked.period.name))

    @property
    def name(self) -> str:
        """The figure as the access log keeps it."""
        which = (self.group, *(f"{name} {value}" for name, value in self.details.items()))
        return f"{self.clock.standard.name}, {self.choice}, {', '.join(which)}, {self.asked.period.name}"

    @property
    def is_gate(self) -> bool:
        """Whether the duty is asked at one moment, so that there is no due day."""
        return not isinstance(self.clock.standard, Deadline)

    @property
    def query(self) -> str:
        """The figure as part of an address."""
        which = {"by": self.by.value, "group": self.group, **self.details, "outcome": self.choice}
        return f"{urlencode(which)}&{self.asked.period.query}"

    @property
    def here(self) -> str:
        """Its list, as the links to its pages go on."""
        return f"{measure_address(self.clock.standard.name, 'measure_people')}?{self.query}&"

    @property
    def file(self) -> str:
        """The address of the list as a file."""
        return f"{measure_address(self.clock.standard.name, 'measure_people_csv')}?{self.query}"

    @property
    def back(self) -> str:
        """The page of the figure."""
        if isinstance(self.by, OfPeople) or self.details:
            of_sentences = self.clock.standard.name in (AS_PROPOSED, SENTENCES)
            by = f"by={self.by.value}&" if self.by is not By.TYPE else ""
            return f"{reverse('concordance' if of_sentences else 'formats')}?{by}{self.asked.period.query}"
        by = f"by={self.asked.by.value}&" if self.asked.by is not By.TYPE else ""
        return f"{measure_address(self.clock.standard.name)}?{by}{self.asked.period.query}"

    def behind(self) -> Behind:
        """The duties behind it whose people the viewer may see."""
        names = self.asked.names
        which = in_any_group(self.by, self.group, names.types, names.courts) & with_details(self.details)
        period, viewer = self.asked.period, self.asked.viewer
        return behind(period.span, viewer, standard=self.clock.standard.name, group=which, choice=self.choice)

    def text(self, duties: Iterable[DutyOfPerson], *, with_names: bool) -> str:
        """Duties as CSV: with the names and the numbers of people, or with nothing that names anybody."""
        header = (*NAMES, *COLUMNS) if with_names else COLUMNS
        as_of = self.asked.period.span.as_of
        return csv_text(header, ([_cell(duty, name, as_of) for name in header] for duty in duties))


def figure_asked(said: Mapping[str, str], asked: Asked, clock: Clock, by: Grouped) -> FigureAsked:
    """The figure that an address asks for. Raises `Http404` for what no page leads to, `MayNot` where it is shut."""
    group, choice = said.get("group", ""), said.get("outcome", DECIDED)
    details = {name: said[name] for name in DETAIL_WORDS if name in said}
    if choice not in CHOICES or any(value not in DETAIL_WORDS[name] for name, value in details.items()):
        raise Http404
    if not asked.names.knows(by, group):
        raise Http404
    if not opens_to(asked.viewer, by, group):
        raise MayNot(SHUT)
    return FigureAsked(asked, clock, by, group, choice, details)


@dataclass(frozen=True, slots=True)
class Row:
    """One duty of one person, in words."""

    name: str
    crn: str
    address: str
    duty: str
    opened: str
    due: str
    met: str
    flag: Flag
    accountable: str


def how_many(seen: int, total: int) -> str:
    """How many duties a figure counts, and of how many of them the reader may see the person."""
    if seen == total:
        return f"{number(total)} in all." if total else "Nobody is counted here."
    if not total or not seen:
        return f"None of these {number(total)} are people you may see."
    return f"{number(seen)} of these {number(total)} are people you may see."


def rows_of(duties: Sequence[DutyOfPerson], figure: FigureAsked) -> list[Row]:
    """What the list shows of each duty."""
    return [_row(duty, figure) for duty in duties]


def _row(duty: DutyOfPerson, figure: FigureAsked) -> Row:
    names = figure.asked.names
    by = By.TEAM if duty.team else By.PROVIDER
    group = f"{duty.accountable}/{duty.team}" if duty.team else duty.accountable
    where = (duty.crn, duty.opened_by, *figure.clock.standard.name.split("/"))
    return Row(
        name=full_name(duty.given_names, duty.family_name),
        crn=duty.crn,
        address=f"{reverse('person', args=[duty.crn])}?{THROUGH_FIGURE}",
        duty=f"{reverse('duty', args=where)}?{THROUGH_FIGURE}",
        opened=say_day(duty.opened),
        due=say_day(duty.due) if duty.due else "",
        met=_met(duty, figure.asked.period.span.as_of),
        flag=flag_for(Owed(duty.owed), Outcome(duty.outcome)),
        accountable=names.of(by, group) if duty.accountable else "",
    )


def _met(duty: DutyOfPerson, as_of: date) -> str:
    return say_day(duty.met) if duty.met and duty.met <= as_of else ""


def people_in(duties: Sequence[DutyOfPerson]) -> list[int]:
    """Everybody in a list, each once."""
    return list(dict.fromkeys(duty.person for duty in duties))


def _cell(duty: DutyOfPerson, name: str, as_of: date) -> object:
    value = getattr(duty, name)
    if name == "outcome" and duty.owed != Owed.YES:
        return None
    if isinstance(value, date):
        return None if name == "met" and value > as_of else value.isoformat()
    return value


def file_name(what: str, asked: Asked, standard: str = "", by: Grouped | None = None) -> str:
    """What a file is called: what is in it, over which days, and how they are read."""
    span = asked.period.span
    about = f"-{standard}" if standard else ""
    return f"{what}{about}-by-{by or asked.by}-{span.first_on}-to-{span.last_on}-{span.reading}.csv"

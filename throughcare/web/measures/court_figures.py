"""Figures of the pages of court work: by which group they are shown, and where each number leads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

from throughcare.measures.intervals import wilson
from throughcare.records.queries.formats import Shares
from throughcare.records.queries.measures import ALL, DECIDED, By, Span
from throughcare.records.queries.people_groups import Grouped, OfPeople, group_of
from throughcare.rules.access import Viewer
from throughcare.standards.obligations import Outcome
from throughcare.web.clock import today
from throughcare.web.design.fields import ChoiceField, DesignForm
from throughcare.web.design.words import number, percent
from throughcare.web.measures.groups import NOBODY, TOGETHER, Names, opens_to, read_names
from throughcare.web.measures.pages import Number, measure_address, who_it_opens_to
from throughcare.web.measures.periods import Period, period_asked
from throughcare.web.people.opening import user_of

WORDS: dict[Grouped, str] = {
    OfPeople.FORM: "Form of report",
    By.PROVIDER: "Organisation",
    OfPeople.COURT: "Court",
    OfPeople.SEX: "Sex",
    OfPeople.AGE: "Age group",
    OfPeople.ETHNICITY: "Ethnicity",
}
"""What figures of court work are shown by, in the order of the choice."""
NOBODY_NAMED = "nobody named"
"""What the group is called of reports and sentences for which no organisation was accountable."""


class ShownByForm(DesignForm):
    """By what the figures are shown."""

    by = ChoiceField(label="Show by", as_list=True)

    def __init__(self, *args: Any, choices: Iterable[Grouped], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["by"].choices = [(each.value, WORDS[each]) for each in choices]  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class CourtAsked:
    """What a page of court work is asked for: whose eyes see it, over which period, by what, with what names."""

    viewer: Viewer
    period: Period
    by: Grouped
    names: Names

    @property
    def days(self) -> Span:
        """The days of the period."""
        return self.period.span

    def groups(self, found: Iterable[str]) -> list[str]:
        """The groups that were found, in order."""
        return self.names.of_people_in_order(self.by, found)

    def group_of(self, found: str) -> str:
        """The group of what the database gave (`people_groups.group_of`)."""
        return group_of(self.by, found, self.names.courts)

    def name_of(self, group: str) -> str:
        """What a group is called; that of everybody, all together."""
        if group == ALL:
            return TOGETHER
        words = self.names.of(self.by, group)
        return NOBODY_NAMED if self.by is By.PROVIDER and words == NOBODY else words

    def opened(self, many: int, standard: str, group: str, choice: str, **figure: str) -> Number:
        """A number of the chosen group's, or of all together (`ALL`), which leads to its list where it may.

        `figure`: its details, and its reading.
        """
        return self.opened_by(By.TYPE if group == ALL else self.by, many, standard, group, choice, **figure)

    def opened_by(self, by: Grouped, many: int, standard: str, group: str, choice: str, **figure: str) -> Number:
        """The same by something else than the page is shown by."""
        if not many or not opens_to(self.viewer, by, group):
            return Number(number(many))
        days = self.period.span
        which = {"by": by.value, "group": group, "from": days.first_on, "to": days.last_on, **figure, "outcome": choice}
        return Number(number(many), f"{measure_address(standard, 'measure_people')}?{urlencode(which)}")


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many, as they are shown: the share, its 95% interval, and both numbers."""

    share: str
    interval: str
    met: Number
    decided: Number


def share_of(asked: CourtAsked, met: int, decided: int, standard: str, group: str, by: Grouped | None = None) -> Share:
    """A share of a group (of the page, unless it is `by` something else); nothing but noughts where none is decided."""
    of = by or (By.TYPE if group == ALL else asked.by)
    numbers = (
        asked.opened_by(of, many, standard, group, choice)
        for many, choice in ((met, Outcome.MET.value), (decided, DECIDED))
    )
    interval = wilson(met, decided)
    between = f"{percent(interval[0])} to {percent(interval[1])}" if interval else ""
    return Share(percent(met / decided) if decided else "", between, *numbers)


def court_asked(
    request: HttpRequest, choices: tuple[Grouped, ...], usual: Grouped
) -> tuple[CourtAsked, dict[str, Any]]:
    """What a page is asked for, and what stands above its figures: the period and the choice of groups."""
    on, viewer = today(), user_of(request).viewer
    period, form = period_asked({name: request.GET[name] for name in ("from", "to") if name in request.GET}, on)
    by = next((each for each in choices if each.value == request.GET.get("by")), usual)
    asked = CourtAsked(viewer, period, by, read_names(by))
    return asked, {
        "form": form,
        "choice": ShownByForm(initial={"by": by.value}, choices=choices, today=on),
        "period": period.name,
        "group": WORDS[by],
        "by_words": WORDS[by].lower(),
        "query": urlencode({"from": period.span.first_on, "to": period.span.last_on}),
        "opens": who_it_opens_to(viewer),
    }


def added(shares: Shares, asked: CourtAsked) -> Shares:
    """The same by standard and by the group of the page: what was written down otherwise of one court is put together,
    and everybody is added up as `ALL`.
    """
    found: Shares = {}
    for (standard, said), (met, decided) in shares.items():
        for group in (asked.group_of(said), ALL):
            before = found.get((standard, group), (0, 0))
            found[standard, group] = before[0] + met, before[1] + decided
    return found

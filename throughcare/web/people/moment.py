"""The day that a page tells of: today, or a day in the past as it happened or as it was known then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest

from throughcare.facts import Fact
from throughcare.facts.stream import NoRecordingTime, in_order, standing
from throughcare.facts.words import say_day
from throughcare.web.design.fields import ChoiceField, DayField, DesignForm

HAPPENED, KNOWN = "happened", "known"
NOT_TOLD = (
    "Some entries of this record do not say when they were recorded, so what was known on a day cannot be told: "
    "choose “as it happened”."
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, and whether it is seen with what was known then or with all that is known now."""

    on: date
    is_past: bool = False
    as_known: bool = False

    @property
    def known_on(self) -> date | None:
        """The day up to which facts had to be recorded to count; None: whenever."""
        return self.on if self.is_past and self.as_known else None

    @property
    def as_of(self) -> date:
        """The day up to which facts had to happen: what is arranged ahead of today is there too."""
        return self.on if self.is_past else date.max

    @property
    def query(self) -> dict[str, str]:
        """What an address says of it: nothing for today."""
        if not self.is_past:
            return {}
        return {"on": self.on.isoformat(), "view": KNOWN if self.as_known else HAPPENED}

    @property
    def words(self) -> str:
        """The day and the view in words: *As on 4 March 2016, as it was known then*."""
        view = "as it was known then" if self.as_known else "as it happened, by all that is known now"
        return f"As on {say_day(self.on)}, {view}"

    def cut(self, stream: Sequence[Fact]) -> list[Fact]:
        """The facts that stood at this moment, in order. Raises `NoRecordingTime`: see `facts.stream`."""
        return in_order(standing(stream, as_of=self.as_of, known_on=self.known_on))


class MomentForm(DesignForm):
    """Which day to show, and how; a day that lies ahead is refused."""

    on = DayField(label="Day", required=False, help_text="For example 4 March 2016, 4/3/16 or yesterday")
    view = ChoiceField(
        label="Show the day",
        required=False,
        inline=True,
        choices=[(HAPPENED, "as it happened"), (KNOWN, "as it was known then")],
    )

    def clean_on(self) -> date | None:
        """The day, which must have come."""
        day: date | None = self.cleaned_data["on"]
        if day is not None and day > self.today:
            raise forms.ValidationError(
                f"{say_day(day)} has not come yet: today is {say_day(self.today)}. Choose a day up to today."
            )
        return day

    def moment(self) -> Moment:
        """The moment that was chosen; today where no day was, or where what was typed cannot be one."""
        day = self.cleaned_data.get("on") if self.is_valid() else None
        if day is None or day == self.today:
            return Moment(self.today)
        return Moment(day, is_past=True, as_known=self.cleaned_data["view"] == KNOWN)

    def check_known(self, moment: Moment, stream: Sequence[Fact]) -> Moment:
        """The moment, if it can be told from these facts; else today, and the form says why."""
        try:
            moment.cut(stream)
        except NoRecordingTime:
            self.blame([("view", NOT_TOLD)])
            return Moment(self.today)
        return moment


def moment_form(request: HttpRequest, today: date) -> MomentForm:
    """The form as the address fills it in: *as it happened* where it does not say."""
    data = request.GET.copy()
    data.setdefault("view", HAPPENED)
    return MomentForm(data, today=today)


def query_text(*queries: dict[str, str]) -> str:
    """Queries as the end of an address, with its question mark; nothing where they are empty."""
    joined = {name: value for query in queries for name, value in query.items()}
    return f"?{urlencode(joined)}" if joined else ""

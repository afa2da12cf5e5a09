"""The forms of this desk: search, identity, and why a record is needed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from throughcare.facts.risk import RoshLevel
from throughcare.facts.words import say_day
from throughcare.records.queries.people import NOBODY, NOT_KNOWN, Asked, sought
from throughcare.web.design.fields import (
    ChoiceField,
    DayField,
    DesignForm,
    NoteField,
    TextField,
    TicksField,
    choices_of,
)

LONGEST = 100
"""Nobody's name, number or day of birth is longer as it is typed into a search."""
TOO_LONG = f"Type at most {LONGEST} characters: a name, a CRN or a date of birth."


class PeopleForm(DesignForm):
    """What narrows and orders the list of people."""

    q = TextField(
        label="Name, CRN or date of birth",
        required=False,
        max_length=LONGEST,
        error_messages={"max_length": TOO_LONG},
    )
    officer = ChoiceField(label="Practitioner", required=False, as_list=True)
    level = ChoiceField(label="Risk of serious harm", required=False, as_list=True)
    state = ChoiceField(
        label="Order",
        required=False,
        as_list=True,
        choices=[("", "Running or ended"), ("active", "Running"), ("ended", "Ended")],
    )
    concern = TicksField(
        label="Concern", required=False, choices=[("abuse", "Domestic abuse"), ("child", "Child concern")]
    )
    by = ChoiceField(
        label="Sort",
        required=False,
        as_list=True,
        choices=[("name", "By name"), ("seen", "Longest not seen first")],
    )

    def __init__(self, *args: Any, practitioners: Sequence[tuple[str, str]] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels = [*reversed(choices_of(RoshLevel)), (NOT_KNOWN, "Not known")]
        if practitioners is None:
            self.fields["officer"] = TextField(label="Practitioner's staff code", required=False, max_length=20)
        else:
            self._choose("officer", [("", "Any"), (NOBODY, "Nobody yet"), *practitioners])
        self._choose("level", [("", "Any"), *levels])

    def _choose(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, ChoiceField)
        field.choices = choices

    def asked(self) -> Asked | None:
        """What is asked for; None where what was typed is refused."""
        if not self.is_valid():
            return None
        said = self.cleaned_data
        return Asked(
            sought=sought(said["q"], self.today),
            officer=said["officer"],
            level=said["level"],
            is_active={"active": True, "ended": False}.get(said["state"]),
            domestic_abuse="abuse" in said["concern"],
            child_concern="child" in said["concern"],
            by_last_seen=said["by"] == "seen",
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the words narrows or orders the list: then the choices are shown opened."""
        return any(self.data.get(name) for name in ("officer", "level", "state", "concern")) or (
            self.data.get("by") == "seen"
        )


class IdentityForm(DesignForm):
    """Whether a person is known: by their number, or by family name with the day of birth."""

    crn = TextField(label="CRN", required=False, max_length=20, classes="govuk-input--width-10")
    family_name = TextField(label="Family name", required=False, max_length=LONGEST, classes="govuk-input--width-20")
    born_on = DayField(label="Date of birth", required=False, help_text="For example 2 May 1988, with all four digits")

    def clean_born_on(self) -> date | None:
        """The day of birth, which has come."""
        day: date | None = self.cleaned_data["born_on"]
        if day is not None and day > self.today:
            self.add_error("born_on", f"{say_day(day)} lies ahead: type the year of birth in four digits.")
            return None
        return day

    def clean(self) -> dict[str, Any]:
        """A number alone will do; a family name needs the day of birth, and the other way round."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("crn") or self.errors:
            return said
        if not said.get("family_name") and not said.get("born_on"):
            self.add_error("crn", "Type a CRN, or a family name and a date of birth.")
        elif not said.get("born_on"):
            self.add_error("born_on", "With a family name, type the date of birth too: many people share a name.")
        elif not said.get("family_name"):
            self.add_error("family_name", "With a date of birth, type the family name too.")
        return said


class WhyForm(DesignForm):
    """Why somebody needs a record that does not open to them by itself. The rule of access judges the reason."""

    why = NoteField(
        label="Why do you need to open this record?",
        rows=3,
        error_messages={"required": "Say why you need to open this record."},
        help_text="For example: I see them today while their practitioner is away.",
    )

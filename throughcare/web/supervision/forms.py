"""The forms of supervision: what was typed, made into the requests that the rules read. The rules judge it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar, cast

from django import forms
from django.core.validators import ProhibitNullCharactersValidator

from throughcare.facts import Coded, YesNo
from throughcare.facts.risk import Register, RoshLevel
from throughcare.facts.supervision import Meeting, Outcome
from throughcare.facts.words import say_day
from throughcare.rules.arrangement import Arrangement
from throughcare.rules.case.values import known_value
from throughcare.rules.days_as_typed import day_as_typed
from throughcare.rules.supervision import ContactRequest
from throughcare.web.design.fields import (
    ChoiceField,
    Choices,
    DayField,
    DesignForm,
    NoteField,
    TextField,
    TicksField,
    TimeField,
    choices_of,
)

C = TypeVar("C", bound=Coded)

ARRANGED, NO_MEETING = "arranged:", "none"
"""What was it: one that was arranged (with its thread behind the colon), or no meeting at all."""
ALSO: Choices = (
    ("plan", "Plan completed"),
    ("review", "Review completed"),
    ("change", "A significant change noticed"),
    ("agency", "An agency told"),
    ("concern", "A concern recorded"),
    ("oversight", "Oversight recorded"),
    ("next", "Next appointment arranged"),
)
BESIDE = {
    "review": ("review_level",),
    "change": ("change_note",),
    "agency": ("agency",),
    "concern": ("concern",),
    "oversight": ("judgement",),
    "next": ("next_on", "next_at_time"),
}
"""The fields that stand beside a box: what was typed there while the box is empty is never dropped in silence."""


class RecordingForm(DesignForm):
    """A form that records on a person. Labels say which fields must be filled in; that they are is for the rules to
    judge, so that all that is wrong is told at once.
    """

    names: Mapping[str, str] = {}
    """The rules' names of fields, where this form has them under another name."""

    def __init__(self, *args: Any, officers: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "officer" in self.fields:
            cast(forms.ChoiceField, self.fields["officer"]).choices = list(officers)
        for each in self.fields.values():
            _leave_to_the_rules(each)

    def add(self, name: str, field: forms.Field) -> None:
        """One more field, for forms whose questions are data: judged like the others."""
        _leave_to_the_rules(field)
        if isinstance(field, DayField):
            field.today = self.today
        self.fields[name] = field

    def blame(self, faults: Iterable[tuple[str, str]]) -> None:
        """Add what a rule found wrong, beside the fields as this form has them; to a form that is still empty too."""
        if not self.is_bound:
            self.cleaned_data = {}
        super().blame((self.names.get(name, name), sentence) for name, sentence in faults)

    def coded(self, name: str, codes: type[C]) -> C | None:
        """The coded value that was chosen; None where none was, or none that can be."""
        return known_value(codes, self.cleaned_data.get(name))


def _leave_to_the_rules(field: forms.Field) -> None:
    field.validators = [each for each in field.validators if not isinstance(each, ProhibitNullCharactersValidator)]
    field.validate = _left_to_the_rules(field.validate)  # type: ignore[method-assign]


def _left_to_the_rules(validate: Any) -> Any:
    """A field's own check, but for that of being empty."""
    return lambda value: None if value in (None, "", []) else validate(value)


class DayAhead(DayField):
    """A day to come: a day without its year, or a weekday, is the next such day."""

    def to_python(self, value: Any) -> date | None:
        """The day that was typed."""
        if value in self.empty_values:
            return None
        return day_as_typed(str(value), self.today, past=False) or super().to_python(value)


class DayNear(DayField):
    """A day that may be past or to come: one without its year is the nearest such day, and a weekday alone is asked
    back.
    """

    def to_python(self, value: Any) -> date | None:
        """The day that was typed."""
        text = str(value or "")
        before, after = (day_as_typed(text, self.today, past=past) for past in (True, False))
        if before is None or after is None:
            return before or after or super().to_python(value)
        if before != after and not any(character.isdigit() for character in text):
            raise forms.ValidationError(
                f"“{text[:40]}” may be {say_day(before)} or {say_day(after)}: write which of the two."
            )
        return min(before, after, key=lambda day: abs(day - self.today))


class MetField(ChoiceField):
    """What it was. The rules say better than a list what is wrong with a meeting that is not there any more."""

    def valid_value(self, value: str) -> bool:
        """Any arranged meeting may be named."""
        return str(value).startswith(ARRANGED) or super().valid_value(value)


class ContactForm(RecordingForm):
    """One contact, and everything that it also was."""

    names: Mapping[str, str] = {
        "meeting": "met",
        "thread": "met",
        "plan_completed": "also",
        "review_completed": "also",
        "change_noticed": "also",
        "agency_told": "also",
        "oversight_recorded": "also",
        "may_oversee": "also",
        "recorder": "judgement",
        "register": "concern",
        "next_officer": "officer",
    }

    met = MetField(label="What was it?")
    outcome = ChoiceField(label="What became of it?", choices=choices_of(Outcome), inline=True)
    on = DayField(label="When was it?")
    officer = ChoiceField(label="With whom?", as_list=True)
    note = NoteField(label="Note", required=False, rows=4)
    also = TicksField(label="It was also", required=False, choices=ALSO)
    review_level = ChoiceField(label="New level of risk of serious harm", required=False, as_list=True)
    change_note = NoteField(label="What has changed?", rows=3)
    agency = TextField(label="Which agency, or who?")
    concern = ChoiceField(label="Which concern?", as_list=True)
    judgement = NoteField(label="Your judgement", rows=3)
    next_on = DayAhead(label="Day", help_text="For example 6 July, monday or tomorrow")
    next_at_time = TimeField(label="Time", help_text="For example 9:30")
    next_meeting = ChoiceField(label="Appointment or home visit?", inline=True, choices=choices_of(Meeting))

    def __init__(self, *args: Any, arranged: Choices, may_oversee: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        other = "Another a" if arranged else "A"
        cast(forms.ChoiceField, self.fields["met"]).choices = [
            *arranged,
            (Meeting.OFFICE.value, f"{other}ppointment"),
            (Meeting.HOME.value, "Another home visit" if arranged else "Home visit"),
            (NO_MEETING, "No meeting: only what is ticked below"),
        ]
        cast(forms.ChoiceField, self.fields["review_level"]).choices = [("", "As it was"), *choices_of(RoshLevel)]
        cast(forms.ChoiceField, self.fields["concern"]).choices = [("", "Choose"), *choices_of(Register)]
        if not may_oversee:
            cast(forms.MultipleChoiceField, self.fields["also"]).choices = [
                pair for pair in ALSO if pair[0] != "oversight"
            ]
        on = self.fields["on"]
        on.help_text = "For example 27/6/16, monday or yesterday"
        if arranged:
            on.required = False
            on.help_text = "Empty: the day arranged, or today"

    def clean(self) -> dict[str, Any]:
        """What stands beside a box goes with the box."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        labels, ticked = dict(ALSO), said.get("also") or []
        for box, fields in BESIDE.items():
            for name in fields:
                if said.get(name) and said[name] != self.initial.get(name) and box not in ticked:
                    self.add_error(name, f"You filled this in: tick “{labels[box]}” too, or clear it.")
        if "concern" in ticked and not said.get("concern") and "concern" not in self.errors:
            self.add_error("concern", "Say which concern it is: domestic abuse, or a child.")
        if said.get("met") == NO_MEETING and said.get("outcome"):
            self._clear_outcome()
        return said

    def _clear_outcome(self) -> None:
        """A choice cannot be taken back by whoever made it, so the form does, and asks."""
        self.data = dict(self.data.items()) | {"also": self.cleaned_data.get("also") or [], "outcome": ""}
        self.add_error(
            "met",
            "You chose that there was no meeting, and said what became of it: that is cleared now. Press Record again, "
            "or choose which meeting it was.",
        )

    @property
    def is_meeting(self) -> bool:
        """Whether there was a meeting, or was to be one."""
        return bool(self.cleaned_data.get("met") != NO_MEETING)

    def request(self) -> ContactRequest:
        """What was typed and could be read, as the rules read it; what stands beside an empty box is left out, and no
        day is the day arranged, or today. Who records, and what they may, is not for the form to say.
        """
        said, ticked = self.cleaned_data, self.cleaned_data.get("also") or []
        met: str = said.get("met") or ""
        thread = met.removeprefix(ARRANGED) if met.startswith(ARRANGED) else None
        is_today = thread is None and not self.fields["on"].required
        return ContactRequest(
            on=said.get("on") or (self.today if is_today else None),
            meeting=known_value(Meeting, met),
            outcome=self.coded("outcome", Outcome),
            officer=said.get("officer"),
            thread=thread,
            note=said.get("note"),
            concern=self.coded("concern", Register) if "concern" in ticked else None,
            change_noticed="change" in ticked,
            change_note=said.get("change_note") if "change" in ticked else None,
            review_completed="review" in ticked,
            review_level=self.coded("review_level", RoshLevel) if "review" in ticked else None,
            plan_completed="plan" in ticked,
            agency_told="agency" in ticked,
            agency=said.get("agency") if "agency" in ticked else None,
            oversight_recorded="oversight" in ticked,
            judgement=said.get("judgement") if "oversight" in ticked else None,
            next_meeting=self._next() if "next" in ticked else None,
        )

    def _next(self) -> Arrangement:
        said, meeting = self.cleaned_data, self.coded("next_meeting", Meeting)
        return Arrangement(
            on=said.get("next_on"), at_time=said.get("next_at_time"), meeting=meeting, officer=said.get("officer")
        )


class ArrangeForm(RecordingForm):
    """A meeting to come."""

    meeting = ChoiceField(label="What is it?", choices=choices_of(Meeting))
    on = DayAhead(label="Day", help_text="For example 6 July, monday or tomorrow")
    at_time = TimeField(label="Time", help_text="For example 9:30 or 14:00")
    officer = ChoiceField(label="With whom?", as_list=True)

    def request(self) -> Arrangement:
        """What was typed, as the rules read it."""
        said = self.cleaned_data
        return Arrangement(
            on=said["on"], at_time=said["at_time"], meeting=self.coded("meeting", Meeting), officer=said["officer"]
        )


class OutcomeForm(RecordingForm):
    """What became of one arranged meeting."""

    names: Mapping[str, str] = {"thread": "outcome", "on": "outcome", "meeting": "outcome", "officer": "outcome"}

    outcome = ChoiceField(label="What became of it?", choices=choices_of(Outcome))


class WithdrawForm(RecordingForm):
    """Why an entry is withdrawn, or restored."""

    reason = NoteField(label="What was wrong with it?", rows=3)

    def __init__(self, *args: Any, is_restoring: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_restoring:
            self.fields["reason"].label = "Why is it restored?"


class SafetyForm(RecordingForm):
    """What staff must know before they meet the person."""

    warning = NoteField(
        label="What is the danger?",
        rows=3,
        help_text="In plain words, so that a colleague who has never met them knows what may happen",
    )
    safe_way = NoteField(
        label="How can they be met safely?", rows=3, required=False, help_text="Where, when, how to ring first"
    )
    in_pairs = ChoiceField(label="Must two go?", choices=choices_of(YesNo), inline=True)


class OversightForm(RecordingForm):
    """A manager's judgement on a case."""

    on = DayField(label="When did you look at the case?", help_text="For example 27/6/16, monday or yesterday")
    judgement = NoteField(
        label="Your judgement",
        rows=6,
        help_text="What you found, and what is to be done. A note that the case was talked about is not oversight.",
    )

    names: Mapping[str, str] = {"may_oversee": "judgement", "officer": "judgement"}


def row_choices() -> Sequence[tuple[str, str]]:
    """The answers of one row of a morning's outcomes; the first leaves it as it is."""
    return [("", "Leave for now"), *choices_of(Outcome)]

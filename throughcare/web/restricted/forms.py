"""The forms of restricted cases."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest

from throughcare.facts import YesNo
from throughcare.web.clock import today
from throughcare.web.design.fields import ChoiceField, NoteField, TextField
from throughcare.web.supervision.forms import DayAhead, RecordingForm


class BreakForm(RecordingForm):
    """The number of a person whose record is closed, and the danger because of which it is needed."""

    crn = TextField(
        label="CRN",
        classes="govuk-input--width-10",
        help_text="The whole case reference number of the person, for example X100123",
    )
    reason = NoteField(
        label="Who is in danger, and why do you need this record now?",
        rows=4,
        help_text="In words. Those who answer for the case read this at once.",
    )

    @classmethod
    def of(cls, request: HttpRequest) -> BreakForm:
        """The form as it was sent, or empty."""
        return cls(request.POST if request.method == "POST" else None, today=today())


class JudgeForm(RecordingForm):
    """Whether it was right to open a record in danger."""

    was_right = ChoiceField(
        label="Was it right to open this record?",
        choices=[
            (YesNo.YES.value, "Yes: somebody was in danger, or they had good reason to think so"),
            (YesNo.NO.value, "No: there was no such danger, or they looked at more than it called for"),
        ],
    )
    judgement = NoteField(
        label="What did you find?", rows=4, help_text="What the danger was, whom you asked, and what follows from it"
    )

    @property
    def said_right(self) -> bool | None:
        """Whether it was right; None where nobody said."""
        return {YesNo.YES: True, YesNo.NO: False}.get(self.coded("was_right", YesNo))  # type: ignore[arg-type]


class ReviewForm(RecordingForm):
    """The limits of a case were looked at again, and stay."""

    names: Mapping[str, str] = {"may_oversee": "reason"}

    reason = NoteField(
        label="Why are they still needed?",
        rows=4,
        help_text="Whom you asked, and what has changed. Whoever may see the case can read this.",
    )
    review_on = DayAhead(label="By when are they to be looked at again?", help_text="Up to a year ahead")


class NameForm(RecordingForm):
    """A manager named among those who alone may see a case that nobody else can open."""

    officer = ChoiceField(label="Which manager?", as_list=True)
    reason = NoteField(label="What did they say when you asked them?", rows=3)

"""The form of answers: every question once, with what is on the record; and the forms of corrections."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, cast

from django import forms

from throughcare.facts.fact import Coded
from throughcare.facts.scores import AnswerSource, CorrectionReply
from throughcare.facts.words import say_day
from throughcare.rules.scores.answers import PastOffence
from throughcare.rules.scores.on_record import OnRecord, kind_of
from throughcare.rules.scores.questions import QUESTIONS, SECTIONS
from throughcare.web.design.fields import (
    ChoiceField,
    Choices,
    DayField,
    NoteField,
    TextField,
    TicksField,
    choices_of,
)
from throughcare.web.supervision.forms import DayNear, RecordingForm

NOT_KNOWN = ("", "Not known")
NONE_OF_THESE = "NONE"
YES, NO = "yes", "no"
PAST_DAYS = ("date_of_birth", "date_of_current_conviction", "most_recent_offence_date")


class CountField(TextField):
    """A whole number."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(classes="govuk-input--width-3", inputmode="numeric", **kwargs)

    def to_python(self, value: Any) -> Any:
        """The number that was typed."""
        text = super().to_python(value)
        if not text:
            return None
        if not text.removeprefix("-").isdecimal() or len(text) > 5:
            raise forms.ValidationError(f"“{text[:20]}” is not a whole number: write it in figures, for example 3.")
        return int(text)


def _field_of(name: str) -> forms.Field:
    """The field of a question, by what it takes."""
    question, kind = QUESTIONS[name], kind_of(name)
    words: dict[str, Any] = {"label": question.words, "required": False, "help_text": question.hint}
    if kind is date:
        return DayField(**words) if name in PAST_DAYS else DayNear(**words)
    if kind is int:
        return CountField(**words)
    if kind is bool:
        return ChoiceField(as_list=True, choices=[NOT_KNOWN, (YES, "Yes"), (NO, "No")], **words)
    if name == "previous_convictions":
        return TicksField(choices=[*choices_of(PastOffence), (NONE_OF_THESE, "None of these")], **words)
    if isinstance(kind, type) and issubclass(kind, Coded):
        return ChoiceField(as_list=True, choices=[NOT_KNOWN, *choices_of(kind)], **words)
    return TextField(classes="govuk-input--width-5", inputmode="numeric", **words)


class AnswersForm(RecordingForm):
    """Every question, and where what is new in the answers comes from."""

    source = ChoiceField(label="Where do the answers that you change come from?", choices=choices_of(AnswerSource))
    note = NoteField(
        label="More about them", required=False, rows=3, help_text="What they rest on, or what changed since"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in QUESTIONS:
            field = _field_of(name)
            if isinstance(field, DayField):
                field.today = self.today
            self.fields[name] = field

    @property
    def sections(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """The questions by their groups."""
        for section, title in SECTIONS.items():
            yield title, [self[name] for name, question in QUESTIONS.items() if question.section is section]

    def clean(self) -> dict[str, Any]:
        """Nobody was convicted of one of these and of none of them."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        past = said.get("previous_convictions") or []
        if NONE_OF_THESE in past and len(past) > 1:
            self.add_error(
                "previous_convictions", "You chose some, and that there is none of them: choose one or other."
            )
        return said

    @property
    def typed(self) -> dict[str, Any]:
        """The answers as they ought to stand; None: not known."""
        return {name: _answer(name, self.cleaned_data.get(name)) for name in QUESTIONS if name not in self.errors}


def _answer(name: str, typed: Any) -> Any:
    kind = kind_of(name)
    if typed in ("", None, []):
        return None
    if kind is bool:
        return typed == YES
    if name == "previous_convictions":
        return tuple(PastOffence(code) for code in typed if code != NONE_OF_THESE)
    if isinstance(kind, type) and issubclass(kind, Coded):
        return kind(typed)
    return typed


def at_first(record: OnRecord) -> dict[str, Any]:
    """What the form holds at first: the answers that stand."""
    return {name: _shown(said.value) for name, said in record.said.items()}


def _shown(value: Any) -> Any:
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, date):
        return say_day(value)
    if isinstance(value, tuple):
        return [one.value for one in value] or [NONE_OF_THESE]
    return value.value if isinstance(value, Coded) else value


class CorrectionForm(RecordingForm):
    """What the person says is wrong of an answer."""

    question = ChoiceField(label="Which answer do they say is wrong?", as_list=True)
    says = NoteField(label="What do they say is right?", rows=4, help_text="In their own words")

    def __init__(self, *args: Any, answers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["question"]).choices = [("", "Choose one"), *answers]


class ReplyForm(RecordingForm):
    """What became of a correction."""

    reply = ChoiceField(label="Was it put right?", choices=choices_of(CorrectionReply))
    reason = NoteField(
        label="Why", required=False, rows=4, help_text="The person can read this. Needed where it is not changed"
    )


def chosen_source(form: AnswersForm) -> AnswerSource | None:
    """Where the answers come from; None where nothing was chosen."""
    return form.coded("source", AnswerSource)


def initial_source(query: Mapping[str, str]) -> dict[str, str]:
    """Where answers come from, where the address says that a correction leads here."""
    return {"source": AnswerSource.CORRECTION.value} if query.get("for") == "correction" else {}

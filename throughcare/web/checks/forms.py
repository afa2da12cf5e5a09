"""The forms of the check desk and of the agencies' door."""

from __future__ import annotations

from typing import cast

from throughcare.facts.checks import AnswerWay, CheckResult
from throughcare.rules.checks import Answer
from throughcare.web.design.fields import ChoiceField, DesignForm, NoteField, TextField, choices_of
from throughcare.web.supervision.forms import RecordingForm

_TAKEN: tuple[tuple[str, str], ...] = (
    (AnswerWay.TELEPHONE.value, AnswerWay.TELEPHONE.label),
    (AnswerWay.LETTER.value, AnswerWay.LETTER.label),
)


class AnswerFields(DesignForm):
    """What an agency says, whoever types it."""

    result = ChoiceField(label="What is known of this person?", choices=choices_of(CheckResult))
    fact_told = NoteField(label="Known as fact", rows=3, required=False, help_text="Call-outs, plans, orders, dates")
    opinion_told = NoteField(label="Somebody's opinion", rows=2, required=False, help_text="Say whose it is")
    allegation_told = NoteField(
        label="Alleged, and not found to be so", rows=2, required=False, help_text="Say who alleges it"
    )
    answered_by = TextField(label="Who answers: name and role")

    def answer(self, way: AnswerWay) -> Answer:
        """What was typed, as the rules read it."""
        said = self.cleaned_data
        results = CheckResult._value2member_map_
        return Answer(
            result=cast(CheckResult | None, results.get(said.get("result") or "")),
            by=said.get("answered_by"),
            way=way,
            fact_told=said.get("fact_told"),
            opinion_told=said.get("opinion_told"),
            allegation_told=said.get("allegation_told"),
        )


class LookForm(RecordingForm):
    """The reference alone, before it is said whom an agency is asked about."""

    reference = TextField(label="The reference that was read out to you", classes="govuk-input--width-10")


class DoorForm(AnswerFields, LookForm):
    """An agency's own answer, with the reference that was read out to them."""

    field_order = (*AnswerFields.base_fields, "reference")


class TakeForm(AnswerFields, RecordingForm):
    """An answer that came by telephone or on paper."""

    way = ChoiceField(label="How did the answer come?", choices=_TAKEN, inline=True)

    def taken(self) -> Answer:
        """What was typed, as the rules read it."""
        return self.answer(self.coded("way", AnswerWay) or AnswerWay.TELEPHONE)


class NoteForm(RecordingForm):
    """A line beside what is done with a check."""

    note = NoteField(label="Note", rows=2, required=False)

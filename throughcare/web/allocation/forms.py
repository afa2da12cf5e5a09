"""The forms of the allocation desk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django import forms

from throughcare.facts.allocation import AllocationReason, LawfulGround
from throughcare.facts.staff import Sex
from throughcare.rules.allocating import AllocationRequest
from throughcare.web.design.fields import ChoiceField, Choices, NoteField, TextField, choices_of
from throughcare.web.supervision.forms import RecordingForm

NOT_OFFERED = (AllocationReason.FIRST, AllocationReason.CONFLICT, AllocationReason.STAFF_CONCERN)
"""A first allocation says itself that it is one. Whoever reads the case reads why it was given to somebody: a conflict
or a professional concern is not for all of them, and stands in its own entry."""
STANDS, OVER = "stands", "over"


class AllocateForm(RecordingForm):
    """Who gets the case; why, where somebody had it; why not the first; and why nonetheless."""

    officer = ChoiceField(label="Who gets the case?")
    because = ChoiceField(label="Why does it go to somebody else?", as_list=True)
    why_not_first = TextField(
        label="If not the first of the list: why not?",
        required=False,
        help_text="A line is enough. Whoever reads the case can read it.",
    )
    override = NoteField(
        label="If something stands against it: why nonetheless?",
        rows=3,
        required=False,
        help_text="Needed where something is missing, or a limit is passed. Your name stands beside it.",
    )

    def __init__(self, *args: Any, is_first: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_first:
            del self.fields["because"]
        else:
            reasons = [each for each in AllocationReason if each not in NOT_OFFERED]
            field = cast(forms.ChoiceField, self.fields["because"])
            field.choices = [("", "Choose"), *choices_of(reasons)]

    def request(self) -> AllocationRequest:
        """What was chosen and typed, as the rules read it."""
        said = self.cleaned_data
        return AllocationRequest(
            officer=said.get("officer"),
            because=self.coded("because", AllocationReason),
            why_not_first=said.get("why_not_first"),
            override=said.get("override"),
        )


class ConflictForm(RecordingForm):
    """A member of staff has a conflict of interest with the case, or no longer has."""

    officer = ChoiceField(label="Which member of staff?", as_list=True)
    act = ChoiceField(
        label="What is to be recorded?",
        choices=[(STANDS, "There is a conflict of interest"), (OVER, "It no longer stands")],
    )
    reason = NoteField(
        label="What is it, or why is it over?", rows=3, help_text="Only as much as whoever allocates the case must know"
    )

    names: Mapping[str, str] = {"may_manage": "officer"}


class AskedForm(RecordingForm):
    """A practitioner of one sex is lawfully asked for, or no longer is."""

    act = ChoiceField(
        label="What is to be recorded?",
        choices=[(STANDS, "A practitioner of one sex is asked for"), (OVER, "Nobody is asked for any more")],
    )
    staff_sex = ChoiceField(label="Who is asked for?", choices=choices_of(Sex), inline=True, required=False)
    lawful_ground = ChoiceField(label="On which ground?", choices=choices_of(LawfulGround), required=False)
    reason = NoteField(label="Why?", rows=3, help_text="What was asked, by whom, and why it is right in this case")


def staff_choices(pairs: Choices) -> Choices:
    """Members of staff for a list, none chosen."""
    return [("", "Choose"), *pairs]

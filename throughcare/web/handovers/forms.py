"""The forms of the handover desk."""

from __future__ import annotations

from typing import Any, cast

from django import forms

from throughcare.facts.handover import HandoverReason, HandoverReply, ReturnReason
from throughcare.rules.handover import Answering, Sending
from throughcare.web.design.fields import ChoiceField, Choices, NoteField, TicksField, choices_of
from throughcare.web.supervision.forms import RecordingForm

BETWEEN = ":"
"""Between the code of an organisation and that of its team."""
NONETHELESS = "yes"


class SendForm(RecordingForm):
    """To whom a case goes, and why."""

    to = ChoiceField(label="Which organisation is to take it?", as_list=True)
    team = ChoiceField(
        label="Which team of theirs?", as_list=True, required=False, help_text="Leave it open where you do not know"
    )
    because = ChoiceField(label="Why does it pass on?")
    nonetheless = TicksField(
        label="Something important is missing", required=False, choices=[(NONETHELESS, "It goes nonetheless")]
    )
    note = NoteField(label="What should they know?", rows=4, required=False)

    def __init__(
        self,
        *args: Any,
        organisations: Choices,
        teams: Choices,
        reasons: tuple[HandoverReason, ...],
        is_lacking: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["to"]).choices = [("", "Choose"), *organisations]
        cast(forms.ChoiceField, self.fields["team"]).choices = [("", "Not known: leave it open"), *teams]
        cast(forms.ChoiceField, self.fields["because"]).choices = [(each.value, each.label) for each in reasons]
        if len(reasons) == 1:
            del self.fields["because"]
        if is_lacking:
            self.fields["note"].help_text = "If it goes though something is missing, say why it cannot wait"
        else:
            del self.fields["nonetheless"]

    def asked(self) -> Sending:
        """What was typed, as the rules read it."""
        said = self.cleaned_data
        of, _, team = (said.get("team") or "").partition(BETWEEN)
        return Sending(
            to=said.get("to") or None,
            team=(team if of == said.get("to") else f"{of}{BETWEEN}{team}") if team else None,
            because=self.coded("because", HandoverReason),
            goes_nonetheless=NONETHELESS in (said.get("nonetheless") or []),
            note=said.get("note"),
        )


class AcceptForm(RecordingForm):
    """A case is taken, for a team or for none yet."""

    team = ChoiceField(
        label="Which team takes it?", as_list=True, required=False, help_text="A practitioner is named after that"
    )
    note = NoteField(label="Note", rows=2, required=False)

    def __init__(self, *args: Any, teams: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["team"]).choices = [("", "Not decided yet"), *teams]

    def answered(self) -> Answering:
        """What was typed, as the rules read it."""
        said = self.cleaned_data
        return Answering(reply=HandoverReply.ACCEPTED, team=said.get("team") or None, note=said.get("note"))


class ReturnForm(RecordingForm):
    """A case goes back to whoever sent it, with what has to be put right."""

    returned_because = ChoiceField(label="What is wrong?", choices=choices_of(ReturnReason))
    note = NoteField(label="What is needed before you can take it?", rows=4)

    def answered(self) -> Answering:
        """What was typed, as the rules read it."""
        return Answering(
            reply=HandoverReply.RETURNED,
            returned_because=self.coded("returned_because", ReturnReason),
            note=self.cleaned_data.get("note"),
        )

"""The forms of proposals: whose cases are to pass on and why; and what becomes of a proposal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms

from throughcare.actions.proposals import REASONS
from throughcare.facts.allocation import AllocationReason
from throughcare.records.queries.proposals import Leaver
from throughcare.rules.case.values import known_value
from throughcare.web.design.fields import ChoiceField, DesignForm, TicksField, choices_of
from throughcare.web.design.words import plural
from throughcare.web.supervision.forms import RecordingForm

WHOLE = "*"
"""The tick that stands for everybody of the team."""


class NewForm(RecordingForm):
    """Whose cases, why, and to whom they may go."""

    because = ChoiceField(label="Why do cases pass on?", choices=choices_of(REASONS))
    officers = TicksField(label="Whose cases?")
    scope = ChoiceField(
        label="To whom may they go?",
        choices=[("team", "Others in this team"), ("organisation", "Anybody in the organisation")],
        help_text="A team that closes passes its cases to the other teams.",
    )

    def __init__(self, *args: Any, leavers: Sequence[Leaver], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ticks = cast(forms.MultipleChoiceField, self.fields["officers"])
        ticks.choices = [
            (WHOLE, "The whole team"),
            *((each.code, _say(each)) for each in leavers),
        ]
        self.codes = [each.code for each in leavers]

    @property
    def asked(self) -> dict[str, Any]:
        """What the action takes."""
        said = self.cleaned_data
        chosen = said.get("officers") or []
        return {
            "officers": self.codes if WHOLE in chosen else [code for code in chosen if code != WHOLE],
            "because": known_value(AllocationReason, said.get("because")),
            "scope": said.get("scope") or "",
        }


class ActForm(DesignForm):
    """What becomes of a proposal: which button, and which ticks, is in what was sent."""


def _say(leaver: Leaver) -> str:
    away = ", not available today" if leaver.is_away else ""
    return f"{leaver.name} ({plural(leaver.cases, 'case')}{away})"

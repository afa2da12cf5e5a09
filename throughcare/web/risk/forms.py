"""The short forms of the risk desk: an exemption, a manager's answer to it, and the arrangements (MAPPA)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from throughcare.facts.fact import YesNo
from throughcare.facts.risk import MappaCategory, MappaLevel
from throughcare.web.design.fields import ChoiceField, DayField, NoteField, choices_of
from throughcare.web.supervision.forms import RecordingForm

LIFT = "lift"


class ExemptionForm(RecordingForm):
    """Why no full analysis is needed."""

    reason = NoteField(
        label="Why is no full analysis needed?",
        rows=5,
        help_text="Your judgement, and what it rests on. A manager reads this and countersigns it, or does not.",
    )


class ExemptionAnswerForm(RecordingForm):
    """A manager's answer to an exemption."""

    countersigned = ChoiceField(
        label="Do you countersign it?",
        choices=[
            (YesNo.YES.value, "Yes: no full analysis is needed"),
            (YesNo.NO.value, "No: the full analysis is to be done"),
        ],
    )
    reason = NoteField(label="Why?", rows=3, required=False, help_text="Needed where you do not countersign it.")


class MappaForm(RecordingForm):
    """Whether and how somebody comes under the arrangements."""

    names: Mapping[str, str] = {}

    act = ChoiceField(
        label="What do you record?",
        choices=[("set", "They come under the arrangements"), (LIFT, "They no longer do")],
    )
    category = ChoiceField(label="Which category?", choices=choices_of(MappaCategory), required=False)
    level = ChoiceField(label="Managed at which level?", choices=choices_of(MappaLevel), required=False)
    on = DayField(label="Since which day?", help_text="For example 27/6/16, monday or yesterday")
    reason = NoteField(label="Why, or which meeting decided it?", rows=3)

    def clean(self) -> dict[str, Any]:
        """What was chosen beside *no longer* is not dropped in silence."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("act") == LIFT:
            for name in ("category", "level"):
                if said.get(name) and said[name] != self.initial.get(name):
                    self.add_error(name, "You chose that they no longer come under the arrangements: choose one.")
        if not said.get("act") and "act" not in self.errors:
            self.add_error("act", "Say whether they come under the arrangements or no longer do.")
        return said

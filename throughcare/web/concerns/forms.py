"""The forms of professional concerns."""

from __future__ import annotations

from collections.abc import Mapping

from throughcare.facts.allocation import StaffConcernKind, StaffConcernReply
from throughcare.web.design.fields import ChoiceField, NoteField, choices_of
from throughcare.web.supervision.forms import RecordingForm


class RaiseForm(RecordingForm):
    """What is wrong with who holds the case."""

    staff_concern = ChoiceField(label="What is wrong?", choices=choices_of(StaffConcernKind))
    said = NoteField(label="In your own words", rows=5, help_text="What you saw, and what you think should happen")


class ReplyForm(RecordingForm):
    """What a manager does about it."""

    staff_reply = ChoiceField(label="What is done about it?", choices=choices_of(StaffConcernReply))
    weighed = NoteField(label="What did you weigh?", rows=5, help_text="Whoever raised the concern reads this")

    names: Mapping[str, str] = {"may_oversee": "staff_reply"}

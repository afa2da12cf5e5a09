"""The forms of this desk: whose looks are shown, and for whom the data officer asks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from throughcare.web.design.fields import ChoiceField, DesignForm, TextField

OTHERS, ALL = "others", "all"


class LooksForm(DesignForm):
    """Which looks at one's own cases are shown."""

    person = ChoiceField(label="Person", required=False, as_list=True)
    whose = ChoiceField(
        label="Who looked",
        required=False,
        as_list=True,
        choices=[(OTHERS, "Others"), (ALL, "Everybody, you too")],
    )

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, ChoiceField)
        field.choices = [("", "All your cases"), *people]


class SubjectForm(DesignForm):
    """The person who asks who looked at their record."""

    crn = TextField(
        label="CRN",
        max_length=20,
        classes="govuk-input--width-10",
        help_text="The whole case reference number of the person who asks, for example X100123",
        error_messages={"required": "Type the CRN of the person who asks."},
    )

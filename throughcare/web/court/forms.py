"""The forms of the court desk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from throughcare.records.models import Court
from throughcare.records.queries.matching import Candidate
from throughcare.rules.day_lists import BY_NAME
from throughcare.web.court.pages import candidate_words
from throughcare.web.design.fields import ChoiceField, DayField, DesignForm, FileField, NoteField, TextField, TimeField

OTHER, NOBODY, OPEN = "other", "nobody", "open"
"""Answers that are no number: somebody else who is known; nobody who is; it is open who it is."""
Courts = Sequence[Court]


def court_choices(courts: Courts) -> list[tuple[str, str]]:
    """The courts to choose from."""
    return [(court.code, court.name) for court in courts]


class WhichForm(DesignForm):
    """Which list is looked at."""

    court = ChoiceField(label="Court", as_list=True, required=False)
    on = DayField(label="Day", required=False)

    def __init__(self, *args: Any, courts: Courts, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["court"].choices = court_choices(courts)  # type: ignore[attr-defined]


class SendForm(DesignForm):
    """A day list as a file."""

    file = FileField(
        label="The list",
        help_text="CSV or JSON, up to 5 megabytes. Rows that cannot be read right are refused and told one by one.",
        error_messages={
            "required": "Choose the file with the list.",
            "empty": "The file is empty: choose the file with the list.",
            "missing": "Choose the file with the list.",
        },
    )
    whole = ChoiceField(
        label="Is this the whole list of its days?",
        choices=(
            ("yes", "Yes: whoever it leaves out is marked"),
            ("no", "No, a part, for example the afternoon: all others stay as they are"),
        ),
        error_messages={"required": "Say whether this is the whole list, or a part of it."},
    )


class TypeForm(DesignForm):
    """A defendant who stands on no list that was sent in. What is wrong is judged as for a row of a file."""

    court = ChoiceField(label="Court", as_list=True, error_messages={"required": "Choose the court."})
    day = DayField(label="Day of the hearing", error_messages={"required": "Say on which day the hearing is."})
    time = TimeField(label="Time", required=False)
    room = TextField(label="Courtroom", required=False, classes="govuk-input--width-10")
    given_names = TextField(label="First names", required=False)
    family_name = TextField(
        label="Family name, or the only name", error_messages={"required": "Type the name of the defendant."}
    )
    born_on = DayField(label="Date of birth", required=False)
    sex = TextField(label="Sex, as the court has it", required=False, classes="govuk-input--width-10")
    address = TextField(label="Address, the postcode last", required=False)
    pnc = TextField(label="PNC number", required=False, classes="govuk-input--width-20")
    crn = TextField(label="CRN, where you were told one", required=False, classes="govuk-input--width-10")
    offences = NoteField(label="Offences", required=False, rows=3)
    hearing_type = TextField(label="What the hearing is for", required=False)
    reference = TextField(
        label="The court's reference",
        required=False,
        help_text="By which the court's system knows this defendant in this case; blank if you do not have it.",
        classes="govuk-input--width-20",
    )

    def __init__(self, *args: Any, courts: Courts, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["court"].choices = court_choices(courts)  # type: ignore[attr-defined]

    def cells(self, reference: str) -> dict[str, str]:
        """What was typed, as a row of a day list; with this reference where none was typed."""
        said = {name: self.cleaned_data.get(name) for name in BY_NAME}
        cells = {
            name: value.isoformat() if isinstance(value, date) else str(value or "") for name, value in said.items()
        }
        return cells | {"reference": cells["reference"] or reference}


class CandidateField(ChoiceField):
    """Candidates to choose from, each with the reasons under it; and what else can be said."""

    found: Sequence[Candidate] = ()

    def shown(self, value: Any) -> dict[str, Any]:
        items: list[dict[str, Any]] = super().shown(value)["items"]
        for item, candidate in zip(items, self.found, strict=False):
            item["hint"] = {"text": candidate_words(candidate).told}
        return {"items": items}


class DecideForm(DesignForm):
    """Who the defendant is."""

    person = CandidateField(
        label="Who is it?", error_messages={"required": "Say who it is, or that nobody who is known fits."}
    )
    crn = TextField(
        label="CRN, if it is somebody else who is known",
        required=False,
        classes="govuk-input--width-10",
        max_length=20,
    )
    reason = NoteField(
        label="How do you know?",
        required=False,
        rows=2,
        help_text="Needed where the comparison is only possible. Whoever looks later reads it.",
    )

    def __init__(self, *args: Any, found: Sequence[Candidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(each.crn, candidate_words(each).title) for each in found]
        choices += [(OTHER, "Somebody else who is known"), (NOBODY, "Nobody who is known to us: begin a record")]
        field: Any = self.fields["person"]
        field.choices, field.found = choices, found

    def clean(self) -> dict[str, Any]:
        """Somebody else needs a number."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("person") == OTHER and not said.get("crn"):
            self.add_error("crn", "Type the CRN of the person.")
        if said.get("crn") and said.get("person") not in (None, OTHER):
            self.add_error(
                "crn", "You typed a CRN and chose somebody else: choose “Somebody else who is known”, or clear it."
            )
        return said

    @property
    def number(self) -> str | None:
        """The number of the person who was chosen; None for nobody who is known."""
        chosen: str = self.cleaned_data["person"]
        return None if chosen == NOBODY else self.cleaned_data["crn"] if chosen == OTHER else chosen


class UndoForm(DesignForm):
    """That a defendant is not who somebody said."""

    to = ChoiceField(
        label="Who is it then?",
        choices=[
            (OTHER, "Somebody else who is known"),
            (NOBODY, "Nobody who is known to us: begin a record"),
            (OPEN, "It is open who it is"),
        ],
        error_messages={"required": "Say who it is, or that it is open."},
    )
    crn = TextField(label="CRN, if it is somebody else", required=False, classes="govuk-input--width-10", max_length=20)
    reason = NoteField(
        label="Why is it not this person?",
        rows=3,
        error_messages={"required": "Say why it is not this person: whoever read the record is told."},
    )

    def clean(self) -> dict[str, Any]:
        """Somebody else needs a number."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("to") == OTHER and not said.get("crn"):
            self.add_error("crn", "Type the CRN of the person that it is.")
        return said


class ReadForm(DesignForm):
    """That notices were read."""

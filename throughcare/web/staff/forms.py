"""The forms of the staff desk: what was typed, made into what the rules judge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from throughcare.facts.fact import YesNo
from throughcare.facts.staff import ProtectedBecause, Qualification, Sex, Training
from throughcare.rules.staff_records import (
    USUAL_PROTECTION,
    Counts,
    LanguageSaid,
    PlaceSaid,
    ProtectionSaid,
    QualificationSaid,
    Said,
    SexSaid,
    TrainingSaid,
)
from throughcare.rules.staff_training import COUNTS_FOR
from throughcare.web.design.fields import ChoiceField, DayField, NoteField, TextField, choices_of
from throughcare.web.design.words import plural
from throughcare.web.supervision.forms import DayAhead, DayNear, RecordingForm

OTHER, OVER = "other", "over"
USUALLY = "; ".join(
    f"{course.label}: {plural(months // 12, 'year') if months else 'does not run out'}"
    for course, months in COUNTS_FOR.items()
)
TURNS = [("no", "From today"), ("yes", "No longer, from today")]


class StaffRecordForm(RecordingForm):
    """A form about a member of staff."""

    def said(self) -> Said:
        """What was typed, as the rules read it."""
        raise NotImplementedError

    @property
    def is_over(self) -> YesNo | None:
        """Whether it ends."""
        return YesNo.YES if self.cleaned_data.get("over") == "yes" else None


class TrainingForm(StaffRecordForm):
    """A course."""

    training = ChoiceField(label="Which course?", choices=choices_of(Training))
    on = DayField(label="When was it completed?", help_text="For example 4 July 2016")
    counts = ChoiceField(label="How long does it count?", choices=choices_of(Counts), help_text=f"Usually: {USUALLY}.")
    until_on = DayAhead(label="Last day on which it counts", required=False)

    def said(self) -> TrainingSaid:
        """The course as the rules read it."""
        said = self.cleaned_data
        return TrainingSaid(
            self.coded("training", Training), said.get("on"), self.coded("counts", Counts), said.get("until_on")
        )


class QualificationForm(StaffRecordForm):
    """A qualification."""

    qualification = ChoiceField(label="Which qualification?", choices=choices_of(Qualification))
    on = DayField(label="When was it awarded?", help_text="For example 4 July 2016")

    def said(self) -> QualificationSaid:
        """The qualification as the rules read it."""
        return QualificationSaid(self.coded("qualification", Qualification), self.cleaned_data.get("on"))


class ProtectionForm(StaffRecordForm):
    """A protected caseload."""

    usual = ChoiceField(
        label="What is protected?",
        choices=[
            *((each.code, f"{each.words}: {each.share_off:.0%} for {each.months} months") for each in USUAL_PROTECTION),
            (OTHER, "Something else, as I type below"),
            (OVER, "It ends: a full caseload from the first day"),
        ],
        help_text="What you type below goes before what is usual.",
    )
    on = DayNear(label="First day", help_text="For example today or 4 July 2016")
    share = TextField(
        label="Share of their time that is taken off, in per cent",
        required=False,
        classes="govuk-input--width-3",
        inputmode="numeric",
    )
    until_on = DayAhead(
        label="Last day", required=False, help_text="Leave it empty for what is usual, or while nobody knows"
    )
    because = ChoiceField(
        label="Why?",
        required=False,
        choices=choices_of(ProtectedBecause),
        help_text="Only for something else. Do not record anything about health.",
    )
    names: Mapping[str, str] = {"share_off": "share"}

    def clean_share(self) -> float | None:
        """The share as a part of one."""
        text = str(self.cleaned_data["share"] or "").strip().removesuffix("%").strip()
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and len(text) <= 3):
            self.add_error("share", f"“{text[:20]}” is not a whole number: write per cent in digits, for example 20.")
            return None
        return int(text) / 100

    def said(self) -> ProtectionSaid:
        """The protection as the rules read it."""
        said = self.cleaned_data
        return ProtectionSaid(
            usual=said.get("usual"),
            on=said.get("on"),
            share_off=said.get("share"),
            until_on=said.get("until_on"),
            because=self.coded("because", ProtectedBecause),
            is_over=said.get("usual") == OVER,
        )


class LanguageForm(StaffRecordForm):
    """A language beside English."""

    language = TextField(
        label="Which language?", help_text="For example Welsh or Urdu", classes="govuk-input--width-20"
    )
    over = ChoiceField(label="From when?", choices=TURNS, inline=True)

    def said(self) -> LanguageSaid:
        """The language as the rules read it."""
        return LanguageSaid(self.cleaned_data.get("language"), self.is_over)


class PlaceForm(StaffRecordForm):
    """A place."""

    place = TextField(
        label="Which place?",
        help_text="The first half of the postcodes there, for example LS6",
        classes="govuk-input--width-5",
    )
    over = ChoiceField(label="From when?", choices=TURNS, inline=True)

    def said(self) -> PlaceSaid:
        """The place as the rules read it."""
        return PlaceSaid(self.cleaned_data.get("place"), self.is_over)


class SexForm(StaffRecordForm):
    """The sex of a member of staff, as they told it."""

    sex = ChoiceField(label="What did they tell you?", choices=choices_of(Sex), inline=True)

    def said(self) -> SexSaid:
        """What was told, as the rules read it."""
        return SexSaid(self.coded("sex", Sex))


class WithdrawStaffForm(RecordingForm):
    """Why what was recorded is wrong."""

    reason = NoteField(label="What is wrong with it?", rows=3)


@dataclass(frozen=True, slots=True)
class StaffForm:
    """One of the forms: its class, its title, what stands above it, and what it holds at first."""

    form: type[StaffRecordForm]
    title: str
    about: str
    at_first: Mapping[str, str]


FORMS: Mapping[str, StaffForm] = {
    "training": StaffForm(
        TrainingForm,
        "Record a course",
        "By the courses on record the allocation desk says which cases somebody may be given.",
        {"counts": Counts.USUAL.value},
    ),
    "qualification": StaffForm(
        QualificationForm,
        "Record a qualification",
        "Without the officer qualification nobody in the grade of officer is given a case at high risk.",
        {},
    ),
    "caseload": StaffForm(
        ProtectionForm,
        "Record a protected caseload",
        "So much less work is counted as what they have time for. What is recorded last replaces what was said before.",
        {},
    ),
    "language": StaffForm(
        LanguageForm, "Record a language", "A language beside English in which they can supervise.", {"over": "no"}
    ),
    "place": StaffForm(
        PlaceForm, "Record a place", "Where they work, so that people who live there need not travel.", {"over": "no"}
    ),
    "sex": StaffForm(
        SexForm,
        "Record what they told of their sex",
        "Only so that a lawful request for a woman or a man can be met. Record it where they told it, and never guess.",
        {},
    ),
}

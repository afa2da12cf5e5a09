"""The forms of the report desk: what was typed, made into the requests that the rules read. The rules judge it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast

from django import forms

from throughcare.facts import YesNo
from throughcare.facts.checks import CheckType, NotAskedBecause
from throughcare.facts.court import Proposal, ReportFormat, Review, Seriousness, Way
from throughcare.rules.case.values import known_value
from throughcare.rules.checks import CheckAsked
from throughcare.rules.days_as_typed import day_as_typed, is_told_from_today
from throughcare.rules.report_content import SOURCES, Content
from throughcare.rules.report_request import Request
from throughcare.rules.reports import Delivery
from throughcare.web.design.fields import (
    ChoiceField,
    Choices,
    DayField,
    NoteField,
    TextField,
    TicksField,
    TimeField,
    choices_of,
)
from throughcare.web.supervision.forms import DayAhead, RecordingForm

BECAUSE = "because:"
"""In the list of agencies: a reason for asking none."""
NOT_KNOWN = "unknown"
_PAPERS: Choices = ((YesNo.YES.value, "Yes"), (YesNo.NO.value, "No"), (NOT_KNOWN, "Not known yet"))


class SaidAtCourt(RecordingForm):
    """What a court says of a report. It may have been taken on paper, and be typed in with the true day."""

    on = DayField(
        label="On which day did the court say so?",
        help_text="Leave it empty for today. What was taken on paper: the day on which it was.",
        required=False,
    )

    def clean_due_on(self) -> date | None:
        """The day for which the court asks: without a year, the next such day after it said so. Today and tomorrow stay
        those of whoever types.
        """
        found: date | None = self.cleaned_data["due_on"]
        on, typed = self.cleaned_data.get("on"), str(self.data.get("due_on"))
        if on is None or is_told_from_today(typed):
            return found
        return day_as_typed(typed, on, past=False) or found


class AskForm(SaidAtCourt):
    """A court asks for a report: what it needs, for when, in which form, and both checks."""

    how = NoteField(
        label="How did the court come to ask?",
        help_text="They stand on no day list here. For example: by a letter of 4 July. Whoever holds the case reads it",
        rows=2,
    )
    court = TextField(label="Which court?")
    seriousness = ChoiceField(label="How serious does the court find the offence?", choices=choices_of(Seriousness))
    abuse = ChoiceField(label="Do the papers point to domestic abuse?", choices=_PAPERS, inline=True)
    child = ChoiceField(label="Do the papers point to a child at risk?", choices=_PAPERS, inline=True)
    agency_dv = ChoiceField(label="Police domestic abuse check: who is asked?", as_list=True)
    agency_cp = ChoiceField(label="Children's services check: who is asked?", as_list=True)
    due_on = DayAhead(label="For which day does the court ask?", help_text="For example today, friday or 6 July")
    format = ChoiceField(label="Which form of report?", choices=choices_of(ReportFormat))
    differs = NoteField(label="Why another form than the one advised?", required=False, rows=2)
    writer = ChoiceField(label="Who writes it?", as_list=True, required=False)

    def __init__(
        self,
        *args: Any,
        agencies: Mapping[CheckType, Sequence[tuple[str, str]]],
        writers: Sequence[tuple[str, str]],
        is_listed: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if is_listed:
            del self.fields["how"]
        for check, name in ((CheckType.DOMESTIC_ABUSE, "agency_dv"), (CheckType.CHILD_PROTECTION, "agency_cp")):
            field = cast(forms.ChoiceField, self.fields[name])
            field.choices = agency_choices(agencies[check])
        cast(forms.ChoiceField, self.fields["writer"]).choices = [("", "Nobody yet"), *writers]

    def request(self, provider: str) -> Request:
        """What was typed and could be read, as the rules read it."""
        said = self.cleaned_data
        return Request(
            court=said.get("court"),
            provider=provider,
            format=self.coded("format", ReportFormat),
            due_on=said.get("due_on"),
            seriousness=self.coded("seriousness", Seriousness),
            abuse=self.coded("abuse", YesNo),
            child=self.coded("child", YesNo),
            differs=said.get("differs"),
            writer=said.get("writer"),
            checks=(self._check(CheckType.DOMESTIC_ABUSE), self._check(CheckType.CHILD_PROTECTION)),
            on=said.get("on"),
            how=said.get("how"),
        )

    def _check(self, check: CheckType) -> CheckAsked:
        return check_asked(check, self.cleaned_data.get(f"agency_{check.value.lower()}") or "")


def agency_choices(agencies: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The agencies that can be asked, then the reasons for asking none."""
    reasons = [(f"{BECAUSE}{each.value}", f"Not asked: {each.label}") for each in NotAskedBecause]
    return [("", "Choose"), *agencies, *reasons]


def check_asked(check: CheckType, chosen: str) -> CheckAsked:
    """One choice from the list of agencies: one of them, or a reason for asking none."""
    if chosen.startswith(BECAUSE):
        return CheckAsked(check, because=known_value(NotAskedBecause, chosen.removeprefix(BECAUSE)))
    return CheckAsked(check, agency=chosen or None)


class AskCheckForm(RecordingForm):
    """One check is asked after its report was, or said not to be needed."""

    names: Mapping[str, str] = {"agency_dv": "agency", "agency_cp": "agency"}
    agency = ChoiceField(label="Who is asked?", as_list=True)

    def __init__(self, *args: Any, agencies: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["agency"]).choices = agency_choices(agencies)


class ContentForm(RecordingForm):
    """What a report says. A draft of it is kept whatever is missing; to sign it, nothing that its form needs may be."""

    offence_analysis = NoteField(label="The offence: what happened, and why", rows=6)
    pattern = NoteField(label="How it stands to earlier offences", rows=4, required=False)
    circumstances = NoteField(label="How the person lives, and what matters to them", rows=5)
    risk_analysis = NoteField(label="Risk: who may be harmed, how, and what makes it likelier or less likely", rows=6)
    sources_used = TicksField(label="What it rests on", choices=tuple(SOURCES.items()))
    sources_missing = NoteField(label="What was not available, and why", rows=2, required=False)
    proposal = ChoiceField(label="Proposal", choices=choices_of(Proposal), as_list=True)
    proposal_detail = NoteField(label="Requirements, length, days", rows=2, required=False)
    proposal_reasons = NoteField(label="Why this and not another", rows=4)

    names: Mapping[str, str] = {"act": ""}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["proposal"]).choices = [("", "Choose"), *choices_of(Proposal)]

    def content(self) -> Content:
        """What was typed, as the rules read it."""
        said = self.cleaned_data
        texts = {name: said.get(name) for name in TEXTS}
        return Content(
            **texts, sources_used=tuple(said.get("sources_used") or ()), proposal=self.coded("proposal", Proposal)
        )

    def kept(self) -> dict[str, Any]:
        """What was typed, as a draft keeps it, whatever is missing."""
        return {name: self.cleaned_data.get(name) or ([] if name == "sources_used" else "") for name in self.fields}


TEXTS = (
    *("offence_analysis", "pattern", "circumstances", "risk_analysis", "sources_missing"),
    *("proposal_detail", "proposal_reasons"),
)


class NoteOfOralForm(ContentForm):
    """The written record of an oral report: three minutes, at the court."""

    on = DayField(label="When was it written down?", help_text="Today, unless it stood on paper before")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("pattern", "proposal_reasons", "circumstances"):
            self.fields[name].required = False
        for name in ("offence_analysis", "risk_analysis"):
            cast(NoteField, self.fields[name]).rows = 3
        del self.fields["pattern"]


class AssignForm(RecordingForm):
    """The report is given to a writer."""

    names: Mapping[str, str] = {"act": "officer"}
    officer = ChoiceField(label="Who writes it?", as_list=True)
    reason = NoteField(label="Why does it change hands?", rows=2, required=False)

    def __init__(self, *args: Any, writers: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["officer"]).choices = [("", "Choose"), *writers]


class ReadForm(RecordingForm):
    """A second reader's word."""

    names: Mapping[str, str] = {"act": "review"}
    review = ChoiceField(label="What do you find?", choices=choices_of(Review))
    note = NoteField(label="What is to be done?", rows=4, required=False)


class AdjournForm(SaidAtCourt):
    """Another day for the report."""

    names: Mapping[str, str] = {"act": "due_on"}
    due_on = DayAhead(label="For which day does the court ask now?", help_text="For example friday or 6 July")
    reason = NoteField(label="Why?", rows=2)


class CallOffForm(SaidAtCourt):
    """The court does not want it any more."""

    names: Mapping[str, str] = {"act": "reason"}
    reason = NoteField(label="Why does the court not want it any more?", rows=2)


class TakeBackForm(RecordingForm):
    """What the court was said to have said was a mistake."""

    names: Mapping[str, str] = {"act": "reason"}
    reason = NoteField(label="What was wrong?", rows=2)


class WordsForm(RecordingForm):
    """What the person says about their report."""

    names: Mapping[str, str] = {"act": "words"}
    words = NoteField(label="What does the person say about it?", rows=4)


class DeliverForm(ContentForm):
    """The report reached the court; where it was spoken, what it said can be written down at once."""

    names: Mapping[str, str] = {"act": "on"}
    on = DayField(label="On which day?", help_text="For example today or yesterday")
    at_time = TimeField(label="At what time?", help_text="For example 10:40", required=False)
    way = ChoiceField(
        label="How did it reach the court?",
        choices=((Way.ELECTRONIC.value, Way.ELECTRONIC.label), (Way.PRINTED.value, Way.PRINTED.label)),
    )
    later = TicksField(
        label="The written record",
        choices=(("later", "I write it down later, within one working day"),),
        required=False,
    )

    def __init__(self, *args: Any, is_oral: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_oral = is_oral
        content = list(ContentForm.base_fields)
        dropped = ["way", "pattern"] if is_oral else [*content, "later"]
        for name in dropped:
            del self.fields[name]

    def delivery(self) -> Delivery:
        """What was typed, as the rules read it."""
        said = self.cleaned_data
        is_noted = self.is_oral and "later" not in (said.get("later") or [])
        return Delivery(
            on=said.get("on"),
            at_time=said.get("at_time"),
            way=self.coded("way", Way) if not self.is_oral else Way.SPOKEN,
            note=self.content() if is_noted else None,
        )

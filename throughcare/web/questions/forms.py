"""What is asked, as people type it."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from throughcare.facts.words import say_day
from throughcare.measures.questions import Asked
from throughcare.measures.side_by_side import Period
from throughcare.standards.changes import APPLIES, LIMIT, SATISFIES, UNKNOWN, ChangeFault
from throughcare.standards.language import AnyStandard, Deadline, Pack
from throughcare.web.design.fields import ChoiceField, DayField, DesignForm, NoteField, TextField
from throughcare.web.questions.choices import (
    AS_IT_IS,
    OWN,
    Choices,
    limit_now,
    standards_to_choose,
    what_choices,
    who_choices,
)

LONGEST = 2_000
"""So many characters a pattern may have: nobody types more by hand. The number is ours."""
NO_CASES = "No duty can have begun by then: say a first day that is not after {day}, up to which facts are there."


def offer(form: DesignForm, name: str, choices: Choices) -> None:
    """Set what a field of choices offers."""
    cast(ChoiceField, form.fields[name]).choices = choices


class WhichForm(DesignForm):
    """Which standard: the first step."""

    standard = ChoiceField(label="Which standard?", as_list=True)

    def __init__(self, *args: Any, with_packs: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = standards_to_choose()
        offer(self, "standard", choices if with_packs else [each for each in choices if not each[0].endswith("/")])


class _OverDays(DesignForm):
    """A form with the days on which duties began."""

    first = DayField(label="Duties that began from", required=False)
    last = DayField(label="Duties that began up to", required=False)

    def __init__(self, *args: Any, facts_as_of: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.facts_as_of = facts_as_of

    def clean(self) -> dict[str, Any]:
        """Refuse days among which no duty can lie."""
        said: dict[str, Any] = super().clean() or {}
        first, last = said.get("first"), said.get("last")
        if first and first > self.facts_as_of:
            self.blame([("first", NO_CASES.format(day=say_day(self.facts_as_of)))])
        elif first and last and last < first:
            self.blame([("last", "This is before the first day: say a last day that is not before it.")])
        return said

    def begin_with(self, asked: Asked) -> None:
        """Let the form show what was asked before, to be asked otherwise."""
        days = {"first": asked.period.first_on, "last": asked.period.last_on}
        self.initial.update({name: say_day(day) for name, day in days.items() if day})

    @property
    def period(self) -> Period:
        """The days that were said."""
        return Period(self.cleaned_data.get("first"), self.cleaned_data.get("last"))


_OWN_FIELDS = {APPLIES: ("who", "who_text"), SATISFIES: ("what", "what_text")}
"""What of a change may be chosen, or written below: the field of the choice and that of the text."""


class WhatIfForm(_OverDays):
    """What is changed of one standard, or of every one of a pack."""

    limit = TextField(label="Another limit", required=False, max_length=60, classes="govuk-input--width-20")
    who = ChoiceField(label="Who it applies to", required=False, as_list=True)
    what = ChoiceField(label="What satisfies it", required=False, as_list=True)
    who_text = NoteField(
        label="Who it applies to, in the language of standards", required=False, rows=2, max_length=LONGEST
    )
    unknown_text = NoteField(label="When that is not known", required=False, rows=2, max_length=LONGEST)
    what_text = NoteField(
        label="What satisfies it, in the language of standards", required=False, rows=2, max_length=LONGEST
    )

    def __init__(self, *args: Any, pack: Pack, standard: AnyStandard | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pack, self.standard = pack, standard
        offer(self, "who", who_choices(pack, standard))
        if standard is None:
            del self.fields["what"]
        else:
            offer(self, "what", what_choices(pack, standard))
        now = f"It is {limit_now(standard)} now. " if standard else ""
        self.fields["limit"].help_text = f"{now}For example 3 working days, 10 days or 2 months. Blank: as it is."
        self.fields["who_text"].help_text = "For example {rosh_level: [HIGH, VERY HIGH]}, or the name of a term."
        self.fields["unknown_text"].help_text = "Blank: where what the condition asks for is not recorded."
        self.fields["what_text"].help_text = "For example {kind: home_visit, outcome: ATTENDED}."
        if standard and not isinstance(standard, Deadline):
            del self.fields["limit"]
            self.fields["what_text"].help_text = "For example {full_analysis: true}."
        self.order_fields(["limit", "who", "what", "first", "last"])

    @property
    def texts(self) -> dict[str, str]:
        """The change as it was typed, without what stays as it is."""
        said = self.cleaned_data
        texts = {LIMIT: said.get("limit") or "", UNKNOWN: said.get("unknown_text") or ""}
        for name, (choice, text) in _OWN_FIELDS.items():
            chosen, written = said.get(choice) or AS_IT_IS, said.get(text) or ""
            texts[name] = written if chosen in (AS_IT_IS, OWN) else chosen
        return {name: text for name, text in texts.items() if text.strip()}

    def begin_with(self, asked: Asked) -> None:
        """As before: what is offered as a choice is chosen, the rest stands as it was written."""
        super().begin_with(asked)
        texts = asked.texts
        self.initial.update({"limit": texts.get(LIMIT, ""), "unknown_text": texts.get(UNKNOWN, "")})
        for name, (choice, text) in _OWN_FIELDS.items():
            said = texts.get(name, "")
            if choice in self.fields and said:
                is_offered = said in {name for name, _ in cast(Choices, cast(ChoiceField, self.fields[choice]).choices)}
                self.initial.update({choice: said} if is_offered else {choice: OWN, text: said})
            elif said:
                self.initial[text] = said

    def clean(self) -> dict[str, Any]:
        """Check the change as a pack is checked."""
        said = super().clean()
        if self.errors:
            return said
        for choice, text in _OWN_FIELDS.values():
            if said.get(choice) == OWN and not said.get(text):
                self.blame([(text, "Write it here, or choose something else above.")])
            elif said.get(choice) not in (AS_IT_IS, OWN, None) and said.get(text):
                self.blame([(text, "Say it once: choose “As I write it below” above, or leave this blank.")])
        if not self.errors:
            try:
                self.asked().what_if(self.pack)
            except ChangeFault as fault:
                self.blame((self._field_of(field), _as_sentence(reason)) for field, reason in fault.faults)
        return said

    def asked(self) -> Asked:
        """The question."""
        id_ = self.standard.id if self.standard else ""
        return Asked(self.pack.name, id_, self.facts_as_of, self.period, self.texts)

    def _field_of(self, field: str) -> str:
        if field in _OWN_FIELDS:
            choice, text = _OWN_FIELDS[field]
            return text if self.cleaned_data.get(text) else choice
        return {LIMIT: "limit", UNKNOWN: "unknown_text"}.get(field, "")


def _as_sentence(reason: str) -> str:
    return f"{reason[:1].upper()}{reason[1:]}".rstrip(".") + "."


class AsKnownForm(_OverDays):
    """As of which day, and as it was known on which."""

    as_of = DayField(label="How things stood at the end of", error_messages={"required": "Say a day."})
    known_on = DayField(label="As it was known on", error_messages={"required": "Say the day that is asked about."})

    def __init__(self, *args: Any, pack: Pack, standard: AnyStandard | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.pack, self.standard = pack, standard
        self.fields["as_of"].help_text = "A day that is over: what happened later is not counted."
        self.fields["known_on"].help_text = "What was recorded by the end of this day, beside all that is recorded."
        self.order_fields(["as_of", "known_on", "first", "last"])

    def begin_with(self, asked: Asked) -> None:
        """As before, with both days."""
        super().begin_with(asked)
        self.initial["as_of"] = say_day(asked.as_of)
        if asked.known_on:
            self.initial["known_on"] = say_day(asked.known_on)

    def clean(self) -> dict[str, Any]:
        """Refuse days of which nothing is known yet."""
        said = super().clean()
        for name in ("as_of", "known_on"):
            if said.get(name) and said[name] > self.facts_as_of:
                day = say_day(self.facts_as_of)
                self.blame([(name, f"Facts are there up to {day}: say that day or one before it.")])
        return said

    def asked(self) -> Asked:
        """The question."""
        said = self.cleaned_data
        id_ = self.standard.id if self.standard else ""
        return Asked(self.pack.name, id_, said["as_of"], self.period, known_on=said["known_on"])


class DelayForm(_OverDays):
    """Over which days recording delay is counted."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first"].label, self.fields["last"].label = "What happened from", "What happened up to"

    def asked(self) -> Asked:
        """The question."""
        return Asked("", "", self.facts_as_of, self.period)

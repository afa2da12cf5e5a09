"""The form of a screening: every question with its answer, and more about each yes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from throughcare.actions.projections import facts_that_stand
from throughcare.facts.risk import Assessment, Completion
from throughcare.facts.words import say_day
from throughcare.rules.case.values import known_value
from throughcare.rules.rosh.content import Screening, screening_of
from throughcare.rules.rosh.known import latest_screening, taken_back, unfinished_screening
from throughcare.rules.rosh.questions import SCREENING, Answer, Part
from throughcare.web.design.fields import ChoiceField, NoteField, choices_of
from throughcare.web.supervision.form_page import Desk
from throughcare.web.supervision.forms import RecordingForm

STATUSES = (
    (Completion.COMPLETE.value, "Complete: every question has an answer, and what is not known was looked for"),
    (Completion.INCOMPLETE.value, "Not complete: record what is known so far"),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question on the page: the answer, and more about it."""

    answer: forms.BoundField
    more: forms.BoundField


class ScreeningForm(RecordingForm):
    """Every question of the screening."""

    tried = NoteField(
        label="What was tried to find out what is not known?",
        required=False,
        rows=3,
        help_text="Whom you asked and when, and what is still to come. Needed where an answer is “Not known”.",
    )
    status = ChoiceField(label="Is the screening complete?", choices=STATUSES)

    def __init__(self, *args: Any, before: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, question in SCREENING.items():
            hint = before.get(name, "")
            self.add(
                name,
                ChoiceField(label=question.words, choices=choices_of(question.answers), inline=True, help_text=hint),
            )
            label = f"More: {question.words}"
            self.add(f"{name}_more", NoteField(label=label, rows=2))

    @property
    def parts(self) -> Iterator[tuple[str, str, list[Asked]]]:
        """The questions by their parts: the name of each part, its title, and what it asks."""
        for part in Part:
            names = [name for name, question in SCREENING.items() if question.part is part]
            yield part.value, part.label, [Asked(self[name], self[f"{name}_more"]) for name in names]

    def screening(self) -> Screening:
        """What was answered, as the rules read it."""
        said = self.cleaned_data
        answers = {name: known_value(Answer, said.get(name) or None) for name in SCREENING}
        return Screening(
            {name: answer for name, answer in answers.items() if answer is not None},
            {name: said.get(f"{name}_more") or "" for name in SCREENING},
            said.get("tried"),
        )


def make_screening(desk: Desk, data: Any, initial: Any) -> ScreeningForm:
    """The form; beside each question stands what the latest screening answered, which is no answer of today."""
    latest = latest_screening(facts_that_stand(desk.stream))
    answers = screening_of(latest.content).answers if latest else {}
    on = say_day(latest.on) if latest else ""
    before = {name: f"On {on}: {answer.label}" for name, answer in answers.items()}
    return ScreeningForm(data, initial=initial, today=desk.today, before=before)


def begin_screening(desk: Desk, draft: dict[str, Any] | None) -> dict[str, Any]:
    """What the form holds at first: the draft; else the answers of a screening that was taken back, or was recorded as
    not complete.
    """
    if draft is not None:
        return draft
    unfinished = taken_back(desk.stream, Assessment.SCREENING) or unfinished_screening(facts_that_stand(desk.stream))
    if unfinished is None:
        return {}
    said = screening_of(unfinished.content)
    more = {f"{name}_more": words for name, words in said.more.items()}
    return {**{name: answer.value for name, answer in said.answers.items()}, **more, "tried": said.tried or ""}

"""What a person needs in order to understand and be understood: the needs that stand, and the form for another."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.http import HttpRequest, HttpResponse

from throughcare.actions.supervision import record_need
from throughcare.facts.supervision import NeedKind
from throughcare.facts.words import lower_first, say_day, upper_first
from throughcare.records.models import SentForm
from throughcare.rules.access import Power
from throughcare.rules.case.supervision import Need
from throughcare.rules.case.values import known_value
from throughcare.web.design.fields import ChoiceField, Choices, TextField, choices_of
from throughcare.web.door import needs
from throughcare.web.supervision.form_page import Desk, FormPage, Sending, answer, open_desk
from throughcare.web.supervision.forms import RecordingForm

OVER = "over:"
"""Begins the answer that a need is over; its kind and its detail follow."""


class NeedForm(RecordingForm):
    """A need, or that one is over."""

    need = ChoiceField(label="Which need?", choices=choices_of(NeedKind))
    detail = TextField(
        label="More about it", required=False, help_text="For example the language, or what they cannot read"
    )

    def __init__(self, *args: Any, stands: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        need = cast(forms.ChoiceField, self.fields["need"])
        need.choices = [*choices_of(NeedKind), *stands]
        if stands:
            need.label = "Which need, or which is over?"

    def clean(self) -> dict[str, Any]:
        """More about a need goes with a need: it is not dropped in silence where one is over."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if self.is_over and said.get("detail"):
            self.add_error("detail", "You chose that a need is over: clear this, or choose a need.")
        return said

    @property
    def is_over(self) -> bool:
        """Whether a need is over."""
        return str(self.cleaned_data.get("need") or "").startswith(OVER)

    @property
    def named(self) -> tuple[NeedKind | None, str | None]:
        """Which need, and more about it."""
        said = self.cleaned_data
        if not self.is_over:
            return known_value(NeedKind, said["need"]), said["detail"]
        kind, _, detail = str(said["need"]).removeprefix(OVER).partition(":")
        return known_value(NeedKind, kind), detail or None


@needs(Power.RECORD_SUPERVISION)
def communication_needs(request: HttpRequest, crn: str) -> HttpResponse:
    """What the person needs, and a change of that."""
    return answer(request, open_desk(request, crn, what="form: communication needs"), NEEDS, {})


def _make(desk: Desk, data: Any, initial: Any) -> NeedForm:
    stands = [
        (f"{OVER}{each.need.value if each.need else ''}:{each.detail or ''}", f"No longer: {_say(each)}")
        for each in desk.case.needs
    ]
    return NeedForm(data, initial=initial, today=desk.today, stands=stands)


def _say(need: Need) -> str:
    words = lower_first(need.need.label if need.need else "A need")
    return f"{words} ({need.detail})" if need.detail else words


def _record(form: NeedForm, sending: Sending) -> SentForm:
    need, detail = form.named
    return record_need(need=need, detail=detail, is_over=form.is_over, **sending)


def _shown(desk: Desk) -> dict[str, Any]:
    lines = [f"{_say(each)}, since {say_day(each.since_on)}" for each in desk.case.needs]
    return {"stands": [upper_first(line) for line in lines]}


NEEDS = FormPage("supervision/needs.html", _make, _record, _shown)

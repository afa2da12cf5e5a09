"""Fields of the form of a sentence: lengths and numbers as people type them, each with what the Act says beside it."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from throughcare.rules.sentences.guidance import GUIDANCE
from throughcare.rules.sentences.lengths import Length
from throughcare.rules.sentences.lengths_as_typed import HOW_TO_TYPE, length_as_typed
from throughcare.web.design.fields import TextField

_WHOLE = re.compile(r"-?[0-9]{1,6}")


def beside(name: str) -> str:
    """The guidance that stands beside a field, with its source, and whether nobody verified it."""
    guidance = GUIDANCE[name]
    unsure = "" if guidance.is_verified else " Not verified."
    return f"{guidance.text} ({guidance.source}.{unsure})"


class LengthField(TextField):
    """A length: 18 months, 1 year 6 months, 16 weeks."""

    def __init__(self, *, is_usual: bool = False, **kwargs: Any) -> None:
        """`is_usual`: nearly every sentence has one, so that its label does not call it optional."""
        super().__init__(classes="govuk-input--width-10", required=False, **kwargs)
        self.required = is_usual

    def validate(self, value: Any) -> None:
        """Whether it may be left out is judged by the rules."""

    def clean(self, value: Any) -> Any:
        """The length; None where nothing was typed."""
        text = super().clean(value)
        if not text:
            return None
        found: Length | None = length_as_typed(text)
        if found is None:
            raise forms.ValidationError(f"“{text[:40]}” is no length that is understood. {HOW_TO_TYPE}")
        return found


class NumberField(TextField):
    """A whole number; what it may be is judged by the rules, which say what would be right."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(classes="govuk-input--width-4", inputmode="numeric", required=False, **kwargs)

    def clean(self, value: Any) -> Any:
        """The number; None where nothing was typed."""
        text = super().clean(value).replace(",", "")
        if not text:
            return None
        if not _WHOLE.fullmatch(text):
            raise forms.ValidationError(f"“{text[:40]}” is no whole number: write digits, for example 20.")
        return int(text)

"""Fields of the design system for plain Django forms: each knows which component shows it, and with what.

A page writes `{{ field(form["on"]) }}` and gets label, hint, error and what was typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, time
from typing import Any

from django import forms

from throughcare.facts import Coded
from throughcare.rules.days_as_typed import day_as_typed

Choices = Sequence[tuple[str, str]]


def choices_of(codes: Iterable[Coded]) -> Choices:
    """The choices of a coded list: value and label."""
    return [(code.value, code.label) for code in codes]


class DesignForm(forms.Form):
    """A form that knows which day it is, and can tell all its errors at the top of the page."""

    required_css_class = ""
    use_required_attribute = False

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        for each in self.fields.values():
            if isinstance(each, DayField):
                each.today = today

    def blame(self, faults: Iterable[tuple[str, str]]) -> None:
        """Add what a rule found wrong: pairs of field and sentence. A field that is not here stands for the form."""
        for name, sentence in faults:
            self.add_error(name if name in self.fields else None, sentence)

    @property
    def error_list(self) -> list[dict[str, str]]:
        """Every error, with the field that it leads to: what the error summary shows."""
        return [
            {"text": str(sentence)}
            if name == "__all__"
            else {"text": str(sentence), "href": f"#{self[name].id_for_label}"}
            for name, sentences in self.errors.items()
            for sentence in sentences
        ]


class _Shown:
    """What every field of ours has beside Django's: the component that shows it, and classes for its size."""

    component = "input"
    classes = ""
    prefix: str | None = None

    def shown(self, _value: Any) -> dict[str, Any]:
        """What the component needs beyond label, hint, error and value."""
        return {}


class TextField(_Shown, forms.CharField):
    """One line of text."""

    def __init__(self, *, classes: str = "", autocomplete: str = "off", inputmode: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.classes, self.autocomplete, self.inputmode = classes, autocomplete, inputmode

    def shown(self, _value: Any) -> dict[str, Any]:
        return {"autocomplete": self.autocomplete, "spellcheck": False} | (
            {"inputmode": self.inputmode} if self.inputmode else {}
        )


class PasswordField(_Shown, forms.CharField):
    """A password: taken as it was typed, blanks too, and never shown again."""

    component = "password"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(strip=False, **kwargs)

    def shown(self, _value: Any) -> dict[str, Any]:
        return {"autocomplete": "new-password", "value": ""}


class NoteField(_Shown, forms.CharField):
    """Some paragraphs of text. Its length is judged by the rule, which says how long it is and may be."""

    component = "textarea"

    def __init__(self, *, rows: int = 5, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea, strip=True, **kwargs)
        self.rows = rows

    def shown(self, _value: Any) -> dict[str, Any]:
        return {"rows": self.rows}


class DayField(_Shown, forms.Field):
    """A day as people type it: 4/7/16, 4 July 2016, today."""

    classes = "govuk-input--width-10"
    today: date

    def to_python(self, value: Any) -> date | None:
        """The day that was typed. An error says what would be understood."""
        if value in self.empty_values:
            return None
        found = day_as_typed(str(value), self.today)
        if found is None:
            raise forms.ValidationError(
                f"“{str(value)[:40]}” is not a day that exists, or is written in a way that is not understood: "
                f"write it as 4 July 2016, 4/7/16 or today."
            )
        return found

    def shown(self, _value: Any) -> dict[str, Any]:
        return {"autocomplete": "off"}


class TimeField(_Shown, forms.CharField):
    """A time of day as hours and minutes: 9:30 or 14.00."""

    classes = "govuk-input--width-5"

    def clean(self, value: Any) -> str:
        """The time as 09:30."""
        text = super().clean(value).replace(".", ":")
        if not text:
            return ""
        try:
            hours, minutes = (int(part) if part.isdecimal() and len(part) < 3 else 99 for part in text.split(":"))
            return f"{time(hours, minutes):%H:%M}"
        except ValueError:
            raise forms.ValidationError(
                f"“{text[:20]}” is not a time of day: write hours and minutes, for example 9:30 or 14:00."
            ) from None

    def shown(self, _value: Any) -> dict[str, Any]:
        return {"autocomplete": "off", "inputmode": "numeric"}


class FileField(_Shown, forms.FileField):
    """A file of this machine. What was chosen cannot be shown again: a browser gives it once."""

    component = "file"

    def shown(self, _value: Any) -> dict[str, Any]:
        return {"value": ""}


def _pairs(choices: Any) -> list[tuple[str, str]]:
    return [(str(code), str(label)) for code, label in choices]


class ChoiceField(_Shown, forms.ChoiceField):
    """One of a few, as radio buttons; of many (`as_list`), as a list that opens."""

    component = "radios"

    def __init__(self, *, as_list: bool = False, inline: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.component = "select" if as_list else "radios"
        self.classes = "govuk-radios--small govuk-radios--inline" if inline else "govuk-radios--small"
        if as_list:
            self.classes = ""
        self.error_messages["invalid_choice"] = "That is not one of the choices: choose one of those shown."

    def shown(self, value: Any) -> dict[str, Any]:
        items: list[dict[str, Any]] = [{"value": code, "text": label} for code, label in _pairs(self.choices)]
        for item in items:
            item["selected" if self.component == "select" else "checked"] = str(value or "") == item["value"]
        return {"items": items}


class TicksField(_Shown, forms.MultipleChoiceField):
    """Any number of a few, as tick boxes."""

    component = "checkboxes"
    classes = "govuk-checkboxes--small"

    def shown(self, value: Any) -> dict[str, Any]:
        held = {str(each) for each in value or ()}
        return {
            "items": [{"value": code, "text": label, "checked": code in held} for code, label in _pairs(self.choices)]
        }


def params_of(bound: forms.BoundField) -> dict[str, Any]:
    """What the macro of the field's component takes. `component` says which macro."""
    field: Any = bound.field
    name, label = bound.html_name, str(bound.label)
    params: dict[str, Any] = {
        "component": field.component,
        "id": bound.id_for_label,
        "idPrefix": bound.id_for_label,
        "name": name,
        "classes": field.classes,
        "value": "" if bound.value() is None else bound.value(),
    }
    optional = "" if field.required or "(optional)" in label else " (optional)"
    words = {"text": f"{label}{optional}", "classes": "govuk-label--s"}
    if field.component in ("radios", "checkboxes"):
        params["fieldset"] = {"legend": words | {"classes": "govuk-fieldset__legend--s"}}
    else:
        params["label"] = words
    if bound.help_text:
        params["hint"] = {"text": str(bound.help_text)}
    if bound.errors:
        params["errorMessage"] = {"text": " ".join(map(str, bound.errors))}
    shown: dict[str, Any] = field.shown(bound.value())
    return params | shown

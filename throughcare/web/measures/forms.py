"""The days of a period, as people type them."""

from __future__ import annotations

from datetime import date
from typing import Any

from throughcare.web.design.fields import DayField, DesignForm


class PeriodForm(DesignForm):
    """The first and the last day of a period. They are called `from` and `to` in the address."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, today=today, **kwargs)
        for name, label in (("from", "First day"), ("to", "Last day")):
            day = DayField(label=label, error_messages={"required": f"Say the {label.lower()} of the period."})
            day.today = today
            self.fields[name] = day

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins, or has not begun."""
        said: dict[str, Any] = super().clean() or {}
        first, last = said.get("from"), said.get("to")
        if first and first > self.today:
            self.blame([("from", "Nothing can be counted yet: say a first day that is not after today.")])
        elif first and last and last < first:
            self.blame([("to", "The period ends before it begins: say a last day that is not before the first.")])
        return said

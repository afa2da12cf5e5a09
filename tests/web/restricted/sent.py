"""The forms of a page, filled in by somebody who answers whatever is asked."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

JUNK = {
    "reason": "because somebody asked me to look",
    "note": "x",
    "on": "today",
    "officer": "P1",
    "act": "EXCLUSION",
    "why": "because somebody asked me to look",
    "to": "C07",
    "answer": "yes",
    "show": "all",
}
"""What is sent to a page without having seen its form."""
WORDS = "Somebody asked me to look at this today."


class _Forms(HTMLParser):
    """The forms of a page that are sent with POST: where to, and what they hold, the first of all choices chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, dict[str, list[str]]]] = []
        self._held: dict[str, list[str]] | None = None
        self._select = self._text = ""

    def handle_starttag(self, tag: str, pairs: Any) -> None:
        attrs = {name: value or "" for name, value in pairs}
        name = attrs.get("name", "")
        if tag == "form":
            self._held = {} if attrs.get("method") == "post" else None
            if self._held is not None:
                self.forms.append((attrs.get("action", ""), self._held))
        elif self._held is None:
            return
        elif tag == "input" and name:
            self._input(name, attrs)
        elif tag == "button" and name:
            self._held.setdefault(name, [attrs.get("value", "")])
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and attrs.get("value") and self._select not in self._held:
            self._held[self._select] = [attrs["value"]]
        elif tag == "textarea":
            self._text = name
            self._held[name] = [""]

    def _input(self, name: str, attrs: dict[str, str]) -> None:
        assert self._held is not None
        kind, value = attrs.get("type", "text"), attrs.get("value", "")
        if kind == "checkbox":
            self._held.setdefault(name, []).append(value)
        elif kind == "radio":
            self._held.setdefault(name, [value])
        elif kind == "hidden":
            self._held[name] = [value]
        elif kind != "file":
            self._held[name] = [value or JUNK.get(name, WORDS)]

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._held = None
        elif tag == "select":
            self._select = ""
        elif tag == "textarea":
            if self._held is not None and not self._held[self._text][0].strip():
                self._held[self._text] = [WORDS]
            self._text = ""

    def handle_data(self, data: str) -> None:
        if self._text and self._held is not None:
            self._held[self._text][0] += data


def forms_of(page: str) -> list[tuple[str, dict[str, list[str]]]]:
    """Where each form of a page is sent (empty: to its own page), and what it holds when everything is answered."""
    found = _Forms()
    found.feed(page)
    return found.forms

"""One item of a pack, and what items are made of."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from throughcare.facts.fact import Fact
from throughcare.facts.words import plain_name, say_value
from throughcare.rules.case import CaseState

IN_EXTRACT = "from an extract"


class NamesOf(Protocol):
    """What codes stand for."""

    def of_staff(self, code: str) -> str:
        """A member of staff by code."""

    def of_organisation(self, code: str) -> str:
        """An organisation by code."""

    def of_team(self, code: str, organisation: str | None = None) -> str:
        """A team by code, within its organisation where it is named."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is known: what it is and what it says; the entry (number) it comes from, its day, and who said it.

    `sort` is fact, opinion or allegation where whoever told it kept them apart; `came_after`: after the case was sent.
    """

    key: str
    label: str
    text: str
    number: int
    on: date
    by: str
    sort: str = ""
    came_after: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """What a pack is made of, and the number of the entry by which the case was sent."""

    facts: tuple[Fact, ...]
    case: CaseState
    names: NamesOf
    sent: int | None = None

    def item(self, fact: Fact, key: str, label: str, text: str, sort: str = "") -> Item:
        """One thing that a fact tells."""
        by = IN_EXTRACT
        if fact.by is not None:
            staff, place = self.names.of_staff(fact.by.staff), self.names.of_organisation(fact.by.organisation)
            by = staff if staff == place else f"{staff}, {place}"
        after = self.sent is not None and fact.number > self.sent
        return Item(key, label, text, fact.number, fact.on, by, sort, after)

    def noted(self, fact: Fact, key: str, label: str, text: str) -> Item:
        """The same with the note that stands beside it."""
        return self.item(fact, key, label, f"{text}\n{fact.note}" if fact.note else text)

    def staff(self, code: str | None) -> str:
        """A member of staff by name."""
        return self.names.of_staff(code) if code else "nobody named"

    def place(self, organisation: str | None, team: str | None = None) -> str:
        """An organisation by name, with its team where one is named."""
        if not organisation:
            return "organisation not recorded"
        name = self.names.of_organisation(organisation)
        return f"{name}, {self.names.of_team(team, organisation)}" if team else name


def said_in(content: str | None) -> list[tuple[str, str]]:
    """The answers in a text of answers by the names of their questions, each as words."""
    if not content:
        return []
    try:
        found = json.loads(content)
    except ValueError:
        return [("", content)]
    if not isinstance(found, Mapping):
        return [("", _words(found))]
    return [(str(name), words) for name, value in found.items() if (words := _words(value))]


def _words(value: Any) -> str:
    """Any answer as words: several between semicolons, named ones with their names."""
    if isinstance(value, Mapping):
        named = [(plain_name(str(name)), _words(each)) for name, each in value.items()]
        return "; ".join(f"{name}: {words}" for name, words in named if words)
    if isinstance(value, list):
        return "; ".join(words for each in value if (words := _words(each)))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def label_of(value: Any) -> str:
    """A coded value by its label; one that is on no list as it stands, and nothing as *not recorded*."""
    return say_value(None) if value is None else str(getattr(value, "label", value))

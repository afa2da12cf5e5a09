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


@dataclass(frozen=True, slots=True)
class Said:
    """One answer of a text of answers: its question, the words, and whether it is fact, opinion or allegation."""

    name: str
    text: str
    sort: str = ""


SORTS = ("fact", "opinion", "allegation")
MANY = 6
"""From so many short answers on, they are told by answer and not one by one. The number is ours."""


def said_in(content: str | None) -> list[Said]:
    """The answers in a text of answers by the names of their questions; any other text as it is.

    Statements come one by one, so that fact, opinion and allegation stay apart. It asks nothing of how whoever wrote it
    named things, so that what a later form writes is told too.
    """
    if not content:
        return []
    try:
        found = json.loads(content)
        if not isinstance(found, Mapping):
            return [Said("", words)] if (words := _words(found)) else []
        return [each for name, value in found.items() for each in _answers(plain_name(str(name)), value)]
    except (ValueError, RecursionError):
        return [Said("", content)]


def _answers(name: str, value: Any) -> list[Said]:
    if isinstance(value, Mapping) and _are_short(value):
        return [Said(name, _by_answer(value))]
    if isinstance(value, Mapping) and all(isinstance(each, str) for each in value.values()):
        return [Said(f"{name}, {plain_name(str(part))}", _words(each)) for part, each in value.items() if _words(each)]
    if isinstance(value, Mapping) and value and all(isinstance(each, Mapping) for each in value.values()):
        return [Said(plain_name(str(part)), _words(each)) for part, each in value.items() if _words(each)]
    if isinstance(value, list) and value and all(isinstance(each, Mapping) for each in value):
        return [_statement(name, each) for each in value if _words(each)]
    return [Said(name, words)] if (words := _words(value)) else []


def _statement(name: str, said: Mapping[str, Any]) -> Said:
    """One statement with what it rests on; one act of a plan as it stands."""
    text = said.get("text")
    if not isinstance(text, str) or not text:
        return Said(name, _words(said))
    standing, section = str(said.get("standing", "")).lower(), said.get("section")
    more = {key: each for key, each in said.items() if key not in ("text", "section", "standing")}
    under = f" ({words})" if (words := _words(more)) else ""
    about = f"{name}, {plain_name(section)}" if isinstance(section, str) else name
    return Said(about, f"{text}{under}", standing if standing in SORTS else "")


def _are_short(value: Mapping[str, Any]) -> bool:
    return len(value) > MANY and all(isinstance(each, str) and each.isupper() for each in value.values())


def _by_answer(value: Mapping[str, str]) -> str:
    """Many short answers by answer: those that somebody said no to last, and by number."""
    told: dict[str, list[str]] = {}
    for name, answer in value.items():
        told.setdefault(_words(answer), []).append(plain_name(str(name)))
    no = told.pop("no", [])
    parts = [f"{answer}: {', '.join(names)}" for answer, names in told.items()]
    return "; ".join([*parts, f"no: {len(no)} of {len(value)} questions"] if no else parts)


def _words(value: Any) -> str:
    """Any answer as words: several between semicolons, named ones with their names, a code in small letters."""
    if isinstance(value, Mapping):
        named = [(plain_name(str(name)), _words(each)) for name, each in value.items()]
        return "; ".join(f"{name}: {words}" for name, words in named if words)
    if isinstance(value, list):
        return "; ".join(words for each in value if (words := _words(each)))
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = "" if value is None else str(value)
    if text in ("Y", "YES", "N", "NO"):
        return "yes" if text[0] == "Y" else "no"
    return plain_name(text).lower() if text.isupper() and len(text) > MANY - 2 else text


def label_of(value: Any) -> str:
    """A coded value by its label; one that is on no list as it stands, and nothing as *not recorded*."""
    return say_value(None) if value is None else str(getattr(value, "label", value))

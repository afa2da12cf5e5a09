"""The dates of a sentence in words, each with what stands behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from throughcare.rules.sentences import Dated, WorkedOut
from throughcare.rules.sentences.rule_sets import ALL
from throughcare.web.sentences.forms import PARTS, WorkOutForm

TITLES = {rules.name: rules.title for rules in ALL}
VERIFIED, NOT_VERIFIED = "Source read", "Not verified"


@dataclass(frozen=True, slots=True)
class Row:
    """One day: what it is, when, whether anybody verified its rule, and why."""

    label: str
    day: str
    is_verified: bool
    sureness: str
    rule: str
    version: str
    source: str
    inputs: Sequence[tuple[str, str]]
    would_change: Sequence[str]


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the form as it is shown: open where something was typed in it, or is wrong in it."""

    heading: str
    names: Sequence[str]
    is_folded: bool
    is_open: bool


def row_of(each: Dated) -> Row:
    """A day in words."""
    of = f" ({each.of})" if each.of else ""
    return Row(
        label=f"{each.name.label}{of}",
        day=each.words,
        is_verified=each.is_verified,
        sureness=VERIFIED if each.is_verified else NOT_VERIFIED,
        rule=each.rule,
        version=f"{TITLES[each.version]} ({each.version})",
        source=each.source,
        inputs=each.inputs,
        would_change=each.would_change,
    )


def rows_of(found: WorkedOut) -> list[Row]:
    """Every day in words."""
    return [row_of(each) for each in found.dates]


def sections_of(form: WorkOutForm) -> list[Section]:
    """The parts of the form, open where something stands in them."""
    return [
        Section(part.heading, part.fields, part.is_folded, any(_is_used(form, name) for name in part.fields))
        for part in PARTS
    ]


def _is_used(form: WorkOutForm, name: str) -> bool:
    return bool(form[name].value()) or name in form.errors

"""The words that people may see and that stand in data, not in a sentence of the code: for the message catalogue."""

from __future__ import annotations

from collections.abc import Iterator

from throughcare.calendar import bank_holidays
from throughcare.exchange.packs import read_pack, shipped_packs
from throughcare.facts import KINDS, fields_of
from throughcare.facts.words import MONTHS, plain_name
from throughcare.rules.access import IN_WORDS, Role
from throughcare.rules.case import CheckStatus, MissingKind, RoshStatus
from throughcare.rules.tasks import TASKS, Owes, Task

HOLIDAY_YEARS = range(2010, 2031)
"""The years whose holidays may be named: some came once, and some have a substitute day of another name."""


def words_to_translate() -> list[str]:
    """Every word or sentence once, sorted: of days, of facts (kinds, fields, values), of rules, and of the packs."""
    holidays = {name for year in HOLIDAY_YEARS for name in bank_holidays(year).values()}
    return sorted({*MONTHS, *holidays, *_of_facts(), *_of_rules(), *_of_packs()})


def _of_facts() -> Iterator[str]:
    for cls in KINDS.values():
        yield plain_name(cls.kind)
        for field in fields_of(cls).values():
            yield plain_name(field.name)
            yield from (code.label for code in tuple(field.codes or ()))


def _of_rules() -> Iterator[str]:
    for codes in (Role, Task, Owes, CheckStatus, RoshStatus, MissingKind):
        yield from (code.label for code in codes)
    yield from IN_WORDS.values()
    yield from (rule.short for rule in TASKS.values())


def _of_packs() -> Iterator[str]:
    for name in shipped_packs():
        pack = read_pack(name)
        yield from (pack.title, pack.words)
        yield from map(plain_name, pack.attributes)
        for standard in pack.standards:
            about = standard.about
            yield from (about.title, about.words, about.why, about.gaming)

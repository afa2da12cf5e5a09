"""The words that people may see and that stand in data, not in a sentence of the code: for the message catalogue."""

from __future__ import annotations

from collections.abc import Iterator

from throughcare.calendar import bank_holidays
from throughcare.exchange.packs import read_pack, shipped_packs
from throughcare.facts import KINDS, fields_of
from throughcare.facts.words import MONTHS
from throughcare.standards.pattern_words import plain_name


def words_to_translate() -> list[str]:
    """Every word or sentence once, sorted: months, holidays, kinds, fields, values, and the texts of the packs."""
    return sorted({*MONTHS, *bank_holidays(2015).values(), *_of_facts(), *_of_packs()})


def _of_facts() -> Iterator[str]:
    for cls in KINDS.values():
        yield plain_name(cls.kind)
        for field in fields_of(cls).values():
            yield plain_name(field.name)
            yield from (code.label for code in tuple(field.codes or ()))


def _of_packs() -> Iterator[str]:
    for name in shipped_packs():
        pack = read_pack(name)
        yield from (pack.title, pack.words)
        yield from map(plain_name, pack.attributes)
        for standard in pack.standards:
            about = standard.about
            yield from (about.title, about.words, about.why, about.gaming)

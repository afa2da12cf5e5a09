"""The pack of a handover: what is missing first, then everything known, each with the entry it comes from, its day, and
who said it.

It is made of one person's standing facts and is nothing that is kept: what was sent is read again from the facts up to
a number, so that a former holder reads what was handed over and nothing after it. Who reads it is for
`handover_access` to say. Left out are limits of access, which tell of staff and not of the person, and professional
concerns, which are protected.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from throughcare.facts.fact import Fact
from throughcare.facts.stream import hidden_numbers, in_order, standing
from throughcare.rules.case import CaseState, case_of
from throughcare.rules.handover_items import SECTIONS
from throughcare.rules.handover_lacks import Lack, what_lacks
from throughcare.rules.handover_told import Item, NamesOf, Told

OF_SUPERVISION = frozenset({"appointments", "contacts", "changes"})
"""The sections that a court desk does not need of a case that somebody holds already."""


@dataclass(frozen=True, slots=True)
class Section:
    """One heading of the pack, by its name in the file, with what is known under it."""

    name: str
    heading: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything known of a person at a handover of one of their orders, with what is missing first.

    `facts` is the number of the last entry that it was made of.
    """

    person: str
    order: str
    as_of: date
    facts: int
    lacks: tuple[Lack, ...]
    sections: tuple[Section, ...]

    @property
    def known(self) -> frozenset[str]:
        """The keys of all that is told in it."""
        return frozenset(item.key for section in self.sections for item in section.items)

    @property
    def late(self) -> tuple[Item, ...]:
        """What came after the case was sent."""
        return tuple(item for section in self.sections for item in section.items if item.came_after)

    def for_court(self) -> Pack:
        """The same without what only supervision needs to know."""
        kept = tuple(section for section in self.sections if section.name not in OF_SUPERVISION)
        return Pack(self.person, self.order, self.as_of, self.facts, self.lacks, kept)


def facts_up_to(stream: Sequence[Fact], number: int | None = None) -> list[Fact]:
    """The facts that stand, in order; as they stood after this number, where one is given.

    What turned out later to be about somebody else, or was erased, is left out all the same.
    """
    cut = stream if number is None else stream[:number]
    hidden = hidden_numbers(stream)
    return [fact for fact in in_order(standing(cut, as_of=date.max)) if fact.number not in hidden]


def pack_of(
    facts: Sequence[Fact],
    case: CaseState,
    names: NamesOf,
    today: date,
    *,
    order: str,
    sent: int | None = None,
) -> Pack:
    """The pack of an order, from standing facts in order and the case that they make.

    `sent` is the number of the entry by which the case was sent: what has a later one came after it.
    """
    told = Told(tuple(facts), case, names, sent)
    sections = tuple(Section(name, heading, tuple(make(told))) for name, heading, make in SECTIONS)
    return Pack(
        person=case.person or "",
        order=order,
        as_of=today,
        facts=max((fact.number for fact in facts), default=0),
        lacks=what_lacks(case, order),
        sections=tuple(section for section in sections if section.items),
    )


def pack_as_sent(
    stream: Sequence[Fact], number: int | None, names: NamesOf, today: date, *, order: str, sent: int | None = None
) -> Pack:
    """The pack as it stood after the fact of this number (None: as it stands), from all facts of the person."""
    facts = facts_up_to(stream, number)
    return pack_of(facts, case_of(facts), names, today, order=order, sent=sent)


def codes_of(lacks: Iterable[Lack]) -> str:
    """What is missing, as it is kept with the sending."""
    return ",".join(dict.fromkeys(lack.code for lack in lacks))

"""The questions that measures answer, drawn from the shipped packs: each with every clock by which it is read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from throughcare.exchange.packs import read_packs, shipped_packs
from throughcare.rules.tasks import duty_of, rule_of
from throughcare.standards.language import AnyStandard, Pack, Sureness

FEWEST_WORDS = 3
"""Titles that do not share even so many words have no question in common."""


@dataclass(frozen=True, slots=True)
class Clock:
    """One reading of a duty: a standard, and the pack whose clock it is. `same_as`: standards that ask the same."""

    standard: AnyStandard
    pack: str
    same_as: tuple[str, ...] = ()

    @property
    def is_unverified(self) -> bool:
        """Whether nobody could verify the limit."""
        return self.standard.about.sureness is Sureness.UNVERIFIED


@dataclass(frozen=True, slots=True)
class Question:
    """One duty in plain words, and its clocks: the contract's before the inspection's."""

    title: str
    clocks: tuple[Clock, ...]

    @property
    def standards(self) -> list[AnyStandard]:
        """The standards whose figures answer it."""
        return [clock.standard for clock in self.clocks]

    @property
    def asks_alike(self) -> bool:
        """Whether several clocks ask just the same, so that their figures are the same."""
        return len(self.clocks) > 1 and all(asks_the_same(one, self.standards[0]) for one in self.standards)

    def clock_of(self, name: str) -> Clock | None:
        """The clock that a standard's full name leads to; None where it is of another question."""
        return next((clock for clock in self.clocks if name in (clock.standard.name, *clock.same_as)), None)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Questions that stand together."""

    title: str
    words: str
    questions: tuple[Question, ...]


@cache
def every_standard() -> tuple[AnyStandard, ...]:
    """The standards of all shipped packs, in their order."""
    return tuple(standard for pack in read_packs(shipped_packs()) for standard in pack.standards)


@cache
def shelves() -> tuple[Shelf, ...]:
    """What two clocks read, and then the rest of each pack."""
    packs = read_packs(shipped_packs())
    asked = questions()
    both = tuple(question for question in asked if len(question.clocks) > 1)
    alone = [question for question in asked if len(question.clocks) == 1]
    made = [Shelf("Two clocks, one duty", "The same duty, as the contract counts it and as the inspection does.", both)]
    for pack in packs:
        of_pack = tuple(question for question in alone if question.clocks[0].standard.pack == pack.name)
        made.append(Shelf(pack.title, pack.words, of_pack))
    return tuple(shelf for shelf in made if shelf.questions)


@cache
def questions() -> tuple[Question, ...]:
    """Every standard of the shipped packs, in their order; those that read one duty together."""
    found: dict[str, list[tuple[AnyStandard, Pack]]] = {}
    for pack in read_packs(shipped_packs()):
        for standard in pack.standards:
            found.setdefault(duty_of(standard.name), []).append((standard, pack))
    return tuple(_question(readings) for readings in found.values())


@cache
def question_of(pack: str, standard: str) -> Question | None:
    """The question that a standard answers; None where there is no such standard."""
    name = f"{pack}/{standard}"
    return next((question for question in questions() if question.clock_of(name)), None)


def _question(readings: list[tuple[AnyStandard, Pack]]) -> Question:
    """The packs that build on another stand before it: first what is paid for, then what the inspection asks."""
    clocks: list[Clock] = []
    another = [standard for standard, _ in readings if rule_of(standard.name).same_as]
    for standard, pack in reversed(readings):
        if standard not in another:
            same = tuple(each.name for each in another if asks_the_same(each, standard))
            clocks.append(Clock(standard, pack.title, same))
    told = {name for clock in clocks for name in clock.same_as}
    clocks += [
        Clock(standard, pack.title) for standard, pack in readings if standard in another and standard.name not in told
    ]
    return Question(common_title([clock.standard.about.title for clock in reversed(clocks)]), tuple(clocks))


def asks_the_same(one: AnyStandard, other: AnyStandard) -> bool:
    """Whether two standards differ in their words alone, so that their figures are the same."""
    return replace(one, pack=other.pack, id=other.id, about=other.about) == other


def common_title(titles: list[str]) -> str:
    """The words with which all titles begin, as a question; the first title where there are too few."""
    split = [[word.rstrip("?,") for word in title.split()] for title in titles]
    shared: list[str] = []
    for words in zip(*split, strict=False):
        if len(set(words)) > 1:
            break
        shared.append(words[0])
    return f"{' '.join(shared)}?" if len(shared) >= FEWEST_WORDS else titles[0]

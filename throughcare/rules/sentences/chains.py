"""Sentences one after another, and beside one another: each chain of consecutive terms is counted as one.

Source: Criminal Justice Act 2003, sections 263 and 264. Terms that are consecutive to the same sentence run beside each
other, so there are as many chains as there are sentences that nothing follows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from throughcare.rules.sentences.kinds import INDETERMINATE, ORDERS, TERMS, Kind, Sentence
from throughcare.rules.sentences.lengths import ONE_DAY, Length, days_in, is_at_least, last_day
from throughcare.rules.sentences.refused import Wrong
from throughcare.rules.sentences.rule_sets import ORA_FROM


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One term in its place: where it begins and ends; for an extended sentence, where its custodial part ends."""

    sentence: Sentence
    begins: date
    custodial_ends: date
    ends: date

    @property
    def custodial_days(self) -> int:
        """The days of the custodial term."""
        return days_in(self.begins, self.custodial_ends)

    @property
    def days(self) -> int:
        """The days of the whole term."""
        return days_in(self.begins, self.ends)

    @property
    def is_of_new_offence(self) -> bool:
        """Whether the offence was committed on or after 1 February 2015."""
        return self.sentence.offence_on >= ORA_FROM

    def is_at_least(self, length: Length) -> bool:
        """Whether the custodial term is this long or longer."""
        return is_at_least(self.begins, self.custodial_ends, length)


@dataclass(frozen=True, slots=True)
class Chain:
    """Terms of which each begins on the day after the last day of the one before."""

    parts: tuple[Part, ...]

    @property
    def begins(self) -> date:
        """The day of the first sentence."""
        return self.parts[0].begins

    @property
    def ends(self) -> date:
        """The last day of the last term."""
        return self.parts[-1].ends

    @property
    def days(self) -> int:
        """The days of all terms together."""
        return days_in(self.begins, self.ends)

    @property
    def names(self) -> str:
        """The sentences of the chain, in order."""
        return ", then ".join(part.sentence.name for part in self.parts)

    def is_at_least(self, length: Length) -> bool:
        """Whether the terms together are this long or longer."""
        return is_at_least(self.begins, self.ends, length)


def part_of(sentence: Sentence, begins: date) -> Part:
    """A term that begins on a day. It must have a length."""
    custodial_ends = last_day(begins, sentence.length or Length())
    ends = last_day(custodial_ends + ONE_DAY, sentence.extension) if sentence.extension else custodial_ends
    return Part(sentence=sentence, begins=begins, custodial_ends=custodial_ends, ends=ends)


def chains_of(sentences: Sequence[Sentence]) -> tuple[Chain, ...]:
    """Every chain of the sentences, which `check_order` has found in order."""
    by_name = {each.name: each for each in sentences}
    followed = {each.consecutive_to for each in sentences}
    return tuple(_chain_to(each, by_name) for each in sentences if each.name not in followed)


def _chain_to(last: Sentence, by_name: Mapping[str, Sentence]) -> Chain:
    line = [last]
    while line[0].consecutive_to is not None:
        line.insert(0, by_name[line[0].consecutive_to])
    parts: list[Part] = []
    for sentence in line:
        parts.append(part_of(sentence, parts[-1].ends + ONE_DAY if parts else sentence.sentenced_on))
    return Chain(tuple(parts))


def check_order(sentences: Sequence[Sentence], wrong: Wrong) -> None:
    """That every sentence after which another runs is there, passed no later, of a kind that can be added to it, and
    that nothing runs after itself.
    """
    by_name = {each.name: each for each in sentences}
    for name in {each.name for each in sentences if sum(other.name == each.name for other in sentences) > 1}:
        wrong.add("sentences", f"Two sentences are called {name}: give each a name of its own.")
    for each in sentences:
        if each.consecutive_to is None:
            continue
        before = by_name.get(each.consecutive_to)
        if before is None:
            known = ", ".join(by_name)
            wrong.of(
                each,
                "consecutive_to",
                f"There is no sentence called {each.consecutive_to}: name one of {known}, or leave it out.",
            )
        else:
            _check_pair(each, before, wrong)
    _check_no_circle(sentences, by_name, wrong)


def _check_pair(each: Sentence, before: Sentence, wrong: Wrong) -> None:
    kinds = {each.kind, before.kind}
    if before is each:
        return  # a circle of one, which is told as one
    if kinds & ORDERS or kinds & INDETERMINATE or not (kinds <= TERMS or kinds == {Kind.DETENTION_AND_TRAINING}):
        wrong.of(
            each,
            "consecutive_to",
            f"{each.kind.label} after {before.kind.label.lower()} is not worked out here: leave it out, and work out "
            "each alone.",
        )
    if each.sentenced_on < before.sentenced_on:
        wrong.of(
            each,
            "consecutive_to",
            f"Sentence {before.name} was passed later than this one: a sentence can only follow one that was passed "
            "before it or with it.",
        )


def _check_no_circle(sentences: Sequence[Sentence], by_name: Mapping[str, Sentence], wrong: Wrong) -> None:
    for each in sentences:
        seen = [each.name]
        following = each.consecutive_to
        while following is not None and following in by_name and following not in seen:
            seen.append(following)
            following = by_name[following].consecutive_to
        if following == each.name:
            circle = " after ".join([*seen, each.name])
            wrong.of(each, "consecutive_to", f"It runs after itself ({circle}): one of them must come first.")

"""What would change a day: the same case with one thing otherwise, worked out again, and told where it differs.

So every sentence of the kind *had the offence been before 1 February 2015 …* is a calculation and no memory. What the
rules refuse when it is changed is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from throughcare.facts.words import say_day
from throughcare.rules.sentences.dated import Dated, DateName
from throughcare.rules.sentences.kinds import Case, Kind, ReleaseGroup, Sentence
from throughcare.rules.sentences.lengths import ONE_DAY, Length
from throughcare.rules.sentences.refused import CannotBeWorkedOut
from throughcare.rules.sentences.rule_sets import ORA_FROM

WorkOut = Callable[[Case], Sequence[Dated]]
Changed = tuple[str, Case, bool]
"""In words; the case with that one thing otherwise; and whether only what then comes or goes is told: of another
length everybody expects other days.
"""
OTHER_DAY = "Another length, or another day of the sentence."
NO_LICENCE, NO_SUPERVISION = "release would be without a licence", "there would be no post-sentence supervision"


def with_changes(case: Case, found: Sequence[Dated], work_out: WorkOut) -> tuple[Dated, ...]:
    """Each day with what would change it, after what the rule itself says."""
    told: dict[int, list[str]] = {place: [] for place in range(len(found))}
    for words, other, is_of_length in _others(case):
        try:
            days = {(each.name, each.of): each.day for each in work_out(other)}
        except CannotBeWorkedOut:
            continue
        for place, each in enumerate(found):
            key = (each.name, each.of)
            if key not in days or days[key] == each.day or (is_of_length and each.day and days[key]):
                continue
            told[place].append(f"{words}, {_would_be(each.name, days[key])}.")
    every = {place: (*told[place], *each.would_change) or (OTHER_DAY,) for place, each in enumerate(found)}
    return tuple(replace(each, would_change=every[place]) for place, each in enumerate(found))


def _would_be(name: DateName, day: date | None) -> str:
    if day is not None:
        return f"it would be {say_day(day)}"
    if name is DateName.LICENCE_END:
        return NO_LICENCE
    return NO_SUPERVISION if name is DateName.SUPERVISION_END else "there would be none"


def _others(case: Case) -> Iterator[Changed]:
    yield from _by_offence(case)
    yield from _by_person(case)
    if len(case.sentences) == 1:
        yield from _by_length(case, case.sentences[0])
    if any(each.credit for each in case.sentences):
        yield (
            "Without the days that count as served",
            _each(case, lambda said: replace(said, remand_days=0, tagged_bail_days=0)),
            False,
        )
    if any(each.consecutive_to for each in case.sentences):
        yield (
            "Had the sentences run beside each other",
            _each(case, lambda said: replace(said, consecutive_to=None)),
            False,
        )


def _each(case: Case, change: Callable[[Sentence], Sentence]) -> Case:
    return replace(case, sentences=tuple(map(change, case.sentences)), recall=None)


def _by_offence(case: Case) -> Iterator[Changed]:
    before, on = ORA_FROM - ONE_DAY, say_day(ORA_FROM)
    if any(each.offence_on >= ORA_FROM for each in case.sentences):
        yield (
            f"Had the offence been before {on}",
            _each(case, lambda said: replace(said, offence_on=min(said.offence_on, before))),
            False,
        )
    if any(each.offence_on < ORA_FROM <= each.sentenced_on for each in case.sentences):
        yield (
            f"Had the offence been on or after {on}",
            _each(case, lambda said: replace(said, offence_on=max(said.offence_on, ORA_FROM))),
            False,
        )
    if any(each.release_group for each in case.sentences):
        is_ordinary = all(each.release_group is ReleaseGroup.ORDINARY for each in case.sentences)
        other = ReleaseGroup.LISTED_2024 if is_ordinary else ReleaseGroup.ORDINARY
        words = "listed in the order of 2024" if is_ordinary else "in none of the lists"
        yield f"Had the offence been {words}", _each(case, lambda said: replace(said, release_group=other)), False


def _by_person(case: Case) -> Iterator[Changed]:
    if not any(each.kind in _WITH_AGE for each in case.sentences):
        return
    is_young = case.age_at_release is not None and case.age_at_release < 18
    for age, words in ((17, "Had they been under 18 on the last day of custody"), (18, "Had they been 18 by then")):
        if case.born_on or (age == 18) is is_young:
            yield words, replace(case, born_on=None, age_at_release=age, recall=None), False


_WITH_AGE = frozenset({Kind.CUSTODY, Kind.LONG_DETENTION, Kind.DETENTION_AND_TRAINING})
_LENGTHS = (
    (Length(days=1), "one day"),
    (Length(months=11), "11 months"),
    (Length(months=12), "12 months"),
    (Length(years=2), "2 years"),
)
"""Lengths on the edges of the rules: one day; below and at twelve months; two years."""


def _by_length(case: Case, said: Sentence) -> Iterator[Changed]:
    if said.kind not in (Kind.CUSTODY, Kind.LONG_DETENTION) or said.length is None:
        return
    for length, words in _LENGTHS:
        if length != said.length:
            other = replace(said, length=length)
            yield f"Had the term been {words}", replace(case, sentences=(other,), recall=None), True

"""Every sentence with its dates, each date with its rule: what a court passed in; the days that follow from it out.

`work_out(case)` gives each day with the set of rules that gave it, its source, whether anybody verified it, what it
rests on and what would change it; or raises `CannotBeWorkedOut`, which names field by field what is wrong. The sets of
rules are dated (`rule_sets`), and a day that none covers is refused. It is advice: the prison's own calculation of a
person's dates is the one that counts.

Not worked out: home detention curfew, days added or unlawfully at large, extended sentences of before 3 December 2012,
special custodial sentences for offences of particular concern, terrorist offences, terms under the Criminal Justice Act
1991, and courts-martial.
"""

from __future__ import annotations

from dataclasses import dataclass

from throughcare.facts.words import say_day
from throughcare.rules.sentences.changes import with_changes
from throughcare.rules.sentences.checks import check_case
from throughcare.rules.sentences.custody import Terms, dates_of_terms, terms_of
from throughcare.rules.sentences.dated import Dated, DateName
from throughcare.rules.sentences.indeterminate import dates_of_indeterminate
from throughcare.rules.sentences.kinds import (
    INDETERMINATE,
    ORDERS,
    TERMS,
    Case,
    Kind,
    Recall,
    RecallKind,
    ReleaseGroup,
    Requirement,
    RequirementKind,
    Sentence,
)
from throughcare.rules.sentences.lengths import Length
from throughcare.rules.sentences.orders import dates_of_order
from throughcare.rules.sentences.recalls import check_recall, dates_of_recall
from throughcare.rules.sentences.refused import CannotBeWorkedOut, Wrong
from throughcare.rules.sentences.requirements import check_requirements
from throughcare.rules.sentences.youth import dates_of_training

VERSION = "sentences-1"
"""The version of these rules as a whole. Whoever changes a rule changes it."""


@dataclass(frozen=True, slots=True)
class WorkedOut:
    """The days of a case, in the order of the rules, and what must be known beside them."""

    dates: tuple[Dated, ...]
    notes: tuple[str, ...]
    version: str = VERSION

    def named(self, name: DateName, of: str = "") -> Dated | None:
        """The day of this name; None where the case has no such day."""
        return next((each for each in self.dates if each.name is name and each.of == of), None)

    @property
    def is_verified(self) -> bool:
        """Whether the source of every day was read."""
        return all(each.is_verified for each in self.dates)


def work_out(case: Case) -> WorkedOut:
    """Every day of the sentences of a case, each with its rule and with what would change it.

    Raises `CannotBeWorkedOut`, which says field by field what is wrong and what would be right.
    """
    dates, terms = _days(case)
    return WorkedOut(with_changes(case, dates, lambda other: _days(other)[0]), _notes(case, terms))


def _days(case: Case) -> tuple[list[Dated], Terms | None]:
    wrong = check_case(case)
    wrong.check()
    found: list[Dated] = []
    is_one = len(case.sentences) == 1
    for sentence in case.sentences:
        if sentence.kind in ORDERS:
            found += dates_of_order(sentence, "" if is_one else f"sentence {sentence.name}")
        elif sentence.kind in INDETERMINATE:
            found += dates_of_indeterminate(case, sentence)
    terms = _terms(case, wrong)
    if terms is not None:
        found += dates_of_terms(terms)
        if case.recall is not None:
            check_recall(terms, case.recall, wrong)
            wrong.check()
            found += dates_of_recall(terms, case.recall)
    training = [each for each in case.sentences if each.kind is Kind.DETENTION_AND_TRAINING]
    if training:
        found += dates_of_training(case, training, wrong)
    return found, terms


def _terms(case: Case, wrong: Wrong) -> Terms | None:
    sentences = [each for each in case.sentences if each.kind in TERMS]
    return terms_of(case, sentences, wrong) if sentences else None


def _notes(case: Case, terms: Terms | None) -> tuple[str, ...]:
    notes = ["This is advice. For anybody in custody, the dates that count are those that the prison has worked out."]
    if terms is not None and case.released_on is not None and case.released_on != terms.release:
        side = "before" if case.released_on < terms.release else "after"
        notes.append(
            f"The release that was given, {say_day(case.released_on)}, is {side} the one worked out here, "
            f"{say_day(terms.release)}: home detention curfew, added days or the Parole Board can be the reason. "
            "Post-sentence supervision is counted from the one worked out."
        )
    return tuple(notes)


__all__ = [
    "VERSION",
    "CannotBeWorkedOut",
    "Case",
    "DateName",
    "Dated",
    "Kind",
    "Length",
    "Recall",
    "RecallKind",
    "ReleaseGroup",
    "Requirement",
    "RequirementKind",
    "Sentence",
    "WorkedOut",
    "check_requirements",
    "work_out",
]

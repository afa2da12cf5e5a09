"""A day with the rule that gave it: what it rests on, how sure we are, and what would change it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from throughcare.facts.fact import Coded
from throughcare.facts.words import say_day
from throughcare.rules.sentences.rule_sets import NEW_LAW, NEW_LAW_FROM, RuleSet


class DateName(Coded):
    """The days that can be worked out, in the order in which they are told."""

    ORDER_END = "order_end", "Order ends"
    SUPERVISION_PERIOD_END = "supervision_period_end", "Supervision period ends"
    OPERATIONAL_END = "operational_end", "Operational period ends"
    UNPAID_WORK_END = "unpaid_work_end", "Unpaid work to be done by"
    ACTIVITY_END = "rehabilitation_activity_end", "Rehabilitation activity lasts until"
    REQUIREMENT_END = "requirement_end", "Requirement ends"
    TARIFF_END = "tariff_end", "Minimum term ends"
    PAROLE_FROM = "parole_from", "Parole Board may direct release from"
    CONDITIONAL_RELEASE = "conditional_release", "Release"
    LATEST_RELEASE = "latest_release", "Release at the latest"
    RERELEASE = "release_after_recall", "Release after recall"
    LICENCE_END = "licence_end", "Licence ends"
    LICENCE_REVIEW = "licence_review", "Licence can be ended from"
    SENTENCE_END = "sentence_end", "Sentence ends"
    YOUTH_SUPERVISION_END = "youth_supervision_end", "Supervision of a young person ends"
    SUPERVISION_END = "post_sentence_supervision_end", "Post-sentence supervision ends"


Given = tuple[str, str]
"""What a day rests on: the name of what was given or worked out before, and its value in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """One day, or that there is none (`day` is None, and `rule` says why). `of` names the sentence, or the
    requirement, that it belongs to, where there are several; `version` is the set of rules by its name.
    """

    name: DateName
    day: date | None
    rule: str
    version: str
    source: str
    is_verified: bool
    inputs: tuple[Given, ...] = ()
    would_change: tuple[str, ...] = ()
    of: str = ""

    @property
    def words(self) -> str:
        """The day as people say it; *none* where there is none."""
        return say_day(self.day) if self.day else "none"


def dated(
    name: DateName,
    day: date | None,
    rule: str,
    rules: RuleSet,
    *inputs: Given,
    also: tuple[str, ...] = (),
    of: str = "",
) -> Dated:
    """A day by a set of rules. One on or after the day from which newer law may hold is not verified, and says so."""
    found = Dated(
        name=name,
        day=day,
        rule=rule,
        version=rules.name,
        source=rules.source,
        is_verified=rules.is_verified,
        inputs=inputs,
        would_change=also,
        of=of,
    )
    if day is not None and day >= NEW_LAW_FROM:
        return replace(found, is_verified=False, would_change=(*also, NEW_LAW))
    return found

"""Recall to prison from a licence: when a fixed-term recall ends, and how long a standard one can last.

Source: Criminal Justice Act 2003, sections 254 to 255C. A period begins with the day of the return to custody.
"""

from __future__ import annotations

from datetime import date, timedelta

from throughcare.facts.words import say_day
from throughcare.rules.sentences.custody import ADULT, YEAR, Terms, about, licence_end
from throughcare.rules.sentences.dated import Dated, DateName, dated
from throughcare.rules.sentences.kinds import Kind, Recall, RecallKind
from throughcare.rules.sentences.lengths import age_on
from throughcare.rules.sentences.refused import Wrong
from throughcare.rules.sentences.rule_sets import RECALL, set_on, why_none

SHORT_DAYS, LONG_DAYS, NEW_DAYS = 14, 28, 56
"""Below twelve months; twelve months and more (section 255B); everybody of 18 and over since 31 March 2026 (255BA)."""


def check_recall(terms: Terms, recall: Recall, wrong: Wrong) -> None:
    """That there is a licence to be recalled from on that day, and a recall of that kind."""
    licence, back = licence_end(terms), recall.returned_on
    begins = min(terms.release, terms.case.released_on or terms.release)
    if licence is None:
        wrong.add(
            "recall", "Release was without a licence, so there is nothing to be recalled from: leave the recall out."
        )
    elif not begins < back <= licence:
        wrong.add(
            "recall.returned_on",
            f"{say_day(back)} is not within the licence, which runs from the day after {say_day(begins)} to "
            f"{say_day(licence)}: say the day of the return to custody.",
        )
    if recall.kind is RecallKind.FIXED_TERM and any(each.kind is Kind.EXTENDED for each in terms.sentences):
        wrong.add("recall.kind", "After an extended sentence there is no fixed-term recall: choose a standard recall.")
    if set_on(RECALL, back) is None:
        wrong.add("recall.returned_on", why_none(RECALL, back, "a recall"))


def fixed_term_days(terms: Terms, back: date) -> int:
    """How many days a fixed-term recall lasts, by the day of the return and the length of the sentence."""
    age = age_on(terms.case.born_on, back) if terms.case.born_on else terms.age
    rules = set_on(RECALL, back)
    if rules is RECALL[-1] and (age is None or age >= ADULT):
        return NEW_DAYS
    return LONG_DAYS if any(chain.is_at_least(YEAR) for chain in terms.chains) else SHORT_DAYS


def dates_of_recall(terms: Terms, recall: Recall) -> list[Dated]:
    """The day of release after a recall. `check_recall` has found it in order."""
    rules, licence = set_on(RECALL, recall.returned_on) or RECALL[0], licence_end(terms)
    given = (*about(terms), ("Return to custody", say_day(recall.returned_on)))
    if recall.kind is RecallKind.STANDARD:
        rule = (
            "The Parole Board or the Secretary of State may direct release before; at the latest, it is when the "
            "licence would have ended."
        )
        return [dated(DateName.RERELEASE, licence, rule, rules, *given)]
    days = fixed_term_days(terms, recall.returned_on)
    day = recall.returned_on + timedelta(days=days - 1)
    rule = f"Released at the end of {days} days, of which the day of the return is the first; the licence then goes on."
    if licence is not None and day > licence:
        day, rule = licence, f"{days} days would go beyond the licence, so release is when the licence ends."
    return [dated(DateName.RERELEASE, day, rule, rules, *given)]

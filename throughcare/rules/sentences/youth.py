"""Detention and training orders: half in custody, half under supervision; and more where the person is 18 by then.

Source: Powers of Criminal Courts (Sentencing) Act 2000, sections 101 to 106B; Offender Rehabilitation Act 2014, section
6, notes 66 to 71; Sentencing Act 2020, sections 236 and 241 to 247. Several consecutive orders count as one.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from throughcare.calendar import add_calendar_days, add_months
from throughcare.facts.words import say_day
from throughcare.rules.sentences.chains import Chain, chains_of
from throughcare.rules.sentences.custody import ADULT, COMMUNITY_MONTHS
from throughcare.rules.sentences.dated import Dated, DateName, Given, dated
from throughcare.rules.sentences.kinds import Case, Sentence
from throughcare.rules.sentences.lengths import Length, age_on, last_day, whole_days
from throughcare.rules.sentences.refused import Wrong
from throughcare.rules.sentences.release import HALF
from throughcare.rules.sentences.rule_sets import BEFORE_TOP_UP, DETENTION_AND_TRAINING, TOP_UP, RuleSet, set_on

LONGEST = Length(months=24)
SHORTEST = Length(months=4)
LENGTHS_BEFORE_2022 = (4, 6, 8, 10, 12, 18, 24)
"""Months. Source: section 158 of the Police, Crime, Sentencing and Courts Act 2022, which took them out."""


def dates_of_training(case: Case, sentences: Sequence[Sentence], wrong: Wrong) -> list[Dated]:
    """The half-way point, the end, and supervision after it. Raises `CannotBeWorkedOut`."""
    chains = chains_of(sentences)
    credit = sum(each.credit for each in sentences)
    chain = max(chains, key=lambda each: each.ends)
    longest = max(each.days for each in chains)
    if credit > longest:
        wrong.add(
            "remand_days", f"{credit:,} days count as served, and the order has {longest:,}: check the days on remand."
        )
    if any(each.ends > _longest(each) for each in chains):
        wrong.add("length", "Detention and training orders are 24 months at most, together: check the lengths.")
    half = max(_half(each, credit) for each in chains)
    half = max(half, *(each.sentenced_on for each in sentences))
    age = case.age_at_release
    if age is None and case.born_on is not None:
        age = age_on(case.born_on, half)
    is_of_new_offence = any(each.offence_on >= TOP_UP.first for each in sentences)
    if age is None and is_of_new_offence and chain.ends < _longest(chain):
        wrong.add(
            "born_on",
            f"Say the date of birth, or the age on {say_day(half)}, the half-way point: whoever is 18 by then is "
            "supervised for longer.",
        )
    wrong.check()
    rules = set_on(DETENTION_AND_TRAINING, sentences[-1].sentenced_on) or DETENTION_AND_TRAINING[-1]
    end = chain.ends - timedelta(days=credit)
    return _told(sentences, half, end, age, rules, is_full=chain.ends >= _longest(chain))


def _longest(chain: Chain) -> date:
    return last_day(chain.begins, LONGEST)


def _half(chain: Chain, credit: int) -> date:
    return add_calendar_days(chain.begins, whole_days(chain.days * HALF) - 1 - credit)


def _told(
    sentences: Sequence[Sentence], half: date, end: date, age: int | None, rules: RuleSet, *, is_full: bool
) -> list[Dated]:
    given: tuple[Given, ...] = (
        *(
            (f"Order {each.name}", f"{each.length.words if each.length else ''}, made on {say_day(each.sentenced_on)}")
            for each in sentences
        ),
        ("Age at the half-way point", "not said" if age is None else str(age)),
    )
    released = (
        "One half of the term is served in custody; the court or the Secretary of State may move it by a month or two."
    )
    supervised = "Supervision lasts until the term of the order ends."
    return [
        dated(DateName.CONDITIONAL_RELEASE, half, released, rules, *given),
        dated(DateName.SENTENCE_END, end, supervised, rules, *given),
        _supervision(sentences, half, end, age, given, is_full=is_full),
    ]


def _supervision(
    sentences: Sequence[Sentence], half: date, end: date, age: int | None, given: tuple[Given, ...], *, is_full: bool
) -> Dated:
    name = DateName.SUPERVISION_END
    if not any(each.offence_on >= TOP_UP.first for each in sentences):
        return dated(
            name, None, "No further supervision: the offence was before 1 February 2015.", BEFORE_TOP_UP, *given
        )
    if is_full:
        return dated(name, None, "No further supervision: the order is of 24 months.", TOP_UP, *given)
    if age is None or age < ADULT:  # not said is refused before, where it matters
        return dated(name, None, "No further supervision: under 18 at the half-way point.", TOP_UP, *given)
    day = add_months(half, COMMUNITY_MONTHS)
    if day <= end:
        return dated(name, None, "The order itself lasts twelve months from the half-way point.", TOP_UP, *given)
    rule = (
        "18 or over at the half-way point, and the order is below 24 months: supervision until twelve months after it."
    )
    return dated(name, day, rule, TOP_UP, *given)

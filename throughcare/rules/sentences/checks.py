"""What a case must say, and may not say, before any day is worked out: everything that is wrong, all at once."""

from __future__ import annotations

from collections.abc import Mapping

from throughcare.facts.words import say_day
from throughcare.rules.sentences.chains import check_order, part_of
from throughcare.rules.sentences.kinds import (
    INDETERMINATE,
    ORDERS,
    TERMS,
    Case,
    Kind,
    ReleaseGroup,
    Sentence,
)
from throughcare.rules.sentences.lengths import Length, age_on, is_at_least, last_day
from throughcare.rules.sentences.orders import check_order_of
from throughcare.rules.sentences.refused import Wrong
from throughcare.rules.sentences.requirements import check_requirements
from throughcare.rules.sentences.rule_sets import (
    ACT_2003_FROM,
    LASPO_FROM,
    ORA_FROM,
    PCSC_FROM,
    SETS_OF,
    set_on,
    why_none,
)
from throughcare.rules.sentences.youth import LENGTHS_BEFORE_2022, LONGEST, SHORTEST

SENTENCES_AT_MOST = 50
"""More than anybody has; the number is ours."""
YEARS_AT_MOST = 99
"""No fixed term is longer; the number is ours, so that a slip of the keyboard is told."""
YOUNGEST, OLDEST = 10, 110
"""The age of criminal responsibility (Children and Young Persons Act 1933, section 50); the other is ours."""
EXTENSION_LEAST = Length(years=1)
"""Source: Offender Rehabilitation Act 2014, section 8, note 8; Sentencing Act 2020, sections 256 and 281."""
EXTENSION_MOST = Length(years=10)
"""Five years for violent offences, eight for sexual ones, ten for serious terrorism (Sentencing Act 2020, section 256):
which of them an offence is, is not asked, so only what is beyond all of them is refused."""


def check_case(case: Case) -> Wrong:
    """Everything that is wrong with what was said, before any rule looks at it."""
    wrong = Wrong(case.sentences)
    if not case.sentences:
        wrong.add("sentences", "Say at least one sentence.")
    if len(case.sentences) > SENTENCES_AT_MOST:
        wrong.add("sentences", f"{len(case.sentences)} sentences are too many: {SENTENCES_AT_MOST} at most.")
        return wrong
    for sentence in case.sentences:
        is_placed = _check_days(sentence, wrong)
        is_measured = _check_lengths(sentence, wrong)
        if is_placed and is_measured:
            _check_sentence(sentence, wrong)
        _check_credit(sentence, wrong, is_right=is_placed and is_measured)
    check_order(case.sentences, wrong)
    _check_person(case, wrong)
    return wrong


def _check_days(sentence: Sentence, wrong: Wrong) -> bool:
    """Whether there are rules for the day of the sentence, so that its lengths can be looked at."""
    if sentence.sentenced_on < sentence.offence_on:
        wrong.of(
            sentence,
            "sentenced_on",
            f"The sentence ({say_day(sentence.sentenced_on)}) is before the offence ({say_day(sentence.offence_on)}): "
            "one of the two days is wrong.",
        )
    sets = SETS_OF[sentence.kind]
    if set_on(sets, sentence.sentenced_on) is None:
        what = f"a sentence of this kind ({sentence.kind.label.lower()}) passed"
        wrong.of(sentence, "sentenced_on", why_none(sets, sentence.sentenced_on, what))
        return False
    if sentence.kind in TERMS and sentence.offence_on < ACT_2003_FROM and sentence.sentenced_on < LASPO_FROM:
        wrong.of(
            sentence,
            "offence_on",
            f"No set of rules here covers an offence of before {say_day(ACT_2003_FROM)} that was sentenced before "
            f"{say_day(LASPO_FROM)}: the Criminal Justice Act 1991 governs it. Ask the prison's sentence calculation.",
        )
    return True


def _lengths(sentence: Sentence) -> Mapping[str, Length | None]:
    return {
        "length": sentence.length,
        "extension": sentence.extension,
        "tariff": sentence.tariff,
        "operational": sentence.operational,
        "supervision": sentence.supervision,
        **{f"requirements[{place}].length": each.length for place, each in enumerate(sentence.requirements)},
    }


def _check_lengths(sentence: Sentence, wrong: Wrong) -> bool:
    """Whether every length is one: no part below nothing, not nothing, not longer than anybody lives."""
    is_right = True
    for field, length in _lengths(sentence).items():
        if length is None:
            continue
        numbers = [number for _, number in length.parts]
        fault = ""
        if min(numbers) < 0:
            fault = "A length cannot be negative: say years, months, weeks or days as whole numbers from 0."
        elif not any(numbers):
            fault = "A length of nothing is no length: say years, months, weeks or days."
        elif 365 * length.years + 30 * length.months + 7 * length.weeks + length.days > 366 * YEARS_AT_MOST:
            fault = f"{length.words} is longer than any sentence here: {YEARS_AT_MOST} years at most."
        if fault:
            wrong.of(sentence, field, fault)
            is_right = False
    return is_right


_WANTED: dict[Kind, tuple[str, str]] = {
    Kind.LIFE: ("tariff", "Say the minimum term that the court set."),
    Kind.IPP: ("tariff", "Say the minimum term that the court set."),
}
_ONLY: dict[str, tuple[frozenset[Kind], str]] = {
    "extension": (frozenset({Kind.EXTENDED}), "an extended sentence"),
    "tariff": (INDETERMINATE, "a life sentence or imprisonment for public protection"),
    "operational": (frozenset({Kind.SUSPENDED_SENTENCE_ORDER}), "a suspended sentence order"),
    "supervision": (frozenset({Kind.SUSPENDED_SENTENCE_ORDER}), "a suspended sentence order"),
}


def _check_sentence(sentence: Sentence, wrong: Wrong) -> None:
    field, words = _WANTED.get(sentence.kind, ("length", "Say how long it is: years, months, weeks or days."))
    if _lengths(sentence)[field] is None:
        wrong.of(sentence, field, words)
    for name, (kinds, of) in _ONLY.items():
        if _lengths(sentence)[name] is not None and sentence.kind not in kinds:
            wrong.of(sentence, name, f"Only {of} has one: leave it out.")
    if sentence.kind in INDETERMINATE and sentence.length is not None:
        wrong.of(sentence, "length", "It has no length: say the minimum term as the tariff, and leave this out.")
    if sentence.requirements and sentence.kind not in ORDERS:
        wrong.of(sentence, "requirements", f"{sentence.kind.label} has no requirements of an order: leave them out.")
    if sentence.kind in ORDERS:
        check_order_of(sentence, wrong)
        for name, fault in check_requirements(sentence):
            wrong.of(sentence, name, fault)
    if sentence.release_group is ReleaseGroup.TERRORIST:
        wrong.of(
            sentence,
            "release_group",
            "Release of people sentenced for terrorist offences (section 247A) is not worked out here: ask the prison.",
        )
    if sentence.kind is Kind.EXTENDED:
        _check_extended(sentence, wrong)
    if sentence.kind is Kind.DETENTION_AND_TRAINING:
        _check_training(sentence, wrong)


def _check_extended(sentence: Sentence, wrong: Wrong) -> None:
    if sentence.extension is None:
        wrong.of(sentence, "extension", "Say the extension period: 1 year at least.")
        return
    begins = sentence.sentenced_on
    end = last_day(begins, sentence.extension)
    if sentence.offence_on >= ORA_FROM and not is_at_least(begins, end, EXTENSION_LEAST):
        wrong.of(
            sentence,
            "extension",
            f"An extension of {sentence.extension.words} is too short: 1 year at least, for offences on or after "
            f"{say_day(ORA_FROM)}.",
        )
    if end > last_day(begins, EXTENSION_MOST):
        wrong.of(
            sentence,
            "extension",
            f"An extension of {sentence.extension.words} is too long: 5 years at most for violent offences, 8 for "
            "sexual ones, 10 for serious terrorism.",
        )


def _check_training(sentence: Sentence, wrong: Wrong) -> None:
    if sentence.length is None:
        return
    begins, end = sentence.sentenced_on, last_day(sentence.sentenced_on, sentence.length)
    if begins < PCSC_FROM:
        if end not in {last_day(begins, Length(months=months)) for months in LENGTHS_BEFORE_2022}:
            wrong.of(
                sentence,
                "length",
                f"A detention and training order made before {say_day(PCSC_FROM)} is of 4, 6, 8, 10, 12, 18 or 24 "
                f"months, and not of {sentence.length.words}.",
            )
    elif not last_day(begins, SHORTEST) <= end <= last_day(begins, LONGEST):
        wrong.of(
            sentence,
            "length",
            f"A detention and training order is of 4 to 24 months, and not of {sentence.length.words}.",
        )


def _check_credit(sentence: Sentence, wrong: Wrong, *, is_right: bool) -> None:
    has_any = False
    for field, days in (("remand_days", sentence.remand_days), ("tagged_bail_days", sentence.tagged_bail_days)):
        if days < 0:
            wrong.of(sentence, field, f"{days} days is no number of days: say 0 or more.")
        has_any = has_any or days > 0
    if not has_any or min(sentence.remand_days, sentence.tagged_bail_days) < 0:
        return
    if sentence.kind in ORDERS:
        wrong.of(
            sentence, "remand_days", f"Days on remand do not shorten a {sentence.kind.label.lower()}: leave them out."
        )
    elif sentence.kind in INDETERMINATE:
        wrong.of(
            sentence,
            "remand_days",
            "The court took days on remand off when it set the minimum term: leave them out, or they count twice.",
        )
    elif sentence.kind is Kind.DETENTION_AND_TRAINING and sentence.sentenced_on < PCSC_FROM:
        wrong.of(
            sentence,
            "remand_days",
            f"Until {say_day(PCSC_FROM)} the court took remand into account in the length of a detention and training "
            "order: leave the days out.",
        )
    elif is_right and sentence.length is not None:
        _check_credit_fits(sentence, wrong)


def _check_credit_fits(sentence: Sentence, wrong: Wrong) -> None:
    days = part_of(sentence, sentence.sentenced_on).custodial_days
    if sentence.credit > days:
        wrong.of(
            sentence,
            "remand_days",
            f"{sentence.credit:,} days count as served, and the term has {days:,}: check the days on remand and on "
            "tagged bail.",
        )


def _check_person(case: Case, wrong: Wrong) -> None:
    if not case.sentences:
        return
    first_offence = min(each.offence_on for each in case.sentences)
    first_sentence = min(each.sentenced_on for each in case.sentences)
    if case.born_on is not None:
        age = age_on(case.born_on, first_offence)
        if not YOUNGEST <= age <= OLDEST:
            wrong.add(
                "born_on",
                f"Born on {say_day(case.born_on)}, the person was {age} at the offence of {say_day(first_offence)}: "
                f"{YOUNGEST} to {OLDEST} is possible. One of the two days is wrong.",
            )
    if case.age_at_release is not None and not YOUNGEST <= case.age_at_release <= OLDEST:
        wrong.add("age_at_release", f"{case.age_at_release} is no age here: {YOUNGEST} to {OLDEST}.")
    if case.released_on is not None and case.released_on.year > first_sentence.year + OLDEST:
        wrong.add(
            "released_on", f"{say_day(case.released_on)} is beyond a lifetime after the sentence: check the year."
        )
    if case.released_on is not None and case.released_on < first_sentence:
        wrong.add(
            "released_on",
            f"The release ({say_day(case.released_on)}) is before the sentence ({say_day(first_sentence)}): one of the "
            "two days is wrong.",
        )
    if case.recall is not None and not any(each.kind in TERMS for each in case.sentences):
        wrong.add("recall", "A recall is worked out after a prison term only: leave it out.")

"""Life sentences and imprisonment for public protection: the minimum term, and what nobody can know beyond it.

Source: Crime (Sentences) Act 1997, sections 28, 31 and 31A (not read: every day here says so). The court takes days on
remand off when it sets the minimum term (Criminal Justice Act 2003, section 269(3)), so none are taken off again.
"""

from __future__ import annotations

from throughcare.calendar import add_months
from throughcare.facts.words import say_day
from throughcare.rules.sentences.dated import Dated, DateName, Given, dated
from throughcare.rules.sentences.kinds import Case, Kind, Sentence
from throughcare.rules.sentences.lengths import Length, last_day
from throughcare.rules.sentences.rule_sets import SETS_OF, RuleSet, set_on

REVIEW_MONTHS = 36
"""From the first release to the review at which a licence for public protection can end. Source: Victims and Prisoners
Act 2024, in force on 1 November 2024 (not read); the Sentencing Act 2026, section 42, makes it shorter."""


def dates_of_indeterminate(case: Case, sentence: Sentence) -> list[Dated]:
    """The end of the minimum term, and that release and licence have no day that can be worked out."""
    rules = set_on(SETS_OF[sentence.kind], sentence.sentenced_on) or SETS_OF[sentence.kind][0]
    tariff = sentence.tariff or Length()
    given: tuple[Given, ...] = (
        ("Minimum term", tariff.words),
        ("Sentence", f"{sentence.kind.label}, passed on {say_day(sentence.sentenced_on)}"),
    )
    return [
        dated(
            DateName.TARIFF_END,
            last_day(sentence.sentenced_on, tariff),
            "The minimum term counts its first day. The Parole Board can direct release from then on, and need not.",
            rules,
            *given,
        ),
        dated(
            DateName.CONDITIONAL_RELEASE,
            None,
            "There is no day of release: the Parole Board directs it when the person can be managed outside.",
            rules,
            *given,
        ),
        *_licence(case, sentence, rules, given),
    ]


def _licence(case: Case, sentence: Sentence, rules: RuleSet, given: tuple[Given, ...]) -> list[Dated]:
    if sentence.kind is Kind.LIFE:
        return [dated(DateName.LICENCE_END, None, "The licence lasts for life.", rules, *given)]
    found = [dated(DateName.LICENCE_END, None, "The licence lasts until it is ended.", rules, *given)]
    if case.released_on:
        rule = "The licence can be ended three years after the first release; it ends then or later."
        day = add_months(case.released_on, REVIEW_MONTHS)
        also = (
            "A recall in between begins other periods.",
            "Released before 1 November 2024, the period was ten years.",
        )
        released = ("First release", say_day(case.released_on))
        found.append(dated(DateName.LICENCE_REVIEW, day, rule, rules, *given, released, also=also))
    return found

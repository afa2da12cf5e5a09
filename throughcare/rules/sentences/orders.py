"""Orders that are served in the community: when each ends, and until when its requirements last.

Source: Criminal Justice Act 2003, sections 177, 189, 199 and 200A; Sentencing Act 2020, sections 187, 209, 220 and 288
and schedule 9. An order counts the day on which it is made.
"""

from __future__ import annotations

from datetime import date

from throughcare.facts.words import say_day
from throughcare.rules.sentences.dated import Dated, DateName, Given, dated
from throughcare.rules.sentences.kinds import Kind, Requirement, RequirementKind, Sentence
from throughcare.rules.sentences.lengths import Length, is_at_least, last_day, months_of
from throughcare.rules.sentences.refused import Wrong
from throughcare.rules.sentences.rule_sets import SETS_OF, RuleSet, set_on

LONGEST_ORDER = Length(years=3)
"""Source: Criminal Justice Act 2003, section 177(5); Sentencing Act 2020, sections 187(2) and 209(2)."""
UNPAID_WORK_MONTHS = 12
"""Source: Sentencing Act 2020, schedule 9, paragraph 1; Criminal Justice Act 2003, section 200(2)."""
SHORTEST_PERIOD = months_of(6)
"""Of the operational and the supervision period. Source: Sentencing Act 2020, section 288."""
SHORTEST_TERM = Length(days=14)
LONGEST_TERM = {"suspended-2005": months_of(12), "suspended-2012": Length(years=2), "suspended-2026": Length(years=3)}
LONGEST_PERIOD = {
    "suspended-2005": Length(years=2),
    "suspended-2012": Length(years=2),
    "suspended-2026": Length(years=3),
}
"""By set of rules, whose sources stand with them."""


def check_order_of(sentence: Sentence, wrong: Wrong) -> None:
    """That the length of an order, and the periods of a suspended sentence, are within the law."""
    rules = set_on(SETS_OF[sentence.kind], sentence.sentenced_on)
    if rules is None or sentence.length is None:
        return  # told elsewhere
    if sentence.kind is Kind.SUSPENDED_SENTENCE_ORDER:
        _check_suspended(sentence, sentence.length, rules, wrong)
    elif _is_longer(sentence, sentence.length, LONGEST_ORDER):
        wrong.of(sentence, "length", f"An order of {sentence.length.words} is too long: 3 years at most.")


def _is_longer(sentence: Sentence, length: Length, most: Length) -> bool:
    return last_day(sentence.sentenced_on, length) > last_day(sentence.sentenced_on, most)


def _is_shorter(sentence: Sentence, length: Length, least: Length) -> bool:
    return not is_at_least(sentence.sentenced_on, last_day(sentence.sentenced_on, length), least)


def _check_suspended(sentence: Sentence, term: Length, rules: RuleSet, wrong: Wrong) -> None:
    longest, period = LONGEST_TERM[rules.name], LONGEST_PERIOD[rules.name]
    if _is_longer(sentence, term, longest) or _is_shorter(sentence, term, SHORTEST_TERM):
        wrong.of(
            sentence,
            "length",
            f"A term of {term.words} cannot be suspended: {SHORTEST_TERM.words} to {longest.words} can, by the rules "
            f"of {say_day(sentence.sentenced_on)}.",
        )
    if sentence.operational is None:
        wrong.of(sentence, "operational", f"Say the operational period: 6 months to {period.words}.")
    if sentence.requirements and sentence.supervision is None:
        wrong.of(sentence, "supervision", "Say the supervision period: an order with requirements has one.")
    for field, length in (("operational", sentence.operational), ("supervision", sentence.supervision)):
        if length and (_is_longer(sentence, length, period) or _is_shorter(sentence, length, SHORTEST_PERIOD)):
            wrong.of(
                sentence, field, f"The {field} period is of 6 months to {period.words}, and not of {length.words}."
            )
    if (
        sentence.operational
        and sentence.supervision
        and _is_longer(sentence, sentence.supervision, sentence.operational)
    ):
        wrong.of(
            sentence,
            "supervision",
            f"The supervision period ({sentence.supervision.words}) is longer than the operational period "
            f"({sentence.operational.words}): it cannot be.",
        )


def dates_of_order(sentence: Sentence, of: str = "") -> list[Dated]:
    """Every day of one order. `of` names it, where there are several sentences."""
    rules = set_on(SETS_OF[sentence.kind], sentence.sentenced_on) or SETS_OF[sentence.kind][0]
    begun = ("Order made", say_day(sentence.sentenced_on))
    if sentence.kind is Kind.SUSPENDED_SENTENCE_ORDER:
        found = _suspended(sentence, rules, begun, of)
    else:
        found = [_order_end(sentence, rules, begun, of)]
    last = _last_of(sentence)
    return [
        *found,
        *(day for each in sentence.requirements if (day := _requirement(sentence, each, last, rules, begun, of))),
    ]


def _last_of(sentence: Sentence) -> date:
    whole = sentence.supervision if sentence.kind is Kind.SUSPENDED_SENTENCE_ORDER else sentence.length
    return last_day(sentence.sentenced_on, whole or sentence.operational or Length())


_SOONER = ("The court can end an order sooner, or change it.",)
_WORK_GOES_ON = "An order with unpaid work lasts until the hours are done."


def _order_end(sentence: Sentence, rules: RuleSet, begun: Given, of: str) -> Dated:
    length = sentence.length or Length()
    rule = "All requirements must be complied with by the end date; the order counts the day on which it is made."
    has_work = any(each.kind is RequirementKind.UNPAID_WORK for each in sentence.requirements)
    also = (*_SOONER, _WORK_GOES_ON) if has_work else _SOONER
    end = last_day(sentence.sentenced_on, length)
    return dated(DateName.ORDER_END, end, rule, rules, begun, ("Length", length.words), also=also, of=of)


def _suspended(sentence: Sentence, rules: RuleSet, begun: Given, of: str) -> list[Dated]:
    term = ("Suspended term", (sentence.length or Length()).words)
    operational = sentence.operational or Length()
    found = [
        dated(
            DateName.OPERATIONAL_END,
            last_day(sentence.sentenced_on, operational),
            "An offence within the operational period can bring the suspended term into effect.",
            rules,
            begun,
            term,
            ("Operational period", operational.words),
            also=_SOONER,
            of=of,
        )
    ]
    if sentence.supervision:
        rule = "The requirements hold within the supervision period, which is no longer than the operational one."
        period = ("Supervision period", sentence.supervision.words)
        end = last_day(sentence.sentenced_on, sentence.supervision)
        found.append(dated(DateName.SUPERVISION_PERIOD_END, end, rule, rules, begun, term, period, also=_SOONER, of=of))
    return found


def _requirement(
    sentence: Sentence, requirement: Requirement, last: date, rules: RuleSet, begun: Given, of: str
) -> Dated | None:
    if requirement.kind is RequirementKind.UNPAID_WORK:
        end = last_day(sentence.sentenced_on, months_of(UNPAID_WORK_MONTHS))
        rule = "The hours are to be worked within twelve months; until they are done, the requirement stays in force."
        hours = ("Hours", str(requirement.amount))
        also = ("A court can extend the twelve months.",)
        return dated(DateName.UNPAID_WORK_END, end, rule, rules, begun, hours, also=also, of=of)
    if requirement.kind is RequirementKind.REHABILITATION_ACTIVITY:
        rule = "Rehabilitation activity lasts as long as the order (the supervision period of a suspended sentence)."
        days = ("Days at most", str(requirement.amount))
        return dated(DateName.ACTIVITY_END, last, rule, rules, begun, days, also=_SOONER, of=of)
    if requirement.length is None:
        return None
    end = min(last_day(sentence.sentenced_on, requirement.length), last)
    name = requirement.kind.label.lower()
    rule = "Counted from the day on which the order is made, where the court named no later one."
    return dated(
        DateName.REQUIREMENT_END,
        end,
        rule,
        rules,
        begun,
        ("Length", requirement.length.words),
        of=f"{of}: {name}" if of else name,
    )

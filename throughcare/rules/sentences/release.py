"""How much of a term is served before release: one half, 40 per cent or two thirds, by the rules of its day.

Source: Criminal Justice Act 2003, sections 244, 244ZA and 246A; SI 2024/844. A term passed before 10 September 2024 is
released from at 40 per cent too where the person was still in custody on that day (on 22 October 2024 for five years
and more), and never before that day.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from throughcare.calendar import add_calendar_days
from throughcare.rules.sentences.chains import Chain, Part
from throughcare.rules.sentences.kinds import Kind, ReleaseGroup
from throughcare.rules.sentences.lengths import Length, whole_days
from throughcare.rules.sentences.rule_sets import (
    EXTENDED,
    FORTY_FROM,
    FORTY_LONG_FROM,
    LASPO_FROM,
    PCSC_FROM,
    RELEASE,
    SEVEN_YEARS_FROM,
    SHORT_BEFORE_2012,
    RuleSet,
    set_on,
)

HALF, FORTY, TWO_THIRDS = Fraction(1, 2), Fraction(2, 5), Fraction(2, 3)
SHARE_WORDS = {HALF: "one half", FORTY: "40 per cent", TWO_THIRDS: "two thirds", Fraction(1): "the whole"}
TWELVE_MONTHS = Length(months=12)
FOUR_YEARS, FIVE_YEARS, SEVEN_YEARS, TEN_YEARS = (Length(years=years) for years in (4, 5, 7, 10))
"""Source: section 244ZA(4) and (5); SI 2024/844, articles 2(2) and 3(6); section 246A as first in force (ten years)."""
_LIFE = frozenset({ReleaseGroup.LIFE_VIOLENT, ReleaseGroup.SERIOUS_VIOLENT, ReleaseGroup.LIFE_SEXUAL})
_MOST_SERIOUS = frozenset({ReleaseGroup.SERIOUS_VIOLENT, ReleaseGroup.LIFE_SEXUAL})
_SCHEDULE_15_VIOLENT = frozenset({ReleaseGroup.VIOLENT, ReleaseGroup.LIFE_VIOLENT, ReleaseGroup.SERIOUS_VIOLENT})


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """The day on which a chain is released from, with how it came about. `by_board`: the first day on which the Parole
    Board may say so, and not a day on which anybody must be released.
    """

    day: date
    latest: date
    custody_days: int
    shares: tuple[Fraction, ...]
    rules: RuleSet
    by_board: bool
    is_moved: bool


def rules_of(part: Part) -> RuleSet:
    """The set of rules of a term, by the day on which it was passed; it was checked that there is one."""
    found = set_on(EXTENDED if part.sentence.kind is Kind.EXTENDED else RELEASE, part.sentence.sentenced_on)
    if found is None:  # pragma: no cover -- refused before
        raise ValueError(f"no rules on {part.sentence.sentenced_on}")
    return found


def rules_of_chain(chain: Chain) -> RuleSet:
    """The set of rules of consecutive terms: that of the last; below twelve months there was another until 2012."""
    last = chain.parts[-1]
    if last.sentence.sentenced_on < LASPO_FROM and not chain.is_at_least(TWELVE_MONTHS):
        return SHORT_BEFORE_2012
    return rules_of(last)


def is_two_thirds(part: Part) -> bool:
    """Whether two thirds of a term are served, by section 244ZA."""
    said, group = part.sentence, part.sentence.release_group
    if said.kind is Kind.LONG_DETENTION:
        return group in _MOST_SERIOUS and said.sentenced_on >= PCSC_FROM and part.is_at_least(SEVEN_YEARS)
    if said.sentenced_on >= PCSC_FROM and group in _MOST_SERIOUS and part.is_at_least(FOUR_YEARS):
        return True
    return said.sentenced_on >= SEVEN_YEARS_FROM and group in _LIFE and part.is_at_least(SEVEN_YEARS)


def is_forty(part: Part) -> bool:
    """Whether a term may be released from at 40 per cent, by the order of 2024."""
    if part.sentence.kind is Kind.EXTENDED or is_two_thirds(part):
        return False
    group = part.sentence.release_group
    if group in _SCHEDULE_15_VIOLENT:
        return not part.is_at_least(FOUR_YEARS)
    return group is ReleaseGroup.ORDINARY


def is_by_board(part: Part) -> bool:
    """Whether the Parole Board decides within an extended sentence: always since 13 April 2015; before, where the
    custodial term is ten years or more or the offence is in schedule 15B. Where nobody said whether it is, nobody may
    count on release by right.
    """
    if part.sentence.kind is not Kind.EXTENDED:
        return False
    return not _may_be_by_right(part) or part.sentence.is_listed_15b is not False


def is_open_who_decides(part: Part) -> bool:
    """Whether it is open if the Parole Board decides: nobody said whether the offence is in schedule 15B."""
    return part.sentence.kind is Kind.EXTENDED and _may_be_by_right(part) and part.sentence.is_listed_15b is None


def _may_be_by_right(part: Part) -> bool:
    return rules_of(part).name == "extended-2012" and not part.is_at_least(TEN_YEARS)


def share_of(part: Part, *, is_now_forty: bool) -> Fraction:
    """The share of the custodial term that is served before release."""
    if part.sentence.kind is Kind.EXTENDED or is_two_thirds(part):
        return TWO_THIRDS
    return FORTY if is_now_forty and is_forty(part) else HALF


def needs_group(part: Part, leaving: date) -> bool:
    """Whether the day of release depends on what the offence is to the rules of release."""
    said = part.sentence
    if said.kind is Kind.EXTENDED:
        return False
    is_long = (said.sentenced_on >= PCSC_FROM and part.is_at_least(FOUR_YEARS)) or (
        said.sentenced_on >= SEVEN_YEARS_FROM and part.is_at_least(SEVEN_YEARS)
    )
    return is_long or leaving >= FORTY_FROM


def leaving_of(chain: Chain, *, credit: int, not_before: date, is_short: bool) -> Leaving:
    """When a chain is released from. `not_before` is the day of the last sentence: whoever has served enough on remand
    leaves on that day. `is_short`: no chain of the person's is of five years or more.
    """
    was = [share_of(part, is_now_forty=part.sentence.sentenced_on >= FORTY_FROM) for part in chain.parts]
    now = [share_of(part, is_now_forty=True) for part in chain.parts]
    moved_on = FORTY_FROM if is_short else FORTY_LONG_FROM
    day = _day(chain, was, credit, not_before)
    shares, is_moved = was, False
    if was != now and day >= moved_on:
        shares, is_moved = now, True
        day = max(_day(chain, now, credit, not_before), moved_on)
    held = [Fraction(1) if is_by_board(part) else share for part, share in zip(chain.parts, shares, strict=True)]
    latest = max(_day(chain, held, credit, not_before), day)
    rules = RELEASE[-1] if is_moved else rules_of_chain(chain)
    return Leaving(
        day=day,
        latest=latest,
        custody_days=_days(chain, shares),
        shares=tuple(shares),
        rules=rules,
        by_board=any(map(is_by_board, chain.parts)),
        is_moved=is_moved,
    )


def _days(chain: Chain, shares: Sequence[Fraction]) -> int:
    return whole_days(
        sum((part.custodial_days * share for part, share in zip(chain.parts, shares, strict=True)), Fraction())
    )


def _day(chain: Chain, shares: Sequence[Fraction], credit: int, not_before: date) -> date:
    return max(add_calendar_days(chain.begins, _days(chain, shares) - 1 - credit), not_before)

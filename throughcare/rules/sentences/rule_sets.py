"""The sets of rules: from when to when each holds, by which day it is chosen, where it stands, how sure we are.

*Verified* says that somebody read the source that is named. A day that no set covers is refused, with the reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from throughcare.facts.fact import Coded
from throughcare.facts.words import say_day
from throughcare.rules.sentences.kinds import Kind

ACT_2003_FROM = date(2005, 4, 4)
"""Sentences under the Criminal Justice Act 2003 begin. Source: transitory provisions order, SI 2005/643."""
LASPO_FROM = date(2012, 12, 3)
"""The Act of 2012 that changed sentencing and legal aid (2012, chapter 10), part 3. Source: SI 2012/2906, article 2."""
ORA_FROM = date(2015, 2, 1)
"""Offender Rehabilitation Act 2014, by the day of the offence. Source: SI 2015/40, article 2."""
SEVEN_YEARS_FROM = date(2020, 4, 1)
"""Two thirds for listed offences of seven years or more. Source: Criminal Justice Act 2003, section 244ZA(4)."""
PCSC_FROM = date(2022, 6, 28)
"""Police, Crime, Sentencing and Courts Act 2022, sections 130, 150 and 158. Source: section 208 of that Act."""
FORTY_FROM = date(2024, 9, 10)
"""Release at 40 per cent. Source: SI 2024/844, article 1(2)(a)."""
FORTY_LONG_FROM = date(2024, 10, 22)
"""The same for terms of five years and more that were passed before. Source: SI 2024/844, article 1(2)(b)."""
NEW_LAW_FROM = date(2026, 1, 22)
"""The Sentencing Act 2026 was passed. Its parts came, and come, into force on several days; not all were read."""
NEW_LAW = (
    "The Sentencing Act 2026 changes release, ends post-sentence supervision (section 34) and lets orders end when all "
    "is done (sections 36, 38 and 39). From which day each holds was not read: check it before you rely on this day."
)
READ_UNTIL = date(2026, 8, 31)
"""The last day of a custodial sentence for which any rule is told: release at one third was to follow in the autumn of
2026."""
TOLD_UNTIL = date(2030, 12, 31)
"""The same for orders and life sentences, whose days the Act of 2026 changes less; they are told as not verified."""


class Clock(Coded):
    """The day by which a set of rules is chosen."""

    OFFENCE = "offence", "the day of the offence"
    SENTENCE = "sentence", "the day of the sentence"
    RELEASE = "release", "the day of release"
    RECALL = "recall", "the day of the return to custody"


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    """Rules that hold from one day to another, both included."""

    name: str
    title: str
    clock: Clock
    first: date
    last: date
    source: str
    is_verified: bool

    def covers(self, day: date) -> bool:
        """Whether a day lies within."""
        return self.first <= day <= self.last


def _set(name: str, title: str, first: date, last: date, source: str, *, is_verified: bool, clock: Clock) -> RuleSet:
    return RuleSet(name=name, title=title, clock=clock, first=first, last=last, source=source, is_verified=is_verified)


def _before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)


ACT_2003 = "Criminal Justice Act 2003"
SUSPENDED_LONGER_FROM = date(2026, 3, 22)
"""Two months after the Sentencing Act 2026 was passed. Source: its section 49(4)."""
RECALL_56_FROM = date(2026, 3, 31)
"""Source: the version of section 32 of the Sentencing Act 2026 that is in force from that day."""

RELEASE = (
    _set(
        "release-2005",
        "Release at one half",
        ACT_2003_FROM,
        _before(SEVEN_YEARS_FROM),
        f"{ACT_2003}, sections 243A, 244, 249, 263 and 264",
        is_verified=True,
        clock=Clock.SENTENCE,
    ),
    _set(
        "release-2020",
        "Release at one half; two thirds of seven years or more for listed offences",
        SEVEN_YEARS_FROM,
        _before(PCSC_FROM),
        f"{ACT_2003}, sections 244 and 244ZA(4)",
        is_verified=True,
        clock=Clock.SENTENCE,
    ),
    _set(
        "release-2022",
        "Release at one half; two thirds of four years or more for the most serious offences",
        PCSC_FROM,
        _before(FORTY_FROM),
        f"{ACT_2003}, sections 244 and 244ZA(4) to (8)",
        is_verified=True,
        clock=Clock.SENTENCE,
    ),
    _set(
        "release-2024",
        "Release at 40 per cent; one half or two thirds for listed offences",
        FORTY_FROM,
        READ_UNTIL,
        f"{ACT_2003}, sections 244 and 244ZA, with the Requisite and Minimum Custodial Periods Order, SI 2024/844",
        is_verified=True,
        clock=Clock.SENTENCE,
    ),
)

EXTENDED = (
    _set(
        "extended-2012",
        "Release at two thirds, by the Parole Board for the longest and the most serious",
        LASPO_FROM,
        date(2015, 4, 12),
        f"{ACT_2003}, sections 226A and 246A as first in force; explanatory notes to the Act of 2012, 672 to 677",
        is_verified=True,
        clock=Clock.SENTENCE,
    ),
    _set(
        "extended-2015",
        "Release by the Parole Board from two thirds",
        date(2015, 4, 13),
        READ_UNTIL,
        f"{ACT_2003}, section 246A, as changed by section 4 of the Criminal Justice and Courts Act 2015",
        is_verified=True,
        clock=Clock.SENTENCE,
    ),
)

TOP_UP = _set(
    "supervision-2015",
    "Twelve months in the community after a term of less than two years",
    ORA_FROM,
    READ_UNTIL,
    f"{ACT_2003}, section 256AA; Offender Rehabilitation Act 2014, section 2, notes 13 to 15",
    is_verified=True,
    clock=Clock.OFFENCE,
)
BEFORE_TOP_UP = _set(
    "release-before-2015",
    "No post-sentence supervision, and no licence below twelve months",
    date.min,
    _before(ORA_FROM),
    f"{ACT_2003}, section 243A; Offender Rehabilitation Act 2014, section 1, notes 11 to 15",
    is_verified=True,
    clock=Clock.OFFENCE,
)
SHORT_BEFORE_2012 = _set(
    "short-terms-2005",
    "Terms below twelve months: release at one half, without a licence",
    ACT_2003_FROM,
    _before(LASPO_FROM),
    "Criminal Justice Act 1991, section 33, which still governed terms below twelve months (not read)",
    is_verified=False,
    clock=Clock.SENTENCE,
)
MIXED_TERMS = _set(
    "mixed-terms-2015",
    "Consecutive terms below twelve months for offences on both sides of 1 February 2015",
    ORA_FROM,
    READ_UNTIL,
    f"{ACT_2003}, section 264B (its opening was read, not all of it)",
    is_verified=False,
    clock=Clock.OFFENCE,
)
YOUNG_SUPERVISION = _set(
    "young-supervision-2012",
    "Three months of supervision after release without a licence",
    ACT_2003_FROM,
    READ_UNTIL,
    f"{ACT_2003}, section 256B (the three months were not read)",
    is_verified=False,
    clock=Clock.RELEASE,
)

DETENTION_AND_TRAINING = (
    _set(
        "detention-and-training-2000",
        "Terms of 4, 6, 8, 10, 12, 18 or 24 months, half of them in custody",
        date(2000, 4, 1),
        _before(PCSC_FROM),
        "Powers of Criminal Courts (Sentencing) Act 2000, sections 101 to 103 and 106B; "
        "Offender Rehabilitation Act 2014, section 6, notes 66 to 71",
        is_verified=True,
        clock=Clock.SENTENCE,
    ),
    _set(
        "detention-and-training-2022",
        "Terms of 4 to 24 months, half of them in custody",
        PCSC_FROM,
        READ_UNTIL,
        "Sentencing Act 2020, sections 236 and 241 to 247, as changed by section 158 of the Act of 2022",
        is_verified=True,
        clock=Clock.SENTENCE,
    ),
)

COMMUNITY = (
    _set(
        "community-2005",
        "Community order of up to three years",
        ACT_2003_FROM,
        _before(LASPO_FROM),
        f"{ACT_2003}, sections 177 and 199, explanatory notes 498 to 499",
        is_verified=True,
        clock=Clock.SENTENCE,
    ),
    _set(
        "community-2012",
        "Community order of up to three years that lasts until the unpaid work is done",
        LASPO_FROM,
        date(2020, 11, 30),
        f"{ACT_2003}, section 177 as changed by section 66 of the Act of 2012",
        is_verified=True,
        clock=Clock.SENTENCE,
    ),
    _set(
        "community-2020",
        "Community order of up to three years that lasts until the unpaid work is done",
        date(2020, 12, 1),
        TOLD_UNTIL,
        "Sentencing Act 2020, sections 209 and 220, and schedule 9",
        is_verified=True,
        clock=Clock.SENTENCE,
    ),
)

SUSPENDED = (
    _set(
        "suspended-2005",
        "Suspended terms of 14 days to 12 months",
        ACT_2003_FROM,
        _before(LASPO_FROM),
        f"{ACT_2003}, section 189 with the transitory order SI 2005/643 (not read)",
        is_verified=False,
        clock=Clock.SENTENCE,
    ),
    _set(
        "suspended-2012",
        "Suspended terms of 14 days to 2 years, suspended for 6 months to 2 years",
        LASPO_FROM,
        _before(SUSPENDED_LONGER_FROM),
        f"{ACT_2003}, section 189 as changed by section 68 of the Act of 2012; Sentencing Act 2020, section 288",
        is_verified=True,
        clock=Clock.SENTENCE,
    ),
    _set(
        "suspended-2026",
        "Suspended terms of 14 days to 3 years, suspended for 6 months to 3 years",
        SUSPENDED_LONGER_FROM,
        TOLD_UNTIL,
        "Sentencing Act 2026, section 2 (told by others; the section was not read)",
        is_verified=False,
        clock=Clock.SENTENCE,
    ),
)

YOUTH_REHABILITATION = (
    _set(
        "youth-rehabilitation-2009",
        "Youth rehabilitation order of up to three years",
        date(2009, 11, 30),
        TOLD_UNTIL,
        "Criminal Justice and Immigration Act 2008, section 1 and schedule 1; Sentencing Act 2020, section 187",
        is_verified=True,
        clock=Clock.SENTENCE,
    ),
)

LIFE = (
    _set(
        "life-1997",
        "Release by the Parole Board after the minimum term; licence for life",
        ACT_2003_FROM,
        TOLD_UNTIL,
        "Crime (Sentences) Act 1997, section 28 (not read)",
        is_verified=False,
        clock=Clock.SENTENCE,
    ),
)
IPP = (
    _set(
        "public-protection-2005",
        "Release by the Parole Board after the minimum term; licence until it is ended",
        ACT_2003_FROM,
        _before(LASPO_FROM),
        f"{ACT_2003}, section 225; Crime (Sentences) Act 1997, sections 28 and 31A (not read)",
        is_verified=False,
        clock=Clock.SENTENCE,
    ),
)

RECALL = (
    _set(
        "recall-2012",
        "Fixed-term recall of 14 days below twelve months, else of 28",
        LASPO_FROM,
        _before(RECALL_56_FROM),
        f"{ACT_2003}, section 255B",
        is_verified=True,
        clock=Clock.RECALL,
    ),
    _set(
        "recall-2026",
        "Fixed-term recall of 56 days; of 14 or 28 for people under 18",
        RECALL_56_FROM,
        READ_UNTIL,
        f"{ACT_2003}, sections 255B and 255BA, as changed by sections 31 and 32 of the Sentencing Act 2026",
        is_verified=False,
        clock=Clock.RECALL,
    ),
)

SETS_OF: dict[Kind, tuple[RuleSet, ...]] = {
    Kind.COMMUNITY_ORDER: COMMUNITY,
    Kind.SUSPENDED_SENTENCE_ORDER: SUSPENDED,
    Kind.CUSTODY: RELEASE,
    Kind.LONG_DETENTION: RELEASE,
    Kind.EXTENDED: EXTENDED,
    Kind.LIFE: LIFE,
    Kind.IPP: IPP,
    Kind.DETENTION_AND_TRAINING: DETENTION_AND_TRAINING,
    Kind.YOUTH_REHABILITATION: YOUTH_REHABILITATION,
}
"""The sets of rules of each kind of sentence, by the day on which it was passed."""
ALL = (
    *(rules for sets in dict.fromkeys(SETS_OF.values()) for rules in sets),
    *(TOP_UP, BEFORE_TOP_UP, SHORT_BEFORE_2012, MIXED_TERMS, YOUNG_SUPERVISION),
    *RECALL,
)
"""Every set of rules once."""


def set_on(sets: Sequence[RuleSet], day: date) -> RuleSet | None:
    """The set that holds on a day; None where none does."""
    return next((rules for rules in sets if rules.covers(day)), None)


def why_none(sets: Sequence[RuleSet], day: date, what: str) -> str:
    """Why a day is refused: from when to when there are rules."""
    first, last = sets[0].first, sets[-1].last
    why = ""
    if day > last == READ_UNTIL:
        why = " The Sentencing Act 2026 was to change the law after that, and what came of it was not read."
    return (
        f"No set of rules here covers {what} on {say_day(day)}: there are rules from {say_day(first)} to "
        f"{say_day(last)}.{why} Ask legal advice, or the prison's sentence calculation."
    )

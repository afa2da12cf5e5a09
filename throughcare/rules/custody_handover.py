"""When responsibility for a person in custody passes from the prison's officer to the community's, and to whom first.

Source: the Ministry of Justice's public service for allocating cases in prisons, module `handover_calculation`, and its
specification, commit 7aeb43b9, as published in August 2026.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from throughcare.calendar import add_months
from throughcare.facts.fact import Coded
from throughcare.facts.risk import RoshLevel

VERSION = "handover-1"
SOURCE = "ministryofjustice, service for allocating cases in prisons, handover_calculation, commit 7aeb43b9"
IS_VERIFIED = True
"""Every published known answer comes out the same (tests/rules/known_answers/handover.json)."""

SHORT_MONTHS = 10
"""Released within so many months of the start of the sentence, nobody in the prison is responsible at all."""
EARLY_MONTHS = 15
"""Months before the release, where the case is allocated early."""
PAROLE_MONTHS = 12
"""Months before the release, where it is decided by parole, or the sentence has no fixed end."""
ORDINARY_MONTHS, ORDINARY_DAYS = 8, 14
"""Months, and days on top, before the release of anybody else."""


class Reason(Coded):
    """Why the handover falls on its day."""

    EARLY_ALLOCATION = "early_allocation", "Allocated early: 15 months before release"
    INDETERMINATE = "indeterminate", "No fixed end: 12 months before release"
    INDETERMINATE_OPEN = "indeterminate_open", "No fixed end, in open conditions: 12 months before release"
    DETERMINATE_SHORT = "determinate_short", "Released within 10 months: responsible in the community from the start"
    DETERMINATE_PAROLE = "determinate_parole", "Decided by parole: 12 months before release"
    DETERMINATE = "determinate", "8 months and 14 days before release"


class Responsibility(StrEnum):
    """Who is responsible: the prison alone, the prison with the community supporting, or the community."""

    CUSTODY_ONLY = "CustodyOnly"
    CUSTODY_WITH_COM = "CustodyWithCom"
    COMMUNITY = "Community"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """What the day of the handover goes by. None: not known."""

    started_on: date | None
    earliest_release_on: date | None
    is_determinate_parole: bool
    is_indeterminate: bool
    is_in_open_conditions: bool
    is_early_allocation: bool


@dataclass(frozen=True, slots=True)
class Handover:
    """The day of the handover and why. Without a day the community is responsible, now and from the start."""

    on: date | None
    reason: Reason
    version: str = field(default=VERSION)


def decide_handover(sentence: Sentence) -> Handover:
    """The day on which the community takes over.

    A sentence without a fixed end whose release is not known yet has no day. Raises `ValueError` where a day is missing
    that the rule needs, or the release comes before the sentence.
    """
    started_on, release_on = sentence.started_on, sentence.earliest_release_on
    if started_on is not None and release_on is not None and release_on < started_on:
        raise ValueError("the earliest release cannot come before the sentence")
    if sentence.is_indeterminate and not sentence.is_early_allocation:
        reason = Reason.INDETERMINATE_OPEN if sentence.is_in_open_conditions else Reason.INDETERMINATE
        return Handover(None if release_on is None else add_months(release_on, -PAROLE_MONTHS), reason)
    if release_on is None:
        raise ValueError("the earliest release has to be known")
    if sentence.is_early_allocation:
        return Handover(add_months(release_on, -EARLY_MONTHS), Reason.EARLY_ALLOCATION)
    if started_on is None:
        raise ValueError("the start of the sentence has to be known")
    if add_months(started_on, SHORT_MONTHS) >= release_on:
        return Handover(None, Reason.DETERMINATE_SHORT)
    if sentence.is_determinate_parole:
        return Handover(add_months(release_on, -PAROLE_MONTHS), Reason.DETERMINATE_PAROLE)
    return Handover(add_months(release_on, -ORDINARY_MONTHS) - timedelta(days=ORDINARY_DAYS), Reason.DETERMINATE)


def handover_start_on(
    handover_on: date | None,
    *,
    is_indeterminate: bool,
    do_open_rules_apply: bool,
    is_in_womens_prison: bool,
    category_since: date | None,
    arrived_on: date | None,
) -> date | None:
    """The day from which the community supports the prison.

    For a sentence without a fixed end, under the rules of open prisons, that is the day on which a woman's category
    became open, or a man came to the open prison, where it is earlier than the handover. Else it is the handover.
    """
    if not (is_indeterminate and do_open_rules_apply):
        return handover_on
    opened_on = category_since if is_in_womens_prison else arrived_on
    return min((day for day in (opened_on, handover_on) if day is not None), default=None)


def responsible_on(today: date, *, handover_on: date | None, start_on: date | None) -> Responsibility:
    """Who is responsible on a day. Without a day of handover it is the community.

    Raises `ValueError` where the start is missing, or comes after the handover.
    """
    if handover_on is None:
        return Responsibility.COMMUNITY
    if start_on is None or start_on > handover_on:
        raise ValueError("the start of the handover has to be known, and not after the handover")
    if today < start_on:
        return Responsibility.CUSTODY_ONLY
    return Responsibility.CUSTODY_WITH_COM if today < handover_on else Responsibility.COMMUNITY


class ReleaseDay(StrEnum):
    """The days of a sentence that a release may go by."""

    TED = "TED"
    """Tariff expires."""
    THD = "THD"
    """Hearing of the parole board, as aimed at."""
    PED = "PED"
    """Eligible for parole."""
    CRD = "CRD"
    """Conditional release."""
    ARD = "ARD"
    """Automatic release."""


@dataclass(frozen=True, slots=True)
class EarliestRelease:
    """The earliest release, and which day of the sentence it is."""

    on: date
    day: ReleaseDay


def earliest_release_indeterminate(
    today: date, *, tariff_on: date | None, hearing_on: date | None
) -> EarliestRelease | None:
    """The tariff where it is to come, else the hearing where that is, else whichever is nearer; of two, the tariff."""
    days = [
        EarliestRelease(on, day)
        for on, day in ((tariff_on, ReleaseDay.TED), (hearing_on, ReleaseDay.THD))
        if on is not None
    ]
    to_come = [each for each in days if each.on > today]
    return to_come[0] if to_come else min(days, key=lambda each: abs(each.on - today), default=None)


def earliest_release_determinate(
    *, parole_on: date | None, conditional_on: date | None, automatic_on: date | None
) -> EarliestRelease | None:
    """Parole, if there is any; else the earlier of the automatic and the conditional release; of two, the automatic."""
    if parole_on is not None:
        return EarliestRelease(parole_on, ReleaseDay.PED)
    days = [
        EarliestRelease(on, day)
        for on, day in ((automatic_on, ReleaseDay.ARD), (conditional_on, ReleaseDay.CRD))
        if on is not None
    ]
    return min(days, key=lambda each: each.on, default=None)


class PrisonOfficer(StrEnum):
    """Which kind of officer is recommended while the person is in prison."""

    PRISON = "prison"
    PROBATION = "probation"
    NONE = "none"
    """Nothing is recommended: the risk is not known."""


HIGH_TIERS = ("A", "B")
"""Tiers of the third rule set for which a probation officer is recommended, where a prison goes by tier."""


def officer_by_tier(tier: str, *, is_immigration_case: bool, is_prison_responsible: bool) -> PrisonOfficer:
    """The officer recommended by the tier: the prison's own where they only support, or for an immigration case."""
    if is_immigration_case or not is_prison_responsible:
        return PrisonOfficer.PRISON
    return PrisonOfficer.PROBATION if tier in HIGH_TIERS else PrisonOfficer.PRISON


def officer_by_rosh(
    tier: str, rosh: RoshLevel | None, *, is_immigration_case: bool, is_prison_responsible: bool
) -> PrisonOfficer:
    """The officer recommended by the risk of serious harm: a probation officer for tier A too, whatever the risk."""
    if is_immigration_case or not is_prison_responsible:
        return PrisonOfficer.PRISON
    if tier == HIGH_TIERS[0] or rosh in (RoshLevel.HIGH, RoshLevel.VERY_HIGH):
        return PrisonOfficer.PROBATION
    return PrisonOfficer.NONE if rosh is None else PrisonOfficer.PRISON

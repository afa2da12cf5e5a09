"""What the flags on a person's register say for a tier: of one kind the latest counts, and what is unknown is ignored.

Source: ministryofjustice/hmpps-tier, service/api/DeliusApiService.kt and domain/enums, as published in August 2026.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from throughcare.facts.risk import RoshLevel

ROSH_OF = {"RVHR": RoshLevel.VERY_HIGH, "RHRH": RoshLevel.HIGH, "RMRH": RoshLevel.MEDIUM, "RLRH": RoshLevel.LOW}
"""The codes under which the risk of serious harm is registered. Source: domain/enums/Rosh.kt."""
COMPLEXITY = {
    "RMDO": "mentally disordered",
    "ALSH": "risk of suicide or self-harm",
    "RVLN": "vulnerable",
    "RCCO": "child concerns",
    "RCPR": "child protection",
    "RCHD": "risk to children",
    "RPIR": "public interest",
    "RVAD": "adult at risk",
    "STRG": "street gang",
    "RTAO": "terrorism",
}
"""The flags that make a case complex. Source: domain/enums/ComplexityFactor.kt."""
MAPPA = "MAPP"
"""Multi-agency public protection arrangements; the registration carries a level and a category."""
MAPPA_LEVELS = ("M1", "M2", "M3")
MAPPA_CATEGORIES = ("M1", "M2", "M3", "M4")
IGNORED = "HREG"
"""A registration of this kind is left out altogether."""
IOM = "IIOM"
"""Integrated management of people who offend most, by police and probation together."""
RESET = "PRC"
"""Probation reset: supervision stops at two thirds of the term."""
LIFER = "INLL"
"""A sentence for life, or imprisonment for public protection."""
DOMESTIC_ABUSE = ("ADVP", "REG30")
STALKING = "SPO"
CHILD_PROTECTION = "RCPR"


@dataclass(frozen=True, slots=True)
class Registration:
    """One flag on the register: its code, the day it was put there, and for MAPPA its level and category."""

    code: str
    on: date
    level: str | None = None
    category: str | None = None


@dataclass(frozen=True, slots=True)
class Registered:
    """What the whole register says. None: nothing of that kind is registered, which is not the same as none."""

    rosh: RoshLevel | None
    mappa_level: str | None
    mappa_category: str | None
    has_mappa: bool
    complexity: tuple[str, ...]
    is_iom: bool
    is_reset: bool
    is_lifer: bool
    is_domestic_abuse: bool
    is_stalking: bool
    is_child_protection: bool


def read_register(registrations: Sequence[Registration]) -> Registered:
    """The register read as the tier reads it: the latest first, and of those of one day the one named first."""
    latest = sorted((each for each in registrations if each.code != IGNORED), key=lambda each: each.on, reverse=True)
    codes = {each.code for each in latest}
    upper = [each.code.upper() for each in latest]
    mappa = [each for each in latest if each.code == MAPPA]
    levels = [each.level.upper() for each in mappa if each.level and each.level.upper() in MAPPA_LEVELS]
    category = mappa[0].category if mappa else None
    return Registered(
        rosh=next((ROSH_OF[code] for code in upper if code in ROSH_OF), None),
        mappa_level=levels[0] if levels else None,
        mappa_category=category if category in MAPPA_CATEGORIES else None,
        has_mappa=bool(mappa),
        complexity=tuple(code for code in COMPLEXITY if code in upper),
        is_iom=IOM in codes,
        is_reset=RESET in codes,
        is_lifer=LIFER in codes,
        is_domestic_abuse=any(code in codes for code in DOMESTIC_ABUSE),
        is_stalking=STALKING in codes,
        is_child_protection=CHILD_PROTECTION in codes,
    )

"""The third tier rule set: one letter from A to G, the highest that any factor gives.

A person without an active event is not supervised; one whose reoffending was not scored has no tier yet. A tier is
provisional where a better assessment could still move it.

Source: ministryofjustice/hmpps-tier, service/calculation (TierCalculator, ReoffendingPredictorTable,
ProvisionalStatusCalculator), as published in August 2026.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from throughcare.calendar import add_months
from throughcare.facts.fact import Coded
from throughcare.facts.risk import RoshLevel
from throughcare.rules.refusals import FieldFault

VERSION = "tier-3"
SOURCE = "ministryofjustice/hmpps-tier, service/calculation, August 2026"
IS_VERIFIED = True
"""Every published known answer of this rule set comes out the same (tests/rules/known_answers/tiers.json)."""


class Tier(StrEnum):
    """The letters, highest first, and what stands where there is none."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"
    G = "G"
    NOT_SUPERVISED = "NOT_SUPERVISED"
    MISSING = "MISSING"


A, B, C, D, E, F, G = (Tier(letter) for letter in "ABCDEFG")
RANK = {tier: rank for rank, tier in enumerate((G, F, E, D, C, B, A))}
"""How high a letter stands."""

ARP_FROM = (90, 75, 50, 25, 15, 0)
"""Columns of the table: the all-reoffending predictor in per cent, at least."""
CSRP_FROM = (6.9, 3.0, 1.0, 0.5, 0.0)
"""Rows of the table: the combined serious reoffending predictor in per cent, at least."""
REOFFENDING = (
    # ARP:  90 75 50 25 15 0       CSRP
    (A, A, B, B, B, B),  #         6.9
    (A, B, C, C, C, C),  #         3.0
    (B, C, D, E, E, E),  #         1.0
    (C, D, E, E, F, F),  #         0.5
    (D, D, E, F, F, G),  #         0.0
)
"""Source: ReoffendingPredictorTable.kt."""
TOP = 100.0
"""The highest that a predictor can be, in per cent."""


class Band(StrEnum):
    """The bands of a sexual reoffending predictor."""

    LOW = "LOW"
    MEDIUM = "MEDIUM"
    HIGH = "HIGH"
    VERY_HIGH = "VERY_HIGH"


BAND_TIER = {Band.VERY_HIGH: A, Band.HIGH: B, Band.LOW: E}
MEDIUM_FROM = (
    # score at least, in per cent, and its tier: two scales, tried one after the other
    (3.36, C),  # of people whose score was not reduced
    (2.11, D),
    (1.12, C),  # of people whose score was reduced, for years without such an offence
    (0.60, D),
)
"""Within the medium band of the direct contact sexual reoffending predictor. Source: TierCalculator.kt."""
WITH_MAPPA = {RoshLevel.VERY_HIGH: A, RoshLevel.HIGH: C, RoshLevel.MEDIUM: D, RoshLevel.LOW: E, None: E}
WITHOUT_MAPPA = {RoshLevel.VERY_HIGH: C, RoshLevel.HIGH: D}
LIFER_WITHIN = ((12, B), (60, D))
"""Months since the release of somebody with a life sentence, at most, and the tier; after that E. Source: the same."""


class Factor(Coded):
    """What can give a tier."""

    REOFFENDING = "REOFFENDING", "Chance of reoffending, and of serious reoffending"
    SEXUAL_REOFFENDING = "SEXUAL_REOFFENDING", "Chance of sexual reoffending by direct contact"
    MAPPA_ROSH = "MAPPA_ROSH", "Risk of serious harm, and public protection arrangements"
    LIFER_IPP = "LIFER_IPP", "Released from a life sentence"
    DOMESTIC_ABUSE = "DOMESTIC_ABUSE", "Domestic abuse"
    STALKING = "STALKING", "Stalking"
    CHILD_PROTECTION = "CHILD_PROTECTION", "Child protection"
    SEXUAL_OFFENCES = "SEXUAL_OFFENCES", "Ever committed a sexual offence"


class ScoreKind(StrEnum):
    """What a score goes by: the record alone, or also what an assessment found."""

    STATIC = "STATIC"
    DYNAMIC = "DYNAMIC"


@dataclass(frozen=True, slots=True)
class Score:
    """A predictor in per cent, and what it goes by."""

    percent: float
    kind: ScoreKind


@dataclass(frozen=True, slots=True)
class SexualScore:
    """The direct contact sexual reoffending predictor in per cent, and its band. None: not given, and then not used."""

    percent: float | None
    band: Band | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What the rule set goes by, on the day `today`. None: not known."""

    today: date
    has_active_event: bool
    arp: Score | None
    csrp: Score | None
    dc_srp: SexualScore | None
    rosh: RoshLevel | None
    has_mappa: bool
    is_lifer: bool
    latest_release_on: date | None
    is_domestic_abuse: bool
    is_stalking: bool
    is_child_protection: bool
    ever_committed_sexual_offence: bool


class NoTier(ValueError):
    """The rule gives no tier for what is said: `fault` names the field."""

    def __init__(self, fault: FieldFault) -> None:
        super().__init__(fault.sentence)
        self.fault = fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The tier, what each factor gave (None: nothing), which of them decided, and why it is provisional."""

    tier: Tier
    given_by: Mapping[Factor, Tier | None]
    provisional_because: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    version: str = field(default=VERSION)

    @property
    def is_provisional(self) -> bool:
        """Whether a better assessment could still move the tier."""
        return bool(self.provisional_because)

    @property
    def decided_by(self) -> tuple[Factor, ...]:
        """The factors that gave the tier; none where no factor gave anything above G."""
        return tuple(factor for factor, tier in self.given_by.items() if tier is self.tier)


def decide_tier(person: Person, *, leaving_out: Collection[Factor] = ()) -> Decision:
    """The tier of a person by all factors but those that are left out. Raises `NoTier` where the rule gives none."""
    missing = tuple(name for name in ("arp", "csrp", "rosh") if getattr(person, name) is None)
    if not person.has_active_event:
        return Decision(tier=Tier.NOT_SUPERVISED, given_by={})
    if person.arp is None or person.csrp is None:
        return Decision(tier=Tier.MISSING, given_by={}, missing=missing)
    given = {
        Factor.REOFFENDING: reoffending_tier(person.arp.percent, person.csrp.percent),
        Factor.SEXUAL_REOFFENDING: sexual_tier(person.dc_srp),
        Factor.MAPPA_ROSH: WITH_MAPPA[person.rosh] if person.has_mappa else _without_mappa(person.rosh),
        Factor.LIFER_IPP: lifer_tier(person.latest_release_on, person.today) if person.is_lifer else None,
        Factor.DOMESTIC_ABUSE: E if person.is_domestic_abuse else None,
        Factor.STALKING: F if person.is_stalking else None,
        Factor.CHILD_PROTECTION: F if person.is_child_protection else None,
        Factor.SEXUAL_OFFENCES: E if person.ever_committed_sexual_offence else None,
    }
    given = {factor: tier for factor, tier in given.items() if factor not in leaving_out}
    return Decision(
        tier=_highest(given.values()),
        given_by=given,
        provisional_because=provisional_because(
            arp=person.arp, csrp=person.csrp, rosh=person.rosh, has_mappa=person.has_mappa, given_by=given
        ),
        missing=missing,
    )


def without(person: Person, *factors: Factor) -> Decision:
    """What the tier would be without these factors."""
    return decide_tier(person, leaving_out=factors)


def _highest(tiers: Collection[Tier | None]) -> Tier:
    return max((tier for tier in tiers if tier is not None), key=RANK.__getitem__, default=G)


def reoffending_tier(arp: float, csrp: float) -> Tier:
    """The tier by the table. Both in per cent, from 0."""
    row = next(place for place, least in enumerate(CSRP_FROM) if csrp >= least)
    column = next(place for place, least in enumerate(ARP_FROM) if arp >= least)
    return REOFFENDING[row][column]


def sexual_tier(score: SexualScore | None) -> Tier | None:
    """The tier by the sexual predictor; None where there is none or no band. Raises `NoTier` below the medium band."""
    if score is None or not score.percent or score.band is None:
        return None
    if score.band is not Band.MEDIUM:
        return BAND_TIER[score.band]
    for least, tier in MEDIUM_FROM:
        if score.percent >= least:
            return tier
    raise NoTier(
        FieldFault(
            "dc_srp.score",
            f"{score.percent:g} is below 0.60, where the band MEDIUM begins, so the rule gives no tier: "
            "check the score and its band.",
        )
    )


def _without_mappa(rosh: RoshLevel | None) -> Tier | None:
    return None if rosh is None else WITHOUT_MAPPA.get(rosh)


def lifer_tier(released_on: date | None, today: date) -> Tier | None:
    """The tier of somebody with a life sentence: None until they are released, and after a recall."""
    if released_on is None:
        return None
    for months, tier in LIFER_WITHIN:
        if released_on >= add_months(today, -months):
            return tier
    return E


def provisional_because(
    *,
    arp: Score,
    csrp: Score,
    rosh: RoshLevel | None,
    has_mappa: bool,
    given_by: Mapping[Factor, Tier | None],
) -> tuple[str, ...]:
    """Why the tier may still move; nothing where it may not. Source: ProvisionalStatusCalculator.kt."""
    others = _highest([tier for factor, tier in given_by.items() if factor is not Factor.REOFFENDING])
    static = (arp.kind is ScoreKind.STATIC, csrp.kind is ScoreKind.STATIC)
    ceiling = {
        (True, True): A,
        (True, False): reoffending_tier(TOP, csrp.percent),
        (False, True): reoffending_tier(arp.percent, TOP),
    }.get(static, G)
    found = []
    if RANK[others] < RANK[ceiling]:
        names = " and ".join(name for name, is_static in zip(("ARP", "CSRP"), static, strict=True) if is_static)
        found.append(f"{names} went by the record alone: an assessment could raise the tier to {ceiling}.")
    if rosh is None and RANK[_highest(_apart_from_harm(given_by, any(static)))] < RANK[A if has_mappa else C]:
        found.append("The risk of serious harm is not registered: it could raise the tier.")
    return tuple(found)


def _apart_from_harm(given_by: Mapping[Factor, Tier | None], is_static: bool) -> list[Tier | None]:
    """What the factors give but for the risk of serious harm; reoffending counts only where both scores are dynamic."""
    left_out = {Factor.MAPPA_ROSH} | ({Factor.REOFFENDING} if is_static else set())
    return [tier for factor, tier in given_by.items() if factor not in left_out]

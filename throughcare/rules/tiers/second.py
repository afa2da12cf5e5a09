"""The second tier rule set: a letter for protecting the public, a digit for change, and S where supervision stopped.

Points are added up: those for protection give the letter, those for change the digit. What nobody assessed gives no
points, as in the source; the decision names it in `missing`, since such a person looks lower than they may be.

Source: ministryofjustice/hmpps-tier, service/calculation (ProtectLevelCalculator, ChangeLevelCalculator,
MandateForChange, AdditionalFactorsForWomen) and domain/enums, as published in August 2026.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from throughcare.facts.fact import Coded, YesNo
from throughcare.facts.risk import RoshLevel
from throughcare.rules.tiers.registers import COMPLEXITY, Registered

VERSION = "tier-2"
SOURCE = "ministryofjustice/hmpps-tier, service/calculation, August 2026"
IS_VERIFIED = True
"""Every published known answer of this rule set comes out the same (tests/rules/known_answers/tiers.json)."""

RSR_BANDS = (
    # from (included)  to (included; the source holds the binary number nearest to it)  points
    (Decimal("7.00"), Decimal.from_float(99.99), 20),
    (Decimal("3.00"), Decimal.from_float(6.99), 10),
)
"""Points for the risk of serious recidivism (RSR), a chance in per cent. Source: domain/enums/RsrThresholds.kt.

Between 6.99 and 7.00, and from 99.99 on, the source gives no points: docs/decisions/0013-tiers-and-workload.md."""
ROSH_POINTS = {RoshLevel.VERY_HIGH: 150, RoshLevel.HIGH: 20, RoshLevel.MEDIUM: 10, RoshLevel.LOW: 0}
MAPPA_POINTS = {"M3": 150, "M2": 150, "M1": 5}
COMPLEXITY_POINTS = 2
"""For each flag, however often it is registered."""
WOMEN_POINTS = 2
"""For each of: parenting, self-control, enforcement within a year. Source: AdditionalFactorsForWomen.kt."""
IOM_POINTS = 2
LETTERS = ((150, "A"), (20, "B"), (10, "C"), (0, "D"))
"""The letter by the points for protection, at least. Source: ProtectLevelCalculator.kt."""
DIGITS = ((20, 3), (10, 2), (0, 1))
"""The digit by the points for change, at least. Source: ChangeLevelCalculator.kt."""
NO_MANDATE_DIGIT = 0
NO_ASSESSMENT_DIGIT = 2
CUSTODIAL = ("NC", "SC")
"""The types of sentence to custody. Source: MandateForChange.kt."""
UNPAID_WORK = ("W", "W1")
"""Main categories of a requirement of unpaid work, and of an order extended, which mandate no change."""


class Severity(StrEnum):
    """How severe a need is; the points before weighting are its place in the list."""

    NO_NEED = "NO_NEED"
    STANDARD = "STANDARD"
    SEVERE = "SEVERE"


SEVERITY_POINTS = {Severity.NO_NEED: 0, Severity.STANDARD: 1, Severity.SEVERE: 2}


class Need(StrEnum):
    """The needs that an assessment asks about."""

    ACCOMMODATION = "ACCOMMODATION"
    EDUCATION_TRAINING_AND_EMPLOYABILITY = "EDUCATION_TRAINING_AND_EMPLOYABILITY"
    RELATIONSHIPS = "RELATIONSHIPS"
    LIFESTYLE_AND_ASSOCIATES = "LIFESTYLE_AND_ASSOCIATES"
    DRUG_MISUSE = "DRUG_MISUSE"
    ALCOHOL_MISUSE = "ALCOHOL_MISUSE"
    THINKING_AND_BEHAVIOUR = "THINKING_AND_BEHAVIOUR"
    ATTITUDES = "ATTITUDES"
    FINANCIAL_MANAGEMENT_AND_INCOME = "FINANCIAL_MANAGEMENT_AND_INCOME"
    EMOTIONAL_WELL_BEING = "EMOTIONAL_WELL_BEING"


NEED_WEIGHT = dict.fromkeys(Need, 1) | {
    Need.THINKING_AND_BEHAVIOUR: 2,
    Need.ATTITUDES: 2,
    Need.FINANCIAL_MANAGEMENT_AND_INCOME: 0,
    Need.EMOTIONAL_WELL_BEING: 0,
}
"""How much a need weighs. Source: domain/enums/Need.kt."""


class Factor(Coded):
    """What gives points, or decides without any. The tier without one of them can be asked for: `without`."""

    RSR = "RSR", "Risk of serious recidivism"
    ROSH = "ROSH", "Risk of serious harm"
    MAPPA = "MAPPA", "Multi-agency public protection"
    COMPLEXITY = "COMPLEXITY", "Flags of a complex case"
    WOMEN = "ADDITIONAL_FACTORS_FOR_WOMEN", "Additional factors for women"
    NEEDS = "NEEDS", "Needs"
    OGRS = "OGRS", "Chance of reconviction"
    IOM = "IOM", "Integrated management"
    MANDATE = "NO_MANDATE_FOR_CHANGE", "No mandate for change"
    ASSESSMENT = "NO_VALID_ASSESSMENT", "No assessment"
    RESET = "PROBATION_RESET", "Supervision has stopped"


@dataclass(frozen=True, slots=True)
class Requirement:
    """One requirement of an order: its main category, and whether it only restricts (such as a curfew)."""

    category: str | None
    is_restrictive: bool


@dataclass(frozen=True, slots=True)
class Conviction:
    """One sentence: its type, whether it has ended, and its requirements."""

    sentence_type: str | None
    is_terminated: bool
    requirements: tuple[Requirement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsAssessed:
    """A completed assessment. What was not answered is None, or no key of `needs`."""

    needs: Mapping[Need, Severity | None]
    impulsivity: int | None = None
    temper_control: int | None = None
    parenting: YesNo | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What the rule set goes by. None: not known. RSR and OGRS are chances in per cent."""

    is_female: bool | None
    rsr: Decimal | None
    ogrs: Decimal | None
    registered: Registered
    convictions: tuple[Conviction, ...]
    was_enforced_within_a_year: bool
    assessment: NeedsAssessed | None


@dataclass(frozen=True, slots=True)
class Term:
    """One factor and the points that it gave. Of RSR and the risk of serious harm the lower does not count."""

    factor: Factor
    points: int
    because: str
    counts: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """The tier, every term of it, what was missing and gave no points for that, and where the rule itself is odd."""

    protect_points: int
    protect_level: str
    change_points: int
    change_level: int
    is_reset: bool
    protect_terms: tuple[Term, ...]
    change_terms: tuple[Term, ...]
    missing: tuple[str, ...] = ()
    oddities: tuple[str, ...] = ()
    version: str = field(default=VERSION)

    @property
    def tier(self) -> str:
        """As it is written: `A3`, or `A3S`."""
        return f"{self.protect_level}{self.change_level}{'S' if self.is_reset else ''}"


def decide_tier(person: Person, *, leaving_out: Collection[Factor] = ()) -> Tier:
    """The tier of a person, by all factors but those that are left out."""
    protect = _counted_once(tuple(term for term in _protect_terms(person) if term.factor not in leaving_out))
    points = sum(term.points for term in protect if term.counts)
    digit, change = _change(person, leaving_out)
    changed = sum(term.points for term in change)
    return Tier(
        protect_points=points,
        protect_level=next(letter for least, letter in LETTERS if points >= least),
        change_points=changed,
        change_level=next(found for least, found in DIGITS if changed >= least) if digit is None else digit,
        is_reset=person.registered.is_reset and Factor.RESET not in leaving_out,
        protect_terms=protect,
        change_terms=change,
        missing=_missing(person),
        oddities=(RSR_ODD,) if person.rsr is not None and _is_odd(person.rsr) else (),
    )


def without(person: Person, *factors: Factor) -> Tier:
    """What the tier would be without these factors."""
    return decide_tier(person, leaving_out=factors)


RSR_ODD = (
    "By the published rule an RSR between 6.99 and 7.00, or of 99.99 and more, falls into no band and gives no points."
)


def _is_odd(rsr: Decimal) -> bool:
    return rsr >= RSR_BANDS[1][0] and rsr_points(rsr) == 0


def rsr_points(rsr: Decimal | None) -> int:
    """The points for the risk of serious recidivism; none where it was not assessed."""
    if rsr is None:
        return 0
    return next((points for low, high, points in RSR_BANDS if low <= rsr <= high), 0)


def _protect_terms(person: Person) -> list[Term]:
    register = person.registered
    flags = ", ".join(COMPLEXITY[code] for code in register.complexity)
    return [
        Term(Factor.RSR, rsr_points(person.rsr), "not assessed" if person.rsr is None else f"{person.rsr} per cent"),
        Term(
            Factor.ROSH,
            0 if register.rosh is None else ROSH_POINTS[register.rosh],
            "not registered" if register.rosh is None else register.rosh.label,
        ),
        Term(Factor.MAPPA, MAPPA_POINTS.get(register.mappa_level or "", 0), register.mappa_level or "no level"),
        Term(Factor.COMPLEXITY, COMPLEXITY_POINTS * len(register.complexity), flags or "none"),
        _term_for_women(person),
    ]


def _counted_once(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """The higher of RSR and the risk of serious harm counts; of two alike, the risk of serious harm."""
    pair = [term for term in terms if term.factor in (Factor.RSR, Factor.ROSH)]
    if len(pair) < 2:
        return terms
    lower = min(pair, key=lambda term: (term.points, term.factor is Factor.ROSH))
    return tuple(
        Term(term.factor, term.points, term.because, counts=False) if term is lower else term for term in terms
    )


def _term_for_women(person: Person) -> Term:
    if not person.is_female:
        return Term(Factor.WOMEN, 0, "does not apply")
    found = [*_assessed_for_women(person.assessment), *(["enforcement"] if person.was_enforced_within_a_year else [])]
    return Term(Factor.WOMEN, WOMEN_POINTS * len(found), ", ".join(found) or "none")


def women_points(*, is_female: bool, was_enforced_within_a_year: bool, assessment: NeedsAssessed | None) -> int:
    """The additional points for women alone: nobody else gets any."""
    if not is_female:
        return 0
    return WOMEN_POINTS * (len(_assessed_for_women(assessment)) + was_enforced_within_a_year)


def _assessed_for_women(assessment: NeedsAssessed | None) -> list[str]:
    """Parenting, and impulsivity or temper: the two of them count once."""
    if assessment is None:
        return []
    self_control = (assessment.impulsivity or 0) > 0 or (assessment.temper_control or 0) > 0
    return [
        *(["parenting"] if assessment.parenting is YesNo.YES else []),
        *(["self-control"] if self_control else []),
    ]


def has_mandate(convictions: Collection[Conviction]) -> bool:
    """Whether the court ordered what asks for change: custody, or a requirement that neither restricts nor is work."""
    return any(
        conviction.sentence_type in CUSTODIAL
        or any(not each.is_restrictive and each.category not in UNPAID_WORK for each in conviction.requirements)
        for conviction in convictions
        if not conviction.is_terminated
    )


def _change(person: Person, leaving_out: Collection[Factor]) -> tuple[int | None, tuple[Term, ...]]:
    """The digit where it is decided without points, and the terms."""
    if not has_mandate(person.convictions) and Factor.MANDATE not in leaving_out:
        return NO_MANDATE_DIGIT, (Term(Factor.MANDATE, 0, "nothing that was ordered asks for change"),)
    if person.assessment is None and Factor.ASSESSMENT not in leaving_out:
        return NO_ASSESSMENT_DIGIT, (Term(Factor.ASSESSMENT, 0, "no completed assessment"),)
    needs = {} if person.assessment is None else person.assessment.needs
    weighed = {need: NEED_WEIGHT[need] * SEVERITY_POINTS[how] for need, how in needs.items() if how is not None}
    severe = ", ".join(need.value for need, points in weighed.items() if points)
    terms = (
        Term(Factor.NEEDS, sum(weighed.values()), severe or "none"),
        Term(Factor.OGRS, int((person.ogrs or 0) // 10), "not assessed" if person.ogrs is None else f"{person.ogrs} %"),
        Term(
            Factor.IOM,
            IOM_POINTS if person.registered.is_iom else 0,
            "registered" if person.registered.is_iom else "no",
        ),
    )
    return None, tuple(term for term in terms if term.factor not in leaving_out)


def _missing(person: Person) -> tuple[str, ...]:
    """What gave no points because nobody assessed or answered it."""
    found = {
        "gender": person.is_female is None,
        "rsr_score": person.rsr is None,
        "rosh": person.registered.rosh is None,
        "mappa_level": person.registered.has_mappa and person.registered.mappa_level is None,
        "ogrs_score": person.ogrs is None,
        "assessment": person.assessment is None,
    }
    return (*(name for name, is_missing in found.items() if is_missing), *_unanswered(person))


def _unanswered(person: Person) -> list[str]:
    answers = person.assessment
    if answers is None:
        return []
    needs = [f"needs.{need}" for need in Need if NEED_WEIGHT[need] and answers.needs.get(need) is None]
    if person.is_female is False:
        return needs
    asked = ("impulsivity", "temper_control", "parenting")
    return [*needs, *(name for name in asked if getattr(answers, name) is None)]

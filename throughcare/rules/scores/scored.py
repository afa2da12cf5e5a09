"""A score with everything that it came from: its terms, its version, its bands, and what kept it from being given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from math import exp

from throughcare.facts.fact import Coded
from throughcare.rules.scores.answers import Answers


class Formula(Coded):
    """The formulas, by the names that the Ministry of Justice gives them."""

    OGRS3 = "OGRS3", "Offender Group Reconviction Scale 3 (OGRS3)"
    OVP = "OVP", "OASys Violence Predictor (OVP)"
    OGP = "OGP", "OASys General reoffending Predictor (OGP)"
    SNSV = "SNSV", "Serious non-sexual violence (SNSV)"
    OSPDC = "OSPDC", "Direct contact sexual offending (OSP/DC)"
    OSPIIC = "OSPIIC", "Indecent images and indirect contact (OSP/IIC)"
    RSR = "RSR", "Risk of serious recidivism (RSR)"
    ARP = "ALL_REOFFENDING_PREDICTOR", "All reoffending predictor (ARP)"
    VRP = "VIOLENT_REOFFENDING_PREDICTOR", "Violent reoffending predictor (VRP)"
    SVRP = "SERIOUS_VIOLENT_REOFFENDING_PREDICTOR", "Serious violent reoffending predictor (SVRP)"
    DC_SRP = "DIRECT_CONTACT_SEXUAL_REOFFENDING_PREDICTOR", "Direct contact sexual reoffending predictor (DC-SRP)"
    IIC_SRP = (
        "IMAGES_AND_INDIRECT_CONTACT_SEXUAL_REOFFENDING_PREDICTOR",
        "Images and indirect contact sexual reoffending predictor (IIC-SRP)",
    )
    CSRP = "COMBINED_SERIOUS_REOFFENDING_PREDICTOR", "Combined serious reoffending predictor (CSRP)"


class Kind(Coded):
    """Which of its forms a score is. The static form is another score, not a lesser one of the same."""

    STATIC = "STATIC", "without an interview (static)"
    DYNAMIC = "DYNAMIC", "with an interview (dynamic)"
    COMBINED = "COMBINED", "of several parts"


class Band(Coded):
    """The words for a figure. Which figures bear which word is a matter of the formula and its version."""

    NOT_APPLICABLE = "NOT_APPLICABLE", "Does not apply"
    LOW = "LOW", "Low"
    MEDIUM = "MEDIUM", "Medium"
    HIGH = "HIGH", "High"
    VERY_HIGH = "VERY_HIGH", "Very high"


class Trouble(Coded):
    """Why there is no score, or only the static one, by the names of the Ministry's interface where it has one."""

    MISSING = "MISSING_MANDATORY_INPUT", "This is not known yet, and the score needs it"
    MISSING_DYNAMIC = "MISSING_DYNAMIC_INPUT", "This is not known yet, and the dynamic score needs it"
    NOT_UNDERSTOOD = "INPUT_NOT_UNDERSTOOD", "The value is none that this field takes"
    SANCTIONS_BELOW_ONE = (
        "TOTAL_NUMBER_OF_SANCTIONS_LESS_THAN_ONE",
        "The current sanction counts, so there is at least one",
    )
    SANCTIONS_OUT_OF_RANGE = "TOTAL_NUMBER_OF_SANCTIONS_OUT_OF_RANGE", "There are from 1 to 999 sanctions"
    VIOLENT_OVER_TOTAL = (
        "VIOLENT_SANCTION_GREATER_THAN_TOTAL_SANCTIONS",
        "There cannot be more violent sanctions than sanctions",
    )
    VIOLENT_OUT_OF_RANGE = (
        "VIOLENT_SANCTION_OUT_OF_RANGE",
        "Violent sanctions are from 0 to the number of all sanctions",
    )
    BELOW_ZERO = "COUNT_BELOW_ZERO", "A count cannot be less than 0"
    CODE_FORMAT = "OFFENCE_CODE_INCORRECT_FORMAT", "An offence code has five digits"
    CODE_UNKNOWN = "OFFENCE_CODE_MAPPING_NOT_FOUND", "No weight is published for this offence code"
    CODE_NOT_EXACT = (
        "NEED_DETAILS_OF_EXACT_OFFENCE",
        "This code stands for several offences: give that of the very offence",
    )
    CONVICTED_UNDER_TEN = "AGE_AT_CURRENT_CONVICTION_LESS_THAN_TEN", "Nobody is convicted before they are 10"
    FIRST_AFTER_CURRENT = (
        "AGE_AT_FIRST_SANCTION_AFTER_AGE_AT_CURRENT_CONVICTION",
        "The first sanction cannot come after the current conviction",
    )
    FIRST_OUT_OF_RANGE = "AGE_AT_FIRST_SANCTION_OUT_OF_RANGE", "The age at the first sanction is from 0 to 109"
    BORN_AFTER = "DATE_OF_CURRENT_CONVICTION_BEFORE_DATE_OF_BIRTH", "The conviction comes after the birth"
    CONVICTED_AFTER_ASSESSMENT = (
        "DATE_OF_CURRENT_CONVICTION_WITHIN_THREE_MONTHS_OF_ASSESSMENT_DATE",
        "The conviction is at most three months after the assessment",
    )
    FOLLOWUP_BEFORE_CONVICTION = (
        "FOLLOW_UP_DATE_BEFORE_CONVICTION_DATE",
        "The community sentence or the release cannot begin before the conviction",
    )
    FOLLOWUP_NEEDED = (
        "DATE_OF_START_OF_FOLLOWUP_REQUIRED",
        "Give the day of the conviction, or the day from which the person is in the community",
    )
    FOLLOWUP_BEFORE_BIRTH = "DATE_OF_START_OF_FOLLOWUP_BEFORE_DATE_OF_BIRTH", "The follow-up begins after the birth"
    FOLLOWUP_OUT_OF_RANGE = (
        "DATE_OF_START_OF_FOLLOWUP_OUT_OF_RANGE",
        "The person is under 110 when the follow-up begins",
    )
    AGE_OUT_OF_RANGE = "AGE_OUT_OF_RANGE", "The formula was not made for somebody of this age"
    SEXUAL_COUNTS_MISSING = "SEXUAL_OFFENDING_MISSING_COUNTS", "A sexual offence was found: give the counts"
    SEXUAL_COUNTS_UNEXPECTED = (
        "SEXUAL_OFFENDING_INCONSISTENT_INPUT",
        "Counts of sexual sanctions are given, but no sexual offence",
    )
    SEXUAL_COUNTS_ZERO = (
        "SEXUAL_REOFFENDING_PREDICTOR_NO_SANCTIONS",
        "There was a sexual offence, so at least one of the counts is more than 0",
    )
    SEXUAL_COUNTS_OVER = (
        "TOTAL_NUMBER_OF_SEXUAL_SANCTIONS_OUT_OF_RANGE",
        "There cannot be more sexual sanctions than sanctions",
    )
    SEXUAL_INCONSISTENT = (
        "SEXUAL_REOFFENDING_PREDICTOR_INCONSISTENT_INPUT",
        "There are counts of sexual sanctions, but no sexual offence",
    )
    SEXUAL_DATE_BEFORE_BIRTH = (
        "DATE_OF_MOST_RECENT_SEXUAL_OFFENCE_BEFORE_DATE_OF_BIRTH",
        "The sexual offence comes after the birth",
    )
    SEXUAL_DATE_OUT_OF_RANGE = "DATE_OF_MOST_RECENT_SEXUAL_OFFENCE_OUT_OF_RANGE", "The person was under 110 then"
    DRUGS_WITHOUT_MOTIVATION = (
        "MOTIVATION_TO_TACKLE_DRUG_MISUSE_INCONSISTENT",
        "Drug use is reported, so it is asked how motivated the person is to tackle it",
    )
    TOO_FEW_FOR_LEARNING = (
        "LDS_NOT_ENOUGH_FIELDS_PRESENT",
        "At least three of the four questions on learning and work are needed",
    )
    DOMESTIC_ABUSE_INCONSISTENT = (
        "DOMESTIC_ABUSE_INCONSISTENT_INPUT",
        "There is no evidence of domestic abuse, so it is not said against whom",
    )
    PART = "COMPONENT_VALIDATION_ERROR", "A part of this score cannot be given"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that stands against a score, with the answers that it is about, by their names."""

    trouble: Trouble
    fields: tuple[str, ...]
    detail: str | None = None

    @property
    def message(self) -> str:
        """What is wrong, in one sentence."""
        return self.detail or self.trouble.label


@dataclass(frozen=True, slots=True)
class Term:
    """One part of a score: what it adds, on the scale of the formula (log-odds or points), and what it rests on."""

    name: str
    label: str
    value: float
    rests_on: tuple[str, ...] = ()
    working: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """What a formula says of one person: figures in per cent or points, or the problems for which it says nothing.

    `figures` holds them by name (`one_year`, `two_year`, `points`, `score`); a figure is None where there is none.
    `unanswered` names what was not answered and counts as nothing in the published rule.
    """

    formula: Formula
    kind: Kind | None
    figures: Mapping[str, float | int | None]
    band: Band | None = None
    terms: tuple[Term, ...] = ()
    problems: tuple[Problem, ...] = ()
    parts: tuple[Scored, ...] = ()
    is_female_version: bool | None = None
    has_sexual_history: bool | None = None
    is_band_reduced: bool | None = None
    unanswered: tuple[str, ...] = ()
    model_version: str = "1.0"
    thresholds_version: str = "1.0"

    @property
    def is_given(self) -> bool:
        """Whether there is a figure."""
        return any(figure is not None for figure in self.figures.values())


def half_up(figure: float, places: int) -> float:
    """Rounded on the decimal figure, halves away from zero: 0.5 becomes 1, never the nearest even number."""
    return float(Decimal(repr(float(figure))).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP))


def per_cent(probability: float) -> float:
    """A probability as a percentage with two decimals, halves up."""
    return half_up(probability * 100, 2)


def logistic(log_odds: float) -> float:
    """The probability for a figure on the log-odds scale."""
    if log_odds >= 0:
        return 1 / (1 + exp(-log_odds))
    grown = exp(log_odds)
    return grown / (1 + grown)


def times(weight: float, number: int) -> str:
    """A weight times a number, in words; the weight to four decimals, which is enough to follow the sum."""
    return f"{weight:.4f} × {number}".replace("-", "−")


def missing(answers: Answers, names: Iterable[str], trouble: Trouble = Trouble.MISSING) -> list[Problem]:
    """The answers among `names` that are not known, as one problem; none where all are."""
    gone = tuple(name for name in names if getattr(answers, name) is None)
    return [Problem(trouble, gone)] if gone else []


def banded(figure: float, bounds: Mapping[Band, float]) -> Band:
    """The band of a figure, by the lowest figure of each band but the lowest."""
    return max((band for band, least in bounds.items() if figure >= least), key=_RANK.__getitem__, default=Band.LOW)


_RANK = {band: rank for rank, band in enumerate(Band)}


def nothing(formula: Formula, problems: Iterable[Problem], *names: str, kind: Kind | None = None) -> Scored:
    """No score, and why: every figure of `names` is None."""
    return Scored(formula=formula, kind=kind, figures=dict.fromkeys(names), problems=tuple(problems))

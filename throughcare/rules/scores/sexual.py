"""OSP/DC and OSP/IIC: how likely a man with a sexual offence is to be convicted of another within two years.

The direct contact part counts 64 points; the indirect part takes the first rung of a ladder that holds. Neither was
made for women: whoever has a sexual offence and is a woman adds a fixed part to the whole. Source: Ministry of Justice,
hmpps-arns-risk-actuarial-api at e8651dd (1.0).

Two answers may be open without keeping the score back, as in the source: the day of the last sexual offence, and
whether the victim was a stranger. They then count as nothing, and are named in `unanswered`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from throughcare.rules.scores.answers import Answers, Sex, Supervision, years_between
from throughcare.rules.scores.scored import (
    Band,
    Formula,
    Kind,
    Problem,
    Scored,
    Term,
    Trouble,
    banded,
    logistic,
    missing,
    nothing,
    per_cent,
)

ADULT, CHILD, NON_CONTACT, IMAGES = COUNTS = (
    "total_contact_adult_sexual_sanctions",
    "total_contact_child_sexual_sanctions",
    "total_non_contact_sexual_offences",
    "total_indecent_image_sanctions",
)
NEEDED_DIRECT = (
    "sex",
    "has_ever_committed_sexual_offence",
    "date_of_birth",
    "date_at_start_of_followup",
    "total_number_of_sanctions_for_all_offences",
    "supervision_status",
)
PER_ADULT, PER_CHILD, PER_NON_CONTACT = 5, 3, 2
AT_MOST_TIMES = 3
AGAIN, STRANGER = 6, 4
FROM_AGE, TO_AGE, AGE_POINTS = 18, 60, 14
PER_POINT, INTERCEPT = 0.1598, -8.633
DIRECT_BANDS = {Band.MEDIUM: 22, Band.HIGH: 30, Band.VERY_HIGH: 36}
FREE_YEARS = 5
"""Years in the community without an offence after which the band, not the figure, comes down by one."""


def _count(answers: Answers, name: str) -> int:
    return getattr(answers, name) or 0


# What has to hold, its probability, its band and its words: the first that holds is taken.
LADDER: tuple[tuple[Callable[[Answers], bool], float, Band, str], ...] = (
    (lambda a: _count(a, IMAGES) >= 2, 0.1031, Band.HIGH, "Two or more sanctions for indecent images"),
    (lambda a: _count(a, IMAGES) == 1, 0.03328, Band.MEDIUM, "One sanction for indecent images"),
    (lambda a: _count(a, CHILD) >= 2, 0.00926, Band.LOW, "Two or more sanctions for contact with a child"),
    (lambda a: _count(a, CHILD) == 1, 0.00634, Band.LOW, "One sanction for contact with a child"),
    (lambda a: not any(_count(a, name) for name in COUNTS), 0.00062, Band.LOW, "No sexual sanction"),
    (lambda _: True, 0.00281, Band.LOW, "Any other sexual sanction"),
)


def score_ospdc(answers: Answers, *, assessed_on: date) -> Scored:
    """Points out of 64, a percentage with two decimals, and a band that may have come down by one."""
    problems = _problems(answers, NEEDED_DIRECT)
    if problems:
        return nothing(Formula.OSPDC, problems, "points", "score", kind=Kind.STATIC)
    if answers.sex is Sex.FEMALE or not answers.has_ever_committed_sexual_offence:
        return does_not_apply(Formula.OSPDC, answers, has_sexual_history=False, figures=("points",))
    return scored_direct(answers, assessed_on, Formula.OSPDC)


def score_ospiic(answers: Answers) -> Scored:
    """A percentage with two decimals by the ladder, and its band."""
    problems = _problems(answers, ("sex",))
    if problems:
        return nothing(Formula.OSPIIC, problems, "score", kind=Kind.STATIC)
    if answers.sex is Sex.FEMALE or not answers.has_ever_committed_sexual_offence:
        history = bool(answers.has_ever_committed_sexual_offence)
        return does_not_apply(Formula.OSPIIC, answers, has_sexual_history=history)
    probability, band, words = next(rung[1:] for rung in LADDER if rung[0](answers))
    return Scored(
        formula=Formula.OSPIIC,
        kind=Kind.STATIC,
        figures={"score": per_cent(probability)},
        band=band,
        terms=(Term("images_and_indirect_contact_weight", "The first rung that holds", probability, COUNTS, words),),
        is_female_version=False,
        has_sexual_history=True,
    )


def _problems(answers: Answers, needed: tuple[str, ...]) -> list[Problem]:
    """What is missing; then counts without an offence, or an offence without counts. Women are not asked for counts."""
    names: tuple[str, ...] = needed
    counts: list[Problem] = []
    if answers.sex is Sex.MALE:
        if answers.has_ever_committed_sexual_offence:
            names = (*needed, "is_current_offence_sexually_motivated")
            counts = _count_problems(answers)
        elif answers.has_ever_committed_sexual_offence is None:
            names = tuple(dict.fromkeys((*needed, "has_ever_committed_sexual_offence")))
        else:
            told = tuple(name for name in COUNTS if getattr(answers, name) is not None)
            counts = [Problem(Trouble.SEXUAL_COUNTS_UNEXPECTED, told)] if told else []
    total = answers.total_number_of_sanctions_for_all_offences
    if "total_number_of_sanctions_for_all_offences" in needed and total is not None and total < 1:
        counts.append(Problem(Trouble.SANCTIONS_BELOW_ONE, ("total_number_of_sanctions_for_all_offences",)))
    return [*missing(answers, names), *counts, *below_zero(answers)]


def below_zero(answers: Answers) -> list[Problem]:
    """Counts of sexual sanctions below nought."""
    gone = tuple(name for name in COUNTS if _count(answers, name) < 0)
    return [Problem(Trouble.BELOW_ZERO, gone)] if gone else []


def _count_problems(answers: Answers) -> list[Problem]:
    gone = tuple(name for name in COUNTS if getattr(answers, name) is None)
    if not gone and not any(_count(answers, name) for name in COUNTS):
        gone = (ADULT, CHILD, IMAGES, NON_CONTACT)
    return [Problem(Trouble.SEXUAL_COUNTS_MISSING, gone)] if gone else []


def does_not_apply(
    formula: Formula, answers: Answers, *, has_sexual_history: bool, figures: tuple[str, ...] = ()
) -> Scored:
    """Nothing to add to the whole: a score of nought, and a band that says why."""
    return Scored(
        formula=formula,
        kind=Kind.STATIC,
        figures={**dict.fromkeys(figures), "score": 0.0},
        band=Band.NOT_APPLICABLE,
        is_female_version=answers.sex is Sex.FEMALE,
        has_sexual_history=has_sexual_history,
    )


def scored_direct(answers: Answers, assessed_on: date, formula: Formula) -> Scored:
    """The 64 points of a man with a sexual offence, of whom everything is known that both generations ask for."""
    terms = _direct_terms(answers)
    total = int(sum(term.value for term in terms))
    band = banded(total, DIRECT_BANDS)
    reduced = _is_reduced(answers, assessed_on, band) if total else None
    open_ones = ("date_of_most_recent_sexual_offence", "is_current_offence_against_victim_stranger")
    return Scored(
        formula=formula,
        kind=Kind.STATIC,
        figures={"points": total, "score": per_cent(logistic(INTERCEPT + PER_POINT * total)) if total else 0.0},
        band=list(Band)[list(Band).index(band) - 1] if reduced else band,
        terms=terms,
        is_female_version=False,
        has_sexual_history=True,
        is_band_reduced=reduced,
        unanswered=tuple(name for name in open_ones if getattr(answers, name) is None),
    )


def _is_reduced(answers: Answers, assessed_on: date, band: Band) -> bool:
    if band is Band.LOW or answers.supervision_status is Supervision.CUSTODY:
        return False
    since = (
        answers.most_recent_offence_date,
        answers.date_of_most_recent_sexual_offence,
        answers.date_at_start_of_followup or answers.date_of_current_conviction,
    )
    return all(day is None or years_between(day, assessed_on) >= FREE_YEARS for day in since)


def age_points(age: int) -> int:
    """Points for the age when the follow-up begins: 14 up to 20, then one less for every three years, none from 60."""
    return 0 if age >= TO_AGE else AGE_POINTS - max(0, (age - FROM_AGE) // 3)


def age_at_last_points(age: int | None) -> int:
    """Points for the age at the last sexual offence."""
    return 0 if age is None or age < 16 else 5 if age < 18 else 10


def _direct_terms(answers: Answers) -> tuple[Term, ...]:
    total = answers.total_number_of_sanctions_for_all_offences or 0
    stranger = answers.is_current_offence_against_victim_stranger
    return (
        _counted("total_contact_adult_sexual_sanctions_weight", "Contact with an adult", ADULT, answers, PER_ADULT),
        _counted("total_contact_child_sexual_sanctions_weight", "Contact with a child", CHILD, answers, PER_CHILD),
        _counted(
            "total_non_contact_sexual_offences_weight",
            "Sexual offences without contact",
            NON_CONTACT,
            answers,
            PER_NON_CONTACT,
        ),
        *_age_terms(answers),
        Term(
            "total_number_of_sanctions_for_all_offences_weight",
            "Sanctioned before",
            AGAIN if total >= 2 else 0,
            ("total_number_of_sanctions_for_all_offences",),
            f"{total} sanctions",
        ),
        Term(
            "current_offence_against_victim_stranger_weight",
            "The victim was a stranger",
            STRANGER if stranger else 0,
            ("is_current_offence_against_victim_stranger",),
            {True: "Yes", False: "No", None: "Not known: counts as nothing"}[stranger],
        ),
    )


def _age_terms(answers: Answers) -> tuple[Term, ...]:
    born, last = answers.date_of_birth, answers.date_of_most_recent_sexual_offence
    followed = answers.date_at_start_of_followup or answers.date_of_current_conviction
    age = 0 if born is None or followed is None else years_between(born, followed)
    age_then = None if born is None or last is None else years_between(born, last)
    return (
        Term(
            "age_at_start_of_follow_up_weight",
            "Age when the follow-up begins",
            age_points(age),
            ("date_of_birth", "date_at_start_of_followup"),
            f"{age} years old",
        ),
        Term(
            "age_at_last_sanction_for_sexual_offence_weight",
            "Age at the last sexual offence",
            age_at_last_points(age_then),
            ("date_of_birth", "date_of_most_recent_sexual_offence"),
            "Not known: counts as nothing" if age_then is None else f"{age_then} years old",
        ),
    )


def _counted(name: str, label: str, count: str, answers: Answers, each: int) -> Term:
    number = _count(answers, count)
    return Term(name, label, each * min(number, AT_MOST_TIMES), (count,), f"{number}, counted up to {AT_MOST_TIMES}")

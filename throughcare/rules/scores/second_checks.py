"""What the second generation of formulas asks for, and what it refuses.

Source: Ministry of Justice, hmpps-arns-risk-actuarial-api at 016919c, common validation. Where the source takes an age
at the first sanction up to any number, we stop at 109, the age at which it stops taking dates of birth.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from throughcare.calendar import add_months
from throughcare.rules.scores.answers import Answers, Sex, years_between
from throughcare.rules.scores.history import OLDER_THAN_ANYBODY, is_code
from throughcare.rules.scores.offences import Offences
from throughcare.rules.scores.scored import Formula, Problem, Trouble, missing
from throughcare.rules.scores.sexual import ADULT, CHILD, IMAGES, NON_CONTACT, below_zero

SANCTIONS, VIOLENT = "total_number_of_sanctions_for_all_offences", "total_number_of_violent_sanctions"
CODE, FIRST = "current_offence_code", "age_at_first_sanction"
CONVICTED, FOLLOWED = "date_of_current_conviction", "date_at_start_of_followup"
MOST_SANCTIONS = 999
AHEAD_MONTHS = 3
UNKNOWN = "UNKNOWN"

_RECORD = ("date_of_birth", CONVICTED, FIRST, "sex", CODE, SANCTIONS)
NEEDED: dict[Formula, tuple[str, ...]] = {
    Formula.ARP: _RECORD,
    Formula.VRP: (*_RECORD, VIOLENT),
    Formula.SVRP: (*_RECORD, VIOLENT),
    Formula.DC_SRP: (
        "sex",
        "supervision_status",
        "has_ever_committed_sexual_offence",
        "date_of_birth",
        FOLLOWED,
        SANCTIONS,
    ),
    Formula.IIC_SRP: ("sex", "has_ever_committed_sexual_offence"),
}
_LIFE = (
    "suitability_of_accommodation",
    "is_unemployed",
    "current_relationship_with_partner",
    "evidence_of_domestic_abuse",
    "current_relationship_status",
    "regular_offending_activities",
)
_DRINK = ("current_alcohol_use_problems", "excessive_alcohol_use")
NEEDED_DYNAMIC: dict[Formula, tuple[str, ...]] = {
    Formula.ARP: (*_LIFE, *_DRINK, "impulsivity_problems", "pro_criminal_attitudes"),
    Formula.VRP: (*_LIFE, "motivation_to_tackle_drug_misuse", *_DRINK, "impulsivity_problems", "temper_control"),
    Formula.SVRP: (
        "did_offence_involve_carrying_or_using_weapon",
        "suitability_of_accommodation",
        "is_unemployed",
        "current_alcohol_use_problems",
        "temper_control",
        "pro_criminal_attitudes",
        "previous_convictions",
    ),
}
OTHER_DRUGS = (
    "has_other_drugs_usage",
    "has_ketamine_usage",
    "has_spice_usage",
    "has_hallucinogens_usage",
    "has_solvents_usage",
)
DRUGS = (
    "has_heroin_usage",
    "has_methadone_usage",
    "has_other_opiate_usage",
    "has_crack_cocaine_usage",
    "has_powder_cocaine_usage",
    "has_misused_prescription_drug_usage",
    "has_benzodiazepines_usage",
    "has_cannabis_usage",
    "has_steroids_usage",
    *OTHER_DRUGS,
)
COUNTS = (IMAGES, ADULT, CHILD, NON_CONTACT)
"""The counts of sexual sanctions, in the order in which the second generation names them."""


def static_problems(formula: Formula, answers: Answers, offences: Offences, assessed_on: date) -> list[Problem]:
    """What keeps a predictor of all, of violent or of serious violent reoffending from being given at all."""
    problems = missing(answers, NEEDED[formula])
    checks: tuple[Callable[[], Problem | None], ...] = (
        lambda: _born_before(answers),
        lambda: _first_before_current(answers),
        lambda: _not_too_far_ahead(answers, assessed_on),
        lambda: _first_in_range(answers),
        lambda: _code(answers, offences),
        lambda: _sanctions(answers),
        lambda: None if formula is Formula.ARP else _violent(answers),
        lambda: _followup_known(answers),
        lambda: _followed_after_birth(answers),
        lambda: _old_enough(answers),
    )
    found = (check() for check in checks)
    return [*problems, *(problem for problem in found if problem is not None)]


def dynamic_problems(formula: Formula, answers: Answers) -> list[Problem]:
    """What keeps the dynamic form from being given."""
    problems = missing(answers, NEEDED_DYNAMIC[formula], Trouble.MISSING_DYNAMIC)
    used = tuple(name for name in DRUGS if getattr(answers, name))
    if formula is Formula.ARP and used and answers.motivation_to_tackle_drug_misuse is None:
        problems.append(Problem(Trouble.DRUGS_WITHOUT_MOTIVATION, used))
    return problems


def sexual_problems(formula: Formula, answers: Answers) -> list[Problem]:
    """What keeps a sexual predictor from being given. Of women, and without a sexual offence, no counts are asked."""
    is_asked = answers.sex is not Sex.FEMALE and answers.has_ever_committed_sexual_offence is not False
    problems = [*missing(answers, NEEDED[formula]), *below_zero(answers)]
    if is_asked:
        problems += missing(answers, COUNTS)
    if formula is Formula.DC_SRP and is_asked:
        problems += [problem for problem in (_sanctions(answers),) if problem is not None]
    if is_asked:
        problems += _sexual_counts(answers)
    if formula is Formula.DC_SRP:
        problems += [*_last_sexual_offence(answers), *_sexual_followup(answers, is_asked=is_asked)]
    return [*problems, *_unexpected_counts(answers)]


def _born_before(answers: Answers) -> Problem | None:
    born, convicted = answers.date_of_birth, answers.date_of_current_conviction
    return Problem(Trouble.BORN_AFTER, (CONVICTED,)) if born and convicted and convicted <= born else None


def _first_before_current(answers: Answers) -> Problem | None:
    born, convicted, first = answers.date_of_birth, answers.date_of_current_conviction, answers.age_at_first_sanction
    if born is None or convicted is None or first is None or convicted <= born:
        return None
    return Problem(Trouble.FIRST_AFTER_CURRENT, (CONVICTED, FIRST)) if years_between(born, convicted) < first else None


def _not_too_far_ahead(answers: Answers, assessed_on: date) -> Problem | None:
    convicted = answers.date_of_current_conviction
    if convicted is None or convicted <= add_months(assessed_on, AHEAD_MONTHS):
        return None
    return Problem(Trouble.CONVICTED_AFTER_ASSESSMENT, (CONVICTED, "assessment_date"))


def _first_in_range(answers: Answers) -> Problem | None:
    first = answers.age_at_first_sanction
    return None if first is None or 0 <= first < OLDER_THAN_ANYBODY else Problem(Trouble.FIRST_OUT_OF_RANGE, (FIRST,))


def _code(answers: Answers, offences: Offences) -> Problem | None:
    code = answers.current_offence_code
    if code is None:
        return None
    if not is_code(code):
        return Problem(Trouble.CODE_FORMAT, (CODE,))
    weight = offences.second.get(code)
    return Problem(Trouble.CODE_UNKNOWN, (CODE,)) if weight is None or weight.category == UNKNOWN else None


def _sanctions(answers: Answers) -> Problem | None:
    total = answers.total_number_of_sanctions_for_all_offences
    is_right = total is None or 1 <= total <= MOST_SANCTIONS
    return None if is_right else Problem(Trouble.SANCTIONS_OUT_OF_RANGE, (SANCTIONS,))


def _violent(answers: Answers) -> Problem | None:
    total, violent = answers.total_number_of_sanctions_for_all_offences, answers.total_number_of_violent_sanctions
    if violent is None or (violent >= 0 and (total is None or violent <= total)):
        return None
    return Problem(Trouble.VIOLENT_OUT_OF_RANGE, (VIOLENT, SANCTIONS))


def _followup_known(answers: Answers) -> Problem | None:
    known = answers.date_at_start_of_followup or answers.date_of_current_conviction
    return None if known else Problem(Trouble.FOLLOWUP_NEEDED, (FOLLOWED,))


def _followed_after_birth(answers: Answers) -> Problem | None:
    born, followed = answers.date_of_birth, answers.date_at_start_of_followup
    return Problem(Trouble.FOLLOWUP_BEFORE_BIRTH, (FOLLOWED,)) if born and followed and followed <= born else None


def _old_enough(answers: Answers) -> Problem | None:
    born, followed = answers.date_of_birth, answers.date_at_start_of_followup
    if born is None or followed is None or years_between(born, followed) < OLDER_THAN_ANYBODY:
        return None
    return Problem(Trouble.FOLLOWUP_OUT_OF_RANGE, (FOLLOWED,))


def _sexual_counts(answers: Answers) -> list[Problem]:
    numbers = [getattr(answers, name) for name in COUNTS]
    if all(number == 0 for number in numbers):
        return [Problem(Trouble.SEXUAL_COUNTS_ZERO, COUNTS)]
    total = answers.total_number_of_sanctions_for_all_offences
    is_over = total is not None and sum(number or 0 for number in numbers) > total
    return [Problem(Trouble.SEXUAL_COUNTS_OVER, COUNTS)] if is_over else []


def _last_sexual_offence(answers: Answers) -> list[Problem]:
    if answers.sex is not Sex.MALE or not answers.has_ever_committed_sexual_offence:
        return []
    name, born, last = (
        "date_of_most_recent_sexual_offence",
        answers.date_of_birth,
        answers.date_of_most_recent_sexual_offence,
    )
    if last is None:
        return [Problem(Trouble.MISSING, (name,))]
    if born is None:
        return []
    if last <= born:
        return [Problem(Trouble.SEXUAL_DATE_BEFORE_BIRTH, (name,))]
    is_too_old = years_between(born, last) >= OLDER_THAN_ANYBODY
    return [Problem(Trouble.SEXUAL_DATE_OUT_OF_RANGE, (name,))] if is_too_old else []


def _sexual_followup(answers: Answers, *, is_asked: bool) -> list[Problem]:
    if not is_asked:
        return []
    found = (_followed_after_birth(answers), _old_enough(answers))
    return [problem for problem in found if problem is not None]


def _unexpected_counts(answers: Answers) -> list[Problem]:
    if answers.sex is Sex.FEMALE or answers.has_ever_committed_sexual_offence:
        return []
    told = tuple(name for name in COUNTS if getattr(answers, name))
    return [Problem(Trouble.SEXUAL_INCONSISTENT, ("has_ever_committed_sexual_offence", *told))] if told else []

"""The person's record of sanctions, once everything that the formulas need of it is known and fits together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from throughcare.rules.scores.answers import Answers, Sex, years_between
from throughcare.rules.scores.scored import Problem, Trouble

YOUNGEST = 10
"""Criminal responsibility begins at 10 in England and Wales (Children and Young Persons Act 1933, section 50)."""
OLDER_THAN_ANYBODY = 110
"""At this age a date of birth is wrong. Source: hmpps-arns-risk-actuarial-api at 016919c, common validation."""


@dataclass(frozen=True, slots=True)
class History:
    """Ages in completed years, the sanctions in number; `violent` is None for formulas that do not ask for it."""

    sex: Sex
    age_at_followup: int
    age_at_conviction: int
    age_at_first: int
    sanctions: int
    violent: int
    code: str
    followed_on: date
    assessed_on: date

    @property
    def career(self) -> int:
        """Years from the first sanction to the current conviction."""
        return self.age_at_conviction - self.age_at_first

    @property
    def is_male(self) -> bool:
        """Whether the weights for men hold."""
        return self.sex is Sex.MALE


def history_of(answers: Answers, assessed_on: date) -> History:
    """The record, of answers in which nothing is missing. Without its own day, the follow-up begins on conviction."""
    born, convicted = answers.date_of_birth, answers.date_of_current_conviction
    followed = answers.date_at_start_of_followup or convicted
    first = answers.age_at_first_sanction
    if answers.sex is None or born is None or convicted is None or followed is None or first is None:
        raise ValueError("Something is missing of the record: ask for what is missing before the score.")
    return History(
        sex=answers.sex,
        age_at_followup=years_between(born, followed),
        age_at_conviction=years_between(born, convicted),
        age_at_first=first,
        sanctions=answers.total_number_of_sanctions_for_all_offences or 0,
        violent=answers.total_number_of_violent_sanctions or 0,
        code=answers.current_offence_code or "",
        followed_on=followed,
        assessed_on=assessed_on,
    )


def is_code(code: str) -> bool:
    """Whether it has the form of an offence code: five digits."""
    return len(code) == 5 and code.isascii() and code.isdigit()


def count_problems(answers: Answers) -> list[Problem]:
    """What the number of sanctions and the form of the code say against a score of the first generation."""
    problems = []
    sanctions, code = answers.total_number_of_sanctions_for_all_offences, answers.current_offence_code
    if sanctions is not None and sanctions < 1:
        problems.append(Problem(Trouble.SANCTIONS_BELOW_ONE, ("total_number_of_sanctions_for_all_offences",)))
    if code is not None and not is_code(code):
        problems.append(Problem(Trouble.CODE_FORMAT, ("current_offence_code",)))
    return problems


def violence_problems(answers: Answers) -> list[Problem]:
    """More violent sanctions than sanctions, or fewer than none."""
    total, violent = answers.total_number_of_sanctions_for_all_offences, answers.total_number_of_violent_sanctions
    if violent is not None and violent < 0:
        return [Problem(Trouble.BELOW_ZERO, ("total_number_of_violent_sanctions",))]
    if total is not None and violent is not None and violent > total:
        names = ("total_number_of_sanctions_for_all_offences", "total_number_of_violent_sanctions")
        return [Problem(Trouble.VIOLENT_OVER_TOTAL, names)]
    return []


def order_problems(answers: Answers) -> list[Problem]:
    """A community sentence or a release that begins before the conviction."""
    convicted, followed = answers.date_of_current_conviction, answers.date_at_start_of_followup
    if convicted is None or followed is None or followed >= convicted:
        return []
    return [Problem(Trouble.FOLLOWUP_BEFORE_CONVICTION, ("date_at_start_of_followup", "date_of_current_conviction"))]


def age_problems(answers: Answers, *, followup_from: int = YOUNGEST, formula: str = "The formula") -> list[Problem]:
    """Ages that cannot be, or that the formula was not made for: `followup_from` is its youngest at follow-up."""
    born, convicted = answers.date_of_birth, answers.date_of_current_conviction
    problems = []
    if born is not None and convicted is not None:
        problems = _conviction_problems(answers, years_between(born, convicted))
    followed = answers.date_at_start_of_followup
    if born is None or followed is None:
        return problems
    age = years_between(born, followed)
    if not followup_from <= age < OLDER_THAN_ANYBODY:
        made_for = f"{formula} was made for people from {followup_from} to {OLDER_THAN_ANYBODY - 1} years old"
        names = ("date_of_birth", "date_at_start_of_followup")
        problems.append(
            Problem(Trouble.AGE_OUT_OF_RANGE, names, f"{made_for} when the follow-up begins: this is {age}")
        )
    return problems


def _conviction_problems(answers: Answers, age: int) -> list[Problem]:
    problems = []
    if age < YOUNGEST:
        problems.append(Problem(Trouble.CONVICTED_UNDER_TEN, ("date_of_birth", "date_of_current_conviction")))
    first = answers.age_at_first_sanction
    if first is not None and first < 0:
        problems.append(Problem(Trouble.FIRST_OUT_OF_RANGE, ("age_at_first_sanction",)))
    elif first is not None and first > age:
        names = ("date_of_birth", "date_of_current_conviction", "age_at_first_sanction")
        problems.append(Problem(Trouble.FIRST_AFTER_CURRENT, names))
    return problems

"""What a score asks of each person of a made-up nation, and what became of them in two years, by chance.

The people are those of the nation: their sex, birth, ethnicity, order and offence are as in its record. What the record
does not hold (how often they were sanctioned before, how old they were at first, the code of the offence) is drawn from
numbers of each person's own, which no row of the nation is drawn from: its record stays as it is.

What became of them is drawn from `TRUTH`, which is no score: it bends whatever score it is given, by so much and for
these groups. So it is known what a measure of the score has to find. It has nothing to do with the convictions in the
nation's record, and says nothing of any group of real people: which groups are bent, and which way, is a choice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Final

import numpy as np
import numpy.typing as npt

from throughcare.facts.court import OffenceGroup
from throughcare.measures.people_groups import AGES, YOUNGER_THAN, ethnic_group
from throughcare.synthesis.days import EPOCH, NEVER, Floats, Ints, Truths, number_of
from throughcare.synthesis.lives import begin_slice, write_who
from throughcare.synthesis.nation import Wish, plan_nation, slices_of
from throughcare.synthesis.parameters import Mix, Parameter, Sure
from throughcare.synthesis.people import words_of_people
from throughcare.synthesis.slice import Nation

Labels = npt.NDArray[np.str_]

# --- what it is made of -----------------------------------------------------------------------------------------------

FIRST_TIME: Final = Parameter(0.25, "share of people for whom this is the first sanction")
RESPONSIBLE_FROM: Final = Parameter(
    10,
    "age from which somebody can be sanctioned at all",
    "Children and Young Persons Act 1933, section 50",
    Sure.STATED,
)
FIRST_AT: Final = Parameter(7.0, "years after that age until the first sanction of the others, in the mean")
A_YEAR: Final = Parameter(0.45, "further sanctions a year since the first, in the mean; it differs much among people")
OFFENCE_CODES: Final[Parameter[Mapping[str, Mix]]] = Parameter(
    {
        "VIOLENCE": {"00500": 0.1, "00806": 0.4, "10500": 0.5},
        "SEXUAL": {"01700": 0.5, "01711": 0.5},
        "BURGLARY": {"02801": 0.7, "03001": 0.3},
        "THEFT": {"04600": 0.6, "04900": 0.25, "04500": 0.1, "05400": 0.05},
        "FRAUD": {"05310": 0.6, "05300": 0.4},
        "DRUGS": {"09250": 0.7, "07700": 0.2, "09201": 0.1},
        "CRIMINAL DAMAGE": {"05700": 0.3, "14900": 0.7},
        "PUBLIC ORDER": {"06600": 0.4, "12500": 0.6},
        "MOTORING": {"80300": 0.5, "80700": 0.3, "04801": 0.2},
        "OTHER": {"06900": 0.4, "08302": 0.4, "03400": 0.2},
    },
    "the code of the offence, by its group: whether a code is of the group by its name is not checked",
    "that the codes are in use: the table of offences in ministryofjustice/hmpps-arns-risk-actuarial-api, June 2026",
)


@dataclass(frozen=True, slots=True)
class Truth:
    """What is true of people beside a score: log-odds of the chance = slope times log-odds of the score + shifts.

    Keys are a grouping (sex, age, ethnicity) and a group in it; of whoever is in several, shifts add up and slopes
    multiply. A shift below 0: the score is too high for them. A slope below 1: the score is too sure of them.
    """

    shifts: Mapping[tuple[str, str], float] = field(default_factory=dict)
    slopes: Mapping[tuple[str, str], float] = field(default_factory=dict)


TRUTH: Final = Parameter(
    Truth(
        shifts={
            ("sex", "Female"): -0.35,
            ("age", "18 to 20"): 0.25,
            ("ethnicity", "Asian or Asian British"): -0.30,
        },
        slopes={("age", "40 to 49"): 0.70},
    ),
    "what is planted for a measure to find: for whom a score is too high, too low, or too sure",
)
QUICK: Final = Parameter(
    1.6, "how much earlier than evenly over the two years it happens: the power of the share of the way"
)
WITHOUT_SCORE: Final = Parameter(0.35, "the chance of whoever has no score")
FOLLOWED: Final = Parameter(729, "the last day of the follow-up on which it can happen: in any two years there is such")

# --- answers ----------------------------------------------------------------------------------------------------------

DRAWS = 8
"""How many numbers each person has of their own: a multiple of the four that the generator makes at a time."""
_IS_FIRST, _FIRST_AT, _SPREAD, _SANCTIONS, _CODE, _HAPPENS, _WHEN = range(7)
_OWN_NUMBERS = 2
"""Beside 0 (the plan) and 1 (the slices) in the seed of a nation."""

CODES: Final = tuple(sorted({code for mix in OFFENCE_CODES.value.values() for code in mix}))


@dataclass(frozen=True, slots=True)
class ScoreAnswers:
    """The answers of some people, a row each. Days are numbers; `code` is a place in `CODES`.

    `convicted_on` is the day on which the court asked for a report, or sentenced where it asked for none;
    `followed_from` that on which supervision began in the community. `own` are the numbers of each person's own.
    """

    is_woman: Truths
    born_on: Ints
    convicted_on: Ints
    followed_from: Ints
    sanctions: Ints
    """All, this one included."""
    age_at_first: Ints
    code: Ints
    ethnicity: Labels
    """The group of what the person said."""
    own: Floats

    def __len__(self) -> int:
        return len(self.born_on)

    def groups(self) -> dict[str, Labels]:
        """By sex, by age on the first day of the follow-up, and by ethnicity: the label of each person."""
        age = np.searchsorted(YOUNGER_THAN, age_on(self.born_on, self.followed_from), side="right")
        sexes = np.where(self.is_woman, "Female", "Male")
        return {"sex": sexes, "age": np.asarray(AGES)[age], "ethnicity": self.ethnicity}


def answers_of_nation(wish: Wish) -> ScoreAnswers:
    """The answers of everybody whom a wish makes, in the order of their reference numbers."""
    plan = plan_nation(wish)
    pieces = [make_answers(plan, *each) for each in slices_of(wish.people)]
    columns = {each.name: [getattr(piece, each.name) for piece in pieces] for each in fields(ScoreAnswers)}
    return ScoreAnswers(**{name: np.concatenate(column) for name, column in columns.items()})


def make_answers(nation: Nation, number: int, first: int, many: int) -> ScoreAnswers:
    """The answers of a slice of people, who are the same as in the slice of the record."""
    people, c, _, _ = begin_slice(nation, number, many)
    born_on = write_who(c, people)
    own = own_numbers(nation.seed, first, many)
    convicted_on = c.o.asked_on[:many]
    age = age_on(born_on, convicted_on)
    age_at_first, sanctions = _career(age, own)
    said = np.array([ethnic_group(each) for each in words_of_people()["ethnicity"].to_pylist()])
    return ScoreAnswers(
        is_woman=people.is_woman,
        born_on=born_on,
        convicted_on=convicted_on,
        followed_from=c.o.begins_on[:many],
        sanctions=sanctions,
        age_at_first=age_at_first,
        code=_codes(c.o.offence[:many], own[:, _CODE]),
        ethnicity=said[people.ethnicity],
        own=own,
    )


def own_numbers(seed: int, first: int, many: int) -> Floats:
    """`DRAWS` numbers from 0 up to 1 for each of so many people from the `first` on: theirs in whatever slice."""
    chance = np.random.Philox(np.random.SeedSequence((seed, _OWN_NUMBERS)))
    chance.advance(first * DRAWS // 4)
    return np.asarray(np.random.Generator(chance).random((many, DRAWS)))


def age_on(born_on: Ints, day: Ints) -> Ints:
    """Completed years; whoever was born on 29 February is a year older on 1 March where there is no such day."""
    (year, month, into), (then_year, then_month, then_into) = _parts(born_on), _parts(day)
    is_before = (then_month < month) | ((then_month == month) & (then_into < into))
    return np.asarray(then_year - year - is_before, dtype=np.int64)


def _parts(day: Ints) -> tuple[Ints, Ints, Ints]:
    months = day.astype("datetime64[D]").astype("datetime64[M]")
    into = day - months.astype("datetime64[D]").astype(np.int64)
    number = months.astype(np.int64)
    return number // 12, number % 12, into


def _career(age: Ints, own: Floats) -> tuple[Ints, Ints]:
    """The age at the first sanction, and how many there were since, this one included."""
    from_age = RESPONSIBLE_FROM.value
    waited = -np.log1p(-own[:, _FIRST_AT]) * FIRST_AT.value
    first = np.minimum(from_age + waited.astype(np.int64), age)
    each = -np.log1p(-own[:, _SPREAD]) * A_YEAR.value  # a rate of their own, and then chance
    more = ((0.5 + own[:, _SANCTIONS]) * each * (age - first + 0.5)).astype(np.int64)
    is_first = own[:, _IS_FIRST] < FIRST_TIME.value
    return np.where(is_first, age, first), np.where(is_first, 1, 2 + more)


def _codes(group: Ints, share: Floats) -> Ints:
    found = np.empty(len(group), np.int64)
    for place, each in enumerate(OffenceGroup):
        those = group == place
        mix = OFFENCE_CODES.value[each.value]
        places = np.array([CODES.index(code) for code in mix])
        passed = np.cumsum(list(mix.values()))
        drawn = np.searchsorted(passed, share[those] * passed[-1], side="right")
        found[those] = places[np.minimum(drawn, len(mix) - 1)]
    return found


# --- what became of them ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What became of each person: the chance that was true of them, and the day of it (`NEVER` for the others)."""

    chance: Floats
    on: Ints

    @property
    def happened(self) -> Truths:
        """Whether it happened within the two years, whenever they end."""
        return np.asarray(self.on < NEVER)

    def known_on(self, as_of: date) -> Truths:
        """Whether it had happened by a day. Of whoever is still followed, *no* is no answer yet."""
        return np.asarray(self.on <= number_of(as_of))


def true_chances(answers: ScoreAnswers, predicted: Floats, truth: Truth = TRUTH.value) -> Floats:
    """What is true of each person, given a score (not a number: they have none).

    Raises `ValueError` where a score is not above 0 and below 1: it has no odds, so nothing can be bent.
    """
    if not (np.isnan(predicted) | ((predicted > 0) & (predicted < 1))).all():
        raise ValueError("predicted is above 0 and below 1, or not a number where there is no score")
    odds = np.log(predicted / (1 - predicted))
    groups = answers.groups()
    slope, shift = np.ones(len(answers)), np.zeros(len(answers))
    for (grouping, name), value in truth.slopes.items():
        slope[groups[grouping] == name] *= value
    for (grouping, name), value in truth.shifts.items():
        shift[groups[grouping] == name] += value
    chance = 1 / (1 + np.exp(-(slope * odds + shift)))
    return np.asarray(np.where(np.isnan(predicted), WITHOUT_SCORE.value, chance))


def draw_outcomes(answers: ScoreAnswers, predicted: Floats, truth: Truth = TRUTH.value) -> Outcomes:
    """What became of each person in the two years of their follow-up. `predicted` is above 0 and below 1."""
    chance = true_chances(answers, predicted, truth)
    after = 1 + (answers.own[:, _WHEN] ** QUICK.value * FOLLOWED.value).astype(np.int64)
    happened = answers.own[:, _HAPPENS] < chance
    return Outcomes(chance, np.where(happened, answers.followed_from + after, NEVER))


def ordinals(day: Ints) -> Ints:
    """Days as measures count them (`date.toordinal`)."""
    return day + EPOCH.toordinal()

"""What goes into a comparison of whole files of people and what comes out, whichever engine stands behind it.

Nothing is linked by any of it: a pair is a proposal, and a person decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import polars as pl

from throughcare.exchange.faults import FileFault
from throughcare.rules.matching import Band


class LinkFault(FileFault):
    """Files of people cannot be compared; one sentence says why and what would be right."""


class Field(StrEnum):
    """What is compared of two people."""

    FAMILY_NAME = "family_name"
    GIVEN_NAMES = "given_names"
    BORN_ON = "born_on"
    ADDRESS = "address"
    SEX = "sex"
    PNC = "pnc"


class Level(StrEnum):
    """How far two sides agree in a field, in the words of `rules.matching.Likeness`, the nearest first."""

    SAME = "same"
    TURNED = "other way round"
    """Of names: the first name of one is the family name of the other, and the other way round."""
    NEARLY = "nearly"
    """Of a name: a letter or two. Of a birth date: day and month swapped. Of an address: the postcode."""
    ALIKE = "alike"
    """Of a name: spelt otherwise, an initial or a part of it. Of a birth date: one digit."""
    DIFFERENT = "different"
    NOT_TOLD = "not told"


class Source(StrEnum):
    """Where the parameters of a comparison come from."""

    TRAINED = "learnt from these files"
    STATED = "stated, ours and unverified"


PEOPLE: Mapping[str, type[pl.DataType]] = {
    "id": pl.String,
    "given_names": pl.String,
    "family_name": pl.String,
    "born_on": pl.Date,
    "sex": pl.String,
    "address": pl.String,
    "postcode": pl.String,
    "pnc": pl.String,
}
"""The columns of a file of people, one row a person. `id` is told and stands once; a text that is not told is blank, a
birth date that is not told null.
"""

COMPARED: Mapping[str, type[pl.DataType]] = {
    "family": pl.String,
    "first": pl.String,
    "born": pl.String,
    "born_turned": pl.String,
    "born_year": pl.String,
    "address": pl.String,
    "postcode": pl.String,
    "sex": pl.String,
    "pnc": pl.String,
}
"""The columns that an engine is given beside `place`, the number of the row: cleaned texts, null where not told. `born`
is written 19880502; `born_turned` is the same for a day and for the day with day and month swapped; `address` is null
where only a postcode is told.
"""

SCORES = {
    "left": pl.UInt32,
    "right": pl.UInt32,
    "probability": pl.Float64,
    "weight": pl.Float64,
    **{field.value: pl.String for field in Field},
}
"""What an engine gives back, one row a pair: the two `place`s, the probability from 0 to 1, the match weight (the
logarithm to base 2 of the odds) and the `Level` of each field.
"""


@dataclass(frozen=True, slots=True)
class Scores:
    """What an engine says: the pairs in the columns of `SCORES`, and where its parameters come from."""

    pairs: pl.DataFrame
    source: Source


class Engine(Protocol):
    """Whatever scores pairs of people. The same rows give the same scores."""

    def __call__(self, left: pl.DataFrame, right: pl.DataFrame | None, *, at_least: float) -> Scores:
        """The pairs of left and right (or within left, where there is no right) that reach a probability.

        Both frames have the columns of `COMPARED` and `place`. Raises `LinkFault`.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two rows that may be one person. `probability`, from 0 to 1, is what is held of the pair; `by_splink` is what the
    engine computed, which is more where twins or parent and child are held back; `weight` belongs to the latter.
    `band`, `points` (0 to 1) and `reasons` are what the court desk's comparison says of the same two rows.
    """

    left: str
    right: str
    probability: float
    by_splink: float
    weight: float
    levels: Mapping[Field, Level]
    band: Band
    points: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposed:
    """The pairs that are put before a person, the likeliest first. `held_back` more looked like twins or parent and
    child, and are left out because what is held of them does not reach the probability that was asked for. `unknown`
    are the PNC numbers and birth dates that were taken as not told, for they stand in too many rows.
    """

    pairs: tuple[Pair, ...]
    source: Source
    held_back: int
    unknown: tuple[str, ...] = ()

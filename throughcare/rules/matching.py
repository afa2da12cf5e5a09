"""Whether a defendant on a court's list may be somebody who is known: compared, and said in words; a person decides.

What is compared and how much it counts is `POINTS`, a literal table. A field that either side does not tell counts
nothing. An identifier of the police or of probation that is the same leads, unless name or birth date speak against it:
then somebody typed it wrong, or gave another's. Whatever comes out, nothing is linked here: it is put before a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum, auto
from functools import lru_cache

from rapidfuzz.distance import JaroWinkler
from rapidfuzz.fuzz import token_sort_ratio

from throughcare.facts.fact import Coded
from throughcare.facts.words import say_day
from throughcare.rules.texts_as_typed import as_searched

VERSION = "2"
"""Raised when the table or a comparison changes: it is kept with every decision."""
SOURCE = "ours, unverified"
"""Where the table comes from. Nobody has measured it on decided pairs yet."""


class Band(Coded):
    """How near a known person comes to the defendant. The first is offered like the others: a person confirms it."""

    EXACT = "exact", "Same identifier"
    LIKELY = "likely", "Likely"
    POSSIBLE = "possible", "Possible"
    UNLIKELY = "unlikely", "Unlikely"


class Compared(StrEnum):
    """What is compared beside the identifiers."""

    FAMILY_NAME = auto()
    GIVEN_NAMES = auto()
    BORN_ON = auto()
    ADDRESS = auto()
    SEX = auto()


class Likeness(StrEnum):
    """How alike two sides are in one of these."""

    SAME = auto()
    NEARLY = auto()
    """Of a name: a letter or two. Of a birth date: day and month swapped. Of an address: the postcode."""
    ALIKE = auto()
    """Of a name: spelt otherwise, or a part of it. Of a birth date: one digit. Of an address: most of its words."""
    DIFFERENT = auto()
    NOT_TOLD = auto()


_SAME, _NEARLY, _ALIKE, _DIFFERENT, _NOT_TOLD = Likeness

POINTS: dict[Compared, dict[Likeness, int]] = {
    compared: dict(zip(Likeness, row, strict=True))
    for compared, row in {
        #                     same nearly alike different not told
        Compared.FAMILY_NAME: (30,   25,   15,   -15,     0),
        Compared.GIVEN_NAMES: (20,   17,   10,   -15,     0),
        Compared.BORN_ON:     (35,   28,   24,   -22,     0),
        Compared.ADDRESS:     (12,    8,    5,     0,     0),
        Compared.SEX:         ( 3,    3,    3,   -10,     0),
    }.items()
}  # fmt: skip
"""Of a hundred. People move, so another address speaks against nobody. Source: `SOURCE`."""
WRONG_WAY_ROUND = 5
"""Points that names lose which fit only with first and family name the other way round."""
LIKELY_FROM, POSSIBLE_FROM = 75, 40
"""Points from which a band begins. The second lets father and son of one name at one address be seen. Source: ours."""
DESPITE = 90
"""The points of the same identifier where name or birth date speak against it."""
NEARLY_FROM, ALIKE_FROM = 0.92, 0.80
"""The likeness of two names by Jaro and Winkler: John and Jon are above the first, Mohammed and Muhammad the second."""
ADDRESS_FROM = 85.0
"""Of a hundred: how like two addresses are, their words put in order. The number is ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who somebody is, as one side tells it. Blank: not told."""

    given_names: str = ""
    family_name: str = ""
    born_on: date | None = None
    sex: str = ""
    address: str = ""
    pnc: str = ""
    crn: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """How a known person compares with a defendant: from 0 to 1, in which band, and why in plain words."""

    score: float
    band: Band
    reasons: tuple[str, ...]

    @property
    def words(self) -> str:
        """The reasons as one line."""
        return "; ".join(self.reasons)


@lru_cache(maxsize=8192)  # a court's list is looked at many times a day, and each time the same people are compared
def compare(defendant: Identity, known: Identity) -> Match:
    """The two sides compared. Whichever comes first makes no difference to the score."""
    names, points, reasons = _names(defendant, known)
    found = names | {
        Compared.BORN_ON: _births(defendant.born_on, known.born_on),
        Compared.ADDRESS: _addresses(defendant.address, known.address),
        Compared.SEX: _sexes(defendant.sex, known.sex),
    }
    points += sum(POINTS[compared][likeness] for compared, likeness in found.items() if compared not in names)
    reasons += _in_words(found, defendant, known)
    points = min(100, max(0, points))
    identifiers, is_of_family = _same_identifiers(defendant, known), may_be_of_family(reasons)
    against = found[Compared.GIVEN_NAMES] is _DIFFERENT or _DIFFERENT in (
        found[Compared.FAMILY_NAME],
        found[Compared.BORN_ON],
    )
    if not identifiers:
        return Match(points / 100, _band(points, found, is_of_family), reasons)
    if against:
        warning = f"{identifiers[0]}, but name or birth date speak against it: a number may be mistyped, or another's"
        return Match(max(points, DESPITE) / 100, Band.POSSIBLE, (warning, *identifiers[1:], *reasons))
    is_spelt_otherwise = found[Compared.GIVEN_NAMES] is _NEARLY  # twins have numbers of their own
    return Match(
        1.0, Band.POSSIBLE if is_of_family and not is_spelt_otherwise else Band.EXACT, (*identifiers, *reasons)
    )


def _band(points: int, found: dict[Compared, Likeness], is_of_family: bool) -> Band:
    """Twins share all but the first name, father and son all but the birth date: neither is ever more than possible."""
    if points < POSSIBLE_FROM:
        return Band.UNLIKELY
    apart = is_of_family or _DIFFERENT in (found[Compared.GIVEN_NAMES], found[Compared.BORN_ON])
    return Band.POSSIBLE if points < LIKELY_FROM or apart else Band.LIKELY


# --- identifiers ------------------------------------------------------------------------------------------------

_PNC = re.compile(r"(?:19|20)?([0-9]{2})/?0*([0-9]{1,7})([A-Z])")


def pnc_as_compared(text: str | None) -> str:
    """A number of the Police National Computer in one way of writing: 2004/0123456A and 04/123456a are 04/123456A.

    What does not look like one stays as it was typed, without blanks.
    """
    tight = "".join((text or "").upper().split())
    found = _PNC.fullmatch(tight)
    return f"{found[1]}/{found[2]}{found[3]}" if found else tight


def crn_as_compared(text: str | None) -> str:
    """A case reference number as it is written."""
    return "".join((text or "").upper().split())


def _same_identifiers(one: Identity, other: Identity) -> tuple[str, ...]:
    pairs = (
        ("same PNC number", pnc_as_compared(one.pnc), pnc_as_compared(other.pnc)),
        ("same CRN", crn_as_compared(one.crn), crn_as_compared(other.crn)),
    )
    return tuple(words for words, mine, theirs in pairs if mine and mine == theirs)


# --- names ------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)  # one defendant's name is asked for once a person with whom they are compared
def name_as_compared(text: str | None) -> str:
    """A name without case, accents and signs; its parts between single blanks. Any script stays as it is."""
    folded = as_searched(text or "")
    return " ".join("".join(c if c.isalnum() else "" if c in "'\u2019`" else " " for c in folded).split())


def _names(one: Identity, other: Identity) -> tuple[dict[Compared, Likeness], int, tuple[str, ...]]:
    """How alike the names are, with their points: as they stand, or the other way round where that fits better."""
    straight = _in_order(one, other)
    if straight == {Compared.FAMILY_NAME: _SAME, Compared.GIVEN_NAMES: _SAME}:
        return straight, _points_of(straight), ()
    turned = _in_order(one, replace(other, given_names=other.family_name, family_name=other.given_names))
    back = _in_order(replace(one, given_names=one.family_name, family_name=one.given_names), other)
    other_way = min((turned, back), key=lambda found: (_points_of(found), sorted(found.values())))
    points = _points_of(other_way) - WRONG_WAY_ROUND
    if points > max(0, _points_of(straight)):
        return other_way, points, ("names the other way round",)
    return straight, _points_of(straight), ()


def _in_order(one: Identity, other: Identity) -> dict[Compared, Likeness]:
    return {
        Compared.FAMILY_NAME: _family_names(one.family_name, other.family_name),
        Compared.GIVEN_NAMES: _given_names(one.given_names, other.given_names),
    }


def _points_of(found: dict[Compared, Likeness]) -> int:
    return sum(POINTS[compared][likeness] for compared, likeness in found.items())


def _family_names(one: str, other: str) -> Likeness:
    mine, theirs = name_as_compared(one), name_as_compared(other)
    if not mine or not theirs:
        return _NOT_TOLD
    likeness = _nearness(mine, theirs)
    if likeness is _DIFFERENT and not {*mine.split()}.isdisjoint(theirs.split()):
        return _ALIKE  # one of two family names
    return likeness


def _given_names(one: str, other: str) -> Likeness:
    mine, theirs = name_as_compared(one).split(), name_as_compared(other).split()
    if not mine or not theirs:
        return _NOT_TOLD
    if mine == theirs:
        return _SAME
    first = _nearness(mine[0], theirs[0])
    if first is _SAME:
        return _SAME if len(mine) == 1 or len(theirs) == 1 else _NEARLY
    if first is not _DIFFERENT:
        return first
    is_initial = mine[0][0] == theirs[0][0] and 1 in (len(mine[0]), len(theirs[0]))
    return _ALIKE if is_initial or not set(mine).isdisjoint(theirs) else _nearness("".join(mine), "".join(theirs))


def _nearness(one: str, other: str) -> Likeness:
    if one == other:
        return _SAME
    nearness = JaroWinkler.similarity(one, other)
    if nearness >= NEARLY_FROM:
        return _NEARLY
    # From the end too: Catherine is Katherine.
    return _ALIKE if max(nearness, JaroWinkler.similarity(one[::-1], other[::-1])) >= ALIKE_FROM else _DIFFERENT


# --- birth dates, addresses, sex --------------------------------------------------------------------------------


def swapped(day: date) -> date | None:
    """The day with day and month swapped; None where there is no other such day."""
    try:
        turned = day.replace(month=day.day, day=day.month)
    except ValueError:
        return None
    return None if turned == day else turned


def days_nearly(day: date) -> list[date]:
    """The days that are written with one digit other than this one's, or with day and month swapped."""
    digits = f"{day:%Y%m%d}"
    found = {
        near
        for place in range(8)
        for digit in "0123456789"
        if digit != digits[place] and (near := _day_of(digits[:place] + digit + digits[place + 1 :])) is not None
    }
    turned = swapped(day)
    return sorted(found | ({turned} if turned else set()))


def _day_of(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def _births(one: date | None, other: date | None) -> Likeness:
    if one is None or other is None:
        return _NOT_TOLD
    if one == other:
        return _SAME
    if swapped(one) == other:
        return _NEARLY
    apart = sum(mine != theirs for mine, theirs in zip(f"{one:%Y%m%d}", f"{other:%Y%m%d}", strict=True))
    return _ALIKE if apart == 1 else _DIFFERENT


_POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][A-Z0-9]?) ?([0-9][A-Z]{2})\b")


@lru_cache(maxsize=4096)
def postcode_in(address: str) -> str:
    """The last postcode of an address, without blanks; blank where there is none."""
    found = _POSTCODE.findall(" ".join(address.upper().split()))
    return "".join(found[-1]) if found else ""


def _addresses(one: str, other: str) -> Likeness:
    mine, theirs = name_as_compared(one), name_as_compared(other)
    if not mine or not theirs:
        return _NOT_TOLD
    if mine == theirs:
        return _SAME
    here, there = postcode_in(one), postcode_in(other)
    if here and there:
        if here != there:
            return _DIFFERENT
        return _SAME if mine.split()[0] == theirs.split()[0] and mine[0].isdigit() else _NEARLY
    # Asked both ways: the library's answer can hang on which comes first.
    likeness = max(token_sort_ratio(mine, theirs), token_sort_ratio(theirs, mine))
    return _ALIKE if likeness >= ADDRESS_FROM else _DIFFERENT


def _sexes(one: str, other: str) -> Likeness:
    mine, theirs = as_searched(one), as_searched(other)
    if not mine or not theirs:
        return _NOT_TOLD
    letters = {mine[0], theirs[0]}
    if letters <= {"m", "f"}:
        return _SAME if len(letters) == 1 else _DIFFERENT
    return _SAME if mine == theirs else _NOT_TOLD  # what was recorded otherwise speaks against nobody


# --- in words ---------------------------------------------------------------------------------------------------

_WORDS: dict[tuple[Compared, Likeness], str] = {
    (Compared.FAMILY_NAME, _SAME): "same family name",
    (Compared.FAMILY_NAME, _NEARLY): "family name nearly the same",
    (Compared.FAMILY_NAME, _ALIKE): "family name alike",
    (Compared.FAMILY_NAME, _DIFFERENT): "another family name",
    (Compared.GIVEN_NAMES, _SAME): "same first name",
    (Compared.GIVEN_NAMES, _NEARLY): "first name nearly the same",
    (Compared.GIVEN_NAMES, _ALIKE): "first name alike",
    (Compared.GIVEN_NAMES, _DIFFERENT): "another first name",
    (Compared.BORN_ON, _SAME): "same birth date",
    (Compared.BORN_ON, _NEARLY): "day and month of birth swapped",
    (Compared.BORN_ON, _ALIKE): "one digit of the birth date differs",
    (Compared.BORN_ON, _DIFFERENT): "another birth date",
    (Compared.BORN_ON, _NOT_TOLD): "no birth date to compare",
    (Compared.ADDRESS, _SAME): "same address",
    (Compared.ADDRESS, _NEARLY): "same postcode",
    (Compared.ADDRESS, _ALIKE): "address nearly the same",
    (Compared.ADDRESS, _DIFFERENT): "another address",
    (Compared.SEX, _DIFFERENT): "another sex recorded",
}
"""The same sex is no reason for anything, and what is not told of a name is seen beside the words."""

TWINS = "perhaps a twin: family name and birth date are the same, and the first name is not"
FATHER_AND_SON = "perhaps parent and child: the name is the same and the birth date another"


def may_be_of_family(reasons: Iterable[str]) -> bool:
    """Whether a comparison warns of two of one family: then it is never more than possible, whatever else is the same.

    Twins are often named almost alike, so that Marie and Maria, born on one day, are nobody's spelling mistake until
    somebody says why.
    """
    return not {TWINS, FATHER_AND_SON}.isdisjoint(reasons)


def _in_words(found: dict[Compared, Likeness], one: Identity, other: Identity) -> tuple[str, ...]:
    said = [f"{words}{_both(compared, found, one, other)}" for compared, words in _told(found)]
    names = found[Compared.FAMILY_NAME], found[Compared.GIVEN_NAMES]
    if found[Compared.FAMILY_NAME] is found[Compared.BORN_ON] is _SAME and names[1] not in (_SAME, _NOT_TOLD):
        said.append(TWINS)
    if names == (_SAME, _SAME) and found[Compared.BORN_ON] is _DIFFERENT:
        said.append(FATHER_AND_SON)
    return tuple(said)


def _told(found: dict[Compared, Likeness]) -> Iterable[tuple[Compared, str]]:
    return ((each, _WORDS[each, found[each]]) for each in Compared if (each, found[each]) in _WORDS)


def _both(compared: Compared, found: dict[Compared, Likeness], one: Identity, other: Identity) -> str:
    """Both ways of writing, where a reader has to see them. Addresses are not told: a court officer learns no more."""
    if found[compared] in (_SAME, _NOT_TOLD) or compared in (Compared.ADDRESS, Compared.SEX):
        return ""
    mine, theirs = getattr(one, compared.value), getattr(other, compared.value)
    if isinstance(mine, date):
        return f" ({say_day(mine)}, {say_day(theirs)})"
    return f" ({mine}, {theirs})" if mine and theirs else ""

"""What managers recorded of the staff of the made-up world: protected caseloads, languages, places, and sex as told.

Everything is drawn from chances of its own, one set for each member of staff, so that nothing else moves with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any

from throughcare.facts import Fact
from throughcare.facts.staff import (
    CaseloadProtected,
    Grade,
    LanguageOffered,
    PlaceCovered,
    ProtectedBecause,
    Sex,
    StaffSexTold,
)
from throughcare.synthesis.names import GROUPS

Told = tuple[type[Fact], date, dict[str, Any]]

PROTECTED = {
    "Bethan Prosser": (0.2, date(2016, 4, 4), date(2017, 1, 3), ProtectedBecause.NEWLY_QUALIFIED),
    "Aisha Jallow": (0.6, date(2016, 2, 1), date(2016, 7, 31), ProtectedBecause.LEARNING),
    "Stephen Gaunt": (0.1, date(2015, 9, 1), None, ProtectedBecause.OTHER_DUTIES),
}
"""Of the two teams in full: the share that is taken off, from when until when, and why."""
LANGUAGES = {
    "Bethan Prosser": ("Welsh",),
    "Rukhsana Mirza": ("Urdu", "Punjabi"),
    "Tomasz Wilk": ("Polish",),
    "Bilal Chowdhury": ("Bengali",),
    "Priya Shah": ("Gujarati",),
}
PLACES = {"N02T1": ("LS6", "LS7", "LS8", "LS16", "LS17"), "C07T1": ("LS1", "LS9", "LS10", "LS11", "LS12")}
"""The first halves of postcodes round the two teams in full."""
WELSH_TEAMS = ("N05", "C20")
_TOLD_ON = date(2015, 5, 11)
_WOMEN = frozenset(name for group in GROUPS for name in group.women) | {"Priya", "Rukhsana", "Natasha", "Aisha"}
_MEN = frozenset(name for group in GROUPS for name in group.men) | {"Marcus", "Tomasz", "Bilal", "Dean"}


def skills_of(code: str, name: str, team: str, grade: Grade) -> Iterator[Told]:
    """What was recorded of one member of staff beside post, qualification and courses."""
    rng = Random(f"staff {code}")
    if grade is Grade.SENIOR:
        return
    yield from _protected(name, rng)
    for language in LANGUAGES.get(name, ("Welsh",) if team[:3] in WELSH_TEAMS and rng.random() < 0.4 else ()):
        yield LanguageOffered, _TOLD_ON, {"language": language}
    around = PLACES.get(team, ())
    for place in sorted(rng.sample(around, k=min(2, len(around)))):
        yield PlaceCovered, _TOLD_ON, {"place": place}
    sex = _sex_by(name)
    if sex is not None and rng.random() < 0.7:
        yield StaffSexTold, _TOLD_ON, {"staff_sex": sex}


def _protected(name: str, rng: Random) -> Iterator[Told]:
    share, on, until, because = PROTECTED.get(name, (0.0, _TOLD_ON, None, ProtectedBecause.AGREED))
    if not share and rng.random() < 0.06:
        share, on, until, because = 0.2, date(2016, 3, 7), date(2016, 12, 6), ProtectedBecause.NEWLY_QUALIFIED
    if share:
        said = {"share_off": share, "until_on": until, "protected_because": because}
        yield CaseloadProtected, on, said


def _sex_by(name: str) -> Sex | None:
    """The sex that goes with a made-up given name; None where it goes with both, or neither."""
    given = name.split(" ")[0]
    if (given in _WOMEN) == (given in _MEN):
        return None
    return Sex.WOMAN if given in _WOMEN else Sex.MAN

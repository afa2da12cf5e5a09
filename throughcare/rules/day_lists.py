"""One line of a court's list for the day, as it is told to us: what can be kept of it, and what is wrong with it.

The same checks for a line of a file and for one that is typed by hand. A line with a fault is refused whole.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta

from throughcare.calendar import day_from_text
from throughcare.facts.words import say_day
from throughcare.rules.days_as_typed import FIRST_YEAR
from throughcare.rules.matching import crn_as_compared
from throughcare.rules.refusals import Faults
from throughcare.rules.texts_as_typed import as_kept, fault_in_text, letters_in


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a day list: its name, what it holds, how long it may be, and whether it may be blank."""

    name: str
    means: str
    at_most: int
    required: bool = False
    is_long: bool = False


COLUMNS = (
    Column("court", "the code of the court, as an administrator entered it", 20, required=True),
    Column("day", "the day of the hearing: 2016-03-14 or 14/03/2016", 10, required=True),
    Column("time", "the time of day, 09:30; blank where the court names none", 5),
    Column("room", "the courtroom", 40),
    Column(
        "reference",
        "by which the court's own system knows this defendant in this case; the same as long as the case lasts, and "
        "once a court and day",
        60,
        required=True,
    ),
    Column("given_names", "first names; blank for somebody who has one name only", 200),
    Column("family_name", "family name, or the only name", 200, required=True),
    Column("born_on", "date of birth: 1988-05-02 or 02/05/1988", 10),
    Column("sex", "sex, as the court's system has it", 40),
    Column("address", "where they live, the postcode last", 300),
    Column("pnc", "number in the Police National Computer", 20),
    Column("crn", "case reference number, where the court was told one", 20),
    Column("offences", "what they are charged with", 2_000, is_long=True),
    Column("hearing_type", "what the hearing is for, such as first hearing or sentence", 80),
)
"""The layout of a day list, as a table (CSV) and as objects (JSON)."""
BY_NAME: Mapping[str, Column] = {column.name: column for column in COLUMNS}
YEAR = timedelta(days=366)
"""No court lists further ahead, and nobody types in a list that is older. The number is ours."""

_TURNS_TEXT = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Signs that make a reader see other letters than stand there. Names in Arabic or Hebrew do without them."""
_SLASHED = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One defendant on a list. Blank: not told."""

    court: str
    listed_on: date
    at_time: str
    room: str
    list_reference: str
    given_names: str
    family_name: str
    born_on: date | None
    sex: str
    address: str
    pnc: str
    said_crn: str
    offences: str
    hearing_type: str


def read_listed(cells: Mapping[str, str], *, courts: Collection[str], today: date) -> Listed:
    """The line as it is kept. `courts` are the codes of those that whoever brings it may list for.

    Raises `NotRecorded` with everything that is wrong, by column.
    """
    faults = Faults()
    said = {column.name: checked_text(faults, column, cells.get(column.name)) for column in COLUMNS}
    if said["court"] and said["court"] not in courts:
        faults.add("court", f"There is no court “{said['court'][:20]}” among those of your organisation.")
    check_family_name(faults, said["family_name"])
    found = Listed(
        court=said["court"],
        listed_on=_listed_on(faults, said["day"], today),
        at_time=_time(faults, said["time"]),
        room=said["room"],
        list_reference=said["reference"],
        given_names=said["given_names"],
        family_name=said["family_name"],
        born_on=checked_birth_date(faults, said["born_on"], today=today),
        sex=said["sex"],
        address=said["address"],
        pnc=said["pnc"],
        said_crn=crn_as_compared(said["crn"]),
        offences=said["offences"],
        hearing_type=said["hearing_type"],
    )
    faults.check()
    return found


def check_family_name(faults: Faults, name: str) -> None:
    """Tell where a name that is not blank has neither letter nor digit."""
    if name and not letters_in(name):
        faults.add("family_name", f"“{name[:40]}” has no letter: write the name.")


def checked_text(faults: Faults, column: Column, text: str | None) -> str:
    """A cell as it is kept; blank where it is not told, or where what is wrong with it was told."""
    kept = as_kept(text)
    if not kept:
        if column.required:
            faults.add(column.name, f"The {column.name.replace('_', ' ')} is blank, and must be told.")
        return ""
    fault = fault_in_text(kept, at_most=column.at_most)
    if fault is None and (found := _TURNS_TEXT.search(kept)):
        fault = (
            f"Character {found.start() + 1} turns the letters that follow (U+{ord(found[0]):04X}), so that people read "
            "something else than stands there: take it out."
        )
    if fault is None and not column.is_long and ("\n" in kept or "\t" in kept):
        fault = "Write it in one line."
    if fault is not None:
        faults.add(column.name, fault)
        return ""
    return kept


def _day(text: str) -> date | None:
    if slashed := _SLASHED.fullmatch(text):
        text = f"{slashed[3]}-{int(slashed[2]):02}-{int(slashed[1]):02}"
    return day_from_text(text)


def _listed_on(faults: Faults, text: str, today: date) -> date:
    """The day of the hearing; today stands in for one that is refused, until the faults are told."""
    if not text:
        return today
    day = _day(text)
    if day is None:
        faults.add("day", f"“{text}” is not a day: write it as {today.isoformat()}.")
    elif abs(day - today) > YEAR:
        faults.add("day", f"{say_day(day)} is more than a year from today, {say_day(today)}: look at the year.")
    return day or today


def checked_birth_date(faults: Faults, text: str, *, today: date) -> date | None:
    """A date of birth as it is typed; None where it is not told, or is no day. What is wrong with it is told."""
    if not text:
        return None
    day = _day(text)
    if day is None:
        faults.add("born_on", f"“{text}” is not a day: write it as 1988-05-02, or leave it blank.")
    elif day > today:
        faults.add("born_on", f"{say_day(day)} has not come yet: nobody was born on it.")
    elif day.year < FIRST_YEAR:
        faults.add("born_on", f"Nobody who stands before a court was born in {day.year}: look at the year.")
    return day


def _time(faults: Faults, text: str) -> str:
    if not text:
        return ""
    hours, colon, minutes = text.replace(".", ":").partition(":")
    parts = (hours, minutes)
    try:
        if not colon or not all(part.isascii() and part.isdecimal() and len(part) < 3 for part in parts):
            raise ValueError
        return f"{time(int(hours), int(minutes)):%H:%M}"
    except ValueError:
        faults.add("time", f"“{text}” is not a time of day: write hours and minutes, 09:30 or 14:00.")
        return ""

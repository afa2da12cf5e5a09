"""The courts, and this morning's list of one in Leeds: made up, with what goes wrong in life on such a list.

Some of the listed are known (spelt or dated otherwise, too), two are twins, three give one address, one case is kept
from the court officer, and most are nobody who is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from throughcare.actions.demo.days import TODAY
from throughcare.facts import Fact
from throughcare.facts.court import ReportRequested
from throughcare.facts.identity import Identified
from throughcare.rules.day_lists import Listed
from throughcare.rules.matching import swapped


@dataclass(frozen=True, slots=True)
class MadeCourt:
    """A court, the division whose court officers work there, and its rooms."""

    code: str
    name: str
    organisation: str
    rooms: tuple[str, ...]


CROWN, MAGISTRATES = "LEEDS-CC", "LEEDS-MC"
COURTS = (
    MadeCourt(CROWN, "Leeds Crown Court", "N02", ("1", "2", "5")),
    MadeCourt(MAGISTRATES, "Leeds Magistrates' Court", "N02", ("3", "7", "Domestic abuse court")),
    MadeCourt("BRADFORD-MC", "Bradford Magistrates' Court", "N02", ("1", "4")),
    MadeCourt("MANCHESTER-MC", "Manchester Magistrates' Court", "N01", ("1", "2")),
    MadeCourt("BIRMINGHAM-MC", "Birmingham Magistrates' Court", "N03", ("1", "2")),
    MadeCourt("CAMBERWELL-MC", "Camberwell Green Magistrates' Court", "N04", ("1", "2")),
    MadeCourt("CARDIFF-MC", "Cardiff Magistrates' Court", "N05", ("1", "2")),
    MadeCourt("CHELMSFORD-MC", "Chelmsford Magistrates' Court", "N06", ("1", "2")),
    MadeCourt("BRISTOL-MC", "Bristol Magistrates' Court", "N07", ("1", "2")),
)
COURT_SAID = 0.9
"""The share of reports at which somebody wrote down which court asked: assumed."""
LISTED = 25
"""So many stand on the list: a morning that one officer works through."""
KNOWN = 9
TWINS = 2
HOSTEL = "Beech House, 4 Made-up Street, Leeds LS99 9ZZ"

_FAMILY = "Ackroyd Banaszak Dyson Farooq Gledhill Hussain Illingworth Kaczmarek Lockwood Mbeki Naylor Oyelaran Pickles"
_GIVEN = "Liam Chloe Imran Kasia Ryan Zainab Tom Aisha Jake Marta Callum Ngozi Dean"
_OFFENCES = (
    "Theft from a shop (Theft Act 1968, section 1)",
    "Assault by beating (Criminal Justice Act 1988, section 39)",
    "Driving while disqualified (Road Traffic Act 1988, section 103)",
    "Possession of a bladed article (Criminal Justice Act 1988, section 139)",
    "Assault occasioning actual bodily harm (Offences against the Person Act 1861, section 47)",
)
_FOR = ("first hearing", "sentence", "plea", "breach", "trial")


def at_courts(crn: str, facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """A stream with the court that asked for each report, by the name that the form is filled in with; of some nobody
    wrote it down. It is drawn apart, so that nothing else of the world depends on it.
    """
    rng = Random(f"court {crn}")
    return tuple(
        replace(fact, court=_asking(fact, rng)) if isinstance(fact, ReportRequested) else fact for fact in facts
    )


def _asking(fact: ReportRequested, rng: Random) -> str | None:
    of_division = [court.name for court in COURTS if court.organisation == fact.provider]
    return rng.choice(of_division) if of_division and rng.random() < COURT_SAID else None


def morning_list(people: Sequence[tuple[str, tuple[Fact, ...]]], *, kept: str, seed: int) -> tuple[Listed, ...]:
    """The list of a seed, of some of these people and of others. `kept` is the number of the limited case on it."""
    rng = Random(f"morning {seed}")
    identities = {crn: who for crn, facts in people if (who := _who(facts)) is not None}
    twins = [who for who in identities.values() if who.born_on][:1]
    pool = sorted(crn for crn in identities if crn != kept)
    chosen = rng.sample(pool, min(KNOWN, len(pool)))
    rows = [_told(identities[crn], crn, place) for place, crn in enumerate(chosen)]
    rows += [replace(_told(identities[kept], "", 9), said_crn="")] if kept in identities else []
    rows += [_twin(who, name) for who in twins for name in (who.given_names or "Sam", "Alex")[:TWINS]]
    rows += [_stranger(rng, number) for number in range(LISTED - len(rows))]
    rng.shuffle(rows)
    return tuple(_placed(row, place, rng) for place, row in enumerate(rows))


def _who(facts: Sequence[Fact]) -> Identified | None:
    return next((fact for fact in reversed(facts) if isinstance(fact, Identified)), None)


def _listed(**said: object) -> Listed:
    blank = dict.fromkeys(Listed.__dataclass_fields__, "")
    return Listed(**{**blank, "court": MAGISTRATES, "listed_on": TODAY, "born_on": None, **said})  # type: ignore[arg-type]


def _told(who: Identified, crn: str, place: int) -> Listed:
    """Somebody who is known, as a court might have them: one in three exactly, others with a slip of the hand."""
    row = _listed(
        given_names=who.given_names or "",
        family_name=who.family_name or "Unknown",
        born_on=who.born_on,
        sex=who.sex or "",
    )
    slip = place % 4
    if slip == 1 and who.born_on is not None:
        return replace(row, born_on=swapped(who.born_on) or who.born_on)
    if slip == 2 and len(row.given_names) > 3:
        return replace(row, given_names=row.given_names[:-1])
    return replace(row, said_crn=crn) if slip == 3 else row


def _twin(who: Identified, name: str) -> Listed:
    """One of two who share family name, birth date and address: at most one of them is known."""
    return _listed(given_names=name, family_name=who.family_name or "", born_on=who.born_on, address=HOSTEL)


def _stranger(rng: Random, number: int) -> Listed:
    """Somebody who is not known; the first three live at one address."""
    return _listed(
        given_names=rng.choice(_GIVEN.split()),
        family_name=rng.choice(_FAMILY.split()),
        born_on=date(1960, 1, 1) + timedelta(days=rng.randrange(38 * 365)),
        sex=rng.choice(("Male", "Male", "Male", "Female")),
        address=HOSTEL if number < 3 else f"{rng.randrange(1, 120)} Made-up Road, Leeds LS{rng.randrange(1, 20)} 9ZZ",
    )


def _placed(row: Listed, place: int, rng: Random) -> Listed:
    """In a room and at a time, with what it is about."""
    rooms = COURTS[1].rooms
    return replace(
        row,
        list_reference=f"LMC16-{4100 + place}",
        room=rooms[place % len(rooms)],
        at_time="10:00" if place < 12 else f"{10 + place // 12}:30",
        offences=rng.choice(_OFFENCES),
        hearing_type=rng.choice(_FOR),
    )

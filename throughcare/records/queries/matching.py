"""Who of those that are known may be a defendant: few are looked at, found by indexes, and compared by the rules.

Only cases of which this viewer may learn at all are looked at: one that a limit keeps from them is no candidate and is
in no count. What they learn of the others is who is known, what was compared, and who holds the case.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Q, QuerySet

from throughcare.records.models import CaseSummary, Hearing
from throughcare.records.queries.cases import findable_by
from throughcare.records.queries.organisations import names_of_organisations, names_of_staff, names_of_teams
from throughcare.rules.access import Viewer
from throughcare.rules.matching import (
    Band,
    Identity,
    Match,
    compare,
    crn_as_compared,
    days_nearly,
    may_be_of_family,
    pnc_as_compared,
    swapped,
)
from throughcare.rules.texts_as_typed import as_searched

LOOKED_AT = 200
"""So many of one kind (born on the day, of the name) are compared: more share a name only where no birth date is told.
The number is ours."""
SHOWN = 8
"""So many candidates a person can look at with care. The number is ours."""
PREFIX = 2
"""With so many letters the same, a name may be the same name spelt otherwise. The number is ours."""
HINTED = 4_000
"""So many people who share a birth date with anybody of a list are compared for its hints. The number is ours."""

_PERSON = ("crn", "given_names", "family_name", "born_on", "sex", "address", "pnc")
_ROW = ("pk", *(f"person__{name}" for name in _PERSON))
_HOLDER = ("organisation", "team", "officer")

_ORDER = {band: place for place, band in enumerate(Band)}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A known person who may be the defendant: who they are, how they compare, and who holds their case (names)."""

    pk: int
    crn: str
    given_names: str
    family_name: str
    born_on: date | None
    match: Match
    organisation: str
    team: str
    officer: str


@dataclass(frozen=True, slots=True)
class Candidates:
    """Those who may be the defendant, the nearest first. `is_cut`: more might fit, and were not compared or shown."""

    found: tuple[Candidate, ...]
    is_cut: bool


def candidates_for(viewer: Viewer, defendant: Identity, *, confirmed_before: Iterable[int] = ()) -> Candidates:
    """Who may be this defendant, as far as this viewer may learn. `confirmed_before`: ids of people whom somebody
    confirmed for the same reference of the same court; they are always compared.
    """
    cases = findable_by(viewer)
    before = set(confirmed_before)
    rows = {row[0]: row for row in cases.filter(pk__in=before).values_list(*_ROW, *_HOLDER)} if before else {}
    is_cut = False
    for block in _blocks(cases, defendant):
        found = list(block.values_list(*_ROW, *_HOLDER)[: LOOKED_AT + 1])
        is_cut = is_cut or len(found) > LOOKED_AT
        rows |= {row[0]: row for row in found[:LOOKED_AT]}
    compared = sorted(
        ((_with_reference(compare(defendant, _known(row)), row[0] in before), row) for row in rows.values()),
        key=lambda each: (_ORDER[each[0].band], -each[0].score, each[1][1]),
    )
    near = [(match, row) for match, row in compared if match.band is not Band.UNLIKELY]
    return Candidates(_candidates(near[:SHOWN]), is_cut or len(near) > SHOWN)


SAME_REFERENCE = "confirmed for an earlier hearing of the same case"


def _with_reference(match: Match, is_before: bool) -> Match:
    """A reference of the court that was confirmed before leads like an identifier, unless all speaks against it, or it
    is perhaps another of the family: then somebody says why, as without it.
    """
    if not is_before:
        return match
    is_weak = match.band is Band.UNLIKELY or may_be_of_family(match.reasons)
    band = Band.POSSIBLE if is_weak else Band.EXACT
    return Match(match.score, band, (SAME_REFERENCE, *match.reasons))


def _known(row: tuple[object, ...]) -> Identity:
    said = dict(zip(_PERSON, row[1 : 1 + len(_PERSON)], strict=True))
    return Identity(**said)  # type: ignore[arg-type]


def _candidates(near: list[tuple[Match, tuple[object, ...]]]) -> tuple[Candidate, ...]:
    held = [dict(zip((*_ROW, *_HOLDER), row, strict=True)) for _, row in near]
    officers = names_of_staff({str(each["officer"]) for each in held if each["officer"]}) if held else {}
    teams, organisations = (names_of_teams(), names_of_organisations()) if held else ({}, {})
    return tuple(
        Candidate(
            pk=each["pk"],  # type: ignore[arg-type]
            crn=str(each["person__crn"]),
            given_names=str(each["person__given_names"]),
            family_name=str(each["person__family_name"]),
            born_on=each["person__born_on"],  # type: ignore[arg-type]
            match=match,
            organisation=organisations.get(str(each["organisation"]), str(each["organisation"])),
            team=teams.get((str(each["organisation"]), str(each["team"])), str(each["team"])),
            officer=officers.get(str(each["officer"]), str(each["officer"])),
        )
        for (match, _), each in zip(near, held, strict=True)
    )


# --- blocks: each is found by an index ----------------------------------------------------------------------------


def _blocks(cases: QuerySet[CaseSummary], who: Identity) -> Iterable[QuerySet[CaseSummary]]:
    """Who shares an identifier; who was born on the day, or on one written almost so and is called almost so; and of
    whoever is called so, those of the year of birth, or all where no birth date is told or is known.
    """
    family, given = as_searched(who.family_name), as_searched(who.given_names)
    if who.crn:
        yield cases.filter(person__crn=crn_as_compared(who.crn))
    if who.pnc:
        yield cases.filter(person__pnc=pnc_as_compared(who.pnc)).exclude(person__pnc="")
    if who.born_on is None:
        yield from _by_name_alone(cases, family, given)
        return
    turned = swapped(who.born_on)
    yield cases.filter(person__born_on__in=[who.born_on, *([turned] if turned else [])])
    starts = [name[:PREFIX] for name in (family, given) if name]
    begins = Q(pk__in=[])
    for start in starts:
        begins |= _begins(start)
    yield cases.filter(begins, person__born_on__in=days_nearly(who.born_on))
    year = {
        "person__born_on__gte": date(who.born_on.year, 1, 1),
        "person__born_on__lte": date(who.born_on.year, 12, 31),
    }
    for name in (family, given):
        if name:
            yield cases.filter(_begins(f"{name} "), **year)
    if family:
        yield cases.filter(_begins(f"{family} {given}".strip()), person__born_on__isnull=True)
        yield cases.filter(_begins(f"{family} {given}"), person__born_on__isnull=False)


def _by_name_alone(cases: QuerySet[CaseSummary], family: str, given: str) -> Iterable[QuerySet[CaseSummary]]:
    """The same first names first, so that a common name is cut where it fits least."""
    if family and given:
        yield cases.filter(_begins(f"{family} {given}"))
        yield cases.filter(_begins(f"{given} {family}"))
        yield cases.filter(_begins(f"{family} {given[:1]}"))
    elif family or given:
        yield cases.filter(Q(search_name=family or given) | _begins(f"{family or given} "))


def _begins(text: str) -> Q:
    """Names that begin so, by the index of names: PostgreSQL has one for LIKE, SQLite only uses one for a range."""
    if connection.vendor == "postgresql":
        return Q(search_name__startswith=text)
    return Q(search_name__gte=text, search_name__lt=f"{text}\U0010ffff")


# --- a whole list at once -----------------------------------------------------------------------------------------


def hints_for(viewer: Viewer, hearings: Iterable[Hearing]) -> Mapping[int, Band]:
    """The best band that a first look gives for each undecided hearing: who shares an identifier or the birth date.

    Three queries for a whole list, and no name: who it may be is told on the page of the hearing, after all is
    compared.
    """
    open_ones = [hearing for hearing in hearings if hearing.person_id is None]
    days = {each.born_on for each in open_ones} - {None}
    crns = {crn_as_compared(each.said_crn) for each in open_ones} - {""}
    pncs = {pnc_as_compared(each.pnc) for each in open_ones} - {""}
    if not (days or crns or pncs):
        return {}
    cases = findable_by(viewer)
    rows: dict[int, tuple[object, ...]] = {}
    # Asked one by one: an OR over these columns is found by the index of none.
    for who in (Q(person__crn__in=crns), Q(person__pnc__in=pncs), Q(person__born_on__in=days)):
        rows |= {row[0]: row for row in cases.filter(who).values_list(*_ROW, "search_name")[:HINTED]}
    by_key = _by_key(rows.values())
    return {each.pk: band for each in open_ones if (band := _best(identity_of(each), by_key)) is not Band.UNLIKELY}


_BORN_ON, _CRN, _PNC = (_ROW.index(f"person__{name}") for name in ("born_on", "crn", "pnc"))


def _by_key(rows: Iterable[tuple[object, ...]]) -> Mapping[object, list[tuple[object, ...]]]:
    """People (as `_ROW` has them, and the name by which they are found) by birth date, CRN and PNC number."""
    found: dict[object, list[tuple[object, ...]]] = {}
    for row in rows:
        keys = [row[_BORN_ON], f"crn {row[_CRN]}"]
        if row[_PNC]:
            keys.append(f"pnc {row[_PNC]}")
        for key in keys:
            found.setdefault(key, []).append(row)
    return found


def _best(who: Identity, by_key: Mapping[object, list[tuple[object, ...]]]) -> Band:
    """The best band among those who share a number; or the birth date and the first letter of a name, for most who
    share a birth date share no more than that.
    """
    numbers = (f"crn {crn_as_compared(who.crn)}", f"pnc {pnc_as_compared(who.pnc)}")
    rows = [row for number in numbers for row in by_key.get(number, ())]
    if who.born_on:
        letters = {f" {word[0]}" for word in as_searched(f"{who.family_name} {who.given_names}").split()}
        for row in by_key.get(who.born_on, ()):
            name = f" {row[-1]}"
            if any(letter in name for letter in letters):
                rows.append(row)
    return min((compare(who, _known(row)).band for row in rows), key=_ORDER.__getitem__, default=Band.UNLIKELY)


def identity_of(hearing: Hearing) -> Identity:
    """Who the list says that the defendant is."""
    return Identity(
        given_names=hearing.given_names,
        family_name=hearing.family_name,
        born_on=hearing.born_on,
        sex=hearing.sex,
        address=hearing.address,
        pnc=hearing.pnc,
        crn=hearing.said_crn,
    )

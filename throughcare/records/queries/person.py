"""One person's record as it is kept: who they are, their duties, and the names behind the codes in their facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from throughcare.facts import KINDS, Fact, FieldType, fields_of
from throughcare.facts.staff import Grade
from throughcare.records.models import CaseSummary, ObligationRow, Organisation, Person, Staff, Team
from throughcare.records.queries.duties import obligation_of, open_duties
from throughcare.standards.obligations import Obligation, Owed

STAFF, ORGANISATION, TEAM = "staff", "organisation", "team"
NO_NAME = "Name not recorded"


@dataclass(frozen=True, slots=True)
class Names:
    """What the codes in a record stand for. A code without a name stands for itself."""

    staff: Mapping[str, str] = field(default_factory=dict)
    grades: Mapping[str, Grade] = field(default_factory=dict)
    organisations: Mapping[str, str] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)
    """The sorts of the organisations (NPS, CRC)."""
    teams: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """By the codes of their organisation and of their own."""

    def of_staff(self, code: str) -> str:
        """A member of staff by code."""
        return self.staff.get(code) or code

    def of_organisation(self, code: str) -> str:
        """An organisation by code."""
        return self.organisations.get(code) or code

    def of_team(self, code: str, organisation: str | None = None) -> str:
        """A team by code; where its organisation is not named, only if one team alone is called so."""
        found = {name for (of, team), name in self.teams.items() if team == code and organisation in (None, of)}
        return found.pop() if len(found) == 1 else code

    def of(self, what: str, code: str, organisation: str | None = None) -> str:
        """A code by what it names (see `coded_fields`); that of a team within its organisation, where it is named."""
        if what == TEAM:
            return self.of_team(code, organisation)
        return self.of_staff(code) if what == STAFF else self.of_organisation(code)


def full_name(given_names: str | None, family_name: str | None) -> str:
    """A person's name as people say it, or that none is recorded; pages put the number beside it."""
    return " ".join(part for part in (given_names, family_name) if part) or NO_NAME


def name_in_sentence(given_names: str | None, family_name: str | None, crn: str) -> str:
    """The same where no number stands beside: whoever has no name is told by their number."""
    name = full_name(given_names, family_name)
    return f"{NO_NAME} ({crn})" if name == NO_NAME else name


def person_with(crn: str) -> Person | None:
    """The person of this case reference number, in whatever case it was typed."""
    wanted = crn.strip().upper()
    return None if "\x00" in wanted else Person.objects.filter(crn=wanted).first()  # PostgreSQL takes no such text


def duties_of(person: Person, as_of: date) -> list[Obligation]:
    """Every duty of a person that had opened by a day, in the order in which they opened."""
    rows = ObligationRow.objects.filter(person=person, opened__lte=as_of).order_by("opened", "opened_by", "standard")
    return [obligation_of(row, person.crn, as_of) for row in rows]


def open_duties_of(person: Person, today: date) -> list[Obligation]:
    """The duties of a person that are owed, or of which that is not known; still open, and can still be settled."""
    rows = open_duties(CaseSummary.objects.filter(pk=person.pk), today, (Owed.YES, Owed.UNKNOWN))
    return [obligation_of(row, person.crn, today) for row in rows]


@cache
def coded_fields(kind: str) -> Mapping[str, str]:
    """The fields of a kind that hold a code, with what the code names."""
    found = {}
    for name, each in fields_of(KINDS[kind]).items():
        if each.type is FieldType.OFFICER or name == "assessor":
            found[name] = STAFF
        elif each.type is FieldType.PROVIDER:
            found[name] = ORGANISATION
        elif name == "team":
            found[name] = TEAM
    return found


def names_in(facts: Iterable[Fact]) -> Names:
    """The names behind every code in these facts, in three queries."""
    codes: dict[str, set[str]] = {STAFF: set(), ORGANISATION: set(), TEAM: set()}
    for fact in facts:
        if fact.by is not None:
            codes[STAFF].add(fact.by.staff)
            codes[ORGANISATION].add(fact.by.organisation)
        for name, what in coded_fields(fact.kind).items():
            if code := getattr(fact, name):
                codes[what].add(code)
    staff = Staff.objects.filter(code__in=codes[STAFF]).values_list("code", "name", "grade")
    rows = list(staff)
    places = Organisation.objects.filter(code__in=codes[ORGANISATION]).values_list("code", "name", "type")
    organisations = list(places)
    return Names(
        staff={code: name for code, name, _ in rows},
        grades={code: Grade(grade) for code, _, grade in rows if grade},
        organisations={code: name for code, name, _ in organisations},
        types={code: type_ for code, _, type_ in organisations},
        teams={
            (organisation, code): name
            for organisation, code, name in Team.objects.filter(code__in=codes[TEAM]).values_list(
                "organisation_id", "code", "name"
            )
        },
    )

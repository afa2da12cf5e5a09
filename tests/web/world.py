"""Small worlds for the tests of pages: places, staff, users of each role, and people made of drafts.

    world = World()
    world.person("X1", sentenced("2016-03-01"), allocated("2016-03-02", "P1"), name="Aaron Bell")
    client.force_login(world.user("P1"))

Days are written as text. `stand_still` sets the day of the pages.
"""

from __future__ import annotations

import html
import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

from throughcare.actions.streams import append, append_to_staff
from throughcare.facts.allocation import Allocated
from throughcare.facts.checks import CheckRequested, CheckReturned, CheckType
from throughcare.facts.court import Disposal, Sentenced
from throughcare.facts.drafts import Draft
from throughcare.facts.identity import AccessLimit, AccessLimited, Identified
from throughcare.facts.outcome import Ended
from throughcare.facts.oversight import PractitionerAbsent
from throughcare.facts.resettlement import Released
from throughcare.facts.risk import Assessed, Assessment, Completion, Concern, Register, RoshLevel
from throughcare.facts.staff import Grade, PostHeld
from throughcare.facts.supervision import Appointment, AppointmentArranged, HomeVisit, Meeting, Outcome, Plan
from throughcare.records.models import Organisation, Person, Staff, Team, User
from throughcare.rules.access import Role

AT = datetime(2016, 3, 1, 9, tzinfo=UTC)
NPS, CRC = "N02", "C07"
TEAM, OTHER_TEAM = "T1", "T2"
PASSWORD = "a long pass phrase"


def stand_still(monkeypatch: Any, day: str) -> date:
    """Make it this day for the pages."""
    on = date.fromisoformat(day)
    monkeypatch.setattr("throughcare.web.clock.standing_day", lambda: on)
    return on


class World:
    """Two organisations, two teams of the first, and whoever is added."""

    def __init__(self) -> None:
        for code, name, type_ in ((NPS, "NPS North East", "NPS"), (CRC, "West Yorkshire CRC", "CRC")):
            Organisation.objects.get_or_create(code=code, defaults={"name": name, "type": type_})
        for code, name in ((TEAM, "Leeds North"), (OTHER_TEAM, "Newcastle")):
            Team.objects.get_or_create(code=code, defaults={"name": name, "organisation_id": NPS})

    def user(
        self,
        code: str,
        role: Role = Role.PRACTITIONER,
        *,
        name: str = "",
        organisation: str = NPS,
        team: str = TEAM,
    ) -> User:
        """Somebody who signs in; with the same code as a member of staff, that one."""
        found = User.objects.filter(code=code).first()
        return found or User.objects.create_user(
            f"{code.lower()}@x.example",
            PASSWORD,
            code=code,
            name=name or f"User {code}",
            role=role,
            organisation=organisation,
            team=team,
        )

    def staff(
        self, code: str, name: str = "", *, grade: Grade = Grade.OFFICER, organisation: str = NPS, team: str = TEAM
    ) -> Staff:
        """A member of staff who holds a post."""
        Staff.objects.create(code=code, name=name or f"Staff {code}")
        post = {"provider": organisation, "team": team, "grade": grade, "full_time": 1.0}
        append_to_staff(staff=code, drafts=[Draft(kind=PostHeld, on=date(2015, 1, 5), payload=post)], by=None, at=AT)
        return Staff.objects.get(code=code)

    def away(self, code: str, first: str, last: str | None, cover: str | None = None) -> None:
        """A member of staff is not available."""
        payload = {"officer": code, "until_on": _day(last), "cover": cover}
        append_to_staff(staff=code, drafts=[draft(PractitionerAbsent, first, **payload)], by=None, at=AT)

    def person(self, crn: str, *drafts: Draft, name: str = "") -> Person:
        """A person with a name (given names and family name) and these facts."""
        Person.objects.create(crn=crn)
        given, _, family = name.rpartition(" ")
        who = [draft(Identified, "2015-01-01", given_names=given, family_name=family)] if name else []
        append(person=crn, drafts=[*who, *drafts], by=None, at=AT)
        return Person.objects.get(crn=crn)

    def case(
        self, crn: str, on: str, *more: Draft, officer: str | None = "P1", name: str = "Aaron Bell", **holder: Any
    ) -> Person:
        """Somebody sentenced on a day, allocated the next, and whatever came after."""
        next_day = (date.fromisoformat(on) + timedelta(days=1)).isoformat()
        return self.person(crn, sentenced(on), allocated(next_day, officer, **holder), *more, name=name)

    def record(self, crn: str, *drafts: Draft) -> None:
        """More facts of a person."""
        append(person=crn, drafts=drafts, by=None, at=AT)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def draft(kind: type, on: str, *, thread: str | None = None, note: str | None = None, **payload: Any) -> Draft:
    """Any fact to be."""
    return Draft(kind=kind, on=date.fromisoformat(on), payload=payload, thread=thread, note=note)


def sentenced(on: str, order: str = "1", disposal: Disposal = Disposal.COMMUNITY_ORDER) -> Draft:
    return draft(Sentenced, on, order=order, disposal=disposal)


def released(on: str, order: str = "1") -> Draft:
    return draft(Released, on, order=order)


def allocated(
    on: str, officer: str | None, order: str = "1", *, organisation: str = NPS, team: str | None = TEAM
) -> Draft:
    return draft(Allocated, on, order=order, provider=organisation, officer=officer, team=team)


def seen(on: str, officer: str, outcome: Outcome = Outcome.ATTENDED, thread: str | None = None) -> Draft:
    return draft(Appointment, on, outcome=outcome, officer=officer, thread=thread)


def visited(on: str, officer: str, outcome: Outcome = Outcome.ATTENDED) -> Draft:
    return draft(HomeVisit, on, outcome=outcome, officer=officer)


def arranged(on: str, officer: str, at_time: str | None = None, meeting: Meeting = Meeting.OFFICE) -> Draft:
    return draft(AppointmentArranged, on, meeting=meeting, officer=officer, at_time=at_time, thread=f"M{on}")


def planned(on: str, officer: str) -> Draft:
    return draft(Plan, on, officer=officer)


def screened(on: str, level: RoshLevel | None = None) -> Draft:
    payload = {"assessment": Assessment.SCREENING, "status": Completion.COMPLETE, "level": level}
    return draft(Assessed, on, **payload)


def concerned(on: str, register: Register = Register.DOMESTIC_ABUSE) -> Draft:
    return draft(Concern, on, register=register)


def asked(on: str, check: CheckType = CheckType.DOMESTIC_ABUSE, thread: str = "K1") -> Draft:
    return draft(CheckRequested, on, check=check, thread=thread)


def answered(on: str, result: Any, check: CheckType = CheckType.DOMESTIC_ABUSE, thread: str = "K1") -> Draft:
    return draft(CheckReturned, on, check=check, result=result, thread=thread)


def limited(on: str, limit: AccessLimit, officer: str) -> Draft:
    return draft(AccessLimited, on, limit=limit, officer=officer)


def ended(on: str, order: str = "1") -> Draft:
    return draft(Ended, on, order=order)


# --- pages as they are read -------------------------------------------------------------------------------------


class Page(str):
    """A page as it came, and as it is read."""

    @property
    def text(self) -> str:
        """What is read, without the markup."""
        return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", self)).split())

    @property
    def heading(self) -> str:
        """The heading of the page."""
        return re.search(r"<h1[^>]*>(.*?)</h1>", self, re.S).group(1).strip()

    def lines(self, section: str = "") -> list[str]:
        """The text of each line, of one section where named."""
        part = self
        if section:
            found = re.search(rf'<section[^>]*="section-{section}">(.*?)</section>', self, re.S)
            part = found.group(1) if found else ""
        lines = re.findall(r'<li class="tc-line[ "].*?(?=<li class="tc-line[ "]|\Z)', part, re.S)
        return [Page(line).text for line in lines]


def look(client: Any, user: User, address: str = "/") -> Page:
    """A page as this user sees it."""
    client.force_login(user)
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return Page(answer.content.decode())

"""A small world with two courts of one division and one of another, and lists as they are sent in."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

from tests.web.world import AT, CRC, NPS, World, draft
from throughcare.actions.day_lists import receive_day_list
from throughcare.actions.streams import append
from throughcare.exchange.day_lists import DayListRead, read_day_list
from throughcare.facts.identity import Identified
from throughcare.records.models import Court, Hearing, Person, ReceivedList, User
from throughcare.rules.access import Role

LEEDS, YORK, ELSEWHERE = "B01LE", "B01YO", "B99XX"
TODAY = date(2016, 3, 14)
NOW = datetime(2016, 3, 14, 9, tzinfo=UTC)

BELL = {
    "given_names": "Aaron",
    "family_name": "Bell",
    "born_on": "1988-05-02",
    "address": "12 Park Row, Leeds LS1 5HD",
    "sex": "M",
}


def row(reference: str = "R1", **cells: str) -> dict[str, str]:
    """One row of a day list, of Aaron Bell unless it says otherwise."""
    return {"court": LEEDS, "day": "2016-03-14", "time": "10:00", "room": "1", "reference": reference, **BELL, **cells}


def read(*rows: Any, courts: tuple[str, ...] = (LEEDS, YORK)) -> DayListRead:
    """What a file of these rows holds."""
    return read_day_list(json.dumps(list(rows)).encode(), courts=courts, today=TODAY)


class CourtWorld(World):
    """The world of the pages, with courts."""

    def __init__(self) -> None:
        super().__init__()
        for code, name, organisation in ((LEEDS, "Leeds Crown Court", NPS), (YORK, "York Crown Court", NPS)):
            Court.objects.create(code=code, name=name, organisation_id=organisation, rooms=["1", "2"])
        Court.objects.create(code=ELSEWHERE, name="A court elsewhere", organisation_id=CRC)
        self.officer = self.user("CO1", Role.COURT_OFFICER, name="Joseph Tetteh", team="")
        self._lists = 0

    def list(self, *rows: Any, by: User | None = None, at: datetime = NOW, token: str = "") -> ReceivedList:
        """A day list that was sent in."""
        self._lists += 1
        token = token or f"list{self._lists}"
        return receive_day_list(
            read=read(*rows), by=by or self.officer, at=at, token=token, name=f"list {self._lists}.json"
        )

    def hearing(self, reference: str = "R1", **cells: str) -> Hearing:
        """One defendant, listed."""
        self.list(row(reference, **cells))
        return Hearing.objects.get(list_reference=reference)

    def known(self, crn: str, *drafts: Any, **said: Any) -> Person:
        """Somebody who is known: Aaron Bell, unless it says otherwise."""
        who = {**BELL, "born_on": date.fromisoformat(BELL["born_on"]), **said}
        Person.objects.create(crn=crn)
        append(person=crn, drafts=[draft(Identified, "2015-01-01", **who), *drafts], by=None, at=AT)
        return Person.objects.get(crn=crn)

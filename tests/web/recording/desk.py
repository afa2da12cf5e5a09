"""Forms as a browser sends them: what a page holds, changed here and there, and posted to where it came from."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from tests.web.world import Page, World, stand_still
from throughcare.facts.staff import Grade
from throughcare.records.models import Person, StoredFact
from throughcare.records.streams import stream_of
from throughcare.rules.access import Role

TODAY = "2016-03-14"
ME, MANAGER, OTHER = "P1", "M1", "P2"
CONTACT = "/people/X1/contact/"
SEEN = {"met": "OFFICE", "outcome": "ATTENDED"}


def recording_world(monkeypatch: Any) -> World:
    """Monday 14 March 2016. Aaron Bell (X1) was sentenced on Tuesday the 8th; Priya Shah (P1) holds his case, Sam Reid
    (P2) is in her team, and Denise Ibbotson (M1) manages it.
    """
    stand_still(monkeypatch, TODAY)
    world = World()
    for code, name in ((ME, "Priya Shah"), (OTHER, "Sam Reid")):
        world.staff(code, name)
        world.user(code, name=name)
    world.staff(MANAGER, "Denise Ibbotson", grade=Grade.SENIOR)
    world.user(MANAGER, Role.SENIOR_PROBATION_OFFICER, name="Denise Ibbotson")
    world.case("X1", "2016-03-08")
    return world


class _Form(HTMLParser):
    """What the main form of a page would send as it stands."""

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[str, list[str]] = {}
        self.buttons: list[str] = []
        self._depth, self._select, self._text = False, None, None

    def handle_starttag(self, tag: str, pairs: Any) -> None:
        attrs = dict(pairs)
        if tag == "main":
            self._depth = True
        if not self._depth:
            return
        if tag == "input":
            kind = attrs.get("type", "text")
            if kind not in ("radio", "checkbox") or "checked" in attrs:
                self.held.setdefault(attrs["name"], []).append(attrs.get("value", ""))
        elif tag == "select":
            self._select = attrs["name"]
        elif tag == "option" and self._select and ("selected" in attrs or self._select not in self.held):
            self.held[self._select] = [attrs.get("value", "")]
        elif tag == "textarea":
            self._text = attrs["name"]
            self.held[self._text] = [""]

    def handle_endtag(self, tag: str) -> None:
        if tag == "main":
            self._depth = False
        elif tag == "select":
            self._select = None
        elif tag == "textarea":
            self._text = None

    def handle_data(self, data: str) -> None:
        if self._text:
            self.held[self._text][0] += data


def held_by(page: str) -> dict[str, list[str]]:
    """What the form of this page would send if nobody changed anything."""
    form = _Form()
    form.feed(page)
    return form.held


def filled(page: str, **typed: Any) -> dict[str, Any]:
    """The same with these answers."""
    return held_by(page) | typed


class Desk:
    """A browser in which one user records."""

    def __init__(self, client: Any, user: Any) -> None:
        self.client, self.user = client, user
        client.force_login(user)

    def get(self, address: str, status: int = 200) -> Page:
        answer = self.client.get(address)
        assert answer.status_code == status, (answer.status_code, answer.content.decode()[:2000])
        return Page(answer.content.decode())

    def post(self, address: str, data: dict[str, Any]) -> Any:
        return self.client.post(address, data)

    def record(self, address: str, **typed: Any) -> Page:
        """Open a form, answer it, and come to the page that tells what it did."""
        return self.recorded(self.post(address, filled(self.get(address), **typed)))

    def recorded(self, answer: Any) -> Page:
        assert answer.status_code == 303, Page(answer.content.decode()).text
        return self.get(answer["Location"])

    def refused(self, address: str, **typed: Any) -> Page:
        """Open a form, answer it, and have it back with what is wrong."""
        return self.back(self.post(address, filled(self.get(address), **typed)))

    def back(self, answer: Any) -> Page:
        assert answer.status_code == 200, answer.status_code
        page = Page(answer.content.decode())
        assert "<title>Error: " in page, page.text
        return page


def kinds(crn: str = "X1") -> list[str]:
    """The kinds of all facts of a person."""
    return [fact.kind for fact in stream_of(Person.objects.get(crn=crn))]


def last(crn: str = "X1", back: int = 1) -> Any:
    """The last fact of a person, or one before it."""
    return stream_of(Person.objects.get(crn=crn))[-back]


def facts_in_all() -> int:
    return StoredFact.objects.filter(person__isnull=False).count()

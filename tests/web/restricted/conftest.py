"""A restricted case, a case of another organisation, and whoever would open, be told of and judge them."""

from datetime import datetime

import pytest

from tests.web.world import CRC, World, limited, stand_still
from throughcare.calendar import LONDON
from throughcare.facts.identity import AccessLimit
from throughcare.facts.staff import Grade
from throughcare.rules.access import Role

WHY = "Her mother has just rung: he is on his way to her with a knife."


class Clock:
    """What time it is for the pages."""

    def __init__(self) -> None:
        self.now = datetime(2016, 3, 14, 13, 32, tzinfo=LONDON)

    def __call__(self) -> datetime:
        return self.now

    def set(self, text: str) -> None:
        self.now = datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.fixture
def clock(monkeypatch):
    """Monday 14 March 2016, 13:32, until a test says otherwise."""
    found = Clock()
    for module in ("people.opening", "restricted.glass_views", "restricted.views", "people.views"):
        monkeypatch.setattr(f"throughcare.web.{module}.now", found)
    return found


@pytest.fixture
def world(monkeypatch, clock):  # noqa: ARG001 -- the time stands still too
    """Priya Shah (P1) holds X1, which is restricted to her and Denise Ibbotson (S1); P3 of the company holds X3."""
    stand_still(monkeypatch, "2016-03-14")
    world = World()
    for code, name in (("P1", "Priya Shah"), ("P2", "Sam Reid")):
        world.staff(code, name)
        world.user(code, name=name)
    world.staff("S1", "Denise Ibbotson", grade=Grade.SENIOR)
    world.user("S1", Role.SENIOR_PROBATION_OFFICER, name="Denise Ibbotson")
    world.user("S2", Role.SENIOR_PROBATION_OFFICER, name="Omar Haddad")
    world.staff("P3", "Gemma Holroyd", organisation=CRC, team="")
    world.user("P3", name="Gemma Holroyd", organisation=CRC, team="")
    world.user("S3", Role.SENIOR_PROBATION_OFFICER, name="Karl Whitworth", organisation=CRC, team="")
    world.user("CO1", Role.COURT_OFFICER, name="Joseph Tetteh", team="")
    world.user("D1", Role.DATA_OFFICER, name="Rekha Solanki", organisation="", team="")
    world.user("I1", Role.INSPECTOR, name="Margaret Penhale", organisation="", team="")
    only = [limited("2016-03-03", AccessLimit.RESTRICTION, code) for code in ("P1", "S1")]
    world.case("X1", "2016-03-01", *only, name="Aaron Bell")
    world.case("X3", "2016-03-01", officer="P3", organisation=CRC, team=None, name="Cy Dunn")
    return world

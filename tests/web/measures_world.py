"""A small world for the pages of measures, and how their tables are read."""

import re

from tests.web.world import CRC, OTHER_TEAM, Page, World, arranged, seen
from throughcare.records.models import User
from throughcare.rules.access import Role

SEEN = "/measures/briefing/first-appointment/"
LIST = f"{SEEN}people/"
QUARTER = "from=2016-04-01&to=2016-06-30&reading=live"


def small_world() -> World:
    """Five people: seen in time, arranged and never seen, two of a company never seen, and one with time left."""
    made = World()
    elsewhere = {"organisation": CRC, "team": None}
    made.case("X1", "2016-04-04", seen("2016-04-08", "P1"), name="Aaron Bell")
    made.case("X2", "2016-04-04", arranged("2016-04-08", "P1"), name="Beth Carr")
    made.case("X3", "2016-05-02", name="Cy Dunn", officer="C1", **elsewhere)
    made.case("X4", "2016-05-03", name="Di Eames", officer="C1", **elsewhere)
    made.case("X5", "2016-06-28", name="Ed Frost", team=OTHER_TEAM)
    return made


def inspector(world: World) -> User:
    return world.user("I1", Role.INSPECTOR, organisation="", team="")


def lead(world: World) -> User:
    return world.user("L1", Role.PROVIDER_LEAD, organisation=CRC, team="")


def senior(world: World) -> User:
    return world.user("S1", Role.SENIOR_PROBATION_OFFICER)


def viewer_of_figures(world: World) -> User:
    return world.user("F1", Role.AGGREGATE_VIEWER, organisation="", team="")


def table(page: Page, title: str) -> Page:
    """The table of a question."""
    tables = re.findall(r"<table.*?</table>", page, re.S)
    return Page(next(each for each in tables if title in each.split("</caption>")[0]))


def row(page: Page, name: str) -> str:
    """What is read in the first row with this name."""
    rows = re.findall(r"<tr.*?</tr>", page, re.S)
    return next(Page(each).text for each in rows if re.search(rf'scope="row">{name}<', each))


def links(page: Page, part: str = "/people/?") -> list[str]:
    """The addresses to which a page leads."""
    return [each.replace("&amp;", "&") for each in re.findall(r'href="([^"]*)"', page) if part in each]

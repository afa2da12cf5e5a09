"""What more oral and short reports do to risk assessment: the mix of forms, and what was known by each."""

import re

import pytest
from django.db.models import Q

from tests.web.world import Page, World, allocated, draft, look, screened, sentenced, stand_still
from throughcare.facts.checks import CheckRequested, CheckReturned, CheckType
from throughcare.facts.court import ReportDelivered, ReportFormat, ReportRequested
from throughcare.facts.risk import RoshLevel
from throughcare.records.models import ObligationRow
from throughcare.records.queries.formats import ASKED
from throughcare.rules.access import Role

pytestmark = pytest.mark.django_db


def test_the_index_of_forms_is_of_the_standard_by_which_they_are_counted():
    (index,) = (each for each in ObligationRow._meta.indexes if each.name == "report_by_opened")
    assert index.condition == Q(standard=ASKED)


def report(form, on, given):
    said = {"order": "1", "format": form, "provider": "N02"}
    return draft(ReportRequested, on, thread="r", **said), draft(ReportDelivered, given, thread="r", **said)


def checked(asked, back=None):
    said = {"check": CheckType.DOMESTIC_ABUSE}
    found = [draft(CheckRequested, asked, thread="c", **said)]
    return found + ([draft(CheckReturned, back, thread="c", **said)] if back else [])


@pytest.fixture
def page(monkeypatch, client):
    stand_still(monkeypatch, "2016-05-20")
    world = World()
    world.staff("P1")
    given = {"X1": ReportFormat.ORAL, "X2": ReportFormat.ORAL, "X3": ReportFormat.STANDARD}
    for crn, form in given.items():
        later = [sentenced("2016-04-12"), allocated("2016-04-13", "P1"), screened("2016-04-12", RoshLevel.LOW)]
        back = "2016-04-12" if crn == "X3" else None
        world.person(crn, *report(form, "2016-04-11", "2016-04-12"), *checked("2016-04-11", back), *later, name="A B")
    return look(client, world.user("V1", Role.AGGREGATE_VIEWER, organisation="", team=""), "/measures/formats/")


def row(page, name):
    found = re.search(rf">{re.escape(name)}</(?:a|th)>(.*?)</tr>", page, re.S).group(1)
    return [Page(cell).text for cell in re.findall(r"<td.*?</td>", found, re.S)]


def test_the_mix_is_told_by_quarter_and_by_organisation(page):
    mix = ["67% (2)", "0% (0)", "33% (1)", "0% (0)", "3"]
    assert row(page, "April to June 2016") == mix
    assert row(page, "NPS North East") == mix


def test_by_form_it_is_told_how_often_checks_were_back_and_risk_was_assessed(page):
    assert row(page, "Were all checks back when the case was allocated?") == [
        "0% (0% to 66%), 0 of 2",
        "none",
        "100% (21% to 100%), 1 of 1",
        "none",
    ]
    assert (
        row(page, "Was the risk of serious harm screening complete when the case was allocated?")[0]
        == "100% (34% to 100%), 2 of 2"
    )


def test_it_says_what_cannot_be_concluded(page):
    assert "Forms follow need" in page.text
    assert "does not say what the form did" in page.text

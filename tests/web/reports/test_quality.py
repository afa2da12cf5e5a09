"""Marking reports at the desk: a second reader is blind until both are in, and agreement is told."""

import pytest
from django.test import Client

from tests.web.recording.desk import Desk
from tests.web.reports.world import SENIOR, asked, content
from tests.web.world import draft
from throughcare.facts.court import ReportCalledOff
from throughcare.facts.record import Withdrawn
from throughcare.records.models import Person, QualityMark, StoredFact
from throughcare.rules.quality import is_in_sample
from throughcare.web.reports import quality

pytestmark = pytest.mark.django_db

CRN = next(f"Q{n}" for n in range(1, 60) if is_in_sample(f"Q{n}", "report-2016-03-16"))
MARK = f"/reports/{CRN}/report-2016-03-16/quality/"
ALL_YES = {"analytical": "Y", "personalised": "Y", "sources": "Y", "follows": "Y"}


@pytest.fixture
def signed(desk, world):
    world.person(CRN, name="Carol Ash")
    desk.record(f"/reports/ask/{CRN}/", **asked())
    desk.record(f"/reports/{CRN}/report-2016-03-16/write/", **content())
    return desk


def senior(world):
    return Desk(Client(), world.user(SENIOR))


def test_a_second_reader_sees_the_first_only_after_their_own(signed, world):
    signed.recorded(signed.post(MARK, ALL_YES | {"note": "I am content."}))
    second = senior(world)
    assert f"The report on {CRN}" in second.get("/reports/quality/").text
    page = second.get(MARK).text
    assert "The other reader's marks are in, and are shown once both are." in page
    assert "I am content." not in page
    second.recorded(second.post(MARK, ALL_YES | {"follows": "N"}))
    assert "I am content." in second.get(MARK).text
    assert "The second reader" in signed.get(MARK).text
    table = signed.get("/reports/quality/").text
    assert "What both have marked: 1" in table
    assert "1 of 1" in table
    assert "0 of 1" in table


def test_marks_are_given_once_and_whole(signed):
    back = signed.back(signed.post(MARK, {"analytical": "Y"}))
    assert "Say yes or no." in back.text
    signed.recorded(signed.post(MARK, ALL_YES))
    back = signed.back(signed.post(MARK, ALL_YES))
    assert "You have marked this report already" in back.text


LISTED = f"The report on {CRN}"
PAGE = "/reports/quality/"


def test_a_report_that_was_withdrawn_waits_for_nobody(signed, world):
    signed.recorded(signed.post(MARK, ALL_YES))
    assert LISTED in senior(world).get(PAGE).text
    number = StoredFact.objects.get(person__crn=CRN, kind="report_requested").number
    world.record(CRN, draft(Withdrawn, "2016-03-16", target=number))
    assert LISTED not in senior(world).get(PAGE).text


def test_nor_does_one_that_was_called_off(signed, world):
    signed.recorded(signed.post(MARK, ALL_YES))
    world.record(CRN, draft(ReportCalledOff, "2016-03-16", thread="report-2016-03-16", order="1"))
    assert LISTED not in senior(world).get(PAGE).text


def test_marks_of_the_last_twelve_months_are_looked_at(signed, world):
    signed.recorded(signed.post(MARK, ALL_YES))
    written = QualityMark.objects.filter(is_writer=True)
    written.update(at="2015-03-16T00:00:00Z")
    page = senior(world).get(PAGE).text
    assert "since 16 March 2015" in page
    assert LISTED in page
    written.update(at="2015-03-15T23:59:59Z")
    assert LISTED not in senior(world).get(PAGE).text
    second = senior(world)
    second.recorded(second.post(MARK, ALL_YES))
    assert "What both have marked: 0" in second.get(PAGE).text
    written.update(at="2015-03-16T00:00:00Z")
    assert "What both have marked: 1" in second.get(PAGE).text


def test_what_waits_comes_in_pages(signed, world, monkeypatch):
    monkeypatch.setattr(quality, "ON_A_PAGE", 1)
    signed.recorded(signed.post(MARK, ALL_YES))
    mark = QualityMark.objects.get()
    other = next(f"Q{n}" for n in range(60, 120) if is_in_sample(f"Q{n}", "report-2016-03-16"))
    world.person(other, name="Ann Oak")
    signed.record(f"/reports/ask/{other}/", **asked())
    signed.record(f"/reports/{other}/report-2016-03-16/write/", **content())
    mark.pk, mark.person = None, Person.objects.get(crn=other)
    mark.save()
    first, last = (senior(world).get(f"{PAGE}?page={number}").text for number in (1, 2))
    assert (LISTED in first, other in first) == (True, False)
    assert (LISTED in last, other in last) == (False, True)

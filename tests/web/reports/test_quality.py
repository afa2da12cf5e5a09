"""Marking reports at the desk: a second reader is blind until both are in, and agreement is told."""

import pytest
from django.test import Client

from tests.web.recording.desk import Desk
from tests.web.reports.world import SENIOR, asked, content
from throughcare.rules.quality import is_in_sample

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

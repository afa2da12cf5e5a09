"""Scores at court: answered where a report is written, seen beside it, and closed with it."""

import re

import pytest

from tests.web.recording.desk import kinds
from tests.web.recording.test_scores import RECORD
from tests.web.reports.world import ASK, REPORT, asked, desk_of
from throughcare.rules.access import Role

pytestmark = pytest.mark.django_db
SCORES = f"{REPORT}scores/"


def words(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page.text).split())


def test_whoever_writes_the_report_answers_and_sees_the_scores(desk):
    desk.record(ASK, **asked())
    assert "RSR: No score" in words(desk.get(REPORT))
    desk.record(f"{SCORES}answers/", **RECORD)
    text = words(desk.get(REPORT))
    assert "RSR: 3.55%, medium, without an interview (static) (bands 1.0)" in text
    assert "OGRS3: 91%, very high (bands 1.0)" in text
    assert "Scores, with the answers that they rest on" in text
    assert "91%, very high" in words(desk.get(SCORES))
    assert "1.25112 × ln(31 ÷ (10 + 16))" in words(desk.get(f"{SCORES}ogrs3/"))


def test_what_stands_beside_the_draft_has_the_scores(desk):
    desk.record(ASK, **asked())
    desk.record(f"{SCORES}answers/", **RECORD)
    assert "OGRS3: 91%, very high" in words(desk.get(f"{REPORT}write/"))


def test_what_does_not_fit_is_refused_at_court_too(desk):
    desk.record(ASK, **asked())
    before = kinds()
    page = desk.refused(f"{SCORES}answers/", **RECORD | {"current_offence_code": "99999"})
    assert "No weight is published for this offence code" in page.text
    assert kinds() == before


def test_nobody_else_opens_them_through_the_report(world, desk):
    desk.record(ASK, **asked())
    for code, role in (("L1", Role.PROVIDER_LEAD), ("A1", Role.AGGREGATE_VIEWER), ("I1", Role.INSPECTOR)):
        world.user(code, role)
        for address in (SCORES, f"{SCORES}rsr/", f"{SCORES}answers/"):
            assert desk_of(world, code).client.get(address).status_code in (403, 404)

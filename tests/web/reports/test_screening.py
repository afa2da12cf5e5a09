"""The risk screening at court: answered where a report is written, gone on with by whoever gets the case."""

import pytest

from tests.web.recording.desk import held_by, kinds, last
from tests.web.reports.world import ASK, OFFICER, REPORT, asked, desk_of
from tests.web.risk.assessing import screened
from throughcare.rules.access import Role

pytestmark = pytest.mark.django_db
SCREENING = f"{REPORT}screening/"


def test_whoever_writes_the_report_screens_and_it_can_be_undone_there(desk):
    desk.record(ASK, **asked())
    assert "Screen for the risk of serious harm" in desk.get(REPORT).text
    page = desk.record(SCREENING, **screened(weapon="NOW"))
    assert kinds()[-1] == "assessed"
    assert last().assessor == OFFICER
    assert "Undo" in page.text


def test_a_draft_of_it_is_kept_at_court_too(desk):
    desk.record(ASK, **asked())
    desk.post(SCREENING, {**held_by(desk.get(SCREENING)), "weapon": "NOW", "save": "yes"})
    page = desk.get(SCREENING)
    assert "Draft saved by Joseph Tetteh" in page.text
    assert held_by(page)["weapon"] == ["NOW"]
    assert "assessed" not in kinds()


def test_nobody_else_opens_it_through_the_report(world, desk):
    desk.record(ASK, **asked())
    for code, role in (("L1", Role.PROVIDER_LEAD), ("A1", Role.AGGREGATE_VIEWER), ("I1", Role.INSPECTOR)):
        world.user(code, role)
        assert desk_of(world, code).client.get(SCREENING).status_code in (403, 404)

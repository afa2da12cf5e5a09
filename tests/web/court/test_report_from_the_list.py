"""From the day list to a report, and back: what was recorded through a hearing goes with it when it is undone."""

from datetime import date

import pytest

from tests.web.court_world import LEEDS, NOW, YORK, CourtWorld, row
from tests.web.recording.desk import Desk, kinds
from tests.web.reports.world import asked, content
from throughcare.actions.matching import confirm_match, undo_match
from throughcare.facts.staff import Grade
from throughcare.records.models import Hearing, Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(world: CourtWorld) -> CourtWorld:
    """With a court officer who may write, and the two agencies that are asked."""
    world.staff("CO1", "Joseph Tetteh", grade=Grade.SERVICE_OFFICER, team="")
    for code, type_ in (("POL-WY", "POLICE"), ("CS-LEEDS", "CHILDREN")):
        Organisation.objects.create(code=code, name=code, type=type_)
    return world


def test_a_report_is_asked_from_the_list_and_follows_the_right_person(client, world: CourtWorld):
    world.person("X1", name="Aaron Bell")
    world.person("X2", name="Alan Bell")
    hearing = world.hearing("R1")
    desk = Desk(client, world.officer)
    page = f"/court/hearings/{hearing.pk}/"
    assert "Ask for a report" not in desk.get(page).text, "nobody has said yet who it is"
    confirm_match(hearing=hearing, person="X1", by=world.officer, at=NOW, token="t1", reason="He told me himself.")
    ask = f"/reports/ask/X1/?hearing={hearing.pk}"
    assert ask in desk.get(page).replace("&amp;", "&")
    assert "Leeds Crown Court" in desk.get(ask)
    desk.record(ask, **asked(due_on="23 March 2016"))
    assert kinds("X1")[-4:] == ["report_requested", "report_assigned", "check_requested", "check_requested"]
    assert len(Hearing.objects.get().threads) == 3
    assert "Ask for another report" in desk.get(page).text
    assert "Its report : Aaron Bell" in desk.get("/court/?court=B01LE&on=2016-03-14").text
    assert "/reports/X1/report-2016-03-14/" in desk.get(page)
    found, why = Hearing.objects.get(), "It was his brother all along."
    undo_match(hearing=found, by=world.officer, at=NOW, token="t2", reason=why, to="X2")
    assert kinds("X1")[-4:] == ["wrong_person"] * 4
    assert kinds("X2")[-2:] == ["report_requested", "report_assigned"], "no agency was asked about him"
    assert "/reports/X2/report-2016-03-14/" in desk.get(page)
    assert "Alan Bell" in desk.get("/reports/").text
    assert "Aaron Bell" not in desk.get("/reports/").text


def test_what_somebody_is_charged_with_stands_beside_their_report(client, world: CourtWorld):
    world.person("X1", name="Aaron Bell")
    hearing = world.hearing("R1", offences="Common assault on 3 March 2016")
    confirm_match(hearing=hearing, person="X1", by=world.officer, at=NOW, token="t1", reason="He told me himself.")
    desk = Desk(client, world.officer)
    spoken = {"format": "ORAL", "due_on": "today", "differs": "The court will not adjourn for this."}
    desk.record(f"/reports/ask/X1/?hearing={hearing.pk}", **asked(**spoken))
    report = "/reports/X1/report-2016-03-14/"
    for page in (report, f"{report}deliver/", f"{report}write/"):
        assert "What the record knows Charged with Common assault on 3 March 2016" in desk.get(page).text, page


def test_a_hearing_that_moves_tells_the_writer_and_leaves_the_courts_day(client, world: CourtWorld):
    world.person("X1", name="Aaron Bell")
    hearing = world.hearing("R1")
    confirm_match(hearing=hearing, person="X1", by=world.officer, at=NOW, token="t1", reason="He told me himself.")
    desk = Desk(client, world.officer)
    desk.record(f"/reports/ask/X1/?hearing={hearing.pk}", **asked(due_on="14 March 2016"))
    desk.record("/reports/X1/report-2016-03-14/write/", **content())
    world.list(row("R1", day="2016-03-21"), row("R2", time="11:00"))
    told = desk.get("/court/notices/").text
    assert "is listed for 21 March 2016 now. The report is still asked for 14 March 2016" in told
    assert "14 March 2016" in desk.get("/reports/X1/report-2016-03-14/").text
    world.list(row("R1", day="2016-03-21", time="09:30"), row("R2", time="11:00"))
    assert desk.get("/court/notices/").text.count("is listed for") == 1, "another time of the same day is no news"


@pytest.mark.parametrize(
    ("others", "many"),
    [({}, 1), ({"reference": "R7"}, 0), ({"court": YORK}, 0), ({"person": "X2"}, 0)],
    ids=["the next of the case", "another case", "another court", "another person"],
)
def test_the_writer_is_told_when_the_next_hearing_of_the_case_moves(client, world: CourtWorld, others, many):
    world.person("X1", name="Aaron Bell")
    world.person("X2", name="Alan Bell")
    hearing = world.hearing("R1")
    confirm_match(hearing=hearing, person="X1", by=world.officer, at=NOW, token="t1", reason="He told me himself.")
    desk = Desk(client, world.officer)
    desk.record(f"/reports/ask/X1/?hearing={hearing.pk}", **asked(due_on="23 March 2016"))
    case = {"reference": "R1", **others}
    person = case.pop("person", "X1")
    world.list(row(**case, day="2016-03-23"))
    then = Hearing.objects.get(listed_on=date(2016, 3, 23))
    confirm_match(hearing=then, person=person, by=world.officer, at=NOW, token="t2", reason="He told me himself.")
    world.list(row("R9", day="2016-03-23", court=case.get("court", LEEDS)), row(**case, day="2016-03-30"))
    assert Hearing.objects.get(pk=then.pk).listed_on == date(2016, 3, 30)
    told = desk.get("/court/notices/").text
    assert told.count("is listed for 30 March 2016 now. The report is still asked for 23 March 2016") == many

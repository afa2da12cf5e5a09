"""Limits are looked at again, lifted in time, and never hide a case from everybody."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.web.recording.desk import Desk, kinds, last
from tests.web.world import AT, draft, limited, look
from throughcare.actions.streams import append_to_staff
from throughcare.facts.drafts import Draft
from throughcare.facts.identity import AccessLimit, AccessLimited
from throughcare.facts.staff import PostLeft
from throughcare.records.models import CaseLimit, Notice, User
from throughcare.rules.access import Role

pytestmark = [pytest.mark.database, pytest.mark.django_db]
EXCLUSION, RESTRICTION = AccessLimit.EXCLUSION, AccessLimit.RESTRICTION
LIMITS, REVIEW, QUEUE = "/people/X2/limits/", "/restricted/review/X2/", "/restricted/"
WHY = "Lives next door to her."


@pytest.fixture
def desk(world, client):
    world.case("X2", "2016-03-01", name="Beth Carr")
    return Desk(client, world.user("S1"))


def due():
    return {str(each) for each in CaseLimit.objects.filter(person__crn="X2").values_list("review_on", flat=True)}


def test_a_limit_is_looked_at_again_in_six_months_unless_somebody_says_sooner(desk):
    desk.record(LIMITS, act="EXCLUSION", officer="P2", reason=WHY)
    assert due() == {"2016-09-14"}
    desk.record(LIMITS, act="RESTRICTION", officer="P1", reason=WHY, review_on="1 May 2016")
    assert due() == {"2016-05-01"}
    assert "To be looked at again by 1 May 2016" in desk.get(LIMITS).text


@pytest.mark.parametrize(
    ("day", "said"),
    [("14 March 2016", "has come already"), ("15 March 2017", "is too far off"), ("31/2", "is not a day that exists")],
)
def test_a_day_that_is_past_or_too_far_off_is_refused(desk, day, said):
    assert said in desk.refused(LIMITS, act="EXCLUSION", officer="P2", reason=WHY, review_on=day).text


def test_a_later_limit_does_not_put_off_the_look_at_the_first(desk):
    desk.record(LIMITS, act="EXCLUSION", officer="P2", reason=WHY, review_on="1 April 2016")
    desk.record(LIMITS, act="RESTRICTION", officer="P1", reason=WHY, review_on="1 September 2016")
    assert due() == {"2016-04-01"}


def test_limits_are_looked_at_again_and_left_with_words(world, desk):
    world.record("X2", draft(AccessLimited, "2016-03-02", limit=EXCLUSION, officer="P2", review_on=date(2016, 3, 10)))
    page = desk.get(QUEUE)
    assert "2 running cases with limits that you may see; 2 late" in page.text  # of X1 no day was ever set
    assert page.text.index("no day was set") < page.text.index("late since 10 March 2016")
    assert "Say why the limits are still needed" in desk.refused(REVIEW).text
    told = desk.record(REVIEW, reason="Asked her in March: he still lives next door.", review_on="1 June 2016")
    assert "Beth Carr" in told.text
    assert (last("X2").kind, last("X2").officer, str(last("X2").review_on)) == ("limits_reviewed", "S1", "2016-06-01")
    assert due() == {"2016-06-01"}
    assert "1 June 2016" in desk.get(QUEUE).text
    assert "Limits of access looked at again" in desk.get("/people/X2/timeline/").text


def test_the_queue_holds_no_case_that_is_kept_from_the_manager(client, world):
    page = look(client, world.user("S2"), QUEUE)
    assert "No running case that you may see has a limit." in page.text
    Desk(client, world.user("S2")).get("/restricted/review/X1/", status=404)


def test_where_nothing_stands_there_is_nothing_to_look_at(desk):
    assert "No limit stands on this case any more" in desk.refused(REVIEW, reason="Asked her in March again.").text
    assert "limits_reviewed" not in kinds("X2")


def test_naming_somebody_who_opens_no_record_is_refused(world, desk):
    world.staff("Z1", "Zoe Left")
    world.staff("Z2", "Zack Court")
    world.user("Z2", Role.COURT_OFFICER, name="Zack Court")
    for code, why in (("Z1", "They cannot sign in"), ("Z2", "Court officer: that role opens no record")):
        page = desk.refused(LIMITS, act="RESTRICTION", officer=code, reason=WHY)
        assert f"{why}, so that naming them would open the case to nobody." in page.text
    world.record("X2", limited("2016-03-10", EXCLUSION, "P2"))
    assert "Lift that first" in desk.refused(LIMITS, act="RESTRICTION", officer="P2", reason=WHY).text
    desk.record(LIMITS, act="EXCLUSION", officer="Z2", reason=WHY)


# --- restricted to nobody


def test_a_case_that_nobody_can_open_any_more_is_found_and_a_manager_named(client, world):
    data = Desk(client, world.user("D1"))
    assert "Every restricted case can be opened" in data.get("/restricted/nobody/").text
    data.get("/restricted/nobody/X1/", status=404)
    User.objects.filter(code__in=("P1", "S1")).update(is_active=False)
    page = data.get("/restricted/nobody/")
    assert "X1 NPS North East Omar Haddad Name a manager" in page.text
    assert "Bell" not in page
    assert "1 case" in data.get(QUEUE).text
    page = data.refused("/restricted/nobody/X1/", officer="", reason="")
    assert "Say which manager." in page.text
    answer = data.post("/restricted/nobody/X1/", {"officer": "S2", "reason": "He takes over from Denise Ibbotson."})
    assert answer.status_code == 303
    assert (last("X1").officer, last("X1").limit, str(last("X1").review_on)) == ("S2", RESTRICTION, "2016-04-14")
    assert Notice.objects.get(user__code="S2").text.startswith("Rekha Solanki named you")
    assert "Aaron Bell" in look(client, world.user("S2"), "/people/X1/limits/").text
    assert Desk(client, world.user("D1")).post("/restricted/nobody/X1/", {"officer": "S2"}).status_code == 404


@pytest.mark.parametrize("how", ["left", "excluded", "moved", "role"])
def test_every_way_in_which_a_restriction_comes_to_hide_a_case_is_found(client, world, how):
    if how == "left":
        for code in ("P1", "S1"):
            _leave(code)
    elif how == "excluded":
        world.record("X1", *(limited("2016-03-09", EXCLUSION, code) for code in ("P1", "S1")))
    elif how == "moved":
        User.objects.filter(code="S1").update(team="T2")
        User.objects.filter(code="P1").update(role=Role.COURT_OFFICER)
    else:
        User.objects.filter(code__in=("P1", "S1")).update(role=Role.ADMINISTRATOR)
    assert "X1" in Desk(client, world.user("D1")).get("/restricted/nobody/")


def _leave(code):
    append_to_staff(staff=code, drafts=[Draft(kind=PostLeft, on=date(2016, 3, 1), payload={})], by=None, at=AT)


def test_the_list_of_shut_cases_asks_as_many_questions_for_many_as_for_one(client, world):
    asked = []
    for many in (1, 9):
        for number in range(many):
            if number or many == 1:
                world.case(f"Y{many}{number}", "2016-03-01", limited("2016-03-02", RESTRICTION, "GONE"), officer="GONE")
        client.force_login(world.user("D1"))
        client.get("/restricted/nobody/")
        with CaptureQueriesContext(connection) as found:
            assert "GONE" not in client.get("/restricted/nobody/").content.decode()
        asked.append(len(found))
    assert asked[0] == asked[1]

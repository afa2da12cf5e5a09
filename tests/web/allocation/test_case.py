"""One case at the allocation desk: what blocks, who is ranked where, what the manager decides, and what is refused."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.web.allocation.conftest import MANAGER, ready, trained, waiting
from tests.web.recording.desk import Desk, filled, kinds, last
from tests.web.world import CRC, OTHER_TEAM, TEAM, Page, allocated, asked, limited, sentenced
from throughcare.exchange import role_grids
from throughcare.facts.allocation import AllocationReason, LawfulGround
from throughcare.facts.identity import AccessLimit
from throughcare.facts.risk import RoshLevel
from throughcare.facts.staff import Sex
from throughcare.records.models import CaseSummary, Notice, Staff
from throughcare.rules.access import Role

pytestmark = [pytest.mark.database, pytest.mark.django_db]
CASE = "/allocation/case/X1/"
WHY = "The court sits on, and she must be seen this week."


def holder(crn: str = "X1") -> tuple[str, str, str]:
    return CaseSummary.objects.values_list("organisation", "team", "officer").get(person__crn=crn)


def test_a_case_that_is_ready_goes_to_the_first_who_is_told(world, desk):
    waiting(world, "X1", *ready())
    page = desk.get(CASE)
    assert "What is missing" not in page.text
    assert "1. Priya Shah , Probation officer, Leeds North" in page.text
    assert "How Priya Shah was ranked" in page.text
    told = desk.record(CASE, officer="P1")
    assert "The case of Aaron Bell went to Priya Shah." in told.text
    assert holder() == ("N02", TEAM, "P1")
    given = last()
    assert (given.allocated_because, given.suggested, given.note) == (AllocationReason.FIRST, "P1", None)
    assert kinds().count("allocation_overridden") == 0
    notice = Notice.objects.get()
    assert (notice.user.code, notice.text) == ("P1", "Denise Ibbotson gave you the case of Aaron Bell (X1).")
    assert desk.get("/allocation/").lines() == []


def test_choosing_another_than_the_first_asks_for_one_line(world, desk):
    waiting(world, "X1", *ready())
    page = desk.refused(CASE, officer="P2")
    assert "Say in a line why not the one who stands first." in page.text
    desk.record(CASE, officer="P2", why_not_first="Sam knows the family.")
    assert (last().officer, last().suggested, last().note) == ("P2", "P1", "Sam knows the family.")


def test_every_order_that_runs_goes_along(world, desk):
    waiting(world, "X1", *ready(), sentenced("2016-03-08", "2"))
    desk.record(CASE, officer="P1", override=WHY)
    assert [fact.order for fact in (last(back=2), last())] == ["1", "2"]
    assert "not_decided" in last(back=4).overridden


def test_what_is_missing_blocks_unless_overridden_by_name_with_a_reason(world, desk):
    waiting(world, "X1", asked("2016-03-08"))
    page = desk.get(CASE)
    assert "What is missing, and keeps it from being allocated" in page.text
    for words in (
        "No screening of the risk of serious harm; the case came on 8 March 2016. Whose turn: Whoever worked on it",
        "Police domestic abuse check asked on 8 March 2016, not back. Whose turn: The agency that was asked",
        "Nobody wrote down by which rule order 1 came to this organisation. Whose turn: The court desk",
    ):
        assert words in page.text, page.text
    page = desk.refused(CASE, officer="P1")
    assert "Something stands against it: " in page.text
    assert desk.refused(CASE, officer="P1", override="ok").text.count("Say it in words") >= 1
    assert holder()[2] == ""
    desk.record(CASE, officer="P1", override=WHY)
    over = last(back=2)
    assert (over.kind, over.officer, over.note) == ("allocation_overridden", MANAGER, WHY)
    codes = over.overridden.split(",")
    assert codes[0].startswith("no_screening") or "no_screening" in codes
    assert "not_decided" in codes
    assert last().officer == "P1"


def test_a_limit_that_is_passed_is_overridden_with_a_reason_too(world, desk):
    Staff.objects.filter(code="P1").update(full_time=0.01)
    Staff.objects.exclude(code="P1").update(grade="")
    waiting(world, "X1", *ready())
    assert "Over a limit: They would be at" in desk.get(CASE).text
    assert "Something stands against it: they would be at" in desk.refused(CASE, officer="P1").text
    desk.record(CASE, officer="P1", override=WHY)
    assert last(back=2).overridden == "capacity"


def test_whoever_cannot_have_it_is_told_apart_and_refused_in_words(world, desk):
    world.away("P3", "2016-03-10", "2016-03-31")
    world.staff("P4", "Ted Low")
    waiting(world, "X1", *ready(RoshLevel.HIGH), limited("2016-03-10", AccessLimit.EXCLUSION, "P2"))
    page = desk.get(CASE)
    assert "Not available until 31 March 2016." in page.text
    assert "They are excluded from this case." in page.text
    assert "Assessing the risk of serious harm" in page.text
    form = filled(page, officer="P1")
    for code, words in (
        ("P3", "Not available until 31 March 2016. Choose somebody else."),
        ("P2", "Not for this case. Choose somebody else."),
        ("P4", "Choose somebody else."),
        ("P99", "That is not one of the choices"),
        ("", "Choose who gets the case."),
    ):
        assert words in desk.back(desk.post(CASE, form | {"officer": code})).text
    assert holder()[2] == ""


def test_somebody_who_leaves_while_the_manager_chooses_is_refused(world, desk):
    waiting(world, "X1", *ready())
    form = filled(desk.get(CASE), officer="P1")
    Staff.objects.filter(code="P1").update(organisation="", grade="", team="")
    assert "That is not one of the choices" in desk.back(desk.post(CASE, form)).text
    assert holder()[2] == ""


def test_the_second_of_two_managers_is_told_who_has_it(world, desk):
    waiting(world, "X1", *ready(), team=TEAM)
    form = filled(desk.get(CASE), officer="P1")
    other = world.user("M2", Role.SENIOR_PROBATION_OFFICER, name="Ann Lee")
    Desk(desk.client, other).record(CASE, officer="P2", why_not_first="Sam knows the family.")
    desk.client.force_login(desk.user)
    page = desk.back(desk.post(CASE, form))
    assert "Somebody else recorded on Aaron Bell while you were typing" in page.text
    assert "Sam Reid holds the case now." in page.text
    assert holder()[2] == "P2"


def test_the_second_manager_of_another_team_is_told_too_though_the_case_is_closed_to_them_now(world, desk):
    waiting(world, "X1", *ready())
    other = world.user("M2", Role.SENIOR_PROBATION_OFFICER, name="Ann Lee", team=OTHER_TEAM)
    theirs = Desk(desk.client, other)
    form = filled(theirs.get(f"{CASE}?team=all"), officer="P2", why_not_first="x y z")
    Desk(desk.client, world.user(MANAGER)).record(CASE, officer="P1")
    desk.client.force_login(other)
    answer = desk.post(CASE, form)
    assert answer.status_code == 409
    assert "the case of Aaron Bell went to Priya Shah" in Page(answer.content.decode()).text
    theirs.client.force_login(other)
    desk.get(CASE, status=404)
    world.record("X1", limited("2016-03-14", AccessLimit.EXCLUSION, "M2"))
    assert desk.post(CASE, form).status_code == 404


def test_a_case_may_go_to_another_team_and_be_taken_back(world, desk):
    world.staff("P5", "Zoe Hart", team=OTHER_TEAM)
    trained("P5")
    waiting(world, "X1", *ready(), team=TEAM)
    assert "Zoe Hart" not in desk.get(CASE).text
    there = f"{CASE}?team={OTHER_TEAM}"
    told = desk.record(there, officer="P5")
    assert holder() == ("N02", OTHER_TEAM, "P5")
    desk.get(CASE, status=404)
    undo = told.split('action="/allocation/undo/')[1].split('"')[0]
    assert "is taken back" in desk.recorded(desk.post(f"/allocation/undo/{undo}", {})).text
    assert holder() == ("N02", TEAM, "")


def test_sent_twice_it_is_allocated_once(world, desk):
    waiting(world, "X1", *ready())
    form = filled(desk.get(CASE), officer="P1")
    desk.recorded(desk.post(CASE, form))
    desk.recorded(desk.post(CASE, form))
    assert kinds().count("allocated") == 2
    assert Notice.objects.count() == 1


def test_a_case_that_somebody_held_goes_on_with_a_reason_whatever_is_missing(world, desk):
    world.case("X1", "2016-03-01", officer="P7")
    page = desk.get(CASE)
    assert "A practitioner held the case before, so that this does not keep it from the next one." in page.text
    assert "Say why the case goes to somebody else." in desk.refused(CASE, officer="P1").text
    desk.record(CASE, officer="P1", because="OFFICER LEFT")
    assert (last().allocated_because, holder()[2]) == (AllocationReason.LEFT, "P1")


def test_a_grid_with_a_hole_allocates_nothing_and_says_where(world, desk, settings, tmp_path):
    waiting(world, "X1", *ready())
    form = filled(desk.get(CASE), officer="P1")
    (tmp_path / "N02.yaml").write_text("cells: {PSO: {LOW: [may, may, may]}}")
    settings.ROLE_GRIDS = tmp_path
    role_grids.grid_for.cache_clear()
    for answer in (desk.client.get(CASE), desk.post(CASE, form)):
        assert answer.status_code == 409
        assert "N02.yaml: cells, PSO, LOW, mappa" in Page(answer.content.decode()).text
    assert "cannot be used, so that nothing can be allocated" in desk.get("/allocation/").text
    assert holder()[2] == ""


def test_an_organisation_tightens_the_grid(world, desk, settings, tmp_path):
    waiting(world, "X1", *ready())
    (tmp_path / "N02.yaml").write_text("cells: {PO: {LOW: [not, not, not]}}")
    settings.ROLE_GRIDS = tmp_path
    role_grids.grid_for.cache_clear()
    assert "Nobody here can have the case." in desk.get(CASE).text
    role_grids.grid_for.cache_clear()


def test_a_conflict_keeps_somebody_from_the_case_and_only_managers_and_they_see_it(world, desk):
    world.case("X1", "2016-03-01", officer="P2")
    Desk(desk.client, world.user("P2")).record("/allocation/case/X1/conflict/", reason="He is my cousin.")
    assert last().officer == "P2"
    assert "Conflict" in desk.get("/people/X1/timeline/").text
    desk.client.force_login(desk.user)
    assert "Conflict" in desk.get("/people/X1/timeline/").text
    desk.record("/allocation/case/X1/conflict/", officer="P3", reason="Lives next door to them.")
    assert "They have a conflict of interest with this case." in desk.get(CASE).text
    assert "That is not one of the choices" in desk.refused(CASE, officer="P1", because="CONFLICT").text
    desk.record(CASE, officer="P1", because="OTHER")
    desk.client.force_login(world.user("P1"))
    assert "onflict" not in desk.get("/people/X1/timeline/").text
    assert "onflict" not in desk.get("/people/X1/").text
    desk.get(f"/people/X1/facts/{last(back=2).number}/withdraw/", status=404)
    desk.client.force_login(desk.user)
    desk.record("/allocation/case/X1/conflict/", officer="P3", act="over", reason="They moved away.")
    assert (
        "No conflict of theirs stands" in desk.refused("/allocation/case/X1/conflict/", officer="P3", act="over").text
    )


def test_a_practitioner_is_asked_for_on_a_lawful_ground_alone(world, desk):
    Staff.objects.filter(code="P2").update(sex=Sex.WOMAN.value)
    waiting(world, "X1", *ready())
    address = "/allocation/case/X1/asked/"
    assert "without one the law does not allow it" in desk.refused(address, staff_sex="WOMAN", reason="She asks.").text
    desk.record(address, staff_sex="WOMAN", lawful_ground=LawfulGround.HARMED.value, reason="She asked for a woman.")
    page = desk.get(CASE)
    assert "1. Sam Reid" in page.text
    assert "A woman is lawfully asked for, and it is not on record that they are one." in page.text
    desk.record(address, act="over", reason="She says that it does not matter now.")
    assert "1. Priya Shah" in desk.get(CASE).text


def test_the_page_of_a_case_asks_as_much_for_an_office_of_sixty_as_for_three(world, desk):
    waiting(world, "X1", *ready())

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            desk.get(CASE)
        return len(found)

    few = queries()
    for number in range(57):
        world.staff(f"Q{number}")
        trained(f"Q{number}")
    for number in range(30):
        world.case(f"Z{number}", "2016-03-01", officer=f"Q{number}")
    assert queries() == few
    assert "52 more practitioners who can have it" in desk.get(CASE).text


def test_a_case_of_another_organisation_is_not_there(world, desk):
    world.case("X1", "2016-03-01", officer=MANAGER, organisation=CRC, team=None)
    desk.get(CASE, status=404)


def test_a_person_without_an_order_is_not_allocated(world, desk):
    world.person("X1", allocated("2016-03-09", None, team=None), name="Aaron Bell")
    assert "No order of theirs runs" in desk.refused(CASE, officer="P1", override=WHY).text

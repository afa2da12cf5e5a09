"""Who may see a case: excluded, restricted, lifted; and never so that the manager who does it loses sight of it."""

import pytest

from tests.web.recording.desk import (
    MANAGER,
    ME,
    OTHER,
    Desk,
    facts_in_all,
    filled,
    held_by,
    kinds,
    last,
)
from tests.web.world import CRC, limited
from throughcare.facts import YesNo
from throughcare.facts.identity import AccessLimit
from throughcare.records.models import CaseLimit, CaseSummary
from throughcare.rules.access import Role

pytestmark = [pytest.mark.database, pytest.mark.django_db]
LIMITS = "/people/X1/limits/"
WHY = "Lives next door to her."
EXCLUSION, RESTRICTION = AccessLimit.EXCLUSION, AccessLimit.RESTRICTION


@pytest.fixture
def desk(world, client):
    return Desk(client, world.user(MANAGER))


def limits() -> set[tuple[str, str]]:
    return set(CaseLimit.objects.values_list("limit", "code"))


def test_whoever_is_excluded_does_not_see_the_case_any_more(world, desk):
    page = desk.get(LIMITS)
    assert "Nobody is excluded." in page.text
    assert "The case is not restricted" in page.text
    desk.record(LIMITS, act="EXCLUSION", officer=ME, reason=WHY)
    assert (last().limit, last().officer, last().note, str(last().on)) == (EXCLUSION, ME, WHY, "2016-03-14")
    assert "Priya Shah , since 14 March 2016: Lives next door to her." in desk.get(LIMITS).text
    Desk(desk.client, world.user(ME)).get("/people/X1/", status=404)


def test_a_first_restriction_names_the_manager_too_and_the_page_says_so_before(world, desk):
    assert "you are named as well" in desk.get(LIMITS).text
    desk.record(LIMITS, act="RESTRICTION", officer=OTHER, reason=WHY)
    assert [last(back=2).officer, last().officer] == [MANAGER, OTHER]
    assert limits() == {("RESTRICTION", MANAGER), ("RESTRICTION", OTHER)}
    assert "You are named." in desk.get(LIMITS).text
    world.user("M2", Role.SENIOR_PROBATION_OFFICER)
    Desk(desk.client, world.user("M2")).get("/people/X1/", status=404)


def test_a_manager_may_restrict_a_case_to_themselves(desk):
    desk.record(LIMITS, act="RESTRICTION", officer=MANAGER, reason=WHY)
    assert limits() == {("RESTRICTION", MANAGER)}
    desk.record(LIMITS, act="RESTRICTION", officer=OTHER, reason=WHY)
    assert kinds().count("access_limited") == 2


def test_a_manager_who_holds_the_case_and_is_not_named_names_themselves_first(world, desk):
    world.case("X2", "2016-03-08", limited("2016-03-09", RESTRICTION, ME), officer=MANAGER)
    assert "You are not named." in desk.get("/people/X2/limits/").text
    page = desk.refused("/people/X2/limits/", act="RESTRICTION", officer=OTHER, reason=WHY)
    assert "Name yourself first, or you will lose sight of the case." in page.text
    assert held_by(page)["reason"] == [WHY]
    desk.record("/people/X2/limits/", act="RESTRICTION", officer=MANAGER, reason=WHY)


def test_all_that_is_missing_is_told_field_by_field(desk):
    page = desk.refused(LIMITS)
    for sentence in ("Say whether it is an exclusion or a restriction.", "Say which member of staff.", "Say why"):
        assert sentence in page.text
    assert "Say it in words" in desk.refused(LIMITS, act="EXCLUSION", officer=ME, reason="...").text


def test_a_manager_does_not_exclude_themselves_nor_anybody_twice(world, desk):
    assert (
        "Ask another manager to exclude you." in desk.refused(LIMITS, act="EXCLUSION", officer=MANAGER, reason=WHY).text
    )
    world.record("X1", limited("2016-03-10", EXCLUSION, ME), limited("2016-03-10", RESTRICTION, MANAGER))
    assert "They are excluded already." in desk.refused(LIMITS, act="EXCLUSION", officer=ME, reason=WHY).text
    assert "They are named already." in desk.refused(LIMITS, act="RESTRICTION", officer=MANAGER, reason=WHY).text


def test_only_staff_of_the_organisation_may_be_chosen(world, desk):
    world.staff("C9", "Carl Other", organisation=CRC, team="")
    page = desk.get(LIMITS)
    assert "Carl Other" not in page
    assert page.index("Denise Ibbotson (you)") < page.index("Priya Shah</option>") < page.index("Sam Reid</option>")
    assert "not one of the choices" in desk.refused(LIMITS, act="EXCLUSION", officer="C9", reason=WHY).text


# --- lifting


def test_nothing_is_lifted_where_nothing_stands(desk):
    page = desk.get(LIMITS)
    assert "Lift a limit" not in page.text
    assert "lifted" not in held_by(page)


def test_an_exclusion_is_lifted(world, desk):
    world.record("X1", limited("2016-03-10", EXCLUSION, ME))
    desk.record(LIMITS, act="lift", lifted=f"EXCLUSION:{ME}", reason="She has moved house.")
    assert (last().officer, last().over, last().note) == (ME, YesNo.YES, "She has moved house.")
    assert not limits()
    assert "Nobody is excluded." in desk.get(LIMITS).text


def test_ones_own_name_is_lifted_last(world, desk):
    world.record("X1", limited("2016-03-10", RESTRICTION, MANAGER), limited("2016-03-10", RESTRICTION, ME))
    own = {"act": "lift", "lifted": f"RESTRICTION:{MANAGER}", "reason": "The press has gone."}
    assert "Lift the others first" in desk.refused(LIMITS, **own).text
    desk.record(LIMITS, **own | {"lifted": f"RESTRICTION:{ME}"})
    desk.record(LIMITS, **own)
    assert not limits()
    assert not CaseSummary.objects.get(person__crn="X1").is_limited


def test_ones_own_name_is_not_withdrawn_either_while_others_are_named(world, desk):
    world.record("X1", limited("2016-03-10", RESTRICTION, ME), limited("2016-03-10", RESTRICTION, MANAGER))
    own = f"/people/X1/facts/{last().number}/withdraw/"
    assert "Lift the others first" in desk.refused(own, reason="The wrong name").text
    desk.record(f"/people/X1/facts/{last(back=2).number}/withdraw/", reason="The wrong name")
    desk.record(own, reason="The wrong name")
    assert not limits()


def test_a_limit_that_names_nobody_can_be_lifted(world, desk):
    world.record("X1", limited("2016-03-10", EXCLUSION, None))
    assert "Nobody by name" in desk.get(LIMITS).text
    desk.record(LIMITS, act="lift", lifted="EXCLUSION:", reason="Nobody was meant.")
    assert not limits()


def test_what_is_chosen_beside_the_act_is_never_dropped_in_silence(world, desk):
    world.record("X1", limited("2016-03-10", EXCLUSION, ME))
    chosen = {"officer": OTHER, "lifted": f"EXCLUSION:{ME}", "reason": WHY}
    assert "You chose to lift a limit: choose nobody here" in desk.refused(LIMITS, act="lift", **chosen).text
    assert "You chose to set a limit: choose none here" in desk.refused(LIMITS, act="EXCLUSION", **chosen).text
    assert "Say which one is lifted." in desk.refused(LIMITS, act="lift", reason=WHY).text


# --- once, and for managers


def test_the_same_form_sent_twice_records_once_and_two_at_once_are_told(desk):
    form = filled(desk.get(LIMITS), act="EXCLUSION", officer=ME, reason=WHY)
    stale = filled(desk.get(LIMITS), act="EXCLUSION", officer=OTHER, reason=WHY)
    desk.recorded(desk.post(LIMITS, form))
    before = facts_in_all()
    desk.recorded(desk.post(LIMITS, form))
    page = desk.back(desk.post(LIMITS, stale))
    assert held_by(page)["officer"] == [OTHER]
    assert facts_in_all() == before


@pytest.mark.parametrize("role", [each for each in Role if each is not Role.SENIOR_PROBATION_OFFICER])
def test_who_may_see_a_case_is_for_managers(world, client, role):
    desk = Desk(client, world.user(ME) if role is Role.PRACTITIONER else world.user("Z1", role))
    assert desk.client.get(LIMITS).status_code == 403
    answer = desk.post(LIMITS, {"act": "EXCLUSION", "officer": OTHER, "reason": WHY})
    assert answer.status_code == 403
    assert "access_limited" not in kinds()


def test_a_manager_of_another_team_finds_no_such_person(world, client):
    user = world.user("M9", Role.SENIOR_PROBATION_OFFICER, team="T2")
    Desk(client, user).get(LIMITS, status=404)


def test_the_person_page_leads_there_for_managers_alone(world, desk):
    assert f'href="{LIMITS}"' in desk.get("/people/X1/")
    page = Desk(desk.client, world.user(ME)).get("/people/X1/")
    assert f'href="{LIMITS}"' not in page
    assert 'href="/people/X1/needs/"' in page
    page = Desk(desk.client, world.user("I1", Role.INSPECTOR)).get("/people/X1/")
    assert "/needs/" not in page

"""Practitioners as allocation sees them, and the rows that repeat what their facts say."""

from datetime import date

import pytest

from tests.web.world import AT, NPS, TEAM, World, draft, screened, sentenced
from tests.web.world import allocated as given
from throughcare.actions.streams import append_to_staff
from throughcare.actions.summaries import outward_of
from throughcare.facts.court import Disposal
from throughcare.facts.handover import HandoverAnswered, HandoverReply, HandoverSent
from throughcare.facts.identity import AccessLimit, AccessLimited, LimitsReviewed
from throughcare.facts.risk import RoshLevel
from throughcare.facts.staff import (
    CaseloadProtected,
    Grade,
    LanguageOffered,
    PlaceCovered,
    PostHeld,
    PostLeft,
    Qualification,
    Qualified,
    Sex,
    StaffSexTold,
    Trained,
    Training,
)
from throughcare.records.models import CaseLimit, CaseSummary, CourtItem, HandoverItem, Staff
from throughcare.records.queries.practitioners import practitioners_in, practitioners_with
from throughcare.rules.access import Role, Viewer

pytestmark = pytest.mark.django_db
ON = date(2016, 6, 30)
SPO = Viewer("S1", Role.SENIOR_PROBATION_OFFICER, NPS, TEAM)


def tell(code: str, *drafts) -> None:
    append_to_staff(staff=code, drafts=drafts, by=None, at=AT)


def only(code: str = "P1", on: date = ON, viewer: Viewer = SPO):
    (found,) = practitioners_with([code], on, seen_by=viewer)
    return found


def test_what_somebody_brings_is_read_from_their_facts():
    World().staff("P1", "Priya Shah")
    tell(
        "P1",
        draft(Qualified, "2015-02-01", qualification=Qualification.OFFICER),
        draft(Trained, "2015-03-01", training=Training.DOMESTIC_ABUSE, valid_until=date(2016, 6, 29)),
        draft(Trained, "2015-03-01", training=Training.ACT_2014),
        draft(LanguageOffered, "2015-03-01", language="Urdu"),
        draft(LanguageOffered, "2015-03-01", language="Polish"),
        draft(LanguageOffered, "2015-04-01", language="Polish", over="Y"),
        draft(PlaceCovered, "2015-03-01", place="LS6"),
        draft(StaffSexTold, "2015-03-01", staff_sex=Sex.WOMAN),
    )
    found = only()
    assert found.skills.grade is Grade.OFFICER
    assert found.skills.qualifications == {Qualification.OFFICER}
    assert found.skills.has(Training.ACT_2014, ON)
    assert not found.skills.has(Training.DOMESTIC_ABUSE, ON), "it ran out the day before"
    assert found.skills.has(Training.DOMESTIC_ABUSE, date(2016, 6, 29))
    assert (found.languages, found.places, found.sex) == (("Urdu",), ("LS6",), Sex.WOMAN)
    assert found.in_grade_since == date(2015, 1, 5)


def test_a_course_done_again_counts_for_longer():
    World().staff("P1")
    for until in (date(2018, 1, 1), date(2016, 1, 1)):
        tell("P1", draft(Trained, "2015-03-01", training=Training.CHILD_PROTECTION, valid_until=until))
    assert only().skills.has(Training.CHILD_PROTECTION, date(2018, 1, 1))
    tell("P1", draft(Trained, "2015-03-01", training=Training.CHILD_PROTECTION))
    assert only().skills.has(Training.CHILD_PROTECTION, date(2030, 1, 1))


def test_months_in_grade_count_from_the_grade_and_not_from_the_team():
    World().staff("P1", grade=Grade.SERVICE_OFFICER)
    moved = {"provider": NPS, "team": "T2", "full_time": 1.0}
    tell("P1", draft(PostHeld, "2015-06-01", grade=Grade.SERVICE_OFFICER, **moved))
    assert Staff.objects.get().in_grade_since == date(2015, 1, 5)
    tell("P1", draft(PostHeld, "2016-01-04", grade=Grade.OFFICER, **moved))
    assert Staff.objects.get().in_grade_since == date(2016, 1, 4)
    tell("P1", draft(PostLeft, "2016-05-01"))
    assert (Staff.objects.get().in_grade_since, only().available) == (None, 0)


def test_protected_hours_are_off_while_they_last():
    World().staff("P1")
    assert only().available == 2176
    tell("P1", draft(CaseloadProtected, "2016-06-01", share_off=0.2, until_on=ON))
    assert (only().share_off, only().available) == (0.2, 1740)
    assert only(on=date(2016, 5, 31)).available == 2176
    assert only(on=date(2016, 7, 1)).available == 2176
    tell("P1", draft(CaseloadProtected, "2016-06-15", share_off=0.0))
    assert only().available == 2176


def test_what_somebody_holds_is_counted_in_points_high_risk_and_new_cases():
    world = World()
    world.staff("P1")
    world.person("X1", sentenced("2016-06-01"), screened("2016-06-01", RoshLevel.HIGH), given("2016-06-02", "P1"))
    world.person("X2", sentenced("2016-06-23"), screened("2016-06-23", RoshLevel.LOW), given("2016-06-24", "P1"))
    custody = sentenced("2016-06-01", disposal=Disposal.IMMEDIATE_CUSTODY)
    world.person("X3", custody, given("2016-06-02", "P1"))
    held = only().held
    assert (held.cases, held.high, held.new, held.not_measured) == (3, 1, 1, 1)
    assert held.points == 115 + 41 + 24
    assert only().percent == pytest.approx(180 / 2176 * 100)


def test_a_case_that_is_kept_from_whoever_looks_is_not_counted():
    world = World()
    world.staff("P1")
    limit = {"limit": AccessLimit.EXCLUSION, "officer": "S1"}
    world.case("X1", "2016-06-01", draft(AccessLimited, "2016-06-02", **limit))
    assert only().held.cases == 0
    assert only(viewer=Viewer("S2", Role.SENIOR_PROBATION_OFFICER, NPS, TEAM)).held.cases == 1


def test_an_office_is_read_in_two_queries_whatever_its_size(django_assert_num_queries):
    world = World()
    for many in (2, 7):
        for place in range(many):
            code = f"P{many}{place}"
            world.staff(code)
            world.case(f"X{many}{place}", "2016-06-01", officer=code)
        with django_assert_num_queries(2):
            assert practitioners_in(NPS, ON, seen_by=SPO, teams=[TEAM])
    world.staff("S1", grade=Grade.SENIOR)
    assert {each.code[0] for each in practitioners_in(NPS, ON, seen_by=SPO)} == {"P"}
    assert practitioners_in("", ON, seen_by=SPO) == []


# --- rows of a person


@pytest.mark.parametrize(
    ("address", "outward"),
    [
        ("12 Hill Top, Leeds LS6 1AB", "LS6"),
        ("ls62ab", "LS6"),
        ("EC1A 1BB", "EC1A"),
        ("no fixed address", ""),
        (None, ""),
    ],
)
def test_where_somebody_lives_is_the_first_half_of_their_postcode(address, outward):
    assert outward_of(address) == outward


def test_an_order_waits_for_an_organisation_until_it_has_one():
    world = World()
    report = {"order": "1", "provider": NPS}
    from throughcare.facts.court import ReportRequested

    world.person("X1", draft(ReportRequested, "2016-05-02", thread="R1", **report), sentenced("2016-06-24"))
    item = CourtItem.objects.get(what="allocate")
    assert (item.organisation, item.thread, item.stage) == (NPS, "1", "open")
    assert (item.asked, item.due) == (date(2016, 6, 24), date(2016, 6, 28)), "two working days, over a weekend"
    sent = {"order": "1", "from_provider": NPS, "to_provider": "C07"}
    world.record("X1", draft(HandoverSent, "2016-06-27", thread="H1", reply_by=date(2016, 6, 29), **sent))
    assert CourtItem.objects.get(what="allocate").stage == "sent"
    row = HandoverItem.objects.get()
    assert (row.from_provider, row.to_provider, row.reply, row.place) == (NPS, "C07", "", date(2016, 6, 29))
    accepted = draft(HandoverAnswered, "2016-06-28", thread="H1", handover_reply=HandoverReply.ACCEPTED, **sent)
    world.record("X1", accepted, given("2016-06-28", None, organisation="C07", team=None))
    assert not CourtItem.objects.filter(what="allocate").exists()
    assert HandoverItem.objects.get().place == date(2016, 6, 28)


def test_what_ranking_asks_of_a_case_stands_in_its_summary():
    world = World()
    world.case("X1", "2016-03-01", given("2016-04-01", "P2"), given("2016-05-01", "P3"))
    row = CaseSummary.objects.get()
    assert (row.held_before, row.location, row.points, row.tier) == (["P1", "P2"], "community", None, "")


def test_limits_are_looked_at_again_by_the_latest_day_that_was_said():
    world = World()
    limit = {"limit": AccessLimit.EXCLUSION, "officer": "P9"}
    world.case("X1", "2016-03-01", draft(AccessLimited, "2016-03-02", review_on=date(2016, 9, 2), **limit))
    assert CaseLimit.objects.get().review_on == date(2016, 9, 2)
    world.record("X1", draft(LimitsReviewed, "2016-08-01", officer="S1", review_on=date(2017, 2, 1)))
    assert CaseLimit.objects.get().review_on == date(2017, 2, 1)

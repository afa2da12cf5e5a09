"""What is known of a case, on histories that read as sentences."""

from dataclasses import replace
from datetime import date

import pytest

from tests.standards.story import Story, story
from throughcare.facts.checks import CheckResult, CheckType
from throughcare.facts.court import Disposal
from throughcare.facts.identity import AccessLimit
from throughcare.facts.risk import Register, RoshLevel
from throughcare.facts.stream import in_order, standing
from throughcare.facts.supervision import Meeting, NeedKind, Outcome
from throughcare.rules.case import CaseState, CheckStatus, RoshStatus, case_held, case_of, say_missing

ON_1_ORDER = story().sentenced("2016-03-03")


def day(text: str) -> date:
    return date.fromisoformat(text)


def state_of(told: Story) -> CaseState:
    return case_of(in_order(standing(told.facts, as_of=date.max)))


def missing_of(told: Story) -> list[str]:
    return [say_missing(missing) for missing in state_of(told).missing]


# --- orders


@pytest.mark.parametrize(
    ("told", "is_active"),
    [
        (story(), True),
        (story().allocated("2016-03-04"), True),
        (ON_1_ORDER, True),
        (ON_1_ORDER.ended("2016-09-03"), False),
        (ON_1_ORDER.ended("2016-09-03", "2"), True),
        (story().ended("2016-09-03"), True),
        (ON_1_ORDER.sentenced("2016-04-01", "2").ended("2016-09-03"), True),
        (ON_1_ORDER.sentenced("2016-04-01", "2").ended("2016-09-03").ended("2016-09-04", "2"), False),
        (ON_1_ORDER.ended("2016-09-03").report_requested("2016-10-01", "2"), True),
        (ON_1_ORDER.ended("2016-09-03").report_delivered("2016-10-01"), False),
        (ON_1_ORDER.ended("2016-09-03").sentenced("2016-10-01", "2"), True),
        (ON_1_ORDER.ended("2016-09-03").sentenced("2016-09-03", "2"), True),
        (ON_1_ORDER.ended("2016-09-03").report_requested("2016-10-01", "2").ended("2016-10-02"), True),
    ],
)
def test_a_person_is_active_until_the_last_order_ends(told, is_active):
    assert state_of(told).is_active == is_active


def test_an_order_keeps_its_days():
    told = story().happens(
        "sentenced", "2016-03-03", order="1", disposal="IMMEDIATE CUSTODY", expected_end_on=day("2017-03-02")
    )
    [order] = state_of(told.released("2016-06-01").ended("2017-03-02")).orders
    assert order.disposal is Disposal.IMMEDIATE_CUSTODY
    assert (order.sentenced_on, order.released_on) == (day("2016-03-03"), day("2016-06-01"))
    assert (order.expected_end_on, order.ended_on) == (day("2017-03-02"), day("2017-03-02"))
    assert order.commenced_on == day("2016-06-01")
    assert not order.is_open


def test_a_second_sentence_of_one_number_begins_it_anew():
    told = story().sent_to_custody("2016-01-04").released("2016-02-01").ended("2016-03-01").sentenced("2016-04-01")
    [order] = state_of(told).orders
    assert order.is_open
    assert (order.sentenced_on, order.released_on, order.ended_on) == (day("2016-04-01"), None, None)


@pytest.mark.parametrize(
    ("told", "commenced_on"),
    [
        (story(), None),
        (ON_1_ORDER, "2016-03-03"),
        (story().sent_to_custody("2016-03-03"), None),
        (story().sent_to_custody("2016-03-03").released("2016-06-01"), "2016-06-01"),
        (story().sentenced("2016-03-03", disposal=None), None),
        (ON_1_ORDER.sentenced("2016-04-01", "2", "SUSPENDED SENTENCE ORDER"), "2016-04-01"),
        (ON_1_ORDER.sent_to_custody("2016-04-01", "2"), "2016-03-03"),
    ],
)
def test_supervision_commenced_with_the_sentence_in_the_community_or_the_release(told, commenced_on):
    assert state_of(told).commenced_on == (commenced_on and day(commenced_on))


def test_who_came_when_is_the_first_report_or_sentence():
    assert state_of(story().allocated("2016-01-04")).came_on is None
    assert state_of(story().report_requested("2016-02-01").sentenced("2016-03-03")).came_on == day("2016-02-01")
    assert state_of(ON_1_ORDER).came_on == day("2016-03-03")


def test_an_order_that_is_ended_twice_ended_the_first_time():
    [order] = state_of(ON_1_ORDER.ended("2016-09-03").ended("2016-10-03")).orders
    assert order.ended_on == day("2016-09-03")


# --- who holds the case


def test_holders_follow_each_other_and_the_same_holder_is_one_holding():
    told = ON_1_ORDER.allocated("2016-03-04", to="N01/A").allocated("2016-03-07", "2", to="N01/A")
    told = told.allocated("2016-04-01", to="C01/B").allocated("2016-05-02", to="N01/A")
    state = state_of(told)
    assert (state.holder.provider, state.holder.officer, state.holder.since_on) == ("N01", "A", day("2016-05-02"))
    assert [(h.officer, h.since_on, h.until_on) for h in state.earlier_holders] == [
        ("A", day("2016-03-04"), day("2016-04-01")),
        ("B", day("2016-04-01"), day("2016-05-02")),
    ]
    assert state.practitioners_before == 1


@pytest.mark.parametrize(
    ("officers", "before"),
    [("", 0), ("A", 0), ("AA", 0), ("AB", 1), ("ABA", 1), ("ABC", 2), ("ABCBA", 2)],
)
def test_practitioners_before_are_counted_once_and_the_present_one_not(officers, before):
    told = ON_1_ORDER
    for place, officer in enumerate(officers):
        told = told.allocated(f"2016-04-{place + 1:02}", to=f"C01/{officer}")
    assert state_of(told).practitioners_before == before


def test_a_latest_allocation_that_names_nobody_leaves_nobody():
    told = ON_1_ORDER.allocated("2016-03-04").allocated("2016-04-01", to="")
    state = state_of(told)
    assert state.holder is None
    assert state.practitioners_before == 1
    assert state.earlier_holders[0].until_on == day("2016-04-01")
    assert "No practitioner is named since 1 April 2016" in missing_of(told)


def test_access_asks_for_the_holder_and_the_limits():
    told = ON_1_ORDER.happens("allocated", "2016-03-04", order="1", provider="C01", team="C01T1", officer="A")
    told = told.happens("access_limited", "2016-03-05", limit="RESTRICTION", officer="B")
    held = case_held(state_of(told.ended("2016-09-01")))
    assert (held.person, held.organisation, held.team, held.officer) == ("ann", "C01", "C01T1", "A")
    assert (held.is_active, held.restricted_to) == (False, frozenset({"B"}))
    assert case_held(state_of(ON_1_ORDER)).organisation is None
    with pytest.raises(ValueError, match="nobody's"):
        case_held(case_of([]))


# --- risk and checks

SCREENED = {"assessment": "SCREENING", "status": "COMPLETE"}


def assessed(on: str, told: Story = ON_1_ORDER, **said: str) -> Story:
    return told.happens("assessed", on, **said)


FULL_OF_DAY_5 = {"told": assessed("2016-03-05", assessment="FULL", status="COMPLETE")}
FULL_BEGUN_ON_DAY_5 = {"told": assessed("2016-03-05", assessment="FULL", status="INCOMPLETE")}


@pytest.mark.parametrize(
    ("told", "status"),
    [
        (ON_1_ORDER, "not_started"),
        (assessed("2016-03-05", assessment="REVIEW", status="COMPLETE"), "not_started"),
        (assessed("2016-03-05", status="COMPLETE"), "not_started"),
        (FULL_OF_DAY_5["told"], "complete"),
        (FULL_BEGUN_ON_DAY_5["told"], "full_missing"),
        (assessed("2016-03-05", assessment="SCREENING", status="INCOMPLETE"), "screening_incomplete"),
        (assessed("2016-03-05", assessment="SCREENING"), "screening_incomplete"),
        (assessed("2016-03-05", **SCREENED), "screening_incomplete"),
        (assessed("2016-03-05", **SCREENED, full_needed="N"), "complete"),
        (assessed("2016-03-05", **SCREENED, full_needed="Y"), "full_missing"),
        (assessed("2016-03-05", **SCREENED, full_needed="Y", **FULL_OF_DAY_5), "complete"),
        (assessed("2016-03-05", **SCREENED, full_needed="N", **FULL_BEGUN_ON_DAY_5), "full_missing"),
        (assessed("2016-03-06", **SCREENED, full_needed="N", **FULL_BEGUN_ON_DAY_5), "complete"),
        (assessed("2016-03-09", **SCREENED, full_needed="Y", **FULL_OF_DAY_5), "complete"),
        (assessed("2016-03-09", **SCREENED, **FULL_OF_DAY_5), "complete"),
        (assessed("2016-03-05", assessment="SCREENING", status="INCOMPLETE", **FULL_OF_DAY_5), "complete"),
        (assessed("2016-03-09", assessment="SCREENING", status="INCOMPLETE", **FULL_OF_DAY_5), "screening_incomplete"),
    ],
)
def test_rosh_status_is_one_of_five_and_never_blank(told, status):
    assert state_of(told).rosh_status is RoshStatus(status)


def test_no_fact_says_exempt_yet():
    assert RoshStatus("exempt") is RoshStatus.EXEMPT


def test_a_level_left_blank_leaves_the_earlier_one_standing():
    state = state_of(story().screened("2016-03-03", "HIGH").reviewed("2016-06-01", None))
    assert (state.rosh_level, state.rosh_assessed_on) == (RoshLevel.HIGH, day("2016-03-03"))
    assert state.last_review.on == day("2016-06-01")
    assert state_of(story().assessed("2016-03-03", None, "LOW", None)).rosh_level is RoshLevel.LOW


def test_a_concern_keeps_its_first_day():
    told = story().concern("2016-03-03").concern("2016-04-01").concern("2016-05-01", "CHILD CONCERN")
    concerns = state_of(told.concern("2016-06-01", None)).concerns
    assert concerns == {Register.DOMESTIC_ABUSE: day("2016-03-03"), Register.CHILD: day("2016-05-01")}


def checks_of(told: Story) -> list[tuple]:
    return [(check.check, check.status, check.asked_on, check.result) for check in state_of(told).checks]


def test_a_check_is_not_asked_asked_or_back():
    told = story().check_requested("2016-03-01", "CP", thread="K1")
    child = (CheckType.CHILD_PROTECTION, CheckStatus.ASKED, day("2016-03-01"), None)
    police = (CheckType.DOMESTIC_ABUSE, CheckStatus.NOT_ASKED, None, None)
    assert checks_of(told) == [child, police]
    back = told.check_returned("2016-03-02", "CP", "CONCERN", thread="K1")
    child_back = (CheckType.CHILD_PROTECTION, CheckStatus.BACK, day("2016-03-01"), CheckResult.CONCERN)
    assert checks_of(back) == [child_back, police]
    again = back.check_requested("2016-06-01", "CP", thread="K1")
    assert checks_of(again) == [child_back, (child[0], CheckStatus.ASKED, day("2016-06-01"), None), police]


def test_an_answer_without_its_question_is_kept_and_answers_nothing():
    told = story().check_requested("2016-03-01", "DV", thread="K1").check_returned("2016-03-02", thread="K2")
    assert [each[1] for each in checks_of(told)] == [CheckStatus.ASKED, CheckStatus.BACK, CheckStatus.NOT_ASKED]
    told = story().check_requested("2016-03-01", "DV", thread=None).check_returned("2016-03-02", thread=None)
    assert [each[1] for each in checks_of(told)] == [CheckStatus.ASKED, CheckStatus.BACK, CheckStatus.NOT_ASKED]


# --- meetings


def arranged(told: Story, on: str, thread: str | None = "M1", at_time: str = "10:00") -> Story:
    said = {"meeting": "OFFICE", "officer": "A", "at_time": at_time}
    return told.happens("appointment_arranged", on, thread=thread, **said)


def test_what_is_arranged_waits_for_an_outcome_of_its_thread():
    told = arranged(arranged(ON_1_ORDER, "2016-03-14"), "2016-03-10", "M2")
    assert [(m.thread, m.on) for m in state_of(told).arranged] == [
        ("M2", day("2016-03-10")),
        ("M1", day("2016-03-14")),
    ]
    met = told.happens("home_visit", "2016-03-11", thread="M2", outcome="ATTENDED", officer="B")
    state = state_of(met)
    assert [m.thread for m in state.arranged] == ["M1"]
    assert state.settled_threads == {"M2"}
    meeting = state.arranged[0]
    assert (meeting.meeting, meeting.at_time, meeting.officer) == (Meeting.OFFICE, "10:00", "A")
    assert [m.thread for m in state_of(met.withdrawn(4)).arranged] == ["M2", "M1"]


def test_arranged_again_the_latest_recorded_is_meant():
    told = arranged(arranged(ON_1_ORDER, "2016-03-20"), "2016-03-12", at_time="09:00")
    assert [(m.on, m.at_time) for m in state_of(told).arranged] == [(day("2016-03-12"), "09:00")]


def test_arranged_without_a_thread_stays():
    told = arranged(ON_1_ORDER, "2016-03-14", None).attended("2016-03-14")
    assert [m.on for m in state_of(told).arranged] == [day("2016-03-14")]


def test_contact_is_whatever_became_of_it_and_seen_is_attended():
    told = ON_1_ORDER.attended("2016-03-08", "A").visited("2016-03-15", "B").missed("2016-03-22", "A")
    state = state_of(told.visited("2016-03-29", "B", "ACCEPTABLE ABSENCE"))
    last = state.last_contact
    assert (last.on, last.meeting, last.outcome) == (day("2016-03-29"), Meeting.HOME, Outcome.ACCEPTABLE_ABSENCE)
    assert (state.last_seen_on, state.last_seen.officer) == (day("2016-03-15"), "B")
    assert state.last_home_visit_on == day("2016-03-15")


def test_what_was_done_latest_is_kept_with_who_did_it():
    told = ON_1_ORDER.planned("2016-03-10", "A").planned("2016-04-10", "B")
    told = told.happens("oversight", "2016-04-12", officer="M").happens("significant_change", "2016-04-13")
    state = state_of(told.reviewed("2016-04-14", status="INCOMPLETE").notified("2016-04-15"))
    assert (state.last_plan.on, state.last_plan.by) == (day("2016-04-10"), "B")
    assert (state.last_oversight.on, state.last_oversight.by) == (day("2016-04-12"), "M")
    assert state.last_review is None
    assert state.last_change.on == day("2016-04-13")
    assert state.last_agency_told.on == day("2016-04-15")


# --- what must be known


def need(told: Story, on: str, need: str | None, detail: str | None = None, over: str | None = None) -> Story:
    return told.happens("communication_need", on, need=need, detail=detail, over=over)


def test_a_need_stands_until_it_is_over():
    told = need(need(story(), "2016-03-03", "INTERPRETER", "Polish"), "2016-03-04", "OTHER", "large print")
    told = need(need(told, "2016-03-05", "OTHER", "a hearing loop"), "2016-03-06", "INTERPRETER", "Romanian")
    needs = [(each.need, each.detail) for each in state_of(told).needs]
    other = [(NeedKind.OTHER, "large print"), (NeedKind.OTHER, "a hearing loop")]
    assert needs == [*other, (NeedKind.INTERPRETER, "Romanian")]
    told = need(told, "2016-04-01", "INTERPRETER", over="Y")
    assert [each.detail for each in state_of(told).needs] == ["large print", "a hearing loop"]
    assert [n.detail for n in state_of(need(told, "2016-04-02", "OTHER", "large print", "Y")).needs] == [
        "a hearing loop"
    ]
    assert not state_of(need(told, "2016-04-02", "OTHER", None, "Y")).needs


def test_warnings_stand_until_they_are_withdrawn_latest_first():
    told = story().happens("staff_safety", "2016-03-03", warning="A dog", visit_in_pairs="N")
    told = told.happens("staff_safety", "2016-03-04", warning="A knife was found", safe_way="At the office")
    assert [w.warning for w in state_of(told).safety] == ["A knife was found", "A dog"]
    assert [w.number for w in state_of(told.withdrawn(1)).safety] == [2]


def limited(told: Story, on: str, limit: AccessLimit | None, officer: str | None, over: str | None = None) -> Story:
    return told.happens("access_limited", on, limit=limit, officer=officer, over=over)


def test_limits_hold_until_they_are_over():
    told = limited(limited(story(), "2016-03-03", AccessLimit.EXCLUSION, "A"), "2016-03-03", None, "Z")
    told = limited(told, "2016-03-04", AccessLimit.RESTRICTION, "B")
    state = state_of(limited(told, "2016-03-05", AccessLimit.EXCLUSION, "A", "Y"))
    assert (state.excluded, state.restricted_to) == (frozenset(), frozenset({"B"}))
    assert state_of(limited(told, "2016-03-05", AccessLimit.RESTRICTION, "A", "Y")).excluded == {"A"}


def test_a_restriction_that_names_nobody_shuts_everybody_out():
    assert state_of(limited(story(), "2016-03-04", AccessLimit.RESTRICTION, None)).restricted_to == {""}


def test_identity_is_the_latest_as_a_whole():
    told = story().happens("identified", "2016-03-03", given_names="Aaron", family_name="Bell", sex="Male")
    state = state_of(told.happens("identified", "2016-04-03", given_names="Aron", family_name="Bell"))
    assert (state.identity.given_names, state.identity.sex) == ("Aron", None)


def test_a_case_is_one_persons():
    with pytest.raises(ValueError, match="2"):
        case_of([*ON_1_ORDER.facts, replace(ON_1_ORDER.facts[0], person="ben")])
    assert case_of([]) == CaseState(checks=case_of([]).checks)

"""What a case's state says of risk and allocation: exemptions, MAPPA, decisions, handovers, concerns of staff."""

from datetime import date
from decimal import Decimal

import pytest

from tests.rules.test_case import state_of
from tests.standards.story import Story, story
from throughcare.facts.allocation import StaffConcernKind, StaffConcernReply
from throughcare.facts.handover import HandoverReason, ReturnReason
from throughcare.facts.risk import MappaCategory, MappaLevel, RoshLevel
from throughcare.facts.staff import ProviderType, Sex
from throughcare.rules.allocation import court_desk_of
from throughcare.rules.case import HandoverStage, RoshStatus
from throughcare.rules.workload.of_case import case_points_of
from throughcare.rules.workload.points import Location

CALLS = story().happens("assessed", "2016-03-02", assessment="SCREENING", status="COMPLETE", full_needed="Y")


def exempted(told: Story, on: str = "2016-03-03", thread: str = "X1") -> Story:
    return told.happens("full_exempted", on, thread=thread, officer="A", note="Old matters, all known")


def answered(told: Story, yes: str = "Y", on: str = "2016-03-04", thread: str = "X1") -> Story:
    return told.happens("exemption_answered", on, thread=thread, countersigned=yes, officer="M")


# --- risk


@pytest.mark.parametrize(
    ("told", "status"),
    [
        (CALLS, RoshStatus.FULL_MISSING),
        (exempted(CALLS), RoshStatus.FULL_MISSING),
        (answered(exempted(CALLS), "N"), RoshStatus.FULL_MISSING),
        (answered(exempted(CALLS)), RoshStatus.EXEMPT),
        (answered(exempted(CALLS), thread="X2"), RoshStatus.FULL_MISSING),
        (answered(answered(exempted(CALLS)), "N", "2016-03-05"), RoshStatus.FULL_MISSING),
        (answered(exempted(CALLS)).assessed("2016-03-06", "FULL"), RoshStatus.COMPLETE),
        (
            answered(exempted(CALLS)).happens(
                "assessed", "2016-06-01", assessment="SCREENING", status="COMPLETE", full_needed="Y"
            ),
            RoshStatus.FULL_MISSING,
        ),
        (
            answered(exempted(CALLS)).happens("assessed", "2016-06-01", assessment="SCREENING", status="INCOMPLETE"),
            RoshStatus.SCREENING_INCOMPLETE,
        ),
        (
            answered(
                exempted(
                    story().happens(
                        "assessed", "2016-03-02", assessment="SCREENING", status="COMPLETE", full_needed="N"
                    )
                )
            ),
            RoshStatus.COMPLETE,
        ),
    ],
)
def test_an_exemption_holds_for_its_screening_once_a_manager_has_countersigned(told, status):
    assert state_of(told).rosh_status is status


def test_an_exemption_says_whose_judgement_it_is():
    found = state_of(answered(exempted(CALLS), "N")).exemption
    assert (found.officer, found.reason, found.is_countersigned) == ("A", "Old matters, all known", False)
    assert (found.on, found.answered_on) == (date(2016, 3, 3), date(2016, 3, 4))
    assert state_of(exempted(CALLS)).exemption.is_countersigned is None


def test_each_group_at_risk_has_its_latest_level():
    told = (
        story()
        .happens("assessed", "2016-03-02", assessment="FULL", children_level="HIGH", public_level="LOW")
        .happens("assessed", "2016-04-02", assessment="REVIEW", public_level="MEDIUM")
    )
    assert state_of(told).group_levels == {"children": RoshLevel.HIGH, "public": RoshLevel.MEDIUM}


def test_arrangements_hold_until_they_are_over():
    told = story().happens("mappa_managed", "2016-03-02", mappa_category="M2", mappa_level="L1")
    found = state_of(told).mappa
    assert (found.category, found.level) == (MappaCategory.TWO, MappaLevel.ONE)
    assert state_of(told.happens("mappa_managed", "2016-05-01", over="Y")).mappa is None
    assert state_of(story()).mappa is None


# --- who is to hold it, and what stands against it


def test_the_latest_decision_on_each_order_stands():
    told = story()
    for on, order, gives in (("2016-03-02", "1", "CRC"), ("2016-03-09", "1", "NPS"), ("2016-03-09", "2", "CRC")):
        told = told.happens("provider_decided", on, order=order, decided_type=gives, rule_gives="NPS", inputs="{}")
    found = state_of(told).decisions
    assert {order: each.decided for order, each in found.items()} == {"1": ProviderType.NPS, "2": ProviderType.CRC}
    assert found["1"].number == 2


def test_a_concern_of_staff_keeps_what_was_done_about_it():
    told = story().happens(
        "staff_concern_raised", "2016-03-02", thread="S1", staff_concern="NOT TRAINED", officer="A", about="B"
    )
    assert state_of(told).staff_concerns[0].reply is None
    told = told.happens("staff_concern_answered", "2016-03-04", thread="S9", staff_reply="TIME", officer="M")
    assert state_of(told).staff_concerns[0].reply is None, "an answer to something else"
    told = told.happens("staff_concern_answered", "2016-03-05", thread="S1", staff_reply="REALLOCATED", officer="M")
    found = state_of(told).staff_concerns[0]
    assert (found.concern, found.reply) == (StaffConcernKind.NOT_TRAINED, StaffConcernReply.REALLOCATED)
    assert (found.raised_by, found.about, found.answered_by) == ("A", "B", "M")


def test_conflicts_and_a_practitioner_who_is_asked_for_stand_until_they_are_over():
    told = story().happens("conflict_declared", "2016-03-02", officer="A")
    told = told.happens("conflict_declared", "2016-03-02", officer="B")
    told = told.happens("conflict_declared", "2016-03-03", officer="A", over="Y")
    assert state_of(told).conflicts == {"B"}
    told = story().happens("practitioner_asked", "2016-03-02", staff_sex="WOMAN", lawful_ground="HARMED")
    assert state_of(told).practitioner_asked.sex is Sex.WOMAN
    assert state_of(told.happens("practitioner_asked", "2016-03-09", over="Y")).practitioner_asked is None


# --- handovers


def sent(told: Story, on: str = "2016-03-04", thread: str = "H1", **said: str) -> Story:
    payload = {"order": "1", "from_provider": "N02", "to_provider": "C07", "handover_because": "AFTER SENTENCE"} | said
    return told.happens("handover_sent", on, thread=thread, missing_then="no_screening,check_not_back", **payload)


def test_a_handover_waits_until_it_is_answered():
    told = sent(story())
    found = state_of(told).handovers[0]
    assert (found.stage, found.is_open) == (HandoverStage.SENT, True)
    assert found.because is HandoverReason.AFTER_SENTENCE
    assert found.missing_then == ("no_screening", "check_not_back")
    returned = told.happens(
        "handover_answered",
        "2016-03-07",
        thread="H1",
        order="1",
        handover_reply="RETURNED",
        returned_because="RISK MISSING",
    )
    back = state_of(returned).handovers[0]
    assert (back.stage, back.returned_because) == (HandoverStage.RETURNED, ReturnReason.RISK_MISSING)
    again = state_of(sent(returned, "2016-03-08", "H2")).handovers
    assert [each.stage for each in again] == [HandoverStage.RETURNED, HandoverStage.SENT]


def test_an_order_waits_at_the_desk_that_was_asked_for_its_report():
    told = story().happens("report_requested", "2016-02-01", order="1", provider="N02", thread="R1")
    assert court_desk_of("1", state_of(told.sentenced("2016-03-01"))) == "N02"
    assert court_desk_of("1", state_of(story().sentenced("2016-03-01"))) is None


# --- tier and points


@pytest.mark.parametrize(
    ("told", "tier", "location", "points"),
    [
        (story(), None, Location.COMMUNITY, 0),
        (story().sentenced("2016-03-01"), None, Location.COMMUNITY, None),
        (story().sentenced("2016-03-01").screened("2016-03-01", "LOW"), "D2", Location.COMMUNITY, 41),
        (story().sentenced("2016-03-01").screened("2016-03-01", "HIGH"), "B2", Location.COMMUNITY, 115),
        (story().sent_to_custody("2016-03-01").screened("2016-03-01", "HIGH"), "B2", Location.CUSTODY, 48),
        (
            story().sent_to_custody("2016-03-01").released("2016-04-01").screened("2016-03-01", "HIGH"),
            "B2",
            Location.LICENCE,
            132,
        ),
        (
            story()
            .sentenced("2016-03-01")
            .screened("2016-03-01", "LOW")
            .happens("mappa_managed", "2016-03-02", mappa_level="L2"),
            "A2",
            Location.COMMUNITY,
            158,
        ),
        (
            story().sentenced("2016-03-01").screened("2016-03-01", "LOW").ended("2016-09-01"),
            None,
            Location.COMMUNITY,
            0,
        ),
    ],
)
def test_a_case_has_the_tier_and_points_of_what_is_known(told, tier, location, points):
    found = case_points_of(state_of(told))
    assert (found.tier, found.location, found.points) == (tier, location, points)


def test_what_is_not_measured_is_not_nothing():
    found = case_points_of(state_of(story().sentenced("2016-03-01")))
    assert found.points is None
    assert found.assumed == 63
    assert found.missing == ("rsr_score", "rosh")


def test_the_rsr_alone_gives_a_tier():
    told = (
        story()
        .sentenced("2016-03-01")
        .happens("scored", "2016-03-02", formula="RSR", figures='{"score":7.2}', form="static")
    )
    assert state_of(told).scores["RSR"].figure == Decimal("7.2")
    assert case_points_of(state_of(told)).tier == "B2"

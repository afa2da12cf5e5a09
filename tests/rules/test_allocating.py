"""Giving a case to a practitioner: days, what is missing, and what is written or refused."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.test_ranking import Who
from throughcare.exchange.role_grids import grid_for
from throughcare.facts.allocation import Allocated, AllocationReason, LawfulGround, ProviderDecided
from throughcare.facts.court import Disposal, ReportAssigned, ReportDelivered, ReportFormat, ReportRequested, Sentenced
from throughcare.facts.drafts import Draft, as_facts
from throughcare.facts.staff import Sex
from throughcare.rules.allocating import (
    NO_ORDER,
    NOT_HERE,
    NOT_OURS,
    SAY_BECAUSE,
    SAY_WHO,
    SAY_WHY_NOT,
    AllocationRequest,
    Turn,
    blocks,
    case_facts,
    days_of_waiting,
    decide_allocation,
    decide_conflict,
    decide_practitioner_asked,
    due_on,
    gaps_of,
    is_first,
)
from throughcare.rules.case import case_of
from throughcare.rules.refusals import NotRecorded

ON = date(2016, 3, 14)
WHY = "She must be seen this week."


def draft(kind, on=ON, thread=None, **payload):
    return Draft(kind=kind, on=on, payload=payload, thread=thread)


SENTENCED = draft(Sentenced, order="1", disposal=Disposal.COMMUNITY_ORDER)
OURS = draft(Allocated, order="1", provider="N02")
HELD = draft(Allocated, order="1", provider="N02", team="T1", officer="Z")


def case(*drafts):
    return case_of(as_facts(drafts, person="X1", after=0, recorded_at=None, by=None))


def decided(of, asked, *who, may_allocate=True, provider="N02"):
    given_ = {"provider": provider, "by": "S1", "may_allocate": may_allocate, "today": ON}
    return decide_allocation(of, asked, case_facts(of), who or (Who("A"), Who("B")), grid_for(), **given_)


def refused(of, asked, *who, **more):
    with pytest.raises(NotRecorded) as error:
        decided(of, asked, *who, **more)
    return [fault.sentence for fault in error.value.faults]


@pytest.mark.parametrize(
    ("since", "due"),
    [("2016-03-08", "2016-03-10"), ("2016-03-10", "2016-03-14"), ("2016-03-24", "2016-03-30")],
)
def test_a_case_is_to_be_allocated_on_the_second_working_day(since, due):
    assert due_on(date.fromisoformat(since)) == date.fromisoformat(due)


@given(st.dates(date(2014, 1, 1), date(2019, 12, 31)), st.integers(-20, 10))
def test_late_and_due_by_the_days_are_late_and_due_by_the_rule(today, days):
    first, last = days_of_waiting(today)
    since = today + timedelta(days=days)
    assert (since < first) is (due_on(since) < today)
    assert (first <= since <= last) is (due_on(since) == today)


def test_the_first_allocation_is_that_of_the_organisation_that_has_it_now():
    assert is_first(case(SENTENCED, OURS))
    assert not is_first(case(SENTENCED, HELD))
    assert not is_first(case(SENTENCED, HELD, OURS))
    assert is_first(case(SENTENCED, HELD, draft(Allocated, order="1", provider="C07")))


def test_what_is_missing_says_whose_turn_it_is():
    spoken = [
        draft(ReportRequested, order="1", thread="R1", provider="N02", format=ReportFormat.ORAL),
        draft(ReportAssigned, thread="R1", officer="CO1"),
        draft(ReportDelivered, order="1", thread="R1", format=ReportFormat.ORAL),
    ]
    gaps = {gap.code: gap for gap in gaps_of(case(*spoken, SENTENCED, OURS))}
    assert (gaps["report_not_written"].turn, gaps["report_not_written"].who) == (Turn.COURT, "CO1")
    assert (gaps["no_screening"].turn, gaps["no_screening"].who) == (Turn.COURT, "CO1")
    assert (gaps["not_decided"].turn, gaps["not_decided"].who) == (Turn.DECIDER, "N02")
    decision = draft(ProviderDecided, order="1")
    assert "not_decided" not in {gap.code for gap in gaps_of(case(SENTENCED, OURS, decision))}
    after = case(SENTENCED, HELD, OURS)
    assert {gap.turn for gap in gaps_of(after)} == {Turn.HOLDER}
    assert blocks(after) == ()


def test_what_is_overridden_is_written_for_each_order_before_the_allocation():
    second = draft(Sentenced, order="2", disposal=Disposal.COMMUNITY_ORDER)
    drafts = decided(case(SENTENCED, second, OURS), AllocationRequest("A", override=WHY))
    assert [(each.kind.kind, each.payload["order"]) for each in drafts] == [
        ("allocation_overridden", "1"),
        ("allocation_overridden", "2"),
        ("allocated", "1"),
        ("allocated", "2"),
    ]
    assert drafts[0].payload["officer"] == "S1"
    assert drafts[0].note == WHY
    given_ = drafts[-1].payload
    assert (given_["officer"], given_["suggested"], given_["team"]) == ("A", "A", "T1")
    assert given_["allocated_because"] is AllocationReason.FIRST


def test_everything_that_is_wrong_is_told_at_once():
    nothing = AllocationRequest(None)
    assert refused(case(), nothing, may_allocate=False)[1:] == [NOT_OURS, NO_ORDER, SAY_WHO]
    held = case(SENTENCED, HELD)
    assert refused(held, nothing) == [SAY_WHO, SAY_BECAUSE]
    assert refused(held, AllocationRequest("Q", AllocationReason.LEFT)) == [NOT_HERE]
    assert refused(held, AllocationRequest("B", AllocationReason.LEFT)) == [SAY_WHY_NOT]
    assert refused(held, AllocationRequest("A", AllocationReason.LEFT), provider="C07") == [NOT_OURS]
    assert refused(held, AllocationRequest("Z", AllocationReason.LEFT), Who("Z"), Who("A")) == [
        "They hold the case now. Choose somebody else."
    ]
    [blocked] = refused(case(SENTENCED, OURS), AllocationRequest("A"))
    assert blocked.startswith("Something stands against it: ")
    assert refused(case(SENTENCED, OURS), AllocationRequest("A"), may_allocate=False)[1:] == [blocked]


def test_a_conflict_is_ones_own_to_declare_and_a_managers_for_others():
    said = {"is_over": False, "reason": "He is my cousin.", "by": "P1", "may_manage": False, "today": ON}
    [mine] = decide_conflict(case(), officer="P1", **said)
    assert mine.payload == {"officer": "P1", "over": None}
    with pytest.raises(NotRecorded, match="for yourself alone"):
        decide_conflict(case(), officer="P2", **said)
    assert decide_conflict(case(), officer="P2", **said | {"may_manage": True})
    stands = case(mine)
    assert stands.conflicts == {"P1"}
    with pytest.raises(NotRecorded, match="It stands already"):
        decide_conflict(stands, officer="P1", **said)
    [over] = decide_conflict(stands, officer="P1", **said | {"is_over": True})
    assert case(mine, over).conflicts == set()


def test_who_is_asked_for_needs_a_lawful_ground():
    said = {"is_over": False, "reason": "She asked for a woman.", "may_manage": True, "today": ON}
    with pytest.raises(NotRecorded, match="without one the law does not allow it"):
        decide_practitioner_asked(case(), sex=Sex.WOMAN, ground=None, **said)
    [asked] = decide_practitioner_asked(case(), sex=Sex.WOMAN, ground=LawfulGround.HARMED, **said)
    assert case(asked).practitioner_asked.sex is Sex.WOMAN
    with pytest.raises(NotRecorded, match="Nobody is asked for"):
        decide_practitioner_asked(case(), sex=None, ground=None, **said | {"is_over": True})
    [over] = decide_practitioner_asked(case(asked), sex=None, ground=None, **said | {"is_over": True})
    assert case(asked, over).practitioner_asked is None
    with pytest.raises(NotRecorded, match="A manager decides this"):
        decide_practitioner_asked(case(), sex=Sex.MAN, ground=LawfulGround.HARMED, **said | {"may_manage": False})

"""Professional concerns: who may raise and answer them, and to whom they are as if they were not there."""

from datetime import date

import pytest

from throughcare.facts.allocation import (
    Allocated,
    ConflictDeclared,
    StaffConcernAnswered,
    StaffConcernKind,
    StaffConcernRaised,
    StaffConcernReply,
)
from throughcare.facts.court import Disposal, Sentenced
from throughcare.facts.drafts import Draft, as_facts
from throughcare.facts.record import Withdrawn
from throughcare.rules.access import CaseHeld, Role, Viewer
from throughcare.rules.case import case_of
from throughcare.rules.concern_access import closed_numbers, sees_concern
from throughcare.rules.refusals import NotRecorded
from throughcare.rules.staff_concerns import ABOUT_YOU, MANAGERS_ONLY, NOBODY_HOLDS_IT, decide_answer, decide_concern

ON = date(2016, 3, 14)
HELD = CaseHeld("X1", "N02", "T1", "P1")
SENTENCED = Draft(kind=Sentenced, on=ON, payload={"order": "1", "disposal": Disposal.COMMUNITY_ORDER})
GIVEN = Draft(kind=Allocated, on=ON, payload={"order": "1", "provider": "N02", "team": "T1", "officer": "P1"})
RAISED = Draft(
    kind=StaffConcernRaised,
    on=ON,
    payload={"staff_concern": StaffConcernKind.NO_CAPACITY, "officer": "P2", "about": "P1"},
    thread="C1",
)
ANSWERED = Draft(
    kind=StaffConcernAnswered, on=ON, payload={"staff_reply": StaffConcernReply.TIME, "officer": "S1"}, thread="C1"
)


def facts(*drafts):
    return as_facts(drafts, person="X1", after=0, recorded_at=None, by=None)


def case(*drafts):
    return case_of(facts(*drafts))


def refused(decide, *args, **kwargs):
    with pytest.raises(NotRecorded) as error:
        decide(*args, **kwargs)
    return [fault.sentence for fault in error.value.faults]


def viewer(code="S1", role=Role.SENIOR_PROBATION_OFFICER, organisation="N02", team="T1"):
    return Viewer(code, role, organisation, team)


@pytest.mark.parametrize(
    ("who", "held", "sees"),
    [
        (viewer("P2", Role.PRACTITIONER), HELD, True),  # raised it
        (viewer("P2", Role.PRACTITIONER, team="T9"), HELD, True),
        (viewer("P1", Role.PRACTITIONER), HELD, False),  # it is about them
        (viewer("P3", Role.PRACTITIONER), HELD, False),  # of the same team
        (viewer(), HELD, True),
        (viewer(team="T2"), HELD, False),  # manager of another team
        (viewer(organisation="C07"), HELD, False),
        (viewer("P1"), CaseHeld("X1", "N02", "T1", "P1"), False),  # a manager whom it is about
        (viewer("I1", Role.INSPECTOR, None, None), HELD, True),
        (viewer("L1", Role.PROVIDER_LEAD), HELD, False),
        (viewer("A1", Role.AGGREGATE_VIEWER), HELD, False),
        (viewer(), CaseHeld("X1", "N02", "T1", "P1", excluded=frozenset({"S1"})), False),
        (viewer(), CaseHeld("X1", "N02", "T1", "P1", restricted_to=frozenset({"S9"})), False),
        (viewer("I1", Role.INSPECTOR, None, None), CaseHeld("X1", "N02", excluded=frozenset({"I1"})), False),
    ],
)
def test_a_concern_is_shown_to_whoever_raised_it_to_their_managers_and_to_inspectors(who, held, sees):
    assert sees_concern(who, held, raised_by="P2", about="P1") is sees


def test_what_is_closed_is_the_concern_its_answer_the_conflict_and_their_withdrawals():
    conflict = Draft(kind=ConflictDeclared, on=ON, payload={"officer": "P4"})
    stream = facts(
        SENTENCED, GIVEN, RAISED, ANSWERED, conflict, Draft(kind=Withdrawn, on=ON, payload={"target": 5, "reason": "x"})
    )
    assert closed_numbers(viewer("P1", Role.PRACTITIONER), HELD, stream) == {3, 4, 5, 6}
    assert closed_numbers(viewer("P2", Role.PRACTITIONER), HELD, stream) == {5, 6}
    assert closed_numbers(viewer("P4", Role.PRACTITIONER), HELD, stream) == {3, 4}
    assert closed_numbers(viewer(), HELD, stream) == set()


def test_a_concern_names_whoever_holds_the_case_and_has_a_thread_of_its_own():
    raise_ = {"concern": StaffConcernKind.NOT_SAFE, "said": "He threatened her.", "by": "P2", "today": ON}
    [draft] = decide_concern(case(SENTENCED, GIVEN), taken={"staff-concern-2016-03-14"}, **raise_)
    assert (draft.payload["about"], draft.payload["officer"], draft.thread) == (
        "P1",
        "P2",
        "staff-concern-2016-03-14-2",
    )
    assert refused(decide_concern, case(SENTENCED), taken=set(), **raise_) == [NOBODY_HOLDS_IT]
    told = refused(decide_concern, case(SENTENCED, GIVEN), concern=None, said=" ", by="P2", taken=set(), today=ON)
    assert len(told) == 2


def test_a_concern_is_answered_once_by_a_manager_whom_it_is_not_about():
    said = {"reply": StaffConcernReply.SUPPORT, "weighed": "She works with Sam on it.", "by": "S1"}
    said |= {"may_oversee": True, "today": ON}
    open_ = case(SENTENCED, GIVEN, RAISED)
    [draft] = decide_answer(open_, "C1", **said)
    assert (draft.thread, draft.payload["staff_reply"]) == ("C1", StaffConcernReply.SUPPORT)
    assert refused(decide_answer, open_, "C1", **said | {"may_oversee": False}) == [MANAGERS_ONLY]
    assert refused(decide_answer, open_, "C1", **said | {"by": "P1"}) == [ABOUT_YOU]
    assert len(refused(decide_answer, open_, "C1", **said | {"reply": None, "weighed": ""})) == 2
    assert "already" in refused(decide_answer, case(SENTENCED, GIVEN, RAISED, ANSWERED), "C1", **said)[0]
    assert "withdrawn" in refused(decide_answer, open_, "C9", **said)[0]

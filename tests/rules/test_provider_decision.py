"""Deciding for whom an order is, keeping it, referring it, and what may not go back: what is refused, and in words."""

import json
from datetime import date

import pytest

from throughcare.facts import KINDS, Author, Officer, Provider
from throughcare.facts.escalation import Decision
from throughcare.facts.fact import YesNo
from throughcare.facts.staff import ProviderType
from throughcare.facts.stream import in_order
from throughcare.rules.access import CaseHeld, MayNot, Role, Viewer
from throughcare.rules.case import case_of
from throughcare.rules.provider import Factor, inputs_in
from throughcare.rules.provider_access import can_decide, check_can_answer_referral
from throughcare.rules.provider_decision import (
    ProviderRequest,
    check_may_go_back,
    decide_own,
    decide_which_provider,
)
from throughcare.rules.referral import decide_referral, decide_referral_answer
from throughcare.rules.refusals import NotRecorded

NPS, CRC = ProviderType.NPS, ProviderType.CRC
TODAY = date(2016, 3, 14)
NO = dict.fromkeys((Factor.MAPPA, Factor.PUBLIC_INTEREST, Factor.DEPORTATION), YesNo.NO)


def case(*told):
    """A case of facts: kind, day and fields; the first is number 1."""
    facts = []
    for number, (kind, on, fields) in enumerate(told, start=1):
        by = Author(Officer("C1"), Provider("N02"))
        said = {"person": "X1", "number": number, "on": date.fromisoformat(on), "by": by} | fields
        facts.append(KINDS[kind](**said))
    return case_of(in_order(facts))


SENTENCED = ("sentenced", "2016-03-08", {"order": "1", "disposal": "COMMUNITY ORDER"})
LOW = ("assessed", "2016-03-01", {"assessment": "SCREENING", "status": "COMPLETE", "level": "LOW"})
HIGH = ("assessed", "2016-03-10", {"assessment": "REVIEW", "status": "COMPLETE", "level": "HIGH"})
RSR = ("scored", "2016-03-02", {"formula": "RSR", "figures": '{"score": "1.02"}', "band": "LOW"})
HELD = ("allocated", "2016-03-09", {"order": "1", "provider": "C07", "team": "T9", "officer": "P9"})
REFERRED = (
    "escalated",
    "2016-03-10",
    {"from_provider": "C07", "to_provider": "N02", "thread": "E1", "note": "It rose"},
)
ACCEPTED = ("escalation_decided", "2016-03-11", {"to_provider": "N02", "decision": "ACCEPTED", "thread": "E1"})
SENT = ("handover_sent", "2016-03-11", {"order": "1", "from_provider": "N02", "to_provider": "C07", "thread": "H1"})


def decided(of, on="2016-03-12", **request):
    """The fact of a decision on a case, as the rule makes it."""
    asked = ProviderRequest("1", **{"decided": CRC, "answers": NO, **request})
    draft = decide_which_provider(of, asked, officer="C1", organisation="N02", today=date.fromisoformat(on))[0]
    return ("provider_decided", on, {**draft.payload, "note": draft.note})


def refused(decide):
    with pytest.raises(NotRecorded) as refusal:
        decide()
    return {fault.field: fault.sentence for fault in refusal.value.faults}


def decide(of, **request):
    asked = ProviderRequest("1", **{"decided": CRC, "answers": NO, **request})
    return decide_which_provider(of, asked, officer="C1", organisation="N02", today=TODAY)


def test_a_decision_keeps_every_input_with_where_it_comes_from():
    draft = decide(case(LOW, RSR, SENTENCED))[0]
    assert (draft.payload["decided_type"], draft.payload["rule_gives"]) == (CRC, CRC)
    assert draft.payload["rule_version"] == "provider-1, RSR from 6.90"
    told = json.loads(draft.payload["inputs"])["factors"]
    assert told["rsr"] == {"value": "1.02", "from": "record", "on": "2016-03-02", "number": 2}
    assert told["mappa"] == {"value": "N", "from": "said", "on": "2016-03-14", "number": None}
    assert set(told) == {each.value for each in Factor}


def test_what_is_unknown_is_decided_by_name_and_with_a_reason():
    of = case(LOW, SENTENCED)
    found = refused(lambda: decide(of))
    assert "The rule cannot decide yet. Not known: risk of serious recidivism (RSR)" in found["reason"]
    assert "at least" in refused(lambda: decide(of, reason="x"))["reason"]
    draft = decide(of, reason="The score waits for a document from the police")[0]
    assert (draft.payload["rule_gives"], draft.payload["officer"]) == (None, "C1")
    assert inputs_in(draft.payload["inputs"])[Factor.RSR].value is None


def test_nothing_need_be_known_beside_what_decides_already():
    draft = decide(case(HIGH, SENTENCED), decided=NPS, answers={})[0]
    assert draft.payload["rule_gives"] is NPS
    assert draft.note is None


@pytest.mark.parametrize(("told", "chosen"), [((LOW, RSR, SENTENCED), NPS), ((HIGH, RSR, SENTENCED), CRC)])
def test_what_differs_from_the_rule_needs_a_reason(told, chosen):
    assert "You chose the other one: say why." in refused(lambda: decide(case(*told), decided=chosen))["reason"]
    assert decide(case(*told), decided=chosen, reason="The manager of the court asked for it")[0].note


def test_what_the_record_says_is_not_said_otherwise():
    mappa = ("mappa_managed", "2016-03-03", {"mappa_category": "M1", "mappa_level": "L1"})
    found = refused(lambda: decide(case(mappa, SENTENCED), decided=NPS, answers={Factor.MAPPA: YesNo.NO}))
    assert found["mappa"].startswith("The record says yes since 3 March 2016.")


def test_an_order_that_does_not_run_or_is_on_its_way_is_not_decided():
    ended = ("ended", "2016-03-13", {"order": "1"})
    assert "no such order" in refused(lambda: decide(case(LOW, RSR, SENTENCED, ended)))[""]
    assert "sent to another organisation on 11 March" in refused(lambda: decide(case(LOW, RSR, SENTENCED, SENT)))[""]
    assert set(refused(lambda: decide(case(LOW, RSR, SENTENCED), decided=None))) == {"decided"}


def keep(of, own=NPS):
    return decide_own(of, "1", organisation="N02", own=own, today=TODAY)


def test_an_order_is_kept_once_it_is_decided_for_that_sort():
    base = (HIGH, SENTENCED)
    assert "Nobody has decided yet" in refused(lambda: keep(case(*base)))[""]
    kept = decided(case(*base), decided=NPS)
    draft = keep(case(*base, kept))[0]
    assert draft.payload == {"order": "1", "provider": "N02", "allocated_because": "FIRST"}
    assert "the other sort" in refused(lambda: keep(case(*base, kept), own=CRC))[""]
    assert "holds this order already" in refused(lambda: keep(case(*base, kept, HELD)))[""]
    assert "not answered yet" in refused(lambda: keep(case(*base, kept, SENT)))[""]


def test_an_order_is_not_kept_on_a_decision_whose_inputs_changed():
    base = (LOW, RSR, SENTENCED)
    later = ("assessed", "2016-03-13", {"assessment": "REVIEW", "status": "COMPLETE", "level": "HIGH"})
    of = case(*base, decided(case(*base)), later)
    assert "risk of serious harm went from low to high: decide again" in refused(lambda: keep(of, own=CRC))[""]


def test_an_escalated_case_goes_back_only_on_a_new_decision_that_the_rule_supports():
    base = (LOW, RSR, SENTENCED, HELD)
    before = decided(case(*base), on="2016-03-09")
    escalated = (*base, before, REFERRED, ACCEPTED)
    check_may_go_back(case(*base, before), CRC)
    check_may_go_back(case(*escalated), NPS)
    for to in (CRC, None):
        assert "accepted on 11 March" in refused(lambda to=to: check_may_go_back(case(*escalated), to))[""]
    supported = decided(case(*escalated), on="2016-03-12")
    check_may_go_back(case(*escalated, supported), CRC, "1")
    risen = ("assessed", "2016-03-13", {"assessment": "REVIEW", "status": "COMPLETE", "level": "HIGH"})
    assert refused(lambda: check_may_go_back(case(*escalated, supported, risen), CRC))
    unsupported = case(*base, before, HIGH, REFERRED, ACCEPTED)
    assert "rule" in refused(lambda: decide(unsupported, reason="They want it back"))["decided"]


def refer(of, **said):
    given = {
        "from_provider": "C07",
        "from_type": CRC,
        "to_provider": "N02",
        "because": "He was seen with a knife near her home",
    } | said
    return decide_referral(of, askable={"N02", "N03"}, used=set(), today=TODAY, **given)


def test_a_case_is_referred_by_whoever_holds_it_with_a_reason_and_once():
    of = case(SENTENCED, HELD)
    draft = refer(of)[0]
    assert (draft.payload, draft.thread) == ({"from_provider": "C07", "to_provider": "N02"}, "referral-2016-03-14")
    assert refused(lambda: refer(of, to_provider="C07"))["to_provider"].startswith("Your own organisation")
    assert refused(lambda: refer(of, to_provider="C08"))["to_provider"].startswith("That organisation cannot")
    assert set(refused(lambda: refer(of, to_provider=None, because=" "))) == {"to_provider", "because"}
    assert "does not hold" in refused(lambda: refer(of, from_provider="C08"))[""]
    assert "holds this case already" in refused(lambda: refer(of, from_type=NPS))[""]
    assert "Nobody holds" in refused(lambda: refer(case(SENTENCED)))[""]
    assert "10 March 2016" in refused(lambda: refer(case(SENTENCED, HELD, REFERRED)))[""]
    assert refer(case(SENTENCED, HELD, REFERRED, ACCEPTED))


def settle(of, **said):
    given = {"provider": "N02", "decision": Decision.ACCEPTED, "reason": None} | said
    return decide_referral_answer(of, "E1", today=TODAY, **given)


def test_a_referral_is_decided_once_by_whoever_was_asked():
    of = case(SENTENCED, HELD, REFERRED)
    assert settle(of)[0].payload == {"from_provider": "C07", "to_provider": "N02", "decision": Decision.ACCEPTED}
    assert set(refused(lambda: settle(of, decision=None))) == {"decision"}
    assert "Say why you decline" in refused(lambda: settle(of, decision=Decision.DECLINED))["reason"]
    assert settle(of, decision=Decision.DECLINED, reason="Nothing has changed since the review")[0].note
    assert "Another organisation" in refused(lambda: settle(of, provider="C07"))[""]
    assert "decided on 11 March" in refused(lambda: settle(case(SENTENCED, HELD, REFERRED, ACCEPTED)))[""]
    assert "no such referral" in refused(lambda: settle(case(SENTENCED, HELD)))[""]


def viewer(role, organisation="N02", code="V1", team="T1"):
    return Viewer(code, role, organisation, team)


# fmt: off
MAY_DECIDE = [
    # role,                          held by,        desk,  limit,  may
    (Role.COURT_OFFICER,             None,           "N02", None,   True),
    (Role.COURT_OFFICER,             None,           "N03", None,   False),
    (Role.COURT_OFFICER,             None,           None,  None,   False),
    (Role.COURT_OFFICER,             None,           "N02", "V1",   False),
    (Role.COURT_OFFICER,             ("N02", None),  None,  None,   False),
    (Role.SENIOR_PROBATION_OFFICER,  None,           "N02", None,   True),
    (Role.SENIOR_PROBATION_OFFICER,  ("N02", None),  None,  None,   True),
    (Role.SENIOR_PROBATION_OFFICER,  ("N02", "T1"),  None,  None,   True),
    (Role.SENIOR_PROBATION_OFFICER,  ("N02", "T2"),  None,  None,   False),
    (Role.SENIOR_PROBATION_OFFICER,  ("C07", None),  None,  None,   False),
    (Role.SENIOR_PROBATION_OFFICER,  ("N02", "T1"),  None,  "V1",   False),
    (Role.PRACTITIONER,              None,           "N02", None,   False),
    (Role.INSPECTOR,                 None,           "N02", None,   False),
]
# fmt: on


@pytest.mark.parametrize(("role", "held_by", "desk", "limit", "may"), MAY_DECIDE)
def test_who_may_decide(role, held_by, desk, limit, may):
    organisation, team = held_by or (None, None)
    held = CaseHeld("X1", organisation, team, excluded=frozenset({limit} if limit else ()))
    assert can_decide(viewer(role), held, desk) is may


def test_a_restriction_hides_an_order_and_a_referral_as_if_they_were_not_there():
    held = CaseHeld("X1", restricted_to=frozenset({"SOMEBODY"}))
    assert not can_decide(viewer(Role.COURT_OFFICER), held, "N02")
    with pytest.raises(MayNot) as refusal:
        check_can_answer_referral(viewer(Role.SENIOR_PROBATION_OFFICER), held, "N02")
    assert refusal.value.hidden
    check_can_answer_referral(viewer(Role.SENIOR_PROBATION_OFFICER), CaseHeld("X1", "C07"), "N02")
    for role, asked in ((Role.PRACTITIONER, "N02"), (Role.SENIOR_PROBATION_OFFICER, "N03")):
        with pytest.raises(MayNot):
            check_can_answer_referral(viewer(role), CaseHeld("X1", "C07"), asked)

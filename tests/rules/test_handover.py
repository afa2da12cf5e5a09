"""Handing a case over: what is refused, what is written, who reads what, and what a pack tells."""

from dataclasses import replace
from datetime import date

import pytest

from tests.rules.test_case import state_of
from tests.standards.story import story
from throughcare.facts.allocation import Allocated, AllocationReason, ProviderDecided
from throughcare.facts.checks import (
    CheckNotAsked,
    CheckRequested,
    CheckType,
    NotAskedBecause,
)
from throughcare.facts.court import Disposal, ReportDelivered, ReportFormat, ReportRequested, Sentenced
from throughcare.facts.drafts import Draft, as_facts
from throughcare.facts.escalation import Decision, EscalationDecided
from throughcare.facts.handover import HandoverAnswered, HandoverReason, HandoverReply, HandoverSent, ReturnReason
from throughcare.facts.outcome import Ended
from throughcare.facts.risk import (
    Assessed,
    Assessment,
    Completion,
    RoshLevel,
)
from throughcare.facts.scores import Scored
from throughcare.facts.staff import ProviderType
from throughcare.rules.access import CaseHeld, MayNot, Role, Viewer
from throughcare.rules.case import case_of
from throughcare.rules.handover import Answering, Places, Sending, decide_answer, decide_send, reply_by, was_referred
from throughcare.rules.handover_access import check_can_read_pack, check_can_send, former_holders
from throughcare.rules.handover_pack import facts_up_to
from throughcare.rules.refusals import NotRecorded

TODAY = date(2016, 3, 16)
NPS, OTHER, CRC = "N02", "N03", "C07"
PLACES = Places(
    {NPS: "NPS North East", OTHER: "NPS Midlands", CRC: "West Yorkshire CRC"},
    {(CRC, "LC"): 3, (CRC, "LD"): 0, (NPS, "T1"): 5},
    {CRC: frozenset({"K1"}), NPS: frozenset({"S1"})},
)


class Names:
    """Codes that stand for themselves."""

    def of_staff(self, code):
        return code

    def of_organisation(self, code):
        return code

    def of_team(self, code, organisation=None):  # noqa: ARG002
        return code


def draft(kind, day=10, thread=None, note=None, **payload):
    return Draft(kind=kind, on=date(2016, 3, day), payload=payload, thread=thread, note=note)


def stream(*drafts):
    return as_facts(drafts, person="X1", after=0, recorded_at=None, by=None)


def case(*drafts):
    return case_of(facts_up_to(stream(*drafts)))


PASSED = draft(Sentenced, 14, order="1", disposal=Disposal.COMMUNITY_ORDER)
REPORT = draft(ReportDelivered, 11, "R1", order="1", format=ReportFormat.SHORT, provider=NPS)
COMPLETE = (
    REPORT,
    PASSED,
    draft(Assessed, 11, assessment=Assessment.FULL, status=Completion.COMPLETE, level=RoshLevel.MEDIUM),
    draft(Scored, 11, formula="RSR", figures='{"score": 3.1}'),
    draft(ProviderDecided, 14, order="1"),
    *(draft(CheckNotAsked, 11, check=each, because=NotAskedBecause.NO_ADDRESS) for each in CheckType),
)
HELD = (*COMPLETE, draft(Allocated, 15, order="1", provider=NPS, team="T1", officer="P1"))


def send(state, asked, *, sender=NPS, was_accepted=False, order="1"):
    return decide_send(
        state, order, asked, sender=sender, officer="CO1", places=PLACES, was_accepted=was_accepted, today=TODAY
    )


def refusals(call, *args, **said):
    with pytest.raises(NotRecorded) as refused:
        call(*args, **said)
    return {fault.field: fault.sentence for fault in refused.value.faults}


# --- sending


def test_a_complete_case_is_sent_and_answered_within_two_working_days():
    (sent,) = send(case(*COMPLETE), Sending(to=CRC, team="LC"))
    assert sent.kind is HandoverSent
    assert sent.payload["handover_because"] is HandoverReason.AFTER_SENTENCE
    assert sent.payload["reply_by"] == date(2016, 3, 18)
    assert sent.payload["missing_then"] == "no_risk_plan,no_address"
    assert sent.thread == "handover-1-2016-03-16"


@pytest.mark.parametrize(
    ("sent_on", "by"),
    [
        (date(2016, 3, 16), date(2016, 3, 18)),
        (date(2016, 3, 17), date(2016, 3, 21)),  # over a weekend
        (date(2016, 3, 24), date(2016, 3, 30)),  # over Easter: Good Friday is the 25th, Easter Monday the 28th
    ],
)
def test_the_day_of_the_answer_counts_working_days(sent_on, by):
    assert reply_by(sent_on) == by


@pytest.mark.parametrize(
    ("asked", "field", "said"),
    [
        (Sending(to=None), "to", "Choose the organisation"),
        (Sending(to=NPS), "to", "your own organisation"),
        (Sending(to="POL"), "to", "no organisation POL that supervises"),
        (Sending(to=CRC, team="LD"), "team", "Nobody works in that team"),
        (Sending(to=CRC, team="T1"), "team", "has no such team"),
        (Sending(to=CRC, because=HandoverReason.MOVED), "because", "it is allocated after the sentence"),
    ],
)
def test_where_and_why_a_case_cannot_go(asked, field, said):
    assert said in refusals(send, case(*COMPLETE), asked)[field]


def test_a_held_case_needs_a_reason_of_its_own_and_an_escalation_one_that_was_accepted():
    state = case(*HELD)
    assert "Say why" in refusals(send, state, Sending(to=CRC))["because"]
    wrong = Sending(to=CRC, because=HandoverReason.AFTER_SENTENCE)
    assert "does not fit" in refusals(send, state, wrong)["because"]
    risen = Sending(to=OTHER, because=HandoverReason.ESCALATION)
    assert "No referral" in refusals(send, state, risen)["because"]
    assert send(state, risen, was_accepted=True)


def test_an_order_that_ended_is_open_elsewhere_or_reported_on_is_not_sent():
    ended = case(*COMPLETE, draft(Ended, 15, order="1"))
    assert "ended on 15 March 2016" in refusals(send, ended, Sending(to=CRC))[""]
    assert "does not run" in refusals(send, case(*COMPLETE), Sending(to=CRC), order="7")[""]
    open_ = case(*COMPLETE, draft(HandoverSent, 15, "H1", order="1", from_provider=NPS, to_provider=CRC))
    assert "waits for their answer" in refusals(send, open_, Sending(to=OTHER))[""]
    writing = case(*COMPLETE, draft(ReportRequested, 15, "R2", order="1", format=ReportFormat.SHORT, provider=NPS))
    assert "is not with the court yet" in refusals(send, writing, Sending(to=CRC))[""]


def test_something_important_that_is_missing_needs_a_tick_and_a_reason():
    state = case(*COMPLETE, draft(CheckRequested, 12, "K1", check=CheckType.DOMESTIC_ABUSE))
    assert "not back" in refusals(send, state, Sending(to=CRC))["nonetheless"]
    assert "cannot wait" in refusals(send, state, Sending(to=CRC, goes_nonetheless=True))["note"]
    (sent,) = send(state, Sending(to=CRC, goes_nonetheless=True, note="He is to be seen on Friday."))
    assert sent.payload["missing_then"].startswith("check_not_back:DV")


def test_everything_that_is_wrong_is_told_at_once():
    found = refusals(send, case(PASSED), Sending(to=NPS))
    assert set(found) == {"to", "nonetheless"}


# --- the answer


SENT = draft(HandoverSent, 15, "H1", order="1", from_provider=NPS, to_provider=CRC, team="LC",
             handover_because=HandoverReason.AFTER_SENTENCE, reply_by=date(2016, 3, 17), officer="CO1")  # fmt: skip


def reply(state, answer, *, organisation=CRC):
    return decide_answer(state, "H1", answer, organisation=organisation, officer="K1", places=PLACES, today=TODAY)


def test_accepted_it_is_held_with_no_practitioner_named():
    answered, given = reply(case(*COMPLETE, SENT), Answering(reply=HandoverReply.ACCEPTED, team="LC"))
    assert answered.payload["handover_reply"] is HandoverReply.ACCEPTED
    assert given.payload["allocated_because"] is AllocationReason.FIRST
    assert (given.payload["provider"], given.payload["officer"]) == (CRC, None)
    _, moved = reply(case(*HELD, SENT), Answering(reply=HandoverReply.ACCEPTED))
    assert moved.payload["allocated_because"] is AllocationReason.TRANSFER_IN


def test_returned_it_says_what_is_wrong_and_what_is_needed():
    state = case(*COMPLETE, SENT)
    assert set(refusals(reply, state, Answering(reply=HandoverReply.RETURNED))) == {"returned_because", "note"}
    answer = Answering(reply=HandoverReply.RETURNED, returned_because=ReturnReason.OTHER, note="We need the report.")
    (returned,) = reply(state, answer)
    assert returned.payload["returned_because"] is ReturnReason.OTHER


@pytest.mark.parametrize(
    ("organisation", "said"), [(NPS, "Your organisation sent it"), (OTHER, "was not sent to your organisation")]
)
def test_only_the_receiver_answers(organisation, said):
    accept = Answering(reply=HandoverReply.ACCEPTED)
    assert said in refusals(reply, case(*COMPLETE, SENT), accept, organisation=organisation)[""]


def test_it_is_answered_once_and_not_when_it_was_withdrawn_or_the_order_ended():
    accept = Answering(reply=HandoverReply.ACCEPTED)
    done = draft(HandoverAnswered, 15, "H1", order="1", handover_reply=HandoverReply.ACCEPTED)
    assert "accepted on 15 March 2016 already" in refusals(reply, case(*COMPLETE, SENT, done), accept)[""]
    assert "withdrawn" in refusals(reply, case(*COMPLETE), accept)[""]
    assert "has ended" in refusals(reply, case(*COMPLETE, SENT, draft(Ended, 16, order="1")), accept)[""]
    assert "Nobody works" in refusals(reply, case(*COMPLETE, SENT), replace(accept, team="LD"))["team"]


def test_the_latest_referral_counts():
    declined = draft(EscalationDecided, 11, decision=Decision.DECLINED)
    accepted = draft(EscalationDecided, 12, decision=Decision.ACCEPTED)
    assert was_referred(facts_up_to(stream(declined, accepted)))
    assert not was_referred(facts_up_to(stream(accepted, replace(declined, on=date(2016, 3, 13)))))


# --- who reads what


def viewer(code, role, organisation=None, team=None):
    return Viewer(code, role, organisation, team)


OFFICER = viewer("CO1", Role.COURT_OFFICER, NPS)
SENDER = viewer("S1", Role.SENIOR_PROBATION_OFFICER, NPS, "T1")
NEXT_DOOR = viewer("S2", Role.SENIOR_PROBATION_OFFICER, NPS, "T2")
RECEIVER = viewer("K1", Role.SENIOR_PROBATION_OFFICER, CRC, "LC")
STRANGER = viewer("Z1", Role.SENIOR_PROBATION_OFFICER, OTHER, "T9")
BEFORE = viewer("P1", Role.PRACTITIONER, NPS, "T1")
INSPECTOR = viewer("I1", Role.INSPECTOR)
UNHELD, OURS = CaseHeld("X1"), CaseHeld("X1", NPS, "T1", "P1")
THEIRS, NOW_THEIRS = CaseHeld("X1", CRC, None, None), CaseHeld("X1", CRC, "LC", "P3")
ACCEPTED, RETURNED = (draft(HandoverAnswered, 16, "H1", order="1", handover_reply=r) for r in HandoverReply)
GIVEN = draft(Allocated, 16, order="1", provider=CRC, team="LC", officer="P3")
MOVED = replace(SENT, payload={**SENT.payload, "handover_because": HandoverReason.MOVED, "officer": "S1"})
LIVE, FROZEN, STATE, HIDDEN = "live", "frozen", "state", "hidden"

# What each reads: of a case sent after a sentence while it waits, accepted, returned; of one that was held, the same.
READ = {
    #            waits   accepted returned | held: waits accepted returned
    "OFFICER":   (LIVE,   FROZEN,  LIVE,     HIDDEN, HIDDEN,  HIDDEN),
    "SENDER":    (LIVE,   FROZEN,  LIVE,     LIVE,   FROZEN,  LIVE),
    "NEXT_DOOR": (LIVE,   FROZEN,  LIVE,     STATE,  STATE,   STATE),
    "RECEIVER":  (LIVE,   LIVE,    STATE,    LIVE,   LIVE,    STATE),
    "STRANGER":  (HIDDEN, HIDDEN,  HIDDEN,   HIDDEN, HIDDEN,  HIDDEN),
    "BEFORE":    (HIDDEN, HIDDEN,  HIDDEN,   LIVE,   FROZEN,  LIVE),
    "INSPECTOR": (LIVE,   LIVE,    LIVE,     LIVE,   LIVE,    LIVE),
}  # fmt: skip
STATES = (
    ((*COMPLETE, SENT), UNHELD),
    ((*COMPLETE, SENT, ACCEPTED, GIVEN), NOW_THEIRS),
    ((*COMPLETE, SENT, RETURNED), UNHELD),
    ((*HELD, MOVED), OURS),
    ((*HELD, MOVED, ACCEPTED, GIVEN), NOW_THEIRS),
    ((*HELD, MOVED, RETURNED), OURS),
)


def reading(who, drafts, held):
    state = case(*drafts)
    handover = state.handovers[-1]
    try:
        found = check_can_read_pack(who, held, handover, former=former_holders(state, handover))
    except MayNot as refusal:
        return HIDDEN if refusal.hidden else "told"
    return STATE if found.is_told_state else FROZEN if found.is_frozen else LIVE


@pytest.mark.parametrize("name", READ)
def test_who_reads_a_pack_and_how_far(name):
    assert tuple(reading(globals()[name], *state) for state in STATES) == READ[name]


@pytest.mark.parametrize("name", READ)
def test_a_limit_hides_the_pack_as_everything_else(name):
    who = globals()[name]
    for drafts, held in STATES:
        assert reading(who, drafts, replace(held, excluded=frozenset({who.code}))) == HIDDEN


def test_who_sends_a_case():
    new, held = case(*COMPLETE), case(*HELD)
    for who, state, of, may_ in (
        (OFFICER, new, UNHELD, True),
        (SENDER, new, UNHELD, True),
        (RECEIVER, new, UNHELD, False),
        (OFFICER, held, OURS, False),
        (SENDER, held, OURS, True),
        (NEXT_DOOR, held, OURS, False),
        (INSPECTOR, held, OURS, False),
    ):
        try:
            check_can_send(who, of, state, "1")
            may_send = True
        except MayNot:
            may_send = False
        assert may_send is may_, who


# --- the sort of organisation


TYPED = replace(PLACES, types={"N02": ProviderType.NPS, "N03": ProviderType.NPS, "C07": ProviderType.CRC})


def sent_to(told, to, because=None, *, sender="N02"):
    asked = Sending(
        to=to, team=None, because=because, goes_nonetheless=True, note="It cannot wait for what is missing."
    )
    return decide_send(
        state_of(told),
        "1",
        asked,
        sender=sender,
        officer="S1",
        places=TYPED,
        was_accepted=True,
        today=date(2016, 4, 20),
    )


def test_what_was_decided_for_one_sort_is_not_sent_to_the_other():
    told = story().sentenced("2016-04-18").happens("provider_decided", "2016-04-18", order="1", decided_type="NPS")
    with pytest.raises(NotRecorded, match="Decided was that this order goes to the NPS"):
        sent_to(told, "C07")
    assert sent_to(told, "N03")


def test_an_escalated_case_does_not_go_back_without_a_decision_that_the_rule_supports():
    told = (
        story()
        .sentenced("2016-03-01")
        .allocated("2016-03-02", to="C07/A")
        .escalated("2016-04-01")
        .decided("2016-04-04")
    )
    told = told.allocated("2016-04-06", to="N02/B")
    with pytest.raises(NotRecorded, match="risk"):
        sent_to(told, "C07", HandoverReason.MOVED)
    assert sent_to(told, "N03", HandoverReason.MOVED)


def test_accepting_what_a_practitioner_there_has_already_takes_it_from_nobody():
    told = (
        story()
        .sentenced("2016-04-18")
        .happens("handover_sent", "2016-04-18", thread="H1", order="1", from_provider="N02", to_provider="C07")
    )
    answer = Answering(reply=HandoverReply.ACCEPTED)

    def kinds(case):
        drafts = decide_answer(
            state_of(case), "H1", answer, organisation="C07", officer="K1", places=TYPED, today=date(2016, 4, 20)
        )
        return [draft.kind for draft in drafts]

    assert kinds(told) == [HandoverAnswered, Allocated]
    assert kinds(told.allocated("2016-04-19", to="C07/A")) == [HandoverAnswered]

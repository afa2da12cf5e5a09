"""The decisions of a handover: a case is sent on with what is missing said, and accepted or returned with reasons.

Until it is accepted, whoever held the case holds it and answers for it. Every decision returns drafts or raises
`NotRecorded`, which names all that is wrong at once; who may decide is for `handover_access` to say.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from throughcare.calendar import add_working_days
from throughcare.facts.allocation import Allocated, AllocationReason
from throughcare.facts.drafts import Draft
from throughcare.facts.escalation import Decision, EscalationDecided
from throughcare.facts.fact import Fact
from throughcare.facts.handover import HandoverAnswered, HandoverReason, HandoverReply, HandoverSent, ReturnReason
from throughcare.facts.staff import ProviderType
from throughcare.facts.words import lower_first, say_day, say_list
from throughcare.rules.case import CaseState, HandoverState, ReportStage, ReportState
from throughcare.rules.case.values import of_kind
from throughcare.rules.handover_lacks import important, order_of, what_lacks
from throughcare.rules.handover_pack import codes_of
from throughcare.rules.provider_decision import check_may_go_back
from throughcare.rules.refusals import Faults, NotRecorded
from throughcare.rules.thread_names import first_free

REPLY_WITHIN = 2
"""Working days within which the receiver answers. The number is ours and not verified: it is that of the allocation
after a sentence (NPS service level 002), as a handover is a part of that."""

BEING_WRITTEN = frozenset({ReportStage.ASKED, ReportStage.WITH_WRITER, ReportStage.AGREED, ReportStage.SIGNED})
"""A report at these stages is still to be given to the court."""

NO_SUCH_HANDOVER = "There is no such handover any more: it was withdrawn."
NOT_YOURS = "It was not sent to your organisation: whoever it was sent to answers it."
YOU_SENT_IT = "Your organisation sent it, and cannot answer it: whoever it was sent to accepts or returns it."


@dataclass(frozen=True, slots=True)
class Places:
    """Where a case can go, by code: the organisations that supervise, by name; how many work in each of their teams;
    and of each organisation those who may answer for it, and its type.
    """

    organisations: Mapping[str, str] = field(default_factory=dict)
    teams: Mapping[tuple[str, str], int] = field(default_factory=dict)
    answer: Mapping[str, frozenset[str]] = field(default_factory=dict)
    types: Mapping[str, ProviderType] = field(default_factory=dict)

    def name(self, code: str | None) -> str:
        """An organisation by name."""
        return self.organisations.get(code or "", code or "an organisation that is not recorded")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """What is asked for: to whom, why, and whether it goes though something important is missing; the note says why."""

    to: str | None
    team: str | None = None
    because: HandoverReason | None = None
    goes_nonetheless: bool = False
    note: str | None = None


def reply_by(sent_on: date) -> date:
    """The day by which the receiver is to answer."""
    return add_working_days(sent_on, REPLY_WITHIN)


def handover_of(case: CaseState, thread: str) -> HandoverState | None:
    """The handover of this thread; None where there is none."""
    return next((each for each in case.handovers if each.thread == thread), None)


def reasons_for(case: CaseState, order: str) -> tuple[HandoverReason, ...]:
    """The reasons that can be given: after a sentence for an order that nobody has, any other for one that is held."""
    first = HandoverReason.AFTER_SENTENCE
    return (first,) if order not in case.allocated_orders else tuple(r for r in HandoverReason if r is not first)


def orders_that_go(case: CaseState, order: str) -> tuple[str, ...]:
    """The orders that pass on with this one: a person who is supervised moves with every order that runs; one that
    nobody has goes alone.
    """
    if order not in case.allocated_orders:
        return (order,)
    return tuple(each.number for each in case.open_orders if each.number in case.allocated_orders)


def waits_for(case: CaseState, order: str) -> HandoverState | None:
    """The handover that waits for an answer and stands in the way of another of this order."""
    together = orders_that_go(case, order)
    return next((each for each in reversed(case.handovers) if each.is_open and each.order in together), None)


def report_in_hand(case: CaseState, order: str) -> ReportState | None:
    """The report on this order that is still to be given to the court."""
    return next((each for each in case.reports if each.order == order and each.stage in BEING_WRITTEN), None)


def was_referred(facts: Iterable[Fact]) -> bool:
    """Whether the latest referral for rising risk was accepted."""
    decided = of_kind(list(facts), EscalationDecided)
    return bool(decided) and decided[-1].decision == Decision.ACCEPTED


def decide_send(
    case: CaseState,
    order: str,
    asked: Sending,
    *,
    sender: str,
    officer: str,
    places: Places,
    was_accepted: bool,
    today: date,
    taken: Collection[str] = (),
) -> list[Draft]:
    """The case is sent. `was_accepted`: a referral for rising risk was; `taken`: threads ever used."""
    faults = Faults()
    _check_order(case, order, places, faults)
    _check_to(case, order, asked, sender, places, faults)
    because = _because(case, order, asked, was_accepted, faults)
    lacks = what_lacks(case, order)
    grave = important(lacks)
    needed = "Say why it cannot wait for what is missing." if grave and asked.goes_nonetheless else None
    note = faults.note("note", asked.note, needed=needed, in_words=bool(needed))
    if grave and not asked.goes_nonetheless:
        told = say_list([lower_first(lack.words) for lack in grave])
        faults.add(
            "nonetheless",
            f"Something important is missing: {told}. Put it right first; or tick that the case goes nonetheless, and "
            "say why.",
        )
    faults.check()
    payload = {
        "order": order,
        "from_provider": sender,
        "to_provider": asked.to,
        "team": asked.team or None,
        "handover_because": because,
        "reply_by": reply_by(today),
        "missing_then": codes_of(lacks) or None,
        "officer": officer,
    }
    thread = first_free(f"handover-{order}-{today.isoformat()}", taken)
    return [Draft(kind=HandoverSent, on=today, payload=payload, thread=thread, note=note)]


def _check_order(case: CaseState, order: str, places: Places, faults: Faults) -> None:
    state = order_of(case, order)
    if state is None or not state.is_open:
        ended = f" on {say_day(state.ended_on)}" if state and state.ended_on else ""
        faults.add("", f"Order {order} does not run: it ended{ended}, so that there is nothing to hand over.")
    waits = waits_for(case, order)
    if waits is not None:
        faults.add(
            "",
            f"It was sent to {places.name(waits.to_provider)} on {say_day(waits.sent_on)} and waits for their answer. "
            "Ask them to accept it or to return it; a case that was returned can be sent again.",
        )
    report = report_in_hand(case, order)
    if report is not None:
        what = lower_first(report.format.label) if report.format else "report"
        faults.add(
            "",
            f"The {what} on order {order} is not with the court yet ({lower_first(report.stage.label)}). Deliver it "
            "first, so that it goes with the case; if the court does not want it any more, record that it was "
            "called off.",
        )


def _check_to(case: CaseState, order: str, asked: Sending, sender: str, places: Places, faults: Faults) -> None:
    if not asked.to:
        faults.add("to", "Choose the organisation that is to take the case.")
    elif asked.to == sender:
        faults.add(
            "to",
            "That is your own organisation: choose another. Within your organisation a case is allocated, and not "
            "handed over.",
        )
    elif asked.to not in places.organisations:
        faults.add("to", f"There is no organisation {asked.to} that supervises people: choose one of the list.")
    else:
        _check_place(case, asked, places, faults)
        _check_sort(case, order, places.types.get(asked.to), faults)


def _check_sort(case: CaseState, order: str, to_type: ProviderType | None, faults: Faults) -> None:
    """An escalated case does not go back without a decision that the rule supports; the first organisation that gets
    an order is of the sort that was decided on.
    """
    try:
        check_may_go_back(case, to_type, order)
    except NotRecorded as refusal:
        for fault in refusal.faults:
            faults.add("to", fault.sentence)
        return
    decision = case.decisions.get(order)
    if order in case.allocated_orders or decision is None or decision.decided is None or to_type is None:
        return
    if decision.decided is not to_type:
        faults.add(
            "to",
            f"Decided was that this order goes to the {decision.decided.value}: choose one of that sort, or decide "
            "again first.",
        )


def _check_place(case: CaseState, asked: Sending, places: Places, faults: Faults) -> None:
    to, team = asked.to or "", asked.team or ""
    if team and (to, team) not in places.teams:
        faults.add("team", f"{places.name(to)} has no such team: choose one of theirs, or leave the team open.")
    elif team and not places.teams[to, team]:
        faults.add(
            "team", "Nobody works in that team, so that nobody would take the case: choose another, or leave it open."
        )
    answer = places.answer.get(to, frozenset())
    if case.restricted_to or case.excluded & answer:
        can = answer - case.excluded
        can = can & case.restricted_to if case.restricted_to else can
        if not can:
            faults.add(
                "to",
                f"Nobody at {places.name(to)} who could answer may see this case: name a manager of theirs in its "
                "limits first, or nobody would see it there.",
            )


def _because(case: CaseState, order: str, asked: Sending, was_accepted: bool, faults: Faults) -> HandoverReason | None:
    allowed = reasons_for(case, order)
    because = asked.because or (allowed[0] if len(allowed) == 1 else None)
    if because is None:
        faults.add("because", "Say why the case passes on.")
    elif because not in allowed:
        words = say_list([lower_first(each.label) for each in allowed])
        faults.add("because", f"That does not fit an order that stands as this one does. It can be: {words}.")
    elif because is HandoverReason.ESCALATION and not was_accepted:
        faults.add(
            "because",
            "No referral for rising risk was accepted: refer the case first, and send it when the referral is.",
        )
    return because


# --- the answer --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """How the receiver answers: accepted for a team or for none yet, or returned because of something, in words."""

    reply: HandoverReply
    team: str | None = None
    returned_because: ReturnReason | None = None
    note: str | None = None


def decide_answer(
    case: CaseState,
    thread: str,
    answer: Answering,
    *,
    organisation: str | None,
    officer: str,
    places: Places,
    today: date,
) -> list[Draft]:
    """The receiver takes the case, and holds it from now on with no practitioner named yet; or returns it."""
    faults = Faults()
    handover = handover_of(case, thread)
    if handover is None:
        faults.add("", NO_SUCH_HANDOVER)
        faults.check()
    assert handover is not None
    if organisation != handover.to_provider:
        faults.add("", YOU_SENT_IT if organisation == handover.from_provider else NOT_YOURS)
    elif not handover.is_open and handover.answered_on is not None:
        faults.add(
            "",
            f"It was {handover.stage.label.lower()} on {say_day(handover.answered_on)} already: nothing was recorded. "
            "What is wrong with that answer can be withdrawn by a manager.",
        )
    faults.check()
    if answer.reply is HandoverReply.RETURNED:
        return _return(handover, answer, officer, today, faults)
    return _accept(case, handover, answer, officer, places, today, faults)


def _answered(handover: HandoverState, answer: Answering, officer: str, today: date, note: str | None) -> Draft:
    payload = {
        "order": handover.order,
        "from_provider": handover.from_provider,
        "to_provider": handover.to_provider,
        "handover_reply": answer.reply,
        "returned_because": answer.returned_because if answer.reply is HandoverReply.RETURNED else None,
        "officer": officer,
    }
    return Draft(kind=HandoverAnswered, on=today, payload=payload, thread=handover.thread, note=note)


def _return(handover: HandoverState, answer: Answering, officer: str, today: date, faults: Faults) -> list[Draft]:
    if answer.returned_because is None:
        faults.add("returned_because", "Say what is wrong, so that whoever sent it can put it right.")
    note = faults.note("note", answer.note, needed="Say in words what is needed before you can take it.", in_words=True)
    faults.check()
    return [_answered(handover, answer, officer, today, note)]


def _accept(
    case: CaseState,
    handover: HandoverState,
    answer: Answering,
    officer: str,
    places: Places,
    today: date,
    faults: Faults,
) -> list[Draft]:
    state = order_of(case, handover.order)
    if state is None or not state.is_open:
        faults.add("", f"Order {handover.order} has ended since it was sent: return it, so that it does not wait.")
    team = answer.team or None
    to = handover.to_provider or ""
    if team and not places.teams.get((to, team)):
        faults.add("team", "Nobody works in that team: choose another of yours, or leave the team open.")
    note = faults.note("note", answer.note)
    faults.check()
    is_first = handover.order not in case.allocated_orders
    because = AllocationReason.FIRST if is_first else AllocationReason.TRANSFER_IN
    given = {"provider": handover.to_provider, "team": team, "officer": None, "allocated_because": because}
    answered = _answered(handover, answer, officer, today, note)
    holder = case.holder
    if not is_first and holder is not None and holder.provider == handover.to_provider and holder.officer is not None:
        return [answered]  # a practitioner of theirs has it already, and keeps it
    return [
        answered,
        *(
            Draft(kind=Allocated, on=today, payload={"order": order, **given})
            for order in orders_that_go(case, handover.order)
        ),
    ]

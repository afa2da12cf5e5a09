"""The decisions behind the forms of supervision: a request and what is known of the case in; facts to be, or a refusal.

A contact may be several things at once (a home visit in which the plan was talked through): one form, several facts.
Every decision returns drafts or raises `NotRecorded`, which names all that is wrong at once. Who may record on the
case at all is asked of `access` before. Source of what is refused: our own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from throughcare.facts.drafts import Draft
from throughcare.facts.fact import Fact, YesNo
from throughcare.facts.risk import Register, RoshLevel
from throughcare.facts.supervision import Appointment, HomeVisit, Meeting, Outcome, Plan, StaffSafety
from throughcare.facts.words import say_day
from throughcare.rules.arrangement import SAY_WHICH_MEETING, Arrangement, arrangement_draft
from throughcare.rules.case import ArrangedMeeting, CaseState
from throughcare.rules.escalation import SAY_WHO_WAS_TOLD, agency_told_draft
from throughcare.rules.oversight import MANAGERS_ONLY, SAY_THE_JUDGEMENT, oversight_draft
from throughcare.rules.refusals import Faults
from throughcare.rules.risk import SAY_WHAT_CHANGED, change_draft, concern_draft, review_draft


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactRequest:
    """What was typed about one contact, each field as the form has it; None or blank where nothing was typed.

    `officer` is with whom the contact was (code), who then also wrote the plan or the review that is ticked;
    `recorder` is whoever records, and is named by an oversight. `thread` names the arranged meeting whose outcome
    this is: what is left blank is then taken from the arrangement. `change_note` may be left blank where the note
    of the contact tells the change; a judgement always stands by itself.
    """

    on: date | None = None
    meeting: Meeting | None = None
    outcome: Outcome | None = None
    officer: str | None = None
    recorder: str | None = None
    thread: str | None = None
    note: str | None = None

    concern: Register | None = None
    change_noticed: bool = False
    change_note: str | None = None
    review_completed: bool = False
    review_level: RoshLevel | None = None
    plan_completed: bool = False
    agency_told: bool = False
    agency: str | None = None
    oversight_recorded: bool = False
    judgement: str | None = None
    may_oversee: bool = False

    next_meeting: Arrangement | None = None


def decide_contact(request: ContactRequest, case: CaseState, *, today: date) -> list[Draft]:
    """The facts that one contact makes: what became of it, what else was done, and what was arranged next."""
    faults = Faults()
    arranged = _arrangement_of(request.thread, case, today, faults)
    day = faults.day_past("on", _day_of(request, arranged, today), today=today, came_on=case.came_on)
    officer = faults.line("officer", request.officer) or (arranged.officer if arranged else None)
    note = faults.note("note", request.note)
    drafts = [
        _contact(request, arranged, day, officer, note, faults),
        *_risk_ticked(request, day, officer, note, faults),
        *_work_ticked(request, day, officer, faults),
    ]
    if request.next_meeting is not None:
        drafts.append(
            arrangement_draft(
                request.next_meeting,
                case,
                today=today,
                faults=faults,
                prefix="next_",
                officer=officer,
            )
        )
    faults.check()
    return drafts


def _arrangement_of(thread: str | None, case: CaseState, today: date, faults: Faults) -> ArrangedMeeting | None:
    """The arranged meeting of a thread, if its day has come and it has no outcome yet."""
    if thread is None:
        return None
    found = next((meeting for meeting in case.arranged if meeting.thread == thread), None)
    if found is None and thread in case.settled_threads:
        faults.add("thread", "This meeting has an outcome already: look at it first, and withdraw it if it is wrong.")
    elif found is None:
        faults.add("thread", "No such meeting is arranged any more: look again, and record what happened by itself.")
    elif found.on > today:
        faults.add(
            "outcome",
            f"This meeting is arranged for {say_day(found.on)}, which has not come yet: record what became of it on "
            "that day or after. If you met before, record that by itself and withdraw the arrangement.",
        )
    return found


def _day_of(request: ContactRequest, arranged: ArrangedMeeting | None, today: date) -> date | None:
    """The day typed, else the day arranged. A meeting that is refused already is not asked for its day as well."""
    if request.on is not None or request.thread is None:
        return request.on
    return arranged.on if arranged and arranged.on <= today else today


def _contact(
    request: ContactRequest,
    arranged: ArrangedMeeting | None,
    day: date,
    officer: str | None,
    note: str | None,
    faults: Faults,
) -> Draft:
    meeting = request.meeting or (arranged.meeting if arranged else None)
    is_refused_already = request.thread is not None and arranged is None
    if meeting is None and not is_refused_already:
        faults.add("meeting", SAY_WHICH_MEETING)
    if request.outcome is None:
        faults.add("outcome", "Say what became of it: attended, acceptable absence or unacceptable absence.")
    if meeting is Meeting.HOME and request.outcome is Outcome.ATTENDED and officer is None:
        faults.add("officer", "Say who made the home visit: one that took place was made by somebody.")
    kind: type[Fact] = HomeVisit if meeting is Meeting.HOME else Appointment
    said = {"outcome": request.outcome, "officer": officer}
    return Draft(kind=kind, on=day, payload=said, thread=request.thread, note=note)


def _risk_ticked(
    request: ContactRequest, day: date, officer: str | None, note: str | None, faults: Faults
) -> Iterator[Draft]:
    """The concern, the change and the review; what was typed beside an empty box is never dropped in silence."""
    if request.concern is not None:
        yield concern_draft(day, request.concern)
    change_note = faults.note("change_note", request.change_note)
    if request.change_noticed:
        if not (change_note or note):
            faults.add("change_note", SAY_WHAT_CHANGED)
        yield change_draft(day, officer, change_note or note)
    elif change_note:
        faults.add("change_noticed", "You wrote what has changed: tick that there was a change, or clear the text.")
    if request.review_completed:
        yield review_draft(day, officer, request.review_level)
    elif request.review_level is not None:
        faults.add("review_completed", "You gave a new level: tick that a review was completed, or clear the level.")


def _work_ticked(request: ContactRequest, day: date, officer: str | None, faults: Faults) -> Iterator[Draft]:
    """The plan, the agency that was told, and the manager's oversight."""
    if request.plan_completed:
        yield plan_draft(day, officer)
    agency = faults.line("agency", request.agency, needed=SAY_WHO_WAS_TOLD if request.agency_told else None)
    if request.agency_told:
        yield agency_told_draft(day, officer, agency)
    elif agency:
        faults.add("agency_told", "You named an agency: tick that it was told, or clear the name.")
    if request.oversight_recorded and not request.may_oversee:
        faults.add("oversight_recorded", MANAGERS_ONLY)
    elif request.oversight_recorded:
        needed = SAY_THE_JUDGEMENT
        judgement = faults.note("judgement", request.judgement, needed=needed, in_words=True)
        yield oversight_draft(day, faults.line("recorder", request.recorder) or officer, judgement)
    elif faults.note("judgement", request.judgement):
        faults.add("oversight_recorded", "You wrote a judgement: tick that oversight was recorded, or clear the text.")


def decide_outcome(
    thread: str,
    outcome: Outcome | None,
    case: CaseState,
    *,
    today: date,
    note: str | None = None,
    officer: str | None = None,
) -> list[Draft]:
    """What became of one arranged meeting, on the day and with whom it was arranged: the short form, and in bulk."""
    request = ContactRequest(thread=thread, outcome=outcome, note=note, officer=officer)
    return decide_contact(request, case, today=today)


def decide_arrangement(request: Arrangement, case: CaseState, *, today: date) -> list[Draft]:
    """A meeting is arranged, for today or later."""
    faults = Faults()
    draft = arrangement_draft(request, case, today=today, faults=faults)
    faults.check()
    return [draft]


def plan_draft(on: date, officer: str | None, note: str | None = None) -> Draft:
    """A sentence plan, completed by `officer` (code)."""
    return Draft(kind=Plan, on=on, payload={"officer": officer}, note=note)


def decide_plan(
    case: CaseState, *, on: date | None, officer: str | None, today: date, note: str | None = None
) -> list[Draft]:
    """A sentence plan was completed on a day by `officer` (code)."""
    faults = Faults()
    day = faults.day_past("on", on, today=today, came_on=case.came_on)
    who = faults.line("officer", officer, needed="Say who wrote the plan.")
    draft = plan_draft(day, who, faults.note("note", note))
    faults.check()
    return [draft]


def decide_safety(*, warning: str | None, safe_way: str | None, in_pairs: YesNo | None, today: date) -> list[Draft]:
    """What staff must know before they meet the person, from today on. It stands until it is withdrawn."""
    faults = Faults()
    said = {
        "warning": faults.note("warning", warning, needed="Say what the danger is, in plain words."),
        "safe_way": faults.note("safe_way", safe_way),
        "visit_in_pairs": in_pairs,
    }
    if in_pairs is None:
        faults.add("in_pairs", "Say whether two must go: yes or no.")
    faults.check()
    return [Draft(kind=StaffSafety, on=today, payload=said)]

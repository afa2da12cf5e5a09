"""Work without a meeting: what was done at the desk, each part by its own rule, refused all at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from throughcare.facts.drafts import Draft
from throughcare.rules.case import CaseState
from throughcare.rules.escalation import decide_agency_told
from throughcare.rules.oversight import decide_oversight
from throughcare.rules.refusals import Faults, FieldFault, NotRecorded
from throughcare.rules.risk import decide_change, decide_concern, decide_review
from throughcare.rules.supervision import ContactRequest, decide_arrangement, decide_plan

SAY_WHAT_WAS_DONE = "Say what was done: choose a meeting, or tick what it was."
NOTHING_FOR_THE_NOTE = "There is no meeting that this note is about: write it into the judgement."


def decide_work(request: ContactRequest, case: CaseState, *, today: date) -> list[Draft]:
    """Each ticked part by its own rule, refused all at once; the note goes with the first part that has none."""
    checks = Faults()
    note = checks.note("note", request.note)
    drafts: list[Draft] = []
    faults: list[FieldFault] = []
    for decide, field_of in _parts(replace(request, note=note), case, today):
        try:
            drafts += decide()
        except NotRecorded as refusal:
            faults += [FieldFault(field_of.get(fault.field, fault.field), fault.sentence) for fault in refusal.faults]
    if not drafts and not faults:
        checks.add("meeting", SAY_WHAT_WAS_DONE)
    elif note and not faults:
        drafts = _with_note(drafts, note, checks)
    for fault in dict.fromkeys(faults):
        checks.add(fault.field, fault.sentence)
    checks.check()
    return drafts


_Part = tuple[Callable[[], list[Draft]], dict[str, str]]


def _parts(request: ContactRequest, case: CaseState, today: date) -> Iterator[_Part]:
    """The decisions that were ticked, each with the fields of this form where its own go by another name."""
    on, officer = request.on, request.officer
    if request.concern is not None:
        yield lambda: decide_concern(case, on=on, register=request.concern, today=today), {"register": "concern"}
    if request.change_noticed:
        change = request.change_note or request.note
        yield lambda: decide_change(case, on=on, officer=officer, note=change, today=today), {"note": "change_note"}
    if request.review_completed:
        level = request.review_level
        yield lambda: decide_review(case, on=on, officer=officer, level=level, today=today), {}
    if request.plan_completed:
        yield lambda: decide_plan(case, on=on, officer=officer, today=today), {}
    if request.agency_told:
        agency = request.agency
        yield lambda: decide_agency_told(case, on=on, officer=officer, agency=agency, today=today), {}
    if request.oversight_recorded:
        yield lambda: _oversight(request, case, today), {"may_oversee": "oversight_recorded"}
    if (ahead := request.next_meeting) is not None:
        names = {"on": "next_on", "at_time": "next_at_time", "meeting": "next_meeting", "officer": "next_officer"}
        yield lambda: decide_arrangement(ahead, case, today=today), names


def _oversight(request: ContactRequest, case: CaseState, today: date) -> list[Draft]:
    return decide_oversight(
        case,
        on=request.on,
        officer=request.recorder,
        judgement=request.judgement,
        may_oversee=request.may_oversee,
        today=today,
    )


def _with_note(drafts: list[Draft], note: str, checks: Faults) -> list[Draft]:
    """The drafts with the note of the form, if none of them tells it already."""
    if any(draft.note == note for draft in drafts):
        return drafts
    place = next((place for place, draft in enumerate(drafts) if draft.note is None), None)
    if place is None:
        checks.add("note", NOTHING_FOR_THE_NOTE)
        return drafts
    return [*drafts[:place], replace(drafts[place], note=note), *drafts[place + 1 :]]

"""One form, many facts; and refusals that say what is wrong and what would be right."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.forms import CASE, NEXT, SEEN, TODAY, day, faults_of, recorded, said_of, state_of, typed
from throughcare.facts.risk import Assessment, Completion, Register, RoshLevel
from throughcare.facts.supervision import Meeting, Outcome
from throughcare.rules.arrangement import Arrangement, time_as_kept
from throughcare.rules.refusals import NotRecorded
from throughcare.rules.supervision import ContactRequest, decide_arrangement, decide_contact, decide_outcome

ON = day("2016-03-15")
VISIT = {"meeting": Meeting.HOME, "outcome": Outcome.ATTENDED}


def decided(request: ContactRequest):
    return said_of(decide_contact(request, CASE, today=TODAY))


def faults(request: ContactRequest) -> dict[str, str]:
    return faults_of(lambda: decide_contact(request, CASE, today=TODAY))


# --- what one form records


def test_a_contact_is_one_fact():
    said = {"outcome": Outcome.ATTENDED, "officer": "A"}
    assert decided(SEEN) == [("appointment", ON, said, None, "Came on time.")]
    assert decided(typed(**VISIT)) == [("home_visit", ON, said, None, "Came on time.")]
    missed = decided(typed(outcome=Outcome.UNACCEPTABLE_ABSENCE, officer=None, note=" \r\n"))
    assert missed == [("appointment", ON, {"outcome": Outcome.UNACCEPTABLE_ABSENCE}, None, None)]


def test_one_home_visit_may_be_eight_facts():
    request = typed(
        **VISIT,
        concern=Register.CHILD,
        change_noticed=True,
        change_note="A partner has moved in",
        review_completed=True,
        review_level=RoshLevel.HIGH,
        plan_completed=True,
        agency_told=True,
        agency=" Children's services ",
        oversight_recorded=True,
        judgement="Visit weekly, in pairs",
        may_oversee=True,
        recorder="M",
        next_meeting=NEXT,
    )
    review = {"assessment": Assessment.REVIEW, "status": Completion.COMPLETE, "level": RoshLevel.HIGH, "assessor": "A"}
    next_said = {"meeting": Meeting.OFFICE, "officer": "A", "at_time": "09:30"}
    assert decided(request) == [
        ("home_visit", ON, {"outcome": Outcome.ATTENDED, "officer": "A"}, None, "Came on time."),
        ("concern", ON, {"register": Register.CHILD}, None, None),
        ("significant_change", ON, {"officer": "A"}, None, "A partner has moved in"),
        ("assessed", ON, review, None, None),
        ("plan", ON, {"officer": "A"}, None, None),
        ("agency_notified", ON, {"officer": "A", "agency": "Children's services"}, None, None),
        ("oversight", ON, {"officer": "M"}, None, "Visit weekly, in pairs"),
        ("appointment_arranged", day("2016-03-22"), next_said, "meeting-2016-03-22-0930", None),
    ]
    facts = recorded(decide_contact(request, CASE, today=TODAY))
    state = state_of(facts)
    assert (state.rosh_level, state.last_home_visit_on, state.last_oversight.by) == (RoshLevel.HIGH, ON, "M")
    assert [meeting.thread for meeting in state.arranged] == ["PAST", "meeting-2016-03-22-0930", "AHEAD"]


def test_an_outcome_takes_what_is_blank_from_the_arrangement():
    request = ContactRequest(thread="PAST", outcome=Outcome.ATTENDED)
    said = {"outcome": Outcome.ATTENDED, "officer": "A"}
    assert decided(request) == [("appointment", day("2016-03-10"), said, "PAST", None)]
    other = decided(typed(thread="PAST", on=day("2016-03-11"), officer="B", **VISIT))
    assert other == [("home_visit", day("2016-03-11"), said | {"officer": "B"}, "PAST", "Came on time.")]


def test_a_change_may_be_told_in_the_note_of_the_contact():
    [_, change] = decided(typed(change_noticed=True))
    assert change[4] == "Came on time."


@pytest.mark.parametrize("outcome", [Outcome.ACCEPTABLE_ABSENCE, Outcome.UNACCEPTABLE_ABSENCE])
def test_a_plan_or_a_review_may_be_completed_though_nobody_came(outcome):
    drafts = decided(typed(outcome=outcome, plan_completed=True, review_completed=True))
    assert [draft[0] for draft in drafts] == ["appointment", "assessed", "plan"]


def test_a_home_visit_that_did_not_take_place_may_be_nobodys():
    drafts = decided(typed(meeting=Meeting.HOME, outcome=Outcome.ACCEPTABLE_ABSENCE, officer=None))
    assert drafts[0][2] == {"outcome": Outcome.ACCEPTABLE_ABSENCE}


# --- what is refused


@pytest.mark.parametrize(
    ("said", "field", "sentence"),
    [
        ({"on": None}, "on", "Say on which day it was, for example 16 March 2016"),
        ({"on": day("2016-03-17")}, "on", "17 March 2016 has not come yet: today is 16 March 2016"),
        ({"on": day("2016-03-02")}, "on", "before their first report or sentence, which is of 3 March 2016"),
        ({"meeting": None}, "meeting", "an appointment or a home visit"),
        ({"outcome": None}, "outcome", "Say what became of it"),
        ({"thread": "AHEAD", "on": None}, "outcome", "24 March 2016, which has not come yet"),
        ({"thread": "AHEAD"}, "outcome", "24 March 2016, which has not come yet"),
        ({"thread": "DONE"}, "thread", "has an outcome already"),
        ({"thread": "NEVER"}, "thread", "No such meeting is arranged"),
        ({"note": "x" * 10_001}, "note", "10,001 characters and may have at most 10,000: shorten it by 1"),
        ({"note": "a\x00b"}, "note", r"Character 2 of the text is invisible and cannot be kept (U+0000)"),
        ({"note": "bell\x07"}, "note", "U+0007"),
        ({"note": "half \udfff"}, "note", "U+DFFF"),
        ({"officer": "A\nB"}, "officer", "in one line"),
        ({"officer": "A" * 201}, "officer", "at most 200"),
        ({**VISIT, "officer": None}, "officer", "Say who made the home visit"),
        ({**VISIT, "officer": "  "}, "officer", "Say who made the home visit"),
        ({"change_noticed": True, "note": None}, "change_note", "Say what has changed"),
        ({"change_note": "He moved"}, "change_noticed", "tick that there was a change, or clear the text"),
        ({"review_level": RoshLevel.LOW}, "review_completed", "tick that a review was completed, or clear the level"),
        ({"agency_told": True}, "agency", "Say which agency"),
        ({"agency": "Police"}, "agency_told", "tick that it was told, or clear the name"),
        ({"agency_told": True, "agency": "Police\x00"}, "agency", "U+0000"),
        ({"oversight_recorded": True, "judgement": "Visit weekly"}, "oversight_recorded", "recorded by a manager"),
        ({"oversight_recorded": True, "may_oversee": True}, "judgement", "Write down the judgement"),
        ({"oversight_recorded": True, "may_oversee": True, "judgement": "Seen. OK."}, "judgement", "at least 10"),
        ({"judgement": "Visit weekly", "may_oversee": True}, "oversight_recorded", "tick that oversight was recorded"),
        ({"next_meeting": replace(NEXT, on=None)}, "next_on", "Say for which day"),
        ({"next_meeting": replace(NEXT, on=day("2016-03-15"))}, "next_on", "15 March 2016 is past"),
        ({"next_meeting": replace(NEXT, on=day("2016-03-19"))}, "next_on", "is a Saturday"),
        ({"next_meeting": replace(NEXT, on=day("2016-03-20"))}, "next_on", "is a Sunday"),
        ({"next_meeting": replace(NEXT, on=day("2016-03-25"))}, "next_on", "is a bank holiday (Good Friday)"),
        ({"next_meeting": replace(NEXT, at_time=None)}, "next_at_time", "hours and minutes: 09:30"),
        ({"next_meeting": replace(NEXT, at_time="24:00")}, "next_at_time", "hours and minutes: 09:30"),
        ({"next_meeting": replace(NEXT, meeting=None)}, "next_meeting", "an appointment or a home visit"),
        ({"next_meeting": replace(NEXT, on=day("2016-03-24"), at_time="10:00")}, "next_at_time", "already"),
    ],
)
def test_what_is_wrong_is_named_with_its_field_and_nothing_else_is(said, field, sentence):
    found = faults(typed(**said))
    assert list(found) == [field]
    assert sentence in found[field]


def test_an_empty_form_is_told_all_at_once():
    assert list(faults(ContactRequest())) == ["on", "meeting", "outcome"]
    request = typed(
        on=day("2016-03-17"),
        outcome=None,
        note="\x00",
        agency_told=True,
        next_meeting=Arrangement(),
        plan_completed=True,
    )
    fields = ["on", "note", "outcome", "agency", "next_on", "next_at_time", "next_meeting"]
    assert list(faults(request)) == fields


def test_a_day_before_anything_is_known_is_not_refused():
    unknown = replace(CASE, came_on=None)
    assert decide_contact(typed(on=day("1999-01-04")), unknown, today=TODAY)


def test_the_longest_note_and_today_are_still_right():
    assert decide_contact(typed(note="x" * 10_000, on=TODAY), CASE, today=TODAY)
    assert decide_contact(typed(note="one\r\n\ttwo"), CASE, today=TODAY)[0].note == "one\n\ttwo"
    assert decide_contact(typed(on=CASE.came_on), CASE, today=TODAY)


# --- the short form, and arranging


def test_the_short_form_is_the_outcome_on_the_day_arranged():
    [draft] = decide_outcome("PAST", Outcome.ACCEPTABLE_ABSENCE, CASE, today=TODAY, note="Ill")
    said = {"outcome": Outcome.ACCEPTABLE_ABSENCE, "officer": "A"}
    assert said_of([draft]) == [("appointment", day("2016-03-10"), said, "PAST", "Ill")]
    state = state_of(recorded([draft]))
    assert "PAST" in state.settled_threads
    again = faults_of(lambda: decide_outcome("PAST", Outcome.ATTENDED, state, today=TODAY))
    assert again == {"thread": "This meeting has an outcome already: look at it first, and withdraw it if it is wrong."}


@pytest.mark.parametrize(
    ("thread", "outcome", "fields"),
    [("PAST", None, ["outcome"]), ("NEVER", None, ["thread", "outcome"]), ("AHEAD", Outcome.ATTENDED, ["outcome"])],
)
def test_the_short_form_is_refused_by_the_same_rules(thread, outcome, fields):
    assert list(faults_of(lambda: decide_outcome(thread, outcome, CASE, today=TODAY))) == fields


def test_a_meeting_is_arranged_for_today_or_a_working_day_to_come():
    [draft] = decide_arrangement(replace(NEXT, officer="B", on=TODAY), CASE, today=TODAY)
    said = {"meeting": Meeting.OFFICE, "officer": "B", "at_time": "09:30"}
    assert said_of([draft]) == [("appointment_arranged", TODAY, said, "meeting-2016-03-16-0930", None)]
    assert list(faults_of(lambda: decide_arrangement(Arrangement(), CASE, today=TODAY))) == ["on", "at_time", "meeting"]


def test_each_arrangement_has_a_thread_that_no_other_meeting_has():
    first = decide_arrangement(NEXT, CASE, today=TODAY)
    state = state_of(recorded(first))
    assert list(faults_of(lambda: decide_arrangement(NEXT, state, today=TODAY))) == ["at_time"]
    later = day("2016-03-22")
    kept = decide_outcome(first[0].thread, Outcome.ATTENDED, state, today=later)
    settled = replace(state, arranged=(), settled_threads=state.settled_threads | {kept[0].thread})
    assert decide_arrangement(NEXT, settled, today=later)[0].thread == "meeting-2016-03-22-0930-2"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        *[("09:30", "09:30"), ("9:30", "09:30"), (" 14:05 ", "14:05"), ("00:00", "00:00"), ("23:59", "23:59")],
        *[("24:00", None), ("9:60", None), ("9.30", None), ("930", None), ("", None), (None, None), ("9:3", None)],
        *[("\u0669:30", None), ("9:30am", None), ("-9:30", None)],
    ],
)
def test_a_time_is_hours_and_minutes(text, kept):
    assert time_as_kept(text) == kept


# --- by property

MAYBE_DAY = st.none() | st.dates(date(2016, 2, 25), date(2016, 4, 5))
TEXT = st.none() | st.sampled_from(["", "Police", "He has moved house", "x" * 10_001, "a\x00", "\ud800", "two\nlines"])
TYPED = {
    "on": MAYBE_DAY,
    "meeting": st.none() | st.sampled_from(Meeting),
    "outcome": st.none() | st.sampled_from(Outcome),
    "officer": st.sampled_from([None, "B", ""]),
    "thread": st.sampled_from(["PAST", "PAST", "AHEAD", "DONE", "NEVER"]),
    "note": TEXT,
    "concern": st.sampled_from(Register),
    "change_noticed": st.just(True),
    "change_note": TEXT,
    "review_completed": st.just(True),
    "review_level": st.sampled_from(RoshLevel),
    "plan_completed": st.just(True),
    "agency_told": st.just(True),
    "agency": TEXT,
    "oversight_recorded": st.just(True),
    "judgement": TEXT,
    "may_oversee": st.just(True),
    "next_meeting": st.builds(
        Arrangement, on=MAYBE_DAY, at_time=st.sampled_from([None, "10:00", "9:30"]), meeting=st.sampled_from(Meeting)
    ),
}
REQUESTS = st.sets(st.sampled_from(sorted(TYPED)), max_size=5).flatmap(
    lambda names: st.fixed_dictionaries({name: TYPED[name] for name in sorted(names)}).map(lambda said: typed(**said))
)


@given(REQUESTS)
def test_a_decision_gives_facts_that_can_be_recorded_or_names_fields_of_the_form(request):
    fields = {*ContactRequest.__dataclass_fields__, "next_on", "next_at_time", "next_meeting", "next_officer"}
    try:
        drafts = decide_contact(request, CASE, today=TODAY)
    except NotRecorded as refusal:
        found = {fault.field for fault in refusal.faults}
    else:
        state, found = state_of(recorded(drafts)), set()
        assert all(draft.on <= TODAY or draft.kind.kind == "appointment_arranged" for draft in drafts)
        assert len(state.arranged) - len(CASE.arranged) == bool(request.next_meeting) - bool(request.thread)
        assert (
            ("oversight" in {draft.kind.kind for draft in drafts}) == request.oversight_recorded <= request.may_oversee
        )
    assert found <= fields

"""What the forms of supervision write: at once or not at all, once, and after a look at what others wrote."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.actions.at_once import at_once, in_a_file
from tests.web.world import World, arranged
from throughcare.actions.oversight import record_oversight
from throughcare.actions.record import NotUndone, case_now, record_once, undo, withdraw
from throughcare.actions.staff import record_absence
from throughcare.actions.streams import append
from throughcare.actions.supervision import (
    arrange,
    record_contact,
    record_outcome,
    record_safety,
    record_work,
)
from throughcare.facts import Author, Officer, Provider, YesNo
from throughcare.facts.drafts import Draft
from throughcare.facts.risk import Register, RoshLevel
from throughcare.facts.stream import StreamMoved, withdrawn_numbers
from throughcare.facts.supervision import Appointment, Meeting, Outcome
from throughcare.records.models import ObligationRow, Person, SentForm, Staff, StoredFact
from throughcare.records.streams import stream_of
from throughcare.rules.access import Role
from throughcare.rules.arrangement import Arrangement
from throughcare.rules.refusals import NotRecorded
from throughcare.rules.supervision import ContactRequest
from throughcare.rules.work import NOTHING_FOR_THE_NOTE, decide_work

pytestmark = [pytest.mark.database]
AT = datetime(2016, 3, 14, 9, 30, tzinfo=UTC)
SEEN = ContactRequest(on=date(2016, 3, 14), meeting=Meeting.OFFICE, outcome=Outcome.ATTENDED, officer="P1")


def make_world():
    world = World()
    world.case("X1", "2016-03-08")
    return world, world.user("P1", name="Priya Shah")


@pytest.fixture
def by(db):  # noqa: ARG001 -- it opens the database
    return make_world()[1]


def stream():
    return stream_of(Person.objects.get(crn="X1"))


def faults(recording, **said):
    before = StoredFact.objects.count(), SentForm.objects.count()
    with pytest.raises(NotRecorded) as refused:
        recording(person="X1", at=AT, token="t", **said)
    assert (StoredFact.objects.count(), SentForm.objects.count()) == before
    return {fault.field for fault in refused.value.faults}


def test_everything_is_written_at_once_with_its_author_and_the_form(by):
    sent = record_contact(person="X1", request=replace(SEEN, plan_completed=True), by=by, at=AT, token="t", expected=3)
    assert [fact.kind for fact in stream()[-2:]] == ["appointment", "plan"]
    assert {(fact.by, fact.recorded_at) for fact in stream()[-2:]} == {(Author(Officer("P1"), Provider("N02")), AT)}
    assert (sent.numbers, sent.user, sent.person.crn, sent.at) == ([4, 5], by, "X1", AT)
    assert ObligationRow.objects.filter(met_by=4).exists()


def test_a_token_records_once(by):
    first = record_contact(person="X1", request=SEEN, by=by, at=AT, token="t", expected=3)
    again = record_contact(person="X1", request=SEEN, by=by, at=AT + timedelta(hours=1), token="t", expected=3)
    assert again == first
    assert len(stream()) == 4


def test_what_was_recorded_since_is_not_written_past(by):
    record_contact(person="X1", request=SEEN, by=by, at=AT, token="a", expected=3)
    with pytest.raises(StreamMoved):
        record_contact(person="X1", request=SEEN, by=by, at=AT, token="b", expected=3)
    assert len(stream()) == 4
    assert SentForm.objects.count() == 1


def test_a_refusal_writes_nothing(by):
    assert faults(record_contact, request=ContactRequest(), by=by) == {"on", "meeting", "outcome"}
    assert faults(arrange, request=Arrangement(), by=by) == {"on", "at_time", "meeting"}
    assert faults(record_safety, warning="", safe_way="", in_pairs=None, by=by) == {"warning", "in_pairs"}
    assert faults(withdraw, number=99, reason="x", by=by) == {"target"}


def test_a_failure_after_the_facts_takes_them_back(by, monkeypatch):
    monkeypatch.setattr(SentForm.objects, "create", lambda **_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        record_contact(person="X1", request=SEEN, by=by, at=AT, token="t")
    assert len(stream()) == 3
    assert not ObligationRow.objects.filter(met_by=4).exists()


def test_who_may_oversee_is_not_for_the_request_to_say(by):
    claims = replace(SEEN, oversight_recorded=True, judgement="A good enough plan.", may_oversee=True)
    assert faults(record_contact, request=claims, by=by) == {"oversight_recorded"}
    manager = World().user("M1", Role.SENIOR_PROBATION_OFFICER)
    record_contact(person="X1", request=claims, by=manager, at=AT, token="t")
    assert (stream()[-1].kind, stream()[-1].officer) == ("oversight", "M1")


def test_oversight_by_a_manager_alone(by):
    judgement = {"on": date(2016, 3, 14), "judgement": "The plan is right as it is."}
    assert faults(record_oversight, **judgement, by=by) == {"may_oversee"}
    manager = World().user("M1", Role.SENIOR_PROBATION_OFFICER)
    assert record_oversight(person="X1", **judgement, by=manager, at=AT, token="t").numbers == [4]


def test_the_decision_is_made_of_the_stream_as_it_stands(by):
    """Both saw the meeting without an outcome, and neither says what they had seen: the second is refused."""
    World().record("X1", arranged("2016-03-14", "P1", "10:00"))
    outcome = {"thread": "M2016-03-14", "outcome": Outcome.ATTENDED, "by": by}
    record_outcome(person="X1", at=AT, token="a", **outcome)
    assert faults(record_outcome, **outcome | {"outcome": Outcome.UNACCEPTABLE_ABSENCE}) == {"thread"}


def test_an_outcome_names_whoever_it_was_arranged_with_else_whoever_records(by):
    world = World()
    world.record("X1", arranged("2016-03-14", "P2", "10:00"), arranged("2016-03-11", None, "10:00"))
    for thread, officer in (("M2016-03-14", "P2"), ("M2016-03-11", "P1")):
        record_outcome(person="X1", thread=thread, outcome=Outcome.ATTENDED, by=by, at=AT, token=thread)
        assert stream()[-1].officer == officer


# --- work without a meeting


def test_work_without_a_meeting_is_each_part_by_its_own_rule(by):
    request = ContactRequest(
        on=date(2016, 3, 11),
        officer="P1",
        note="After the conference.",
        plan_completed=True,
        review_completed=True,
        review_level=RoshLevel.HIGH,
        concern=Register.CHILD,
        change_noticed=True,
        agency_told=True,
        agency="Police",
        next_meeting=Arrangement(on=date(2016, 3, 21), at_time="10:00", meeting=Meeting.HOME, officer="P1"),
    )
    record_work(person="X1", request=request, by=by, at=AT, token="t")
    facts = stream()[3:]
    assert [fact.kind for fact in facts] == [
        "concern",
        "significant_change",
        "assessed",
        "plan",
        "agency_notified",
        "appointment_arranged",
    ]
    assert [fact.note for fact in facts] == [None, "After the conference.", None, None, None, None]


def test_work_without_a_meeting_refuses_all_at_once(by):
    assert faults(record_work, request=ContactRequest(on=date(2016, 3, 14)), by=by) == {"meeting"}
    wrong = ContactRequest(
        on=date(2017, 1, 1),
        note="x" * 10_001,
        plan_completed=True,
        change_noticed=True,
        agency_told=True,
        next_meeting=Arrangement(),
    )
    assert faults(record_work, request=wrong, by=by) == {
        "note",
        "on",
        "officer",
        "change_note",
        "agency",
        "next_on",
        "next_at_time",
        "next_meeting",
    }


@pytest.mark.usefixtures("by")
def test_a_note_with_a_judgement_alone_has_no_place():
    request = ContactRequest(
        on=date(2016, 3, 14),
        note="And this.",
        oversight_recorded=True,
        judgement="Right as it is.",
        recorder="M1",
        may_oversee=True,
    )
    with pytest.raises(NotRecorded, match=NOTHING_FOR_THE_NOTE[:30]):
        decide_work(request, case_now(stream()), today=date(2016, 3, 14))


# --- taking back


def test_undo_withdraws_what_one_form_wrote(by):
    sent = record_contact(person="X1", request=replace(SEEN, plan_completed=True), by=by, at=AT, token="t")
    record_safety(person="X1", warning="A dog.", safe_way="", in_pairs=YesNo.NO, by=by, at=AT, token="u")
    undo(person="X1", token="t", by=by, at=AT + timedelta(minutes=10))
    assert withdrawn_numbers(stream()) == set(sent.numbers) == {4, 5}
    undo(person="X1", token="t", by=by, at=AT + timedelta(minutes=10))
    assert len(stream()) == 8


def test_undo_is_for_whoever_recorded_and_for_ten_minutes(by):
    record_contact(person="X1", request=SEEN, by=by, at=AT, token="t")
    with pytest.raises(NotUndone, match="Priya Shah recorded this"):
        undo(person="X1", token="t", by=World().user("P2"), at=AT)
    with pytest.raises(NotUndone, match="ten minutes"):
        undo(person="X1", token="t", by=by, at=AT + timedelta(minutes=10, seconds=1))
    with pytest.raises(SentForm.DoesNotExist):
        undo(person="X1", token="another", by=by, at=AT)
    assert not withdrawn_numbers(stream())


# --- two at once, on connections of their own


@pytest.fixture
def made(transactional_db, tmp_path):  # noqa: ARG001 -- it opens the database
    """The world and its practitioner, in a database that threads can share."""
    with in_a_file(tmp_path):
        yield make_world()


def test_of_two_who_record_at_once_one_wins_and_the_other_is_told(made):
    _, by = made
    jobs = [
        lambda token=token: record_contact(person="X1", request=SEEN, by=by, at=AT, token=token, expected=3)
        for token in "ab"
    ]
    found = at_once(*jobs)
    assert sorted(type(each).__name__ for each in found) == ["SentForm", "StreamMoved"]
    assert len(stream()) == 4


def test_a_double_click_at_the_same_instant_records_once(made):
    _, by = made
    found = at_once(
        *[lambda: record_contact(person="X1", request=SEEN, by=by, at=AT, token="t", expected=3) for _ in range(4)]
    )
    assert {each.pk for each in found} == {SentForm.objects.get().pk}
    assert len(stream()) == 4


def test_two_outcomes_of_one_meeting_at_once_cannot_both_pass(made):
    """Neither says what they had seen: the decision is made under the lock, so the second sees the first."""
    world, by = made
    world.record("X1", arranged("2016-03-14", "P1", "10:00"))
    found = at_once(
        *[
            lambda token=token, outcome=outcome: record_outcome(
                person="X1", thread="M2016-03-14", outcome=outcome, by=by, at=AT, token=token
            )
            for token, outcome in (("a", Outcome.ATTENDED), ("b", Outcome.UNACCEPTABLE_ABSENCE))
        ]
    )
    assert sorted(type(each).__name__ for each in found) == ["NotRecorded", "SentForm"]
    assert [fact.kind for fact in stream()].count("appointment") == 1


def test_two_undos_at_once_undo_once(made):
    _, by = made
    record_contact(person="X1", request=SEEN, by=by, at=AT, token="t")
    assert at_once(*[lambda: undo(person="X1", token="t", by=by, at=AT) for _ in range(2)]) == [None, None]
    assert [fact.kind for fact in stream()].count("withdrawn") == 1


def test_of_two_managers_who_record_one_absence_at_once_the_second_is_told(made):
    world, _ = made
    managers = [world.user(code, Role.SENIOR_PROBATION_OFFICER) for code in ("M1", "M2")]
    world.staff("P8")

    def away(by):
        said = {"first_on": AT.date(), "until_on": None, "cover": None, "changes": None}
        return record_absence(officer="P8", by=by, at=AT, **said)

    found = at_once(*[lambda by=by: away(by) for by in managers])
    assert sorted(type(each).__name__ for each in found) == ["NotRecorded", "tuple"]
    assert len(Staff.objects.get(code="P8").absences) == 1


# --- the hook of the streams


def test_append_takes_a_decision_as_well_as_drafts(by):
    draft = Draft(kind=Appointment, on=date(2016, 3, 14), payload={"outcome": Outcome.ATTENDED, "officer": "P1"})
    saw = []

    def decide(facts):
        saw.append(len(facts))
        return [draft]

    for drafts in ([draft], decide):
        append(person="X1", drafts=drafts, by=None, at=AT)
    assert saw == [4]
    assert len(stream()) == 5
    assert record_once(person="X1", decide=decide, by=by, at=AT, token="t", what="contact").numbers == [6]

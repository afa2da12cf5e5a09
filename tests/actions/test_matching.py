"""Who a defendant is: confirmed, not known, undone; nothing is lost, and whoever read it is told."""

from datetime import date, timedelta

import pytest

from tests.actions.at_once import at_once, in_a_file
from tests.web.court_world import NOW, CourtWorld, row
from tests.web.world import allocated, draft, limited, sentenced
from throughcare.actions.access import log_reads
from throughcare.actions.day_lists import note_thread
from throughcare.actions.matching import confirm_match, say_not_known, undo_match
from throughcare.actions.moved_entries import thread_of
from throughcare.actions.projections import rebuild
from throughcare.actions.streams import append
from throughcare.facts.court import ReportDelivered, ReportFormat, ReportRequested
from throughcare.facts.identity import AccessLimit
from throughcare.facts.record import Withdrawn
from throughcare.facts.stream import hidden_numbers, withdrawn_numbers
from throughcare.records.models import CourtItem, Hearing, MatchDecision, Notice, Person
from throughcare.records.queries.day_lists import COMPARED
from throughcare.records.streams import stream_of
from throughcare.rules.access import NOT_THERE
from throughcare.rules.refusals import NotRecorded

pytestmark = [pytest.mark.database, pytest.mark.django_db]

WHY = "the birth date was misread on the list"


@pytest.fixture
def world():
    return CourtWorld()


def confirm(world, hearing, person="X1", token="c1", **more):
    return confirm_match(hearing=hearing, person=person, by=world.officer, at=NOW, token=token, **more)


def undo(world, hearing, token="u1", **more):
    at = NOW + timedelta(hours=2)
    return undo_match(hearing=hearing, by=world.officer, at=at, token=token, reason=WHY, **more)


def record(hearing, crn, thread=None, note="asked in court"):
    """A report asked for and delivered, through a hearing."""
    thread = thread or f"{thread_of(hearing)}:report"
    asked = draft(ReportRequested, "2016-03-14", thread=thread, note=note, order="1", format=ReportFormat.SHORT)
    given = draft(ReportDelivered, "2016-03-14", thread=thread, order="1", format=ReportFormat.SHORT)
    return append(person=crn, drafts=[asked, given], by=None, at=NOW)


def says(fact):
    return fact.kind, fact.on, fact.thread, fact.note, getattr(fact, "format", None)


def test_a_person_confirms_and_nothing_flows_before(world):
    hearing, person = world.hearing(), world.known("X1")
    assert Hearing.objects.get().person is None
    decision = confirm(world, hearing)
    assert Hearing.objects.get().person == person
    assert decision.basis["band"] == "likely"
    assert "same birth date" in decision.basis["reasons"]
    assert stream_of(person) == stream_of(Person.objects.get(crn="X1")), "the record itself is not written to"
    assert confirm(world, hearing).pk == decision.pk, "the same form again"


def test_what_was_decided_is_not_decided_again(world):
    hearing = world.hearing()
    world.known("X1")
    world.known("X2")
    confirm(world, hearing)
    with pytest.raises(NotRecorded, match="already"):
        confirm(world, hearing, "X2", "c2")
    with pytest.raises(NotRecorded, match="already"):
        say_not_known(hearing=hearing, by=world.officer, at=NOW, token="n1")


def test_a_weak_comparison_asks_why(world):
    hearing = world.hearing()
    world.known("X1", given_names="Sam")
    with pytest.raises(NotRecorded, match="Say in words why"):
        confirm(world, hearing)
    assert confirm(world, hearing, reason="he says that his middle name is Sam").reason


def test_a_case_that_is_kept_from_the_user_is_as_if_not_there(world):
    hearing = world.hearing()
    world.known("X1", limited("2016-03-01", AccessLimit.EXCLUSION, "CO1"))
    for crn in ("X1", "X999"):
        with pytest.raises(NotRecorded) as refused:
            confirm(world, hearing, crn)
        assert [fault.sentence for fault in refused.value.faults] == [NOT_THERE]


def test_somebody_elses_hearing_is_not_there(world):
    hearing = world.hearing()
    world.known("X1")
    other = world.user("CO9", world.officer.role, organisation="C07", team="")
    with pytest.raises(NotRecorded, match="no such hearing"):
        confirm_match(hearing=hearing, person="X1", by=other, at=NOW, token="c")


def test_nobody_who_is_known_gets_a_record_with_the_next_number(world):
    world.list(row("R1"), row("R2", family_name="Khan", pnc="2004/0000001a"))
    one, two = Hearing.objects.order_by("position")
    Person.objects.create(crn="NX1")
    Person.objects.create(crn="N00041")
    for hearing, token in ((one, "n1"), (two, "n2"), (one, "n1")):
        say_not_known(hearing=hearing, by=world.officer, at=NOW, token=token)
    begun = Person.objects.filter(crn__startswith="N0000").exclude(crn="N00041").order_by("crn")
    assert [(p.crn, p.family_name, p.facts) for p in begun] == [("N000001", "Bell", 1), ("N000002", "Khan", 1)]
    assert begun[1].pnc == "04/1A"
    assert stream_of(begun[0])[0].thread == thread_of(one)
    assert MatchDecision.objects.get(hearing=one).begun == begun[0]
    rows = list(Person.objects.order_by("pk").values())
    rebuild()
    assert list(Person.objects.order_by("pk").values("crn", "pnc", "address", "born_on")) == [
        {name: each[name] for name in ("crn", "pnc", "address", "born_on")} for each in rows
    ]


# --- undone without loss ------------------------------------------------------------------------------------------


def test_entries_go_to_the_right_person_and_say_the_same(world):
    hearing = world.hearing()
    wrong, right = world.known("X1"), world.known("X2")
    confirm(world, hearing)
    record(hearing, "X1")
    record(hearing, "X1", "report:9")
    note_thread(hearing, "report:9")
    own = append(person="X1", drafts=[sentenced("2016-03-14")], by=None, at=NOW)
    before = [says(fact) for fact in stream_of(wrong)[1:5]]
    undo(world, hearing, to="X2")
    assert [says(fact) for fact in stream_of(right)[1:]] == before
    assert hidden_numbers(stream_of(wrong)) == {2, 3, 4, 5}
    assert own[0].number not in hidden_numbers(stream_of(wrong))
    assert Hearing.objects.get().person.crn == "X2"
    assert not CourtItem.objects.filter(person__crn="X1").exists()
    stood = MatchDecision.objects.get(undone_at__isnull=True)
    assert (stood.person.crn, stood.reason) == ("X2", WHY)


def test_a_thread_that_only_begins_alike_is_left_alone(world):
    hearing, _ = world.hearing(), world.known("X1")
    world.known("X2")
    confirm(world, hearing)
    record(hearing, "X1", f"{thread_of(hearing)}0:report")
    undo(world, hearing, to="X2")
    assert not hidden_numbers(stream_of(Person.objects.get(crn="X1")))


def test_what_was_withdrawn_is_withdrawn_there_too(world):
    hearing = world.hearing()
    world.known("X1")
    world.known("X2")
    confirm(world, hearing)
    record(hearing, "X1")
    append(person="X1", drafts=[draft(Withdrawn, "2016-03-14", target=3, reason="a slip")], by=None, at=NOW)
    undo(world, hearing, to="X2")
    stream = stream_of(Person.objects.get(crn="X2"))
    assert [fact.kind for fact in stream] == ["identified", "report_requested", "report_delivered", "withdrawn"]
    assert withdrawn_numbers(stream) == {3}
    assert stream[3].reason == "a slip"


def test_entries_go_nowhere_until_somebody_says_whose_they_are(world):
    hearing = world.hearing()
    wrong = world.known("X1")
    confirm(world, hearing)
    record(hearing, "X1")
    with pytest.raises(NotRecorded, match="say whose they are"):
        undo(world, hearing)
    assert not hidden_numbers(stream_of(wrong))
    assert MatchDecision.objects.get().undone_at is None
    undo(world, hearing, as_new=True)
    begun = Person.objects.get(crn="N000001")
    assert [fact.kind for fact in stream_of(begun)] == ["identified", "report_requested", "report_delivered"]
    assert Hearing.objects.get().person == begun


def test_without_entries_it_is_open_again(world):
    hearing = world.hearing()
    world.known("X1")
    confirm(world, hearing)
    undo(world, hearing)
    undo(world, hearing)
    assert Hearing.objects.get().person is None
    assert confirm(world, hearing, token="c2").undone_at is None
    with pytest.raises(NotRecorded, match="undone already"):
        undo(world, world.hearing("R2"), token="u2")


def test_a_record_that_was_begun_for_somebody_known_is_left_empty(world):
    hearing = world.hearing()
    known = world.known("X1", ethnicity="as he said")
    say_not_known(hearing=hearing, by=world.officer, at=NOW, token="n1")
    record(hearing, "N000001")
    with pytest.raises(NotRecorded, match="begun for this hearing"):
        undo(world, hearing, as_new=True)
    undo(world, hearing, to="X1")
    begun = Person.objects.get(crn="N000001")
    assert (begun.family_name, begun.born_on) == ("", None)
    assert [fact.kind for fact in stream_of(known)] == ["identified", "report_requested", "report_delivered"]
    assert Person.objects.get(crn="X1").ethnicity == "as he said"


def test_a_record_that_another_hearing_uses_keeps_its_name(world):
    world.list(row("R1"), row("R2"))
    one, two = Hearing.objects.order_by("position")
    world.known("X1")
    say_not_known(hearing=one, by=world.officer, at=NOW, token="n1")
    confirm(world, two, "N000001", "c2")
    undo(world, one, to="X1")
    assert Person.objects.get(crn="N000001").family_name == "Bell"


def test_whoever_read_it_since_and_both_holders_are_told(world):
    for code in ("P1", "P2"):
        world.staff(code)
    priya, other, reader = (world.user(code) for code in ("P1", "P2", "P3"))
    early, saw = world.user("P4"), world.user("CO2", world.officer.role, team="")
    hearing = world.hearing()
    wrong = world.known("X1", sentenced("2016-01-01"), allocated("2016-01-02", "P1"))
    world.known("X2", sentenced("2016-01-01"), allocated("2016-01-02", "P2"))
    log_reads([wrong], by=early, what="person page", why="x", at=NOW - timedelta(days=1))
    confirm(world, hearing)
    record(hearing, "X1")
    log_reads([wrong], by=reader, what="person page", why="x", at=NOW + timedelta(hours=1))
    log_reads([wrong], by=saw, what=COMPARED, why="x", at=NOW + timedelta(hours=1))
    undo(world, hearing, to="X2")
    told = {(each.user.code, each.person.crn) for each in Notice.objects.select_related("user", "person")}
    assert told == {(priya.code, "X1"), (reader.code, "X1"), (other.code, "X2")}
    text = Notice.objects.filter(user=reader).get().text
    assert "X2" not in text
    assert "Leeds Crown Court on 14 March 2016" in text
    assert early.code not in {code for code, _ in told}


def test_a_wrong_reason_changes_nothing(world):
    hearing = world.hearing()
    world.known("X1")
    confirm(world, hearing)
    for reason in ("", "oops", "x\0" * 20):
        with pytest.raises(NotRecorded):
            undo_match(hearing=hearing, by=world.officer, at=NOW, token="u", reason=reason)
    for to in ("X1", "X999"):
        with pytest.raises(NotRecorded):
            undo(world, hearing, to=to)
    assert Hearing.objects.get().person.crn == "X1"


@pytest.mark.django_db(transaction=True)
def test_two_who_decide_at_once_decide_once(tmp_path):
    world = CourtWorld()
    hearing = world.hearing()
    world.known("X1")
    with in_a_file(tmp_path):
        found = at_once(
            lambda: confirm(world, hearing, token="a"),
            lambda: say_not_known(hearing=hearing, by=world.officer, at=NOW, token="b"),
        )
        assert sum(isinstance(each, NotRecorded) for each in found) == 1, found
        assert MatchDecision.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_records_that_begin_at_once_have_two_numbers(tmp_path):
    world = CourtWorld()
    world.list(row("R1"), row("R2", born_on=date(1990, 1, 1).isoformat()))
    one, two = Hearing.objects.order_by("position")
    with in_a_file(tmp_path):
        at_once(
            lambda: say_not_known(hearing=one, by=world.officer, at=NOW, token="a"),
            lambda: say_not_known(hearing=two, by=world.officer, at=NOW, token="b"),
        )
        assert set(Person.objects.values_list("crn", flat=True)) == {"N000001", "N000002"}

"""Day lists taken in: what changes is kept, what is left out is marked, and nothing is half done."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.actions.at_once import at_once, in_a_file
from tests.web.court_world import ELSEWHERE, LEEDS, NOW, TODAY, YORK, CourtWorld, read, row
from throughcare.actions.day_lists import note_thread, receive_day_list, take_off_list, type_hearing, typed_reference
from throughcare.actions.hearings import record_hearing
from throughcare.actions.matching import confirm_match
from throughcare.actions.record import undo
from throughcare.facts.court import Disposal, HearingResult
from throughcare.records.models import Hearing, HearingChange, HearingState, ReceivedList
from throughcare.records.queries.day_lists import hearings_on
from throughcare.rules.day_lists import read_listed
from throughcare.rules.refusals import NotRecorded

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def world():
    return CourtWorld()


def states() -> dict[str, str]:
    return dict(Hearing.objects.values_list("list_reference", "state"))


def test_a_list_is_taken_in_and_the_same_again_changes_nothing(world):
    first = world.list(row("R1"), row("R2", family_name="Khan"))
    again = world.list(row("R1"), row("R2", family_name="Khan"))
    assert (first.added, again.added, again.changed, again.same) == (2, 0, 0, 2)
    assert not HearingChange.objects.exists()
    assert [each.position for each in Hearing.objects.order_by("position")] == [0, 1]


def test_a_new_order_alone_is_kept_and_told_as_no_change(world):
    world.list(row("R1"), row("R2", family_name="Khan"))
    told = world.list(row("R2", family_name="Khan"), row("R1"))
    assert (told.changed, told.same) == (0, 2)
    assert not HearingChange.objects.exists()
    on = hearings_on(world.officer.viewer, LEEDS, TODAY)
    assert [(each.list_reference, each.position) for each in on] == [("R2", 0), ("R1", 1)]


def test_the_same_form_sent_again_records_once(world):
    one = world.list(row("R1"), token="t1")
    two = world.list(row("R1"), row("R2"), token="t1")
    assert one.pk == two.pk
    assert Hearing.objects.count() == 1


def test_a_changed_time_is_brought_up_to_date_and_what_it_was_is_kept(world):
    world.list(row("R1", time="10:00"))
    told = world.list(row("R1", time="11:30", offences="Theft"))
    hearing = Hearing.objects.get()
    assert (hearing.at_time, hearing.state, told.changed) == ("11:30", HearingState.MOVED, 1)
    kept = {change.field: (change.before, change.after) for change in HearingChange.objects.all()}
    assert kept == {"at_time": ("10:00", "11:30"), "offences": ("", "Theft"), "state": ("listed", "moved")}
    assert "list 2.json" in HearingChange.objects.first().cause


def test_who_is_left_out_is_marked_and_never_deleted_and_can_come_back(world):
    world.list(row("R1"), row("R2"))
    told = world.list(row("R1"))
    assert states() == {"R1": "listed", "R2": "off"}
    assert told.missing == 1
    world.list(row("R1"), row("R2"))
    assert states() == {"R1": "listed", "R2": "listed"}


def test_another_court_or_day_is_left_alone(world):
    world.list(row("R1"), row("R2", court=YORK), row("R3", day="2016-03-15"))
    world.list(row("R4"))
    assert states() == {"R1": "off", "R2": "listed", "R3": "listed", "R4": "listed"}


def test_nobody_is_marked_where_a_refused_row_may_be_theirs(world):
    world.list(row("R1"), row("R2"), row("R3"))
    world.list(row("R1"), row("R2", born_on="yesterday"))
    assert states() == {"R1": "listed", "R2": "listed", "R3": "off"}
    world.list(row("R4"), row("", born_on="1988-05-02"))
    assert states()["R1"] == "listed", "a row without a reference may be anybody's"


def test_a_hearing_that_is_moved_after_it_was_matched_keeps_its_match(world):
    hearing = world.hearing("R1")
    person = world.known("X1")
    confirm_match(hearing=hearing, person="X1", by=world.officer, at=NOW, token="c1")
    world.list(row("R2"))
    world.list(row("R1", day="2016-03-21", time="14:00"))
    moved = Hearing.objects.get(list_reference="R1")
    assert (moved.pk, moved.person_id, moved.listed_on) == (hearing.pk, person.pk, date(2016, 3, 21))
    assert moved.state == HearingState.MOVED


def test_a_second_hearing_of_the_case_is_another_and_takes_nobody_over(world):
    hearing = world.hearing("R1")
    world.known("X1")
    confirm_match(hearing=hearing, person="X1", by=world.officer, at=NOW, token="c1")
    world.list(row("R1", day="2016-03-21"))
    assert Hearing.objects.filter(list_reference="R1").count() == 2
    assert Hearing.objects.get(listed_on=date(2016, 3, 21)).person is None


@pytest.mark.parametrize("is_left_out_first", [True, False])
@pytest.mark.parametrize(("is_withdrawn", "days"), [(False, ["03-14", "03-21"]), (True, ["03-21"])])
def test_a_finished_hearing_stays_and_the_next_day_is_another(world, is_left_out_first, is_withdrawn, days):
    """Left out by the afternoon's list, or by the one that has the next day: it moves only if undone."""
    hearing = world.hearing("R1")
    world.known("X1")
    confirm_match(hearing=hearing, person="X1", by=world.officer, at=NOW, token="c1")
    became(world, hearing, HearingResult.ADJOURNED, None)
    if is_withdrawn:
        undo(person="X1", token="m2016-03-14", by=world.officer, at=NOW)
    if is_left_out_first:
        world.list(row("R2"))
        assert states()["R1"] == ("off" if is_withdrawn else "listed")
    told = world.list(row("R2"), row("R1", day="2016-03-21"))
    assert told.missing == 0
    found = Hearing.objects.filter(list_reference="R1").order_by("listed_on")
    assert [f"{each.listed_on:%m-%d}" for each in found] == days
    assert not found.filter(state=HearingState.OFF).exists()
    if not is_withdrawn:
        second = found.last()
        confirm_match(hearing=second, person="X1", by=world.officer, at=NOW, token="c2")
        became(world, second, HearingResult.SENTENCED, Disposal.COMMUNITY_ORDER, at=NOW + timedelta(days=7))


def became(world, hearing, result, disposal, at=NOW):
    """It is recorded what became of a hearing."""
    token = f"m{hearing.listed_on}"
    return record_hearing(hearing=hearing, result=result, disposal=disposal, by=world.officer, at=at, token=token)


def test_a_list_of_somebody_elses_court_is_refused_whole(world):
    rows = read(row("R1"), row("R2", court=ELSEWHERE), courts=(LEEDS, ELSEWHERE))
    with pytest.raises(NotRecorded, match="B99XX is no court of your organisation"):
        receive_day_list(read=rows, by=world.officer, at=NOW, token="t", name="x")
    assert not Hearing.objects.exists()
    assert not ReceivedList.objects.exists()


def test_one_who_stands_on_no_list_is_typed_once_and_no_list_marks_them(world):
    listed = read_listed(row("T1"), courts=[LEEDS], today=TODAY)
    one = type_hearing(listed=listed, by=world.officer, at=NOW, token="t1")
    assert type_hearing(listed=listed, by=world.officer, at=NOW, token="t1").pk == one.pk
    assert type_hearing(listed=listed, by=world.officer, at=NOW, token="t2").pk == one.pk, "they had gone back"
    with pytest.raises(NotRecorded, match="already"):
        type_hearing(listed=listed, by=world.officer, at=NOW + timedelta(minutes=11), token="t3")
    with pytest.raises(NotRecorded, match="already"):
        type_hearing(listed=replace(listed, at_time="11:00"), by=world.officer, at=NOW, token="t4")
    world.list(row("R1"))
    assert states() == {"T1": "listed", "R1": "listed"}


def test_the_same_typed_again_under_no_reference_of_the_court_is_one(world):
    def typed(token, at=NOW, **cells):
        listed = read_listed(row(typed_reference(token), **cells), courts=[LEEDS], today=TODAY)
        return type_hearing(listed=listed, by=world.officer, at=at, token=token)

    one = typed("t1")
    assert typed("t2").pk == one.pk
    assert typed("t3", time="11:00").pk != one.pk
    assert typed("t4", at=NOW + timedelta(minutes=11)).pk != one.pk
    assert Hearing.objects.count() == 3


def test_what_was_typed_under_the_courts_reference_is_the_lists_once_it_has_it(world):
    one = type_hearing(listed=read_listed(row("R1"), courts=[LEEDS], today=TODAY), by=world.officer, at=NOW, token="t1")
    world.list(row("R1", time="11:00"), row("R2"))
    found = Hearing.objects.get(list_reference="R1")
    assert (found.pk, found.is_typed, found.at_time) == (one.pk, False, "11:00")
    told = world.list(row("R2"))
    assert told.missing == 1, "it is on the list, and a newer one leaves it out"


def test_what_was_typed_by_mistake_is_taken_off_and_put_back(world):
    hearing = type_hearing(
        listed=read_listed(row("T1"), courts=[LEEDS], today=TODAY), by=world.officer, at=NOW, token="t1"
    )
    for is_off, state in ((True, "off"), (True, "off"), (False, "listed")):
        take_off_list(hearing=hearing, by=world.officer, at=NOW, is_off=is_off)
        assert states() == {"T1": state}
    assert HearingChange.objects.count() == 2
    Hearing.objects.update(threads=["report-1"])
    take_off_list(hearing=hearing, by=world.officer, at=NOW, is_off=True)
    assert states() == {"T1": "listed"}, "a report hangs on it"
    listed = world.hearing("R1")
    take_off_list(hearing=listed, by=world.officer, at=NOW, is_off=True)
    assert states()["R1"] == "listed", "it is the list's"


def test_a_thread_is_noted_once_and_only_where_somebody_is_matched(world):
    hearing = world.hearing("R1")
    with pytest.raises(NotRecorded, match="Nobody has said yet"):
        note_thread(hearing, "report:1")
    world.known("X1")
    confirm_match(hearing=hearing, person="X1", by=world.officer, at=NOW, token="c1")
    for _ in range(2):
        note_thread(hearing, "report:1")
    assert Hearing.objects.get().threads == ["report:1"]


def test_a_busy_morning_takes_few_statements(world, django_assert_max_num_queries):
    rows = [
        row(f"R{n}", family_name=f"Name{n:03}", born_on=(date(1960, 1, 1) + timedelta(n)).isoformat())
        for n in range(120)
    ]
    read_rows = read(*rows)
    with django_assert_max_num_queries(20):
        receive_day_list(read=read_rows, by=world.officer, at=NOW, token="t", name="x")
    with django_assert_max_num_queries(20):
        receive_day_list(read=read_rows, by=world.officer, at=NOW, token="t2", name="x")


@pytest.mark.django_db(transaction=True)
def test_two_lists_at_once_make_each_hearing_once(tmp_path):
    world = CourtWorld()
    with in_a_file(tmp_path):
        found = at_once(*(lambda token=token: world.list(row("R1"), row("R2"), token=token) for token in ("a", "b")))
        assert sorted(each.added for each in found) == [0, 2]
        assert Hearing.objects.count() == 2


def test_a_list_of_the_afternoon_leaves_the_morning_as_it_is(world):
    world.list(row("R1"), row("R2", time="14:00"))
    afternoon = read(row("R2", time="14:30"), row("R3", time="15:00"), row("R1", day="2016-03-21"))
    told = receive_day_list(read=afternoon, by=world.officer, at=NOW, token="p", name="pm", is_part=True)
    assert (told.added, told.changed, told.missing) == (2, 1, 0)
    found = Hearing.objects.order_by("listed_on", "at_time").values_list("list_reference", "listed_on", "state")
    days = [(reference, day.isoformat(), state) for reference, day, state in found]
    assert days == [
        ("R1", "2016-03-14", "listed"), ("R2", "2016-03-14", "moved"), ("R3", "2016-03-14", "listed"),
        ("R1", "2016-03-21", "listed"),
    ], "of a part nobody knows that a hearing moved: its next day is another"  # fmt: skip

"""Questions as jobs: cancelled while they wait and while they are counted, failed in a sentence, left by a killed
worker, and dropped when they are old. Every instant is given.
"""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.web.questions_world import fill_store
from tests.web.world import World, limited, seen
from throughcare.actions import answering
from throughcare.actions.answering import answer_next
from throughcare.actions.questions import (
    MOST_AT_ONCE,
    ask_question,
    cancel_question,
    drop_old_questions,
    give_up_unheard,
    take_question,
    tell_progress,
)
from throughcare.exchange.question_files import movers_path, read_movers
from throughcare.facts.identity import AccessLimit
from throughcare.measures import side_by_side
from throughcare.measures.questions import Asked
from throughcare.measures.side_by_side import Stands, of_rows
from throughcare.measures.what_if import MARK
from throughcare.records.models import Question
from throughcare.records.models.questions import Sort, State
from throughcare.records.queries.questions import KEPT_DAYS, UNHEARD, is_unheard
from throughcare.rules.access import Role
from throughcare.rules.refusals import NotRecorded

pytestmark = [pytest.mark.database, pytest.mark.django_db]

AT = datetime(2026, 3, 1, 9, tzinfo=UTC)
JUNE = date(2016, 6, 30)
ASKED = Asked("briefing", "first-appointment", JUNE, texts={"limit": "3 working days"})


@pytest.fixture
def world() -> World:
    made = World()
    made.case("X1", "2016-04-04", seen("2016-04-08", "P1"), name="Aaron Bell")
    made.case("X2", "2016-04-04", seen("2016-04-05", "P1"), name="Beth Carr")
    made.case("X3", "2016-04-04", seen("2016-04-08", "P1"), limited("2016-04-05", AccessLimit.RESTRICTION, "P1"))
    return made


@pytest.fixture
def store(tmp_path, world):
    assert world, "the store is filled from it"
    return fill_store(tmp_path / "columns")


def ask(world: World, asked: Asked = ASKED, sort: Sort = Sort.WHAT_IF, role: Role = Role.INSPECTOR) -> Question:
    user = world.user(f"U{role.value[:2]}", role)
    return ask_question(by=user, sort=sort, asked=asked, at=AT)


def answer(folder) -> Question:
    question = answer_next(folder=folder, clock=lambda: AT)
    assert question is not None
    question.refresh_from_db()
    return question


def test_a_question_is_answered_and_who_moves_is_kept_beside_the_store(world, store):
    ask(world)
    question = answer(store)
    assert (question.state, question.failure) == (State.DONE, "")
    counted = of_rows(question.result)
    assert (counted.duties, counted.moved) == (3, 2)
    movers = read_movers(movers_path(store, question.name), was=Stands.MET)
    assert [each.crn for each in movers.some(0, 5)] == ["X1", "X3"]
    assert movers.some(0, 1)[0].due_now == date(2016, 4, 7)
    assert answer_next(folder=store, clock=lambda: AT) is None


def test_the_file_of_movers_says_on_every_line_that_it_is_a_what_if(world, store):
    import polars as pl
    import pyarrow.parquet as pq

    ask(world)
    path = movers_path(store, answer(store).name)
    assert set(pl.read_parquet(path)["what_if"]) == {MARK}
    assert pq.read_schema(path).metadata[b"what-if"] == MARK.encode()


def test_whoever_a_limit_hides_is_in_no_answer_whether_figures_open_or_not(world, store, monkeypatch):
    monkeypatch.setattr(side_by_side, "FEWEST", 1)  # small numbers have their own test
    ask(world, role=Role.PROVIDER_LEAD)
    counted = of_rows(answer(store).result)
    assert (counted.duties, counted.moved) == (2, 1)
    ask(world, role=Role.AGGREGATE_VIEWER)
    assert of_rows(answer(store).result).duties == 2


def test_the_oldest_question_comes_first_and_to_one_worker(world):
    first, second = ask(world), ask(world)
    assert take_question(heard=AT) == first
    assert take_question(heard=AT) == second
    assert take_question(heard=AT) is None


def test_nobody_has_many_questions_open_at_once(world):
    for _ in range(MOST_AT_ONCE):
        ask(world)
    with pytest.raises(NotRecorded, match="not answered yet"):
        ask(world)


def test_a_question_that_waits_can_be_cancelled(world, store):
    question = ask(world)
    assert cancel_question(question, heard=AT)
    assert answer_next(folder=store, clock=lambda: AT) is None
    question.refresh_from_db()
    assert question.state == State.CANCELLED
    assert not cancel_question(question, heard=AT)


def test_a_question_that_is_counted_stops_at_the_next_slice_and_leaves_nothing(world, store, monkeypatch):
    question = ask(world)

    def cancelled_meanwhile(question, done, total, *, heard):
        cancel_question(question, heard=heard)
        tell_progress(question, done, total, heard=heard)

    monkeypatch.setattr(answering, "tell_progress", cancelled_meanwhile)
    assert answer(store).state == State.CANCELLED
    question.refresh_from_db()
    assert question.result is None
    assert not list((store / "questions").glob("*"))


@pytest.mark.parametrize(
    ("asked", "sort", "words"),
    [
        (Asked("briefing", "first-appointment", JUNE, texts={"limit": "-1 days"}), Sort.WHAT_IF, "cannot be negative"),
        (Asked("no-such-pack", "x", JUNE), Sort.AS_KNOWN, "there is no pack"),
    ],
)
def test_what_cannot_be_counted_fails_in_a_sentence(world, store, asked, sort, words):
    ask(world, asked, sort)
    question = answer(store)
    assert question.state == State.FAILED
    assert words.casefold() in question.failure.casefold()
    assert not list((store / "questions").glob("*")) if (store / "questions").exists() else True


def test_without_a_store_it_is_said_what_would_make_one(world, tmp_path):
    ask(world)
    assert "no column store" in answer(tmp_path / "nowhere").failure


def test_what_went_wrong_with_the_program_is_told_without_its_words(world, store, monkeypatch, caplog):
    ask(world)
    monkeypatch.setitem(answering._ANSWERS, Sort.WHAT_IF, lambda *_: 1 / 0)
    question = answer(store)
    assert question.state == State.FAILED
    assert "Something went wrong" in question.failure
    assert "ZeroDivisionError" in caplog.text


def test_a_worker_that_is_interrupted_says_so_before_it_goes(world, store, monkeypatch):
    question = ask(world)

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setitem(answering._ANSWERS, Sort.WHAT_IF, interrupted)
    with pytest.raises(KeyboardInterrupt):
        answer(store)
    question.refresh_from_db()
    assert (question.state, "ask again" in question.failure) == (State.FAILED, True)


def test_a_question_whose_worker_was_killed_is_given_up_and_never_runs_for_ever(world):
    question = ask(world)
    take_question(heard=AT)
    question.refresh_from_db()
    assert not is_unheard(question, AT + UNHEARD)
    later = AT + UNHEARD + timedelta(seconds=1)
    assert is_unheard(question, later)
    assert give_up_unheard(heard=later) == 1
    question.refresh_from_db()
    assert (question.state, "ask again" in question.failure) == (State.FAILED, True)


def test_answers_are_dropped_with_their_files_when_they_are_old(world, store):
    ask(world)
    question = answer(store)
    (store / "questions" / "nobody-asked.parquet").write_text("x")
    assert drop_old_questions(heard=AT + timedelta(days=KEPT_DAYS), folder=store) == 0
    assert [path.stem for path in (store / "questions").iterdir()] == [question.name]
    assert drop_old_questions(heard=AT + timedelta(days=KEPT_DAYS, seconds=1), folder=store) == 1
    assert not list((store / "questions").iterdir())


def test_as_known_and_delay_are_answered_too(world, store):
    known = Asked("briefing", "first-appointment", JUNE, known_on=date(2016, 2, 1))
    ask(world, known, Sort.AS_KNOWN)
    found = answer(store)
    assert found.result["words"] == ["3 duties as of 30 June 2016 were recorded only after 1 February 2016."]
    ask(world, Asked("", "", JUNE), Sort.DELAY)
    assert [row["group"] for row in answer(store).result["by_provider"]] == ["N02"]

"""`throughcare worker`: it answers what waits, tidies up, and goes when it should."""

import pytest

from tests.web.questions_world import NOW, fill_store
from tests.web.world import World, seen
from throughcare.actions.questions import ask_question
from throughcare.cli.worker import answer_all
from throughcare.measures.questions import Asked
from throughcare.records.models import Question
from throughcare.records.models.questions import Sort, State
from throughcare.rules.access import Role

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def question(tmp_path, settings) -> Question:
    world = World()
    world.case("X1", "2016-04-04", seen("2016-04-08", "P1"))
    settings.COLUMNS = tmp_path / "columns"
    as_of = NOW.date()
    asked = Asked("briefing", "first-appointment", as_of, texts={"limit": "3 working days"})
    return ask_question(by=world.user("I1", Role.INSPECTOR), sort=Sort.WHAT_IF, asked=asked, at=NOW)


def test_it_answers_what_waits_and_stops_where_that_was_asked(question, settings):
    fill_store(settings.COLUMNS, NOW.date().isoformat())
    answer_all(once=True)
    question.refresh_from_db()
    assert question.state == State.DONE


def test_it_fills_the_store_first_where_that_was_asked(question):
    answer_all(once=True, renew=True)
    question.refresh_from_db()
    assert (question.state, question.failure) == (State.DONE, "")


def test_it_ends_with_whoever_started_it(question):
    answer_all(once=False, goes_on=lambda: False)
    question.refresh_from_db()
    assert question.state == State.WAITING

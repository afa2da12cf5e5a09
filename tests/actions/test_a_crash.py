"""What whoever recorded may rely on when the record stops answering, and when many write to one person."""

from dataclasses import replace

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from tests.actions.at_once import at_once, in_a_file
from tests.actions.test_supervision import AT, SEEN, make_world, stream
from throughcare.actions.streams import append
from throughcare.actions.supervision import record_contact
from throughcare.facts.drafts import Draft
from throughcare.facts.supervision import Appointment, Outcome
from throughcare.records.models import SentForm
from throughcare.records.queries.chains import check_chains

pytestmark = [pytest.mark.database]
ABOUT_TRANSACTIONS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")


@pytest.fixture
def by(transactional_db, tmp_path):  # noqa: ARG001 -- it opens the database
    with in_a_file(tmp_path):
        yield make_world()[1]


def recorded(by, token):
    return record_contact(person="X1", request=SEEN, by=by, at=AT, token=token)


def test_a_form_whose_answer_was_lost_after_the_commit_is_found_when_it_is_sent_again(by, monkeypatch):
    def commit_and_vanish():
        monkeypatch.undo()
        connection.commit()
        raise OperationalError("the server closed the connection")

    monkeypatch.setattr(connection, "commit", commit_and_vanish)
    with pytest.raises(OperationalError):
        recorded(by, "t")
    assert recorded(by, "t") == SentForm.objects.get()
    assert len(stream()) == 4


def test_a_form_that_was_lost_before_the_commit_left_nothing_and_records_when_it_is_sent_again(by, monkeypatch):
    def vanish():
        monkeypatch.undo()
        raise OperationalError("the server closed the connection")

    monkeypatch.setattr(connection, "commit", vanish)
    with pytest.raises(OperationalError):
        recorded(by, "t")
    assert not SentForm.objects.exists()
    assert len(stream()) == 3
    assert recorded(by, "t").numbers == [4]


def test_all_who_append_to_one_person_at_once_wait_and_are_recorded_in_one_chain(by):
    said = {"outcome": Outcome.ATTENDED, "officer": by.code}
    notes = [f"note {number}" for number in range(8)]

    def write(note):
        draft = Draft(kind=Appointment, on=AT.date(), payload=said, note=note)
        return [fact.number for fact in append(person="X1", drafts=[draft], by=None, at=AT)]

    found = at_once(*[lambda note=note: write(note) for note in notes])
    assert sorted(found) == [[number] for number in range(4, 12)]
    assert sorted(fact.note for fact in stream()[3:]) == notes
    assert not check_chains().broken


def test_a_contact_takes_few_statements_however_much_was_recorded(by):
    """Each is a way to the database and back while the person is locked: the lock, the form sent before, the case
    before and after, the stream, the last form, the fact, the person, the summary, the duties, and the form.
    """
    recorded(by, "warm")
    for number, more in enumerate((0, 40)):
        draft = Draft(kind=Appointment, on=AT.date(), payload={"outcome": Outcome.ATTENDED, "officer": by.code})
        if more:
            append(person="X1", drafts=[draft] * more, by=None, at=AT)
        with CaptureQueriesContext(connection) as queries:
            record_contact(person="X1", request=replace(SEEN, note=f"note {number}"), by=by, at=AT, token=f"t{number}")
        asked = [each["sql"] for each in queries if not each["sql"].startswith(ABOUT_TRANSACTIONS)]
        assert len(asked) == 11

"""Facts appended one at a time and many at once: the same rows, projections included."""

from datetime import date
from itertools import groupby

import pytest

from tests.actions.loads import LAST_INSTANT, RANDOM, all_is_well, everything, load
from tests.exchange.tiny_extract import TinyExtract
from throughcare.actions.streams import append, append_many
from throughcare.facts import Fact, payload_of
from throughcare.facts.drafts import Draft
from throughcare.records.models import ObligationRow, Person, StoredFact
from throughcare.records.streams import streams_of

pytestmark = [pytest.mark.database, pytest.mark.django_db]

BUT = {*RANDOM, "id", "person_id"}


@pytest.fixture
def streams(tmp_path) -> dict[str, tuple[Fact, ...]]:
    """What a tiny extract and a later one, with a correction, say of three people; the record is empty again."""
    tiny = TinyExtract(tmp_path / "extract")
    load(tiny)
    load(tiny.spoil("court_reports", Format="SHORT").spoil("persons", Surname="Abel"), date(2016, 7, 31))
    found = streams_of(list(Person.objects.all()))
    assert any(fact.kind == "withdrawn" for fact in found["X1"])
    forget(found)
    return found


def forget(streams) -> None:
    ObligationRow.objects.all().delete()
    for crn in streams:
        StoredFact.objects.filter(person__crn=crn).delete()
        Person.objects.filter(crn=crn).update(facts=0, head="")


def rows() -> dict:
    found = everything(but=BUT)
    return {
        name: found[name] for name in ("Person", "StoredFact", "CaseSummary", "CaseLimit", "CourtItem", "ObligationRow")
    }


def draft(fact: Fact) -> Draft:
    return Draft(kind=type(fact), on=fact.on, payload=payload_of(fact), thread=fact.thread, note=fact.note)


def test_one_at_a_time_and_many_at_once_write_the_same_rows(streams):
    append_many(streams)
    at_once = rows()
    all_is_well()
    forget(streams)
    for crn, facts in streams.items():
        for fact in facts:
            append(person=crn, drafts=[draft(fact)], by=None, at=fact.recorded_at)
    assert rows() == at_once
    all_is_well()


def test_pieces_of_streams_write_the_same_rows(streams):
    append_many(streams, batch=1)
    at_once = rows()
    forget(streams)
    for later in (False, True):
        for crn, facts in streams.items():
            for is_later, some in groupby(facts, key=lambda fact: fact.recorded_at > LAST_INSTANT):
                if is_later is later:
                    append_many({crn: list(some)})
    assert rows() == at_once
    all_is_well()

"""The projections: the same rows whether one fact was appended at a time, whole streams at once, or all made anew."""

from datetime import UTC, datetime

import pytest

from tests.actions.at_once import at_once, in_a_file
from throughcare.actions.demo import make_world
from throughcare.actions.demo.loading import load_world
from throughcare.actions.figures import fold_cells, recount_cells
from throughcare.actions.projections import rebuild
from throughcare.actions.streams import append
from throughcare.facts import payload_of
from throughcare.facts.drafts import Draft
from throughcare.facts.risk import Concern
from throughcare.facts.stream import StreamMoved
from throughcare.records.models import (
    CaseLimit,
    CaseSummary,
    CourtItem,
    FigureCell,
    ObligationRow,
    Person,
    Staff,
    StoredFact,
    User,
)

pytestmark = [pytest.mark.database, pytest.mark.django_db]

AT = datetime(2016, 6, 30, 9, tzinfo=UTC)
BY_CHANCE = {"id", "salt", "digest", "hash", "head"}


@pytest.fixture(scope="module")
def world():
    return make_world(seed=3, people=12)


def rows(*models) -> dict[str, list[dict]]:
    """Every row of these tables by what it says, without what is drawn by chance, in an order of its own."""
    found = {}
    for model in models:
        names = [field.attname for field in model._meta.fields if field.name not in BY_CHANCE]
        people = dict(Person.objects.values_list("pk", "crn"))
        table = [dict(zip(names, row, strict=True)) for row in model.objects.values_list(*names)]
        for row in table:
            if "person_id" in row:
                row["person_id"] = people.get(row["person_id"])
        found[model.__name__] = sorted(table, key=repr)
    return found


PROJECTIONS = (Person, CaseSummary, CaseLimit, CourtItem, ObligationRow, FigureCell, Staff)


def test_rebuilding_gives_identical_rows(world):
    load_world(world, seed=3, at=AT)
    before = rows(*PROJECTIONS)
    assert len(before["ObligationRow"]) > 100
    assert before["CourtItem"]
    assert rebuild() == len(world.people)
    assert rows(*PROJECTIONS) == before


def test_rebuilding_mends_rows_that_were_changed_by_hand(world):
    load_world(world, seed=3, at=AT)
    before = rows(*PROJECTIONS)
    ObligationRow.objects.filter(met__isnull=True).update(met=AT.date())
    CaseSummary.objects.update(officer="SOMEBODY")
    CaseLimit.objects.all().delete()
    CourtItem.objects.update(who="SOMEBODY")
    CaseSummary.objects.update(search_name="")
    Staff.objects.update(team="", grade="", absences=[])
    assert rows(*PROJECTIONS) != before
    rebuild()
    assert rows(*PROJECTIONS) == before


def test_one_fact_at_a_time_gives_the_rows_of_whole_streams(world):
    load_world(world, seed=3, at=AT)
    whole = rows(*PROJECTIONS[:-1], StoredFact)
    some = [person for person in world.people if len(person.facts) < 80]
    crns = {person.crn for person in some}
    StoredFact.objects.filter(person__crn__in=crns).delete()
    for model in (CaseSummary, CaseLimit, CourtItem, ObligationRow):
        model.objects.filter(person__crn__in=crns).delete()
    Person.objects.filter(crn__in=crns).update(facts=0, head="", counted_on=None)
    recount_cells()
    assert len(some) > 5
    for person in some:
        for fact in person.facts:
            draft = Draft(kind=type(fact), on=fact.on, payload=payload_of(fact), thread=fact.thread, note=fact.note)
            append(person=person.crn, drafts=[draft], by=fact.by, at=fact.recorded_at, expected=fact.number - 1)
    fold_cells()
    assert rows(*PROJECTIONS[:-1], StoredFact) == whole


def test_a_writer_who_has_not_seen_the_last_fact_is_refused_and_nothing_is_written(world):
    load_world(world, seed=3, at=AT)
    person = world.people[0]
    before = rows(*PROJECTIONS, StoredFact)
    last = person.facts[-1]
    draft = Draft(kind=type(last), on=last.on, payload=payload_of(last))
    with pytest.raises(StreamMoved):
        append(person=person.crn, drafts=[draft], by=last.by, at=AT, expected=len(person.facts) - 1)
    assert rows(*PROJECTIONS, StoredFact) == before


def test_everybody_of_the_cast_is_a_user_with_their_role(world):
    load_world(world, seed=3, at=AT)
    assert {user.role for user in User.objects.all()} == {member.role for member in world.cast}


@pytest.mark.django_db(transaction=True)
def test_a_form_that_is_sent_during_a_rebuild_is_neither_lost_nor_forgotten(world, tmp_path):
    load_world(world, seed=3, at=AT)
    crns = [person.crn for person in world.people]

    def record() -> None:
        for crn in crns:
            append(person=crn, drafts=[Draft(kind=Concern, on=AT.date())], by=None, at=AT)

    with in_a_file(tmp_path):
        assert at_once(record, lambda: rebuild(batch=3)) == [None, len(crns)]
        for person in Person.objects.all():
            assert person.facts == person.stored.count()
            assert person.head == person.stored.get(number=person.facts).hash
        before = rows(*PROJECTIONS)
        rebuild()
        assert rows(*PROJECTIONS) == before

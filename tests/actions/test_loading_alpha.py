"""The made-up extract alpha in the record: its figures are those that came with it, and those of the extract."""

import json
from collections import defaultdict
from datetime import date

import pytest
from django.db import transaction
from django.db.models import Count as Many

from tests.actions.loads import ALPHA, ROOT, all_is_well, load
from throughcare.actions.projections import engine
from throughcare.exchange.extracts import read_extract
from throughcare.facts.stream import in_order
from throughcare.measures.counting import NONE
from throughcare.measures.further_conviction import FURTHER_CONVICTION
from throughcare.records.models import ObligationRow, Person, StoredFact
from throughcare.records.queries.chains import check_chains
from throughcare.records.queries.duties import duties_on
from throughcare.records.queries.organisations import types_of_organisations
from throughcare.standards.obligations import Outcome, Owed, outcome_of

pytestmark = [pytest.mark.database, pytest.mark.django_db]

JUNE = date(2016, 6, 30)
TOLD: list[tuple[int, int, str]] = []


@pytest.fixture(scope="module")
def extract():
    return read_extract(ALPHA, as_of=JUNE)


@pytest.fixture(scope="module")
def loaded(extract, request, django_db_blocker):
    """Alpha, loaded once for all tests of this file, and forgotten after the last."""
    request.getfixturevalue("django_db_setup")
    with django_db_blocker.unblock(), transaction.atomic():
        TOLD.clear()
        yield load(extract, JUNE, progress=lambda *told: TOLD.append(told))
        transaction.set_rollback(True)


def test_the_figures_of_the_record_are_those_that_came_with_the_extract(loaded):
    truth = json.loads((ROOT / "tests" / "data" / "alpha-truth.json").read_text("utf-8"))
    types = types_of_organisations()
    found: dict = defaultdict(lambda: defaultdict(lambda: dict.fromkeys(map(str, Outcome), 0)))
    briefing = duties_on(JUNE).filter(standard__startswith="briefing/", owed=Owed.YES)
    for row in briefing.values("standard", "accountable", "outcome").annotate(many=Many("pk")):
        group = types.get(row["accountable"], NONE)
        found[row["standard"].removeprefix("briefing/")][group][row["outcome"]] += row["many"]
    expected = {name: groups for name, groups in truth["standards"].items() if name != FURTHER_CONVICTION}
    assert json.loads(json.dumps(found)) == expected
    assert loaded.facts == truth["facts"] + truth["people"]
    assert loaded.people == truth["people"] == Person.objects.count()


@pytest.mark.usefixtures("loaded")
def test_every_duty_of_every_person_is_that_of_the_extract(extract):
    numbers = ("opened_by", "opened", "due", "owed", "met", "ended", "accountable", "met_by")
    found: dict = defaultdict(set)
    for crn, standard, reached, *row in duties_on(JUNE).values_list("person__crn", "standard", "outcome", *numbers):
        found[crn].add((standard, reached, *row))
    for crn in extract.people:
        assert found[crn] == {
            (
                *(made.standard, outcome_of(made, JUNE).value, made.opened_by + 1, made.opened, made.due),
                *(made.owed.value, made.met, made.ended, made.accountable or "", made.met_by and made.met_by + 1),
            )
            for made in engine().derive(in_order(extract.facts[crn]))
        }
    assert ObligationRow.objects.count() == sum(map(len, found.values()))


def test_every_chain_holds(loaded):
    all_is_well()
    found = check_chains()
    assert (found.people, found.staff, found.erased) == (1500, 168, 0)
    assert found.facts == StoredFact.objects.count() == loaded.facts + loaded.posts


def test_the_same_extract_again_adds_nothing(loaded, extract):
    again = load(extract, JUNE)
    assert (again.facts, again.withdrawn, again.people, again.posts, again.gone) == (0, 0, 0, 0, ())
    assert sum(counts.same for counts in again.rows.values()) == sum(counts.new for counts in loaded.rows.values())


@pytest.mark.usefixtures("loaded")
def test_progress_is_told_a_few_dozen_times():
    assert 24 <= len(TOLD) <= 48
    assert TOLD[-1][0] == TOLD[-1][1]

"""A later extract on top: what is new, changed, gone, back, refused; and what people did in between."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection, transaction

from tests.actions.at_once import at_once, in_a_file
from tests.actions.loads import AT, AUGUST, JULY, all_is_well, everything, kinds, load, posts, says, stream
from tests.exchange.tiny_extract import AS_OF, TinyExtract
from throughcare.actions import projections
from throughcare.actions.loading import RowCounts, _Load
from throughcare.actions.streams import append, append_to_staff
from throughcare.facts import KINDS
from throughcare.facts.drafts import Draft
from throughcare.facts.record import Erased, WrongPerson
from throughcare.facts.staff import PostHeld
from throughcare.facts.stream import withdrawn_numbers
from throughcare.records.models import ExtractLoad, ExtractRow, Organisation, Person, Staff, StoredFact, Team

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def tiny(tmp_path) -> TinyExtract:
    """A tiny extract, loaded as of 30 June."""
    tiny = TinyExtract(tmp_path / "extract")
    load(tiny)
    return tiny


OF_PERSONS = "persons orders court_reports agency_checks assessments registrations allocations".split()


def added(crn: str, before: int) -> list[str]:
    return kinds(crn)[before:]


def report(number: str) -> ExtractRow:
    return ExtractRow.objects.get(table="court_reports", said__0=number)


def mark(crn: str, kind: str, target: int) -> None:
    append(person=crn, drafts=[Draft(kind=KINDS[kind], on=JULY, payload={"target": target})], by=None, at=AT)


@pytest.mark.parametrize("as_of", [AS_OF, JULY])
def test_the_same_extract_again_adds_nothing(tiny, as_of):
    before = everything()
    loaded = load(tiny, as_of)
    assert (loaded.facts, loaded.withdrawn, loaded.people, loaded.posts) == (0, 0, 0, 0)
    assert (loaded.gone, loaded.refused, loaded.held_back) == ((), (), ())
    assert all(counts == RowCounts(same=counts.same) for counts in loaded.rows.values())
    after = everything()
    assert len(after.pop("ExtractLoad")) == 2
    before.pop("ExtractLoad")
    assert after == before


def test_a_new_row_adds_its_facts_after_what_is_there(tiny):
    before = len(stream("X1"))
    loaded = load(tiny.add("contacts", ContactDate="01/07/2016", ContactType="HOME"), JULY)
    assert added("X1", before) == ["home_visit"]
    assert stream("X1")[-1].recorded_at == datetime(2016, 7, 31, 22, 59, 59, 999999, tzinfo=UTC)
    assert (loaded.facts, loaded.rows["contacts"]) == (1, RowCounts(new=1, same=6))


def test_a_changed_row_withdraws_what_it_said_and_records_it_anew(tiny):
    before = stream("X1")
    loaded = load(tiny.spoil("court_reports", WrittenRecordDate="11/03/2015"), JULY)
    facts = stream("X1")[len(before) :]
    withdrawn, anew = facts[:3], facts[3:]
    assert [before[fact.target - 1].kind for fact in withdrawn] == [fact.kind for fact in anew]
    assert [fact.kind for fact in anew] == ["report_requested", "report_delivered", "report_recorded"]
    assert {fact.reason for fact in withdrawn} == {"changed in the extract of 31 July 2016"}
    assert {fact.on for fact in withdrawn} == {JULY}
    assert anew[2].on == date(2015, 3, 11)
    assert (loaded.facts, loaded.withdrawn, loaded.rows["court_reports"]) == (3, 3, RowCounts(changed=1, same=1))
    assert report("R1").numbers == [fact.number for fact in anew]
    assert "11/03/2015" in report("R1").said
    all_is_well()


def test_a_row_that_was_changed_before_is_withdrawn_as_it_stood_last(tiny):
    load(tiny.spoil("court_reports", WrittenRecordDate=""), JULY)
    assert kinds("X1")[-2:] == ["report_requested", "report_delivered"]
    first = report("R1").numbers
    loaded = load(tiny.spoil("court_reports", WrittenRecordDate="12/03/2015"), AUGUST)
    assert (loaded.withdrawn, loaded.facts) == (2, 3)
    assert set(first) <= withdrawn_numbers(stream("X1"))
    assert not set(report("R1").numbers) & withdrawn_numbers(stream("X1"))


def test_who_a_person_is_is_told_anew_and_the_old_stays_as_history(tiny):
    load(tiny.spoil("persons", Surname="Abel"), JULY)
    facts = stream("X1")
    identities = [fact for fact in facts if fact.kind == "identified"]
    assert [(fact.family_name, fact.on) for fact in identities] == [("Able", AS_OF), ("Abel", JULY)]
    assert withdrawn_numbers(facts) == {1}
    assert Person.objects.get(crn="X1").family_name == "Abel"


def test_a_row_that_is_gone_is_told_and_stands_and_may_come_back(tiny):
    contact = tiny.rows["contacts"].pop(1)
    order = tiny.rows["court_reports"].pop(2)
    before = everything(but={"counts"})
    loaded = load(tiny, JULY)
    assert [str(row) for row in loaded.gone] == [
        "court_reports: ReportID R2, CRN X2, EventNumber 1, Format STANDARD, RequestedDate 02/03/2015, "
        "DeliveredDate 09/03/2015, ProviderCode N01",
        "contacts: CRN X1, ContactDate 12/03/2015, ContactType OFFICE, Outcome ATTENDED, OfficerCode O2",
    ]
    assert (loaded.rows["contacts"].gone, loaded.rows["court_reports"].gone) == (1, 1)
    tiny.rows["contacts"].append(contact)
    tiny.rows["court_reports"].append(order)
    back = load(tiny, AUGUST)
    assert (back.facts, back.withdrawn, back.gone) == (0, 0, ())
    after = everything(but={"counts"})
    assert len(after.pop("ExtractLoad")) == 3
    before.pop("ExtractLoad")
    assert after == before


def test_a_gone_row_that_comes_back_changed_is_changed(tiny):
    row = tiny.rows["court_reports"].pop(2)
    load(tiny, JULY)
    tiny.rows["court_reports"].append(row)
    loaded = load(tiny.spoil("court_reports", 2, Format="SHORT"), AUGUST)
    assert (loaded.withdrawn, loaded.facts, loaded.rows["court_reports"]) == (2, 2, RowCounts(changed=1, same=1))


def test_a_row_without_a_key_that_is_changed_is_one_gone_and_one_new(tiny):
    loaded = load(tiny.spoil("contacts", 2, Outcome="ATTENDED"), JULY)
    assert loaded.rows["contacts"] == RowCounts(new=1, gone=1, same=5)
    assert (loaded.withdrawn, kinds("X1").count("home_visit")) == (0, 2)


@pytest.mark.parametrize(
    ("spoil", "refused"),
    [
        (("court_reports", 1, {"DueDate": "31/02/2015"}), {"court_reports": 1}),
        (("orders", 3, {"Disposal": "WIBBLE"}), {"orders": 1, "court_reports": 1, "allocations": 1}),
        (
            ("persons", 2, {"DateOfBirth": ""}),
            dict.fromkeys(OF_PERSONS, 1) | {"contacts": 3},
        ),
        (("officers", 1, {"Grade": "SPO"}), {"officers": 1, "allocations": 1, "contacts": 3}),
    ],
)
def test_a_row_that_is_refused_now_is_not_gone_and_stands(tiny, spoil, refused):
    table, row, cells = spoil
    facts = StoredFact.objects.count()
    loaded = load(tiny.spoil(table, row, **cells), JULY)
    assert {name: counts.refused for name, counts in loaded.rows.items() if counts.refused} == refused
    assert (len(loaded.refused), loaded.gone, loaded.withdrawn) == (sum(refused.values()), (), 0)
    assert StoredFact.objects.count() == facts


def test_a_refused_row_of_too_few_cells_is_known_by_its_key(tiny):
    tiny.rows["court_reports"][1] = tiny.rows["court_reports"][1][:-1]
    loaded = load(tiny, JULY)
    assert [row.cells["ReportID"] for row in loaded.refused] == ["R1"]
    assert loaded.gone == ()


def test_a_row_that_moves_to_another_person_is_withdrawn_from_the_first(tiny):
    ones, twos = len(stream("X1")), len(stream("X2"))
    loaded = load(tiny.spoil("agency_checks", CRN="X2"), JULY)
    assert added("X1", ones) == ["withdrawn"] * 2
    assert added("X2", twos) == ["check_requested", "check_returned"]
    assert ExtractRow.objects.get(table="agency_checks", said__0="K1").person.crn == "X2"
    assert (loaded.facts, loaded.withdrawn) == (2, 2)
    all_is_well()


def test_a_row_may_move_to_a_person_who_is_new(tiny):
    tiny.add("persons", CRN="X9")
    load(tiny.spoil("agency_checks", CRN="X9"), JULY)
    assert kinds("X9") == ["identified", "check_requested", "check_returned"]


def test_organisations_staff_and_teams_are_brought_up_to_date(tiny):
    tiny.spoil("providers", 2, Name="Great Northern", Owner="Somebody else").spoil("officers", 2, Grade="PO")
    tiny.spoil("officers", 1, ProviderCode="C02")
    loaded = load(tiny, JULY)
    assert Organisation.objects.get(code="C01").name == "Great Northern"
    assert Organisation.objects.get(code="C01").owner == "Somebody else"
    assert [(post.grade, post.on) for post in posts("O2")] == [("PSO", AS_OF), ("PO", JULY)]
    assert ExtractRow.objects.get(table="officers", said__0="O2").numbers == [2]
    assert set(Team.objects.values_list("organisation", "code")) == {("N01", "T1"), ("C02", "T1"), ("C01", "T2")}
    assert (loaded.posts, loaded.withdrawn, loaded.rows["officers"].changed) == (2, 0, 2)
    all_is_well()


def test_a_post_that_is_written_otherwise_and_is_the_same_is_not_recorded_again(tiny):
    loaded = load(tiny.spoil("officers", 1, FTE="1.00"), JULY)
    assert (loaded.posts, loaded.rows["officers"].changed, len(posts("O1"))) == (0, 1, 1)
    assert ExtractRow.objects.get(table="officers", said__0="O1").numbers == [1]


def test_a_post_that_was_recorded_here_stays_while_the_extract_says_the_same(tiny):
    payload = {"provider": "C02", "team": "T2", "grade": "SPO"}
    append_to_staff(staff="O2", drafts=[Draft(kind=PostHeld, on=JULY, payload=payload)], by=None, at=AT)
    load(tiny, JULY)
    assert Staff.objects.get(code="O2").grade == "SPO"


def test_another_system_is_loaded_beside_the_first_and_means_the_same_people(tiny):
    before = {crn: len(stream(crn)) for crn in ("X1", "X2", "X3")}
    loaded = load(tiny, system="another")
    assert (loaded.people, loaded.withdrawn, loaded.posts) == (0, 0, 0)
    assert {crn: len(stream(crn)) for crn in before} == {crn: 2 * many for crn, many in before.items()}
    first = load(tiny.spoil("court_reports", ProviderCode="C01"), JULY)
    assert (first.withdrawn, first.facts) == (3, 3), "the other system's report stands"
    assert load(tiny, system="another", as_of=JULY).withdrawn == 3
    all_is_well()


# --- what people did in between ---------------------------------------------------------------------------------


def test_what_somebody_withdrew_stays_withdrawn_and_is_not_withdrawn_twice(tiny):
    first, *others = report("R1").numbers
    mark("X1", "withdrawn", first)
    load(tiny, JULY)
    assert first in withdrawn_numbers(stream("X1")), "the extract says the same, and so nothing"
    loaded = load(tiny.spoil("court_reports", Format="SHORT"), AUGUST)
    assert (loaded.withdrawn, loaded.facts) == (len(others), 3)
    assert withdrawn_numbers(stream("X1")) == {first, *others}


def test_what_somebody_restored_is_withdrawn_again(tiny):
    first = report("R1").numbers[0]
    mark("X1", "withdrawn", first)
    mark("X1", "withdrawn", len(stream("X1")))
    load(tiny.spoil("court_reports", Format="SHORT"), JULY)
    assert first in withdrawn_numbers(stream("X1"))


@pytest.mark.parametrize("kind", [Erased.kind, WrongPerson.kind])
def test_what_was_erased_or_hidden_does_not_come_back_with_a_change(tiny, kind):
    mark("X1", kind, 1)
    before = len(stream("X1"))
    for as_of in (JULY, AUGUST):
        loaded = load(tiny.spoil("persons", PostcodeDistrict="ZE1"), as_of)
        assert [row.cells["CRN"] for row in loaded.held_back] == ["X1"]
        assert loaded.rows["persons"] == RowCounts(same=2, held_back=1)
        assert (loaded.facts, loaded.withdrawn, len(stream("X1"))) == (0, 0, before)
    assert Person.objects.get(crn="X1").family_name == ""


def test_a_row_marked_as_about_somebody_else_may_be_put_right_where_it_came_from(tiny):
    for number in ExtractRow.objects.get(table="agency_checks", said__0="K1").numbers:
        mark("X1", WrongPerson.kind, number)
    loaded = load(tiny.spoil("agency_checks", CRN="X3"), JULY)
    assert kinds("X3") == ["identified", "check_requested", "check_returned"]
    assert loaded.held_back == ()


def test_what_people_recorded_here_is_left_alone(tiny):
    append(person="X1", drafts=[Draft(kind=KINDS["plan"], on=JULY, note="ours")], by=None, at=AT)
    ours = stream("X1")[-1]
    load(tiny.spoil("court_reports", Format="SHORT"), JULY)
    assert stream("X1")[ours.number - 1] == ours
    assert ours.number not in withdrawn_numbers(stream("X1"))


def test_every_projection_is_what_rebuilding_makes(tiny):
    tiny.spoil("persons", Surname="Abel").spoil("orders", 2, TerminatedDate="30/06/2016").rows["contacts"].pop(3)
    load(tiny.add("contacts", ContactDate="01/07/2016"), JULY)
    before = everything(but={"id"})
    projections.rebuild()
    assert everything(but={"id"}) == before
    assert ExtractLoad.objects.count() == 2
    assert says(stream("X1")[0])[0] == "identified"


@pytest.mark.django_db(transaction=True)
def test_everybody_whom_a_load_touches_is_locked_before_anything_is_written(tmp_path, monkeypatch):
    """In one order, so that it never waits for a rebuild that waits for it. SQLite has one writer at a time anyway."""
    extract = TinyExtract(tmp_path / "extract")
    load(extract)
    extract.add("contacts", CRN="X2", ContactDate="01/07/2016").add("contacts", CRN="X1", ContactDate="01/07/2016")
    free: list[object] = []

    def left_to_others(crn: str) -> list[str]:
        with transaction.atomic():
            found = Person.objects.select_for_update(skip_locked=True).filter(crn=crn)
            return [person.crn for person in found]

    before = _Load._load_places

    def looked_at(self, changes):
        if connection.vendor == "postgresql":
            free.extend(at_once(*[lambda crn=crn: left_to_others(crn) for crn in ("X1", "X2", "X3")]))
        return before(self, changes)

    monkeypatch.setattr(_Load, "_load_places", looked_at)
    with in_a_file(tmp_path):
        load(extract, JULY)
    assert free == ([[], [], ["X3"]] if connection.vendor == "postgresql" else [])

"""One extract loaded into an empty record: places, people, facts, duties, the ledger; and what is refused."""

from datetime import date

import pytest

from tests.actions.loads import AT, JULY, LAST_INSTANT, all_is_well, everything, load, posts, says, stream
from tests.exchange.tiny_extract import AS_OF, TinyExtract
from throughcare.actions import projections
from throughcare.actions.loading import LoadFault, RowCounts
from throughcare.actions.streams import append
from throughcare.actions.users import add_user
from throughcare.facts.drafts import Draft
from throughcare.facts.identity import Identified
from throughcare.facts.supervision import Plan
from throughcare.records.models import (
    ExtractLoad,
    ExtractRow,
    ObligationRow,
    Organisation,
    Person,
    RecordMark,
    Staff,
    Team,
    User,
)
from throughcare.rules.access import Role

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def tiny(tmp_path) -> TinyExtract:
    return TinyExtract(tmp_path / "extract")


def test_organisations_teams_and_staff_are_made(tiny):
    loaded = load(tiny)
    assert set(Organisation.objects.values_list("code", "name", "type", "owner")) == {
        ("N01", "Northern division", "NPS", ""),
        ("C01", "Northern company", "CRC", "Somebody"),
        ("C02", "Southern company", "CRC", ""),
    }
    assert set(Team.objects.values_list("code", "name", "organisation")) == {("T1", "T1", "N01"), ("T2", "T2", "C01")}
    columns = ("code", "organisation", "team", "grade", "full_time", "facts")
    assert set(Staff.objects.values_list(*columns)) == {
        ("O1", "N01", "T1", "PO", 1.0, 1),
        ("O2", "C01", "T2", "PSO", 0.5, 1),
    }
    [post] = posts("O2")
    assert (post.kind, post.on, post.recorded_at, post.by) == ("post_held", AS_OF, LAST_INSTANT, None)
    assert loaded.posts == 2


def test_a_team_that_only_an_allocation_names_is_made_too(tiny):
    load(tiny.spoil("allocations", TeamCode="T9"))
    assert set(Team.objects.values_list("organisation", "code")) == {("N01", "T1"), ("C01", "T2"), ("C01", "T9")}


def test_people_are_identified_first_and_what_is_blank_is_not_recorded(tiny):
    loaded = load(tiny.spoil("persons", Forename="", Sex=""))
    assert loaded.people == 3
    first = stream("X1")[0]
    assert says(first) == (
        "identified",
        AS_OF,
        None,
        None,
        {
            "given_names": None,
            "family_name": "Able",
            "born_on": date(1980, 2, 1),
            "sex": None,
            "ethnicity": "W1",
            "disability": "N",
            "pnc": None,
            "address": None,
        },
    )
    row = Person.objects.get(crn="X2")
    assert (row.family_name, row.given_names, row.born_on) == ("Baker", "Ben", date(1984, 2, 29))
    assert [fact.kind for fact in stream("X3")] == ["identified"], "nothing else is known of X3"


def test_facts_are_those_of_the_extract_in_its_order_and_known_from_its_day_on(tiny):
    extract = tiny.read()
    loaded = load(extract)
    for crn in extract.people:
        facts = stream(crn)
        assert [says(fact) for fact in facts[1:]] == [says(fact) for fact in extract.facts[crn]]
        assert [fact.number for fact in facts] == list(range(1, len(facts) + 1))
        assert {fact.recorded_at for fact in facts} == {LAST_INSTANT}
        assert {fact.by for fact in facts} == {None}
    assert loaded.facts == sum(map(len, extract.facts.values())) + 3
    all_is_well()


def test_duties_are_those_that_the_engine_derives_from_the_extract(tiny):
    extract = tiny.read()
    load(extract)
    columns = ("standard", "opened_by", "opened", "due", "owed", "met", "ended", "accountable", "met_by")
    for crn in extract.people:
        found = set(ObligationRow.objects.filter(person__crn=crn).values_list(*columns))
        assert found == {
            (
                *(made.standard, made.opened_by + 1, made.opened, made.due, made.owed.value, made.met, made.ended),
                *(made.accountable or "", made.met_by and made.met_by + 1),
            )
            for made in projections.engine().derive(projections.in_order(extract.facts[crn]))
        }
    assert ObligationRow.objects.exists()


def test_the_ledger_knows_every_good_row_and_the_facts_that_it_states(tiny):
    extract = tiny.spoil("contacts", 3, ContactType="WIBBLE").read()
    loaded = load(extract)
    assert ExtractRow.objects.count() == sum(1 for _ in extract.good_rows())
    order = ExtractRow.objects.get(table="orders", said__0="X1", said__1="1")
    assert [stream("X1")[number - 1].kind for number in order.numbers] == ["sentenced", "ended"]
    assert order.said[:4] == ["X1", "1", "10/03/2015", "COMMUNITY ORDER"]
    assert order.person.crn == "X1"
    officer = ExtractRow.objects.get(table="officers", said__0="O1")
    assert (officer.person, officer.numbers) == (None, [1])
    told = [(row.person.crn, number) for row in ExtractRow.objects.exclude(person=None) for number in row.numbers]
    assert len(told) == len(set(told)) == loaded.facts, "every fact is stated by one row"
    assert loaded.rows["contacts"] == RowCounts(new=5)
    [kept] = ExtractLoad.objects.all()
    assert (kept.system, kept.as_of, kept.loaded_at) == ("delius", AS_OF, AT)
    assert kept.counts["facts"] == loaded.facts
    assert kept.counts["rows"]["contacts"]["new"] == 5


def test_rows_that_differ_only_in_columns_of_your_own_are_both_loaded_and_known_again(tiny):
    tiny.add("allocations", OfficerGrade="SPO")
    assert load(tiny).rows["allocations"] == RowCounts(new=3)
    assert [fact.kind for fact in stream("X1")].count("allocated") == 2
    tiny.rows["allocations"] = [[*row, "more"] for row in tiny.rows["allocations"]]
    assert load(tiny).rows["allocations"] == RowCounts(same=3), "one more column of your own makes no other row"


def test_a_share_of_full_time_that_is_no_number_is_not_recorded_and_refuses_nothing(tiny):
    for row, share in ((1, "half"), (2, "nan")):
        tiny.spoil("officers", row, FTE=share)
    assert load(tiny).rows["officers"].new == 2
    assert [post.full_time for code in ("O1", "O2") for post in posts(code)] == [None, None]


def test_a_long_name_stands_whole_in_the_fact_and_cut_in_lists(tiny):
    load(tiny.spoil("persons", Surname="ß" * 500, Sex="F" * 500).spoil("providers", Name="N" * 500, Owner="O" * 500))
    assert stream("X1")[0].family_name == "ß" * 500
    person = Person.objects.get(crn="X1")
    assert (person.family_name, len(person.summary.search_name)) == ("ß" * 200, 401)
    assert Organisation.objects.get(code="N01").owner == "O" * 120
    assert projections.rebuild() == 3


def test_a_person_whom_the_record_knows_already_is_the_same_person(tiny):
    Person.objects.create(crn="X1")
    append(person="X1", drafts=[Draft(kind=Plan, on=date(2016, 1, 1))], by=None, at=AT)
    assert load(tiny).people == 2
    facts = stream("X1")
    assert isinstance(facts[1], Identified)
    assert [fact.number for fact in facts] == list(range(1, len(facts) + 1))
    all_is_well()


def test_progress_is_told_to_the_end(tiny):
    told = []
    load(tiny, progress=lambda done, total, what: told.append((done, total, what)))
    assert [done for done, *_ in told] == sorted(done for done, *_ in told)
    assert told[-1][0] == told[-1][1]
    assert len({total for _, total, _ in told}) == 1


# --- refused ----------------------------------------------------------------------------------------------------


def assert_refused(extract, words: str, **how) -> None:
    before = everything()
    with pytest.raises(LoadFault, match=words):
        load(extract, **how)
    assert everything() == before


@pytest.mark.parametrize(
    ("table", "column", "words"),
    [
        ("providers", "ProviderCode", "providers.csv, line 5: ProviderCode"),
        ("officers", "OfficerCode", "officers.csv, line 4: OfficerCode"),
        ("officers", "TeamCode", "officers.csv, line 4: TeamCode"),
        ("persons", "CRN", "persons.csv, line 5: CRN"),
        ("allocations", "TeamCode", "allocations.csv, line 4: TeamCode"),
    ],
)
def test_a_code_that_is_too_long_for_the_record_is_refused_with_its_line(tiny, table, column, words):
    key = {} if column != "TeamCode" or table != "officers" else {"OfficerCode": "O9"}
    tiny.add(table, **key, **{column: "L" * 21})
    assert_refused(tiny, words)


@pytest.mark.parametrize("system", ["", " ", " delius", "d" * 41])
def test_a_system_needs_a_name(tiny, system):
    assert_refused(tiny, "name of the system", system=system)


def test_an_extract_that_is_older_than_the_latest_is_refused(tiny):
    load(tiny, as_of=JULY)
    assert_refused(tiny, "as of 31/07/2016 is loaded already: one as of 30/06/2016 is older")
    load(tiny, as_of=AS_OF, system="another")


@pytest.mark.parametrize("is_whole", [True, False])
def test_the_demo_takes_no_extract(tiny, is_whole):
    RecordMark.objects.create(id=1, today=AS_OF, seed=1, made_at=AT, is_whole=is_whole)
    assert_refused(tiny, "made-up people")


def test_one_code_with_two_organisations_is_two_teams(tiny):
    load(tiny.spoil("allocations", TeamCode="T1"))
    assert ("C01", "T1") in set(Team.objects.values_list("organisation", "code"))
    added = {"code": "S9", "name": "Sam Pole", "email": "s@x.example", "password": "a long pass phrase"}
    by = User.objects.create_user("a@x.example", "a long pass phrase", code="A1", name="A", role="administrator")
    user = add_user(by=by, at=AT, role=Role.SENIOR_PROBATION_OFFICER, organisation="C01", team="T1", **added)
    assert (user.organisation, user.team) == ("C01", "T1")

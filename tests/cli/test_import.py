"""`throughcare import`, `rebuild` and `verify`, as an administrator uses them."""

import csv

import pytest
from django.db import OperationalError

from tests.cli.commands import AS_OF, Ran, refused, succeeds
from throughcare.records.models import CaseSummary, ExtractLoad, ObligationRow, Person, RecordMark, StoredFact

pytestmark = [pytest.mark.database, pytest.mark.django_db]

JULY = "2016-07-31"


def imported(tiny, *arguments, as_of: str = AS_OF) -> Ran:
    return succeeds("import", tiny.write(), "--as-of", as_of, *arguments)


def row_of(ran: Ran, table: str) -> list[str]:
    [line] = [line for line in ran.out.splitlines() if line.startswith(table)]
    return line.split()[1:]


def test_the_summary_says_what_was_loaded_refused_and_repeated(tiny):
    tiny.spoil("contacts", 1, ContactType="WIBBLE").add("contacts", 2)
    assert sum(map(len, tiny.read().facts.values())) + 3 == 31
    ran = imported(tiny)
    assert ran.out.splitlines()[0] == (
        "Loaded the extract of the system main as of 30 June 2016: 3 new people, 31 facts added, 0 withdrawn, "
        "2 posts of staff recorded."
    )
    assert ran.out.splitlines()[2].split() == "rows of read new changed as before refused repeated gone".split()
    assert row_of(ran, "contacts") == ["7", "5", "0", "0", "1", "1", "0"]
    assert row_of(ran, "persons") == ["3", "3", "0", "0", "0", "0", "0"]
    assert "Refused rows: contacts 1 of 7" in ran.errors
    assert "Repeated rows, loaded once: contacts 1." in ran.errors
    assert Person.objects.count() == 3


def test_a_later_extract_says_what_changed_and_what_is_gone(tiny):
    imported(tiny)
    tiny.spoil("court_reports", Format="SHORT").rows["contacts"].pop(1)
    ran = imported(tiny.spoil("orders", 3, Disposal="WIBBLE"), as_of=JULY)
    assert "0 new people, 3 facts added, 3 withdrawn, 0 posts" in ran.out
    assert row_of(ran, "court_reports")[2] == "1"
    assert row_of(ran, "contacts")[-1] == "1"
    told = ran.out.splitlines()
    gone = told.index("These rows of earlier extracts are not in this one; what they said stands (1):")
    assert told[gone + 1] == (
        "  contacts: CRN X1, ContactDate 12/03/2015, ContactType OFFICE, Outcome ATTENDED, OfficerCode O2"
    )
    now = told.index("These rows were good in an earlier extract and are refused now; what they said stands (3):")
    assert [line.split(":")[0].strip() for line in told[now + 1 : now + 4]] == [
        "orders",
        "court_reports",
        "allocations",
    ]


def test_many_rows_that_are_gone_are_counted_and_written_on_request(tiny, tmp_path):
    for day in range(10, 30):
        tiny.add("contacts", ContactDate=f"{day}/05/2016", Outcome="")
    imported(tiny)
    tiny.restore()
    ran = imported(tiny)
    assert sum(line.startswith("  contacts: ") for line in ran.out.splitlines()) == 10
    assert "  and 10 more; throughcare import --kept FILE writes all" in ran.out
    file = tmp_path / "kept.csv"
    assert f"  and 10 more; all are in {file}" in imported(tiny, "--kept", file).out
    rows = list(csv.reader(file.read_text("utf-8").splitlines()))
    assert rows[0] == ["file", "what", "row"]
    assert [row[:2] for row in rows[1:]] == [["contacts", "gone"]] * 20


def test_the_same_extract_again_adds_nothing(tiny):
    imported(tiny)
    facts = StoredFact.objects.count()
    assert "0 new people, 0 facts added, 0 withdrawn, 0 posts of staff recorded." in imported(tiny).out
    assert (StoredFact.objects.count(), ExtractLoad.objects.count()) == (facts, 2)


def test_refused_rows_are_written_on_request(tiny, tmp_path):
    rejects = tmp_path / "rejects.csv"
    ran = imported(tiny.spoil("contacts", 1, ContactType="WIBBLE"), "--rejects", rejects)
    assert f"why is in {rejects}" in ran.errors
    assert "WIBBLE" in rejects.read_text("utf-8")


def test_the_system_may_be_left_out_where_there_is_one(tiny):
    imported(tiny, "--system", "delius")
    assert "the system delius" in imported(tiny).out
    imported(tiny, "--system", "another")
    assert refused("import", tiny.write(), "--as-of", AS_OF) == [
        "extracts of several systems are loaded (another, delius): say which with --system."
    ]


def test_what_cannot_be_loaded_is_refused_in_a_sentence(tiny):
    folder = tiny.write()
    assert refused("import", folder / "nowhere", "--as-of", AS_OF)[0].startswith(f"{folder / 'nowhere'} is not there")
    assert "must be a day" in refused("import", folder, "--as-of", "30/06/2016")[0]
    assert "lies in the future" in refused("import", folder, "--as-of", "2999-01-01")[0]
    assert "name of the system" in refused("import", folder, "--as-of", AS_OF, "--system", "")[0]
    for option in ("--rejects", "--kept"):
        told = refused("import", folder, "--as-of", AS_OF, option, folder / "orders.csv")
        assert told == [f"{option} {folder / 'orders.csv'} would write over a file of the extract: say another place."]
    assert not Person.objects.exists()
    imported(tiny, as_of=JULY)
    assert "is older, and would undo" in refused("import", folder, "--as-of", AS_OF)[0]


def test_the_demo_takes_no_extract(tiny):
    RecordMark.objects.create(id=1, today="2016-06-30", seed=1, made_at="2016-06-30T12:00Z")
    [told] = refused("import", tiny.write(), "--as-of", AS_OF)
    assert "made-up people of the demo" in told
    assert not Person.objects.exists()


def test_a_database_that_fails_is_told_in_one_sentence(tiny, monkeypatch):
    def failing(*_, **__):
        raise OperationalError("database or disk is full\nDETAIL: none")

    monkeypatch.setattr("throughcare.actions.loading.append_many", failing)
    assert refused("import", tiny.write(), "--as-of", AS_OF) == [
        "the database failed, and nothing in it was changed: database or disk is full."
    ]
    assert not Person.objects.exists()


def test_a_file_of_gone_rows_that_cannot_be_written_does_not_hide_that_the_extract_is_loaded(tiny, tmp_path):
    told = Ran("import", tiny.write(), "--as-of", AS_OF, "--kept", tmp_path).told
    assert told[-1].endswith("The extract is loaded all the same: only the telling failed.")
    assert Person.objects.count() == 3


def test_a_rebuild_that_stops_half_way_says_so(tiny, monkeypatch):
    def failing(*_args, **_kwargs):
        raise OperationalError("database or disk is full")

    imported(tiny)
    monkeypatch.setattr("throughcare.actions.projections.renew_staff", failing)
    assert refused("rebuild") == [
        "the database failed; those before it are made anew, so run it again: database or disk is full."
    ]


def test_rebuild_makes_everything_anew_and_says_for_how_many(tiny):
    imported(tiny)
    duties = set(ObligationRow.objects.values_list("person", "standard", "opened_by", "met"))
    ObligationRow.objects.all().delete()
    CaseSummary.objects.update(officer="")
    assert succeeds("rebuild").out == ("Made anew from the facts: summaries, limits and duties of 3 people.\n")
    assert set(ObligationRow.objects.values_list("person", "standard", "opened_by", "met")) == duties
    assert CaseSummary.objects.get(person__crn="X1").officer == "O2"


@pytest.mark.parametrize("content", ["no JSON", "[]", "{}", '{"payload": {"outcome": "WIBBLE"}, "thread": null}'])
def test_rebuild_over_a_damaged_row_names_it(tiny, content):
    imported(tiny)
    StoredFact.objects.filter(person__crn="X1", number=7).update(content=content)
    assert refused("rebuild") == [
        "Fact 7 of X1 cannot be read: the database was changed by other means, or is damaged. "
        "`throughcare verify` names all such; those before it are made anew."
    ]


def test_verify_says_that_every_chain_holds(tiny):
    imported(tiny)
    facts = StoredFact.objects.count()
    assert succeeds("verify").out == (
        f"Checked {facts} facts of 3 people and 2 members of staff; 0 erased by law. Every chain holds.\n"
    )


def test_verify_names_the_first_broken_link_and_fails(tiny):
    imported(tiny)
    StoredFact.objects.filter(person__crn="X1", number=7).update(content="{}")
    StoredFact.objects.filter(person__crn="X2", number=2).delete()
    ran = Ran("verify")
    assert ran.code == 1
    assert ran.out.splitlines()[0].endswith("2 chains are broken; the first broken link of each:")
    assert ran.out.splitlines()[1:] == [
        "X1, fact 7: what fact 7 says is not what was written",
        "X2, fact 2: number 2 is missing: found number 3 in its place",
    ]

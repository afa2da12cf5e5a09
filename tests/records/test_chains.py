"""Every chain checked: what was tampered with is named, and the first broken link of it."""

import json
from datetime import date

import pytest
from django.db import DataError, connection, transaction

from tests.actions.loads import AT, load, stream
from tests.exchange.tiny_extract import TinyExtract
from throughcare.actions.streams import append
from throughcare.facts import KINDS
from throughcare.facts.chain import canonical
from throughcare.facts.drafts import Draft
from throughcare.records.models import Person, Staff, StoredFact
from throughcare.records.queries.chains import BrokenChain, ChainsChecked, check_chains

pytestmark = [pytest.mark.database, pytest.mark.django_db]

FACTS = 19
"""How many facts the tiny extract states of X1, with who they are."""


@pytest.fixture(autouse=True)
def _loaded(tmp_path):
    load(TinyExtract(tmp_path / "extract"))


def rows(subject: str = "X1"):
    found = StoredFact.objects.filter(person__crn=subject) | StoredFact.objects.filter(staff__code=subject)
    assert found.exists()
    return found


def broken() -> list[str]:
    return [str(each) for each in check_chains().broken]


def test_every_chain_holds_and_every_fact_is_counted():
    found = check_chains()
    assert found == ChainsChecked(people=3, staff=2, facts=StoredFact.objects.count(), erased=0, broken=[])
    assert Person.objects.get(crn="X1").facts == FACTS
    for batch in (1, 2, 3):
        assert check_chains(batch=batch) == found


def test_an_empty_record_holds():
    StoredFact.objects.all().delete()
    Person.objects.update(facts=0, head="")
    Staff.objects.update(facts=0, head="")
    assert broken() == []


def test_how_far_it_is_is_told():
    told = []
    check_chains(batch=2, told=lambda *words: told.append(words))
    assert told == [(2, 5, "people up to X2"), (3, 5, "people up to X3"), (5, 5, "staff up to O2")]


def tampered(text: str) -> str:
    said = json.loads(text)
    said["note"] = "never written"
    return canonical(said)


@pytest.mark.parametrize(
    "how", [tampered, lambda _: "no JSON", lambda _: "[]", lambda _: "{}", lambda _: "[" * 100_000]
)
def test_content_that_was_changed(how):
    row = rows().get(number=7)
    rows().filter(number=7).update(content=how(row.content))
    assert broken() == ["X1, fact 7: what fact 7 says is not what was written"]


def test_content_that_is_only_written_otherwise_says_the_same():
    row = rows().get(number=7)
    rows().filter(number=7).update(content=json.dumps(json.loads(row.content), indent=2))
    assert broken() == []


@pytest.mark.parametrize(
    "change",
    [
        {"on": date(2015, 1, 1)},
        {"kind": "plan"},
        {"recorded_at": AT},
        {"recorded_at": None},
        {"by_staff": "O1", "by_organisation": "N01"},
        {"hash": "0" * 64},
        {"digest": "0" * 64, "content": None, "salt": None},
    ],
    ids=lambda change: "-".join(change),
)
def test_an_envelope_that_was_changed(change):
    rows().filter(number=7).update(**change)
    assert broken() == ["X1, fact 7: the envelope of fact 7, or the link before it, was changed"]


def write_day(day: str, number: int, subject: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f'UPDATE {StoredFact._meta.db_table} SET "on" = %s WHERE id = %s',
            [day, rows(subject).get(number=number).pk],
        )


def test_a_day_that_is_none_breaks_the_chain_and_not_the_check():
    if connection.vendor != "sqlite":  # a database that keeps nothing but days in a column of days refuses it itself
        with pytest.raises(DataError), transaction.atomic():
            write_day("2015-02-31", 9, "X1")
        assert broken() == []
        return
    for number, day, subject in ((9, "2015-02-31", "X1"), (5, "soon", "X2")):
        write_day(day, number, subject)
    assert broken() == [
        "X1, fact 9: the envelope of fact 9, or the link before it, was changed",
        "X2, fact 5: the envelope of fact 5, or the link before it, was changed",
    ]
    assert check_chains().facts == StoredFact.objects.count()


def test_the_last_fact_that_was_deleted():
    rows().filter(number=FACTS).delete()
    assert broken() == [f"X1, fact {FACTS}: number {FACTS} is missing: there were {FACTS} facts"]


def test_a_fact_in_the_middle_that_was_deleted():
    rows().filter(number=7).delete()
    assert broken() == ["X1, fact 7: number 7 is missing: found number 8 in its place"]


def test_all_facts_that_were_deleted():
    rows().delete()
    assert broken() == [f"X1, fact 1: number 1 is missing: there were {FACTS} facts"]


def test_two_facts_that_changed_places():
    rows().filter(number=7).update(number=1007)
    rows().filter(number=8).update(number=7)
    rows().filter(number=1007).update(number=8)
    assert broken() == ["X1, fact 7: the envelope of fact 7, or the link before it, was changed"]


def test_whole_rows_that_changed_places():
    seventh, eighth = rows().get(number=7), rows().get(number=8)
    for mine, other in ((seventh, eighth), (eighth, seventh)):
        said = {name: getattr(other, name) for name in ("kind", "on", "content", "salt", "digest", "hash")}
        rows().filter(pk=mine.pk).update(**said)
    assert broken() == ["X1, fact 7: the envelope of fact 7, or the link before it, was changed"]


def test_a_fact_that_was_moved_to_another_person():
    rows("X1").filter(number=FACTS).update(person=Person.objects.get(crn="X3"), number=2)
    assert broken() == [
        f"X1, fact {FACTS}: number {FACTS} is missing: there were {FACTS} facts",
        "X3, fact 2: the envelope of fact 2, or the link before it, was changed",
    ]


def test_a_fact_too_many_and_an_end_that_is_another():
    person = Person.objects.get(crn="X1")
    Person.objects.filter(crn="X1").update(facts=FACTS - 1)
    Person.objects.filter(crn="X2").update(head="0" * 64)
    last = Person.objects.get(crn="X2").facts
    assert broken() == [
        f"X1, fact {FACTS}: number {FACTS} is one too many: there were {FACTS - 1} facts",
        f"X2, fact {last}: fact {last} is not the one that the stream ended on",
    ]
    assert person.facts == FACTS


def test_the_chains_of_staff_are_checked_too():
    rows("O2").update(content=tampered(rows("O2").get().content))
    assert check_chains().broken == [BrokenChain("O2", 1, "what fact 1 says is not what was written")]


def test_only_the_first_broken_link_of_each_chain_is_named():
    for number in (7, 9):
        rows().filter(number=number).update(on=date(2015, 1, 1))
    rows("X2").filter(number=3).delete()
    assert [(each.subject, each.number) for each in check_chains().broken] == [("X1", 7), ("X2", 3)]


def test_what_the_law_bade_us_erase_is_counted_and_breaks_nothing():
    append(
        person="X1", drafts=[Draft(kind=KINDS["erased"], on=date(2016, 7, 1), payload={"target": 7})], by=None, at=AT
    )
    rows().filter(number=7).update(content=None, salt=None)
    found = check_chains()
    assert (found.erased, found.broken) == (1, [])
    assert stream("X1")[6].note is None


def test_content_that_is_gone_without_a_law_is_named():
    rows().filter(number__in=(7, 8)).update(content=None, salt=None)
    assert broken() == ["X1, fact 7: what fact 7 said is gone, and no fact says that it was erased by law"]


def test_a_chain_that_moved_on_between_two_looks_is_not_broken(monkeypatch):
    """Somebody records between the look at the people and the look at their facts."""
    checked = check_chains.__globals__["_check"]

    def later(subjects, whose, found):
        if whose == "person" and Person.objects.get(crn="X1").facts == FACTS:
            append(person="X1", drafts=[Draft(kind=KINDS["plan"], on=date(2016, 7, 1))], by=None, at=AT)
        checked(subjects, whose, found)

    monkeypatch.setattr("throughcare.records.queries.chains._check", later)
    assert broken() == []

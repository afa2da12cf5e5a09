"""A column store of whoever is in a small world, and questions asked and answered as a worker would."""

from datetime import UTC, date, datetime
from pathlib import Path

from throughcare.actions.answering import answer_next
from throughcare.exchange.column_store import ColumnStore
from throughcare.exchange.fact_files import About, OrganisationRow, write_facts
from throughcare.exchange.packs import read_packs, shipped_packs
from throughcare.records.models import Organisation, Person, Question
from throughcare.records.streams import streams_of

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
WHAT_IF, AS_KNOWN, DELAY = "/questions/what-if/", "/questions/as-known/", "/questions/recording-delay/"
FIRST = "?standard=briefing/first-appointment"
TIGHTER = {"limit": "3 working days"}


def fill_store(folder: Path, as_of: str = "2016-06-30") -> Path:
    """Everybody of the database in a store, as of a day."""
    folder.mkdir(parents=True, exist_ok=True)
    places = tuple(OrganisationRow(each.code, each.name, each.type) for each in Organisation.objects.all())
    about = About(date.fromisoformat(as_of), places)
    write_facts(folder / "some.parquet", about, streams_of(list(Person.objects.all())))
    standards = [each for pack in read_packs(shipped_packs()) for each in pack.standards]
    ColumnStore.build(folder, folder / "some.parquet", standards=standards)
    return folder


def answer_all(folder: Path) -> None:
    """Work off every question that waits."""
    while answer_next(folder=folder, clock=lambda: NOW):
        pass


def asked(client, user, said: dict, address: str = WHAT_IF + FIRST) -> Question:
    """Ask as a user does, by the form."""
    client.force_login(user)
    answer = client.post(address, said)
    assert answer.status_code == 303, answer.content.decode()
    return Question.objects.get(name=answer.headers["Location"].split("/")[-2])


def answered(client, user, folder: Path, said: dict, address: str = WHAT_IF + FIRST) -> Question:
    """Ask, and have it answered."""
    question = asked(client, user, said, address)
    answer_all(folder)
    question.refresh_from_db()
    return question


def place(question: Question, part: str = "") -> str:
    """An address of a question."""
    return f"/questions/{question.name}/{part}"

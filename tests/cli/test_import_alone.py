"""Commands on the record in a process of their own, where the database is found, made, or not to be had."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.cli.commands import AS_OF, ROOT, SCREEN
from tests.exchange.tiny_extract import TinyExtract


def alone(*arguments, **environment) -> subprocess.CompletedProcess[str]:
    told = {name: value for name, value in os.environ.items() if name not in (*SCREEN, "DATABASE_URL")}
    command = [sys.executable, *map(str, arguments)]
    return subprocess.run(
        command, cwd=ROOT, env=told | environment, capture_output=True, text=True, timeout=60, check=False
    )


def test_the_database_is_made_where_there_is_none_and_only_its_owner_looks_into_it(tiny, tmp_path):
    folder = tmp_path / "own" / "var"
    for command in ("verify", "rebuild"):
        ran = alone("-m", "throughcare", command, THROUGHCARE_FOLDER=str(folder))
        missing = f"throughcare: there is no record yet ({folder / 'throughcare.sqlite3'} is missing)"
        assert (ran.returncode, ran.stderr) == (1, f"{missing}: throughcare import makes one.\n")
        assert not folder.exists()
    ran = alone("-m", "throughcare", "import", tiny.write(), "--as-of", AS_OF, THROUGHCARE_FOLDER=str(folder))
    assert (ran.returncode, ran.stderr) == (0, "")
    assert folder.stat().st_mode & 0o077 == 0
    assert "Every chain holds." in alone("-m", "throughcare", "verify", THROUGHCARE_FOLDER=str(folder)).stdout


def test_a_database_without_tables_or_with_old_ones_is_told(tmp_path):
    file = tmp_path / "empty.sqlite3"
    file.touch()
    url = f"sqlite:///{file}"
    assert alone("-m", "throughcare", "verify", DATABASE_URL=url).stderr == (
        "throughcare: the database holds no record yet: throughcare import makes one.\n"
    )
    alone("-m", "django", "migrate", DATABASE_URL=url, DJANGO_SETTINGS_MODULE="throughcare.config.settings")
    alone(
        "-c",
        f"import sqlite3; sqlite3.connect({str(file)!r}).execute('DELETE FROM django_migrations').connection.commit()",
    )
    told = alone("-m", "throughcare", "verify", DATABASE_URL=url)
    assert told.returncode == 1
    assert told.stderr.startswith("throughcare: the tables of the database are older than this program: run ")


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("wibble://somewhere", "the settings are wrong: 'wibble' isn't an available database backend"),
        ("postgresql://nobody@127.0.0.1:1/nothing", "the database failed, and nothing in it was changed: connection"),
    ],
)
def test_a_database_that_cannot_be_reached_is_told_in_one_sentence(url, words):
    ran = alone("-m", "throughcare", "verify", DATABASE_URL=url)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.startswith(f"throughcare: {words}")
    assert len(ran.stderr.splitlines()) == 1


def test_two_at_once_are_loaded_one_after_the_other(tiny, tmp_path):
    """The second waits, sees what the first did, and adds nothing."""
    place = {"THROUGHCARE_FOLDER": str(tmp_path / "var")}
    tiny_first = TinyExtract(tmp_path / "first").spoil("persons", Surname="Abel").write()
    assert alone("-m", "throughcare", "import", tiny_first, "--as-of", AS_OF, **place).returncode == 0
    command = ("-m", "throughcare", "import", tiny.write(), "--as-of", AS_OF)
    with ThreadPoolExecutor() as pool:
        both = list(pool.map(lambda _: alone(*command, **place), range(2)))
    assert [ran.returncode for ran in both] == [0, 0], both
    assert sorted(" 0 facts added" in ran.stdout for ran in both) == [False, True]
    assert "Every chain holds." in alone("-m", "throughcare", "verify", **place).stdout


def test_measuring_needs_no_database(tiny):
    code = (
        "import sys; from throughcare.cli import app; "
        f"app(['measure', '--extract', {str(tiny.write())!r}, '--as-of', '{AS_OF}'], standalone_mode=False); "
        "sys.exit('django.db' in sys.modules)"
    )
    assert alone("-c", code, DATABASE_URL="wibble://").returncode == 0

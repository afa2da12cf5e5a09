"""All of an extract or nothing: failures late in the load, a process that is killed, a disk that is full."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.actions.loads import ALPHA, ROOT, everything, load
from tests.exchange.tiny_extract import TinyExtract
from throughcare.actions import loading

KILLED = """
import os, signal, sys
from datetime import UTC, date, datetime
from pathlib import Path

import django
django.setup()
from throughcare.actions.loading import load_extract
from throughcare.exchange.extracts import read_extract

def told(done, total, what):
    if done > total * float(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)

day = date.fromisoformat(sys.argv[3])
load_extract(read_extract(Path(sys.argv[1]), as_of=day), system="delius", at=datetime.now(UTC), progress=told)
"""
"""Loads an extract, and is killed as soon as more than some share of it is written."""


@pytest.fixture
def tiny(tmp_path) -> TinyExtract:
    return TinyExtract(tmp_path / "extract")


@pytest.mark.database
@pytest.mark.django_db
@pytest.mark.parametrize("name", ["_load_places", "_load_people", "_keep", "_loaded"])
@pytest.mark.parametrize("is_later", [False, True])
def test_a_failure_after_any_step_leaves_the_record_as_it_was(tiny, monkeypatch, name, is_later):
    if is_later:
        load(tiny)
        tiny.spoil("court_reports", Format="SHORT").spoil("officers", Grade="PSO").add("persons", CRN="X9")
    before = everything()
    step = getattr(loading._Load, name)

    def failing(self, *arguments):
        step(self, *arguments)
        raise OSError("the disk is full")

    monkeypatch.setattr(loading._Load, name, failing)
    with pytest.raises(OSError, match="the disk is full"):
        load(tiny)
    assert everything() == before
    monkeypatch.undo()
    assert load(tiny).facts > 0


def in_its_own_process(database: Path, *arguments) -> subprocess.CompletedProcess[str]:
    url = {"DATABASE_URL": f"sqlite:///{database}", "DJANGO_SETTINGS_MODULE": "throughcare.config.settings"}
    command = [sys.executable, *map(str, arguments)]
    return subprocess.run(
        command, cwd=ROOT, env=os.environ | url, capture_output=True, text=True, timeout=120, check=False
    )


def dump(database: Path) -> list[str]:
    """All that the file holds, as a new process would find it."""
    found = sqlite3.connect(database)
    assert found.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    lines = list(found.iterdump())
    found.close()
    return lines


@pytest.fixture(scope="module")
def made_once(tmp_path_factory) -> Path:
    """A file that holds a tiny extract."""
    folder = tmp_path_factory.mktemp("made")
    extract, database = TinyExtract(folder / "extract").write(), folder / "record.sqlite3"
    ran = in_its_own_process(
        database, "-m", "throughcare", "import", extract, "--as-of", "2016-06-30", "--system", "delius"
    )
    assert ran.returncode == 0, ran.stderr
    return database


@pytest.fixture
def database(made_once, tmp_path) -> Path:
    """A copy of it, to be spoiled."""
    return Path(shutil.copy(made_once, tmp_path / "record.sqlite3"))


@pytest.mark.skipif(os.name != "posix", reason="no such signal here")
@pytest.mark.parametrize(("what", "share"), [("tiny", 0), ("tiny", 0.999), ("alpha", 0.3)])
def test_a_process_that_is_killed_half_way_leaves_the_record_as_it_was(database, tiny, what, share):
    """Alpha is so large that much of it lies in the files already when the process is killed."""
    tiny.spoil("court_reports", Format="SHORT").spoil("officers", Grade="PSO").add("persons", CRN="X9")
    folder = ALPHA if what == "alpha" else tiny.write()
    before = dump(database)
    ran = in_its_own_process(database, "-c", KILLED, folder, share, "2016-06-30")
    assert ran.returncode == -signal.SIGKILL, ran.stderr
    assert dump(database) == before


FULL = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))
from throughcare.cli import main
main()
"""
"""The command line on a disk on which no file can grow beyond two megabytes, of which alpha needs forty."""


@pytest.mark.skipif(os.name != "posix", reason="no such limit here")
def test_a_full_disk_is_told_in_one_sentence_and_leaves_the_record_as_it_was(database):
    before = dump(database)
    ran = in_its_own_process(database, "-c", FULL, "import", ALPHA, "--as-of", "2016-06-30")
    assert (ran.returncode, ran.stdout) == (1, "")
    [told] = [line for line in ran.stderr.splitlines() if line.startswith("throughcare: ")]
    assert "the database failed, and nothing in it was changed" in told
    assert "Traceback" not in ran.stderr
    assert dump(database) == before

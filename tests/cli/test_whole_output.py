"""Output is whole, or its lack is told: full disks, closed pipes, a process that is killed. In a process of its own."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.commands import AS_OF, ROOT, SCREEN, Ran

PLAIN = {name: value for name, value in os.environ.items() if name not in (*SCREEN, "PYTHONUNBUFFERED")}
"""As most people have it: output is buffered, so that a full disk may show only at the very end."""
needs_dev_full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
KILLED_WHEN_SAVING = """
import os, signal
os.fsync = lambda handle: os.kill(os.getpid(), signal.SIGKILL)
from throughcare.cli import main
main()
"""


def in_its_own_process(*arguments, code: str | None = None, **where) -> subprocess.CompletedProcess[str]:
    program = ["-c", code] if code else ["-m", "throughcare"]
    command = [sys.executable, *program, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, env=PLAIN, stderr=subprocess.PIPE, text=True, timeout=60, **where)


def assert_plain(ran: subprocess.CompletedProcess[str]) -> None:
    """It failed, and nothing of the program itself shows."""
    assert ran.returncode not in (0, None)
    assert "Traceback" not in ran.stderr
    assert "Exception ignored" not in ran.stderr


@needs_dev_full
@pytest.mark.parametrize("command", [("measure", "--format", "csv"), ("explain", "--person", "X1")])
def test_a_full_disk_behind_standard_output_is_told(tiny, command):
    with Path("/dev/full").open("w") as full:
        ran = in_its_own_process(*command, "--extract", tiny.write(), "--as-of", AS_OF, stdout=full)
    assert_plain(ran)
    assert ran.stderr == (
        "throughcare: standard output could not be written (No space left on device): not all of it is there.\n"
    )


def test_a_reader_who_has_read_enough_gets_no_traceback(tiny):
    """As in `| head -1`, but with the reader surely gone."""
    reading, writing = os.pipe()
    os.close(reading)
    ran = in_its_own_process("measure", "--extract", tiny.write(), "--as-of", AS_OF, stdout=writing)
    os.close(writing)
    assert_plain(ran)
    assert ran.stderr == ""


@pytest.mark.skipif(os.name != "posix", reason="no such shell here")
def test_a_standard_output_that_is_closed_is_told(tiny):
    command = 'exec "$0" -m throughcare measure --extract "$1" --as-of "$2" >&-'
    arguments = ["sh", "-c", command, sys.executable, str(tiny.write()), AS_OF]
    ran = subprocess.run(arguments, cwd=ROOT, env=PLAIN, stderr=subprocess.PIPE, text=True, timeout=60)
    assert_plain(ran)
    assert "standard output" in ran.stderr


@pytest.mark.skipif(os.name != "posix", reason="no such signal here")
def test_a_process_that_is_killed_half_way_leaves_no_half_file(tiny, tmp_path):
    rejects = tmp_path / "rejects.csv"
    rejects.write_text("from the last time")
    arguments = ("measure", "--extract", tiny.write(), "--as-of", AS_OF, "--rejects", rejects)
    ran = in_its_own_process(*arguments, code=KILLED_WHEN_SAVING, stdout=subprocess.PIPE)
    assert ran.returncode == -signal.SIGKILL
    assert ran.stdout == ""
    assert rejects.read_text() == "from the last time"


def test_an_interruption_half_way_leaves_no_file_at_all(tiny, tmp_path, monkeypatch):
    def interrupted(_handle):
        raise KeyboardInterrupt

    folder = tiny.write()
    monkeypatch.setattr("os.fsync", interrupted)
    ran = Ran("measure", "--extract", folder, "--as-of", AS_OF, "--rejects", tmp_path / "rejects.csv")
    assert ran.code == 130
    assert ran.out == ""
    assert [path.name for path in tmp_path.iterdir()] == ["extract"]


def test_a_file_has_its_name_only_when_it_is_whole(tiny, tmp_path, monkeypatch):
    seen: list[bool] = []
    folder, rejects = tiny.write(), tmp_path / "rejects.csv"
    monkeypatch.setattr("os.fsync", lambda _handle: seen.append(rejects.exists()))
    assert Ran("measure", "--extract", folder, "--as-of", AS_OF, "--rejects", rejects).code == 0
    assert seen[0] is False, "what it holds is safe on the disk before anybody can find it"
    assert rejects.exists()

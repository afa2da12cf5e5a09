"""`throughcare demo`: what stops it is told in a sentence, and two never spoil each other's world."""

import fcntl
import os
import socket
import threading
from importlib import import_module

import pytest

from tests.cli.commands import refused
from throughcare.cli.demo import check_alone, check_port, worker_beside
from throughcare.cli.screen import Refused


@pytest.mark.parametrize("text", ["abc", "0", "-1", "65536", "8000.5", "", "²"])
def test_what_is_no_port_is_told(text):
    with pytest.raises(Refused, match="is not a port: say a number from 1 to 65535"):
        check_port(text)


def test_a_taken_port_is_a_sentence(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ran = refused("demo", "--port", str(port), "--folder", str(tmp_path / "world"))
    assert ran[0].startswith(f"port {port} cannot be used (address already in use)")
    assert not (tmp_path / "world").exists()


def test_a_world_that_is_being_served_is_neither_served_again_nor_thrown_away(tmp_path):
    database = tmp_path / "demo.sqlite3"
    database.write_text("somebody's morning")
    with (tmp_path / "demo-serving").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(Refused, match="stop it first"):
            check_alone(database)
    assert database.read_text() == "somebody's morning"
    check_alone(database)
    assert os.path.exists(database)


class Dying:
    """A worker of which the first two die at once, and the third goes on until it is ended."""

    started = 0
    third_runs, is_ended = threading.Event(), threading.Event()

    def __init__(self, command):
        assert command[-3:] == ["worker", "--renew", "--with-parent"]
        Dying.started += 1

    def wait(self):
        if Dying.started == 3:
            Dying.third_runs.set()
            Dying.is_ended.wait(60)

    def terminate(self):
        Dying.is_ended.set()


def test_a_worker_that_dies_is_started_again_until_the_demo_ends(monkeypatch):
    monkeypatch.setattr(import_module("throughcare.cli.demo"), "AGAIN_AFTER", 0)
    monkeypatch.setattr("subprocess.Popen", Dying)
    with worker_beside():
        assert Dying.third_runs.wait(60)
    assert Dying.is_ended.is_set()
    assert Dying.started == 3

"""A PostgreSQL that writes durably and the real server before it, both to be killed and started again; and gone after.

Nothing here knows Django. Whatever ends the bench but a SIGKILL of itself ends these too.
"""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests import postgresql

DURABLE = "-c fsync=on -c synchronous_commit=on -c full_page_writes=on -c max_connections=100 -c shared_buffers=256MB"
"""A commit is on the disk before anybody is told of it: PostgreSQL's own defaults, said so that nobody must look."""
WORKERS, THREADS = 4, 2
"""As docs/how-to/run-it-for-real.md says to start it."""
START_WITHIN = 60
"""Seconds that a start may take on a busy machine, recovery after a crash too."""


class Database:
    """One durable cluster in a folder of its own."""

    def __init__(self, place: postgresql.Place) -> None:
        self.place = place
        self.url = place.url

    def kill(self) -> None:
        """SIGKILL to the postmaster, as the kernel does when memory runs out; its processes end when they notice."""
        named = self.place.data / "postmaster.pid"
        pid = int(named.read_text().split()[0])
        all_of_it = [pid, *_children_of(pid)]
        os.kill(pid, signal.SIGKILL)
        _until(lambda: not any(map(_is_alive, all_of_it)), "PostgreSQL's processes outlived their postmaster")
        # In a container where nobody buries the dead, PostgreSQL would take what it names here to be alive still.
        for left in (named, *self.place.folder.glob(".s.PGSQL.*.lock")):
            left.unlink()

    def start_again(self) -> None:
        """Started in the same folder: it recovers what was committed from its log."""
        self.place.start(DURABLE)


@contextmanager
def durable_database() -> Iterator[Database]:
    """A fresh cluster, removed at the end. Raises `postgresql.NotToBeHad` where there is none on this machine."""
    found = postgresql.binaries(postgresql.DEBIANS, postgresql.embedded_folder())
    if found is None:
        raise postgresql.NotToBeHad(f"there is no PostgreSQL server here. {postgresql.WAYS_TO_GET_IT}")
    where = "/tmp" if os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory(prefix="throughcare-appending-", dir=where) as folder:
        place = postgresql.Place(Path(folder), found)
        try:
            place.make()
            place.start(DURABLE)
            yield Database(place)
        finally:
            place.stop()


class Server:
    """granian with two workers, in a process group of its own."""

    def __init__(self, database: str, folder: Path) -> None:
        self.port = _free_port()
        self.log = folder / "server.log"
        self.environ = os.environ | {
            "DJANGO_SETTINGS_MODULE": "throughcare.config.settings",
            "DATABASE_URL": database,
            "THROUGHCARE_FOLDER": str(folder),
            "THROUGHCARE_SECRET_KEY": secrets.token_hex(32),
            "THROUGHCARE_HTTPS": "0",
        }
        self.process: subprocess.Popen[bytes] | None = None

    def collect(self) -> None:
        """Static files, once: pages name them by what they hold."""
        command = [sys.executable, "-m", "django", "collectstatic", "--no-input", "--verbosity=0"]
        subprocess.run(command, env=self.environ, check=True)

    def start(self) -> None:
        """Start, and wait until the sign-in page answers."""
        serve = ["--interface", "wsgi", "--workers", str(WORKERS), "--blocking-threads", str(THREADS)]
        command = [sys.executable, "-m", "granian", *serve, "--host", "127.0.0.1", "--port", str(self.port)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*command, "--no-ws", "throughcare.config.wsgi:application"],
                env=self.environ,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            _until(self._answers, "the server did not start")
        except TimeoutError as error:
            raise TimeoutError(f"{error}: {self.log.read_text(errors='replace')[-1500:]}") from error

    def kill(self) -> None:
        """SIGKILL to the server and its workers at once: nobody says goodbye to anybody."""
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process = None

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=5) as connection:
                connection.sendall(b"GET /sign-in/ HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
                return connection.recv(12).endswith(b"200")
        except OSError:
            return False


@contextmanager
def served(database: str, folder: Path) -> Iterator[Server]:
    """The server, running; killed at the end."""
    server = Server(database, folder)
    try:
        server.collect()
        server.start()
        yield server
    finally:
        server.kill()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _until(is_so, otherwise: str) -> None:
    end = time.monotonic() + START_WITHIN
    while not is_so():
        if time.monotonic() > end:
            raise TimeoutError(otherwise)
        time.sleep(0.05)


def _is_alive(pid: int) -> bool:
    """Whether the process is there and no zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _children_of(pid: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            if stat.read_text().rpartition(")")[2].split()[1] == str(pid):
                found.append(int(stat.parent.name))
        except OSError:
            continue
    return found

"""A whole cluster on this machine: a master and its workers as processes of their own, ended together.

They listen on this machine alone, and take work only from whoever knows their secret, which stands in a folder that
only its owner can read: a master would run anybody's program.
"""

from __future__ import annotations

import ctypes
import os
import secrets
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

from throughcare.exchange.cluster.java import java_path, spark_home
from throughcare.exchange.faults import ClusterFault

HOST = "127.0.0.1"
MEMORY = "2g"
"""Of each worker, and of the driver: what issue 4 names."""

SECONDS_TO_START = 60
"""A master and two workers stand after about five seconds on two cores that are idle."""

_STEP = 0.2
_PR_SET_PDEATHSIG = 1  # from <sys/prctl.h>


@dataclass
class LocalCluster:
    """A running cluster. `settings` is the folder for `SPARK_CONF_DIR`: without it nobody is let in."""

    master: str
    settings: Path
    folder: Path
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @classmethod
    @contextmanager
    def running(cls, *, workers: int = 2, memory: str = MEMORY, port: int = 0) -> Iterator[LocalCluster]:
        """Start it, and end it however this ends. Port 0: any free one. Raises `ClusterFault`."""
        home, java = spark_home(), java_path()
        port = _free(port)
        with tempfile.TemporaryDirectory(prefix="throughcare-cluster-", ignore_cleanup_errors=True) as name:
            folder = Path(name)
            cluster = cls(f"spark://{HOST}:{port}", folder / "conf", folder)
            _write_settings(cluster.settings, memory)
            try:
                cluster._start(home, java, "master", ["Master", "--host", HOST, "--port", str(port)])
                cluster._wait_for_master(port)
                for number in range(1, workers + 1):
                    cluster._start_worker(home, java, number, memory)
                cluster._wait_for_workers()
                yield cluster
            finally:
                cluster._end()

    def _start_worker(self, home: Path, java: str, number: int, memory: str) -> None:
        asked = ["--host", HOST, "--cores", "1", "--memory", memory, "--work-dir", str(self.folder / f"work-{number}")]
        self.workers.append(self._start(home, java, f"worker-{number}", ["worker.Worker", *asked, self.master]))

    def _start(self, home: Path, java: str, name: str, asked: list[str]) -> subprocess.Popen[bytes]:
        what, *rest = asked
        what = "master.Master" if what == "Master" else what
        command = [str(home / "bin" / "spark-class"), f"org.apache.spark.deploy.{what}", "--webui-port", "0", *rest]
        environ = {
            **os.environ,
            "SPARK_HOME": str(home),
            "SPARK_CONF_DIR": str(self.settings),
            "SPARK_LOCAL_IP": HOST,
            "SPARK_LOCAL_DIRS": str(self.folder / f"scratch-{name}"),
            "SPARK_DAEMON_MEMORY": "512m",
            "JAVA_HOME": str(Path(java).resolve().parent.parent),
        }
        with self.log(name).open("wb") as log:
            process = subprocess.Popen(
                command, env=environ, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True, preexec_fn=_ends_with_its_parent,
            )  # fmt: skip
        self.processes.append(process)
        return process

    def log(self, name: str) -> Path:
        """The log of `master`, `worker-1`, `worker-2` …"""
        return self.folder / f"{name}.log"

    def wait(self) -> None:
        """Until the master ends. A worker may end before it: the others take its work."""
        self.processes[0].wait()

    def _wait_for_master(self, port: int) -> None:
        def answers() -> bool:
            with suppress(OSError), socket.create_connection((HOST, port), 1):
                return True
            return False

        self._wait(answers, "master")

    def _wait_for_workers(self) -> None:
        for number in range(1, len(self.workers) + 1):
            name = f"worker-{number}"
            self._wait(lambda name=name: b"Successfully registered with master" in self.log(name).read_bytes(), name)

    def _wait(self, is_so: object, name: str) -> None:
        assert callable(is_so)
        pause = Event()
        for _ in range(int(SECONDS_TO_START / _STEP)):
            if is_so():
                return
            if any(process.poll() is not None for process in self.processes):
                break
            pause.wait(_STEP)
        said = self.log(name).read_text("utf-8", "replace").strip().splitlines()
        raise ClusterFault(f"The cluster could not be started; its {name} says: {said[-1] if said else 'nothing'}")

    def _end(self) -> None:
        """Workers first, who end what runs for them; whoever does not go is made to."""
        for process in reversed(self.processes):
            with suppress(ProcessLookupError):
                process.terminate()
        for process in self.processes:
            with suppress(subprocess.TimeoutExpired):
                process.wait(10)
            with suppress(ProcessLookupError, PermissionError):  # what it left behind, in its own group
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


_LIBC = ctypes.CDLL(None) if os.name == "posix" else None


def _ends_with_its_parent() -> None:
    """On Linux a process can be ended with the one that started it, even where that was killed."""
    with suppress(Exception):
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)  # type: ignore[union-attr]


def _free(port: int) -> int:
    """The port itself, or a free one for 0. Raises `ClusterFault` where somebody listens there."""
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((HOST, port))
        except (OSError, OverflowError) as error:
            raise ClusterFault(f"Port {port} is not free: say another with --port.") from error
        return int(trial.getsockname()[1])


def _write_settings(folder: Path, memory: str) -> None:
    folder.mkdir(mode=0o700)
    lines = {
        "spark.driver.memory": memory,
        "spark.executor.memory": memory,
        "spark.driver.host": HOST,
        "spark.driver.bindAddress": HOST,
        "spark.authenticate": "true",
        "spark.authenticate.secret": secrets.token_hex(16),
        "spark.master.rest.enabled": "false",
        "spark.worker.timeout": "15",
        "spark.worker.cleanup.enabled": "true",
    }
    text = "".join(f"{name} {value}\n" for name, value in lines.items())
    path = folder / "spark-defaults.conf"
    with os.fdopen(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)

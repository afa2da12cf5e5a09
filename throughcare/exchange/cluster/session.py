"""A session with a cluster: every setting in one place, and every way in which a cluster fails told in a sentence.

What the one shuffle depends on is set here. What a place decides (memory, the shared secret, the address under which
the driver is reached) stands in `spark-defaults.conf` in the folder that `SPARK_CONF_DIR` names, as for any program
on Spark.
"""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from throughcare.exchange.cluster.java import java_path, spark_home
from throughcare.exchange.faults import ClusterFault

HIGHEST_PORT = 65535

SECONDS_TO_CONNECT = 5
"""A master that runs answers at once; five seconds allow for a slow network."""

SECONDS_WITHOUT_WORKERS = 60
"""How long a run waits for a worker that takes its work, at the start and after the last one died."""

SETTINGS = {
    # Facts that were brought together by person serve every window and join that names the person and more.
    "spark.sql.requireAllClusterKeysForDistribution": "false",
    "spark.sql.requireAllClusterKeysForCoPartition": "false",
    # The plan is the one that was written: no stage is planned anew, nothing large is sent to everybody.
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.autoBroadcastJoinThreshold": "-1",
    "spark.sql.optimizer.runtime.bloomFilter.enabled": "false",
    "spark.sql.constraintPropagation.enabled": "false",  # planning time grows steeply with it on so many columns
    # A fact is recorded on a day in London.
    "spark.sql.session.timeZone": "Europe/London",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    "spark.sql.parquet.enableVectorizedReader": "true",
    # Code made for hundreds of columns is cut into pieces that Java compiles.
    "spark.sql.codegen.maxFields": "300",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    # A worker that says nothing is given up within a minute, and its tasks are tried elsewhere.
    "spark.network.timeout": "60s",
    "spark.network.timeoutInterval": "15s",
    "spark.executor.heartbeatInterval": "5s",
    "spark.rpc.askTimeout": "30s",
    "spark.task.maxFailures": "4",
    "spark.stage.maxConsecutiveAttempts": "4",
}

_ADDRESS = re.compile(r"spark://[^/\s:,]+:\d{1,5}(,[^/\s:,]+:\d{1,5})*|local\[\d+\]")
_LOG = """\
rootLogger.level = error
rootLogger.appenderRef.out.ref = out
appender.out.type = Console
appender.out.name = out
appender.out.target = SYSTEM_ERR
appender.out.layout.type = PatternLayout
appender.out.layout.pattern = %m%n%ex{short}
"""


@contextmanager
def connected(master: str) -> Iterator[Any]:
    """A `SparkSession` with the cluster whose master is at `master` (`spark://host:port`, or `local[2]`: no cluster).

    Raises `ClusterFault` where Spark or Java is missing, where nobody answers, and for whatever Spark fails of.
    """
    spark_home()
    check_address(master)
    java_path()
    with tempfile.TemporaryDirectory(prefix="throughcare-spark-") as folder:
        log = Path(folder) / "log"
        with log.open("wb") as out, _java(master, Path(folder), out) as gateway, _told(master, log):
            from pyspark import SparkContext
            from pyspark.sql import SparkSession

            context = SparkContext(conf=_conf(master, Path(folder)), gateway=gateway)
            watch = _Watch(context, is_local=master.startswith("local"))
            try:
                with watch.noticing():
                    yield SparkSession(context)
            finally:
                watch.end()


def check_address(master: str) -> None:
    """Raises `ClusterFault` where this is no address of a master, or nobody answers there."""
    if not _ADDRESS.fullmatch(master) or any(int(port) > HIGHEST_PORT for port in re.findall(r":(\d+)", master)):
        raise ClusterFault(f"{master} is no address of a cluster: it is one like spark://host:7077.")
    if master.startswith("local"):
        return
    for place in master.removeprefix("spark://").split(","):
        host, _, port = place.rpartition(":")
        with suppress(OSError), socket.create_connection((host, int(port)), SECONDS_TO_CONNECT):
            return
    raise ClusterFault(f"No master answers at {master}: start one (make cluster), or say where yours is.")


def _conf(master: str, folder: Path) -> Any:
    from pyspark import SparkConf

    conf = SparkConf(loadDefaults=False).setMaster(master).setAppName("throughcare")
    for name, value in SETTINGS.items():
        conf.set(name, value)
    conf.set("spark.sql.warehouse.dir", str(folder / "warehouse"))
    conf.set("spark.local.dir", str(folder / "scratch"))  # the driver's own; workers know theirs
    return conf.set("spark.driver.extraJavaOptions", f"-Dlog4j2.configurationFile={folder / 'log4j2.properties'}")


@contextmanager
def _java(master: str, folder: Path, out: Any) -> Iterator[Any]:
    """A Java of this session's own, which says what it says into a file, and is ended whatever became of it."""
    from pyspark import SparkContext
    from pyspark.java_gateway import launch_gateway

    (folder / "log4j2.properties").write_text(_LOG, encoding="utf-8")
    on_interruption = signal.getsignal(signal.SIGINT)  # Spark puts its own in place, which outlives it
    with _told(master, Path(out.name)):
        gateway: Any = launch_gateway(_conf(master, folder), {"stdout": out, "stderr": out, "start_new_session": True})
    try:
        yield gateway
    finally:
        with suppress(Exception):  # whatever is broken by now, Java itself is ended below
            SparkContext._active_spark_context.stop()
        with suppress(Exception):
            gateway.shutdown()
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGINT, on_interruption)
        SparkContext._gateway = SparkContext._jvm = SparkContext._active_spark_context = None
        gateway.proc.stdin.close()  # Java goes when nobody speaks to it any more
        try:
            gateway.proc.wait(10)
        except subprocess.TimeoutExpired:
            gateway.proc.kill()
            gateway.proc.wait()


@contextmanager
def _told(master: str, log: Path) -> Iterator[None]:
    """Whatever Spark raises, as one sentence."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (Py4JError, PySparkException, ConnectionError) as error:
        said = log.read_text("utf-8", "replace") + str(error)
        raise ClusterFault(f"The cluster at {master} did not finish: {reason_in(said)}") from error


_REASONS = (
    (
        r"All masters are unresponsive",
        "its master does not answer as a master of Spark does, or it asks for a secret, and SPARK_CONF_DIR does not "
        "name the folder whose spark-defaults.conf holds it.",
    ),
    (r"OutOfMemoryError|GC overhead", "its memory was not enough: give its workers more, or more of them."),
    (r"No space left on device", "a disk is full."),
    (
        r"(?:PATH_NOT_FOUND|FileNotFoundException|does not exist)",
        "a worker does not find the file of facts at its path.",
    ),
)


_NOISE = (
    "WARNING",
    "Picked up ",
    "\tat ",
    "Setting default log level",
    "To adjust logging level",
    "An error occurred while calling",
)


def reason_in(said: str) -> str:
    """Why a run failed, in words where it is known, else the first thing that Spark itself said."""
    for pattern, words in _REASONS:
        if re.search(pattern, said):
            return words
    lines = [line.strip() for line in said.splitlines() if line.strip() and not line.startswith(_NOISE)]
    caused = [line for line in lines if line.startswith("Caused by:")]
    return (caused or lines or ["it says nothing."])[-1 if caused else 0][:300]


class _Watch:
    """Looks after a run whose workers may all be gone, for Spark itself would wait for ever."""

    def __init__(self, context: Any, *, is_local: bool) -> None:
        self._context, self._over, self._is_alone = context, threading.Event(), False
        self._thread = threading.Thread(target=self._look, daemon=True)
        if not is_local:
            self._thread.start()

    def _look(self) -> None:
        step, alone = 2, 0
        while not self._over.wait(step):
            with suppress(Exception):  # the run itself will say that the driver is gone
                tracker = self._context._jsc.sc().statusTracker()
                waits = len(tracker.getExecutorInfos()) < 2 and len(tracker.getActiveJobIds())  # the driver is one
                alone = alone + step if waits else 0
                if alone >= SECONDS_WITHOUT_WORKERS:
                    self._is_alone = True
                    self._context.cancelAllJobs()

    @contextmanager
    def noticing(self) -> Iterator[None]:
        """Work that is broken off, and told, where no worker is left."""
        try:
            yield
        except Exception as error:
            if self._is_alone:
                raise ClusterFault(
                    f"No worker of the cluster has taken the work for {SECONDS_WITHOUT_WORKERS} seconds: they are "
                    f"gone, or none has the memory free that spark.executor.memory asks for (1g unless said)."
                ) from error
            raise

    def end(self) -> None:
        """No more looking."""
        self._over.set()
        if self._thread.is_alive():
            self._thread.join(10)

"""A real master, two real workers: the same obligations as on one machine, to the last row, and whatever may go wrong.

In this order: the last tests end the workers.
"""

import os
import signal
import threading
from datetime import date

import pytest

from tests.cluster.facts import AS_OF, Facts, fifty_thousand_facts, rows_of
from throughcare.cli.measure import By, counted_in_file
from throughcare.exchange.cluster import ClusterFault, LocalCluster, connected, exchanges_in, made_on, plan_of
from throughcare.exchange.cluster import session as sessions
from throughcare.exchange.cluster.deriving import collected
from throughcare.exchange.packs import read_packs

KNOWN_ON = date(2015, 12, 1)


@pytest.fixture(scope="module")
def facts(tmp_path_factory) -> Facts:
    return fifty_thousand_facts(tmp_path_factory.mktemp("facts"))


@pytest.fixture(scope="class")
def session(cluster):
    with connected(cluster.master) as session:
        yield session


def workers_of(session) -> int:
    return len(session.sparkContext._jsc.sc().statusTracker().getExecutorInfos()) - 1


class Killer(threading.Thread):
    """Ends a worker with no time to tidy up, once the workers hold the first part of the facts and still derive."""

    def __init__(self, session, worker) -> None:
        super().__init__(daemon=True)
        self.spark, self.tracker = session.sparkContext._jsc.sc(), session.sparkContext.statusTracker()
        self.worker, self.is_over, self.killed_amid = worker, threading.Event(), False
        self.held_before = self.held()

    def held(self) -> int:
        return sum(each.numCachedPartitions() for each in self.spark.getRDDStorageInfo())

    def run(self) -> None:
        while not self.is_over.wait(0.05):
            if self.held() > self.held_before and self.tracker.getActiveStageIds():
                os.killpg(self.worker.pid, signal.SIGKILL)
                self.killed_amid = bool(self.tracker.getActiveStageIds())
                return

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.is_over.set()
        self.join()


def test_counts_made_by_workers_are_those_of_this_machine(cluster, facts):
    asked = {"packs": read_packs(["contract-2015"]), "by": By.PROVIDER, "as_of": AS_OF}
    counts = counted_in_file(facts.file.path, **asked, cluster=cluster.master)
    assert counts == counted_in_file(facts.file.path, **asked)
    assert {count.standard for count in counts} >= {"further-conviction", "first-appointment"}


class TestOneSession:
    def test_two_workers_make_what_one_machine_makes_with_one_shuffle_for_all_standards(self, session, facts):
        made = made_on(session, facts.file, facts.standards, as_of=AS_OF)
        found = rows_of(collected(made))
        assert workers_of(session) == 2
        assert found == facts.on_polars(facts.standards, as_of=AS_OF)
        assert {name for name, *_ in found} == {standard.name for standard in facts.standards}
        assert len(exchanges_in(plan_of(made))) == 1

    def test_a_worker_that_dies_amid_a_run_changes_nothing(self, session, facts, cluster):
        some = facts.standards[::3]
        made = made_on(session, facts.file, some, as_of=AS_OF, known_on=KNOWN_ON)
        with Killer(session, cluster.workers[1]) as killer:
            found = rows_of(collected(made))
        assert killer.killed_amid
        assert workers_of(session) == 1
        assert found == facts.on_polars(some, as_of=AS_OF, known_on=KNOWN_ON)


def test_a_run_says_so_when_the_last_worker_died(cluster, facts, monkeypatch):
    def lose_the_last_worker() -> None:
        with connected(cluster.master) as session:
            made = made_on(session, facts.file, facts.standards[:3], as_of=AS_OF)  # so a worker is at work
            monkeypatch.setattr(sessions, "SECONDS_WITHOUT_WORKERS", 4)
            with Killer(session, cluster.workers[0]):
                collected(made)

    with pytest.raises(ClusterFault, match="No worker of the cluster has taken the work for 4 seconds"):
        lose_the_last_worker()


def test_a_master_that_is_not_there_is_told_at_once():
    with (
        pytest.raises(ClusterFault, match=r"No master answers at spark://127\.0\.0\.1:1: start one"),
        connected("spark://127.0.0.1:1"),
    ):
        pass


def test_nothing_of_a_cluster_is_left_when_it_ends():
    with LocalCluster.running(workers=1, memory="512m") as cluster:
        started = list(cluster.processes)
    assert len(started) == 2
    assert all(process.poll() is not None for process in started)
    assert not cluster.folder.exists()

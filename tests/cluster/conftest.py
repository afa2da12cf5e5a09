"""A cluster, and one session with it, for all tests. `make test` leaves them out: they take minutes and need Java."""

import os

import pytest

if "TEST_CLUSTER" not in os.environ:
    collect_ignore_glob = ["test_*.py"]


@pytest.fixture(scope="session")
def cluster():
    from throughcare.exchange.cluster import LocalCluster

    with LocalCluster.running() as running, pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_CONF_DIR", str(running.settings))
        yield running

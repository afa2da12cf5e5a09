"""What keeps a cluster from being used is told in a sentence, before anything starts (a real one: `tests/cluster`)."""

import stat

import pytest

from throughcare.exchange.cluster import java, session
from throughcare.exchange.cluster.deriving import exchanges_in
from throughcare.exchange.cluster.facts import columns_for
from throughcare.exchange.cluster.java import java_path, spark_home, version_in
from throughcare.exchange.faults import ClusterFault
from throughcare.exchange.packs import read_pack


@pytest.mark.parametrize(
    ("told", "version"),
    [
        ('openjdk version "17.0.15" 2025-04-15', 17),
        ('java version "1.8.0_402"', 8),
        ('Picked up JAVA_TOOL_OPTIONS: -Xmx1g\nopenjdk version "21" 2023-09-19', 21),
        ("command not understood", None),
    ],
)
def test_the_version_of_java_is_read(told, version):
    assert version_in(told) == version


@pytest.fixture
def java_that_says(tmp_path):
    def java_that_says(words: str) -> dict[str, str]:
        program = tmp_path / "bin" / "java"
        program.parent.mkdir()
        program.write_text(f"#!/bin/sh\necho '{words}' >&2\n")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        return {"JAVA_HOME": str(tmp_path), "PATH": ""}

    return java_that_says


def test_a_java_that_serves_is_found(java_that_says, tmp_path):
    assert java_path(java_that_says('openjdk version "17.0.1"')) == str(tmp_path / "bin" / "java")


def test_a_java_that_is_too_old_is_told(java_that_says):
    with pytest.raises(ClusterFault, match=r"needs Java 17 or newer .* is Java 11: JAVA_HOME can name another"):
        java_path(java_that_says('openjdk version "11.0.2"'))


def test_a_java_that_says_nothing_is_told(java_that_says):
    with pytest.raises(ClusterFault, match="does not say its version"):
        java_path(java_that_says("hello"))


def test_a_machine_without_java_is_told(tmp_path):
    with pytest.raises(ClusterFault, match="there is none on this machine"):
        java_path({"PATH": str(tmp_path)})
    with pytest.raises(ClusterFault, match=f"JAVA_HOME is {tmp_path}, where there is none"):
        java_path({"JAVA_HOME": str(tmp_path)})


def test_a_machine_without_spark_is_told(monkeypatch):
    monkeypatch.setattr(java, "find_spec", lambda _: None)
    with pytest.raises(ClusterFault, match=r"Spark is not installed.*install the extra spark"):
        spark_home()


@pytest.mark.parametrize(
    "address", ["", "127.0.0.1:7077", "spark://", "spark://here", "http://here:80", "local", "spark://here:99999"]
)
def test_an_address_that_is_none_is_told(address):
    with pytest.raises(ClusterFault, match=r"is no address of a cluster: it is one like spark://host:7077"):
        session.check_address(address)


def test_a_master_that_does_not_answer_is_told():
    with pytest.raises(ClusterFault, match=r"No master answers at spark://127\.0\.0\.1:1: start one"):
        session.check_address("spark://127.0.0.1:1")


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("Reason: All masters are unresponsive! Giving up.", "does not answer as a master of Spark does, or it asks"),
        ("java.lang.OutOfMemoryError: Java heap space", "give its workers more"),
        ("java.io.FileNotFoundException: /a/b.parquet", "does not find the file of facts"),
        ("WARNING: x\n\tat a.b\nCaused by: this\nCaused by: that", "Caused by: that"),
        ("WARNING: x\nThe first thing\nThe second", "The first thing"),
        ("", "it says nothing"),
    ],
)
def test_why_a_run_failed_is_said_in_words_where_it_is_known(said, reason):
    assert reason in session.reason_in(said)


def test_shuffles_are_counted_once_and_what_is_sent_to_everybody_is_not():
    plan = """
    :  +- Exchange hashpartitioning(person#1, 2), REPARTITION_BY_NUM, [plan_id=243]
    :  +- Exchange hashpartitioning(person#1, 2), REPARTITION_BY_NUM, [plan_id=243]
    :  +- BroadcastExchange HashedRelationBroadcastMode(List(input[0, string, true]),false), [plan_id=189]
    :  +- ReusedExchange [day#3], BroadcastExchange HashedRelationBroadcastMode(List(1),false), [plan_id=190]
    +- Exchange SinglePartition, ENSURE_REQUIREMENTS, [plan_id=7]
    """
    assert exchanges_in(plan) == {"243", "7"}


def test_only_fields_that_standards_read_are_moved():
    standards = read_pack("contract-2015").standards
    assert "register" not in columns_for(standards, frozenset())
    assert set(columns_for(standards, {"register"})) == {*columns_for(standards, frozenset()), "register"}

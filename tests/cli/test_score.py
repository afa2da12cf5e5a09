"""`throughcare score` answers every case of a file, and a broken one with what is wrong."""

import json

import pyarrow.parquet as pq
import pytest

from tests.cli.commands import ROOT, refused, succeeds

GOOD = {
    "gender": "MALE",
    "dateOfBirth": "1991-07-17",
    "dateOfCurrentConviction": "2021-08-05",
    "dateAtStartOfFollowupCalculated": "2021-12-12",
    "totalNumberOfSanctionsForAllOffences": 2,
    "ageAtFirstSanction": 21,
    "currentOffenceCode": "11618",
}
CASES = [
    {"id": "good", "input": GOOD},
    {"id": "open", "input": {**GOOD, "currentOffenceCode": None}},
    {"id": "broken", "input": 3},
]


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "cases.json"
    path.write_text(json.dumps(CASES), "utf-8")
    return path


def test_each_case_is_answered_in_its_order(file):
    good, still_open, broken = json.loads(succeeds("score", "ogrs3", "--in", file, "--format", "json").out)
    assert (good["id"], still_open["id"], broken["id"]) == ("good", "open", "broken")
    assert 0 < good["result"]["twoYear"] < 100
    assert still_open["result"]["twoYear"] is None
    assert still_open["result"]["validationErrors"][0]["fields"] == ["currentOffenceCode"]
    assert broken["result"]["errors"] == [
        {"field": "input", "reason": "must be an object with the answers, by their names"}
    ]


def test_a_caseload_goes_into_a_table_and_out_of_one(file, tmp_path):
    table, parquet = tmp_path / "cases.csv", tmp_path / "answers.parquet"
    names = list(GOOD)
    table.write_text(f"id,{','.join(names)}\na,{','.join(str(GOOD[name]) for name in names)}\n", "utf-8")
    assert "1 case answered" in succeeds("score", "ogrs3", "--in", table, "--format", "parquet", "--out", parquet).out
    good, *_ = json.loads(succeeds("score", "ogrs3", "--in", file).out)
    assert pq.read_table(parquet).to_pylist()[0]["twoYear"] == good["result"]["twoYear"]
    header, row = succeeds("score", "ogrs3", "--in", table, "--format", "csv").out.splitlines()
    assert dict(zip(header.split(","), row.split(","), strict=False))["id"] == "a"


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("ogrs4",), "there is no 'ogrs4'"),
        (("ogrs3", "--format", "parquet"), "say where it goes"),
        (("ogrs3", "--on", "2026-02-30"), "--on"),
    ],
)
def test_what_cannot_be_asked_is_refused(arguments, reason, file):
    assert reason in refused("score", *arguments, "--in", file)[0]


def test_a_file_that_is_not_there_is_refused(tmp_path):
    assert "nowhere.json" in refused("score", "ogrs3", "--in", tmp_path / "nowhere.json")[0]


def test_the_example_is_answered_left_open_and_refused():
    answered, still_open, wrong = json.loads(succeeds("score", "ogrs3", "--in", ROOT / "examples" / "ogrs3.json").out)
    assert answered["result"]["output"] == {"band": "LOW", "oneYearScore": 9, "twoYearScore": 17}
    assert still_open["result"]["error"] is False
    assert still_open["result"]["validationErrors"][0]["fields"] == ["ageAtFirstSanction"]
    assert wrong["result"]["error"] is True
    assert "ageAtFirstSanction" in wrong["result"]["errors"][0]["field"]

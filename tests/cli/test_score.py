"""`throughcare score` answers every case of a file, and a broken one with what is wrong."""

import json
import re

import pyarrow.parquet as pq
import pytest

from tests.cli.commands import ROOT, refused, succeeds

PAGE = (ROOT / "docs" / "how-to" / "score-a-caseload.md").read_text("utf-8")

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


def test_an_id_that_cannot_be_written_stops_no_other_case(tmp_path):
    path, out = tmp_path / "cases.json", tmp_path / "out"
    path.write_text(json.dumps([{"id": float("nan"), "input": GOOD}, {"id": "\ud800"}, CASES[0]]), "utf-8")
    for form in ("json", "csv", "parquet"):
        assert "3 cases answered" in succeeds("score", "ogrs3", "--in", path, "--format", form, "--out", out).out
    assert [one["id"] for one in json.loads(succeeds("score", "ogrs3", "--in", path).out)] == [None, None, "good"]


def test_the_day_of_assessment_is_today_or_the_one_that_is_said(tmp_path):
    path = tmp_path / "cases.json"
    given = {**GOOD, "dateAtStartOfFollowup": GOOD["dateAtStartOfFollowupCalculated"]}
    path.write_text(
        json.dumps([{"id": 1, "input": given}, {"id": 2, "input": {**given, "assessmentDate": "2022-01-31"}}])
    )
    figures = {
        day: [one["result"]["score"] for one in json.loads(succeeds("score", "arp", "--in", path, "--on", day).out)]
        for day in ("2021-12-12", "2024-12-12")
    }
    assert figures["2021-12-12"][0] > figures["2024-12-12"][0]
    assert figures["2021-12-12"][1] == figures["2024-12-12"][1]


def test_the_table_of_the_how_to_is_answered_as_it_says(tmp_path):
    path = tmp_path / "caseload.csv"
    path.write_text(re.search(r"```csv\n(.*?)```", PAGE, re.DOTALL).group(1), "utf-8")
    a, b, c = json.loads(succeeds("score", "ogrs3", "--in", path, "--on", "2026-01-31").out)
    assert (a["result"]["twoYear"], b["result"]["twoYear"], c["result"]["twoYear"]) == (17, None, None)
    assert "A gets 17 in 100." in PAGE
    assert b["result"]["validationErrors"][0]["fields"] == ["currentOffenceCode"]
    assert f'"errors": {json.dumps(c["result"]["errors"])}' in PAGE


def test_the_case_of_the_how_to_is_answered_as_it_says(tmp_path):
    path = tmp_path / "cases.json"
    path.write_text(re.search(r"```json\n(\[.*?)```", PAGE, re.DOTALL).group(1), "utf-8")
    (answer,) = json.loads(succeeds("score", "ogrs3", "--in", path).out)
    assert answer["result"]["twoYear"] == 17


def test_the_how_to_names_all_that_can_be_asked_for(file):
    said = refused("score", "ogrs4", "--in", file)[0].split("There are: ")[1].rstrip(".").split(", ")
    assert sorted(re.search(r"The names are `(.*?)`", PAGE).group(1).split()) == sorted(said)

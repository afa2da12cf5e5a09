"""Caseloads as files: what is asked and answered is the same in JSON, CSV and Parquet."""

import csv
import io
import json
from datetime import date, datetime
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.exchange.test_score_known_answers import cases
from throughcare.exchange.faults import FileFault
from throughcare.exchange.scores.cases import answer_cases
from throughcare.exchange.scores.files import answers_csv, answers_json, answers_parquet, read_cases

TODAY = date(2026, 11, 26)


def inputs(name):
    return [
        {"id": case["id"], "input": {key: value for key, value in case["input"].items() if value is not None}}
        for case in cases(name)
        if case["kind"] in ("end_to_end", "service") and case["input"]
    ]


def written(path, given):
    """The cases as a file of the kind that its name says."""
    rows = [{"id": case["id"], **case["input"]} for case in given]
    columns = list(dict.fromkeys(name for row in rows for name in row))
    if path.suffix == ".json":
        path.write_text(json.dumps(given), "utf-8")
    elif path.suffix == ".parquet":
        pq.write_table(pa.table({name: [row.get(name) for row in rows] for name in columns}), path)
    else:
        with path.open("w", encoding="utf-8", newline="") as out:
            told = csv.DictWriter(out, columns)
            told.writeheader()
            told.writerows(
                {name: json.dumps(cell) if isinstance(cell, list) else cell for name, cell in row.items()}
                for row in rows
            )
    return path


@pytest.mark.parametrize("name", ["ogrs3", "ovp", "rsr"])
@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_a_caseload_has_the_same_answers_whatever_it_came_in(name, ending, tmp_path):
    given = inputs(name)
    read, as_text = read_cases(written(tmp_path / f"cases.{ending}", given))
    assert as_text is (ending == "csv")
    plain, _ = read_cases(written(tmp_path / "cases.json", given))
    assert list(answer_cases(name, read, on=TODAY, as_text=as_text)) == list(answer_cases(name, plain, on=TODAY))


def test_every_form_of_answer_tells_the_same():
    answers = list(answer_cases("ogrs3", [*inputs("ogrs3"), {"id": "broken", "input": []}], on=TODAY))
    plain = json.loads(answers_json(answers))
    table = list(csv.DictReader(io.StringIO(answers_csv(answers))))
    packed = io.BytesIO()
    answers_parquet(answers, packed)
    columns = pq.read_table(packed).to_pylist()
    assert [row["id"] for row in table] == [row["id"] for row in columns] == [one["id"] for one in plain]
    for row, column, one in zip(table, columns, plain, strict=True):
        figure = one["result"].get("twoYear")
        assert column["twoYear"] == figure
        assert row["twoYear"] == ("" if figure is None else repr(figure))
    assert table[-1]["error"] == "True" or table[-1]["error"] == "true"
    assert "object" in table[-1]["errors"]


def test_no_answers_are_an_empty_list():
    assert json.loads(answers_json([])) == []


@pytest.mark.parametrize(
    ("file", "content", "reason"),
    [
        ("cases.json", "{", "is no JSON"),
        ("cases.json", "[" * 100_000, "is no JSON"),
        ("cases.json", '{"a": 1}', "must hold a list of cases"),
        ("cases.csv", "name,age\nx,3\n", "has no column 'id'"),
        ("cases.csv", "", "has no column 'id'"),
        ("cases.csv", 'id,a\n"x', "is no CSV"),
        ("cases.csv", "id,a,b,a\n1,2,3,4\n", "has the column 'a' twice"),
        ("cases.csv", b"id,a\n\xff,1\n", "cannot be read"),
        ("cases.parquet", "id", "cannot be read"),
    ],
)
def test_a_file_that_is_none_is_refused_whole(file, content, reason, tmp_path):
    path = tmp_path / file
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(FileFault, match=reason):
        read_cases(path)


def test_a_table_of_columns_without_ids_is_refused_whole(tmp_path):
    path = tmp_path / "cases.parquet"
    pq.write_table(pa.table({"gender": ["MALE"]}), path)
    with pytest.raises(FileFault, match="has no column 'id'"):
        read_cases(path)


def test_a_row_with_too_many_cells_is_told_and_keeps_no_other_from_its_answer(tmp_path):
    path = tmp_path / "cases.csv"
    path.write_text("id,gender,currentOffenceCode\na,MALE,11618,more\nb,MALE,11618\nc,MALE\nd,MALE,11618,,\n", "utf-8")
    read, as_text = read_cases(path)
    answers = {one["id"]: one["result"] for one in answer_cases("ogrs3", read, on=TODAY, as_text=as_text)}
    assert list(answers) == ["a", "b", "c", "d"]
    assert "more cells than the table has columns" in answers["a"]["errors"][0]["reason"]
    assert all("errors" not in answers[name] for name in "bcd")
    assert "currentOffenceCode" in answers["c"]["validationErrors"][0]["fields"]


def test_columns_of_days_and_of_decimal_numbers_are_taken_as_what_they_say(tmp_path):
    days = {"sentence_start_date": [date(2024, 1, 1)], "earliest_release_date": [datetime(2024, 11, 2, 9, 30)]}
    truths = {
        name: [False]
        for name in ("is_determinate_parole", "is_indeterminate", "in_open_conditions", "is_early_allocation")
    }
    path = tmp_path / "cases.parquet"
    pq.write_table(pa.table({"id": [Decimal("17.00")], **days, **truths}), path)
    read, as_text = read_cases(path)
    (answer,) = answer_cases("handover", read, on=TODAY, as_text=as_text)
    assert (answer["id"], answer["result"]["handover_date"]) == (17, "2024-02-17")


@pytest.mark.parametrize("name", ["pni", "tier-v3", "handover", "recall-type", "svrp"])
def test_what_is_no_score_has_the_same_answers_from_a_table(name, tmp_path):
    file, known = {
        "tier-v3": ("tiers", lambda case: case["rule_set"] == "v3"),
        "recall-type": ("recall", lambda case: case["input"]),
        "svrp": ("second_generation", lambda case: case["id"].startswith("seriousViolent")),
        "pni": ("pni", lambda case: case["kind"] == "service"),
    }.get(name, (name, lambda case: "rule" not in case or case["rule"] == "handover_date"))
    given = [{"id": case["id"], "input": case["input"]} for case in cases(file) if known(case)]
    plain = list(answer_cases(name, given, on=TODAY))
    read, as_text = read_cases(nested(tmp_path / "cases.csv", given))
    told = list(answer_cases(name, read, on=TODAY, as_text=as_text))
    is_null_told = name == "recall-type"
    alike = [a == b for a, b in zip(plain, told, strict=True) if is_null_told or all_told(given, a["id"])]
    assert alike
    assert all(alike)


def all_told(given, case_id):
    """A blank cell of a table is null, so that only cases which say everything have to be the same in both."""
    columns = {name for case in given for name in case["input"]}
    return columns == set(next(case["input"] for case in given if case["id"] == case_id))


def nested(path, given):
    """A CSV table; what is a list or an object stands in its cell as JSON."""
    columns = list(dict.fromkeys(name for case in given for name in case["input"]))
    with path.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out)
        table.writerow(["id", *columns])
        for case in given:
            cells = [case["input"].get(name) for name in columns]
            table.writerow([case["id"], *(json.dumps(c) if isinstance(c, list | dict) else c for c in cells)])
    return path


def test_ids_of_every_kind_go_into_a_table():
    answers = list(answer_cases("ogrs3", [{"id": each, "input": {}} for each in (1, "a", None, [2], 10**30)], on=TODAY))
    packed = io.BytesIO()
    answers_parquet(answers, packed)
    assert [row["id"] for row in pq.read_table(packed).to_pylist()] == ["1", "a", None, "[2]", str(10**30)]

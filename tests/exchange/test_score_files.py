"""Caseloads as files: what is asked and answered is the same in JSON, CSV and Parquet."""

import csv
import io
import json
from datetime import date

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
        ("cases.csv", b"id,a\n\xff,1\n", "cannot be read"),
        ("cases.parquet", "id", "cannot be read"),
    ],
)
def test_a_file_that_is_none_is_refused_whole(file, content, reason, tmp_path):
    path = tmp_path / file
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(FileFault, match=reason):
        read_cases(path)

"""Files of people that are to be compared: what is taken, what is refused, and how pairs are written."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from tests.exchange.made_up_people import frame
from throughcare.exchange.linking import LinkFault, propose, read_people, write_pairs
from throughcare.exchange.linking.pair_files import COLUMNS

TODAY = date(2016, 3, 14)
HEADER = "id,given_names,family_name,born_on,sex,address,postcode,pnc"


def csv_file(folder: Path, *rows: str, header: str = HEADER) -> Path:
    path = folder / "people.csv"
    path.write_text("\n".join([header, *rows]) + "\n", "utf-8")
    return path


def refusals(path: Path) -> list[tuple[int, str, str]]:
    return [(each.line, each.column, each.reason) for each in read_people(path, today=TODAY).refusals]


def fault(path: Path) -> str:
    with pytest.raises(LinkFault) as raised:
        read_people(path, today=TODAY)
    return str(raised.value)


# What is taken


def test_a_row_is_taken_as_it_is_told(tmp_path):
    read = read_people(csv_file(tmp_path, 'A1,Aaron,Bell,02/05/1988,M,"1 Low Road, Leeds",LS1 4AB,04/1A'), today=TODAY)
    assert (read.rows, read.refusals) == (1, ())
    assert read.people.rows() == [
        ("A1", "Aaron", "Bell", date(1988, 5, 2), "M", "1 Low Road, Leeds", "LS1 4AB", "04/1A")
    ]


def test_what_need_not_be_told_may_be_missing_and_other_columns_are_left_alone(tmp_path):
    path = csv_file(tmp_path, "X,Bell,,9,A1", "", header="Ward, Family_Name ,given_names,born_on,id")
    path.write_text(path.read_text("utf-8").replace(",9,", ",,"), "utf-8-sig")
    read = read_people(path, today=TODAY)
    assert read.people.rows() == [("A1", "", "Bell", None, "", "", "", "")]


def test_parquet_says_the_same(tmp_path):
    rows = [{"id": 7, "given_names": "Aaron", "family_name": "Bell", "born_on": date(1988, 5, 2), "sex": None}]
    pl.DataFrame(rows).with_columns(pl.col("family_name").cast(pl.Categorical)).write_parquet(tmp_path / "p.parquet")
    read = read_people(tmp_path / "p.parquet", today=TODAY)
    assert read.people.rows() == [("7", "Aaron", "Bell", date(1988, 5, 2), "", "", "", "")]


# What is refused


def test_a_broken_row_is_refused_whole_with_its_row_and_field_and_the_others_are_taken(tmp_path):
    path = csv_file(
        tmp_path,
        "A1,Aaron,Bell,31/02/1988,,,,",
        "A2,Aaron,,1988-05-02,,,,",
        ",Aaron,Bell,1988-05-02,,,,",
        "A4,Aaron,Bell,2030-01-01,,,,",
        "A5,Aaron,Bell,1988-05-02",
        "A6,Aaron,—,1988-05-02,,,,",
        "A7,Aaron,Bell,1988-05-02,,,,",
    )
    assert refusals(path) == [
        (2, "born_on", "“31/02/1988” is not a day: write it as 1988-05-02, or leave it blank."),
        (3, "family_name", "The family name is blank, and must be told."),
        (4, "id", "The id is blank, and must be told."),
        (5, "born_on", "1 January 2030 has not come yet: nobody was born on it."),
        (6, "", "The row has 4 cells and the header 8: is a comma not quoted?"),
        (7, "family_name", "“—” has no letter: write the name."),
    ]
    assert read_people(path, today=TODAY).people["id"].to_list() == ["A7"]


def test_every_row_of_an_id_that_stands_twice_is_refused_in_whatever_order(tmp_path):
    path = csv_file(tmp_path, "A1,Aaron,Bell,,,,,", "A2,Zoe,Lee,,,,,", " A1,Aron,Bell,,,,,")
    said = "“A1” stands in the rows 2, 4: each person needs an id of their own."
    assert refusals(path) == [(2, "id", said), (4, "id", said)]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty: the first line names the columns"),
        (b"id,given_names\nA1,Aaron\n", "must name its columns, and family_name, born_on is missing"),
        (b"id,given_names,family_name,born_on,ID\n", "names id twice: name each column once."),
        (f"{HEADER}\n".encode(), "names the columns and lists nobody."),
        (f"{HEADER}\nA1,Zo\xeb".encode("latin-1"), "is not written in UTF-8 (byte 66 is none)"),
        (b"PK\0\0", "is no text: save it as CSV, not as a spreadsheet."),
        (f'{HEADER}\nA1,"Aaron'.encode(), "is not CSV"),
    ],
)
def test_a_file_that_is_none_of_people_is_refused_in_one_sentence(tmp_path, content, said):
    path = tmp_path / "people.csv"
    path.write_bytes(content)
    assert said in fault(path)
    assert "\n" not in fault(path)


def test_other_files_are_refused(tmp_path):
    assert "must be a CSV or a Parquet file" in fault(tmp_path / "people.xlsx")
    assert "is not there" in fault(tmp_path / "people.csv")
    (tmp_path / "folder.csv").mkdir()
    assert "is no file" in fault(tmp_path / "folder.csv")
    (tmp_path / "cut.parquet").write_bytes(b"PAR1")
    assert "it is no Parquet file, or was cut short" in fault(tmp_path / "cut.parquet")


def test_a_column_of_parquet_that_holds_no_text_is_refused(tmp_path):
    rows = [{"id": 1.5, "given_names": "Aaron", "family_name": "Bell", "born_on": None}]
    pl.DataFrame(rows).write_parquet(tmp_path / "people.parquet")
    assert "the column id must hold text (or days, or whole numbers), and not Float64" in fault(
        tmp_path / "people.parquet"
    )
    twice = pl.DataFrame({name: ["x"] for name in ("id", "ID", "given_names", "family_name", "born_on")})
    twice.write_parquet(tmp_path / "twice.parquet")
    assert "names id twice" in fault(tmp_path / "twice.parquet")


# What is written


def test_pairs_are_written_alike_as_csv_and_parquet(tmp_path):
    who = {"given_names": "Aaron", "family_name": "Bell", "born_on": date(1988, 5, 2), "address": "1 Low Road"}
    proposed = propose(frame([{"id": "=A1", **who}, {"id": "B1", **who}]))
    write_pairs(tmp_path / "pairs.csv", proposed)
    write_pairs(tmp_path / "pairs.parquet", proposed)
    table = pl.read_csv(tmp_path / "pairs.csv", schema=COLUMNS)
    assert table["left"].to_list() == ["'=A1"], "no spreadsheet program takes it for a formula"
    written = pl.read_parquet(tmp_path / "pairs.parquet")
    assert written["left"].to_list() == ["=A1"]
    assert table.drop("left").equals(written.drop("left"))
    (row,) = written.rows(named=True)
    assert (row["family_name"], row["sex"], row["desk_band"]) == ("same", "not told", "likely")
    assert row["desk_reasons"] == "same family name; same first name; same birth date; same address"
    assert row["parameters"] == "stated, ours and unverified"


def test_no_pair_leaves_a_table_without_rows(tmp_path):
    proposed = propose(frame([{"id": "A", "family_name": "Bell"}, {"id": "B", "family_name": "Lee"}]))
    write_pairs(tmp_path / "pairs.parquet", proposed)
    assert pl.read_parquet(tmp_path / "pairs.parquet").schema == pl.Schema(COLUMNS)
    with pytest.raises(LinkFault, match=r"must be a name that ends in .csv or .parquet"):
        write_pairs(tmp_path / "pairs.txt", proposed)

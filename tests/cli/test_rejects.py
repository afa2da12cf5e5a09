"""The file of refused rows: what stands in it, and that it can do no harm."""

import csv
import json

import pytest

from tests.cli.commands import ALPHA, refused
from tests.cli.commands import measured as measured_with
from tests.cli.test_measure import TRUTH

HEADER = ["file", "line", "column", "value", "reason"]


def measured(extract, *arguments):
    """Counted with the smallest pack: which figures come out is of no matter here."""
    return measured_with(extract, "--pack", "contract-2015", *arguments)


def rows_of(path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_every_refused_row_of_alpha_stands_in_the_file_with_its_reason(tmp_path):
    rejects = tmp_path / "rejects.csv"
    ran = measured(ALPHA, "--rejects", rejects, "--format", "json")
    assert ran.told[0] == (
        "Refused rows: orders 1 of 1628, assessments 2 of 3453, allocations 1 of 1652, contacts 5 of 28544; "
        f"why is in {rejects}."
    )
    header, *rows = rows_of(rejects)
    assert header == HEADER
    counted = {file: sum(row[0] == file for row in rows) for file, *_ in rows}
    assert counted == TRUTH["rejected_rows"]
    assert rows[0][:4] == ["orders", "1486", "CRN", "Z999998"]
    assert rows[0][4] == "CRN Z999998 is not in the extract: expected a row of persons.csv with it"
    assert rows[-1] == ["contacts", "23044", "ContactDate", "31/02/2016", "31/02/2016 is not a day in the calendar"]
    assert all(all(row[place] for place in (0, 1, 2, 4)) for row in rows)


def test_the_figures_are_the_same_with_and_without_the_file(tiny, tmp_path):
    folder = tiny.spoil("contacts", 1, ContactType="WIBBLE").write()
    assert measured(folder, "--rejects", tmp_path / "x.csv").out == measured(folder).out


def test_where_nothing_was_refused_the_file_has_only_its_header(tiny, tmp_path):
    rejects = tmp_path / "rejects.csv"
    rejects.write_text("what was refused last time")
    assert measured(tiny.write(), "--rejects", rejects).errors == ""
    assert rows_of(rejects) == [HEADER]


def test_a_repeated_bad_row_is_one_line_and_is_told(tiny, tmp_path):
    tiny.spoil("contacts", 1, ContactType="WIBBLE").add("contacts", 1).add("contacts", 1)
    ran = measured(tiny.write(), "--rejects", tmp_path / "rejects.csv")
    assert [row[:3] for row in rows_of(tmp_path / "rejects.csv")[1:]] == [["contacts", "2", "ContactType"]]
    assert ran.told[0] == f"Refused rows: contacts 1 of 8; why is in {tmp_path / 'rejects.csv'}."
    assert any(line.startswith("Repeated rows") and "contacts 2" in line for line in ran.told[1:])


def test_a_repeated_good_row_is_loaded_once_and_told(tiny):
    once = measured(tiny.write(), "--format", "json").out
    ran = measured(tiny.add("contacts", 1).add("contacts", 1).add("contacts", 2).write(), "--format", "json")
    assert ran.out == once
    assert ran.told == ["Repeated rows, loaded once: contacts 3."]


@pytest.mark.parametrize("crn", ["=1+1", "+44", "-1", "@SUM(A1)", '=HYPERLINK("X","Y")', "\uff1d1"])
def test_a_formula_in_a_refused_row_does_nothing_in_a_spreadsheet(tiny, tmp_path, crn):
    tiny.spoil("contacts", 1, CRN=crn).spoil("contacts", 2, OfficerCode=crn).spoil("contacts", 3, ContactType=crn)
    measured(tiny.write(), "--rejects", tmp_path / "rejects.csv")
    _, *rows = rows_of(tmp_path / "rejects.csv")
    assert [row[3] for row in rows] == [f"'{crn}"] * 3
    assert not any(cell.startswith(("=", "+", "-", "@", "\uff1d")) for row in rows for cell in row)


def test_a_formula_in_the_code_of_an_organisation_does_nothing_in_a_spreadsheet(tiny):
    for rows in tiny.rows.values():
        for row in rows:
            row[:] = ["=1+1" if cell == "C01" else cell for cell in row]
    folder = tiny.write()
    text = measured(folder, "--by", "provider", "--format", "csv").out
    assert ",'=1+1," in text
    assert ",=1+1" not in text
    groups = {entry["group"] for entry in json.loads(measured(folder, "--by", "provider", "--format", "json").out)}
    assert "=1+1" in groups, "a machine reads the code as it is"


@pytest.mark.parametrize("file", ["contacts.csv", "persons.csv"])
def test_a_file_of_the_extract_itself_is_not_written_over(tiny, file):
    path = tiny.write() / file
    before = path.read_bytes()
    said = refused("measure", "--extract", path.parent, "--as-of", "2016-06-30", "--rejects", path)
    assert file in said[0]
    assert path.read_bytes() == before


def test_nor_by_another_way_to_it(tiny, tmp_path):
    folder = tiny.write()
    before = (folder / "persons.csv").read_bytes()
    (tmp_path / "link.csv").symlink_to(folder / "persons.csv")
    for path in (folder / ".." / folder.name / "persons.csv", tmp_path / "link.csv"):
        (said,) = refused("measure", "--extract", folder, "--as-of", "2016-06-30", "--rejects", path)
        assert "would write over a file of the extract" in said
    assert (folder / "persons.csv").read_bytes() == before

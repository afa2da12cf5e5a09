"""Files as they come: encodings, line ends, blanks; and the faults for which nothing is loaded."""

import pytest

from tests.exchange.tiny_extract import AS_OF, TinyExtract
from throughcare.exchange.extracts import ExtractFault, read_extract
from throughcare.exchange.extracts.layout import TABLES

NAMES = [table.name for table in TABLES]


def fault_of(tiny: TinyExtract) -> str:
    with pytest.raises(ExtractFault) as caught:
        tiny.read()
    return str(caught.value)


def facts_of(tiny: TinyExtract) -> object:
    extract = tiny.read()
    assert extract.refusals == ()
    return extract.facts


# --- what is read alike -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_each_encoding_is_read_file_by_file(tiny, encoding):
    tiny.spoil("providers", Name="Señor Müller\u2019s divisioné")
    tiny.raw["providers"] = tiny.text("providers").encode(encoding)
    assert tiny.read().provider_names["N01"] == "Señor Müller\u2019s divisioné"


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_line_end_is_read_and_counted(tiny, line_end):
    tiny.spoil("contacts", 3, ContactType="WIBBLE")
    tiny.raw["contacts"] = tiny.text("contacts", line_end).encode()
    assert tiny.refused() == [("contacts", 4, "ContactType")]


def test_a_last_line_without_its_end_is_read(tiny):
    expected = facts_of(tiny)
    tiny.raw["contacts"] = tiny.text("contacts").encode().rstrip()
    assert facts_of(tiny) == expected


def test_the_order_of_columns_is_free(tiny):
    expected = facts_of(tiny)
    for rows in tiny.rows.values():
        rows[:] = [row[::-1] for row in rows]
    assert facts_of(tiny) == expected


def test_columns_that_nobody_named_may_be_there_or_not(tiny):
    expected = facts_of(tiny)
    for rows in tiny.rows.values():
        rows[:] = [[*row, "=1+1", ""] for row in rows]
        rows[0][-2:] = ["Something", ""]
    for table, column in (("providers", "Name"), ("orders", "OffenceAfterORA"), ("allocations", "OfficerGrade")):
        place = tiny.rows[table][0].index(column)
        for row in tiny.rows[table]:
            del row[place]
    assert facts_of(tiny) == expected


@pytest.mark.parametrize("blank", [" ", "\t", "\xa0", "  \xa0 ", "\n"])
def test_stray_blanks_are_trimmed_everywhere_in_the_header_too(tiny, blank):
    expected = facts_of(tiny)
    for rows in tiny.rows.values():
        rows[:] = [[f"{blank}{cell}{blank}" for cell in row] for row in rows]
    assert facts_of(tiny) == expected


def test_blanks_around_quotes_are_stray_and_blanks_within_are_not(tiny):
    expected = facts_of(tiny)
    tiny.raw["contacts"] = tiny.text("contacts").replace("ATTENDED", ' \t"ATTENDED" ').encode()
    assert facts_of(tiny) == expected
    tiny.raw["providers"] = tiny.text("providers").replace("Northern division", '"North , ""a"" , b" ').encode()
    assert tiny.read().provider_names["N01"] == 'North , "a" , b'


def test_quotes_within_a_cell_are_text(tiny):
    tiny.raw["providers"] = tiny.text("providers").replace("Northern division", 'North "East" 6"').encode()
    assert tiny.read().provider_names["N01"] == 'North "East" 6"'


def test_blank_lines_count_as_lines_and_are_no_rows(tiny):
    header, *rest = tiny.spoil("contacts", 2, ContactDate="").text("contacts").splitlines()
    tiny.raw["contacts"] = "\r\n".join([header, "", "  \t ", rest[0], "\xa0", *rest[1:], "", ""]).encode()
    extract = tiny.read()
    assert [(refusal.file, refusal.line) for refusal in extract.refusals] == [("contacts", 6)]
    assert extract.rows["contacts"] == 6


def test_a_row_of_nothing_but_commas_is_a_row(tiny):
    tiny.raw["contacts"] = (tiny.text("contacts") + ",,,,\r\n").encode()
    assert tiny.refused() == [("contacts", 8, "CRN")]


def test_a_row_that_spans_lines_is_known_by_its_first(tiny):
    tiny.spoil("persons", 1, Surname="Able\r\nor\r\n\r\nAbel").spoil("persons", 2, Surname="B\nC", DateOfBirth="")
    tiny.spoil("persons", 3, DateOfBirth="31/04/1990")
    refused = tiny.refused()
    assert refused[:2] == [("persons", 6, "DateOfBirth"), ("persons", 8, "DateOfBirth")]


def test_a_cell_of_any_length_is_read(tiny):
    tiny.spoil("providers", Name="long " * 100_000)
    assert len(tiny.read().provider_names["N01"]) == 499_999


def test_a_file_with_a_header_alone_has_no_rows(tiny):
    for table in ("convictions", "escalations", "contacts"):
        del tiny.rows[table][1:]
    extract = tiny.read()
    assert extract.refusals == ()
    assert extract.rows["convictions"] == 0


# --- faults of files ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", NAMES)
def test_a_missing_file_is_named_with_what_was_expected(tiny, table):
    tiny.raw[table] = None
    fault = fault_of(tiny)
    assert fault.startswith(f"{table}.csv is missing")
    assert "expected a header on line 1 with" in fault


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\r\n \r\n"])
def test_an_empty_file_is_named(tiny, content):
    tiny.raw["persons"] = content
    assert fault_of(tiny).startswith("persons.csv is empty: expected a header on line 1 with CRN, Forename")


@pytest.mark.parametrize("first", ["", "\n", "X1,1,x,y,z\n", "\xa0\n"])
def test_a_file_without_its_header_is_named(tiny, first):
    del tiny.rows["contacts"][0]
    tiny.raw["contacts"] = (first + tiny.text("contacts")).encode()
    assert "contacts.csv has no header" in fault_of(tiny)


def test_all_missing_columns_are_named_at_once(tiny):
    tiny.rows["contacts"][0] = ["CRN", "ContactDate", "contacttype", "Outcome", "Officer Code"]
    assert fault_of(tiny).startswith("contacts.csv lacks ContactType and OfficerCode in its header: expected")


@pytest.mark.parametrize(("table", "column"), [(table.name, column) for table in TABLES for column in table.columns])
def test_every_column_of_the_layout_is_required(tiny, table, column):
    place = tiny.rows[table][0].index(column)
    for row in tiny.rows[table]:
        del row[place]
    assert fault_of(tiny).startswith(f"{table}.csv lacks {column} in its header")


def test_a_column_that_stands_twice_is_named(tiny):
    for row in tiny.rows["contacts"]:
        row.append(row[1])
    assert fault_of(tiny) == "contacts.csv has the column ContactDate more than once in its header: expected it once."


def test_a_nul_is_named_with_its_line(tiny):
    tiny.raw["contacts"] = tiny.text("contacts").encode().replace(b"HOME", b"HO\0E")
    assert fault_of(tiny).startswith("contacts.csv holds a NUL byte on line 3")
    tiny.raw["contacts"] = tiny.text("contacts").encode("utf-16")
    assert "UTF-16" in fault_of(tiny)


def test_bytes_of_neither_encoding_are_named_with_their_line(tiny):
    tiny.raw["contacts"] = tiny.text("contacts").encode().replace(b"HOME", b"HO\x81E")
    assert "contacts.csv is neither UTF-8 nor Windows-1252: line 3 holds the byte 81" in fault_of(tiny)
    tiny.raw["contacts"] = b"\xef\xbb\xbf" + tiny.text("contacts").encode().replace(b"HOME", b"HO\xe9E")
    assert "begins with the mark of UTF-8, but line 3 is not UTF-8" in fault_of(tiny)


UNCLOSED = {
    "to the end of the file": (3, ['X1,13/03/2015,"HOME,,O2']),
    "at the end of the file": (7, ['X2,17/03/2015,RISK INCREASE,,"O1']),
    "after a blank": (3, ['X1,13/03/2015, "HOME,,O2']),
    "closed by the next quote": (3, ['X1,13/03/2015,"HOME,,O2', 'X1,14/03/2015,"PLAN",,O2']),
    "doubled by an empty quoted cell": (3, ['X1,13/03/2015,"HOME,,O2', 'X1,14/03/2015,PLAN,"",O2', 'X2,1,"PLAN",,O1']),
    "closed with text after it": (3, ['X1,13/03/2015,"HO"ME,,O2']),
    "closed by chance two rows on": (
        3,
        ['X1,13/03/2015,HOME,"x,O2', "X1,14/03/2015,PLAN,,O2", 'X2,15/03/2015,PLAN",,O1'],
    ),
    "in the same column": (3, ['X1,13/03/2015,HOME,"x,O2', "X1,14/03/2015,PLAN,,O2", 'X2,15/03/2015,PLAN,x",O1']),
    "closed by chance in the next row": (3, ['X1,13/03/2015,HOME,,"O2', 'X1,14/03/2015,PLAN,,O2"']),
    "leaving too few cells": (3, ['X1,13/03/2015,"HOME,,O2', 'X1,14/03/2015,PLAN,,O2"']),
}


@pytest.mark.parametrize(("line", "planted"), UNCLOSED.values(), ids=UNCLOSED.keys())
def test_an_unclosed_quote_is_named_with_the_line_on_which_its_row_begins(tiny, line, planted):
    lines = tiny.text("contacts").splitlines()
    lines[line - 1 : line - 1 + len(planted)] = planted
    tiny.raw["contacts"] = "\r\n".join([*lines, ""]).encode()
    assert fault_of(tiny).startswith(f"contacts.csv has an unclosed quote in the row that begins on line {line}")


def test_a_quoted_cell_with_commas_and_line_breaks_is_no_unclosed_quote(tiny):
    tiny.raw["contacts"] = tiny.text("contacts").replace(",PLAN,,", ',PLAN,"a,b\nc,d,e,f,g\n,,,,\nx",').encode()
    tiny.raw["providers"] = tiny.text("providers").replace("N01,", '"\nN01",').encode()
    assert tiny.refused() == []


def test_the_faults_of_all_files_are_told_at_once(tiny):
    tiny.raw |= {"providers": None, "persons": b"", "contacts": b"\0", "orders": b'"'}
    with pytest.raises(ExtractFault) as caught:
        tiny.read()
    named = [fault.split(".csv")[0] for fault in caught.value.faults]
    assert named == ["providers", "persons", "orders", "contacts"]
    assert str(caught.value).splitlines() == list(caught.value.faults)


def test_a_folder_that_is_not_there_is_a_file_or_cannot_be_read_is_named(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    for name, words in (("nowhere", "is not there"), ("file", "is a file"), ("x" * 300, "cannot be read")):
        with pytest.raises(ExtractFault, match=f"{name} .*{words}|{name} {words}"):
            read_extract(tmp_path / name, as_of=AS_OF)
    monkeypatch.setattr("pathlib.Path.iterdir", refuse)
    with pytest.raises(ExtractFault, match=r"cannot be read \(permission denied\)"):
        read_extract(tmp_path, as_of=AS_OF)


def test_a_file_that_is_a_folder_or_cannot_be_read_is_named(tiny, monkeypatch):
    tiny.raw["contacts"] = None
    (tiny.write() / "contacts.csv").mkdir()
    with pytest.raises(ExtractFault, match=r"contacts\.csv is not a file"):
        read_extract(tiny.folder, as_of=AS_OF)
    monkeypatch.setattr("pathlib.Path.read_bytes", refuse)
    with pytest.raises(ExtractFault, match=r"persons\.csv cannot be read \(permission denied\)"):
        read_extract(tiny.folder, as_of=AS_OF)


def refuse(*_):
    raise PermissionError(13, "Permission denied")


def test_cells_that_end_and_begin_on_one_line_are_no_open_quote(tiny):
    """The line in the middle has as many cells as a row has, but it ends one quoted cell and begins another."""
    text = tiny.text("contacts").encode() + b'"\nX1",01/06/2015,OFFICE,,"\nO1"\r\n'
    tiny.raw["contacts"] = text
    assert tiny.refused() == []
    assert tiny.read().rows["contacts"] == 7

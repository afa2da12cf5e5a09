"""Day lists as files: good rows are taken, each broken one is refused with its row, column and reason."""

import csv
import io
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.repo.project import ROOT
from throughcare.exchange.day_lists import ROWS_AT_MOST, SIZE_AT_MOST, DayListFault, read_day_list
from throughcare.rules.day_lists import COLUMNS
from throughcare.rules.refusals import NotRecorded

TODAY = date(2016, 3, 14)
COURTS = ("B01LE",)
GOOD = {
    "court": "B01LE",
    "day": "2016-03-14",
    "time": "9.30",
    "room": "1",
    "reference": "R1",
    "given_names": "Zoë",
    "family_name": "O'Brien",
    "born_on": "02/05/1988",
    "address": "1 High Street, LS1 1AA",
    "crn": " x1 ",
}


def as_csv(*rows: dict, encoding: str = "utf-8") -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, [column.name for column in COLUMNS])
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


def read(content: bytes):
    return read_day_list(content, courts=COURTS, today=TODAY)


@pytest.mark.parametrize(
    "content",
    [
        as_csv(GOOD),
        as_csv(GOOD, encoding="utf-8-sig"),
        json.dumps([GOOD]).encode(),
        json.dumps({"hearings": [GOOD | {"more": [1]}]}).encode(),
    ],
)
def test_a_good_row_is_taken_as_csv_and_as_json(content):
    found = read(content)
    assert not found.refusals
    (row,) = found.rows
    assert (row.at_time, row.born_on, row.said_crn, row.given_names) == ("09:30", date(1988, 5, 2), "X1", "Zoë")


# What is wrong in one cell, the column that is blamed, and what the reason says.
BAD = {
    "unknown court": ({"court": "B77"}, "court", "no court “B77”"),
    "no court": ({"court": ""}, "court", "is blank"),
    "no such day": ({"day": "2016-02-31"}, "day", "is not a day"),
    "day in words": ({"day": "tomorrow"}, "day", "is not a day"),
    "another year": ({"day": "2061-03-14"}, "day", "more than a year"),
    "no such time": ({"time": "25:00"}, "time", "not a time of day"),
    "time in words": ({"time": "noon"}, "time", "not a time of day"),
    "no reference": ({"reference": " "}, "reference", "is blank"),
    "no name": ({"family_name": ""}, "family_name", "is blank"),
    "a name of signs": ({"family_name": "---"}, "family_name", "has no letter"),
    "born tomorrow": ({"born_on": "2016-03-15"}, "born_on", "has not come yet"),
    "born long ago": ({"born_on": "1066-10-14"}, "born_on", "look at the year"),
    "born never": ({"born_on": "1988-13-01"}, "born_on", "is not a day"),
    "too long": ({"family_name": "x" * 201}, "family_name", "shorten it by 1"),
    "control character": ({"given_names": "Jo\x07n"}, "given_names", "invisible"),
    "turned letters": ({"family_name": "Bell\u202egnol"}, "family_name", "turns the letters"),
    "two lines": ({"address": "1 High Street\nLeeds"}, "address", "one line"),
}


@pytest.mark.parametrize("what", BAD)
@pytest.mark.parametrize("write", [as_csv, lambda *rows: json.dumps(rows).encode()], ids=["csv", "json"])
def test_a_broken_row_is_refused_and_the_good_ones_are_taken(write, what):
    changes, column, said = BAD[what]
    found = read(write(GOOD, {**GOOD, "reference": "R2", **changes}, {**GOOD, "reference": "R3"}))
    assert [row.list_reference for row in found.rows] == ["R1", "R3"]
    (refusal,) = found.refusals
    assert (refusal.line, refusal.column) in ((3, column), (2, column))
    assert said in refusal.reason
    assert refusal.value.isprintable()
    assert found.is_unsure == (what == "no reference")


def test_everything_that_is_wrong_with_a_row_is_told():
    found = read(as_csv({**GOOD, "day": "x", "time": "y", "born_on": "z"}))
    assert [refusal.column for refusal in found.refusals] == ["day", "born_on", "time"] or {
        refusal.column for refusal in found.refusals
    } == {"day", "time", "born_on"}


def test_the_same_reference_twice_is_refused_with_where_it_stood_first():
    found = read(as_csv(GOOD, GOOD, {**GOOD, "day": "2016-03-15"}))
    assert len(found.rows) == 2
    assert "row 2" in found.refusals[0].reason


def test_a_row_with_a_comma_too_many_is_refused():
    found = read(as_csv(GOOD) + b"B01LE,2016-03-14\r\n")
    assert [(each.line, each.column) for each in found.refusals] == [(3, "")]
    assert "2 cells" in found.refusals[0].reason
    assert found.is_unsure


# Files that are no day list at all, and what is said of them.
FILES = {
    "nothing": (b"", "empty"),
    "blanks": (b" \r\n ", "empty"),
    "latin": ("court,day,reference,family_name\r\nB01LE,x,y,Zoë".encode("latin-1"), "UTF-8"),
    "a spreadsheet": (b"PK\x03\x04\0\0", "no text"),
    "utf-16": ("court".encode("utf-16"), "UTF-8"),
    "a letter": (b"Dear court,\r\nplease find", "must name the columns"),
    "another table": (b"a,b,c\r\n1,2,3", "court, day, reference, family_name is missing"),
    "a column twice": (b"court,day,reference,family_name,day\r\n", "twice"),
    "only a header": (as_csv(), "lists nobody"),
    "an open quote": (as_csv(GOOD) + b'"B01LE', "not CSV"),
    "broken json": (b"[{]", "begins like JSON"),
    "json of something else": (b'{"people": []}', "must be a list of hearings"),
    "json nested": (b"[" * 100_000, "nested too deep"),
    "too large": (b"x" * (SIZE_AT_MOST + 1), "larger than 5 megabytes"),
    "too many rows": (b"court,day,reference,family_name\r\n" + b"a,b,c,d\r\n" * (ROWS_AT_MOST + 1), "5,000 rows"),
}


@pytest.mark.parametrize("what", FILES)
def test_what_is_no_day_list_is_refused_in_one_sentence(what):
    content, said = FILES[what]
    with pytest.raises(DayListFault, match=said):
        read(content)


@pytest.mark.parametrize("odd", [7, "x", None, ["x"], {**GOOD, "family_name": ["Bell"]}, {**GOOD, "room": True}, {}])
def test_an_odd_json_object_is_refused_and_the_others_are_taken(odd):
    found = read(json.dumps([GOOD, odd]).encode())
    assert len(found.rows) == 1
    assert {refusal.line for refusal in found.refusals} == {2}


def test_half_a_character_in_json_is_refused():
    found = read(b'[{"court":"B01LE","day":"2016-03-14","reference":"R1","family_name":"Be\\ud800ll"}]')
    assert [refusal.column for refusal in found.refusals] == ["family_name"]


def test_the_document_names_every_column():
    page = (ROOT / "docs" / "how-to" / "load-a-day-list.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1].strip() for line in page.splitlines() if line.startswith("| `")]
    assert rows == [f"`{column.name}`" for column in COLUMNS]
    for column in COLUMNS:
        line = next(line for line in page.splitlines() if line.startswith(f"| `{column.name}`"))
        assert f"{column.at_most:,}" in line, column.name
        assert ("yes" in line) == column.required, column.name


# --- whatever is sent in ------------------------------------------------------------------------------------------


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content):
    check(content)


CELLS = st.text(max_size=12) | st.sampled_from(["B01LE", "2016-03-14", "R1", "Bell", "09:30", "\u202e", "\x00", '"'])


@given(st.lists(st.lists(CELLS, max_size=16), max_size=6), st.booleans())
def test_any_table_is_read_or_refused(rows, with_header):
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    if with_header:
        writer.writerow([column.name for column in COLUMNS])
    writer.writerows(rows)
    check(text.getvalue().encode("utf-8", "surrogatepass"))


JSON = st.recursive(st.none() | st.booleans() | st.integers() | CELLS, lambda inner: st.lists(inner, max_size=3))


@given(st.lists(st.dictionaries(st.sampled_from([column.name for column in COLUMNS]), JSON, max_size=14), max_size=4))
def test_any_objects_are_read_or_refused(objects):
    check(json.dumps(objects).encode())


def check(content: bytes) -> None:
    try:
        found = read(content)
    except DayListFault:
        return
    assert len({(row.court, row.listed_on, row.list_reference) for row in found.rows}) == len(found.rows)
    for row in found.rows:
        assert row.court in COURTS
        assert "\u202e" not in row.family_name
    assert all(refusal.reason for refusal in found.refusals)
    assert not issubclass(NotRecorded, DayListFault)

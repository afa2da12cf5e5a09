"""One cell at fault: blanks, days and codes, table by table and column by column."""

import re

import pytest

from tests.exchange.tiny_extract import TinyExtract
from throughcare.exchange.extracts import Refusal
from throughcare.exchange.extracts.layout import TABLES

LAST = {"providers": 3, "persons": 3}
"""Rows that no other row names."""

MUST_FILL = [(table.name, column) for table in TABLES for column in table.filled]
DAYS = [(table.name, day) for table in TABLES for day in table.days]
CODES = [(table.name, code) for table in TABLES for code in table.codes]
NOT_DATES = [
    "30/02/2015", "31/04/2015", "29/02/2015", "00/01/2015", "01/00/2015", "01/13/2015", "01/01/0000",
    "1/1/2015", "01/01/15", "2015-01-01", "01-01-2015", "01/01/2015 00:00", "01 /01/2015", "aa/bb/cccc",
    "\u0660\u0661/01/2015",
]  # fmt: skip


def spoil(tiny: TinyExtract, table: str, column: str, cell: str) -> list[Refusal]:
    """Put a cell into a row that no other row names, in a fresh extract, and give what is refused."""
    tiny.restore()
    row = LAST.get(table, 1)
    if table in ("officers", "orders"):
        tiny.add(table, 2, **({"OfficerCode": "O3"} if table == "officers" else {"CRN": "X3"}))
        row = len(tiny.rows[table]) - 1
    if table == "orders" and column == "ReleaseDate":
        tiny.spoil(table, row, Disposal="IMMEDIATE CUSTODY")
    refusals = tiny.spoil(table, row, **{column: cell}).read().refusals
    assert all((refusal.file, refusal.line, refusal.column) == (table, row + 1, column) for refusal in refusals)
    assert len(refusals) < 2
    return list(refusals)


@pytest.mark.parametrize(("table", "column"), MUST_FILL)
@pytest.mark.parametrize("blank", ["", " \xa0"])
def test_a_cell_that_must_be_filled_refuses_its_row_when_blank(tiny, table, column, blank):
    [refusal] = spoil(tiny, table, column, blank)
    assert refusal.value == ""
    assert refusal.reason.startswith(f"{column} is blank: expected ")


def test_the_cells_that_must_be_filled_are_those_that_the_specification_says():
    assert {table.name: " ".join(table.filled) for table in TABLES} == {
        "providers": "ProviderCode Type",
        "officers": "OfficerCode Grade ProviderCode",
        "persons": "CRN DateOfBirth",
        "orders": "CRN EventNumber SentenceDate Disposal",
        "court_reports": "ReportID CRN EventNumber Format RequestedDate DeliveredDate ProviderCode",
        "agency_checks": "CheckID CRN CheckType RequestedDate",
        "assessments": "CRN AssessmentDate Type Status",
        "registrations": "CRN RegisterType RegisteredDate",
        "allocations": "CRN EventNumber AllocatedDate ProviderCode OfficerCode",
        "contacts": "CRN ContactDate ContactType OfficerCode",
        "escalations": "EscalationID CRN ReferredDate FromProvider ToProvider",
        "convictions": "CRN OffenceDate ConvictionDate",
    }


@pytest.mark.parametrize(("table", "day"), DAYS, ids=lambda value: getattr(value, "column", value))
def test_a_day_is_a_day_of_the_calendar_in_two_two_and_four_digits(tiny, table, day):
    for cell in NOT_DATES:
        [refusal] = spoil(tiny, table, day.column, cell)
        words = "is not a day in the calendar" if re.fullmatch(r"[0-9/]{10}", cell) else "is not a date"
        assert f"{cell} {words}" in refusal.reason


@pytest.mark.parametrize(("table", "day"), DAYS, ids=lambda value: getattr(value, "column", value))
def test_a_day_may_lie_ahead_only_where_it_is_a_plan_and_be_blank_only_where_it_may(tiny, table, day):
    may_lie_ahead = day.column in ("ExpectedEndDate", "DueDate")
    assert bool(spoil(tiny, table, day.column, "01/07/2016")) is not may_lie_ahead
    may_be_blank = day.column in (
        "TerminatedDate", "ReleaseDate", "DeregisteredDate", "DecidedDate", "ReturnedDate", "WrittenRecordDate",
        "DueDate", "ExpectedEndDate",
    )  # fmt: skip
    assert bool(spoil(tiny, table, day.column, "")) is not may_be_blank


def test_what_happened_on_the_day_of_the_extract_is_good(tiny):
    tiny.spoil("contacts", 1, ContactDate="30/06/2016").spoil("convictions", ConvictionDate="30/06/2016")
    assert tiny.refused() == []


@pytest.mark.parametrize(("table", "code"), CODES, ids=lambda value: getattr(value, "column", value))
def test_a_code_is_one_of_its_list_exactly(tiny, table, code):
    for cell in ("WIBBLE", code.values[0].lower(), f"{code.values[0]}.", code.values[0].replace(" ", "  ") + "X", "-"):
        [refusal] = spoil(tiny, table, code.column, cell)
        assert refusal.reason == f"{cell} is not one of: {', '.join(code.values)}{', or blank' if code.blank else ''}"
    for cell in code.values:
        assert spoil(tiny, table, code.column, f" {cell}\t") == []


def test_the_codes_are_those_that_the_specification_lists():
    listed = {(table.name, code.column): (set(code.values), code.blank) for table in TABLES for code in table.codes}
    assert listed == {
        ("providers", "Type"): ({"NPS", "CRC"}, False),
        ("officers", "Grade"): ({"PSO", "PO"}, False),
        ("orders", "Disposal"): ({"COMMUNITY ORDER", "SUSPENDED SENTENCE ORDER", "IMMEDIATE CUSTODY"}, False),
        ("court_reports", "Format"): ({"ORAL", "SHORT", "STANDARD"}, False),
        ("agency_checks", "CheckType"): ({"DV", "CP"}, False),
        ("agency_checks", "Result"): ({"NONE", "CONCERN"}, True),
        ("assessments", "Type"): ({"SCREENING", "FULL", "REVIEW"}, False),
        ("assessments", "Status"): ({"COMPLETE", "INCOMPLETE"}, False),
        ("assessments", "FullAnalysisRequired"): ({"Y", "N"}, True),
        ("assessments", "RoshLevel"): ({"LOW", "MEDIUM", "HIGH", "VERY HIGH"}, True),
        ("registrations", "RegisterType"): ({"DA PERPETRATOR", "CHILD CONCERN"}, False),
        ("contacts", "ContactType"): (
            {"OFFICE", "HOME", "PLAN", "RISK INCREASE", "AGENCY NOTIFIED", "MANAGEMENT OVERSIGHT"},
            False,
        ),
        ("contacts", "Outcome"): ({"ATTENDED", "ACCEPTABLE ABSENCE", "UNACCEPTABLE ABSENCE"}, True),
        ("escalations", "Decision"): ({"ACCEPTED", "DECLINED"}, True),
    }


def test_an_outcome_is_looked_at_only_where_there_was_a_meeting(tiny):
    for row in range(1, 7):
        tiny.spoil("contacts", row, Outcome="WIBBLE")
    assert tiny.refused() == [("contacts", 2, "Outcome"), ("contacts", 3, "Outcome")]


FREE = [
    ("providers", "Owner"), ("providers", "Name"), ("officers", "TeamCode"), ("officers", "FTE"),
    ("persons", "Forename"), ("persons", "Surname"), ("persons", "Sex"), ("persons", "Ethnicity"),
    ("persons", "Disability"), ("persons", "PostcodeDistrict"), ("orders", "LengthMonths"), ("orders", "RARDays"),
    ("orders", "OffenceCode"), ("orders", "OffenceAfterORA"), ("agency_checks", "Agency"), ("assessments", "RSR"),
    ("assessments", "Assessor"), ("allocations", "TeamCode"), ("allocations", "OfficerGrade"),
    ("convictions", "OffenceCode"), ("convictions", "Disposal"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "column"), FREE)
def test_free_columns_numbers_and_the_assessor_never_refuse(tiny, table, column):
    for cell in ("", "WIBBLE", "-1", "31/02/2999", "=1+1", 'a "b", c', "1\n2", "é€"):
        tiny.spoil(table, 1, **{column: cell})
        assert tiny.refused() == []

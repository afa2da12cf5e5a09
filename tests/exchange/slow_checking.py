"""The slow, obvious twin of the checks: row by row and rule by rule, written from the words of the specification.

It shares nothing with the code that it checks: neither the layout nor the order in which things are done.
"""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from pathlib import Path

MUST_BE_DATES = {
    "persons": "DateOfBirth",
    "orders": "SentenceDate",
    "court_reports": "RequestedDate DeliveredDate",
    "agency_checks": "RequestedDate",
    "assessments": "AssessmentDate",
    "registrations": "RegisteredDate",
    "allocations": "AllocatedDate",
    "contacts": "ContactDate",
    "escalations": "ReferredDate",
    "convictions": "OffenceDate ConvictionDate",
}
MAY_BE_BLANK = (
    "TerminatedDate ReleaseDate DeregisteredDate DecidedDate ReturnedDate WrittenRecordDate DueDate ExpectedEndDate"
).split()
MAY_LIE_AHEAD = ["ExpectedEndDate", "DueDate"]
CODES = {
    ("providers", "Type"): ["NPS", "CRC"],
    ("officers", "Grade"): ["PSO", "PO"],
    ("orders", "Disposal"): ["COMMUNITY ORDER", "SUSPENDED SENTENCE ORDER", "IMMEDIATE CUSTODY"],
    ("court_reports", "Format"): ["ORAL", "SHORT", "STANDARD"],
    ("agency_checks", "CheckType"): ["DV", "CP"],
    ("agency_checks", "Result"): ["NONE", "CONCERN", ""],
    ("assessments", "Type"): ["SCREENING", "FULL", "REVIEW"],
    ("assessments", "Status"): ["COMPLETE", "INCOMPLETE"],
    ("assessments", "FullAnalysisRequired"): ["Y", "N", ""],
    ("assessments", "RoshLevel"): ["LOW", "MEDIUM", "HIGH", "VERY HIGH", ""],
    ("registrations", "RegisterType"): ["DA PERPETRATOR", "CHILD CONCERN"],
    ("contacts", "ContactType"): "OFFICE,HOME,PLAN,RISK INCREASE,AGENCY NOTIFIED,MANAGEMENT OVERSIGHT".split(","),
    ("contacts", "Outcome"): ["ATTENDED", "ACCEPTABLE ABSENCE", "UNACCEPTABLE ABSENCE", ""],
    ("escalations", "Decision"): ["ACCEPTED", "DECLINED", ""],
}
KEYS = {
    "providers": ["ProviderCode"],
    "officers": ["OfficerCode"],
    "persons": ["CRN"],
    "orders": ["CRN", "EventNumber"],
    "court_reports": ["ReportID"],
    "agency_checks": ["CheckID"],
    "escalations": ["EscalationID"],
}
NEVER_BLANK = ["CRN", "EventNumber", "ReportID", "CheckID", "EscalationID", "ProviderCode", "OfficerCode"]
NEVER_BLANK += ["FromProvider", "ToProvider"]
NOT_BEFORE = {
    "agency_checks": [("ReturnedDate", "RequestedDate")],
    "court_reports": [("WrittenRecordDate", "DeliveredDate")],
    "orders": [("ReleaseDate", "SentenceDate"), ("TerminatedDate", "SentenceDate")],
    "escalations": [("DecidedDate", "ReferredDate")],
    "convictions": [("ConvictionDate", "OffenceDate")],
}
ORDER = ["providers", "officers", "persons", "orders", *sorted(MUST_BE_DATES.keys() - {"persons", "orders"})]


def refused_rows(folder: Path, as_of: date) -> dict[tuple[str, int], str]:
    """The class of fault of each refused row, by file and line."""
    refused: dict[tuple[str, int], str] = {}
    good: dict[str, list[dict[str, str]]] = {}
    for table in ORDER:
        header, rows = rows_of(folder / f"{table}.csv")
        seen: list[list[str]] = []
        good[table] = []
        for line, cells in rows:
            if cells in seen:
                continue
            seen.append(cells)
            others = [other for _, other in rows if other != cells and len(other) == len(header)]
            fault = _fault(table, header, cells, others, good, as_of)
            if fault:
                refused[table, line] = fault
            else:
                good[table].append(dict(zip(header, cells, strict=True)))
    return refused


def rows_of(path: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The header and the rows of one file, trimmed, each with the line on which it begins."""
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252")
    reader = csv.reader(io.StringIO(text, newline=""))
    header = [cell.strip() for cell in next(reader)]
    rows = []
    line = reader.line_num + 1
    for cells in reader:
        trimmed = [cell.strip() for cell in cells]
        if trimmed not in ([], [""]):
            if len(trimmed) == len(header) and "CRN" in header:
                trimmed[header.index("CRN")] = trimmed[header.index("CRN")].upper()
            rows.append((line, trimmed))
        line = reader.line_num + 1
    return header, rows


def _fault(
    table: str,
    header: list[str],
    cells: list[str],
    others: list[list[str]],
    good: dict[str, list[dict[str, str]]],
    as_of: date,
) -> str:
    if len(cells) != len(header):
        return "cells"
    row = dict(zip(header, cells, strict=True))
    key = KEYS.get(table, [])
    mine = [row[column] for column in key]
    if key and all(mine) and any(mine == [other[header.index(column)] for column in key] for other in others):
        return "keys"
    dates = MUST_BE_DATES.get(table, "").split()
    codes = [column for name, column in CODES if name == table and "" not in CODES[name, column]]
    if any(row.get(column) == "" for column in [*dates, *codes, *NEVER_BLANK]):
        return "missing"
    for column in dates + [column for column in header if column in MAY_BE_BLANK]:
        day = _day(row[column])
        if row[column] and (day is None or (day > as_of and column not in MAY_LIE_AHEAD)):
            return "dates"
    for (name, column), values in CODES.items():
        ignored = column == "Outcome" and row.get("ContactType") not in ("OFFICE", "HOME")
        if name == table and row[column] not in values and not ignored:
            return "codes"
    if _names_nobody(table, row, good):
        return "references"
    if table == "orders" and row["ReleaseDate"] and row["Disposal"] != "IMMEDIATE CUSTODY":
        return "order of dates"
    for later, earlier in NOT_BEFORE.get(table, []):
        last, first = _day(row[later]), _day(row[earlier])
        if last and first and last < first:
            return "order of dates"
    return ""


def _names_nobody(table: str, row: dict[str, str], good: dict[str, list[dict[str, str]]]) -> bool:
    if table == "providers":
        return False
    if table != "persons" and "CRN" in row and row["CRN"] not in [person["CRN"] for person in good["persons"]]:
        return True
    providers = [provider["ProviderCode"] for provider in good["providers"]]
    if any(column in row and row[column] not in providers for column in ("ProviderCode", "FromProvider", "ToProvider")):
        return True
    officers = [officer["OfficerCode"] for officer in good.get("officers", [])]
    if table != "officers" and "OfficerCode" in row and row["OfficerCode"] not in officers:
        return True
    if table in ("court_reports", "allocations"):
        orders = [(order["CRN"], order["EventNumber"]) for order in good["orders"]]
        return (row["CRN"], row["EventNumber"]) not in orders
    return False


def _day(text: str) -> date | None:
    if not re.fullmatch("[0-9][0-9]/[0-9][0-9]/[0-9][0-9][0-9][0-9]", text):
        return None
    try:
        return date(int(text[6:]), int(text[3:5]), int(text[:2]))
    except ValueError:
        return None

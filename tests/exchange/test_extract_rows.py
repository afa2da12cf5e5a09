"""Which rows are refused and why: cells, keys, references, the order of dates, and which of several faults is given."""

from itertools import combinations

import pytest

from tests.exchange.tiny_extract import TinyExtract
from throughcare.exchange.extracts import Refusal
from throughcare.exchange.extracts.layout import TABLES


def only_refusal(tiny: TinyExtract) -> Refusal:
    refusals = tiny.read().refusals
    assert len(refusals) == 1, refusals
    return refusals[0]


def test_nothing_is_wrong_with_the_tiny_extract(tiny):
    extract = tiny.read()
    assert extract.refusals == ()
    assert extract.people == ("X1", "X2", "X3")
    assert extract.facts["X3"] == ()


# --- numbers of cells, keys and repeated rows ----------------------------------------------------------------------


@pytest.mark.parametrize("cells", [["X1"], ["X1", "12/03/2015", "OFFICE", "ATTENDED"], [*"123456"], [""] * 6])
def test_a_row_with_more_or_fewer_cells_than_the_header_is_refused(tiny, cells):
    tiny.rows["contacts"].append(cells)
    refusal = only_refusal(tiny)
    assert (refusal.file, refusal.line, refusal.column, refusal.value) == ("contacts", 8, "", f"{len(cells)} cells")
    assert f"the row has {len(cells)} cells, {'fewer' if len(cells) < 5 else 'more'} than the 5" in refusal.reason


KEYS = [
    ("providers", 3, {"Owner": "x"}), ("officers", 0, {"FTE": "0.1"}), ("persons", 3, {"Surname": "x"}),
    ("orders", 2, {"OffenceAfterORA": "N"}), ("court_reports", 1, {"CRN": "X2"}),
    ("agency_checks", 1, {"Agency": "x"}), ("escalations", 1, {"Decision": "WIBBLE"}),
]  # fmt: skip


@pytest.mark.parametrize(("table", "row", "changed"), KEYS)
def test_two_different_rows_with_one_key_are_both_refused(tiny, table, row, changed):
    if table == "officers":
        tiny.add("officers", 1, OfficerCode="O3")
        row = 3
    tiny.add(table, row, **changed)
    last = len(tiny.rows[table])
    refusals = tiny.read().refusals
    assert [(refusal.file, refusal.line) for refusal in refusals] == [(table, row + 1), (table, last)]
    assert all(f"(lines {row + 1}, {last})" in refusal.reason for refusal in refusals)


def test_all_rows_with_a_key_are_refused_whatever_else_is_wrong_with_them(tiny):
    tiny.add("court_reports", 1, Format="WIBBLE").add("court_reports", 1, CRN="", RequestedDate="31/02/2015")
    tiny.add("court_reports", 2, ReportID=" R1 ", WrittenRecordDate="01/01/2015")
    assert tiny.refused() == [("court_reports", line, "ReportID") for line in (2, 4, 5, 6)]


def test_a_key_is_compared_after_trimming_and_a_crn_after_folding(tiny):
    tiny.add("persons", 3, CRN=" x3\xa0", Surname="Other")
    assert tiny.refused() == [("persons", 4, "CRN"), ("persons", 5, "CRN")]


def test_a_key_is_compared_without_folding_where_it_is_no_crn(tiny):
    tiny.add("court_reports", 1, ReportID="r1", Format="SHORT")
    assert tiny.refused() == []


def test_a_row_with_a_wrong_number_of_cells_has_no_key(tiny):
    tiny.rows["court_reports"].append(["R1", "X1", "1"])
    assert tiny.refused() == [("court_reports", 4, "")]


def test_a_blank_key_is_missing_and_no_conflict(tiny):
    tiny.add("court_reports", 1, ReportID="").add("court_reports", 1, ReportID=" ", Format="SHORT")
    assert tiny.refused() == [("court_reports", 4, "ReportID"), ("court_reports", 5, "ReportID")]
    tiny.add("orders", 1, CRN="", EventNumber="7").add("orders", 1, CRN="", EventNumber="7", Disposal="WIBBLE")
    assert tiny.refused()[:2] == [("orders", 5, "CRN"), ("orders", 6, "CRN")]


def test_an_event_number_is_text_and_is_a_key_only_with_its_crn(tiny):
    tiny.add("orders", 2, EventNumber="01", SentenceDate="05/01/2016").add("orders", 2, CRN="X3")
    tiny.add("allocations", 1, EventNumber="001")
    refusal = only_refusal(tiny)
    assert (refusal.file, refusal.line, refusal.column, refusal.value) == ("allocations", 4, "EventNumber", "001")


def test_a_repeated_good_row_is_loaded_once_and_counted(tiny):
    expected = tiny.read().facts
    for table, column in (("contacts", "CRN"), ("contacts", "CRN"), ("persons", "CRN"), ("orders", "CRN")):
        tiny.add(table, 1)
        tiny.spoil(table, -1, **{column: " x1 "})
    extract = tiny.read()
    assert extract.refusals == ()
    assert extract.facts == expected
    assert {table: count for table, count in extract.repeated.items() if count} == {
        "persons": 1, "orders": 1, "contacts": 2,
    }  # fmt: skip


def test_rows_without_a_key_that_differ_anywhere_are_different_rows(tiny):
    tiny.add("contacts", 3, Outcome="ignored")
    extract = tiny.read()
    assert extract.refusals == ()
    assert len([fact for fact in extract.facts["X1"] if fact.kind == "plan"]) == 2


def test_a_repeated_bad_row_is_refused_once_at_its_first_line(tiny):
    tiny.spoil("contacts", 2, ContactType="WIBBLE").add("contacts", 2).add("contacts", 2, CRN=" x1")
    tiny.rows["contacts"] += [["X1", " a"], ["X1", "a "], ["X1", "a"]]
    extract = tiny.read()
    assert [(refusal.line, refusal.column) for refusal in extract.refusals] == [(3, "ContactType"), (10, "")]
    assert extract.repeated["contacts"] == 0
    assert extract.repeated_refused["contacts"] == 4
    assert extract.rows["contacts"] == 11


def test_a_repeated_row_that_is_too_short_is_refused_once_whatever_the_case_of_its_crn(tiny):
    tiny.rows["contacts"] += [["X1", "12/03/2015"], [" x1 ", "12/03/2015"]]
    assert tiny.refused() == [("contacts", 8, "")]
    assert tiny.read().repeated_refused["contacts"] == 1


def test_a_repeated_row_in_a_conflict_of_keys_is_refused_once(tiny):
    tiny.add("agency_checks", 1).add("agency_checks", 1, Agency="OTHER").add("agency_checks", 1)
    assert tiny.refused() == [("agency_checks", 2, "CheckID"), ("agency_checks", 5, "CheckID")]
    assert tiny.read().repeated_refused["agency_checks"] == 2


# --- references, and what follows from a refused row ------------------------------------------------------------

LONELY = "convictions registrations assessments contacts allocations agency_checks escalations court_reports".split()
"""Tables whose rows no other row names, so that one bad cell refuses one row."""

REFERENCES = [
    (table.name, reference.column, reference.table)
    for table in TABLES
    for reference in table.references
    if table.name in LONELY
]


@pytest.mark.parametrize(("table", "column", "target"), REFERENCES)
def test_a_row_that_names_what_is_nowhere_in_the_extract_is_refused(tiny, table, column, target):
    tiny.spoil(table, 1, **{column: "Q9"})
    refusal = only_refusal(tiny)
    assert (refusal.file, refusal.line, refusal.column, refusal.value) == (table, 2, column, "Q9")
    assert f"is not in the extract: expected a row of {target}.csv" in refusal.reason


def test_the_references_are_those_that_the_specification_says():
    assert {(table.name, " ".join(r.columns), r.table) for table in TABLES for r in table.references} == {
        ("officers", "ProviderCode", "providers"),
        *((table.name, "CRN", "persons") for table in TABLES if "CRN" in table.columns and table.name != "persons"),
        ("court_reports", "CRN EventNumber", "orders"),
        ("court_reports", "ProviderCode", "providers"),
        ("allocations", "CRN EventNumber", "orders"),
        ("allocations", "ProviderCode", "providers"),
        ("allocations", "OfficerCode", "officers"),
        ("contacts", "OfficerCode", "officers"),
        ("escalations", "FromProvider", "providers"),
        ("escalations", "ToProvider", "providers"),
    }


def test_a_crn_in_lower_case_or_with_blanks_names_its_person_and_nothing_else_is_folded(tiny):
    expected = tiny.read().facts
    for table in tiny.rows:
        if "CRN" in tiny.rows[table][0]:
            tiny.spoil(table, 1, CRN=" x1 ")
    tiny.spoil("court_reports", 1, CRN="x1")
    assert tiny.refused() == []
    assert tiny.read().facts == expected | {}
    tiny.spoil("contacts", 1, OfficerCode="o2").spoil("court_reports", 1, ProviderCode="n01")
    assert tiny.refused() == [("court_reports", 2, "ProviderCode"), ("contacts", 2, "OfficerCode")]


def test_a_refused_person_counts_as_absent_and_refuses_the_rows_that_name_them(tiny):
    refusals = tiny.spoil("persons", 2, DateOfBirth="").read().refusals
    assert [(refusal.file, refusal.line, refusal.column) for refusal in refusals] == [
        ("persons", 3, "DateOfBirth"),
        ("orders", 4, "CRN"),
        ("court_reports", 3, "CRN"),
        ("agency_checks", 3, "CRN"),
        ("assessments", 3, "CRN"),
        ("registrations", 3, "CRN"),
        ("allocations", 3, "CRN"),
        ("contacts", 5, "CRN"),
        ("contacts", 6, "CRN"),
        ("contacts", 7, "CRN"),
    ]
    words = "CRN X2 counts as absent: its own row, line 3 of persons.csv, was refused"
    assert {refusal.reason for refusal in refusals[1:]} == {words}


@pytest.mark.parametrize("rows", [["X2", "Ben"], ["X2", "Ben", *"123456789"]])
def test_a_person_whose_row_has_a_wrong_number_of_cells_is_refused_with_all_that_names_them(tiny, rows):
    tiny.rows["persons"][2] = rows
    refusals = tiny.read().refusals
    assert len(refusals) == 10
    assert all("line 3 of persons.csv, was refused" in refusal.reason for refusal in refusals[1:])


def test_people_in_a_conflict_of_keys_count_as_absent(tiny):
    tiny.add("persons", 1, Surname="Other")
    refusals = tiny.read().refusals
    assert [refusal.line for refusal in refusals if refusal.file == "persons"] == [2, 5]
    assert ("convictions", 2, "CRN") in tiny.refused()
    assert tiny.read().people == ("X2", "X3")


def test_a_refused_provider_refuses_its_officers_and_they_their_contacts(tiny):
    tiny.spoil("providers", 2, Type="crc")
    refusals = {(refusal.file, refusal.line): refusal for refusal in tiny.read().refusals}
    assert set(refusals) == {
        ("providers", 3), ("officers", 3), ("allocations", 2), ("contacts", 2), ("contacts", 3), ("contacts", 4),
        ("escalations", 2), ("escalations", 3),
    }  # fmt: skip
    assert "ProviderCode C01 counts as absent: its own row, line 3 of providers" in refusals["officers", 3].reason
    assert "OfficerCode O2 counts as absent: its own row, line 3 of officers" in refusals["contacts", 2].reason
    assert refusals["allocations", 2].column == "ProviderCode"


@pytest.mark.parametrize(
    "fault", [{"SentenceDate": "31/02/2015"}, {"Disposal": "WIBBLE"}, {"ReleaseDate": "11/03/2015"}]
)
def test_a_refused_order_refuses_its_reports_and_allocations_alone(tiny, fault):
    tiny.spoil("orders", 1, **fault)
    refusals = tiny.read().refusals
    assert [(refusal.file, refusal.line, refusal.column) for refusal in refusals[1:]] == [
        ("court_reports", 2, "EventNumber"),
        ("allocations", 2, "EventNumber"),
    ]
    words = "CRN X1 with EventNumber 1 counts as absent: its own row, line 2 of orders.csv, was refused"
    assert {refusal.reason for refusal in refusals[1:]} == {words}


def test_a_reference_to_an_order_of_another_person_is_refused(tiny):
    tiny.spoil("court_reports", 2, EventNumber="2")
    assert "CRN X2 with EventNumber 2 is not in the extract: expected a row of orders.csv" in only_refusal(tiny).reason


# --- the order of dates ------------------------------------------------------------------------------------------

PAIRS = [
    ("agency_checks", 1, "ReturnedDate", "RequestedDate", "returned before requested"),
    ("court_reports", 1, "WrittenRecordDate", "DeliveredDate", "recorded before delivered"),
    ("orders", 4, "ReleaseDate", "SentenceDate", "released before sentenced"),
    ("orders", 4, "TerminatedDate", "SentenceDate", "ended before sentenced"),
    ("escalations", 1, "DecidedDate", "ReferredDate", "decided before referred"),
    ("convictions", 1, "ConvictionDate", "OffenceDate", "convicted before the offence"),
]


@pytest.mark.parametrize(("table", "row", "later", "earlier", "words"), PAIRS)
def test_an_impossible_order_of_dates_is_refused_and_the_same_day_is_good(tiny, table, row, later, earlier, words):
    tiny.add("orders", 3, CRN="X3", TerminatedDate="01/10/2015")
    tiny.spoil(table, row, **{earlier: "05/02/2015", later: "05/02/2015"})
    assert tiny.refused() == []
    tiny.spoil(table, row, **{earlier: "05/02/2015", later: "31/01/2015"})
    refusal = only_refusal(tiny)
    assert (refusal.file, refusal.line, refusal.column, refusal.value) == (table, row + 1, later, "31/01/2015")
    assert refusal.reason.startswith(f"{words}: {later} 31/01/2015 is before {earlier} 05/02/2015")


def test_no_other_order_of_dates_refuses(tiny):
    tiny.spoil("court_reports", 1, RequestedDate="01/01/2016", DueDate="01/01/2000")
    tiny.spoil("orders", 1, ExpectedEndDate="01/01/2000").spoil("orders", 3, TerminatedDate="11/03/2015")
    tiny.spoil("registrations", 2, DeregisteredDate="01/01/2000").spoil("persons", 1, DateOfBirth="01/01/2016")
    tiny.spoil("allocations", 1, AllocatedDate="01/01/2000").spoil("contacts", 1, ContactDate="01/01/1999")
    assert tiny.refused() == []


@pytest.mark.parametrize("disposal", ["COMMUNITY ORDER", "SUSPENDED SENTENCE ORDER"])
def test_a_release_from_what_is_not_custody_is_refused(tiny, disposal):
    tiny.add("orders", 2, CRN="X3", Disposal=disposal, ReleaseDate="05/01/2016")
    refusal = only_refusal(tiny)
    assert (refusal.line, refusal.column, refusal.value) == (5, "ReleaseDate", "05/01/2016")
    assert disposal in refusal.reason


# --- precedence ------------------------------------------------------------------------------------------------


def too_many_cells(tiny: TinyExtract) -> None:
    tiny.rows["court_reports"][1].append("more")


def same_key(tiny: TinyExtract) -> None:
    tiny.spoil("court_reports", 2, ReportID="R1")


CLASSES = {
    "the row has": too_many_cells,
    "stands in rows": same_key,
    "is blank": lambda tiny: tiny.spoil("court_reports", 1, CRN=""),
    "calendar": lambda tiny: tiny.spoil("court_reports", 1, RequestedDate="31/02/2015"),
    "not one of": lambda tiny: tiny.spoil("court_reports", 1, Format="WIBBLE"),
    "not in the extract": lambda tiny: tiny.spoil("court_reports", 1, ProviderCode="Q9"),
    "before": lambda tiny: tiny.spoil("court_reports", 1, WrittenRecordDate="08/03/2015"),
}


@pytest.mark.parametrize(("first", "second"), list(combinations(CLASSES, 2)))
def test_of_two_classes_of_fault_the_first_is_given(tiny, first, second):
    CLASSES[second](tiny)
    CLASSES[first](tiny)
    refusals = [refusal for refusal in tiny.read().refusals if refusal.line == 2]
    assert len(refusals) == 1
    assert first in refusals[0].reason


@pytest.mark.parametrize(
    ("table", "cells", "column"),
    [
        ("court_reports", {"CRN": "", "ProviderCode": ""}, "CRN"),
        ("court_reports", {"DueDate": "x", "RequestedDate": "01/01/2031"}, "RequestedDate"),
        ("assessments", {"RoshLevel": "x", "Type": "x", "Status": "x"}, "Type"),
        ("allocations", {"OfficerCode": "x", "ProviderCode": "x"}, "ProviderCode"),
        ("escalations", {"ToProvider": "x", "FromProvider": "x"}, "FromProvider"),
    ],
)
def test_within_a_class_the_first_column_of_the_layout_is_named_whatever_the_order_in_the_file(
    tiny, table, cells, column
):
    tiny.spoil(table, 1, **cells)
    tiny.rows[table] = [row[::-1] for row in tiny.rows[table]]
    assert only_refusal(tiny).column == column


def test_refusals_are_in_the_order_of_files_and_lines(tiny):
    tiny.spoil("contacts", 5, ContactType="x").spoil("contacts", 2, OfficerCode="x").spoil(
        "contacts", 3, ContactDate="x"
    )
    tiny.spoil("agency_checks", 1, CheckType="x")
    assert [(file, line) for file, line, _ in tiny.refused()] == [
        ("agency_checks", 2), ("contacts", 3), ("contacts", 4), ("contacts", 6),
    ]  # fmt: skip

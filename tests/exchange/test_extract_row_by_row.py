"""Good rows one by one: what each is known by, what it holds, and what it states."""

from throughcare.exchange.extracts.layout import BY_NAME


def rows_of(extract, table: str):
    return [row for row in extract.good_rows() if row.table == table]


def test_a_row_is_known_by_its_key_or_by_all_its_columns(tiny):
    extract = tiny.read()
    assert [row.identity for row in rows_of(extract, "orders")] == [("X1", "1"), ("X1", "2"), ("X2", "1")]
    first = rows_of(extract, "contacts")[0]
    assert first.identity == first.cells == ("X1", "12/03/2015", "OFFICE", "ATTENDED", "O2")
    assert (first.line, first.person) == (2, "X1")
    assert [row.person for row in rows_of(extract, "officers")] == [None, None]


def test_cells_stand_in_the_order_of_the_layout_and_the_optional_ones_last(tiny):
    for rows in tiny.rows.values():
        rows[:] = [row[::-1] for row in rows]
    extract = tiny.read()
    assert rows_of(extract, "providers")[1].cells == ("C01", "CRC", "Somebody", "Northern company")
    for row in extract.good_rows():
        assert len(row.cells) == len(BY_NAME[row.table].kept)
    tiny.rows["providers"] = [row[:2] + row[3:] for row in tiny.rows["providers"]]
    assert rows_of(tiny.read(), "providers")[1].cells == ("C01", "CRC", "Somebody", "")


def test_the_rows_of_a_person_state_their_facts_in_order_and_each_once(tiny):
    extract = tiny.spoil("contacts", 2, ContactType="WIBBLE").add("contacts", 3).read()
    for person in extract.people:
        stated = [fact for row in extract.good_rows() if row.person == person for fact in row.facts]
        assert tuple(stated) == extract.facts[person]
    assert [len(row.facts) for row in rows_of(extract, "orders")] == [2, 1, 2]
    assert [len(row.facts) for row in rows_of(extract, "contacts")] == [1] * 5


def test_rows_alike_but_for_columns_of_your_own_are_told_apart(tiny):
    tiny.add("allocations", OfficerGrade="SPO").add("allocations", OfficerGrade="")
    cells = ("X1", "1", "11/03/2015", "C01", "T2", "O2")
    found = [row.identity for row in rows_of(tiny.read(), "allocations")]
    assert [identity for identity in found if identity[0] == "X1"] == [cells, (*cells, "2"), (*cells, "3")]


def test_refused_rows_are_known_where_that_can_be_told(tiny):
    tiny.spoil("court_reports", 1, Format="WIBBLE").spoil("officers", 2, Grade="SPO")
    tiny.rows["court_reports"][2] = tiny.rows["court_reports"][2][:-1]
    tiny.rows["contacts"][4] = tiny.rows["contacts"][4][:-1]
    refused = tiny.read().refused_identities()
    assert refused["court_reports"] == {("R1",), ("R2",)}
    assert refused["officers"] == {("O2",)}
    assert {row[1] for row in refused["contacts"]} == {"12/03/2015", "13/03/2015", "14/03/2015"}
    assert refused["persons"] == frozenset()

"""What good rows become, and in what order."""

from datetime import date

import pytest

from tests.exchange.tiny_extract import AS_OF
from throughcare.exchange.extracts import ExtractFault
from throughcare.exchange.extracts.layout import BY_NAME, TABLES
from throughcare.facts import (
    KINDS,
    allocation,
    checks,
    court,
    escalation,
    fields_of,
    outcome,
    oversight,
    risk,
    supervision,
)
from throughcare.facts.checks import IN_EXTRACTS


def test_the_facts_of_a_person_come_in_the_order_of_tables_then_rows_then_kinds(tiny):
    assert [(fact.kind, fact.on.isoformat()) for fact in tiny.read().facts["X1"]] == [
        ("sentenced", "2015-03-10"),
        ("ended", "2016-03-10"),
        ("sentenced", "2016-01-04"),
        ("report_requested", "2015-03-02"),
        ("report_delivered", "2015-03-09"),
        ("report_recorded", "2015-03-10"),
        ("check_requested", "2015-03-02"),
        ("check_returned", "2015-03-04"),
        ("assessed", "2015-03-10"),
        ("concern", "2015-03-10"),
        ("allocated", "2015-03-11"),
        ("appointment", "2015-03-12"),
        ("home_visit", "2015-03-13"),
        ("plan", "2015-03-14"),
        ("escalated", "2015-04-01"),
        ("escalation_decided", "2015-04-03"),
        ("escalated", "2015-05-01"),
        ("convicted", "2015-07-01"),
    ]


def test_facts_say_what_their_rows_say(tiny):
    facts = tiny.read().facts["X1"]

    def one(kind, number=0):
        return [fact for fact in facts if fact.kind == kind][number]

    common = {"person": "X1"}
    assert facts[0] == court.Sentenced(
        **common,
        number=1,
        on=date(2015, 3, 10),
        order="1",
        disposal=court.Disposal.COMMUNITY_ORDER,
        expected_end_on=date(2016, 3, 10),
    )
    assert facts[1] == outcome.Ended(**common, number=2, on=date(2016, 3, 10), order="1")
    assert facts[5] == court.ReportRecorded(
        **common, number=6, on=date(2015, 3, 10), thread="R1", order="1", format=court.ReportFormat.ORAL, provider="N01"
    )
    assert one("check_returned") == checks.CheckReturned(
        **common,
        number=8,
        on=date(2015, 3, 4),
        thread="K1",
        check=checks.CheckType.DOMESTIC_ABUSE,
        result=checks.CheckResult.CONCERN,
    )
    assert one("assessed").level is risk.RoshLevel.VERY_HIGH
    assert one("assessed").assessor == "O1"
    assert one("allocated") == allocation.Allocated(
        **common, number=11, on=date(2015, 3, 11), order="1", provider="C01", officer="O2", team="T2"
    )
    assert one("appointment").outcome is supervision.Outcome.ATTENDED
    assert one("home_visit") == supervision.HomeVisit(**common, number=13, on=date(2015, 3, 13), officer="O2")
    assert one("escalation_decided").decision is escalation.Decision.ACCEPTED
    assert one("convicted").offence_on == date(2015, 6, 1)


def test_a_blank_is_not_recorded_and_a_blank_day_states_no_fact(tiny):
    facts = {fact.kind: fact for fact in tiny.read().facts["X2"]}
    assert facts["assessed"].level is None
    assert facts["assessed"].full_needed is None
    assert facts["assessed"].assessor is None
    assert facts["released"].on == date(2015, 9, 9)
    assert not {"ended", "report_recorded", "check_returned"} & set(facts)


def test_the_end_of_a_registration_ends_nothing(tiny):
    facts = tiny.read().facts["X2"]
    assert [(fact.kind, fact.on) for fact in facts if fact.kind == "concern"] == [("concern", date(2015, 3, 10))]


def test_each_type_of_contact_is_a_kind_of_its_own_and_an_outcome_that_is_ignored_says_nothing(tiny):
    for row in (3, 4, 5, 6):
        tiny.spoil("contacts", row, Outcome="ATTENDED")
    facts = [fact for person in ("X1", "X2") for fact in tiny.read().facts[person]]
    contacts = [type(fact) for fact in facts if hasattr(fact, "officer") and fact.kind != "allocated"]
    assert contacts == [
        supervision.Appointment,
        supervision.HomeVisit,
        supervision.Plan,
        escalation.AgencyNotified,
        oversight.Oversight,
        risk.SignificantChange,
    ]


def test_people_are_in_file_order_and_providers_have_their_type_and_name(tiny):
    tiny.rows["persons"][1:] = tiny.rows["persons"][:0:-1]
    extract = tiny.spoil("providers", 3, Name=" ").read()
    assert extract.people == tuple(extract.facts) == ("X3", "X2", "X1")
    assert extract.provider_types == {"N01": "NPS", "C01": "CRC", "C02": "CRC"}
    assert extract.provider_names == {"N01": "Northern division", "C01": "Northern company", "C02": "C02"}
    assert extract.as_of == AS_OF


def test_a_day_before_everything_names_the_earliest_day_that_something_happened(tiny):
    with pytest.raises(ExtractFault, match=r"01/01/2015 is before everything.*earliest day is 02/03/2015"):
        tiny.read(date(2015, 1, 1))
    assert tiny.read(date(2015, 3, 2)).facts["X2"]


def test_an_extract_in_which_nothing_happened_is_good(tiny):
    for table in list(tiny.rows)[3:]:
        del tiny.rows[table][1:]
    assert tiny.read().facts == {"X1": (), "X2": (), "X3": ()}


# --- the layout and the kinds -------------------------------------------------------------------------------------


def test_every_column_that_a_kind_comes_from_is_in_the_layout():
    for kind in KINDS.values():
        for source in kind.sources:
            named = {source.on, *source.fields.values(), *([source.thread] if source.thread else [])}
            assert named <= set(BY_NAME[source.table].columns), kind.kind


def test_every_day_that_a_kind_comes_from_is_checked_as_one_that_cannot_lie_ahead():
    for kind in KINDS.values():
        for source in kind.sources:
            assert [day.ahead for day in BY_NAME[source.table].days if day.column == source.on] == [False]


def test_every_coded_field_comes_from_a_column_with_its_own_codes():
    for kind in KINDS.values():
        for source in kind.sources:
            for name, column in source.fields.items():
                field = fields_of(kind)[name]
                if field.codes:
                    codes = [code.values for code in BY_NAME[source.table].codes if code.column == column]
                    known = IN_EXTRACTS if name == "result" else field.codes  # answers that an extract has no word for
                    assert codes == [tuple(member.value for member in known)], (kind.kind, name)


def test_the_rules_of_a_table_stand_in_the_order_of_its_columns_and_tables_after_those_that_they_name():
    for position, table in enumerate(TABLES):
        for rules in (table.days, table.codes, table.references, table.order):
            places = [table.columns.index(rule.column) for rule in rules]
            assert places == sorted(places), table.name
        assert {reference.table for reference in table.references} <= {before.name for before in TABLES[:position]}

"""The kinds of fact: their place in the day, their coded values, and that every field says what it means."""

from dataclasses import FrozenInstanceError, dataclass
from datetime import date

import pytest

from throughcare.facts import KINDS, TESTABLE, Fact, FieldType, fields_of, payload_of
from throughcare.facts.court import OffenceGroup
from throughcare.facts.fact import ENVELOPE, kind
from throughcare.facts.outcome import Ended
from throughcare.facts.record import ABOUT_THE_RECORD
from throughcare.facts.supervision import Appointment, Outcome

# The order within one day, as standards.md lists it.
IN_ONE_DAY = """
    report_requested check_requested check_returned report_delivered report_recorded concern significant_change
    assessed sentenced released allocated escalated escalation_decided appointment home_visit plan agency_notified
    oversight convicted ended
""".split()

# Ours, beside the twenty of the extract.
OUR_OWN = """
    appointment_arranged communication_need staff_safety practitioner_absent missed_duty_explained
    withdrawn wrong_person erased
    identified access_limited post_held post_left qualified trained
    hearing_held report_assigned report_reviewed report_signed report_adjourned report_called_off persons_words
    check_not_asked check_chased answer_acknowledged
    score_answered scored correction_asked correction_decided
    mappa_managed full_exempted exemption_answered risk_planned
    provider_decided allocation_overridden staff_concern_raised staff_concern_answered conflict_declared
    practitioner_asked handover_sent handover_answered limits_reviewed
    caseload_protected language_offered place_covered staff_sex_told
""".split()

CODES = {
    ("report_requested", "format"): ["ORAL", "SHORT", "STANDARD"],
    ("report_delivered", "format"): ["ORAL", "SHORT", "STANDARD"],
    ("report_recorded", "format"): ["ORAL", "SHORT", "STANDARD"],
    ("sentenced", "disposal"): ["COMMUNITY ORDER", "SUSPENDED SENTENCE ORDER", "IMMEDIATE CUSTODY"],
    **{
        (kind, "check"): ["DV", "CP"]
        for kind in ("check_requested", "check_not_asked", "check_chased", "check_returned", "answer_acknowledged")
    },
    ("check_returned", "result"): ["NONE", "CONCERN", "RING", "WILL NOT SAY", "REFUSED"],
    ("check_returned", "answer_way"): ["LINK", "PROGRAM", "TELEPHONE", "LETTER"],
    ("check_not_asked", "because"): ["RECENT ANSWER", "NO ADDRESS", "COURT FORBIDS"],
    ("hearing_held", "hearing_result"): [
        *("REPORT ASKED", "ADJOURNED", "SENTENCED", "OTHER SENTENCE", "COMMITTED", "WARRANT", "DISMISSED"),
    ],
    ("report_requested", "seriousness"): ["BELOW", "COMMUNITY", "CUSTODY"],
    ("report_requested", "abuse_in_papers"): ["Y", "N"],
    ("report_requested", "child_in_papers"): ["Y", "N"],
    ("report_requested", "advised"): ["ORAL", "SHORT", "STANDARD"],
    ("report_reviewed", "review"): ["AGREED", "RETURNED"],
    ("report_signed", "format"): ["ORAL", "SHORT", "STANDARD"],
    **{
        (kind, "proposal"): [
            *("COMMUNITY ORDER", "SUSPENDED SENTENCE ORDER", "IMMEDIATE CUSTODY"),
            *("FINE", "DISCHARGE", "DEFERRED", "NO PROPOSAL"),
        ]
        for kind in ("report_signed", "report_recorded")
    },
    ("report_delivered", "way"): ["SPOKEN", "ELECTRONIC", "PRINTED"],
    ("concern", "register"): ["DA PERPETRATOR", "CHILD CONCERN"],
    ("assessed", "assessment"): ["SCREENING", "FULL", "REVIEW"],
    ("assessed", "status"): ["COMPLETE", "INCOMPLETE"],
    ("assessed", "full_needed"): ["Y", "N"],
    ("assessed", "level"): ["LOW", "MEDIUM", "HIGH", "VERY HIGH"],
    **{
        ("assessed", f"{group}_level"): ["LOW", "MEDIUM", "HIGH", "VERY HIGH"]
        for group in ("children", "public", "known_adult", "staff", "prisoners")
    },
    ("mappa_managed", "mappa_category"): ["M1", "M2", "M3", "M4"],
    ("mappa_managed", "mappa_level"): ["L1", "L2", "L3"],
    ("exemption_answered", "countersigned"): ["Y", "N"],
    **{
        (kind, "over"): ["Y", "N"]
        for kind in (
            *("mappa_managed", "conflict_declared", "practitioner_asked", "language_offered", "place_covered"),
        )
    },
    ("provider_decided", "decided_type"): ["NPS", "CRC"],
    ("provider_decided", "rule_gives"): ["NPS", "CRC"],
    ("allocated", "allocated_because"): [
        *("FIRST", "OFFICER LEFT", "NOT AVAILABLE", "CASELOAD", "RISK CHANGED", "MOVED", "CONFLICT"),
        *("STAFF CONCERN", "TRANSFER IN", "OFFICE CLOSED", "OTHER"),
    ],
    ("staff_concern_raised", "staff_concern"): ["NOT TRAINED", "NO CAPACITY", "NOT SAFE"],
    ("staff_concern_answered", "staff_reply"): ["REALLOCATED", "SUPPORT", "TIME", "NOTHING CHANGED"],
    ("practitioner_asked", "staff_sex"): ["WOMAN", "MAN"],
    ("practitioner_asked", "lawful_ground"): ["HARMED", "NEEDS OF WOMEN", "INTIMATE"],
    ("staff_sex_told", "staff_sex"): ["WOMAN", "MAN"],
    ("handover_sent", "handover_because"): ["AFTER SENTENCE", "ESCALATION", "REDECIDED", "MOVED"],
    ("handover_answered", "handover_reply"): ["ACCEPTED", "RETURNED"],
    ("handover_answered", "returned_because"): [
        *("RISK MISSING", "CHECKS MISSING", "REPORT MISSING", "SENTENCE UNCLEAR"),
        *("WRONG ORGANISATION", "WRONG AREA", "OTHER"),
    ],
    ("caseload_protected", "protected_because"): ["NEWLY QUALIFIED", "LEARNING", "OTHER DUTIES", "AGREED"],
    ("escalation_decided", "decision"): ["ACCEPTED", "DECLINED"],
    ("appointment_arranged", "meeting"): ["OFFICE", "HOME"],
    ("appointment", "outcome"): ["ATTENDED", "ACCEPTABLE ABSENCE", "UNACCEPTABLE ABSENCE"],
    ("home_visit", "outcome"): ["ATTENDED", "ACCEPTABLE ABSENCE", "UNACCEPTABLE ABSENCE"],
    ("communication_need", "need"): ["INTERPRETER", "WELSH", "EASY READ", "SIGN LANGUAGE", "OTHER"],
    ("communication_need", "over"): ["Y", "N"],
    ("staff_safety", "visit_in_pairs"): ["Y", "N"],
    ("access_limited", "limit"): ["EXCLUSION", "RESTRICTION"],
    ("access_limited", "over"): ["Y", "N"],
    ("post_held", "grade"): ["PO", "PSO", "SPO"],
    ("post_held", "at_court"): ["Y", "N"],
    ("qualified", "qualification"): ["PROBATION OFFICER", "SERVICE OFFICER"],
    ("trained", "training"): ["ACT 2014", "DOMESTIC ABUSE", "CHILD PROTECTION", "RISK OF HARM"],
    ("score_answered", "source"): [
        *("POLICE RECORD", "COURT PAPERS", "INTERVIEW", "ASSESSMENT", "AGENCY", "CORRECTION"),
    ],
    ("correction_decided", "reply"): ["AGREED", "REFUSED"],
    ("missed_duty_explained", "missed_reason"): [
        "PERSON UNWELL",
        "PERSON NOT FOUND",
        "PRACTITIONER AWAY",
        "OTHER AGENCY",
        "ALLOCATED LATE",
        "NO CAPACITY",
        "NOT SAFE",
        "OTHER",
    ],
}

ALL_FIELDS = [(name, field) for name, cls in KINDS.items() for field in fields_of(cls).values()]


def test_kinds_of_one_day_come_in_the_order_of_the_standards():
    assert [name for name in KINDS if name in IN_ONE_DAY] == IN_ONE_DAY


def test_there_are_no_kinds_but_those_and_our_own():
    assert set(KINDS) == {*IN_ONE_DAY, *OUR_OWN}


def test_ranks_are_unique_and_kinds_stand_in_their_order():
    ranks = [cls.rank for cls in KINDS.values()]
    assert ranks == sorted(set(ranks))


def test_an_end_is_the_last_in_its_day_but_for_marks_on_the_record():
    after = [cls for cls in KINDS.values() if cls.rank > Ended.rank]
    assert after == list(ABOUT_THE_RECORD)


def test_a_kind_is_named_as_its_class():
    assert all(name == cls.kind for name, cls in KINDS.items())
    assert KINDS["home_visit"].__name__ == "HomeVisit"


def test_every_coded_field_has_the_values_of_the_data_dictionary():
    found = {(name, field.name): [*field.codes] for name, field in ALL_FIELDS if field.codes}
    ours = found.pop(("sentenced", "offence"))  # in no extract yet
    assert found == CODES
    assert ours == [*OffenceGroup]


@pytest.mark.parametrize(("name", "field"), ALL_FIELDS, ids=lambda x: x if isinstance(x, str) else x.name)
def test_every_field_says_what_it_means(name, field):
    assert field.means.strip(), f"{name}.{field.name}"
    assert field.means == field.means.strip()
    assert (field.type is FieldType.CODED) == (field.codes is not None)


def test_every_code_has_words():
    labels = [code.label for _, field in ALL_FIELDS for code in field.codes or ()]
    assert labels
    assert all(label and label[0].isupper() for label in labels)


@pytest.mark.parametrize("cls", KINDS.values(), ids=lambda cls: cls.kind)
def test_every_kind_says_what_it_is_and_who_records_it(cls):
    assert cls.__doc__
    assert cls.recorded_by


def test_only_an_order_or_a_target_must_be_there():
    required = {field.name for _, field in ALL_FIELDS if field.required}
    assert required == {"order", "target", "standard", "opened_by"}
    orders = {name for name, field in ALL_FIELDS if field.name == "order"}
    assert orders == {
        *(
            "report_requested",
            "report_delivered",
            "report_recorded",
            "report_adjourned",
            "report_called_off",
            "report_signed",
        ),
        *("sentenced", "released", "allocated", "ended"),
        *("provider_decided", "allocation_overridden", "handover_sent", "handover_answered"),
    }


def test_every_kind_of_the_extract_says_where_it_comes_from():
    for name in IN_ONE_DAY:
        sources = KINDS[name].sources
        assert sources, name
        for source in sources:
            assert set(source.fields) <= set(fields_of(KINDS[name])), name
            assert source.table
            assert source.on
    assert all(not KINDS[name].sources for name in OUR_OWN)


def test_one_name_means_one_thing_in_every_kind():
    meant = {}
    for name, field in ALL_FIELDS:
        assert meant.setdefault(field.name, (field.type, field.codes)) == (field.type, field.codes), (name, field.name)


def test_the_payload_is_what_a_fact_says_beyond_its_envelope():
    fact = Appointment(person="ann", number=1, on=date(2015, 3, 2), outcome=Outcome.ATTENDED, note="came early")
    assert payload_of(fact) == {"outcome": "ATTENDED", "officer": None}
    assert not ENVELOPE & set(payload_of(fact))


def test_free_text_numbers_and_days_are_for_people_and_not_for_tests():
    assert {FieldType.TEXT, FieldType.NUMBER, FieldType.DATE}.isdisjoint(TESTABLE)


@pytest.mark.parametrize("cls", KINDS.values(), ids=lambda cls: cls.kind)
def test_a_fact_never_changes(cls):
    values = {field.name: "1" for field in fields_of(cls).values() if field.required}
    fact = cls(person="ann", number=1, on=date(2015, 3, 2), **values)
    with pytest.raises((FrozenInstanceError, TypeError)):
        fact.number = 2


# --- the shelf refuses what would not fit


def _make(name, rank):
    cls = dataclass(frozen=True, slots=True, kw_only=True)(type(name, (Fact,), {"__annotations__": {}}))
    return kind(rank=rank, recorded_by="nobody")(cls)


@pytest.mark.parametrize(("name", "rank"), [("Ended", 7), ("SomethingNew", 900)])
def test_a_name_or_a_rank_that_is_taken_is_refused(name, rank):
    before = dict(KINDS)
    with pytest.raises(ValueError, match="is taken by ended"):
        _make(name, rank)
    assert before == KINDS
    assert [*before] == [*KINDS]


def test_a_field_that_does_not_say_what_it_means_is_refused():
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Vague(Fact):
        told: str | None = None

    with pytest.raises(TypeError, match="say what it means"):
        fields_of(Vague)


def test_a_field_is_described_by_its_annotation():
    described = fields_of(KINDS["allocated"])
    assert [*described] == ["order", "provider", "officer", "team", "allocated_because", "suggested"]
    assert described["order"].required
    assert not described["team"].required
    assert [field.type for field in described.values()] == [
        FieldType.ORDER,
        FieldType.PROVIDER,
        FieldType.OFFICER,
        FieldType.TEXT,
        FieldType.CODED,
        FieldType.OFFICER,
    ]
    assert described["team"].means == "the team of that practitioner"

"""Cases of tiers, workload and custody as JSON: nothing but an answer or a refusal comes of any JSON at all."""

import json
from copy import deepcopy
from math import nan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.known import known
from throughcare.exchange.scores.custody import handover, licence_dates, recall_type
from throughcare.exchange.scores.refused import Refused
from throughcare.exchange.scores.tiers import tier_v2, tier_v3
from throughcare.exchange.scores.workload import workload

FILES = {
    tier_v2: ("tiers", "v2"),
    tier_v3: ("tiers", "v3"),
    workload: ("workload", "officer_workload_seeded"),
    handover: ("handover", "handover_date"),
    licence_dates: ("licence_dates", None),
    recall_type: ("recall", None),
}
SHAPES = {
    shape: [case for case in known(name)["cases"] if rule in (None, case.get("rule_set"), case.get("rule"))]
    for shape, (name, rule) in FILES.items()
}
CASES = [pytest.param(shape, case, id=case["id"]) for shape, found in SHAPES.items() for case in found]
EVERY_SHAPE = pytest.mark.parametrize("shape", SHAPES)

numbers = st.integers() | st.floats() | st.just(10**400)
texts = st.text(st.characters(), max_size=8) | st.sampled_from(
    ["2026-02-30", "2026-06-15", "0001-01-01", "9999-12-31", "A3", "M1", "YES"]
)
plain = st.none() | st.booleans() | numbers | texts
anything = st.recursive(
    plain, lambda part: st.lists(part, max_size=3) | st.dictionaries(texts, part, max_size=3), max_leaves=8
)


def asked(shape, said):
    """That what comes of it is JSON, or the faults of a refusal, each of which can be written."""
    faults, found = (), None
    try:
        found = shape(said)
    except Refused as refused:
        faults = refused.faults or ("a refusal without a fault",)
    assert all(fault.field.encode() and fault.sentence.encode() for fault in faults)
    json.dumps(found, allow_nan=False)


def refused_fields(shape, said):
    with pytest.raises(Refused) as refused:
        shape(said)
    return {fault.field for fault in refused.value.faults}


def places(value, at=()):
    """Every place in a case at which something stands."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, part in inside:
        yield (*at, name)
        yield from places(part, (*at, name))


def changed(said, place, value):
    copy = deepcopy(said)
    part = copy
    for name in place[:-1]:
        part = part[name]
    part[place[-1]] = value
    return copy


@pytest.mark.parametrize(("shape", "case"), CASES)
def test_every_known_case_comes_out_as_known(shape, case):
    expected = case.get("derived", case["expected"])
    if isinstance(expected, dict) and expected.get("error"):
        assert refused_fields(shape, case["input"])
        return
    found = shape(case["input"])
    assert {field: found[field] for field in expected} == expected if isinstance(expected, dict) else found == expected


@EVERY_SHAPE
@given(said=anything)
@settings(max_examples=150)
def test_any_json_gives_an_answer_or_a_refusal(shape, said):
    asked(shape, said)


@EVERY_SHAPE
@given(data=st.data())
@settings(max_examples=300)
def test_a_case_with_one_thing_changed_gives_an_answer_or_a_refusal(shape, data):
    case = data.draw(st.sampled_from(SHAPES[shape]))["input"]
    place = data.draw(st.sampled_from(list(places(case))))
    asked(shape, changed(case, place, data.draw(anything)))


OPTIONAL = {"san", "impulsivity", "temper_control", "parenting_responsibilities", "level", "category"}
"""Fields of parts that may be left out; the tier says that they were not answered."""
OF_ITSELF = {"max_working_days_early", "fridays_not_counted_as_working_days"}
"""Fields that say again what the rule says."""


@pytest.mark.parametrize("shape", [shape for shape in SHAPES if shape is not recall_type])
def test_a_field_that_is_missing_is_named(shape):
    """But of a recall, where a question that is left out was not answered, and is named in the answer."""
    for case in SHAPES[shape]:
        for place in places(case["input"]):
            if not isinstance(place[-1], str) or place[-1] in OPTIONAL | OF_ITSELF or "needs" in place[:-1]:
                continue
            if shape is workload and len(place) > 1:
                continue  # no cases of a tier
            said = deepcopy(case["input"])
            part = said
            for name in place[:-1]:
                part = part[name]
            del part[place[-1]]
            assert any(field.endswith(place[-1]) for field in refused_fields(shape, said))


@pytest.mark.parametrize("value", [True, "37", nan, float("inf"), -1, [37], {}, None, 10**400])
@pytest.mark.parametrize("field", ["contracted_hours", "reduction_hours", "standard_reports_last_30"])
def test_what_is_no_number_is_refused(field, value):
    case = SHAPES[workload][0]["input"]
    assert field in refused_fields(workload, case | {field: value})


@pytest.mark.parametrize("value", [True, "1", nan, -1, 1.5, None, 10**9])
def test_what_is_no_count_of_cases_is_refused(value):
    case = SHAPES[workload][0]["input"]
    assert refused_fields(workload, case | {"custody": {"A3": value}}) == {"custody.A3"}


@pytest.mark.parametrize("tier", ["A4", "a3", "E", "", "A3SS"])
def test_a_tier_without_points_is_refused(tier):
    case = SHAPES[workload][0]["input"]
    assert refused_fields(workload, case | {"licence": {tier: 1}}) == {f"licence.{tier}"}


def test_no_time_for_cases_is_overload_and_never_no_work():
    case = SHAPES[workload][0]["input"]
    told = workload(case | {"grade": "SPO"})
    assert (told["available_points"], told["capacity_percent_unrounded"], told["overload"]) == (0, None, True)
    nothing = {place: {} for place in ("community", "licence", "custody", "t2a_community")}
    none = dict.fromkeys(("standard_reports_last_30", "fast_reports_last_30", "contracted_hours", "reduction_hours"), 0)
    assert workload({**nothing, **none, "grade": "PO"})["overload"] is False


def test_more_hours_off_than_contracted_are_refused_where_they_count():
    case = SHAPES[workload][0]["input"] | {"contracted_hours": 20, "reduction_hours": 21}
    assert refused_fields(workload, case) == {"reduction_hours"}
    assert workload(case | {"contracted_hours": 0})["available_points"] == 0


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"sentence_start_date": "2024-02-30"}, "sentence_start_date"),
        ({"sentence_start_date": "01/02/2024"}, "sentence_start_date"),
        ({"sentence_start_date": 20240101}, "sentence_start_date"),
        ({"sentence_start_date": None}, "sentence_start_date"),
        ({"sentence_start_date": "2025-01-01"}, "earliest_release_date"),
        ({"earliest_release_date": None}, "earliest_release_date"),
        ({"earliest_release_date": "0001-01-01"}, "earliest_release_date"),
        ({"is_indeterminate": "false"}, "is_indeterminate"),
        ({"is_indeterminate": True, "is_determinate_parole": True}, "is_determinate_parole"),
        ({"is_early_allocation": 1}, "is_early_allocation"),
    ],
)
def test_a_sentence_that_cannot_be_is_refused(change, field):
    assert refused_fields(handover, SHAPES[handover][0]["input"] | change) == {field}


def test_a_sentence_without_a_fixed_end_needs_no_day():
    open_ended = {"is_indeterminate": True, "earliest_release_date": None, "sentence_start_date": None}
    told = handover(SHAPES[handover][0]["input"] | open_ended)
    assert (told["handover_date"], told["reason"]) == (None, "indeterminate")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"arp": -1}, "arp"),
        ({"arp": 101}, "arp"),
        ({"arp": "90"}, "arp"),
        ({"arp_type": None}, "arp_type"),
        ({"csrp_type": "static"}, "csrp_type"),
        ({"rosh": "VERY HIGH"}, "rosh"),
        ({"mappa_category": "M5"}, "mappa_category"),
        ({"dc_srp": {"score": 0.59, "band": "MEDIUM"}}, "dc_srp.score"),
        ({"dc_srp": {"score": 1, "band": "AVERAGE"}}, "dc_srp.band"),
        ({"dc_srp": 3}, "dc_srp"),
        ({"latest_release_date": "2026-06-16"}, "latest_release_date"),
        ({"today": None}, "today"),
        ({"stalking": None}, "stalking"),
    ],
)
def test_what_a_third_tier_cannot_go_by_is_refused(change, field):
    case = next(case["input"] for case in SHAPES[tier_v3] if case["id"] == "v3-098")
    assert refused_fields(tier_v3, case | change) == {field}


def test_a_third_tier_without_scores_is_missing_and_not_low():
    case = next(case["input"] for case in SHAPES[tier_v3] if case["id"] == "v3-098")
    told = tier_v3(case | {"arp": None, "arp_type": None})
    assert (told["tier"], told["provisional"], told["missing"]) == ("MISSING", False, ["arp", "rosh"])


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"gender": "F"}, "gender"),
        ({"rsr_score": -0.1}, "rsr_score"),
        ({"rsr_score": True}, "rsr_score"),
        ({"ogrs_score": 101}, "ogrs_score"),
        ({"registrations": None}, "registrations"),
        ({"registrations": ["MAPP"]}, "registrations[0]"),
        ({"registrations": [{"code": "MAPP", "level": "M4", "date": "2021-02-01"}]}, "registrations[0].level"),
        ({"registrations": [{"code": "RVHR", "date": "2021-02-30"}]}, "registrations[0].date"),
        ({"convictions": [{"sentence_type": "NC", "requirements": []}]}, "convictions[0].terminated"),
        ({"assessment": {"needs": {"HOUSING": "SEVERE"}}}, "assessment.needs.HOUSING"),
        ({"assessment": {"needs": {"ATTITUDES": "HIGH"}}}, "assessment.needs.ATTITUDES"),
        ({"assessment": {"needs": {}, "impulsivity": 3}}, "assessment.impulsivity"),
        ({"assessment": {}}, "assessment.needs"),
    ],
)
def test_what_a_second_tier_cannot_go_by_is_refused(change, field):
    assert refused_fields(tier_v2, SHAPES[tier_v2][0]["input"] | change) == {field}


def test_a_score_of_the_second_tier_is_read_as_it_was_written():
    case = next(case["input"] for case in SHAPES[tier_v2] if case["id"] == "v2-063")
    points = {
        6.99: 10,
        6.995: 0,
        7: 20,
        99.98: 20,
        99.99: 0,
        999.99: 0,
    }
    assert {rsr: tier_v2(case | {"rsr_score": rsr})["protect_points"] for rsr in points} == points
    assert tier_v2(case | {"rsr_score": 6.995})["oddities"]


def test_everything_that_is_wrong_is_told_at_once():
    assert refused_fields(tier_v3, {}) >= {"today", "arp", "csrp", "rosh", "stalking", "has_active_event"}
    assert refused_fields(tier_v3, None) == {"input"}


EARLY = {"fn": "earliest_release_date", "licence_start_date": "2018-03-30", "bank_holidays": ["2018-03-30"]}


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (EARLY, "2018-03-27"),
        (EARLY | {"home_detention_curfew_actual_date": "2018-03-30"}, "2018-03-30"),
        (EARLY | {"fridays_not_counted_as_working_days": False, "licence_start_date": "2018-03-23"}, "2018-03-23"),
        (EARLY | {"fn": "hard_stop_date", "licence_start_date": "2018-04-01"}, "2018-03-27"),
        (EARLY | {"fn": "hard_stop_warning_date"}, "2018-03-23"),
        (EARLY | {"fn": "in_hard_stop_period", "today": "2018-03-27"}, True),
        (EARLY | {"fn": "late_allocation_warning_required", "today": "2018-03-21"}, False),
        (EARLY | {"fn": "due_for_release_in_two_working_days", "today": "2018-03-28"}, True),
        (EARLY | {"fn": "eligible_for_early_release", "date": "2018-03-29"}, True),
        (
            {"fn": "licence_start_date", "kind": "CRD", "conditional_release_date": "2018-03-30", "bank_holidays": []},
            "2018-03-30",
        ),
        (
            EARLY | {"fn": "licence_start_date", "kind": "HDC", "home_detention_curfew_actual_date": "2018-03-30"},
            "2018-03-30",
        ),
        (
            EARLY | {"fn": "licence_start_date", "today": "2018-03-01", "post_recall_release_date": "2018-03-30"},
            "2018-03-29",
        ),
    ],
)
def test_the_days_of_a_licence_that_can_be_asked_for(said, found):
    assert licence_dates(said) == found


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"fn": "release_date"}, "fn"),
        ({"fn": ["earliest_release_date"]}, "fn"),
        ({"licence_start_date": None}, "licence_start_date"),
        ({"bank_holidays": "2018-03-30"}, "bank_holidays"),
        ({"bank_holidays": ["2018-03-30", "Easter"]}, "bank_holidays[1]"),
        ({"max_working_days_early": 0}, "max_working_days_early"),
        ({"max_working_days_early": 10**9}, "max_working_days_early"),
        ({"fn": "licence_start_date", "kind": "CRD"}, "conditional_release_date"),
        ({"fn": "licence_start_date", "kind": "VARIATION"}, "kind"),
        ({"fn": "licence_start_date", "kind": "CRD", "legal_status": "FREE"}, "legal_status"),
    ],
)
def test_a_day_of_a_licence_that_cannot_be_told_is_refused(change, field):
    assert refused_fields(licence_dates, EARLY | change) == {field}


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({}, "sentenceGroup"),
        ({"sentenceGroup": "CHILD"}, "sentenceGroup"),
        ({"sentenceGroup": "YOUTH_SDS", "isMappaLevel2Or3": "no"}, "isMappaLevel2Or3"),
        ({"sentenceGroup": "ADULT_SDS", "recalledOnNewChargedOrConvictedOffence": False}, None),
    ],
)
def test_a_recall_that_cannot_be_told_is_refused(said, field):
    assert refused_fields(recall_type, said) == {field or "recalledOnNewChargedOrConvictedOffence"}


def test_a_recall_question_left_out_or_null_was_not_answered():
    told = recall_type({"sentenceGroup": "YOUTH_SDS", "isMappaLevel2Or3": None, "isYouthSentenceOver12Months": False})
    assert told["unanswered"] == ["isYouthChargedWithSeriousOffence", "isMappaLevel2Or3"]
    assert (told["fixedTermMandatory"], told["standardMandatory"]) == (False, False)

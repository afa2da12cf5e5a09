"""Orders in the community: when they end, the periods of a suspended sentence, and the limits of each requirement."""

from datetime import date

import pytest

from tests.rules.sentences import day, days_of, faults_of, months, named, one, only_fault, sentence
from throughcare.rules.sentences import (
    Case,
    DateName,
    Kind,
    Length,
    Requirement,
    RequirementKind,
    check_requirements,
    work_out,
)
from throughcare.rules.sentences.requirement_limits import LIMITS
from throughcare.rules.sentences.rule_sets import Clock

CO, SSO, YRO = Kind.COMMUNITY_ORDER, Kind.SUSPENDED_SENTENCE_ORDER, Kind.YOUTH_REHABILITATION
WORK, RAR = RequirementKind.UNPAID_WORK, RequirementKind.REHABILITATION_ACTIVITY


def asks(kind, amount=None, length=None):
    return Requirement(kind=kind, amount=amount, length=length)


def test_a_community_order_ends_with_its_length_and_its_work_is_due_in_twelve_months():
    case = one(CO, length=months(24), requirements=(asks(WORK, 100), asks(RAR, 20)))
    assert days_of(case) == {
        "order_end": day("2017-02-28"),
        "unpaid_work_end": day("2016-02-29"),
        "rehabilitation_activity_end": day("2017-02-28"),
    }
    assert any("until the hours are done" in words for words in named(case, DateName.ORDER_END).would_change)


def test_a_suspended_sentence_has_two_periods_and_its_activity_lasts_for_the_shorter():
    case = one(SSO, length=months(9), operational=months(18), supervision=months(12), requirements=(asks(RAR, 30),))
    assert days_of(case) == {
        "operational_end": day("2016-08-31"),
        "supervision_period_end": day("2016-02-29"),
        "rehabilitation_activity_end": day("2016-02-29"),
    }


def test_a_curfew_ends_on_its_own_day():
    case = one(CO, length=months(12), requirements=(asks(RequirementKind.CURFEW, 10, months(4)),))
    found = work_out(case).named(DateName.REQUIREMENT_END, "curfew")
    assert found.day == day("2015-06-30")


def test_each_of_several_orders_has_its_own_days():
    case = Case(sentences=(sentence(CO, name="a", length=months(12)), sentence(CO, name="b", length=months(24))))
    assert [(each.of, each.day) for each in work_out(case).dates] == [
        ("sentence a", day("2016-02-29")),
        ("sentence b", day("2017-02-28")),
    ]


@pytest.mark.parametrize(
    ("kind", "said", "field", "right"),
    [
        (CO, {"length": Length(years=3, days=1)}, "length", "3 years at most"),
        (YRO, {"length": months(37)}, "length", "3 years at most"),
        (SSO, {"length": Length(days=13), "operational": months(12)}, "length", "14 days to 2 years"),
        (SSO, {"length": months(25), "operational": months(12)}, "length", "14 days to 2 years"),
        (SSO, {"length": months(6)}, "operational", "6 months to 2 years"),
        (SSO, {"length": months(6), "operational": months(5)}, "operational", "6 months to 2 years"),
        (SSO, {"length": months(6), "operational": months(25)}, "operational", "6 months to 2 years"),
        (
            SSO,
            {"length": months(6), "operational": months(12), "supervision": months(18)},
            "supervision",
            "longer than the operational period",
        ),
        (
            SSO,
            {"length": months(6), "operational": months(12), "requirements": (asks(RAR, 5),)},
            "supervision",
            "supervision period",
        ),
        (CO, {"remand_days": 5}, "remand_days", "leave them out"),
        (CO, {"operational": months(12)}, "operational", "Only a suspended sentence order"),
        (Kind.CUSTODY, {"requirements": (asks(RAR, 5),)}, "requirements", "leave them out"),
    ],
)
def test_what_an_order_cannot_be_is_refused_with_what_it_can(kind, said, field, right):
    fault = only_fault(one(kind, **said))
    assert fault.field == field
    assert right in fault.sentence


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (CO, {"length": Length(years=3)}),
        (SSO, {"length": Length(days=14), "operational": months(6)}),
        (SSO, {"length": Length(years=2), "operational": Length(years=2)}),
    ],
)
def test_the_limits_themselves_are_allowed(kind, said):
    assert work_out(one(kind, **said)).dates


def test_from_22_march_2026_three_years_can_be_suspended_and_that_is_not_verified():
    said = {"offence_on": day("2026-01-05"), "length": Length(years=3), "operational": Length(years=3)}
    assert faults_of(one(SSO, sentenced_on=day("2026-03-21"), **said))
    found = named(one(SSO, sentenced_on=day("2026-03-22"), **said), DateName.OPERATIONAL_END)
    assert found.day == day("2029-03-21")
    assert not found.is_verified


# --- limits of requirements: one row a limit, the edge itself and one beyond ----------------------------------------
LAW = {
    "2003": (date(2010, 5, 4), date(2010, 6, 1)),
    "2012": (date(2014, 5, 6), date(2014, 6, 2)),
    "2015": (date(2015, 5, 5), date(2015, 6, 1)),
    "2022": (date(2022, 7, 4), date(2022, 8, 1)),
}
CURFEW, EXCLUSION = RequirementKind.CURFEW, RequirementKind.EXCLUSION


@pytest.mark.parametrize(
    ("law", "kind", "good", "bad"),
    [
        ("2015", CO, asks(WORK, 40), asks(WORK, 39)),
        ("2015", CO, asks(WORK, 300), asks(WORK, 301)),
        ("2015", YRO, asks(WORK, 240), asks(WORK, 241)),
        ("2015", CO, asks(RAR, 1), asks(RAR, 0)),
        ("2015", CO, asks(RAR, 9_999), asks(RAR, -1)),
        ("2003", CO, asks(CURFEW, 12, months(6)), asks(CURFEW, 13, months(6))),
        ("2003", CO, asks(CURFEW, 12, months(6)), asks(CURFEW, 12, months(7))),
        ("2015", CO, asks(CURFEW, 2, months(12)), asks(CURFEW, 1, months(12))),
        ("2015", CO, asks(CURFEW, 16, months(12)), asks(CURFEW, 17, months(12))),
        ("2015", CO, asks(CURFEW, 16, months(12)), asks(CURFEW, 16, months(13))),
        ("2022", CO, asks(CURFEW, 20, months(24)), asks(CURFEW, 21, months(24))),
        ("2022", CO, asks(CURFEW, 20, months(24)), asks(CURFEW, 20, months(25))),
        ("2015", CO, asks(EXCLUSION, None, months(24)), asks(EXCLUSION, None, months(25))),
        ("2003", CO, asks(RequirementKind.DRUG_REHABILITATION, None, months(6)),
         asks(RequirementKind.DRUG_REHABILITATION, None, months(5))),
        ("2003", CO, asks(RequirementKind.ALCOHOL_TREATMENT, None, months(6)),
         asks(RequirementKind.ALCOHOL_TREATMENT, None, months(5))),
        ("2015", CO, asks(RequirementKind.DRUG_REHABILITATION, None, months(1)),
         asks(RequirementKind.DRUG_REHABILITATION, None, months(37))),
        ("2015", CO, asks(RequirementKind.ALCOHOL_ABSTINENCE, 120), asks(RequirementKind.ALCOHOL_ABSTINENCE, 121)),
        ("2015", CO, asks(RequirementKind.FOREIGN_TRAVEL, None, months(12)),
         asks(RequirementKind.FOREIGN_TRAVEL, None, months(13))),
        ("2015", CO, asks(RequirementKind.ATTENDANCE_CENTRE, 36), asks(RequirementKind.ATTENDANCE_CENTRE, 37)),
        ("2012", CO, asks(RequirementKind.ACTIVITY, 60), asks(RequirementKind.ACTIVITY, 61)),
        ("2012", CO, asks(RequirementKind.SUPERVISION), asks(RAR, 10)),
        ("2015", CO, asks(RAR, 10), asks(RequirementKind.SUPERVISION)),
        ("2015", YRO, asks(RequirementKind.EXTENDED_ACTIVITY, 180), asks(RequirementKind.EXTENDED_ACTIVITY, 181)),
        ("2015", CO, asks(RequirementKind.PROGRAMME, 30), asks(RequirementKind.EXTENDED_ACTIVITY, 100)),
    ],
)  # fmt: skip
def test_a_requirement_is_allowed_to_its_limit_and_not_beyond(law, kind, good, bad):
    offence_on, sentenced_on = LAW[law]
    order = {"offence_on": offence_on, "sentenced_on": sentenced_on, "length": months(36)}
    assert check_requirements(sentence(kind, requirements=(good,), **order)) == []
    faults = check_requirements(sentence(kind, requirements=(bad,), **order))
    assert len(faults) == 1
    field, words = faults[0]
    assert field.startswith("requirements[0].")
    assert words.endswith(".")


def test_a_requirement_does_not_outlast_its_order_nor_stand_there_twice():
    curfew = asks(CURFEW, 8, months(9))
    assert [field for field, _ in check_requirements(sentence(CO, length=months(6), requirements=(curfew,)))] == [
        "requirements[0].length"
    ]
    twice = sentence(CO, length=months(12), requirements=(asks(WORK, 60), asks(WORK, 80)))
    assert [field for field, _ in check_requirements(twice)] == ["requirements"]


def test_what_is_not_said_of_a_requirement_is_asked_for():
    said = sentence(CO, length=months(12), requirements=(asks(WORK), asks(CURFEW, 8)))
    assert [field for field, _ in check_requirements(said)] == ["requirements[0].amount", "requirements[1].length"]


def test_every_limit_says_where_it_stands_and_none_overlaps_another():
    for limit in LIMITS:
        assert limit.source.strip()
        assert limit.first <= limit.last
        assert ("not read" in limit.source) <= (not limit.is_verified)
        assert limit.clock in (Clock.SENTENCE, Clock.OFFENCE)
    for place, limit in enumerate(LIMITS):
        for other in LIMITS[place + 1 :]:
            same = limit.kind is other.kind and limit.orders & other.orders
            assert not same or limit.last < other.first or other.last < limit.first, (limit, other)

"""Limits of access, communication needs and absences, decided from what stands; and what nobody can record yet."""

from dataclasses import replace
from datetime import date

import pytest

from tests.rules.forms import CASE, TODAY, TOLD, day, faults_of, said_of, state_of
from throughcare.facts import YesNo
from throughcare.facts.drafts import Draft
from throughcare.facts.identity import AccessLimit
from throughcare.facts.record import Erased, Withdrawn
from throughcare.facts.stream import in_order, standing
from throughcare.facts.supervision import NeedKind
from throughcare.rules.absence import CHANGED, Absence, absences_that_stand, decide_absence
from throughcare.rules.case.supervision import Need
from throughcare.rules.limits import (
    LIFT_OTHERS,
    NAME_YOURSELF,
    NOT_YOURSELF,
    check_stays_in_sight,
    decide_limit,
    decide_limit_lifted,
    limits_that_stand,
)
from throughcare.rules.needs import decide_need, decide_need_over
from throughcare.rules.record import check_erases_nothing
from throughcare.rules.refusals import NotRecorded

WHY = "Lives next door to her."
EXCLUSION, RESTRICTION = AccessLimit.EXCLUSION, AccessLimit.RESTRICTION


def named(excluded=(), restricted_to=()):
    return replace(CASE, excluded=frozenset(excluded), restricted_to=frozenset(restricted_to))


def limit(case=CASE, decide=decide_limit, **said):
    asked = {"limit": EXCLUSION, "officer": "P", "reason": WHY, "by": "M", "may_oversee": True, "today": TODAY}
    return decide(case, **asked | said)


def whom(drafts):
    return [draft.payload["officer"] for draft in drafts]


def test_an_exclusion_holds_from_today_and_keeps_its_reason():
    said = {"limit": EXCLUSION, "officer": "P", "review_on": date(2016, 9, 16)}
    assert said_of(limit()) == [("access_limited", TODAY, said, None, WHY)]


def test_the_first_restriction_names_whoever_sets_it_and_a_later_one_does_not():
    assert whom(limit(limit=RESTRICTION)) == ["M", "P"]
    assert whom(limit(limit=RESTRICTION, officer="M")) == ["M"]
    assert whom(limit(named(restricted_to="M"), limit=RESTRICTION)) == ["P"]


def test_nobody_shuts_themselves_out():
    others = named(restricted_to="X")
    assert faults_of(lambda: limit(others, limit=RESTRICTION)) == {"officer": NAME_YOURSELF}
    assert whom(limit(others, limit=RESTRICTION, officer="M")) == ["M"]
    assert faults_of(lambda: limit(officer="M")) == {"officer": NOT_YOURSELF}
    own = {"decide": decide_limit_lifted, "limit": RESTRICTION, "officer": "M"}
    assert faults_of(lambda: limit(named(restricted_to="MX"), **own)) == {"lifted": LIFT_OTHERS}
    assert limit(named(restricted_to="M"), **own)[0].payload["over"] is YesNo.YES


def test_all_that_is_wrong_with_a_limit_is_told_at_once():
    found = faults_of(lambda: limit(limit=None, officer=" ", reason="no", may_oversee=False))
    assert list(found) == ["may_oversee", "limit", "officer", "reason"]
    assert set(faults_of(lambda: limit(decide=decide_limit_lifted, limit=None, reason=None))) == {"lifted", "reason"}
    assert set(faults_of(lambda: limit(decide=decide_limit_lifted))) == {"lifted"}
    assert set(faults_of(lambda: limit(named("P"), officer="P"))) == {"officer"}


@pytest.mark.parametrize(
    ("before", "after", "is_refused"),
    [
        (named(restricted_to="MX"), named(restricted_to="X"), True),
        (named(restricted_to="MX"), named(restricted_to="M"), False),
        (named(restricted_to="M"), named(), False),
        (named(restricted_to="X"), named(restricted_to="X"), False),
        (named(), named(excluded="M"), True),
    ],
)
def test_a_withdrawal_shuts_nobody_out_who_makes_it(before, after, is_refused):
    if is_refused:
        with pytest.raises(NotRecorded):
            check_stays_in_sight(before, after, "M")
    else:
        check_stays_in_sight(before, after, "M")


def test_the_limits_that_stand_are_those_of_the_case():
    told = TOLD
    for on, which, who, over in (
        ("2016-03-10", EXCLUSION, "A", None),
        ("2016-03-11", EXCLUSION, "B", None),
        ("2016-03-12", EXCLUSION, "A", "Y"),
        ("2016-03-12", RESTRICTION, None, None),
        ("2016-03-13", None, "C", None),
    ):
        told = told.happens("access_limited", on, limit=which, officer=who, over=over)
    found = limits_that_stand(in_order(standing(told.facts, as_of=TODAY)))
    assert [(each.limit, each.code, each.since_on) for each in found] == [
        (EXCLUSION, "B", day("2016-03-11")),
        (RESTRICTION, None, day("2016-03-12")),
    ]
    state = state_of(told.facts)
    assert (state.excluded, state.restricted_to) == ({"B"}, {""})


# --- needs


def needs(*each):
    return replace(CASE, needs=tuple(Need(kind, detail, day("2016-03-10")) for kind, detail in each))


def test_a_need_is_recorded_and_not_twice():
    [draft] = decide_need(CASE, need=NeedKind.WELSH, detail=" ", today=TODAY)
    assert draft.payload == {"need": NeedKind.WELSH, "detail": None}
    polish = needs((NeedKind.INTERPRETER, "Polish"))
    assert decide_need(polish, need=NeedKind.INTERPRETER, detail="Urdu", today=TODAY)
    found = faults_of(lambda: decide_need(polish, need=NeedKind.INTERPRETER, detail=" Polish ", today=TODAY))
    assert found == {"need": "This need is recorded already, since 10 March 2016."}


@pytest.mark.parametrize("need", [NeedKind.INTERPRETER, NeedKind.SIGN_LANGUAGE, NeedKind.OTHER])
def test_a_need_that_nobody_can_meet_without_more_needs_more(need):
    assert set(faults_of(lambda: decide_need(CASE, need=need, detail="", today=TODAY))) == {"detail"}
    assert set(faults_of(lambda: decide_need(CASE, need=None, detail="", today=TODAY))) == {"need"}


def test_only_a_need_that_stands_is_over():
    case = needs((NeedKind.OTHER, "Large print"))
    [draft] = decide_need_over(case, need=NeedKind.OTHER, detail="Large print", today=TODAY)
    assert draft.payload["over"] is YesNo.YES
    assert set(faults_of(lambda: decide_need_over(case, need=NeedKind.OTHER, detail="x", today=TODAY))) == {"need"}


# --- absences

AWAY = (Absence(3, day("2016-03-14"), None, "B"),)


def absent(stand=AWAY, **said):
    asked = {"officer": "A", "first_on": day("2016-03-21"), "until_on": None, "cover": None, "changes": None}
    return decide_absence(stand, today=TODAY, **asked | said)


def test_an_absence_says_who_from_when_until_when_and_who_covers():
    [draft] = absent(until_on=day("2016-03-21"), cover="B")
    said = {"officer": "A", "until_on": day("2016-03-21"), "cover": "B"}
    assert said_of([draft]) == [("practitioner_absent", day("2016-03-21"), said, None, None)]


def test_an_absence_that_cannot_be_is_refused():
    assert list(faults_of(lambda: absent(first_on=None, cover="A"))) == ["first_on", "cover"]
    assert set(faults_of(lambda: absent(until_on=day("2016-03-20")))) == {"until_on"}
    assert set(faults_of(lambda: absent(first_on=day("2016-03-14")))) == {"first_on"}
    assert set(faults_of(lambda: absent(changes=9))) == {"changes"}


def test_a_changed_absence_takes_the_place_of_what_stood():
    mark, new = absent(first_on=day("2016-03-14"), until_on=day("2016-03-18"), changes=3)
    assert (mark.kind, mark.payload) == (Withdrawn, {"target": 3, "reason": CHANGED})
    assert (new.on, new.payload["until_on"], new.payload["cover"]) == (day("2016-03-14"), day("2016-03-18"), None)


def test_absences_are_read_from_the_facts_that_stand():
    told = TOLD.happens("practitioner_absent", "2016-03-14", officer="A", cover="B")
    assert absences_that_stand(told.facts) == (Absence(len(told.facts), day("2016-03-14"), None, "B"),)


# --- erasing


def test_nothing_says_that_it_erased():
    check_erases_nothing([Draft(kind=Withdrawn, on=TODAY, payload={"target": 1})])
    with pytest.raises(ValueError, match="erasing is not built yet"):
        check_erases_nothing([Draft(kind=Erased, on=TODAY, payload={"target": 1})])

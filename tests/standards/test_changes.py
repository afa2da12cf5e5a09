"""A change to a standard is checked as a pack is, and what no case could satisfy is refused in a sentence."""

import pytest

from tests.standards.packs import pack, standard
from throughcare.calendar import Limit, Unit
from throughcare.standards import language
from throughcare.standards.changes import EVERYBODY, NOBODY, ChangeFault, read_change

PACK = pack("briefing")
SCREENED = "{screened: true}"


def change(id_: str = "first-appointment", **texts: str):
    return read_change(texts, standard(f"briefing/{id_}"), PACK)


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("3 working days", Limit(3, Unit.WORKING_DAYS)),
        ("1 working day", Limit(1, Unit.WORKING_DAYS)),
        ("10 days", Limit(10, Unit.CALENDAR_DAYS)),
        (" 2  Months ", Limit(2, Unit.MONTHS)),
        ("0 days", Limit(0, Unit.CALENDAR_DAYS)),
    ],
)
def test_a_limit_is_read_as_people_say_it(text, limit):
    assert change(limit=text).limit == limit


@pytest.mark.parametrize(
    ("texts", "field", "words"),
    [
        ({"limit": "-3 working days"}, "limit", "cannot be negative"),
        ({"limit": "3 fortnights"}, "limit", "say a count and a unit"),
        ({"limit": "3"}, "limit", "say a count and a unit"),
        ({"limit": "99999 days"}, "limit", "from 0 to 9999"),
        ({"limit": "5 working days"}, "", "changes nothing"),
        ({"applies": "everybody"}, "", "changes nothing"),
        ({"applies": "{rosh_level: HIG}"}, "applies", "is no value of 'rosh_level'"),
        ({"applies": "{rosh: HIGH}"}, "applies", "no field or attribute 'rosh'"),
        ({"applies": "{warranted: true, concerned: false, rosh_level: LOW}"}, "applies", "could never hold"),
        ({"applies": "{warranted: false, concerned: true}"}, "applies", "could never hold"),
        ({"applies": "{kind: sentenced, disposal: IMMEDIATE CUSTODY}"}, "applies", "could never hold"),
        ({"met_by": "{kind: appointment, outcome: ATTENDED, warranted: true, concerned: false, rosh_level: LOW}"},
         "met_by", "no case could ever satisfy"),
        ({"met_by": "{outcome: ATTENDED}"}, "met_by", "of which kind"),
        ({"met_by": "[{kind: plan, due: {months: 1}}]"}, "met_by", "no 'due'"),
        ({"met_by": "{kind: [plan"}, "met_by", "not readable"),
        ({"met_by": "{kind: appointment, officer: A1}"}, "met_by", "figures stop at the team"),
        ({"applies": "{assigned_officer: A1}"}, "applies", "figures stop at the team"),
        ({"unknown": SCREENED}, "unknown", "there is no 'applies'"),
    ],
)  # fmt: skip
def test_a_change_that_cannot_be_counted_is_refused(texts, field, words):
    with pytest.raises(ChangeFault) as refused:
        change(**texts)
    (found, sentence), *_ = refused.value.faults
    assert found == field
    assert words in sentence


def test_all_faults_are_found_in_one_go():
    with pytest.raises(ChangeFault) as refused:
        change(limit="-1 days", applies="{rosh_level: HIG}", met_by="nothing")
    assert [name for name, _ in refused.value.faults] == ["limit", "applies", "met_by"]


def test_a_gate_has_no_limit_and_may_hold_otherwise():
    with pytest.raises(ChangeFault, match="no limit that could be changed"):
        change("rosh-at-allocation", limit="3 days")
    held = change("rosh-at-allocation", met_by="{screened: true, full_analysis: true}")
    assert held.made_to(standard("briefing/rosh-at-allocation"), PACK).holds == held.satisfies


def test_everybody_and_nobody_are_conditions_of_their_own():
    assert change("home-visit", applies="everybody").applies == EVERYBODY
    made = change(applies="Nobody").made_to(standard("briefing/first-appointment"), PACK)
    assert (made.applies, made.unknown) == (NOBODY, ())


def test_what_is_not_known_goes_with_the_condition():
    first = standard("briefing/first-appointment")
    warranted = change(applies="warranted").made_to(first, PACK)
    assert warranted.unknown == standard("briefing/home-visit").unknown
    level = change(applies="{rosh_level: HIGH}").made_to(first, PACK)
    assert level.unknown == (language.Clause((), (language.Test("rosh_level", (None,)),)),)
    assert "rosh_level" in [attribute.name for attribute in level.attributes]
    said = change(applies="{rosh_level: HIGH}", unknown="{screened: false}").made_to(first, PACK)
    assert said.unknown == (language.Clause((), (language.Test("screened", (False,)),)),)

"""What is said of people in the same words everywhere: names and flags; and the classes that pages are drawn by."""

import re
from pathlib import Path

import pytest

import throughcare.web
from throughcare.facts.risk import Register, RoshLevel
from throughcare.records.queries.person import full_name, name_in_sentence
from throughcare.web.design.people_words import Flag, concerns_in, flags_of
from throughcare.web.people.standards import say_clock

WEB = Path(throughcare.web.__file__).parent
PLAIN = {"has_safety_warning": False, "concerns": (), "is_limited": False}


@pytest.mark.parametrize(
    ("given", "family", "alone", "in_sentence"),
    [
        ("Aaron", "Bell", "Aaron Bell", "Aaron Bell"),
        ("", "Bell", "Bell", "Bell"),
        ("Aaron", "", "Aaron", "Aaron"),
        ("", "", "Name not recorded", "Name not recorded (X1)"),
        (None, None, "Name not recorded", "Name not recorded (X1)"),
    ],
)
def test_a_name_that_is_not_recorded_is_said_to_be_so(given, family, alone, in_sentence):
    assert full_name(given, family) == alone
    assert name_in_sentence(given, family, "X1") == in_sentence


def test_flags_have_one_order_and_one_set_of_tones():
    concerns = concerns_in(domestic_abuse=True, child_concern=True)
    assert concerns == (Register.DOMESTIC_ABUSE, Register.CHILD)
    found = flags_of(
        RoshLevel.HIGH, is_active=False, has_safety_warning=True, concerns=concerns, is_limited=True, in_full=True
    )
    assert [(flag.words, flag.kind) for flag in found] == [
        ("No order runs", "past"),
        ("High risk of serious harm", "danger"),
        ("Staff safety warning", "danger"),
        ("Domestic abuse concern", "warn"),
        ("Child concern", "warn"),
        ("Limited access", "calm"),
    ]


@pytest.mark.parametrize("at_once", [True, False])
def test_a_risk_that_is_not_recorded_is_no_calm_one(at_once):
    assert flags_of(None, at_once=at_once, **PLAIN) == (Flag("Risk not recorded", "warn"),)


@pytest.mark.parametrize(("level", "many"), [(RoshLevel.VERY_HIGH, 1), (RoshLevel.HIGH, 1), (RoshLevel.LOW, 0)])
def test_at_once_only_what_calls_for_care_is_shown(level, many):
    assert len(flags_of(level, at_once=True, **PLAIN)) == many
    assert len(flags_of(level, **PLAIN)) == 1


@pytest.mark.parametrize(
    ("standard", "clock"),
    [
        ("briefing/first-appointment", "inspection"),
        ("briefing/first-appointment-contract", "contract"),
        ("contract-2015/first-appointment", "contract"),
        ("throughcare/oversight-on-new-risk", "our own"),
        ("ours/visits", "ours"),
    ],
)
def test_a_clock_is_called_the_same_on_every_page(standard, clock):
    assert say_clock(standard) == clock


def test_every_class_of_ours_that_a_page_names_is_drawn():
    drawn = (WEB / "static/site/throughcare.css").read_text(encoding="utf-8")
    pages = "".join(path.read_text(encoding="utf-8") for path in (WEB / "templates").rglob("*.html"))
    named = {name for name in re.findall(r"tc-[a-z_-]+", pages) if not name.endswith("--")}  # those end in a value
    assert sorted(name for name in named if f".{name}" not in drawn) == []

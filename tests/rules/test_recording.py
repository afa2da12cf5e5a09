"""The short forms, each by itself: a plan, a review, a change, a concern, an agency, oversight, a warning."""

from dataclasses import replace

import pytest

from tests.rules.forms import CASE, TODAY, day, faults_of, said_of
from throughcare.facts import YesNo
from throughcare.facts.risk import Assessment, Completion, Register, RoshLevel
from throughcare.rules.case import SafetyWarning
from throughcare.rules.escalation import decide_agency_told
from throughcare.rules.oversight import decide_oversight
from throughcare.rules.risk import decide_change, decide_concern, decide_review
from throughcare.rules.safety import safety_card, say_safety_card
from throughcare.rules.supervision import decide_plan, decide_safety

ON = day("2016-03-15")


def plan(**said):
    return decide_plan(CASE, **{"on": ON, "officer": "A", "today": TODAY, **said})


def review(**said):
    return decide_review(CASE, **{"on": ON, "officer": "A", "today": TODAY, **said})


def change(**said):
    return decide_change(CASE, **{"on": ON, "officer": "A", "note": "He has moved", "today": TODAY, **said})


def concern(**said):
    return decide_concern(CASE, **{"on": ON, "register": Register.CHILD, "today": TODAY, **said})


def told(**said):
    return decide_agency_told(CASE, **{"on": ON, "officer": "A", "agency": "Police", "today": TODAY, **said})


def oversight(**said):
    usual = {"on": ON, "officer": "M", "judgement": "Visit weekly", "may_oversee": True, "today": TODAY}
    return decide_oversight(CASE, **usual | said)


def safety(**said):
    usual = {"warning": "A dog", "safe_way": None, "in_pairs": YesNo.NO, "today": TODAY}
    return decide_safety(**usual | said)


REVIEW = {"assessment": Assessment.REVIEW, "status": Completion.COMPLETE, "assessor": "A"}


@pytest.mark.parametrize(
    ("drafts", "recorded"),
    [
        (plan(note="Agreed"), ("plan", ON, {"officer": "A"}, None, "Agreed")),
        (review(), ("assessed", ON, REVIEW, None, None)),
        (review(level=RoshLevel.LOW), ("assessed", ON, REVIEW | {"level": RoshLevel.LOW}, None, None)),
        (change(), ("significant_change", ON, {"officer": "A"}, None, "He has moved")),
        (concern(), ("concern", ON, {"register": Register.CHILD}, None, None)),
        (told(), ("agency_notified", ON, {"officer": "A", "agency": "Police"}, None, None)),
        (oversight(), ("oversight", ON, {"officer": "M"}, None, "Visit weekly")),
        (safety(), ("staff_safety", TODAY, {"warning": "A dog", "visit_in_pairs": YesNo.NO}, None, None)),
    ],
)
def test_a_short_form_is_one_fact(drafts, recorded):
    assert said_of(drafts) == [recorded]


@pytest.mark.parametrize("decide", [plan, review, change, concern, told, oversight])
@pytest.mark.parametrize("on", [None, day("2016-03-17"), day("2016-03-02")])
def test_what_happened_has_its_day_in_the_past_and_not_before_the_case_came(decide, on):
    assert list(faults_of(lambda: decide(on=on))) == ["on"]


@pytest.mark.parametrize(
    ("decide", "said", "fields"),
    [
        (plan, {"officer": " "}, ["officer"]),
        (plan, {"note": "\x00"}, ["note"]),
        (review, {"officer": None, "note": "x" * 10_001}, ["officer", "note"]),
        (change, {"note": ""}, ["note"]),
        (concern, {"register": None}, ["register"]),
        (told, {"agency": None}, ["agency"]),
        (told, {"agency": "x" * 201}, ["agency"]),
        (oversight, {"judgement": None}, ["judgement"]),
        (oversight, {"judgement": "Discussed"}, ["judgement"]),
        (oversight, {"officer": None}, ["officer"]),
        (oversight, {"may_oversee": False}, ["may_oversee"]),
        (safety, {"warning": " ", "in_pairs": None}, ["warning", "in_pairs"]),
        (safety, {"safe_way": "\x1b"}, ["safe_way"]),
    ],
)
def test_a_short_form_is_refused_field_by_field(decide, said, fields):
    assert list(faults_of(lambda: decide(**said))) == fields


# --- the card


def warned(**said):
    """A case of low risk and no concern, with the warnings of these drafts."""
    return replace(CASE, **{"rosh_level": RoshLevel.LOW, **said})


def warning(in_pairs, text="A dog", safe_way=None):
    return SafetyWarning(ON, text, safe_way, in_pairs, 9)


def lines_of(case):
    card = safety_card(case)
    return card and list(say_safety_card(card))


UNKNOWN_LEVEL = "The level of risk of serious harm is not recorded: prepare as if it were high."


@pytest.mark.parametrize(
    ("said", "lines"),
    [
        ({}, None),
        ({"rosh_level": RoshLevel.MEDIUM}, None),
        ({"rosh_level": None}, ["It is not recorded whether two must go.", UNKNOWN_LEVEL]),
        (
            {"rosh_level": RoshLevel.VERY_HIGH},
            ["It is not recorded whether two must go.", "The risk of serious harm is very high."],
        ),
        (
            {"concerns": {Register.DOMESTIC_ABUSE: ON}},
            ["It is not recorded whether two must go.", "Domestic abuse concern on the record."],
        ),
        ({"safety": (warning(YesNo.NO),)}, ["A dog (recorded on 15 March 2016)"]),
        (
            {"safety": (warning(YesNo.NO, "A knife", "At the office"), warning(YesNo.YES))},
            [
                "Two must go.",
                "A knife (recorded on 15 March 2016)",
                "Safe way: At the office",
                "A dog (recorded on 15 March 2016)",
            ],
        ),
        (
            {"safety": (warning(YesNo.NO, None), warning(None)), "rosh_level": RoshLevel.HIGH},
            [
                "A warning without words (recorded on 15 March 2016)",
                "A dog (recorded on 15 March 2016)",
                "The risk of serious harm is high.",
            ],
        ),
    ],
)
def test_the_card_says_what_must_be_known_before_a_visit(said, lines):
    assert lines_of(warned(**said)) == lines

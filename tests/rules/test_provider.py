"""Which organisation is to hold a case: the rule as a table, its unknowns, and when it is decided again."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.facts.risk import RoshLevel
from throughcare.facts.staff import ProviderType
from throughcare.rules.case import ProviderDecision
from throughcare.rules.provider import (
    RSR_THRESHOLD,
    Factor,
    Input,
    Where,
    as_text,
    decide_provider,
    inputs_in,
    needs_redeciding,
    say_redeciding,
    say_rule,
    threshold_in,
)

NPS, CRC = ProviderType.NPS, ProviderType.CRC
ON = date(2016, 3, 1)
PLAIN = {"mappa": "N", "rosh": "LOW", "rsr": "1.02", "public_interest": "N", "deportation": "N", "deferred": "N"}


def inputs(where=Where.RECORD, **values):
    said = PLAIN | values
    return {Factor(name): Input(value, where, ON, 7) for name, value in said.items() if value is not None}


# fmt: off
TABLE = [
    # what is otherwise,                               gives, because,             unknown
    ({},                                               CRC,  (),                   ()),
    ({"rsr": "6.89"},                                  CRC,  (),                   ()),
    ({"rsr": "6.895"},                                 CRC,  (),                   ()),
    ({"rsr": "6.90"},                                  NPS,  ("rsr",),             ()),
    ({"rsr": "6.9"},                                   NPS,  ("rsr",),             ()),
    ({"rsr": "100"},                                   NPS,  ("rsr",),             ()),
    ({"rosh": "MEDIUM"},                               CRC,  (),                   ()),
    ({"rosh": "HIGH"},                                 NPS,  ("rosh",),            ()),
    ({"rosh": "VERY HIGH"},                            NPS,  ("rosh",),            ()),
    ({"mappa": "Y"},                                   NPS,  ("mappa",),           ()),
    ({"public_interest": "Y"},                         NPS,  ("public_interest",), ()),
    ({"deportation": "Y"},                             NPS,  ("deportation",),     ()),
    ({"deferred": "Y"},                                NPS,  ("deferred",),        ()),
    ({"mappa": "Y", "rsr": "7.00"},                    NPS,  ("mappa", "rsr"),     ()),
    ({"rsr": None},                                    None, (),                   ("rsr",)),
    ({"rosh": None},                                   None, (),                   ("rosh",)),
    ({"mappa": None},                                  None, (),                   ("mappa",)),
    ({"public_interest": None},                        None, (),                   ("public_interest",)),
    ({"deportation": None},                            None, (),                   ("deportation",)),
    ({"deferred": None},                               None, (),                   ("deferred",)),
    ({"rosh": "HIGH", "rsr": None},                    NPS,  ("rosh",),            ("rsr",)),
    ({"rsr": "NaN"},                                   None, (),                   ("rsr",)),
    ({"rsr": "many"},                                  None, (),                   ("rsr",)),
]
# fmt: on


@pytest.mark.parametrize(("otherwise", "gives", "because", "unknown"), TABLE)
def test_the_rule(otherwise, gives, because, unknown):
    rule = decide_provider(inputs(**otherwise))
    assert (rule.gives, rule.because, rule.unknown) == (
        gives,
        tuple(map(Factor, because)),
        tuple(map(Factor, unknown)),
    )


def test_the_threshold_is_a_parameter_and_kept_in_the_version():
    assert decide_provider(inputs(rsr="6.895"), threshold=Decimal("6.895")).gives is NPS
    assert decide_provider(inputs(rsr="6.89"), threshold=Decimal("6.89")).version == "provider-1, RSR from 6.89"
    assert decide_provider(inputs()).version == "provider-1, RSR from 6.90"


def test_what_is_not_known_is_never_a_no():
    words = say_rule(decide_provider(inputs(rsr=None, mappa=None)))
    assert words.startswith(
        "The rule cannot decide yet. Not known: eligible for public protection arrangements (MAPPA)"
    )
    words = say_rule(decide_provider(inputs(rosh="HIGH", rsr=None)))
    assert "because the risk of serious harm is high or very high, whatever is still not known" in words


YES_NO = st.sampled_from([None, "N", "Y"])
LEVELS = [None, *(level.value for level in RoshLevel)]
FIGURES = st.none() | st.decimals(0, 100, places=3).map(str)
ANY = st.fixed_dictionaries(
    dict.fromkeys(("mappa", "public_interest", "deportation", "deferred"), YES_NO)
    | {"rosh": st.sampled_from(LEVELS), "rsr": FIGURES}
)


@given(ANY)
def test_it_gives_something_or_says_what_it_does_not_know(values):
    rule = decide_provider(inputs(**values))
    assert (rule.gives is None) == (bool(rule.unknown) and not rule.because)
    assert (rule.gives is CRC) == (not rule.unknown and not rule.because)
    assert say_rule(rule).endswith(".")


@given(ANY, st.sampled_from(list(Factor)), st.decimals(0, 100, places=3))
def test_more_risk_never_moves_a_case_from_the_service(values, factor, more):
    before = decide_provider(inputs(**values)).gives
    worse = dict(values)
    match factor:
        case Factor.RSR:
            worse["rsr"] = str(max(Decimal(values["rsr"] or 0), more)) if values["rsr"] else values["rsr"]
        case Factor.ROSH:
            worse["rosh"] = LEVELS[min(LEVELS.index(values["rosh"]) + 1, len(LEVELS) - 1)] if values["rosh"] else None
        case _:
            worse[factor.value] = "Y"
    after = decide_provider(inputs(**worse)).gives
    assert before is not NPS or after is NPS


@given(ANY)
def test_every_input_is_kept_and_read_again(values):
    known = inputs(**values)
    kept = inputs_in(as_text(known, Decimal("6.89")))
    assert {factor: each for factor, each in kept.items() if each.value is not None} == known
    assert threshold_in(as_text(known, Decimal("6.89"))) == Decimal("6.89")


@pytest.mark.parametrize("text", [None, "", "[]", "{", '{"factors": 3}', '{"factors": {"rsr": 3, "x": {}}}', "7"])
def test_inputs_that_are_none_of_ours_are_nothing(text):
    assert inputs_in(text) == {}
    assert threshold_in(text) == RSR_THRESHOLD


def decision(known, decided=CRC):
    return ProviderDecision("1", ON, 9, decided, decided, as_text(known), "provider-1, RSR from 6.90", "C1", None)


def test_nothing_changed_asks_nothing():
    assert needs_redeciding(decision(inputs(rsr="6.9")), inputs(rsr="6.90")) is None


# fmt: off
CHANGES = [
    # was,                now,                what changed,      is it decided again, what the rule gives now
    ({"rsr": "1.02"},     {"rsr": "7.20"},    "rsr",             True,  NPS),
    ({"rsr": "1.02"},     {"rsr": "1.30"},    "rsr",             False, CRC),
    ({"rsr": "6.89"},     {"rsr": "6.895"},   "rsr",             False, CRC),
    ({"rsr": "6.895"},    {"rsr": "6.90"},    "rsr",             True,  NPS),
    ({"rsr": None},       {"rsr": "1.02"},    "rsr",             True,  CRC),
    ({"rsr": "1.02"},     {"rsr": None},      "rsr",             True,  None),
    ({"rosh": "LOW"},     {"rosh": "HIGH"},   "rosh",            True,  NPS),
    ({"rosh": "LOW"},     {"rosh": "MEDIUM"}, "rosh",            False, CRC),
    ({"rosh": "HIGH"},    {"rosh": "MEDIUM"}, "rosh",            True,  CRC),
    ({"mappa": "N"},      {"mappa": "Y"},     "mappa",           True,  NPS),
]
# fmt: on


@pytest.mark.parametrize(("was", "now", "factor", "is_due", "gives"), CHANGES)
def test_it_is_decided_again_where_an_input_crosses(was, now, factor, is_due, gives):
    found = needs_redeciding(decision(inputs(**was)), inputs(**now))
    assert [each.factor.value for each in found.changes] == [factor]
    assert (found.is_due, found.rule.gives) == (is_due, gives)


@given(ANY, ANY)
def test_whoever_decides_again_on_what_is_known_now_need_not_decide_again(was, now):
    found = needs_redeciding(decision(inputs(**was)), inputs(**now))
    assert needs_redeciding(decision(inputs(**now)), inputs(**now)) is None
    if found is None:
        assert decide_provider(inputs(**was)).gives is decide_provider(inputs(**now)).gives
    elif not found.is_due:
        assert found.rule.because == decide_provider(inputs(**was)).because


def test_what_was_said_holds_until_the_record_says_otherwise():
    said = inputs(Where.SAID, rsr=None, rosh=None, deferred=None)
    kept = decision({**inputs(), **said})
    on_record = {Factor.ROSH: Input("LOW", Where.RECORD, ON), Factor.RSR: Input("1.02", Where.RECORD, ON)}
    on_record[Factor.DEFERRED] = Input("N", Where.RECORD, ON)
    assert needs_redeciding(kept, on_record) is None
    mappa = {**on_record, Factor.MAPPA: Input("Y", Where.RECORD, ON)}
    assert needs_redeciding(kept, mappa).rule.gives is NPS


def test_a_change_is_told_from_and_to():
    old = decision(inputs(rsr="1.02"))
    words = say_redeciding(old, needs_redeciding(old, inputs(rsr="7.20")))
    assert words == (
        "Decided on 1 March 2016 for the community rehabilitation company. "
        "Since then RSR went from 1.02% to 7.20%: decide again."
    )
    same = say_redeciding(old, needs_redeciding(old, inputs(rsr="1.30")))
    assert same.endswith("The rule weighs it the same.")
    assert needs_redeciding(replace(old, inputs=None), inputs(rsr="7.20")) is None

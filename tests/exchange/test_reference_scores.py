"""The reference pages say what is so: the figures of the examples by hand, what is asked for, weights and marks."""

import json
import re
from dataclasses import fields
from datetime import date
from enum import Enum

import pytest

from tests.rules.known import cases
from tests.rules.score_answers import right
from throughcare.exchange.score_pages import decisions_page, scores_page, worked
from throughcare.exchange.scores.cases import answer_case
from throughcare.exchange.scores.decision_tables import marks_of, tables_of_decision
from throughcare.exchange.scores.formula_asks import DYNAMIC, NEEDS, OPEN, asks_of
from throughcare.exchange.scores.formula_tables import tables_of
from throughcare.exchange.scores.predictors import BY_USER, CALCULATED, SECOND
from throughcare.exchange.scores.reading import interface_name
from throughcare.rules.scores import snsv_weights
from throughcare.rules.scores.answers import Sex
from throughcare.rules.scores.scored import Formula, logistic

TODAY = date(2026, 11, 26)
PARTS = ("snsv", "ospdc", "ospiic")
# The name of the command or part, its figure and band, the sum of the terms, and the figure that the sum gives by hand.
EXAMPLES = {
    Formula.OGRS3: ("ogrs3", "twoYearScore", 17, "LOW", lambda total: round(100 * logistic(total + 2.1217))),
    Formula.OVP: ("ovp", "twoYearScore", 9, "LOW", lambda total: round(100 * logistic(0.0722 * total - 3.8773))),
    Formula.OGP: ("ogp", "twoYearScore", 59, "MEDIUM", lambda total: round(100 * logistic(0.0616 * total - 3.0795))),
    Formula.SNSV: ("snsv", "score", 0.24, None, lambda total: 100 * logistic(total)),
    Formula.OSPDC: ("ospdc", "score", 0.27, "LOW", lambda total: 100 * logistic(0.1598 * total - 8.633)),
    Formula.OSPIIC: ("ospiic", "score", 10.31, "HIGH", lambda total: 100 * total),
    Formula.RSR: ("rsr", "overallScore", 2.04, "LOW", lambda total: total),
    Formula.ARP: ("arp", "score", 4.27, "LOW", lambda total: 100 * logistic(total)),
    Formula.VRP: ("vrp", "score", 2.32, "LOW", lambda total: 100 * logistic(total)),
    Formula.SVRP: ("svrp", "score", 0.18, "LOW", lambda total: 100 * logistic(total)),
    Formula.DC_SRP: ("dc-srp", "score", 1.54, "MEDIUM", lambda total: 100 * logistic(0.1598 * total - 8.633)),
    Formula.IIC_SRP: ("iic-srp", "score", 10.31, "HIGH", lambda total: 100 * total),
    Formula.CSRP: ("csrp", "overallScore", 2.51, "MEDIUM", lambda total: total),
}
DECIDED = {
    "pni": '"pniPathway": "ALTERNATIVE"',
    "lds": '"ldsScore": 1',
    "mst": '"maturityScore": 10',
    "opd": '"opdResult": "SCREEN_IN"',
    "tier-v2": '"tier": "C2"',
    "tier-v3": '"tier": "A"',
    "workload": '"total_points": 2843',
    "handover": '"handover_date": "2024-02-17"',
    "licence-dates": '"2018-03-27"',
    "recall-type": '"standardMandatory": true',
}


def section(page, title):
    found = {part.split("\n", 1)[0]: part for part in re.split(r"^## ", page, flags=re.MULTILINE)[1:]}
    return next(part for head, part in found.items() if head.endswith(title))


def answer_of(part):
    """The answer that a section of a page ends with, as it is printed there."""
    return json.loads(part.rsplit("```json\n", 1)[1].split("```")[0])


@pytest.mark.parametrize("formula", EXAMPLES)
def test_the_figure_of_an_example_is_that_of_a_pocket_calculator(formula):
    name, figure, expected, band, by_hand = EXAMPLES[formula]
    answer = worked(name)
    assert (answer["output"][figure], answer["output"]["band"]) == (expected, band)
    total = sum(term["adds"] for term in answer["working"])
    assert by_hand(total) == pytest.approx(expected, abs=0.00501)
    printed = section(scores_page(), formula.label)
    assert answer_of(printed)[figure] == expected
    rows = re.findall(r"^\| (.+) \| (.+) \| (-?[0-9.e-]+) \|$", printed.split("Term by term:")[1], re.MULTILINE)
    assert sum(float(adds) for _, _, adds in rows) == pytest.approx(total, abs=1e-4)


@pytest.mark.parametrize("name", DECIDED)
def test_the_answer_of_an_example_stands_on_the_page(name):
    assert DECIDED[name] in section(decisions_page(), f"(`{name}`)").rsplit("The answer:", 1)[1]


# --- what is asked for


def case_of(formula):
    """A case that has everything: of a man with a sexual offence, who abused a partner and uses heroin."""
    answers = right(
        7,
        sex=Sex.MALE,
        has_ever_committed_sexual_offence=True,
        total_number_of_sanctions_for_all_offences=40,
        evidence_of_domestic_abuse=True,
        total_contact_adult_sexual_sanctions=1,
        total_contact_child_sexual_sanctions=1,
        total_non_contact_sexual_offences=1,
        total_indecent_image_sanctions=1,
        date_of_most_recent_sexual_offence=date(2009, 1, 1),
        has_heroin_usage=True,
    )
    first = CALCULATED if formula in (Formula.OGRS3, Formula.OVP, Formula.OGP) else SECOND
    followup = BY_USER if formula in (Formula.SNSV, Formula.OSPDC, Formula.OSPIIC) else first
    told = {field.name: getattr(answers, field.name) for field in fields(answers)}
    given = {interface_name(name): plain(value) for name, value in told.items() if value is not None}
    given[followup] = given.pop("dateAtStartOfFollowup")
    if formula is Formula.OGP:
        return {**given, "ageAtFirstSanction": None, "ogrs3TwoYear": 40}
    return given


def plain(value):
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    return value.value if isinstance(value, Enum) else value.isoformat() if isinstance(value, date) else value


def answered(formula, given):
    name = EXAMPLES[formula][0]
    asked = "rsr" if name in PARTS else name
    return answer_case(asked, {"id": f"{name}/x", "input": given}, on=TODAY)["result"]


ASKED = [
    pytest.param(formula, ask, name, id=f"{formula.value}: {ask.when}: {name}")
    for formula in EXAMPLES
    for ask in asks_of(formula)
    for name in ask.names
    if "where they are told" not in ask.when and "is made from" not in ask.when and "Its band" not in ask.when
]


@pytest.mark.parametrize("formula", [formula for formula in EXAMPLES if asks_of(formula)])
def test_a_case_with_all_that_is_asked_for_has_a_figure_and_nothing_open(formula):
    answer = answered(formula, case_of(formula))
    assert answer["output"][EXAMPLES[formula][1]] is not None
    assert (answer["validationErrors"], answer["notAnswered"]) == ([], [])


@pytest.mark.parametrize(("formula", "ask", "name"), ASKED)
def test_what_is_asked_for_is_missed_as_the_page_says(formula, ask, name):
    given = case_of(formula)
    assert name in given
    answer = answered(formula, {key: value for key, value in given.items() if key != name})
    figure = answer["output"][EXAMPLES[formula][1]]
    named = [field for problem in answer["validationErrors"] for field in problem["fields"]]
    if ask.when == OPEN:
        assert figure is not None
        assert (named, answer["notAnswered"]) == ([], [name])
    elif ask.when == DYNAMIC or "dynamic" in ask.when:
        assert (answer["type"], figure is not None) == ("STATIC", True)
        assert name in named or any("MOTIVATION" in problem["type"] for problem in answer["validationErrors"])
    else:
        assert figure is None
        assert name in named


@pytest.mark.parametrize("formula", [formula for formula in EXAMPLES if asks_of(formula)])
def test_what_a_formula_does_not_ask_for_changes_nothing(formula):
    given = case_of(formula)
    asked = {name for ask in asks_of(formula) for name in ask.names}
    bare = {name: value for name, value in given.items() if name in asked}
    assert answered(formula, bare) == answered(formula, given)


def test_what_is_asked_for_stands_on_the_page():
    for formula in EXAMPLES:
        part = section(scores_page(), formula.label)
        assert f"- {NEEDS}: " in part
        assert "- Version: 1.0 of the formula, 1.0 of its bands." in part
        assert all(f"`{name}`" in part for ask in asks_of(formula) for name in ask.names)


# --- tables and marks


def figures_in(tables):
    return {str(cell) for table in tables for row in table.rows for cell in row}


def test_the_tables_hold_the_numbers_that_are_easily_forgotten():
    assert {"12", "30", "36"} <= figures_in(tables_of(Formula.SNSV))
    assert {"26", "36"} <= figures_in(tables_of(Formula.ARP))
    assert "30" in figures_in(tables_of(Formula.VRP))
    assert "0.38" in figures_in(tables_of(Formula.CSRP))
    last = next(table for table in tables_of(Formula.OSPDC) if "last sexual" in table.title)
    assert last.rows == (("not known", 0), (0, 0), (16, 5), (18, 10))
    for weights in snsv_weights.WEIGHTS.values():
        assert {str(weights.intercept), str(weights.violent_rate)} <= figures_in(tables_of(Formula.SNSV))


def test_the_tables_of_decisions_hold_known_figures():
    held = {name: figures_in(tables_of_decision(name)) for name in DECIDED}
    assert {"206", "138", "65", "2176", "110"} <= held["workload"]
    assert {"3.00 to 6.99", "7.00 to 99.99", "150"} <= held["tier-v2"]
    assert {"6.9", "medium, from 3.36%", "at most 12 months ago"} <= held["tier-v3"]
    assert {"8", "10", "12", "14", "15"} <= held["handover"]
    assert {"2", "3", "5"} <= held["licence-dates"]
    assert {"75", "50", "60", "30", "3", "1"} <= held["pni"]
    flags = next(table for table in tables_of_decision("tier-v3") if table.title == "Flags")
    assert [str(tier) for _, tier in flags.rows] == ["E", "F", "F", "E"]


@pytest.mark.parametrize(
    ("title", "mark"),
    [
        (Formula.OVP.label, "five points"),
        (Formula.IIC_SRP.label, "may be a slip"),
        (Formula.OSPDC.label, "counts it as nothing"),
        (Formula.RSR.label, "bears another word"),
    ],
)
def test_a_page_says_where_a_formula_is_odd(title, mark):
    assert mark in section(scores_page(), title)


@pytest.mark.parametrize(
    ("name", "mark"),
    [
        ("tier-v2", "between 6.99 and 7.00"),
        ("tier-v3", "below 0.60"),
        ("pni", "bounds of RSR are its own"),
        ("pni", "sexual questions"),
        ("pni", "three published rows"),
        ("workload", "no share"),
        ("recall-type", "nobody answered"),
    ],
)
def test_a_page_says_where_a_rule_is_odd(name, mark):
    assert mark in " ".join(marks_of(name))
    assert mark in section(decisions_page(), f"(`{name}`)")


@pytest.mark.parametrize("case", cases("pni", kind="oasys_generated_disagreement"))
def test_a_pathway_is_that_of_the_published_code_where_the_system_itself_says_none(case):
    """The three rows that the page speaks of: ours names what is open beside it."""
    assert case["expected"]["pniPathway"] == "OMISSION"
    result = answer_case("pni", {"id": case["id"], "input": case["input"]}, on=TODAY)["result"]
    assert result["pniPathway"] == case["upstream_code_result"]
    assert result["validationError"][0]["type"] == "MISSING_MANDATORY_INPUT"
    assert any(one["ifOpenAnswersWereGravest"] > one["points"] for one in result["domains"])

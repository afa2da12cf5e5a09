"""The reference pages: the examples come out as they were published, and no formula or rule is without one."""

import re

import pytest

from tests.exchange.test_score_known_answers import differences
from throughcare.exchange.score_pages import scores_page, worked, worked_examples
from throughcare.exchange.scores.cases import names
from throughcare.exchange.scores.formula_tables import tables_of
from throughcare.rules.scores.about import ABOUT
from throughcare.rules.scores.scored import Formula, logistic


@pytest.mark.parametrize("name", worked_examples())
def test_an_example_comes_out_as_it_was_published(name):
    assert differences(worked_examples()[name]["expected"], worked(name)) == []


def test_every_command_and_every_part_has_an_example():
    assert set(worked_examples()) == {*names(), "snsv", "ospdc", "ospiic"} - {"all"}


def test_an_example_is_published_or_says_that_it_is_made_up():
    for name, example in worked_examples().items():
        assert "@" in example["source"] or ":" in example["source"] or example["source"].startswith("made up"), name


def test_every_formula_has_its_section_with_bands_tables_and_terms():
    page = scores_page()
    sections = re.split(r"^## ", page, flags=re.MULTILINE)[1:]
    assert (
        [section.split("\n", 1)[0] for section in sections]
        == [formula.label for formula in ABOUT]
        == [formula.label for formula in Formula]
    )
    for formula, section in zip(ABOUT, sections, strict=True):
        assert ABOUT[formula].source in section
        assert all(f"{table.title}:" in section for table in tables_of(formula))
        assert "The answer:" in section


def test_the_terms_of_ogrs3_give_its_figure_by_a_pocket_calculator():
    terms = [term["adds"] for term in worked("ogrs3")["working"]]
    assert round(100 * logistic(sum(terms) + 2.1217)) == 17
    assert round(100 * logistic(sum(terms) + 1.40256)) == 9


def test_the_points_of_ogp_give_its_figure_by_a_pocket_calculator():
    points = sum(term["adds"] for term in worked("ogp")["working"])
    assert points == 29 + 5 + 5 + 3 + 8 + 3 + 3
    assert round(100 * logistic(0.0616 * points - 3.0795)) == worked("ogp")["twoYear"] == 59

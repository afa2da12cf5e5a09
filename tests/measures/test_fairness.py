"""Teams that are all alike are hardly ever marked; a rule without its safeguards would fail the same tests."""

import numpy as np
import pytest

from bench import fairness
from throughcare.measures.comparison import Group, Verdict, chances, compare
from throughcare.measures.false_discovery import FALSE_MARKS, corrected
from throughcare.measures.published_rule import is_marked

HIGHEST = 1 / 1000
FEWER = 200  # simulations, where the benchmark makes 1,000


@pytest.fixture(scope="module")
def alike():
    return fairness.alike(simulations=FEWER)


@pytest.fixture(scope="module")
def odd_ones():
    return fairness.odd_ones(simulations=FEWER)


def drawn_chances(met):
    return chances(met[:, fairness.DRAWN], fairness.CASELOADS[fairness.DRAWN], fairness.wholes(met))[0]


def test_fewer_than_one_in_a_thousand_teams_alike_is_marked(alike):
    assert fairness.rates(fairness.ours(alike)[0]).of_drawn < HIGHEST


def test_without_the_correction_the_bound_would_be_broken(alike):
    assert (drawn_chances(alike) <= FALSE_MARKS).mean() > 30 * HIGHEST


def test_without_the_allowance_the_bound_would_be_broken_where_duties_come_in_pairs():
    met = fairness.in_pairs(simulations=FEWER)
    assert fairness.rates(fairness.ours(met)[0]).of_drawn < HIGHEST
    assert fairness.rates(fairness.ours(met, with_allowance=False)[0]).of_drawn > 10 * HIGHEST


def test_the_rule_in_print_marks_about_one_in_ten(alike):
    assert fairness.rates(is_marked(alike, fairness.CASELOADS)).of_all == pytest.approx(0.1, abs=0.02)


def test_four_fifths_of_large_teams_at_twice_the_rate_are_found(odd_ones):
    met, is_odd = odd_ones
    found = fairness.power(fairness.ours(met)[0], is_odd)
    assert found.of_large >= 0.8
    assert found.by_chance <= FALSE_MARKS


def test_dependent_comparisons_keep_the_bound():
    for page, share in fairness.dependent_pages().items():
        assert share <= FALSE_MARKS, page


@pytest.mark.parametrize("many", [2, 3, 5, 10, 20, 60])
@pytest.mark.parametrize("rate", [0.03, 0.5, 0.9])
def test_few_groups_alike_mark_no_more_pages_than_promised(many, rate):
    decided = np.rint(np.geomspace(50, 900, many)).astype(int)
    met = np.random.default_rng(many).binomial(decided, rate, (2000, many))
    found = chances(met, decided, met.sum(axis=-1) / decided.sum())[0]
    assert (corrected(found) <= FALSE_MARKS).any(axis=-1).mean() <= FALSE_MARKS + 0.01  # two standard errors


def test_a_page_marks_what_the_benchmark_marks(odd_ones):
    met, _ = odd_ones
    marked = fairness.ours(met)[0]
    for row in range(5):
        teams = [Group(str(n), int(met[row, n]), int(fairness.CASELOADS[n]), 8) for n in range(fairness.TEAMS)]
        funnel = compare(teams)
        assert {int(p.group.name) for p in funnel.placed if p.verdict is not Verdict.AS_EXPECTED} == set(
            np.flatnonzero(marked[row]).tolist()
        )

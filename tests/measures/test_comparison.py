"""Groups compared with the whole: who is marked, who is not drawn, and what is said."""

from dataclasses import replace
from itertools import pairwise
from math import isnan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.measures.binomial import two_sided
from throughcare.measures.comparison import (
    FEWEST_DECIDED,
    Funnel,
    Group,
    Placed,
    Verdict,
    compare,
    compare_all,
)
from throughcare.measures.false_discovery import FALSE_MARKS
from throughcare.measures.intervals import wilson

FOUR = [Group("A", 60, 100, 8), Group("B", 62, 100, 8), Group("C", 58, 100, 8), Group("D", 20, 100, 8)]


@st.composite
def groups(draw, fewest: int = 0, most: int = 25) -> list[Group]:
    """Groups of all sizes, the small ones and those of one person too."""
    found = []
    for number in range(draw(st.integers(fewest, most))):
        decided = draw(st.integers(0, 400))
        staff = draw(st.none() | st.integers(0, 30))
        found.append(Group(f"team {number}", draw(st.integers(0, decided)), decided, staff))
    return found


def verdicts(funnel: Funnel) -> dict[str, Verdict]:
    return {placed.group.name: placed.verdict for placed in funnel.placed}


def marked(funnel: Funnel) -> set[str]:
    return {name for name, verdict in verdicts(funnel).items() if verdict is not Verdict.AS_EXPECTED}


def test_one_team_in_four_that_met_a_fifth_is_lower_than_expected_by_chance():
    funnel = compare(FOUR)
    assert funnel.whole == 0.5
    assert verdicts(funnel)["D"] is Verdict.LOWER
    assert funnel.verdict_of("A") is Verdict.AS_EXPECTED
    assert funnel.compared == 4
    placed = funnel.placed[3]
    assert placed.interval == wilson(20, 100)
    assert placed.p_value == pytest.approx(4 * two_sided(20, 100, 0.5))


def test_no_words_say_that_a_group_is_good_or_bad():
    words = " ".join(verdict.words for verdict in Verdict)
    assert not {"worse", "better", "good", "bad", "poor", "best", "worst"} & set(words.split())
    assert Verdict.HIGHER.words == "higher than expected by chance"


def test_teams_too_small_are_left_out_with_the_reason_and_count_in_the_whole():
    small = [
        Group("one person", 400, 400, 1),
        Group("few staff", 100, 100, 4),
        Group("few duties", 49, 49, 5),
        Group("nothing yet", 0, 0, 9),
    ]
    funnel = compare([*FOUR, *small])
    assert [placed.group.name for placed in funnel.placed] == ["A", "B", "C", "D"]
    assert {group.name: reason.split(":")[0].removesuffix(".") for group, reason in funnel.left_out} == {
        "one person": "One member of staff",
        "few staff": "Fewer than 5 staff",
        "few duties": "Fewer than 50 duties decided",
        "nothing yet": "No duty is decided yet",
    }
    assert funnel.whole == (200 + 549) / (400 + 549)
    assert funnel.verdict_of("few staff") is Verdict.NOT_DRAWN


def test_a_team_of_exactly_5_staff_and_50_duties_is_drawn():
    assert compare([*FOUR, Group("just", 25, 50, 5)]).verdict_of("just") is Verdict.AS_EXPECTED


def test_what_is_no_team_needs_no_staff():
    assert len(compare([replace(group, staff=None) for group in FOUR]).placed) == 4


@pytest.mark.parametrize(
    ("given_groups", "unknown", "words"),
    [
        ([], 0.0, "no duty is decided yet"),
        ([Group("A", 0, 0), Group("B", 0, 0)], 0.0, "no duty is decided yet"),
        ([Group("A", 60, 100)], 0.0, "only one group is large enough"),
        ([Group("A", 6, 10), Group("B", 7, 10)], 0.0, "none of the groups is large enough"),
        (FOUR, 0.101, "of 10% it is unknown whether the duty was owed"),
        (FOUR, 1.0, "of 100% it is unknown"),
    ],
)
def test_where_nothing_can_be_compared_it_says_why(given_groups, unknown, words):
    funnel = compare(given_groups, share_unknown=unknown)
    assert words in funnel.why_none
    assert (funnel.placed, funnel.edges, funnel.compared) == ((), (), 0)
    assert [group for group, _ in funnel.left_out] == given_groups


def test_exactly_a_tenth_unknown_is_still_compared():
    assert compare(FOUR, share_unknown=0.1).placed


def test_nothing_decided_has_no_share():
    assert isnan(compare([Group("A", 0, 0)]).whole)


@pytest.mark.parametrize("share", [0, 1])
def test_where_all_or_none_is_met_everybody_is_as_expected(share):
    funnel = compare([Group(f"team {n}", share * n * 30, n * 30) for n in range(2, 16)])
    assert set(verdicts(funnel).values()) == {Verdict.AS_EXPECTED}
    assert {placed.p_value for placed in funnel.placed} == {1.0}
    assert all(edge.low_998 == share == edge.high_998 for edge in funnel.edges)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Group("A", 11, 10), "A needs 0 <= met <= decided, and not 11 of 10"),
        (lambda: Group("A", -1, 10), "not -1 of 10"),
        (lambda: Group("A", 1, 10, -2), "A needs 0 or more staff, and not -2"),
        (lambda: compare([Group("A", 1, 2), Group("A", 1, 3)]), "these come twice: A$"),
        (lambda: compare(FOUR, share_unknown=10), "from 0 to 1, and not 10"),
        (lambda: compare_all({"x": FOUR}, shares_unknown={"y": 0.1}), r"\['y'\], and there is no such set"),
    ],
)
def test_what_cannot_be_is_refused_in_words(make, words):
    with pytest.raises(ValueError, match=words):
        make()


def test_more_comparisons_on_a_page_make_each_of_them_harder():
    near = [Group("A", 200, 400), Group("B", 200, 400), Group("C", 36, 100), Group("D", 200, 400)]
    alone = compare(near)
    assert marked(alone) == {"C"}
    page = compare_all({"near": near} | {f"other {n}": [Group("A", 50, 100), Group("B", 50, 100)] for n in range(20)})
    assert marked(page["near"]) == set()
    assert page["near"].compared == 44
    assert page["near"].placed[2].p_value > alone.placed[2].p_value


def test_a_set_that_is_not_compared_makes_nothing_harder():
    page = compare_all({"x": FOUR, "y": FOUR}, shares_unknown={"y": 0.5})
    assert page["x"] == compare(FOUR)
    assert page["y"].why_none


def test_no_sets_make_no_funnels():
    assert compare_all({}) == {}


def test_where_all_groups_differ_the_limits_are_widened_and_the_words_say_so():
    apart = [Group(f"team {n}", 50 + 15 * (n % 5), 200) for n in range(20)]
    funnel = compare(apart)
    assert funnel.overdispersion > 4
    assert marked(funnel) == set()
    assert "the differences between all these groups" in funnel.words_of(funnel.placed[0])
    narrow, wide = compare(FOUR).edges[-1], replace(funnel.edges[-1])
    assert wide.high_95 - wide.low_95 > narrow.high_95 - narrow.low_95


def test_the_sentences_say_how_many_are_marked_and_what_was_allowed_for():
    funnel = compare([*FOUR, Group("one person", 4, 4, 1)])
    assert funnel.sentences == (
        "4 groups are compared with the whole, 50.5%: 1 higher than expected by chance, "
        "1 lower than expected by chance. This does not say why.",
        "Allowed for: 4 comparisons on this page.",
        "Not drawn, because too little was counted to compare fairly: 1.",
    )
    assert compare([]).sentences == ("Nothing is compared: no duty is decided yet.",)
    apart = compare([Group(f"team {n}", 50 + 15 * (n % 5), 200) for n in range(20)])
    assert f"the variance is {apart.overdispersion:.1f} times as large" in apart.sentences[2]


def test_fewer_than_ten_groups_get_no_allowance_and_are_told_by_chance_alone():
    funnel = compare(FOUR)
    assert funnel.overdispersion == 1.0
    assert funnel.words_of(funnel.placed[0]) == "no different from what chance alone would give"


def test_the_curves_go_from_the_fewest_to_the_most_and_narrow():
    edges = compare([*FOUR, Group("large", 2500, 5000)]).edges
    assert (edges[0].decided, edges[-1].decided) == (FEWEST_DECIDED, 5000)
    assert 20 < len(edges) <= 24
    for few, many in pairwise(edges):
        assert few.decided < many.decided
        assert few.low_95 < many.low_95
        assert few.high_998 > many.high_998


# Whatever the groups


@given(groups())
def test_every_group_stands_in_one_place_and_one_person_in_none(found):
    funnel = compare(found)
    placed = [placed.group.name for placed in funnel.placed]
    left_out = [group.name for group, _ in funnel.left_out]
    assert sorted(placed + left_out) == sorted(group.name for group in found)
    assert all(placed.group.staff != 1 for placed in funnel.placed)
    assert all(reason.endswith(".") for _, reason in funnel.left_out)
    assert bool(funnel.why_none) == (not funnel.placed)


@given(groups(2), st.randoms(use_true_random=False))
def test_the_order_of_groups_makes_no_difference(found, chance):
    mixed = list(found)
    chance.shuffle(mixed)
    one, other = compare(found), compare(mixed)
    assert verdicts(one) == verdicts(other)
    by_name = {placed.group.name: placed.p_value for placed in other.placed}
    assert all(by_name[placed.group.name] == pytest.approx(placed.p_value, rel=1e-9) for placed in one.placed)


@given(groups(2))
def test_counting_what_was_not_met_turns_higher_into_lower(found):
    turned = {Verdict.HIGHER: Verdict.LOWER, Verdict.LOWER: Verdict.HIGHER}
    opposite = compare([replace(group, met=group.decided - group.met) for group in found])
    assert verdicts(opposite) == {
        name: turned.get(verdict, verdict) for name, verdict in verdicts(compare(found)).items()
    }


@given(groups(2))
def test_the_correction_never_marks_more_than_there_was_without_it(found):
    funnel = compare(found)
    for placed in funnel.placed:
        assert placed.p_value >= uncorrected(funnel, placed) * (1 - 1e-9)
        if placed.verdict is not Verdict.AS_EXPECTED:
            assert (placed.verdict is Verdict.HIGHER) == (placed.share > funnel.whole)


def uncorrected(funnel: Funnel, placed: Placed) -> float:
    """What the p-value would be if it were the only one, and nothing allowed for but the overdispersion."""
    group, times = placed.group, funnel.overdispersion
    return float(two_sided(group.met / times, group.decided / times, funnel.whole))


@given(groups(2), groups(2))
def test_a_second_set_never_marks_more_in_a_set_without_marks_of_its_own(found, others):
    page = compare_all({"one": found, "other": others})
    if not marked(page["other"]):
        assert marked(page["one"]) <= marked(compare(found))


@given(groups(2))
def test_p_values_and_verdicts_agree(found):
    for placed in compare(found).placed:
        assert (placed.p_value <= FALSE_MARKS) == (placed.verdict is not Verdict.AS_EXPECTED)

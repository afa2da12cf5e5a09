"""How good a score is, by group: what is counted, what is left out, what is refused; planted shifts are found."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.measures.slow_score import rates_slowly
from throughcare.measures.calibration import calibration_of
from throughcare.measures.discrimination import auc_of
from throughcare.measures.estimates import FEWEST_OF_RATE, difference
from throughcare.measures.score_errors import error_rates_of
from throughcare.measures.score_levels import levels_of
from throughcare.measures.score_quality import FEWEST_PEOPLE, score_quality

NAN = float("nan")
MANY = 40_000


def drawn(seed=1, many=MANY, shift=0.0):
    """Scores in whole per cent, and outcomes whose chance lies so far above them, in log-odds."""
    rng = np.random.default_rng(seed)
    score = np.round(1 / (1 + np.exp(-rng.normal(-0.5, 1.0, many))), 2).clip(0.01, 0.99)
    chance = 1 / (1 + np.exp(-(np.log(score / (1 - score)) + shift)))
    return score, rng.random(many) < chance


@pytest.fixture(scope="module")
def planted():
    """Two groups of which the score is too high for one by 0.4 in log-odds, and right for the other."""
    (one, did), (other, other_did) = drawn(1, shift=-0.4), drawn(2)
    return np.concatenate((one, other)), np.concatenate((did, other_did)), np.repeat(["North", "South"], MANY)


def test_a_planted_shift_is_found_and_nothing_where_there_is_none(planted):
    found = score_quality(*planted, threshold=0.5)
    north, south = (found.group(name).quality.calibration for name in ("North", "South"))
    assert north.shift.interval[0] < -0.4 < north.shift.interval[1] < -0.3
    assert north.over_observed.interval[0] > 1.1
    assert south.shift.interval[0] < 0 < south.shift.interval[1]
    assert south.over_observed.interval[0] < 1 < south.over_observed.interval[1]
    apart = found.group("North").differences
    assert apart.shift.interval[0] < -0.4 < apart.shift.interval[1] < -0.3
    assert apart.over_observed.interval[0] > 1.1
    assert apart.auc.interval[0] < 0 < apart.auc.interval[1], "the order of people is as good in both"


def test_of_two_groups_each_is_the_others_everybody_else(planted):
    found = score_quality(*planted, threshold=0.5)
    north, south = (found.group(name) for name in ("North", "South"))
    assert north.differences.auc == difference(north.quality.auc, south.quality.auc)
    assert south.differences.auc.value == pytest.approx(-north.differences.auc.value)


def test_a_group_is_held_against_the_one_that_is_named(planted):
    predicted, happened, group = planted
    group = group.copy()
    group[::3] = "East"
    found = score_quality(predicted, happened, group, threshold=0.5, against="South")
    east, south = found.group("East"), found.group("South")
    assert south.differences is None
    assert south.quality is not None
    assert east.differences.gap == difference(east.quality.calibration.gap, south.quality.calibration.gap)
    assert "held against the group South" in found.sentences[-1]


def test_the_whole_and_the_groups_are_as_each_alone(planted):
    predicted, happened, group = planted
    found = score_quality(predicted, happened, group, threshold=0.5)
    pieces = {"North": group == "North", "South": group == "South"}
    for those, quality in [
        (np.ones(len(group), dtype=bool), found.whole),
        *((those, found.group(name).quality) for name, those in pieces.items()),
    ]:
        levels = levels_of(predicted[those], happened[those])
        assert quality.calibration == calibration_of(levels)
        assert quality.auc == auc_of(levels)
        assert quality.errors == error_rates_of(levels, 0.5)
        assert quality.people == those.sum()


scores = st.lists(st.tuples(st.sampled_from([0.1, 0.3, 0.5, 0.7]), st.booleans()), min_size=1, max_size=60)


@given(scores, st.sampled_from([0.05, 0.3, 0.31, 0.5, 0.7, 1.0]))
def test_the_error_rates_are_those_of_the_slow_twin(people, threshold):
    found = error_rates_of(levels_of(*zip(*people, strict=True)), threshold)
    for name, (numerator, denominator) in rates_slowly(people, threshold).items():
        rate = getattr(found, name)
        if denominator < FEWEST_OF_RATE:
            assert rate is None
        else:
            assert (rate.numerator, rate.denominator) == (numerator, denominator)


# --- who is left out ------------------------------------------------------------------------------------------------


def test_who_is_not_yet_over_or_has_no_score_is_counted_apart():
    predicted, happened = drawn(many=300)
    group = np.repeat(["a", "b", "c"], 100)
    over = np.ones(300, dtype=bool)
    over[:30] = False
    predicted[20:50] = NAN
    found = score_quality(predicted, happened, group, threshold=0.5, over=over)
    a = found.group("a")
    assert (a.not_yet, a.no_score, a.quality.people) == (30, 20, 50)
    assert (found.not_yet, found.no_score, found.whole.people) == (30, 20, 250)
    assert found.sentences[0] == "30 people are not yet counted: their two years are not over."
    assert found.sentences[1].startswith("20 people are without a score")
    alone = score_quality(predicted[50:], happened[50:], group[50:], threshold=0.5)
    assert alone.whole == found.whole, "those who are left out change no figure"


def test_whoever_is_convicted_early_does_not_count_early():
    """Counting who has an outcome so far, as if it were the outcome of two years, would show twice as many."""
    predicted, happened = drawn()
    over = np.arange(MANY) % 2 == 0
    known_by_now = happened | over
    naive = happened[known_by_now].mean()
    found = score_quality(predicted, happened, np.full(MANY, "all"), threshold=0.5, over=over)
    assert found.whole.calibration.observed.estimate.value == pytest.approx(happened.mean(), abs=0.01)
    assert naive > 1.3 * happened.mean()


@pytest.mark.parametrize(("many", "is_shown"), [(FEWEST_PEOPLE - 1, False), (FEWEST_PEOPLE, True)])
def test_a_group_of_too_few_has_its_name_and_the_reason(many, is_shown):
    predicted, happened = drawn(many=1000)
    group = np.where(np.arange(1000) < many, "few", "many")
    found = score_quality(predicted, happened, group, threshold=0.5)
    few = found.group("few")
    assert (few.quality is not None) == is_shown
    assert (few.differences is not None) == is_shown
    assert few.too_few == ("" if is_shown else f"Fewer than {FEWEST_PEOPLE} people are counted: too few to tell from "
                           "chance, and to show.")  # fmt: skip
    assert ("Too few to be shown: few." in found.sentences) != is_shown
    assert found.group("many").quality is not None


def test_a_group_against_too_few_has_no_differences():
    predicted, happened = drawn(many=1000)
    group = np.where(np.arange(1000) < 20, "few", "many")
    for against in (None, "few"):
        assert score_quality(predicted, happened, group, threshold=0.5, against=against).group("many").differences is (
            None
        )


def test_with_few_events_there_is_no_area_and_no_line_and_still_a_gap():
    happened = np.arange(400) < 9
    found = score_quality(np.full(400, 0.5), happened, np.full(400, "a"), threshold=0.5).whole
    assert (found.auc, found.calibration.line, found.calibration.shift) == (None, None, None)
    assert found.calibration.gap.interval[1] < -0.4
    assert found.errors.false_negative is None, "of nine people"


def test_nobody_is_nobody():
    found = score_quality([], np.array([], dtype=bool), np.array([], dtype=str), threshold=0.5)
    assert (found.whole, found.groups) == (None, ())


# --- order, and no ranking ------------------------------------------------------------------------------------------


def test_groups_come_in_the_order_that_is_asked_for_and_then_as_they_first_come():
    predicted, happened = drawn(many=400)
    group = np.array(["d", "b", "a", "c"] * 100)
    found = score_quality(predicted, happened, group, threshold=0.5, order=("c", "a"))
    assert [each.name for each in found.groups] == ["c", "a", "d", "b"]


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(240)))
def test_the_order_of_people_makes_no_difference(order):
    predicted, happened = drawn(many=240)
    group = np.array(["a", "b", "c"])[np.arange(240) % 3]
    one = score_quality(predicted, happened, group, threshold=0.4, order="abc")
    other = score_quality(predicted[order], happened[order], group[order], threshold=0.4, order="abc")
    assert one.whole.errors == other.whole.errors
    for here, there in zip(one.groups, other.groups, strict=True):
        assert here.quality.auc == there.quality.auc
        assert here.differences.gap.value == pytest.approx(there.differences.gap.value)


# --- what is refused ------------------------------------------------------------------------------------------------

OK = {"predicted": [0.2, 0.4], "happened": [True, False], "group": ["a", "b"], "threshold": 0.5}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"predicted": [20, 0.4]}, "predicted is a probability from 0 to 1, and not 20 \\(row 0\\)"),
        ({"predicted": [0.2, -0.1]}, "not -0.1 \\(row 1\\)"),
        ({"predicted": [0.2, float("inf")]}, "not inf"),
        ({"predicted": [0.2]}, "all of one length"),
        ({"predicted": 0.2}, "one list each"),
        ({"happened": [True, None]}, "happened is true or false"),
        ({"happened": [1, 0]}, "happened is true or false"),
        ({"happened": [True, NAN]}, "happened is true or false"),
        ({"group": ["a"]}, "all of one length"),
        ({"group": ["a", None]}, "group is a name for each person"),
        ({"group": [1, 2]}, "group is a name for each person"),
        ({"threshold": 0}, "threshold is a probability above 0"),
        ({"threshold": 50}, "threshold is a probability above 0"),
        ({"threshold": NAN}, "threshold is a probability above 0"),
        ({"over": [True]}, "over is true or false"),
        ({"over": [1, 0]}, "over is true or false"),
        ({"against": "c"}, "held against 'c', and nobody is in that group"),
        ({"order": ("a", "z")}, "order names z"),
    ],
)
def test_what_does_not_fit_is_refused(changed, said):
    given_ = OK | changed
    with pytest.raises(ValueError, match=said):
        score_quality(**given_)


def test_a_group_that_is_not_there_is_no_group():
    with pytest.raises(KeyError):
        score_quality(**OK).group("z")

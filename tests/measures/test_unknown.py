"""What is not known of a condition: the share unknown, and the range if none or all of those had owed the duty."""

import pytest

from tests.measures.test_counting import JUNE, counts_of, streams_of
from tests.standards.packs import standard
from tests.standards.story import story
from throughcare.measures.counting import HIGHEST_UNKNOWN, Count, Tally, Unknown

VISIT = standard("briefing/home-visit")
BEGUN = story().sentenced("2016-03-01").allocated("2016-03-01", to="P1/A")


def test_somebody_never_screened_is_unknown_and_not_counted_as_owing_nothing():
    people = streams_of(
        BEGUN.screened("2016-03-01", "HIGH").visited("2016-03-10"),  # owed: met
        story().screened("2016-02-20", "HIGH").sentenced("2016-03-01").allocated("2016-03-01", to="P1/A"),  # missed
        story().screened("2016-02-20", "LOW").sentenced("2016-03-01").allocated("2016-03-01", to="P1/A"),  # not owed
        BEGUN.visited("2016-03-10"),  # unknown, and visited all the same
        BEGUN,  # unknown
    )
    (found,) = counts_of([VISIT], people, JUNE)
    assert found.tally == Tally(met=1, missed=1)
    assert found.unknown == Unknown(asked=5, unknown=2, tally=Tally(met=1, missed=1))
    assert found.unknown.share == 0.4
    assert found.unknown.is_too_high
    assert found.range == (0.5, 0.5)


def test_a_check_that_is_out_makes_it_unknown_only_where_it_would_not_be_owed_anyway():
    out = story().check_requested("2016-02-20").screened("2016-02-21", "LOW")
    begun = {
        "low": out.sentenced("2016-03-01"),
        "high": out.reviewed("2016-02-22", "HIGH").sentenced("2016-03-01"),
        "back": out.check_returned("2016-02-23").sentenced("2016-03-01"),
    }
    (found,) = counts_of([VISIT], {name: each.facts for name, each in begun.items()}, JUNE)
    assert found.tally == Tally(missed=1)
    assert found.unknown == Unknown(asked=3, unknown=1, tally=Tally(missed=1))


def test_a_group_of_which_nothing_but_the_unknown_is_known_is_shown():
    (found,) = counts_of([VISIT], streams_of(BEGUN, BEGUN.visited("2016-03-10"), BEGUN), JUNE)
    assert found.tally == Tally()
    assert found.unknown == Unknown(3, 3, Tally(met=1, missed=2))
    assert found.range == pytest.approx((1 / 3, 1 / 3))


def test_a_group_that_was_asked_and_owes_nothing_is_left_out():
    nothing_owed = story().screened("2016-02-20", "LOW").sentenced("2016-03-01").allocated("2016-03-01", to="P1/A")
    assert counts_of([VISIT], streams_of(nothing_owed, nothing_owed), JUNE) == []


def test_nobody_unknown_is_said_as_none_and_the_range_is_the_share():
    known = story().screened("2016-02-20", "HIGH").sentenced("2016-03-01")
    (found,) = counts_of([VISIT], streams_of(known, known.visited("2016-03-10")), JUNE)
    assert found.unknown == Unknown(2, 0, Tally())
    assert found.unknown.share == 0
    assert not found.unknown.is_too_high
    assert found.range == (0.5, 0.5)


def test_a_standard_without_a_condition_that_can_be_unknown_has_neither():
    new_risk = standard("throughcare/home-visit-on-new-risk")  # a condition, but none that can be unknown
    people = streams_of(BEGUN.concern("2016-03-02"))
    (found,) = counts_of([new_risk], people, JUNE)
    assert (found.tally, found.unknown, found.range) == (Tally(missed=1), None, None)


@pytest.mark.parametrize(
    ("owed", "unknown", "ends"),
    [
        (Tally(met=1, missed=1), Tally(missed=2), (0.25, 0.5)),
        (Tally(met=1, missed=1), Tally(met=2), (0.5, 0.75)),
        (Tally(met=1, late=1), Tally(met=1, late=1), (0.5, 0.5)),
        (Tally(met=2), Tally(missed=2), (0.5, 1.0)),
        (Tally(met=1, missed=1), Tally(pending=5, void=5), (0.5, 0.5)),
        (Tally(), Tally(met=1, missed=3), (0.25, 0.25)),
        (Tally(pending=1), Tally(void=1), None),
        (Tally(), Tally(), None),
    ],
)
def test_the_range_goes_from_none_to_all_of_the_unknown_the_lower_end_first(owed, unknown, ends):
    many = sum((unknown.met, unknown.late, unknown.missed, unknown.pending, unknown.void))
    assert Count("p", "s", "g", owed, Unknown(many + 5, many, unknown)).range == ends


def test_without_anything_unknown_to_ask_there_is_no_range():
    assert Count("p", "s", "g", Tally(met=1)).range is None


@pytest.mark.parametrize(("unknown", "is_too_high"), [(0, False), (10, False), (11, True), (100, True)])
def test_above_a_tenth_unknown_is_too_much_to_compare(unknown, is_too_high):
    assert HIGHEST_UNKNOWN == 0.1
    assert Unknown(100, unknown, Tally()).is_too_high is is_too_high

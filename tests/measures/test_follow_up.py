"""Who counts: only those whose two full years are over, and who have a score."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.measures.follow_up import Standing, is_over, over_on, standings

NAN = float("nan")


@pytest.mark.parametrize(
    ("followed_from", "as_of", "over"),
    [
        ("2016-03-14", "2018-03-13", False),
        ("2016-03-14", "2018-03-14", True),
        ("2016-02-29", "2018-02-27", False),
        ("2016-02-29", "2018-02-28", True),
        ("2014-03-01", "2016-02-29", False),
        ("2014-03-01", "2016-03-01", True),
    ],
)
def test_two_years_are_over_on_the_day_after_their_last(followed_from, as_of, over):
    day = date.fromisoformat(followed_from)
    assert is_over([day.toordinal()], date.fromisoformat(as_of)).tolist() == [over]


@given(st.lists(st.dates(date(2000, 1, 1), date(2030, 1, 1))), st.dates(date(2001, 1, 1), date(2033, 1, 1)))
def test_the_column_is_as_each_day_by_itself(days, as_of):
    found = is_over([day.toordinal() for day in days], as_of)
    assert found.tolist() == [over_on(day) <= as_of for day in days]


@given(st.dates(date(2000, 1, 1), date(2030, 1, 1)))
def test_whoever_is_over_stays_over(day):
    over = over_on(day)
    assert is_over([day.toordinal()] * 1, over).all()
    assert is_over([day.toordinal()], over + timedelta(days=400)).all()
    assert not is_over([day.toordinal()], over - timedelta(days=1)).any()


def test_who_is_not_over_is_not_yet_counted_whether_or_not_they_have_a_score():
    found = standings([0.5, NAN, 0.5, NAN], [True, True, False, False])
    assert found.tolist() == [Standing.COUNTED, Standing.NO_SCORE, Standing.NOT_YET, Standing.NOT_YET]


@pytest.mark.parametrize("over", [[1, 0], [True], [True, None], [0.5, 0.5]])
def test_what_is_neither_over_nor_not_is_refused(over):
    with pytest.raises(ValueError, match="over is true or false"):
        standings([0.5, 0.5], over)


def test_every_standing_has_its_words():
    assert all(each.words for each in Standing)

"""Prison terms: the worked examples of the Act, the prison service's own, and the edges between the rules."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.rules.sentences import day, days_of, months, named, one, sentence
from throughcare.calendar import add_months
from throughcare.rules.sentences import Case, DateName, Kind, Length, ReleaseGroup, work_out
from throughcare.rules.sentences.lengths import age_on, last_day

KNOWN = json.loads((Path(__file__).parent / "known_answers" / "release_dates.json").read_text("utf-8"))["cases"]
UNITS = ("years", "months", "weeks", "days")


@pytest.mark.parametrize(
    ("begins", "length", "ends"),
    [
        ("2015-03-01", months(6), "2015-08-31"),
        ("2015-03-10", months(6), "2015-09-09"),
        ("2015-03-10", Length(years=1, months=6, days=10), "2016-09-19"),
        ("2015-03-10", Length(weeks=16), "2015-06-29"),
        ("2015-03-10", Length(days=1), "2015-03-10"),
        ("2020-08-31", months(1), "2020-09-30"),  # September has no 31st
        ("2015-01-31", months(1), "2015-02-28"),
        ("2015-01-30", months(1), "2015-02-28"),
        ("2015-01-28", months(1), "2015-02-27"),
        ("2016-02-29", Length(years=1), "2017-02-28"),
        ("2016-02-29", Length(years=4), "2020-02-28"),
        ("2015-03-01", Length(years=1), "2016-02-29"),
        ("2015-08-31", months(6), "2016-02-29"),
    ],
)
def test_a_term_of_months_ends_before_the_same_day_and_with_the_month_where_there_is_no_such_day(begins, length, ends):
    assert last_day(day(begins), length) == day(ends)


def test_who_was_born_on_29_february_is_a_year_older_on_1_march():
    assert [age_on(day("2000-02-29"), day(on)) for on in ("2018-02-28", "2018-03-01", "2020-02-29")] == [17, 18, 20]


@pytest.mark.parametrize("known", KNOWN, ids=[known["id"] for known in KNOWN])
def test_the_days_are_those_of_the_prison_service(known):
    sentences = []
    for number, said in enumerate(known["sentences"], start=1):
        length = Length(**{unit: said.get(unit, 0) for unit in UNITS})
        rest = {name: value for name, value in said.items() if name not in UNITS}
        rest |= {name: day(rest[name]) for name in ("offence_on", "sentenced_on")}
        sentences.append(sentence(name=str(number), length=length, **rest))
    days = days_of(Case(sentences=tuple(sentences)))
    expected = {name: date.fromisoformat(on) if on else None for name, on in known["expected"].items()}
    found = {
        "sentence_end": days["sentence_end"],
        "release": days["conditional_release"],
        "supervision_end": days["post_sentence_supervision_end"],
    }
    assert found == expected


# The table of the explanatory notes to the Offender Rehabilitation Act 2014, paragraph 15: months in custody, on
# licence and under supervision. A term that begins on 1 March 2015 has halves of whole months.
@pytest.mark.parametrize(("term", "custody", "licence", "after"), [(6, 3, 3, 9), (10, 5, 5, 7), (18, 9, 9, 3)])
def test_the_examples_of_the_act(term, custody, licence, after):
    begins, days = day("2015-03-01"), days_of(one(length=months(term)))
    assert days["conditional_release"] == last_day(begins, months(custody))
    assert days["licence_end"] == days["sentence_end"] == last_day(begins, months(custody + licence))
    whole = last_day(begins, months(custody + licence + after))
    assert days["post_sentence_supervision_end"] == whole == last_day(begins, months(custody + 12))


@pytest.mark.parametrize(("term", "months_on_licence"), [(6, 0), (10, 0), (18, 9)])
def test_before_the_act_short_terms_had_no_licence_and_none_had_supervision(term, months_on_licence):
    days = days_of(one(offence_on=day("2015-01-31"), length=months(term)))
    assert days["post_sentence_supervision_end"] is None
    assert (days["licence_end"] is None) is (months_on_licence == 0)
    assert days["conditional_release"] == last_day(day("2015-03-01"), months(term // 2))


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"length": months(24)}, "two years or more"),
        ({"length": Length(years=2)}, "two years or more"),
        ({"length": Length(days=1)}, "one day"),
        ({"offence_on": "2015-01-31"}, "before 1 February 2015"),
        ({"case": {"age_at_release": 17}}, "under 18"),
        ({"kind": Kind.EXTENDED, "length": months(18), "extension": Length(years=1)}, "extended sentence"),
    ],
)
def test_who_has_no_post_sentence_supervision(said, why):
    said = said | ({"offence_on": day(said["offence_on"])} if "offence_on" in said else {})
    found = named(one(**said), DateName.SUPERVISION_END)
    assert found.day is None
    assert why in found.rule


@pytest.mark.parametrize("offence_on", ["2015-02-01", "2015-02-02"])
@pytest.mark.parametrize("length", [Length(days=2), months(23), Length(months=23, days=27)])
def test_from_the_first_day_of_the_act_a_term_of_two_days_to_two_years_has_it(offence_on, length):
    assert named(one(offence_on=day(offence_on), length=length), DateName.SUPERVISION_END).day


def test_at_forty_per_cent_a_long_licence_leaves_nothing_to_supervise():
    said = {"offence_on": day("2024-09-01"), "sentenced_on": day("2024-10-01"), "release_group": ReleaseGroup.ORDINARY}
    short, long = (named(one(length=months(number), **said), DateName.SUPERVISION_END) for number in (12, 23))
    assert short.day
    assert long.day is None
    assert "nothing is left" in long.rule


@pytest.mark.parametrize(("remand", "bail", "earlier"), [(10, 0, 10), (0, 11, 6), (10, 11, 16)])
def test_days_on_remand_and_half_of_tagged_bail_bring_every_day_forward(remand, bail, earlier):
    before, after = days_of(one()), days_of(one(remand_days=remand, tagged_bail_days=bail))
    for name in ("conditional_release", "licence_end", "sentence_end"):
        assert before[name] - after[name] == timedelta(days=earlier)


def test_who_has_served_it_on_remand_leaves_on_the_day_of_the_sentence_and_is_supervised_from_then():
    days = days_of(one(remand_days=120))
    assert days["conditional_release"] == day("2015-03-01")
    assert days["post_sentence_supervision_end"] == day("2016-03-01")
    assert days["sentence_end"] == day("2015-08-31") - timedelta(days=120)


@pytest.mark.parametrize(
    ("sentenced_on", "years", "group", "share"),
    [
        ("2020-03-31", 8, ReleaseGroup.LIFE_VIOLENT, 1 / 2),
        ("2020-04-01", 8, ReleaseGroup.LIFE_VIOLENT, 2 / 3),
        ("2020-04-01", 6, ReleaseGroup.LIFE_SEXUAL, 1 / 2),
        ("2022-06-27", 5, ReleaseGroup.SERIOUS_VIOLENT, 1 / 2),
        ("2022-06-28", 5, ReleaseGroup.SERIOUS_VIOLENT, 2 / 3),
        ("2022-06-28", 5, ReleaseGroup.LIFE_VIOLENT, 1 / 2),
        ("2024-09-10", 3, ReleaseGroup.ORDINARY, 2 / 5),
        ("2024-09-10", 3, ReleaseGroup.VIOLENT, 2 / 5),
        ("2024-09-10", 4, ReleaseGroup.VIOLENT, 1 / 2),
        ("2024-09-10", 3, ReleaseGroup.LISTED_2024, 1 / 2),
        ("2024-09-10", 12, ReleaseGroup.ORDINARY, 2 / 5),
    ],
)
def test_the_share_that_is_served_follows_the_day_the_length_and_the_offence(sentenced_on, years, group, share):
    begins = day(sentenced_on)
    said = {"offence_on": begins, "sentenced_on": begins, "length": Length(years=years), "release_group": group}
    days = days_of(one(**said))
    term = (days["sentence_end"] - begins).days + 1
    custody = (days["conditional_release"] - begins).days + 1
    assert 0 <= custody - term * share < 1


@pytest.mark.parametrize(
    ("months_", "sentenced_on", "release"),
    [
        (24, "2023-08-01", "2024-07-31"),  # half-way before the order: nothing moves
        (24, "2023-10-01", "2024-09-10"),  # 40 per cent is passed: the order's first day
        (24, "2024-06-01", "2025-03-19"),  # 40 per cent lies ahead
        (60, "2022-05-01", "2024-10-22"),  # five years: the second day of the order
    ],
)
def test_terms_passed_before_the_order_of_2024_move_to_forty_per_cent_and_never_before_its_day(
    months_, sentenced_on, release
):
    said = {"offence_on": day("2022-04-01"), "sentenced_on": day(sentenced_on), "length": months(months_)}
    case = one(release_group=ReleaseGroup.ORDINARY, **said)
    assert days_of(case)["conditional_release"] == day(release)


@pytest.mark.parametrize(
    ("sentenced_on", "years", "is_listed", "by_board"),
    [
        ("2015-04-12", 9, False, False),
        ("2015-04-12", 9, True, True),
        ("2015-04-12", 10, False, True),
        ("2015-04-12", 9, None, True),  # nobody said, so nobody may count on it
        ("2015-04-13", 5, None, True),
    ],
)
def test_an_extended_sentence_is_released_from_at_two_thirds_by_the_board_or_by_right(
    sentenced_on, years, is_listed, by_board
):
    said = {"offence_on": day("2015-02-10"), "sentenced_on": day(sentenced_on), "is_listed_15b": is_listed}
    days = days_of(one(Kind.EXTENDED, length=Length(years=years), extension=Length(years=3), **said))
    assert ("parole_from" in days) is by_board
    assert ("conditional_release" in days) is not by_board
    custodial = last_day(day(sentenced_on), Length(years=years))
    assert days["licence_end"] == last_day(custodial + timedelta(days=1), Length(years=3))
    if by_board:
        assert days["latest_release"] == custodial
        assert days["parole_from"] < custodial


def test_life_has_a_minimum_term_and_no_last_day():
    days = days_of(one(Kind.LIFE, length=None, tariff=Length(years=15)))
    assert days == {"tariff_end": day("2030-02-28"), "conditional_release": None, "licence_end": None}


def test_public_protection_can_be_ended_three_years_after_release():
    said = {"offence_on": day("2006-01-01"), "sentenced_on": day("2006-06-01"), "length": None}
    case = one(Kind.IPP, tariff=Length(years=2), case={"released_on": day("2024-12-01")}, **said)
    assert days_of(case)["licence_review"] == day("2027-12-01")
    assert not work_out(case).is_verified


@pytest.mark.parametrize(
    ("term", "age", "offence_on", "until"),
    [
        (10, 18, "2015-02-10", 5 + 12),
        (10, 17, "2015-02-10", None),
        (10, 18, "2015-01-31", None),
        (24, 18, "2015-02-10", None),
    ],
)
def test_a_detention_and_training_order_is_followed_by_supervision_from_18(term, age, offence_on, until):
    said = {"offence_on": day(offence_on), "length": months(term), "case": {"age_at_release": age}}
    days = days_of(one(Kind.DETENTION_AND_TRAINING, **said))
    assert days["conditional_release"] == last_day(day("2015-03-01"), months(term // 2))
    assert days["post_sentence_supervision_end"] == (
        None if until is None else add_months(days["conditional_release"], 12)
    )


def test_a_young_person_of_a_short_term_has_three_months_of_supervision_and_no_licence():
    days = days_of(one(Kind.LONG_DETENTION, case={"born_on": day("1998-06-01")}))
    assert days["licence_end"] is None
    assert days["post_sentence_supervision_end"] is None
    assert days["youth_supervision_end"] == add_months(days["conditional_release"], 3)


def test_a_licence_that_is_over_by_the_release_is_none():
    """Of a short term with a licence beside a longer one without: the release comes with the longer."""
    begins = day("2015-02-01")
    old = sentence(name="old", offence_on=day("2015-01-31"), sentenced_on=begins, length=months(2))
    new = sentence(name="new", offence_on=begins, sentenced_on=begins, length=months(1))
    days = days_of(Case(sentences=(old, new)))
    assert days["licence_end"] is None
    assert days["conditional_release"] == day("2015-03-02")
    assert days["post_sentence_supervision_end"] == day("2016-03-02")


def test_a_short_term_before_2012_was_under_the_act_of_1991_and_that_is_not_verified():
    said = {"offence_on": day("2011-05-01"), "sentenced_on": day("2011-06-01")}
    short, long = (work_out(one(length=months(number), **said)) for number in (6, 12))
    assert short.named(DateName.CONDITIONAL_RELEASE).version == "short-terms-2005"
    assert short.named(DateName.LICENCE_END).day is None
    assert not short.is_verified
    assert long.is_verified

"""Groups of people: each of what is recorded is in one of them, and nothing is guessed."""

from datetime import date

import pytest

from throughcare.measures.people_groups import (
    AGES,
    ETHNICITIES,
    ETHNICITY_CODES,
    SEXES,
    YOUNGER_THAN,
    age_band,
    ethnic_group,
    sex_group,
)
from throughcare.synthesis.names import GROUPS


@pytest.mark.parametrize(
    ("born_on", "on", "band"),
    [
        (None, "2016-06-30", "not recorded"),
        ("1998-07-01", "2016-06-30", "under 18"),
        ("1998-06-30", "2016-06-30", "18 to 20"),
        ("1995-06-30", "2016-06-30", "21 to 24"),
        ("1991-06-30", "2016-06-30", "25 to 29"),
        ("1986-07-01", "2016-06-30", "25 to 29"),
        ("1986-06-30", "2016-06-30", "30 to 39"),
        ("1956-07-01", "2016-06-30", "50 to 59"),
        ("1956-06-30", "2016-06-30", "60 and over"),
        ("1996-02-29", "2017-02-28", "18 to 20"),
        ("1996-02-29", "2017-03-01", "21 to 24"),
    ],
)
def test_an_age_band_changes_on_the_birthday(born_on, on, band):
    assert age_band(born_on and date.fromisoformat(born_on), date.fromisoformat(on)) == band


def test_every_band_but_the_last_ends_at_an_age():
    assert len(AGES) == len(YOUNGER_THAN) + 1


@pytest.mark.parametrize(
    ("said", "group"),
    [
        ("", "not recorded"),
        ("White: British", "White"),
        ("white", "White"),
        ("W1", "White"),
        ("w1", "other words"),
        ("White British", "other words"),
        ("Whitechapel", "other words"),
        ("Mixed: White and Asian", "Mixed"),
        ("Asian or Asian British: Chinese", "Asian or Asian British"),
        ("Black/African/Caribbean/Black British: African", "Black or Black British"),
        ("Other: Arab", "Other ethnic group"),
        ("NS", "other words"),
        ("Yorkshire", "other words"),
    ],
)
def test_an_ethnicity_is_of_the_group_under_which_it_was_said(said, group):
    assert ethnic_group(said) == group


def test_whatever_the_made_up_people_say_has_its_group():
    said = {each for group in GROUPS for each in group.ethnicities}
    assert {ethnic_group(each) for each in said} == set(ETHNICITIES)


def test_no_way_of_writing_leads_to_two_groups():
    for ways in (ETHNICITIES, ETHNICITY_CODES, SEXES):
        written = [way.lower() for group in ways.values() for way in group]
        assert len(written) == len(set(written))
    assert set(ETHNICITY_CODES) == set(ETHNICITIES)


@pytest.mark.parametrize(
    ("said", "group"),
    [
        ("Female", "Female"),
        ("f", "Female"),
        ("M", "Male"),
        ("male", "Male"),
        ("", "not recorded"),
        ("X", "other words"),
    ],
)
def test_a_sex_is_as_recorded_or_apart(said, group):
    assert sex_group(said) == group

"""Defendants compared with people who are known: what goes wrong in life by table, and what must always hold."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from throughcare.rules.matching import (
    POINTS,
    TWINS,
    Band,
    Compared,
    Identity,
    compare,
    days_nearly,
    pnc_as_compared,
    postcode_in,
    swapped,
)

HOME = "12 Park Row, Leeds LS1 5HD"
JON = Identity(given_names="Jon", family_name="Bell", born_on=date(1988, 5, 2), address=HOME, sex="M")

# The other side, by what differs from JON; the band; and what the reasons say.
PAIRS = {
    "the same in all": ({}, Band.LIKELY, "same birth date"),
    "spelt otherwise": ({"given_names": "John"}, Band.POSSIBLE, "first name nearly the same (Jon, John)"),
    "a second first name": ({"given_names": "Jon Lee"}, Band.LIKELY, "same first name"),
    "day and month swapped": ({"born_on": date(1988, 2, 5)}, Band.LIKELY, "day and month of birth swapped"),
    "one digit wrong": ({"born_on": date(1989, 5, 2)}, Band.LIKELY, "one digit of the birth date differs"),
    "moved": ({"address": "3 Sea View, Hull HU1 1AA"}, Band.LIKELY, "another address"),
    "same postcode": ({"address": "40 Park Row, Leeds ls1 5hd"}, Band.LIKELY, "same postcode"),
    "names the other way round": (
        {"given_names": "Bell", "family_name": "Jon"},
        Band.LIKELY,
        "names the other way round",
    ),
    "twin": ({"given_names": "Sam"}, Band.POSSIBLE, "perhaps a twin"),
    "father and son": ({"born_on": date(1961, 9, 17)}, Band.POSSIBLE, "perhaps parent and child"),
    "shared address only": (
        {"given_names": "Ade", "family_name": "Okafor", "born_on": date(1991, 11, 30)},
        Band.UNLIKELY,
        "same address",
    ),
    "another sex": ({"sex": "F"}, Band.LIKELY, "another sex recorded"),
    "no birth date": ({"born_on": None}, Band.POSSIBLE, "no birth date to compare"),
    "a name only": ({"born_on": None, "address": "", "sex": ""}, Band.POSSIBLE, "same family name"),
}


@pytest.mark.parametrize("what", PAIRS)
def test_what_goes_wrong_in_life(what):
    changes, band, said = PAIRS[what]
    match = compare(JON, replace(JON, **changes))
    assert match.band is band, match
    assert said in match.words


def test_the_points_are_of_a_hundred():
    assert sum(max(row.values()) for row in POINTS.values()) == 100
    assert set(POINTS) == set(Compared)


TRANSLITERATED = [
    ("Mohammed", "Muhammad"),
    ("Aleksandr", "Alexander"),
    ("Katarzyna", "Katarzina"),
    ("Siân", "Sian"),
    ("O'Brien", "OBrien"),
    ("Đặng", "Đặng"),
    ("محمد", "محمد"),
    ("Лев", "Лев"),
]


@pytest.mark.parametrize(("one", "other"), TRANSLITERATED)
def test_a_name_that_is_written_otherwise_is_found(one, other):
    match = compare(replace(JON, family_name=one), replace(JON, family_name=other))
    assert match.band is Band.LIKELY, match
    match = compare(replace(JON, given_names=one), replace(JON, given_names=other))
    assert match.band in (Band.LIKELY, Band.POSSIBLE), match


def test_somebody_with_one_name_is_found_in_whichever_field_it_stands():
    one = Identity(family_name="Suharto", born_on=date(1990, 1, 9))
    assert compare(one, Identity(family_name="Suharto", born_on=date(1990, 1, 9))).score >= 0.6
    other = compare(one, Identity(given_names="Suharto", born_on=date(1990, 1, 9)))
    assert other.band is Band.POSSIBLE
    assert "names the other way round" in other.words


def test_the_same_identifier_leads_and_a_person_still_sees_why():
    match = compare(replace(JON, pnc="2004/0123456a"), replace(JON, pnc="04/123456A", address=""))
    assert (match.band, match.score) == (Band.EXACT, 1.0)
    assert match.reasons[0] == "same PNC number"


@pytest.mark.parametrize("changes", [{"given_names": "Sam"}, {"born_on": date(1961, 9, 17)}, {"family_name": "Okafor"}])
def test_an_identifier_against_name_or_birth_date_is_not_exact(changes):
    match = compare(replace(JON, crn="X1"), replace(JON, crn="x1", **changes))
    assert match.band is Band.POSSIBLE
    assert "speak against it" in match.reasons[0]


TWINS_OR_ONE = [
    ("Jayden", "Kayden"),
    ("Marie", "Maria"),
    ("Jon", "John"),
    ("Mohammed Ali", "Mohammed Omar"),
    ("J", "Jayden"),
    ("Jon", "Sam"),
]


@pytest.mark.parametrize("address", ["", HOME])
@pytest.mark.parametrize(("one", "other"), TWINS_OR_ONE)
def test_who_may_be_a_twin_is_never_more_than_possible(one, other, address):
    mine, theirs = (replace(JON, given_names=name, address=address) for name in (one, other))
    match = compare(mine, theirs)
    assert (match.band, TWINS in match.reasons) == (Band.POSSIBLE, True), match
    match = compare(replace(mine, pnc="04/1A"), replace(theirs, pnc="04/1A"))
    is_spelt_otherwise = any(reason.startswith("first name nearly the same") for reason in match.reasons)
    assert match.band is (Band.EXACT if is_spelt_otherwise else Band.POSSIBLE), match


def test_no_address_is_told_in_the_reasons():
    match = compare(JON, replace(JON, address="40 Secret Lane, Leeds LS1 5HD"))
    assert "Secret" not in match.words


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("2004/0123456A", "04/123456A"),
        (" 04/123456a ", "04/123456A"),
        ("1999/12B", "99/12B"),
        ("none", "NONE"),
        ("", ""),
        (None, ""),
    ],
)
def test_a_pnc_number_is_compared_in_one_way_of_writing(typed, kept):
    assert pnc_as_compared(typed) == kept


def test_days_that_are_nearly_the_same_can_be_looked_up():
    near = days_nearly(date(1988, 5, 2))
    assert {date(1988, 2, 5), date(1998, 5, 2), date(1988, 5, 3)} <= set(near)
    assert date(1988, 5, 2) not in near
    assert len(near) < 60
    assert swapped(date(1988, 5, 13)) is None
    assert swapped(date(1988, 5, 5)) is None


def test_a_postcode_is_the_last_one():
    assert postcode_in("Flat LS1 1AA, Leeds ls15hd") == "LS15HD"
    assert postcode_in("nowhere") == ""


# --- what must always hold ----------------------------------------------------------------------------------------

NAMES = st.sampled_from(["", "Jon", "John", "Bell", "Bell-Smith", "محمد علي", "Ó Briain", "--", "Anne Marie", "J"])
DAYS = (
    st.none() | st.dates(date(1930, 1, 1), date(2004, 12, 31)) | st.sampled_from([date(1988, 5, 2), date(1988, 2, 5)])
)
PEOPLE = st.builds(
    Identity,
    given_names=NAMES | st.text(max_size=20),
    family_name=NAMES | st.text(max_size=20),
    born_on=DAYS,
    sex=st.sampled_from(["", "M", "Female", "other"]),
    address=st.sampled_from(["", HOME, "14 Park Row, LS1 5HD", "Hostel, Hull"]) | st.text(max_size=30),
    pnc=st.sampled_from(["", "04/1A", "2004/0000001A", "x"]),
    crn=st.sampled_from(["", "X1", "x1", "X2"]),
)
FIELDS = ("given_names", "family_name", "born_on", "sex", "address", "pnc", "crn")


@given(PEOPLE, PEOPLE)
def test_it_does_not_matter_who_comes_first(one, other):
    assert compare(one, other).score == compare(other, one).score


@given(PEOPLE, PEOPLE, PEOPLE, st.sampled_from(FIELDS))
def test_one_more_thing_that_is_the_same_never_lowers_the_score(one, other, third, field):
    bare = [replace(each, **{field: None if field == "born_on" else ""}) for each in (one, other)]
    same = [replace(each, **{field: getattr(third, field)}) for each in bare]
    assert compare(*same).score >= compare(*bare).score


@given(PEOPLE, PEOPLE)
def test_the_score_lies_between_nothing_and_all_and_the_words_fit_the_band(one, other):
    match = compare(one, other)
    assert 0 <= match.score <= 1
    if match.band is Band.EXACT:
        assert match.score == 1
        assert match.reasons[0].startswith("same")


@given(PEOPLE, NAMES)
def test_another_first_name_and_no_identifier_is_never_more_than_possible(one, name):
    assume(one.given_names and name)
    other = replace(one, given_names=name, pnc="", crn="")
    match = compare(one, other)
    assert match.band is not Band.EXACT
    if "another first name" in match.words:
        assert match.band in (Band.POSSIBLE, Band.UNLIKELY)

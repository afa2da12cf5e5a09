"""Who may be a defendant: found however they are told, few looked at, and nobody who is kept from the viewer."""

from datetime import date

import pytest

from tests.web.court_world import BELL, CourtWorld
from tests.web.world import limited
from throughcare.facts.identity import AccessLimit
from throughcare.records.queries import matching
from throughcare.records.queries.matching import candidates_for, hints_for
from throughcare.rules.matching import Band, Identity

pytestmark = [pytest.mark.database, pytest.mark.django_db]

DEFENDANT = Identity(**{**BELL, "born_on": date(1988, 5, 2)})


@pytest.fixture
def world():
    return CourtWorld()


def found(world, defendant=DEFENDANT, **more):
    return [each.crn for each in candidates_for(world.officer.viewer, defendant, **more).found]


# How somebody is known who is found as this defendant.
KNOWN_AS = {
    "the same": {},
    "day and month swapped": {"born_on": date(1988, 2, 5)},
    "one digit wrong": {"born_on": date(1998, 5, 2)},
    "spelt otherwise": {"given_names": "Aron", "family_name": "Belle"},
    "the other way round": {"given_names": "Bell", "family_name": "Aaron"},
    "in capitals with an accent": {"family_name": "BÉLL"},
    "without a birth date": {"born_on": None},
    "another day of the year": {"born_on": date(1988, 11, 23)},
    "by number alone": {"given_names": "Z", "family_name": "Q", "born_on": None, "pnc": "2004/0000012a"},
    "father": {"born_on": date(1959, 1, 31)},
}


@pytest.mark.parametrize("how", KNOWN_AS)
def test_somebody_is_found_however_they_are_known(world, how):
    world.known("X1", **KNOWN_AS[how])
    world.known("X2", given_names="Olu", family_name="Okafor", born_on=date(1971, 7, 7), address="")
    who = Identity(**{**BELL, "born_on": date(1988, 5, 2), "pnc": "04/12A"})
    assert found(world, who) == ["X1"]


@pytest.mark.parametrize(
    "who",
    [
        Identity(family_name="Suharto", born_on=date(1990, 1, 9)),
        Identity(family_name="Suharto"),
        Identity(given_names="محمد", family_name="علي", born_on=date(1990, 1, 9)),
        Identity(family_name="%_\\", born_on=date(1990, 1, 9)),
        Identity(crn="x1"),
        Identity(),
    ],
)
def test_odd_names_are_asked_for_without_harm(world, who):
    world.known("X1", given_names=who.given_names, family_name=who.family_name, born_on=who.born_on, address="")
    assert found(world, who) in (["X1"], [])
    if who.crn or (who.born_on and who.family_name.isalpha()):
        assert found(world, who) == ["X1"]


def test_the_nearest_comes_first_and_an_identifier_before_all(world):
    world.known("X1", given_names="Sam")
    world.known("X2")
    world.known("X3", pnc="04/12A", address="")
    who = Identity(**{**BELL, "born_on": date(1988, 5, 2), "pnc": "2004/12A"})
    assert found(world, who) == ["X3", "X2", "X1"]


def test_twins_and_a_shared_address_are_possible_at_most(world):
    world.known("X1", given_names="Sam")
    world.known("X2", given_names="Sue", family_name="Okafor", born_on=date(1988, 5, 2))
    bands = {each.crn: each.match.band for each in candidates_for(world.officer.viewer, DEFENDANT).found}
    assert bands == {"X1": Band.POSSIBLE}


def test_who_is_kept_from_the_viewer_is_not_even_counted(world, monkeypatch):
    monkeypatch.setattr(matching, "LOOKED_AT", 1)
    world.known("X1")
    world.known("X2", limited("2016-03-01", AccessLimit.EXCLUSION, "CO1"))
    world.known("X3", limited("2016-03-01", AccessLimit.RESTRICTION, "P9"))
    answer = candidates_for(world.officer.viewer, DEFENDANT)
    assert [each.crn for each in answer.found] == ["X1"]
    assert not answer.is_cut
    assert found(world, confirmed_before=[2, 3]) == ["X1"]


def test_it_is_said_when_more_share_the_name_than_are_compared(world, monkeypatch):
    monkeypatch.setattr(matching, "LOOKED_AT", 2)
    for number in range(4):
        world.known(f"X{number}")
    assert candidates_for(world.officer.viewer, DEFENDANT).is_cut


def test_it_is_said_when_more_fit_than_are_shown(world, monkeypatch):
    monkeypatch.setattr(matching, "SHOWN", 2)
    for number in range(3):
        world.known(f"X{number}")
    answer = candidates_for(world.officer.viewer, DEFENDANT)
    assert (len(answer.found), answer.is_cut) == (2, True)


def test_who_was_confirmed_for_the_case_before_comes_first_unless_all_speaks_against_it(world):
    before = world.known("X1", given_names="A", family_name="Belle", born_on=None)
    other = world.known("X2", given_names="Olu", family_name="Okafor", born_on=date(1971, 7, 7), address="")
    world.known("X3")
    assert found(world) == ["X3"] or found(world)[0] == "X3"
    assert found(world, confirmed_before=[before.pk, other.pk])[-1] == "X2"
    assert "X1" in found(world, confirmed_before=[before.pk])


def test_the_number_of_queries_does_not_grow(world, django_assert_max_num_queries):
    for number in range(30):
        world.known(f"X{number}")
    with django_assert_max_num_queries(11):
        candidates_for(world.officer.viewer, DEFENDANT)
    hearings = [world.hearing(f"R{number}") for number in range(12)]
    with django_assert_max_num_queries(3):
        assert set(hints_for(world.officer.viewer, hearings).values()) == {Band.LIKELY}


def test_a_hint_leaves_out_who_is_kept_from_the_viewer(world):
    world.known("X1", limited("2016-03-01", AccessLimit.EXCLUSION, "CO1"), pnc="04/12A")
    hearing = world.hearing(pnc="2004/12A", crn="X1")
    assert hints_for(world.officer.viewer, [hearing]) == {}

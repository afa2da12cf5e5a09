"""The morning's list of the demo world: made up by a seed, with what goes wrong in life on such a list."""

from collections import Counter

import pytest

from throughcare.actions.demo import make_world
from throughcare.actions.demo.days import instant
from throughcare.actions.demo.loading import load_world
from throughcare.facts.identity import Identified
from throughcare.records.models import Hearing, User
from throughcare.records.queries.matching import hints_for
from throughcare.rules.matching import Band


def test_a_morning_at_court_shows_what_goes_wrong_on_a_list():
    world = make_world(seed=1, people=200)
    rows = world.morning
    assert len(rows) == 25
    assert len({row.list_reference for row in rows}) == 25
    known = {
        (fact.family_name, fact.born_on)
        for person in world.people
        for fact in person.facts
        if isinstance(fact, Identified)
    }
    listed = Counter((row.family_name, row.born_on) for row in rows)
    assert sum((row.family_name, row.born_on) in known for row in rows) >= 8
    assert max(listed.values()) >= 2, "twins"
    assert max(Counter(row.address for row in rows if row.address).values()) >= 3, "one address"
    assert world.morning == make_world(seed=1, people=200).morning


@pytest.mark.django_db
def test_the_court_officer_finds_it_on_the_site_with_some_who_are_likely_known():
    world = make_world(seed=1, people=200)
    load_world(world, seed=1, at=instant(world.today, 500))
    officer = User.objects.get(name="Joseph Tetteh")
    hints = hints_for(officer.viewer, Hearing.objects.all())
    assert {Band.LIKELY, Band.EXACT} <= set(hints.values())

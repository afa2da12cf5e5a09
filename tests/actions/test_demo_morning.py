"""The morning at court of the demo world: what goes wrong on a list is on it."""

from collections import Counter

from throughcare.actions.demo import make_world
from throughcare.facts.identity import Identified


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

"""The crowd: everybody but the people of the story, by the maker of nations among the places and staff of the demo."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta

import numpy as np

from throughcare.actions.demo.days import FIRST_DAY, TODAY
from throughcare.actions.demo.places import DIVISION_OF, IN_WALES, court_team, organisations, teams
from throughcare.actions.demo.staff import Worker
from throughcare.facts import Fact
from throughcare.facts.staff import Grade, ProviderType
from throughcare.synthesis import Given, Wish, make_people
from throughcare.synthesis.days import NEVER, number_of
from throughcare.synthesis.establishment import Establishment, Posts, Team, Work, establishment
from throughcare.synthesis.places import Area, Places

YEARS = 1.5
"""How far this world looks back: to the first courts of 2015."""
OF_THE_NPS = 0.45
"""The share of people under the NPS from the start; the companies have 55%."""
IN_LEEDS = {ProviderType.NPS: ("N02", 0.60), ProviderType.CRC: ("C07", 0.54)}
"""The organisation whose team is shown in full, and the share of its type's people that fills its caseloads."""
FIRST_BY_CHANCE = 100100
"""The number of the first person who is made by chance. Those below are of the story, whatever the seed."""

_GRADES = tuple(Grade)


def crowd(seed: int, people: int, workers: Sequence[Worker]) -> dict[str, tuple[Fact, ...]]:
    """So many people by chance, by number: all that was recorded by the evening of yesterday."""
    if not people:
        return {}
    wish = Wish(people, YEARS, seed, TODAY - timedelta(days=1))
    return dict(make_people(wish, Given(_places(), _staff(workers), FIRST_BY_CHANCE)))


def _places() -> Places:
    made = organisations()
    many = {type_: sum(each.type is type_ for each in made) for type_ in ProviderType}
    areas = []
    for each in made:
        in_full, share = IN_LEEDS[each.type]
        weight = share if each.code == in_full else (1 - share) / (many[each.type] - 1)
        areas.append(Area(each.code, each.name, each.type, DIVISION_OF[each.code], weight, each.code in IN_WALES))
    return Places(tuple(areas), OF_THE_NPS)


def _staff(workers: Sequence[Worker]) -> Establishment:
    """Everybody at a desk of their own, from the first day on."""
    of_team: Mapping[str, list[Worker]] = defaultdict(list)
    for worker in workers:
        of_team[worker.team].append(worker)
    places = {each.code: place for place, each in enumerate(organisations())}
    made = [
        Team(
            team.code,
            places[team.organisation],
            team.name,
            Work.COURT if team.code == court_team(team.organisation) else Work.CASES,
            tuple(_GRADES.index(worker.grade) for worker in of_team[team.code]),
        )
        for team in teams()
    ]
    codes = [worker.code for team in made for worker in of_team[team.code]]
    desks = np.arange(len(codes))
    posts = Posts(desks, np.full(len(codes), number_of(FIRST_DAY)), np.full(len(codes), NEVER))
    return establishment(made, posts, codes, len(places))

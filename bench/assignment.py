"""Many cases to many practitioners: how long a proposal takes to be worked out, and how far it is proved the best."""

from __future__ import annotations

from datetime import date
from time import perf_counter

import numpy as np

from bench.figures import Figure
from throughcare.exchange.role_grids import grid_for
from throughcare.facts.risk import Register, RoshLevel
from throughcare.facts.staff import Grade, Qualification, Training
from throughcare.rules.assignment import Assignment, CaseToPlace, Receiver, assign
from throughcare.rules.assignment.solving import NOBODY
from throughcare.rules.role_grid import CaseNeeds, Skills
from throughcare.rules.workload.points import Location, case_points

ON = date(2016, 3, 14)
AT_MOST, GAP_AT_MOST = 5.0, 2.0
"""Seconds in which 10,000 cases must find their place among 500 people, and per cent by which that may be beaten."""
TIERS = ("A2", "B2", "B1", "C3", "C2", "C1", "D2", "D1")
LEVELS = (RoshLevel.LOW, RoshLevel.MEDIUM, RoshLevel.HIGH, RoshLevel.VERY_HIGH, None)


def made_up(
    cases: int, staff: int, *, load: float, teams: int, seed: int = 1
) -> tuple[list[CaseToPlace], list[Receiver]]:
    """Cases and people from a fixed seed; `load` is the share of their time that people's own cases take already."""
    random = np.random.default_rng(seed)
    return (
        [_case(number, staff, teams, random) for number in range(cases)],
        [_receiver(number, load, teams, random) for number in range(staff)],
    )


def _receiver(number: int, load: float, teams: int, random: np.random.Generator) -> Receiver:
    team, is_officer = int(random.integers(teams)), random.random() < 0.6
    done = {course: None for course in Training if random.random() < 0.85}
    qualified = frozenset({Qualification.OFFICER}) if is_officer else frozenset()
    available = int(2176 * random.choice([1, 0.8, 0.6]))
    held = int(available * load / 80)
    return Receiver(
        code=f"S{number}",
        team=f"T{team}",
        skills=Skills(Grade.OFFICER if is_officer else Grade.SERVICE_OFFICER, qualified, done),
        available=available,
        points=int(available * load * random.uniform(0.7, 1.3)),
        cases=held,
        high=int(held * random.uniform(0.1, 0.6)),
        languages=("Urdu",) if random.random() < 0.05 else (),
        places=tuple(f"LS{(team + more) % 60}" for more in range(4)),
    )


def _case(number: int, staff: int, teams: int, random: np.random.Generator) -> CaseToPlace:
    team = int(random.integers(teams))
    location = (Location.COMMUNITY, Location.LICENCE, Location.CUSTODY)[int(random.choice(3, p=[0.6, 0.25, 0.15]))]
    needs = CaseNeeds(
        LEVELS[int(random.choice(5, p=[0.35, 0.4, 0.2, 0.01, 0.04]))],
        bool(random.random() < 0.05),
        frozenset(register for register in Register if random.random() < 0.2),
        location,
    )
    before = random.integers(0, 2 * staff, int(random.choice(3, p=[0.6, 0.3, 0.1])))
    return CaseToPlace(
        key=number,
        points=case_points(str(random.choice(TIERS)), location),
        needs=needs,
        team=f"T{team}",
        held_before=tuple(f"S{each}" for each in before),
        barred=frozenset({f"S{random.integers(staff)}"}) if random.random() < 0.02 else frozenset(),
        language="Urdu" if random.random() < 0.03 else "",
        lives_at=f"LS{(team + int(random.integers(4))) % 60}" if random.random() < 0.9 else "",
    )


def _figures(words: str, found: Assignment, seconds: float, *, limits: bool) -> list[Figure]:
    nobody = sum(to == NOBODY for to in found.to)
    proof = "proved best" if found.is_proved else f"cost {found.cost:,}, none under {found.bound:,}"
    return [
        Figure(words, seconds, "s", AT_MOST if limits else None, beside=f"{nobody:,} with nobody"),
        Figure("  could be beaten by at most", 100 * found.gap, "%", GAP_AT_MOST if limits else None, beside=proof),
    ]


def figures() -> list[Figure]:
    """A region, an office that closes, and one who leaves."""
    found = []
    for words, cases, staff, load, teams in (
        ("10,000 cases to 500 people", 10_000, 500, 0.1, 40),
        ("an office closes: 1,800 cases to 100 people", 1_800, 100, 0.1, 6),
        ("one leaves: 45 cases to 12 people", 45, 12, 0.6, 1),
    ):
        problem = made_up(cases, staff, load=load, teams=teams)
        start = perf_counter()
        answer = assign(*problem, grid_for(), ON, clock=perf_counter)
        found += _figures(words, answer, perf_counter() - start, limits=cases == 10_000)
    return found

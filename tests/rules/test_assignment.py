"""The assignment of many cases: against every assignment there is where it is small, and what holds of all of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from throughcare.exchange.role_grids import grid_for
from throughcare.facts.risk import Register, RoshLevel
from throughcare.facts.staff import Grade, Qualification, Sex, Training
from throughcare.rules.assignment import Assignment, CaseToPlace, Receiver, assign
from throughcare.rules.assignment.bounds import bound_of, prices_of
from throughcare.rules.assignment.costs import FEW, FREE, problem_of
from throughcare.rules.assignment.filling import fill
from throughcare.rules.assignment.improving import improve
from throughcare.rules.assignment.problem import WEIGHTS
from throughcare.rules.assignment.solving import NOBODY
from throughcare.rules.assignment.told import why_not_placed, why_placed
from throughcare.rules.role_grid import CaseNeeds, Skills, may_hold
from throughcare.rules.workload.points import Location

ON = date(2016, 3, 14)
GRID = grid_for()
OFFICER = Skills(Grade.OFFICER, frozenset(Qualification), dict.fromkeys(Training))
SERVICE = Skills(Grade.SERVICE_OFFICER, frozenset(), dict.fromkeys(Training))
LOW = CaseNeeds(RoshLevel.LOW, False, frozenset(), Location.COMMUNITY)
HIGH = CaseNeeds(RoshLevel.HIGH, False, frozenset(), Location.COMMUNITY)


def case(key: int = 0, points: int = 50, needs: CaseNeeds = LOW, **said: object) -> CaseToPlace:
    return CaseToPlace(key, points, needs, **({"team": "T1"} | said))  # type: ignore[arg-type]


def receiver(code: str, **said: object) -> Receiver:
    given = {"team": "T1", "skills": OFFICER, "available": 1000, "points": 0} | said
    return Receiver(code, **given)  # type: ignore[arg-type]


# --- the slow twin: every assignment, in words of the field, without the arrays


def allowed(one: CaseToPlace, who: Receiver) -> bool:
    if not may_hold(GRID, one.needs, who.skills, ON):
        return False
    if who.code in one.barred or (one.only and who.code not in one.only):
        return False
    return one.staff_sex in (None, who.sex)


def keeps_limits(cases: list[CaseToPlace], receivers: list[Receiver], to: tuple[int, ...]) -> bool:
    for at, who in enumerate(receivers):
        mine = [one for one, place in zip(cases, to, strict=True) if place == at]
        high = sum(one.needs.is_high for one in mine)
        if not all(allowed(one, who) for one in mine):
            return False
        if sum(one.points for one in mine) > max(0, who.available * GRID.limits.capacity // 100 - who.points):
            return False
        free = FREE * (100 - GRID.limits.high_share) if who.cases < FEW else 0
        over = 100 * (who.high + high) - GRID.limits.high_share * (who.cases + len(mine)) - free
        if high and over > 0:
            return False
    return True


def cost_in_words(cases: list[CaseToPlace], receivers: list[Receiver], to: tuple[int, ...]) -> int:
    problem, total = problem_of(cases, receivers, GRID, ON), 0
    for one, place in zip(cases, to, strict=True):
        if place == NOBODY:
            total += WEIGHTS.nobody * (2 if one.needs.is_high else 1)
            continue
        who = receivers[place]
        total += 0 if who.code in one.held_before else WEIGHTS.new_person
        total += 0 if who.team == one.team else WEIGHTS.other_team
        if one.lives_at:
            far = WEIGHTS.travel if who.places else WEIGHTS.travel // 2
            total += 0 if one.lives_at in who.places else far
        else:
            total += WEIGHTS.travel // 2
        if one.language and one.language not in who.languages:
            total += WEIGHTS.language
    for at in range(len(receivers)):
        load = sum(one.points for one, place in zip(cases, to, strict=True) if place == at)
        total += max(0, load - int(problem.even[at])) + 2 * max(0, load - int(problem.steep[at]))
    return total


def best_of_all(cases: list[CaseToPlace], receivers: list[Receiver]) -> int:
    every = product(range(NOBODY, len(receivers)), repeat=len(cases))
    return min(cost_in_words(cases, receivers, to) for to in every if keeps_limits(cases, receivers, to))


# --- made-up problems

CONCERNS = st.frozensets(st.sampled_from(list(Register)), max_size=1)
NEEDS = st.builds(
    CaseNeeds,
    st.sampled_from([RoshLevel.LOW, RoshLevel.MEDIUM, RoshLevel.HIGH, None]),
    st.sampled_from([False, False, False, True]),
    CONCERNS,
    st.sampled_from([Location.COMMUNITY, Location.LICENCE]),
)
CODES = [f"R{n}" for n in range(6)]
CASES = st.builds(
    CaseToPlace,
    key=st.just(0),
    points=st.sampled_from([30, 50, 80, 120, 200]),
    needs=NEEDS,
    team=st.sampled_from(["T1", "T2"]),
    held_before=st.lists(st.sampled_from(CODES), max_size=1).map(tuple),
    barred=st.frozensets(st.sampled_from(CODES), max_size=1),
    only=st.sampled_from([frozenset(), frozenset(), frozenset(), frozenset(CODES[:2])]),
    staff_sex=st.sampled_from([None, None, None, Sex.WOMAN]),
    language=st.sampled_from(["", "", "Urdu"]),
    lives_at=st.sampled_from(["", "LS1", "LS2"]),
)
RECEIVERS = st.builds(
    Receiver,
    code=st.just(""),
    team=st.sampled_from(["T1", "T2"]),
    skills=st.sampled_from([OFFICER, SERVICE, replace(OFFICER, trainings={})]),
    available=st.sampled_from([0, 200, 400]),
    points=st.sampled_from([0, 60, 250]),
    cases=st.sampled_from([0, 6]),
    high=st.sampled_from([0, 3, 5]),
    languages=st.sampled_from([(), ("Urdu",)]),
    places=st.sampled_from([(), ("LS1",)]),
    sex=st.sampled_from([None, Sex.WOMAN, Sex.MAN]),
)


def numbered(cases: list[CaseToPlace]) -> list[CaseToPlace]:
    return [replace(one, key=number) for number, one in enumerate(cases)]


def coded(receivers: list[Receiver]) -> list[Receiver]:
    return [replace(who, code=code) for who, code in zip(receivers, CODES, strict=False)]


def check(found: Assignment, cases: list[CaseToPlace], receivers: list[Receiver]) -> None:
    assert keeps_limits(cases, receivers, found.to)
    assert found.cost == cost_in_words(cases, receivers, found.to)
    assert found.bound <= found.cost


@settings(max_examples=40, deadline=None)
@given(st.lists(CASES, min_size=1, max_size=4).map(numbered), st.lists(RECEIVERS, max_size=3).map(coded))
def test_a_small_problem_costs_what_the_best_of_all_assignments_costs(
    cases: list[CaseToPlace], receivers: list[Receiver]
) -> None:
    found = assign(cases, receivers, GRID, ON)
    check(found, cases, receivers)
    assert found.cost == best_of_all(cases, receivers)
    assert found.is_proved


@settings(max_examples=40, deadline=None)
@given(
    st.lists(CASES, min_size=1, max_size=30).map(numbered), st.lists(RECEIVERS, max_size=6).map(coded), st.integers()
)
def test_the_way_for_large_problems_keeps_every_limit_and_its_bound_is_below_it(
    cases: list[CaseToPlace], receivers: list[Receiver], seed: int
) -> None:
    problem = problem_of(cases, receivers, GRID, ON)
    prices = prices_of(problem, seed=seed % 1000)
    filled = improve(problem, fill(problem, prices))
    to = [NOBODY] * len(cases)
    seen = [0] * len(problem.members)
    for row, place in zip(filled.rows.tolist(), filled.to.tolist(), strict=True):
        to[problem.members[row][seen[row]]] = place
        seen[row] += 1
    assert keeps_limits(cases, receivers, tuple(to))
    assert filled.cost(problem) == cost_in_words(cases, receivers, tuple(to))
    assert prices.bound <= filled.cost(problem) + 1e-3


@settings(max_examples=30, deadline=None)
@given(
    st.lists(CASES, min_size=1, max_size=4).map(numbered),
    st.lists(RECEIVERS, min_size=1, max_size=3).map(coded),
    st.lists(st.floats(0, 5), min_size=6, max_size=6),
)
def test_whatever_the_prices_the_bound_is_below_the_best(
    cases: list[CaseToPlace], receivers: list[Receiver], prices: list[float]
) -> None:
    problem = problem_of(cases, receivers, GRID, ON)
    point, share = np.array(prices[: len(receivers)]), np.array(prices[3 : 3 + len(receivers)])
    assert bound_of(problem, point, share) <= best_of_all(cases, receivers) + 0.01


@settings(max_examples=20, deadline=None)
@given(
    st.lists(CASES, min_size=1, max_size=8).map(numbered),
    st.lists(RECEIVERS, min_size=1, max_size=4).map(coded),
    st.data(),
)
def test_the_order_of_cases_and_receivers_changes_no_cost(
    cases: list[CaseToPlace], receivers: list[Receiver], data: st.DataObject
) -> None:
    one = assign(cases, receivers, GRID, ON)
    other = assign(data.draw(st.permutations(cases)), data.draw(st.permutations(receivers)), GRID, ON)
    assert one.cost == other.cost or not (one.is_proved and other.is_proved)


# --- what it means


def test_it_goes_to_whoever_held_it_before() -> None:
    found = assign([case(held_before=("R2",))], [receiver(f"R{n}") for n in range(4)], GRID, ON)
    assert found.to == (2,)
    assert found.is_proved


def test_nobody_is_overfilled_and_the_case_at_high_risk_is_placed_first() -> None:
    cases = [case(0, 100, LOW), case(1, 100, HIGH), case(2, 100, LOW)]
    found = assign(cases, [receiver("R0", available=100, cases=20)], GRID, ON)
    assert found.to == (NOBODY, 0, NOBODY)


def test_nothing_at_high_risk_for_whoever_holds_too_much_of_it() -> None:
    found = assign([case(needs=HIGH)], [receiver("R0", cases=10, high=8), receiver("R1", cases=10, high=2)], GRID, ON)
    assert found.to == (1,)


def test_without_receivers_and_without_cases() -> None:
    assert assign([case()], [], GRID, ON).to == (NOBODY,)
    assert assign([], [receiver("R0")], GRID, ON).to == ()


def test_like_cases_are_one_row() -> None:
    problem = problem_of([case(n) for n in range(9)], [receiver("R0")], GRID, ON)
    assert problem.many.tolist() == [9]


def test_loads_are_even_where_nothing_else_counts() -> None:
    found = assign([case(n) for n in range(12)], [receiver(f"R{n}") for n in range(3)], GRID, ON)
    assert sorted(found.to.count(n) for n in range(3)) == [4, 4, 4]


def test_why_in_words() -> None:
    one = case(needs=HIGH, held_before=("R0",), lives_at="LS1", language="Urdu")
    assert why_placed(one, receiver("R0", places=("LS1",), languages=("urdu",))) == [
        "Held this case before.",
        "Covers LS1.",
        "Offers Urdu.",
    ]
    assert "2 may hold it" in why_not_placed(one, [receiver("R1", skills=SERVICE)] * 2, GRID, ON, room=[9, 9])[0]
    assert "no time left for its 50 points" in why_not_placed(one, [receiver("R1")], GRID, ON, room=[9])[0]
    assert "at high risk" in why_not_placed(one, [receiver("R1")], GRID, ON, room=[900])[0]
    barred = replace(one, barred=frozenset({"R1"}))
    assert "a conflict" in why_not_placed(barred, [receiver("R1")], GRID, ON, room=[900])[0]
    assert "Nobody who could take cases" in why_not_placed(one, [], GRID, ON, room=[])[0]

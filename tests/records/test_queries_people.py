"""Who may see whom, once in the rules and once in the database; and how people are found by what somebody types."""

from datetime import date
from itertools import combinations, product

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from tests.web.world import World, allocated, draft, limited, sentenced
from throughcare.facts.identity import AccessLimit, Identified
from throughcare.records.models import CaseLimit, CaseSummary, Person, Staff
from throughcare.records.queries import people as queries_people
from throughcare.records.queries.access_log import my_cases
from throughcare.records.queries.cases import cases_visible_to, findable_by, held_case
from throughcare.records.queries.people import (
    Asked,
    all_people,
    asked_for,
    crn_of_only_one,
    known_by_birth,
    known_by_number,
    page_of_people,
    practitioners_of,
    sought,
)
from throughcare.rules.access import (
    CaseHeld,
    Power,
    Role,
    Viewer,
    can_find,
    can_see_exists,
    can_see_who_looked,
    may,
)

pytestmark = [pytest.mark.database, pytest.mark.django_db]

TODAY = date(2016, 6, 30)
ME, OTHER = "ME", "OTHER"
INSPECTOR = Viewer("I1", Role.INSPECTOR)


def keep(crn: str, case: CaseHeld) -> int:
    """A case as the projections keep it: nothing that is not known is ever null."""
    person = Person.objects.create(crn=crn)
    CaseSummary.objects.create(
        person=person,
        made_of=0,
        organisation=case.organisation or "",
        team=case.team or "",
        officer=case.officer or "",
        is_active=case.is_active,
        domestic_abuse=False,
        child_concern=False,
        has_safety_warning=False,
        is_limited=bool(case.excluded or case.restricted_to),
    )
    pairs = [("EXCLUSION", code) for code in case.excluded] + [("RESTRICTION", code) for code in case.restricted_to]
    CaseLimit.objects.bulk_create(CaseLimit(person=person, limit=limit, code=code) for limit, code in pairs)
    return person.pk


def subsets(*codes: str) -> list[frozenset[str]]:
    return [frozenset(some) for many in range(len(codes) + 1) for some in combinations(codes, many)]


def compare(viewer: Viewer, cases: dict[int, CaseHeld]) -> None:
    """The rule and the query say the same of every case; the query is asked once for all."""
    for through in (False, True):
        seen = set(cases_visible_to(viewer, through_figure=through).values_list("pk", flat=True))
        assert seen == {pk for pk, case in cases.items() if can_see_exists(viewer, case, through_figure=through)}
    found = set(findable_by(viewer).values_list("pk", flat=True))
    assert found == {pk for pk, case in cases.items() if can_find(viewer, case)}
    if may(viewer, Power.SEE_WHO_LOOKED_AT_MINE):
        mine = set(my_cases(viewer).values_list("pk", flat=True))
        assert mine == {pk for pk, case in cases.items() if can_see_who_looked(viewer, case)}


@pytest.fixture
def every_case() -> dict[int, CaseHeld]:
    """Every way in which a case can stand to a viewer: holder, place, and who is named in its limits."""
    ways = product(
        (None, ME, OTHER), (None, "O1", "O2"), (None, "T1", "T2"), subsets(ME, OTHER), subsets(ME, OTHER), (True, False)
    )
    cases = {}
    for number, (officer, organisation, team, excluded, restricted, is_active) in enumerate(ways):
        case = CaseHeld(f"X{number}", organisation, team, officer, is_active, excluded, restricted)
        cases[keep(case.person, case)] = case
    return cases


def test_the_query_and_the_rule_agree_on_every_case_and_viewer(every_case):
    assert len(every_case) == 864
    for role, organisation, team in product(Role, (None, "O1", "O2"), (None, "T1", "T2")):
        compare(Viewer(ME, role, organisation, team), every_case)


CODES = st.sampled_from(["A", "B", "C", "a", "A ", "%", "_", "O1", "T1", ""])
LIMITS = st.frozensets(CODES, max_size=3)
MAYBE = st.none() | CODES.filter(bool)
HELD = st.builds(
    CaseHeld,
    person=st.just("X"),
    organisation=MAYBE,
    team=MAYBE,
    officer=MAYBE,
    is_active=st.booleans(),
    excluded=LIMITS,
    restricted_to=LIMITS,
)
VIEWERS = st.builds(Viewer, code=CODES.filter(bool), role=st.sampled_from(list(Role)), organisation=MAYBE, team=MAYBE)


@given(viewer=VIEWERS, cases=st.lists(HELD, max_size=6))
def test_the_query_and_the_rule_agree_on_cases_by_chance(viewer, cases):
    with transaction.atomic():
        compare(viewer, {keep(f"X{number}", case): case for number, case in enumerate(cases)})
        transaction.set_rollback(True)


def test_a_case_read_back_is_the_case_that_was_kept(every_case):
    for pk, case in list(every_case.items())[::37]:
        assert held_case(Person.objects.get(pk=pk)) == case


# --- finding ------------------------------------------------------------------------------------------------------


@pytest.fixture
def world() -> World:
    return World()


def add(world: World, crn: str, given: str, family: str, born: str = "1988-05-02", *more) -> None:
    who = draft(Identified, "2015-01-01", given_names=given, family_name=family, born_on=date.fromisoformat(born))
    world.person(crn, who, sentenced("2016-03-01"), allocated("2016-03-02", "P1"), *more)


def found(typed: str, viewer: Viewer = INSPECTOR) -> list[str]:
    asked = Asked(sought=sought(typed, TODAY))
    return [row.crn for row in page_of_people(viewer, asked, None)[0]]


@pytest.fixture
def some_people(world):
    add(world, "X1", "Aaron", "Bell")
    add(world, "X2", "Aaron James", "Campbell", "1970-01-09")
    add(world, "X3", "Bella", "O'Brien", "1990-12-25")
    add(world, "X4", "Zoë", "Smith-Jones", "1991-02-28")
    add(world, "X5", "İrem", "Größe", "1992-03-03")
    add(world, "X6", "Percy", "100%_\\", "1993-03-03")


@pytest.mark.parametrize(
    ("typed", "crns"),
    [
        ("bell aaron", ["X1"]),
        ("Aaron Bell", ["X1"]),
        ("Bell, Aaron", ["X1"]),
        ("Bell", ["X1", "X3"]),
        ("  BELL  ", ["X1", "X3"]),
        ("aar", ["X1", "X2"]),
        ("james a", ["X2"]),
        ("campbell bell", []),
        ("obrien", []),
        ("o'brien", ["X3"]),
        ("O\u2019Brien", ["X3"]),
        ("brien", ["X3"]),
        ("jones zoë", ["X4"]),
        ("Smith-Jones", ["X4"]),
        ("smith jones", ["X4"]),
        ("GRÖSSE", ["X5"]),
        ("Größe", ["X5"]),
        ("x2", ["X2"]),
        (" X2 ", ["X2"]),
        ("2 May 1988", ["X1"]),
        ("2/5/88", ["X1"]),
        ("1988-05-02", ["X1"]),
        ("3/3/1993", ["X6"]),
        ("100%", ["X6"]),
        ("%", []),
        ("_", []),
        ("e_l", []),
        ("\\", []),
        ("-", []),
        ("'; drop table records_person; --", []),
    ],
)
@pytest.mark.usefixtures("some_people")
def test_people_are_found_by_name_number_or_day_of_birth(typed, crns):
    assert found(typed) == crns


@pytest.mark.usefixtures("some_people")
def test_nothing_typed_is_everybody_by_family_name():
    assert found("") == ["X6", "X1", "X2", "X5", "X3", "X4"]


@pytest.mark.usefixtures("some_people")
def test_the_nameless_come_last(world):
    world.person("X0", sentenced("2016-03-01"))
    assert found("")[-1] == "X0"


@pytest.mark.usefixtures("some_people")
def test_a_search_finds_nobody_whom_the_viewer_may_not_see(world):
    world.record("X1", limited("2016-03-01", AccessLimit.EXCLUSION, "P1"))
    mine = Viewer("P1", Role.PRACTITIONER, "N02", "T1")
    rows, page, _ = page_of_people(mine, Asked(sought=sought("bell", TODAY)), None)
    assert ([row.crn for row in rows], page.paginator.count) == (["X3"], 1)
    assert crn_of_only_one(mine, Asked(sought=sought("X1", TODAY))) is None
    assert crn_of_only_one(INSPECTOR, Asked(sought=sought("x1", TODAY))) == "X1"


def test_the_longest_not_seen_come_first_and_never_before_all(world):
    for crn, seen_on in (("X1", "2016-06-01"), ("X2", None), ("X3", "2016-04-01")):
        world.person(crn, sentenced("2016-03-01"), name=f"Some {crn}")
        CaseSummary.objects.filter(person__crn=crn).update(last_seen_on=seen_on)
    asked = Asked(by_last_seen=True)
    assert [case.person.crn for case in asked_for(INSPECTOR, asked)] == ["X2", "X3", "X1"]


def test_a_list_is_read_in_the_same_number_of_queries_however_long(world, django_assert_num_queries):
    for number in range(3):
        add(world, f"X{number}", "Aaron", f"Bell{number}")
    with django_assert_num_queries(5):
        list(all_people(INSPECTOR, Asked()))
    for number in range(3, 30):
        add(world, f"X{number}", "Aaron", f"Bell{number}")
    with django_assert_num_queries(5):
        assert [len(rows) for rows in all_people(INSPECTOR, Asked())] == [30]


def test_everybody_comes_in_chunks_and_in_order(world, monkeypatch):
    monkeypatch.setattr("throughcare.records.queries.people.CHUNK", 2)
    for number in (4, 2, 0, 1, 3):
        add(world, f"X{number}", "Aaron", f"Bell{number}")
    assert [[row.crn for row in rows] for rows in all_people(INSPECTOR, Asked())] == [
        ["X0", "X1"],
        ["X2", "X3"],
        ["X4"],
    ]


# --- whether somebody is known --------------------------------------------------------------------------------------

COURT = Viewer("C1", Role.COURT_OFFICER, "N02", "T1")


@pytest.mark.usefixtures("some_people")
def test_a_person_is_known_by_number_in_any_case():
    assert [each.organisation for each in known_by_number(COURT, " x1 ")] == ["NPS North East"]
    assert known_by_number(COURT, "X9") == []


@pytest.mark.parametrize(
    ("name", "born", "many"),
    [("bell", "1988-05-02", 1), ("BELL", "1988-05-02", 1), ("Bel", "1988-05-02", 0), ("bell", "1988-05-03", 0)],
)
@pytest.mark.usefixtures("some_people")
def test_a_person_is_known_by_exact_family_name_and_day_of_birth(name, born, many):
    assert len(known_by_birth(COURT, name, date.fromisoformat(born))) == many


def test_a_longer_family_name_is_another_name(world):
    add(world, "X1", "Aaron", "Bell Smith")
    assert known_by_birth(COURT, "Bell", date(1988, 5, 2)) == []


def test_two_of_one_name_and_day_are_both_known(world):
    add(world, "X1", "Aaron", "Bell")
    add(world, "X2", "Sam", "Bell")
    assert len(known_by_birth(COURT, "Bell", date(1988, 5, 2))) == 2


@pytest.mark.usefixtures("some_people")
def test_whoever_is_kept_from_the_court_officer_is_not_known_to_them(world):
    world.record("X1", limited("2016-03-01", AccessLimit.RESTRICTION, "S1"))
    assert known_by_number(COURT, "X1") == []
    assert known_by_birth(COURT, "Bell", date(1988, 5, 2)) == []


@pytest.mark.usefixtures("some_people")
def test_of_very_many_the_first_are_listed_and_that_there_are_more_is_known(monkeypatch):
    monkeypatch.setattr(queries_people, "AT_MOST_LISTED", 4)
    monkeypatch.setattr(queries_people, "PER_PAGE", 3)
    rows, page, are_more = page_of_people(INSPECTOR, Asked(), 2)
    assert ([row.crn for row in rows], page.paginator.count, page.has_next(), are_more) == (["X5"], 4, False, True)
    everybody = [row.crn for chunk in queries_people.all_people(INSPECTOR, Asked()) for row in chunk]
    assert everybody == ["X6", "X1", "X2", "X5", "X3", "X4"]
    monkeypatch.setattr(queries_people, "AT_MOST_LISTED", 6)
    assert page_of_people(INSPECTOR, Asked(), 1)[2] is False


@pytest.mark.usefixtures("some_people")
def test_where_there_are_very_many_practitioners_a_code_is_typed_by_who_sees_all(monkeypatch):
    assert practitioners_of(INSPECTOR) == [("P1", "P1")]
    Staff.objects.create(code="S1")
    monkeypatch.setattr(queries_people, "AT_MOST_CHOSEN", 0)
    assert practitioners_of(INSPECTOR) is None
    assert practitioners_of(Viewer("P1", Role.PRACTITIONER, "N02", "T1")) == [("P1", "P1")]

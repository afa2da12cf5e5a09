"""Figures of the record: against a slow twin on random duties, and against the column engine on a whole world."""

from datetime import UTC, date, datetime, timedelta
from itertools import product
from random import Random

import pytest

from tests.records.slow_measures import (
    ORGANISATIONS,
    OUTCOMES,
    STANDARDS,
    counted_slowly,
    group_slowly,
    is_counted,
    outcome_slowly,
    random_rows,
)
from throughcare.actions.demo import make_world
from throughcare.actions.demo.loading import load_world
from throughcare.actions.figures import recount_cells
from throughcare.exchange.packs import read_packs, shipped_packs
from throughcare.measures.counting import Count, Unknown, count
from throughcare.records.models import CaseLimit, CaseSummary, ObligationRow, Person
from throughcare.records.queries.cases import case_held, hidden_people
from throughcare.records.queries.measures import (
    CHOICES,
    By,
    Reading,
    Span,
    behind,
    cells,
    counts,
    first_day,
    grouping,
    in_group,
)
from throughcare.records.queries.organisations import types_of_organisations
from throughcare.records.streams import streams_of
from throughcare.rules.access import Power, Role, Viewer, figures_may_open, is_kept_from, may
from throughcare.standards.column_engine import derive
from throughcare.standards.fact_table import cut, fact_table

pytestmark = [pytest.mark.database, pytest.mark.django_db]

ALL = [standard for pack in read_packs(shipped_packs()) for standard in pack.standards]
ASKED = [standard for standard in ALL if standard.name in STANDARDS]
FIGURES = Viewer("V1", Role.AGGREGATE_VIEWER)
INSPECTOR = Viewer("V2", Role.INSPECTOR)
LEAD = Viewer("V3", Role.PROVIDER_LEAD, "C01")
SPANS = [
    Span(date(2016, 3, 5), date(2016, 3, 25), date(2016, 4, 30)),
    Span(date(2016, 3, 1), date(2016, 4, 30), date(2016, 3, 20)),
    Span(date(2016, 3, 20), date(2016, 3, 20), date(2016, 3, 20)),
    Span(date(2016, 4, 1), date(2016, 4, 30), date(2016, 3, 20)),
    Span(date(2016, 2, 20), date(2016, 5, 7), date(2016, 5, 20)),  # whole months with days before and after them
    Span(date(2016, 3, 1), date(2016, 3, 31), date(2016, 4, 2)),
    Span(date(2016, 1, 1), date(2016, 3, 31), date(2016, 3, 25)),  # a month under way: its runs of days that are over
    Span(date(2016, 3, 1), date(2016, 3, 9), date(2016, 3, 29)),  # a month that was under way then, in part
]
EVERY_SPAN = [Span(each.first_on, each.last_on, each.as_of, reading) for each in SPANS for reading in Reading]


def people(many: int, **summary) -> list[Person]:
    made = [Person.objects.create(crn=f"X{number}") for number in range(many)]
    holder = {"organisation": "C01", "team": "C01T1", "officer": "C0101"} | summary
    for person in made:
        flags = dict.fromkeys(("domestic_abuse", "child_concern", "has_safety_warning", "is_limited"), False)
        CaseSummary.objects.create(person=person, made_of=1, is_active=True, **flags, **holder)
    return made


def made_rows(seed: int, many: int = 400) -> list[ObligationRow]:
    rng = Random(seed)
    some = people(12)
    for person in some:
        person.counted_on = date(2016, 3, 1) + timedelta(days=rng.randrange(20))
        person.save()
    rows = ObligationRow.objects.bulk_create(random_rows(rng, [person.pk for person in some], many))
    recount_cells()
    return rows


def line_of(found: Count):
    owed = {outcome: getattr(found.tally, outcome) for outcome in OUTCOMES}
    unknown = found.unknown
    if unknown is None:
        return owed, dict.fromkeys(OUTCOMES, 0), 0
    assert unknown.unknown == sum(getattr(unknown.tally, outcome) for outcome in OUTCOMES)
    return owed, {outcome: getattr(unknown.tally, outcome) for outcome in OUTCOMES}, unknown.asked


def figures(span: Span, by: By, viewer: Viewer = FIGURES) -> dict[tuple[str, str], Count]:
    found = cells(span, viewer, with_team=by is By.TEAM)
    return counts(found, ASKED, grouping(by, ORGANISATIONS))


# --- against the twin


@pytest.mark.parametrize("seed", range(6))
def test_figures_are_those_of_the_slow_twin(seed):
    rows = made_rows(seed)
    for span, by in product(EVERY_SPAN, By):
        found = {key: line_of(each) for key, each in figures(span, by).items()}
        assert found == counted_slowly(rows, span, lambda row, by=by: group_slowly(by.value, row)), (span, by)


@pytest.mark.parametrize("by", By)
def test_the_list_behind_a_figure_is_what_the_twin_counts(by):
    rows = made_rows(len(by), many=150)
    span = EVERY_SPAN[0]
    decided = ("met", "late", "missed")
    for choice, standard in product(CHOICES, STANDARDS):
        for group in {group_slowly(by.value, row) for row in rows}:
            wanted = [
                row.pk
                for row in rows
                if is_counted(row, span) and row.standard == standard and group_slowly(by.value, row) == group
                if choice == "asked"
                or (choice == "unknown" and row.owed == "unknown")
                or (
                    row.owed == "yes"
                    and outcome_slowly(row, span.as_of) in (decided if choice == "decided" else (choice,))
                )
            ]
            which = in_group(by, group, ORGANISATIONS)
            found = behind(span, INSPECTOR, standard=standard, group=which, choice=choice)
            assert (found.total(), found.count()) == (len(wanted), len(wanted))


def test_asking_for_some_standards_leaves_their_figures_as_they_are():
    made_rows(1)
    span = EVERY_SPAN[0]
    some = [STANDARDS[0], STANDARDS[2]]
    kept = {key: each for key, each in figures(span, By.TYPE).items() if key[0] in some}
    assert counts(cells(span, FIGURES, standards=some), ASKED, grouping(By.TYPE, ORGANISATIONS)) == kept


def test_figures_stand_in_the_order_of_the_standards_and_then_of_the_groups():
    made_rows(2)
    keys = list(figures(EVERY_SPAN[0], By.PROVIDER))
    places = {standard.name: place for place, standard in enumerate(ASKED)}
    assert keys == sorted(keys, key=lambda key: (places[key[0]], key[1]))


def test_live_counts_nothing_that_falls_due_after_today_and_cohort_says_it_is_pending():
    (person,) = people(1)
    row = {"person": person, "standard": STANDARDS[0], "owed": "yes", "accountable": "C01"}
    ObligationRow.objects.create(**row, opened_by=1, opened=date(2016, 3, 18), due=date(2016, 3, 25))
    ObligationRow.objects.create(**row, opened_by=2, opened=date(2016, 3, 14), due=date(2016, 3, 21))
    quarter = (date(2016, 1, 1), date(2016, 3, 31), date(2016, 3, 21))
    (live,) = figures(Span(*quarter), By.TYPE).values()
    assert (live.tally.pending, live.tally.denominator) == (1, 0)
    assert live.tally.share is None
    (cohort,) = figures(Span(*quarter, Reading.COHORT), By.TYPE).values()
    assert (cohort.tally.pending, cohort.tally.denominator) == (2, 0)


def test_the_record_begins_with_its_first_duty():
    assert first_day(INSPECTOR) is None
    rows = made_rows(3, many=20)
    assert first_day(INSPECTOR) == min(row.opened for row in rows)


# --- cases that are kept from somebody


def limit(person: Person, kind: str, code: str) -> None:
    CaseLimit.objects.create(person=person, limit=kind, code=code)
    CaseSummary.objects.filter(person=person).update(is_limited=True)


def test_hidden_people_are_those_whom_the_rules_keep_from_a_viewer():
    made = people(7)
    limits = {
        0: [("EXCLUSION", "ME")],
        1: [("EXCLUSION", "OTHER")],
        2: [("RESTRICTION", "ME")],
        3: [("RESTRICTION", "OTHER")],
        4: [("RESTRICTION", "ME"), ("EXCLUSION", "ME")],
        5: [("RESTRICTION", "OTHER"), ("RESTRICTION", "ME"), ("EXCLUSION", "OTHER")],
    }
    for place, pairs in limits.items():
        for kind, code in pairs:
            limit(made[place], kind, code)
    CaseSummary.objects.filter(person__in=[made[3], made[6]]).update(officer="ME")
    for role, code in product(Role, ("ME", "OTHER", "C0101")):
        viewer = Viewer(code, role, "C01", "C01T1")
        kept = {
            person.pk
            for place, person in enumerate(made)
            if is_kept_from(
                viewer, case_held(CaseSummary.objects.get(person=person), person.crn, limits.get(place, []))
            )
        }
        assert set(hidden_people(viewer)) == kept, (role, code)


def test_where_figures_open_they_leave_out_what_is_kept_from_the_viewer_and_agree_with_the_list():
    rows = made_rows(4)
    hidden, excluded = Person.objects.order_by("pk")[:2]
    limit(hidden, "RESTRICTION", "SOMEBODY")
    limit(excluded, "EXCLUSION", INSPECTOR.code)
    left_out = {
        Role.AGGREGATE_VIEWER: set(),
        Role.INSPECTOR: {excluded.pk},
        Role.PROVIDER_LEAD: {hidden.pk},
    }
    span = EVERY_SPAN[1]
    for viewer in (FIGURES, INSPECTOR, LEAD):
        kept = [row for row in rows if row.person_id not in left_out[viewer.role]]
        found = {key: line_of(each) for key, each in figures(span, By.TYPE, viewer).items()}
        assert found == counted_slowly(kept, span, lambda row: group_slowly("type", row))
        if figures_may_open(viewer):
            for (standard, group), each in figures(span, By.TYPE, viewer).items():
                which = in_group(By.TYPE, group, ORGANISATIONS)
                listed = behind(span, viewer, standard=standard, group=which, choice="decided")
                assert listed.total() == each.tally.denominator
                assert listed.count() == listed.total()


def test_the_list_shows_only_people_within_reach_and_says_of_how_many():
    rows = made_rows(5)
    gone = Person.objects.order_by("pk")[:4]
    CaseSummary.objects.filter(person__in=list(gone)).update(organisation="N01", team="N01T1")
    away = {person.pk for person in gone}
    span = EVERY_SPAN[1]
    listed = behind(span, LEAD, standard=STANDARDS[0], group=in_group(By.TYPE, "CRC", ORGANISATIONS), choice="asked")
    of_figure = [
        row
        for row in rows
        if row.standard == STANDARDS[0] and is_counted(row, span) and ORGANISATIONS.get(row.accountable) == "CRC"
    ]
    seen = [row for row in of_figure if row.person_id not in away]
    assert listed.total() == len(of_figure) > len(seen) > 0
    assert sorted(duty.person for duty in listed.some()) == sorted(row.person_id for row in seen)
    assert listed.some(1, 3) == listed.some()[1:3]


def test_only_who_may_open_figures_is_spared_what_is_kept_from_them():
    assert {role for role in Role if figures_may_open(Viewer("X", role))} <= {
        role for role in Role if may(Viewer("X", role), Power.SEE_MEASURES)
    }


# --- one statement, whatever the volume


def test_all_figures_are_counted_in_one_statement(django_assert_num_queries):
    made_rows(6, many=30)
    for viewer in (FIGURES, LEAD):
        with django_assert_num_queries(1):
            figures(EVERY_SPAN[0], By.TEAM, viewer)


# --- against the column engine


def test_figures_from_the_record_are_those_of_the_column_engine_from_the_same_facts():
    world = make_world(seed=5, people=60)
    load_world(world, seed=5, at=datetime(2016, 6, 30, 9, tzinfo=UTC))
    made = list(Person.objects.all())
    as_of, types = date(2016, 6, 30), types_of_organisations()
    table = cut(fact_table(streams_of(made), backend="polars"), as_of=as_of)
    derived = derive(table, ALL)
    start = first_day(INSPECTOR)
    assert start is not None
    whole = Span(start, as_of, as_of, Reading.COHORT)
    for by, group_of in ((By.TYPE, types), (By.PROVIDER, {})):
        wanted = {
            (f"{each.pack}/{each.standard}", each.group): each
            for each in count(derived, as_of=as_of, group_of=group_of)
        }
        found = counts(cells(whole, FIGURES), ALL, grouping(by, types))
        assert found == wanted
    assert sum(each.tally.denominator for each in wanted.values()) > 500
    assert any(isinstance(each.unknown, Unknown) and each.unknown.unknown for each in wanted.values())

"""What comparisons are made of: months, strata and the size of teams, counted in the database."""

from collections import Counter
from datetime import date

import pytest

from tests.web.world import CRC, NPS, OTHER_TEAM, TEAM, World, draft, ended, limited, screened, seen
from throughcare.actions.streams import append_to_staff
from throughcare.facts.court import Disposal, OffenceGroup, Sentenced
from throughcare.facts.identity import AccessLimit, Identified
from throughcare.facts.risk import RoshLevel
from throughcare.facts.staff import PostLeft
from throughcare.measures.case_mix import Cell, age_group
from throughcare.measures.series import Month
from throughcare.records.models import ObligationRow
from throughcare.records.queries.comparisons import Alike, months_of, staff_of_teams, strata_of
from throughcare.records.queries.measures import ALL, By, Reading, Span, grouping, in_group
from throughcare.rules.access import Role, Viewer

pytestmark = [pytest.mark.database, pytest.mark.django_db]

SEEN = "briefing/first-appointment"
YEAR = Span(date(2016, 1, 1), date(2016, 12, 31), date(2016, 6, 30))
SINCE = Span(date(2014, 1, 1), date(2016, 12, 31), date(2016, 6, 30))
FIGURES, INSPECTOR = Viewer("F1", Role.AGGREGATE_VIEWER), Viewer("I1", Role.INSPECTOR)
EVERYBODY = in_group(By.TYPE, ALL, {})


@pytest.fixture
def world() -> World:
    return World()


def strata(alike: Alike, *, by: By = By.PROVIDER, viewer: Viewer = FIGURES, span: Span = YEAR) -> list[Cell]:
    group_of = grouping(by, {NPS: "NPS", CRC: "CRC"})
    return strata_of(span, viewer, standard=SEEN, alike=alike, group_of=group_of, with_team=by is By.TEAM)


# --- teams


def test_staff_of_a_team_are_those_who_hold_a_post_in_it(world):
    for code in ("P1", "P2", "P3"):
        world.staff(code)
    world.staff("P4", team=OTHER_TEAM)
    world.staff("P5", organisation=CRC, team="")
    append_to_staff(staff="P3", drafts=[draft(PostLeft, "2016-05-01")], by=None, at=None)
    assert staff_of_teams() == {f"{NPS}/{TEAM}": 2, f"{NPS}/{OTHER_TEAM}": 1}


# --- months


def test_duties_are_counted_in_the_month_in_which_they_fell_due(world):
    world.case("X1", "2016-01-25", seen("2016-01-28", "P1"))  # due on 1 February
    world.case("X2", "2016-02-01")
    world.case("X3", "2016-04-04", seen("2016-04-05", "P1"))
    months, unknown, unfair = months_of(YEAR, FIGURES, standard=SEEN, group=EVERYBODY)
    assert months == [Month(date(2016, 2, 1), 1, 2), Month(date(2016, 4, 1), 1, 1)]
    assert (unknown, unfair) == (0.0, [])


def test_a_month_that_is_not_over_or_has_time_left_is_left_out(world):
    world.case("X1", "2016-05-02")
    world.case("X2", "2016-06-06", seen("2016-06-07", "P1"))
    months, _, unfair = months_of(YEAR, FIGURES, standard=SEEN, group=EVERYBODY)
    assert [each.first_on for each in months] == [date(2016, 5, 1)]
    assert unfair == [date(2016, 6, 1)]
    began = Span(YEAR.first_on, YEAR.last_on, YEAR.as_of, Reading.COHORT)
    world.case("X3", "2016-05-30")
    ObligationRow.objects.filter(person__crn="X3", standard=SEEN).update(due=date(2016, 8, 1))
    months, _, unfair = months_of(began, FIGURES, standard=SEEN, group=EVERYBODY)
    assert months == []
    assert unfair == [date(2016, 5, 1), date(2016, 6, 1)]


def test_a_void_duty_is_in_no_month_and_the_share_unknown_is_over_all(world):
    world.case("X1", "2016-03-01", ended("2016-03-02"))
    world.case("X2", "2016-03-01")
    assert months_of(YEAR, FIGURES, standard=SEEN, group=EVERYBODY)[0] == [Month(date(2016, 3, 1), 0, 1)]
    _, unknown, _ = months_of(YEAR, FIGURES, standard="briefing/home-visit", group=EVERYBODY)
    assert unknown == 1.0


def test_months_of_a_provider_are_its_own(world):
    world.case("X1", "2016-03-01")
    world.case("X2", "2016-03-01", organisation=CRC, team=None, officer="C1")
    months, _, _ = months_of(YEAR, FIGURES, standard=SEEN, group=in_group(By.PROVIDER, CRC, {}))
    assert [each.decided for each in months] == [1]


# --- strata


def born(crn: str, day: str | None):
    return draft(Identified, "2015-06-01", given_names="A", family_name=crn, born_on=day and date.fromisoformat(day))


def test_age_groups_are_those_of_the_rule_to_the_day(world):
    """The fast grouping in SQL against `case_mix.age_group`, around every birthday that decides."""
    days = ["1998-03-01", "1998-03-02", "1995-03-01", "1995-03-02", "1986-03-01", "1976-03-02", "1966-03-01"]
    days += ["1966-03-02", "1950-01-01", "2000-01-01", "1996-02-29", "1984-12-31"]
    expected: Counter[tuple[str, ...]] = Counter()
    asked = [(day, on) for day in [*days, None] for on in ("2016-02-29", "2016-03-01")] + [("1996-02-29", "2014-02-28")]
    for place, (day, on) in enumerate(asked):
        crn = f"X{place}"
        world.person(crn, born(crn, day), draft(Sentenced, on, order="1", disposal=Disposal.COMMUNITY_ORDER))
        expected[(age_group(date.fromisoformat(day) if day else None, date.fromisoformat(on)),)] += 1
    assert Counter({cell.stratum: cell.decided for cell in strata(Alike.AGE, span=SINCE)}) == expected
    assert len(expected) == 7


def test_strata_are_what_was_known_when_the_duty_began(world):
    offence = draft(Sentenced, "2016-03-01", order="1", disposal=Disposal.COMMUNITY_ORDER, offence=OffenceGroup.THEFT)
    world.person("X1", screened("2016-02-01", RoshLevel.HIGH), offence, seen("2016-03-02", "P1"))
    world.case("X2", "2016-03-01")
    assert {(each.stratum, each.decided) for each in strata(Alike.RISK)} == {(("HIGH",), 1), (("not recorded",), 1)}
    assert {each.stratum for each in strata(Alike.OFFENCE)} == {("THEFT",), ("not recorded",)}
    assert {each.stratum for each in strata(Alike.SEX)} == {("not recorded",)}
    assert {each.stratum for each in strata(Alike.ALL)} == {
        ("HIGH", "not recorded", "not recorded", "THEFT"),
        ("not recorded",) * 4,
    }


def test_strata_go_by_provider_and_by_team_and_count_what_is_decided(world):
    world.case("X1", "2016-03-01", seen("2016-03-03", "P1"))
    world.case("X2", "2016-03-01", team=OTHER_TEAM)
    world.case("X3", "2016-06-29")
    world.case("X4", "2016-03-01", ended("2016-03-02"))
    assert strata(Alike.SEX) == [Cell(NPS, ("not recorded",), 1, 2)]
    assert [each.group for each in strata(Alike.SEX, by=By.TEAM)] == [f"{NPS}/{TEAM}", f"{NPS}/{OTHER_TEAM}"]


def test_a_case_that_is_kept_from_the_viewer_is_in_none_of_it(world):
    world.case("X1", "2016-03-01")
    world.case("X2", "2016-03-01", limited("2016-03-02", AccessLimit.EXCLUSION, "I1"))
    assert [each.decided for each in strata(Alike.SEX, viewer=INSPECTOR)] == [1]
    assert [each.decided for each in strata(Alike.SEX)] == [2]
    months, _, _ = months_of(YEAR, INSPECTOR, standard=SEEN, group=EVERYBODY)
    assert [each.decided for each in months] == [1]

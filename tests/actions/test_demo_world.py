"""The made-up world: the inspection's picture comes out, every stream is sound, and the story is there."""

from collections import Counter
from datetime import date, timedelta
from functools import cache

import pytest

from tests.measures.slow_counting import convicted_slowly, counted_slowly
from throughcare.actions.demo import PICTURE, STORY, TODAY, World, make_world
from throughcare.calendar import london_day
from throughcare.exchange.packs import read_packs, shipped_packs
from throughcare.facts.allocation import Allocated
from throughcare.facts.court import Sentenced
from throughcare.facts.fact import Fact
from throughcare.facts.identity import AccessLimited, Identified
from throughcare.facts.outcome import Ended
from throughcare.facts.oversight import PractitionerAbsent
from throughcare.facts.risk import Assessed
from throughcare.facts.staff import PostHeld, ProviderType
from throughcare.facts.stream import appended, in_order, standing
from throughcare.facts.supervision import Appointment, AppointmentArranged, CommunicationNeed, HomeVisit, StaffSafety
from throughcare.measures.intervals import wilson
from throughcare.rules.access import Role
from throughcare.rules.tasks import Owes, duty_of, rule_of
from throughcare.standards.case_engine import CaseEngine
from throughcare.standards.obligations import Obligation

SEEDS = (1, 2016)
Z_999 = 3.2905
"""999 of 1,000 such intervals hold the true share."""
LARGE_ENOUGH = 30
PRIYA, GEMMA = "Priya Shah", "Gemma Holroyd"
FULL_TEAMS = ("N02T1", "C07T1")

world_of = cache(make_world)
"""A world is made once for all tests: nobody can change it."""


@cache
def engine() -> CaseEngine:
    return CaseEngine([each for pack in read_packs(shipped_packs()) for each in pack.standards])


@pytest.fixture(scope="module")
def world() -> World:
    return world_of(seed=1)


def streams(world: World) -> dict[str, list[Fact]]:
    """The facts of each person by today, in the order in which they happened."""
    return {person.crn: in_order(standing(person.facts, as_of=TODAY)) for person in world.people}


def group_of(world: World) -> dict[str, str]:
    return {each.code: each.type.value for each in world.organisations}


@cache
def counted(seed: int) -> dict[tuple[str, str], tuple[int, int]]:
    """Of how many duties how many were met, by id of the standard and type of organisation."""
    world = world_of(seed=seed)
    facts, groups = streams(world), group_of(world)
    duties = [duty for each in facts.values() for duty in engine().derive(each)]
    found = {
        (standard.removeprefix("briefing/"), group): (
            line.owed["met"],
            sum(map(line.owed.get, ("met", "late", "missed"))),
        )
        for (standard, group), line in counted_slowly(duties, as_of=TODAY, group_of=groups).items()
        if standard.startswith("briefing/")
    }
    convicted = convicted_slowly(facts, group_of=groups)
    return found | {("further-conviction", group): (yes, yes + no) for group, (yes, no) in convicted.items()}


# --- the picture --------------------------------------------------------------------------------------------------


def test_the_picture_names_every_standard_of_the_briefing():
    briefing = next(pack for pack in read_packs(["briefing"]))
    assert set(PICTURE) == {each.id for each in briefing.standards} | {"further-conviction"}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("place", [0, 1], ids=[each.value for each in ProviderType])
@pytest.mark.parametrize("standard", PICTURE)
def test_the_picture_comes_out(standard, place, seed):
    target = PICTURE[standard][place]
    met, of = counted(seed).get((standard, list(ProviderType)[place].value), (0, 0))
    if target is None:
        assert of == 0, "nobody should owe it"
        return
    assert of >= LARGE_ENOUGH, "too few to mean anything"
    low, high = wilson(met, of, Z_999) or (0.0, 1.0)
    assert low <= target <= high, f"{met} of {of} is {met / of:.1%}, and not {target:.0%}"


@pytest.mark.parametrize("seed", SEEDS)
def test_what_the_briefing_says_of_all_comes_out(seed):
    def share(standard: str) -> float:
        met, of = map(sum, zip(*(counted(seed)[standard, each.value] for each in ProviderType), strict=True))
        return met / of

    assert share("home-visit") == pytest.approx(1 / 2, abs=0.06), "in only half of the cases"
    assert share("oversight") < 1 / 3, "fewer than a third"
    assert share("change-reviewed") < 2 / 3, "in under two thirds"
    assert share("further-conviction") == pytest.approx(1 / 4, abs=0.03), "a quarter"


@pytest.mark.parametrize("seed", SEEDS)
def test_over_a_third_of_oral_reports_are_never_written_down(seed):
    world = world_of(seed=seed)
    delivered = {(f.person, f.thread): f for each in world.people for f in each.facts if f.kind == "report_delivered"}
    oral = {report for report, fact in delivered.items() if fact.format == "ORAL"}
    written = {(f.person, f.thread) for each in world.people for f in each.facts if f.kind == "report_recorded"}
    assert len(oral) / len(delivered) == pytest.approx(0.45, abs=0.04)
    low, high = wilson(len(oral - written), len(oral), Z_999) or (0.0, 1.0)
    assert low <= 0.35 <= high


# --- the people ---------------------------------------------------------------------------------------------------


def test_the_same_seed_gives_the_very_same_world():
    assert make_world(seed=5, people=150) == make_world(seed=5, people=150)
    assert make_world(seed=5, people=150).people != make_world(seed=6, people=150).people


def test_people_are_as_many_as_asked_for_and_the_story_is_always_among_them(world):
    assert len(world.people) == 2000
    for people in (0, 60):
        small = make_world(people=people)
        assert len(small.people) == max(people, len(STORY))
        assert {person.crn for person in small.people} >= set(STORY.values())


def test_there_are_about_as_many_facts_as_in_a_real_year_and_a_half(world):
    assert 80_000 <= sum(len(person.facts) for person in world.people) <= 120_000


@pytest.mark.parametrize("seed", SEEDS)
def test_streams_are_sound(seed):
    codes = {each.code for each in world_of(seed=seed).staff}
    for person in world_of(seed=seed).people:
        stream: tuple[Fact, ...] = ()
        for fact in person.facts:
            stream = appended(stream, fact) if fact.kind == "withdrawn" else (*stream, fact)
        assert isinstance(stream[0], Identified)
        assert [fact.number for fact in stream] == list(range(1, len(stream) + 1))
        assert {fact.person for fact in stream} == {person.crn}
        written = [fact.recorded_at for fact in stream]
        assert written == sorted(written)
        assert {fact.by.staff for fact in stream} <= codes


def test_nothing_is_written_before_it_happened_or_after_this_morning(world):
    for fact in (fact for person in world.people for fact in person.facts):
        day = london_day(fact.recorded_at)
        assert day < TODAY or (day == TODAY and (fact.recorded_at.hour, fact.recorded_at.minute) <= (8, 30))
        if isinstance(fact, AppointmentArranged):
            assert day <= fact.on
        else:
            assert fact.on <= day
            assert fact.on < TODAY
        assert 8 <= fact.recorded_at.hour < 18
        assert day.weekday() < 5


def test_companies_write_later_than_the_service(world):
    groups, late, of = group_of(world), Counter(), Counter()
    for fact in (fact for person in world.people for fact in person.facts if fact.kind == "appointment"):
        of[groups[fact.by.organisation]] += 1
        late[groups[fact.by.organisation]] += london_day(fact.recorded_at) > fact.on
    assert 0.1 < late["NPS"] / of["NPS"] < 0.3 < late["CRC"] / of["CRC"] < 0.5


def test_an_outcome_belongs_to_a_meeting_that_was_arranged(world):
    for person in world.people:
        arranged = {f.thread: f for f in person.facts if isinstance(f, AppointmentArranged)}
        for fact in person.facts:
            if isinstance(fact, Appointment | HomeVisit) and fact.thread is not None:
                assert arranged[fact.thread].on == fact.on
                assert arranged[fact.thread].number < fact.number


def test_levels_of_risk_and_types_are_mixed_as_they_were(world):
    levels: Counter[str] = Counter()
    types: Counter[str] = Counter()
    for facts in streams(world).values():
        first = next((f.level for f in facts if isinstance(f, Assessed) and f.level), None)
        provider = next((f.provider for f in facts if isinstance(f, Allocated)), None)
        levels[str(first)] += first is not None
        types[str(group_of(world).get(str(provider)))] += provider is not None
    of = sum(levels.values())
    assert levels["HIGH"] / of == pytest.approx(0.12, abs=0.03)
    assert levels["MEDIUM"] / of == pytest.approx(0.52, abs=0.05)
    assert levels["LOW"] / of == pytest.approx(0.36, abs=0.05)
    assert 0 < levels["VERY HIGH"] / of < 0.015
    assert types["CRC"] / sum(types.values()) == pytest.approx(0.55, abs=0.04)


# --- organisations and staff --------------------------------------------------------------------------------------


def test_there_are_seven_divisions_and_twenty_one_companies(world):
    assert Counter(each.type for each in world.organisations) == {ProviderType.NPS: 7, ProviderType.CRC: 21}
    assert {team.organisation for team in world.teams} == {each.code for each in world.organisations}
    assert len({team.code for team in world.teams}) == len(world.teams)
    assert len({each.code for each in world.staff}) == len(world.staff)


def posts(world: World) -> dict[str, PostHeld]:
    return {each.code: fact for each in world.staff for fact in each.facts if isinstance(fact, PostHeld)}


def test_people_are_allocated_to_staff_of_the_organisation(world):
    held = posts(world)
    for fact in (f for person in world.people for f in person.facts if isinstance(f, Allocated)):
        if fact.officer is not None:
            assert (held[fact.officer].provider, held[fact.officer].team) == (fact.provider, fact.team)
            assert held[fact.officer].grade != "SPO"
        assert fact.provider is not None


def holders(world: World) -> dict[str, Allocated]:
    """The latest allocation of everybody who has an open order."""
    found = {}
    for crn, facts in streams(world).items():
        still_open = {f.order for f in facts if isinstance(f, Sentenced)} - {
            f.order for f in facts if isinstance(f, Ended)
        }
        given = [f for f in facts if isinstance(f, Allocated)]
        if still_open and given:
            found[crn] = given[-1]
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_two_teams_are_shown_in_full(seed):
    world = world_of(seed=seed)
    current = Counter(fact.officer for fact in holders(world).values())
    for team in FULL_TEAMS:
        members = {code: post for code, post in posts(world).items() if post.team == team}
        assert Counter(post.grade == "SPO" for post in members.values()) == {True: 1, False: 6}
        cases = [current[code] for code, post in members.items() if post.grade != "SPO"]
        assert all(45 <= each <= 80 for each in cases), cases
        assert max(cases) >= 75


def test_no_service_officer_holds_somebody_at_high_risk(world):
    facts, held = streams(world), posts(world)
    for crn, allocated in holders(world).items():
        level = next((f.level for f in reversed(facts[crn]) if isinstance(f, Assessed) and f.level), None)
        if level in ("HIGH", "VERY HIGH") and allocated.officer is not None and crn not in STORY.values():
            assert held[allocated.officer].grade == "PO", crn


def test_one_in_each_full_team_is_away_and_saw_nobody_since(world):
    absences = [f for each in world.staff for f in each.facts if isinstance(f, PractitionerAbsent)]
    assert [posts(world)[f.person].team for f in absences] in ([*FULL_TEAMS], [*reversed(FULL_TEAMS)])
    assert sorted(f.cover is None for f in absences) == [False, True]
    for absence in absences:
        assert absence.on <= TODAY <= (absence.until_on or TODAY)
        written = [f for person in world.people for f in person.facts if f.by.staff == absence.person]
        assert max(london_day(f.recorded_at) for f in written) < absence.on


def test_the_cast_has_one_for_each_role_and_two_to_compare(world):
    roles = Counter(member.role for member in world.cast)
    assert set(roles) == {role.value for role in Role}
    assert [role for role, many in roles.items() if many == 2] == ["practitioner", "senior_probation_officer"]
    held = posts(world)
    for member in world.cast:
        assert member.email == member.name.lower().replace(" ", ".") + "@throughcare.example"
        if member.team is not None:
            assert (held[member.code].provider, held[member.code].team) == (member.organisation, member.team)
    assert len({member.code for member in world.cast} | {each.code for each in world.staff}) == len(world.staff) + 5


# --- the story ----------------------------------------------------------------------------------------------------


def code_of(world: World, name: str) -> str:
    return next(member.code for member in world.cast if member.name == name)


def to_do(world: World, name: str) -> list[Obligation]:
    """What a practitioner owes now: open duties of the people whom they hold, two clocks' readings as one."""
    held, facts = holders(world), streams(world)
    found: dict[tuple[str, str, str], Obligation] = {}
    for crn in (crn for crn, allocated in held.items() if allocated.officer == code_of(world, name)):
        for duty in engine().derive(facts[crn]):
            is_open = duty.owed == "yes" and duty.due and duty.met is None and duty.ended is None
            if is_open and rule_of(duty.standard).owes is Owes.PRACTITIONER:
                found.setdefault((crn, duty_of(duty.standard), duty.opened.isoformat()), duty)
    return list(found.values())


@pytest.mark.parametrize("seed", SEEDS)
def test_priya_keeps_up(seed):
    due = [duty.due for duty in to_do(world_of(seed=seed), PRIYA) if duty.due]
    assert 3 <= sum(day < TODAY for day in due) <= 8
    assert 2 <= sum(day == TODAY for day in due) <= 5
    assert 5 <= sum(TODAY < day <= TODAY + timedelta(days=7) for day in due) <= 20


@pytest.mark.parametrize("seed", SEEDS)
def test_gemma_cannot_keep_up(seed):
    assert sum(duty.due < TODAY for duty in to_do(world_of(seed=seed), GEMMA) if duty.due) > 60


def duties_of(world: World, short: str) -> dict[str, Obligation]:
    """The open duties of somebody in the story, by full name of the standard."""
    duties = engine().derive(streams(world)[STORY[short]])
    return {duty.standard: duty for duty in duties if duty.owed == "yes" and duty.due and duty.met is None}


def told(world: World, short: str) -> tuple[Fact, ...]:
    return next(person.facts for person in world.people if person.crn == STORY[short])


def test_nobody_has_seen_aaron_bell(world):
    facts, duties = told(world, "aaron_bell"), duties_of(world, "aaron_bell")
    assert (facts[0].given_names, facts[0].family_name, facts[0].born_on) == ("Aaron", "Bell", date(1988, 5, 2))
    assert duties["briefing/first-appointment"].due == date(2016, 6, 28)
    assert "briefing/first-appointment-contract" not in duties, "arranged is enough for the contract"
    assert not any(getattr(f, "outcome", None) == "ATTENDED" for f in facts)
    asked = {f.check for f in facts if f.kind == "check_requested"}
    assert asked - {f.check for f in facts if f.kind == "check_returned"} == {"CP"}
    assert next(f.level for f in facts if isinstance(f, Assessed)) == "HIGH"
    assert [f.register for f in facts if f.kind == "concern"] == ["DA PERPETRATOR"]


@pytest.mark.parametrize(
    ("short", "standard", "due"),
    [
        ("home_visit_due", "briefing/home-visit", date(2016, 7, 1)),
        ("change_unreviewed", "briefing/change-reviewed", date(2016, 7, 5)),
        ("change_unreviewed", "briefing/others-notified", TODAY),
        ("agencies_not_told", "briefing/others-notified", date(2016, 6, 29)),
        ("plan_due_today", "briefing/plan-in-time", TODAY),
        ("plan_late", "briefing/plan-in-time", date(2016, 6, 27)),
        ("review_due_next_week", "briefing/risk-reviewed", date(2016, 7, 6)),
        ("answer_not_on_record", "throughcare/domestic-abuse-answer-recorded", TODAY),
        ("just_released", "briefing/first-appointment", date(2016, 7, 1)),
        ("oral_report_not_written", "briefing/oral-report-recorded", TODAY),
        ("oral_report_not_written", "briefing/allocated-in-time", date(2016, 7, 1)),
        ("referral_to_decide", "briefing/escalation-decided", date(2016, 7, 4)),
    ],
)
def test_in_the_story_it_is_due(world, short, standard, due):
    assert duties_of(world, short)[standard].due == due


def test_six_people_are_expected_by_priya_today(world):
    expected = [
        fact.at_time
        for person in world.people
        for fact in person.facts
        if isinstance(fact, AppointmentArranged) and fact.on == TODAY and fact.officer == code_of(world, PRIYA)
    ]
    assert sorted(expected) == ["09:30", "10:15", "11:00", "14:00", "14:45", "15:30"]


def test_the_story_has_its_warning_needs_limits_and_moves(world):
    priya, denise = code_of(world, PRIYA), code_of(world, "Denise Ibbotson")
    assert [f.visit_in_pairs for f in told(world, "home_visit_due") if isinstance(f, StaffSafety)] == ["Y"]
    needs = [f.need for short in STORY for f in told(world, short) if isinstance(f, CommunicationNeed)]
    assert sorted(needs) == ["INTERPRETER", "WELSH"]
    excluded = next(f for f in told(world, "excluded") if isinstance(f, AccessLimited))
    assert posts(world)[excluded.officer].team == posts(world)[priya].team
    assert excluded.officer not in (priya, denise)
    restricted = [f for f in told(world, "restricted") if isinstance(f, AccessLimited)]
    assert {(f.limit, f.officer) for f in restricted} == {("RESTRICTION", priya), ("RESTRICTION", denise)}
    moved = [f.provider for f in told(world, "came_from_the_company") if isinstance(f, Allocated)]
    assert moved == ["C07", "N02"]
    before = [f.officer for f in told(world, "two_practitioners_before") if isinstance(f, Allocated)]
    assert len(set(before)) == 3
    assert before[-1] == priya


def test_the_story_is_the_same_whatever_the_seed():
    one, other = (make_world(seed=seed, people=60) for seed in (3, 4))
    assert one.people[: len(STORY)] == other.people[: len(STORY)]


def test_nobody_has_two_meetings_at_one_time_from_today_on(world):
    times = Counter(
        (fact.officer, fact.on, fact.at_time)
        for person in world.people
        for fact in person.facts
        if isinstance(fact, AppointmentArranged) and fact.on >= TODAY
    )
    assert max(times.values()) == 1

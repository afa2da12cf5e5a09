"""Whatever is made is a record that could be real: streams are valid, and nothing is known before it happened."""

from collections import Counter
from datetime import date
from itertools import pairwise

import pytest

from tests.synthesis.conftest import WISH, Made
from throughcare.calendar import LONDON, is_working_day, london_day
from throughcare.facts import KINDS, Fact
from throughcare.facts.stream import appended


def test_every_kind_of_fact_occurs(nation: Made) -> None:
    kinds = {fact.kind for streams in (nation.people, nation.staff) for facts in streams.values() for fact in facts}
    assert kinds == set(KINDS) - AT_THE_DESK


AT_THE_DESK = {
    *("hearing_held", "report_assigned", "report_reviewed", "report_signed", "report_adjourned", "report_called_off"),
    *("persons_words", "check_not_asked", "check_chased"),
    *("score_answered", "scored", "correction_asked", "correction_decided"),
    *("risk_planned", "mappa_managed", "allocation_overridden", "conflict_declared", "practitioner_asked"),
    *("limits_reviewed", "language_offered", "place_covered", "staff_sex_told"),
}
"""What is written at the court desk on the way to a report, of which a made-up nation tells the ends alone; what the
formulas are asked: a nation's record is of what was done, and its scores are drawn beside it; and of what the desks of
allocation write, what no standard counts."""


def test_people_are_as_many_as_asked_for(nation: Made) -> None:
    assert len(nation.people) == WISH.people
    assert list(nation.people) == sorted(nation.people)
    assert list(nation.staff) == sorted(nation.staff)


def test_every_stream_is_accepted_fact_by_fact(nation: Made) -> None:
    for facts in [*list(nation.people.values())[::10], *list(nation.staff.values())[::5]]:
        stream: tuple[Fact, ...] = ()
        for fact in facts:
            stream = appended(stream, fact)


def test_numbers_have_no_gaps_and_follow_the_recording(nation: Made) -> None:
    for facts in [*nation.people.values(), *nation.staff.values()]:
        assert [fact.number for fact in facts] == list(range(1, len(facts) + 1))
        instants = [fact.recorded_at for fact in facts]
        assert instants == sorted(instants)


def test_what_withdraws_or_marks_names_an_earlier_fact(nation: Made) -> None:
    marks = [f for facts in nation.people.values() for f in facts if f.kind in ("withdrawn", "wrong_person", "erased")]
    assert marks
    for facts in nation.people.values():
        for fact in facts:
            if fact.kind in ("withdrawn", "wrong_person", "erased"):
                appended(facts[: fact.number - 1], fact)
            if fact.kind == "missed_duty_explained":
                assert facts[fact.opened_by - 1].kind in ("sentenced", "released")
                assert fact.opened_by < fact.number


def test_a_withdrawal_is_withdrawn_somewhere(nation: Made) -> None:
    targets = [
        facts[fact.target - 1].kind for facts in nation.people.values() for fact in facts if fact.kind == "withdrawn"
    ]
    assert set(targets) == {"appointment", "withdrawn"}


def test_what_was_erased_says_nothing_any_more(nation: Made) -> None:
    gone = [facts[f.target - 1] for facts in nation.people.values() for f in facts if f.kind == "erased"]
    assert gone
    for fact in gone:
        assert {getattr(fact, name) for name in ("note", "thread", "need", "detail", "over")} == {None}


def test_nothing_is_recorded_before_it_happened_or_after_the_end(nation: Made) -> None:
    for streams in (nation.people, nation.staff):
        for fact in (fact for facts in streams.values() for fact in facts):
            day = london_day(fact.recorded_at)
            assert day <= WISH.as_of
            if fact.kind != "appointment_arranged":
                assert fact.on <= day


def test_people_work_by_day_and_on_working_days(nation: Made) -> None:
    days = {london_day(f.recorded_at) for facts in nation.people.values() for f in facts}
    assert all(is_working_day(day) for day in days)
    hours = {f.recorded_at.astimezone(LONDON).hour for facts in nation.people.values() for f in facts}
    assert min(hours) >= 8
    assert max(hours) <= 18


def test_who_somebody_is_comes_first(nation: Made) -> None:
    assert {facts[0].kind for facts in nation.people.values()} == {"identified"}


@pytest.mark.parametrize("later", ["ended", "released", "allocated"])
def test_an_order_is_sentenced_first(nation: Made, later: str) -> None:
    for facts in nation.people.values():
        sentenced: dict[str, Fact] = {}
        for fact in facts:
            if fact.kind == "sentenced":
                sentenced[fact.order] = fact
            elif fact.kind == later:
                assert sentenced[fact.order].on <= fact.on


def test_nobody_meets_without_an_arrangement_or_at_a_weekend(nation: Made) -> None:
    for facts in nation.people.values():
        arranged: dict[str, date] = {}
        for fact in facts:
            if fact.kind == "appointment_arranged":
                assert fact.thread not in arranged, "each meeting has its own thread"
                arranged[fact.thread] = fact.on
            elif fact.kind in ("appointment", "home_visit"):
                assert is_working_day(fact.on)
                assert fact.thread is None or arranged[fact.thread] == fact.on


def test_whoever_acts_is_in_post(nation: Made) -> None:
    left = {code: f.on for code, facts in nation.staff.items() for f in facts if f.kind == "post_left"}
    begun = {code: f.on for code, facts in nation.staff.items() for f in facts if f.kind == "post_held"}
    for facts in nation.people.values():
        for fact in facts:
            if fact.kind in ("appointment", "plan", "assessed", "allocated") and fact.by is not None:
                assert begun[fact.by.staff] <= fact.on <= left.get(fact.by.staff, WISH.as_of)


def test_who_is_away_meets_nobody_but_for_the_first_time(nation: Made) -> None:
    away = {
        (code, day)
        for code, facts in nation.staff.items()
        for fact in facts
        if fact.kind == "practitioner_absent"
        for day in range(fact.on.toordinal(), fact.until_on.toordinal() + 1)
    }
    met = Counter(
        (fact.officer, fact.on.toordinal()) in away
        for facts in nation.people.values()
        for fact in facts
        if fact.kind == "appointment"
    )
    assert met[True] < 0.005 * met[False]


def test_a_case_is_handed_on_when_its_practitioner_leaves(nation: Made, stands: dict[str, list[Fact]]) -> None:
    left = {code: f.on for code, facts in nation.staff.items() for f in facts if f.kind == "post_left"}
    handed_on = 0
    for facts in stands.values():
        ended = {fact.order for fact in facts if fact.kind == "ended"}
        given = [fact for fact in facts if fact.kind == "allocated" and fact.order == "1"]
        if "1" in ended or not given or given[-1].officer is None:
            continue
        assert given[-1].officer not in left, "the last practitioner of an open case is still there"
        handed_on += any(fact.officer in left for fact in given)
    assert handed_on > 100


def test_cases_change_their_organisation(nation: Made, stands: dict[str, list[Fact]]) -> None:
    moves: Counter[tuple[str, str]] = Counter()
    for facts in stands.values():
        given = [f.provider for f in facts if f.kind == "allocated" and f.order == "1"]
        moves.update((nation.type_of[one], nation.type_of[other]) for one, other in pairwise(given) if one != other)
    assert moves["CRC", "NPS"] > 30
    assert moves["CRC", "CRC"] > 10
    assert moves["NPS", "CRC"] == 0, "the service passes nothing down"


def test_streams_name_places_and_staff_that_the_file_knows(nation: Made) -> None:
    teams = {team.code: team.organisation for team in nation.about.teams}
    assert set(nation.staff) == set(nation.about.staff)
    for facts in nation.people.values():
        for fact in facts:
            assert fact.by is not None
            assert fact.by.staff in nation.staff
            if fact.kind == "allocated" and fact.team is not None:
                assert teams[fact.team] == fact.provider
                assert fact.officer in nation.staff


def test_staff_are_recorded_by_their_own_organisation(nation: Made) -> None:
    for code, facts in nation.staff.items():
        for fact in facts:
            assert fact.by is not None
            assert fact.by.organisation == code[:3]
            assert fact.by.staff.startswith(code[:3])

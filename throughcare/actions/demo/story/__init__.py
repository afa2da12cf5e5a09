"""The people to walk through: written by hand, so that every page of the site has somebody to show.

`STORY` names them. What each has to show stands in the docstring of the function that tells the life.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from throughcare.actions.demo.staff import Worker
from throughcare.actions.demo.story import elsewhere, late_and_due, limits, today
from throughcare.actions.demo.story.notebook import Life, Post, Seat
from throughcare.facts import Fact

Teller = Callable[[str], Life]

_TOLD: tuple[Teller, ...] = (
    late_and_due.aaron_bell,
    late_and_due.home_visit_due,
    late_and_due.change_unreviewed,
    late_and_due.agencies_not_told,
    late_and_due.plan_late,
    late_and_due.review_late,
    late_and_due.answer_not_on_record,
    late_and_due.just_released,
    late_and_due.visited_and_told,
    today.at_half_past_nine,
    today.at_quarter_past_ten,
    today.plan_due_today,
    today.review_due_next_week,
    today.came_from_the_company,
    today.two_practitioners_before,
    limits.excluded,
    limits.restricted,
    limits.prefers_welsh,
    elsewhere.oral_report_not_written,
    elsewhere.report_in_preparation,
    elsewhere.no_practitioner_yet,
    elsewhere.referral_to_decide,
)

STORY: Mapping[str, str] = {tell.__name__: f"X{100001 + place}" for place, tell in enumerate(_TOLD)}
"""The number of each person of the story, by a short name for what they have to show."""

_IN_LEEDS_NORTH = {
    Seat.COURT: "Joseph Tetteh",
    Seat.OWN: "Priya Shah",
    Seat.SENIOR: "Denise Ibbotson",
    Seat.INTAKE: "Dean Oldroyd",
    Seat.FIRST: "Marcus Threlfall",
    Seat.BEFORE: "Bethan Prosser",
}
_IN_LEEDS_CITY = {
    Seat.COURT: "Joseph Tetteh",
    Seat.OWN: "Gemma Holroyd",
    Seat.SENIOR: "Karl Whitworth",
    Seat.INTAKE: "Bilal Chowdhury",
    Seat.NPS_OWN: "Priya Shah",
    Seat.NPS_SENIOR: "Denise Ibbotson",
}


def story_facts(workers: Sequence[Worker]) -> dict[str, tuple[Fact, ...]]:
    """The facts of everybody in the story, by the person's number."""
    posts = {worker.name: Post(worker.code, worker.team, worker.organisation) for worker in workers}
    told = {}
    for tell in _TOLD:
        life = tell(STORY[tell.__name__])
        names = _IN_LEEDS_CITY if life.organisation == "C07" else _IN_LEEDS_NORTH
        told[life.crn] = life.facts({seat: posts[name] for seat, name in names.items()})
    return told

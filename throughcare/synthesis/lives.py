"""One slice of a nation: whole lives of some thousand people, stage after stage, each for all of them at once."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from throughcare.exchange.fact_files import PERSON
from throughcare.synthesis.allocation import draw_moves, write_allocations
from throughcare.synthesis.cases import Cases, draw_cases
from throughcare.synthesis.checks import write_acknowledgements, write_checks
from throughcare.synthesis.court import write_ends, write_reports, write_sentences
from throughcare.synthesis.days import NEVER, Ints, Truths, day_of
from throughcare.synthesis.escalation import write_escalations
from throughcare.synthesis.handovers import write_handovers
from throughcare.synthesis.identity import DETAILS, SAFE_WAYS, WARNINGS, write_limits, write_needs
from throughcare.synthesis.judgement import write_exemptions, write_staff_concerns
from throughcare.synthesis.orders import draw_orders, first_sentences, together
from throughcare.synthesis.outcome import Convictions, draw_convictions, write_convictions, write_second_orders
from throughcare.synthesis.oversight import WORDS, Beginnings, answer_new_risk, explain_missed, write_oversight
from throughcare.synthesis.people import HIGH, People, draw_people, words_of_people, write_people
from throughcare.synthesis.places import agencies
from throughcare.synthesis.record import LAWS, REASONS, write_mistakes
from throughcare.synthesis.risk import AGENCIES, draw_changes, write_changes, write_reviews, write_start
from throughcare.synthesis.rows import THREADS, Words
from throughcare.synthesis.slice import Nation, Slice, stamp
from throughcare.synthesis.supervision import SLOTS, draw_starts, write_home_visits, write_meetings, write_plans

PEOPLE_IN_A_SLICE = 5_000
"""Never changed for speed: which slice somebody is in decides their life."""


def make_slice(nation: Nation, number: int, first: int, many: int) -> pa.Table:
    """The facts of `many` people from the `first` on (counted from 0), as a piece of a file.

    The same seed and number give the same rows, whatever else was made before.
    """
    people, c, convictions, returning = begin_slice(nation, number, many)
    write_who(c, people)
    _write_lives(c, people, convictions, returning)
    names = pa.array([name_of(place, nation.first_number) for place in range(first, first + many)])
    return c.s.rows.finish(
        days=nation.days, as_of=day_of(nation.end), stream=PERSON, names=names, words=words_of(nation),
        organisation_of=nation.staff.post_area,
    )  # fmt: skip


def begin_slice(nation: Nation, number: int, many: int) -> tuple[People, Cases, Convictions, Ints]:
    """Who the people of a slice are, and their orders: what all else is drawn after."""
    s = Slice(nation, np.random.Generator(np.random.PCG64(np.random.SeedSequence((nation.seed, 1, number)))))
    people = draw_people(s, many)
    return people, *_draw_cases(s, people)


def write_who(c: Cases, people: People) -> Ints:
    """Who they are, as told on the first day on which they are known of. Returns the days of their birth."""
    many = len(people)
    came_on = c.o.asked_on[:many]
    return write_people(c.s, people, came_on, stamp(came_on, 540), c.court_officer(np.arange(many), came_on))


def name_of(place: int, first_number: int) -> str:
    """The case reference number of a person, by their place in the nation: in order as text too."""
    return f"X{place + first_number}"


def _draw_cases(s: Slice, people: People) -> tuple[Cases, Convictions, Ints]:
    """Everybody's first order, and a second in full for those who return. Returns the places of these too."""
    many = len(people)
    everybody = np.arange(many)
    first = draw_orders(s, people, everybody, 1, first_sentences(s, many))
    convictions = draw_convictions(s, people, first)
    back = np.flatnonzero(convictions.returns)
    second = draw_orders(s, people, back, 2, s.days.later(convictions.on[back], s.below(20, len(back))))
    is_after = second.asked_on > first.ends_on[back]
    convictions.returns[back[~is_after]] = False
    convictions.on[back[~is_after]] = NEVER
    orders = together(first, second.cut(is_after))
    return draw_cases(s, orders), convictions, np.arange(many, len(orders))


def _write_lives(c: Cases, people: People, convictions: Convictions, returning: Ints) -> None:
    changes_on = draw_changes(c)
    referred = write_escalations(c, changes_on)
    draw_moves(c, referred)
    write_reports(c)
    begun = Beginnings(*write_sentences(c))
    to_nobody = write_allocations(c)
    has_holder = c.is_held & ~to_nobody
    concerned_on, answers = write_checks(c, len(people))
    known_on, called_for_on = write_start(c)
    starts = draw_starts(c, has_holder)
    meetings = write_meetings(c, starts)
    warranted = _is_warranted(c, concerned_on, known_on)
    visited_on = write_home_visits(c, starts, warranted)
    planned_on = write_plans(c, starts)
    write_oversight(c, starts, warranted)
    rose, rose_on = write_reviews(c, write_changes(c, changes_on))
    concerned = concerned_on[c.o.person]
    moved = np.flatnonzero(c.with_service_from <= c.until)
    came_up = np.flatnonzero(concerned < NEVER)
    answer_new_risk(
        c,
        np.concatenate((came_up, moved, rose)),
        np.concatenate((concerned[came_up], c.with_service_from[moved], rose_on)),
    )
    explain_missed(c, starts, begun, visited_on, planned_on, warranted)
    write_needs(c, people, has_holder)
    write_limits(c, has_holder)
    write_convictions(c, convictions, returning)
    write_second_orders(c, convictions, (has_holder & (c.o.begins_on < c.s.end))[: len(people)])
    write_mistakes(c, meetings)
    write_ends(c)
    write_acknowledgements(c, answers)
    write_handovers(c)
    write_exemptions(c, called_for_on)
    write_staff_concerns(c)


def _is_warranted(c: Cases, concerned_on: Ints, known_on: Ints) -> Truths:
    """Whether more than ordinary supervision is warranted when it begins, by what is known then."""
    is_high = (c.o.level >= HIGH) & (known_on <= c.o.begins_on)
    return is_high | (concerned_on[c.o.person] <= c.o.begins_on)


def words_of(nation: Nation) -> Words:
    """The text behind the codes of every column that is not coded."""
    staff = nation.staff
    officers, providers = pa.array(staff.post_code), pa.array([area.code for area in nation.places.areas])
    return Words(
        {
            **words_of_people(),
            "officer": officers,
            "assessor": officers,
            "about": officers,
            "cover": officers,
            "provider": providers,
            "from_provider": providers,
            "to_provider": providers,
            "team": pa.array([team.code for team in staff.teams]),
            "order": pa.array([str(number) for number in range(10)]),
            "thread": THREADS,
            "at_time": pa.array(SLOTS),
            "asked_of": pa.array([each.code for each in agencies(nation.places.areas)]),
            "agency": pa.array(list(AGENCIES)),
            "detail": DETAILS,
            "warning": WARNINGS,
            "safe_way": SAFE_WAYS,
            "standard": WORDS,
            "reason": REASONS,
            "law": LAWS,
        }
    )

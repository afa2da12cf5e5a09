"""At the court: reports asked for, given and written down, sentences, releases and ends."""

from __future__ import annotations

import numpy as np

from throughcare.facts.court import Disposal, Proposal
from throughcare.synthesis.cases import Cases
from throughcare.synthesis.chances import late
from throughcare.synthesis.days import NEVER, Ints
from throughcare.synthesis.orders import ORAL, as_never
from throughcare.synthesis.parameters import CONCORDANCE
from throughcare.synthesis.rows import thread
from throughcare.synthesis.slice import COURT


def write_reports(c: Cases) -> None:
    """The report before each sentence: the court's division answers for it."""
    o, s, i = c.o, c.s, c.all
    has = o.has_report
    by = c.court_officer(i, o.asked_on)
    says = {
        "order": o.number,
        "format": o.format,
        "provider": s.nation.staff.desk_area[c.court_desk],
        "thread": thread("r", o.number),
        "person": o.person,
    }
    asked_at = s.written(o.asked_on, COURT, 550 + s.below(20, len(c)))
    s.rows.add("report_requested", has, on=o.asked_on, at=asked_at, by=by, due_on=o.due_on, **says)
    by = c.court_officer(i, o.given_on)
    given_at = s.written(o.given_on, COURT, 600 + s.below(60, len(c)), after=asked_at)
    s.rows.add("report_delivered", has, on=o.given_on, at=given_at, by=by, **says)
    written_on = _written_down_on(c)
    by = c.court_officer(i, np.minimum(written_on, s.end))
    written_at = s.written(written_on, COURT, 1000 + s.below(80, len(c)), after=given_at)  # in the court's evening
    is_written = has & (written_on < NEVER)
    s.rows.add("report_recorded", is_written, on=written_on, at=written_at, by=by, proposal=_proposed(c), **says)


def _proposed(c: Cases) -> Ints:
    """What each report proposed: mostly what the court then passed, else one step below it. No draw is taken for it."""
    o = c.o
    is_followed = (o.asked_on * 13 + o.person * 7) % 100 < CONCORDANCE.value * 100
    places = np.array([_PROPOSALS.index(each.value) for each in Disposal])
    other = np.array([_PROPOSALS.index(each) for each in ("FINE", "COMMUNITY ORDER", "SUSPENDED SENTENCE ORDER")])
    return np.where(is_followed, places[o.disposal], other[o.disposal])


_PROPOSALS = tuple(each.value for each in Proposal)


def _written_down_on(c: Cases) -> Ints:
    """A written report is its own record; an oral one is written down by the next day, later, or never."""
    o, s, many = c.o, c.s, len(c)
    in_time = c.met_at_court("oral-report-recorded", c.all, o.given_on)
    soon = np.where(s.true(0.7, many), o.given_on, s.days.later(o.given_on, 1))
    is_late = s.true(late("oral-report-recorded", np.zeros(many, np.int64)), many)
    after = as_never(s.days.later(o.given_on, 2 + s.below(14, many)), is_late)
    return np.where(o.format != ORAL, o.given_on, np.where(in_time, soon, after))


def write_sentences(c: Cases) -> tuple[Ints, Ints]:
    """The sentence and, for prison, the release. Returns the row with which supervision began, and its instant."""
    o, s, i = c.o, c.s, c.all
    sentenced = s.rows.add(
        "sentenced", person=o.person, on=o.sentenced_on, at=c.court_at, by=c.court_officer(i, o.sentenced_on),
        order=o.number, disposal=o.disposal, offence=o.offence, expected_end_on=o.expected_end_on,
    )  # fmt: skip
    by, who = c.writer(i, np.minimum(o.begins_on, s.end))
    at = s.written(o.begins_on, who, 640 + s.below(20, len(c)), after=c.court_at + 1)
    released = s.rows.add("released", o.is_custody, person=o.person, on=o.begins_on, at=at, by=by, order=o.number)
    return np.where(o.is_custody, released, sentenced), np.where(o.is_custody, at, c.court_at)


def write_ends(c: Cases) -> None:
    """The end of each order whose last day has passed."""
    o, s, i = c.o, c.s, c.all
    has_ended = o.ends_on <= s.end
    by, who = c.writer(i, c.until)
    at = s.written(o.ends_on, who, 930 + s.below(60, len(c)), after=c.court_at + 2)
    s.rows.add("ended", has_ended, person=o.person, on=o.ends_on, at=at, by=by, order=o.number)

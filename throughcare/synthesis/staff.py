"""What the streams of staff say: posts held and left, qualifications, training, who is away, who holds less."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from throughcare.exchange.fact_files import STAFF
from throughcare.facts.staff import ProtectedBecause, Qualification, Training
from throughcare.rules.staff_records import USUAL_PROTECTION
from throughcare.rules.staff_training import COUNTS_FOR
from throughcare.synthesis.days import MINUTES, NEVER, Floats, Ints, Truths, day_of, months_on
from throughcare.synthesis.establishment import OFFICER, SENIOR
from throughcare.synthesis.lives import words_of
from throughcare.synthesis.names import GROUPS
from throughcare.synthesis.parameters import NEWLY_QUALIFIED, PART_TIME, TRAINED
from throughcare.synthesis.rows import NOTHING, code_of
from throughcare.synthesis.slice import Nation, Slice

_WOMEN = 0.68
"""The share of women among staff: 71% in December 2011, published; here of those whose names are made up."""


def make_staff(nation: Nation) -> pa.Table:
    """The streams of all staff, as a piece of a file."""
    s = Slice(nation, np.random.Generator(np.random.PCG64(np.random.SeedSequence((nation.seed, 2)))))
    staff = nation.staff
    order = np.argsort(np.array(staff.post_code))
    person = np.empty(len(order), np.int64)
    person[order] = np.arange(len(order))  # streams stand in the order of their codes
    writer = _Writer(s, person)
    many = len(person)
    grade = staff.desk_grade[staff.post_desk]
    parts = np.where(s.true(PART_TIME.value, many), np.array([0.6, 0.8])[s.below(2, many)], 1.0)
    everybody = np.ones(many, np.bool_)
    writer.write(
        "post_held", staff.post_from, everybody,
        provider=staff.post_area, team=staff.desk_team[staff.post_desk], grade=grade, full_time=parts,
    )  # fmt: skip
    writer.write("post_left", staff.post_until, staff.post_until < NEVER)
    service_officer, officer = (
        code_of(each, "qualification") for each in (Qualification.SERVICE_OFFICER, Qualification.OFFICER)
    )
    is_qualified = (grade == OFFICER) | (grade == SENIOR) | s.true(0.75, many)
    qualification = np.where((grade == OFFICER) | (grade == SENIOR), officer, service_officer)
    writer.write("qualified", s.days.later(staff.post_from, 1), is_qualified, qualification=qualification)
    type_ = nation.type_of[staff.post_area]
    for place, training in enumerate(Training):
        took = s.true(np.array(TRAINED.value[training.value])[type_], many)
        on = s.days.working(staff.post_from + 30 + s.below(300, many))
        months = COUNTS_FOR[training]
        until = np.full(many, NOTHING) if months is None else months_on(on, months) - 1
        training_of = np.full(many, place)
        writer.write("trained", on, took & (on <= staff.post_until), training=training_of, valid_until=until)
    _write_absences(nation, writer)
    _write_protected(s, writer, grade == OFFICER)
    names = pa.array([staff.post_code[place] for place in order])
    return s.rows.finish(
        days=nation.days, as_of=day_of(nation.end), stream=STAFF, names=names,
        words=words_of(nation), organisation_of=staff.post_area,
    )  # fmt: skip


class _Writer:
    """Writes facts of staff, each recorded by the manager of their team on the day or the next working one."""

    def __init__(self, s: Slice, person: Ints) -> None:
        self._s, self._person = s, person

    def write(self, kind: str, on: Ints, keep: Truths, post: Ints | None = None, **says: Ints | Floats) -> None:
        s, staff = self._s, self._s.nation.staff
        post = np.arange(len(self._person)) if post is None else post
        day = s.days.working(on)
        by = staff.manager_of(staff.post_desk[post], np.minimum(day, s.end))
        at = day * MINUTES + 540 + s.below(30, len(post))
        s.rows.add(kind, keep, person=self._person[post], on=on, at=at, by=by, **says)


def _write_absences(nation: Nation, writer: _Writer) -> None:
    away = nation.absences
    keep = np.ones(len(away.post), np.bool_)
    writer.write(
        "practitioner_absent", away.on, keep, away.post, officer=away.post, until_on=away.until, cover=away.cover
    )


def _write_protected(s: Slice, writer: _Writer, is_officer: Truths) -> None:
    """Some officers begin newly qualified, and hold less than a full caseload."""
    on = s.days.later(s.nation.staff.post_from, 1)
    usual = next(each for each in USUAL_PROTECTION if each.because is ProtectedBecause.NEWLY_QUALIFIED)
    many = len(on)
    writer.write(
        "caseload_protected",
        on,
        is_officer & s.true(NEWLY_QUALIFIED.value, many) & (on <= s.nation.staff.post_until),
        share_off=np.full(many, usual.share_off),
        until_on=months_on(on, usual.months) - 1,
        protected_because=np.full(many, code_of(usual.because, "protected_because")),
    )


def staff_names(nation: Nation) -> dict[str, str]:
    """A made-up name for every member of staff, by code."""
    rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence((nation.seed, 3))))
    codes = nation.staff.post_code
    weights = np.cumsum([group.weight for group in GROUPS])
    groups = np.searchsorted(weights, rng.random(len(codes)) * weights[-1], side="right")
    women, one, two = rng.random(len(codes)) < _WOMEN, rng.random(len(codes)), rng.random(len(codes))
    found = {}
    for code, place, is_woman, given, family in zip(codes, groups, women, one, two, strict=True):
        group = GROUPS[min(int(place), len(GROUPS) - 1)]
        names = group.women if is_woman else group.men
        found[code] = f"{names[int(given * len(names))]} {group.families[int(family * len(group.families))]}"
    return found

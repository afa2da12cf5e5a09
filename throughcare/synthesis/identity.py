"""What staff must know to speak with somebody and to be safe, and who may see the case."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from throughcare.facts.fact import YesNo
from throughcare.facts.identity import AccessLimit
from throughcare.facts.supervision import NeedKind
from throughcare.synthesis.cases import Cases
from throughcare.synthesis.days import Ints, Truths
from throughcare.synthesis.names import GROUPS
from throughcare.synthesis.parameters import ACCESS_LIMITED, EASY_READ, INTERPRETER, SAFETY, SIGN_LANGUAGE, WELSH
from throughcare.synthesis.people import People
from throughcare.synthesis.rows import NOTHING, code_of

_LANGUAGES = tuple(dict.fromkeys(language for group in GROUPS for language in group.languages))
_OTHER_DETAILS = ("Large print, short sentences", "British Sign Language")
DETAILS = pa.array([*_LANGUAGES, *_OTHER_DETAILS])

_WARNINGS = (
    (
        "A large dog is kept in the hall and is not tied up.",
        "Ring before the visit and wait outside until the dog is in the yard.",
        True,
    ),
    (
        "Has shouted at staff when letters were misunderstood.",
        "Read letters out first. Use the room by the desk.",
        False,
    ),
    ("A brother at the address has threatened officials.", "Meet at the office only.", True),
    ("Has had knives at home for a hobby.", "Agree beforehand that they are locked away.", True),
)
WARNINGS = pa.array([each[0] for each in _WARNINGS])
SAFE_WAYS = pa.array([each[1] for each in _WARNINGS])
_NEEDS = {each: code_of(each, "need") for each in NeedKind}
_YES, _NO = (code_of(each, "visit_in_pairs") for each in YesNo)


def write_needs(c: Cases, people: People, held: Truths) -> None:
    """What somebody needs to follow and be followed, and what makes meeting them unsafe: with the first order."""
    i = np.flatnonzero(held & (c.o.number == 1))
    person = c.o.person[i]
    on = c.s.days.later(np.maximum(c.o.begins_on[i], c.allocated_on[i]), 1)
    need, detail = _draw_needs(c, people, person)
    _write(c, "communication_need", i, on, need >= 0, need=need, detail=detail)
    warned = c.s.true(SAFETY.value, len(i))
    which = c.s.below(len(_WARNINGS), len(i))
    pairs = np.where(np.array([each[2] for each in _WARNINGS])[which], _YES, _NO)
    _write(c, "staff_safety", i, c.s.days.later(on, 2), warned, warning=which, safe_way=which, visit_in_pairs=pairs)


def _draw_needs(c: Cases, people: People, person: Ints) -> tuple[Ints, Ints]:
    s, many = c.s, len(person)
    group = people.group[person]
    counts = np.array([len(each.languages) for each in GROUPS])[group]
    table = np.zeros((len(GROUPS), 8), np.int64)
    for place, each in enumerate(GROUPS):
        table[place, : len(each.languages)] = [_LANGUAGES.index(language) for language in each.languages]
    language = table[group, (s.shares(many) * counts).astype(np.int64)]
    in_wales = np.array([area.is_in_wales for area in s.nation.places.areas])[people.area[person]]
    choices = (
        (NeedKind.INTERPRETER, (counts > 0) & s.true(INTERPRETER.value, many), language),
        (NeedKind.WELSH, in_wales & s.true(WELSH.value, many), np.full(many, NOTHING)),
        (NeedKind.EASY_READ, s.true(EASY_READ.value, many), np.full(many, len(_LANGUAGES))),
        (NeedKind.SIGN_LANGUAGE, s.true(SIGN_LANGUAGE.value, many), np.full(many, len(_LANGUAGES) + 1)),
    )
    need, detail = np.full(many, NOTHING), np.full(many, NOTHING)
    for kind, those, says in reversed(choices):
        need, detail = np.where(those, _NEEDS[kind], need), np.where(those, says, detail)
    return need, detail


def write_limits(c: Cases, held: Truths) -> None:
    """A few cases that somebody may not see, or that only those named may see; some of these limits are over."""
    s = c.s
    i = np.flatnonzero(held & s.true(ACCESS_LIMITED.value, len(c)))
    on = s.days.later(np.maximum(c.o.begins_on[i], c.allocated_on[i]), 2 + s.below(30, len(i)))
    day = np.minimum(on, s.end)
    is_restricted = s.true(0.4, len(i))
    exclusion, restriction = (code_of(each, "limit") for each in AccessLimit)
    own, manager, other = c.holder(i, day), c.manager(i, day), c.colleague(i, day)
    keep = ~is_restricted & (other != own)
    _limit(c, i, on, keep, limit=exclusion, officer=other)
    for officer in (own, manager):
        _limit(c, i, on, is_restricted, limit=restriction, officer=officer)
    over = keep & s.true(0.2, len(i))
    _limit(c, i, s.days.later(on, 60), over, limit=exclusion, officer=other, over=_YES)


def _limit(c: Cases, i: Ints, on: Ints, keep: Truths, **says: Ints | int) -> None:
    keep = keep & (on <= c.until[i])
    day = np.minimum(on, c.s.end)
    at = c.s.written(on, c.type_at(i, day), 850)
    c.s.rows.add("access_limited", keep, person=c.o.person[i], on=on, at=at, by=c.manager(i, day), **says)


def _write(c: Cases, kind: str, i: Ints, on: Ints, keep: Truths, **says: Ints) -> None:
    keep = keep & (on <= c.until[i])
    day = np.minimum(on, c.s.end)
    at = c.s.written(on, c.type_at(i, day), 820 + c.s.below(12, len(i)))
    c.s.rows.add(kind, keep, person=c.o.person[i], on=on, at=at, by=c.holder(i, day), **says)

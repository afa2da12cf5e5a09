"""Who the person is, and what staff must know to speak with them and to be safe."""

from __future__ import annotations

from datetime import date, timedelta

from throughcare.actions.demo.lives import notes
from throughcare.actions.demo.lives.notebook import Life, Seat
from throughcare.actions.demo.places import IN_WALES
from throughcare.facts.fact import YesNo
from throughcare.facts.identity import Identified
from throughcare.facts.supervision import CommunicationNeed, NeedKind, StaffSafety
from throughcare.synthesis.names import MadeName

# Assumed: what people answer when they are asked, and how often nobody asks.
_DISABILITY: tuple[tuple[str | None, float], ...] = (
    ("None", 0.58),
    (None, 0.14),
    ("Mental health condition", 0.13),
    ("Learning difficulty", 0.06),
    ("Reduced mobility", 0.05),
    ("Long-term illness", 0.03),
    ("Hearing", 0.01),
)


def identify(life: Life, name: MadeName, on: date) -> None:
    """Write who they are, as told on the first day on which they are known of."""
    age = min(74, 18 + int(life.rng.gammavariate(2.2, 7.0)))  # half are under 32, few over 60: assumed
    born_on = on - timedelta(days=age * 365 + age // 4 + life.rng.randrange(365))
    disability = life.rng.choices([each for each, _ in _DISABILITY], [weight for _, weight in _DISABILITY])[0]
    life.record(
        Identified,
        on,
        Seat.COURT,
        at_once=True,
        given_names=name.given,
        family_name=name.family,
        born_on=born_on,
        sex=name.sex,
        ethnicity=name.ethnicity,
        disability=disability,
    )


def needs(life: Life, name: MadeName, on: date) -> None:
    """Write what somebody needs to follow and be followed. How many do is assumed."""
    need, detail = None, None
    if name.group.languages and life.is_true(0.25):
        need, detail = NeedKind.INTERPRETER, life.rng.choice(name.group.languages)
    elif life.organisation in IN_WALES and life.is_true(0.08):
        need = NeedKind.WELSH
    elif life.is_true(0.025):
        need, detail = NeedKind.EASY_READ, "Large print, short sentences"
    elif life.is_true(0.003):
        need, detail = NeedKind.SIGN_LANGUAGE, "British Sign Language"
    holder = life.holder_on(on)
    if need is not None and holder is not None:
        life.record(CommunicationNeed, on, holder, need=need, detail=detail)


def safety(life: Life, on: date) -> None:
    """Write what staff must know before they meet the person: one in thirty, assumed."""
    holder = life.holder_on(on)
    if holder is None or not life.is_true(0.03):
        return
    warning, safe_way, in_pairs = life.rng.choice(notes.SAFETY)
    pairs = YesNo.YES if in_pairs else YesNo.NO
    life.record(StaffSafety, on, holder, warning=warning, safe_way=safe_way, visit_in_pairs=pairs)

"""A measure as it was known on a day, beside the same measure as it is known now.

What is recorded late is missing from every figure that was made before. Here the same duties are counted from what was
recorded by a day and from all that is recorded, as of the same day, so that the difference is recording alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from typing import Any

import narwhals as nw

from throughcare.facts.identity import AccessLimited
from throughcare.facts.supervision import AppointmentArranged
from throughcare.facts.words import say_day
from throughcare.measures.delay import Delay, delays
from throughcare.measures.side_by_side import ALWAYS, OWED_NOW, Period, SideBySide, Stands, count_of, of_two_derivations
from throughcare.standards.column_engine import derive
from throughcare.standards.fact_table import KIND_CODE, FactTable
from throughcare.standards.language import AnyStandard
from throughcare.standards.windows import PackedWindows


def count_as_known(
    standards: Sequence[AnyStandard],
    then: Iterable[FactTable],
    now: Iterable[FactTable],
    *,
    as_of: date,
    period: Period = ALWAYS,
    without: Collection[str] = (),
) -> SideBySide:
    """Count both over tables `cut` to `as_of`: `then` to what was known on a day, `now` to what is known.

    Both come in the same slices of people. Raises `ValueError` where they do not.
    """
    counted = SideBySide()
    for one, other in zip(then, now, strict=True):
        if tuple(one.people) != tuple(other.people):
            raise ValueError("both readings must come in the same slices of people")
        made = derive(one, standards), derive(other, standards)
        counted += count_of(of_two_derivations(*made, as_of=as_of, period=period, without=without))
    return counted


def difference_in_words(counted: SideBySide, *, as_of: date, known_on: date) -> list[str]:
    """What makes the two readings differ, as sentences; one that says so where they do not."""
    later = _many(counted, lambda was, now: was is Stands.NOT_THERE and now in OWED_NOW)
    gone = _many(counted, lambda was, now: was in OWED_NOW and now is Stands.NOT_THERE)
    done = _many(counted, lambda was, now: was in _NOT_DONE and now in _DONE)
    other = _many(counted, _otherwise)
    day = say_day(known_on)
    told = [
        (later, f"{_duties(later)} as of {say_day(as_of)} {_were(later)} recorded only after {day}."),
        (done, f"{_duties(done)} {_were(done)} done by {say_day(as_of)}, and that was recorded only after {day}."),
        (gone, f"{_duties(gone)} that stood on {day} {_were(gone)} withdrawn or corrected since."),
        (other, f"{_duties(other)} {_stand(other)} otherwise for another reason that was recorded after {day}."),
    ]
    found = [words for many, words in told if many]
    return found or [f"Nothing that was recorded after {day} changes these figures."]


def _otherwise(was: Stands, now: Stands) -> bool:
    """Whether a duty that stands in both readings differs in anything but that it was done."""
    return was is not now and Stands.NOT_THERE not in (was, now) and not (was in _NOT_DONE and now in _DONE)


_NOT_DONE = frozenset({Stands.MISSED, Stands.PENDING})
_DONE = frozenset({Stands.MET, Stands.LATE})


def _many(counted: SideBySide, holds: Callable[[Stands, Stands], bool]) -> int:
    return sum(many for move, many in counted.moves.items() if holds(move.was, move.now))


def _duties(many: int) -> str:
    return "1 duty" if many == 1 else f"{many:,} duties"


def _were(many: int) -> str:
    return "was" if many == 1 else "were"


def _stand(many: int) -> str:
    return "stands" if many == 1 else "stand"


# --- recording delay --------------------------------------------------------------------------------------------

NO_DELAY = frozenset({AppointmentArranged.kind, AccessLimited.kind})
"""Kinds that are left out. An arrangement is for a day, not of one, and may lie ahead of its recording; and how many
cases are kept from somebody is told to nobody."""

Waited = Counter[tuple[str | None, str, int | None]]
"""How many facts by organisation (its code), kind, and calendar days until they were recorded (None: not known)."""


def count_delays(tables: Iterable[FactTable], *, period: Period = ALWAYS, without: Collection[str] = ()) -> Waited:
    """How long facts waited to be recorded, by who held the person when they happened and by kind.

    Whoever is named first holds whatever happened before. `period` bounds the day on which things happened.
    """
    names = {code: kind for kind, code in KIND_CODE.items()}
    left_out = [KIND_CODE[kind] for kind in NO_DELAY]
    found: Waited = Counter()
    for table in tables:
        given = nw.when(nw.col("kind") == KIND_CODE["allocated"]).then(nw.col("provider"))
        frame = PackedWindows().latest(table.frame, "held", given, "person")
        frame = PackedWindows().following(frame, "held_later", given, "person")
        frame = frame.filter(~nw.col("kind").is_in(left_out))
        if period.first_on:
            frame = frame.filter(nw.col("day") >= period.first_on.toordinal())
        if period.last_on:
            frame = frame.filter(nw.col("day") <= period.last_on.toordinal())
        hidden = [place for place, crn in enumerate(table.people) if crn in without] if without else []
        if hidden:
            frame = frame.filter(~nw.col("person").is_in(hidden))
        waited = nw.when(nw.col("recorded") > 0).then(nw.col("recorded") - nw.col("day")).alias("waited")
        holder = nw.coalesce(nw.col("held"), nw.col("held_later"), nw.lit(0)).alias("holder")
        grouped = frame.select("kind", holder, waited).group_by("holder", "kind", "waited").agg(nw.len().alias("many"))
        for organisation, kind, days, many in grouped.select("holder", "kind", "waited", "many").iter_rows():
            found[table.providers.names[organisation], names[kind], days] += many
    return found


def delays_by(waited: Waited) -> dict[str, list[dict[str, Any]]]:
    """The delay by organisation and by kind, as plain rows that can be kept: `group` is a code (blank: nobody) or kind.

    `within` counts what was recorded within so many calendar days (the name of the entry).
    """
    by_provider = ((provider or "", days, many) for (provider, _, days), many in waited.items())
    by_kind = ((kind, days, many) for (_, kind, days), many in waited.items())
    everything = (("", days, many) for (_, _, days), many in waited.items())
    named = {"by_provider": by_provider, "by_kind": by_kind, "all": everything}
    return {name: [_delay_row(each) for each in delays(rows)] for name, rows in named.items()}


def _delay_row(delay: Delay) -> dict[str, Any]:
    counted = {"group": delay.group, "known": delay.known, "unknown": delay.unknown, "ahead": delay.ahead}
    within = {str(each.days): each.recorded for each in delay.within}
    return {**counted, "within": within, "median": delay.median, "ninetieth": delay.ninetieth}

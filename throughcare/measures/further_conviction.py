"""The share of people under supervision who were convicted of a further offence. It is no standard.

Nobody owes it and nobody meets it: follow-up and case mix differ, so it is never tested and nobody is ranked by
it. In the machine reading *met* counts the convicted and *missed* the others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import narwhals as nw

from throughcare.measures.counting import Count, Tally, group_name
from throughcare.standards.column_attributes import Columns
from throughcare.standards.fact_table import KIND_CODE, FactTable, Frame
from throughcare.standards.language import Pattern
from throughcare.standards.windows import PackedWindows

FURTHER_CONVICTION = "further-conviction"


def count_further_convictions(
    table: FactTable, *, commencement: Pattern, group_of: Mapping[str, str], pack: str
) -> list[Count]:
    """Everybody who has commenced, by the organisation of their first allocation ever (`none` where there was none).

    Counted is a conviction after the first commencement, by the day of conviction: one on that very day counts,
    even for an earlier offence. `table` is cut and in order.
    """
    return convictions_counted(convictions_tallied(table, commencement), group_of=group_of, pack=pack)


def convictions_tallied(table: FactTable, commencement: Pattern) -> list[tuple[str | None, bool, int]]:
    """The organisation of the first allocation, whether convicted, and how many: can be added over slices of people."""
    grouped = commenced(table, commencement).group_by("provider", "is_convicted").agg(nw.len().alias("many"))
    grouped = grouped.collect("polars") if isinstance(grouped, nw.LazyFrame) else grouped
    names = table.providers.names
    return [(names[number], is_convicted, many) for number, is_convicted, many in grouped.iter_rows()]


def convictions_counted(
    found: Iterable[tuple[str | None, bool, int]], *, group_of: Mapping[str, str], pack: str
) -> list[Count]:
    """What was tallied, as counts by group: see `count_further_convictions`."""
    tallies: dict[str, dict[bool, int]] = defaultdict(lambda: {True: 0, False: 0})
    for provider, is_convicted, many in found:
        tallies[group_name(provider, group_of)][is_convicted] += many
    return [
        Count(pack, FURTHER_CONVICTION, group, Tally(met=tally[True], missed=tally[False]))
        for group, tally in sorted(tallies.items())
    ]


def commenced(table: FactTable, commencement: Pattern) -> Frame:
    """Everybody who has commenced: columns person, provider (of the first allocation, 0: none) and is_convicted."""
    frame = table.frame
    columns = Columns(table, PackedWindows(), {})
    begun = _first(frame.filter(columns.matches(commencement)), "begun")
    convicted = _first(frame.filter(nw.col("kind") == KIND_CODE["convicted"]), "convicted", latest=True)
    allocated = frame.filter(nw.col("kind") == KIND_CODE["allocated"])
    first = _first(allocated, "pos").join(
        allocated.select("person", "pos", "provider"), on=["person", "pos"], how="left"
    )
    people = begun.join(convicted, on="person", how="left").join(first, on="person", how="left")
    convicted_after = nw.coalesce(nw.col("convicted") > nw.col("begun"), nw.lit(False))
    return people.select("person", nw.col("provider").fill_null(0), convicted_after.alias("is_convicted"))


def _first(frame: Frame, into: str, *, latest: bool = False) -> Frame:
    """The place of each person's first (or latest) fact in the frame."""
    place = nw.col("pos").max() if latest else nw.col("pos").min()
    return frame.group_by("person").agg(place.alias(into))

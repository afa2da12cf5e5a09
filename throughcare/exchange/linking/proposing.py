"""Whole files of people compared, and the pairs that may be one person put before a person, with both opinions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from throughcare.exchange.linking.cleaning import comparable, identity, without_placeholders
from throughcare.exchange.linking.port import Engine, Field, Level, LinkFault, Pair, Proposed
from throughcare.exchange.linking.splink_engine import splink_scores
from throughcare.rules.matching import compare, may_be_of_family

AT_LEAST = 0.9
"""The probability from which a pair is proposed unless something else is said. The number is ours, unverified."""
HELD_AT = 0.5
"""More is held of no pair whose first name or birth date is another, unless they share a PNC number. They may be twins,
parent and child, or others of a family: an engine takes family name, birth date and address to speak each for itself,
and in a family they do not. Nobody can tell such pairs from the files alone, which is what one half says. The number is
ours, unverified. First names that differ by a letter or two are mostly one name spelt in two ways, so that these pairs
are not held, but the desk's opinion beside them is that they are possible, and perhaps twins.
"""
LEAST = 0.01
"""Below this nearly every pair that is compared would be listed. The number is ours."""


def propose(
    left: pl.DataFrame,
    right: pl.DataFrame | None = None,
    *,
    at_least: float = AT_LEAST,
    engine: Engine = splink_scores,
) -> Proposed:
    """The pairs of `left` and `right`, or within `left`, that are one person with at least this probability.

    Both frames have the columns `port.PEOPLE`. The same rows give the same pairs in any order; of a pair within one
    file the smaller id stands left. Raises `LinkFault` where there is nobody to compare or the engine is not there.
    """
    if not LEAST <= at_least < 1:
        raise LinkFault(f"The probability must be from {LEAST:g} to below 1, and not {at_least:g}.")
    mine, unknown = without_placeholders(left.sort("id"))
    theirs, too = (None, ()) if right is None else without_placeholders(right.sort("id"))
    if (theirs is None and mine.height < 2) or mine.is_empty() or (theirs is not None and theirs.is_empty()):
        raise LinkFault("There is nobody to compare: two people are needed at least, one on each side.")
    scores = engine(comparable(mine), None if theirs is None else comparable(theirs), at_least=at_least)
    pairs = _looked_at(scores.pairs, mine, mine if theirs is None else theirs)
    kept = [pair for pair in pairs if pair.probability >= at_least]
    kept.sort(key=lambda pair: (-pair.probability, -pair.weight, pair.left, pair.right))
    return Proposed(tuple(kept), scores.source, len(pairs) - len(kept), tuple(sorted({*unknown, *too})))


def _looked_at(scores: pl.DataFrame, left: pl.DataFrame, right: pl.DataFrame) -> list[Pair]:
    """Each pair as the court desk sees it, too."""
    mine, theirs = (_rows(frame, scores[side]) for frame, side in ((left, "left"), (right, "right")))
    return [_pair(score, mine[score["left"]], theirs[score["right"]]) for score in scores.iter_rows(named=True)]


def _rows(people: pl.DataFrame, places: pl.Series) -> Mapping[int, dict[str, Any]]:
    wanted = places.unique().sort()
    return dict(zip(wanted.to_list(), people[wanted.to_list()].iter_rows(named=True), strict=True))


def _pair(score: dict[str, Any], one: dict[str, Any], other: dict[str, Any]) -> Pair:
    match = compare(identity(one), identity(other))
    levels = {field: Level(score[field.value]) for field in Field}
    may_be_family = Level.DIFFERENT in (levels[Field.GIVEN_NAMES], levels[Field.BORN_ON]) or (
        may_be_of_family(match.reasons) and levels[Field.GIVEN_NAMES] is not Level.NEARLY
    )
    is_held = may_be_family and levels[Field.PNC] is not Level.SAME
    return Pair(
        left=one["id"],
        right=other["id"],
        probability=min(score["probability"], HELD_AT) if is_held else score["probability"],
        by_splink=score["probability"],
        weight=score["weight"],
        levels=levels,
        band=match.band,
        points=match.score,
        reasons=match.reasons,
    )

"""The funnel: each group's share over how many duties it had decided, between the limits that chance leaves."""

from __future__ import annotations

from math import isnan
from typing import Any

from throughcare.exchange.pictures.look import (
    BLUE,
    BROWN,
    OF_SIZE,
    PURPLE,
    Data,
    Measures,
    Rows,
    Sign,
    Size,
    Spec,
    ends_of_shares,
    finished,
    layer_of,
    lines_of,
    marks_of,
)
from throughcare.exchange.pictures.picture import Cell, Picture, listed, percent, rounded, span
from throughcare.measures.comparison import Funnel, Group, Placed, Verdict
from throughcare.measures.false_discovery import FALSE_MARKS
from throughcare.measures.overdispersion import FEWEST_GROUPS

HEADER = ("Group", "Share met", "95% interval", "Met, of decided", "Compared with all together")
COLUMNS = ("group", "met", "decided", "share", "low", "high", "p_value", "verdict", "why_not_drawn")
"""Of a file. Low and high bound the 95% interval of the share; the p-value is corrected for all comparisons made."""

NEVER_WHY = "This does not say why, and not that anybody did well or badly."
MOST_NAMED = 8
"""So many marked groups are named in the picture; where there are more, names would lie on each other."""
NAMES_APART = 0.03
"""Names nearer than that (as shares) could lie on each other."""

SIGNS = {
    Verdict.AS_EXPECTED: Sign("As expected", "circle", BLUE, "#ffffff"),
    Verdict.HIGHER: Sign("Higher than expected by chance", "triangle-up", PURPLE, PURPLE),
    Verdict.LOWER: Sign("Lower than expected by chance", "triangle-down", BROWN, BROWN),
}
"""How a group is marked, by its verdict."""
_CURVES = {"Where chance leaves 95 of 100": [2, 3], "Where chance leaves 998 of 1,000": [8, 4], "All together": [1, 0]}


def funnel_picture(title: str, funnel: Funnel, what: str = "group") -> Picture:
    """A funnel as a picture. `what` is one of the groups in a word: *provider*, *team*."""
    return Picture(
        title=title,
        sentences=tuple(_sentences(funnel, what)),
        header=(what.capitalize(), *HEADER[1:]),
        rows=(*map(_row, funnel.placed), *map(_left_out, funnel.left_out)),
        columns=COLUMNS,
        figures=(*map(_figures, funnel.placed), *map(_no_figures, funnel.left_out)),
        shown=funnel,
        why_none=funnel.why_none,
    )


# --- in words ---------------------------------------------------------------------------------------------------


def _sentences(funnel: Funnel, what: str) -> list[str]:
    said = []
    if not isnan(funnel.whole) and not funnel.why_none:
        groups = [placed.group for placed in funnel.placed] + [group for group, _ in funnel.left_out]
        decided = sum(group.decided for group in groups)
        said.append(f"All {what}s together, {percent(funnel.whole)} of {decided:,} decided duties were met in time.")
    if funnel.why_none:
        return [*said, funnel.why_none]
    for verdict in (Verdict.HIGHER, Verdict.LOWER):
        names = [each.group.name for each in funnel.placed if each.verdict is verdict]
        if names:
            words = verdict.words
            said.append(f"{words[0].upper()}{words[1:]}: {listed(names)}.")
    if all(each.verdict is Verdict.AS_EXPECTED for each in funnel.placed):
        said.append(f"No {what} differs from that by more than {_explained_by(funnel)} would give.")
    return [*said, NEVER_WHY]


def _explained_by(funnel: Funnel) -> str:
    widened = funnel.overdispersion > 1
    return "chance and the differences between all of them" if widened else "chance"


def how_compared(funnel: Funnel, what: str = "group") -> tuple[str, ...]:
    """What was allowed for, in plain words: overdispersion, and how many comparisons were made."""
    if funnel.why_none:
        return ()
    if funnel.overdispersion > 1.05:
        spread = (
            f"The {what}s differ among themselves {funnel.overdispersion:.1f} times as much (as a variance) as chance "
            "alone would make them, for reasons that touch them all. The limits are wider by that."
        )
    elif len(funnel.placed) < FEWEST_GROUPS:
        spread = f"With so few {what}s it cannot be told whether they differ among themselves by more than chance."
    else:
        spread = f"The {what}s differ among themselves no more than chance would make them."
    return (
        spread,
        f"{funnel.compared} comparisons were made on this page. Each was made stricter for that, so that of those "
        f"marked at most 1 in {round(1 / FALSE_MARKS)} is likely to be chance. So a {what} can lie a little outside "
        "the lines and not be marked.",
    )


def _row(placed: Placed) -> tuple[str, ...]:
    group = placed.group
    counted = f"{group.met:,} of {group.decided:,}"
    return group.name, percent(placed.share), span(placed.interval), counted, SIGNS[placed.verdict].words


def _left_out(left_out: tuple[Group, str]) -> tuple[str, ...]:
    """The name and the reason alone: of few staff, the figures would be those of single people."""
    group, reason = left_out
    return group.name, "–", "", "", f"Not drawn. {reason}"


def _figures(placed: Placed) -> tuple[Cell, ...]:
    group, (low, high) = placed.group, placed.interval
    shares = map(rounded, (placed.share, low, high, placed.p_value))
    return group.name, group.met, group.decided, *shares, placed.verdict.value, None


def _no_figures(left_out: tuple[Group, str]) -> tuple[Cell, ...]:
    group, reason = left_out
    return group.name, *[None] * 6, Verdict.NOT_DRAWN.value, reason


# --- drawn ------------------------------------------------------------------------------------------------------


def draw_funnel(funnel: Funnel, size: Size, titled: str = "") -> Spec:
    """The funnel as an Altair expression; its marks of groups are named `groups`."""
    import altair as alt

    many = [placed.group.decided for placed in funnel.placed]
    ends = [min(many) * 0.8, max(many) * 1.04]
    shares = [placed.share for placed in funnel.placed] + [funnel.whole]
    shares += [end for edge in funnel.edges for end in (edge.low_998, edge.high_998) if edge.decided >= max(many) / 12]
    measures = OF_SIZE[size]
    x = alt.X("decided:Q", title="Duties decided").scale(domain=ends, nice=False)
    x = x.axis(tickCount=measures.ticks, format=",.0f", grid=False)
    y = alt.Y("share:Q", title="Share met in time").scale(domain=ends_of_shares(shares)).axis(format="%", tickCount=6)
    values = [
        {
            "decided": each.group.decided,
            "share": each.share,
            "sign": SIGNS[each.verdict].words,
            "name": each.group.name,
        }
        for each in funnel.placed
    ]
    marked = [each for each in values if each["sign"] != SIGNS[Verdict.AS_EXPECTED].words]
    data: Data = {}
    layers = [
        lines_of(data, "curves", _curves(funnel, ends), x, y, _CURVES, "linear"),
        marks_of(data, "groups", values, x, y, list(SIGNS.values())),
        *_names(data, marked, x, y, ends, measures),
    ]
    return finished(layers, data, size, titled=titled)


def _curves(funnel: Funnel, ends: list[float]) -> Rows:
    near, far, flat = _CURVES
    drawn = [{"decided": end, "share": funnel.whole, "line": flat, "side": "whole"} for end in ends]
    for edge in funnel.edges:
        if edge.decided < ends[0]:
            continue
        for line, side, share in (
            (near, "low 95", edge.low_95),
            (near, "high 95", edge.high_95),
            (far, "low 998", edge.low_998),
            (far, "high 998", edge.high_998),
        ):
            drawn.append({"decided": edge.decided, "share": round(share, 4), "line": line, "side": side})
    return drawn


def _names(data: Data, marked: Rows, x: Any, y: Any, ends: list[float], measures: Measures) -> list[Any]:
    """The names of marked groups where they are few, each on whichever side of its mark has more room.

    One that would lie on another is left out: the sentences and the table name all.
    """
    layers = []
    named: Rows = []
    for each in marked if len(marked) <= MOST_NAMED else ():
        if all(abs(each["share"] - other["share"]) > NAMES_APART for other in named):
            named.append(each)
    for align, dx in (("left", 10), ("right", -10)):
        here = [each for each in named if (each["decided"] < sum(ends) / 2) == (align == "left")]
        if here:
            text = layer_of(data, align, here).mark_text(
                align=align, dx=dx, dy=1, limit=measures.name, fontWeight="bold"
            )
            layers.append(text.encode(x=x, y=y, text="name:N"))
    return layers

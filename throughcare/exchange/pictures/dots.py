"""Dots with intervals: the share of each group by one or more clocks; and what-if beside today.

Names stand above their lines and not beside them, so that a long one takes nothing from the picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from throughcare.exchange.pictures.look import (
    BLUE,
    BROWN,
    INK,
    MUTED,
    OF_SIZE,
    Data,
    Rows,
    Sign,
    Size,
    Spec,
    finished,
    layer_of,
    marks_of,
)
from throughcare.exchange.pictures.picture import (
    Cell,
    Change,
    Changes,
    Dot,
    Dots,
    Picture,
    percent,
    rounded,
    span,
)
from throughcare.measures.intervals import wilson

NAME_HEIGHT, LINE_HEIGHT, GAP = 24, 22, 14
"""Heights in pixels: of a group's name, of one clock's line, and between two groups."""
WORDS_LEFT_FROM = 0.84
"""A dot so far right has its share written to the left of it, else it would run out of the picture."""
_LOOKS = (("diamond", BROWN, "#ffffff"), ("circle", BLUE, BLUE), ("square", INK, "#ffffff"))
"""The shape, the line and the fill of each clock, one after the other; the last clock has the filled dot."""

TODAY, WHAT_IF = "Today", "What if"
NOT_THE_RECORD = "A what-if changes the count, and not what happened to anybody."
DOTS_COLUMNS = ("group", "clock", "met", "decided", "share", "low", "high")
CHANGES_COLUMNS = (
    *("group", "met_today", "decided_today", "share_today"),
    *("met_what_if", "decided_what_if", "share_what_if"),
)


def dot_of(met: int, decided: int) -> Dot | None:
    """A share with its Wilson interval; None where nothing is decided."""
    ends = wilson(met, decided)
    return Dot(met / decided, *ends, met, decided) if ends else None


def dots_picture(title: str, dots: Dots, what: str = "group", sentences: Sequence[str] = ()) -> Picture:
    """Shares by group and clock as a picture. `what` is one of the groups in a word; without sentences it says what is
    drawn.
    """
    said = tuple(sentences) or (
        f"The share met in time by {what}, each with its 95% interval. What differs by less than that may be chance.",
    )
    empty = not any(dot for _, each in dots.groups for dot in each)
    return Picture(
        title=title,
        sentences=said,
        header=(what.capitalize(), *_header(dots.clocks)),
        rows=tuple((name, *(cell for dot in each for cell in _cells(dot))) for name, each in dots.groups),
        columns=DOTS_COLUMNS,
        figures=tuple(
            _figures(name, clock, dot)
            for name, each in dots.groups
            for clock, dot in zip(dots.clocks, each, strict=True)
        ),
        shown=dots,
        why_none="No duty is decided in this period." if empty else "",
    )


def _header(clocks: Sequence[str]) -> list[str]:
    if len(clocks) == 1:
        return ["Share met (95% interval)", "Met, of decided"]
    return [f"{clock}: {part}" for clock in clocks for part in ("share met (95% interval)", "met, of decided")]


def _cells(dot: Dot | None) -> tuple[str, str]:
    if dot is None:
        return "–", "none decided"
    return f"{percent(dot.share)} ({span((dot.low, dot.high))})", f"{dot.met:,} of {dot.decided:,}"


def _figures(name: str, clock: str, dot: Dot | None) -> tuple[Cell, ...]:
    if dot is None:
        return name, clock, None, 0, None, None, None
    return name, clock, dot.met, dot.decided, *map(rounded, (dot.share, dot.low, dot.high))


def changes_picture(title: str, changes: Changes, what: str = "group") -> Picture:
    """What-if beside today as a picture. It is marked as a what-if wherever it goes."""
    moved = [each for each in changes.groups if _share(each.today) != _share(each.what_if)]
    decided = [each for each in changes.groups if each.today[1] or each.what_if[1]]
    return Picture(
        title=f"What if: {title}",
        sentences=(
            f"What if: {changes.words}.",
            f"The share met in time changes for {len(moved)} of {len(changes.groups)} {what}s.",
            NOT_THE_RECORD,
        ),
        header=(what.capitalize(), "Today", "Met, of decided", "What if", "Met, of decided"),
        rows=tuple((each.name, *_side(each.today), *_side(each.what_if)) for each in changes.groups),
        columns=CHANGES_COLUMNS,
        figures=tuple(_sides(each) for each in changes.groups),
        shown=changes,
        why_none="" if decided else "No duty is decided, today or under the what-if.",
    )


def _share(counted: tuple[int, int]) -> float | None:
    met, decided = counted
    return met / decided if decided else None


def _side(counted: tuple[int, int]) -> tuple[str, str]:
    return percent(_share(counted)), f"{counted[0]:,} of {counted[1]:,}" if counted[1] else "none decided"


def _sides(change: Change) -> tuple[Cell, ...]:
    today, what_if = rounded(_share(change.today)), rounded(_share(change.what_if))
    return change.name, *change.today, today, *change.what_if, what_if


# --- drawn ------------------------------------------------------------------------------------------------------


def draw_dots(dots: Dots, size: Size, titled: str = "") -> Spec:
    """Dots and intervals as an Altair expression; its marks are named `groups`, one for each share."""
    import altair as alt

    names: Rows = []
    values: Rows = []
    data: Data = {}
    y = 0
    for name, each in dots.groups:
        if not any(each):
            continue
        names.append({"y": y + NAME_HEIGHT / 2, "name": name})
        y += NAME_HEIGHT
        for clock, dot in zip(dots.clocks, each, strict=True):
            y += LINE_HEIGHT
            if dot:
                values.append(_placed(clock, dot, y - LINE_HEIGHT / 2))
        y += GAP
    axis = _axis(alt)
    place = alt.Y("y:Q", axis=None).scale(domain=[y, 0], nice=False)
    signs = _signs(dots.clocks)
    colour = alt.Color("sign:N", title=None).scale(
        domain=[each.words for each in signs], range=[each.line for each in signs]
    )
    layers = [
        layer_of(data, "intervals", values).mark_rule(strokeWidth=2).encode(x=axis, x2="high:Q", y=place, color=colour),
        marks_of(data, "groups", values, alt.X("share:Q"), place, signs, size=120),
        *_words(data, values, place),
        _names(data, names, place, size),
    ]
    return finished(layers, data, size, titled=titled, rows=y)


def draw_changes(changes: Changes, size: Size, titled: str = "") -> Spec:
    """Today and what-if on one line a group as an Altair expression; its marks are named `groups`, two a group."""
    import altair as alt

    names, values, lines, y = [], [], [], 0
    data: Data = {}
    for each in changes.groups:
        today, what_if = _share(each.today), _share(each.what_if)
        if today is None and what_if is None:
            continue
        names.append({"y": y + NAME_HEIGHT / 2, "name": each.name})
        at = y + NAME_HEIGHT + LINE_HEIGHT / 2
        both = [(clock, share) for clock, share in ((TODAY, today), (WHAT_IF, what_if)) if share is not None]
        values += [{"y": at, "sign": clock, "share": share} for clock, share in both]
        ends = sorted(share for _, share in both)
        said = f"{percent(today)} → {percent(what_if)}"
        lines.append({"y": at, "low": ends[0], "high": ends[-1], "words": said, "left": ends[-1] > 0.7})
        y += NAME_HEIGHT + LINE_HEIGHT + GAP
    clocks = (TODAY, WHAT_IF)
    place = alt.Y("y:Q", axis=None).scale(domain=[y, 0], nice=False)
    between = layer_of(data, "lines", lines).mark_rule(strokeWidth=2, color=MUTED)
    layers = [
        between.encode(x=_axis(alt), x2="high:Q", y=place),
        marks_of(data, "groups", values, alt.X("share:Q"), place, _signs(clocks), size=120),
        *_words(data, lines, place),
        _names(data, names, place, size),
    ]
    return finished(layers, data, size, titled=titled, rows=y)


def _axis(alt: Any) -> Any:
    x = alt.X("low:Q", title="Share met in time").scale(domain=[0, 1])
    return x.axis(format="%", values=[0, 0.25, 0.5, 0.75, 1], grid=True)


def _placed(clock: str, dot: Dot, y: float) -> dict[str, Any]:
    shares = {"share": dot.share, "low": dot.low, "high": dot.high}
    return {"y": y, "sign": clock, **shares, "words": percent(dot.share), "left": dot.high > WORDS_LEFT_FROM}


def _signs(clocks: Sequence[str]) -> list[Sign]:
    """A sign for each clock in their order; the last has the filled dot."""
    last = len(clocks) - 1
    looks = [_LOOKS[1] if place == last else _LOOKS[0 if place == 0 else 2] for place in range(len(clocks))]
    return [Sign(clock, *look) for clock, look in zip(clocks, looks, strict=True)]


def _words(data: Data, values: Rows, y: Any) -> list[Any]:
    """The share beside the end of each line, on the side where there is room."""
    layers = []
    for is_left, end, align, dx in ((False, "high", "left", 10), (True, "low", "right", -10)):
        here = [each for each in values if each["left"] is is_left]
        if here:
            text = layer_of(data, align, here).mark_text(align=align, dx=dx)
            layers.append(text.encode(x=f"{end}:Q", y=y, text="words:N"))
    return layers


def _names(data: Data, names: Rows, y: Any, size: Size) -> Any:
    import altair as alt

    text = layer_of(data, "names", names).mark_text(
        align="left", fontWeight="bold", limit=OF_SIZE[size].width - 16, color=INK
    )
    return text.encode(x=alt.value(0), y=y, text="name:N")

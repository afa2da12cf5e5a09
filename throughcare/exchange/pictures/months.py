"""Month by month: a p-chart, with the limits that chance leaves around the mean and what is told of a month."""

from __future__ import annotations

from typing import Any

from throughcare.exchange.pictures.funnel import NEVER_WHY
from throughcare.exchange.pictures.look import (
    BLUE,
    BROWN,
    OF_SIZE,
    Data,
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
from throughcare.exchange.pictures.picture import Cell, Picture, percent, rounded, span
from throughcare.facts.words import MONTHS
from throughcare.measures.series import Point, Series

HEADER = ("Month", "Share met", "By chance", "Met, of decided", "What stands out")
COLUMNS = ("month", "met", "decided", "share", "limit_low", "limit_high", "signals")
NONE_DECIDED = "No duty is decided in any of these months."
SIGNS = (Sign("Month", "circle", BLUE, "#ffffff"), Sign("Month that stands out", "diamond", BROWN, BROWN))
_LINES = {"Limits of chance": [8, 4], "Mean": [1, 0]}


def months_picture(title: str, series: Series) -> Picture:
    """A series of months as a picture."""
    return Picture(
        title=title,
        sentences=tuple(_sentences(series)),
        header=HEADER,
        rows=tuple(_row(point) for point in series.points),
        columns=COLUMNS,
        figures=tuple(_figures(point) for point in series.points),
        shown=series,
        why_none="" if any(point.share is not None for point in series.points) else NONE_DECIDED,
    )


def month_in_words(point: Point) -> str:
    """A month as people call it: *April 2016*."""
    return f"{MONTHS[point.month.first_on.month - 1]} {point.month.first_on.year}"


def _sentences(series: Series) -> list[str]:
    if series.mean is None:
        return [NONE_DECIDED]
    said = [f"Over all these months {percent(series.mean)} of decided duties were met in time."]
    if series.why_no_limits:
        return [*said, series.why_no_limits]
    marked = [point for point in series.points if point.signals]
    said += [f"{month_in_words(point)}: {'; '.join(point.signals)}." for point in marked]
    if not marked:
        return [*said, "No month stands out from what chance and the usual differences between months would give."]
    return [*said, NEVER_WHY]


def how_limited(series: Series) -> tuple[str, ...]:
    """What the limits allow for, in plain words."""
    if series.mean is None or series.why_no_limits:
        return ()
    said = "Nearly all months (9,973 of 10,000) would lie between the limits if nothing but chance made them differ."
    if series.overdispersion > 1.05:
        said = (
            "Nearly all months (9,973 of 10,000) would lie between the limits if they differed as neighbouring months "
            f"usually do: {series.overdispersion:.1f} times as much (as a variance) as by chance alone."
        )
    return (said, "A row of months on one side of the mean, or all rising or all falling, is told as well.")


def _row(point: Point) -> tuple[str, ...]:
    limits = span((point.low, point.high)) if point.low is not None and point.high is not None else ""
    counted = f"{point.month.met:,} of {point.month.decided:,}" if point.month.decided else "none decided"
    told = "; ".join(point.signals)
    return month_in_words(point), percent(point.share), limits, counted, f"{told[:1].upper()}{told[1:]}"


def _figures(point: Point) -> tuple[Cell, ...]:
    month = point.month
    shares = map(rounded, (point.share, point.low, point.high))
    return f"{month.first_on:%Y-%m}", month.met, month.decided, *shares, "; ".join(point.signals)


def draw_months(series: Series, size: Size, titled: str = "") -> Spec:
    """The series as an Altair expression; its marks of months are named `months`."""
    import altair as alt

    shares = [
        end
        for point in series.points
        if point.share is not None
        for end in (point.share, point.low, point.high)
        if end is not None
    ]
    x = alt.X("month:T", title=None).scale(type="utc")
    ticks = {"interval": "month", "step": _step(len(series.points), size)}
    x = x.axis(format="%b %Y", tickCount=ticks, grid=False, labelOverlap=True, labelSeparation=8)
    y = alt.Y("share:Q", title="Share met in time").scale(domain=ends_of_shares(shares)).axis(format="%", tickCount=6)
    values = [_value(point) for point in series.points]
    there = [each for each in values if each["share"] is not None]
    data: Data = {}
    layers = [
        lines_of(data, "limits", _lines(series), x, y, _LINES, "step"),
        layer_of(data, "shares", values).mark_line(color=BLUE, strokeWidth=1).encode(x=x, y=y),
        marks_of(data, "months", there, x, y, SIGNS, size=90),
    ]
    return finished(layers, data, size, titled=titled)


def _step(months: int, size: Size) -> int:
    """Every how many months the axis names one, so that names do not touch."""
    most = OF_SIZE[size].ticks + 1
    return next(step for step in (1, 2, 3, 6, 12, 24, 60, 120, 1200) if months / step <= most)


def _value(point: Point) -> dict[str, Any]:
    sign = SIGNS[1 if point.signals else 0].words
    return {"month": point.month.first_on.isoformat(), "share": point.share, "sign": sign}


def _lines(series: Series) -> Rows:
    """The mean, and the limits in steps: each month has its own, by how much was decided in it."""
    limits, mean = _LINES
    values: Rows = []
    for point in series.points:
        month = {"month": point.month.first_on.isoformat()}
        values.append({**month, "share": series.mean, "line": mean, "side": "mean"})
        if not series.why_no_limits:
            values.append({**month, "share": point.low, "line": limits, "side": "low"})
            values.append({**month, "share": point.high, "line": limits, "side": "high"})
    return values

"""Month by month: a p-chart, with the limits that chance leaves around the mean and what is told of a month."""

from __future__ import annotations

from typing import Any

from throughcare.exchange.pictures.funnel import NEVER_WHY
from throughcare.exchange.pictures.look import BLUE, BROWN, MUTED, OF_SIZE, Size, Spec, ends_of_shares, finished
from throughcare.exchange.pictures.picture import Cell, Picture, percent, rounded, span
from throughcare.facts.words import MONTHS
from throughcare.measures.series import Point, Series

HEADER = ("Month", "Share met", "By chance", "Met, of decided", "What stands out")
COLUMNS = ("month", "met", "decided", "share", "limit_low", "limit_high", "signals")
NONE_DECIDED = "No duty is decided in any of these months."
ORDINARY, SIGNAL = "Month", "Month that stands out"
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
    low, high = ends_of_shares(shares)
    x = alt.X("month:T", title=None).scale(type="utc")
    x = x.axis(format="%b %Y", tickCount={"interval": "month", "step": _step(len(series.points), size)}, grid=False)
    y = alt.Y("share:Q", title="Share met in time").scale(domain=[low, high]).axis(format="%", tickCount=6)
    values = [_value(point) for point in series.points]
    line = alt.Chart(alt.Data(values=values)).mark_line(color=BLUE, strokeWidth=1).encode(x=x, y=y)
    layers = [*_limits(alt, series, x, y), line, _months(alt, values, x, y)]
    return finished(alt.layer(*layers), size, titled=titled)


def _step(months: int, size: Size) -> int:
    """Every how many months the axis names one, so that names do not touch."""
    most = OF_SIZE[size].ticks + 1
    return next(step for step in (1, 2, 3, 6, 12, 24, 60, 120, 1200) if months / step <= most)


def _value(point: Point) -> dict[str, Any]:
    sign = SIGNAL if point.signals else ORDINARY
    return {"month": point.month.first_on.isoformat(), "share": point.share, "sign": sign}


def _months(alt: Any, values: list[dict[str, Any]], x: Any, y: Any) -> Any:
    names = [name for name in (ORDINARY, SIGNAL) if any(each["sign"] == name for each in values)]
    of = {ORDINARY: ("circle", BLUE, "#ffffff"), SIGNAL: ("diamond", BROWN, BROWN)}
    shapes, colours, fills = ([of[name][place] for name in names] for place in range(3))
    there = [each for each in values if each["share"] is not None]
    return (
        alt.Chart(alt.Data(values=there), name="months")
        .mark_point(size=90, strokeWidth=2, opacity=1)
        .encode(
            x=x,
            y=y,
            shape=alt.Shape("sign:N", title=None).scale(domain=names, range=shapes),
            color=alt.Color("sign:N", title=None).scale(domain=names, range=colours),
            fill=alt.Fill("sign:N", title=None).scale(domain=names, range=fills),
        )
    )


def _limits(alt: Any, series: Series, x: Any, y: Any) -> list[Any]:
    """The mean, and the limits in steps: each month has its own, by how much was decided in it."""
    limits, mean = _LINES
    values = []
    for point in series.points:
        month = {"month": point.month.first_on.isoformat()}
        values.append({**month, "share": series.mean, "line": mean, "side": "mean"})
        for side, share in (("low", point.low), ("high", point.high)):
            if series.why_no_limits == "":
                values.append({**month, "share": share, "line": limits, "side": side})
    names = [name for name in _LINES if any(each["line"] == name for each in values)]
    return [
        alt.Chart(alt.Data(values=values))
        .mark_line(color=MUTED, strokeWidth=1.5, interpolate="step")
        .encode(
            x=x,
            y=y,
            detail="side:N",
            strokeDash=alt.StrokeDash("line:N", title=None)
            .scale(domain=names, range=[_LINES[name] for name in names])
            .legend(symbolType="stroke", symbolStrokeColor=MUTED, symbolSize=300),
        )
    ]

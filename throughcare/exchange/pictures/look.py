"""How pictures look: their sizes, their letters, and the colours that still differ where there is no colour.

Nothing is told by colour alone: what differs also differs in shape, in fill or in dash.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

INK, MUTED, GRID = "#0b0c0c", "#505a5f", "#cecece"
BLUE, BROWN, PURPLE = "#1a65a6", "#8a3c00", "#54319f"
"""On white each has a contrast of more than 5 to 1, and prints as a dark grey."""

FONT = "arial, sans-serif"
"""Of the system, like that of the pages: no page loads a typeface."""

Spec = dict[str, Any]
"""A picture in the words of Vega-Lite, as Altair writes them."""


class Size(StrEnum):
    """For how wide a screen a picture is drawn. What is drawn for a narrow one is never made smaller to fit."""

    WIDE = "wide"
    NARROW = "narrow"


@dataclass(frozen=True, slots=True)
class Measures:
    """The whole width and the height of the plot in pixels, the size of letters, and how much a name may take."""

    width: int
    height: int
    letters: int
    name: int
    ticks: int


OF_SIZE: Mapping[Size, Measures] = {
    Size.WIDE: Measures(width=700, height=500, letters=15, name=290, ticks=6),
    Size.NARROW: Measures(width=288, height=430, letters=13, name=105, ticks=3),
}
"""Narrow is what a screen of 320 pixels leaves between the margins of the page."""


def chart_of(values: list[dict[str, Any]], name: str | None = None) -> Any:
    """An Altair chart of these rows; its marks carry the name, so that a test finds them."""
    import altair as alt

    data = alt.Data(values=values)  # type: ignore[no-untyped-call]
    return alt.Chart(data, name=name) if name else alt.Chart(data)


@dataclass(frozen=True, slots=True)
class Sign:
    """How a mark looks: the words of the key, its shape, the colour of its line and of its inside."""

    words: str
    shape: str
    line: str
    inside: str


def marks_of(values: list[dict[str, Any]], x: Any, y: Any, signs: Sequence[Sign], name: str, size: int = 110) -> Any:
    """Marks with a key: each row says by `sign` which it is. Only signs that are there are in the key."""
    import altair as alt

    there = [sign for sign in signs if any(each["sign"] == sign.words for each in values)]
    words = [sign.words for sign in there]
    return (
        chart_of(values, name)
        .mark_point(size=size, strokeWidth=2, opacity=1)
        .encode(
            x=x,
            y=y,
            shape=alt.Shape("sign:N", title=None).scale(domain=words, range=[sign.shape for sign in there]),
            color=alt.Color("sign:N", title=None).scale(domain=words, range=[sign.line for sign in there]),
            fill=alt.Fill("sign:N", title=None).scale(domain=words, range=[sign.inside for sign in there]),
        )
    )


def lines_of(values: list[dict[str, Any]], x: Any, y: Any, dashes: Mapping[str, list[int]], interpolate: str) -> Any:
    """Grey lines told apart by their dashes, with a key: each row says its `line`, and by `side` which of two."""
    import altair as alt

    there = [name for name in dashes if any(each["line"] == name for each in values)]
    dash = alt.StrokeDash("line:N", title=None).scale(domain=there, range=[dashes[name] for name in there])
    return (
        chart_of(values)
        .mark_line(clip=True, color=MUTED, strokeWidth=1.5, interpolate=interpolate)
        .encode(
            x=x,
            y=y,
            detail="side:N",
            strokeDash=dash.legend(symbolType="stroke", symbolStrokeColor=MUTED, symbolSize=300),
        )
    )


def finished(chart: Any, size: Size, *, titled: str = "", height: int | None = None) -> Spec:
    """An Altair chart as it is drawn: with the look of the house and, where it stands alone, with its title."""
    measures = OF_SIZE[size]
    shown: Spec = {"width": measures.width, "height": height or measures.height}
    if titled:
        shown["title"] = {"text": wrapped(titled, measures.width // (measures.letters * 0.62))}
    spec: Spec = chart.properties(**shown, padding=4, autosize={"type": "fit", "contains": "padding"}).to_dict()
    spec["config"] = _look(measures.letters)  # Altair knows no layout of keys, Vega does
    spec["background"] = None  # that of the page
    return spec


def _look(letters: int) -> Spec:
    words = {"labelFont": FONT, "titleFont": FONT, "labelFontSize": letters, "titleFontSize": letters}
    coloured = {"labelColor": INK, "titleColor": INK, "titleFontWeight": "normal"}
    return {
        "aria": False,  # the picture is told as one, by its title and description and by the table beside it
        "font": FONT,
        "axis": {**words, **coloured, "gridColor": GRID, "domainColor": MUTED, "tickColor": MUTED, "titlePadding": 8},
        "legend": {
            **words,
            **coloured,
            "orient": "top",
            "direction": "vertical",
            "title": None,
            "symbolSize": 110,
            "symbolStrokeWidth": 2,
            "labelLimit": 0,
            "rowPadding": 3,
            "offset": 10,
            "layout": {"top": {"direction": "vertical", "anchor": "start", "margin": 4}},
        },
        "title": {"font": FONT, "fontSize": letters + 3, "color": INK, "anchor": "start", "offset": 12},
        "text": {"font": FONT, "fontSize": letters, "color": INK},
        "view": {"stroke": None},
    }


def wrapped(text: str, most: float) -> list[str]:
    """A sentence in lines of at most so many letters, broken between words."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) <= most or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def ends_of_shares(shares: list[float]) -> tuple[float, float]:
    """Where an axis of shares begins and ends so that all of them lie in it: at twentieths, from 0 to 1."""
    low, high = min(shares) - 0.02, max(shares) + 0.02
    return max(0.0, (low * 20 // 1) / 20), min(1.0, -(-high * 20 // 1) / 20)

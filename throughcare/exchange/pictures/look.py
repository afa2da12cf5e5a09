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

Rows = list[dict[str, Any]]
Data = dict[str, Rows]
"""The rows behind each layer of a picture, by its name. They go past Altair, which would check each of them."""


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
    Size.WIDE: Measures(width=700, height=340, letters=15, name=290, ticks=6),
    Size.NARROW: Measures(width=288, height=260, letters=13, name=105, ticks=3),
}
"""Narrow is what a screen of 320 pixels leaves between the margins of the page."""

PADDING = 4
BESIDE_THE_PLOT, BESIDE_ROWS = 68, 14
"""What an axis of shares with its title takes beside a plot, and what marks at its edges do. A test asks the widths."""


def layer_of(data: Data, name: str, rows: Rows) -> Any:
    """A layer of these rows, which are put into the data under its name. Its marks carry the name into the SVG."""
    import altair as alt

    data[name] = rows
    return alt.Chart(alt.NamedData(name), name=name)


@dataclass(frozen=True, slots=True)
class Sign:
    """How a mark looks: the words of the key, its shape, the colour of its line and of its inside."""

    words: str
    shape: str
    line: str
    inside: str


def marks_of(data: Data, name: str, rows: Rows, x: Any, y: Any, signs: Sequence[Sign], size: int = 110) -> Any:
    """Marks with a key: each row says by `sign` which it is. Only signs that are there are in the key."""
    import altair as alt

    there = [sign for sign in signs if any(each["sign"] == sign.words for each in rows)]
    words = [sign.words for sign in there]
    return (
        layer_of(data, name, rows)
        .mark_point(size=size, strokeWidth=2, opacity=1)
        .encode(
            x=x,
            y=y,
            shape=alt.Shape("sign:N", title=None).scale(domain=words, range=[sign.shape for sign in there]),
            color=alt.Color("sign:N", title=None).scale(domain=words, range=[sign.line for sign in there]),
            fill=alt.Fill("sign:N", title=None).scale(domain=words, range=[sign.inside for sign in there]),
        )
    )


def lines_of(
    data: Data, name: str, rows: Rows, x: Any, y: Any, dashes: Mapping[str, list[int]], interpolate: str
) -> Any:
    """Grey lines told apart by their dashes, with a key: each row says its `line`, and by `side` which of two."""
    import altair as alt

    there = [words for words in dashes if any(each["line"] == words for each in rows)]
    dash = alt.StrokeDash("line:N", title=None).scale(domain=there, range=[dashes[words] for words in there])
    return (
        layer_of(data, name, rows)
        .mark_line(clip=True, color=MUTED, strokeWidth=1.5, interpolate=interpolate)
        .encode(
            x=x,
            y=y,
            detail="side:N",
            strokeDash=dash.legend(symbolType="stroke", symbolStrokeColor=MUTED, symbolSize=300),
        )
    )


def finished(layers: list[Any], data: Data, size: Size, *, titled: str = "", rows: int | None = None) -> Spec:
    """Layers of Altair as they are drawn: with the look of the house and, where it stands alone, with its title.

    `rows`: the height of a plot of rows, which has no axis at its side. Widths are worked
    out here: to let Vega fit the plot into a given width draws it twice.
    """
    import altair as alt

    measures = OF_SIZE[size]
    side = BESIDE_ROWS if rows else BESIDE_THE_PLOT
    shown: Spec = {"width": measures.width - 2 * PADDING - side, "height": rows or measures.height}
    if titled:
        shown["title"] = {"text": wrapped(titled, measures.width // (measures.letters * 0.62))}
    spec: Spec = alt.layer(*layers).properties(**shown, padding=PADDING).to_dict(validate=False)
    spec["config"] = _look(measures.letters)  # Altair knows no layout of keys, Vega does
    spec["datasets"] = data
    spec.pop("$schema", None)
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

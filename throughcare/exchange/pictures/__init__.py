"""Pictures: each drawn from one Altair expression for the page, the report and the command line, with its table.

What can be drawn: a funnel of groups, months on a p-chart, dots with intervals by group and clock, and a what-if beside
today. A picture is made from the pure figures of `measures` (`funnel_picture` and its like) and then drawn
(`svg_for_page`, `svg_file`, `png_file`, `pdf_file`) or told (its `sentences`, `rows` and `csv`).
"""

from throughcare.exchange.pictures.alike import alike_picture
from throughcare.exchange.pictures.dots import changes_picture, dot_of, dots_picture
from throughcare.exchange.pictures.funnel import funnel_picture, how_compared
from throughcare.exchange.pictures.look import Size
from throughcare.exchange.pictures.months import how_limited, months_picture
from throughcare.exchange.pictures.picture import Change, Changes, Dot, Dots, Picture
from throughcare.exchange.pictures.rendering import (
    NothingToDraw,
    pdf_file,
    png_file,
    svg_file,
    svg_for_page,
    warm,
)

__all__ = [
    "Change",
    "Changes",
    "Dot",
    "Dots",
    "NothingToDraw",
    "Picture",
    "Size",
    "alike_picture",
    "changes_picture",
    "dot_of",
    "dots_picture",
    "funnel_picture",
    "how_compared",
    "how_limited",
    "months_picture",
    "pdf_file",
    "png_file",
    "svg_file",
    "svg_for_page",
    "warm",
]

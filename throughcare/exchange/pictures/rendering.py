"""Pictures drawn: as SVG for a page, as a file of SVG or PNG, and as a report in PDF. Each is drawn once and kept.

Drawing is done by Vega-Lite inside `vl_convert`, without a browser. Its first picture of a process takes a second or
two, so a server draws one before anybody asks (`warm`).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import lru_cache
from importlib import resources
from typing import Any
from xml.etree import ElementTree

from throughcare.exchange.pictures.dots import draw_changes, draw_dots
from throughcare.exchange.pictures.funnel import draw_funnel
from throughcare.exchange.pictures.look import Size, Spec
from throughcare.exchange.pictures.months import draw_months
from throughcare.exchange.pictures.picture import Changes, Dots, Picture
from throughcare.measures.comparison import Funnel
from throughcare.measures.series import Series

KEPT = 64
"""So many pictures of each sort are kept. One of 400 teams takes some 150 kB, so at most 10 MB."""
LARGER = 2.0
"""A PNG has so many dots for each pixel, so that it can be printed."""
SVG = "http://www.w3.org/2000/svg"

_DRAWN_BY: dict[type, Callable[[Any, Size, str], Spec]] = {
    Funnel: draw_funnel,
    Series: draw_months,
    Dots: draw_dots,
    Changes: draw_changes,
}


class NothingToDraw(ValueError):
    """There is nothing to draw; the sentence says why."""


def expression(picture: Picture, size: Size = Size.WIDE, *, titled: bool = False) -> Spec:
    """The picture in the words of Vega-Lite. Raises `NothingToDraw`."""
    if picture.why_none:
        raise NothingToDraw(picture.why_none)
    return _DRAWN_BY[type(picture.shown)](picture.shown, size, picture.title if titled else "")


@lru_cache(maxsize=2 * KEPT)
def svg_for_page(picture: Picture, size: Size, name: str = "picture") -> str:
    """The picture as SVG that can stand in a page: it is told as one image, by its title and description.

    `name` tells its ids from those of other pictures of the page. Raises `NothingToDraw`.
    """
    return _told_as_one(_svg(expression(picture, size)), picture, f"{name}-{size.value}")


@lru_cache(maxsize=KEPT)
def svg_file(picture: Picture) -> str:
    """The picture as a file of SVG, with its title drawn in it. Raises `NothingToDraw`."""
    return _told_as_one(_svg(expression(picture, titled=True)), picture, "picture")


def png_file(picture: Picture) -> bytes:
    """The picture as a PNG on white, with its title drawn in it. Raises `NothingToDraw`."""
    import vl_convert

    drawn: bytes = vl_convert.vegalite_to_png(expression(picture, titled=True) | {"background": "white"}, scale=LARGER)
    return drawn


def pdf_file(picture: Picture, *, about: tuple[str, ...] = (), as_of: date) -> bytes:
    """A report in PDF that can be printed and handed over: title, sentences, picture and table.

    Tagged for screen readers (PDF/UA-1), with the picture's words as its alternative text. `about` are further
    sentences: the period, what was allowed for, what the figures cannot say. The same picture gives the same bytes.
    """
    import typst

    data = {
        "title": picture.title,
        "sentences": picture.sentences,
        "about": about,
        "alt": picture.description,
        "svg": "" if picture.why_none else _svg(expression(picture)),
        "header": picture.header,
        "rows": picture.rows,
        "day": [as_of.year, as_of.month, as_of.day],
    }
    source = resources.files("throughcare.exchange.pictures").joinpath("report.typ").read_bytes()
    made: bytes = typst.compile(
        source,
        format="pdf",
        pdf_standards="ua-1",
        sys_inputs={"data": json.dumps(data)},
        timestamp=int(datetime(as_of.year, as_of.month, as_of.day, tzinfo=UTC).timestamp()),
    )
    return made


def warm() -> None:
    """Draw a small picture, so that the next takes milliseconds."""
    from throughcare.exchange.pictures.dots import dot_of, dots_picture

    svg_for_page(dots_picture("Warm", Dots(("clock",), (("group", (dot_of(1, 2),)),))), Size.NARROW)


def _svg(spec: Spec) -> str:
    import vl_convert

    drawn: str = vl_convert.vegalite_to_svg(spec)
    return drawn


def _told_as_one(svg: str, picture: Picture, name: str) -> str:
    """The SVG as one image with a title and a description, without what only a script would read."""
    ElementTree.register_namespace("", SVG)
    root = ElementTree.fromstring(svg)
    for element in root.iter():
        for attribute in ("pointer-events", "aria-hidden", "role", "aria-roledescription"):
            element.attrib.pop(attribute, None)
        for attribute, value in element.attrib.items():  # two pictures of a page must not share an id
            if attribute == "id":
                element.set("id", f"{name}-{value}")
            elif value.startswith("url(#"):
                element.set(attribute, f"url(#{name}-{value.removeprefix('url(#')}")
    title, description = ElementTree.Element(f"{{{SVG}}}title"), ElementTree.Element(f"{{{SVG}}}desc")
    title.text, description.text = picture.title, picture.description
    for place, (element, part) in enumerate(((title, "title"), (description, "desc"))):
        element.set("id", f"{name}-{part}")
        root.insert(place, element)
    root.set("role", "img")
    root.set("aria-labelledby", f"{name}-title {name}-desc")
    root.set("focusable", "false")
    return ElementTree.tostring(root, encoding="unicode")

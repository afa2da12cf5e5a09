"""Pictures as pages show them: drawn for a wide screen and for a narrow one, of which the style sheet shows one."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from throughcare.exchange.pictures import Picture, Size, svg_for_page


@dataclass(frozen=True, slots=True)
class Drawn:
    """One picture as SVG, and the class of the screens that it is for."""

    size: str
    svg: Markup


def drawn(picture: Picture, name: str = "picture") -> list[Drawn]:
    """The picture for each size of screen; none where nothing can be drawn. `name` tells pictures of a page apart.

    The SVG is ours from the first letter to the last: what people typed stands in it as text, and a test says so.
    """
    if picture.why_none:
        return []
    return [Drawn(size.value, Markup(svg_for_page(picture, size, name))) for size in Size]

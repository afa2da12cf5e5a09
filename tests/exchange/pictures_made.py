"""A few pictures of made-up figures, and how an SVG is read."""

import re
from datetime import date
from xml.etree import ElementTree

from throughcare.calendar import add_months
from throughcare.exchange.pictures import (
    Change,
    Changes,
    Dots,
    Picture,
    Size,
    changes_picture,
    dot_of,
    dots_picture,
    funnel_picture,
    months_picture,
    svg_for_page,
)
from throughcare.measures.comparison import Edge, Funnel, Group, Placed, Verdict, compare
from throughcare.measures.series import Month, chart

SVG = "{http://www.w3.org/2000/svg}"
NASTY = 'A & B <script>alert("1")</script> "CRC" #{sys} ]]>'


def placed(name: str, met: int, decided: int, verdict: Verdict = Verdict.AS_EXPECTED) -> Placed:
    return Placed(Group(name, met, decided), met / decided, (0.1, 0.9), 0.5, verdict)


def three_verdicts(*, overdispersion: float = 1.0) -> Funnel:
    """Four groups, one higher and one lower than expected, and a team that is not drawn."""
    groups = (
        placed("Ash", 50, 100),
        placed("Beech", 240, 300, Verdict.HIGHER),
        placed("Cedar", 90, 300, Verdict.LOWER),
        placed("Elm", 100, 200),
    )
    edges = tuple(
        Edge(n, 0.5 - 1 / n**0.5, 0.5 + 1 / n**0.5, 0.5 - 1.6 / n**0.5, 0.5 + 1.6 / n**0.5) for n in (80, 300)
    )
    left_out = ((Group("Fir", 1, 2, staff=1), "One member of staff: a practitioner's own figures are not drawn."),)
    return Funnel(0.5, overdispersion, groups, left_out, edges, "", 4)


def funnel() -> Picture:
    return funnel_picture("Seen in time? By team", three_verdicts(), "team")


def months(*, gap: bool = True) -> Picture:
    """Two years of which one month fell far out, and one has nothing decided."""
    given = [Month(add_months(date(2014, 7, 1), n), 20 if n == 17 else 60 + 3 * (-1) ** n, 100) for n in range(24)]
    return months_picture("Seen in time?", chart([each for n, each in enumerate(given) if not gap or n != 9]))


def dots() -> Picture:
    shown = Dots(("contract", "inspection"), (("Ash", (dot_of(9, 10), dot_of(5, 10))), (NASTY, (None, dot_of(3, 10)))))
    return dots_picture("Seen in time?", shown, "provider")


def changes() -> Picture:
    shown = Changes("10 working days instead of 5", (Change("Ash", (5, 10), (8, 10)), Change("Elm", (2, 4), (2, 4))))
    return changes_picture("seen in time?", shown, "provider")


EVERY = {"funnel": funnel, "months": months, "dots": dots, "changes": changes}


def read(picture: Picture, size: Size = Size.WIDE) -> ElementTree.Element:
    return ElementTree.fromstring(svg_for_page(picture, size))


def marks(svg: ElementTree.Element, name: str) -> list[tuple[float, float, str]]:
    """Where the marks of this name lie, and how they are filled."""
    groups = [each for each in svg.iter(f"{SVG}g") if f"{name}_marks" in each.get("class", "")]
    found = []
    for path in (path for group in groups for path in group.iter(f"{SVG}path")):
        x, y = re.match(r"translate\(([-\d.]+),([-\d.]+)\)", path.get("transform", "")).groups()
        found.append((float(x), float(y), path.get("fill", "")))
    return found


def texts(svg: ElementTree.Element) -> list[str]:
    return [each.text for each in svg.iter(f"{SVG}text") if each.text]


def real_groups(many: int = 12) -> list[Group]:
    return [Group(f"Group {n}", 60 + n, 120 + n) for n in range(many)]


def real_funnel() -> Picture:
    return funnel_picture("Seen in time?", compare(real_groups()), "provider")

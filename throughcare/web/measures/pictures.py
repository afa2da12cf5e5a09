"""Pictures as pages show them: drawn for a wide screen and for a narrow one, of which the style sheet shows one."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from throughcare.exchange.pictures import Dots, Picture, Size, dot_of, dots_picture, svg_for_page
from throughcare.measures.comparison import FEWEST_DECIDED, FEWEST_STAFF
from throughcare.records.queries.comparisons import staff_of_teams
from throughcare.records.queries.measures import By
from throughcare.web.measures.pages import Asked, Counts, Table
from throughcare.web.measures.questions import Question

WHAT = {By.TYPE: "type of organisation", By.PROVIDER: "provider", By.TEAM: "team"}
MOST_GROUPS = 60
"""With more groups, dots one under the other are no picture any more; the funnel still is."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One picture as SVG, and the class of the screens that it is for."""

    size: str
    svg: Markup


ANY = "any"


def drawn(picture: Picture, name: str = "picture", *, is_long: bool = False) -> list[Drawn]:
    """The picture for each size of screen; none where nothing can be drawn. `name` tells pictures of a page apart.

    One that is long and stands folded is drawn once, for a narrow screen: it costs the most, and few unfold it.

    The SVG is ours from the first letter to the last: what people typed stands in it as text, and a test says so.
    """
    if picture.why_none:
        return []
    if is_long:
        return [Drawn(ANY, Markup(svg_for_page(picture, Size.NARROW, name)))]
    return [Drawn(size.value, Markup(svg_for_page(picture, size, name))) for size in Size]


def picture_of_question(question: Question, counts: Counts, asked: Asked, table: Table) -> Picture | None:
    """Every group's share by every clock, as dots with their intervals.

    None where too much is unknown to compare, nothing is decided, or there are too many groups. Small teams are left
    out: their shares would be those of single people.
    """
    if table.is_too_unknown:
        return None
    names = [clock.standard.name for clock in question.clocks]
    staff = staff_of_teams() if asked.by is By.TEAM else {}
    groups = []
    for group in asked.names.in_order(asked.by, {group for name, group in counts if name in names}):
        tallies = [counts[name, group].tally if (name, group) in counts else None for name in names]
        if asked.by is By.TEAM and staff.get(group, 0) < FEWEST_STAFF:
            continue
        fewest = FEWEST_DECIDED if asked.by is By.TEAM else 1
        dots = [
            dot_of(tally.met, tally.denominator) if tally and tally.denominator >= fewest else None for tally in tallies
        ]
        if any(dots):
            groups.append((asked.names.of(asked.by, group), tuple(dots)))
    if not groups or len(groups) > MOST_GROUPS:
        return None
    shown = Dots(tuple(clock.pack for clock in question.clocks), tuple(groups))
    return dots_picture(f"{table.title} By {WHAT[asked.by]}, {asked.period.name}", shown, WHAT[asked.by])

"""Like with like: each group's share as it is, beside what it would be with the mix of people of all together."""

from __future__ import annotations

from collections.abc import Sequence

from throughcare.exchange.pictures.dots import dot_of
from throughcare.exchange.pictures.picture import Cell, Dot, Dots, Picture, percent, rounded, span
from throughcare.measures.case_mix import Standardised

AS_IT_IS, WITH_THE_MIX = "As it is", "With the mix of all together"
HEADER = ("As it is", "With the mix of all together", "Met, of decided", "What the mix leaves out")
COLUMNS = (
    *("group", "met", "decided", "share", "low", "high"),
    *("standardised", "standardised_low", "standardised_high", "not_represented", "why_none"),
)
"""Of a file. `not_represented` is the part of all duties that are for kinds of people of whom the group has none."""
LEAST_LEFT_OUT = 0.005
"""Less than that is no whole percent, and is not told."""


def alike_picture(
    title: str, found: Sequence[Standardised], alike_in: str, what: str = "group", why_none: str = ""
) -> Picture:
    """Standardised shares beside crude ones as a picture. `alike_in` says what was made alike, in a few words."""
    shown = Dots((AS_IT_IS, WITH_THE_MIX), tuple((each.group, _dots(each)) for each in found))
    if not why_none and not any(dot for _, dots in shown.groups for dot in dots):
        why_none = "Nothing is compared: no duty is decided yet."
    said = (
        f"The share met in time by {what}: as it is, and as it would be if each had the same mix of {alike_in} as all "
        "of them together.",
        "Where the two differ, the mix of people explains that part. It says nothing of what else may differ.",
    )
    return Picture(
        title=title,
        sentences=(why_none,) if why_none else said,
        header=(what.capitalize(), *HEADER),
        rows=tuple(_row(each) for each in found),
        columns=COLUMNS,
        figures=tuple(_figures(each) for each in found),
        shown=shown,
        why_none=why_none,
    )


def _dots(found: Standardised) -> tuple[Dot | None, Dot | None]:
    crude = dot_of(found.met, found.decided)
    if found.share is None or found.interval is None:
        return crude, None
    return crude, Dot(found.share, *found.interval, found.met, found.decided)


def _row(found: Standardised) -> tuple[str, ...]:
    crude = dot_of(found.met, found.decided)
    left_out = found.why_none
    if not left_out and found.not_represented >= LEAST_LEFT_OUT:
        left_out = f"{percent(found.not_represented)} of all duties are for kinds of people of whom it has none."
    return (
        found.group,
        f"{percent(crude.share)} ({span((crude.low, crude.high))})" if crude else "–",
        f"{percent(found.share)} ({span(found.interval)})" if found.interval else "–",
        f"{found.met:,} of {found.decided:,}",
        left_out,
    )


def _figures(found: Standardised) -> tuple[Cell, ...]:
    crude = dot_of(found.met, found.decided)
    ends = (crude.low, crude.high) if crude else (None, None)
    alike = (found.share, *(found.interval or (None, None)), found.not_represented)
    shares = map(rounded, (found.crude, *ends, *alike))
    return found.group, found.met, found.decided, *shares, found.why_none or None

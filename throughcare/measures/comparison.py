"""Groups held against the whole that they are part of: which differ from it by more than chance, and for how many.

The picture is a funnel: each group's share over how many duties it had decided, between limits that chance alone would
leave, narrower where more was counted. Exact binomial (`binomial`), widened by how much all groups differ among
themselves (`overdispersion`), and corrected for how many comparisons are made on a page (`false_discovery`).

A mark says that chance does not explain a share; it never says why, and never that a group is good or bad. A group
that is a large part of the whole is judged with caution, since the whole is drawn towards it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import nan

import numpy as np
from numpy.typing import ArrayLike

from throughcare.measures.binomial import Numbers, limits, two_sided
from throughcare.measures.counting import HIGHEST_UNKNOWN
from throughcare.measures.false_discovery import FALSE_MARKS, corrected
from throughcare.measures.intervals import wilson
from throughcare.measures.overdispersion import overdispersion

FEWEST_DECIDED = 50
FEWEST_STAFF = 5
"""Groups with fewer decided duties, and teams with fewer staff, are not drawn: so it is asked of these comparisons."""

FEWEST_GROUPS = 2
"""With one group there is nothing to hold it against."""

POINTS = 24
"""Of how many points a funnel's curves are made: straight lines between them are off by less than a line is thick."""


class Verdict(StrEnum):
    """What a comparison found. None of them says that a group does its work well or badly."""

    HIGHER = "higher"
    LOWER = "lower"
    AS_EXPECTED = "as-expected"
    NOT_DRAWN = "not-drawn"

    @property
    def words(self) -> str:
        """The part of a sentence that says it. For a group that is not drawn, `Funnel.left_out` says why."""
        return _WORDS[self]


_WORDS = {
    Verdict.HIGHER: "higher than expected by chance",
    Verdict.LOWER: "lower than expected by chance",
    Verdict.AS_EXPECTED: "no different from what chance alone would give",
    Verdict.NOT_DRAWN: "not drawn, because too little was counted to compare it fairly",
}


@dataclass(frozen=True, slots=True)
class Group:
    """What one group did: of `decided` duties, `met` were met. `staff` counts its practitioners; None where no team.

    Raises `ValueError` where more was met than decided, or a number is below 0.
    """

    name: str
    met: int
    decided: int
    staff: int | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.met <= self.decided:
            raise ValueError(f"{self.name} needs 0 <= met <= decided, and not {self.met} of {self.decided}")
        if self.staff is not None and self.staff < 0:
            raise ValueError(f"{self.name} needs 0 or more staff, and not {self.staff}")


@dataclass(frozen=True, slots=True)
class Placed:
    """A group in the funnel. `interval` is Wilson's 95% one of its own share, whatever the others did.

    `p_value` is corrected for every comparison of the page: the verdict is *higher* or *lower* where it is at most
    `FALSE_MARKS`. So a group can lie a little beyond the drawn limits, which are not corrected, and not be marked.
    """

    group: Group
    share: float
    interval: tuple[float, float]
    p_value: float
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Edge:
    """A point of the funnel's curves: what chance leaves of groups with `decided` duties, 95 of 100 and 998 of 1,000.

    The overdispersion is in them, the correction for many comparisons is not.
    """

    decided: int
    low_95: float
    high_95: float
    low_998: float
    high_998: float


@dataclass(frozen=True, slots=True)
class Funnel:
    """Groups compared with the whole. Each group stands either in `placed` or, with the reason, in `left_out`.

    `whole` is the share of all groups together, also of those left out; not a number where nothing is decided.
    `overdispersion` is at least 1. `why_none` is a sentence where nothing could be compared, and then nothing is
    placed. `compared` counts the comparisons of the whole page that the p-values are corrected for. Show of a group
    that is left out its name and the reason; with one member of staff its figures are that person's.
    """

    whole: float
    overdispersion: float
    placed: tuple[Placed, ...]
    left_out: tuple[tuple[Group, str], ...]
    edges: tuple[Edge, ...]
    why_none: str = ""
    compared: int = 0

    def verdict_of(self, name: str) -> Verdict:
        """What was found of a group by its name. Raises `KeyError` where there is no such group."""
        verdicts = {placed.group.name: placed.verdict for placed in self.placed}
        return (verdicts | {group.name: Verdict.NOT_DRAWN for group, _ in self.left_out})[name]

    @property
    def sentences(self) -> tuple[str, ...]:
        """What stands beside the picture, or in its place where nothing is compared."""
        if self.why_none:
            return (self.why_none,)
        found = [placed.verdict for placed in self.placed]
        higher, lower = found.count(Verdict.HIGHER), found.count(Verdict.LOWER)
        sentences = [
            f"{len(found)} groups are compared with the whole, {self.whole:.1%}: {higher} {Verdict.HIGHER.words}, "
            f"{lower} {Verdict.LOWER.words}. This does not say why.",
            f"Allowed for: {self.compared} comparisons on this page.",
        ]
        if self.overdispersion > 1:
            sentences.append(
                "These groups differ among themselves more than chance alone would make them: the variance is "
                f"{self.overdispersion:.1f} times as large, and the limits are widened for it."
            )
        if self.left_out:
            sentences.append(f"Not drawn, because too little was counted to compare fairly: {len(self.left_out)}.")
        return tuple(sentences)

    def words_of(self, placed: Placed) -> str:
        """What is said of a group here. Where limits were widened, *as expected* is no longer by chance alone."""
        if placed.verdict is Verdict.AS_EXPECTED and self.overdispersion > 1:
            return "no further from the whole than chance and the differences between all these groups would give"
        return placed.verdict.words


def compare(groups: Sequence[Group], *, share_unknown: float = 0.0) -> Funnel:
    """Compare groups where nothing else is compared on the page; `compare_all` says what is refused."""
    return compare_all({"": groups}, shares_unknown={"": share_unknown})[""]


def compare_all(
    sets: Mapping[str, Sequence[Group]], *, shares_unknown: Mapping[str, float] | None = None
) -> dict[str, Funnel]:
    """Compare every set of groups of one page (standards, clocks), each with its own whole, by the names of the sets.

    Marks by chance are held down over all of them together. `shares_unknown` gives by set the share of duties of which
    it is unknown whether they were owed; above `HIGHEST_UNKNOWN` that set is not compared. The order of groups and of
    sets makes no difference but to the order of what comes out.
    Raises `ValueError` where a name comes twice in a set, a share unknown is none, or it names no set.
    """
    unknown = dict(shares_unknown or {})
    if strangers := unknown.keys() - sets.keys():
        raise ValueError(f"a share unknown is given for {sorted(strangers)}, and there is no such set")
    drafts = {name: _draft(groups, unknown.get(name, 0.0)) for name, groups in sets.items()}
    p_values = [draft.p_values for draft in drafts.values()]
    found = corrected(np.concatenate(p_values)) if p_values else np.empty(0)
    ends = np.cumsum([len(each) for each in p_values])
    return {
        name: _funnel(draft, found[end - len(draft.p_values) : end], len(found))
        for (name, draft), end in zip(drafts.items(), ends.tolist(), strict=True)
    }


def chances(met: ArrayLike, decided: ArrayLike, whole: ArrayLike) -> tuple[Numbers, Numbers]:
    """The p-value of each group along the last axis, not corrected for how many, and the overdispersion of each set.

    `whole` is the share that each set is held against: the shape of the others without the last axis.
    """
    met, decided, whole = (np.asarray(each, dtype=float) for each in (met, decided, whole))
    allowance = overdispersion(met, decided, whole)
    widened = allowance[..., None]
    return two_sided(met / widened, decided / widened, whole[..., None]), allowance


@dataclass(frozen=True, slots=True)
class _Draft:
    """A set before the comparisons of the page are corrected together."""

    whole: float
    drawn: tuple[Group, ...]
    left_out: tuple[tuple[Group, str], ...]
    p_values: Numbers
    overdispersion: float
    why_none: str


def _draft(groups: Sequence[Group], share_unknown: float) -> _Draft:
    names = [group.name for group in groups]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise ValueError(f"groups are told apart by their names, and these come twice: {', '.join(twice)}")
    if not 0 <= share_unknown <= 1:
        raise ValueError(f"a share unknown is from 0 to 1, and not {share_unknown}")
    decided = sum(group.decided for group in groups)
    whole = sum(group.met for group in groups) / decided if decided else nan
    reasons = {group.name: _why_left_out(group) for group in groups}
    drawn = tuple(group for group in groups if not reasons[group.name])
    if why_none := _why_none(decided, len(drawn), share_unknown):
        left_out = tuple((group, reasons[group.name] or why_none) for group in groups)
        return _Draft(whole, (), left_out, np.empty(0), 1.0, why_none)
    left_out = tuple((group, reason) for group in groups if (reason := reasons[group.name]))
    p_values, allowance = chances([group.met for group in drawn], [group.decided for group in drawn], whole)
    return _Draft(whole, drawn, left_out, p_values, float(allowance), "")


def _why_left_out(group: Group) -> str:
    """Why a group is not drawn; empty where it is. One person's figures come first: no other reason hides that one."""
    if group.staff == 1:
        return "One member of staff: a practitioner's own figures are not drawn."
    if group.staff is not None and group.staff < FEWEST_STAFF:
        return f"Fewer than {FEWEST_STAFF} staff: the figures would be those of single people."
    if group.decided == 0:
        return "No duty is decided yet."
    if group.decided < FEWEST_DECIDED:
        return f"Fewer than {FEWEST_DECIDED} duties decided: too few to tell from chance."
    return ""


def _why_none(decided: int, drawn: int, share_unknown: float) -> str:
    if share_unknown > HIGHEST_UNKNOWN:
        return (
            f"Nothing is compared: of {share_unknown:.0%} it is unknown whether the duty was owed, "
            f"and above {HIGHEST_UNKNOWN:.0%} a group that asks less looks as if it did more."
        )
    if decided == 0:
        return "Nothing is compared: no duty is decided yet."
    if drawn < FEWEST_GROUPS:
        few = "none of the groups is" if drawn == 0 else "only one group is"
        return f"Nothing is compared: {few} large enough to be drawn, and a comparison needs at least two."
    return ""


def _funnel(draft: _Draft, p_values: Numbers, compared: int) -> Funnel:
    placed = tuple(
        _placed(group, draft.whole, p_value) for group, p_value in zip(draft.drawn, p_values.tolist(), strict=True)
    )
    return Funnel(draft.whole, draft.overdispersion, placed, draft.left_out, _edges(draft), draft.why_none, compared)


def _placed(group: Group, whole: float, p_value: float) -> Placed:
    share = group.met / group.decided
    verdict = Verdict.AS_EXPECTED
    if p_value <= FALSE_MARKS:
        verdict = Verdict.HIGHER if share > whole else Verdict.LOWER
    interval = wilson(group.met, group.decided)
    assert interval is not None  # a group that is drawn has decided duties
    return Placed(group, share, interval, p_value, verdict)


def _edges(draft: _Draft) -> tuple[Edge, ...]:
    """The curves from the fewest duties that are drawn to the most that there are; points closer where they bend."""
    if not draft.drawn:
        return ()
    most = max(group.decided for group in draft.drawn)
    decided = np.unique(np.rint(np.geomspace(FEWEST_DECIDED, most, POINTS)).astype(int))
    curves = [
        each for outside in (0.05, 0.002) for each in limits(decided / draft.overdispersion, draft.whole, outside)
    ]
    rows = zip(decided.tolist(), *(curve.tolist() for curve in curves), strict=True)
    return tuple(Edge(*row) for row in rows)

"""How good a score is, for everybody and for each group: calibration, discrimination and error rates, with intervals.

What stands here is never a ranking and never a verdict: groups come in the order in which they are given, each figure
with its interval, and beside it how far the group is from everybody else or from one group that is named. What each
means, and that all of them cannot be equal at once, is told in `docs/explain/how-good-is-a-score.md`.

*It happened* is whatever the score foretells, such as a conviction within two years. A person counts once, after their
follow-up is over (`follow_up`) and where they have a score; how many are left out is said beside the figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan

import numpy as np
from numpy.typing import ArrayLike, NDArray

from throughcare.measures.binomial import Numbers
from throughcare.measures.calibration import FEWEST_EACH_WAY, Calibration, calibration_of
from throughcare.measures.comparison import FEWEST_DECIDED
from throughcare.measures.discrimination import auc_of
from throughcare.measures.estimates import Estimate, Rate, difference, ratio
from throughcare.measures.follow_up import Standing, standings
from throughcare.measures.score_errors import ErrorRates, error_rates_of
from throughcare.measures.score_levels import Levels, levels_of, without

FEWEST_PEOPLE = FEWEST_DECIDED
"""A group with fewer people who count gets no figures: the same number as for every other comparison."""


@dataclass(frozen=True, slots=True)
class Quality:
    """How good the score is for some people. `auc` and lines are None where it happened to fewer than
    `FEWEST_EACH_WAY`, or did not; a rate, where it would be of too few.
    """

    people: float
    calibration: Calibration
    auc: Estimate | None
    errors: ErrorRates


@dataclass(frozen=True, slots=True)
class Differences:
    """A group less whoever it is held against: nobody is in both. `over_observed` is the ratio of the two ratios.

    None where either figure is not given. That an interval holds 0 (of the ratio: 1) is no proof that there is no
    difference, and of many intervals one in twenty misses the truth.
    """

    observed: Estimate | None
    over_observed: Estimate | None
    gap: Estimate | None
    shift: Estimate | None
    slope: Estimate | None
    auc: Estimate | None
    selected: Estimate | None
    false_positive: Estimate | None
    false_negative: Estimate | None
    positive_predictive: Estimate | None


@dataclass(frozen=True, slots=True)
class GroupQuality:
    """One group. Where there are too few of them `quality` is None and `too_few` is a sentence: show no number then.

    `differences` is None of the group that others are held against, and where there is nobody, or too few, to hold a
    group against. `not_yet` and `no_score` count who is left out.
    """

    name: str
    quality: Quality | None
    differences: Differences | None
    not_yet: int
    no_score: int
    too_few: str = ""


@dataclass(frozen=True, slots=True)
class ScoreQuality:
    """Everybody together (None: too few) and each group, in the order in which groups are named or first come.

    `against` names the group that others are held against; None: each is held against everybody else.
    """

    threshold: float
    whole: Quality | None
    groups: tuple[GroupQuality, ...]
    not_yet: int
    no_score: int
    against: str | None = None

    def group(self, name: str) -> GroupQuality:
        """The group of a name. Raises `KeyError` where there is none."""
        found = {group.name: group for group in self.groups}
        return found[name]

    @property
    def sentences(self) -> tuple[str, ...]:
        """What stands beside the figures, whatever they are."""
        few = [group.name for group in self.groups if group.too_few]
        against = f"the group {self.against}" if self.against is not None else "everybody else"
        return (
            *([f"{self.not_yet:,} people are {Standing.NOT_YET.words}."] if self.not_yet else []),
            *([f"{self.no_score:,} people are {Standing.NO_SCORE.words}."] if self.no_score else []),
            *([f"Too few to be shown: {', '.join(few)}."] if few else []),
            f"Each group is held against {against}. Of 100 intervals about 5 miss the truth. This does not say why "
            "groups differ, and none of them is ranked.",
        )


def score_quality(
    predicted: ArrayLike,
    happened: ArrayLike,
    group: ArrayLike,
    *,
    threshold: float,
    over: ArrayLike | None = None,
    against: str | None = None,
    order: Sequence[str] = (),
) -> ScoreQuality:
    """How good a score is, one person a row.

    `predicted` is a probability from 0 to 1 (not a number: no score, and not counted); `happened` is true or false;
    `group` a label; `over` whether the person's follow-up is over (left out: everybody's is). Whoever has the
    `threshold` or more is selected; a band's lower boundary is one. `order` names groups first, in this order.
    Raises `ValueError` where these do not fit together, a score is not a probability, `happened` is anything but true
    or false, the threshold is not above 0 and at most 1, or `against` or `order` name a group that nobody is in.
    """
    score, outcome, label = np.asarray(predicted, dtype=float), np.asarray(happened), np.asarray(group)
    has_ended = np.ones(score.shape, dtype=np.bool_) if over is None else over
    _check(score, outcome, label, threshold)
    standing = standings(score, has_ended)
    names, code = _groups(label, order)
    if against is not None and against not in names:
        raise ValueError(f"groups are to be held against {against!r}, and nobody is in that group")
    counts = standing == Standing.COUNTED
    not_yet, no_score = (
        np.bincount(code[standing == each], minlength=len(names)) for each in (Standing.NOT_YET, Standing.NO_SCORE)
    )
    parts = _parts(score[counts], outcome[counts], code[counts], len(names))
    whole = levels_of(score[counts], outcome[counts])
    found = qualities(whole, parts, names, threshold=threshold, against=against)
    groups = tuple(
        GroupQuality(name, *found[place], int(not_yet[place]), int(no_score[place]), _why_few(parts[place]))
        for place, name in enumerate(names)
    )
    everybody = quality_of(whole, threshold)
    return ScoreQuality(threshold, everybody, groups, int(not_yet.sum()), int(no_score.sum()), against)


def qualities(
    whole: Levels, parts: Sequence[Levels], names: Sequence[str], *, threshold: float, against: str | None
) -> list[tuple[Quality | None, Differences | None]]:
    """The quality of each part, and how it differs from the one named or, where none is, from the rest of the whole."""
    found = [quality_of(part, threshold) for part in parts]
    held: list[Differences | None] = []
    for part, name, quality in zip(parts, names, found, strict=True):
        other = None
        if quality is not None and against is None:
            other = quality_of(without(whole, part), threshold)
        elif quality is not None and name != against:
            other = found[list(names).index(str(against))]
        held.append(differences_of(quality, other) if quality and other else None)
    return list(zip(found, held, strict=True))


def quality_of(levels: Levels, threshold: float) -> Quality | None:
    """How good the score is for these people; None where they are too few."""
    if levels.many < FEWEST_PEOPLE:
        return None
    is_enough = min(levels.events, levels.many - levels.events) >= FEWEST_EACH_WAY
    area = auc_of(levels) if is_enough else None
    return Quality(levels.many, calibration_of(levels), area, error_rates_of(levels, threshold))


def differences_of(one: Quality, other: Quality) -> Differences:
    """The first less the second, figure by figure."""
    here, there = one.calibration, other.calibration
    slopes = (each.line.slope if each.line else None for each in (here, there))
    rates = {
        name: difference(_estimate(getattr(one.errors, name)), _estimate(getattr(other.errors, name)))
        for name in ("selected", "false_positive", "false_negative", "positive_predictive")
    }
    return Differences(
        observed=difference(here.observed.estimate, there.observed.estimate),
        over_observed=ratio(here.over_observed, there.over_observed),
        gap=difference(here.gap, there.gap),
        shift=difference(here.shift, there.shift),
        slope=difference(*slopes),
        auc=difference(one.auc, other.auc),
        **rates,
    )


def _estimate(rate: Rate | None) -> Estimate | None:
    return None if rate is None else rate.estimate


def _why_few(part: Levels) -> str:
    """Why a group has no figures; empty where it has."""
    if part.many >= FEWEST_PEOPLE:
        return ""
    return f"Fewer than {FEWEST_PEOPLE} people are counted: too few to tell from chance, and to show."


def _check(score: Numbers, outcome: NDArray[np.generic], label: NDArray[np.generic], threshold: float) -> None:
    if score.ndim != 1 or not score.shape == outcome.shape == label.shape:
        shapes = f"{score.shape}, {outcome.shape}, {label.shape}"
        raise ValueError(f"predicted, happened and group are one list each, all of one length, and not {shapes}")
    if outcome.dtype != np.bool_:
        raise ValueError("happened is true or false of each person: what is not known is neither, so leave them out")
    if label.dtype.kind not in "UT" and not all(isinstance(each, str) for each in label.tolist()):
        raise ValueError("group is a name for each person: of whoever's is not known too, such as 'not recorded'")
    wrong = np.flatnonzero(~(np.isnan(score) | ((score >= 0) & (score <= 1))))
    if len(wrong):
        row = int(wrong[0])
        raise ValueError(f"predicted is a probability from 0 to 1, and not {score[row]:g} (row {row}); 34% is 0.34")
    if isnan(threshold) or not 0 < threshold <= 1:
        raise ValueError(f"threshold is a probability above 0 and at most 1, and not {threshold}")


def _groups(label: NDArray[np.generic], order: Sequence[str]) -> tuple[list[str], NDArray[np.int64]]:
    """The names of the groups, those of the order first and the others as they first come; and each person's place."""
    found, first, code = np.unique(label, return_index=True, return_inverse=True)
    names = [str(name) for name in found.tolist()]
    if strangers := [name for name in order if name not in names]:
        raise ValueError(f"order names {', '.join(strangers)}, and nobody is in such a group")
    wanted = {name: place for place, name in enumerate(order)}
    ranks = sorted(range(len(names)), key=lambda each: (wanted.get(names[each], len(wanted)), int(first[each])))
    place = np.empty(len(names), dtype=np.int64)
    place[ranks] = np.arange(len(names))
    return [names[rank] for rank in ranks], place[code] if len(names) else code.astype(np.int64)


def _parts(score: Numbers, outcome: NDArray[np.generic], code: NDArray[np.int64], many: int) -> list[Levels]:
    """The people of each group, gathered by their score."""
    by_group = np.argsort(code, kind="stable")
    ends = np.cumsum(np.bincount(code, minlength=many))[:-1] if many else np.empty(0, dtype=np.int64)
    pieces = zip(np.split(score[by_group], ends), np.split(outcome[by_group], ends), strict=True)
    return [levels_of(*piece) for piece in pieces][:many]

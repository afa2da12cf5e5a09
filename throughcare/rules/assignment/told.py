"""What an assignment means, in words: why a case goes to somebody, what it costs, and why nobody can take it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from throughcare.facts.words import lower_first, say_list
from throughcare.rules.assignment.problem import CaseToPlace, Receiver
from throughcare.rules.role_grid import Barred, Grid, bars

NOBODY_CHOSEN = "Nobody who could take cases was chosen, or everybody who was is not available."


def why_placed(case: CaseToPlace, receiver: Receiver) -> list[str]:
    """Why this receiver: what is kept, and what is not."""
    found = ["Held this case before." if receiver.code in case.held_before else "Has not held this case before."]
    if receiver.team != case.team:
        found.append("In another team.")
    if case.lives_at:
        if case.lives_at in receiver.places:
            found.append(f"Covers {case.lives_at}.")
        elif receiver.places:
            found.append(f"Does not cover {case.lives_at}.")
        else:
            found.append("Where they cover is not on record.")
    if case.language:
        offers = case.language.casefold() in {each.casefold() for each in receiver.languages}
        found.append(f"{'Offers' if offers else 'Not on record that they offer'} {case.language}.")
    if case.staff_sex is not None:
        found.append("Is of the sex that was lawfully asked for.")
    return found


def why_not_placed(
    case: CaseToPlace, receivers: Sequence[Receiver], grid: Grid, on: date, *, room: Sequence[int]
) -> list[str]:
    """Why nobody can take a case, and what would be right; `room` is what each receiver has left in points."""
    if not receivers:
        return [NOBODY_CHOSEN]
    barred: Counter[Barred] = Counter()
    may: list[int] = []
    kept_from = 0
    for at, each in enumerate(receivers):
        found = bars(grid, case.needs, each.skills, on)
        barred.update({bar.why for bar in found})
        if found:
            continue
        if _is_kept_from(case, each):
            kept_from += 1
        else:
            may.append(at)
    if may:
        return [_why_full(case, grid, [room[at] for at in may])]
    said = [f"{lower_first(why.label)} ({many})" for why, many in sorted(barred.items())]
    if kept_from:
        said.append(f"a conflict, a limit of access, or the sex that was lawfully asked for ({kept_from})")
    return [f"None of the {len(receivers)} may hold it: {say_list(said)}. Choose more people, or arrange the training."]


def _is_kept_from(case: CaseToPlace, receiver: Receiver) -> bool:
    if receiver.code in case.barred or (case.only and receiver.code not in case.only):
        return True
    return case.staff_sex is not None and receiver.sex is not case.staff_sex


def _why_full(case: CaseToPlace, grid: Grid, room: Sequence[int]) -> str:
    many = f"The {len(room)} who may hold it have" if len(room) > 1 else "The one who may hold it has"
    if max(room) < case.points:
        return (
            f"{many} no time left for its {case.points} points (up to {grid.limits.capacity} per cent of their time). "
            "Choose more people, or override by name on the allocation desk."
        )
    return (
        f"{many} time left only where too much of the work would be at high risk (over {grid.limits.high_share} per "
        "cent). Choose more people, or override by name on the allocation desk."
    )

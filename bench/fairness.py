"""How often teams that are all alike are marked, and how often one that differs is found, beside the rule in print.

`python -m bench.fairness` prints it. Chance is made from a fixed seed, so the figures come out the same each time. What
is measured is the code that pages use: `comparison.chances`, `false_discovery.corrected`.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from bench.figures import Figure
from throughcare.measures.binomial import two_sided
from throughcare.measures.comparison import FEWEST_DECIDED, chances
from throughcare.measures.false_discovery import FALSE_MARKS, corrected
from throughcare.measures.published_rule import is_marked

Array = NDArray[Any]

SEED = 2016
SIMULATIONS = 1000
TEAMS = 400
RATE = 0.2
OTHER_RATES = (0.05, 0.5, 0.8, 0.95)
ODD_ONES = TEAMS // 20
LARGE = 100
CASELOADS = np.rint(np.linspace(10, 150, TEAMS)).astype(int)
DRAWN = CASELOADS >= FEWEST_DECIDED


def fresh_chance() -> np.random.Generator:
    """Chance from the beginning: each measurement is the same whatever was measured before it."""
    return np.random.default_rng(SEED)


def wholes(met: Array) -> Array:
    """The share of the whole of each simulation."""
    return np.asarray(met.sum(axis=-1) / CASELOADS.sum())


def ours(*sets: Array, any_dependence: bool = False, with_allowance: bool = True) -> list[Array]:
    """What our rule marks in each set of teams of a page, corrected together. Who is not drawn is not marked."""
    found = [
        chances(met[:, DRAWN], CASELOADS[DRAWN], wholes(met))[0]
        if with_allowance
        else two_sided(met[:, DRAWN], CASELOADS[DRAWN], wholes(met)[:, None])
        for met in sets
    ]
    marked = corrected(np.concatenate(found, axis=-1), any_dependence=any_dependence) <= FALSE_MARKS
    everybody = [np.zeros(met.shape, dtype=bool) for met in sets]
    for each, drawn in zip(everybody, np.split(marked, len(sets), axis=-1), strict=True):
        each[:, DRAWN] = drawn
    return everybody


def alike(rate: float = RATE, simulations: int = SIMULATIONS) -> Array:
    """How many duties each team met where all have the same true rate: simulations by teams."""
    return fresh_chance().binomial(CASELOADS, rate, (simulations, TEAMS))


def odd_ones(simulations: int = SIMULATIONS) -> tuple[Array, Array]:
    """The same with one team in twenty, drawn anew each time, at twice the rate; and which those are."""
    chance = fresh_chance()
    places = np.argsort(chance.random((simulations, TEAMS)), axis=-1)
    is_odd = places < ODD_ONES
    return chance.binomial(CASELOADS, np.where(is_odd, 2 * RATE, RATE)), is_odd


def in_pairs(simulations: int = SIMULATIONS) -> Array:
    """Teams alike whose duties come in pairs with one fate: twice the variance of chance, and nobody differs."""
    chance = fresh_chance()
    return 2 * chance.binomial(CASELOADS // 2, RATE, (simulations, TEAMS)) + CASELOADS % 2 * chance.binomial(
        1, RATE, (simulations, TEAMS)
    )


@dataclass(frozen=True)
class Rates:
    """What a rule marks, as shares: of all teams, and of those that ours draws."""

    of_all: float
    of_drawn: float


def rates(marked: Array) -> Rates:
    """The share of teams marked over all simulations."""
    return Rates(float(marked.mean()), float(marked[:, DRAWN].mean()))


@dataclass(frozen=True)
class Power:
    """What a rule finds of the odd ones: of the large, of the drawn, of all; and what of its marks is chance alone."""

    of_large: float
    of_drawn: float
    of_all: float
    by_chance: float


def power(marked: Array, is_odd: Array) -> Power:
    """The share found of those that do differ, by their caseloads."""
    return Power(
        float(marked[is_odd & (CASELOADS >= LARGE)].mean()),
        float(marked[is_odd & DRAWN].mean()),
        float(marked[is_odd].mean()),
        float((marked & ~is_odd).sum() / max(1, marked.sum())),
    )


def pages_marked(*sets: Array) -> float:
    """The share of pages on which ours marks anybody at all."""
    return float(np.concatenate(ours(*sets), axis=-1).any(axis=-1).mean())


def dependent_pages() -> dict[str, float]:
    """The share of pages marked where nobody differs and the sets of a page have much to do with each other."""
    arranged = alike(0.5)
    attended = np.random.default_rng(SEED + 1).binomial(arranged, 0.7)
    return {
        "two clocks of the same duties, one met only where the other is": pages_marked(arranged, attended),
        "a share beside its opposite": pages_marked(arranged, CASELOADS - arranged),
        "the same comparison four times": pages_marked(arranged, arranged, arranged, arranged),
    }


def figures() -> list[Figure]:
    """What is promised, with the rule in print beside it in words."""
    met = alike()
    mine, printed = rates(ours(met)[0]), rates(is_marked(met, CASELOADS))
    met, is_odd = odd_ones()
    found, print_finds = power(ours(met)[0], is_odd), power(is_marked(met, CASELOADS), is_odd)
    pages = max(dependent_pages().values())
    return [
        Figure(
            f"{TEAMS} teams alike, marked (rule in print: {1000 * printed.of_all:.0f})",
            1000 * mine.of_all,
            "of 1,000",
            1,
        ),
        Figure(f"  of those drawn (rule in print: {1000 * printed.of_drawn:.0f})", 1000 * mine.of_drawn, "of 1,000", 1),
        Figure(
            f"teams at twice the rate found, {LARGE} cases and over (rule in print: {100 * print_finds.of_large:.0f})",
            100 * found.of_large,
            "%",
            80,
            at_least=True,
        ),
        Figure(
            f"  of all marked there, marked by chance (rule in print: {100 * print_finds.by_chance:.0f})",
            100 * found.by_chance,
            "%",
            100 * FALSE_MARKS,
        ),
        Figure("pages of dependent comparisons with any mark by chance", 100 * pages, "%", 100 * FALSE_MARKS),
    ]


def alike_table() -> Table:
    """Teams that are alike: how many of 1,000 each rule marks."""
    table = Table(box=None, title=f"{TEAMS} teams alike, caseloads 10 to 150, {SIMULATIONS:,} times: marked of 1,000")
    for name in ("teams", "ours, all", "ours, drawn", "in print, all", "in print, drawn"):
        table.add_column(name, justify="left" if name == "teams" else "right")
    worlds = {f"true rate {rate:.0%}": alike(rate) for rate in (RATE, *OTHER_RATES)}
    worlds[f"true rate {RATE:.0%}, duties in pairs"] = in_pairs()
    for name, met in worlds.items():
        mine, printed = rates(ours(met)[0]), rates(is_marked(met, CASELOADS))
        shares = (mine.of_all, mine.of_drawn, printed.of_all, printed.of_drawn)
        table.add_row(name, *(f"{1000 * share:.3f}" for share in shares))
    bare = rates(ours(worlds[name], with_allowance=False)[0])
    table.add_row("  the same without the allowance", f"{1000 * bare.of_all:.3f}", f"{1000 * bare.of_drawn:.3f}")
    return table


def power_table() -> Table:
    """One team in twenty at twice the rate: what each rule finds."""
    met, is_odd = odd_ones()
    table = Table(box=None, title=f"One team in twenty at {2 * RATE:.0%}, the others at {RATE:.0%}: found, of 100")
    for name in ("rule", f"{LARGE} cases and over", "drawn (50 and over)", "all", "marks by chance, of 100"):
        table.add_column(name, justify="left" if name == "rule" else "right")
    rules = {
        "ours": ours(met)[0],
        "  without the allowance": ours(met, with_allowance=False)[0],
        "  corrected for any dependence": ours(met, any_dependence=True)[0],
        "in print": is_marked(met, CASELOADS),
    }
    for name, marked in rules.items():
        found = power(marked, is_odd)
        shares = (found.of_large, found.of_drawn, found.of_all, found.by_chance)
        table.add_row(name, *(f"{100 * share:.1f}" for share in shares))
    return table


def pages_table() -> Table:
    """Pages where nobody differs: on how many anybody is marked."""
    table = Table(box=None, title="Nobody differs: pages with any mark by ours, of 100")
    table.add_column("page")
    table.add_column("marked", justify="right")
    table.add_row("one set of teams", f"{100 * pages_marked(alike()):.1f}")
    for name, share in dependent_pages().items():
        table.add_row(name, f"{100 * share:.1f}")
    return table


def main() -> int:
    """Print everything; 1 where a promise is not kept."""
    console = Console(width=120)
    for table in (alike_table(), power_table(), pages_table()):
        console.print(table)
        console.print()
    broken = [figure for figure in figures() if not figure.holds]
    for figure in broken:
        console.print(f"NOT KEPT: {figure.what}: {figure.value:.3f} {figure.unit}, limit {figure.limit}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())

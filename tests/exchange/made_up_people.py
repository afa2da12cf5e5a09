"""A made-up population with people who stand in it twice, and families who look alike; all by seed."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

import polars as pl

from throughcare.exchange.linking import PEOPLE
from throughcare.rules.matching import swapped

FIRST = (
    "John David Mohammed Michael Paul James Daniel Lee Ryan Adam Robert Mark Stephen Kevin Darren Craig Jason Wayne"
    " Liam Callum Sarah Emma Lisa Donna Kelly Michelle Natalie Hannah Charlotte Amy Zoe Claire Samantha Katherine Tina"
).split()
COMMON = "Smith Jones Williams Brown Taylor Davies Evans Thomas Johnson Roberts".split()
PARTS = "ash bar cald den elm far gar hol inge kir lang mor nor oak pen".split()
ENDS = "ton ley ford well worth by ham field son wick stead bury man er s".split()

Row = dict[str, Any]


@dataclass(frozen=True)
class Made:
    """A population: its rows, and the pairs of ids (the smaller first) that are one person, twins, parent and child,
    and brothers and sisters of another age at one address."""

    people: pl.DataFrame
    true: set[tuple[str, str]]
    twins: set[tuple[str, str]]
    parents: set[tuple[str, str]]
    siblings: set[tuple[str, str]]


def frame(rows: list[Row]) -> pl.DataFrame:
    """Rows of some columns as a file of people; a text that is not told is blank."""
    return pl.DataFrame(
        [{name: row.get(name, None if name == "born_on" else "") for name in PEOPLE} for row in rows],
        schema=dict(PEOPLE),
    )


def somebody(rng: Random, number: int) -> Row:
    family = rng.choice(COMMON) if rng.random() < 0.15 else f"{rng.choice(PARTS)}{rng.choice(PARTS)}{rng.choice(ENDS)}"
    first = rng.choice(FIRST)
    return {
        "id": f"A{number:06}",
        "given_names": first,
        "family_name": family.title(),
        "born_on": date(1955, 1, 1) + timedelta(rng.randrange(45 * 365)),
        "sex": "F" if FIRST.index(first) >= FIRST.index("Sarah") else "M",
        "address": f"{rng.randrange(1, 99)} High Street, LS{rng.randrange(1, 28)} {rng.randrange(1, 9)}"
        f"{rng.choice('ABDEFGHJ')}{rng.choice('ABDEFGHJ')}",
        "pnc": f"{rng.randrange(80, 99)}/{number + 1}A" if rng.random() < 0.6 else "",
    }


def again(rng: Random, who: Row) -> Row:
    """The same person as another system has them: most with the name to the letter, many moved, few with the number."""
    said = who | {"pnc": who["pnc"] if rng.random() < 0.3 else ""}
    if rng.random() < 0.4:
        said["address"] = somebody(rng, 0)["address"]
    match rng.randrange(8):
        case 0:
            at = rng.randrange(1, len(said["family_name"]))
            said["family_name"] = said["family_name"][:at] + said["family_name"][at + 1 :]
        case 1:
            said["given_names"] = said["given_names"][:-1]
        case 2:
            said["born_on"] = swapped(who["born_on"]) or who["born_on"]
        case 3 if who["sex"] == "F":
            said["family_name"] = rng.choice(COMMON)
            said["address"] = who["address"]
        case 4:
            said["born_on"] = who["born_on"] + timedelta(1 if who["born_on"].day % 10 < 8 else 0)
        case _:
            pass
    return said


def family_of(rng: Random, who: Row, kind: str, number: int) -> Row:
    """A twin, a child of the same name, or a brother or sister, at the same address, without a number."""
    own = {"id": f"F{number:06}", "pnc": ""}
    others = [name for name in FIRST if name[0] != who["given_names"][0]]
    if kind == "twin":
        return who | own | {"given_names": rng.choice(others)}
    if kind == "child":
        return who | own | {"born_on": date(who["born_on"].year + 22, 1 + rng.randrange(12), 1 + rng.randrange(28))}
    born_on = who["born_on"] + timedelta(400 + rng.randrange(1500))
    return who | own | {"given_names": rng.choice(others), "born_on": born_on}


def made(people: int, *, twice: int, families: int = 0, seed: int = 1) -> Made:
    """So many people, so many of whom stand there twice, and so many twins, children and brothers or sisters each."""
    rng = Random(seed)
    rows = [somebody(rng, number) for number in range(people)]
    sets: dict[str, set[tuple[str, str]]] = {"again": set(), "twin": set(), "child": set(), "sibling": set()}
    for who in rng.sample(rows, twice):
        rows.append(again(rng, who) | {"id": f"B{who['id'][1:]}"})
        sets["again"].add((who["id"], rows[-1]["id"]))
    for kind in ("twin", "child", "sibling"):
        for who in rng.sample(rows[:people], families):
            rows.append(family_of(rng, who, kind, len(rows)))
            sets[kind].add((who["id"], rows[-1]["id"]))
    rng.shuffle(rows)
    return Made(frame(rows), sets["again"], sets["twin"], sets["child"], sets["sibling"])

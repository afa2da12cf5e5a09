"""The grid of who may hold which case, read from files: the national one, and what an organisation tightens of it.

A grid with a hole is refused, and so is a file of an organisation that would loosen anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from throughcare.facts.fact import Coded
from throughcare.facts.staff import Grade, Qualification, Training
from throughcare.rules.role_grid import LEVELS, Aspect, Column, Grid, Limits
from throughcare.standards.text_nodes import Faults, Node, read_node

NATIONAL = Path(__file__).with_name("national.yaml")
WORDS = {"may": True, "not": False}
_LIMITS = ("capacity", "high_share", "new_a_week")
LIMIT_DIGITS = 4

C = TypeVar("C", bound=Coded)


class GridFault(ValueError):
    """A grid cannot be used; the message says in which file, where in it, and what would be right."""


@cache
def grid_for(organisation: str | None = None, folder: Path | None = None) -> Grid:
    """The grid by which an organisation (code) allocates: the national one, tightened by its own file, if it has one.

    `folder` holds a file `<code>.yaml` for each organisation that tightens it. Raises `GridFault`.
    """
    national = read_grid(NATIONAL)
    own = folder / f"{organisation}.yaml" if folder and organisation else None
    return tightened(national, own, organisation or "") if own is not None and own.exists() else national


def read_grid(path: Path) -> Grid:
    """A whole grid. Raises `GridFault` where a cell, a course or a limit is missing or is none that is known."""
    said = _read(path)
    where = path.name
    return Grid(
        id=_text(said, "id", where),
        source=_text(said, "source", where),
        sure=_text(said, "sure", where),
        cells=_cells(said.get("cells"), where, whole=True),
        training=_training(said.get("training"), where, whole=True),
        qualification={
            _one(Grade, grade, f"{where}: qualification"): _one(
                Qualification, what, f"{where}: qualification of {grade}"
            )
            for grade, what in _mapping(said.get("qualification"), f"{where}: qualification").items()
        },
        limits=Limits(**_limits(said.get("limits"), where, whole=True)),
    )


def tightened(national: Grid, path: Path, organisation: str) -> Grid:
    """The national grid as an organisation tightens it. Raises `GridFault` where its file would loosen anything."""
    said, where = _read(path), path.name
    unknown = set(said) - {"id", "source", "cells", "training", "limits"}
    if unknown:
        raise GridFault(f"{where}: “{sorted(unknown)[0]}” cannot be changed here: write cells, training or limits.")
    cells = dict(national.cells)
    for key, may in _cells(said.get("cells") or {}, where, whole=False).items():
        if may and not national.cells[key]:
            grade, level, column = key
            raise GridFault(
                f"{where}: cells, {grade}, {level}, {column}: the national grid says not, and an organisation may only "
                "tighten it: write not."
            )
        cells[key] = may
    training = dict(national.training)
    for aspect, courses in _training(said.get("training") or {}, where, whole=False).items():
        training[aspect] = training[aspect] | courses
    limits = {name: getattr(national.limits, name) for name in _LIMITS}
    for name, value in _limits(said.get("limits") or {}, where, whole=False).items():
        if value > limits[name]:
            raise GridFault(f"{where}: limits, {name}: {value} is more than the national {limits[name]}: write less.")
        limits[name] = value
    return Grid(
        id=str(said.get("id") or f"{national.id}, {organisation}"),
        source=str(said.get("source") or national.source),
        sure=national.sure,
        cells=cells,
        training=training,
        qualification=national.qualification,
        limits=Limits(**limits),
        tightened_by=organisation,
    )


def _read(path: Path) -> Mapping[str, Any]:
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise GridFault(f"{path.name}: it cannot be read: {error}") from error
    faults = Faults()
    node = read_node(path.name, text, faults)
    if node is None or faults.found:
        raise GridFault("\n".join(str(fault) for fault in faults.found))
    return _mapping(_plain(node), path.name)


def _plain(node: Node) -> Any:
    """What was written, every scalar as its text."""
    if isinstance(node.value, dict):
        return {name: _plain(each) for name, each in node.value.items()}
    return [_plain(each) for each in node.value] if isinstance(node.value, list) else node.value


def _mapping(said: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(said, dict):
        raise GridFault(f"{where}: here stand names with values, as in `PO: …`.")
    return said


def _text(said: Mapping[str, Any], name: str, where: str) -> str:
    value = said.get(name)
    if not isinstance(value, str) or not value.strip():
        raise GridFault(f"{where}: say its {name}.")
    return value.strip()


def _one(codes: type[C], value: Any, where: str) -> C:
    found = codes._value2member_map_.get(value)
    if found is None:
        raise GridFault(f"{where}: “{value}” is none of {', '.join(code.value for code in codes)}.")
    return found  # type: ignore[return-value]


def _cells(said: Any, where: str, *, whole: bool) -> dict[tuple[Grade, str, Column], bool]:
    found: dict[tuple[Grade, str, Column], bool] = {}
    for grade_said, rows in _mapping(said, f"{where}: cells").items():
        grade = _one(Grade, grade_said, f"{where}: cells")
        for level, row in _mapping(rows, f"{where}: cells of {grade}").items():
            place = f"{where}: cells, {grade}, {level}"
            if level not in LEVELS:
                raise GridFault(f"{place}: the levels are {', '.join(LEVELS)}.")
            if not isinstance(row, list) or len(row) != len(Column) or any(word not in WORDS for word in row):
                raise GridFault(f"{place}: write may or not for each of {', '.join(Column)}.")
            found |= {(grade, level, column): WORDS[word] for column, word in zip(Column, row, strict=True)}
    holes = [key for key in _every_cell() if key not in found] if whole else []
    if holes:
        raise GridFault(f"{where}: the grid has a hole: it says nothing of {', '.join(holes[0])}.")
    return found


def _every_cell() -> list[tuple[Grade, str, Column]]:
    return [(grade, level, column) for grade in Grade for level in LEVELS for column in Column]


def _training(said: Any, where: str, *, whole: bool) -> dict[Aspect, frozenset[Training]]:
    found = {}
    for aspect_said, courses in _mapping(said, f"{where}: training").items():
        aspect = _one(Aspect, aspect_said, f"{where}: training")
        if not isinstance(courses, list):
            raise GridFault(f"{where}: training, {aspect}: write a list of courses, [] for none.")
        found[aspect] = frozenset(_one(Training, each, f"{where}: training, {aspect}") for each in courses)
    holes = [aspect for aspect in Aspect if aspect not in found] if whole else []
    if holes:
        raise GridFault(f"{where}: the grid has a hole: it says no training for {holes[0]} ([] for none).")
    return found


def _limits(said: Any, where: str, *, whole: bool) -> dict[str, int]:
    found = {}
    for name, value in _mapping(said, f"{where}: limits").items():
        if name not in _LIMITS:
            raise GridFault(f"{where}: limits: “{name}” is none of {', '.join(_LIMITS)}.")
        if not isinstance(value, str) or not (value.isascii() and value.isdecimal()) or len(value) > LIMIT_DIGITS:
            raise GridFault(f"{where}: limits, {name}: write a whole number from 0.")
        found[name] = int(value)
    holes = [name for name in _LIMITS if name not in found] if whole else []
    if holes:
        raise GridFault(f"{where}: the grid has a hole: it says no limit for {holes[0]}.")
    return found

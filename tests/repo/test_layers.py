"""The rooms of the house: each is named in the import contract, and the pure ones touch nothing outside."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.repo.project import ROOT, name_of, pyproject, python_files, tree_of

PURE = tuple(f"throughcare/{room}" for room in ("calendar.py", "facts/", "rules/", "standards/", "measures/"))
OUTSIDE = {
    *("os", "pathlib", "io", "glob", "shutil", "tempfile", "subprocess", "socket", "sqlite3", "time"),
    *("django", "polars", "duckdb", "pyarrow", "pandas", "pyspark", "splink", "typer", "rich"),
}


def named_in_the_contract() -> set[str]:
    layers = next(c for c in pyproject()["tool"]["importlinter"]["contracts"] if c["type"] == "layers")
    assert layers["exhaustive"], "a new room must be named"
    return {name for layer in layers["layers"] for name in re.findall(r"\w+", layer)} | {*layers["exhaustive_ignores"]}


def touches_outside(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Imports of what a pure room may not know, and files that are opened."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=aliases):
                yield from ((node.lineno, a.name) for a in aliases if a.name.partition(".")[0] in OUTSIDE)
            case ast.ImportFrom(module=str(module)) if module.partition(".")[0] in OUTSIDE:
                yield node.lineno, module
            case ast.Call(func=ast.Name(id="open")):
                yield node.lineno, "open()"


def test_every_room_is_named_in_the_import_contract():
    package = ROOT / "throughcare"
    rooms = {name_of(path).split("/")[1].removesuffix(".py") for path in python_files("throughcare/")}
    assert rooms, f"{package} has no rooms"
    unnamed = rooms - {"__init__"} - named_in_the_contract()
    assert not unnamed, f"name in pyproject.toml, in the layers: {', '.join(sorted(unnamed))}"


def test_pure_rooms_know_nothing_outside():
    found = [
        f"{name_of(path)}:{line} uses {what}"
        for path in python_files(*PURE)
        for line, what in touches_outside(tree_of(path))
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "source",
    ["import os.path", "from pathlib import Path", "import polars as pl", "def f():\n    import io", "open('x')"],
)
def test_a_planted_touch_is_found(source):
    assert list(touches_outside(ast.parse(source)))


def test_what_is_pure_is_left_alone():
    assert not list(touches_outside(ast.parse("import yaml\nfrom datetime import date\nstream.open()")))

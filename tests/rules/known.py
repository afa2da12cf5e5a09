"""The known answers of published rules, as their own tests have them; each file names where they come from."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parent / "known_answers"


@cache
def known(name: str) -> dict[str, Any]:
    """All that a file holds: its head and its cases."""
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def cases(name: str, **only: str) -> list[Any]:
    """The cases of a file whose fields are as asked, each as a parameter with its name."""
    found = [case for case in known(name)["cases"] if all(case.get(field) == value for field, value in only.items())]
    assert found, f"{name} has no case with {only}"
    return [pytest.param(case, id=case["id"]) for case in found]


def asserted(found: dict[str, Any], expected: dict[str, Any]) -> None:
    """That every field that is known came out so, and none is missing."""
    assert {field: found[field] for field in expected} == expected

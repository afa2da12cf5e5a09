"""The documents keep their form, and nothing that can be typed goes unmentioned."""

import re

import pytest
import typer

from tests.repo.project import ROOT, name_of
from throughcare.cli import app

DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
PARTS = ["Context", "Decision", "Consequences", "How we would know that it was wrong"]


def headings(text: str, level: int = 2) -> list[str]:
    return re.findall(rf"^{'#' * level} (.+?)\s*$", text, flags=re.MULTILINE)


def commands(group, before: tuple[str, ...] = ()) -> list[str]:
    """Every command of the program as it is typed, those of its groups too."""
    found = []
    for name, command in group.commands.items():
        typed = (*before, name)
        found += commands(command, typed) if hasattr(command, "commands") else [" ".join(typed)]
    return found


@pytest.mark.parametrize("page", DECISIONS, ids=name_of)
def test_a_decision_says_how_we_would_know_that_it_was_wrong(page):
    assert headings(page.read_text(encoding="utf-8")) == PARTS


def test_decisions_are_numbered_without_gaps():
    assert [page.name[:4] for page in DECISIONS] == [f"{number:04}" for number in range(1, len(DECISIONS) + 1)]


def test_the_glossary_has_each_term_once_and_in_order():
    terms = [term.casefold() for term in headings((ROOT / "GLOSSARY.md").read_text(encoding="utf-8"))]
    assert terms == sorted(set(terms))


def test_every_command_is_in_the_readme():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    typed = commands(typer.main.get_command(app))
    assert typed, "the program has no commands"
    missing = [command for command in typed if not re.search(rf"throughcare {re.escape(command)}\b", readme)]
    assert not missing, f"README.md does not mention: {', '.join(missing)}"

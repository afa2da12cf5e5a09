"""The command line as a person uses it, in this process; and what every refusal has in common."""

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from unittest.mock import patch

from typer.testing import CliRunner

from throughcare.cli import app
from throughcare.exchange.extracts import Extract, Progress, read_extract
from throughcare.exchange.fact_files import About, OrganisationRow, write_facts
from throughcare.facts import Fact

ROOT = Path(__file__).parents[2]
ALPHA = ROOT / "examples" / "alpha"
AS_OF = "2016-06-30"


SCREEN = {"COLUMNS": "140", "FORCE_COLOR": None, "GITHUB_ACTIONS": None, "PY_COLORS": None}
"""Tables are as wide as the screen, and in colour where somebody forces it: here the same everywhere."""


class Ran:
    """How a command ended: its exit code, what it printed, what it said on standard error."""

    def __init__(self, *arguments: object, charset: str = "utf-8") -> None:
        result = CliRunner(charset=charset, env=SCREEN).invoke(app, [str(argument) for argument in arguments])
        assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
        assert "Traceback" not in result.output
        self.code, self.out, self.errors = result.exit_code, result.stdout, result.stderr

    @property
    def told(self) -> list[str]:
        """The lines on standard error."""
        return self.errors.splitlines()


def succeeds(*arguments: object) -> Ran:
    """A command that does what it was asked."""
    ran = Ran(*arguments)
    assert ran.code == 0, ran.errors
    return ran


def refused(*arguments: object) -> list[str]:
    """What a command says that cannot be done: sentences on standard error, and nothing else anywhere."""
    ran = Ran(*arguments)
    assert ran.code == 1
    assert ran.out == ""
    assert ran.told
    assert all(line.startswith("throughcare: ") for line in ran.told), ran.errors
    return [line.removeprefix("throughcare: ") for line in ran.told]


def facts_of_alpha(path: Path, changed: Callable[[Fact], Fact] = lambda fact: fact) -> Path:
    """The made-up extract as a file of facts, each as `changed` makes it."""
    extract = read_extract(ALPHA, as_of=date.fromisoformat(AS_OF))
    organisations = tuple(
        OrganisationRow(code, extract.provider_names[code], type_) for code, type_ in extract.provider_types.items()
    )
    facts = {person: [changed(fact) for fact in own] for person, own in extract.facts.items() if own}
    write_facts(path, About(extract.as_of, organisations), facts)
    return path


def measured(extract: Path, *arguments: object) -> Ran:
    """An extract counted as of 30 June 2016."""
    return succeeds("measure", "--extract", extract, "--as-of", AS_OF, *arguments)


def explained(extract: Path, person: str, *arguments: object) -> Ran:
    """A person of an extract explained as of 30 June 2016."""
    return succeeds("explain", "--extract", extract, "--as-of", AS_OF, "--person", person, *arguments)


@cache
def alpha(*arguments: str) -> Ran:
    """The extract alpha, counted; read once for all tests that look at its figures."""
    with patch("throughcare.cli.screen.read_extract", read_once):
        return measured(ALPHA, *arguments)


def read_once(folder: Path, *, as_of: date, progress: Progress) -> Extract:
    assert callable(progress)
    return _read(folder, as_of)


_read = cache(lambda folder, as_of: read_extract(folder, as_of=as_of))

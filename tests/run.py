"""Runs the tests: all of them on SQLite, then those marked `database` once more on PostgreSQL.

    python -m tests.run [what pytest takes]

Those marked `journey` are part of the first run, in Chromium. What cannot be run here is told at the end, and then the
run has failed, unless ALLOW_MISSING names it: what nobody was told of would soon be run by nobody.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests import postgresql

CHROMIUM = Path("/usr/bin/chromium")
GET_CHROMIUM = "Install it (Debian: apt-get install chromium), or say where it is: CHROMIUM=/path/to/chromium"
SHARED_OUT = ["--numprocesses=logical", "--maxprocesses=4", "--dist=loadgroup"]
"""One process for each processor; of a `--pdb` pytest makes none. What stays together, tests/conftest.py says."""
WHAT_NEEDS = {"chromium": "the tests marked journey", "postgresql": "the tests marked database, on PostgreSQL"}


@dataclass(frozen=True)
class Missing:
    """What this machine lacks, and what can be done about it."""

    name: str
    why: str

    def __str__(self) -> str:
        return f"{WHAT_NEEDS[self.name]}: {self.why}"


def find_chromium(environ: Mapping[str, str], usual: Path = CHROMIUM) -> Path | Missing:
    named = environ.get("CHROMIUM", "")
    if named:
        if shutil.which(named):
            return Path(named)
        return Missing("chromium", f"CHROMIUM is {named}, which cannot be run. {GET_CHROMIUM}")
    found = usual if shutil.which(usual) else shutil.which("chromium", path=environ.get("PATH", ""))
    return Path(found) if found else Missing("chromium", f"there is no Chromium. {GET_CHROMIUM}")


def narrowed(arguments: list[str], *markers: str) -> list[str]:
    """What pytest is given to run only what these markers leave. It heeds the last `-m` alone, so they are joined."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("-m", dest="asked")
    known, others = parser.parse_known_args(arguments)
    expressions = [expression for expression in (known.asked, *markers) if expression]
    joined = (
        " and ".join(f"({expression})" for expression in expressions) if len(expressions) > 1 else "".join(expressions)
    )
    return ["-m", joined, *others] if joined else others


def for_sqlite(environ: Mapping[str, str], chromium: Path | Missing) -> dict[str, str]:
    """pytest-django reads the settings before any conftest, so the database is chosen here, in the environment."""
    told = {name: value for name, value in environ.items() if name not in ("DATABASE_URL", "CHROMIUM")}
    return told if isinstance(chromium, Missing) else {**told, "CHROMIUM": str(chromium)}


def may_be_missing(environ: Mapping[str, str]) -> set[str]:
    names = {name.strip() for name in environ.get("ALLOW_MISSING", "").split(",") if name.strip()}
    if unknown := names - set(WHAT_NEEDS):
        known = " and ".join(WHAT_NEEDS)
        raise SystemExit(
            f"ALLOW_MISSING names {', '.join(sorted(unknown))}; it can name {known}, with a comma between."
        )
    return names


def goes_on(code: int) -> bool:
    """Whether the second run is worth while: not where the first was broken off or asked for wrongly."""
    return code in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.NO_TESTS_COLLECTED)


def exit_code(first: int, second: int | None, missing: list[Missing], allowed: set[str]) -> int:
    """Nothing to run on PostgreSQL is no failure, for the arguments may name tests that need no database."""
    if first:
        return first
    if second not in (None, pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
        return second
    return int(any(one.name not in allowed for one in missing))


def run_pytest(arguments: list[str], environ: Mapping[str, str]) -> int:
    process = subprocess.Popen([sys.executable, "-m", "pytest", *SHARED_OUT, *arguments], env=dict(environ))
    try:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:
                continue  # pytest was told as well: it puts away what it made, and ends by itself
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            process.wait()


def run_on_postgresql(arguments: list[str], environ: Mapping[str, str]) -> int | Missing:
    try:
        with postgresql.server(os.environ) as (name, url):
            say(f"PostgreSQL: {name}")
            return run_pytest(arguments, {**environ, "DATABASE_URL": url})
    except postgresql.NotToBeHad as problem:
        return Missing("postgresql", str(problem))


def say(words: str) -> None:
    print(f"== {words}", flush=True)


def outcome(code: int | None) -> str:
    match code:
        case None:
            return "not run"
        case pytest.ExitCode.OK:
            return "passed"
        case pytest.ExitCode.NO_TESTS_COLLECTED:
            return "no such tests"
        case pytest.ExitCode.INTERRUPTED:
            return "broken off"
        case _:
            return f"failed ({code})"


def summary(first: int, second: int | None, missing: list[Missing], allowed: set[str]) -> list[str]:
    lines = [f"on SQLite: {outcome(first)}", f"on PostgreSQL: {outcome(second)}"]
    lines += [f"not run, {'as was allowed' if one.name in allowed else 'so this fails'}: {one}" for one in missing]
    if not_allowed := [one.name for one in missing if one.name not in allowed]:
        lines.append(f"to do without: ALLOW_MISSING={','.join([*sorted(allowed), *not_allowed])}")
    return lines


def main(arguments: list[str]) -> int:
    # Told to end, it goes out through the same door as ever, past the server that must be stopped.
    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    allowed = may_be_missing(os.environ)
    missing, markers = [], []
    chromium = find_chromium(os.environ)
    if isinstance(chromium, Missing):
        missing.append(chromium)
        markers.append("not journey")
    environ = for_sqlite(os.environ, chromium)

    first = run_pytest(narrowed(arguments, *markers), environ)
    second = None
    if goes_on(first):
        ran = run_on_postgresql(narrowed(arguments, *markers, "database"), environ)
        if isinstance(ran, Missing):
            missing.append(ran)
        else:
            second = ran
    for line in summary(first, second, missing, allowed):
        say(line)
    return exit_code(first, second, missing, allowed)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)

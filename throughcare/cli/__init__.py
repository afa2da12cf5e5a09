"""The command line: for those who work on extracts. It alone, with the web, knows what day it is."""

from __future__ import annotations

import sys

import typer

from throughcare.cli.administrator import add_administrator, add_agency, add_court, migrate
from throughcare.cli.cluster import cluster
from throughcare.cli.columns import columns
from throughcare.cli.demo import demo
from throughcare.cli.documents import docs
from throughcare.cli.example import example
from throughcare.cli.explain import explain
from throughcare.cli.link import link
from throughcare.cli.measure import measure
from throughcare.cli.people import people
from throughcare.cli.picture import picture
from throughcare.cli.questions import as_known_, recording_delay, what_if
from throughcare.cli.record import import_extract, rebuild, verify
from throughcare.cli.score import score
from throughcare.cli.screen import ERRORS, drop_what_is_left, told_plainly
from throughcare.cli.sentence import sentence
from throughcare.cli.synthesise import synthesise
from throughcare.cli.worker import worker

app = typer.Typer(
    help="Throughcare: what ought to have happened in probation, counted from the record to the last duty.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
COMMANDS = (
    *(measure, picture, people, explain, example, sentence, synthesise, demo, docs),
    *(what_if, recording_delay, rebuild, verify, columns, migrate, add_administrator, worker, cluster),
    *(add_court, add_agency, link, score),
)
for command in COMMANDS:
    app.command()(told_plainly(command))
app.command("as-known")(told_plainly(as_known_))
app.command("import")(told_plainly(import_extract))  # a name that no function can have


def main() -> None:
    """Run the command line."""
    try:
        app(prog_name="throughcare")
    except KeyboardInterrupt:
        sys.exit(130)
    except OSError as error:  # help, too, can meet a full disk; an error about a file names it
        drop_what_is_left()
        what = error.filename or "standard output could not be written"
        ERRORS.print(f"throughcare: {what} ({error.strerror or error}).", markup=False)
        sys.exit(1)

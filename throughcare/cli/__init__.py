"""The command line: for those who work on extracts. It alone, with the web, knows what day it is."""

from __future__ import annotations

import typer

from throughcare.cli.demo import demo
from throughcare.cli.documents import docs
from throughcare.cli.explain import explain
from throughcare.cli.measure import measure
from throughcare.cli.screen import told_plainly

app = typer.Typer(
    help="Throughcare: what ought to have happened in probation, counted from the record to the last duty.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for command in (measure, explain, demo, docs):
    app.command()(told_plainly(command))


def main() -> None:
    """Run the command line."""
    app(prog_name="throughcare")

"""`python -m throughcare`: the command line."""

from throughcare.cli import app

app(prog_name="throughcare")

"""`throughcare migrate` and `throughcare add-administrator`: the first steps of a place of one's own."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from throughcare.cli.database import the_record
from throughcare.cli.screen import Refused

HALF_WAY = " and the tables may be half-way; run it again"


def migrate() -> None:
    """Make the tables of the record, or bring those of an older version up to date."""
    with the_record(made_where_missing=True, brought_up_to_date=True, on_failure=HALF_WAY):
        typer.echo("The tables are as this version needs them.")


def add_administrator(
    name: Annotated[str, typer.Option(prompt="Name", help="Their name.")],
    email: Annotated[str, typer.Option(prompt="E-mail address", help="They sign in with it.")],
    code: Annotated[str, typer.Option(prompt="Code, for example ADMIN01", help="A code of their own.")],
    password: Annotated[
        str, typer.Option(prompt="Password, at least twelve characters", hide_input=True, confirmation_prompt=True)
    ],
) -> None:
    """Add somebody who may add all the others. They open no person's record."""
    with the_record():
        from throughcare.actions.users import add_first_administrator
        from throughcare.rules.refusals import NotRecorded

        try:
            add_first_administrator(name=name, email=email, code=code, password=password, at=datetime.now(UTC))
        except NotRecorded as refusal:
            raise Refused(str(refusal)) from refusal
    typer.echo(f"{name} can sign in as {email} and add users.")

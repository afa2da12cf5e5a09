"""`throughcare migrate`, `add-administrator`, `add-court` and `add-agency`: the first steps of a place of one's own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Any

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


def add_court(
    code: Annotated[str, typer.Argument(help="The code that the court's lists carry, for example B01LE.")],
    name: Annotated[str, typer.Argument(help="Its name.")],
    organisation: Annotated[str, typer.Argument(help="The code of the division whose court officers work there.")],
    room: Annotated[list[str] | None, typer.Option(help="A courtroom; once for each.")] = None,
) -> None:
    """Add a court, so that its lists of the day can be sent in; or rename it, or give it to another division."""
    with the_record():
        from throughcare.actions.places import put_court

        _told(put_court, code=code, name=name, organisation=organisation, rooms=room or [])
    typer.echo(f"{name} ({code}): its lists can be sent in by the court officers of {organisation}.")


def add_agency(
    code: Annotated[str, typer.Argument(help="A code for the agency, for example POL-WY.")],
    name: Annotated[str, typer.Argument(help="Its name.")],
    kind: Annotated[str, typer.Argument(help="police or children: which check it is asked for.")],
) -> None:
    """Add an agency that can be asked for checks, or rename it."""
    with the_record():
        from throughcare.actions.places import put_agency

        _told(put_agency, code=code, name=name, kind=kind)
    typer.echo(f"{name} ({code}) can be asked for checks.")


def _told(put: Callable[..., None], **said: Any) -> None:
    from throughcare.rules.refusals import NotRecorded

    try:
        put(**said)
    except NotRecorded as refusal:
        raise Refused(str(refusal)) from refusal

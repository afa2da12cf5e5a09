"""The record behind a command: found, made where there is none, and its troubles told in a sentence.

Django is imported only in here: a command that needs no database starts without it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from throughcare.cli.screen import ERRORS, Refused

NOTHING_CHANGED = ", and nothing in it was changed"
"""What is true when the database fails under a command that writes in one transaction."""
SETTINGS = ("DJANGO_SETTINGS_MODULE", "throughcare.config.settings")


@contextmanager
def the_record(
    *,
    made_where_missing: bool = False,
    brought_up_to_date: bool = False,
    on_failure: str = NOTHING_CHANGED,
    tells_half_loaded: bool = True,
) -> Iterator[None]:
    """The record that the settings name, for as long as a command uses it; then models can be imported.

    Raises `Refused` where it is not there, is of an older version, or fails while it is used. What a command writes it
    writes in one transaction, so that then nothing has changed; one that does otherwise says so by `on_failure`.
    A record of which a file of facts is loaded only in part says so on standard error.
    """
    os.environ.setdefault(*SETTINGS)
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
        from django.db import Error
    except ImproperlyConfigured as error:
        raise Refused(f"the settings are wrong: {_sentence(error)}") from error
    try:
        _find(made_where_missing, brought_up_to_date)
        if tells_half_loaded:
            _tell_half_loaded()
        yield
    except Error as error:
        raise Refused(f"the database failed{on_failure}: {_sentence(error)}") from error


def _find(made_where_missing: bool, brought_up_to_date: bool) -> None:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from throughcare.records.models import Person

    file = _file()
    if file and not file.exists():
        if not made_where_missing:
            raise Refused(f"there is no record yet ({file} is missing): throughcare import makes one.")
        _make_folder(file.parent)
    if Person._meta.db_table not in connection.introspection.table_names():
        if not made_where_missing:
            raise Refused("the database holds no record yet: throughcare import makes one.")
        _make_tables()
    if brought_up_to_date:
        _make_tables()
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Refused("the tables of the database are older than this program: run throughcare migrate first.")


def _tell_half_loaded() -> None:
    from throughcare.records.queries.loads import half_loaded

    half = half_loaded()
    if half:
        ERRORS.print(f"throughcare: {half}", markup=False)


def _file() -> Path | None:
    """The file that holds the record; None where a server holds it, or memory."""
    from django.db import connection

    name = str(connection.settings_dict["NAME"])
    in_memory = ":memory:" in name or "mode=memory" in name
    return Path(name) if connection.vendor == "sqlite" and not in_memory else None


def _make_folder(folder: Path) -> None:
    """A folder that only its owner can look into: it will hold people's records."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(
            f"{folder} cannot be made ({(error.strerror or str(error)).lower()}): nothing was done."
        ) from error


def _make_tables() -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


def _sentence(error: Exception) -> str:
    """The first sentence of what a library says, as the end of ours."""
    words = (str(error).strip() or type(error).__name__).splitlines()[0].split(". ")[0].strip().rstrip(".")
    return f"{words[:300]}."

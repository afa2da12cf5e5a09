"""One load at a time, whether of an extract or of a file of facts. SQLite has one writer anyway."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

_TURN = 4_071_990
"""What the lock is known by in the database; any number would do, so long as every load takes the same."""


def wait_for_turn() -> None:
    """Inside a transaction: wait until no other load is under way, however long, and keep others waiting."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = 0")
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TURN])


@contextmanager
def own_turn() -> Iterator[bool]:
    """Outside of a transaction: whether the turn is ours, as it then stays until the end; False where another loads.

    The lock belongs to the connection, so that it goes with the process, however that ends.
    """
    if connection.vendor != "postgresql":
        yield True
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_TURN])
        is_ours = bool(cursor.fetchone()[0])
    try:
        yield is_ours
    finally:
        if is_ours and connection.connection is not None and not connection.connection.closed:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_TURN])

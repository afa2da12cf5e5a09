"""What a process that was started from nothing does first: models can be imported only after this.

So this module imports none, and what is to be done comes through the pipe.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any


def settings_of_connection() -> dict[str, Any]:
    """How the database of this process is reached, for another process to use the same."""
    from django.db import connection

    return {name: connection.settings_dict[name] for name in ("NAME", "HOST", "PORT", "USER", "PASSWORD", "OPTIONS")}


def serve(pipe: Connection, database: dict[str, Any]) -> None:
    """Make Django ready with this database, then call what comes first through the pipe with the pipe."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "throughcare.config.settings")
    import django

    django.setup()
    from django.db import connection

    connection.settings_dict.update(database)
    try:
        work: Callable[[Connection], None] = pipe.recv()
        work(pipe)
    except (EOFError, OSError, KeyboardInterrupt):
        return  # whoever led is gone, or the whole was broken off
    finally:
        connection.close()

"""Whether this is the demo world, and which day it is there."""

from __future__ import annotations

from datetime import date
from functools import cache

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError

from throughcare.records.models import RecordMark


class NotADemo(ImproperlyConfigured):
    """Demo mode was asked for over a database that is not a demo."""


def check_is_demo() -> None:
    """Raises `NotADemo` where the database does not carry the mark: it may hold real people."""
    if mark() is None:
        raise NotADemo(
            "Demo mode lets anybody sign in with one press, so it serves only a database that `make demo` made and "
            "marked. This one carries no mark: it may hold real people. Start it without THROUGHCARE_DEMO."
        )


def mark() -> RecordMark | None:
    """The mark of a demo world that was made whole; None for any other database, one without tables too."""
    try:
        return RecordMark.objects.filter(is_whole=True).first()
    except DatabaseError:
        return None


@cache
def _standing_day() -> date | None:
    found = mark()
    return found.today if found else None


def standing_day() -> date | None:
    """The day at which the world stands still, in the demo; None where days go by. The mark never changes."""
    return _standing_day() if settings.DEMO else None

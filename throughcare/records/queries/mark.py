"""Whether this is the demo world, and which day it is there."""

from __future__ import annotations

from datetime import date
from functools import cache

from django.conf import settings
from django.db import DatabaseError

from throughcare.records.models import RecordMark


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

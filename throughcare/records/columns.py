"""What a column can hold."""

from __future__ import annotations

from typing import cast

from django.db.models import CharField, Model


def longest(model: type[Model], column: str) -> int:
    """How many characters a column of text holds; every such column of ours has a limit."""
    return cast(int, cast("CharField[str, str]", model._meta.get_field(column)).max_length)

"""The grid of who may hold which case, as an organisation of this record has it."""

from __future__ import annotations

from django.conf import settings

from throughcare.exchange.role_grids import grid_for
from throughcare.rules.role_grid import Grid


def grid_of(organisation: str | None) -> Grid:
    """The national grid, tightened by the organisation's own file where there is one. Raises `GridFault`."""
    return grid_for(organisation or None, settings.ROLE_GRIDS)

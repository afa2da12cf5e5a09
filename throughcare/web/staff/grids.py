"""The grid by which an organisation allocates, as the pages of staff use it."""

from __future__ import annotations

from django.conf import settings

from throughcare.exchange.role_grids import GridFault, grid_for
from throughcare.rules.role_grid import Grid


def grid_in_use(organisation: str | None) -> tuple[Grid, str]:
    """The grid of an organisation (code), and what is wrong with its own file: then the national one stands in."""
    try:
        return grid_for(organisation or None, settings.ROLE_GRIDS), ""
    except GridFault as fault:
        return grid_for(), str(fault)

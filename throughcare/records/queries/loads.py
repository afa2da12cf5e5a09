"""What was loaded from extracts."""

from __future__ import annotations

from throughcare.records.models import ExtractLoad


def systems_loaded() -> list[str]:
    """The names of the systems of which extracts were loaded."""
    return sorted(ExtractLoad.objects.order_by().values_list("system", flat=True).distinct())

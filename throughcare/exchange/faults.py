"""What files that cannot be used have in common, for whoever tells people: a name that costs nothing to import."""

from __future__ import annotations


class FileFault(ValueError):
    """A file, or a folder of files, cannot be used; one sentence says which, what is wrong and what would be right."""


class ClusterFault(RuntimeError):
    """A cluster cannot be used, or did not finish; one sentence says why and what would help."""

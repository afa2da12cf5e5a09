"""Names of threads: what belongs together is recorded under one name, which nothing else of the record ever had."""

from __future__ import annotations

from collections.abc import Collection


def first_free(name: str, taken: Collection[str]) -> str:
    """This name, or with the first number behind it (from 2) that is not taken.

    `taken` holds the names of what was withdrawn too. Under the name of something withdrawn, a link that an agency
    still has would answer another check than the one that it was made for.
    """
    free, again = name, 1
    while free in taken:
        again += 1
        free = f"{name}-{again}"
    return free

"""What a store says of itself, in one small file: which other files belong to it. Whoever replaces it changes all at
once, so that readers find the store as it was before, or as it is afterwards, and never half of each.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from throughcare.calendar import day_from_text
from throughcare.exchange.faults import FileFault
from throughcare.exchange.whole_files import write_whole
from throughcare.standards.language import AnyStandard

ABOUT_FILE = "store.json"
VERSION = 1


class StoreFault(FileFault):
    """A store cannot be used; one sentence says which, what is wrong and what would be right."""


@dataclass(frozen=True, slots=True)
class StoreAbout:
    """`rows` and `people` are those of the base. Each number of `overlays` is a folder of people renewed since, the
    latest last. `standards` are full names, and `digest` is of all that decides what they make of facts.

    `generation` counts the bases that there have been: it grows by one with every fold.
    """

    as_of: date
    rows: int
    people: int
    standards: tuple[str, ...]
    digest: str
    generation: int = 1
    overlays: tuple[int, ...] = ()

    @property
    def packs(self) -> tuple[str, ...]:
        """The packs of its standards, in their order."""
        return tuple(dict.fromkeys(name.partition("/")[0] for name in self.standards))

    @property
    def base(self) -> str:
        """The name of the folder of the base."""
        return f"base-{self.generation}"

    def overlay(self, number: int) -> str:
        """The name of the folder of an overlay. No name is ever used again."""
        return f"overlay-{self.generation}-{number}"

    def with_overlay(self) -> StoreAbout:
        """The store with one overlay more."""
        return replace(self, overlays=(*self.overlays, len(self.overlays) + 1))

    def write(self, folder: Path) -> None:
        """Make the store in the folder what this says. Raises `CouldNotWrite`, and then it is what it was."""
        said = {**asdict(self), "version": VERSION, "as_of": self.as_of.isoformat()}
        write_whole(folder / ABOUT_FILE, json.dumps(said, indent=1) + "\n")


def about_in(folder: Path) -> StoreAbout:
    """What the store in a folder says of itself. Raises `StoreFault`."""
    try:
        said = json.loads((folder / ABOUT_FILE).read_text("utf-8"))
    except FileNotFoundError as error:
        raise StoreFault(f"{folder} holds no store of facts: build one first.") from error
    except (OSError, ValueError) as error:
        raise StoreFault(f"{folder / ABOUT_FILE} cannot be read, so the store is lost: build it again.") from error
    try:
        if said.pop("version") != VERSION:
            raise StoreFault(f"{folder} is a store of another version of this program: build it again.")
        as_of = day_from_text(said.pop("as_of"))
        if as_of is None:
            raise ValueError("no day")
        return StoreAbout(
            as_of=as_of,
            **{**said, "standards": tuple(said["standards"]), "overlays": tuple(said["overlays"])},
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        if isinstance(error, StoreFault):
            raise
        raise StoreFault(f"{folder / ABOUT_FILE} is damaged, so the store is lost: build it again.") from error


def digest_of(standards: Sequence[AnyStandard]) -> str:
    """One text for all that decides what standards make of facts; their words do not."""
    names = [[field.name for field in fields(standard) if field.name != "about"] for standard in standards]
    said = [[getattr(standard, name) for name in own] for standard, own in zip(standards, names, strict=True)]
    return sha256(repr(said).encode()).hexdigest()

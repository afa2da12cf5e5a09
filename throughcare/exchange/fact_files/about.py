"""What a file of facts says of itself: as of which day, of what world, and the places that its facts name."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date

from throughcare.calendar import day_from_text

KEY = b"throughcare"
"""Where in the metadata of a Parquet file it stands, as JSON."""

VERSION = 1


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """An organisation that facts name by its code; `type` is a `ProviderType`."""

    code: str
    name: str
    type: str
    owner: str = ""


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team of an organisation."""

    code: str
    organisation: str
    name: str


@dataclass(frozen=True, slots=True)
class MadeUp:
    """That everybody in the file is made up, by which seed, and for how many people and years."""

    seed: int
    people: int
    years: float


@dataclass(frozen=True, slots=True)
class About:
    """`as_of` is the last day that the file knows of; nothing in it was recorded later.

    `staff` gives names by code, where they are known. `made_up` is None for a real record.
    """

    as_of: date
    organisations: tuple[OrganisationRow, ...] = ()
    teams: tuple[TeamRow, ...] = ()
    staff: Mapping[str, str] = field(default_factory=dict)
    made_up: MadeUp | None = None

    def metadata(self) -> dict[bytes, bytes]:
        """As the metadata of a Parquet file."""
        said = {**asdict(self), "version": VERSION, "as_of": self.as_of.isoformat(), "staff": dict(self.staff)}
        return {KEY: json.dumps(said, ensure_ascii=False, sort_keys=True).encode()}


def about_of(metadata: Mapping[bytes, bytes] | None) -> About:
    """What the metadata of a file says. Raises `ValueError` with one clause that says what is wrong with it."""
    text = (metadata or {}).get(KEY)
    if text is None:
        raise ValueError("it does not say that it holds facts of Throughcare")
    try:
        said = json.loads(text)
        if said["version"] != VERSION:
            raise ValueError(f"it is of version {said['version']}, and this program reads version {VERSION}")
        as_of = day_from_text(said["as_of"])
        if as_of is None:
            raise ValueError("it does not say as of which day it is")
        for row in (*said["organisations"], *said["teams"]):
            if not all(isinstance(text, str) for text in row.values()):
                raise TypeError("an organisation or a team is not written in text")
        return About(
            as_of,
            tuple(OrganisationRow(**each) for each in said["organisations"]),
            tuple(TeamRow(**each) for each in said["teams"]),
            {str(code): str(name) for code, name in said["staff"].items()},
            MadeUp(**said["made_up"]) if said["made_up"] else None,
        )
    except (KeyError, TypeError, AttributeError, json.JSONDecodeError) as error:
        raise ValueError("what it says of itself cannot be read") from error

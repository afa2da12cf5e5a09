"""A question over everybody, as it is asked and kept: of which standards, changed how, as of which day, over which."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from throughcare.measures.side_by_side import ALWAYS, Period
from throughcare.standards.changes import WhatIf, what_if_one, what_if_pack
from throughcare.standards.language import AnyStandard, Pack


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked. `standard` is an id; blank: the whole pack. `texts` is the change of a what-if, as typed.

    `known_on` is the day whose knowledge is asked about, where one is. `period` bounds the days on which duties opened,
    and of recording delay those on which things happened.
    """

    pack: str
    standard: str
    as_of: date
    period: Period = ALWAYS
    texts: Mapping[str, str] = field(default_factory=dict)
    known_on: date | None = None

    def as_json(self) -> dict[str, Any]:
        """As it is kept."""
        days = {"as_of": self.as_of, "first": self.period.first_on, "last": self.period.last_on, "known": self.known_on}
        kept = {name: day.isoformat() if day else None for name, day in days.items()}
        return {"pack": self.pack, "standard": self.standard, "texts": dict(self.texts), **kept}

    def standards(self, pack: Pack) -> list[AnyStandard]:
        """The standards that are asked about. Raises `KeyError` where the pack has no such standard."""
        found = [each for each in pack.standards if self.standard in ("", each.id)]
        if not found:
            raise KeyError(self.standard)
        return found

    def what_if(self, pack: Pack) -> WhatIf:
        """The other reading that is asked about. Raises `ChangeFault`, and `KeyError` as `standards` does."""
        if not self.standard:
            return what_if_pack(self.texts, pack)
        (standard,) = self.standards(pack)
        return what_if_one(self.texts, standard, pack)


def asked_of(kept: Mapping[str, Any]) -> Asked:
    """A question that was kept."""
    first, last, known = (date.fromisoformat(kept[each]) if kept[each] else None for each in ("first", "last", "known"))
    as_of = date.fromisoformat(kept["as_of"])
    return Asked(kept["pack"], kept["standard"], as_of, Period(first, last), kept["texts"], known)

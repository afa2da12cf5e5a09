"""What was loaded from extracts, and from files of facts."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Sum

from throughcare.records.models import ExtractLoad, FactFileLoad, FactFilePiece


def systems_loaded() -> list[str]:
    """The names of the systems of which extracts were loaded."""
    return sorted(ExtractLoad.objects.order_by().values_list("system", flat=True).distinct())


@dataclass(frozen=True, slots=True)
class HalfLoaded:
    """A load of a file of facts that was not finished: the name of the file, its facts, and how many are there."""

    name: str
    facts: int
    there: int

    def __str__(self) -> str:
        return (
            f"The load of {self.name} was not finished: {self.there:,} of its {self.facts:,} facts are in the record. "
            f"throughcare import {self.name} goes on with it, "
            "and throughcare import --throw-away takes it out again."
        )


def half_loaded() -> HalfLoaded | None:
    """The load that was not finished, of which there is one at most; None where the record is whole."""
    load = FactFileLoad.objects.filter(finished_at=None).first()
    if load is None:
        return None
    there = FactFilePiece.objects.filter(load=load).aggregate(facts=Sum("facts"))["facts"] or 0
    return HalfLoaded(load.name, load.facts, there)


def holds_made_up_people() -> bool:
    """Whether a file of made-up people was loaded, or is being loaded."""
    return made_up_load() is not None


def made_up_load() -> FactFileLoad | None:
    """The latest load of made-up people; None where the record holds no such people."""
    return FactFileLoad.objects.filter(made_up__isnull=False).order_by("-as_of").first()

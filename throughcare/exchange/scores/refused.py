"""A case for which no figure can be given."""

from __future__ import annotations

from dataclasses import dataclass

from throughcare.rules.refusals import FieldFault


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """A row of a table that is no case, and why: it stands where the answers would."""

    reason: str


class Refused(ValueError):
    """One case that no figure can be given for; `faults` name the fields, what is wrong and what would be right."""

    def __init__(self, faults: tuple[FieldFault, ...]) -> None:
        super().__init__(" ".join(f"{fault.field}: {fault.sentence}" for fault in faults))
        self.faults = faults

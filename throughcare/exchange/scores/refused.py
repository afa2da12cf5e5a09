"""One case that no figure can be given for, and why."""

from __future__ import annotations

from throughcare.rules.refusals import FieldFault


class Refused(ValueError):
    """One case that no figure can be given for; `faults` name the fields, what is wrong and what would be right."""

    def __init__(self, faults: tuple[FieldFault, ...]) -> None:
        super().__init__(" ".join(f"{fault.field}: {fault.sentence}" for fault in faults))
        self.faults = faults

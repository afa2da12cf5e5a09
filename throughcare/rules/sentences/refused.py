"""What no dates can be worked out for, field by field: what is wrong, and what would be right."""

from __future__ import annotations

from collections.abc import Sequence

from throughcare.rules.refusals import FieldFault
from throughcare.rules.sentences.kinds import Sentence


class CannotBeWorkedOut(ValueError):
    """No date was worked out; `faults` say why, one by one. A field of one of several sentences bears its name before
    it: `2.offence_on`.
    """

    def __init__(self, faults: tuple[FieldFault, ...]) -> None:
        super().__init__(" ".join(fault.sentence for fault in faults))
        self.faults = faults


class Wrong:
    """What was found wrong with a case so far. `check` refuses it, if there is anything."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self._is_one = len(sentences) < 2
        self._found: list[FieldFault] = []

    def add(self, field: str, sentence: str) -> None:
        """One more thing that is wrong with the case."""
        self._found.append(FieldFault(field, sentence))

    def of(self, about: Sentence, field: str, sentence: str) -> None:
        """One more thing that is wrong with one sentence, which is named where there are several."""
        if self._is_one:
            self.add(field, sentence)
        else:
            self.add(f"{about.name}.{field}", f"Sentence {about.name}: {sentence}")

    @property
    def is_found(self) -> bool:
        """Whether anything is wrong."""
        return bool(self._found)

    def check(self) -> None:
        """Raise `CannotBeWorkedOut` with all that was found, if anything was."""
        if self._found:
            raise CannotBeWorkedOut(tuple(dict.fromkeys(self._found)))

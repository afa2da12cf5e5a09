"""What people wrote beside the facts of the crowd: the maker leaves facts without words, and these are put to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from throughcare.actions.demo import notes
from throughcare.facts import Fact
from throughcare.facts.allocation import Allocated
from throughcare.facts.court import Disposal, ReportDelivered, ReportFormat, Sentenced
from throughcare.facts.escalation import AgencyNotified, Decision, Escalated, EscalationDecided
from throughcare.facts.outcome import Convicted, Ended
from throughcare.facts.oversight import Oversight
from throughcare.facts.risk import Assessed, Assessment, Concern, Register, SignificantChange
from throughcare.facts.supervision import Appointment, HomeVisit, Meeting, Outcome

Pool = tuple[float, tuple[str, ...]]
"""With which chance something is written, and what may be."""

_NOTHING: Pool = (0.0, ())
_NOTED = 0.35
"""The share of meetings with a note worth reading: assumed."""


def in_words(facts: Sequence[Fact], rng: Random) -> tuple[Fact, ...]:
    """A stream with words beside some of its facts; nobody says the same thing twice of two meetings."""
    told = _Teller(facts)
    found = []
    for fact in facts:
        chance, pool = told.pool_of(fact)
        new = [note for note in pool if note not in told.said] if isinstance(fact, Appointment | HomeVisit) else pool
        if not new or rng.random() >= chance:
            found.append(fact)
            continue
        note = rng.choice(new)
        told.said.add(note)
        found.append(replace(fact, note=note))
    return tuple(found)


class _Teller:
    """What may be written beside the next fact of a stream, by what came before."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        self.said: set[str] = set()
        self._holder: str | None = None
        self._level: str | None = None
        self._expected = {f.order: f.expected_end_on for f in facts if isinstance(f, Sentenced)}
        self._sentenced_on = {fact.on for fact in facts if isinstance(fact, Sentenced) and fact.order != "1"}

    def pool_of(self, fact: Fact) -> Pool:
        """With which chance something is written, and what may be."""
        match fact:
            case Allocated():
                return self.allocated(fact)
            case Appointment() | HomeVisit():
                return self.met(fact)
            case Assessed():
                return self.assessed(fact)
            case Convicted():
                return 1.0, notes.CONVICTED_WITH_ORDER if fact.on in self._sentenced_on else notes.CONVICTED
            case Ended():
                return self.ended(fact)
        return _whatever_came_before(fact)

    def allocated(self, fact: Allocated) -> Pool:
        """Given to another practitioner than before."""
        is_again = self._holder is not None and fact.officer is not None and fact.officer != self._holder
        self._holder = fact.officer or self._holder
        return (1.0, notes.REALLOCATED) if is_again else _NOTHING

    def met(self, fact: Appointment | HomeVisit) -> Pool:
        """A meeting, kept or not."""
        if fact.outcome is None or fact.thread is None:
            return _NOTHING
        if fact.outcome is not Outcome.ATTENDED:
            return _NOTED, notes.ABSENT[fact.outcome]
        if isinstance(fact, Appointment) and self._holder is not None and fact.officer != self._holder:
            return 0.6, notes.SEEN_BY_ANOTHER
        return _NOTED, notes.SEEN[Meeting.HOME if isinstance(fact, HomeVisit) else Meeting.OFFICE]

    def assessed(self, fact: Assessed) -> Pool:
        """A review that left the level as it was."""
        before, self._level = self._level, fact.level or self._level
        is_as_before = fact.assessment is Assessment.REVIEW and fact.level == before
        return (1.0, notes.REVIEWED) if is_as_before else _NOTHING

    def ended(self, fact: Ended) -> Pool:
        """Before its time."""
        expected = self._expected.get(fact.order)
        is_early = expected is not None and fact.on < expected
        return (0.7, ("Ended early by the court, for good progress.",)) if is_early else _NOTHING


def _whatever_came_before(fact: Fact) -> Pool:
    match fact:
        case ReportDelivered(format=ReportFormat() as form):
            return 0.5, notes.REPORT[form]
        case Sentenced(disposal=Disposal() as disposal):
            return 0.6, notes.SENTENCE[disposal]
        case Concern(register=Register() as register):
            return 0.6, notes.CONCERN[register]
        case SignificantChange():
            return 1.0, notes.CHANGE
        case AgencyNotified():
            return 1.0, tuple(note for agency, note in notes.TOLD if agency == fact.agency)
        case Oversight():
            return 1.0, notes.OVERSIGHT
        case Escalated():
            return 1.0, notes.ESCALATED
        case EscalationDecided():
            return 1.0, notes.DECIDED[fact.decision is Decision.ACCEPTED]
    return _NOTHING

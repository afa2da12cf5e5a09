"""Whether the record holds what the writers were told: each once, the chains whole, the projections as a rebuild."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from random import Random

from bench.appending.writing import Told

SAMPLE = 200


@dataclass
class Proof:
    """What was found in the record after a run. All lists are empty where all is well."""

    facts: int = 0
    lost: list[str] = field(default_factory=list)
    double: list[str] = field(default_factory=list)
    refused_and_there: list[str] = field(default_factory=list)
    never_sent: list[str] = field(default_factory=list)
    unknown_and_there: int = 0
    broken_chains: list[str] = field(default_factory=list)
    not_as_rebuilt: list[str] = field(default_factory=list)
    people_compared: int = 0

    @property
    def faults(self) -> int:
        """How many things are not as they must be."""
        lists = (self.lost, self.double, self.refused_and_there, self.never_sent)
        return sum(map(len, lists)) + len(self.broken_chains) + len(self.not_as_rebuilt)


def check(told: Told, run: str) -> Proof:
    """Read the record, and compare."""
    from throughcare.records.models import StoredFact
    from throughcare.records.queries.chains import check_chains

    held = StoredFact.objects.filter(content__contains=f'"note":"{run} ')
    rows = held.values_list("content", "person__crn")
    notes = Counter(json.loads(content)["note"] for content, _ in rows)
    warm = {note for note in notes if note.endswith(" warm.")}
    sent = {*told.recorded, *told.unknown, *told.refused}
    chains = check_chains()
    proof = Proof(
        facts=notes.total() - len(warm),
        lost=[note for note in told.recorded if note not in notes],
        double=[note for note, many in notes.items() if many > 1],
        refused_and_there=[note for note in told.refused if note in notes],
        never_sent=[note for note in notes if note not in sent and note not in warm],
        unknown_and_there=sum(note in notes for note in told.unknown),
        broken_chains=[str(broken) for broken in chains.broken],
    )
    touched = sorted({crn for _, crn in rows})
    some = Random(run).sample(touched, min(SAMPLE, len(touched)))
    proof.people_compared, proof.not_as_rebuilt = len(some), _not_as_rebuilt(some)
    return proof


def _not_as_rebuilt(crns: list[str]) -> list[str]:
    """The people whose rows a rebuild would change. Nothing is changed: the rebuild is rolled back."""
    from django.db import transaction

    from throughcare.actions.projections import renew_many
    from throughcare.records.models import Person
    from throughcare.records.streams import streams_of

    with transaction.atomic():
        people = list(Person.objects.filter(crn__in=crns))
        kept = {person.crn: _rows(person) for person in people}
        streams = streams_of(people)
        renew_many([(person, streams[person.crn]) for person in people], moved=False)
        wrong = [person.crn for person in Person.objects.filter(crn__in=crns) if _rows(person) != kept[person.crn]]
        transaction.set_rollback(True)
    return wrong


def _rows(person) -> tuple:
    """Every row that is made of a person's facts, without the keys that a rebuild gives anew."""
    from django.forms.models import model_to_dict

    from throughcare.records.models import CaseLimit, CaseSummary, ObligationRow

    found = [model_to_dict(person)]
    for model in (CaseSummary, CaseLimit, ObligationRow):
        rows = [model_to_dict(row, exclude=["id"]) for row in model.objects.filter(person=person)]
        found.append(sorted(map(repr, rows)))
    return tuple(map(repr, found))

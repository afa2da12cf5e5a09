"""Sentences to try the rules on: one of each kind as a court may pass it, with whatever a test says otherwise."""

from datetime import date
from typing import Any

import pytest

from throughcare.rules.refusals import FieldFault
from throughcare.rules.sentences import (
    CannotBeWorkedOut,
    Case,
    DateName,
    Kind,
    Length,
    Sentence,
    work_out,
)


def day(text: str) -> date:
    return date.fromisoformat(text)


def months(number: int) -> Length:
    return Length(months=number)


def sentence(kind: Kind = Kind.CUSTODY, **said: Any) -> Sentence:
    """An offence of 10 February 2015, sentenced on 1 March 2015: after the Offender Rehabilitation Act."""
    usual: dict[str, Any] = {"kind": kind, "offence_on": day("2015-02-10"), "sentenced_on": day("2015-03-01")}
    return Sentence(**usual | {"length": months(6)} | said)


def one(kind: Kind = Kind.CUSTODY, *, case: dict[str, Any] | None = None, **said: Any) -> Case:
    return Case(sentences=(sentence(kind, **said),), **case or {})


def days_of(case: Case) -> dict[str, date | None]:
    """The days of a case by name, those of single sentences among several left out."""
    return {each.name.value: each.day for each in work_out(case).dates if not each.of}


def named(case: Case, name: DateName) -> Any:
    found = work_out(case).named(name)
    assert found is not None, f"no {name}"
    return found


def faults_of(case: Case) -> tuple[FieldFault, ...]:
    with pytest.raises(CannotBeWorkedOut) as refused:
        work_out(case)
    return refused.value.faults


def only_fault(case: Case) -> FieldFault:
    faults = faults_of(case)
    assert len(faults) == 1, faults
    return faults[0]

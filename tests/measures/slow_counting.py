"""Counting by the words of the standards, slowly and plainly: one duty, one person after the other."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from throughcare.facts import Fact
from throughcare.standards.obligations import Obligation, outcome_of

OUTCOMES = ("met", "late", "missed", "pending", "void")
SUPERVISED_FROM_SENTENCE = ("COMMUNITY ORDER", "SUSPENDED SENTENCE ORDER")


@dataclass
class Line:
    """What was counted of one standard for one group: duties owed, those not known to be owed, and all asked."""

    owed: dict[str, int]
    not_known: dict[str, int]
    asked: int = 0


def nothing() -> Line:
    """A line before anything is counted."""
    return Line(dict.fromkeys(OUTCOMES, 0), dict.fromkeys(OUTCOMES, 0))


def counted_slowly(
    obligations: Iterable[Obligation], *, as_of: date, group_of: Mapping[str, str]
) -> dict[tuple[str, str], Line]:
    """What is counted, by full name of the standard and by group; what owes nothing and leaves nothing open is out."""
    lines: dict[tuple[str, str], Line] = {}
    for duty in obligations:
        group = "none" if duty.accountable is None else group_of.get(duty.accountable, duty.accountable)
        line = lines.setdefault((duty.standard, group), nothing())
        line.asked += 1
        if duty.owed == "yes":
            line.owed[outcome_of(duty, as_of)] += 1
        elif duty.owed == "unknown":
            line.not_known[outcome_of(duty, as_of)] += 1
    return {key: line for key, line in lines.items() if any(line.owed.values()) or any(line.not_known.values())}


def convicted_slowly(
    people: Mapping[str, Iterable[Fact]], *, group_of: Mapping[str, str]
) -> dict[str, tuple[int, int]]:
    """The convicted and the others, by group, of everybody who has commenced. The facts are cut, in any order."""
    found: dict[str, list[int]] = {}
    for facts in people.values():
        begun = min((fact.on for fact in facts if _commences(fact)), default=None)
        if begun is None:
            continue
        first = min((fact for fact in facts if fact.kind == "allocated"), key=_day_and_number, default=None)
        provider = first.provider if first else None
        group = "none" if provider is None else group_of.get(provider, provider)
        is_convicted = any(fact.kind == "convicted" and fact.on >= begun for fact in facts)
        found.setdefault(group, [0, 0])[0 if is_convicted else 1] += 1
    return {group: (convicted, others) for group, (convicted, others) in found.items()}


def _commences(fact: Fact) -> bool:
    return fact.kind == "released" or (fact.kind == "sentenced" and fact.disposal in SUPERVISED_FROM_SENTENCE)


def _day_and_number(fact: Fact) -> tuple[date, int]:
    return fact.on, fact.number

"""The referrals of a case for rising risk, and what the organisations that were asked decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from throughcare.facts.escalation import Decision, Escalated, EscalationDecided
from throughcare.facts.fact import Fact
from throughcare.rules.case.values import known_value


@dataclass(frozen=True, slots=True)
class Referral:
    """One referral to another organisation (codes), from the day on which it was made. `number` is that of its fact,
    `decided_number` that of the decision; `decision` is None until there is one that is known.
    """

    thread: str
    number: int
    on: date
    from_provider: str | None
    to_provider: str | None
    said: str | None
    referred_by: str | None = None
    decision: Decision | None = None
    decided_on: date | None = None
    decided_number: int | None = None
    answer: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether it waits for a decision."""
        return self.decided_on is None


def read_referrals(facts: Iterable[Fact]) -> tuple[Referral, ...]:
    """Every referral, in the order in which they were made. A decision without its referral tells of none."""
    found: dict[str, Referral] = {}
    for fact in facts:
        if isinstance(fact, Escalated):
            thread = fact.thread or str(fact.number)
            who = fact.by.staff if fact.by else None
            asked = (fact.from_provider, fact.to_provider)
            found[thread] = Referral(thread, fact.number, fact.on, *asked, fact.note, who)
        elif isinstance(fact, EscalationDecided) and fact.thread in found:
            found[fact.thread] = replace(
                found[fact.thread],
                decision=known_value(Decision, fact.decision),
                decided_on=fact.on,
                decided_number=fact.number,
                answer=fact.note,
            )
    return tuple(found.values())

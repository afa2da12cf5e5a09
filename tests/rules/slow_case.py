"""The slow, obvious twin of the readings of a case: each question asked of all the facts again, in its own words."""

from collections.abc import Sequence
from datetime import date

from throughcare.facts import Fact
from throughcare.facts.risk import RoshLevel


def is_active(facts: Sequence[Fact]) -> bool:
    """Look back: the latest fact that decides it is a report, a sentence, or the end of the last open order."""
    for at in range(len(facts) - 1, -1, -1):
        fact = facts[at]
        if fact.kind in ("report_requested", "sentenced"):
            return True
        if fact.kind == "ended" and fact.order in open_orders(facts[:at]):
            return bool(open_orders(facts[: at + 1]))
    return True


def open_orders(facts: Sequence[Fact]) -> set[str]:
    """An order is open when the latest of its sentences and ends is a sentence."""
    moves = [fact for fact in facts if fact.kind in ("sentenced", "ended")]
    orders = {fact.order for fact in moves}
    return {order for order in orders if [f.kind for f in moves if f.order == order][-1] == "sentenced"}


def rosh_level(facts: Sequence[Fact]) -> tuple[RoshLevel | None, date | None]:
    """The last of all levels that were ever written."""
    said = [(fact.level, fact.on) for fact in facts if fact.kind == "assessed" and fact.level is not None]
    return (RoshLevel(said[-1][0]), said[-1][1]) if said else (None, None)


def arranged(facts: Sequence[Fact]) -> set[int]:
    """The numbers of arrangements to which no outcome and no later arrangement of the same thread belongs."""
    found = set()
    for fact in facts:
        if fact.kind != "appointment_arranged":
            continue
        others = [other for other in facts if other is not fact and fact.thread and other.thread == fact.thread]
        is_answered = any(other.kind in ("appointment", "home_visit") for other in others)
        is_moved = any(other.kind == "appointment_arranged" and other.number > fact.number for other in others)
        if not is_answered and not is_moved:
            found.add(fact.number)
    return found


def outstanding_threads(facts: Sequence[Fact]) -> set[str]:
    """The checks whose latest word is the question."""
    said: dict[str, str] = {}
    for fact in facts:
        if fact.thread and fact.kind in ("check_requested", "check_returned"):
            said[fact.thread] = fact.kind
    return {thread for thread, kind in said.items() if kind == "check_requested"}


def answers_that_stand(facts: Sequence[Fact]) -> list[Fact]:
    """Every answer, but those that asked us to ring and were followed, in their thread, by another answer."""
    checks = [fact for fact in facts if fact.kind in ("check_requested", "check_returned")]
    found = []
    for place, fact in enumerate(checks):
        after = next((each for each in checks[place + 1 :] if each.thread and each.thread == fact.thread), None)
        was_asked = any(each.thread == fact.thread and each.kind == "check_requested" for each in checks[:place])
        gave_way = was_asked and fact.kind == "check_returned" and fact.result == "RING" and after is not None
        if fact.kind == "check_returned" and not (gave_way and after.kind == "check_returned"):
            found.append(fact)
    return found


def limited(facts: Sequence[Fact], limit: str) -> set[str]:
    """Those named by a limit, whose latest word on it is not that it is over."""
    said: dict[str, bool] = {}
    for fact in facts:
        if fact.kind == "access_limited" and fact.limit == limit:
            said[fact.officer or ""] = fact.over != "Y"
    return {code for code, stands in said.items() if stands}


def holdings(facts: Sequence[Fact]) -> list[tuple[tuple[str | None, ...], date]]:
    """Who held the case and since when, each change once."""
    given = [((f.provider, f.team, f.officer), f.on) for f in facts if f.kind == "allocated"]
    return [(who, on) for at, (who, on) in enumerate(given) if at == 0 or given[at - 1][0] != who]

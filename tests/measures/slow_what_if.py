"""Both readings of a standard compared slowly: the case engine on each, and one duty after the other."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from tests.standards.engines import Streams, by_case_engine
from throughcare.standards.language import AnyStandard
from throughcare.standards.obligations import Obligation, outcome_of

Key = tuple[str, str, int]


def stands(duty: Obligation | None, as_of: date) -> str:
    """How a duty stands, in the words of `Stands`."""
    if duty is None:
        return "not_there"
    return {"yes": outcome_of(duty, as_of).value, "no": "not_owed", "unknown": "not_known"}[duty.owed.value]


def moves_slowly(first: Sequence[Obligation], second: Sequence[Obligation], as_of: date) -> Counter:
    """How many duties of a standard stand so by one reading and so by the other, by who answered."""
    one, other = {duty.key: duty for duty in first}, {duty.key: duty for duty in second}
    found: Counter = Counter()
    for key in {**one, **other}:
        was, now = one.get(key), other.get(key)
        holders = tuple(duty.accountable if duty else None for duty in (was, now))
        found[key[0], *holders, stands(was, as_of), stands(now, as_of)] += 1
    return found


def months_slowly(first: Sequence[Obligation], second: Sequence[Obligation], as_of: date) -> Counter:
    """How many duties of a standard lie in a month, by each reading."""
    found: Counter = Counter()
    for is_second, duties in ((False, first), (True, second)):
        for duty in duties:
            day = duty.due or duty.opened
            found[duty.standard, f"{day:%Y-%m}", is_second, stands(duty, as_of)] += 1
    return found


def unsure_slowly(first: Sequence[Obligation], second: Sequence[Obligation], as_of: date) -> Counter:
    """How the duties came out, if they are owed, of which a reading does not know that; by that reading."""
    found: Counter = Counter()
    for is_second, duties in ((False, first), (True, second)):
        for duty in duties:
            if duty.owed.value == "unknown":
                found[duty.standard, duty.accountable, is_second, outcome_of(duty, as_of).value] += 1
    return found


def both_readings(
    today: AnyStandard, changed: AnyStandard, streams: Streams, as_of: date
) -> tuple[list[Obligation], list[Obligation]]:
    """The duties that the case engine makes of each reading, person by person."""
    return by_case_engine([today], streams, as_of), by_case_engine([changed], streams, as_of)

"""Two readings of one batch compared, and a difference made small enough for a person to read."""

from collections.abc import Callable, Sequence

from tests.standards.histories import Batch
from throughcare.facts import Fact, payload_of
from throughcare.standards.obligations import Obligation

Read = Callable[[Batch, dict[str, tuple[Fact, ...]]], list[Obligation]]
"""How one engine reads these streams with the standard and the days of a batch."""


def by_key(obligations: Sequence[Obligation]) -> dict[tuple[str, str, int], Obligation]:
    """Obligations by their identity; a second one of the same identity is refused."""
    found = {obligation.key: obligation for obligation in obligations}
    assert len(found) == len(obligations), "one duty was emitted twice"
    return found


def differ(left: Sequence[Obligation], right: Sequence[Obligation]) -> list[str]:
    """Where two readings differ, obligation by obligation and field by field."""
    one, other = by_key(left), by_key(right)
    return [f"{one.get(key)}\n    {other.get(key)}" for key in {**one, **other} if one.get(key) != other.get(key)]


def first_difference(batch: Batch, left: Read, right: Read) -> str:
    """Empty where both read the batch alike; else the smallest history found on which they do not."""
    if not differ(left(batch, batch.facts), right(batch, batch.facts)):
        return ""
    for person, stream in batch.facts.items():
        if differ(left(batch, {person: stream}), right(batch, {person: stream})):
            return _say(batch, _shrunk(batch, stream, left, right), left, right)
    return "the readings differ only when people are read together"


def _shrunk(batch: Batch, stream: tuple[Fact, ...], left: Read, right: Read) -> tuple[Fact, ...]:
    """The stream without every fact that can go while the readings still differ (numbers stay as they were)."""
    place = 0
    while place < len(stream):
        fewer = {stream[0].person: stream[:place] + stream[place + 1 :]}
        if differ(left(batch, fewer), right(batch, fewer)):
            stream, place = fewer[stream[0].person], 0
        else:
            place += 1
    return stream


def _say(batch: Batch, stream: tuple[Fact, ...], left: Read, right: Read) -> str:
    one = {stream[0].person: stream}
    lines = [f"{batch.standard.name} as of {batch.as_of}, known on {batch.known_on}:"]
    lines += [
        f"  {f.number}: {f.on} {f.kind} thread {f.thread} {payload_of(f)} recorded {f.recorded_at}" for f in stream
    ]
    return "\n".join([*lines, *differ(left(batch, one), right(batch, one))])

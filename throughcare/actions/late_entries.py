"""What comes after a case was sent on follows it: whoever has it then is told."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from throughcare.actions.notices import tell
from throughcare.facts import Fact
from throughcare.facts.checks import CheckRequested, CheckReturned
from throughcare.facts.court import ReportRecorded, ReportRequested
from throughcare.facts.words import lower_first
from throughcare.records.models import HandoverItem, Notice, Person, User
from throughcare.records.queries.cases import held_case
from throughcare.records.queries.handovers import RETURNED, latest_of, who_answers
from throughcare.records.streams import stream_of
from throughcare.rules.access import is_kept_from

FOLLOWS = (CheckReturned, ReportRecorded)
"""The kinds of entries that are told to whoever the case was sent to when they come late."""


def tell_what_came_late(row: Person, new: Iterable[Fact], *, by: User | None, at: datetime) -> None:
    """An agency's answer, or the written record of a report, that came after the case was sent: told to both sides
    while nobody has answered, and then to whoever holds the case. Called in the transaction of what it tells of.
    """
    late: list[Fact] = [fact for fact in new if isinstance(fact, FOLLOWS)]
    found = [each for each in latest_of(row) if each.reply != RETURNED] if late else []
    if found and not any(not each.reply for each in found):
        late = _of_before(row, late, max(each.answered_on or each.sent_on for each in found))
    if not found or not late:
        return
    what = " and ".join(dict.fromkeys(_what(fact) for fact in late))
    open_ = [each for each in found if not each.reply]
    text = f"{row.crn} was sent on, and since then there came {what}. It stands in the pack, marked as late."
    tell_those(row, _both_sides(open_) if open_ else _holders(row), text, by, at)


def _of_before(row: Person, late: Iterable[Fact], answered_on: date) -> list[Fact]:
    """Those that belong to what was asked before the case was taken: what its holder asked since is no news."""
    own = {
        fact.thread
        for fact in stream_of(row)
        if isinstance(fact, CheckRequested | ReportRequested) and fact.on > answered_on
    }
    return [fact for fact in late if fact.thread is None or fact.thread not in own]


def _what(fact: Fact) -> str:
    if isinstance(fact, CheckReturned):
        name = lower_first(fact.check.label) if fact.check else "check"
        return f"the answer to the {name}"
    return "the written record of the report"


def _both_sides(open_: Iterable[HandoverItem]) -> list[User]:
    found = []
    for each in open_:
        found += [*who_answers(each.to_provider, each.to_team), *who_answers(each.from_provider)]
    return found


def _holders(row: Person) -> list[User]:
    held = held_case(row)
    return who_answers(held.organisation or "", held.team or "")


def tell_those(row: Person, users: Iterable[User], text: str, by: User | None, at: datetime) -> None:
    """Put a notice before these users, each once: not before whoever did it, nor before those who may not see the
    case.
    """
    held = held_case(row)
    told = {user.pk: user for user in users if (by is None or user.pk != by.pk) and not is_kept_from(user.viewer, held)}
    tell([Notice(user_id=pk, person=row, text=text, at=at) for pk in sorted(told)])

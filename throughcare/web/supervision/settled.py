"""What a form did, in words: what it recorded, which duties that settles and opens by each clock, what is open now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from throughcare.facts import Fact
from throughcare.facts.record import Withdrawn
from throughcare.facts.risk import RoshLevel
from throughcare.facts.stream import subject_of
from throughcare.facts.words import lower_first, say_day
from throughcare.records.queries.person import Names
from throughcare.rules.tasks import (
    ON_A_CHECK,
    Owes,
    Task,
    duty_of,
    is_protected,
    rule_of,
    say_early,
    say_lateness,
    sort_key,
)
from throughcare.standards.obligations import Obligation, Outcome, Owed, outcome_of
from throughcare.web.people.fact_words import short_words, words_of
from throughcare.web.people.standards import say_clock

IF_OWED = " It is not known whether it was owed."
STILL_OPEN_AT_MOST = 5
"""So many open duties are told after a form; the record of the person has them all. The number is ours."""
STILL_OPEN_WITHIN = timedelta(days=28)
"""Only what is late or due within so many days is told: what comes later is nobody's next thing. The number is ours."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One fact that a form wrote: what it says, and where it can be withdrawn."""

    title: str
    on: str
    says: tuple[str, ...]
    note: str
    address: str


@dataclass(frozen=True, slots=True)
class StillOpen:
    """A duty that is still open: what it is, how late, and the form that settles it, where there is one."""

    words: str
    when: str
    is_late: bool
    address: str
    press: str
    is_managers: bool = False


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of the duties of a person by the facts of one form. `before`: what another clock had settled already
    of the duties that it settles.
    """

    settles: tuple[str, ...]
    before: tuple[str, ...]
    not_met: tuple[str, ...]
    opens: tuple[str, ...]
    still_open: tuple[StillOpen, ...]


# --- what was recorded ------------------------------------------------------------------------------------------


def entry_of(fact: Fact, stream: Sequence[Fact], names: Names, crn: str) -> Entry:
    """A fact as the page after a form lists it."""
    words = words_of(fact, names)
    address = reverse("withdraw", args=[crn, fact.number])
    if isinstance(fact, Withdrawn):
        return Entry(say_withdrawal(fact, stream), words.on, (), fact.reason or "", address)
    says = tuple(f"{label.lower()} {what}" for label, what in words.says)
    return Entry(words.title, words.on, says, words.note, address)


def say_withdrawal(mark: Withdrawn, stream: Sequence[Fact]) -> str:
    """What a withdrawal did: *Withdrawn: home visit: attended*; one that takes back another restores."""
    is_restoring, subject = isinstance(stream[mark.target - 1], Withdrawn), subject_of(mark, stream)
    what = f"{lower_first(short_words(subject))} of {say_day(subject.on)}"
    return f"{'Restored' if is_restoring else 'Withdrawn'}: {what}"


# --- which duties it settles and opens --------------------------------------------------------------------------


def settled_by(
    numbers: Iterable[int], duties: Sequence[Obligation], level: RoshLevel | None, crn: str, today: date
) -> Settled:
    """What facts of these numbers do to the duties of a person. `duties` keep the days that lie ahead."""
    written = set(numbers)
    owed = [duty for duty in duties if duty.owed is not Owed.NO]
    opened = [duty for duty in owed if duty.opened_by in written and duty.due is not None and _is_open(duty, today)]
    now = [duty for duty in owed if duty.met_by in written and _is_settled(duty)]
    failed = [duty for duty in owed if duty.opened_by in written and duty.due is None and duty.met is None]
    return Settled(
        settles=tuple(dict.fromkeys(say_settled(duty, today) for duty in now)),
        before=tuple(dict.fromkeys(_settled_before(now, owed, today))),
        not_met=tuple(dict.fromkeys(f"{_name(duty)} does not hold.{_if_owed(duty)}" for duty in failed)),
        opens=tuple(dict.fromkeys(say_opened(duty, today) for duty in opened)),
        still_open=_still_open(owed, written, level, crn, today),
    )


def _is_settled(duty: Obligation) -> bool:
    """Whether what met a duty counts: met or late, on whatever day that is, and not after the order had ended."""
    return outcome_of(duty, date.max) in (Outcome.MET, Outcome.LATE)


def _is_open(duty: Obligation, today: date) -> bool:
    is_met = duty.met is not None and duty.met <= today
    has_ended = duty.ended is not None and duty.ended <= today and (duty.due is None or duty.ended <= duty.due)
    return not is_met and not has_ended


def say_settled(duty: Obligation, today: date) -> str:
    """*That settles "First appointment" (inspection), 1 working day early.*"""
    if duty.met is None:
        return ""
    how = f", {say_early(duty.met, duty.due)}" if duty.due else ""
    if duty.met > today:
        return f"On {say_day(duty.met)} that will settle {_name(duty)}{how}.{_if_owed(duty)}"
    return f"That settles {_name(duty)}{how}.{_if_owed(duty)}"


def _settled_before(now: Sequence[Obligation], duties: Sequence[Obligation], today: date) -> Iterator[str]:
    """The readings by another clock of what is settled now, that something else had settled."""
    clocks = {(duty_of(duty.standard), say_clock(duty.standard)) for duty in now}
    since = {duty_of(duty.standard): duty.opened for duty in now}
    for duty in duties:
        name = duty_of(duty.standard)
        if name not in since or (name, say_clock(duty.standard)) in clocks or duty.met is None or not _is_settled(duty):
            continue
        if since[name] <= duty.met <= today:
            yield f"{_name(duty)} was settled already, on {say_day(duty.met)}."


def say_opened(duty: Obligation, today: date) -> str:
    """*This opens: Review after a change (inspection), due in 5 working days, by 7 July 2016.*"""
    assert duty.due is not None
    short = rule_of(duty_of(duty.standard)).short
    when = f"{say_lateness(duty.due, today)}, by {say_day(duty.due)}"
    return f"This opens: {short} ({say_clock(duty.standard)}), {when}.{_if_owed(duty)}"


def _name(duty: Obligation) -> str:
    return f'"{rule_of(duty_of(duty.standard)).short}" ({say_clock(duty.standard)})'


def _if_owed(duty: Obligation) -> str:
    return IF_OWED if duty.owed is Owed.UNKNOWN else ""


# --- what is open now -------------------------------------------------------------------------------------------


def _still_open(
    duties: Iterable[Obligation], written: set[int], level: RoshLevel | None, crn: str, today: date
) -> tuple[StillOpen, ...]:
    """What else is open, what harms most first; a duty that several clocks read is told once, by its nearest day."""
    waiting = [
        (duty.due, duty.standard, duty.opened_by)
        for duty in duties
        if duty.due is not None
        and duty.owed is Owed.YES
        and not is_protected(duty.standard)
        and duty.opened_by not in written
        and _is_open(duty, today)
        and duty.opened <= today
        and duty.due <= today + STILL_OPEN_WITHIN
    ]
    nearest: dict[str, tuple[date, str, int]] = {}
    for due, standard, opened_by in sorted(waiting):
        nearest.setdefault(duty_of(standard), (due, standard, opened_by))
    inorder = sorted(nearest.values(), key=lambda each: sort_key(each[1], level, each[0]))
    return tuple(_open_line(*each, crn, today) for each in inorder[:STILL_OPEN_AT_MOST])


def _open_line(due: date, standard: str, opened_by: int, crn: str, today: date) -> StillOpen:
    rule = rule_of(duty_of(standard))
    address = ""
    if rule.task in ON_A_CHECK:
        address = reverse("check_of_fact", args=[crn, opened_by])
    elif rule.task is Task.OVERSIGHT:
        address = reverse("record_oversight", args=[crn])
    elif rule.owes is Owes.PRACTITIONER and rule.task:
        address = f"{reverse('record_contact', args=[crn])}?task={rule.task.value}"
    press = rule.task.label if rule.task else ""
    return StillOpen(rule.short, say_lateness(due, today), due < today, address, press, rule.owes is Owes.MANAGER)

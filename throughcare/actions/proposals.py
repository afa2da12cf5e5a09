"""Many cases at once: a proposal is made, accepted whole or in part, and closed.

Making one changes no case. Accepting takes the lines of whole receivers in turn, some hundred in one transaction,
each looked at again under the lock on its person: a process that is killed leaves whole lines, and whoever comes back
goes on with the rest.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from time import monotonic

from django.db import transaction

from throughcare.actions.access import log_act, log_reads
from throughcare.actions.grids import grid_of
from throughcare.actions.notices import tell
from throughcare.actions.record import case_now
from throughcare.actions.streams import append_many
from throughcare.calendar import london_day
from throughcare.facts import Author, Fact, Officer, Provider
from throughcare.facts.allocation import AllocationReason
from throughcare.facts.drafts import Draft, as_facts
from throughcare.records.models import Notice, Person, Proposal, ProposalLine, User
from throughcare.records.queries.cases import cases_visible_to
from throughcare.records.queries.organisations import names_of_staff
from throughcare.records.queries.practitioners import Practitioner, practitioners_with
from throughcare.records.queries.proposals import (
    cases_to_place,
    hidden_cases,
    lines_visible_to,
    receivers_for,
    who_may_pass_on,
)
from throughcare.records.streams import streams_of
from throughcare.rules.access import Power, may
from throughcare.rules.assignment import Assignment, CaseToPlace, Receiver, assign
from throughcare.rules.assignment.passing import OVERTAKEN, decide_passing
from throughcare.rules.assignment.solving import NOBODY
from throughcare.rules.assignment.told import why_not_placed, why_placed
from throughcare.rules.refusals import Faults, FieldFault, NotRecorded
from throughcare.rules.role_grid import Skills

State = ProposalLine.State
BATCH = 200
"""About so many cases are passed on in one transaction. Ours: other writers wait no longer than a moment."""
SECONDS = 8.0
"""After so long a request stops taking another batch, and says how far it came. Ours: a browser waits longer."""
REASONS = (
    AllocationReason.LEFT,
    AllocationReason.NOT_AVAILABLE,
    AllocationReason.CLOSED,
    AllocationReason.CASELOAD,
)
SCOPES = ("team", "organisation")
ALL = "*"
CLOSED = "This proposal is closed: nothing more can be accepted of it. Make another."


# --- made


def make_proposal(
    *, officers: Collection[str], because: AllocationReason | None, scope: str, by: User, at: datetime, token: str
) -> Proposal:
    """Propose who takes the cases of these practitioners of the manager's own team. Raises `NotRecorded`.

    The same form sent again is the same proposal.

    Cases that a limit keeps from the manager are in no proposal; whoever may pass them on is told by a notice.
    """
    on, viewer = london_day(at), by.viewer
    if (before := Proposal.objects.filter(made_by=by, about__token=token).first()) is not None:
        return before
    cases = _checked(officers, because, scope, by)
    assert because is not None
    stay = because is AllocationReason.CASELOAD
    reach = "others" if because is AllocationReason.CLOSED else scope
    receivers, people = receivers_for(viewer, officers, cases, reach, on, stay=stay)
    to_place = [case for case, _ in cases]
    found = assign(to_place, receivers, grid_of(by.organisation), on, clock=monotonic)
    lines, about = _lines_of(cases, receivers, found, by, on)
    # What each holds as a whole: less what is proposed, it would tell of cases that a limit keeps from the manager.
    held = {each.code: people[each.code] for each in receivers}
    about["receivers"] = {
        code: [one.held.points, one.available, one.held.cases, one.held.high] for code, one in held.items()
    }
    with transaction.atomic():
        proposal = Proposal.objects.create(
            made_by=by,
            organisation=by.organisation,
            team=by.team,
            because=because,
            officers=sorted(officers),
            about=about | {"scope": reach, "token": token},
            made_at=at,
        )
        for line in lines:
            line.proposal = proposal
        ProposalLine.objects.bulk_create(lines, batch_size=500)
        _tell_of_hidden(officers, by, at)
        log_reads([line.person_id for line in lines], by=by, what="proposal for many cases", why=TEAMS, at=at)
    return proposal


TEAMS = "it is a case of your team"


def _checked(
    officers: Collection[str], because: AllocationReason | None, scope: str, by: User
) -> list[tuple[CaseToPlace, str]]:
    faults = Faults()
    if not may(by.viewer, Power.ALLOCATE):
        faults.add("", "Cases are given by a manager: ask yours.")
    if because not in REASONS:
        faults.add("because", "Say why the cases are to pass on.")
    if scope not in SCOPES:
        faults.add("scope", "Say to whom they may go: your team, or the whole organisation.")
    if because is AllocationReason.CLOSED and scope == "team":
        faults.add("scope", "A team that closes takes nothing: choose the whole organisation.")
    if not officers:
        faults.add("officers", "Choose at least one practitioner whose cases are to pass on.")
    cases = cases_to_place(by.viewer, officers) if officers and by.organisation and by.team else []
    if officers and not cases:
        faults.add("officers", "They hold no running case of your team that you may see: choose somebody who does.")
    faults.check()
    return cases


def _lines_of(
    cases: Sequence[tuple[CaseToPlace, str]], receivers: Sequence[Receiver], found: Assignment, by: User, on: date
) -> tuple[list[ProposalLine], dict[str, object]]:
    """A line for each case that passes on or that nobody can take, and what the whole is about."""
    grid, left = grid_of(by.organisation), _room_left(cases, found)
    lines, knows, moved, other_team = [], 0, 0, 0
    for (case, holder), to in zip(cases, found.to, strict=True):
        receiver = receivers[to] if to != NOBODY else None
        if receiver is not None and receiver.code == holder:
            continue  # stays where it is
        if receiver is None:
            lines.append(_line(case, holder, "", "", why_not_placed(case, receivers, grid, on, room=left)))
            continue
        lines.append(_line(case, holder, receiver.code, receiver.team, why_placed(case, receiver)))
        moved += 1
        knows += receiver.code in case.held_before
        other_team += receiver.team != case.team
    return lines, {
        "cost": found.cost,
        "bound": found.bound,
        "is_proved": found.is_proved,
        "gap": round(found.gap, 5),
        "moved": moved,
        "knows": knows,
        "other_team": other_team,
        "stays": len(cases) - len(lines),
        "nobody": len(lines) - moved,
        "accepting": None,
    }


def _room_left(cases: Sequence[tuple[CaseToPlace, str]], found: Assignment) -> list[int]:
    """The points that each receiver has left when the proposal is done."""
    left: list[int] = found.problem.room.tolist()
    for (case, _), to in zip(cases, found.to, strict=True):
        if to != NOBODY:
            left[to] -= case.points
    return left


def _line(case: CaseToPlace, holder: str, to: str, team: str, why: list[str]) -> ProposalLine:
    who = {"from_officer": holder, "to_officer": to, "to_team": team}
    return ProposalLine(person_id=case.key, points=case.points, why=why, **who)


def _tell_of_hidden(officers: Collection[str], by: User, at: datetime) -> None:
    """Of cases that a limit keeps from the manager, tell those who may pass them on: nothing is left behind unseen.

    The manager learns nothing of it. Who was told already, and has not read it, is not told again.
    """
    hidden = hidden_cases(by.viewer, officers)
    if not hidden:
        return
    names = names_of_staff({case.officer for case in hidden})
    notices = []
    for case in hidden:
        for user in who_may_pass_on(hidden)[case.pk]:
            may_open = user.role != "data_officer"
            who = f"{case.person.crn}, whom {names.get(case.officer, case.officer)} holds" if may_open else ""
            text = (
                f"The cases of {names.get(case.officer, case.officer)} pass on to others. One is limited: {who}. "
                "You may see it, so see to it that somebody takes it, or tell a manager who may."
                if may_open
                else f"The cases of {names.get(case.officer, case.officer)} pass on. One of them is limited so that "
                "nobody who gives cases may see it: have the limit looked at."
            )
            notices.append(Notice(user=user, person=case.person if may_open else None, text=text, at=at))
    known = set(
        Notice.objects.filter(user__in={each.user_id for each in notices}, read_at__isnull=True).values_list(
            "user_id", "text"
        )
    )
    tell([each for each in notices if (each.user_id, each.text) not in known])


# --- accepted


@dataclass(slots=True)
class Done:
    """What one request did: how many lines were accepted, how many were not and stay told, and how many are left."""

    accepted: int = 0
    overtaken: int = 0
    left: int = 0
    refused: list[str] = field(default_factory=list)


def accept(*, proposal: int, receivers: Collection[str], by: User, at: datetime, seconds: float = SECONDS) -> Done:
    """Accept every open line to these receivers (`ALL`: to all), batch by batch, for about so many seconds.

    What is left is gone on with by the next call. Raises `NotRecorded` where the proposal is closed.
    """
    until, done = monotonic() + seconds, Done()
    with transaction.atomic():
        held = _held(proposal, by)
        wanted = _wanted(held, receivers, by)
        held.about["accepting"] = sorted(receivers)
        held.save(update_fields=["about"])
    for number, batch in enumerate(_batches(wanted)):
        if number and monotonic() > until:
            done.left = len(_wanted(held, receivers, by))
            return done
        with transaction.atomic():
            _pass_on(_held(proposal, by), batch, by, at, done)
    stop(proposal=proposal, by=by)
    return done


def accept_lines(*, proposal: int, lines: Collection[int], by: User, at: datetime) -> Done:
    """Accept these open lines (ids) alone. Raises `NotRecorded` where the proposal is closed."""
    done = Done()
    with transaction.atomic():
        held = _held(proposal, by)
        if not lines:
            raise NotRecorded((FieldFault("lines", "Tick at least one case."),))
        found = lines_visible_to(by.viewer, held).filter(pk__in=list(lines), state=State.OPEN).exclude(to_officer="")
        wanted = found.values_list("pk", flat=True)
        _pass_on(held, list(wanted), by, at, done)
    return done


def leave_lines(*, proposal: int, lines: Collection[int], by: User) -> int:
    """Leave these open lines (ids) as they are: the cases stay with whoever holds them. How many were left."""
    with transaction.atomic():
        held = _held(proposal, by)
        if not lines:
            raise NotRecorded((FieldFault("lines", "Tick at least one case."),))
        found = lines_visible_to(by.viewer, held).filter(pk__in=list(lines), state=State.OPEN)
        return ProposalLine.objects.filter(pk__in=list(found.values_list("pk", flat=True))).update(state=State.LEFT)


def stop(*, proposal: int, by: User) -> None:
    """Stop accepting: what was accepted stays so, and the rest waits."""
    with transaction.atomic():
        held = _held(proposal, by)
        held.about["accepting"] = None
        held.save(update_fields=["about"])


def close(*, proposal: int, by: User, at: datetime) -> None:
    """Nothing more is accepted of this proposal; the open lines are left."""
    with transaction.atomic():
        held = _held(proposal, by)
        held.lines.filter(state=State.OPEN).update(state=State.LEFT)
        held.closed_at = at
        held.about["accepting"] = None
        held.save(update_fields=["closed_at", "about"])


def _held(pk: int, by: User) -> Proposal:
    """The proposal under its lock, for a manager of its team; closed, it is refused."""
    found = Proposal.objects.select_for_update(no_key=True).get(pk=pk, organisation=by.organisation, team=by.team)
    if found.closed_at is not None:
        raise NotRecorded((FieldFault("", CLOSED),))
    return found


def _wanted(held: Proposal, receivers: Collection[str], by: User) -> list[tuple[str, int]]:
    """The open lines that are to be accepted, by receiver."""
    found = lines_visible_to(by.viewer, held).filter(state=State.OPEN).exclude(to_officer="")
    if ALL not in receivers:
        found = found.filter(to_officer__in=list(receivers))
    return list(found.order_by("to_officer", "person_id").values_list("to_officer", "pk"))


def _batches(wanted: Iterable[tuple[str, int]]) -> list[list[int]]:
    """The lines in batches of whole receivers, so that each is told once of all that they get."""
    of: dict[str, list[int]] = {}
    for code, pk in wanted:
        of.setdefault(code, []).append(pk)
    batches: list[list[int]] = [[]]
    for pks in of.values():
        if batches[-1] and len(batches[-1]) + len(pks) > BATCH:
            batches.append([])
        batches[-1] += pks
    return [batch for batch in batches if batch]


def _pass_on(held: Proposal, pks: Sequence[int], by: User, at: datetime, done: Done) -> None:
    """Pass one batch on, within the caller's transaction: each line judged again under the lock on its person."""
    lines = list(held.lines.filter(pk__in=pks, state=State.OPEN).order_by("person_id"))
    ids = [line.person_id for line in lines]
    people = {each.pk: each for each in Person.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")}
    visible = set(cases_visible_to(by.viewer).filter(pk__in=ids).values_list("pk", flat=True))
    streams = streams_of(list(people.values()))
    receivers = {line.to_officer for line in lines}
    able = {each.code: each for each in practitioners_with(receivers, london_day(at), seen_by=by.viewer)}
    author = Author(Officer(by.code), Provider(by.organisation))
    written: dict[str, Sequence[Fact]] = {}
    given: dict[str, int] = {}
    for line in lines:
        person = people[line.person_id]
        if person.pk not in visible:  # a limit came, or it went to another team: nothing is told of it
            _overtaken(line, OVERTAKEN, done)
            continue
        try:
            drafts = _decided(held, line, streams.get(person.crn, ()), able.get(line.to_officer), by, london_day(at))
        except NotRecorded as refusal:
            _overtaken(line, str(refusal), done)
            done.refused.append(person.crn)
            continue
        written[person.crn] = as_facts(drafts, person=person.crn, after=person.facts, recorded_at=at, by=author)
        line.state = State.ACCEPTED
        given[line.to_officer] = given.get(line.to_officer, 0) + 1
        done.accepted += 1
    append_many(written)
    ProposalLine.objects.bulk_update(lines, ["state", "why"], batch_size=200)
    log_reads(sorted(visible), by=by, what="proposal accepted", why=TEAMS, at=at)
    _tell_receivers(given, held, by, at)


def _overtaken(line: ProposalLine, why: str, done: Done) -> None:
    line.state, line.why = State.OVERTAKEN, [why]
    done.overtaken += 1


def _decided(
    held: Proposal, line: ProposalLine, stream: Sequence[Fact], to: Practitioner | None, by: User, today: date
) -> list[Draft]:
    in_post = to is not None and to.organisation == held.organisation and to.skills.grade is not None
    return decide_passing(
        case_now(stream),
        from_officer=line.from_officer,
        to=line.to_officer,
        provider=held.organisation,
        team=to.team if to else "",
        is_away=bool(to and to.is_away),
        has_post=in_post,
        skills=to.skills if to else Skills(None),
        sex=to.sex if to else None,
        because=AllocationReason(held.because),
        grid=grid_of(by.organisation),
        today=today,
    )


def _tell_receivers(given: dict[str, int], held: Proposal, by: User, at: datetime) -> None:
    """One notice for each receiver: how many cases are theirs from now on, and where to begin."""
    users = {user.code: user for user in User.objects.filter(code__in=list(given), is_active=True)}
    reason = AllocationReason(held.because).label
    tell(
        [
            Notice(
                user=users[code],
                text=(
                    f"{by.name} gave you {many} {'case' if many == 1 else 'cases'} of colleagues. Why: {reason}. They "
                    "are in your list of people; each has a page “Taking over” that tells what matters in a minute."
                ),
                at=at,
            )
            for code, many in sorted(given.items())
            if code in users
        ]
    )
    log_act(by=by, what="cases passed on", why=f"{reason}: {sum(given.values())} cases", at=at)

"""The two projections, made from a person's facts: the case summary and the obligations.

Called in the transaction that appends. Only rows that differ are written, and whole streams are written in one go;
both ways make the same rows, and so does `rebuild`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any

from django.db import transaction
from django.db.models import Model

from throughcare.actions.court_items import MAKE_ITEMS, READ_OF_DUTY, court_items_of
from throughcare.actions.figures import COUNTED, add_to_cells, cells_of_rows, counted_on, recount_cells
from throughcare.exchange.packs import read_packs, shipped_packs
from throughcare.facts import Fact
from throughcare.facts.court import (
    Disposal,
    Proposal,
    ReportDelivered,
    ReportRecorded,
    ReportRequested,
    ReportSigned,
    Sentenced,
)
from throughcare.facts.identity import AccessLimited
from throughcare.facts.oversight import PractitionerAbsent
from throughcare.facts.risk import Assessed
from throughcare.facts.staff import PostHeld, PostLeft
from throughcare.facts.stream import in_order, standing
from throughcare.measures.cells import Cell, Duty, cells_of, difference
from throughcare.records.columns import longest
from throughcare.records.models import CaseLimit, CaseSummary, CourtItem, ObligationRow, Person, Staff
from throughcare.records.streams import staff_stream_of, streams_of
from throughcare.rules.case import CaseState, case_of
from throughcare.rules.case.values import known_value
from throughcare.rules.matching import pnc_as_compared
from throughcare.rules.texts_as_typed import as_searched
from throughcare.standards.case_engine import CaseEngine

IDENTITY = ("given_names", "family_name", "sex", "ethnicity", "disability", "pnc", "address")
OF_PERSON = ("born_on", "counted_on", *IDENTITY)
OF_STREAM = ("facts", "head")
CASE_MIX = ("risk_level", "offence", "report_format", "report_court", "proposal", "disposal")
"""What was known just after the opening fact: by these like is compared with like, and so are forms of report, courts,
and what was proposed and passed."""
DUTY = ("opened", "due", "owed", "met", "ended", "accountable", "team", "met_by", *CASE_MIX)
"""What a row of a duty holds beside its identity (person, standard, opening fact)."""
OF_DUTY = ("standard", "opened_by", *DUTY)
"""What `duty_values` gives of a duty, in order."""
HELD_DUTY = ("pk", *OF_DUTY)
PROJECTIONS = (CaseSummary, CaseLimit, CourtItem, ObligationRow)
"""The tables whose rows are made of one person's facts."""


@cache
def engine() -> CaseEngine:
    """Every shipped standard, made ready for one person at a time."""
    return CaseEngine([standard for pack in read_packs(shipped_packs()) for standard in pack.standards])


def facts_that_stand(stream: Sequence[Fact]) -> list[Fact]:
    """What the projections are made of: nothing withdrawn or hidden, in order; arranged meetings ahead too.

    No day cuts it, so that midnight changes no row: whoever reads a row masks the days that lie ahead.
    """
    return in_order(standing(stream, as_of=date.max))


def renew(person: Person, stream: Sequence[Fact]) -> None:
    """Save the person, whose facts and head were moved on, and bring every row that is made of them up to date."""
    facts = facts_that_stand(stream)
    state = case_of(facts)
    identify(person, state)
    was_counted_on, person.counted_on = person.counted_on, counted_on(stream)
    person.save()
    CaseSummary.objects.bulk_create(
        [summary_of(person, state)],
        update_conflicts=True,
        unique_fields=["person"],
        update_fields=[field.name for field in CaseSummary._meta.fields if field.name != "person"],
    )
    if any(isinstance(fact, AccessLimited) for fact in stream):  # withdrawn or not; few people ever had one
        _renew_limits(person, state)
    duties = duties_of(person, facts)
    _renew_duties(person, duties, was_counted_on)
    if any(isinstance(fact, MAKE_ITEMS) for fact in stream):  # withdrawn or not
        CourtItem.objects.filter(person=person).delete()
        CourtItem.objects.bulk_create(court_items_of(person.pk, state, _read(duties)))


def renew_many(streams: Iterable[tuple[Person, Sequence[Fact]]], *, moved: bool = True) -> None:
    """The same for many people, with few statements: their rows are made anew.

    `moved` says that the streams were moved on, and that where they end is to be saved too.
    """
    streams = list(streams)
    people, summaries, limits, items, duties = [], [], [], [], []
    cells = _held_cells([person for person, _ in streams])
    for person, stream in streams:
        facts = facts_that_stand(stream)
        state = case_of(facts)
        identify(person, state)
        people.append(person)
        summaries.append(summary_of(person, state))
        limits += limits_of(person, state)
        person.counted_on = counted_on(stream)
        own = duties_of(person, facts)
        items += court_items_of(person.pk, state, _read(own))
        cells.update(cells_of_rows(own, person.counted_on))
        duties += own
    Person.objects.bulk_create(  # they are there: this updates them, in a third of the time of `bulk_update`
        people,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[*OF_PERSON, *(OF_STREAM if moved else ())],
        batch_size=200,
    )
    for model in PROJECTIONS:
        model.objects.filter(person__in=people).delete()
    CaseSummary.objects.bulk_create(summaries, batch_size=200)
    CaseLimit.objects.bulk_create(limits)
    CourtItem.objects.bulk_create(items, batch_size=500)
    ObligationRow.objects.bulk_create(duties, batch_size=500)
    add_to_cells(cells)


def _held_cells(people: Sequence[Person]) -> Counter[Cell]:
    """What the rows of these people add to the cells so far, taken away."""
    cells: Counter[Cell] = Counter()
    days = {person.pk: person.counted_on for person in people if person.counted_on is not None}
    rows = ObligationRow.objects.filter(person__in=days).values_list("person", *COUNTED)
    for person, *values in rows if days else ():
        cells.subtract(cells_of([Duty(*values)], days[person]))
    return cells


def rebuild(*, batch: int = 200) -> int:
    """Every projection made anew from the facts. Returns for how many people.

    Some people at a time, each time under their locks, so that others can go on recording: whoever is next reads the
    stream as it is then. A rebuild that is stopped leaves every person whole, some renewed and some not.
    """
    done, last = 0, 0
    while True:
        with transaction.atomic():
            some = list(Person.objects.select_for_update(no_key=True).filter(pk__gt=last).order_by("pk")[:batch])
            if not some:
                break
            streams = streams_of(some)
            renew_many([(person, streams[person.crn]) for person in some], moved=False)
        done, last = done + len(some), some[-1].pk
    for code in Staff.objects.order_by("pk").values_list("code", flat=True):
        with transaction.atomic():
            staff = Staff.objects.select_for_update(no_key=True).get(code=code)
            renew_staff(staff, staff_stream_of(staff))
    recount_cells()
    return done


def renew_staff(staff: Staff, stream: Sequence[Fact]) -> None:
    """Save a member of staff with what the latest facts say of post and absences."""
    describe(staff, stream)
    staff.save()


def describe(staff: Staff, stream: Sequence[Fact]) -> None:
    """Put what the latest facts say of post and absences on the row of a member of staff."""
    post: PostHeld | None = None
    for fact in (facts := facts_that_stand(stream)):
        if isinstance(fact, PostHeld | PostLeft):
            post = fact if isinstance(fact, PostHeld) else None
    staff.organisation, staff.team = (post.provider or "", post.team or "") if post else ("", "")
    staff.grade = post.grade or "" if post else ""
    staff.full_time = post.full_time if post else None
    staff.absences = [
        {"from": fact.on.isoformat(), "until": fact.until_on and fact.until_on.isoformat(), "cover": fact.cover}
        for fact in facts
        if isinstance(fact, PractitionerAbsent)
    ]


# --- rows from facts --------------------------------------------------------------------------------------------


def identify(person: Person, state: CaseState) -> None:
    """Put what the latest facts say of who a person is on the row."""
    identity = state.identity
    for name in IDENTITY:
        setattr(person, name, _cut((getattr(identity, name) if identity else None) or "", name))
    person.pnc = _cut(pnc_as_compared(identity.pnc if identity else None), "pnc")
    person.born_on = identity.born_on if identity else None


def _cut(text: str, column: str, model: type[Model] = Person) -> str:
    """What a column (of people) holds of a text: the fact keeps the whole, however long somebody wrote it."""
    return text[: longest(model, column)]


def summary_of(person: Person, state: CaseState) -> CaseSummary:
    """The row that lists show of a person, who is identified already."""
    order = next((each for each in reversed(state.orders) if each.is_open), None)
    holder = state.holder
    return CaseSummary(
        person=person,
        made_of=person.facts,
        search_name=_cut(as_searched(f"{person.family_name} {person.given_names}"), "search_name", CaseSummary),
        organisation=(holder and holder.provider) or "",
        team=(holder and holder.team) or "",
        officer=(holder and holder.officer) or "",
        held_since=holder.since_on if holder else None,
        is_active=state.is_active,
        order_words=(order and order.disposal and order.disposal.label) or "",
        order_ends_on=order.expected_end_on if order else None,
        commenced_on=state.commenced_on,
        rosh_level=state.rosh_level or "",
        rosh_status=state.rosh_status.value,
        domestic_abuse="DA PERPETRATOR" in state.concerns,
        child_concern="CHILD CONCERN" in state.concerns,
        has_safety_warning=bool(state.safety),
        last_seen_on=state.last_seen_on,
        arranged=[_plain(meeting) for meeting in state.arranged],
        checks=open_checks(state),
        is_limited=bool(state.excluded or state.restricted_to),
    )


def _plain(value: Any) -> dict[str, Any]:
    """A small dataclass as JSON: days as text."""
    names = value.__dataclass_fields__
    found = {name: getattr(value, name) for name in names}
    return {name: each.isoformat() if isinstance(each, date) else each for name, each in found.items()}


def open_checks(state: CaseState) -> list[dict[str, Any]]:
    """Checks that are asked, and whose answer is still to come, as small JSON objects."""
    return [
        {
            "check": check.check,
            "thread": check.thread,
            "asked_on": check.asked_on.isoformat(),
            "asked_of": check.asked_of or "",
            "reply_by": check.reply_by and check.reply_by.isoformat(),
            "chased": check.chased[-1].isoformat() if check.chased else None,
        }
        for check in state.checks
        if check.asked_on and check.waits
    ]


def limits_of(person: Person, state: CaseState) -> list[CaseLimit]:
    """Who may not see the case, and who alone may."""
    pairs = [("EXCLUSION", code) for code in state.excluded] + [("RESTRICTION", code) for code in state.restricted_to]
    return [CaseLimit(person=person, limit=limit, code=code) for limit, code in sorted(pairs)]


def duties_of(person: Person, facts: Sequence[Fact]) -> list[ObligationRow]:
    """Every duty that the standards make of the facts."""
    return [ObligationRow(person=person, **dict(zip(OF_DUTY, values, strict=True))) for values in duty_values(facts)]


def duty_values(facts: Sequence[Fact]) -> list[tuple[Any, ...]]:
    """What the row of each duty of one person holds (`OF_DUTY`), without the person: for who writes very many."""
    teams = {fact.number: getattr(fact, "team", None) or "" for fact in facts if fact.kind == "allocated"}
    mix = _case_mix(facts)
    return [
        (
            *(made.standard, made.opened_by, made.opened, made.due, made.owed.value, made.met, made.ended),
            *(made.accountable or "", teams.get(made.held_by or 0, ""), made.met_by, *mix[made.opened_by]),
        )
        for made in engine().derive(facts)
    ]


def _case_mix(facts: Sequence[Fact]) -> dict[int, tuple[str, ...]]:
    """What is known just after each fact, by `CASE_MIX`: the risk level, the group of offence, form and court of the
    latest report on the order of the fact, blank where that order has none; and at a sentence alone, what the latest
    report on its order proposed and what was passed.

    A fact that names no order is of the one on which a court last asked for a report or passed a sentence.
    """
    level = offence = before_court = ""
    reports: dict[str, tuple[str, str]] = {}
    proposals: dict[str, str] = {}
    found: dict[int, tuple[str, ...]] = {}
    for fact in facts:
        proposal = disposal = ""
        if type(fact) not in _SAYS_MIX:  # nearly all
            pass
        elif isinstance(fact, Assessed):
            level = fact.level or level
        elif isinstance(fact, Sentenced):
            before_court, offence = fact.order, fact.offence or offence
            proposal, disposal = proposals.get(fact.order, ""), known_value(Disposal, fact.disposal) or ""
        elif isinstance(fact, ReportRequested):
            before_court = fact.order
            court = _cut(fact.court, "report_court", ObligationRow) if fact.court else ""
            reports[fact.order] = fact.format or "", court
        elif isinstance(fact, ReportDelivered):
            form, court = reports.get(fact.order, _NO_REPORT)
            reports[fact.order] = fact.format or form, court
        elif isinstance(fact, ReportSigned | ReportRecorded) and known_value(Proposal, fact.proposal):
            proposals[fact.order] = fact.proposal or ""
        order = getattr(fact, "order", None) or before_court
        found[fact.number] = (level, offence, *reports.get(order, _NO_REPORT), proposal, disposal)
    return found


_NO_REPORT = ("", "")
"""Form and court where there is no report."""

_SAYS_MIX = frozenset({Assessed, Sentenced, ReportRequested, ReportDelivered, ReportSigned, ReportRecorded})


def _renew_limits(person: Person, state: CaseState) -> None:
    fresh = {(limit.limit, limit.code): limit for limit in limits_of(person, state)}
    held = {(limit.limit, limit.code): limit for limit in CaseLimit.objects.filter(person=person)}
    if fresh.keys() != held.keys():
        CaseLimit.objects.filter(person=person).delete()
        CaseLimit.objects.bulk_create(fresh.values())


def _read(duties: Iterable[ObligationRow]) -> list[tuple[Any, ...]]:
    """What court work reads of duties."""
    return [tuple(getattr(duty, name) for name in READ_OF_DUTY) for duty in duties]


def _renew_duties(person: Person, duties: Iterable[ObligationRow], was_counted_on: date | None) -> None:
    fresh = {(duty.standard, duty.opened_by): duty for duty in duties}
    rows = list(ObligationRow.objects.filter(person=person).values_list(*HELD_DUTY))
    add_to_cells(
        difference(
            cells_of_rows(fresh.values(), person.counted_on),
            cells_of((_counted(row) for row in rows), was_counted_on),
        )
    )
    changed, gone = [], []
    for pk, standard, opened_by, *held in rows:
        duty = fresh.pop((standard, opened_by), None)
        if duty is None:
            gone.append(pk)
        elif held != [getattr(duty, name) for name in DUTY]:
            duty.pk = pk
            changed.append(duty)
    if gone:
        ObligationRow.objects.filter(pk__in=gone).delete()
    ObligationRow.objects.bulk_update(changed, DUTY)
    ObligationRow.objects.bulk_create(fresh.values())


def _counted(row: Sequence[Any]) -> Duty:
    """What is counted of a row, by `HELD_DUTY`."""
    said = dict(zip(HELD_DUTY, row, strict=True))
    return Duty(*(said[name] for name in COUNTED))

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

from throughcare.actions.court_items import CHANGE_ITEMS, MAKE_ITEMS, READ_OF_DUTY, court_items_of
from throughcare.actions.figures import COUNTED, add_to_cells, cells_of_rows, counted_on, recount_cells
from throughcare.actions.staff_rows import describe
from throughcare.actions.summaries import cut_for, handovers_of, limits_of, summary_of
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
from throughcare.facts.handover import HandoverSent
from throughcare.facts.identity import AccessLimited, LimitsReviewed
from throughcare.facts.risk import Assessed
from throughcare.facts.stream import in_order, standing
from throughcare.measures.cells import Cell, Duty, cells_of, difference
from throughcare.records.models import CaseLimit, CaseSummary, CourtItem, HandoverItem, ObligationRow, Person, Staff
from throughcare.records.streams import staff_stream_of, streams_of
from throughcare.rules.case import CaseState, case_of
from throughcare.rules.case.values import known_value
from throughcare.rules.matching import pnc_as_compared
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
PROJECTIONS = (CaseSummary, CaseLimit, CourtItem, HandoverItem, ObligationRow)
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


def renew(person: Person, stream: Sequence[Fact], new: Sequence[Fact]) -> None:
    """Save the person, whose facts and head were moved on by the `new` ones, and bring every row that is made of them
    up to date.
    """
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
    if any(
        isinstance(fact, AccessLimited | LimitsReviewed) for fact in stream
    ):  # withdrawn or not; few people ever had one
        _renew_limits(person, state)
    duties = duties_of(person, facts)
    _renew_duties(person, duties, was_counted_on)
    makes_items = any(isinstance(fact, MAKE_ITEMS) for fact in stream)  # withdrawn or not
    if makes_items or any(isinstance(fact, CHANGE_ITEMS) for fact in new):
        CourtItem.objects.filter(person=person).delete()
        CourtItem.objects.bulk_create(court_items_of(person.pk, state, _read(duties)))
    if any(isinstance(fact, HandoverSent | AccessLimited) for fact in stream):  # withdrawn or not
        HandoverItem.objects.filter(person=person).delete()
        HandoverItem.objects.bulk_create(handovers_of(person.pk, state))


def renew_many(streams: Iterable[tuple[Person, Sequence[Fact]]], *, moved: bool = True) -> None:
    """The same for many people, with few statements: their rows are made anew.

    `moved` says that the streams were moved on, and that where they end is to be saved too.
    """
    streams = list(streams)
    people, summaries, limits, items, handovers, duties = [], [], [], [], [], []
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
        handovers += handovers_of(person.pk, state)
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
    HandoverItem.objects.bulk_create(handovers, batch_size=500)
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


# --- rows from facts --------------------------------------------------------------------------------------------


def identify(person: Person, state: CaseState) -> None:
    """Put what the latest facts say of who a person is on the row."""
    identity = state.identity
    for name in IDENTITY:
        setattr(person, name, cut_for((getattr(identity, name) if identity else None) or "", name))
    person.pnc = cut_for(pnc_as_compared(identity.pnc if identity else None), "pnc")
    person.born_on = identity.born_on if identity else None


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
            court = cut_for(fact.court, "report_court", ObligationRow) if fact.court else ""
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
    fresh = {(limit.limit, limit.code, limit.review_on): limit for limit in limits_of(person, state)}
    held = {(limit.limit, limit.code, limit.review_on): limit for limit in CaseLimit.objects.filter(person=person)}
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

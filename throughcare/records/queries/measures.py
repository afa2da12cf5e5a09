"""Duties counted over many people: every figure of a page in one statement, and the people who stand behind one.

Where figures open to people, cases that are kept from the viewer by a limit are in no figure of theirs, so that a
figure and the list behind it agree, and nothing can be told from the difference.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import reduce
from operator import or_
from typing import NamedTuple

from django.db.models import Count as HowMany
from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from throughcare.measures.counting import NONE, Count, Tally, Unknown
from throughcare.records.models import ObligationRow
from throughcare.records.queries.cases import cases_visible_to, hidden_people
from throughcare.records.queries.duties import duties_on
from throughcare.records.queries.figure_cells import are_settled, cells_in, days_kept
from throughcare.rules.access import Viewer, figures_may_open
from throughcare.standards.language import AnyStandard
from throughcare.standards.obligations import Outcome, Owed

# --- which duties -----------------------------------------------------------------------------------------------


class Reading(StrEnum):
    """Which day of a duty must lie in the period."""

    LIVE = "live"
    """The day on which it fell due, and of a gate the day on which it was asked."""
    COHORT = "cohort"
    """The day on which it opened."""


DAY = Coalesce("due", "opened")
"""The day on which a duty falls due, or a gate is asked. The index `duty_by_day` is by this."""


@dataclass(frozen=True, slots=True)
class Span:
    """The days of a period, both included, as they stand at the end of `as_of`. What is due after that is not in it."""

    first_on: date
    last_on: date
    as_of: date
    reading: Reading = Reading.LIVE


def duties_counted(span: Span, viewer: Viewer) -> QuerySet[ObligationRow]:
    """The duties of a period, with their `outcome`, that the figures of this viewer count."""
    duties = _duties_in(span, (span.first_on, min(span.last_on, span.as_of)))
    return duties.exclude(person__in=hidden_people(viewer)) if figures_may_open(viewer) else duties


def _duties_in(span: Span, *ends: tuple[date, date]) -> QuerySet[ObligationRow]:
    """The duties whose day lies within one of these pairs of days."""
    duties = duties_on(span.as_of)
    if span.reading is Reading.COHORT:
        return duties.filter(reduce(or_, (Q(opened__range=each) for each in ends)))
    return duties.alias(day=DAY).filter(reduce(or_, (Q(day__range=each) for each in ends)))


def first_day(viewer: Viewer) -> date | None:
    """The day on which the first duty opened that the figures of this viewer count."""
    duties = ObligationRow.objects.all()
    if figures_may_open(viewer):
        duties = duties.exclude(person__in=hidden_people(viewer))
    return duties.order_by("opened").values_list("opened", flat=True).first()  # the index's first: nothing is summed


# --- figures ----------------------------------------------------------------------------------------------------


APART = ("standard", "owed", "accountable", "outcome")
ONE_DAY = timedelta(days=1)


class Cell(NamedTuple):
    """How many duties of one standard and one accountable organisation (and team, where asked) came out how."""

    standard: str
    owed: str
    accountable: str
    outcome: str
    many: int
    team: str = ""


def cells(span: Span, viewer: Viewer, *, standards: Sequence[str] = (), with_team: bool = False) -> list[Cell]:
    """Everything that the figures of a page are made of, of these standards (of all, where none is given: slower).

    However many duties there are, few rows are read: nearly all days are counted already (`figure_cells`). By team,
    where the standards of one question are read, and by the day of opening they are counted one by one.
    """
    wanted = Q(standard__in=standards) if standards else Q()
    kept = None
    if span.reading is Reading.LIVE and not with_team:
        kept = days_kept(span.first_on, span.last_on, span.as_of)
    if kept is None or not are_settled(span.as_of):
        return _counted(duties_counted(span, viewer).filter(wanted), with_team=with_team)
    whole = cells_in(kept, span.as_of).filter(wanted).order_by().values(*APART)
    found = [Cell(*row) for row in whole.annotate(total=Sum("many")).values_list(*APART, "total")]
    hidden = hidden_people(viewer) if figures_may_open(viewer) else None
    last_on = min(span.last_on, span.as_of)
    edges = [(span.first_on, kept.first - ONE_DAY), (kept.end, last_on)]
    if edges := [(first, last) for first, last in edges if first <= last]:
        duties = _duties_in(span, *edges).filter(wanted)
        found += _counted(duties if hidden is None else duties.exclude(person__in=hidden))
    if hidden is not None:
        duties = _duties_in(span, (kept.first, kept.end - ONE_DAY))
        theirs = _counted(duties.filter(wanted, person__in=hidden))
        found += [cell._replace(many=-cell.many) for cell in theirs]
    return found


def _counted(duties: QuerySet[ObligationRow], *, with_team: bool = False) -> list[Cell]:
    team = ("team",) if with_team else ()
    grouped = duties.order_by().values(*APART, *team).annotate(many=HowMany("*"))
    return [Cell(*row) for row in grouped.values_list(*APART, "many", *team)]


def counts(
    found: Iterable[Cell], standards: Iterable[AnyStandard], group_of: Callable[[str, str], str]
) -> dict[tuple[str, str], Count]:
    """The figures by full name of the standard and by group, in that order; as `measures.counting.count` makes them.

    `group_of` names the group of an accountable organisation and team (blank: nobody). Groups without a duty, and
    standards that are not asked for, are left out.
    """
    many: dict[tuple[str, str], Counter[tuple[str, str]]] = {}
    for cell in found:
        key = cell.standard, group_of(cell.accountable, cell.team)
        many.setdefault(key, Counter())[cell.owed, cell.outcome] += cell.many
    counted: dict[tuple[str, str], Count] = {}
    for standard in standards:
        for name, group in sorted(key for key in many if key[0] == standard.name):
            made = _count(standard, group, many[name, group])
            if made:
                counted[name, group] = made
    return counted


def _count(standard: AnyStandard, group: str, many: Counter[tuple[str, str]]) -> Count | None:
    tally, unknown = _tally(many, Owed.YES), None
    if standard.unknown:
        asked_and_unknown = sum(how_many for (owed, _), how_many in many.items() if owed == Owed.UNKNOWN)
        unknown = Unknown(many.total(), asked_and_unknown, _tally(many, Owed.UNKNOWN))
    if not tally and not (unknown and unknown.unknown):
        return None
    return Count(standard.pack, standard.id, group, tally, unknown)


def _tally(many: Counter[tuple[str, str]], owed: Owed) -> Tally:
    return Tally(**{outcome.value: many[owed.value, outcome.value] for outcome in Outcome})


# --- groups -----------------------------------------------------------------------------------------------------


class By(StrEnum):
    """What a figure is grouped by. Measures stop at the team."""

    TYPE = "type"
    PROVIDER = "provider"
    TEAM = "team"


def grouping(by: By, types: Mapping[str, str]) -> Callable[[str, str], str]:
    """How groups are named: a type, the code of an organisation, or its code and the team's; `none` for nobody."""

    def group_of(accountable: str, team: str) -> str:
        if not accountable:
            return NONE
        if by is By.TYPE:
            return types.get(accountable, accountable)
        return accountable if by is By.PROVIDER else f"{accountable}/{team}"

    return group_of


ALL = "all"
"""Everybody's duties together: a group beside the types."""


def in_group(by: By, group: str, types: Mapping[str, str]) -> Q:
    """The duties of a group, by its name."""
    if by is By.TYPE and group == ALL:
        return Q()
    if group == NONE:
        return Q(accountable="")
    if by is By.TEAM:
        accountable, _, team = group.partition("/")
        return Q(accountable=accountable, team=team)
    codes = [code for code, type_ in types.items() if type_ == group] if by is By.TYPE else []
    return Q(accountable__in=codes or [group])


# --- the people behind a figure ---------------------------------------------------------------------------------

DECIDED, NOT_KNOWN, ASKED = "decided", "unknown", "asked"
CHOICES = (*(outcome.value for outcome in Outcome), DECIDED, NOT_KNOWN, ASKED)
"""What a figure may count: an outcome; all that are decided (the denominator); all of whom it is not known whether
the duty was owed; all of whom that was asked."""


def _chosen(choice: str) -> Q:
    if choice == ASKED:
        return Q()
    if choice == NOT_KNOWN:
        return Q(owed=Owed.UNKNOWN.value)
    decided = (Outcome.MET.value, Outcome.LATE.value, Outcome.MISSED.value)
    return Q(owed=Owed.YES.value, outcome__in=decided if choice == DECIDED else (choice,))


class DutyOfPerson(NamedTuple):
    """One duty of one person, as the list behind a figure shows it. `met` may lie ahead of the day asked about;
    `outcome` is that of a duty that is owed: of any other it is what it would be, if it were (`owed`).
    """

    person: int
    crn: str
    given_names: str
    family_name: str
    opened: date
    due: date | None
    met: date | None
    outcome: str
    accountable: str
    team: str
    opened_by: int
    owed: str


class Behind:
    """The duties behind one figure whose people a viewer may see, by day and then by CRN."""

    def __init__(self, duties: QuerySet[ObligationRow], viewer: Viewer) -> None:
        self._duties = duties
        visible = cases_visible_to(viewer, through_figure=True).values("pk")
        self._seen = duties.filter(person__in=visible).order_by(DAY, "person__crn", "opened_by")

    def total(self) -> int:
        """How many duties the figure counts, those of people whom the viewer may not see among them."""
        return self._duties.count()

    def count(self) -> int:
        """How many of them are of people whom the viewer may see."""
        return self._seen.count()

    def some(self, first: int = 0, last: int | None = None) -> list[DutyOfPerson]:
        """Those from one place up to, and without, another; all where none is given."""
        return [DutyOfPerson(*row) for row in self._seen.values_list(*_OF_PERSON)[first:last]]

    def keys(self) -> list[tuple[int, int]]:
        """All of them in order, by person and opening fact, for whoever reads them in pieces while others record:
        rows are made anew by a load and a rebuild, these stay.
        """
        return list(self._seen.values_list("person", "opened_by"))

    def of_keys(self, keys: Sequence[tuple[int, int]]) -> list[DutyOfPerson]:
        """Those of these that are still behind the figure, in the order of the keys."""
        rows = self._seen.filter(person__in={person for person, _ in keys}).values_list(*_OF_PERSON)
        found = {(duty.person, duty.opened_by): duty for duty in (DutyOfPerson(*row) for row in rows)}
        return [found[key] for key in keys if key in found]


_OF_PERSON = (
    *("person", "person__crn", "person__given_names", "person__family_name"),
    *("opened", "due", "met", "outcome", "accountable", "team", "opened_by", "owed"),
)


def behind(span: Span, viewer: Viewer, *, standard: str, group: Q, choice: str) -> Behind:
    """Who stands behind one figure: of one standard, of one group (`in_group`), by one of `CHOICES`."""
    return Behind(duties_counted(span, viewer).filter(_chosen(choice), group, standard=standard), viewer)

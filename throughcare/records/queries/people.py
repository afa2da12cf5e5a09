"""People found and listed: by name, number or day of birth, and only among those whom a user may see."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Concat
from django.utils.functional import cached_property

from throughcare.facts.risk import RoshLevel
from throughcare.records.models import CaseSummary, Person, Staff
from throughcare.records.models.projections import nameless_last
from throughcare.records.queries.cases import case_held, cases_visible_to, findable_by, reaches_all
from throughcare.records.queries.organisations import names_of_organisations, names_of_staff, names_of_teams
from throughcare.rules.access import READING, Opening, Relation, Viewer, relation_of
from throughcare.rules.days_as_typed import day_as_typed
from throughcare.rules.texts_as_typed import as_searched

PER_PAGE = 25
AT_MOST_CHOSEN = 500
"""Of more practitioners than these nobody is chosen from a list: their code is typed. The number is ours."""
AT_MOST_LISTED = 5_000
"""So many people a list leads to; a file of it holds all. The number is ours."""
CHUNK = 500
"""So many rows of a file are read at once. SQLite takes a thousand values in one query. The number is ours."""
NOBODY = "-"
"""The filter for people whose case no practitioner holds; no code is written like this."""
NOT_KNOWN = "unknown"
"""The filter for people of whom no level is recorded."""
_BETWEEN_WORDS = re.compile(r"[\s,.'\u2019\-]+")
_STARTS_OF_WORDS = (" ", "-", "'", "\u2019")  # the straight and the curly apostrophe


@dataclass(frozen=True, slots=True)
class Sought:
    """What was typed into the search, read in every way that it can be read: a person fits who fits one of them."""

    typed: str = ""
    words: tuple[str, ...] = ()
    born_on: date | None = None

    @property
    def crn(self) -> str:
        """What was typed, as a case reference number is written."""
        return self.typed.upper()


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list of people is narrowed to and ordered by. What is blank narrows nothing."""

    sought: Sought = Sought()
    officer: str = ""
    level: str = ""
    is_active: bool | None = None
    domestic_abuse: bool = False
    child_concern: bool = False
    by_last_seen: bool = False


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person on a list. Names stand for codes; blank is *not recorded*."""

    pk: int
    crn: str
    given_names: str
    family_name: str
    born_on: date | None
    officer: str
    place: str
    order_words: str
    order_ends_on: date | None
    rosh_level: RoshLevel | None
    domestic_abuse: bool
    child_concern: bool
    has_safety_warning: bool
    is_limited: bool
    is_active: bool
    last_seen_on: date | None
    needs_reason: bool


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """That a person is known, and who holds their case: all that a court officer learns.

    The number is not told: it leads to asking for a report on them.
    """

    pk: int
    crn: str
    organisation: str
    team: str
    officer: str


def sought(typed: str, today: date) -> Sought:
    """What was typed, read as a number, as words of a name, and as a day of birth."""
    text = unicodedata.normalize("NFC", typed).strip()
    words = tuple(word for word in _BETWEEN_WORDS.split(as_searched(text)) if word)
    return Sought(text, words, day_as_typed(text, today) if text else None)


if TYPE_CHECKING:
    _Pages = Paginator[int]
else:
    _Pages = Paginator


class People(_Pages):
    """Pages of people, as ids: of a query, or of those that were found already, as far as they are listed and one more.

    Nobody leafs through a nation: of very many the first are listed, and that there are more.
    """

    @cached_property
    def count(self) -> int:
        """How many are listed."""
        return min(self._counted, AT_MOST_LISTED)

    @property
    def are_more(self) -> bool:
        """Whether there are more than are listed."""
        return self._counted > AT_MOST_LISTED

    @cached_property
    def _counted(self) -> int:
        pks = self.object_list
        return pks.order_by()[: AT_MOST_LISTED + 1].count() if isinstance(pks, QuerySet) else len(pks)


def few_in_reach(viewer: Viewer) -> list[tuple[int, str]] | None:
    """Id and practitioner of everybody whom this viewer may see, in the order of a list: a page is cut from it, and the
    practitioners to choose from are in it. None where there are too many to be found at once.
    """
    if reaches_all(viewer):
        return None
    few = list(asked_for(viewer, Asked()).values_list("pk", "officer")[: AT_MOST_LISTED + 1])
    return few if len(few) <= AT_MOST_LISTED else None


def page_of_people(
    viewer: Viewer, asked: Asked, number: str | int | None, few: Sequence[tuple[int, str]] | None = None
) -> tuple[list[PersonRow], Page[int], bool]:
    """The rows of one page of those whom this viewer may see and who fit, which page of how many it is, and whether
    there are more people than are listed. `few` are those of `few_in_reach`, where they are known.

    Who reaches everybody gets one page from an index in its order. Those of a team, or who were searched for, are few:
    they are found once, and counted and put in order together. What is shown of people is read of a page alone.
    """
    people = People(_in_pages(viewer, asked, few), PER_PAGE)
    page = people.get_page(number)
    return _rows(viewer, _in_bulk(list(page.object_list))), page, people.are_more


def _in_pages(
    viewer: Viewer, asked: Asked, few: Sequence[tuple[int, str]] | None
) -> QuerySet[CaseSummary, int] | list[int]:
    if few is not None and asked == Asked():
        return [pk for pk, _ in few]
    pks = asked_for(viewer, asked).values_list("pk", flat=True)
    return pks if reaches_all(viewer) and not asked.sought.typed else list(pks[: AT_MOST_LISTED + 1])


def all_people(viewer: Viewer, asked: Asked) -> Iterator[list[PersonRow]]:
    """Every one of them in order, for a file: in chunks, so that a whole organisation is never in memory at once."""
    pks = list(asked_for(viewer, asked).values_list("pk", flat=True))
    for start in range(0, len(pks), CHUNK):
        yield _rows(viewer, _in_bulk(pks[start : start + CHUNK]))


def _in_bulk(pks: Sequence[int]) -> list[CaseSummary]:
    """The cases of these people, in their order; of whoever is gone by now none."""
    found = CaseSummary.objects.select_related("person").in_bulk(pks)
    return [found[pk] for pk in pks if pk in found]


def still_visible(viewer: Viewer, people: Iterable[int]) -> set[int]:
    """Those of these people (as ids) whom this viewer may see now: a limit may have come since they were shown."""
    return set(cases_visible_to(viewer).filter(pk__in=set(people)).values_list("pk", flat=True))


def asked_for(viewer: Viewer, asked: Asked) -> QuerySet[CaseSummary]:
    """The cases that this viewer may see and that fit, in order."""
    cases = cases_visible_to(viewer).filter(_fits(asked.sought))
    if asked.officer:
        cases = cases.filter(officer="" if asked.officer == NOBODY else asked.officer)
    if asked.level:
        cases = cases.filter(rosh_level="" if asked.level == NOT_KNOWN else asked.level)
    if asked.is_active is not None:
        cases = cases.filter(is_active=asked.is_active)
    if asked.domestic_abuse:
        cases = cases.filter(domestic_abuse=True)
    if asked.child_concern:
        cases = cases.filter(child_concern=True)
    return _in_order(cases, asked)


def crn_of_only_one(viewer: Viewer, asked: Asked) -> str | None:
    """The number that was typed, where it is that of a person whom this viewer may see; otherwise None."""
    if not asked.sought.typed:
        return None
    cases = cases_visible_to(viewer).filter(person__crn=asked.sought.crn)
    return cases.values_list("person__crn", flat=True).first()


def practitioners_of(viewer: Viewer, few: Sequence[tuple[int, str]] | None = None) -> list[tuple[str, str]] | None:
    """Code and name of everybody who holds a case that this viewer may see, by name; None where that is anybody.

    `few` are those of `few_in_reach`.
    """
    if READING[viewer.role][Relation.ELSEWHERE] is Opening.OPEN and Staff.objects.count() > AT_MOST_CHOSEN:
        return None
    if few is None:
        codes = set(cases_visible_to(viewer).exclude(officer="").values_list("officer", flat=True).distinct())
    else:
        codes = {officer for _, officer in few if officer}
    names = {code: code for code in codes} | names_of_staff(codes)
    return sorted(names.items(), key=lambda pair: (pair[1].casefold(), pair[0]))


def _fits(sought: Sought) -> Q:
    """Any reading of what was typed. Every word must begin a word of the name, in whatever order."""
    if not sought.typed:
        return Q()
    who = Q(crn=sought.crn) | (Q(born_on=sought.born_on) if sought.born_on is not None else Q(pk__in=[]))
    # Asked for first: a condition over two tables at once is found by the index of neither.
    fits = Q(pk__in=list(Person.objects.filter(who).values_list("pk", flat=True)))
    if sought.words:
        by_name = Q()
        for word in sought.words:
            by_name &= _begins_a_word(word)
        fits |= by_name
    return fits


def _begins_a_word(word: str) -> Q:
    begins = Q(search_name__startswith=word)
    for before in _STARTS_OF_WORDS:
        begins |= Q(search_name__contains=f"{before}{word}")
    return begins


def _in_order(cases: QuerySet[CaseSummary], asked: Asked) -> QuerySet[CaseSummary]:
    """By name, nameless last; or by when they were last seen: never, then longest ago.

    Where somebody is sought the few who fit are found first and then put in order: nothing is added to the name there,
    or PostgreSQL would go through everybody in order until enough fit.
    """
    cases = cases.alias(no_name=nameless_last(), was_seen=Q(last_seen_on__isnull=False))
    name: str | Concat = Concat("search_name", Value("")) if asked.sought.typed else "search_name"
    names = ("no_name", name, "person")
    return cases.order_by("was_seen", "last_seen_on", *names) if asked.by_last_seen else cases.order_by(*names)


def _rows(viewer: Viewer, cases: Iterable[CaseSummary]) -> list[PersonRow]:
    cases = list(cases)
    officers = names_of_staff({case.officer for case in cases if case.officer})
    teams, organisations = names_of_teams(), names_of_organisations()
    return [
        PersonRow(
            pk=case.pk,
            crn=case.person.crn,
            given_names=case.person.given_names,
            family_name=case.person.family_name,
            born_on=case.person.born_on,
            officer=officers.get(case.officer, case.officer),
            place=teams.get((case.organisation, case.team), case.team)
            or organisations.get(case.organisation, case.organisation),
            order_words=case.order_words,
            order_ends_on=case.order_ends_on,
            rosh_level=RoshLevel(case.rosh_level) if case.rosh_level else None,
            domestic_abuse=case.domestic_abuse,
            child_concern=case.child_concern,
            has_safety_warning=case.has_safety_warning,
            is_limited=case.is_limited,
            is_active=case.is_active,
            last_seen_on=case.last_seen_on,
            needs_reason=_needs_reason(viewer, case),
        )
        for case in cases
    ]


def _needs_reason(viewer: Viewer, case: CaseSummary) -> bool:
    """Whether this case, which the viewer may see, opens only with a reason."""
    held = case_held(case, case.person.crn, ())
    return READING[viewer.role][relation_of(viewer, held)] is not Opening.OPEN


# --- whether somebody is known, and no more -----------------------------------------------------------------------


def known_by_number(viewer: Viewer, crn: str) -> list[KnownPerson]:
    """The person of this case reference number, as far as this viewer may learn of them; one or none."""
    return _known(findable_by(viewer).filter(person__crn=crn.strip().upper()).select_related("person"))


def known_by_birth(viewer: Viewer, family_name: str, born_on: date) -> list[KnownPerson]:
    """Those of exactly this family name who were born on this day: mostly one, or none."""
    name = as_searched(family_name)
    born = findable_by(viewer).filter(person__born_on=born_on, search_name__startswith=name)
    # The folded name holds the first names too, so that a longer family name begins with this one as well.
    cases = born.select_related("person").order_by("person__crn")
    return _known(case for case in cases if as_searched(case.person.family_name) == name)


def _known(cases: Iterable[CaseSummary]) -> list[KnownPerson]:
    cases = list(cases)
    officers = names_of_staff({case.officer for case in cases if case.officer})
    teams, organisations = names_of_teams(), names_of_organisations()
    return [
        KnownPerson(
            pk=case.pk,
            crn=case.person.crn,
            organisation=organisations.get(case.organisation, case.organisation),
            team=teams.get((case.organisation, case.team), case.team),
            officer=officers.get(case.officer, case.officer),
        )
        for case in cases
    ]

"""Duties grouped by who the people are and by their report: form, court, sex, age, ethnicity, for the database.

`measures.people_groups` says the same of one person; a test holds both against each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from functools import reduce
from operator import and_
from typing import Any

from django.db.models import Case, CharField, F, Q, Value, When
from django.db.models.lookups import Exact

from throughcare.facts.court import ReportFormat
from throughcare.measures.case_mix import NOT_RECORDED
from throughcare.measures.counting import NONE
from throughcare.measures.people_groups import AGES, ETHNICITIES, ETHNICITY_CODES, OTHER_WORDS, SEXES, YOUNGER_THAN
from throughcare.records.models import Court
from throughcare.records.queries.comparisons import age_when_opened
from throughcare.records.queries.measures import ALL, By, in_group


class OfPeople(StrEnum):
    """What a figure may be grouped by beside who is accountable. Only pages of court work ask it."""

    FORM = "form"
    COURT = "court"
    SEX = "sex"
    AGE = "age"
    ETHNICITY = "ethnicity"


Grouped = By | OfPeople
"""Everything that a figure may be grouped by."""


def names_of_courts() -> dict[str, str]:
    """The name of each court by its code."""
    return dict(Court.objects.values_list("code", "name"))


def group_column(by: Grouped) -> Any:
    """The expression that duties are grouped by: the group itself, but for courts, teams and types.

    A blank form or organisation stands as it is; of a court it is what was written down (`group_of`).
    """
    return _COLUMNS[by]()


def _sex() -> Case:
    named = (When(_is_one_of("person__sex", ways), then=Value(group)) for group, ways in SEXES.items())
    return _grouped("person__sex", named)


def _ethnicity() -> Case:
    named = (
        When(
            _begins_with("person__ethnicity", ways) | Q(person__ethnicity__in=ETHNICITY_CODES[group]),
            then=Value(group),
        )
        for group, ways in ETHNICITIES.items()
    )
    return _grouped("person__ethnicity", named)


def _grouped(field: str, named: Iterable[When]) -> Case:
    blank = When(Q(**{field: ""}), then=Value(NOT_RECORDED))
    return Case(blank, *named, default=Value(OTHER_WORDS), output_field=CharField())


def _is_one_of(field: str, ways: Iterable[str]) -> Q:
    found = Q()
    for way in ways:
        found |= Q(**{f"{field}__iexact": way})
    return found


def _begins_with(field: str, ways: Iterable[str]) -> Q:
    found = _is_one_of(field, ways)
    for way in ways:
        found |= Q(**{f"{field}__istartswith": f"{way}:"})
    return found


_COLUMNS: dict[Grouped, Any] = {
    By.PROVIDER: lambda: F("accountable"),
    OfPeople.FORM: lambda: F("report_format"),
    OfPeople.COURT: lambda: F("report_court"),
    OfPeople.SEX: _sex,
    OfPeople.AGE: lambda: age_when_opened(AGES, YOUNGER_THAN),
    OfPeople.ETHNICITY: _ethnicity,
}


def group_of(by: Grouped, found: str, courts: Mapping[str, str]) -> str:
    """The group of what `group_column` gave: a blank, or a form that is none, is `NONE`; a court is its code, by
    whatever name it was written down (`courts`: names by code), and one that nobody entered what was written down.
    """
    if by is OfPeople.FORM:
        return form_of(found)
    if by is not OfPeople.COURT:
        return found or NONE
    if found in _NO_COURT:
        return NONE
    said = found.lower()
    return next((code for code, name in courts.items() if said in (code.lower(), name.lower())), found)


_NO_COURT = ("", NONE, ALL)
"""What is no court: nothing, and the words that stand for a group here, whoever typed them."""


def form_of(found: str) -> str:
    """The form of a report by its code; `NONE` where it was not recorded, or is none of the list."""
    return found if found in FORMS else NONE


FORMS = tuple(form.value for form in ReportFormat)


def _of_form(form: str) -> Q:
    return ~Q(report_format__in=FORMS) if form == NONE else Q(report_format=form)


def in_people_group(by: OfPeople, group: str, courts: Mapping[str, str]) -> Q:
    """The duties of a group, by its name."""
    if by is OfPeople.FORM:
        return _of_form(group)
    if by is not OfPeople.COURT:
        return Q(Exact(group_column(by), Value(group)))
    if group == NONE:
        return Q(report_court__in=_NO_COURT)
    return _is_one_of("report_court", (group, courts[group])) if group in courts else Q(report_court=group)


def in_any_group(by: Grouped, group: str, types: Mapping[str, str], courts: Mapping[str, str]) -> Q:
    """The duties of a group, whatever it is a group of."""
    if isinstance(by, OfPeople):
        return in_people_group(by, group, courts)
    return in_group(by, group, types)


DETAILS: dict[str, Callable[[str], Q]] = {
    "form": _of_form,
    "proposed": lambda value: Q(proposal="" if value == NONE else value),
    "passed": lambda value: Q(disposal="" if value == NONE else value),
}
"""What a figure of a page of court work may say beside its group: which form, what was proposed, what was passed."""


def with_details(details: Mapping[str, str]) -> Q:
    """The duties of a figure that says so much more (`DETAILS`): a value, or `NONE` for what is not recorded."""
    return reduce(and_, (DETAILS[name](value) for name, value in details.items()), Q())

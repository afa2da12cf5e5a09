"""What do more oral and short reports do to risk assessment? The mix of forms, and what was known by each."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from throughcare.calendar import add_months
from throughcare.records.queries.formats import ASKED, KNOWN, Shares, due_in, met_by, mix_by, mix_by_quarter, opened_in
from throughcare.records.queries.measures import ALL, By, Reading
from throughcare.records.queries.measures import ASKED as ALL_ASKED
from throughcare.records.queries.people_groups import Grouped, OfPeople, form_of
from throughcare.rules.access import Power
from throughcare.rules.tasks import rule_of
from throughcare.web.design.words import number, percent
from throughcare.web.door import needs
from throughcare.web.measures.court_figures import CourtAsked, added, court_asked, share_of
from throughcare.web.measures.groups import OF_PEOPLE
from throughcare.web.measures.pages import Number
from throughcare.web.measures.periods import quarter_of
from throughcare.web.measures.questions import every_standard

QUARTERS = 12
"""So many quarters are shown of the mix over time. The number is ours."""
SHOWN_BY: tuple[Grouped, ...] = (By.PROVIDER, OfPeople.COURT, OfPeople.SEX, OfPeople.AGE, OfPeople.ETHNICITY)
WHAT_CANNOT = (
    "Forms follow need: a standard report is asked for where the risk is high, and then more is asked and assessed. So "
    "a difference between forms does not say what the form did.",
    "The courts that use more oral reports may differ in other ways too: in their cases, their staff, and the agencies "
    "around them.",
    "What is counted is that a check was back and an assessment recorded, and not how good either was.",
    "Of sentences without a report, and of reports whose form was not recorded, it is not known; they stand apart.",
    "A difference between groups of people is no proof that anybody was treated unfairly, and no difference is no "
    "proof that nobody was. Of few people chance tells most.",
)


@needs(Power.SEE_MEASURES)
def formats(request: HttpRequest) -> HttpResponse:
    """The page of the question."""
    asked, around = court_asked(request, SHOWN_BY, By.PROVIDER)
    days, viewer = asked.days, asked.viewer
    start = quarter_of(add_months(quarter_of(days.as_of)[0], -3 * (QUARTERS - 1)))[0]
    span = due_in(days.first_on, days.last_on, days.as_of)
    by_form = {
        (standard, form_of(form)): counted
        for (standard, form), counted in met_by(OfPeople.FORM, span, viewer, KNOWN).items()
    }
    context = {
        "heads": [asked.names.of(OfPeople.FORM, form) for form in _FORMS],
        "mix": _mix(asked),
        "known_heads": [rule_of(standard).short for standard in KNOWN],
        "known_by_group": _known_by_group(asked, added(met_by(asked.by, span, viewer, KNOWN), asked)),
        "known": _known(by_form, asked),
        "quarters": _quarters(mix_by_quarter(start, days.as_of, viewer)),
        "concordance": f"{reverse('concordance')}?{around['query']}",
        "cannot": WHAT_CANNOT,
    }
    return render(request, "measures/formats.html", context | around)


_FORMS = OF_PEOPLE[OfPeople.FORM]

Cells = list[tuple[str, Number]]
"""A share and the number that it is of, form by form."""


def _mix(asked: CourtAsked) -> list[tuple[str, Cells, Number]]:
    days = opened_in(asked.days.first_on, asked.days.last_on, asked.days.as_of)
    found: Counter[tuple[str, str]] = Counter()
    for (said, form), many in mix_by(asked.by, days, asked.viewer).items():
        for group in (asked.group_of(said), ALL):
            found[group, form_of(form)] += many
    rows = []
    for group in [*asked.groups({group for group, _ in found} - {ALL}), *([ALL] if found else [])]:
        whole = sum(found[group, form] for form in _FORMS)
        cells = [
            (percent(found[group, form] / whole), _reports(asked, found[group, form], group, form=form))
            for form in _FORMS
        ]
        rows.append((asked.name_of(group), cells, _reports(asked, whole, group)))
    return rows


def _reports(asked: CourtAsked, many: int, group: str, **details: str) -> Number:
    return asked.opened(many, ASKED, group, ALL_ASKED, reading=Reading.COHORT.value, **details)


def _quarters(mix: Counter[tuple[date, str]]) -> list[tuple[str, Cells, Number]]:
    rows = []
    for first in sorted({quarter for quarter, _ in mix}):
        counts = Counter[str]()
        for (quarter, form), many in mix.items():
            counts[form_of(form)] += many if quarter == first else 0
        whole = counts.total()
        cells = [(percent(counts[form] / whole), Number(number(counts[form]))) for form in _FORMS]
        rows.append((f"{first:%B} to {add_months(first, 2):%B %Y}", cells, Number(number(whole))))
    return rows


def _known_by_group(asked: CourtAsked, found: Shares) -> list[tuple[str, list[Any]]]:
    groups = asked.groups({group for _, group in found} - {ALL})
    return [
        (asked.name_of(group), [share_of(asked, *found.get((each, group), (0, 0)), each, group) for each in KNOWN])
        for group in [*groups, *([ALL] if found else [])]
    ]


def _known(found: Shares, asked: CourtAsked) -> list[dict[str, Any]]:
    titles = {standard.name: standard.about.title for standard in every_standard()}
    rows = []
    for standard in KNOWN:
        cells = [
            share_of(asked, *found.get((standard, form), (0, 0)), standard, form, OfPeople.FORM) for form in _FORMS
        ]
        address = reverse("measure", args=standard.split("/"))
        rows.append({"title": titles[standard], "address": f"{address}?{asked.period.query}", "cells": cells})
    return rows

"""What do more oral and short reports do to risk assessment? The mix of forms, and what was known by each."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from throughcare.calendar import add_months
from throughcare.facts.court import ReportFormat
from throughcare.measures.intervals import wilson
from throughcare.records.queries.formats import KNOWN, Mix, format_mix, known_by_format, span_of
from throughcare.records.queries.organisations import names_of_organisations
from throughcare.rules.access import Power
from throughcare.rules.case.values import known_value
from throughcare.web.clock import today
from throughcare.web.design.words import number
from throughcare.web.door import needs
from throughcare.web.measures.periods import period_asked, quarter_of
from throughcare.web.measures.questions import every_standard
from throughcare.web.people.opening import user_of

QUARTERS = 12
"""So many quarters are shown of the mix over time. The number is ours."""
FORMS = (*(form.value for form in ReportFormat), "")
WHAT_CANNOT = (
    "Forms follow need: a standard report is asked for where the risk is high, and then more is asked and assessed. So "
    "a difference between forms does not say what the form did.",
    "The courts that use more oral reports may differ in other ways too: in their cases, their staff, and the agencies "
    "around them.",
    "What is counted is that a check was back and an assessment recorded, and not how good either was.",
    "Of sentences without a report, and of reports whose form was not recorded, it is not known; they stand apart.",
)


@needs(Power.SEE_MEASURES)
def formats(request: HttpRequest) -> HttpResponse:
    """The page of the question."""
    on, viewer = today(), user_of(request).viewer
    period, form = period_asked(request.GET, on)
    first, last = period.span.first_on, min(period.span.last_on, on)
    start = quarter_of(add_months(quarter_of(on)[0], -3 * (QUARTERS - 1)))[0]
    over_time, here = format_mix(start, on, viewer), format_mix(first, last, viewer)
    context = {
        "form": form,
        "period": period.name,
        "heads": [_form_name(each) for each in FORMS],
        "quarters": _quarters(over_time),
        "organisations": _organisations(here),
        "known": _known(known_by_format(span_of(first, last, on), viewer), period.query),
        "cannot": WHAT_CANNOT,
    }
    return render(request, "measures/formats.html", context)


def _form_name(code: str) -> str:
    known = known_value(ReportFormat, code)
    return known.label if known else "Form not known"


def _row(counts: dict[str, int]) -> list[str]:
    whole = sum(counts.values())
    return [f"{counts.get(form, 0) / whole:.0%} ({number(counts.get(form, 0))})" if whole else "" for form in FORMS]


def _quarters(mix: Mix) -> list[tuple[str, list[str], str]]:
    found = []
    for first in sorted({quarter for quarter, _ in mix.quarters}):
        counts = {form: mix.quarters[first, form] for form in FORMS}
        words = f"{first:%B} to {add_months(first, 2):%B %Y}"
        found.append((words, _row(counts), number(sum(counts.values()))))
    return found


def _organisations(mix: Mix) -> list[tuple[str, list[str], str]]:
    names = names_of_organisations()
    found = []
    for code in sorted({code for code, _ in mix.organisations}, key=lambda code: names.get(code, code)):
        counts = {form: mix.organisations[code, form] for form in FORMS}
        found.append((names.get(code, code) or "nobody named", _row(counts), number(sum(counts.values()))))
    return found


def _known(found: dict[tuple[str, str], tuple[int, int]], query: str) -> list[dict[str, Any]]:
    titles = {standard.name: standard.about.title for standard in every_standard()}
    rows = []
    for standard in KNOWN:
        cells = []
        for form in FORMS:
            met, many = found.get((standard, form), (0, 0))
            interval = wilson(met, many)
            cells.append(
                f"{met / many:.0%} ({interval[0]:.0%} to {interval[1]:.0%}), {number(met)} of {number(many)}"
                if interval and many
                else "none"
            )
        address = reverse("measure", args=standard.split("/"))
        rows.append({"title": titles[standard], "address": f"{address}?{query}", "cells": cells})
    return rows

"""Proposal and sentence beside each other: how often the court passed what the report had proposed, and by whom."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from throughcare.facts.court import Disposal, Proposal
from throughcare.measures.counting import NONE
from throughcare.records.queries.formats import AS_PROPOSED, SENTENCES, Shares, met_by, opened_in, sentences_by
from throughcare.records.queries.measures import ALL, By, Reading
from throughcare.records.queries.measures import ASKED as ALL_ASKED
from throughcare.records.queries.people_groups import Grouped, OfPeople
from throughcare.rules.access import Power
from throughcare.web.door import needs
from throughcare.web.measures.court_figures import CourtAsked, Share, added, court_asked, share_of
from throughcare.web.measures.pages import Number, measure_address

SHOWN_BY: tuple[Grouped, ...] = (
    *(OfPeople.FORM, OfPeople.COURT, By.PROVIDER),
    *(OfPeople.SEX, OfPeople.AGE, OfPeople.ETHNICITY),
)
PROPOSED = (*(each.value for each in Proposal), NONE)
PASSED = (*(each.value for each in Disposal), NONE)
WHAT_CANNOT = (
    "A court that follows its proposals may do so because its proposals follow the court: whoever proposes what the "
    "bench is known to like is followed more often.",
    "It says nothing of whether the proposal, or the sentence, was right.",
    "Only sentences that begin supervision are on the record. Where a fine or a discharge was proposed and passed, "
    "there is no sentence here, so that these proposals look as if they were never followed.",
    "The kind of sentence is compared, and not its length or its requirements.",
    "Where nothing was proposed, no proposal was written down, or it is not recorded what was passed, nothing is "
    "compared: those sentences stand apart.",
    "Of few people chance tells most: read the interval before the share.",
    "A difference between groups of people is no proof that anybody was treated unfairly, for they may differ in what "
    "was done and in the risk; and no difference is no proof that nobody was.",
)


@needs(Power.SEE_MEASURES)
def concordance(request: HttpRequest) -> HttpResponse:
    """Proposal and sentence of a period, by a group."""
    asked, around = court_asked(request, SHOWN_BY, OfPeople.FORM)
    days = opened_in(asked.days.first_on, asked.days.last_on, asked.days.as_of)
    shares = added(met_by(asked.by, days, asked.viewer, (AS_PROPOSED,)), asked)
    sentences: Counter[tuple[str, str, str]] = Counter()
    for (said, proposed, passed), many in sentences_by(asked.by, days, asked.viewer).items():
        for group in (asked.group_of(said), ALL):
            sentences[group, proposed or NONE, passed or NONE] += many
    context = {
        "rows": _rows(asked, shares, sentences),
        "heads": [_passed(each) for each in PASSED],
        "cross": _cross(asked, sentences),
        "measure": f"{measure_address(AS_PROPOSED)}?{asked.period.query}",
        "formats": f"{reverse('formats')}?{around['query']}",
        "cannot": WHAT_CANNOT,
    }
    return render(request, "measures/concordance.html", context | around)


Sentences = Counter[tuple[str, str, str]]
"""How many sentences, by group, by what was proposed and by what was passed."""


def _rows(asked: CourtAsked, shares: Shares, sentences: Sentences) -> list[Any]:
    """Each group: its name, its share, and how many stand apart because nothing was proposed or written down."""
    groups = {group for _, group in shares} | {group for group, _, _ in sentences}
    rows: list[tuple[str, Share, list[Number]]] = []
    for group in [*asked.groups(groups - {ALL}), *([ALL] if groups else [])]:
        apart = [
            _sentences(asked, sum(sentences[group, proposed, passed] for passed in PASSED), group, proposed=proposed)
            for proposed in (Proposal.NONE.value, NONE)
        ]
        met, decided = shares.get((AS_PROPOSED, group), (0, 0))
        rows.append((asked.name_of(group), share_of(asked, met, decided, AS_PROPOSED, group), apart))
    return rows


def _cross(asked: CourtAsked, sentences: Sentences) -> list[tuple[str, list[tuple[Number, bool]], Number]]:
    """Everybody: what was proposed against what was passed, and where both are the same."""
    rows = []
    for proposed in PROPOSED:
        many = {passed: sentences[ALL, proposed, passed] for passed in PASSED}
        if not any(many.values()):
            continue
        cells = [
            (_sentences(asked, many[passed], ALL, proposed=proposed, passed=passed), proposed == passed != NONE)
            for passed in PASSED
        ]
        rows.append((_proposed(proposed), cells, _sentences(asked, sum(many.values()), ALL, proposed=proposed)))
    return rows


def _sentences(asked: CourtAsked, many: int, group: str, **details: str) -> Number:
    return asked.opened(many, SENTENCES, group, ALL_ASKED, reading=Reading.COHORT.value, **details)


def _proposed(code: str) -> str:
    return "No proposal on the record" if code == NONE else Proposal(code).label


def _passed(code: str) -> str:
    return "Not recorded" if code == NONE else Disposal(code).label

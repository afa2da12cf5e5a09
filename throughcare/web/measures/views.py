"""Measures: the questions over a period, one question by its groups, and who stands behind a figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from throughcare.actions.access import log_export, log_reads
from throughcare.exchange.measure_files import measures_csv
from throughcare.records.queries.formats import AS_PROPOSED, KNOWN
from throughcare.records.queries.formats import ASKED as REPORTS
from throughcare.records.queries.measures import By, DutyOfPerson, cells, counts, grouping
from throughcare.records.queries.people_groups import OfPeople
from throughcare.rules.access import Power, may
from throughcare.standards.language import AnyStandard
from throughcare.web.clock import now, today
from throughcare.web.door import needs
from throughcare.web.measures import lists
from throughcare.web.measures.asking import around, asked_for, by_asked, file_answer, standard_asked
from throughcare.web.measures.comparison_views import view_links
from throughcare.web.measures.groups import read_names
from throughcare.web.measures.pages import (
    Asked,
    Counts,
    about_rows,
    clock_links,
    file_address,
    group_links,
    shelf_tables,
    source_of,
    table_of,
    who_it_opens_to,
)
from throughcare.web.measures.periods import period_asked
from throughcare.web.measures.pictures import drawn, picture_of_question
from throughcare.web.measures.questions import every_standard, shelves
from throughcare.web.people.opening import user_of

PEOPLE_ON_A_PAGE = 25
MOST_UNFOLDED = 20
"""A picture of more groups than that is folded, so that the table is not screens away."""
CSV = "text/csv; charset=utf-8"
CHUNK = 500
"""So many duties of a file are read at once, and not all those of a figure. The number is ours."""


@needs(Power.SEE_MEASURES)
def measures(request: HttpRequest) -> HttpResponse:
    """Every question of the shipped packs over a period, by type of organisation."""
    asked, form = asked_for(request, By.TYPE)
    found = _counted(asked, every_standard())
    context = {"shelves": shelf_tables(shelves(), found, asked), "file": file_address(asked)}
    return render(request, "measures/measures.html", context | around(request, asked, form))


@needs(Power.SEE_MEASURES)
def measure(request: HttpRequest, pack: str, standard: str) -> HttpResponse:
    """One question, by type, by provider or by team."""
    clock, question = standard_asked(pack, standard)
    asked, form = asked_for(request, by_asked(request))
    found = _counted(asked, question.standards)
    table = table_of(question, found, asked)
    picture = picture_of_question(question, found, asked, table)
    is_long = picture is not None and len(picture.rows) > MOST_UNFOLDED
    context = {
        "table": table,
        "pictures": drawn(picture, is_long=is_long) if picture else [],
        "is_long": is_long,
        "clock": clock.pack,
        "name": clock.standard.name,
        "about": about_rows(clock),
        "source": source_of(clock.standard),
        "others": clock_links(question, clock, asked),
        "views": view_links(clock, asked, ""),
        "groups": group_links(asked),
        "opens": who_it_opens_to(asked.viewer),
        "file": file_address(asked, clock.standard.name),
        "more": _page_of(clock.standard.name),
        "back": f"{reverse('measures')}?{asked.period.query}",
    }
    return render(request, "measures/measure.html", context | around(request, asked, form))


@needs(Power.SEE_MEASURES)
def figures_csv(request: HttpRequest, pack: str = "", standard: str = "") -> HttpResponse:
    """The figures of a page as a file."""
    asked, form = asked_for(request, by_asked(request))
    if form.errors:
        raise Http404
    counted = _counted(asked, standard_asked(pack, standard)[1].standards if pack else every_standard())
    name = lists.file_name("figures", asked, standard)
    log_export(by=user_of(request), what="figures as a file", why=f"{len(counted)} figures: {name}", at=now())
    return file_answer(name, measures_csv(counted.values()), CSV)


@needs(Power.OPEN_MEASURES)
def people(request: HttpRequest, pack: str, standard: str) -> HttpResponse:
    """Who stands behind a figure: those whom this user may see."""
    figure = _figure(request, pack, standard)
    found = figure.behind()
    page = Paginator(range(found.count()), PEOPLE_ON_A_PAGE).get_page(request.GET.get("page"))
    shown = found.some(page.start_index() - 1, page.end_index()) if page.object_list else []
    log_reads(lists.people_in(shown), by=user_of(request), what="people behind a figure", why=figure.name, at=now())
    words = lists.how_many(page.paginator.count, found.total())
    context = {"figure": figure, "words": words, "page": page, "rows": lists.rows_of(shown, figure)}
    return render(request, "measures/people.html", context | {"with_names": may(figure.asked.viewer, Power.TAKE_NAMES)})


@needs(Power.OPEN_MEASURES)
def people_csv(request: HttpRequest, pack: str, standard: str) -> HttpResponse:
    """The same as a file: with names for those who may take names away, else the days alone."""
    figure, user = _figure(request, pack, standard), user_of(request)
    found, with_names = figure.behind(), may(user.viewer, Power.TAKE_NAMES)
    keys, at = found.keys(), now()

    def chunks() -> Iterator[DutyOfPerson]:
        told: set[int] = set()
        for first in range(0, len(keys), CHUNK):
            duties = found.of_keys(keys[first : first + CHUNK])
            if with_names:
                people = [person for person in lists.people_in(duties) if person not in told]
                log_reads(people, by=user, what="people behind a figure, as a file", why=figure.name, at=at)
                told.update(people)
            yield from duties

    text = figure.text(chunks(), with_names=with_names)
    names = "with names" if with_names else "without names"
    log_export(by=user, what=f"people behind a figure as a file, {names}", why=f"{len(keys)}: {figure.name}", at=at)
    return file_answer(lists.file_name("people", figure.asked, standard, figure.by), text, CSV)


# --- what is asked for ------------------------------------------------------------------------------------------


def _page_of(standard: str) -> tuple[str, str]:
    """The page of court work on which this question stands beside others: its address and words; blank for most."""
    if standard == AS_PROPOSED:
        return reverse("concordance"), "Proposal and sentence, by form of report, by court and by group of people"
    if standard in (REPORTS, *KNOWN):
        return reverse("formats"), "What do more oral and short reports do to risk assessment?"
    return "", ""


def _counted(asked: Asked, standards: Sequence[AnyStandard]) -> Counts:
    names = [standard.name for standard in standards]
    found = cells(asked.period.span, asked.viewer, standards=names, with_team=asked.by is By.TEAM)
    return counts(found, standards, grouping(asked.by, asked.names.types))


def _figure(request: HttpRequest, pack: str, standard: str) -> lists.FigureAsked:
    """The figure whose people are asked for. Raises `Http404` for what no page leads to, `MayNot` where it is shut."""
    clock, _ = standard_asked(pack, standard)
    said, by = request.GET.dict(), by_asked(request)
    grouped = OfPeople(said["by"]) if said.get("by") in list(OfPeople) else by
    period, form = period_asked(said, today())
    if form.errors:
        raise Http404
    asked = Asked(user_of(request).viewer, period, by, read_names(grouped, with_all=True))
    return lists.figure_asked(said, asked, clock, grouped)

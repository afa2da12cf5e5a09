"""One standard compared: its groups fairly, its months, its groups with like people; and each of these as a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from urllib.parse import quote, urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from throughcare.actions.access import log_export
from throughcare.calendar import add_months
from throughcare.exchange.pictures import NothingToDraw, Picture, pdf_file, svg_file
from throughcare.records.queries.comparisons import Alike
from throughcare.records.queries.measures import ALL, By
from throughcare.rules.access import Power
from throughcare.web.clock import now, today
from throughcare.web.door import needs
from throughcare.web.measures.asking import around, asked_for, by_asked, file_answer, standard_asked
from throughcare.web.measures.comparing import ALIKE_IN, VIEWS, Comparison, View, alike, compared, months
from throughcare.web.measures.forms import PeriodForm
from throughcare.web.measures.groups import TOGETHER, read_names
from throughcare.web.measures.pages import NOT_GOOD, Asked, measure_address, source_of, what_they_show, who_it_opens_to
from throughcare.web.measures.periods import Choice, Period
from throughcare.web.measures.pictures import drawn
from throughcare.web.measures.questions import Clock
from throughcare.web.people.opening import user_of

MONTHS_SHOWN = 24
"""The page of months shows so many before this one, where nobody says otherwise: two of each season."""

Ways = dict[str, str]
"""What an address says beside the period: by what, which group, alike in what."""


@needs(Power.SEE_MEASURES)
def comparison(request: HttpRequest, pack: str, standard: str, view: str) -> HttpResponse:
    """One of the three comparisons of a standard: its words, its picture and its table."""
    clock, asked, form, ways = _asked(request, pack, standard, view)
    made = _made(View(view), asked, clock, ways)
    context = {
        "title": VIEWS[View(view)],
        "question": clock.standard.about.title,
        "clock": clock.pack,
        "comparison": made,
        "is_unverified": clock.is_unverified,
        "source": source_of(clock.standard),
        "pictures": drawn(made.picture),
        "views": view_links(clock, asked, view),
        "groups": _group_links(View(view), asked, ways),
        "alikes": _alike_links(View(view), asked, ways),
        "days": {
            "from": asked.period.span.first_on,
            "to": asked.period.span.last_on,
            "reading": asked.period.span.reading.value,
        },
        "whose": _whose(View(view), asked, ways),
        "opens": who_it_opens_to(asked.viewer),
        "files": _file_links(request, asked, ways),
        "back": f"{measure_address(clock.standard.name)}?{asked.period.query}",
    }
    also = {name: value for name, value in ways.items() if name != "by"}
    return render(request, "measures/comparison.html", context | around(request, asked, form, **also))


@needs(Power.SEE_MEASURES)
def comparison_file(request: HttpRequest, pack: str, standard: str, view: str, ending: str) -> HttpResponse:
    """The table of a comparison as CSV, its picture as SVG, or both with their words as PDF. Taking one is logged."""
    if ending not in FILES:
        raise Http404
    clock, asked, form, ways = _asked(request, pack, standard, view)
    if form.errors:
        raise Http404
    made, period = _made(View(view), asked, clock, ways), asked.period
    unverified = source_of(clock.standard) if clock.is_unverified else ()
    about = (what_they_show(period), NOT_GOOD, *made.how, *unverified)
    picture = made.picture if ending != "csv" else _with_what_it_is_of(made.picture, clock, period)
    try:
        content = FILES[ending][1](picture, about, period.span.as_of)
    except NothingToDraw as error:
        raise Http404 from error
    of = "-".join([pack, standard, *ways.values(), str(period.span.first_on), "to", str(period.span.last_on)])
    name = f"{view}-{of.replace('/', '-')}-{period.span.reading}.{ending}"
    log_export(
        by=user_of(request), what=f"comparison as a file ({ending})", why=f"{clock.standard.name}: {name}", at=now()
    )
    return file_answer(name, content, FILES[ending][0])


def _with_what_it_is_of(picture: Picture, clock: Clock, period: Period) -> Picture:
    """The table of a file: every line says of which standard it is, of which days, and as of when."""
    days, columns = period.span, ("standard", "first_on", "last_on", "reading", "as_of")
    told = (clock.standard.name, str(days.first_on), str(days.last_on), days.reading.value, str(days.as_of))
    return replace(
        picture, columns=(*columns, *picture.columns), figures=tuple((*told, *row) for row in picture.figures)
    )


FILES: dict[str, tuple[str, Callable[[Picture, tuple[str, ...], date], str | bytes]]] = {
    "csv": ("text/csv; charset=utf-8", lambda picture, _about, _day: picture.csv),
    "svg": ("image/svg+xml", lambda picture, _about, _day: svg_file(picture)),
    "pdf": ("application/pdf", lambda picture, about, day: pdf_file(picture, about=about, as_of=day)),
}
FILE_WORDS = {"csv": "The table (CSV)", "svg": "The picture (SVG)", "pdf": "All of it, to print (PDF)"}


# --- what is asked for ------------------------------------------------------------------------------------------


def _asked(request: HttpRequest, pack: str, standard: str, view: str) -> tuple[Clock, Asked, PeriodForm, Ways]:
    """The standard, the period, and by what it is compared. Raises `Http404` for what no page leads to."""
    clock, _ = standard_asked(pack, standard)
    if view not in list(View):
        raise Http404
    if view != View.MONTHS:
        by = by_asked(request, usual=By.PROVIDER)
        by = By.PROVIDER if by is By.TYPE else by
        asked, form = asked_for(request, by)
        ways = {"by": by.value}
        return clock, asked, form, ways | ({"alike": _way(request).value} if view == View.ALIKE else {})
    group = request.GET.get("group", ALL)
    by = By.TYPE if group == ALL else By.PROVIDER
    first = add_months(today().replace(day=1), -MONTHS_SHOWN)
    asked, form = asked_for(request, by, from_=first.isoformat(), to=today().isoformat())
    if not asked.names.knows(by, group):
        raise Http404
    return clock, asked, form, {"by": by.value, "group": group}


def _way(request: HttpRequest) -> Alike:
    said = request.GET.get("alike")
    return Alike(said) if said in list(Alike) else Alike.RISK


def _made(view: View, asked: Asked, clock: Clock, ways: Ways) -> Comparison:
    if view is View.COMPARED:
        return compared(asked, clock)
    if view is View.MONTHS:
        return months(asked, clock, ways["group"])
    return alike(asked, clock, Alike(ways["alike"]))


# --- links ------------------------------------------------------------------------------------------------------


def view_links(clock: Clock, asked: Asked, here: str) -> list[Choice]:
    """The figures of a standard and its comparisons, over the same days. A chart of months has days of its own."""
    place, days = measure_address(clock.standard.name), asked.period.query
    by = f"by={asked.by.value}&" if asked.by is By.TEAM else ""
    links = [Choice("Figures", f"{place}?{by}{days}", not here)]
    for view, words in VIEWS.items():
        query = "" if view is View.MONTHS else f"?{by}{days}"
        links.append(Choice(words, f"{place}{view}/{query}", view == here))
    return links


def _group_links(view: View, asked: Asked, ways: Ways) -> list[Choice]:
    """By what groups are compared."""
    if view is View.MONTHS:
        return []
    words = {By.PROVIDER: "By provider", By.TEAM: "By team"}
    days = asked.period.query
    return [Choice(words[by], f"?{urlencode(ways | {'by': by.value})}&{days}", by is asked.by) for by in words]


def _whose(view: View, asked: Asked, ways: Ways) -> list[Choice]:
    """Whose months can be shown: everybody's, and those of each provider. The address is the group's code."""
    if view is not View.MONTHS:
        return []
    names = asked.names.organisations or read_names(By.PROVIDER).organisations
    providers = sorted(names.items(), key=lambda each: (each[1].casefold(), each[0]))
    return [Choice(name, code, code == ways["group"]) for code, name in ((ALL, TOGETHER), *providers)]


def _alike_links(view: View, asked: Asked, ways: Ways) -> list[Choice]:
    if view is not View.ALIKE:
        return []
    return [
        Choice(
            f"{words[0].upper()}{words[1:]}" if way is not Alike.ALL else "All four together",
            f"?{urlencode(ways | {'alike': way.value})}&{asked.period.query}",
            way.value == ways["alike"],
        )
        for way, words in ALIKE_IN.items()
    ]


def _file_links(request: HttpRequest, asked: Asked, ways: Ways) -> list[tuple[str, str]]:
    """The files of this page: words and address."""
    place = quote(request.path.rstrip("/"))
    query = f"{urlencode(ways)}&{asked.period.query}"
    return [(words, f"{place}.{ending}?{query}") for ending, words in FILE_WORDS.items()]

"""What a page of measures is asked for: whose figures, over which period, by what; and what stands around them."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from throughcare.records.queries.measures import By, first_day
from throughcare.web.clock import today
from throughcare.web.measures.forms import PeriodForm
from throughcare.web.measures.groups import read_names
from throughcare.web.measures.pages import NOT_GOOD, Asked, what_they_show
from throughcare.web.measures.periods import near_periods, period_asked, readings
from throughcare.web.measures.questions import Clock, Question, question_of
from throughcare.web.people.opening import user_of


def asked_for(request: HttpRequest, by: By, **usual: str) -> tuple[Asked, PeriodForm]:
    """What is asked for, and the form of the period. `usual`: the days where the address says none."""
    said = request.GET.dict()
    if "from" not in said and "to" not in said:
        said |= {name.rstrip("_"): day for name, day in usual.items()}
    period, form = period_asked(said, today())
    return Asked(user_of(request).viewer, period, by, read_names(by)), form


def by_asked(request: HttpRequest, *, usual: By = By.TYPE) -> By:
    """By what figures are grouped; the usual where the address does not say, or says something else."""
    said = request.GET.get("by")
    return By(said) if said in list(By) else usual


def standard_asked(pack: str, standard: str) -> tuple[Clock, Question]:
    """The standard of an address, with the question that it answers. Raises `Http404`."""
    question = question_of(pack, standard)
    clock = question.clock_of(f"{pack}/{standard}") if question else None
    if question is None or clock is None:
        raise Http404
    return clock, question


def around(request: HttpRequest, asked: Asked, form: PeriodForm, **also: str) -> dict[str, Any]:
    """What stands around the figures of every page: the period, and what they show and cannot.

    `also`: what else the address of the page says, which its links to other periods keep.
    """
    period = asked.period
    kept = {"by": asked.by.value} if asked.by is not By.TYPE else {}
    here = "".join(f"{name}={value}&" for name, value in (kept | also).items())
    address = f"{request.path}?{here}"
    return {
        "form": form,
        "period": period.name,
        "kept": {"by": asked.by.value, **also, "reading": period.span.reading.value},
        "near": near_periods(period, first_day(asked.viewer), address),
        "readings": readings(period, address),
        "sentences": (what_they_show(period), NOT_GOOD),
    }


def file_answer(name: str, content: str | bytes, kind: str) -> HttpResponse:
    """A file that the browser keeps. `kind` is its content type."""
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})

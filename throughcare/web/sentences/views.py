"""The page on which a sentence is worked out: asked by its address, and writing nothing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from throughcare.rules.sentences import CannotBeWorkedOut, WorkedOut, work_out
from throughcare.web.clock import today
from throughcare.web.door import for_any_role
from throughcare.web.sentences.forms import WorkOutForm
from throughcare.web.sentences.pages import rows_of, sections_of


@for_any_role
def work_out_sentence(request: HttpRequest) -> HttpResponse:
    """The dates of a sentence that somebody types, each with its rule. No person is involved."""
    form = WorkOutForm(request.GET or None, today=today())
    found = _found(form)
    context = {
        "form": form,
        "sections": sections_of(form),
        "rows": rows_of(found) if found else [],
        "notes": found.notes if found else (),
    }
    return render(request, "sentences/work_out.html", context)


def _found(form: WorkOutForm) -> WorkedOut | None:
    """The dates; None where nothing was asked yet, or where something is wrong, which the form says then."""
    if not form.is_bound or not form.is_valid():
        return None
    try:
        return work_out(form.case())
    except CannotBeWorkedOut as refused:
        form.blame_rules(refused.faults)
        return None

"""Marking a report: the writer's checklist, the blind second reading, and how far readers agree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from throughcare.actions import court as actions
from throughcare.actions.access import log_reads
from throughcare.facts import YesNo
from throughcare.facts.words import say_day
from throughcare.measures.agreement import agreement_of
from throughcare.measures.intervals import wilson
from throughcare.records.queries.quality import looked_at_since, marks_of, pairs_of, that_stand, waiting_for_second
from throughcare.rules.access import Power
from throughcare.rules.quality import NOT_FINISHED, ONE_IN, Marks, Question, is_finished, is_in_sample, visible_marks
from throughcare.rules.refusals import NotRecorded
from throughcare.web.clock import now, today
from throughcare.web.design.answers import SeeOther
from throughcare.web.design.fields import ChoiceField, NoteField, choices_of
from throughcare.web.door import needs
from throughcare.web.people.opening import user_of
from throughcare.web.reports.desk import open_report
from throughcare.web.reports.pages import content_of
from throughcare.web.reports.queue import ON_A_PAGE
from throughcare.web.supervision.forms import RecordingForm
from throughcare.web.supervision.pages import who_of


class MarkForm(RecordingForm):
    """Four questions and a note."""

    analytical = ChoiceField(label=Question.ANALYTICAL.label, choices=choices_of(YesNo), inline=True)
    personalised = ChoiceField(label=Question.PERSONALISED.label, choices=choices_of(YesNo), inline=True)
    sources = ChoiceField(label=Question.SOURCES.label, choices=choices_of(YesNo), inline=True)
    follows = ChoiceField(label=Question.FOLLOWS.label, choices=choices_of(YesNo), inline=True)
    note = NoteField(label="Note for the writer", rows=3, required=False)

    def answers(self) -> dict[str, YesNo | None]:
        """What was chosen, by question."""
        return {each.value: self.coded(each.value, YesNo) for each in Question}


@needs(Power.WRITE_REPORTS)
def mark_report(request: HttpRequest, crn: str, thread: str) -> HttpResponse:
    """The marks of one report: one's own, and the other reader's once both are in."""
    opened = open_report(request, crn, thread, what="report: quality")
    user, report = opened.desk.user, opened.report
    form = MarkForm(request.POST if request.method == "POST" else None, today=today())
    if request.method == "POST" and form.is_valid():
        try:
            actions.mark_report(
                person=crn, thread=thread, answers=form.answers(), note=form.cleaned_data["note"], by=user, at=now()
            )
        except NotRecorded as refusal:
            form.blame((fault.field, fault.sentence) for fault in refusal.faults)
        else:
            return SeeOther(request.path)
    marks = marks_of(opened.desk.person, thread)
    is_writer = user.code in (report.signed_by, report.writer)
    seen = visible_marks(marks, user.code)
    context = {
        "form": form,
        "who": who_of(opened.desk.person),
        "report_address": opened.address,
        "content": content_of(opened.facts),
        "marks": [_shown(each) for each in seen],
        "may_mark": is_finished(report)
        and not any(each.reader == user.code or each.is_writer == is_writer for each in marks)
        and (is_writer or is_in_sample(crn, thread)),
        "why_not": "" if is_finished(report) else NOT_FINISHED,
        "is_writer": is_writer,
        "is_in_sample": is_in_sample(crn, thread),
        "one_in": ONE_IN,
        "others_hidden": len(seen) < len(marks),
    }
    return render(request, "reports/mark.html", context)


def _shown(marks: Marks) -> dict[str, Any]:
    return {
        "by": "The writer" if marks.is_writer else "The second reader",
        "answers": [(q.label, "Yes" if yes else "No") for q, yes in zip(Question, marks.answers, strict=True)],
        "note": marks.note or "",
    }


@needs(Power.SEE_COURT_WORK)
def quality(request: HttpRequest) -> HttpResponse:
    """What waits for a second reader, and how far readers agree, question by question."""
    user = user_of(request)
    since = looked_at_since(today())
    pairs = pairs_of(user.viewer, since)
    sample = [each for each in waiting_for_second(user.viewer, since) if is_in_sample(each[1], each[2])]
    here = Paginator(sample, ON_A_PAGE).get_page(request.GET.get("page"))
    waiting = that_stand(list(here.object_list))
    log_reads({each[0] for each in waiting}, by=user, what="reports: quality", why=WHY, at=now())
    context = {
        "rows": _agreement(pairs),
        "pairs": len(pairs),
        "since": say_day(since),
        "one_in": ONE_IN,
        "page": here,
        "waiting": [(crn, reverse("mark_report", args=[crn, thread])) for _, crn, thread in waiting],
    }
    return render(request, "reports/quality.html", context)


def _agreement(pairs: Sequence[tuple[tuple[bool, ...], tuple[bool, ...]]]) -> list[dict[str, str]]:
    """Each question, with what second readers found and how far both agree."""
    rows = []
    for place, question in enumerate(Question):
        found = agreement_of([(first[place], second[place]) for first, second in pairs])
        low, high = wilson(found.same, found.pairs) or (0.0, 1.0)
        good = sum(second[place] for _, second in pairs)
        rows.append(
            {
                "question": question.label,
                "good": f"{good} of {found.pairs}",
                "same": f"{found.same} of {found.pairs}",
                "interval": f"{low:.0%} to {high:.0%}" if found.pairs else "",
                "kappa": f"{found.kappa:.2f}" if found.kappa is not None else "cannot be said",
            }
        )
    return rows


WHY = "reports and checks of their area"

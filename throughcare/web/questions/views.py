"""Answers: how far the work is, what came out, who moves, and all of it as files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from throughcare.actions.access import log_export, log_reads
from throughcare.actions.questions import KILLED, cancel_question
from throughcare.exchange.packs import read_pack
from throughcare.exchange.question_files import Mover
from throughcare.exchange.question_texts import delays_csv
from throughcare.facts.words import say_day, say_kind, upper_first
from throughcare.measures.questions import asked_of
from throughcare.measures.side_by_side import of_rows
from throughcare.measures.what_if import work_of
from throughcare.records.models import Question
from throughcare.records.models.questions import Sort, State
from throughcare.records.queries.measures import By
from throughcare.records.queries.questions import (
    KEPT_DAYS,
    UNHEARD,
    basis_of,
    is_unheard,
    left_out_for,
    people_by_crn,
    question_of,
    questions_of,
)
from throughcare.rules.access import Power, Viewer, may
from throughcare.web.clock import now, real_now, today
from throughcare.web.design.answers import SeeOther
from throughcare.web.door import needs
from throughcare.web.measures.groups import NOBODY, Names, read_names
from throughcare.web.measures.lists import how_many
from throughcare.web.measures.pages import source_of
from throughcare.web.people.opening import user_of
from throughcare.web.questions import lists, pages

PEOPLE_ON_A_PAGE = 25
CHUNK = 500
"""So many duties of a file are looked up at once. The number is ours."""


@needs(Power.SEE_MEASURES)
def questions(request: HttpRequest) -> HttpResponse:
    """The user's own questions, and the ways to ask."""
    at = real_now()
    rows = [
        {
            "title": pages.title_of(each),
            "address": reverse("question", args=[each.name]),
            "asked_at": each.asked_at,
            "state": "stopped" if is_unheard(each, at) else State(each.state).label,
        }
        for each in questions_of(user_of(request))
    ]
    return render(request, "questions/questions.html", {"rows": rows, "kept_days": KEPT_DAYS})


@needs(Power.SEE_MEASURES)
def question(request: HttpRequest, name: str) -> HttpResponse:
    """One question: how far it is, or what came out."""
    found = _question(request, name)
    is_open = found.state in (State.WAITING, State.RUNNING) and not is_unheard(found, real_now())
    if "HX-Request" in request.headers:
        answer = render(request, "questions/progress.html", _progress(found))
        if not is_open:
            answer["HX-Refresh"] = "true"
        return answer
    context = _around(found)
    if is_open:
        return render(request, "questions/waiting.html", context | _progress(found))
    viewer = user_of(request).viewer
    if found.state != State.DONE or not _is_current(found, viewer):
        return render(request, "questions/no_answer.html", context | {"why": _why_not(found)})
    if found.sort == Sort.DELAY:
        return render(request, "questions/delay.html", context | _delay(found))
    return _shown(request, found, context)


@needs(Power.SEE_MEASURES)
@require_POST
def cancel(request: HttpRequest, name: str) -> HttpResponse:
    """Cancel a question, whether it waits or is being counted."""
    cancel_question(_question(request, name), heard=real_now())
    return SeeOther(reverse("question", args=[name]))


@needs(Power.SEE_MEASURES)
def figures_csv(request: HttpRequest, name: str) -> HttpResponse:
    """The figures of an answer as a file."""
    found = _question(request, name)
    if found.sort == Sort.DELAY:
        file = f"recording-delay-as-of-{asked_of(found.asked).as_of}.csv"
        result = result_of(_done(found, user_of(request).viewer))
        text = delays_csv({by: result[by] for by in ("all", "by_provider", "by_kind")})
    else:
        answer = _answer(request, name)
        file, text = _file_name(answer, "figures"), lists.figures_text(answer)
    log_export(by=user_of(request), what="figures of a question as a file", why=file, at=now())
    return _file(file, text)


@needs(Power.OPEN_MEASURES)
def people(request: HttpRequest, name: str) -> HttpResponse:
    """Who moves by a what-if: those whom this user may see."""
    asked = lists.list_asked(request.GET.dict(), _answer(request, name, with_all_names=True))
    movers, viewer = asked.movers(), asked.answer.viewer
    page = Paginator(range(len(movers)), PEOPLE_ON_A_PAGE).get_page(request.GET.get("page"))
    shown = movers.some(page.start_index() - 1, page.end_index()) if page.object_list else []
    rows, seen = lists.rows_of(shown, asked.answer)
    log_reads(seen, by=user_of(request), what="people whom a what-if moves", why=asked.caption, at=now())
    context = _around(asked.answer.question) | {
        "caption": asked.caption,
        "rows": rows,
        "page": page,
        "words": how_many(len(movers), asked.total()),
        "here": f"{asked.address('question_people')}&",
        "file": asked.address("question_people_csv"),
        "back": f"{asked.answer.here}?{asked.answer.query()}",
        "with_names": may(viewer, Power.TAKE_NAMES),
        "with_duty": not asked.answer.standard,
    }
    return render(request, "questions/people.html", context)


@needs(Power.OPEN_MEASURES)
def people_csv(request: HttpRequest, name: str) -> HttpResponse:
    """The same as a file: with names for those who may take names away, else the days alone."""
    user = user_of(request)
    asked = lists.list_asked(request.GET.dict(), _answer(request, name, with_all_names=True))
    movers, with_names, at = asked.movers(), may(user.viewer, Power.TAKE_NAMES), now()

    def rows() -> Iterator[tuple[Mover, tuple[int, str, str]]]:
        told: set[int] = set()
        for first in range(0, len(movers), CHUNK):
            chunk = movers.some(first, first + CHUNK)
            found = people_by_crn(user.viewer, {each.crn for each in chunk})
            if with_names:
                new = [pk for pk, _, _ in found.values() if pk not in told]
                log_reads(new, by=user, what="people whom a what-if moves, as a file", why=asked.caption, at=at)
                told.update(new)
            yield from ((each, found[each.crn]) for each in chunk if each.crn in found)

    text = lists.people_text(rows(), with_names=with_names)
    file = _file_name(asked.answer, "people")
    names = "with names" if with_names else "without names"
    log_export(by=user, what=f"people whom a what-if moves, as a file, {names}", why=f"{len(movers)}: {file}", at=at)
    return _file(file, text)


# --- what is shown ----------------------------------------------------------------------------------------------


def _question(request: HttpRequest, name: str) -> Question:
    """A question of this user. Raises `Http404` where there is none: others' are as if not there."""
    found = question_of(user_of(request), name)
    if found is None:
        raise Http404
    return found


def _is_current(found: Question, viewer: Viewer) -> bool:
    """Whether the answer leaves out just those whom it must leave out today."""
    return found.basis == basis_of(viewer, left_out_for(viewer))


def result_of(found: Question) -> dict[str, Any]:
    """What came out, as it was kept; empty where nothing has yet."""
    return dict(found.result or {})


def _why_not(found: Question) -> str:
    """Why there is no answer, in a sentence."""
    if found.state == State.CANCELLED:
        return "You cancelled this question. Nothing was kept of it."
    if found.state == State.FAILED:
        return found.failure
    if found.state == State.RUNNING:
        return KILLED
    return "This answer is no longer current: what it rests on has changed since. Ask again."


def _done(found: Question, viewer: Viewer) -> Question:
    """The question, where there is an answer that may be shown. Raises `Http404` where there is none."""
    if found.state != State.DONE or not _is_current(found, viewer):
        raise Http404
    return found


def _answer(request: HttpRequest, name: str, *, with_all_names: bool = False) -> pages.Answer:
    """The answer that an address asks for. Raises `Http404` where there is none to be shown."""
    viewer = user_of(request).viewer
    found = _done(_question(request, name), viewer)
    if found.sort == Sort.DELAY:
        raise Http404
    by = By.TYPE if request.GET.get("by") == By.TYPE else By.PROVIDER
    asked, names = asked_of(found.asked), read_names(By.TEAM if with_all_names else by)
    only = f"{asked.pack}/{asked.standard}" if asked.standard else request.GET.get("standard", "")
    if only and only not in {each.name for each in asked.standards(read_pack(asked.pack))}:
        raise Http404
    return pages.Answer(found, asked, of_rows(result_of(found)), viewer, by, names, only)


def _shown(request: HttpRequest, found: Question, context: dict[str, Any]) -> HttpResponse:
    answer = _answer(request, found.name)
    pack = read_pack(answer.asked.pack)
    standards = {each.name: each for each in answer.asked.standards(pack)}
    counted = {move.standard for move in answer.counted.moves}
    result = result_of(found)
    is_what_if = found.sort == Sort.WHAT_IF
    shown_alone = standards.get(answer.standard)
    chosen = shown_alone.about.title if shown_alone and not answer.asked.standard else ""
    groups = pages.group_lines(answer)
    notes = (result.get("notes") or result.get("words") or []) if not chosen else []
    shown = answer.shown
    work = work_of(shown)
    context |= {
        "is_what_if": is_what_if,
        "readings": ("Today", "What if") if is_what_if else ("As known then", "As known now"),
        "standards": []
        if answer.standard
        else pages.standard_lines(answer, [each for name, each in standards.items() if name in counted]),
        "unverified": source_of(shown_alone) if shown_alone and pages.is_unverified(shown_alone) else (),
        "chosen": chosen,
        "groups": groups,
        "months": pages.month_lines(answer),
        "moved": pages.moved_rows(answer),
        "states": [words for stands, words in pages.STANDS_WORDS.items() if stands != "not_there"],
        "notes": [*notes, *pages.warnings(groups)],
        "kept": sorted(result.get("kept", {}).items()),
        "more": pages.more_duties(work.more),
        "more_a_month": pages.signed(round(work.more_a_month, 1)),
        "work": work,
        "duties": shown.duties,
        "moves": shown.moved,
        "by": answer.by.value,
        "here": answer.here,
        "query_by_type": f"?{answer.query(by=By.TYPE.value)}",
        "query_by_provider": f"?{answer.query(by=By.PROVIDER.value)}",
        "file": f"{reverse('question_csv', args=[found.name])}?{answer.query()}",
    }
    return render(request, "questions/answer.html", context)


def _delay(found: Question) -> dict[str, Any]:
    names = Names({}, read_names(By.PROVIDER).organisations)
    result = result_of(found)
    return {
        "by_provider": pages.delay_rows(result["by_provider"], lambda code: names.of(By.PROVIDER, code) or NOBODY),
        "by_kind": pages.delay_rows(result["by_kind"], lambda kind: upper_first(say_kind(kind))),
        "file": reverse("question_csv", args=[found.name]),
        "whole": pages.delay_rows(result["all"], lambda _: "All"),
    }


def _progress(found: Question) -> dict[str, Any]:
    share = round(100 * found.done / found.total) if found.total else 0
    return {
        "question": found.name,
        "is_waiting": found.state == State.WAITING,
        "waits_long": found.state == State.WAITING and now() - found.asked_at > UNHEARD,
        "share": min(share, 100),
        "total": found.total,
        "done": found.done,
    }


def _around(found: Question) -> dict[str, Any]:
    """What stands around every page of a question: what it is, what was asked, and as of when."""
    asked = asked_of(found.asked)
    facts_as_of = result_of(found).get("facts_as_of")
    return {
        "title": pages.title_of(found),
        "band": pages.BANDS.get(Sort(found.sort), ""),
        "asked": pages.asked_rows(found),
        "as_of": say_day(asked.as_of),
        "is_older": facts_as_of == asked.as_of.isoformat() and asked.as_of < today(),
        "question": found.name,
        "kept_days": KEPT_DAYS,
        "again": reverse(_AGAIN[Sort(found.sort)])
        + (f"?standard={asked.pack}/{asked.standard}&" if found.sort != Sort.DELAY else "?")
        + f"again={found.name}",
    }


_AGAIN = {Sort.WHAT_IF: "ask_what_if", Sort.AS_KNOWN: "ask_as_known", Sort.DELAY: "ask_delay"}


def _file_name(answer: pages.Answer, what: str) -> str:
    """What a file is called: first of all that it is a what-if."""
    sort = answer.question.sort.replace("_", "-")
    about = (answer.standard or answer.asked.pack).replace("/", "-")
    return f"{sort}-{what}-{about}-as-of-{answer.asked.as_of}.csv"


def _file(name: str, text: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=headers)

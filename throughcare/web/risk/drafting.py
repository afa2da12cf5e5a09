"""A long form that is kept as a draft as often as they like, by whoever may fill it in, and then recorded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from throughcare.actions.rosh import FormDraftMoved, save_form_draft
from throughcare.records.models import FormDraft
from throughcare.records.queries.risk import form_draft_of
from throughcare.web.clock import now
from throughcare.web.design.answers import SeeOther
from throughcare.web.people.fact_words import say_moment
from throughcare.web.sign_in.kept import sign_in_address
from throughcare.web.supervision.form_page import Desk, FormPage, answer, typed_values
from throughcare.web.supervision.forms import RecordingForm

SAVED = "saved"
"""The hidden field that says how often the draft had been saved when the page was made."""
SIGN_OUT = "sign-out"
"""What *Sign out* says on the page of a draft: it is saved first."""
MOVED = (
    "{name} saved a draft of this on {when}, after you opened it. What you typed is below and is not saved: open the "
    "page in another window to see theirs, then save again to replace it."
)

Begin = Callable[[dict[str, Any] | None], dict[str, Any]]


def drafted(request: HttpRequest, desk: Desk, form: str, page: FormPage, begin: Begin) -> HttpResponse:
    """The page of a form that keeps a draft. `begin` makes of the draft (None: there is none) what the form holds."""
    draft = form_draft_of(desk.person, form)
    if request.method == "POST" and request.POST.get("save"):
        return _save(request, desk, form, page)
    return answer(request, desk, _with_draft(page, draft), begin(draft.content if draft else None))


def _with_draft(page: FormPage, draft: FormDraft | None, told: str = "") -> FormPage:
    """The page with who saved the draft, and when."""
    words = f"Draft saved by {draft.saved_by.name} on {say_moment(draft.saved_at)}" if draft else ""
    more = {"saved": draft.saved if draft else 0, "saved_words": words, "told": told}
    return replace(page, shown=lambda desk: page.shown(desk) | more)


def _save(request: HttpRequest, desk: Desk, form: str, page: FormPage) -> HttpResponse:
    """Keep what was typed, whatever is missing. Where somebody else saved meanwhile, it stays on the page."""
    content = typed_content(page.make(desk, None, None), request)
    try:
        seen = savings(request.POST.get(SAVED, ""))
        save_form_draft(person=desk.person, form=form, content=content, by=desk.user, at=now(), expected=seen)
    except FormDraftMoved as moved:
        who = moved.draft.saved_by.name
        told = MOVED.format(name=who, when=say_moment(moved.draft.saved_at))
        request.method = "GET"
        return answer(request, desk, _with_draft(page, moved.draft, told), content)
    if request.POST["save"] == SIGN_OUT:
        logout(request)
        return SeeOther(f"{sign_in_address(request.path)}&saved=yes")
    return SeeOther(f"{request.path}?saved=yes")


def typed_content(form: RecordingForm, request: HttpRequest) -> dict[str, Any]:
    """What was typed, as a draft keeps it: whatever it is, but for what no database keeps and what is empty."""
    typed = typed_values(form, request.POST)
    return {
        name: each.replace("\0", "") if isinstance(each, str) else [str(part).replace("\0", "") for part in each]
        for name, each in typed.items()
        if each
    }


def savings(text: str) -> int:
    """How many savings the form had seen; none where that is no number."""
    return int(text) if text.isdecimal() and len(text) < 10 else 0

"""A form that was sent after the sign-in ran out: sign in, and what was typed is there again.

The sign-in page carries it along, signed. It is put back for whoever had typed it, and for nobody else; then the form
shows it, and nothing is recorded until they press the button again.
"""

from __future__ import annotations

from typing import Any, TypeVar
from urllib.parse import urlencode, urlsplit, urlunsplit

from allauth.account.forms import LoginForm
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from throughcare.records.models import User
from throughcare.records.queries.users import cast_members
from throughcare.web.supervision.marks import FIELD, read_mark

Answer = TypeVar("Answer", bound=HttpResponseBase)

OVER = "kept_over_sign_out"
"""The place in the session of what was typed when its user signed out: they alone get it back, in the same browser."""
KEPT = "kept"
"""The hidden field of the sign-in page, and the place in the session."""
AT_MOST = 1_000_000
"""What was typed is carried along up to so many characters, as addresses write them: more than the longest form that
can be recorded, whatever its letters."""
_SALT = "throughcare.kept"
_NOT_TYPED = ("csrfmiddlewaretoken",)


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page, and back to this address after; with what was typed, where one of our forms was sent."""
    mark = read_mark(request.POST.get(FIELD)) if request.method == "POST" else None
    if mark is None:
        return not_stored(redirect(sign_in_address(request.get_full_path())))
    typed = _typed(request)
    is_kept = len(typed) <= AT_MOST
    said = {"path": request.get_full_path(), "user": mark.user, "typed": typed if is_kept else ""}
    context = {
        "form": LoginForm(request=request),
        "redirect_field_name": "next",
        "redirect_field_value": "",
        "cast": cast_members() if settings.DEMO else [],
        KEPT: signing.dumps(said, salt=_SALT, compress=True),
        "ran_out": "kept" if is_kept else "too_long",
    }
    return not_stored(render(request, "account/login.html", context))


def ask_part_to_sign_in(request: HttpRequest) -> HttpResponse:
    """The same where a page asks for a part of itself: the whole page goes to sign in, and comes back as it was."""
    return not_stored(HttpResponse(status=204, headers={"HX-Redirect": sign_in_address(page_around(request))}))


def page_around(request: HttpRequest) -> str:
    """The address of the page that asks for a part of itself."""
    try:
        page = urlsplit(request.headers.get("HX-Current-URL", ""))
    except ValueError:  # no address that any page of ours has
        return request.get_full_path()
    return urlunsplit(("", "", page.path, page.query, "")) or request.get_full_path()


def sign_in_address(then: str) -> str:
    """The address of the sign-in page that leads back to this one."""
    return f"{reverse('account_login')}?{urlencode({'next': then})}"


def not_stored(answer: Answer) -> Answer:
    """An answer that no browser stores: what was typed may stand in it, for all at this computer to read."""
    answer["Cache-Control"] = "no-store"
    return answer


def keep(request: HttpRequest) -> None:
    """Keep what was typed for the form at this address, where something else has to be done first; unless too long."""
    if len(typed := _typed(request)) <= AT_MOST:
        _put(request, request.get_full_path(), typed)


def kept_from_another_page(request: HttpRequest) -> str | None:
    """The address of a form whose page was made before its user signed in anew, somewhere else: kept, to be pressed
    again. None where the form is not one that this user was given, or too long to be kept.
    """
    mark = read_mark(request.POST.get(FIELD))
    if mark is None or not isinstance(request.user, User) or request.user.pk != mark.user:
        return None
    if len(_typed(request)) > AT_MOST:
        return None
    keep(request)
    return request.get_full_path()


def typed_at(request: HttpRequest, path: str) -> dict[str, Any] | None:
    """What the user typed in a form of the page at this address, to be kept while they are signed out; None where it is
    no form that we gave them, or too long.
    """
    mark = read_mark(request.POST.get(FIELD))
    if mark is None or not isinstance(request.user, User) or request.user.pk != mark.user:
        return None
    is_ours = path.startswith("/") and url_has_allowed_host_and_scheme(path, {request.get_host()})
    typed = _typed(request)
    return {"path": path, "user": mark.user, "typed": typed} if is_ours and len(typed) <= AT_MOST else None


def put_back(request: HttpRequest) -> str | None:
    """After signing in: the address of the form that was kept, if whoever signed in had typed it; otherwise None, and
    what somebody else had typed is gone.
    """
    over = request.session.pop(OVER, None)
    try:
        said: dict[str, Any] = over or signing.loads(request.POST.get(KEPT, ""), salt=_SALT)
    except signing.BadSignature:
        return None
    if not isinstance(request.user, User) or request.user.pk != said["user"]:
        return None
    path: str = said["path"]
    if said["typed"]:
        _put(request, path, said["typed"])
    return path


def take(request: HttpRequest) -> QueryDict | None:
    """What was kept for the form at this address, once; None where nothing was."""
    kept = request.session.get(KEPT, {})
    typed = kept.pop(request.get_full_path(), None)
    if typed is None:
        return None
    request.session[KEPT] = kept
    return QueryDict(typed)


def _typed(request: HttpRequest) -> str:
    typed = request.POST.copy()
    for name in _NOT_TYPED:
        typed.pop(name, None)
    return typed.urlencode()


def _put(request: HttpRequest, path: str, typed: str) -> None:
    request.session[KEPT] = {**request.session.get(KEPT, {}), path: typed}

"""A form that was sent after the sign-in ran out: sign in, and what was typed is there again.

The sign-in page carries it along, signed. It is put back for whoever had typed it, and for nobody else; then the form
shows it, and nothing is recorded until they press the button again.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from allauth.account.forms import LoginForm
from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from throughcare.records.models import User
from throughcare.records.queries.users import cast_members
from throughcare.web.supervision.marks import FIELD, read_mark

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
        return redirect(f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}")
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
    return render(request, "account/login.html", context)


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


def put_back(request: HttpRequest) -> str | None:
    """After signing in: the address of the form that was kept, if whoever signed in had typed it; otherwise None."""
    try:
        said: dict[str, Any] = signing.loads(request.POST.get(KEPT, ""), salt=_SALT)
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

"""Users and settings: who may sign in, as what, and how this place is set."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from throughcare.actions.users import add_user, change_user, set_password
from throughcare.records.models import User
from throughcare.records.queries.users import all_users, user_by_code
from throughcare.rules.access import Power, Role
from throughcare.rules.refusals import NotRecorded
from throughcare.web.clock import now, today
from throughcare.web.design.answers import SeeOther
from throughcare.web.design.fields import DesignForm
from throughcare.web.door import needs
from throughcare.web.people.opening import user_of
from throughcare.web.users.forms import ROLE_WORDS, AddForm, ChangeForm, PasswordForm


@needs(Power.MANAGE_USERS)
def users(request: HttpRequest) -> HttpResponse:
    """Everybody who may sign in, or might once."""
    return render(request, "users/users.html", {"users": all_users()})


@needs(Power.MANAGE_USERS)
def add(request: HttpRequest) -> HttpResponse:
    """Add somebody."""
    form = AddForm(request.POST or None, today=today())
    if _taken(form, lambda said: add_user(by=user_of(request), at=now(), **said)):
        return SeeOther(reverse("users"))
    return render(request, "users/add.html", {"form": form, "roles": ROLE_WORDS})


@needs(Power.MANAGE_USERS)
def change(request: HttpRequest, code: str) -> HttpResponse:
    """Change what somebody is, or whether they may sign in."""
    user = _user(code)
    start = {"name": user.name, "role": user.role, "organisation": user.organisation, "team": user.team}
    form = ChangeForm(
        request.POST or None, initial=start | {"signs_in": "yes" if user.is_active else "no"}, today=today()
    )

    def write(said: dict[str, Any]) -> object:
        signs_in = said.pop("signs_in") == "yes"
        return change_user(by=user_of(request), at=now(), code=code, is_active=signs_in, **said)

    if _taken(form, write):
        return SeeOther(reverse("users"))
    return render(request, "users/change.html", {"form": form, "name": user.name, "code": code, "roles": ROLE_WORDS})


@needs(Power.MANAGE_USERS)
def password(request: HttpRequest, code: str) -> HttpResponse:
    """Set a new password for somebody who has forgotten theirs."""
    user = _user(code)
    form = PasswordForm(request.POST or None, today=today())
    if _taken(form, lambda said: set_password(by=user_of(request), at=now(), code=code, **said)):
        return SeeOther(reverse("users"))
    return render(request, "users/password.html", {"form": form, "name": user.name, "code": code})


@needs(Power.MANAGE_USERS)
def settings_page(request: HttpRequest) -> HttpResponse:
    """How this place is set; what can be changed stands in the environment of the server."""
    engine = settings.DATABASES["default"]["ENGINE"].rpartition(".")[2]
    rows = [
        ("Database", "PostgreSQL" if engine == "postgresql" else "SQLite"),
        ("Demo", "yes: everybody is made up" if settings.DEMO else "no"),
        ("Signed in for", f"{settings.SESSION_COOKIE_AGE // 3600} hours, then asked again; what was typed is kept"),
        ("Locked out", f"after {settings.AXES_FAILURE_LIMIT} failures, for a quarter of an hour"),
        ("Encrypted connections only", "yes" if settings.SECURE_SSL_REDIRECT else "no"),
        ("Answers as", ", ".join(settings.ALLOWED_HOSTS)),
    ]
    return render(request, "users/settings.html", {"rows": rows})


def _user(code: str) -> User:
    user = user_by_code(code)
    if user is None:
        raise Http404
    return user


def _taken(form: DesignForm, write: Callable[[dict[str, Any]], object]) -> bool:
    """Whether the form was sent, was right, and was written; else it keeps what was typed, with what is wrong."""
    if not form.is_bound or not form.is_valid():
        return False
    said = dict(form.cleaned_data)
    if "role" in said:
        said["role"] = Role(said["role"])
    try:
        write(said)
    except NotRecorded as refusal:
        form.blame((fault.field, fault.sentence) for fault in refusal.faults)
        return False
    return True

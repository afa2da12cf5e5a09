"""The home page of each role, and the pages about the site itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from throughcare.rules.access import IN_WORDS, Role
from throughcare.web.door import for_any_role, for_everybody
from throughcare.web.people.opening import user_of


@for_any_role
def home(request: HttpRequest) -> HttpResponse:
    """The page that a role starts from."""
    role = Role(user_of(request).role)
    return render(request, "home/plain.html", {"in_words": IN_WORDS[role]})


@for_everybody
def accessibility(request: HttpRequest) -> HttpResponse:
    """How far the site can be used by everybody, and whom to tell where it cannot."""
    return render(request, "home/accessibility.html")


@for_everybody
def privacy(request: HttpRequest) -> HttpResponse:
    """Which role may see what, in words."""
    roles = [{"name": role.label, "words": IN_WORDS[role]} for role in Role]
    return render(request, "home/privacy.html", {"roles": roles})

"""The demo serves on this machine alone, and only a database that `make demo` made and marked."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from throughcare.records.queries.mark import mark

HERE = frozenset({"127.0.0.1", "::1"})


class NotADemo(ImproperlyConfigured):
    """Demo mode was asked for over a database that is not a demo."""


class DemoGuard:
    """The first middleware in demo mode; for real it is not there at all."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if not settings.DEMO:
            raise MiddlewareNotUsed
        check_is_demo()
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.META.get("REMOTE_ADDR") not in HERE or "HTTP_X_FORWARDED_FOR" in request.META:
            return HttpResponse("The demo answers on this machine alone.", status=403, content_type="text/plain")
        return self.get_response(request)


def check_is_demo() -> None:
    """Raises `NotADemo` where the database does not carry the mark: it may hold real people."""
    if mark() is None:
        raise NotADemo(
            "Demo mode lets anybody sign in with one press, so it serves only a database that `make demo` made and "
            "marked. This one carries no mark: it may hold real people. Start it without THROUGHCARE_DEMO."
        )

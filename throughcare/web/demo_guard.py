"""The demo serves on this machine alone, and only a database that `make demo` made and marked."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from throughcare.records.queries.mark import check_is_demo

HERE = frozenset({"127.0.0.1", "::1"})
PASSED_ON = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED")
"""What a proxy says of whom it speaks for: then the address is the proxy's, and not the reader's."""


class DemoGuard:
    """The first middleware in demo mode; for real it is not there at all."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if not settings.DEMO:
            raise MiddlewareNotUsed
        check_is_demo()
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.META.get("REMOTE_ADDR") not in HERE or any(name in request.META for name in PASSED_ON):
            return HttpResponse("The demo answers on this machine alone.", status=403, content_type="text/plain")
        return self.get_response(request)

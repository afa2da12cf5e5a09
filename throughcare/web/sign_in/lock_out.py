"""After five failures in a row, one name at one address waits a quarter of an hour."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from throughcare.web.sign_in.kept import KEPT, not_stored


def name_typed(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """The e-mail address that was typed: what failures are counted by, beside the network address."""
    typed = (credentials or {}).get("email") or request.POST.get("login") or ""
    return str(typed).strip().casefold()


def client_address(request: HttpRequest) -> str | None:
    """The network address of whoever signs in. Behind a proxy that is the last one which the proxy has written down:
    those before it came with the request, and anybody can write them. None where there is none.
    """
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.BEHIND_PROXY else ""
    return _address(forwarded.rpartition(",")[2]) or _address(request.META.get("REMOTE_ADDR", ""))


def _address(text: str) -> str | None:
    try:
        return str(ip_address(text.strip()))
    except ValueError:
        return None


def locked_out(request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
    """The page that says how long to wait. What was typed before the sign-in ran out waits there too."""
    return not_stored(render(request, "account/locked_out.html", {KEPT: request.POST.get(KEPT, "")}, status=429))

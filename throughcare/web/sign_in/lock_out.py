"""After five failures in a row, one name at one address waits a quarter of an hour."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def name_typed(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """The e-mail address that was typed: what failures are counted by, beside the network address."""
    typed = (credentials or {}).get("email") or request.POST.get("login") or ""
    return str(typed).strip().casefold()


def locked_out(request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
    """The page that says how long to wait."""
    return render(request, "account/locked_out.html", status=429)

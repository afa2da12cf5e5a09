"""A form that was sent after the sign-in ran out: sign in, and what was typed is there again."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page, and back to this address after."""
    return redirect(f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}")

"""Signing in, and in the demo with one press."""

from __future__ import annotations

from typing import Any

from allauth.account.views import LoginView, PasswordChangeView
from allauth.account.views import logout as account_logout
from django.conf import settings
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from throughcare.records.queries.users import cast_members, user_with_code
from throughcare.web.door import for_any_role, for_everybody
from throughcare.web.sign_in.kept import KEPT, OVER, not_stored, put_back, typed_at


class SignIn(LoginView):
    """The sign-in page of the account library; in the demo it lists the cast."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """What was typed before the sign-in ran out stands in the page, so no browser stores it.

        Where to go afterwards is an address of ours, or forgotten.
        """
        for said in (request.GET, request.POST):
            if "next" in said and not url_has_allowed_host_and_scheme(said["next"], {request.get_host()}):
                return not_stored(redirect("account_login"))
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return not_stored(answer)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the template shows beside the form."""
        shown: dict[str, Any] = super().get_context_data(**kwargs)
        kept = self.request.POST.get(KEPT, "")
        return shown | {
            "cast": cast_members() if settings.DEMO else [],
            "kept": kept,
            "ran_out": "kept" if kept else "signed_out" if OVER in self.request.session else "",
            "is_saved": self.request.GET.get("saved") == "yes",
        }

    def form_valid(self, form: Any) -> HttpResponse:
        """To the form that was kept, where the same user had typed it; otherwise on as ever."""
        answer: HttpResponse = super().form_valid(form)
        path = put_back(self.request)
        return redirect(path) if path else answer


@for_everybody
def sign_out(request: HttpRequest) -> HttpResponseBase:
    """Sign out. What was typed in the form of the page stays in this browser's session on the server, and is there
    again if the same user is the next who signs in here.
    """
    if request.method != "POST":
        asks: HttpResponseBase = account_logout(request)
        return asks
    over = typed_at(request, request.GET.get("of", ""))
    logout(request)
    if over is not None:
        request.session[OVER] = over
    return not_stored(redirect("account_login"))


class ChangePassword(PasswordChangeView):
    """One's own password, changed with the account library's form; then home."""

    success_url = reverse_lazy("home")


sign_in = for_everybody(SignIn.as_view())
change_password = for_any_role(ChangePassword.as_view())


@for_everybody
@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the cast, with one press. Only the demo has this."""
    user = user_with_code(request.POST.get("code", "")) if settings.DEMO else None
    if user is None:
        raise Http404
    login(request, user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return redirect(put_back(request) or "home")

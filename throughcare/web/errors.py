"""Pages for what went wrong: what happened, and what to do. They give nothing away."""

from __future__ import annotations

import logging
from urllib.parse import urlencode

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from throughcare.rules.access import IN_WORDS, MayNot, Role
from throughcare.web.design.frame import bare
from throughcare.web.sign_in.kept import kept_from_another_page, page_around


def not_for_your_role(request: HttpRequest, role: Role) -> HttpResponse:
    """A page that this role does not use, and what the role is for."""
    context = {"role": role.label, "in_words": IN_WORDS[role]}
    return render(request, "errors/not_for_your_role.html", context, status=403)


def may_not(request: HttpRequest, refusal: MayNot) -> HttpResponse:
    """A case that is out of reach is not there; one that a reason would open leads to the page that asks for it."""
    if refusal.needs_reason:
        match = request.resolver_match
        crn = match.kwargs.get("crn") if match else None
        if crn and "HX-Request" in request.headers:  # a part of a page: the whole page goes
            return HttpResponse(status=204, headers={"HX-Redirect": _say_why(crn, page_around(request))})
        if crn:
            return redirect(_say_why(crn, request.get_full_path()))
    if refusal.hidden:
        return not_there(request)
    return render(request, "errors/may_not.html", {"why": str(refusal)}, status=403)


def _say_why(crn: str, then: str) -> str:
    return f"{reverse('say_why', args=[crn])}?{urlencode({'next': then})}"


def not_there(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 -- Django's
    """Nothing at this address, or nothing that this user may know of: the two look alike."""
    return render(request, "errors/not_there.html", status=404)


def form_not_ours(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 -- Django's
    """A form without the mark that our pages put in: nothing was recorded.

    Where somebody has signed in anew in another window, what they had typed is kept, and shown to be pressed again.
    """
    if path := kept_from_another_page(request):
        return redirect(path)
    return render(request, "errors/form_not_ours.html", status=403)


def went_wrong(request: HttpRequest) -> HttpResponse:
    """Our fault: nothing was recorded."""
    return render(bare(request), "errors/went_wrong.html", status=500)


def too_much(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What was sent could not be read: too long for any form of ours, or not what a browser sends. Or it was sent to
    a name that this server does not answer to.
    """
    if isinstance(exception, DisallowedHost):
        return render(request, "errors/not_our_name.html", status=400)
    return render(request, "errors/too_much.html", status=400)


def busy(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The database was held by somebody else for too long (a load, say), or is not there: nothing was recorded."""
    logging.getLogger(__name__).error("%s: the database did not answer", request.path, exc_info=exception)
    return render(bare(request), "errors/busy.html", status=503)

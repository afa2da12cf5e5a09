"""The one door: who may use a route at all. Every route says it, and one that does not is not served.

What a role may do is said by `rules.access`; which cases a user may see, by `rules.access` and
`records.queries.cases`. Here the two meet the request.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase

from throughcare.records.models import User
from throughcare.rules.access import POWERS, MayNot, Power, Role
from throughcare.web import errors
from throughcare.web.sign_in.kept import ask_part_to_sign_in, ask_to_sign_in

EVERYBODY = "everybody"
"""The entrance of a route that needs no signing in."""
ANY_ROLE = "any role"
"""The entrance of a route for everybody who has signed in."""

METHODS = ("GET", "HEAD", "POST")

Entrance = str | frozenset[Power]
View = TypeVar("View", bound=Callable[..., HttpResponseBase])

OTHERS: dict[str, Entrance] = {
    "account_login": EVERYBODY,
    "account_inactive": EVERYBODY,
    "account_reauthenticate": ANY_ROLE,
}
"""The entrances of routes whose views are not ours, by the name of the route."""


def for_everybody(view: View) -> View:
    """Mark a view as one that needs no signing in."""
    view.entrance = EVERYBODY  # type: ignore[attr-defined]
    return view


def for_any_role(view: View) -> View:
    """Mark a view as one for everybody who has signed in."""
    view.entrance = ANY_ROLE  # type: ignore[attr-defined]
    return view


def needs(*powers: Power) -> Callable[[View], View]:
    """Mark a view as one for roles that have at least one of these powers."""

    def mark(view: View) -> View:
        view.entrance = frozenset(powers)  # type: ignore[attr-defined]
        return view

    return mark


def entrance_of(view: Callable[..., Any], name: str | None) -> Entrance | None:
    """Who may use a route; None where nobody has said."""
    found: Entrance | None = getattr(view, "entrance", None) or OTHERS.get(name or "")
    return found


def may_enter(entrance: Entrance, role: Role | None) -> bool:
    """Whether somebody of this role (None: not signed in) may use a route with this entrance."""
    if entrance == EVERYBODY:
        return True
    if role is None:
        return False
    return entrance == ANY_ROLE or not POWERS[role].isdisjoint(entrance)


def _has_signed_in(request: HttpRequest) -> bool:
    """Whether somebody has; whoever cannot be asked after, because the database does not answer, is taken to have."""
    try:
        return bool(request.user.is_authenticated)
    except OperationalError:
        return True


class Door:
    """The middleware that stands before every view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if _has_signed_in(request):
            response["Cache-Control"] = "no-store"  # a shared computer keeps no page of a person
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: Any, _kwargs: Any
    ) -> HttpResponseBase | None:
        """Let in, ask to sign in, or say why not. Pages are looked at and forms are sent; there is nothing else."""
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        match = request.resolver_match
        entrance = entrance_of(view, match.url_name if match else None)
        if entrance is None:
            raise ImproperlyConfigured(f"{request.path}: the route does not say who may use it.")
        try:
            role = Role(request.user.role) if isinstance(request.user, User) else None
        except OperationalError as error:
            return errors.busy(request, error)
        if may_enter(entrance, role):
            return None
        if role is not None:
            return errors.not_for_your_role(request, role)
        return ask_part_to_sign_in(request) if "HX-Request" in request.headers else ask_to_sign_in(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """What the rules of access refuse is told by one page, however deep it was refused; so is a busy database."""
        if isinstance(exception, OperationalError):
            return errors.busy(request, exception)
        return errors.may_not(request, exception) if isinstance(exception, MayNot) else None

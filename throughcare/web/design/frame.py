"""What stands around every page: who is signed in, where they can go, and which world this is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from throughcare.records.models import User
from throughcare.records.queries.organisations import name_of_place
from throughcare.rules.access import POWERS, Power, Role
from throughcare.web.clock import today


@dataclass(frozen=True, slots=True)
class Room:
    """One entry of the navigation: its words, its route, and the powers of which one is needed."""

    words: str
    route: str
    powers: frozenset[Power]


STAFF = (Role.COURT_OFFICER, Role.PRACTITIONER, Role.SENIOR_PROBATION_OFFICER)
"""Who have a record of their own as staff: their name leads to it."""
SEARCH = frozenset({Power.LIST_PEOPLE, Power.FIND_BY_IDENTITY})
ROOMS = (
    Room("Home", "home", frozenset(Power)),
    Room("People", "people", SEARCH),
    Room("Court", "court", frozenset({Power.FIND_BY_IDENTITY})),
    Room("Reports", "reports", frozenset({Power.WRITE_REPORTS})),
    Room("Checks", "checks", frozenset({Power.SEE_COURT_WORK})),
    Room("Orders", "waiting_orders", frozenset({Power.FIND_BY_IDENTITY})),
    Room("Allocation", "allocation", frozenset({Power.ALLOCATE})),
    Room("Restricted", "restricted", frozenset({Power.BREAK_GLASS, Power.REVIEW_GLASS, Power.COUNT_GLASS})),
    Room("Staff", "staff", frozenset({Power.SEE_STAFF})),
    Room("Measures", "measures", frozenset({Power.SEE_MEASURES})),
    Room("Who looked", "who_looked", frozenset({Power.SEE_WHO_LOOKED, Power.SEE_WHO_LOOKED_AT_MINE})),
    Room("Users", "users", frozenset({Power.MANAGE_USERS})),
)

DESKS = (
    Room("Without a practitioner", "allocation", frozenset({Power.ALLOCATE})),
    Room("Without an organisation", "waiting_orders", frozenset({Power.DECIDE_PROVIDER})),
    Room("To be decided again", "decide_again", frozenset({Power.ALLOCATE})),
    Room("Handovers", "handovers", frozenset({Power.DECIDE_PROVIDER, Power.ANSWER_HANDOVER})),
    Room("Referrals for rising risk", "referrals", frozenset({Power.ANSWER_HANDOVER})),
    Room("Many at once", "proposals", frozenset({Power.ALLOCATE})),
    Room("Professional concerns", "concerns", frozenset({Power.RAISE_CONCERN, Power.OPEN_MEASURES})),
    Room("Flow and split", "provider_flow", frozenset({Power.SEE_MEASURES})),
)
"""The desks of allocation, which stand together: each names the others at its head."""


def frame(request: HttpRequest) -> dict[str, Any]:
    """What the template of every page may use beside what its view gives."""
    if getattr(request, "is_bare", False):
        return _around(request, None)
    return _around(request, getattr(request, "user", None)) | {"demo_day": today() if settings.DEMO else None}


def bare(request: HttpRequest) -> HttpRequest:
    """The request, marked so that the page around its answer asks the database nothing: it may not be there."""
    request.is_bare = True  # type: ignore[attr-defined]
    return request


def _around(request: HttpRequest, user: Any) -> dict[str, Any]:
    can_list = isinstance(user, User) and Power.LIST_PEOPLE in POWERS[Role(user.role)]
    return {
        "cspNonce": str(getattr(request, "csp_nonce", "")),  # falsy until used, so it is used here
        "demo_day": None,
        "reader": _reader(user) if isinstance(user, User) else None,
        "can_search": isinstance(user, User) and not POWERS[Role(user.role)].isdisjoint(SEARCH),
        "can_break_glass": isinstance(user, User) and Power.BREAK_GLASS in POWERS[Role(user.role)],
        "search_for": "name, CRN or date of birth" if can_list else "CRN",
        "rooms": _rooms(request, Role(user.role)) if isinstance(user, User) else [],
        "desks": _desks(request, Role(user.role)) if isinstance(user, User) else [],
        "path": request.path,
        "page_address": request.get_full_path(),
        "unread": user.unread_notices if isinstance(user, User) else 0,
    }


def _reader(user: User) -> dict[str, str]:
    return {
        "name": user.name,
        "role": Role(user.role).label,
        "place": name_of_place(user.organisation, user.team),
        "record": reverse("staff_member", args=[user.code]) if Role(user.role) in STAFF else "",
    }


def _rooms(request: HttpRequest, role: Role) -> list[dict[str, Any]]:
    found = []
    for room in ROOMS:
        if not POWERS[role].isdisjoint(room.powers):
            address = reverse(room.route)
            here = request.path == address if address == "/" else request.path.startswith(address)
            found.append({"text": room.words, "href": address, "active": here})
    return found


def _desks(request: HttpRequest, role: Role) -> list[dict[str, Any]]:
    """The desks of allocation that the role can use, on the page of one of them; elsewhere none."""
    found = [(desk.words, reverse(desk.route)) for desk in DESKS if not POWERS[role].isdisjoint(desk.powers)]
    if len(found) < 2 or request.path not in (address for _, address in found):
        return []
    return [{"words": words, "address": address, "is_here": address == request.path} for words, address in found]

"""Two worlds that are alike but for people whom the viewers may not know of, and every page of them as a viewer has it.

A route that is new is walked by itself. Where it takes a word that is not in `GIVEN`, say there what a page of the
small world is to be asked with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.web.court_world import LEEDS, CourtWorld, row
from tests.web.restricted.sent import forms_of
from tests.web.world import CRC, NPS, TEAM, allocated, arranged, asked, concerned, draft, limited, screened, sentenced
from throughcare.facts.court import ReportFormat, ReportRequested
from throughcare.facts.drafts import Draft
from throughcare.facts.handover import HandoverReason, HandoverSent
from throughcare.facts.identity import AccessLimit
from throughcare.facts.risk import RoshLevel
from throughcare.facts.staff import Grade
from throughcare.records.models import Hearing
from throughcare.rules.access import Role
from throughcare.web.door import entrance_of, may_enter

HIDDEN, NOT_ALLOCATED, SENT = "X901", "X902", "X903"
"""Hidden: with everything that stands on a list; waiting for a practitioner; and sent to another organisation."""
NOBODY = "X999"
MINE, COLLEAGUES = "X1", "X2"
ROLES = {
    "CO1": Role.COURT_OFFICER,
    "P1": Role.PRACTITIONER,
    "P2": Role.PRACTITIONER,
    "S2": Role.SENIOR_PROBATION_OFFICER,
    "S3": Role.SENIOR_PROBATION_OFFICER,
    "L1": Role.PROVIDER_LEAD,
    "I1": Role.INSPECTOR,
    "A1": Role.AGGREGATE_VIEWER,
    "AD1": Role.ADMINISTRATOR,
    "D1": Role.DATA_OFFICER,
}
NOT_NAMED = ("CO1", "P2", "S2", "S3", "L1", "AD1")
"""From whom the restriction keeps the case. P1 holds it, the inspector reads all, and the data officer answers the
person who asks; figures that never open to people count everybody (docs/decisions/0008).
"""
EXCLUDED = (*NOT_NAMED, "P1", "I1", "D1")


def world_of(kept_by: AccessLimit | str | None) -> CourtWorld:
    """Monday 14 March 2016. With hidden people where `kept_by` says how they are kept from the
    viewers; any other word keeps them from nobody.
    """
    world = CourtWorld()
    for code in ("P1", "P2"):
        world.staff(code)
    world.staff("S2", grade=Grade.SENIOR)
    world.staff("P3", organisation=CRC, team="")
    for code, role in ROLES.items():
        place = (
            {"organisation": CRC, "team": ""} if code == "S3" else {"team": TEAM if code in ("P1", "P2", "S2") else ""}
        )
        world.user(code, role, **place)
    world.case(MINE, "2016-03-01", arranged("2016-03-14", "P1"), name="Beth Carr")
    world.case(COLLEAGUES, "2016-03-01", arranged("2016-03-14", "P2"), *_court_work(), officer="P2", name="Cy Dunn")
    world.known("X5", given_names="Aron", sex="Male")
    if kept_by is not None:
        for crn, drafts in _hidden().items():
            world.known(crn, *drafts, *_limits(kept_by))
    world.list(
        row("R1"), row("R2", given_names="Zoe", family_name="Quill", born_on="1990-01-01"), row("R3", crn=HIDDEN)
    )
    return world


def _limits(kept_by: AccessLimit | str) -> list[Draft]:
    if not isinstance(kept_by, AccessLimit):
        return []
    named = EXCLUDED if kept_by is AccessLimit.EXCLUSION else ("P1",)
    return [limited("2016-03-03", kept_by, code) for code in named]


def _hidden() -> dict[str, list[Draft]]:
    sent = {
        "order": "1",
        "from_provider": NPS,
        "to_provider": CRC,
        "reply_by": date(2016, 3, 20),
        "handover_because": next(iter(HandoverReason)),
    }
    return {
        HIDDEN: [
            *(sentenced("2016-02-01"), allocated("2016-02-02", "P1"), arranged("2016-03-14", "P1", "10:00")),
            *(screened("2016-02-03", RoshLevel.HIGH), concerned("2016-02-03"), *_court_work()),
        ],
        NOT_ALLOCATED: [sentenced("2016-03-01"), allocated("2016-03-02", None, team=TEAM)],
        SENT: [
            *(sentenced("2016-03-01"), allocated("2016-03-02", "P1")),
            draft(HandoverSent, "2016-03-10", thread="H1", **sent),
        ],
    }


def _court_work() -> list[Draft]:
    said = {"format": ReportFormat.SHORT, "provider": NPS, "due_on": date(2016, 3, 16), "court": LEEDS}
    return [draft(ReportRequested, "2016-03-10", thread="R2016", order="2", **said), asked("2016-03-10")]


# --- every page -------------------------------------------------------------------------------------------------


def routes(found: URLResolver | None = None) -> Iterator[URLPattern]:
    """Every route of the site."""
    for each in (found or get_resolver()).url_patterns:
        if isinstance(each, URLResolver):
            yield from routes(each)
        else:
            yield each


GIVEN: dict[str, list[Any]] = {
    "formula": ["rsr"],
    "thread": ["R2016", "K1", "M2016-03-14"],
    "number": [4],
    "check": ["DV"],
    "token": ["list1", "nobody-sent-this"],
    "opened_by": [2],
    "code": ["P1"],
    "view": ["compared"],
    "ending": ["csv", "pdf"],
    "name": ["nobodys"],
    "pack": ["briefing"],
    "standard": ["first-appointment"],
    "order": ["1"],
    "what": ["training", "language"],
    "month": ["2016-03"],
    "figure": ["held-nps", "up-asked"],
}
"""What each word of an address is given."""
GROUPS = ("?by=type&group=NPS&outcome=missed", "?by=provider&group=N02&outcome=missed", "?by=type&group=NPS")
ASKED = {
    "people": (
        *("?q=Bell", f"?q={HIDDEN}", "?q=2/5/1988", "?officer=P1", "?state=active&by=seen", "?level=HIGH"),
        *(f"?crn={HIDDEN}", "?family_name=Bell&born_on=2/5/1988", "?concern=abuse"),
    ),
    "people_csv": ("?q=Bell", "?officer=P1"),
    "who_looked": (f"?crn={HIDDEN}", f"?person={HIDDEN}", "?whose=all"),
    "reports": ("?show=all", "?show=write", "?show=read"),
    "checks": ("?show=all",),
    "court": (f"?court={LEEDS}&on=14/3/2016",),
    "morning": (f"?court={LEEDS}&on=14/3/2016",),
    "measure_people": GROUPS,
    "measure_people_csv": GROUPS,
    "measure": ("?by=provider", "?by=team"),
    "team_member": ("?show=late",),
    "glass": ("?show=judged",),
    "type_hearing": (f"?court={LEEDS}",),
}
"""What the address of a route may ask beside: whatever could find, count or order people."""
NOT_WALKED = {"account_logout", "demo_sign_in"}


def filled(found: URLPattern, **said: Any) -> Iterator[str]:
    """The addresses of a route, with whatever it takes."""
    ways: list[dict[str, Any]] = [{}]
    for word in found.pattern.converters:
        values = [said[word]] if word in said else GIVEN[word]
        ways = [way | {word: value} for way in ways for value in values]
    for way in ways:
        yield reverse(str(found.name), kwargs=way)


def is_open_to(found: URLPattern, code: str) -> bool:
    """Whether the role of this viewer may use a route at all: at the door all others are turned away alike."""
    entrance = entrance_of(found.callback, found.name)
    return entrance is not None and may_enter(entrance, ROLES[code])


def is_of_a_hearing(found: URLPattern) -> bool:
    """Whether the number in the address is a hearing's."""
    return str(found.pattern).startswith("hearings/")


def addresses(code: str) -> Iterator[str]:
    """Every page that is not one hidden person's and that this viewer's role may use: lists, hearings, and others."""
    hearings = list(Hearing.objects.order_by("list_reference").values_list("pk", flat=True))
    for found in routes():
        words = found.pattern.converters
        if found.name in NOT_WALKED or not found.name or not is_open_to(found, code):
            continue
        for crn in (COLLEAGUES,) if "crn" in words else ("",):
            for pk in hearings if "pk" in words and is_of_a_hearing(found) else (1,):
                for address in filled(found, crn=crn, pk=pk):
                    yield address
                    yield from (address + query for query in ASKED.get(found.name, ()))


_TOKENS = re.compile(
    r'nonce="[^"]*"|(name="(csrfmiddlewaretoken|form_mark|mark|token)" value="[^"]*")|\d\d:\d\d|'
    r"(?<![0-9a-f])[0-9a-f]{24}(?![0-9a-f])"
)
_NUMBERED = re.compile(r"/(hearings|glass|concerns|many|proposals)/\d+/|value=\"\d+\"|id=\"[a-z]+-\d+\"")


def plain(answer: HttpResponse) -> str:
    """An answer without what differs each time: status, where it leads, and what it says."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    text = body.decode("utf-8", errors="replace")
    whole = f"{answer.status_code} {answer.headers.get('Location', '')}\n{text}"
    return _NUMBERED.sub("", _TOKENS.sub("", whole))


def pages_of(world: CourtWorld, viewers: tuple[str, ...]) -> dict[tuple[str, str], str]:
    """Every page as each of these viewers has it. A hearing is named by its place, as its number differs."""
    found = {}
    for code in viewers:
        client = Client()
        client.force_login(world.user(code))
        for address in addresses(code):
            found[code, named(address)] = plain(client.get(address))
    return found


def answers_of(world: CourtWorld, code: str) -> dict[str, str]:
    """What every form of every page answers this viewer, with whatever page it leads to; one after the other."""
    found: dict[str, str] = {}
    client = Client()
    client.force_login(world.user(code))
    for address in addresses(code):
        if (page := client.get(address)).status_code != 200 or "html" not in page.headers["Content-Type"]:
            continue
        for place, (to, held) in enumerate(forms_of(page.content.decode())):
            if not any(part in to for part in SIGNING):
                answer = client.post(to or address, held, follow=True)
                found[f"{named(address)} {place} {named(to)}"] = plain(answer)
    return found


SIGNING = ("/sign-in/", "/sign-out/")
"""Forms that end the walk."""


def named(address: str) -> str:
    """An address with its hearing named by its place in the list."""
    numbers = list(Hearing.objects.order_by("list_reference").values_list("pk", flat=True))
    places = {str(pk): str(place) for place, pk in enumerate(numbers)}
    return re.sub(r"/hearings/(\d+)/", lambda hit: f"/hearings/{places.get(hit[1], '')}/", address)

"""A small world of two organisations that hand cases to each other."""

from __future__ import annotations

from typing import Any

from django.test import Client

from tests.web.recording.desk import Desk
from tests.web.world import CRC, NPS, TEAM, World, allocated, asked, draft, sentenced, stand_still
from throughcare.facts.allocation import ProviderDecided
from throughcare.facts.court import ReportDelivered, ReportFormat, ReportRequested
from throughcare.facts.risk import Assessed, Assessment, Completion, RiskPlanned, RoshLevel
from throughcare.facts.scores import Scored
from throughcare.facts.staff import Grade, ProviderType
from throughcare.records.models import Team
from throughcare.rules.access import Role

TODAY = "2016-03-16"  # a Wednesday
COURT, NPS_SENIOR, CRC_SENIOR, CRC_OTHER, OWN = "CO1", "S1", "K1", "K2", "P1"
CRC_TEAM, EMPTY_TEAM = "LC", "LD"
NEW, HELD = "X1", "X2"
SEND_NEW, SEND_HELD = f"/handovers/{NEW}/1/send/", f"/handovers/{HELD}/1/send/"
THREAD = f"handover-1-{TODAY}"
PACK, ACCEPT, RETURN = (f"/handovers/{NEW}/{THREAD}/{end}" for end in ("", "accept/", "return/"))


def reported(on: str, order: str = "1") -> list[Any]:
    """A report asked of the service and given in court."""
    said = {"order": order, "format": ReportFormat.SHORT, "provider": NPS}
    return [draft(kind, on, thread=f"R{order}", **said) for kind in (ReportRequested, ReportDelivered)]


def known(on: str, order: str = "1") -> list[Any]:
    """Everything that a pack calls important, but for checks."""
    screening = {"assessment": Assessment.SCREENING, "status": Completion.COMPLETE, "level": RoshLevel.MEDIUM}
    full = {"assessment": Assessment.FULL, "status": Completion.COMPLETE, "public_level": RoshLevel.MEDIUM}
    return [
        draft(Assessed, on, **screening),
        draft(Assessed, on, content='{"who_is_at_risk": "A former partner"}', **full),
        draft(RiskPlanned, on, content='{"victim_safety": "No contact"}', officer=OWN),
        draft(Scored, on, formula="RSR", form="static", figures='{"score": 3.1}', band="Low", version="3"),
        draft(ProviderDecided, on, order=order, decided_type=ProviderType.CRC, rule_gives=ProviderType.CRC,
              inputs='{"rsr": "3.1"}', rule_version="r1"),
    ]  # fmt: skip


def handover_world(monkeypatch: Any) -> World:
    """X1 was sentenced on Monday 14 March and nobody has the case; X2 is held by P1 of the service."""
    stand_still(monkeypatch, TODAY)
    world = World()
    for code, name in ((CRC_TEAM, "Leeds City"), (EMPTY_TEAM, "Leeds East")):
        Team.objects.create(code=code, name=name, organisation_id=CRC)
    world.staff(OWN, "Priya Shah")
    world.staff("P3", "Gemma Holroyd", organisation=CRC, team=CRC_TEAM)
    world.staff(COURT, "Joseph Tetteh", grade=Grade.SERVICE_OFFICER)
    world.staff(NPS_SENIOR, "Denise Ibbotson", grade=Grade.SENIOR)
    world.staff(CRC_SENIOR, "Karl Whitworth", grade=Grade.SENIOR, organisation=CRC, team=CRC_TEAM)
    world.user(COURT, Role.COURT_OFFICER, name="Joseph Tetteh", team="")
    world.user(OWN, name="Priya Shah")
    world.user("P3", name="Gemma Holroyd", organisation=CRC, team=CRC_TEAM)
    world.user(NPS_SENIOR, Role.SENIOR_PROBATION_OFFICER, name="Denise Ibbotson", team=TEAM)
    senior = Role.SENIOR_PROBATION_OFFICER
    world.user(CRC_SENIOR, senior, name="Karl Whitworth", organisation=CRC, team=CRC_TEAM)
    world.user(CRC_OTHER, senior, name="Other Manager", organisation=CRC, team=EMPTY_TEAM)
    world.user("I1", Role.INSPECTOR, name="Margaret Penhale", organisation="", team="")
    checks = [asked("2016-03-10", thread="K1")]
    world.person(
        NEW, *reported("2016-03-10"), *checks, *known("2016-03-11"), sentenced("2016-03-14"), name="Aaron Bell"
    )
    world.person(
        HELD, *reported("2016-02-01"), sentenced("2016-02-08"), allocated("2016-02-09", OWN), *known("2016-02-10"),
        name="Bea Hart",
    )  # fmt: skip
    return world


def desk_of(world: World, code: str) -> Desk:
    """A browser of one of the world's users."""
    return Desk(Client(), world.user(code))


def sent(**typed: Any) -> dict[str, Any]:
    """What is typed to send a case to the company though a check is not back, but for what is said."""
    return {"to": CRC, "team": "", "nonetheless": "yes", "note": "The first appointment is on Friday."} | typed

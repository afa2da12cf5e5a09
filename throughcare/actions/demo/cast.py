"""The people who sign in to the demo: one for each role, and a second where two organisations are compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from throughcare.actions.demo.staff import Worker
from throughcare.rules.access import Role


@dataclass(frozen=True, slots=True)
class CastMember:
    """Somebody who signs in. `code` is their code as staff or, where they are not staff of a team, one of their own."""

    code: str
    name: str
    email: str
    role: str
    organisation: str | None
    team: str | None
    about: str


ADMINISTRATOR = "ADMIN01"

_STAFF: tuple[tuple[str, Role, str], ...] = (
    ("Joseph Tetteh", Role.COURT_OFFICER, "Writes reports at the courts in Leeds and asks for the checks."),
    ("Priya Shah", Role.PRACTITIONER, "Supervises people at high and medium risk in Leeds North, and keeps up."),
    ("Gemma Holroyd", Role.PRACTITIONER, "Supervises more people in Leeds than anybody can."),
    ("Denise Ibbotson", Role.SENIOR_PROBATION_OFFICER, "Manages the team Leeds North of the NPS."),
    ("Karl Whitworth", Role.SENIOR_PROBATION_OFFICER, "Manages the team Leeds City of the company."),
)
_OTHERS: tuple[tuple[str, str, Role, str | None, str], ...] = (
    ("LEAD01", "Fiona Hallworth", Role.PROVIDER_LEAD, "C07", "Answers for what West Yorkshire CRC does and misses."),
    ("INSP01", "Margaret Penhale", Role.INSPECTOR, None, "Inspects probation work anywhere in England and Wales."),
    ("MOJ01", "Oliver Stannard", Role.AGGREGATE_VIEWER, None, "Manages contracts at the ministry, by figures alone."),
    (ADMINISTRATOR, "Lucy Farrar", Role.ADMINISTRATOR, None, "Looks after users and settings."),
    ("DATA01", "Rekha Solanki", Role.DATA_OFFICER, None, "Answers people who ask who has looked at their record."),
)


def cast(workers: Sequence[Worker]) -> tuple[CastMember, ...]:
    """Everybody who signs in, those who are staff first."""
    by_name = {worker.name: worker for worker in workers}
    staff = [
        CastMember(worker.code, name, email_of(name), role.value, worker.organisation, worker.team, about)
        for name, role, about in _STAFF
        for worker in (by_name[name],)
    ]
    others = [
        CastMember(code, name, email_of(name), role.value, organisation, None, about)
        for code, name, role, organisation, about in _OTHERS
    ]
    return (*staff, *others)


def email_of(name: str) -> str:
    """The address under which somebody signs in: first name, dot, family name."""
    return f"{name.lower().replace(' ', '.')}@throughcare.example"

"""Users: those who may sign in."""

from __future__ import annotations

from dataclasses import dataclass

from throughcare.records.models import User
from throughcare.records.queries.organisations import name_of_place
from throughcare.rules.access import Role


@dataclass(frozen=True, slots=True)
class CastRow:
    """One of the demo's cast, as the sign-in page shows them."""

    code: str
    name: str
    role: str
    place: str
    about: str


def cast_members() -> list[CastRow]:
    """The users of the demo, in the order in which they were made."""
    return [
        CastRow(user.code, user.name, Role(user.role).label, name_of_place(user.organisation, user.team), user.about)
        for user in User.objects.filter(is_active=True).order_by("pk")
    ]


def user_with_code(code: str) -> User | None:
    """The user of this code who may sign in; None where there is none."""
    return User.objects.filter(code=code, is_active=True).first()

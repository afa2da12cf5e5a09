"""Users: those who may sign in."""

from __future__ import annotations

from dataclasses import dataclass

from throughcare.records.models import User
from throughcare.records.queries.organisations import name_of_place, names_of_organisations, names_of_teams
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


def user_by_code(code: str) -> User | None:
    """The user of this code, also one who may not sign in any more; None where there is none."""
    return User.objects.filter(code=code).first()


@dataclass(frozen=True, slots=True)
class UserRow:
    """One user, as the administrator's list shows them."""

    code: str
    name: str
    email: str
    role: str
    place: str
    is_active: bool


def all_users() -> list[UserRow]:
    """Every user by name."""
    organisations, teams = names_of_organisations(), names_of_teams()
    return [
        UserRow(
            user.code,
            user.name,
            user.email,
            Role(user.role).label,
            teams.get((user.organisation, user.team)) or organisations.get(user.organisation, ""),
            user.is_active,
        )
        for user in User.objects.order_by("name")
    ]

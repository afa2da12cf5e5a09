"""Users added and changed by an administrator. Each change is told in the log: who did what to whose sign-in."""

from __future__ import annotations

import re
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from throughcare.actions.access import log_act
from throughcare.records.columns import longest
from throughcare.records.models import Organisation, Team, User
from throughcare.rules.access import Role
from throughcare.rules.refusals import FieldFault, NotRecorded

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,19}")
"""What the code of a user may look like: it stands in addresses, lists and logs."""
NOT_CODES = frozenset({"new", "settings"})
"""Words that stand in the addresses of users for other pages."""
NEEDS_TEAM = frozenset({Role.PRACTITIONER, Role.SENIOR_PROBATION_OFFICER})
NEEDS_ORGANISATION = NEEDS_TEAM | {Role.COURT_OFFICER, Role.PROVIDER_LEAD}


def code_fault(code: str) -> str:
    """What is wrong with the code of a new user, in a sentence; empty where nothing is."""
    if code.lower() in NOT_CODES:
        return f"“{code}” cannot be a code, as a page here is called so: type another."
    if not CODE.fullmatch(code):
        return (
            f"“{code[:40]}” cannot be a code: write up to twenty letters and digits, after the first also "
            f"hyphens, underscores and full stops."
        )
    return ""


def email_fault(email: str) -> str:
    """What is wrong with an e-mail address (one @, something on each side), in a sentence; empty where nothing is."""
    before, _, after = email.partition("@")
    if not (before and "." in after and " " not in email and "@" not in after):
        return f"“{email[:60]}” is not an e-mail address: write it as name@place.example."
    return _length_fault("email", email, "an e-mail address")


def _length_fault(column: str, text: str, what: str) -> str:
    at_most = longest(User, column)
    if len(text) <= at_most:
        return ""
    return f"This is too long for {what}: it has {len(text)} characters, and at most {at_most} are kept."


def add_user(
    *, by: User, at: datetime, code: str, name: str, email: str, role: Role, organisation: str, team: str, password: str
) -> User:
    """Somebody new who may sign in. Raises `NotRecorded` with every fault, by field."""
    with transaction.atomic():
        user = User(code=code, name=name, email=email.casefold(), role=role.value, organisation=organisation, team=team)
        _save_new(user, password, _place_faults(role, organisation, team))
        log_act(by=by, what="users: added", why=f"{user.code} as {role.label.lower()}", at=at)
    return user


def add_first_administrator(*, name: str, email: str, code: str, password: str, at: datetime) -> User:
    """An administrator, added by whoever runs the server. Raises `NotRecorded` with every fault."""
    with transaction.atomic():
        user = User(code=code, name=name, email=email.casefold(), role=Role.ADMINISTRATOR.value)
        _save_new(user, password, [])
        log_act(by=user, what="users: added", why=f"{code} as administrator, by the server's own command", at=at)
    return user


def _save_new(user: User, password: str, faults: list[FieldFault]) -> None:
    if not user.name.strip():
        faults.append(FieldFault("name", "Type their name."))
    for field, fault in (
        ("code", code_fault(user.code)),
        ("name", _length_fault("name", user.name, "a name")),
        ("email", email_fault(user.email)),
    ):
        if fault:
            faults.append(FieldFault(field, fault))
    faults += _taken_faults(user) + _password_faults(password, user)
    if faults:
        raise NotRecorded(tuple(faults))
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError:  # another administrator was first, after the look above
        if taken := _taken_faults(user):
            raise NotRecorded(tuple(taken)) from None
        raise


def _taken_faults(user: User) -> list[FieldFault]:
    faults = []
    if User.objects.filter(email__iexact=user.email).exists():
        faults.append(FieldFault("email", "Somebody signs in with this e-mail address already: type another."))
    if User.objects.filter(code=user.code).exists():
        faults.append(FieldFault("code", f"{user.code} is somebody else's code: type theirs."))
    return faults


def change_user(
    *, by: User, at: datetime, code: str, name: str, role: Role, organisation: str, team: str, is_active: bool
) -> User:
    """Another name, role or place, or no more signing in. Nobody can take their own role or sign-in away.

    Raises `NotRecorded`, and `User.DoesNotExist` where there is no such user.
    """
    with transaction.atomic():
        user = User.objects.select_for_update().get(code=code)
        faults = _place_faults(role, organisation, team)
        if user.pk == by.pk and (role.value != user.role or not is_active):
            faults.append(FieldFault("role", "You cannot change your own role or sign-in: ask another administrator."))
        if faults:
            raise NotRecorded(tuple(faults))
        was = f"{user.role}, {user.organisation or '-'}, {user.team or '-'}, {'active' if user.is_active else 'closed'}"
        user.name, user.role, user.is_active = name, role.value, is_active
        user.organisation, user.team = organisation, team
        user.save()
        log_act(by=by, what="users: changed", why=f"{code}: {role.label.lower()}; was {was}", at=at)
    return user


def set_password(*, by: User, at: datetime, code: str, password: str) -> User:
    """A new password for somebody, who must be told it in person. Raises `NotRecorded`, `User.DoesNotExist`."""
    with transaction.atomic():
        user = User.objects.select_for_update().get(code=code)
        faults = _password_faults(password, user)
        if faults:
            raise NotRecorded(tuple(faults))
        user.set_password(password)
        user.save()
        log_act(by=by, what="users: password set", why=code, at=at)
    return user


def _place_faults(role: Role, organisation: str, team: str) -> list[FieldFault]:
    faults = []
    if role in NEEDS_ORGANISATION and not organisation:
        faults.append(FieldFault("organisation", f"Choose an organisation: a {role.label.lower()} works for one."))
    if organisation and not Organisation.objects.filter(code=organisation).exists():
        faults.append(FieldFault("organisation", "There is no such organisation: choose one of the list."))
    if role in NEEDS_TEAM and not team:
        faults.append(FieldFault("team", f"Choose a team: a {role.label.lower()} works in one."))
    if team and not Team.objects.filter(code=team, organisation=organisation).exists():
        faults.append(FieldFault("team", "That is no team of this organisation: choose one that is."))
    return faults


def _password_faults(password: str, user: User) -> list[FieldFault]:
    try:
        validate_password(password, user)
    except ValidationError as error:
        return [FieldFault("password", " ".join(error.messages))]
    return []

"""Forms about users."""

from __future__ import annotations

from typing import Any

from throughcare.actions.users import code_fault, email_fault
from throughcare.facts.staff import ProviderType
from throughcare.records.queries.organisations import (
    names_of_organisations,
    teams_with_organisations,
    types_of_organisations,
)
from throughcare.rules.access import IN_WORDS, Role
from throughcare.web.design.fields import ChoiceField, DesignForm, PasswordField, TextField


class PlaceForm(DesignForm):
    """What a user is and where: the part that adding and changing share."""

    name = TextField(label="Name", max_length=200, error_messages={"required": "Type their name."})
    role = ChoiceField(
        label="Role",
        choices=[(role.value, role.label) for role in Role],
        error_messages={"required": "Choose what they are here for."},
    )
    organisation = ChoiceField(label="Organisation", as_list=True, required=False)
    team = ChoiceField(label="Team", as_list=True, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        types, known = types_of_organisations(), names_of_organisations()
        ours = {code: name for code, name in known.items() if types.get(code) in set(ProviderType)}
        names = sorted(ours.items(), key=lambda each: each[1])
        self.fields["organisation"].choices = [("", "None"), *names]  # type: ignore[attr-defined]
        self.fields["team"].choices = [("", "None"), *teams_with_organisations()]  # type: ignore[attr-defined]


class AddForm(PlaceForm):
    """Somebody new."""

    code = TextField(
        label="Code",
        help_text="Their staff code, by which cases are allocated; for others a code of their own, such as INSP02.",
        classes="govuk-input--width-10",
        error_messages={"required": "Type their code."},
    )
    email = TextField(
        label="E-mail address",
        help_text="They sign in with it.",
        max_length=254,
        error_messages={"required": "Type their e-mail address."},
    )
    password = PasswordField(
        label="First password",
        help_text="At least twelve characters. Tell it to them in person; they can change it.",
        error_messages={"required": "Type a first password."},
    )
    field_order = ("name", "code", "email", "role", "organisation", "team", "password")

    def clean_code(self) -> str:
        """A code that every address and list can hold."""
        code: str = self.cleaned_data["code"]
        if fault := code_fault(code):
            self.add_error("code", fault)
        return code

    def clean_email(self) -> str:
        """An address to which a message could be sent."""
        email: str = self.cleaned_data["email"]
        if fault := email_fault(email):
            self.add_error("email", fault)
        return email


class ChangeForm(PlaceForm):
    """Somebody who is there."""

    signs_in = ChoiceField(
        label="Signing in",
        choices=[("yes", "May sign in"), ("no", "May not sign in any more")],
        error_messages={"required": "Choose whether they may sign in."},
    )


class PasswordForm(DesignForm):
    """A new password for somebody."""

    password = PasswordField(
        label="New password",
        help_text="At least twelve characters. Tell it to them in person.",
        error_messages={"required": "Type a new password."},
    )


ROLE_WORDS = [(role.label, IN_WORDS[role]) for role in Role]
"""Every role with what it may do, in words, for the side of the form."""

"""Organisations, teams and staff by their codes."""

from __future__ import annotations

from throughcare.records.models import Organisation, Staff, Team


def names_of_organisations() -> dict[str, str]:
    """The name of each organisation by its code."""
    return dict(Organisation.objects.values_list("code", "name"))


def types_of_organisations() -> dict[str, str]:
    """The type (NPS or CRC) of each organisation by its code."""
    return dict(Organisation.objects.values_list("code", "type"))


def names_of_teams() -> dict[tuple[str, str], str]:
    """The name of each team by the code of its organisation and its own."""
    rows = Team.objects.values_list("organisation_id", "code", "name")
    return {(organisation, code): name for organisation, code, name in rows}


def teams_of(organisation: str) -> dict[str, str]:
    """The name of each team of one organisation by its code."""
    return dict(Team.objects.filter(organisation=organisation).values_list("code", "name"))


def names_of_staff(codes: set[str] | None = None) -> dict[str, str]:
    """The name of each member of staff by code (of these codes, where given); the code where there is no name."""
    rows = Staff.objects.all() if codes is None else Staff.objects.filter(code__in=codes)
    return {code: name or code for code, name in rows.values_list("code", "name")}


def name_of_place(organisation: str, team: str) -> str:
    """Where somebody works, in words: the team where they have one, else the organisation, else nothing."""
    if team:
        return Team.objects.filter(code=team, organisation=organisation).values_list("name", flat=True).first() or team
    if organisation:
        return Organisation.objects.filter(code=organisation).values_list("name", flat=True).first() or organisation
    return ""


def teams_with_organisations() -> list[tuple[str, str]]:
    """Every code of a team, with the names of its organisation and its own, in the order of those names; with those of
    all the teams that are called so.
    """
    rows = Team.objects.values_list("code", "name", "organisation__name").order_by("organisation__name", "name")
    found: dict[str, list[str]] = {}
    for code, name, organisation in rows:
        found.setdefault(code, []).append(f"{organisation}: {name}")
    return [(code, "; ".join(names)) for code, names in found.items()]

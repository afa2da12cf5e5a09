"""The words of the access log."""

from __future__ import annotations

from dataclasses import dataclass

from throughcare.records.queries.access_log import Look
from throughcare.records.queries.person import full_name
from throughcare.web.design.words import say_instant


@dataclass(frozen=True, slots=True)
class LookWords:
    """One look: when, by whom, at whom, on which page, and why they might (as they were told, or said)."""

    at: str
    who: str
    role: str
    whom: str
    what: str
    why: str


def look_words(look: Look) -> LookWords:
    """One entry of the log in words."""
    role = f"{look.role}, {look.organisation}" if look.organisation else look.role
    whom = title_of(look.crn, look.given_names, look.family_name) if look.crn else ""
    return LookWords(say_instant(look.at), look.who, role, whom, look.what, look.why)


def title_of(crn: str, given_names: str, family_name: str) -> str:
    """A person by name and number: *Aaron Bell (X100123)*."""
    return f"{full_name(given_names, family_name)} ({crn})"

"""The words of the list of people, and of the answer whether a person is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from throughcare.facts.words import say_day
from throughcare.records.queries.people import Asked, KnownPerson, PersonRow
from throughcare.records.queries.person import full_name
from throughcare.rules.access import Role
from throughcare.web.design.people_words import Flag, concerns_in, flags_of
from throughcare.web.design.words import number, plural

WHY_LISTED = {
    Role.PRACTITIONER: "in a list of their own cases and those of their team",
    Role.SENIOR_PROBATION_OFFICER: "in a list of the cases of their team, and of those that no team holds yet",
    Role.INSPECTOR: "in a list; an inspector, who reads all",
}
"""Why somebody was shown in a list, as the access log says it to others."""
WHY_TOLD = "told whether the person is known and who holds the case, and no more"
"""Why a court officer was told of somebody."""


@dataclass(frozen=True, slots=True)
class Line:
    """One person in a list."""

    crn: str
    name: str
    born: str
    href: str
    flags: tuple[Flag, ...]
    holder: str
    place: str
    order: str
    seen: str
    cover: str


def line_of(row: PersonRow) -> Line:
    """A row of the list in words."""
    return Line(
        crn=row.crn,
        name=full_name(row.given_names, row.family_name),
        born=f"born {say_day(row.born_on)}" if row.born_on else "date of birth not recorded",
        href=reverse("person", args=[row.crn]),
        flags=_flags(row),
        holder=row.officer or "nobody yet",
        place=row.place,
        order=_order(row),
        seen=say_day(row.last_seen_on) if row.last_seen_on else "not yet",
        cover="team: opens as cover, with a reason" if row.needs_reason else "",
    )


def _flags(row: PersonRow) -> tuple[Flag, ...]:
    return flags_of(
        row.rosh_level,
        is_active=row.is_active,
        has_safety_warning=row.has_safety_warning,
        concerns=concerns_in(domestic_abuse=row.domestic_abuse, child_concern=row.child_concern),
        is_limited=row.is_limited,
    )


def _order(row: PersonRow) -> str:
    if not row.order_words:
        return "no order runs"
    return f"{row.order_words} to {say_day(row.order_ends_on)}" if row.order_ends_on else row.order_words


def say_count(many: int, asked: Asked, *, are_more: bool) -> str:
    """How many were found, and by what."""
    what = f" for “{asked.sought.typed}”" if asked.sought.typed else ""
    if are_more:
        return f"More than {number(many)} people{what}: the first are listed. Narrow the list to see others"
    return f"{plural(many, 'person', 'people').capitalize()}{what}"


def say_none(asked: Asked, today: date) -> str:
    """Nobody was found: why that may be, and what to do next."""
    born = asked.sought.born_on
    if born is not None and born > today:
        return f"{say_day(born)} lies ahead. Type the year of birth in four digits, for example {born.year - 100}."
    if asked.sought.typed:
        return (
            "No person among those you may see. Check the spelling; try the family name alone, "
            "the CRN, or the date of birth as 2 May 1988."
        )
    return "No person among those you may see fits these choices. Take one away, or search by name."


CSV_HEADER = (
    *("crn", "given names", "family name", "born", "practitioner", "place", "order", "order ends"),
    *("risk of serious harm", "domestic abuse", "child concern", "active", "last seen"),
)


def csv_row(row: PersonRow) -> list[str]:
    """A row of the file."""
    days = [day.isoformat() if day else "" for day in (row.born_on, row.order_ends_on, row.last_seen_on)]
    level = row.rosh_level.label if row.rosh_level else "not known"
    concerns = ["recorded" if each else "not recorded" for each in (row.domestic_abuse, row.child_concern)]
    who = [row.crn, row.given_names, row.family_name, days[0], row.officer, row.place, row.order_words, days[1]]
    return [*who, level, *concerns, "yes" if row.is_active else "no", days[2]]


def say_known(known: KnownPerson) -> str:
    """Who holds the case of somebody who is known: all that a court officer learns."""
    if not known.organisation:
        return "Known. Nobody holds the case yet."
    practitioner = f"Practitioner: {known.officer}." if known.officer else "No practitioner is named yet."
    team = f", {known.team}" if known.team else ""
    return f"Known. Held by {known.organisation}{team}. {practitioner}"

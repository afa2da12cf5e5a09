"""The groups that figures are shown for: their names, their order, and for whom a figure opens to its people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from throughcare.facts.checks import AgencyType
from throughcare.measures.counting import NONE
from throughcare.records.queries.measures import ALL, By
from throughcare.records.queries.organisations import (
    names_of_organisations,
    names_of_teams,
    types_of_organisations,
)
from throughcare.rules.access import READING, Opening, Relation, Viewer, figures_may_open

TYPES = ("NPS", "CRC")
"""The types of organisations, in the order in which they are always shown."""
AGENCIES = {each.value: each.label for each in AgencyType}
"""The types of agencies, which are accountable for what they are asked and for nothing else, with their words."""
NOBODY = "None"
"""What the group is called of duties that nobody was ever accountable for."""
NO_TEAM = "no team named"
TOGETHER = "All together"


@dataclass(frozen=True, slots=True)
class Names:
    """Organisations and teams by their codes."""

    types: dict[str, str]
    organisations: dict[str, str]
    teams: dict[tuple[str, str], str] = field(default_factory=dict)

    def of(self, by: By, group: str) -> str:
        """What a group is called."""
        if group == NONE:
            return NOBODY
        if by is By.TEAM:
            organisation, _, team = group.partition("/")
            place = self.organisations.get(organisation, organisation)
            return f"{place}, {self.teams.get((organisation, team), team) or NO_TEAM}"
        if by is By.TYPE:
            return TOGETHER if group == ALL else AGENCIES.get(group, group)
        return self.organisations.get(group, group)

    def knows(self, by: By, group: str) -> bool:
        """Whether there is such a group."""
        organisation, _, team = group.partition("/")
        if by is By.TYPE:
            return group in (NONE, ALL, *TYPES, *AGENCIES)
        if by is By.PROVIDER:
            return group == NONE or group in self.organisations
        return group == NONE or (
            organisation in self.organisations and (not team or (organisation, team) in self.teams)
        )

    def in_order(self, by: By, found: Iterable[str]) -> list[str]:
        """The groups that have a figure, and every type or organisation of the sort that is asked; by name, for nobody
        is ranked. Where agencies are accountable, that is every agency; everywhere else none of them.
        """
        found = set(found)
        sort = tuple(AGENCIES) if self._are_agencies(by, found) else TYPES
        if by is By.TYPE:
            others = sorted(found - {*sort, NONE})
            return [*sort, *others, *([NONE] if NONE in found else [])]
        of_sort = {code for code in self.organisations if self.types.get(code, sort[0]) in sort}
        groups = found | (of_sort if by is By.PROVIDER else set())
        return sorted(groups, key=lambda group: (group == NONE, self.of(by, group).casefold(), group))

    def _are_agencies(self, by: By, found: set[str]) -> bool:
        types = found if by is By.TYPE else {self.types.get(group.partition("/")[0], "") for group in found}
        return not types.isdisjoint(AGENCIES)


def read_names(by: By) -> Names:
    """The names that are needed for figures by this."""
    types = types_of_organisations()
    organisations = {} if by is By.TYPE else names_of_organisations()
    return Names(types, organisations, names_of_teams() if by is By.TEAM else {})


def opens_to(viewer: Viewer, by: By, group: str) -> bool:
    """Whether a group's figures lead this viewer to people: to those of its people whom they may see.

    What is counted by type opens to whoever may open figures; a provider or a team only to those within whose reach
    it lies. `rules.access` says again of each person whether the viewer may see them.
    """
    if not figures_may_open(viewer):
        return False
    opening = READING[viewer.role]
    if opening[Relation.ELSEWHERE] is not Opening.CLOSED:
        return True
    if group == NONE or viewer.organisation is None:
        return False
    if by is By.TYPE:
        return True
    organisation, _, team = group.partition("/")
    if organisation != viewer.organisation:
        return False
    if by is By.PROVIDER or (team and team == viewer.team):
        return True
    return opening[Relation.ORGANISATIONS if team else Relation.NO_TEAMS] is not Opening.CLOSED

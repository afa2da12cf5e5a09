"""The groups that figures are shown for: their names, their order, and for whom a figure opens to its people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from throughcare.facts.checks import AgencyType
from throughcare.facts.court import ReportFormat
from throughcare.measures.case_mix import NOT_RECORDED
from throughcare.measures.counting import NONE
from throughcare.measures.people_groups import AGES, ETHNICITIES, OTHER_WORDS, SEXES
from throughcare.records.queries.measures import ALL, By
from throughcare.records.queries.organisations import (
    names_of_organisations,
    names_of_teams,
    types_of_organisations,
)
from throughcare.records.queries.people_groups import Grouped, OfPeople, names_of_courts
from throughcare.rules.access import READING, Opening, Relation, Viewer, figures_may_open

TYPES = ("NPS", "CRC")
"""The types of organisations, in the order in which they are always shown."""
AGENCIES = {each.value: each.label for each in AgencyType}
"""The types of agencies, which are accountable for what they are asked and for nothing else, with their words."""
NOBODY = "None"
"""What the group is called of duties that nobody was ever accountable for."""
NO_TEAM = "no team named"
TOGETHER = "All together"
OF_PEOPLE: dict[OfPeople, tuple[str, ...]] = {
    OfPeople.FORM: (*(form.value for form in ReportFormat), NONE),
    OfPeople.SEX: (*SEXES, OTHER_WORDS, NOT_RECORDED),
    OfPeople.AGE: (*AGES, NOT_RECORDED),
    OfPeople.ETHNICITY: (*ETHNICITIES, OTHER_WORDS, NOT_RECORDED),
}
"""The groups of people and of forms, in the order in which they are shown; courts are shown by name."""
NOT_KNOWN = {OfPeople.FORM: "Form not known", OfPeople.COURT: "Court not recorded"}
LONGEST_COURT = 120
"""No court is written down in more characters."""


@dataclass(frozen=True, slots=True)
class Names:
    """Organisations, teams and courts by their codes."""

    types: dict[str, str]
    organisations: dict[str, str]
    teams: dict[tuple[str, str], str] = field(default_factory=dict)
    courts: dict[str, str] = field(default_factory=dict)

    def of(self, by: Grouped, group: str) -> str:
        """What a group is called."""
        if isinstance(by, OfPeople):
            return self._of_people(by, group)
        if group == NONE:
            return NOBODY
        if by is By.TEAM:
            organisation, _, team = group.partition("/")
            place = self.organisations.get(organisation, organisation)
            return f"{place}, {self.teams.get((organisation, team), team) or NO_TEAM}"
        if by is By.TYPE:
            return TOGETHER if group == ALL else AGENCIES.get(group, group)
        return self.organisations.get(group, group)

    def _of_people(self, by: OfPeople, group: str) -> str:
        if group == NONE:
            return NOT_KNOWN[by]
        if by is OfPeople.COURT:
            return self.courts.get(group, group)
        if by is OfPeople.FORM:
            return ReportFormat(group).label
        return f"{group[0].upper()}{group[1:]}"

    def knows(self, by: Grouped, group: str) -> bool:
        """Whether there is such a group. A court may be any: many are written down as they were said."""
        if isinstance(by, OfPeople):
            return group in OF_PEOPLE[by] if by in OF_PEOPLE else 0 < len(group) <= LONGEST_COURT
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

    def of_people_in_order(self, by: Grouped, found: Iterable[str]) -> list[str]:
        """The groups that have a figure on a page of court work, in their order; who nobody knows of stands last."""
        found = set(found)
        if isinstance(by, OfPeople) and by in OF_PEOPLE:
            return [group for group in OF_PEOPLE[by] if group in found]
        return sorted(found, key=lambda group: (group == NONE, self.of(by, group).casefold(), group))

    def _are_agencies(self, by: By, found: set[str]) -> bool:
        types = found if by is By.TYPE else {self.types.get(group.partition("/")[0], "") for group in found}
        return not types.isdisjoint(AGENCIES)


def read_names(by: Grouped, *, with_all: bool = False) -> Names:
    """The names that are needed for figures by this; of organisations and teams whatever it is, where all are asked."""
    types = types_of_organisations()
    organisations = names_of_organisations() if with_all or by in (By.PROVIDER, By.TEAM) else {}
    teams = names_of_teams() if with_all or by is By.TEAM else {}
    return Names(types, organisations, teams, names_of_courts() if by is OfPeople.COURT else {})


def opens_to(viewer: Viewer, by: Grouped, group: str) -> bool:
    """Whether a group's figures lead this viewer to people: to those of its people whom they may see.

    What is counted by type, court, form or group of people opens to whoever may open figures; a provider or a team
    only to those within whose reach it lies. `rules.access` says again of each person whether the viewer may see them.
    """
    if not figures_may_open(viewer):
        return False
    opening = READING[viewer.role]
    if opening[Relation.ELSEWHERE] is not Opening.CLOSED:
        return True
    if viewer.organisation is None:
        return False
    if isinstance(by, OfPeople):
        return True
    if group == NONE:
        return False
    if by is By.TYPE:
        return True
    organisation, _, team = group.partition("/")
    if organisation != viewer.organisation:
        return False
    if by is By.PROVIDER or (team and team == viewer.team):
        return True
    return opening[Relation.ORGANISATIONS if team else Relation.NO_TEAMS] is not Opening.CLOSED

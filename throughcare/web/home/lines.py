"""The lines of a to-do list in words: what is to be done for whom, how late, why, whose turn, and what to press.

Here stand only values and words; `throughcare.web.home.pages` puts them on pages and knows their addresses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from throughcare.calendar import working_days_between
from throughcare.facts.checks import CheckType
from throughcare.facts.court import Disposal
from throughcare.facts.supervision import Meeting
from throughcare.facts.words import MONTHS, lower_first, say_day
from throughcare.records.queries.person import full_name, name_in_sentence
from throughcare.records.queries.team import Away, is_managers, is_practitioners
from throughcare.records.queries.todo import Band, CaseRow, Reading, Thing, Todo
from throughcare.rules.case.values import known_value
from throughcare.rules.tasks import BY_OTHER_DESKS, ON_A_CHECK, Owes, Task, duty_of, rule_of, say_lateness
from throughcare.web.design.desk_addresses import address_at_desk
from throughcare.web.design.people_words import Flag, concerns_in, flags_of
from throughcare.web.design.words import plural
from throughcare.web.people.standards import say_clock

Address = Callable[..., str]
"""From the name of a route and its parts to the address."""


@dataclass(frozen=True, slots=True)
class Press:
    """One thing to press: its words, those that only a screen reader says, and the address."""

    words: str
    about: str
    address: str


@dataclass(frozen=True, slots=True)
class Turn:
    """On whom a thing waits: whose turn it is (blank where somebody is away), and what they owe or why they cannot."""

    whose: str
    what: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line: a thing to do for a person. `tone` is late, today or soon; `more` is what else the person needs.

    `told` is why it is owed and how it stands, `turns` on whom it waits; `why` leads to the explanation.
    """

    key: str
    title: str
    when: str
    tone: str
    told: Sequence[str]
    turns: Sequence[Turn]
    why: str
    press: Press | None
    arrange: Press | None = None
    name: str = ""
    crn: str = ""
    address: str = ""
    held_by: str = ""
    flags: Sequence[Flag] = ()
    more: Sequence[Line] = ()


class Named(Protocol):
    """Whoever has a name and a number: a case on a list, or whom a report is about."""

    @property
    def given_names(self) -> str: ...
    @property
    def family_name(self) -> str: ...
    @property
    def crn(self) -> str: ...


def name_of(case: Named) -> str:
    """A person's name; the number stands beside it."""
    return full_name(case.given_names, case.family_name)


def named(case: Named) -> str:
    """The same within a sentence."""
    return name_in_sentence(case.given_names, case.family_name, case.crn)


def short_day(day: date, today: date) -> str:
    """A day without its year where that is this year: 14 March."""
    return f"{day.day} {MONTHS[day.month - 1]}" if day.year == today.year else say_day(day)


def tone_of(band: Band) -> str:
    """The word by which a page colours a band."""
    return {Band.LATE: "late", Band.TODAY: "today"}.get(band, "soon")


def flags_of_case(case: CaseRow) -> tuple[Flag, ...]:
    """What must be seen at once about a person."""
    return flags_of(
        case.level,
        has_safety_warning=case.has_safety_warning,
        concerns=concerns_in(domestic_abuse=case.domestic_abuse, child_concern=case.child_concern),
        is_limited=case.is_limited,
        at_once=True,
    )


def say_away(name: str, away: Away, today: date, staff: Mapping[str, str]) -> str:
    """That somebody is not available, until when, and who covers. Why is nobody's concern."""
    until = f"until {short_day(away.until_on, today)}" if away.until_on else "and it is not known until when"
    cover = f"{staff.get(away.cover, away.cover)} covers" if away.cover else "nobody covers"
    return f"{name} is not available {until}; {cover}"


_OPENED = {
    "sentenced": "sentence",
    "released": "release",
    "allocated": "allocation",
    "appointment": "meeting",
    "home_visit": "home visit",
    "significant_change": "change",
    "assessed": "assessment",
    "concern": "concern",
    "check_returned": "answer",
    "escalated": "referral",
    "report_delivered": "report",
    "full_exempted": "exemption",
    "provider_decided": "decision who is to hold the case",
    "handover_sent": "handover",
    "handover_answered": "return of the case",
    "escalation_decided": "decision on the referral",
    "staff_concern_raised": "professional concern",
}
_SENTENCES = {Disposal.IMMEDIATE_CUSTODY: "prison sentence"}
"""Where the label of a disposal does not read as what a court passed."""
_MEET = (Task.SEE, Task.VISIT)
_IN_CONTACT_FORM = frozenset(Task) - BY_OTHER_DESKS - ON_A_CHECK - {Task.OVERSIGHT}


@dataclass(frozen=True, slots=True)
class Teller:
    """Everything that lines are told from. `away` says who is not available, by the code of the practitioner."""

    todo: Todo
    today: date
    address: Address
    organisations: Mapping[str, str] = field(default_factory=dict)
    staff: Mapping[str, str] = field(default_factory=dict)
    away: Mapping[str, str] = field(default_factory=dict)
    says_holder: bool = False

    def line(self, things: Sequence[Thing], beside: Iterable[Thing] = ()) -> Line:
        """The line of one person: the first thing leads, the others stand under it. `beside`: what others owe."""
        first, *others = things
        case = self.todo.cases[first.person]
        own = self._thing(first, case)
        return Line(
            **own,
            turns=self._turns(first, case, beside),
            name=name_of(case),
            crn=case.crn,
            address=self.address("person", crn=case.crn),
            held_by=self.staff.get(case.officer, case.officer) if self.says_holder else "",
            flags=flags_of_case(case),
            more=[Line(**self._thing(thing, case), turns=()) for thing in others],
        )

    def _thing(self, thing: Thing, case: CaseRow) -> dict[str, Any]:
        lead = thing.lead
        title = rule_of(lead.standard).short
        pack, _, standard = lead.standard.rpartition("/")
        return {
            "key": f"why-{lead.row}",
            "title": title,
            "when": self._lateness(thing),
            "tone": tone_of(thing.band(self.today)),
            "told": [self._opened(lead), *self._due(thing), *self._state(thing, case)],
            "why": self.address("duty", crn=case.crn, opened_by=lead.opened_by, pack=pack, standard=standard),
            "press": self._press(thing, title, case),
            "arrange": self._arrange(thing, case),
        }

    def _day(self, day: date) -> str:
        return short_day(day, self.today)

    def _lateness(self, thing: Thing) -> str:
        """How late, or in how many days; far ahead the day itself says more."""
        due = thing.lead.due
        is_far = thing.band(self.today) is Band.LATER
        return f"due {self._day(due)}" if is_far else say_lateness(due, self.today)

    def _opened(self, lead: Reading) -> str:
        opening = self.todo.openings.get(lead.row)
        if opening is None or opening.kind not in _OPENED:
            return f"open since {self._day(lead.opened)}"
        disposal = known_value(Disposal, opening.disposal)
        what = _SENTENCES.get(disposal, disposal.label.lower()) if disposal else _OPENED[opening.kind]
        return f"opened by the {what} of {self._day(lead.opened)}"

    def _due(self, thing: Thing) -> list[str]:
        """The due day; or each clock's reading, where clocks differ. What else the same act settles comes after."""
        duty = duty_of(thing.lead.standard)
        also = {duty_of(each.standard): each for each in reversed(thing.readings)}
        also.pop(duty)
        told = [
            f"also settles: {lower_first(rule_of(each.standard).short)}, due {self._day(each.due)}"
            for each in also.values()
        ]
        is_said = thing.band(self.today) is Band.LATER
        day = [] if is_said else [f"due {self._day(thing.lead.due)}"]
        return [*(self._clocks(thing, duty) or day), *told]

    def _clocks(self, thing: Thing, duty: str) -> list[str]:
        open_ = [each for each in reversed(thing.readings) if duty_of(each.standard) == duty]
        clocks = {say_clock(each.standard) for each in open_}
        met = [
            each
            for each in self.todo.met.get((thing.person, duty), ())
            if each.met is not None and each.met >= thing.lead.opened and say_clock(each.standard) not in clocks
        ]
        said = {say_clock(each.standard): f"met on {self._day(each.met)}" for each in met if each.met}
        said |= {say_clock(each.standard): f"still open, due {self._day(each.due)}" for each in open_}
        if len(said) < 2 or len(set(said.values())) < 2:
            return []
        return [f"{clock}: {how}" for clock, how in sorted(said.items())]

    def _state(self, thing: Thing, case: CaseRow) -> list[str]:
        """What is known of meetings, where the thing is one."""
        if thing.task not in _MEET:
            return []
        told = []
        seen, opened = case.last_seen_on, thing.lead.opened
        if seen is None:
            told.append("nobody has seen them yet")
        elif seen > opened and thing.task is Task.SEE and say_clock(thing.lead.standard) == "inspection":
            told.append(f"seen on {self._day(seen)}, but not by their own practitioner")
        else:
            told.append(f"last seen on {self._day(seen)}")
        ahead, behind = self._arranged(thing, case)
        if ahead:
            told.append(f"arranged for {self._when(ahead)}")
        elif behind:
            told.append(f"the meeting of {self._day(date.fromisoformat(behind['on']))} has no outcome yet")
        return told

    def _arranged(self, thing: Thing, case: CaseRow) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
        """The next meeting ahead that would settle it, and the last one behind that has no outcome."""
        fits = [each for each in case.arranged if thing.task is not Task.VISIT or each["meeting"] == Meeting.HOME]
        today = self.today.isoformat()
        ahead = next((each for each in fits if each["on"] >= today), None)
        return ahead, next((each for each in reversed(fits) if each["on"] < today), None)

    def _when(self, meeting: Mapping[str, Any]) -> str:
        on = date.fromisoformat(meeting["on"])
        day = "today" if on == self.today else self._day(on)
        return f"{day}, {meeting['at_time']}" if meeting["at_time"] else day

    def _press(self, thing: Thing, title: str, case: CaseRow) -> Press | None:
        about = f"{lower_first(title)}, {named(case)}"
        if thing.task in _IN_CONTACT_FORM:
            return Press("Record", about, f"{self.address('record_contact', crn=case.crn)}?task={thing.task}")
        if thing.task in ON_A_CHECK:
            place = self.address("check_of_fact", crn=case.crn, number=str(thing.lead.opened_by))
            return Press("Open the answer", about, place)
        if thing.task is Task.OVERSIGHT:
            return Press("Record oversight", named(case), self.address("record_oversight", crn=case.crn))
        opening = self.todo.openings.get(thing.lead.row)
        order, thread = (opening.order, opening.thread) if opening else (None, None)
        desk = address_at_desk(thing.task, case.crn, order=order, thread=thread)
        if thing.task and desk:
            return Press(thing.task.label, about, desk)
        return Press("Open", about, self.address("person", crn=case.crn))

    def _arrange(self, thing: Thing, case: CaseRow) -> Press | None:
        if thing.task not in _MEET or self._arranged(thing, case)[0]:
            return None
        place = self.address("arrange", crn=case.crn)
        return Press("Arrange", f"a meeting with {named(case)}", f"{place}?task={thing.task}")

    def _turns(self, first: Thing, case: CaseRow, beside: Iterable[Thing]) -> list[Turn]:
        """On whom else it waits: the practitioner who is away, an agency, a manager. Said of what is late alone."""
        told: list[Turn] = []
        if case.officer in self.away and first.band(self.today) is not Band.LATER:
            told.append(Turn("", f"Waiting because {self.away[case.officer]}."))
        if first.band(self.today) is not Band.LATE or not is_practitioners(first):
            return told
        told += [self._check(check) for check in case.checks if check["asked_on"]]
        late = [thing for thing in beside if thing.band(self.today) is Band.LATE]
        return told + [self._managers(thing) for thing in late if is_managers(thing)]

    def _check(self, check: Mapping[str, Any]) -> Turn:
        asked = date.fromisoformat(check["asked_on"])
        whose, waited = say_whose(check["check"]), say_waited(asked, self.today)
        return Turn(f"{whose} turn", f"the check asked on {self._day(asked)} is not back after {waited}.")

    def _managers(self, thing: Thing) -> Turn:
        title = rule_of(thing.lead.standard).short
        late = say_lateness(thing.lead.due, self.today)
        if thing.owes is not Owes.MANAGER_ASKED:
            return Turn("The manager's turn", f"{lower_first(title)}, {late}.")
        opening = self.todo.openings.get(thing.lead.row)
        asked = (opening and opening.asked) or ""
        whose = self.organisations.get(asked, asked) or "the organisation that was asked"
        return Turn(f"The turn of {whose}", f"{lower_first(title)}, {late}.")


_CHECKS = {
    CheckType.DOMESTIC_ABUSE: ("The police's", "domestic abuse check"),
    CheckType.CHILD_PROTECTION: ("Children's services'", "children's services check"),
}


def say_whose(check: str | None) -> str:
    """Whose turn it is where a check is not back."""
    known = known_value(CheckType, check)
    return _CHECKS[known][0] if known else "The agency's"


def say_check(check: str | None) -> str:
    """A check by its plain name."""
    known = known_value(CheckType, check)
    return _CHECKS[known][1] if known else "check"


def say_waited(since: date, today: date) -> str:
    """For how long somebody has waited, in working days."""
    days = working_days_between(since, today)
    return plural(days, "working day") if days else "less than a working day"

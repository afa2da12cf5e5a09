"""Who may do what, and who may see whose case: decided here and nowhere else, and explained in words.

Two questions. What a *role* may do at all is `POWERS`, said to its holder in `IN_WORDS`. Whether one viewer may
read one *case* is `check_can_read`: by what the case is to them (`READING`), and by the limits that stand on it.

Limits come first, whatever the role. An *exclusion* hides a case from whoever it names, the holder too. A
*restriction* hides it from everybody whom it does not name, but for whoever holds it and for inspectors, who read
all. To be named in a restriction lifts that restriction and no more: it opens nothing that the role does not open.

*Hidden* means: as if it were not there. It is said in the same words whether there is no such person, the case is
out of scope, or a limit hides it, so that the answer gives nothing away. Access is always asked of today's facts,
also where a page shows the past. Source: our own policy (docs/decisions/0008); the two kinds of limit are those
of the national case system. Who may work on a report is a question beside these two: `report_access`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum, auto

from throughcare.facts.fact import Coded
from throughcare.rules.texts_as_typed import REASON_AT_MOST, WORDS_AT_LEAST, as_kept, fault_in_text, letters_in


class Role(Coded):
    """What somebody who signs in is here for. Everybody has one."""

    COURT_OFFICER = "court_officer", "Court officer"
    PRACTITIONER = "practitioner", "Practitioner"
    SENIOR_PROBATION_OFFICER = "senior_probation_officer", "Senior probation officer"
    PROVIDER_LEAD = "provider_lead", "Lead of a provider"
    INSPECTOR = "inspector", "Inspector"
    AGGREGATE_VIEWER = "aggregate_viewer", "Viewer of figures"
    ADMINISTRATOR = "administrator", "Administrator"
    DATA_OFFICER = "data_officer", "Data protection officer"


class Power(StrEnum):
    """What a page or a form asks of whoever opens it."""

    SEE_OWN_HOME = auto()
    FIND_BY_IDENTITY = auto()
    """Learn whether a person is known, and who holds their case; no more."""
    SEE_COURT_WORK = auto()
    """The reports and checks of their area."""
    WRITE_REPORTS = auto()
    """Write a report that is theirs to write, read it as a second reader, and deliver it."""
    LIST_PEOPLE = auto()
    READ_RECORD = auto()
    RECORD_SUPERVISION = auto()
    RECORD_OVERSIGHT = auto()
    SEE_TEAM = auto()
    SEE_MEASURES = auto()
    OPEN_MEASURES = auto()
    """Go from a figure to the people in it."""
    TAKE_NAMES = auto()
    """Take away a file with names in it."""
    MANAGE_USERS = auto()
    SEE_WHO_LOOKED = auto()
    """Who looked at a person's record, when that person asks."""
    SEE_WHO_LOOKED_AT_MINE = auto()
    DECIDE_PROVIDER = auto()
    """Decide by the rule whether the service or a company is to hold a case, and send it there."""
    ANSWER_HANDOVER = auto()
    """Accept a case that was sent to their organisation, or return it."""
    ALLOCATE = auto()
    """Give cases to practitioners, one or many."""
    RAISE_CONCERN = auto()
    """Say that it is wrong who holds a case: a professional concern."""
    SEE_STAFF = auto()
    """What staff may hold, and what they need: grade, qualification, training."""
    RECORD_STAFF = auto()
    BREAK_GLASS = auto()
    """Open a case that is closed to them for a while, because somebody is in danger."""
    REVIEW_GLASS = auto()
    """Judge afterwards whether that was right."""
    COUNT_GLASS = auto()
    """How often that was done, by organisation, and whether it was judged."""


_PRACTITIONER = frozenset(
    {
        Power.SEE_OWN_HOME,
        Power.LIST_PEOPLE,
        Power.READ_RECORD,
        Power.RECORD_SUPERVISION,
        Power.SEE_WHO_LOOKED_AT_MINE,
        Power.WRITE_REPORTS,
        Power.RAISE_CONCERN,
        Power.BREAK_GLASS,
    }
)

POWERS: dict[Role, frozenset[Power]] = {
    Role.COURT_OFFICER: frozenset(
        {
            *(Power.SEE_OWN_HOME, Power.FIND_BY_IDENTITY, Power.SEE_COURT_WORK, Power.WRITE_REPORTS),
            *(Power.DECIDE_PROVIDER, Power.RAISE_CONCERN, Power.BREAK_GLASS),
        }
    ),
    Role.PRACTITIONER: _PRACTITIONER,
    Role.SENIOR_PROBATION_OFFICER: _PRACTITIONER
    | {
        *(Power.SEE_TEAM, Power.RECORD_OVERSIGHT, Power.SEE_MEASURES, Power.OPEN_MEASURES, Power.SEE_COURT_WORK),
        *(Power.DECIDE_PROVIDER, Power.ANSWER_HANDOVER, Power.ALLOCATE, Power.SEE_STAFF, Power.RECORD_STAFF),
        Power.REVIEW_GLASS,
    },
    Role.PROVIDER_LEAD: frozenset(
        {Power.SEE_OWN_HOME, Power.SEE_MEASURES, Power.OPEN_MEASURES, Power.READ_RECORD, Power.SEE_STAFF},
    ),
    Role.INSPECTOR: frozenset(
        {
            Power.SEE_OWN_HOME,
            Power.LIST_PEOPLE,
            Power.READ_RECORD,
            Power.SEE_MEASURES,
            Power.OPEN_MEASURES,
            Power.TAKE_NAMES,
            Power.SEE_STAFF,
            Power.COUNT_GLASS,
        }
    ),
    Role.AGGREGATE_VIEWER: frozenset({Power.SEE_OWN_HOME, Power.SEE_MEASURES}),
    Role.ADMINISTRATOR: frozenset({Power.SEE_OWN_HOME, Power.MANAGE_USERS}),
    Role.DATA_OFFICER: frozenset({Power.SEE_OWN_HOME, Power.SEE_WHO_LOOKED, Power.REVIEW_GLASS}),
}

IN_WORDS: dict[Role, str] = {
    Role.COURT_OFFICER: (
        "A court officer works on the reports and checks of their area, and of a person on whom a report is asked of "
        "them they see what the report needs. "
        "They decide by the rule which organisation is to hold a case after the sentence, and send it there. "
        "They can find out whether a person is known and who holds the case, but do not open the record, "
        "unless somebody is in danger."
    ),
    Role.PRACTITIONER: (
        "A practitioner reads and records their own cases. "
        "They open the cases of their team as cover, and say why each time, but where their manager recorded that they "
        "cover. "
        "They write the reports that are given to them, and can say that it is wrong who holds a case. "
        "Where somebody is in danger they open a record that is closed to them for an hour, and that is judged."
    ),
    Role.SENIOR_PROBATION_OFFICER: (
        "A senior probation officer reads the cases of their team, records whatever a practitioner records, "
        "and records oversight. They see the reports and checks of their organisation, and give them to writers. "
        "They give cases to practitioners, take or return what other organisations send, and look after training. "
        "They see measures, and a figure opens to the people of their team in it. "
        "They judge whether a closed case of their organisation was rightly opened in danger."
    ),
    Role.PROVIDER_LEAD: (
        "The lead of a provider sees measures. They open a person of their own provider through a figure, say why, "
        "and record nothing; lists with names stay here. They see what training their staff need."
    ),
    Role.INSPECTOR: (
        "An inspector reads every record, opens every figure and may take lists with names, which is logged. "
        "They see how often closed cases were opened in danger. They record nothing."
    ),
    Role.AGGREGATE_VIEWER: "A viewer of figures sees measures. No figure opens to people for them.",
    Role.ADMINISTRATOR: (
        "An administrator looks after users and settings. They open no person's record and see no measures."
    ),
    Role.DATA_OFFICER: (
        "The data protection officer sees who looked at a person's record when that person asks. "
        "They do not open the record. They judge whether a closed case was rightly opened in danger."
    ),
}


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks: their staff code, their role, and the organisation and team to which they belong (codes)."""

    code: str
    role: Role
    organisation: str | None = None
    team: str | None = None

    def __post_init__(self) -> None:
        if not self.code:
            raise ValueError("whoever looks has a code: without one no limit could name them")


@dataclass(frozen=True, slots=True)
class CaseHeld:
    """What access asks of a case: who holds it by the latest allocation (codes), and which limits stand on it.

    A holder who is not known is None. An empty `restricted_to` is no restriction.
    """

    person: str
    organisation: str | None = None
    team: str | None = None
    officer: str | None = None
    is_active: bool = True
    excluded: frozenset[str] = frozenset()
    restricted_to: frozenset[str] = frozenset()


class Relation(StrEnum):
    """What a case is to a viewer. The first that fits counts."""

    MINE = auto()
    """The latest allocation names the viewer."""
    TEAMS = auto()
    """Their team holds it, in their organisation."""
    NO_TEAMS = auto()
    """Their organisation holds it, and no team of it has been named: not allocated to a practitioner yet."""
    ORGANISATIONS = auto()
    """Another team of their organisation holds it."""
    ELSEWHERE = auto()
    """Another organisation holds it, or nobody does yet."""


class Opening(StrEnum):
    """What opens a case that is not closed by a limit."""

    OPEN = auto()
    REASON = auto()
    """A reason, stated each time."""
    FIGURE = auto()
    """A figure that leads to it, and a reason."""
    CLOSED = auto()


_O, _R, _F, _C = Opening.OPEN, Opening.REASON, Opening.FIGURE, Opening.CLOSED

READING: dict[Role, dict[Relation, Opening]] = {
    role: dict(zip(Relation, row, strict=True))
    for role, row in {
        #                               mine teams no_teams organisations elsewhere
        Role.COURT_OFFICER:            (_C,  _C,   _C,      _C,           _C),
        Role.PRACTITIONER:             (_O,  _R,   _C,      _C,           _C),
        Role.SENIOR_PROBATION_OFFICER: (_O,  _O,   _O,      _C,           _C),
        Role.PROVIDER_LEAD:            (_F,  _F,   _F,      _F,           _C),
        Role.INSPECTOR:                (_O,  _O,   _O,      _O,           _O),
        Role.AGGREGATE_VIEWER:         (_C,  _C,   _C,      _C,           _C),
        Role.ADMINISTRATOR:            (_C,  _C,   _C,      _C,           _C),
        Role.DATA_OFFICER:             (_C,  _C,   _C,      _C,           _C),
    }.items()
}  # fmt: skip
"""What opens a case to a role, by what the case is to the viewer. A case that nobody holds is *elsewhere* to all,
so it is open to inspectors alone until an organisation is named; from then on, to its senior probation officers."""

NOT_THERE = "There is no such person here, or their record is not open to you."
"""What is said of every case that is hidden, and of a person who is not there: the same, so that nothing is told."""


class MayNot(Exception):
    """What was asked may not be done; the message is one sentence that whoever asked may read.

    `hidden`: as if it were not there. `needs_reason`: a reason, or a better one, would open it.
    """

    def __init__(self, sentence: str, *, hidden: bool = False, needs_reason: bool = False) -> None:
        super().__init__(sentence)
        self.sentence, self.hidden, self.needs_reason = sentence, hidden, needs_reason


# --- what a role may do


def may(viewer: Viewer, power: Power) -> bool:
    """Whether the viewer's role has this power at all. Which cases it reaches is another question."""
    return power in POWERS[viewer.role]


def figures_may_open(viewer: Viewer) -> bool:
    """Whether figures lead this viewer to the people in them."""
    return may(viewer, Power.OPEN_MEASURES)


def check_reason(text: str | None) -> str:
    """The reason as it is kept. Raises `MayNot`, which a better reason would lift, where it is none."""
    reason = as_kept(text)
    if not reason:
        raise MayNot("Say why you need to open this record.", needs_reason=True)
    fault = fault_in_text(reason, at_most=REASON_AT_MOST)
    if fault is None and letters_in(reason) < WORDS_AT_LEAST:
        fault = f"Say in words why you need to open this record: at least {WORDS_AT_LEAST} letters or digits."
    if fault is not None:
        raise MayNot(fault, needs_reason=True)
    return reason


# --- which case


def relation_of(viewer: Viewer, case: CaseHeld) -> Relation:
    """What the case is to the viewer. A team is a team of its organisation: the same code elsewhere is another."""
    if case.officer == viewer.code:
        return Relation.MINE
    if viewer.organisation is None or case.organisation != viewer.organisation:
        return Relation.ELSEWHERE
    if case.team is None:
        return Relation.NO_TEAMS
    return Relation.TEAMS if case.team == viewer.team else Relation.ORGANISATIONS


def is_kept_from(viewer: Viewer, case: CaseHeld) -> bool:
    """Whether a limit on the case hides it from the viewer, whatever else would open it."""
    if viewer.code in case.excluded:
        return True
    if not case.restricted_to or viewer.code in case.restricted_to:
        return False
    return case.officer != viewer.code and viewer.role is not Role.INSPECTOR


def check_can_read(
    viewer: Viewer, case: CaseHeld, *, stated_reason: str | None = None, through_figure: bool = False
) -> str:
    """Why the viewer may read the case, in words for them and for the log; otherwise raises `MayNot`.

    `through_figure` says that a figure led here. Whether a case is hidden never hangs on the stated reason.
    """
    relation = relation_of(viewer, case)
    opening = READING[viewer.role][relation]
    is_closed = opening is Opening.CLOSED or (opening is Opening.FIGURE and not through_figure)
    if is_closed or is_kept_from(viewer, case):
        raise MayNot(NOT_THERE, hidden=True)
    if opening is Opening.REASON:
        return f"your team's case, as cover: {check_reason(stated_reason)}"
    if opening is Opening.FIGURE:
        return f"a case of your organisation, through a figure: {check_reason(stated_reason)}"
    if viewer.role is Role.INSPECTOR:
        return "you are an inspector, who reads all"
    return _WHY_OPEN[relation] if case.is_active or relation is not Relation.MINE else "it was your case"


_WHY_OPEN: Mapping[Relation, str] = {
    Relation.MINE: "it is your case",
    Relation.TEAMS: "it is a case of your team",
    Relation.NO_TEAMS: "it is a case of your organisation, which no team holds yet",
}


def can_read(viewer: Viewer, case: CaseHeld, *, stated_reason: str | None = None, through_figure: bool = False) -> bool:
    """Whether the viewer may read the case; `check_can_read` says why, or why not."""
    try:
        check_can_read(viewer, case, stated_reason=stated_reason, through_figure=through_figure)
    except MayNot:
        return False
    return True


def can_see_exists(viewer: Viewer, case: CaseHeld, *, through_figure: bool = False) -> bool:
    """Whether the viewer may learn that there is such a case: in lists, counts and searches.

    That is so where they may read it, or would with a reason. In the list behind a figure, say so.
    """
    try:
        check_can_read(viewer, case, through_figure=through_figure)
    except MayNot as refusal:
        return refusal.needs_reason
    return True


def can_find(viewer: Viewer, case: CaseHeld) -> bool:
    """Whether a search by identity may tell the viewer that the person is known, and who holds the case.

    A court officer may find whoever no limit keeps from them; they learn no more than that.
    """
    if may(viewer, Power.FIND_BY_IDENTITY):
        return not is_kept_from(viewer, case)
    return can_see_exists(viewer, case)


def check_can_record(viewer: Viewer, case: CaseHeld, *, stated_reason: str | None = None) -> str:
    """Why the viewer may record on the case, in words; otherwise raises `MayNot`. Whoever records also reads."""
    why = check_can_read(viewer, case, stated_reason=stated_reason)
    if not may(viewer, Power.RECORD_SUPERVISION):
        raise MayNot(f"You may read this record, and record nothing in it. {IN_WORDS[viewer.role]}")
    return why


def can_record(viewer: Viewer, case: CaseHeld, *, stated_reason: str | None = None) -> bool:
    """Whether the viewer may record on the case; `check_can_record` says why, or why not."""
    try:
        check_can_record(viewer, case, stated_reason=stated_reason)
    except MayNot:
        return False
    return True


def can_see_who_looked(viewer: Viewer, case: CaseHeld) -> bool:
    """Whether the viewer may see who looked at this case: its holder, or the data officer.

    An exclusion that names them holds here too. That only some may see the case does not keep who looked from the data
    officer, who sees nothing of the record and must answer the person who asks.
    """
    if viewer.code in case.excluded:
        return False
    is_theirs = may(viewer, Power.SEE_WHO_LOOKED_AT_MINE) and relation_of(viewer, case) is Relation.MINE
    return is_theirs or may(viewer, Power.SEE_WHO_LOOKED)

"""Opening a closed record because somebody is in danger: when, for how long, who is told, and who judges it.

A limit that keeps a record from whoever could prevent harm tonight is as dangerous as none. So those who work with
people may open one record for an hour, whether a restriction or their reach kept it from them; they say why, whoever
answers for it is told at once, and somebody else judges it. It opens reading and nothing else: what is written in such
an hour would be written by somebody who does not know the case, and the practitioner who holds it is told anyway.

An exclusion that names them is never opened: it stands between two people who know each other, and the danger may be
that very person. What they are told is what is told of a number that is not there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from throughcare.calendar import LONDON, add_working_days, london_day
from throughcare.facts.words import say_day
from throughcare.rules.access import CaseHeld, MayNot, Power, Role, Viewer, is_kept_from, may
from throughcare.rules.refusals import Faults
from throughcare.rules.texts_as_typed import REASON_AT_MOST

OPEN_FOR = timedelta(minutes=60)
"""Long enough to read a record, to ring and to read again. The number is ours."""
ATTEMPTS = 5
"""So many numbers that were not opened lock the glass: more is no typing mistake, but somebody who tries numbers. The
number is ours."""
ATTEMPTS_WITHIN = timedelta(hours=24)
"""Refusals count for so long, and so long the lock stands after the first of them. The number is ours."""
JUDGED_WITHIN = 5
"""Working days in which it is to be judged: while whoever did it still knows why. The number is ours."""

NOT_OPENED = (
    "No record was opened: there is no person of this number here, or their record is not open to you in this way "
    "either. Check the number. If somebody is in danger now, ring the police on 999, and your manager."
)
"""What is said of a number that is not there and of one that an exclusion keeps from whoever asks: the same."""
LOCKED = (
    f"You typed {ATTEMPTS} numbers in 24 hours that were not opened, so none is opened to you in this way for now, and "
    "the data protection officer has been told. If somebody is in danger now, ring the police on 999, and your manager."
)
NOTHING_RECORDED = (
    "This record is open to you to read, because somebody is in danger; nothing is recorded in it that way. Tell the "
    "practitioner who holds the case, or their manager, what must be written down."
)
SAY_NUMBER = "Type the whole case reference number (CRN) of the person, for example X100123."
SAY_DANGER = "Say who is in danger, and why you need this record now."
NOT_YOUR_OWN = "You opened it yourself: somebody else judges whether that was right."
JUDGED_BEFORE = "Somebody has judged it already: what they wrote stands."
SAY_WHETHER = "Say whether it was right to open the record."
SAY_WHAT_YOU_FOUND = "Say what you found: what the danger was, whom you asked, and what follows from it."


@dataclass(frozen=True, slots=True)
class Glass:
    """A record that one user opened in danger: from when until when (half-open), and why."""

    at: datetime
    until: datetime
    reason: str

    def is_open(self, at: datetime) -> bool:
        """Whether it opens the record at this instant."""
        return self.at <= at < self.until


def say_until(glass: Glass) -> str:
    """Until when it opens the record: *14:32*, and with the day where that is another: *00:20 on 15 March 2016*."""
    until = glass.until.astimezone(LONDON)
    return f"{until:%H:%M}" + ("" if until.date() == london_day(glass.at) else f" on {say_day(until.date())}")


def can_be_opened(viewer: Viewer, case: CaseHeld) -> bool:
    """Whether danger would open this case to the viewer: their role may, and no exclusion names them."""
    return may(viewer, Power.BREAK_GLASS) and viewer.code not in case.excluded


def check_can_open(viewer: Viewer, case: CaseHeld, refusal: MayNot, glass: Glass) -> str:
    """Why the viewer may read a case that `check_can_read` refused them: a glass that is open now, by them, on this
    case. Raises the refusal where danger opens it to them no more.
    """
    if not can_be_opened(viewer, case):
        raise refusal
    return f"you opened it in danger until {say_until(glass)}: {glass.reason}"


def number_and_danger(crn: str | None, text: str | None) -> tuple[str, str]:
    """The number that was typed, and why the record is needed, as they are kept. Raises `NotRecorded`."""
    faults = Faults()
    number = faults.line("crn", crn, needed=SAY_NUMBER)
    why = faults.note("reason", text, needed=SAY_DANGER, in_words=True)
    if why is not None and len(why) > REASON_AT_MOST:
        faults.add("reason", f"Say it in at most {REASON_AT_MOST} characters: these are {len(why)}.")
    faults.check()
    return (number or "").upper(), why or ""


def is_locked(refused: Iterable[datetime], at: datetime) -> bool:
    """Whether so many numbers were refused lately (at these instants) that none is opened now."""
    return sum(at - ATTEMPTS_WITHIN < each <= at for each in refused) >= ATTEMPTS


def who_is_told(case: CaseHeld, by: Viewer, users: Iterable[Viewer]) -> list[str]:
    """The codes of those who are told at once that `by` opened the case: whoever holds it, their managers, and the data
    protection officers. Nobody from whom a limit keeps the case, for they would learn of it; the managers of the
    whole organisation where the team has none left.
    """
    others = [each for each in users if each.code != by.code]
    holder = [each for each in others if each.code == case.officer and each.code not in case.excluded]
    managers = [
        each
        for each in others
        if each.role is Role.SENIOR_PROBATION_OFFICER
        and case.organisation is not None
        and each.organisation == case.organisation
        and not is_kept_from(each, case)
    ]
    of_the_team = [each for each in managers if each.team == case.team]
    officers = [each for each in others if each.role is Role.DATA_OFFICER and each.code not in case.excluded]
    return list(dict.fromkeys(each.code for each in (*holder, *(of_the_team or managers), *officers)))


def judge_by(opened_at: datetime) -> date:
    """The day by which an opening is to be judged."""
    return add_working_days(london_day(opened_at), JUDGED_WITHIN)


def check_judgement(*, opener: str, by: str, is_judged: bool, was_right: bool | None, words: str | None) -> str:
    """What is kept of a judgement: its words. Raises `NotRecorded` with all that is wrong."""
    faults = Faults()
    if opener == by:
        faults.add("", NOT_YOUR_OWN)
    if is_judged:
        faults.add("", JUDGED_BEFORE)
    if was_right is None:
        faults.add("was_right", SAY_WHETHER)
    kept = faults.note("judgement", words, needed=SAY_WHAT_YOU_FOUND, in_words=True)
    faults.check()
    return kept or ""

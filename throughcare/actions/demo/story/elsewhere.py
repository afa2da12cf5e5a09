"""People whom others of the cast have to think of today: the court officer, the managers, the company."""

from __future__ import annotations

from datetime import date
from typing import Any

from throughcare.actions.demo.story.notebook import Life, Seat
from throughcare.actions.demo.story.telling import (
    Sentence,
    Who,
    ahead,
    assessed,
    begun,
    changed,
    checked,
    known,
    life_of,
    planned,
    reported,
    seen,
    seen_regularly,
    sentenced,
)
from throughcare.facts.allocation import Allocated
from throughcare.facts.checks import CheckResult, CheckType
from throughcare.facts.court import ReportFormat
from throughcare.facts.escalation import Escalated
from throughcare.facts.risk import Assessment, RoshLevel


def oral_report_not_written(crn: str) -> Life:
    """Sentenced yesterday after an oral report that must be written down today; not allocated yet."""
    life, day = life_of(crn), date(2016, 6, 29)
    known(life, Who("Jordan", "Redfern", date(1997, 6, 6)), day)
    reported(life, ReportFormat.ORAL, day, day, written_on=None)
    checked(life, CheckType.DOMESTIC_ABUSE, day, day, CheckResult.NOTHING_HELD)
    checked(life, CheckType.CHILD_PROTECTION, day, None, None)
    assessed(life, Assessment.SCREENING, day, RoshLevel.MEDIUM, Seat.COURT)
    sentenced(life, Sentence(day, note="Rehabilitation activity, at most 20 days."))
    return life


def report_in_preparation(crn: str) -> Life:
    """In court next Tuesday: the report is being written, and one of the checks is not back."""
    life, asked = life_of(crn), date(2016, 6, 14)
    known(life, Who("Kayleigh", "Sugden", date(1992, 12, 20), "Female"), asked)
    reported(life, ReportFormat.STANDARD, asked, date(2016, 7, 5), written_on=None)
    checked(life, CheckType.DOMESTIC_ABUSE, asked, date(2016, 6, 20), CheckResult.NOTHING_HELD)
    checked(life, CheckType.CHILD_PROTECTION, asked, None, None)
    return life


def no_practitioner_yet(crn: str) -> Life:
    """Came to the division yesterday, and nobody in it holds the case yet."""
    life, day = life_of(crn), date(2016, 6, 28)
    who = Who("Abdi", "Warsame", date(1995, 1, 1), "Male", "Black or Black British: African")
    known(life, who, day)
    reported(life, ReportFormat.ORAL, day, day, written_on=date(2016, 6, 29))
    for check in CheckType:
        checked(life, check, day, date(2016, 6, 29), CheckResult.NOTHING_HELD)
    assessed(life, Assessment.SCREENING, day, RoshLevel.HIGH, Seat.COURT)
    sentenced(life, Sentence(day, months=18, level=RoshLevel.HIGH))
    life.record(Allocated, date(2016, 6, 29), Seat.SENIOR, order="1", provider="N02")
    return life


def referral_to_decide(crn: str) -> Life:
    """A case of Gemma Holroyd's, referred to the NPS on Monday because the risk has risen."""
    life, day = life_of(crn, "C07"), date(2016, 2, 25)
    begun(life, Who("Shane", "Crowther", date(1987, 7, 19)), Sentence(day))
    seen(life, date(2016, 3, 2), note="Lives between two addresses. Asked for both.")
    planned(life, date(2016, 3, 17))
    seen_regularly(life, date(2016, 3, 16), date(2016, 6, 22), weeks=2)
    changed(life, date(2016, 6, 24), "His partner rang: he waits outside her work, and has sent pictures of the door.")
    assessed(life, Assessment.REVIEW, date(2016, 6, 27), RoshLevel.HIGH, note="High from today, on what she told us.")
    says: dict[str, Any] = {"from_provider": "C07", "to_provider": "N02", "thread": life.thread("e")}
    life.record(Escalated, date(2016, 6, 27), Seat.OWN, note="The level is high. Please take the case.", **says)
    ahead(life, date(2016, 7, 6), "10:15", arranged_on=date(2016, 6, 22))
    return life

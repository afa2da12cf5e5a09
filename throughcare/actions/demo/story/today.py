"""People of Priya Shah's who are expected today."""

from __future__ import annotations

from datetime import date
from typing import Any

from throughcare.actions.demo.days import TODAY
from throughcare.actions.demo.story.notebook import Life, Seat
from throughcare.actions.demo.story.telling import (
    Sentence,
    Who,
    ahead,
    assessed,
    begun,
    changed,
    half_years,
    life_of,
    overseen,
    planned,
    seen,
    seen_regularly,
    visited,
)
from throughcare.facts.court import Disposal
from throughcare.facts.escalation import AgencyNotified, Decision, Escalated, EscalationDecided
from throughcare.facts.record import Withdrawn
from throughcare.facts.risk import Assessment, RoshLevel
from throughcare.facts.supervision import Appointment, CommunicationNeed, NeedKind, Outcome


def at_half_past_nine(crn: str) -> Life:
    """Weekly, and all in order. Last week's meeting was first entered as not kept, and that was withdrawn."""
    life, day = life_of(crn), date(2016, 4, 14)
    begun(life, Who("Kieran", "Hobson", date(1996, 2, 17)), Sentence(day, months=9))
    seen(life, date(2016, 4, 19), note="First order. Nervous; his grandmother waited outside.")
    planned(life, date(2016, 4, 25))
    seen_regularly(life, date(2016, 4, 28), date(2016, 6, 16))
    wrong = life.record(
        Appointment, date(2016, 6, 23), Seat.OWN, outcome=Outcome.UNACCEPTABLE_ABSENCE, officer=Seat.OWN
    )
    if wrong is not None:
        reason = "Entered as not attended by mistake: he was in the waiting room all along."
        life.mark(Withdrawn, date(2016, 6, 24), Seat.OWN, wrong, "target", reason=reason)
    seen(life, date(2016, 6, 23), at_time="09:30")
    ahead(life, TODAY, "09:30", arranged_on=date(2016, 6, 23))
    return life


def at_quarter_past_ten(crn: str) -> Life:
    """Needs an interpreter for Polish."""
    life, day = life_of(crn), date(2016, 3, 3)
    who = Who("Marek", "Dudek", date(1984, 9, 1), "Male", "White: other")
    begun(life, who, Sentence(day, level=RoshLevel.MEDIUM))
    need: dict[str, Any] = {"need": NeedKind.INTERPRETER, "detail": "Polish"}
    life.record(CommunicationNeed, date(2016, 3, 4), Seat.OWN, note="By telephone works; book a day ahead.", **need)
    seen(life, date(2016, 3, 8), note="With the interpreter on the line. Understood more than he speaks.")
    planned(life, date(2016, 3, 15))
    seen_regularly(life, date(2016, 3, 17), date(2016, 5, 12))
    seen_regularly(life, date(2016, 5, 19), date(2016, 6, 16), weeks=2)
    ahead(life, TODAY, "10:15", arranged_on=date(2016, 6, 16))
    return life


def plan_due_today(crn: str) -> Life:
    """Comes at eleven, and the plan is due today."""
    life, day = life_of(crn), date(2016, 6, 16)
    begun(life, Who("Leanne", "Sykes", date(1989, 4, 22), "Female"), Sentence(day))
    seen(
        life,
        date(2016, 6, 21),
        note="Talked about the goals for the plan. Wants to be out of debt.",
    )
    ahead(life, TODAY, "11:00", arranged_on=date(2016, 6, 21))
    return life


def review_due_next_week(crn: str) -> Life:
    """Comes at two, and the review is due next Wednesday."""
    life, day = life_of(crn), date(2016, 1, 6)
    who = Who("Winston", "Pinnock", date(1958, 1, 30), "Male", "Black or Black British: Caribbean", "Reduced mobility")
    begun(life, who, Sentence(day, months=18))
    seen(life, date(2016, 1, 11), note="Ground floor, please: the stairs take him a quarter of an hour.")
    planned(life, date(2016, 1, 18))
    seen_regularly(life, date(2016, 1, 18), date(2016, 3, 7))
    seen_regularly(life, date(2016, 3, 17), date(2016, 6, 9), weeks=2)
    ahead(life, TODAY, "14:00", arranged_on=date(2016, 6, 9))
    return life


def came_from_the_company(crn: str) -> Life:
    """Comes at a quarter to three. The company referred him when the risk rose, and the NPS took the case."""
    life, day = life_of(crn, "C07"), date(2015, 12, 1)
    begun(life, Who("Lee", "Stansfield", date(1983, 5, 28)), Sentence(day, months=18))
    seen(life, date(2015, 12, 4), note="Keen to get on with the unpaid work.")
    planned(life, date(2015, 12, 14))
    seen_regularly(life, date(2015, 12, 14), date(2016, 3, 7), weeks=2)
    changed(life, date(2016, 3, 14), "Arrested on Saturday after threats to his former partner; released on bail.")
    told: dict[str, Any] = {"officer": Seat.OWN, "agency": "Police"}
    life.record(AgencyNotified, date(2016, 3, 15), Seat.OWN, note="Spoke to the officer in the case.", **told)
    assessed(life, Assessment.REVIEW, date(2016, 3, 16), RoshLevel.HIGH, note="High now: threats made to her face.")
    thread = life.thread("e")
    says: dict[str, Any] = {"from_provider": "C07", "to_provider": "N02"}
    life.record(
        Escalated,
        date(2016, 3, 17),
        Seat.OWN,
        thread=thread,
        note="Threats against a former partner, told by her to the police. In our view the risk is high.",
        **says,
    )
    accepted: dict[str, Any] = {
        "decision": Decision.ACCEPTED,
        "note": "Accepted: the level is high.",
    }
    life.record(EscalationDecided, date(2016, 3, 21), Seat.NPS_SENIOR, thread=thread, **accepted, **says)
    life.give("1", date(2016, 3, 22), Seat.NPS_OWN)
    life.moved_on = date(2016, 3, 22)
    assessed(life, Assessment.FULL, date(2016, 3, 24), RoshLevel.HIGH)
    seen(life, date(2016, 3, 23), note="Handover with both practitioners. Knows why the case has moved.")
    overseen(life, date(2016, 4, 4), "Rightly taken. A visit at home this month; ask the police what bail says.")
    visited(life, date(2016, 4, 13), "At his brother's, which is what bail asks. Sober and polite.")
    seen_regularly(life, date(2016, 3, 31), date(2016, 6, 23))
    ahead(life, TODAY, "14:45", arranged_on=date(2016, 6, 23))
    return life


def two_practitioners_before(crn: str) -> Life:
    """Comes at half past three. Priya is the third practitioner in a year."""
    life, day = life_of(crn), date(2015, 7, 9)
    sentence = Sentence(day, Disposal.SUSPENDED_SENTENCE_ORDER, months=24)
    begun(life, Who("Philip", "Armitage", date(1971, 3, 12)), sentence, seat=Seat.FIRST)
    seen(life, date(2015, 7, 14), note="Says that he has told all this to the court already.")
    planned(life, date(2015, 7, 22))
    seen_regularly(life, date(2015, 7, 21), date(2015, 9, 8))
    life.give("1", date(2015, 9, 21), Seat.BEFORE, note="The practitioner moved to the court team.")
    seen_regularly(life, date(2015, 9, 29), date(2016, 2, 2), weeks=2)
    life.give("1", date(2016, 2, 15), Seat.OWN, note="Caseloads were evened out. He was told at the last meeting.")
    seen(
        life,
        date(2016, 2, 18),
        note="The third of us, as he says. Read the plan together, not to begin again.",
    )
    seen_regularly(life, date(2016, 3, 3), date(2016, 6, 16), weeks=2)
    half_years(life, day, date(2016, 6, 20), RoshLevel.MEDIUM)
    ahead(life, TODAY, "15:30", arranged_on=date(2016, 6, 16))
    return life

"""People of Priya Shah's of whom something is late, due today, or due soon."""

from __future__ import annotations

from datetime import date
from typing import Any

from throughcare.actions.demo.story.notebook import Life, Seat
from throughcare.actions.demo.story.telling import (
    Sentence,
    Who,
    absent,
    ahead,
    assessed,
    begun,
    changed,
    checked,
    concerned,
    half_years,
    known,
    life_of,
    overseen,
    planned,
    reported,
    seen,
    seen_regularly,
    sentenced,
    visited,
)
from throughcare.facts.checks import CheckResult, CheckType
from throughcare.facts.court import Disposal, ReportFormat
from throughcare.facts.escalation import AgencyNotified
from throughcare.facts.fact import YesNo
from throughcare.facts.resettlement import Released
from throughcare.facts.risk import Assessment, Register, RoshLevel
from throughcare.facts.supervision import Outcome, StaffSafety


def aaron_bell(crn: str) -> Life:
    """High risk to a known adult. The first appointment is two working days late, and nobody has seen him."""
    life, day = life_of(crn), date(2016, 6, 21)
    known(life, Who("Aaron", "Bell", date(1988, 5, 2)), day)
    reported(life, ReportFormat.ORAL, day, day, written_on=date(2016, 6, 22))
    checked(
        life,
        CheckType.DOMESTIC_ABUSE,
        day,
        date(2016, 6, 22),
        CheckResult.CONCERN,
        "Three calls to the address since last autumn; she did not wish to make a statement.",
    )
    checked(life, CheckType.CHILD_PROTECTION, day, None, None)
    concerned(
        life,
        Register.DOMESTIC_ABUSE,
        day,
        "The offence was against his former partner. She lives ten minutes away with her sister.",
    )
    note = "High risk to a known adult: his former partner. The risk is highest when contact is refused."
    assessed(life, Assessment.SCREENING, day, RoshLevel.HIGH, Seat.COURT, note)
    sentence = Sentence(
        day,
        Disposal.SUSPENDED_SENTENCE_ORDER,
        months=18,
        level=RoshLevel.HIGH,
        note="Suspended for eighteen months. A programme on relationships; not to contact his former partner.",
    )
    sentenced(life, sentence)
    assessed(life, Assessment.FULL, date(2016, 6, 22), RoshLevel.HIGH, Seat.COURT)
    life.give("1", date(2016, 6, 23), Seat.OWN)
    absent(
        life,
        date(2016, 6, 27),
        Outcome.UNACCEPTABLE_ABSENCE,
        arranged_on=date(2016, 6, 24),
        note="Did not come. The letter went to the address that he had to leave; the telephone is off.",
    )
    return life


def home_visit_due(crn: str) -> Life:
    """A visit at home is due tomorrow, and two must go."""
    life, day = life_of(crn), date(2016, 5, 20)
    begun(life, Who("Colin", "Varley", date(1979, 11, 14)), Sentence(day, months=18, level=RoshLevel.HIGH))
    concerned(life, Register.CHILD, day, "His partner's son, who is six, lives at the address.")
    seen(life, date(2016, 5, 25), note="Came with his partner, who spoke for him. Will be asked to come alone.")
    life.record(
        StaffSafety,
        date(2016, 5, 26),
        Seat.OWN,
        warning="A large dog is loose in the house. The partner has threatened to let it on anybody who calls.",
        safe_way="Ring before you go and ask for the dog to be shut in the yard. Leave at once if it is not.",
        visit_in_pairs=YesNo.YES,
    )
    planned(life, date(2016, 6, 1))
    overseen(life, date(2016, 6, 6), "The visit must be made in June and by two. Ask the school how the boy is.")
    seen(life, date(2016, 6, 1), date(2016, 6, 8), date(2016, 6, 15), date(2016, 6, 22))
    ahead(life, date(2016, 7, 5), "10:15", arranged_on=date(2016, 6, 22))
    return life


def change_unreviewed(crn: str) -> Life:
    """What changed two days ago has not been weighed, and others must be told today."""
    life, day = life_of(crn), date(2016, 1, 21)
    begun(life, Who("Danielle", "Firth", date(1991, 8, 30), "Female"), Sentence(day, level=RoshLevel.MEDIUM))
    seen(life, date(2016, 1, 26), note="On time, with a friend. Wants to get her daughter back home by Easter.")
    planned(life, date(2016, 2, 2))
    seen_regularly(life, date(2016, 2, 2), date(2016, 3, 22))
    seen_regularly(life, date(2016, 4, 5), date(2016, 6, 28), weeks=2)
    changed(
        life,
        date(2016, 6, 28),
        "Says that her former partner has moved back in. Her daughter, who is four, comes home at weekends.",
    )
    ahead(life, date(2016, 7, 12), "11:00", arranged_on=date(2016, 6, 28))
    return life


def agencies_not_told(crn: str) -> Life:
    """A change was weighed in time, but nobody outside has been told of it: a day late."""
    life, day = life_of(crn), date(2015, 11, 12)
    begun(life, Who("Ashley", "Dewhurst", date(1985, 3, 19)), Sentence(day, months=18, level=RoshLevel.MEDIUM))
    seen(life, date(2015, 11, 17), note="Does not see the point of it yet, but came.")
    planned(life, date(2015, 11, 24))
    seen_regularly(life, date(2015, 11, 24), date(2016, 1, 12))
    seen_regularly(life, date(2016, 1, 26), date(2016, 6, 14), weeks=2)
    half_years(life, day, date(2016, 5, 31), RoshLevel.MEDIUM)
    changed(life, date(2016, 6, 27), "Was put out of the hostel after a fight and sleeps in his brother's van.")
    note = "Weighed after the loss of the hostel. The level stays; weekly meetings until he is housed."
    assessed(life, Assessment.REVIEW, date(2016, 6, 28), RoshLevel.MEDIUM, note=note)
    ahead(life, date(2016, 7, 5), "14:15", arranged_on=date(2016, 6, 28))
    return life


def plan_late(crn: str) -> Life:
    """The plan is three working days late, because she was ill in the week in which it was to be written."""
    life, day = life_of(crn), date(2016, 6, 13)
    begun(
        life,
        Who("Shazia", "Akhtar", date(1994, 1, 9), "Female", "Asian or Asian British: Pakistani"),
        Sentence(day, months=6, level=RoshLevel.LOW),
    )
    seen(life, date(2016, 6, 16), note="Works in a bakery from four in the morning; afternoons are best.")
    absent(
        life,
        date(2016, 6, 23),
        Outcome.ACCEPTABLE_ABSENCE,
        arranged_on=date(2016, 6, 16),
        note="In hospital for two nights; her mother rang. The plan was to be written today.",
    )
    ahead(life, date(2016, 7, 4), "15:00", arranged_on=date(2016, 6, 23))
    return life


def review_late(crn: str) -> Life:
    """The review of the second half-year is some weeks late."""
    life, day = life_of(crn), date(2015, 5, 28)
    begun(life, Who("Terry", "Horsfall", date(1963, 6, 25)), Sentence(day, months=24, level=RoshLevel.MEDIUM))
    seen(life, date(2015, 6, 2), note="Has been before. Knows the building better than I do.")
    planned(life, date(2015, 6, 9))
    seen_regularly(life, date(2015, 6, 9), date(2015, 7, 28))
    seen_regularly(life, date(2015, 8, 11), date(2015, 12, 15), weeks=2)
    seen_regularly(life, date(2016, 1, 12), date(2016, 6, 7), weeks=4)
    assessed(life, Assessment.REVIEW, date(2015, 11, 26), RoshLevel.MEDIUM, note="Drinks less and says so. Plan kept.")
    ahead(life, date(2016, 7, 5), "11:00", arranged_on=date(2016, 6, 7))
    return life


def answer_not_on_record(crn: str) -> Life:
    """The police answered two days ago with a concern, and it must be on the record today."""
    life, day = life_of(crn), date(2016, 6, 7)
    sentence = Sentence(day, level=RoshLevel.MEDIUM, form=ReportFormat.ORAL, has_checks=False)
    begun(life, Who("Gareth", "Pollard", date(1982, 12, 3)), sentence)
    checked(
        life,
        CheckType.DOMESTIC_ABUSE,
        day,
        date(2016, 6, 28),
        CheckResult.CONCERN,
        "Two calls in April to an address that he had not told us of.",
    )
    checked(life, CheckType.CHILD_PROTECTION, day, date(2016, 6, 9), CheckResult.NOTHING_HELD)
    seen(life, date(2016, 6, 13), note="Friendly and brief. Says that he lives alone.")
    planned(life, date(2016, 6, 20))
    seen(life, date(2016, 6, 20), date(2016, 6, 27))
    ahead(life, date(2016, 7, 4), "09:30", arranged_on=date(2016, 6, 27))
    return life


def just_released(crn: str) -> Life:
    """Released last Friday and met at the gate by somebody else; his own practitioner sees him tomorrow."""
    life, day = life_of(crn), date(2015, 12, 23)
    sentence = Sentence(
        day,
        Disposal.IMMEDIATE_CUSTODY,
        months=18,
        level=RoshLevel.HIGH,
        form=ReportFormat.STANDARD,
        note="Twelve months, half of it on licence; then supervision until a year after release.",
    )
    begun(life, Who("Curtis", "Facey", date(1990, 7, 7), "Male", "Black or Black British: Caribbean"), sentence)
    overseen(life, date(2016, 6, 8), "Address approved. See him on the day, and at home within three weeks.")
    life.record(Released, date(2016, 6, 24), Seat.OWN, order="1")
    seen(
        life,
        date(2016, 6, 24),
        note="Met at the gate. Licence read through.",
        by=Seat.INTAKE,
        at_time="13:30",
    )
    ahead(life, date(2016, 7, 1), "09:30", arranged_on=date(2016, 6, 24))
    return life


def visited_and_told(crn: str) -> Life:
    """All is done, and early: what a case looks like when there was time for it."""
    life, day = life_of(crn), date(2016, 2, 10)
    who = Who("Joel", "Cunningham", date(1986, 10, 11), "Male", "Mixed: White and Black Caribbean", "Hearing")
    begun(life, who, Sentence(day, months=18, level=RoshLevel.HIGH))
    concerned(life, Register.DOMESTIC_ABUSE, day, "His wife has told the police of threats. They live apart now.")
    seen(life, date(2016, 2, 12), note="Seen two days after the sentence. Reads lips; sit facing the window.")
    planned(life, date(2016, 2, 19))
    overseen(life, date(2016, 2, 24), "Good work. Agreed that the safety worker rings his wife every fortnight.")
    visited(life, date(2016, 3, 2), "At his mother's. One room, kept well; she says that he sleeps badly.")
    seen_regularly(life, date(2016, 2, 19), date(2016, 6, 24))
    changed(life, date(2016, 5, 9), "His wife has asked the court for a divorce. He was told by letter.")
    teller: dict[str, Any] = {"officer": Seat.OWN, "agency": "Women's safety worker"}
    life.record(AgencyNotified, date(2016, 5, 9), Seat.OWN, note="Told by telephone within the hour.", **teller)
    assessed(life, Assessment.REVIEW, date(2016, 5, 11), RoshLevel.HIGH, note="Weighed that week; seen oftener.")
    ahead(life, date(2016, 7, 1), "11:00", arranged_on=date(2016, 6, 24))
    return life

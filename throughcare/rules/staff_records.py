"""Recording what a member of staff can do: training, qualification, protected caseload, languages, places, and their
sex where they told it. And who may see and record it.

Nothing here asks for a state of health, and nothing is recorded twice: a form that is sent again is refused.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from throughcare.calendar import add_months
from throughcare.facts.drafts import Draft
from throughcare.facts.fact import Coded, Fact, YesNo
from throughcare.facts.record import Withdrawn
from throughcare.facts.staff import (
    CaseloadProtected,
    LanguageOffered,
    PlaceCovered,
    ProtectedBecause,
    Qualification,
    Qualified,
    Sex,
    StaffSexTold,
    Trained,
    Training,
)
from throughcare.facts.words import say_day
from throughcare.rules.access import MayNot, Power, Role, Viewer, may
from throughcare.rules.case.values import of_kind
from throughcare.rules.refusals import Faults
from throughcare.rules.staff_training import usual_last_day

NOBODY_HERE = "There is no such member of staff here, or what is kept of them is not open to you."
"""What is said of a member of staff who is not there, and of one who is not the viewer's: the same."""
NOT_ONESELF = "Nobody records this about themselves: ask another manager of your organisation to record it."
AT_MOST_AHEAD = timedelta(days=366)
"""A protected caseload may be recorded a year ahead, and not further. Ours."""
LONGEST_COUNTED = 20
"""A course that is said to count for more years was typed wrongly. Ours."""
PLACE = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]?")
"""The first half of a postcode. Source: Royal Mail, the forms A9, A99, AA9, AA99, A9A and AA9A."""


# --- who may see and record -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StaffPlace:
    """Whose record of staff it is, and which organisation they work for (codes); blank where they hold no post."""

    code: str
    organisation: str


def check_can_see_staff(viewer: Viewer, staff: StaffPlace) -> None:
    """Everybody sees their own; managers and leads those of their organisation; inspectors all. Raises `MayNot`."""
    if viewer.code == staff.code:
        return
    is_ours = bool(viewer.organisation) and viewer.organisation == staff.organisation
    if not may(viewer, Power.SEE_STAFF) or not (is_ours or viewer.role is Role.INSPECTOR):
        raise MayNot(NOBODY_HERE, hidden=True)


def check_can_record_staff(viewer: Viewer, staff: StaffPlace) -> None:
    """Managers record on those of their organisation, and never on themselves. Raises `MayNot`."""
    check_can_see_staff(viewer, staff)
    if not may(viewer, Power.RECORD_STAFF):
        raise MayNot("You may see this and record nothing in it: training is recorded by a manager.")
    if viewer.code == staff.code:
        raise MayNot(NOT_ONESELF)


def can_record_staff(viewer: Viewer, staff: StaffPlace) -> bool:
    """Whether the viewer may record on this member of staff; `check_can_record_staff` says why not."""
    try:
        check_can_record_staff(viewer, staff)
    except MayNot:
        return False
    return True


def can_see_sex(viewer: Viewer, staff: StaffPlace) -> bool:
    """Whether the viewer may read which sex this member of staff told: they themselves, and their managers."""
    return viewer.code == staff.code or can_record_staff(viewer, staff)


# --- what is said -----------------------------------------------------------------------------------------------------


class Counts(Coded):
    """How long a course counts, as it is recorded."""

    USUAL = "usual", "As long as it usually does"
    UNTIL = "until", "Until a day that I type"
    ALWAYS = "always", "It does not run out"


@dataclass(frozen=True, slots=True)
class UsualProtection:
    """A protected caseload that is usual: in words, why, the share that is taken off, and for how many months."""

    code: str
    words: str
    because: ProtectedBecause
    share_off: float
    months: int


_NEW, _LEARNING = ProtectedBecause.NEWLY_QUALIFIED, ProtectedBecause.LEARNING
USUAL_PROTECTION = (
    UsualProtection("new", "Newly qualified officer", _NEW, 0.20, 9),
    UsualProtection("learner-1", "Learning to be an officer, first half-year", _LEARNING, 0.80, 6),
    UsualProtection("learner-2", "Learning to be an officer, second half-year", _LEARNING, 0.60, 6),
    UsualProtection("learner-3", "Learning to be an officer, third half-year", _LEARNING, 0.40, 6),
    UsualProtection("service-officer", "Service officer, learning and development", _LEARNING, 0.20, 6),
)
"""Source: ministryofjustice/hmpps-workload, V1_1__SEED_REF_DATA.sql, reasons for a reduction with cap and length. It
was written in 2021; no table of 2015 was found, so these are proposed and anything else may be typed."""


@dataclass(frozen=True, slots=True)
class TrainingSaid:
    """A course was done on a day, and how long it counts."""

    training: Training | None
    on: date | None
    counts: Counts | None
    until_on: date | None


@dataclass(frozen=True, slots=True)
class QualificationSaid:
    """A qualification was awarded on a day."""

    qualification: Qualification | None
    on: date | None


@dataclass(frozen=True, slots=True)
class ProtectionSaid:
    """A caseload is protected from a day: as is usual (`usual`, a code), or by a share, a last day and a reason.

    `is_over` says that it ends from that day.
    """

    usual: str | None
    on: date | None
    share_off: float | None
    until_on: date | None
    because: ProtectedBecause | None
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class LanguageSaid:
    """They supervise in a language, or no longer do."""

    language: str | None
    over: YesNo | None


@dataclass(frozen=True, slots=True)
class PlaceSaid:
    """They work in a place, or no longer do."""

    place: str | None
    over: YesNo | None


@dataclass(frozen=True, slots=True)
class SexSaid:
    """They told their sex."""

    sex: Sex | None


@dataclass(frozen=True, slots=True)
class WithdrawalSaid:
    """What was recorded as number `number` was a mistake, and why."""

    number: int
    reason: str | None


Said = TrainingSaid | QualificationSaid | ProtectionSaid | LanguageSaid | PlaceSaid | SexSaid | WithdrawalSaid


# --- what is written --------------------------------------------------------------------------------------------------


def decide_staff_record(said: Said, stand: Sequence[Fact], *, today: date) -> list[Draft]:
    """What is written of what a manager said, from the facts of the member of staff that stand.

    Raises `NotRecorded`.
    """
    match said:
        case TrainingSaid():
            return _training(said, stand, today)
        case QualificationSaid():
            return _qualification(said, stand, today)
        case ProtectionSaid():
            return _protection(said, stand, today)
        case LanguageSaid():
            return _language(said, stand, today)
        case PlaceSaid():
            return _place(said, stand, today)
        case SexSaid():
            return _sex(said, stand, today)
        case WithdrawalSaid():
            return _withdrawal(said, stand, today)


def _training(said: TrainingSaid, stand: Sequence[Fact], today: date) -> list[Draft]:
    faults = Faults()
    if said.training is None:
        faults.add("training", "Choose which course it was.")
    on = faults.day_past("on", said.on, today=today, came_on=None)
    if said.counts is None:
        faults.add("counts", "Choose how long it counts: as usual, until a day, or that it does not run out.")
    if said.counts is not Counts.UNTIL and said.until_on is not None:
        faults.add("until_on", f"Choose “{Counts.UNTIL.label}” for this day to count, or leave it empty.")
    if said.counts is Counts.UNTIL:
        _check_until(faults, said.until_on, on)
    if any(each.training == said.training and each.on == on for each in of_kind(stand, Trained)):
        faults.add("on", f"This course of {say_day(on)} is recorded already. Withdraw that one if it is wrong.")
    faults.check()
    assert said.training is not None
    usual = usual_last_day(said.training, on) if said.counts is Counts.USUAL else None
    until = said.until_on if said.counts is Counts.UNTIL else usual
    return [Draft(kind=Trained, on=on, payload={"training": said.training, "valid_until": until})]


def _check_until(faults: Faults, until: date | None, on: date) -> None:
    if until is None:
        faults.add("until_on", f"Say the last day on which it counts, for example {say_day(add_months(on, 36))}.")
    elif until < on:
        faults.add("until_on", f"{say_day(until)} is before it was done, {say_day(on)}: say that day or a later one.")
    elif until > add_months(on, 12 * LONGEST_COUNTED):
        faults.add(
            "until_on",
            f"{say_day(until)} is more than {LONGEST_COUNTED} years after it was done: say an earlier day, or choose "
            f"“{Counts.ALWAYS.label}”.",
        )


def _qualification(said: QualificationSaid, stand: Sequence[Fact], today: date) -> list[Draft]:
    faults = Faults()
    if said.qualification is None:
        faults.add("qualification", "Choose which qualification it is.")
    on = faults.day_past("on", said.on, today=today, came_on=None)
    held = next((each for each in of_kind(stand, Qualified) if each.qualification == said.qualification), None)
    if said.qualification is not None and held is not None:
        faults.add(
            "qualification",
            f"It is recorded already, awarded on {say_day(held.on)}. Withdraw that one if it is wrong.",
        )
    faults.check()
    return [Draft(kind=Qualified, on=on, payload={"qualification": said.qualification})]


def _protection(said: ProtectionSaid, stand: Sequence[Fact], today: date) -> list[Draft]:
    faults = Faults()
    usual = next((each for each in USUAL_PROTECTION if each.code == said.usual), None)
    on = said.on
    if on is None:
        faults.add("on", f"Say from which day, for example {say_day(today)}.")
        on = today
    elif on > today + AT_MOST_AHEAD:
        faults.add("on", f"{say_day(on)} is more than a year ahead: record it nearer the day.")
    if any(each.on == on for each in of_kind(stand, CaseloadProtected)):
        faults.add("on", f"What is protected from {say_day(on)} is recorded already. Withdraw that first.")
    payload = _ended(faults, said, stand, on) if said.is_over else _protected(faults, said, usual, on)
    faults.check()
    return [Draft(kind=CaseloadProtected, on=on, payload=payload)]


def _ended(faults: Faults, said: ProtectionSaid, stand: Sequence[Fact], on: date) -> dict[str, object]:
    before = [each for each in of_kind(stand, CaseloadProtected) if each.on < on]
    runs = bool(before) and (before[-1].share_off or 0) > 0
    runs = runs and (before[-1].until_on is None or before[-1].until_on >= on)
    if not runs:
        faults.add("usual", f"Nothing is protected on {say_day(on)}, so there is nothing to end.")
    if said.share_off is not None:
        faults.add("share_off", "Leave the share empty where the protection ends.")
    if said.until_on is not None:
        faults.add("until_on", "Leave the last day empty where the protection ends: it ends the day before the first.")
    because = before[-1].protected_because if before else None
    return {"share_off": 0.0, "until_on": None, "protected_because": because}


def _protected(faults: Faults, said: ProtectionSaid, usual: UsualProtection | None, on: date) -> dict[str, object]:
    share = said.share_off if said.share_off is not None or usual is None else usual.share_off
    because = said.because or (usual.because if usual else None)
    until = said.until_on or (add_months(on, usual.months) - timedelta(days=1) if usual else None)
    if share is None:
        faults.add("share_off", "Say how much of their time is taken off, in per cent: for example 20.")
    elif not 0 < share <= 1:
        faults.add("share_off", "Say a share of more than 0 and at most 100 per cent: for example 20.")
    if because is None:
        faults.add("because", "Choose why. A state of health is no ground that is kept here.")
    if until is not None and until < on:
        faults.add("until_on", f"{say_day(until)} is before the first day, {say_day(on)}: say that day or a later one.")
    return {"share_off": share, "until_on": until, "protected_because": because}


def _language(said: LanguageSaid, stand: Sequence[Fact], today: date) -> list[Draft]:
    faults = Faults()
    language = faults.line("language", said.language, needed="Say which language, for example Welsh.")
    language = language[:1].upper() + language[1:] if language else None
    if language is not None and language.casefold() == "english":
        faults.add("language", "Everybody supervises in English: say a language beside it.")
    offered = {each.language for each in of_kind(stand, LanguageOffered) if each.language and each.over != YesNo.YES}
    known = {each.casefold(): each for each in offered}
    language = known.get(language.casefold(), language) if language else None
    _check_turn(
        faults,
        "language",
        _stands([(each.language, each.over) for each in of_kind(stand, LanguageOffered)], language),
        said.over,
    )
    faults.check()
    return [Draft(kind=LanguageOffered, on=today, payload={"language": language, "over": said.over})]


def _place(said: PlaceSaid, stand: Sequence[Fact], today: date) -> list[Draft]:
    faults = Faults()
    place = faults.line("place", said.place, needed="Say the first half of the postcodes there, for example LS6.")
    place = place.replace(" ", "").upper() if place else None
    if place is not None and not PLACE.fullmatch(place):
        faults.add("place", f"“{place[:20]}” is not the first half of a postcode: write it as LS6 or WF10.")
    _check_turn(
        faults, "place", _stands([(each.place, each.over) for each in of_kind(stand, PlaceCovered)], place), said.over
    )
    faults.check()
    return [Draft(kind=PlaceCovered, on=today, payload={"place": place, "over": said.over})]


def _stands(said: Sequence[tuple[str | None, YesNo | None]], what: str | None) -> bool:
    latest = [over for each, over in said if each == what]
    return bool(latest) and latest[-1] != YesNo.YES


def _check_turn(faults: Faults, field: str, stands: bool, over: YesNo | None) -> None:
    if over == YesNo.YES and not stands:
        faults.add(field, "It is not on record, so it cannot end: say one that is.")
    elif over != YesNo.YES and stands:
        faults.add(field, "It is on record already.")


def _sex(said: SexSaid, stand: Sequence[Fact], today: date) -> list[Draft]:
    faults = Faults()
    told = of_kind(stand, StaffSexTold)
    if said.sex is None:
        faults.add("sex", "Choose what they told you. Where they told nothing, record nothing.")
    elif told and told[-1].staff_sex == said.sex:
        faults.add("sex", f"That is on record already, since {say_day(told[-1].on)}.")
    faults.check()
    return [Draft(kind=StaffSexTold, on=today, payload={"staff_sex": said.sex})]


OF_MANAGERS = (Trained, Qualified, CaseloadProtected, LanguageOffered, PlaceCovered, StaffSexTold)
"""What managers record of staff, and so may withdraw."""


def _withdrawal(said: WithdrawalSaid, stand: Sequence[Fact], today: date) -> list[Draft]:
    faults = Faults()
    if not can_withdraw(said.number, stand):
        faults.add("", "That does not stand any more: somebody has withdrawn it. Look at what stands now.")
    reason = faults.note("reason", said.reason, needed="Say what is wrong with it.", in_words=True)
    faults.check()
    return [Draft(kind=Withdrawn, on=today, payload={"target": said.number, "reason": reason})]


def can_withdraw(number: int, stand: Sequence[Fact]) -> bool:
    """Whether the fact of this number stands, and is one that managers record."""
    return any(each.number == number and isinstance(each, OF_MANAGERS) for each in stand)

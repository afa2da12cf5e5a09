"""Withdrawing what was recorded by mistake, and restoring what was withdrawn by mistake.

Who may work on the case at all is for `access` to say: whoever may record on it may withdraw what a colleague
recorded. *What* they may withdraw goes by the kind: nobody withdraws what they could not have recorded. Otherwise a
missed duty could be made to vanish with the sentence that opened it, or a restriction with the fact that set it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from throughcare.facts.allocation import (
    Allocated,
    AllocationOverridden,
    ConflictDeclared,
    PractitionerAsked,
    ProviderDecided,
    StaffConcernAnswered,
)
from throughcare.facts.checks import CheckChased, CheckRequested
from throughcare.facts.court import PersonsWords, ReportAssigned
from throughcare.facts.drafts import Draft
from throughcare.facts.escalation import AgencyNotified, Escalated, EscalationDecided
from throughcare.facts.fact import Fact
from throughcare.facts.handover import HandoverAnswered, HandoverSent
from throughcare.facts.identity import AccessLimited, Identified, LimitsReviewed
from throughcare.facts.outcome import Convicted, Ended
from throughcare.facts.oversight import MissedDutyExplained, Oversight, PractitionerAbsent
from throughcare.facts.record import ABOUT_THE_RECORD, Erased, Withdrawn
from throughcare.facts.resettlement import Released
from throughcare.facts.risk import (
    Assessed,
    Concern,
    ExemptionAnswered,
    FullExempted,
    MappaManaged,
    RiskPlanned,
    SignificantChange,
)
from throughcare.facts.scores import CorrectionAsked, CorrectionDecided, ScoreAnswered, Scored
from throughcare.facts.staff import CaseloadProtected, LanguageOffered, PlaceCovered, StaffSexTold
from throughcare.facts.stream import hidden_numbers, subject_of, withdrawn_numbers
from throughcare.facts.supervision import (
    Appointment,
    AppointmentArranged,
    CommunicationNeed,
    HomeVisit,
    Plan,
    StaffSafety,
)
from throughcare.rules.refusals import Faults

BY_PRACTITIONERS: frozenset[type[Fact]] = frozenset(
    {
        *(AgencyNotified, Appointment, AppointmentArranged, Assessed, CheckRequested, CommunicationNeed, Concern),
        *(Convicted, Ended, Escalated, HomeVisit, MissedDutyExplained, Plan, Released),
        *(SignificantChange, StaffSafety, CheckChased, PersonsWords),
        *(ScoreAnswered, Scored, CorrectionAsked, CorrectionDecided),
        *(FullExempted, RiskPlanned, ConflictDeclared, PractitionerAsked),
    }
)
"""The kinds that practitioners record, and so may withdraw; managers record them too."""

BY_MANAGERS: frozenset[type[Fact]] = frozenset(
    {
        *(AccessLimited, Allocated, EscalationDecided, Oversight, PractitionerAbsent, ReportAssigned),
        *(AllocationOverridden, ExemptionAnswered, HandoverAnswered, HandoverSent, LimitsReviewed, MappaManaged),
        *(ProviderDecided, StaffConcernAnswered),
        *(CaseloadProtected, LanguageOffered, PlaceCovered, StaffSexTold),
    }
)
"""The kinds that managers alone record. What stands in neither set is the court's, an agency's or an
administrator's, and cannot be withdrawn from here; nor can who the person is, which must be said anew instead: with
nobody's name on it a record is found by nobody."""

NO_SUCH_ENTRY = "There is no such entry in this record: look again, it may have moved."

NAMES_STAY = (
    "Who somebody is cannot be withdrawn: nobody would find the record any more. There is no form to put it right yet; "
    "what a later extract says of them does."
)

NOT_ERASED_YET = (
    "Nothing was recorded: erasing is not built yet. An erasure would be written down, and what it erases would stay."
)


def check_erases_nothing(drafts: Iterable[Draft]) -> None:
    """Raise `ValueError` where a draft says that content was erased: nothing takes the content away as yet."""
    if any(draft.kind is Erased for draft in drafts):
        raise ValueError(NOT_ERASED_YET)


def decide_withdrawal(
    target: Fact, stream: Sequence[Fact], *, reason: str | None, may_oversee: bool, today: date, is_own: bool = False
) -> list[Draft]:
    """Withdraw `target`, a fact of this `stream` (all facts of the person, by number); or restore, where the target is
    itself a withdrawal. `may_oversee` is what access says of whoever records; `is_own`, that they take back what they
    have just recorded themselves, whatever its kind. Raises `NotRecorded`.
    """
    faults = Faults()
    fault = _fault_of(target, stream, may_oversee, is_own)
    if fault is not None:
        faults.add("target", fault)
    is_restoring = isinstance(target, Withdrawn)
    ask = (
        "Say why it is restored." if is_restoring else "Say what was wrong: what is withdrawn stays readable, with why."
    )
    kept = faults.note("reason", reason, needed=ask)
    faults.check()
    return [Draft(kind=Withdrawn, on=today, payload={"target": target.number, "reason": kept})]


def _fault_of(target: Fact, stream: Sequence[Fact], may_oversee: bool, is_own: bool) -> str | None:
    if not 0 < target.number <= len(stream) or stream[target.number - 1] != target:
        return NO_SUCH_ENTRY
    subject = subject_of(target, stream)
    if target.number in hidden_numbers(stream):
        return NO_SUCH_ENTRY
    if target.number in withdrawn_numbers(stream):
        return "It is withdrawn already." if target is subject else "It is restored already."
    if isinstance(subject, ABOUT_THE_RECORD):
        return "This entry is about the record itself, and is not withdrawn here: ask the data protection officer."
    return None if is_own and not isinstance(subject, Identified) else _fault_of_kind(type(subject), may_oversee)


def _fault_of_kind(kind: type[Fact], may_oversee: bool) -> str | None:
    if kind is Identified:
        return NAMES_STAY
    if kind in BY_PRACTITIONERS:
        return None
    if kind in BY_MANAGERS:
        return None if may_oversee else "A manager recorded this, and a manager withdraws it: ask yours."
    return f"This was recorded by another desk ({kind.recorded_by}), which alone withdraws it: ask them."

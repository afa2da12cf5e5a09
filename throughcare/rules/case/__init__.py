"""One person's case: their standing facts, in order, folded into what pages show. Each stage reads its own part."""

from throughcare.rules.case.allocation import AskedPractitioner, Holder, ProviderDecision, StaffConcern
from throughcare.rules.case.checks import REGISTER_OF, CheckState, CheckStatus
from throughcare.rules.case.court import OrderState
from throughcare.rules.case.escalation import Referral
from throughcare.rules.case.handover import HandoverStage, HandoverState
from throughcare.rules.case.missing import Missing, MissingKind, say_missing
from throughcare.rules.case.reports import ReportStage, ReportState
from throughcare.rules.case.risk import GROUPS, Exemption, Mappa, RoshStatus
from throughcare.rules.case.state import CaseState, LastDone, case_held, case_of
from throughcare.rules.case.supervision import ArrangedMeeting, Contact, Need, SafetyWarning

__all__ = [
    "GROUPS",
    "REGISTER_OF",
    "ArrangedMeeting",
    "AskedPractitioner",
    "CaseState",
    "CheckState",
    "CheckStatus",
    "Contact",
    "Exemption",
    "HandoverStage",
    "HandoverState",
    "Holder",
    "LastDone",
    "Mappa",
    "Missing",
    "MissingKind",
    "Need",
    "OrderState",
    "ProviderDecision",
    "Referral",
    "ReportStage",
    "ReportState",
    "RoshStatus",
    "SafetyWarning",
    "StaffConcern",
    "case_held",
    "case_of",
    "say_missing",
]

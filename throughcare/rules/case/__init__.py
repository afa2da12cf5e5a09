"""One person's case: their standing facts, in order, folded into what pages show. Each stage reads its own part."""

from throughcare.rules.case.allocation import Holder
from throughcare.rules.case.checks import REGISTER_OF, CheckState, CheckStatus
from throughcare.rules.case.court import OrderState
from throughcare.rules.case.missing import Missing, MissingKind, say_missing
from throughcare.rules.case.reports import ReportStage, ReportState
from throughcare.rules.case.risk import RoshStatus
from throughcare.rules.case.state import CaseState, LastDone, case_held, case_of
from throughcare.rules.case.supervision import ArrangedMeeting, Contact, Need, SafetyWarning

__all__ = [
    "REGISTER_OF",
    "ArrangedMeeting",
    "CaseState",
    "CheckState",
    "CheckStatus",
    "Contact",
    "Holder",
    "LastDone",
    "Missing",
    "MissingKind",
    "Need",
    "OrderState",
    "ReportStage",
    "ReportState",
    "RoshStatus",
    "SafetyWarning",
    "case_held",
    "case_of",
    "say_missing",
]

"""The tables. Few: people, staff and organisations, facts, two projections, courts' lists, and what keeps them safe."""

from throughcare.records.models.access_log import AccessEntry, StatedReason
from throughcare.records.models.allocation import BrokenGlass, FormDraft, Proposal, ProposalLine
from throughcare.records.models.courts import (
    Court,
    Hearing,
    HearingChange,
    HearingState,
    MatchDecision,
    Notice,
    ReceivedList,
)
from throughcare.records.models.facts import StoredFact
from throughcare.records.models.figures import FigureCell
from throughcare.records.models.forms import SentForm
from throughcare.records.models.loading import ExtractLoad, ExtractRow, FactFileLoad, FactFilePiece
from throughcare.records.models.mark import RecordMark
from throughcare.records.models.organisations import Organisation, Team
from throughcare.records.models.people import Person
from throughcare.records.models.projections import CaseLimit, CaseSummary, CourtItem, HandoverItem, ObligationRow
from throughcare.records.models.questions import Question
from throughcare.records.models.reports import CheckDoor, QualityMark, ReportDraft
from throughcare.records.models.staff import Staff, User

__all__ = [
    "AccessEntry",
    "BrokenGlass",
    "CaseLimit",
    "CaseSummary",
    "CheckDoor",
    "Court",
    "CourtItem",
    "ExtractLoad",
    "ExtractRow",
    "FactFileLoad",
    "FactFilePiece",
    "FigureCell",
    "FormDraft",
    "HandoverItem",
    "Hearing",
    "HearingChange",
    "HearingState",
    "MatchDecision",
    "Notice",
    "ObligationRow",
    "Organisation",
    "Person",
    "Proposal",
    "ProposalLine",
    "QualityMark",
    "Question",
    "ReceivedList",
    "RecordMark",
    "ReportDraft",
    "SentForm",
    "Staff",
    "StatedReason",
    "StoredFact",
    "Team",
    "User",
]

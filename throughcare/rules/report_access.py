"""Who may work on which report, ask for one, and say that an agency's answer was read: the part of access that opens a
report and not the record.

A limit on the case holds here as everywhere (`access`). Source: our own policy (docs/decisions/0008).
"""

from __future__ import annotations

from dataclasses import dataclass

from throughcare.rules.access import CaseHeld, MayNot, Power, Relation, Viewer, can_read, is_kept_from, may, relation_of

NO_REPORT = "There is no such report here, or it is not open to you."
"""What is said of every report that is hidden, and of one that is not there: the same, so that nothing is told."""


@dataclass(frozen=True, slots=True)
class ReportHeld:
    """What access asks of a report: the organisation asked for it, and who is to write it (codes)."""

    provider: str | None
    writer: str | None


def check_can_work_on_report(viewer: Viewer, case: CaseHeld, report: ReportHeld) -> str:
    """Why the viewer may work on a report of this person, in words; otherwise raises `MayNot`, as if it were not there.

    Theirs to write, whoever they are; or asked of their organisation, for those who see its court work. A limit on the
    case holds here too.
    """
    if is_kept_from(viewer, case) or not may(viewer, Power.WRITE_REPORTS):
        raise MayNot(NO_REPORT, hidden=True)
    if report.writer == viewer.code:
        return "it is your report to write"
    is_theirs = viewer.organisation is not None and report.provider == viewer.organisation
    if is_theirs and may(viewer, Power.SEE_COURT_WORK):
        return "a report of your organisation"
    raise MayNot(NO_REPORT, hidden=True)


def check_can_ask_for_report(viewer: Viewer, case: CaseHeld) -> str:
    """Why the viewer may ask for a report on this person; otherwise raises `MayNot`. Anybody may come before a court,
    so that all whom no limit keeps from a court officer are open to them for this, and for this alone. Nobody else may:
    the advice on the form tells of the risk.
    """
    if is_kept_from(viewer, case) or not may(viewer, Power.FIND_BY_IDENTITY):
        raise MayNot(NO_REPORT, hidden=True)
    return "a court asks for a report"


def can_work_on_report(viewer: Viewer, case: CaseHeld, report: ReportHeld) -> bool:
    """Whether the viewer may work on the report; `check_can_work_on_report` says why, or why not."""
    try:
        check_can_work_on_report(viewer, case, report)
    except MayNot:
        return False
    return True


def is_held(case: CaseHeld) -> bool:
    """Whether the case is somebody's: a practitioner's, or an organisation's that has named none yet."""
    return case.officer is not None or case.organisation is not None


def can_acknowledge(viewer: Viewer, case: CaseHeld) -> bool:
    """Whether the viewer may say that an agency's answer was read: for whoever holds the case, they or a manager whose
    team's case it is. Where nobody holds it nobody owes that, and whoever works on the report may note it.
    """
    if is_kept_from(viewer, case):
        return False
    if not is_held(case) or relation_of(viewer, case) is Relation.MINE:
        return True
    return may(viewer, Power.RECORD_OVERSIGHT) and can_read(viewer, case)

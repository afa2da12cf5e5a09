"""Which checks are a report's, and which of their answers it was made without."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from throughcare.facts.checks import CheckType, NotAskedBecause
from throughcare.rules.case import CaseState, CheckState, CheckStatus, ReportState
from throughcare.rules.report_advice import ANSWER_STANDS_FOR, is_fresh


@dataclass(frozen=True, slots=True)
class MadeWithout:
    """A report was made without the answer to a check: the check that was out, or None where it was not asked; then
    `because` is the reason by name, if there was one.
    """

    check: CheckType
    out: CheckState | None
    because: NotAskedBecause | None = None


def counts_for(check: CheckState, report: ReportState) -> bool:
    """Whether a check is one of the report's: asked for it; or asked before, where the answer still stood when the
    report was asked for, or where one of the last 28 days was still to come then. One of years ago is not.
    """
    if check.report is not None and check.report == report.thread:
        return True
    since = report.asked_on or report.made_on
    if since is None or is_fresh(check, since):
        return True
    return check.waits and check.asked_on is not None and check.asked_on + ANSWER_STANDS_FOR >= since


def was_back(check: CheckState, report: ReportState) -> bool:
    """Whether the answer was there when the report was made. Of one day the instants decide, where both are known;
    where they are not, it is not said that it was missing. To be asked to ring is no answer.
    """
    made = report.made_on
    if check.waits or check.returned_on is None or made is None:
        return False
    if check.returned_on == made and check.returned_at and report.made_at:
        return check.returned_at <= report.made_at
    return check.returned_on <= made


def made_without(
    case: CaseState, report: ReportState, *, waived: Mapping[CheckType, NotAskedBecause | None]
) -> list[MadeWithout]:
    """What a report was made without, for as long as that is true of it; nothing while it is not made. Those `waived`
    were not asked for it, for a reason by name: that an answer of before stands is one where it does.
    """
    made = report.made_on
    if made is None:
        return []
    found = []
    for kind in CheckType:
        of_it = [check for check in case.checks if check.check is kind and counts_for(check, report)]
        asked = [check for check in of_it if (check.asked_on or check.returned_on or date.max) <= made]
        out = [check for check in asked if not was_back(check, report)]
        if out:
            found.append(MadeWithout(kind, out[-1]))
        elif not asked:
            found.append(MadeWithout(kind, None, waived.get(kind)))
    return found


def not_back(case: CaseState, report: ReportState) -> set[CheckType]:
    """The checks of a report that told nothing: not asked, still out, to be rung, or refused. None is a source."""
    told = {
        check.check
        for check in case.checks
        if counts_for(check, report) and not check.waits and check.status is not CheckStatus.REFUSED
    }
    return {check for check in CheckType if check not in told}

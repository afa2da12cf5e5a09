"""Which checks are a report's, and which of their answers it was made without."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from throughcare.facts.checks import CheckType
from throughcare.rules.case import CaseState, CheckState, ReportState
from throughcare.rules.report_advice import ANSWER_STANDS_FOR, is_fresh


@dataclass(frozen=True, slots=True)
class MadeWithout:
    """A report was made without the answer to a check: the check that was out, or None where it was not asked."""

    check: CheckType
    out: CheckState | None


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


def made_without(case: CaseState, report: ReportState, *, waived: Collection[CheckType] = ()) -> list[MadeWithout]:
    """What a report was made without, for as long as that is true of it; nothing while it is not made. Those `waived`
    were not asked for it, for a reason by name.
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
        elif not asked and kind not in waived:
            found.append(MadeWithout(kind, None))
    return found

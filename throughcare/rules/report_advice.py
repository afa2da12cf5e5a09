"""Which form of report a person's need calls for: advice with its reasons, never a target.

The professional decides, and says why when they differ. Source of the grid: the three forms as described by the
probation officers' association (oral for low risk, a short report for medium risk, a standard report for high risk and
what is serious or complex) and by the Ministry of Justice (answer of October 2020: oral only where all information is
to hand on the day). What counts as complex, and the six months, are ours.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from throughcare.calendar import add_months
from throughcare.facts.checks import CheckType
from throughcare.facts.court import ReportFormat, Seriousness
from throughcare.facts.fact import Coded, YesNo
from throughcare.facts.risk import Register, RoshLevel
from throughcare.rules.case import CaseState, CheckState, CheckStatus

VERSION = "advice-2"
"""The version of this rule, which is kept with every advice. Whoever changes the rule changes it."""
ASSESSED_WITHIN_MONTHS = 6
"""An assessment older than this does not tell how things stand today. The number is ours."""
ANSWER_STANDS_FOR = timedelta(days=28)
"""An answer older than this does not tell what the agency knows today. The 28 days are ours: the same as those of the
reason for which a check need not be asked again.
"""


class Reason(Coded):
    """Why a form is advised. Those of a standard report come first, then those of a short one."""

    CUSTODY = "CUSTODY", "The custody threshold is passed"
    HIGH_RISK = "HIGH RISK", "The risk of serious harm is high or very high"
    ABUSE_AND_CHILD = "ABUSE AND CHILD", "Domestic abuse and a child are both concerned"
    ABUSE = "ABUSE", "Domestic abuse is a concern, or the papers point to it"
    CHILD = "CHILD", "A child is a concern, or the papers point to one"
    PAPERS_NOT_READ = "PAPERS NOT READ", "It is not known whether the papers point to domestic abuse or a child"
    MEDIUM_RISK = "MEDIUM RISK", "The risk of serious harm is medium"
    NOT_ASSESSED = "NOT ASSESSED", "The risk has not been assessed within six months"
    FIRST_TIME = "FIRST TIME", "Nothing is known of the person: it is their first report"
    CHECK_OUT = "CHECK OUT", "A check is not asked or not back, and may not be back today"
    ALL_TO_HAND = "ALL TO HAND", "All that the court needs is to hand today"


FORM_OF: dict[Reason, ReportFormat] = {
    Reason.CUSTODY: ReportFormat.STANDARD,
    Reason.HIGH_RISK: ReportFormat.STANDARD,
    Reason.ABUSE_AND_CHILD: ReportFormat.STANDARD,
    Reason.ABUSE: ReportFormat.SHORT,
    Reason.CHILD: ReportFormat.SHORT,
    Reason.PAPERS_NOT_READ: ReportFormat.SHORT,
    Reason.MEDIUM_RISK: ReportFormat.SHORT,
    Reason.NOT_ASSESSED: ReportFormat.SHORT,
    Reason.FIRST_TIME: ReportFormat.SHORT,
    Reason.CHECK_OUT: ReportFormat.SHORT,
    Reason.ALL_TO_HAND: ReportFormat.ORAL,
}


@dataclass(frozen=True, slots=True)
class Need:
    """What the advice goes by. What nobody said is None, and never read as no."""

    seriousness: Seriousness | None
    abuse: YesNo | None
    child: YesNo | None
    level: RoshLevel | None
    is_assessed_lately: bool
    is_first_time: bool
    is_check_out: bool


@dataclass(frozen=True, slots=True)
class Advice:
    """The form advised, and every reason for it and for less."""

    format: ReportFormat
    reasons: tuple[Reason, ...]

    @property
    def kept(self) -> str:
        """As it is kept with the request: the version of the rule, then the reasons by code."""
        return f"{VERSION}: {', '.join(reason.value for reason in self.reasons)}"


def need_of(
    case: CaseState,
    *,
    seriousness: Seriousness | None,
    abuse: YesNo | None,
    child: YesNo | None,
    today: date,
    waived: Collection[CheckType] = (),
) -> Need:
    """The need, from what the record knows and what the papers of today say. Of checks that are `waived` for a reason
    by name in this very request nothing is to come.
    """
    latest = case.rosh_assessed_on
    return Need(
        seriousness=seriousness,
        abuse=YesNo.YES if Register.DOMESTIC_ABUSE in case.concerns else abuse,
        child=YesNo.YES if Register.CHILD in case.concerns else child,
        level=case.rosh_level,
        is_assessed_lately=latest is not None and add_months(latest, ASSESSED_WITHIN_MONTHS) >= today,
        is_first_time=not case.orders and not any(report.delivered_on for report in case.reports),
        is_check_out=any(_is_out(case, kind, today) for kind in CheckType if kind not in waived),
    )


def is_fresh(check: CheckState, on: date) -> bool:
    """Whether the agency's answer came within the 28 days for which it stands, or since. *Ring us* is none yet."""
    return not check.waits and check.returned_on is not None and check.returned_on + ANSWER_STANDS_FOR >= on


def _is_out(case: CaseState, kind: CheckType, today: date) -> bool:
    """Whether there is something to wait for: the latest such check has no answer that stands, and none was waived.

    An agency that refuses, or will not say, has answered: nothing more is to come of it.
    """
    latest = next((check for check in reversed(case.checks) if check.check is kind), None)
    if latest is None:
        return True
    return latest.status is not CheckStatus.NOT_NEEDED and not is_fresh(latest, today)


def advise(need: Need) -> Advice:
    """The form that the need calls for: the fullest that any reason asks for."""
    abuse, child = need.abuse is YesNo.YES, need.child is YesNo.YES
    holds = {
        Reason.CUSTODY: need.seriousness is Seriousness.CUSTODY,
        Reason.HIGH_RISK: need.level in (RoshLevel.HIGH, RoshLevel.VERY_HIGH),
        Reason.ABUSE_AND_CHILD: abuse and child,
        Reason.ABUSE: abuse and not child,
        Reason.CHILD: child and not abuse,
        Reason.PAPERS_NOT_READ: need.abuse is None or need.child is None,
        Reason.MEDIUM_RISK: need.level is RoshLevel.MEDIUM,
        Reason.NOT_ASSESSED: not need.is_assessed_lately,
        Reason.FIRST_TIME: need.is_first_time,
        Reason.CHECK_OUT: need.is_check_out,
    }
    reasons = tuple(reason for reason, is_so in holds.items() if is_so) or (Reason.ALL_TO_HAND,)
    fullest = max((FORM_OF[reason] for reason in reasons), key=list(ReportFormat).index)
    return Advice(fullest, reasons)

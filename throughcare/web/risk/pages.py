"""The pages of the risk desk in words: how the assessment stands, and one assessment or plan as it was written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from throughcare.actions.rosh import FULL, PLAN, SCREENING
from throughcare.facts import Fact
from throughcare.facts.risk import Assessed, RiskPlanned
from throughcare.facts.words import say_day
from throughcare.records.models import FormDraft
from throughcare.records.queries.person import Names
from throughcare.rules.case import CaseState
from throughcare.rules.case.risk import GROUPS, RoshStatus
from throughcare.rules.rosh.exemption import fault_in_exempting
from throughcare.rules.rosh.known import known_statements
from throughcare.rules.rosh.open import how_it_stands
from throughcare.rules.rosh.questions import GROUP_WORDS
from throughcare.web.people.fact_words import say_moment, title_and_told
from throughcare.web.people.header import Header
from throughcare.web.people.opening import Opened
from throughcare.web.risk.reading import Reading


@dataclass(frozen=True, slots=True)
class RiskRead:
    """A person's record as it was read for a page of the risk desk, and what the reader may do there."""

    opened: Opened
    header: Header
    case: CaseState
    facts: list[Fact]
    names: Names
    reader: str
    may_record: bool
    may_oversee: bool


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One assessment or plan in the history; `href` is empty where only its outcome is on the record."""

    on: str
    title: str
    by: str
    href: str


_DRAFTS = {
    SCREENING: ("Screening", "screen"),
    FULL: ("Full analysis", "analyse"),
    PLAN: ("Risk management plan", "plan_risk"),
}
_TONES = {RoshStatus.COMPLETE: "calm", RoshStatus.EXEMPT: "warn"}


def risk_page(read: RiskRead, drafts: Sequence[FormDraft]) -> dict[str, Any]:
    """How the assessment stands, with what is open, and everything that was assessed."""
    case, crn = read.case, read.opened.person.crn
    stands = how_it_stands(case, read.facts)
    plans = [fact for fact in read.facts if isinstance(fact, RiskPlanned)]
    return {
        "person": read.header,
        "status": stands.status.label,
        "status_tone": _TONES.get(stands.status, "danger"),
        "status_on": say_day(case.rosh_status_on) if case.rosh_status_on else "",
        "is_open": stands.is_open,
        "called_by": stands.called_by,
        "level": case.rosh_level.label if case.rosh_level else "",
        "assessed_on": say_day(case.rosh_assessed_on) if case.rosh_assessed_on else "",
        "groups": [(GROUP_WORDS[group], _level(case, group)) for group in GROUPS if _is_shown(case, group)],
        "has_groups": bool(case.group_levels),
        "concerns": [(each.label, say_day(on)) for each, on in case.concerns.items()],
        "exemption": _exemption(read),
        "mappa": _mappa(case),
        "acts": _acts(read) if read.may_record else [],
        "drafts": [_draft(each, crn) for each in drafts if each.form in _DRAFTS],
        "may_record": read.may_record,
        "may_oversee": read.may_oversee,
        "arrives": len(known_statements(read.facts)) if stands.status is RoshStatus.FULL_MISSING else 0,
        "history": [_line(each, read) for each in reversed(read.facts) if isinstance(each, Assessed | RiskPlanned)],
        "plan": Reading(read.facts, read.names).of(plans[-1]) if plans else None,
        "plan_by": _by(plans[-1], read) if plans else "",
    }


def said_page(read: RiskRead, fact: Assessed | RiskPlanned) -> dict[str, Any]:
    """One assessment or plan as it was written."""
    return {
        "person": read.header,
        "title": title_and_told(fact)[0],
        "on": say_day(fact.on),
        "by": _by(fact, read),
        "note": fact.note or "",
        "groups": [
            (GROUP_WORDS[group], level.label)
            for group in GROUPS
            if (level := getattr(fact, f"{group}_level", None)) is not None
        ],
        "said": Reading(read.facts, read.names).of(fact),
    }


def _is_shown(case: CaseState, group: str) -> bool:
    """Prisoners have a level while somebody is in custody, and otherwise no row."""
    return group != "prisoners" or group in case.group_levels


def _level(case: CaseState, group: str) -> str:
    level = case.group_levels.get(group)
    return level.label if level else "Not assessed yet"


def _exemption(read: RiskRead) -> dict[str, Any] | None:
    found = read.case.exemption
    if found is None:
        return None
    if found.is_countersigned is None:
        stands = "Waits for a manager to countersign it"
    else:
        answer = "Countersigned" if found.is_countersigned else "Not countersigned"
        stands = f"{answer} on {say_day(found.answered_on)}" if found.answered_on else answer
    waits = found.is_countersigned is None
    return {
        "stands": stands,
        "waits": waits,
        "who": read.names.of_staff(found.officer) if found.officer else "not recorded",
        "on": say_day(found.on),
        "reason": found.reason or "",
        "can_answer": waits and read.may_oversee and found.officer != read.reader,
        "is_own": waits and read.may_oversee and found.officer == read.reader,
    }


def _mappa(case: CaseState) -> str:
    if case.mappa is None:
        return ""
    parts = [code.label for code in (case.mappa.category, case.mappa.level) if code]
    return f"{'; '.join(parts) or 'Category and level not recorded'}; since {say_day(case.mappa.since_on)}"


def _acts(read: RiskRead) -> list[tuple[str, str]]:
    """What can be recorded, the most pressing first: words and address."""
    case, crn = read.case, read.opened.person.crn
    screen, analyse, plan = (reverse(route, args=[crn]) for route in ("screen", "analyse", "plan_risk"))
    acts = {
        "screen": ("Screen", screen),
        "full": ("Write the full analysis", analyse),
        "plan": ("Write the plan", plan),
    }
    first = {RoshStatus.FULL_MISSING: "full", RoshStatus.COMPLETE: "plan", RoshStatus.EXEMPT: "plan"}
    order = [first.get(case.rosh_status, "screen")]
    order += [name for name in acts if name not in order]
    found = [acts[name] for name in order]
    if fault_in_exempting(case) is None:
        found.append(("Exempt from the full analysis", reverse("exempt", args=[crn])))
    return found


def _draft(draft: FormDraft, crn: str) -> tuple[str, str, str]:
    title, route = _DRAFTS[draft.form]
    return title, f"saved by {draft.saved_by.name} on {say_moment(draft.saved_at)}", reverse(route, args=[crn])


def _line(fact: Assessed | RiskPlanned, read: RiskRead) -> HistoryLine:
    address = reverse("risk_said", args=[read.opened.person.crn, fact.number])
    is_readable = bool(fact.content or fact.note)
    return HistoryLine(say_day(fact.on), title_and_told(fact)[0], _by(fact, read), address if is_readable else "")


def _by(fact: Assessed | RiskPlanned, read: RiskRead) -> str:
    code = fact.assessor if isinstance(fact, Assessed) else fact.officer
    return read.names.of_staff(code) if code else "not recorded"

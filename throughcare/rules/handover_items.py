"""What a pack tells under each heading: one item for each thing known, with the entry that it comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from throughcare.facts.allocation import Allocated, AllocationReason, PractitionerAsked, ProviderDecided
from throughcare.facts.checks import CheckChased, CheckNotAsked, CheckRequested, CheckReturned
from throughcare.facts.court import PersonsWords, ReportDelivered, ReportRecorded, ReportRequested, ReportSigned
from throughcare.facts.court import Sentenced as Passed
from throughcare.facts.escalation import AgencyNotified, Escalated, EscalationDecided
from throughcare.facts.fact import YesNo
from throughcare.facts.outcome import Ended
from throughcare.facts.oversight import Oversight
from throughcare.facts.resettlement import Released
from throughcare.facts.risk import (
    Assessed,
    Assessment,
    Completion,
    Concern,
    ExemptionAnswered,
    FullExempted,
    MappaManaged,
    RiskPlanned,
    SignificantChange,
)
from throughcare.facts.scores import Scored
from throughcare.facts.supervision import (
    Appointment,
    AppointmentArranged,
    CommunicationNeed,
    HomeVisit,
    Meeting,
    Outcome,
    Plan,
    StaffSafety,
)
from throughcare.facts.words import lower_first, plain_name, say_day, say_list, say_value
from throughcare.rules.case import GROUPS, CaseState, CheckStatus, ReportStage, RoshStatus
from throughcare.rules.case.values import of_kind
from throughcare.rules.handover_told import Item, Told, label_of, said_in
from throughcare.rules.provider import inputs_in
from throughcare.rules.provider import say_value as say_input
from throughcare.rules.report_content import LABELS, SOURCES

CONTACTS_AT_MOST = 30
"""So many contacts, the latest, stand in a pack; the record holds the rest. The number is ours."""


def _identity(told: Told) -> Iterator[Item]:
    who = told.case.identity
    if who is None:
        return
    name = " ".join(part for part in (who.given_names, who.family_name) if part)
    rows = {
        "name": ("Name", name),
        "born_on": ("Born", say_day(who.born_on) if who.born_on else ""),
        "address": ("Address", who.address),
        "pnc": ("Police National Computer", who.pnc),
        "sex": ("Sex, as recorded", who.sex),
        "ethnicity": ("Ethnicity, as they said", who.ethnicity),
        "disability": ("Disability, as they said", who.disability),
    }
    for key, (label, text) in rows.items():
        if text:
            yield told.item(who, f"identity.{key}", label, text)


def _safety(told: Told) -> Iterator[Item]:
    for fact in of_kind(told.facts, StaffSafety):
        pairs = "Two must go." if fact.visit_in_pairs == YesNo.YES else ""
        text = " ".join(part for part in (fact.warning, fact.safe_way, pairs) if part) or say_value(None)
        yield told.noted(fact, f"safety:{fact.number}", "Warning", text)


def _needs(told: Told) -> Iterator[Item]:
    stand = {(need.need, need.detail, need.since_on) for need in told.case.needs}
    for fact in of_kind(told.facts, CommunicationNeed):
        if fact.over != YesNo.YES and (fact.need, fact.detail, fact.on) in stand:
            label = label_of(fact.need) if fact.need else "A need"
            yield told.noted(fact, f"need:{fact.number}", label, fact.detail or "yes")


def _sentences(told: Told) -> Iterator[Item]:
    clear = {order.number for order in told.case.orders if order.disposal is not None}
    for fact in told.facts:
        match fact:
            case Passed():
                parts = [label_of(fact.disposal) if fact.disposal else "Sentence not recorded"]
                parts += [f"for {lower_first(label_of(fact.offence))}"] if fact.offence else []
                parts += [f"expected to end on {say_day(fact.expected_end_on)}"] if fact.expected_end_on else []
                key = f"order:{fact.order}" if fact.order in clear else f"order.unclear:{fact.number}"
                yield told.noted(fact, key, f"Order {fact.order}, passed on {say_day(fact.on)}", ", ".join(parts))
            case Released():
                yield told.noted(fact, f"released:{fact.number}", f"Order {fact.order}", "Released on licence")
            case Ended():
                yield told.noted(fact, f"ended:{fact.number}", f"Order {fact.order}", "Ended")


def _reports(told: Told) -> Iterator[Item]:
    off = {each.order for each in told.case.reports} - {
        each.order for each in told.case.reports if each.stage is not ReportStage.CALLED_OFF
    }
    for fact in told.facts:
        match fact:
            case ReportRequested():
                due = f", for {say_day(fact.due_on)}" if fact.due_on else ""
                form = label_of(fact.format) if fact.format else "A report"
                yield told.item(
                    fact, f"report{'.off' * (fact.order in off)}:{fact.order}", "Asked for by the court", f"{form}{due}"
                )
            case ReportSigned() | ReportRecorded():
                yield from _said(told, fact)
            case ReportDelivered():
                form = label_of(fact.format) if fact.format else "Report"
                way = f", {lower_first(label_of(fact.way))}" if fact.way else ""
                yield told.item(fact, f"report:{fact.order}", "Given to the court", f"{form}{way}")
            case PersonsWords() if fact.words:
                yield told.item(fact, f"words:{fact.number}", "What the person says about it", fact.words)


def _said(told: Told, fact: ReportSigned | ReportRecorded) -> Iterator[Item]:
    """What a report said, heading by heading; one of which only the day is known, in one line."""
    part = "written" if isinstance(fact, ReportRecorded) else "said"
    key, rows = f"report.{part}:{fact.thread or fact.number}", []
    for name, label in LABELS.items():
        value = getattr(fact, name, None)
        if name == "sources_used" and value:
            value = say_list([SOURCES.get(code, code) for code in value.split(",")])
        if value:
            rows.append((label, label_of(value)))
    for label, text in rows or [("The report", "Written down, and says nothing of its own")]:
        yield told.item(fact, key, label, text)


def _checks(told: Told) -> Iterator[Item]:
    asked = {each.check for each in told.case.checks if each.status is not CheckStatus.NOT_ASKED}
    for fact in told.facts:
        match fact:
            case CheckRequested():
                whom = told.place(fact.asked_of) if fact.asked_of else "agency not recorded"
                by = f", to be answered by {say_day(fact.reply_by)}" if fact.reply_by else ""
                key = f"check.asked:{fact.check}" if fact.check in asked else f"check.asked_of:{fact.number}"
                yield told.item(fact, key, _check(fact), f"Asked of {whom}{by}")
            case CheckNotAsked() if fact.because is not None:
                text = f"Not asked: {lower_first(label_of(fact.because))}"
                yield told.noted(fact, f"check.not_needed:{fact.check}", _check(fact), text)
            case CheckChased():
                yield told.noted(fact, f"check.chased:{fact.number}", _check(fact), "They were reminded")
            case CheckReturned():
                yield from _answer(told, fact)


def _check(fact: Any) -> str:
    return label_of(fact.check) if fact.check else "A check"


def _answer(told: Told, fact: CheckReturned) -> Iterator[Item]:
    """An answer, with fact, opinion and allegation apart."""
    out = {each.thread for each in told.case.checks if each.status is CheckStatus.ASKED}  # asked anew since
    answers = fact.thread is not None and fact.thread not in out
    key = f"check.told:{fact.thread}" if answers else f"check.told_before:{fact.number}"
    result = label_of(fact.result) if fact.result else "answer not recorded"
    who = f", {fact.answered_by}" if fact.answered_by else ""
    yield told.item(fact, key, f"{_check(fact)}: the answer", f"{result}{who}")
    for sort, text in (("fact", fact.fact_told), ("opinion", fact.opinion_told), ("allegation", fact.allegation_told)):
        if text:
            yield told.item(fact, key, f"{_check(fact)}: {_SORTS[sort]}", text, sort)


_SORTS = {"fact": "known as fact", "opinion": "somebody's opinion", "allegation": "alleged, and not found to be so"}


def _concerns(told: Told) -> Iterator[Item]:
    for fact in of_kind(told.facts, Concern):
        label = label_of(fact.register) if fact.register else "A concern"
        yield told.noted(fact, f"concern:{fact.number}", label, f"On the record since {say_day(fact.on)}")


def _rosh(told: Told) -> Iterator[Item]:
    """The latest of each kind of assessment, the level that stands, and the level of each group."""
    assessed, latest = of_kind(told.facts, Assessed), {}
    for fact in assessed:
        latest[fact.assessment] = fact
    for kind, fact in latest.items():
        label = label_of(kind) if kind else "Assessment"
        status = label_of(fact.status) if fact.status else "not recorded whether it was finished"
        full = f"; full analysis called for: {lower_first(label_of(fact.full_needed))}" if fact.full_needed else ""
        yield told.noted(fact, _rosh_key(fact, told.case), label, f"{status}{full}")
        yield from _content(told, fact, "rosh.said", label)
    yield from _levels(told, assessed)
    for each in told.facts:
        if isinstance(each, FullExempted):
            yield told.noted(each, "rosh.exemption", "Exempted from the full analysis", told.staff(each.officer))
        elif isinstance(each, ExemptionAnswered):
            held = "Countersigned" if each.countersigned == YesNo.YES else "Not countersigned"
            waits = told.case.exemption
            stands = waits is not None and waits.is_countersigned is not None and waits.thread == each.thread
            key = "rosh.exemption_answer" if stands else f"rosh.exemption_answer_before:{each.number}"
            yield told.noted(each, key, "The exemption", f"{held} by {told.staff(each.officer)}")


def _rosh_key(fact: Assessed, case: CaseState) -> str:
    """What an assessment settles of what could be missing: a screening that is not complete settles nothing."""
    if fact.assessment is Assessment.SCREENING and case.rosh_status is not RoshStatus.SCREENING_INCOMPLETE:
        return "rosh.screening"
    if fact.assessment is Assessment.FULL and fact.status is Completion.COMPLETE:
        return "rosh.full"
    return f"rosh.other:{fact.number}"


def _levels(told: Told, assessed: list[Assessed]) -> Iterator[Item]:
    for name in ("", *(f"{group}_" for group in GROUPS)):
        given = [fact for fact in assessed if getattr(fact, f"{name}level") is not None]
        if given:
            fact, level = given[-1], getattr(given[-1], f"{name}level")
            of = f" to {plain_name(name).strip()}" if name else ""
            yield told.item(fact, f"rosh.{name}level", f"Level of risk of serious harm{of}", label_of(level))


def _plan(told: Told) -> Iterator[Item]:
    for fact in of_kind(told.facts, RiskPlanned)[-1:]:
        text = f"Written by {told.staff(fact.officer)}"
        yield told.noted(fact, "risk_plan", "Risk management plan", text)
        yield from _content(told, fact, "risk_plan", "Plan")


def _content(told: Told, fact: Any, key: str, label: str) -> Iterator[Item]:
    """What was said under each question; a text that is no list of answers, as it is."""
    for said in said_in(fact.content):
        about = f"{label}: {said.name}" if said.name else label
        yield told.item(fact, key, f"{about} ({_SORTS[said.sort]})" if said.sort else about, said.text, said.sort)


def _scores(told: Told) -> Iterator[Item]:
    latest = {fact.formula or "": fact for fact in of_kind(told.facts, Scored)}
    figures = told.case.scores
    counts = {name: each.number for name, each in figures.items()}
    shown = [fact for fact in of_kind(told.facts, Scored) if fact in latest.values() or fact.number in counts.values()]
    for fact in shown:
        name = fact.formula or "Score"
        is_it = counts.get(name) == fact.number
        said = "; ".join(f"{each.name}: {each.text}" for each in said_in(fact.figures)) or "no figure"
        band = f" ({fact.band})" if fact.band else ""
        version = f", {fact.version}" if fact.version else ""
        form = f"{fact.form}: " if fact.form else ""
        key = f"score:{name}" if is_it else f"score.other:{fact.number}"
        yield told.item(fact, key, _formula(name), f"{form}{said}{band}{version}")


def _formula(name: str) -> str:
    """A formula as people read it: a short name as it is, a long one as words."""
    return name if "_" not in name else plain_name(name).capitalize()


def _mappa(told: Told) -> Iterator[Item]:
    for fact in of_kind(told.facts, MappaManaged)[-1:]:
        parts = [label_of(each) for each in (fact.mappa_category, fact.mappa_level) if each is not None]
        text = "No longer under the arrangements" if fact.over == YesNo.YES else "; ".join(parts) or say_value(None)
        yield told.noted(fact, "mappa", "Public protection arrangements (MAPPA)", text)


def _decision(told: Told) -> Iterator[Item]:
    for order, decision in told.case.decisions.items():
        fact = next(each for each in of_kind(told.facts, ProviderDecided) if each.number == decision.number)
        decided = label_of(fact.decided_type) if fact.decided_type else say_value(None)
        rule = label_of(fact.rule_gives) if fact.rule_gives else "nothing, as an input was not known"
        text = f"{decided}; the rule ({fact.rule_version or say_value(None)}) gives {rule}"
        yield told.noted(fact, f"decision:{order}", f"Who is to hold order {order}", text)
        for factor, each in inputs_in(fact.inputs).items():
            where = f" ({lower_first(label_of(each.where))}{f', {say_day(each.on)}' if each.on else ''})"
            yield told.item(
                fact,
                f"decision:{order}",
                f"It rests on: {lower_first(factor.label)}",
                say_input(factor, each.value) + where,
            )


def _who_may_hold(told: Told) -> Iterator[Item]:
    asked = told.case.practitioner_asked
    for each in of_kind(told.facts, PractitionerAsked)[-1:]:
        if asked is not None:
            ground = f": {lower_first(label_of(asked.ground))}" if asked.ground else ""
            text = f"{label_of(asked.sex)}{ground}"
            yield told.noted(each, "practitioner_asked", "A practitioner of one sex is asked for", text)


def _holders(told: Told) -> Iterator[Item]:
    for fact in of_kind(told.facts, Allocated):
        text = f"{told.staff(fact.officer)}, {told.place(fact.provider, fact.team)}"
        is_told = fact.allocated_because not in (None, AllocationReason.CONFLICT, AllocationReason.STAFF_CONCERN)
        why = f" ({lower_first(label_of(fact.allocated_because))})" if is_told else ""
        yield told.item(fact, f"held:{fact.number}", f"Order {fact.order} given to", f"{text}{why}")


def _appointments(told: Told) -> Iterator[Item]:
    waiting = {each.number for each in told.case.arranged}
    for fact in of_kind(told.facts, AppointmentArranged):
        if fact.number in waiting:
            what = label_of(fact.meeting) if fact.meeting else Meeting.OFFICE.label
            at = f" at {fact.at_time}" if fact.at_time else ""
            text = f"{say_day(fact.on)}{at}, with {told.staff(fact.officer)}"
            yield told.noted(fact, f"arranged:{fact.number}", what, text)


def _contacts(told: Told) -> Iterator[Item]:
    met = [fact for fact in told.facts if isinstance(fact, Appointment | HomeVisit)]
    seen = [fact for fact in met if fact.outcome is Outcome.ATTENDED]
    began = max((order.commenced_on for order in told.case.open_orders if order.commenced_on), default=date.min)
    for fact in reversed(met[-CONTACTS_AT_MOST:]):
        label = Meeting.HOME.label if isinstance(fact, HomeVisit) else Meeting.OFFICE.label
        outcome = label_of(fact.outcome) if fact.outcome else say_value(None)
        is_last = bool(seen) and fact is seen[-1] and fact.on >= began
        key = "seen" if is_last else f"contact:{fact.number}"
        yield told.noted(fact, key, label, f"{outcome}, with {told.staff(fact.officer)}")


def _changes(told: Told) -> Iterator[Item]:
    began = max((order.commenced_on for order in told.case.open_orders if order.commenced_on), default=date.min)
    for fact in told.facts:
        match fact:
            case Plan():
                key = "plan" if fact.on >= began else f"plan.before:{fact.number}"
                yield told.noted(fact, key, "Plan completed", told.staff(fact.officer))
            case SignificantChange():
                yield told.noted(fact, f"change:{fact.number}", "Significant change", told.staff(fact.officer))
            case AgencyNotified():
                yield told.noted(fact, f"told:{fact.number}", "An agency was told", fact.agency or say_value(None))
            case Escalated():
                whom = f"from {told.place(fact.from_provider)} to {told.place(fact.to_provider)}"
                yield told.noted(fact, f"referred:{fact.number}", "Referred because risk had risen", whom)
            case EscalationDecided():
                label = label_of(fact.decision) if fact.decision else say_value(None)
                yield told.noted(
                    fact, f"decided:{fact.number}", "The referral", f"{label}, {told.place(fact.to_provider)}"
                )
            case Oversight():
                yield told.noted(fact, f"oversight:{fact.number}", "A manager looked", told.staff(fact.officer))


SECTIONS: tuple[tuple[str, str, Callable[[Told], Iterator[Item]]], ...] = (
    ("safety", "Staff safety", _safety),
    ("identity", "Who they are, and where they live", _identity),
    ("needs", "What they need to understand and be understood", _needs),
    ("rosh", "Risk of serious harm", _rosh),
    ("risk_plan", "Risk management plan", _plan),
    ("concerns", "Concerns on the record", _concerns),
    ("checks", "What other agencies were asked, and said", _checks),
    ("scores", "Scores", _scores),
    ("mappa", "Public protection arrangements", _mappa),
    ("sentences", "Sentences", _sentences),
    ("report", "What the court was told", _reports),
    ("decision", "The service or a company", _decision),
    ("who_may_hold", "Who may hold it", _who_may_hold),
    ("holders", "Who held it", _holders),
    ("appointments", "Arranged", _appointments),
    ("contacts", "Contacts so far", _contacts),
    ("changes", "What happened since", _changes),
)
"""The headings of a pack, in order: first what keeps people safe."""

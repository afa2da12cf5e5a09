"""The report desk's rules: what may be done at each stage, by whom, and the form that a need calls for."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.forms import faults_of
from throughcare.facts.checks import CheckResult, CheckType, NotAskedBecause
from throughcare.facts.court import Proposal, ReportFormat, Review, Seriousness, Way
from throughcare.facts.drafts import as_facts
from throughcare.facts.fact import YesNo
from throughcare.facts.risk import RoshLevel
from throughcare.facts.staff import Grade
from throughcare.rules.access import CaseHeld, MayNot, Role, Viewer
from throughcare.rules.case import CaseState, CheckState, ReportStage, ReportState, case_of
from throughcare.rules.case.reports import read_reports
from throughcare.rules.checks import CheckAsked
from throughcare.rules.report_access import ReportHeld, check_can_ask_for_report, check_can_work_on_report
from throughcare.rules.report_advice import FORM_OF, Need, Reason, advise, need_of
from throughcare.rules.report_content import Content
from throughcare.rules.report_request import Request, advice_for, decide_request
from throughcare.rules.reports import (
    FROM,
    MAY_SIGN,
    Act,
    Delivery,
    acts_at,
    decide_adjourn,
    decide_assign,
    decide_call_off,
    decide_deliver,
    decide_read,
    decide_sign,
    decide_words,
    decide_write_down,
    grade_fault,
)

TODAY = date(2016, 3, 16)
SHORT = ReportState("r", "1", ReportFormat.SHORT, "N02", "Leeds", date(2016, 3, 14), date(2016, 3, 23), 1, "W")
ORAL = replace(SHORT, format=ReportFormat.ORAL)
STANDARD = replace(SHORT, format=ReportFormat.STANDARD)
AT_STAGE = {
    ReportStage.ASKED: replace(SHORT, writer=None),
    ReportStage.WITH_WRITER: SHORT,
    ReportStage.AGREED: replace(SHORT, read_by="S", review=Review.AGREED),
    ReportStage.SIGNED: replace(SHORT, signed_on=TODAY, signed_by="W"),
    ReportStage.SPOKEN: replace(ORAL, delivered_on=TODAY),
    ReportStage.CLOSED: replace(SHORT, delivered_on=TODAY),
    ReportStage.CALLED_OFF: replace(SHORT, called_off_on=TODAY),
}
FULL = Content(
    offence_analysis="He struck a stranger.",
    pattern="There are no earlier offences.",
    circumstances="He lives alone in Leeds.",
    risk_analysis="Strangers, when he drinks.",
    sources_used=("PAPERS", "INTERVIEW"),
    proposal=Proposal.COMMUNITY_ORDER,
    proposal_reasons="It works on the drinking.",
)


def decided(act: Act, report: ReportState):
    """The act, asked as it would be taken but for the stage."""
    return {
        Act.ASSIGN: lambda: decide_assign(report, officer="V", reason="W is away", today=TODAY),
        Act.READ: lambda: decide_read(report, by="S", review=Review.AGREED, note=None, saving=1, today=TODAY),
        Act.SIGN: lambda: decide_sign(report, FULL, by="W", grade=Grade.OFFICER, is_as_read=True, today=TODAY),
        Act.ADJOURN: lambda: decide_adjourn(report, due_on=date(2016, 4, 1), reason="No time", today=TODAY),
        Act.CALL_OFF: lambda: decide_call_off(report, reason="Dismissed", today=TODAY),
        Act.DELIVER: lambda: decide_deliver(
            report, Delivery(on=TODAY, way=Way.ELECTRONIC), grade=Grade.OFFICER, today=TODAY
        ),
        Act.WRITE_DOWN: lambda: decide_write_down(report, FULL, on=TODAY, today=TODAY),
        Act.WORDS: lambda: decide_words(report, words="I was not drunk", today=TODAY),
    }[act]


def test_each_stage_is_what_its_example_is_at():
    assert {stage: report.stage for stage, report in AT_STAGE.items()} == {stage: stage for stage in ReportStage}


@pytest.mark.parametrize(("act", "stage"), list(product(Act, ReportStage)))
def test_an_act_is_taken_at_the_stages_of_the_table_and_refused_at_all_others(act, stage):
    report = AT_STAGE[stage]
    decide = decided(act, report)
    is_written_first = act is Act.DELIVER and stage is not ReportStage.SIGNED
    if stage in FROM[act] and not is_written_first:
        drafts = decide()
        assert drafts
        assert all(draft.thread == "r" for draft in drafts)
    else:
        assert "act" in faults_of(decide)
        assert act not in acts_at(report)


def test_a_spoken_report_is_closed_by_its_record_alone():
    assert replace(ORAL, delivered_on=TODAY).stage is ReportStage.SPOKEN
    assert replace(ORAL, delivered_on=TODAY, recorded_on=TODAY).stage is ReportStage.CLOSED
    assert replace(STANDARD, delivered_on=TODAY).stage is ReportStage.CLOSED


@pytest.mark.parametrize(("form", "grade"), list(product(ReportFormat, [*Grade, None])))
def test_a_report_is_signed_by_a_grade_that_may(form, grade):
    report = replace(SHORT, format=form, read_by="S", review=Review.AGREED)
    assert (grade_fault(form, grade) is None) == (grade in MAY_SIGN[form])
    if form is ReportFormat.ORAL:
        assert (
            "not signed"
            in faults_of(lambda: decide_sign(report, FULL, by="W", grade=grade, is_as_read=True, today=TODAY))["act"]
        )
    elif grade in MAY_SIGN[form]:
        assert decide_sign(report, FULL, by="W", grade=grade, is_as_read=True, today=TODAY)
    else:
        assert "act" in faults_of(lambda: decide_sign(report, FULL, by="W", grade=grade, is_as_read=True, today=TODAY))


def test_a_service_officer_signs_no_standard_report():
    assert Grade.SERVICE_OFFICER not in MAY_SIGN[ReportFormat.STANDARD]
    assert Grade.SERVICE_OFFICER in MAY_SIGN[ReportFormat.SHORT]


@pytest.mark.parametrize(
    ("gap", "field"),
    [
        ({"offence_analysis": " "}, "offence_analysis"),
        ({"risk_analysis": "n/a"}, "risk_analysis"),
        ({"circumstances": None}, "circumstances"),
        ({"sources_used": ()}, "sources_used"),
        ({"sources_used": ("GOSSIP",)}, "sources_used"),
        ({"proposal": None}, "proposal"),
        ({"proposal_reasons": None}, "proposal_reasons"),
    ],
)
def test_a_report_with_a_gap_is_not_signed(gap, field):
    faults = faults_of(
        lambda: decide_sign(SHORT, replace(FULL, **gap), by="W", grade=Grade.OFFICER, is_as_read=True, today=TODAY)
    )
    assert list(faults) == [field]


def test_a_standard_report_says_more_than_a_short_one():
    agreed = replace(STANDARD, read_by="S", review=Review.AGREED)
    without = replace(FULL, pattern=None)
    assert decide_sign(SHORT, without, by="W", grade=Grade.OFFICER, is_as_read=True, today=TODAY)
    faults = faults_of(lambda: decide_sign(agreed, without, by="W", grade=Grade.OFFICER, is_as_read=True, today=TODAY))
    assert list(faults) == ["pattern"]


# --- the form that a need calls for

NEEDS = st.builds(
    Need,
    seriousness=st.sampled_from([*Seriousness, None]),
    abuse=st.sampled_from([*YesNo, None]),
    child=st.sampled_from([*YesNo, None]),
    level=st.sampled_from([*RoshLevel, None]),
    is_assessed_lately=st.booleans(),
    is_first_time=st.booleans(),
    is_check_out=st.booleans(),
)
CALM = Need(Seriousness.BELOW, YesNo.NO, YesNo.NO, RoshLevel.LOW, True, False, False)


@pytest.mark.parametrize(
    ("change", "form", "reason"),
    [
        ({}, "ORAL", Reason.ALL_TO_HAND),
        ({"seriousness": Seriousness.COMMUNITY}, "ORAL", Reason.ALL_TO_HAND),
        ({"seriousness": Seriousness.CUSTODY}, "STANDARD", Reason.CUSTODY),
        ({"level": RoshLevel.MEDIUM}, "SHORT", Reason.MEDIUM_RISK),
        ({"level": RoshLevel.HIGH}, "STANDARD", Reason.HIGH_RISK),
        ({"level": RoshLevel.VERY_HIGH}, "STANDARD", Reason.HIGH_RISK),
        ({"abuse": YesNo.YES}, "SHORT", Reason.ABUSE),
        ({"child": YesNo.YES}, "SHORT", Reason.CHILD),
        ({"abuse": YesNo.YES, "child": YesNo.YES}, "STANDARD", Reason.ABUSE_AND_CHILD),
        ({"abuse": None}, "SHORT", Reason.PAPERS_NOT_READ),
        ({"is_assessed_lately": False}, "SHORT", Reason.NOT_ASSESSED),
        ({"is_first_time": True}, "SHORT", Reason.FIRST_TIME),
        ({"is_check_out": True}, "SHORT", Reason.CHECK_OUT),
    ],
)
def test_the_form_advised_is_that_of_the_need(change, form, reason):
    advice = advise(replace(CALM, **change))
    assert (advice.format, advice.reasons) == (form, (reason,))


@given(NEEDS)
def test_the_advice_is_the_fullest_that_any_of_its_reasons_asks_for(need):
    advice = advise(need)
    order = list(ReportFormat)
    assert order.index(advice.format) == max(order.index(FORM_OF[reason]) for reason in advice.reasons)
    assert advice.kept.startswith("advice-2: ")


@given(NEEDS, st.sampled_from(["abuse", "child"]))
def test_what_nobody_said_never_advises_less_than_no(need, field):
    order = list(ReportFormat)
    unknown, no = (advise(replace(need, **{field: value})).format for value in (None, YesNo.NO))
    assert order.index(unknown) >= order.index(no)


def test_the_number_of_the_order_is_one_more_than_any_known():
    asked = Request(
        court="Leeds",
        provider="N02",
        format=ReportFormat.SHORT,
        due_on=TODAY,
        seriousness=Seriousness.COMMUNITY,
        checks=tuple(CheckAsked(check, agency="A") for check in CheckType),
    )
    facts = ()
    for number in ("1", "2"):
        drafts = decide_request(case_of(facts), asked, today=TODAY)
        assert drafts[0].payload["order"] == number
        facts += as_facts(drafts, person="ann", after=len(facts), recorded_at=None, by=None)
    threads = [fact.thread for fact in facts]
    assert len(set(threads)) == len(threads)
    assert [report.order for report in read_reports(facts)] == ["1", "2"]


# --- who may

COURT = Viewer("C", Role.COURT_OFFICER, "N02")
HELD = CaseHeld("ann", organisation="C07", team="T", officer="P")


@pytest.mark.parametrize(
    ("viewer", "report", "may"),
    [
        (COURT, ReportHeld("N02", "W"), True),
        (COURT, ReportHeld("N01", "W"), False),
        (COURT, ReportHeld("N01", "C"), True),
        (Viewer("S", Role.SENIOR_PROBATION_OFFICER, "N02", "T"), ReportHeld("N02", None), True),
        (Viewer("W", Role.PRACTITIONER, "N02", "T"), ReportHeld("N02", "W"), True),
        (Viewer("V", Role.PRACTITIONER, "N02", "T"), ReportHeld("N02", "W"), False),
        (Viewer("I", Role.INSPECTOR), ReportHeld("N02", "I"), False),
        (Viewer("A", Role.ADMINISTRATOR, "N02"), ReportHeld("N02", "A"), False),
    ],
)
def test_a_report_is_worked_on_by_its_organisation_or_its_writer(viewer, report, may):
    if may:
        assert check_can_work_on_report(viewer, HELD, report)
    else:
        with pytest.raises(MayNot) as refused:
            check_can_work_on_report(viewer, HELD, report)
        assert refused.value.hidden


def test_a_report_is_asked_for_by_court_officers_alone():
    assert check_can_ask_for_report(COURT, HELD)
    for role in set(Role) - {Role.COURT_OFFICER}:
        with pytest.raises(MayNot):
            check_can_ask_for_report(Viewer("C", role, "N02", "T"), HELD)


@pytest.mark.parametrize("limit", [{"excluded": frozenset({"C"})}, {"restricted_to": frozenset({"P"})}])
def test_a_limit_keeps_the_report_and_the_asking_from_them(limit):
    for check in (lambda held: check_can_work_on_report(COURT, held, ReportHeld("N02", "C")),
                  lambda held: check_can_ask_for_report(COURT, held)):  # fmt: skip
        assert check(HELD)
        with pytest.raises(MayNot):
            check(replace(HELD, **limit))


@pytest.mark.parametrize(
    ("police", "is_out"),
    [
        ({"asked_on": date(2016, 3, 14)}, True),
        ({"returned_on": date(2016, 3, 15), "result": CheckResult.NOTHING_HELD}, False),
        ({"returned_on": date(2016, 2, 17), "result": CheckResult.CONCERN}, False),
        ({"returned_on": date(2016, 2, 16), "result": CheckResult.CONCERN}, True),  # more than 28 days ago
        ({"returned_on": date(2016, 3, 15), "result": CheckResult.RING}, True),
        ({"returned_on": date(2016, 3, 15), "result": CheckResult.REFUSED}, False),
        ({"because": NotAskedBecause.NO_ADDRESS}, False),
        ({}, True),
    ],
)
def test_what_is_out_is_what_an_answer_may_still_come_of(police, is_out):
    checks = (
        CheckState(CheckType.DOMESTIC_ABUSE, **police),
        CheckState(CheckType.CHILD_PROTECTION, because=NotAskedBecause.COURT_FORBIDS),
    )
    said = {"seriousness": Seriousness.COMMUNITY, "abuse": YesNo.NO, "child": YesNo.NO}
    assert need_of(CaseState(checks=checks), **said, today=TODAY).is_check_out == is_out


def test_a_check_that_is_waived_in_the_request_is_waited_for_by_nobody():
    waived = tuple(CheckAsked(kind, because=NotAskedBecause.COURT_FORBIDS) for kind in CheckType)
    asked = Request(seriousness=Seriousness.COMMUNITY, abuse=YesNo.NO, child=YesNo.NO, checks=waived)
    said = advice_for(CaseState(), asked, today=TODAY)
    assert Reason.CHECK_OUT not in said.reasons
    assert Reason.CHECK_OUT in advice_for(CaseState(), replace(asked, checks=waived[:1]), today=TODAY).reasons


def test_a_standard_report_is_signed_as_it_was_read():
    agreed = replace(AT_STAGE[ReportStage.AGREED], format=ReportFormat.STANDARD)
    signed = {"by": "W", "grade": Grade.OFFICER, "today": TODAY}
    assert decide_sign(agreed, FULL, is_as_read=True, **signed)
    faults = faults_of(lambda: decide_sign(agreed, FULL, is_as_read=False, **signed))
    assert "ask for it to be read again" in faults["act"]
    assert decide_sign(replace(agreed, format=ReportFormat.SHORT), FULL, is_as_read=False, **signed)


def test_where_nothing_is_written_nothing_is_read():
    for review in Review:
        read = {"by": "S", "review": review, "note": "Say more.", "today": TODAY}
        assert decide_read(STANDARD, saving=2, **read)
        assert "nothing to read" in faults_of(lambda read=read: decide_read(STANDARD, saving=None, **read))["review"]


def test_an_agency_that_told_nothing_is_no_source():
    ticked = replace(FULL, sources_used=("PAPERS", "POLICE"))
    signed = {"by": "W", "grade": Grade.OFFICER, "is_as_read": True, "today": TODAY}
    out = {CheckType.DOMESTIC_ABUSE, CheckType.CHILD_PROTECTION}
    faults = faults_of(lambda: decide_sign(SHORT, ticked, not_back=out, **signed))
    assert "no answer to the police domestic abuse check" in faults["sources_used"]
    assert decide_sign(SHORT, ticked, not_back={CheckType.CHILD_PROTECTION}, **signed)
    assert decide_sign(SHORT, FULL, not_back=out, **signed)
    spoken = AT_STAGE[ReportStage.SPOKEN]
    faults = faults_of(lambda: decide_write_down(spoken, ticked, on=None, today=TODAY, not_back=out))
    assert list(faults) == ["sources_used"]


@pytest.mark.parametrize("proposal", Proposal)
def test_whoever_proposes_something_says_why_of_an_oral_report_too(proposal):
    spoken, note = AT_STAGE[ReportStage.SPOKEN], replace(FULL, proposal=proposal, proposal_reasons=None)
    if proposal is Proposal.NONE:
        assert decide_write_down(spoken, note, on=None, today=TODAY)
    else:
        faults = faults_of(lambda: decide_write_down(spoken, note, on=None, today=TODAY))
        assert list(faults) == ["proposal_reasons"]

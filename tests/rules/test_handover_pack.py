"""What a pack tells: nothing both missing and known, each with the entry it comes from."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.test_handover import NPS, PASSED, SENT, TODAY, Names, case, draft, stream
from throughcare.facts.allocation import Allocated, ProviderDecided
from throughcare.facts.checks import (
    CheckNotAsked,
    CheckRequested,
    CheckResult,
    CheckReturned,
    CheckType,
    NotAskedBecause,
)
from throughcare.facts.court import Disposal, ReportDelivered, ReportFormat, ReportRecorded, ReportRequested, Sentenced
from throughcare.facts.fact import YesNo
from throughcare.facts.identity import Identified
from throughcare.facts.outcome import Ended
from throughcare.facts.record import Withdrawn, WrongPerson
from throughcare.facts.risk import (
    Assessed,
    Assessment,
    Completion,
    ExemptionAnswered,
    FullExempted,
    RiskPlanned,
    RoshLevel,
)
from throughcare.facts.scores import Scored
from throughcare.facts.supervision import Appointment, Outcome, Plan
from throughcare.rules.case import CaseState, case_of
from throughcare.rules.handover_lacks import important, say_code, what_lacks
from throughcare.rules.handover_pack import facts_up_to, pack_as_sent, pack_of
from throughcare.rules.handover_told import said_in


def test_each_kind_of_gap_is_told_and_by_its_code():
    spoken = draft(ReportDelivered, 11, "R1", order="1", format=ReportFormat.ORAL, provider=NPS)
    lacks = what_lacks(case(draft(ReportRequested, 10, "R1", order="1", format=ReportFormat.ORAL), spoken, PASSED), "1")
    assert [lack.code for lack in important(lacks)] == [
        "check_not_asked:DV",
        "check_not_asked:CP",
        "no_screening",
        "report_not_written",
        "not_scored",
        "no_decision",
    ]
    assert say_code("check_not_back:DV") == "Check not back (DV)"
    assert say_code("never heard of") == "never heard of"


def test_an_exemption_that_waits_is_missing_until_it_is_answered():
    begun = draft(Assessed, 11, assessment=Assessment.SCREENING, status=Completion.COMPLETE, full_needed=YesNo.YES)
    exempted = draft(FullExempted, 12, "E1", officer="P1")
    codes = {lack.code for lack in what_lacks(case(PASSED, begun, exempted), "1")}
    assert "exemption_waiting" in codes
    answered = draft(ExemptionAnswered, 13, "E1", countersigned=YesNo.YES)
    assert "exemption_waiting" not in {lack.code for lack in what_lacks(case(PASSED, begun, exempted, answered), "1")}


def test_fact_opinion_and_allegation_stand_apart_each_with_its_entry():
    asked = draft(CheckRequested, 10, "K1", check=CheckType.DOMESTIC_ABUSE)
    told = draft(CheckReturned, 12, "K1", check=CheckType.DOMESTIC_ABUSE, result=CheckResult.CONCERN,
                 fact_told="A call-out", opinion_told="He frightens her", allegation_told="A blow")  # fmt: skip
    pack = pack_as_sent(stream(asked, told), None, Names(), TODAY, order="1")
    items = [item for section in pack.sections if section.name == "checks" for item in section.items]
    assert [(item.sort, item.text, item.number) for item in items if item.sort] == [
        ("fact", "A call-out", 2),
        ("opinion", "He frightens her", 2),
        ("allegation", "A blow", 2),
    ]


def test_what_came_after_the_sending_is_marked_and_not_there_in_the_pack_as_sent():
    facts = stream(PASSED, draft(CheckRequested, 10, "K1", check=CheckType.DOMESTIC_ABUSE), SENT,
                   draft(CheckReturned, 16, "K1", check=CheckType.DOMESTIC_ABUSE,
                         result=CheckResult.CONCERN))  # fmt: skip
    live = pack_as_sent(facts, None, Names(), TODAY, order="1", sent=3)
    assert [item.number for item in live.late] == [4]
    assert not pack_as_sent(facts, 3, Names(), TODAY, order="1", sent=3).late


def test_what_was_withdrawn_since_stays_in_the_pack_as_sent_and_what_is_somebody_elses_does_not():
    who = draft(Identified, 10, given_names="Aaron", address="1 High Street")
    other = draft(RiskPlanned, 11, officer="P1", note="About another person")
    facts = stream(PASSED, who, other, draft(Withdrawn, 16, target=2), draft(WrongPerson, 16, target=3))
    known = pack_as_sent(facts, 3, Names(), TODAY, order="1").known
    assert "identity.address" in known
    assert "risk_plan" not in known


def test_answers_are_told_whatever_shape_they_have():
    def told(content):
        return [(each.name, each.text, each.sort) for each in said_in(content)]

    assert told('{"a": ["x", "y"], "e": null, "f": 2}') == [("a", "x; y", ""), ("f", "2", "")]
    assert told('{"b": {"c_d": true, "e": "Y"}}') == [("b", "c d: yes; e: yes", "")]
    assert told('{"texts": {"safety_of_victims": "No contact"}}') == [("texts, safety of victims", "No contact", "")]
    statements = (
        '{"statements": [{"section": "who", "text": "His sister.", "standing": "ALLEGATION", "source": "PAPERS"}]}'
    )
    assert told(statements) == [("statements, who", "His sister. (source: papers)", "allegation")]
    many = '{"answers": {"a": "YES", "b": "NO", "c": "NO", "d": "NO", "e": "NO", "f": "NO", "g": "BEFORE"}}'
    assert told(many) == [("answers", "yes: a; before: g; no: 5 of 7 questions", "")]
    inputs = '{"threshold": "6.90", "factors": {"rsr": {"value": "3.1", "from": "RECORD"}}}'
    assert told(inputs) == [("threshold", "6.90", ""), ("rsr", "value: 3.1; from: record", "")]
    assert told("plain words") == [("", "plain words", "")]
    assert told("[1, 2]") == [("", "1; 2", "")]
    assert told("[" * 5000) == [("", "[" * 5000, "")]
    assert told(None) == []


DAYS = st.integers(1, 16)
THREADS = st.sampled_from([None, "A", "B"])
SOME = st.one_of(
    st.builds(lambda d, o, s: draft(Sentenced, d, order=o, disposal=s), DAYS, st.sampled_from("12"),
              st.sampled_from([None, *Disposal])),
    st.builds(lambda d, t, c: draft(CheckRequested, d, t, check=c), DAYS, THREADS, st.sampled_from([None, *CheckType])),
    st.builds(lambda d, t, c, r: draft(CheckReturned, d, t, check=c, result=r), DAYS, THREADS,
              st.sampled_from([None, *CheckType]), st.sampled_from([None, *CheckResult])),
    st.builds(lambda d, c, b: draft(CheckNotAsked, d, check=c, because=b), DAYS, st.sampled_from(list(CheckType)),
              st.sampled_from([None, *NotAskedBecause])),
    st.builds(lambda d, t, f: draft(ReportRequested, d, t, order="1", format=f), DAYS, THREADS,
              st.sampled_from(list(ReportFormat))),
    st.builds(lambda k, d, t, f: draft(k, d, t, order="1", format=f),
              st.sampled_from([ReportDelivered, ReportRecorded]), DAYS, THREADS,
              st.sampled_from([None, *ReportFormat])),
    st.builds(lambda d, a, s, f, v: draft(Assessed, d, assessment=a, status=s, full_needed=f, level=v), DAYS,
              st.sampled_from([None, *Assessment]), st.sampled_from([None, *Completion]),
              st.sampled_from([None, *YesNo]), st.sampled_from([None, *RoshLevel])),
    st.builds(lambda d, t: draft(FullExempted, d, t), DAYS, THREADS),
    st.builds(lambda d, t, c: draft(ExemptionAnswered, d, t, countersigned=c), DAYS, THREADS, st.sampled_from(YesNo)),
    st.builds(lambda d, f: draft(Scored, d, formula="RSR", figures=f), DAYS,
              st.sampled_from([None, "{}", '{"score": 2}'])),
    st.builds(lambda d, o: draft(ProviderDecided, d, order=o), DAYS, st.sampled_from("12")),
    st.builds(lambda d, o: draft(Allocated, d, order=o, provider=NPS), DAYS, st.sampled_from("12")),
    st.builds(lambda d: draft(RiskPlanned, d, content='{"a": "b"}'), DAYS),
    st.builds(lambda d: draft(Plan, d), DAYS),
    st.builds(lambda d, o: draft(Appointment, d, outcome=o), DAYS, st.sampled_from(list(Outcome))),
    st.builds(lambda d, a: draft(Identified, d, address=a), DAYS, st.sampled_from([None, "1 High Street"])),
    st.builds(lambda d, o: draft(Ended, d, order=o), DAYS, st.sampled_from("12")),
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(SOME, max_size=14), st.sampled_from("12"))
def test_nothing_is_both_missing_and_known(drafts, order):
    facts = facts_up_to(stream(*drafts))
    pack = pack_of(facts, case_of(facts) if facts else CaseState(), Names(), TODAY, order=order)
    assert not {lack.key for lack in pack.lacks} & pack.known


@settings(max_examples=100, deadline=None)
@given(st.lists(SOME, max_size=14))
def test_every_item_names_an_entry_that_stands(drafts):
    facts = facts_up_to(stream(*drafts))
    pack = pack_of(facts, case_of(facts) if facts else CaseState(), Names(), TODAY, order="1")
    numbers = {fact.number: fact.on for fact in facts}
    for section in pack.sections:
        for item in section.items:
            assert numbers[item.number] == item.on
            assert item.text
            assert item.label

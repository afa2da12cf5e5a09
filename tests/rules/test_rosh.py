"""The risk of serious harm by its rules: questions, content, copied words, exemption; tables and properties."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.facts.fact import YesNo
from throughcare.facts.risk import Assessed, Completion, Concern, MappaCategory, MappaLevel, RoshLevel
from throughcare.rules.case import CaseState, case_of
from throughcare.rules.case.risk import Exemption, Mappa, RoshStatus
from throughcare.rules.refusals import NotRecorded
from throughcare.rules.rosh.analysis import TypedAnalysis, TypedStatement, decide_full, overall
from throughcare.rules.rosh.content import (
    Analysis,
    Plan,
    PlannedAct,
    Safeguarding,
    Screening,
    Statement,
    analysis_of,
    plan_of,
    screening_of,
    written,
)
from throughcare.rules.rosh.copied import IN_A_ROW, Earlier, EarlierWords, copied_from
from throughcare.rules.rosh.exemption import decide_exemption, decide_exemption_answer
from throughcare.rules.rosh.mappa import decide_mappa
from throughcare.rules.rosh.open import how_it_stands
from throughcare.rules.rosh.plan import TypedAct, TypedPlan, TypedSection, decide_plan
from throughcare.rules.rosh.questions import PLAN, SCREENING, Answer, RestsOn, Section, Standing
from throughcare.rules.rosh.screening import decide_screening, yes_to

TODAY, BEFORE = date(2016, 3, 14), date(2016, 3, 3)
CASE = CaseState(person="X1", came_on=date(2016, 3, 1))
ALL_NO = dict.fromkeys(SCREENING, Answer.NO)
NOTHING_EARLIER = EarlierWords(())


def faults_of(act):
    with pytest.raises(NotRecorded) as refused:
        act()
    return {fault.field: fault.sentence for fault in refused.value.faults}


def screen(answers, *, tried=None, status=Completion.COMPLETE, more=None, case=CASE):
    said = Screening(answers, more or dict.fromkeys(SCREENING, "His wife, struck, since 2014"), tried)
    return decide_screening(case, said, status=status, officer="P1", today=TODAY)


def as_facts(drafts):
    return [
        draft.as_fact(person="X1", number=number, recorded_at=None, by=None) for number, draft in enumerate(drafts, 1)
    ]


# --- screening ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SCREENING)
def test_any_yes_calls_for_a_full_analysis(name):
    for answer in SCREENING[name].answers:
        drafts = screen({**ALL_NO, name: answer}, tried="Rang the surgery, no answer yet")
        assert drafts[0].payload["full_needed"] == (YesNo.YES if answer.is_yes else YesNo.NO)


def test_a_screening_that_answers_no_throughout_finds_low_risk_and_no_other_does():
    assert screen(ALL_NO)[0].payload["level"] is RoshLevel.LOW
    assert screen({**ALL_NO, "arson": Answer.NOW})[0].payload["level"] is None
    not_known = screen({**ALL_NO, "arson": Answer.NOT_KNOWN}, tried="Rang the surgery, no answer yet")
    assert not_known[0].payload["level"] is None, "what nobody knows is not low"
    assert screen({"arson": Answer.NO}, status=Completion.INCOMPLETE)[0].payload["level"] is None


@given(st.dictionaries(st.sampled_from(list(SCREENING)), st.sampled_from(list(Answer))))
def test_what_is_open_or_not_known_is_never_a_no(answers):
    complete = len(answers) == len(SCREENING) and Answer.NOT_KNOWN not in answers.values()
    try:
        drafts = screen(answers)
    except NotRecorded:
        assert not complete
        return
    assert complete
    status = case_of(as_facts(drafts)).rosh_status
    assert status is (RoshStatus.FULL_MISSING if yes_to(answers) else RoshStatus.COMPLETE)


@given(st.dictionaries(st.sampled_from(list(SCREENING)), st.sampled_from(list(Answer)), min_size=1))
def test_one_recorded_as_not_complete_keeps_every_answer_and_is_never_complete(answers):
    drafts = screen(answers, status=Completion.INCOMPLETE)
    assert screening_of(drafts[0].payload["content"]).answers == answers
    assert case_of(as_facts(drafts)).rosh_status is RoshStatus.SCREENING_INCOMPLETE
    assert drafts[0].payload["full_needed"] == (YesNo.YES if yes_to(answers) else None)


def test_every_state_says_what_is_open():
    for drafts, status in (
        ([], RoshStatus.NOT_STARTED),
        (screen({"arson": Answer.NO}, status=Completion.INCOMPLETE), RoshStatus.SCREENING_INCOMPLETE),
        (screen({**ALL_NO, "arson": Answer.NOW}), RoshStatus.FULL_MISSING),
        (screen(ALL_NO), RoshStatus.COMPLETE),
    ):
        facts = as_facts(drafts)
        stands = how_it_stands(case_of(facts), facts)
        assert stands.status is status
        assert bool(stands.is_open) is (status is not RoshStatus.COMPLETE)


# --- full analysis ------------------------------------------------------------------------------------------------


def statement(section, text="He was told twice.", **said):
    held = {"standing": Standing.FACT, "source": RestsOn.RECORD} | said
    return TypedStatement(row=f"{section.value}1", section=section, text=text, **held)


LEVELS = {"children": RoshLevel.LOW, "public": RoshLevel.MEDIUM, "known_adult": RoshLevel.LOW, "staff": RoshLevel.LOW}
WHOLE = TypedAnalysis(
    statements=[statement(section) for section in Section],
    levels=LEVELS,
    safeguarding={"abuse": Safeguarding(YesNo.NO), "child": Safeguarding(YesNo.NO)},
    sources=(RestsOn.RECORD,),
)


def analyse(said, *, case=CASE, earlier=NOTHING_EARLIER):
    return decide_full(case, said, earlier=earlier, officer="P1", today=TODAY)


@given(st.fixed_dictionaries({group: st.sampled_from(list(RoshLevel)) for group in LEVELS}))
def test_the_overall_level_is_the_highest_of_any_group(levels):
    payload = analyse(replace(WHOLE, levels=levels))[0].payload
    order = list(RoshLevel)
    assert all(order.index(payload["level"]) >= order.index(level) for level in levels.values())
    assert payload["level"] in levels.values()
    assert overall(()) is None


@pytest.mark.parametrize("section", [each for each in Section if each is not Section.BACKGROUND])
def test_what_arrived_and_was_not_confirmed_is_no_part_of_it(section):
    arrived = statement(section, origin="the court report signed on 3 March 2016")
    rest = [each for each in WHOLE.statements if each.section is not section]
    faults = faults_of(lambda: analyse(replace(WHOLE, statements=[*rest, arrived])))
    assert list(faults) == [f"{section.value}1_text"]
    confirmed = replace(arrived, is_confirmed=True)
    kept = analysis_of(analyse(replace(WHOLE, statements=[*rest, confirmed]))[0].payload["content"])
    assert "the court report signed on 3 March 2016" in [each.origin for each in kept.statements]


def test_abuse_said_yes_goes_on_the_record_where_it_does_not_stand():
    told = Safeguarding(YesNo.YES, "His wife", "He struck her", "2014")
    drafts = analyse(replace(WHOLE, safeguarding={**WHOLE.safeguarding, "abuse": told}))
    assert [draft.kind for draft in drafts] == [Assessed, Concern]
    known = case_of(as_facts(drafts))
    again = analyse(replace(WHOLE, safeguarding={**WHOLE.safeguarding, "abuse": told}), case=known)
    assert [draft.kind for draft in again] == [Assessed]


def test_old_words_are_taken_only_where_they_are_said_to_hold():
    old = "He drinks after quarrels and goes back to the house although he was told not to."
    said = replace(WHOLE, statements=[*WHOLE.statements, statement(Section.RAISES, old)])
    earlier = EarlierWords([Earlier(BEFORE, old)])
    assert "3 March 2016" in faults_of(lambda: analyse(said, earlier=earlier))["old_words"]
    assert analyse(replace(said, old_words_hold=True), earlier=earlier)
    assert analyse(said)


# --- content ------------------------------------------------------------------------------------------------------

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.sampled_from(["statements", "text"]), inner),
)
NAMES = ("answers", "more", "tried", "statements", "abuse", "sources", "quality", "texts", "acts", "origins")


@given(st.text() | JSON.map(json.dumps) | st.dictionaries(st.sampled_from(NAMES), JSON).map(json.dumps))
def test_no_text_breaks_the_readers_and_what_they_read_is_read_the_same_again(text):
    for reader in (screening_of, analysis_of, plan_of):
        found = reader(text)
        assert reader(written(found)) == found


@pytest.mark.parametrize("text", [None, "", "{", "[" * 100_000, "9" * 10_000, "null", '{"statements": [[]]}'])
def test_a_text_that_is_none_of_ours_says_nothing(text):
    assert screening_of(text) == Screening()
    assert analysis_of(text) == Analysis()
    assert plan_of(text) == Plan()


WORDS = st.text(min_size=1)


@given(WORDS, st.sampled_from(list(Section)), st.sampled_from(list(Standing)), st.sampled_from(list(RestsOn)), WORDS)
def test_an_analysis_is_read_as_it_was_written(text, section, standing, source, words):
    said = Analysis(
        (Statement(section, text, standing, source, words),),
        Safeguarding(YesNo.YES, words, text, words),
        sources=(source,),
        not_available=words,
        quality={"is_clear": YesNo.NO},
    )
    assert analysis_of(written(said)) == said
    plan = Plan({"victims": text}, (PlannedAct(text, words, TODAY),), {"victims": words})
    assert plan_of(written(plan)) == plan


# --- copied words -------------------------------------------------------------------------------------------------

WORD = st.from_regex(r"[a-z]{1,8}", fullmatch=True)
LONG = st.lists(WORD, min_size=IN_A_ROW, max_size=40)


@given(LONG, st.sampled_from([" ", "  ", "\n", ", ", " -- "]))
def test_the_same_words_are_found_whatever_their_case_and_marks(words, between):
    found = copied_from(between.join(words).upper(), [Earlier(BEFORE, " ".join(words))])
    assert found.share == 1
    assert found.days == (BEFORE,)


@given(LONG, LONG, LONG)
def test_spans_lie_in_the_text_in_order_and_tell_nothing_but_what_stood_there(new, old, more):
    text = " ".join([*new, *old])
    found = copied_from(text, [Earlier(BEFORE, " ".join([*old, *more]))])
    assert all(0 <= span.start < span.end <= len(text) for span in found.spans)
    assert all(one.end <= two.start for one, two in zip(found.spans, found.spans[1:], strict=False))
    assert found.share >= len(old) / (len(old) + len(new)) > 0


@given(st.text(), st.text())
def test_no_text_breaks_the_comparison(text, earlier):
    assert 0 <= copied_from(text, [Earlier(BEFORE, earlier)]).share <= 1


def test_turns_of_phrase_are_no_copies_and_a_short_text_counts_as_a_whole():
    assert not copied_from("There is no change in this.", [Earlier(BEFORE, "So there is no change in that.")]).spans
    assert copied_from("There is no change.", [Earlier(BEFORE, "There is no change.")]).share == 1
    assert not copied_from("None known.", [Earlier(BEFORE, "None known.")]).spans


def test_of_several_assessments_the_latest_is_named():
    text = "one two three four five six seven eight nine"
    found = copied_from(text, [Earlier(TODAY, text), Earlier(BEFORE, text)])
    assert [(span.start, span.end, span.on) for span in found.spans] == [(0, len(text), TODAY)]


# --- plan, exemption, MAPPA ---------------------------------------------------------------------------------------

FULL_PLAN = TypedPlan(
    {name: TypedSection("What is planned.") for name in PLAN}, [TypedAct("act1", "Ring them", "Priya Shah", TODAY)]
)


@pytest.mark.parametrize("name", PLAN)
def test_a_plan_says_something_in_every_section(name):
    sections = {**FULL_PLAN.sections, name: TypedSection(None)}
    assert list(faults_of(lambda: decide_plan(replace(FULL_PLAN, sections=sections), officer="P1", today=TODAY))) == [
        name
    ]


def test_an_act_that_was_begun_is_finished():
    acts = [TypedAct("act1", "Ring them"), TypedAct("act2", None, "Priya Shah", TODAY)]
    faults = faults_of(lambda: decide_plan(replace(FULL_PLAN, acts=acts), officer="P1", today=TODAY))
    assert list(faults) == ["act1_who", "act1_by", "act2_what"]


DUE = replace(CASE, rosh_status=RoshStatus.FULL_MISSING)
WAITS = replace(DUE, exemption=Exemption(3, "E1", BEFORE, "P1", "A toy pistol in 1998."))


@pytest.mark.parametrize(
    ("case", "is_refused"),
    [
        (DUE, False),
        (WAITS, True),
        (CASE, True),
        (replace(CASE, rosh_status=RoshStatus.SCREENING_INCOMPLETE), True),
        (replace(CASE, rosh_status=RoshStatus.COMPLETE), True),
        (replace(CASE, rosh_status=RoshStatus.EXEMPT), True),
        (replace(WAITS, exemption=replace(WAITS.exemption, is_countersigned=False)), False),
    ],
)
def test_an_exemption_is_asked_for_only_where_the_analysis_is_due(case, is_refused):
    def act():
        return decide_exemption(case, reason="A toy pistol in 1998.", officer="P1", taken=(), today=TODAY)

    if is_refused:
        assert list(faults_of(act)) == [""]
    else:
        assert act()[0].thread == "exemption-2016-03-14"


@pytest.mark.parametrize(
    ("officer", "may_oversee", "said", "reason", "fields"),
    [
        ("M1", True, YesNo.YES, None, []),
        ("M1", True, YesNo.NO, "It was no toy at all.", []),
        ("P1", True, YesNo.YES, None, [""]),
        ("M1", False, YesNo.YES, None, [""]),
        ("M1", True, YesNo.NO, None, ["reason"]),
        ("M1", True, None, None, ["countersigned"]),
    ],
)
def test_an_exemption_is_answered_by_another_person_who_is_a_manager(officer, may_oversee, said, reason, fields):
    def act():
        return decide_exemption_answer(
            WAITS, countersigned=said, reason=reason, officer=officer, may_oversee=may_oversee, today=TODAY
        )

    if fields:
        assert list(faults_of(act)) == fields
    else:
        assert act()[0].thread == "E1"


def test_mappa_is_set_changed_and_lifted_by_managers_alone():
    def act(case=CASE, **said):
        held = {"is_over": False, "category": MappaCategory.TWO, "level": MappaLevel.TWO, "may_oversee": True} | said
        return decide_mappa(case, on=TODAY, reason="Meeting of 10 March.", today=TODAY, **held)

    under = replace(CASE, mappa=Mappa(MappaCategory.TWO, MappaLevel.TWO, BEFORE))
    assert act()[0].payload == {"mappa_category": MappaCategory.TWO, "mappa_level": MappaLevel.TWO}
    assert act(under, level=MappaLevel.THREE)
    assert act(under, is_over=True)[0].payload == {"over": YesNo.YES}
    assert list(faults_of(lambda: act(under))) == ["level"]
    assert list(faults_of(lambda: act(is_over=True))) == ["act"]
    assert list(faults_of(lambda: act(may_oversee=False))) == [""]
    assert list(faults_of(lambda: act(category=None, level=None))) == ["category", "level"]

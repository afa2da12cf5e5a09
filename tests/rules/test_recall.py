"""Kinds of recall: known answers, every combination of answers, and what nobody answered."""

from itertools import product

import pytest

from tests.rules.known import asserted, cases, known
from throughcare.exchange.scores.custody import recall_type
from throughcare.rules.recall import QUESTIONS_OF, Charged, Option, Question, SentenceGroup, decide_recall_kind

ADULT, YOUTH = SentenceGroup.ADULT_SDS, SentenceGroup.YOUTH_SDS
ALL_NO = dict.fromkeys(Question, False)


@pytest.mark.parametrize("case", cases("recall"))
def test_known_kinds(case):
    asserted(recall_type(case["input"]), case["expected"])


def test_the_options_are_those_of_the_source():
    options = known("recall")["options_when"]
    assert list(decide_recall_kind(YOUTH, ALL_NO).options) == options["fixedTermMandatory"]
    assert list(decide_recall_kind(SentenceGroup.EXTENDED, {}).options) == options["standardMandatory"]
    serious = ALL_NO | {Question.YOUTH_SERIOUS: True}
    assert list(decide_recall_kind(YOUTH, serious).options) == options["neither"]


@pytest.mark.parametrize("charged", Charged)
def test_an_adult_has_a_fixed_term_only_where_every_answer_is_no(charged):
    for answers in product((True, False), repeat=8):
        found = decide_recall_kind(ADULT, dict(zip(QUESTIONS_OF[ADULT], answers, strict=True)), charged)
        assert found.is_fixed_term_mandatory is (not any(answers) and charged is not Charged.ONLY_CHARGED)
        assert found.is_standard_mandatory is not found.is_fixed_term_mandatory
        assert len(found.because) == sum(answers) + (charged is Charged.ONLY_CHARGED)


@pytest.mark.parametrize("answers", list(product((True, False), repeat=3)))
def test_a_young_person_has_a_fixed_term_or_a_choice(answers):
    found = decide_recall_kind(YOUTH, dict(zip(QUESTIONS_OF[YOUTH], answers, strict=True)))
    assert found.is_fixed_term_mandatory is not any(answers)
    assert not found.is_standard_mandatory


@pytest.mark.parametrize("question", QUESTIONS_OF[ADULT])
def test_a_question_that_nobody_answered_keeps_from_a_fixed_term_and_is_named(question):
    found = decide_recall_kind(ADULT, ALL_NO | {question: None}, Charged.NO)
    assert (found.is_standard_mandatory, found.unanswered) == (True, (question.value,))
    assert found.because == ()


def test_whether_an_adult_was_charged_has_to_be_answered_too():
    found = decide_recall_kind(ADULT, ALL_NO)
    assert found.unanswered == ("recalledOnNewChargedOrConvictedOffence",)
    assert found.options == (Option.STANDARD, Option.NO_RECALL)


def test_nothing_answered_leaves_a_young_person_every_option():
    found = decide_recall_kind(YOUTH, {})
    assert (found.is_fixed_term_mandatory, found.is_standard_mandatory, len(found.options)) == (False, False, 3)


@pytest.mark.parametrize("group", [SentenceGroup.INDETERMINATE, SentenceGroup.EXTENDED])
def test_a_sentence_without_a_fixed_end_or_extended_has_the_standard_recall(group):
    assert decide_recall_kind(group, ALL_NO, Charged.NO).is_standard_mandatory

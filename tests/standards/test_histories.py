"""The directed histories see what they are made to see: each of these misreadings of the language is found at once.

A misreading is the twin with one thing read wrongly. It must be told from the twin within a few batches for the
standard that it concerns; a maker of histories that lets one live is too blind to test an engine with.
"""

import time
from datetime import timedelta
from random import Random

import pytest

from tests.standards.compare import first_difference
from tests.standards.exercise import exercise_standards
from tests.standards.histories import make_batch, make_batch_any
from tests.standards.packs import all_standards
from tests.standards.twin import Reading, order_of
from throughcare.facts.record import ABOUT_THE_RECORD, Withdrawn
from throughcare.facts.stream import appended, standing
from throughcare.standards.language import How
from throughcare.standards.obligations import Owed

STANDARDS = {standard.name: standard for standard in (*all_standards(), *exercise_standards())}
BATCHES = 16


class ByNumberWithinTheDay(Reading):
    def __init__(self, standard, facts):
        super().__init__(standard, facts)
        self.facts.sort(key=lambda fact: (fact.on, fact.number))


class AFactMeetsItsOwnDuty(Reading):
    def deadline(self, at):
        duty = super().deadline(at)
        if duty and self.meets(at, at):
            duty.met, duty.met_by, duty.ended = self.facts[at].on, self.facts[at].number, None
        return duty


class AnyThreadWillDo(Reading):
    def meets(self, later, at):  # noqa: ARG002
        return self.matches(self.standard.met_by, later)


class NoThreadIsAThread(Reading):
    def meets(self, later, at):
        return self.facts[later].thread == self.facts[at].thread and self.matches(self.standard.met_by, later)


class AnyEndCloses(Reading):
    def closes(self, later, at):  # noqa: ARG002
        return self.facts[later].kind == "ended"


class OnlyTheLastEndCloses(Reading):
    def closes(self, later, at):  # noqa: ARG002
        return self.closes_last(later)


class AnEndOfWhatWasNotOpenCounts(Reading):
    def closes_last(self, at):
        return self.facts[at].kind == "ended" and not self.open_orders(at)


class ADutyOfThePersonEndsWithAnyOrder(Reading):
    def closes_last(self, at):
        return self.facts[at].kind == "ended"


class WhatIsVoidCanStillBeMet(Reading):
    def closes(self, later, at):
        return super().closes(later, at) and not any(self.meets(other, at) for other in range(at + 1, len(self.facts)))


class NobodyIsEverInactive(Reading):
    def is_active(self, at):  # noqa: ARG002
        return True


class AReportDoesNotReactivate(Reading):
    def is_active(self, at):
        ends = [p for p in range(at + 1) if self.closes_last(p)]
        return not ends or any(self.facts[p].kind == "sentenced" for p in range(ends[-1], at + 1))


class TheLatestHolderIsAccountable(Reading):
    def accountable(self, at):
        return super().accountable(len(self.facts) - 1) if not order_of(self.facts[at]) else super().accountable(at)


class AnyHolderIsAccountable(Reading):
    def accountable(self, at):
        given = [fact.provider for fact in self.facts[: at + 1] if fact.kind == "allocated"]
        return given[-1] if given else super().accountable(at)


class NobodyToComeIsAccountable(Reading):
    def accountable(self, at):
        facts, self.facts = self.facts, self.facts[: at + 1]
        found = super().accountable(at)
        self.facts = facts
        return found


class UnknownIsNo(Reading):
    def owed(self, at):
        return Owed.YES if super().owed(at) is Owed.YES else Owed.NO


class TheLastClauseSetsTheLimit(Reading):
    def first_match(self, pattern, at):
        return super().first_match(pattern[::-1], at)


class AttributesJustBefore(Reading):
    def value(self, name, at):
        return super().value(name, at - 1 if name in self.attributes else at)


class BeforeIsNow(Reading):
    def attribute(self, attribute, at):
        other = self.attributes[attribute.field] if attribute.how is How.BEFORE else attribute
        return super().attribute(other, at)


class OrdersAreMixedUp(Reading):
    def attribute(self, attribute, at):
        if attribute.per_order:
            attribute = type(attribute)(
                attribute.name, attribute.how, attribute.domain, attribute.of, (), attribute.field
            )
        return super().attribute(attribute, at)


class ABlankIsSkipped(Reading):
    def attribute(self, attribute, at):
        found = super().attribute(attribute, at)
        while found is None and attribute.how is How.LATEST and not attribute.per_order and at > 0:
            at -= 1
            found = super().attribute(attribute, at)
        return found


class ReturnsAreCountedNotMatched(Reading):
    def unanswered(self, attribute, at):
        asked = [p for p in range(at + 1) if self.matches(attribute.of, p)]
        return max(0, len(asked) - sum(self.matches(attribute.by, p) for p in range(at + 1)))


class TwoBlanksAreTheSame(Reading):
    def holds(self, test, at):
        return self.value(test.name, at) == self.value(test.same_as, at) if test.same_as else super().holds(test, at)


MISREADINGS = [
    (ByNumberWithinTheDay, "briefing/change-reviewed"),
    (ByNumberWithinTheDay, "briefing/allocated-in-time"),
    (AFactMeetsItsOwnDuty, "briefing/risk-reviewed"),
    (AnyThreadWillDo, "briefing/oral-report-recorded"),
    (AnyThreadWillDo, "briefing/escalation-decided"),
    (NoThreadIsAThread, "briefing/escalation-decided"),
    (AnyEndCloses, "briefing/first-appointment"),
    (AnyEndCloses, "briefing/others-notified"),
    (OnlyTheLastEndCloses, "briefing/plan-in-time"),
    (AnEndOfWhatWasNotOpenCounts, "briefing/change-reviewed"),
    (ADutyOfThePersonEndsWithAnyOrder, "briefing/change-reviewed"),
    (WhatIsVoidCanStillBeMet, "briefing/first-appointment"),
    (WhatIsVoidCanStillBeMet, "contract-2015/plan-in-time"),
    (NobodyIsEverInactive, "briefing/full-rosh-at-allocation"),
    (NobodyIsEverInactive, "throughcare/child-answer-recorded"),
    (AReportDoesNotReactivate, "briefing/plan-by-assigned"),
    (TheLatestHolderIsAccountable, "briefing/change-reviewed"),
    (AnyHolderIsAccountable, "briefing/oversight"),
    (NobodyToComeIsAccountable, "briefing/allocated-in-time"),
    (UnknownIsNo, "briefing/home-visit"),
    (TheLastClauseSetsTheLimit, "exercise/clauses-with-limits"),
    (AttributesJustBefore, "briefing/rosh-at-allocation"),
    (AttributesJustBefore, "throughcare/oversight-on-new-risk"),
    (BeforeIsNow, "throughcare/home-visit-on-new-risk"),
    (BeforeIsNow, "contract-2015/plan-in-time"),
    (OrdersAreMixedUp, "briefing/checks-back-at-allocation"),
    (OrdersAreMixedUp, "briefing/first-appointment-contract"),
    (ABlankIsSkipped, "briefing/rosh-at-allocation"),
    (ABlankIsSkipped, "briefing/plan-by-assigned"),
    (ReturnsAreCountedNotMatched, "briefing/checks-back-at-allocation"),
    (TwoBlanksAreTheSame, "briefing/first-appointment"),
    (TwoBlanksAreTheSame, "briefing/plan-by-assigned"),
]


def read_by(reading, cut=standing):
    """How a twin of this sort reads a batch whose facts are cut in this way."""

    def read(batch, streams):
        cuts = [cut(stream, as_of=batch.as_of, known_on=batch.known_on) for stream in streams.values()]
        return [duty for facts in cuts for duty in reading(batch.standard, facts).obligations()]

    return read


@pytest.mark.parametrize(("wrong", "standard"), MISREADINGS, ids=lambda x: x if isinstance(x, str) else x.__name__)
def test_a_misreading_is_found_within_a_few_batches(wrong, standard):
    batches = (make_batch(STANDARDS[standard], Random(seed)) for seed in range(BATCHES))
    assert any(first_difference(batch, read_by(Reading), read_by(wrong)) for batch in batches)


def as_of_left_out(facts, *, as_of, known_on):
    return standing(facts, as_of=as_of - timedelta(days=1), known_on=known_on)


def withdrawals_do_not_restore(facts, *, as_of, known_on):
    gone = {fact.target for fact in facts if isinstance(fact, Withdrawn)}
    return [fact for fact in standing(facts, as_of=as_of, known_on=known_on) if fact.number not in gone]


def nothing_is_hidden(facts, *, as_of, known_on):
    plain = [fact for fact in facts if not isinstance(fact, ABOUT_THE_RECORD) or isinstance(fact, Withdrawn)]
    return standing(plain, as_of=as_of, known_on=known_on)


@pytest.mark.parametrize("cut", [as_of_left_out, withdrawals_do_not_restore, nothing_is_hidden])
def test_a_wrong_cut_is_found_within_a_few_batches(cut):
    batches = (make_batch(STANDARDS["briefing/plan-in-time"], Random(seed)) for seed in range(BATCHES))
    assert any(first_difference(batch, read_by(Reading), read_by(Reading, cut)) for batch in batches)


def test_directed_streams_could_have_been_recorded():
    for stream in make_batch_any(Random(5)).facts.values():
        written = ()
        for fact in stream:
            written = appended(written, fact)
        assert [fact.recorded_at for fact in stream] == sorted(fact.recorded_at for fact in stream)


def test_a_seed_always_makes_the_same_batch():
    assert make_batch_any(Random(9)) == make_batch_any(Random(9))


def test_batches_are_made_quickly():
    make_batch(STANDARDS["briefing/oversight"], Random(0))
    best = min(_seconds_for(seed) for seed in range(5))
    assert best < 0.1, "a hundred people take some 5 ms: whoever searches makes thousands of batches"


def _seconds_for(seed):
    before = time.perf_counter()
    make_batch(STANDARDS["briefing/oversight"], Random(seed))
    return time.perf_counter() - before

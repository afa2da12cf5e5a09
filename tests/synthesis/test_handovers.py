"""How cases get to whoever holds them in a made-up nation: nothing is answered that was not sent, and nothing sent that
was not decided; and the standards of allocation and handover find something to count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from tests.synthesis.conftest import WISH, Made
from throughcare.facts import Fact
from throughcare.facts.handover import HandoverReply
from throughcare.standards.obligations import Obligation, Outcome, Owed, outcome_of
from throughcare.synthesis.parameters import COUNTERSIGNED, HANDOVER_ANSWERED, RETURNED_BECAUSE

COUNTED = (
    "rosh-complete-at-allocation",
    "exemption-answered",
    "handover-sent-in-time",
    "handover-answered",
    "returned-pack-answered",
    "practitioner-named-in-time",
    "transfer-after-escalation",
    "staff-concern-answered",
)
PAIRS = (
    ("handover_sent", "handover_answered"),
    ("full_exempted", "exemption_answered"),
    ("staff_concern_raised", "staff_concern_answered"),
)


def all_of(stands: dict[str, list[Fact]], kind: str) -> Iterator[Fact]:
    """Every fact of a kind."""
    return (fact for facts in stands.values() for fact in facts if fact.kind == kind)


@pytest.mark.parametrize(("asked", "answered"), PAIRS, ids=[pair[0] for pair in PAIRS])
def test_nothing_is_answered_that_was_not_asked_and_nothing_twice(
    stands: dict[str, list[Fact]], asked: str, answered: str
) -> None:
    many = 0
    for facts in stands.values():
        open_: set[str | None] = set()
        for fact in facts:
            if fact.kind == asked:
                assert fact.thread
                assert fact.thread not in open_
                open_.add(fact.thread)
            elif fact.kind == answered:
                assert fact.thread in open_
                open_.remove(fact.thread)
                many += 1
    assert many > 10


def test_a_case_goes_from_one_organisation_to_another_and_is_answered_by_the_one_that_got_it(nation: Made) -> None:
    for facts in nation.people.values():
        for fact in facts:
            if fact.kind in ("handover_sent", "handover_answered"):
                assert fact.from_provider != fact.to_provider
                sender, receiver = fact.from_provider, fact.to_provider
                assert fact.by is not None
                assert fact.by.organisation == (sender if fact.kind == "handover_sent" else receiver)
                assert fact.by.staff == fact.officer


def test_after_the_sentence_only_what_was_decided_is_sent_and_only_to_a_company(
    nation: Made, stands: dict[str, list[Fact]]
) -> None:
    for facts in stands.values():
        decided = {fact.order: fact for fact in facts if fact.kind == "provider_decided"}
        for fact in facts:
            if fact.kind == "handover_sent" and fact.handover_because == "AFTER SENTENCE":
                assert decided[fact.order].decided_type == "CRC"
                assert decided[fact.order].on <= fact.on
                assert nation.type_of[fact.to_provider] == "CRC"
                assert decided[fact.order].provider == fact.from_provider


def test_a_case_that_was_taken_is_with_whoever_took_it(stands: dict[str, list[Fact]]) -> None:
    for facts in stands.values():
        given = [fact for fact in facts if fact.kind == "allocated"]
        for fact in facts:
            if fact.kind == "handover_answered" and fact.handover_reply is HandoverReply.ACCEPTED:
                of_order = [each for each in given if each.order == fact.order]
                assert fact.to_provider in {each.provider for each in of_order} or not of_order


def test_a_returned_case_says_why_and_is_sent_again(stands: dict[str, list[Fact]]) -> None:
    reasons: Counter[str] = Counter()
    again = many = 0
    for facts in stands.values():
        for place, fact in enumerate(facts):
            if fact.kind == "handover_answered":
                assert (fact.returned_because is not None) == (fact.handover_reply == "RETURNED")
                if fact.handover_reply == "RETURNED":
                    many += 1
                    reasons[fact.returned_because] += 1
                    rest = [each for each in facts[place:] if getattr(each, "order", None) == fact.order]
                    again += any(each.kind == "handover_sent" for each in rest)
    assert again > 0.9 * many > 50
    assert set(reasons) <= set(RETURNED_BECAUSE.value)
    assert max(reasons, key=lambda reason: reasons[reason]) == "RISK MISSING"


def test_an_exemption_is_of_a_screening_that_called_for_more(stands: dict[str, list[Fact]]) -> None:
    answers: Counter[bool] = Counter()
    for facts in stands.values():
        for place, fact in enumerate(facts):
            if fact.kind == "full_exempted":
                screenings = [each for each in facts[:place] if getattr(each, "assessment", None) == "SCREENING"]
                assert any(each.full_needed == "Y" for each in screenings)
            elif fact.kind == "exemption_answered":
                answers[fact.countersigned == "Y"] += 1
    assert answers[True] / answers.total() == pytest.approx(COUNTERSIGNED.value, abs=0.1)


def test_every_standard_of_allocation_and_handover_finds_some_met_and_some_not(duties: list[Obligation]) -> None:
    found: dict[str, Counter[Outcome]] = {}
    for duty in duties:
        pack, _, standard = duty.standard.partition("/")
        if pack == "throughcare" and duty.owed is Owed.YES:
            found.setdefault(standard, Counter())[outcome_of(duty, WISH.as_of)] += 1
    for standard in COUNTED:
        assert found[standard][Outcome.MET] > 5, standard
        assert found[standard][Outcome.LATE] + found[standard][Outcome.MISSED] > 3, standard
    answered = found["handover-answered"]
    decided = answered.total() - answered[Outcome.PENDING] - answered[Outcome.VOID]
    assert answered[Outcome.MET] / decided == pytest.approx(HANDOVER_ANSWERED.value, abs=0.03)


def test_professional_concerns_are_few_and_about_who_holds_the_case(stands: dict[str, list[Fact]]) -> None:
    raised = list(all_of(stands, "staff_concern_raised"))
    assert 5 < len(raised) < 0.02 * len(stands)
    for facts in stands.values():
        for fact in facts:
            if fact.kind == "staff_concern_raised":
                assert fact.about in {each.officer for each in facts if each.kind == "allocated"}

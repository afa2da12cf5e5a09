"""Who is accountable and why; and a duty explained as of an earlier day, and as it was known then."""

import pytest

from tests.standards.story import story
from tests.standards.test_explanations import ALLOCATED, SEEN, explained, one, recorded
from throughcare.facts.stream import Clock
from throughcare.standards.obligations import Outcome

NAMES = {"C01": "Northern company", "N01": "Northern division"}
TOLD = "briefing/others-notified"

ACCOUNTABLE = {
    "whoever held the order then": (
        "briefing/rosh-at-allocation",
        ALLOCATED,
        "C01 (Northern company) is accountable: it held the case then, by fact 2 of 4 March 2015.",
    ),
    "whoever was the first to receive the order": (
        SEEN,
        ALLOCATED.allocated("2015-03-20", to="C02/B"),
        "C01 (Northern company) is accountable: it was the first to receive the case, on 4 March 2015.",
    ),
    "not whoever received another order": (
        SEEN,
        story().sentenced("2015-03-02").allocated("2015-03-03", "2", to="C02/A").allocated("2015-03-05"),
        "C01 (Northern company) is accountable: it was the first to receive the case, on 5 March 2015.",
    ),
    "nobody, where the order was never given to anybody": (
        SEEN,
        story().sentenced("2015-03-02").allocated("2015-03-03", "2"),
        "Nobody is accountable: order 1 was never allocated.",
    ),
    "whom the opening fact names": (
        "briefing/oral-report-recorded",
        ALLOCATED.report_delivered("2015-03-05", by="N01"),
        "N01 (Northern division) is accountable: the opening fact names it.",
    ),
    "nobody, where the opening fact names no organisation": (
        "briefing/oral-report-recorded",
        ALLOCATED.report_delivered("2015-03-05", by=None),
        "Nobody is accountable: the opening fact names no organisation.",
    ),
    "for a duty of the person, whoever was given any order last": (
        TOLD,
        ALLOCATED.allocated("2015-03-05", "2", to="N01/B").changed("2015-03-06").allocated("2015-03-09", to="C02/A"),
        "N01 (Northern division) is accountable: it held the case then, by fact 3 of 5 March 2015.",
    ),
    "for a duty of the person, else the first to come": (
        TOLD,
        story().changed("2015-03-02").allocated("2015-03-04", "9"),
        "C01 (Northern company) is accountable: it was the first to receive the case, on 4 March 2015.",
    ),
    "for a duty of the person, else nobody": (
        TOLD,
        story().changed("2015-03-02"),
        "Nobody is accountable: no order was ever allocated.",
    ),
    "an organisation without a name, by its code": (
        SEEN,
        story().sentenced("2015-03-02").allocated("2015-03-04", to="C99/A"),
        "C99 is accountable: it was the first to receive the case, on 4 March 2015.",
    ),
}


@pytest.mark.parametrize(("asked", "told", "sentence"), ACCOUNTABLE.values(), ids=ACCOUNTABLE)
def test_who_is_accountable_is_said_with_why(asked, told, sentence):
    assert one(asked, told, organisations=NAMES).accountable == sentence


def test_an_allocation_that_names_no_organisation_makes_nobody_accountable():
    sentence = one(
        "briefing/rosh-at-allocation", story().sentenced("2015-03-02").allocated("2015-03-04", to="/A")
    ).accountable
    assert sentence.startswith("Nobody")
    assert sentence.endswith(".")


# --- as of an earlier day

LATER = ALLOCATED.attended("2015-03-11").changed("2015-04-01")


@pytest.mark.parametrize(
    ("as_of", "outcome", "settled", "accountable"),
    [
        ("2015-03-02", Outcome.PENDING, "Not settled yet", "Nobody is accountable: order 1 was never allocated."),
        ("2015-03-09", Outcome.PENDING, "Not settled yet", "C01 is accountable: it was the first to receive the case"),
        ("2015-03-10", Outcome.MISSED, "Nothing had settled it by 10 March 2015", "C01 is accountable"),
        ("2015-03-11", Outcome.LATE, "Settled 2 working days late, on 11 March 2015", "C01 is accountable"),
    ],
)
def test_a_duty_is_explained_as_it_stood_on_an_earlier_day(as_of, outcome, settled, accountable):
    found = one(SEEN, LATER, as_of)
    assert found.outcome is outcome
    assert found.settled.startswith(settled)
    assert found.accountable.startswith(accountable)


def test_what_had_not_opened_yet_is_not_explained():
    assert explained("briefing/change-reviewed", LATER, "2015-03-31") == []
    assert len(explained("briefing/change-reviewed", LATER, "2015-04-01")) == 1


# --- as it was known then

WRITTEN_LATE = recorded(
    ALLOCATED.attended("2015-03-06"),
    "2015-03-02",
    "2015-03-04",
    "2015-03-20",  # a fortnight after it happened
)


def test_before_a_late_record_the_duty_was_missed_and_afterwards_met():
    before = one(SEEN, WRITTEN_LATE, "2015-03-31", known_on="2015-03-19")
    after = one(SEEN, WRITTEN_LATE, "2015-03-31", known_on="2015-03-20")
    assert before.outcome is Outcome.MISSED
    assert before.settled.startswith("Nothing had settled it by 31 March 2015; what settles it is:")
    assert after.settled == (
        "Met with 1 working day to spare, on 6 March 2015 by fact 3: appointment (attended, officer A)."
    )


CORRECTED = recorded(
    ALLOCATED.attended("2015-03-06").withdrawn(3, "2015-04-01").attended("2015-03-11"),
    "2015-03-02",
    "2015-03-04",
    "2015-03-06",
    "2015-04-01",
    "2015-04-01",
)


def test_before_a_correction_the_mistake_stands_and_after_it_the_correction():
    before = one(SEEN, CORRECTED, "2015-04-30", known_on="2015-03-31")
    after = one(SEEN, CORRECTED, "2015-04-30", known_on="2015-04-01")
    assert before.settled == (
        "Met with 1 working day to spare, on 6 March 2015 by fact 3: appointment (attended, officer A)."
    )
    assert after.settled == (
        "Settled 2 working days late, on 11 March 2015 by fact 5: appointment (attended, officer A)."
    )
    assert one(SEEN, CORRECTED, "2015-04-30") == after, "today everything is known"


def test_a_condition_is_what_was_known_and_not_what_was_found_out():
    told = recorded(
        story().screened("2015-02-27", "LOW").concern("2015-02-28").sentenced("2015-03-02"),
        "2015-02-27",
        "2015-05-05",  # known only then
        "2015-03-02",
    )
    then = one("briefing/home-visit", told, "2015-06-01", known_on="2015-05-04")
    now = one("briefing/home-visit", told, "2015-06-01", known_on="2015-05-05")
    assert then.condition == "It is not owed, by what was known just then: concerned no and RoSH level low."
    assert now.condition == "It is owed, by what was known just then: concerned yes and RoSH level low."


def test_accountable_is_who_held_the_case_by_what_was_known():
    told = recorded(story().sentenced("2015-03-02").allocated("2015-03-02"), "2015-03-02", "2015-03-30")
    assert one(SEEN, told, "2015-04-30", known_on="2015-03-29").accountable == (
        "Nobody is accountable: order 1 was never allocated."
    )
    assert one(SEEN, told, "2015-04-30", known_on="2015-03-30").accountable == (
        "C01 is accountable: it was the first to receive the case, on 2 March 2015."
    )


def test_what_was_about_somebody_else_is_in_no_sentence_of_any_past():
    told = recorded(
        ALLOCATED.attended("2015-03-06").wrong_person(3, "2015-04-01"),
        "2015-03-02",
        "2015-03-04",
        "2015-03-06",
        "2015-04-01",
    )
    for known_on in (None, "2015-03-31", "2015-04-01"):
        found = one(SEEN, told, "2015-04-30", known_on=known_on)
        assert found.outcome is Outcome.MISSED
        assert not any("6 March 2015 by" in sentence for sentence in found.sentences)


def test_on_the_clock_of_recording_a_fact_counts_from_the_day_it_was_written_down():
    found = one(SEEN, WRITTEN_LATE, "2015-03-31", clock=Clock.RECORDED)
    assert found.settled == (
        "Settled 9 working days late, on 20 March 2015 by fact 3: appointment (attended, officer A)."
    )

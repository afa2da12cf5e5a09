"""Why a duty stands as it does: whole sentences, written out by hand for stories of every outcome."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Any

import pytest

from tests.standards.engines import by_columns
from tests.standards.pack_texts import with_standard
from tests.standards.packs import standard
from tests.standards.story import LONG_AFTER, Story, story
from throughcare.facts import Coded, Fact, fields_of
from throughcare.facts.stream import Clock, in_order, standing
from throughcare.standards.case_engine import CaseEngine
from throughcare.standards.explanations import Explanation, explain
from throughcare.standards.language import AnyStandard
from throughcare.standards.loading import load_pack
from throughcare.standards.obligations import Outcome, Owed

NOON = time(12, tzinfo=UTC)
WEEKENDS = "Weekends are skipped; no bank holiday fell between."


@cache
def codes_of(kind: type[Fact]) -> dict[str, type[Coded]]:
    """The lists of the coded fields of a kind."""
    return {name: field.codes for name, field in fields_of(kind).items() if field.codes}


def as_kept(fact: Fact) -> Fact:
    """The fact with its coded values as members of their lists, as an extract and a form make them."""
    said = {name: (codes, getattr(fact, name)) for name, codes in codes_of(type(fact)).items()}
    return replace(fact, **{name: codes(value) for name, (codes, value) in said.items() if value})


def recorded(told: Story, *days: str) -> Story:
    """The story with the days on which its facts were written down, in their order."""
    instants = [datetime.combine(date.fromisoformat(day), NOON) for day in days]
    return Story(tuple(replace(fact, recorded_at=at) for fact, at in zip(told.facts, instants, strict=True)))


def explained(
    asked: str | AnyStandard,
    told: Story,
    as_of: str = LONG_AFTER,
    *,
    known_on: str | None = None,
    clock: Clock = Clock.HAPPENED,
    **how: Any,
) -> list[Explanation]:
    """Every duty of a story under one standard explained, in the order in which they opened."""
    asked = standard(asked) if isinstance(asked, str) else asked
    day, known = date.fromisoformat(as_of), date.fromisoformat(known_on) if known_on else None
    kept = [as_kept(fact) for fact in told.facts]
    facts = in_order(standing(kept, as_of=day, known_on=known, clock=clock))
    return [explain(asked, duty, facts, as_of=day, **how) for duty in CaseEngine([asked]).derive(facts)]


def one(asked: str | AnyStandard, told: Story, as_of: str = LONG_AFTER, **how: Any) -> Explanation:
    """The only duty of a story under one standard."""
    (found,) = explained(asked, told, as_of, **how)
    return found


def own_standard(text: str) -> AnyStandard:
    """A standard of the small pack of the tests, from what stands below its words."""
    return next(each for each in load_pack(with_standard(text)).standards if each.id == "more")


# 2 March 2015 was a Monday. Good Friday was 3 April, Easter Monday 6 April.
SEEN = "briefing/first-appointment"
ALLOCATED = story().sentenced("2015-03-02").allocated("2015-03-04")
OPENED = "Opened on 2 March 2015 by fact 1: sentenced (order 1, community order)."
COUNTED = "Due by 9 March 2015, 5 working days after 2 March 2015, counting 3, 4, 5, 6 and 9 March 2015."
WANTED = "what settles it is: appointment or home visit, outcome attended, officer the same as assigned officer."
RECEIVED = "C01 is accountable: it was the first to receive the case, on 4 March 2015."

SETTLED = {
    "met on the last day": (
        ALLOCATED.attended("2015-03-09"),
        LONG_AFTER,
        Outcome.MET,
        "Met on the due day, 9 March 2015, by fact 3: appointment (attended, officer A).",
    ),
    "met a day before": (
        ALLOCATED.missed("2015-03-05").visited("2015-03-06"),
        LONG_AFTER,
        Outcome.MET,
        "Met with 1 working day to spare, on 6 March 2015 by fact 4: home visit (attended, officer A).",
    ),
    "late": (
        ALLOCATED.attended("2015-03-06", "B").attended("2015-03-11"),
        LONG_AFTER,
        Outcome.LATE,
        "Settled 2 working days late, on 11 March 2015 by fact 4: appointment (attended, officer A).",
    ),
    "late by one day": (
        ALLOCATED.attended("2015-03-10"),
        LONG_AFTER,
        Outcome.LATE,
        "Settled 1 working day late, on 10 March 2015 by fact 3: appointment (attended, officer A).",
    ),
    "missed": (
        ALLOCATED.missed("2015-03-06"),
        "2015-03-10",
        Outcome.MISSED,
        f"Nothing had settled it by 10 March 2015; {WANTED}",
    ),
    "pending on the due day": (
        ALLOCATED.missed("2015-03-06"),
        "2015-03-09",
        Outcome.PENDING,
        f"Not settled yet, and due by 9 March 2015; {WANTED}",
    ),
    "void": (
        ALLOCATED.ended("2015-03-06").attended("2015-03-07"),
        LONG_AFTER,
        Outcome.VOID,
        "Void: order 1 ended on 6 March 2015, on or before the due day and before anything settled it.",
    ),
}


@pytest.mark.parametrize(("told", "as_of", "outcome", "settled"), SETTLED.values(), ids=SETTLED)
def test_a_deadline_is_told_in_whole_sentences(told, as_of, outcome, settled):
    found = one(SEEN, told, as_of)
    told_short = (found.fell_short,) if found.fell_short else ()
    assert found.sentences == (OPENED, COUNTED, WEEKENDS, settled, *told_short, RECEIVED)
    assert (found.standard, found.title) == (SEEN, "Were people seen in time by their own practitioner?")
    assert (found.outcome, found.owed) == (outcome, Owed.YES)


def test_the_end_of_the_last_order_voids_a_duty_of_the_person():
    found = one("briefing/others-notified", ALLOCATED.changed("2015-03-05").ended("2015-03-06"))
    assert found.sentences == (
        "Opened on 5 March 2015 by fact 3: significant change.",
        "Due by 9 March 2015, 2 working days after 5 March 2015, counting 6 and 9 March 2015.",
        WEEKENDS,
        "Void: the last open order ended on 6 March 2015, on or before the due day and before anything settled it.",
        "C01 is accountable: it held the case then, by fact 2 of 4 March 2015.",
    )


def test_a_gate_that_held_says_what_was_known():
    found = one("briefing/rosh-at-allocation", ALLOCATED.screened("2015-03-03"))
    assert found.outcome is Outcome.MET
    assert found.sentences == (
        "Asked on 4 March 2015 at fact 2: allocated (order 1, provider C01, officer A).",
        "It is asked and answered at once, so no days are counted.",
        "It held, by what was known just then: screening status complete.",
        "C01 is accountable: it held the case then, by fact 2 of 4 March 2015.",
    )


def test_a_gate_that_did_not_hold_says_what_was_found_and_what_was_needed():
    found = one("briefing/rosh-at-allocation", ALLOCATED.screened("2015-03-03", status="INCOMPLETE"))
    assert found.outcome is Outcome.MISSED
    assert found.settled == (
        "It did not hold: found was screening status incomplete, and needed was screening status complete."
    )
    never = one("briefing/rosh-at-allocation", ALLOCATED.screened("2015-03-05"))
    assert never.settled == (
        "It did not hold: found was screening status not recorded, and needed was screening status complete."
    )


def test_a_gate_on_two_things_names_both():
    given = story().check_requested("2015-03-02", "DV").report_delivered("2015-03-04", "SHORT")
    assert one("briefing/checks-requested-before-report", given).sentences == (
        "Asked on 4 March 2015 at fact 2: report delivered (order 1, short report, provider N01).",
        "It is asked and answered at once, so no days are counted.",
        "It did not hold: found was police check asked yes and childrens check asked no, "
        "and needed was police check asked yes, childrens check asked yes.",
        "N01 is accountable: the opening fact names it.",
    )


def test_a_gate_on_two_people_names_both():
    found = one("briefing/plan-by-assigned", ALLOCATED.planned("2015-03-05", "B"))
    assert found.settled == (
        "It did not hold: found was officer B and assigned officer A, "
        "and needed was officer the same as assigned officer."
    )
    assert one("briefing/plan-by-assigned", ALLOCATED.planned("2015-03-05", "A")).settled == (
        "It held, by what was known just then: officer A and assigned officer A."
    )


# --- conditions

VISIT = "briefing/home-visit"
CONDITIONS = {
    "owed for a concern": (
        story().concern("2015-03-02").sentenced("2015-03-02"),
        Owed.YES,
        "It is owed, by what was known just then: concerned yes and RoSH level not recorded.",
    ),
    "owed for the level": (
        story().screened("2015-03-02", "VERY HIGH").sentenced("2015-03-02"),
        Owed.YES,
        "It is owed, by what was known just then: concerned no and RoSH level very high.",
    ),
    "owed although a check is out": (
        story().check_requested("2015-03-01").screened("2015-03-02", "HIGH").sentenced("2015-03-02"),
        Owed.YES,
        "It is owed, by what was known just then: concerned no and RoSH level high.",
    ),
    "not owed": (
        story().screened("2015-03-02", "LOW").sentenced("2015-03-02"),
        Owed.NO,
        "It is not owed, by what was known just then: concerned no and RoSH level low.",
    ),
    "unknown without a screening": (
        story().sentenced("2015-03-02"),
        Owed.UNKNOWN,
        "Whether it is owed was not known just then: concerned no, RoSH level not recorded, "
        "screened no and checks outstanding 0.",
    ),
    "unknown while a check is out": (
        story().check_requested("2015-03-01").screened("2015-03-02", "LOW").sentenced("2015-03-02"),
        Owed.UNKNOWN,
        "Whether it is owed was not known just then: concerned no, RoSH level low, "
        "screened yes and checks outstanding 1.",
    ),
}


@pytest.mark.parametrize(("told", "owed", "condition"), CONDITIONS.values(), ids=CONDITIONS)
def test_a_condition_says_what_was_known_when_it_was_asked(told, owed, condition):
    found = one(VISIT, told)
    assert (found.owed, found.condition) == (owed, condition)
    assert found.sentences == (found.opened, condition, found.counted, found.settled, found.accountable)


def test_what_came_to_light_later_changes_nothing_in_the_condition():
    begun = story().screened("2015-03-02", "LOW").sentenced("2015-03-02")
    assert (
        one(VISIT, begun.concern("2015-03-03").reviewed("2015-03-04", "HIGH")).condition == one(VISIT, begun).condition
    )


def test_without_a_condition_nothing_is_said_of_one():
    assert one(SEEN, ALLOCATED).condition == ""


# --- days


def test_bank_holidays_are_skipped_and_named():
    found = one("briefing/allocated-in-time", story().sentenced("2015-04-02").allocated("2015-04-08"))
    assert found.counted == "Due by 8 April 2015, 2 working days after 2 April 2015, counting 7 and 8 April 2015."
    assert found.skipped == "Skipped are weekends and Good Friday (3 April 2015) and Easter Monday (6 April 2015)."


def test_a_substitute_day_is_named_and_the_holiday_at_the_weekend_is_not():
    found = one("briefing/plan-in-time", story().sentenced("2015-12-23"))
    assert found.counted == (
        "Due by 11 January 2016, 10 working days after 23 December 2015, "
        "counting 24, 29, 30, 31 December 2015, 4, 5, 6, 7, 8 and 11 January 2016."
    )
    assert found.skipped == (
        "Skipped are weekends and Christmas Day (25 December 2015), Boxing Day (observed) (28 December 2015) "
        "and New Year's Day (1 January 2016)."
    )


def test_a_holiday_on_the_opening_day_or_after_the_due_day_is_not_named():
    on_may_day = one("briefing/allocated-in-time", story().sentenced("2015-05-04"))
    assert on_may_day.counted == "Due by 6 May 2015, 2 working days after 4 May 2015, counting 5 and 6 May 2015."
    assert on_may_day.skipped == WEEKENDS
    before_good_friday = one("briefing/allocated-in-time", story().sentenced("2015-03-31"))
    assert before_good_friday.counted.endswith("counting 1 and 2 April 2015.")
    assert before_good_friday.skipped == WEEKENDS


def test_one_working_day_over_a_weekend():
    found = one("briefing/oral-report-recorded", story().report_delivered("2015-03-06"))
    assert found.counted == "Due by 9 March 2015, 1 working day after 6 March 2015, counting 9 March 2015."
    assert found.skipped == WEEKENDS


def test_months_and_calendar_days_skip_nothing():
    months = one("briefing/risk-reviewed", story().sentenced("2015-08-31"))
    assert (months.counted, months.skipped) == ("Due by 29 February 2016, 6 months after 31 August 2015.", "")
    days = one(VISIT, story().sentenced("2015-03-02"))
    assert (days.counted, days.skipped) == ("Due by 13 April 2015, 42 days after 2 March 2015.", "")


def test_many_working_days_are_not_listed_one_by_one():
    asked = own_standard("opens: begun\nmet_by: plan\ndue: {working_days: 21}\n")
    found = one(asked, story().sentenced("2015-03-02"))
    assert found.counted == "Due by 31 March 2015, 21 working days after 2 March 2015."
    assert found.skipped == WEEKENDS


def test_a_clause_with_its_own_limit_is_counted_by_that_limit():
    inside = story().sent_to_custody("2015-03-02").allocated("2015-03-03").released("2015-05-01")
    found = one("briefing/first-appointment-contract", inside.appointment("2015-05-05", None))
    assert found.sentences == (
        "Opened on 1 May 2015 by fact 3: released (order 1).",
        "Due by 5 May 2015, 1 working day after 1 May 2015, counting 5 May 2015.",
        "Skipped are weekends and May Day (4 May 2015).",
        "Met on the due day, 5 May 2015, by fact 4: appointment (officer A).",
        "C01 is accountable: it held the case then, by fact 2 of 3 March 2015.",
    )


def test_the_first_clause_that_matches_says_which_days_are_skipped():
    """Two clauses match: the first, in calendar days, sets the limit, so nothing is skipped."""
    asked = own_standard(
        "opens:\n"
        "  - {kind: sentenced, disposal: COMMUNITY ORDER, due: {calendar_days: 10}}\n"
        "  - {kind: sentenced, due: {working_days: 5}}\n"
        "met_by: plan\n"
    )
    found = one(asked, story().sentenced("2015-03-02"))
    assert found.counted == "Due by 12 March 2015, 10 days after 2 March 2015."
    assert found.skipped == ""


def test_a_limit_of_no_days_is_the_day_itself_and_lists_none():
    asked = own_standard("opens: begun\nmet_by: plan\ndue: {working_days: 0}\n")
    found = one(asked, story().sentenced("2015-03-02"))
    assert found.counted.startswith("Due by 2 March 2015, 0 working days after 2 March 2015")
    assert "counting" not in found.counted


# --- threads and orders


def test_a_duty_of_a_thread_or_of_an_order_says_that_the_tie_matters():
    referred = ALLOCATED.escalated("2015-03-20").decided("2015-03-23", thread="E2")
    assert one("briefing/escalation-decided", referred).settled == (
        "Nothing had settled it by 31 December 2018; what settles it is: escalation decided, of the same thread."
    )
    other_order = story().sentenced("2015-03-02").allocated("2015-03-03", "2")
    assert one("briefing/allocated-in-time", other_order, "2015-03-03").settled == (
        "Not settled yet, and due by 4 March 2015; what settles it is: allocated, of the same order."
    )


# --- what is given


def test_a_yes_is_told_in_words():
    review = {"assessment": "REVIEW", "status": "COMPLETE", "full_needed": "Y", "level": "HIGH"}
    found = one("briefing/change-reviewed", ALLOCATED.changed("2015-03-05").happens("assessed", "2015-03-06", **review))
    assert found.settled == (
        "Met with 4 working days to spare, on 6 March 2015 by fact 4: "
        "assessed (review, complete, full needed yes, high)."
    )


def test_a_day_that_a_fact_holds_is_told_as_a_day():
    asked = own_standard("opens: convicted\nmet_by: plan\ndue: {working_days: 5}\n")
    found = one(asked, story().happens("convicted", "2015-03-05", offence_on=date(2015, 2, 3)))
    assert found.opened == "Opened on 5 March 2015 by fact 1: convicted (offence on 3 February 2015)."


def test_without_the_fact_that_opened_it_nothing_can_be_explained():
    asked = standard(SEEN)
    (duty,) = CaseEngine([asked]).derive(ALLOCATED.facts)
    with pytest.raises(LookupError, match="fact 1 is not among the facts known of this person"):
        explain(asked, duty, ALLOCATED.facts[1:], as_of=date(2015, 6, 1))


def test_an_obligation_made_from_columns_is_explained_alike():
    """The column engine keeps no number of the satisfying fact."""
    told = ALLOCATED.attended("2015-03-09")
    asked, day = standard(SEEN), date.fromisoformat(LONG_AFTER)
    (duty,) = by_columns([asked], told.streams, day)
    facts = [as_kept(fact) for fact in told.facts]
    assert explain(asked, duty, facts, as_of=day).sentences == one(SEEN, told).sentences

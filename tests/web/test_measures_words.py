"""The words around figures, without a record: periods, questions, for whom a figure opens, and where a share lies."""

from datetime import date

import pytest

from throughcare.exchange.packs import read_packs, shipped_packs
from throughcare.measures.counting import Tally
from throughcare.records.queries.measures import By, Reading
from throughcare.rules.access import Role, Viewer
from throughcare.web.measures.groups import Names, opens_to
from throughcare.web.measures.lists import how_many
from throughcare.web.measures.marks import mark_of
from throughcare.web.measures.pages import span
from throughcare.web.measures.periods import in_words, near_periods, period_asked, quarter_of
from throughcare.web.measures.questions import common_title, every_standard, question_of, questions, shelves

TODAY = date(2016, 6, 30)


# --- periods


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2016-04-01", "2016-06-30", "April to June 2016"),
        ("2015-10-01", "2016-03-31", "October 2015 to March 2016"),
        ("2016-02-01", "2016-02-29", "February 2016"),
        ("2016-02-01", "2016-02-28", "1 February 2016 to 28 February 2016"),
        ("2015-02-01", "2015-02-28", "February 2015"),
        ("2016-04-01", "2016-04-01", "1 April 2016"),
        ("2016-04-02", "2016-06-30", "2 April 2016 to 30 June 2016"),
    ],
)
def test_a_period_is_called_as_people_call_it(first, last, words):
    assert in_words(date.fromisoformat(first), date.fromisoformat(last)) == words


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        ("2016-06-30", ("2016-04-01", "2016-06-30")),
        ("2016-07-01", ("2016-07-01", "2016-09-30")),
        ("2016-01-01", ("2016-01-01", "2016-03-31")),
        ("2015-12-31", ("2015-10-01", "2015-12-31")),
    ],
)
def test_a_quarter_is_that_of_the_calendar(day, quarter):
    assert tuple(each.isoformat() for each in quarter_of(date.fromisoformat(day))) == quarter


def asked(today: date = TODAY, **said: str):
    return period_asked(said, today)


def test_without_days_it_is_the_quarter_of_today():
    period, form = asked()
    assert period.name == "April to June 2016"
    assert period.span.reading is Reading.LIVE
    assert form["from"].value() == "1 April 2016"
    assert not form.errors


def test_days_are_understood_as_people_type_them():
    period, form = asked(**{"from": "4/1/16", "to": "yesterday", "reading": "cohort"})
    assert (period.span.first_on, period.span.last_on) == (date(2016, 1, 4), date(2016, 6, 29))
    assert period.span.reading is Reading.COHORT
    assert form["from"].value() == "4 January 2016"


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"from": "1 May 2016", "to": "30 April 2016"}, "The period ends before it begins"),
        ({"from": "1 July 2016", "to": "2 July 2016"}, "Nothing can be counted yet"),
        ({"from": "soon", "to": "30 June 2016"}, "“soon” is not a day"),
        ({"from": "", "to": "30 June 2016"}, "Say the first day"),
        ({"from": "1 May 2016"}, "Say the last day"),
    ],
)
def test_days_that_cannot_be_are_refused_and_the_quarter_is_shown(said, sentence):
    period, form = period_asked(said, TODAY)
    assert period.name == "April to June 2016"
    assert sentence in " ".join(error["text"] for error in form.error_list)
    assert form["from"].value() == said.get("from", "")


def test_near_periods_keep_the_reading_and_say_which_one_is_shown():
    period, _ = asked(reading="cohort")
    near = near_periods(period, date(2015, 2, 3), "?")
    assert [(each.words, each.is_here) for each in near] == [
        ("This quarter", True),
        ("Last quarter", False),
        ("Last 12 months", False),
        ("Since the start", False),
    ]
    assert near[1].address == "?from=2016-01-01&to=2016-03-31&reading=cohort"
    assert near[2].address == "?from=2015-07-01&to=2016-06-30&reading=cohort"
    assert near[3].address == "?from=2015-02-03&to=2016-06-30&reading=cohort"
    assert near_periods(period, None, "?")[3].address == "?from=2016-06-30&to=2016-06-30&reading=cohort"


# --- questions


def test_every_standard_of_the_shipped_packs_has_its_question():
    names = {standard.name for pack in read_packs(shipped_packs()) for standard in pack.standards}
    assert {standard.name for standard in every_standard()} == names
    shown = [question for shelf in shelves() for question in shelf.questions]
    assert len(shown) == len(questions())
    told = {name for question in shown for clock in question.clocks for name in (clock.standard.name, *clock.same_as)}
    assert told == names


def test_one_duty_in_two_packs_is_one_question_with_two_clocks():
    both = {question.title: [clock.pack for clock in question.clocks] for question in shelves()[0].questions}
    clocks = ["The contract's clock", "The inspection's clock"]
    assert both == {
        "Was the case allocated in time?": clocks,
        "Were people seen in time?": clocks,
        "Was the plan ready in time?": clocks,
    }


def test_the_first_appointment_as_the_contract_counts_it_is_told_once():
    question = question_of("briefing", "first-appointment-contract")
    assert question is question_of("contract-2015", "first-appointment") is question_of("briefing", "first-appointment")
    assert [clock.standard.name for clock in question.clocks] == [
        "contract-2015/first-appointment",
        "briefing/first-appointment",
    ]
    assert question.clock_of("briefing/first-appointment-contract") is question.clocks[0]
    assert not question.asks_alike
    assert question_of("briefing", "allocated-in-time").asks_alike
    assert question_of("briefing", "nothing") is None


def test_titles_that_begin_alike_have_one_question():
    assert (
        common_title(["Was it done in time?", "Was it done in time, as the contract counts it?"])
        == "Was it done in time?"
    )
    assert common_title(["Was it done?", "Were they seen?"]) == "Was it done?"


# --- for whom a figure opens

INSPECTOR = Viewer("I", Role.INSPECTOR)
LEAD = Viewer("L", Role.PROVIDER_LEAD, "C07")
SENIOR = Viewer("S", Role.SENIOR_PROBATION_OFFICER, "N02", "T1")
FIGURES = Viewer("F", Role.AGGREGATE_VIEWER)


@pytest.mark.parametrize(
    ("by", "group", "opens"),
    [
        (By.TYPE, "NPS", "ILS"),
        (By.TYPE, "none", "I"),
        (By.PROVIDER, "C07", "IL"),
        (By.PROVIDER, "N02", "IS"),
        (By.PROVIDER, "none", "I"),
        (By.TEAM, "N02/T1", "IS"),
        (By.TEAM, "N02/T2", "I"),
        (By.TEAM, "N02/", "IS"),
        (By.TEAM, "C07/T9", "IL"),
        (By.TEAM, "C08/T1", "I"),
    ],
)
def test_a_figure_opens_to_those_within_whose_reach_it_lies(by, group, opens):
    assert "".join(who.code for who in (INSPECTOR, LEAD, SENIOR, FIGURES) if opens_to(who, by, group)) == opens


def test_groups_stand_by_name_and_nobody_last():
    names = Names({"N1": "NPS", "C1": "CRC"}, {"N1": "Zeal", "C1": "Amber"}, {("N1", "T1"): "One"})
    assert names.in_order(By.PROVIDER, ["none"]) == ["C1", "N1", "none"]
    assert names.in_order(By.TYPE, ["CRC", "C9"]) == ["NPS", "CRC", "C9"]
    assert names.in_order(By.TEAM, ["N1/T1", "C1/", "none"]) == ["C1/", "N1/T1", "none"]
    assert [names.of(By.TEAM, group) for group in ("N1/T1", "C1/", "none")] == [
        "Zeal, One",
        "Amber, no team named",
        "None",
    ]
    assert names.knows(By.TEAM, "N1/T1")
    assert not names.knows(By.TEAM, "C1/T1")
    assert names.knows(By.TEAM, "C1/")
    assert not names.knows(By.PROVIDER, "X")
    assert not names.knows(By.TYPE, "N1")
    assert names.knows(By.TYPE, "all")
    assert names.of(By.TYPE, "all") == "All together"
    assert not names.knows(By.PROVIDER, "all")


# --- numbers and marks


def test_how_many_may_be_seen_is_said():
    assert how_many(12, 40) == "12 of these 40 are people you may see."
    assert how_many(40, 40) == "40 in all."
    assert how_many(0, 40) == "None of these 40 are people you may see."
    assert how_many(0, 0) == "Nobody is counted here."


def test_an_interval_is_said_in_whole_percent():
    assert span((0.6659, 0.744)) == "67 to 74%"
    assert span(None) == ""


def test_a_share_lies_within_its_line():
    mark = mark_of(Tally(met=5, missed=5))
    assert mark is not None
    assert 0 < mark.low < mark.at < mark.high < 100
    assert mark_of(Tally(pending=4)) is None

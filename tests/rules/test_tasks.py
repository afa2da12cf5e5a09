"""Which form settles which standard, in the order of the harm that can still be prevented."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.standards.packs import all_packs, all_standards
from throughcare.calendar import add_working_days, is_working_day
from throughcare.exchange.packs import read_packs, shipped_packs
from throughcare.facts import KINDS
from throughcare.facts.risk import RoshLevel
from throughcare.rules.tasks import TASKS, Harm, Owes, Task, duty_of, is_protected, rule_of, say_lateness, sort_key
from throughcare.standards.language import Deadline, Gate, kinds_of

SHIPPED = {standard.name: standard for pack in read_packs(shipped_packs()) for standard in pack.standards}

# Which kinds of fact a task's form records; what settles a standard must be among them.
RECORDS = {
    Task.SEE: {"appointment", "home_visit", "appointment_arranged"},
    Task.VISIT: {"home_visit"},
    Task.PLAN: {"plan"},
    Task.REVIEW: {"assessed"},
    Task.TELL_AGENCIES: {"agency_notified"},
    Task.OVERSIGHT: {"oversight"},
    Task.ALLOCATE: {"allocated"},
    Task.WRITE_REPORT: {"report_recorded"},
    Task.DECIDE_ESCALATION: {"escalation_decided"},
    Task.RECORD_CONCERN: {"concern"},
    Task.GIVE_REPORT: {"report_delivered"},
    Task.ASK_CHECK: {"check_requested", "check_not_asked"},
    Task.AWAIT_ANSWER: {"check_returned"},
    Task.READ_ANSWER: {"answer_acknowledged"},
    Task.RING_AGENCY: {"check_returned"},
    Task.COUNTERSIGN: {"exemption_answered"},
    Task.HAND_OVER: {"handover_sent", "handover_answered", "allocated"},
    Task.ANSWER_HANDOVER: {"handover_answered"},
    Task.SEND_AGAIN: {"handover_sent", "allocated"},
    Task.ANSWER_CONCERN: {"staff_concern_answered"},
}


def test_the_table_is_every_shipped_standard_and_no_other():
    assert set(TASKS) == {name.partition("/")[2] for name in SHIPPED}
    assert {standard.name for standard in all_standards()} == set(SHIPPED)
    assert len(all_packs()) == 3


@pytest.mark.parametrize("name", SHIPPED)
def test_a_gate_has_no_task_and_a_deadline_has_one_that_settles_it(name):
    standard, rule = SHIPPED[name], rule_of(name)
    assert rule.short
    if isinstance(standard, Gate):
        assert (rule.task, rule.owes) == (None, None)
        return
    assert isinstance(standard, Deadline)
    assert kinds_of(standard.met_by) <= RECORDS[rule.task] <= set(KINDS)
    assert rule.owes in Owes


def test_every_task_settles_something():
    assert {rule.task for rule in TASKS.values()} == {None, *Task}


def test_two_clocks_of_one_duty_are_one_line():
    assert duty_of("briefing/first-appointment-contract") == duty_of("contract-2015/first-appointment")
    assert duty_of("briefing/first-appointment") == "first-appointment"
    assert {rule.same_as for rule in TASKS.values()} == {None, "first-appointment"}
    twins = [(TASKS[rule.same_as], rule) for rule in TASKS.values() if rule.same_as]
    assert all((one.task, one.owes, one.harm) == (two.task, two.owes, two.harm) for one, two in twins)


@pytest.mark.parametrize(
    ("standard", "task", "owes", "harm"),
    [
        ("escalation-decided", Task.DECIDE_ESCALATION, Owes.MANAGER_ASKED, Harm.RISING_RISK),
        ("others-notified", Task.TELL_AGENCIES, Owes.PRACTITIONER, Harm.RISING_RISK),
        ("child-answer-recorded", Task.RECORD_CONCERN, Owes.PRACTITIONER, Harm.RISING_RISK),
        ("home-visit", Task.VISIT, Owes.PRACTITIONER, Harm.NOT_SEEN),
        ("first-appointment", Task.SEE, Owes.PRACTITIONER, Harm.NOT_SEEN),
        ("allocated-in-time", Task.ALLOCATE, Owes.MANAGER, Harm.NOT_SEEN),
        ("change-reviewed", Task.REVIEW, Owes.PRACTITIONER, Harm.NOT_WEIGHED),
        ("oversight", Task.OVERSIGHT, Owes.MANAGER, Harm.NOT_WEIGHED),
        ("plan-in-time", Task.PLAN, Owes.PRACTITIONER, Harm.NO_PLAN),
        ("oral-report-recorded", Task.WRITE_REPORT, Owes.COURT_OFFICER, Harm.PAPER),
        ("handover-answered", Task.ANSWER_HANDOVER, Owes.MANAGER_ASKED, Harm.NOT_SEEN),
        ("practitioner-named-in-time", Task.ALLOCATE, Owes.MANAGER, Harm.NOT_SEEN),
        ("transfer-after-escalation", Task.HAND_OVER, Owes.MANAGER, Harm.RISING_RISK),
        ("staff-concern-answered", Task.ANSWER_CONCERN, Owes.MANAGER, Harm.RISING_RISK),
    ],
)
def test_a_duty_has_its_task_its_owner_and_its_harm(standard, task, owes, harm):
    rule = TASKS[standard]
    assert (rule.task, rule.owes, rule.harm) == (task, owes, harm)


def test_only_that_somebody_raised_a_professional_concern_is_kept_from_whom_it_is_about():
    assert {name for name in SHIPPED if is_protected(name)} == {"throughcare/staff-concern-answered"}


def test_a_standard_of_somebodys_own_stands_in_the_middle():
    rule = rule_of("yorkshire/letters-answered")
    assert (rule.task, rule.harm, rule.short) == (None, Harm.NOT_WEIGHED, "Letters answered")
    assert duty_of("yorkshire/letters-answered") == "letters-answered"


def test_lines_stand_by_harm_then_risk_then_due_day():
    early, late = date(2016, 3, 10), date(2016, 3, 14)
    wanted = [
        ("first-appointment", RoshLevel.VERY_HIGH, late),
        ("home-visit", RoshLevel.HIGH, early),
        ("first-appointment", None, late),
        ("others-notified", RoshLevel.LOW, late),
        ("home-visit", RoshLevel.MEDIUM, early),
        ("first-appointment", RoshLevel.LOW, early),
        ("risk-reviewed", RoshLevel.VERY_HIGH, early),
        ("plan-in-time", RoshLevel.HIGH, early),
        ("oral-report-recorded", None, early),
    ]
    backwards = wanted[::-1]
    assert sorted(backwards, key=lambda line: sort_key(*line)) == wanted
    assert sort_key("home-visit", None, early) == sort_key("first-appointment", RoshLevel.HIGH, early)


@pytest.mark.parametrize(
    ("due", "today", "said"),
    [
        ("2016-03-10", "2016-03-10", "due today"),
        ("2016-03-11", "2016-03-10", "due tomorrow"),
        ("2016-03-14", "2016-03-11", "due in 1 working day"),
        ("2016-03-14", "2016-03-10", "due in 2 working days"),
        ("2016-03-15", "2016-03-10", "due in 3 working days"),
        ("2016-03-13", "2016-03-11", "due in 2 days"),
        ("2016-03-13", "2016-03-12", "due tomorrow"),
        ("2016-03-28", "2016-03-25", "due in 3 days"),  # Good Friday to Easter Monday
        ("2016-03-10", "2016-03-11", "1 working day late"),
        ("2016-03-10", "2016-03-14", "2 working days late"),
        ("2016-03-11", "2016-03-12", "1 day late"),
        ("2016-03-11", "2016-03-13", "2 days late"),
        ("2016-03-24", "2016-03-28", "4 days late"),
        ("2016-03-24", "2016-03-29", "1 working day late"),
    ],
)
def test_lateness_in_words(due, today, said):
    assert say_lateness(date.fromisoformat(due), date.fromisoformat(today)) == said


@given(st.dates(date(2014, 1, 1), date(2018, 1, 1)), st.integers(2, 60))
def test_lateness_counts_the_working_days_of_the_calendar(day, count):
    later = add_working_days(day, count)
    assert say_lateness(day, later) == f"{count} working days late"
    assert say_lateness(later, day) == f"due in {count} working days"
    if not is_working_day(later + timedelta(days=1)):
        assert say_lateness(day, later + timedelta(days=1)) == f"{count} working days late"


def test_every_word_of_lateness_can_be_translated():
    seen = []
    for away in (-9, -1, 0, 1, 9):
        say_lateness(date(2016, 3, 10) + timedelta(days=away), date(2016, 3, 10), lambda m: seen.append(m) or m)
    assert {"due today", "due tomorrow", "%d working days late", "due in %d working days"} <= set(seen)

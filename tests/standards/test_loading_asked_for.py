"""What is refused of a day that a fact says, and of what voids a duty; and what a change may make of either."""

import pytest

from tests.standards.pack_texts import FIRST, assert_refused, faults_of, with_shared, with_standard
from tests.standards.packs import pack
from throughcare.calendar import Limit, Unit
from throughcare.standards.changes import ChangeFault, read_change
from throughcare.standards.language import DayIn, Deadline, Per, dates_of, patterns_of
from throughcare.standards.loading import load_pack

OPENS, MET_BY, DUE = "opens: report_requested\n", "met_by: report_delivered\n", "due: {working_days: 1}\n"
ASKED = "due: {day_in: due_on, or: {working_days: 5}}\n"

REFUSED = {
    "no field of that name": ("due: {day_in: duon, or: {months: 1}}\n", 2, "one of born_on, due_on"),
    "a field that says no day": ("due: {day_in: format, or: {months: 1}}\n", 2, "must name a field that says a day"),
    "a list of fields": ("due: {day_in: [due_on], or: {months: 1}}\n", 2, "must name a field that says a day"),
    "no usual limit": ("due: {day_in: due_on}\n", 2, "'or' is missing"),
    "a usual limit without its field": ("due: {or: {working_days: 1}}\n", 2, "'due' needs exactly one of"),
    "a usual limit of two units": (
        "due: {day_in: due_on, or: {months: 1, working_days: 1}}\n",
        2,
        "'or' needs exactly one of",
    ),
    "a usual limit that is itself a day": (
        "due: {day_in: due_on, or: {day_in: due_on}}\n",
        2,
        "'or' needs exactly one of",
    ),
    "a negative usual limit": ("due: {day_in: due_on, or: {months: -1}}\n", 2, "whole number"),
    "a limit beside the day": ("due: {day_in: due_on, months: 1, or: {months: 1}}\n", 2, "due has no 'months'"),
    "what voids is no kind": (f"{DUE}voided_by: adjourned\n", 3, "'adjourned'"),
    "what voids says no kind": (f"{DUE}voided_by: {{officer: A}}\n", 3, "of which kind"),
    "nothing that voids": (f"{DUE}voided_by: []\n", 3, "an empty pattern never matches"),
    "what voids has a limit": (
        f"{DUE}voided_by: {{kind: report_called_off, due: {{months: 1}}}}\n",
        3,
        "'voided_by' opens nothing",
    ),
    "what voids has no order": (f"{DUE}voided_by: concern\nper: order\n", 4, "'concern' carries none"),
    "what voids is tied by an order that it has not": (
        f"{DUE}voided_by: concern\nper: thread\nvoided_per: order\n",
        5,
        "'voided_per: order' ties facts by their order, and a fact of kind 'concern' carries none",
    ),
    "what voids is tied, and nothing voids": (f"{DUE}voided_per: thread\n", 3, "there is no 'voided_by'"),
    "what voids is tied by no such thing": (
        f"{DUE}voided_by: report_called_off\nvoided_per: court\n",
        4,
        "'voided_per' is one of thread, order",
    ),
    "what voids comes earlier in the day": (f"{DUE}voided_by: report_signed\n", 3, "cannot void"),
    "what voids is what meets": (f"{DUE}voided_by: [plan, report_delivered]\n", 3, "'report_delivered' meets"),
}


@pytest.mark.parametrize(("rest", "line", "reason"), REFUSED.values(), ids=REFUSED)
def test_a_deadline_is_refused(rest, line, reason):
    assert_refused(with_standard(OPENS + MET_BY + rest), ("more.yaml", FIRST + line, reason))


def test_every_kind_that_opens_must_have_the_field():
    text = f"opens: [report_requested, {{kind: [report_adjourned, plan]}}]\n{MET_BY}{ASKED}"
    (fault,) = faults_of(with_standard(text))
    assert fault[:2] == ("more.yaml", FIRST + 2)
    assert "a fact of kind 'plan' has no field 'due_on'" in fault[2]
    clause = "opens: [{kind: plan, due: {day_in: due_on, or: {months: 1}}}]\n"
    assert_refused(with_standard(clause + MET_BY), ("more.yaml", FIRST, "'plan' has no field 'due_on'"))


def test_a_clause_with_a_limit_of_its_own_needs_no_such_field():
    text = f"opens: [report_requested, {{kind: plan, due: {{months: 1}}}}]\n{MET_BY}{ASKED}"
    assert faults_of(with_standard(text)) == []


def test_every_later_kind_may_void_and_every_earlier_one_may_not():
    text = f"opens: report_requested\nmet_by: [report_delivered, plan]\n{DUE}voided_by: [report_called_off, ended]\n"
    (fault,) = faults_of(with_standard(text))
    assert "a fact of kind 'report_called_off' cannot void what one of kind 'plan' meets" in fault[2]


def test_a_gate_and_an_attribute_have_neither():
    gate = with_standard("at: plan\nholds: concerned\nvoided_by: ended\n")
    assert_refused(gate, ("more.yaml", FIRST + 2, "a gate has no 'voided_by'"))
    limited = with_shared("  asked: {ever: {kind: report_requested, due: {day_in: due_on, or: {months: 1}}}}\n")
    assert_refused(limited, ("pack.yaml", 11, "has no 'due'"))


def test_it_loads_as_it_is_written():
    standard = read(f"{ASKED}voided_by: {{kind: report_called_off, allocations: 0}}\n")
    assert standard.due == DayIn("due_on", Limit(5, Unit.WORKING_DAYS))
    assert standard.limit_of(standard.opens[0]) == Limit(5, Unit.WORKING_DAYS)
    assert dates_of(standard) == {"due_on"}
    assert standard.voided_by in list(patterns_of(standard))
    assert [attribute.name for attribute in standard.attributes] == ["allocations"]


def read(rest: str) -> Deadline:
    files = with_standard(OPENS + MET_BY + rest)
    found = next(each for each in load_pack(files).standards if each.id == "more")
    assert isinstance(found, Deadline)
    return found


# --- changes

BRIEFING = pack("briefing")
THREE = Limit(3, Unit.CALENDAR_DAYS)


def changed(standard: Deadline, **texts: str) -> Deadline:
    made = read_change(texts, standard, BRIEFING).made_to(standard, BRIEFING)
    assert isinstance(made, Deadline)
    return made


def test_another_limit_is_the_one_that_counts_where_no_day_is_said():
    made = changed(read(ASKED), limit="3 days")
    assert (made.due, made.limit_of(made.opens[0])) == (DayIn("due_on", THREE), THREE)


@pytest.mark.parametrize("usual", ["", DUE, ASKED])
def test_each_clause_keeps_whether_a_day_counts(usual):
    text = f"""opens:
  - {{kind: report_requested, format: ORAL, due: {{working_days: 1}}}}
  - {{kind: report_requested, due: {{day_in: due_on, or: {{months: 1}}}}}}
{MET_BY}{usual}"""
    found = next(each for each in load_pack(with_standard(text)).standards if each.id == "more")
    assert isinstance(found, Deadline)
    made = changed(found, limit="3 days")
    assert [made.due_of(clause) for clause in made.opens] == [THREE, DayIn("due_on", THREE)]


@pytest.mark.parametrize(
    ("texts", "field", "words"),
    [
        ({"limit": "5 working days"}, "", "changes nothing"),
        ({"limit": "due on"}, "limit", "say a count and a unit"),
        ({"met_by": "plan"}, "met_by", "cannot void what one of kind 'plan' meets"),
    ],
)
def test_a_change_that_cannot_be_counted_is_refused(texts, field, words):
    with pytest.raises(ChangeFault) as refused:
        changed(read(f"{ASKED}voided_by: report_called_off\n"), **texts)
    ((found, sentence),) = refused.value.faults
    assert found == field
    assert words in sentence


def test_what_voids_stays_under_another_condition():
    made = changed(read(f"{ASKED}voided_by: report_called_off\n"), applies="nobody", met_by="report_signed")
    assert [clause.kinds for clause in made.voided_by] == [("report_called_off",)]


def test_what_voids_may_be_tied_otherwise_than_what_meets():
    """What meets needs no order where only what voids is tied by it; a change leaves the tie as it is."""
    standard = read(f"{DUE}voided_by: report_called_off\nvoided_per: order\n")
    assert (standard.per, standard.tie_of_voiding) == (None, Per.ORDER)
    assert read(f"{DUE}voided_by: report_called_off\nper: thread\n").tie_of_voiding is Per.THREAD
    assert changed(standard, met_by="check_requested").tie_of_voiding is Per.ORDER

"""Marks of reports: who may see which, who may give them, and which reports are read twice."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.forms import faults_of
from throughcare.facts.court import ReportFormat
from throughcare.facts.fact import YesNo
from throughcare.rules.case import ReportState
from throughcare.rules.quality import (
    MARKED,
    NOT_FINISHED,
    NOT_IN_SAMPLE,
    ONE_IN,
    SECOND_IS_IN,
    Marks,
    Question,
    decide_marks,
    is_in_sample,
    visible_marks,
)

DAY = date(2016, 3, 16)
SIGNED = ReportState("r", "1", ReportFormat.SHORT, "N02", writer="W", signed_on=DAY, signed_by="W")
OPEN = ReportState("r", "1", ReportFormat.SHORT, "N02", writer="W")
SPOKEN = ReportState("r", "1", ReportFormat.ORAL, "N02", writer="W", delivered_on=DAY)
IN_SAMPLE = next(f"X{n}" for n in range(100) if is_in_sample(f"X{n}", "r"))
OUTSIDE = next(f"X{n}" for n in range(100) if not is_in_sample(f"X{n}", "r"))
YES = {question.value: YesNo.YES for question in Question}
WRITERS, SECONDS = Marks("W", True, (True,) * 4), Marks("S", False, (False,) * 4)


def marked(report=SIGNED, before=(), *, person=IN_SAMPLE, reader="S", is_writer=False, answers=YES):
    return decide_marks(report, before, person=person, reader=reader, is_writer=is_writer, answers=answers, note=None)


@pytest.mark.parametrize(("reader", "marks"), list(product("WSO", [(), (WRITERS,), (SECONDS,), (WRITERS, SECONDS)])))
def test_nobody_sees_the_others_marks_before_both_are_in(reader, marks):
    seen = visible_marks(marks, reader)
    if len(marks) == 2:
        assert seen == marks
    else:
        assert seen == tuple(each for each in marks if each.reader == reader)


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"report": OPEN}, NOT_FINISHED),
        ({"report": SPOKEN}, NOT_FINISHED),
        ({"before": (SECONDS,)}, MARKED),
        ({"before": (SECONDS,), "reader": "T"}, SECOND_IS_IN),
        ({"person": OUTSIDE}, NOT_IN_SAMPLE),
    ],
)
def test_marks_that_may_not_be_given(said, fault):
    assert faults_of(lambda: marked(**said))[""] == fault


def test_a_writer_marks_every_report_and_a_second_reader_those_of_the_sample():
    assert marked(person=OUTSIDE, reader="W", is_writer=True).is_writer
    assert marked(before=(WRITERS,)).answers == (True,) * 4


def test_every_question_is_answered():
    faults = faults_of(lambda: marked(answers=YES | {"sources": None}))
    assert faults == {"sources": "Say yes or no."}


@given(st.integers(0, 10_000))
def test_about_one_in_five_is_read_twice_whatever_the_numbers(start):
    read = sum(is_in_sample(f"X{n}", "report-2016-03-16") for n in range(start, start + 1000))
    assert 1000 / ONE_IN * 0.7 < read < 1000 / ONE_IN * 1.3

"""Which order a sentence makes: that of the report which it follows, and of no report of years ago."""

from datetime import date

import pytest

from throughcare.rules.case import CaseState, ReportState
from throughcare.rules.hearings import Course, order_to_be


def report(thread, order, asked_on, **said):
    return ReportState(thread, order, asked_on=date.fromisoformat(asked_on), **said)


OLD, NEW, BESIDE = (
    report("report-a", "1", "2015-02-01"),
    report("report-b", "2", "2016-03-01"),
    report("report-c", "3", "2016-03-08"),
)
FINED = date(2015, 3, 1)


@pytest.mark.parametrize(
    ("reports", "course", "order"),
    [
        ((), Course(), "1"),
        ((OLD,), Course(), "1"),
        ((OLD,), Course(finished_on=FINED), "2"),  # the old report led to a fine
        ((OLD, NEW), Course(finished_on=FINED), "2"),
        ((NEW, BESIDE), Course(), "3"),
        ((NEW, BESIDE), Course(own=frozenset({"report-b"})), "2"),  # two matters at once
        ((NEW, BESIDE), Course(finished_on=date(2016, 3, 9), own=frozenset({"report-b"})), "2"),
        ((report("report-d", "4", "2016-03-01", called_off_on=date(2016, 3, 2)),), Course(), "5"),
    ],
)
def test_a_sentence_makes_the_order_of_its_own_report(reports, course, order):
    assert order_to_be(CaseState(reports=reports), course) == order

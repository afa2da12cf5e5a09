"""That the assessment of risk was complete when a case was allocated, or why none is needed was countersigned."""

from tests.standards.story import cases, story

PASSED = story().sentenced("2015-03-02")
GIVEN = ["2015-03-04 met"]
NOT_GIVEN = ["2015-03-04 missed"]


def _asked(needed: str | None = "Y", status: str | None = "COMPLETE"):
    """A screening of the day of the sentence that calls for a full analysis, or not, or does not say."""
    return story().assessed("2015-03-02", "SCREENING", status=status, full_needed=needed).sentenced("2015-03-02")


COMPLETE = {
    "nothing assessed": (PASSED.allocated("2015-03-04"), NOT_GIVEN),
    "a screening that calls for nothing more": (_asked("N").allocated("2015-03-04"), GIVEN),
    "a screening that calls for a full analysis": (_asked().allocated("2015-03-04"), NOT_GIVEN),
    "a screening that does not say what it calls for": (_asked(None).allocated("2015-03-04"), NOT_GIVEN),
    "a screening that is not finished": (_asked("N", "INCOMPLETE").allocated("2015-03-04"), NOT_GIVEN),
    "the full analysis that was called for": (
        _asked().assessed("2015-03-03", "FULL").allocated("2015-03-04"),
        GIVEN,
    ),
    "on the day of the allocation": (_asked().assessed("2015-03-04", "FULL").allocated("2015-03-04"), GIVEN),
    "a day late": (_asked().allocated("2015-03-04").assessed("2015-03-05", "FULL"), NOT_GIVEN),
    "begun, and not finished": (
        _asked().assessed("2015-03-03", "FULL", status="INCOMPLETE").allocated("2015-03-04"),
        NOT_GIVEN,
    ),
    "begun though not called for, and not finished": (
        _asked("N").assessed("2015-03-03", "FULL", status="INCOMPLETE").allocated("2015-03-04"),
        NOT_GIVEN,
    ),
    "one of long ago stands for a screening that is complete": (
        story()
        .assessed("2014-03-03", "FULL")
        .assessed("2015-03-02", "SCREENING", full_needed="Y")
        .sentenced("2015-03-02")
        .allocated("2015-03-04"),
        GIVEN,
    ),
    "and not for one that is not": (
        story()
        .assessed("2014-03-03", "FULL")
        .assessed("2015-03-02", "SCREENING", status="INCOMPLETE", full_needed="Y")
        .sentenced("2015-03-02")
        .allocated("2015-03-04"),
        NOT_GIVEN,
    ),
    "a full analysis after it stands for an unfinished screening": (
        _asked(None, "INCOMPLETE").assessed("2015-03-03", "FULL").allocated("2015-03-04"),
        GIVEN,
    ),
    "a full analysis without any screening": (PASSED.assessed("2015-03-03", "FULL").allocated("2015-03-04"), GIVEN),
    "a review is neither": (_asked().reviewed("2015-03-03").allocated("2015-03-04"), NOT_GIVEN),
    "only the first allocation is asked": (
        _asked().allocated("2015-03-04").assessed("2015-03-05", "FULL").allocated("2015-03-09", to="C01/B"),
        NOT_GIVEN,
    ),
    "the first of each order": (
        _asked("N").allocated("2015-03-04").sentenced("2015-04-01", "2").allocated("2015-04-02", "2"),
        ["2015-03-04 met", "2015-04-02 met"],
    ),
    "given to an organisation and to nobody in it": (_asked("N").allocated("2015-03-04", to="C01"), GIVEN),
}

EXEMPT = {
    "an exemption that nobody answered": (_asked().exempted("2015-03-02").allocated("2015-03-04"), NOT_GIVEN),
    "countersigned": (
        _asked().exempted("2015-03-02").exemption_answered("2015-03-03").allocated("2015-03-04"),
        GIVEN,
    ),
    "not countersigned": (
        _asked().exempted("2015-03-02").exemption_answered("2015-03-03", "N").allocated("2015-03-04"),
        NOT_GIVEN,
    ),
    "answered, and how was not written down": (
        _asked().exempted("2015-03-02").exemption_answered("2015-03-03", None).allocated("2015-03-04"),
        NOT_GIVEN,
    ),
    "countersigned only after the allocation": (
        _asked().exempted("2015-03-02").allocated("2015-03-04").exemption_answered("2015-03-05"),
        NOT_GIVEN,
    ),
    "of an earlier screening": (
        _asked()
        .exempted("2015-03-02")
        .exemption_answered("2015-03-02")
        .assessed("2015-03-03", "SCREENING", full_needed="Y")
        .allocated("2015-03-04"),
        NOT_GIVEN,
    ),
    "of an earlier screening, and answered after the later one": (
        _asked()
        .exempted("2015-03-02")
        .assessed("2015-03-03", "SCREENING", full_needed="Y")
        .exemption_answered("2015-03-03")
        .allocated("2015-03-04"),
        NOT_GIVEN,
    ),
    "a second one, not answered yet": (
        _asked()
        .exempted("2015-03-02")
        .exemption_answered("2015-03-02")
        .exempted("2015-03-03", thread="X2")
        .allocated("2015-03-04"),
        NOT_GIVEN,
    ),
    "refused once and then countersigned": (
        _asked()
        .exempted("2015-03-02")
        .exemption_answered("2015-03-02", "N")
        .exempted("2015-03-03", thread="X2")
        .exemption_answered("2015-03-03", thread="X2")
        .allocated("2015-03-04"),
        GIVEN,
    ),
}


@cases(COMPLETE | EXEMPT)
def test_rosh_complete_at_allocation(outcomes, given, as_of, then):
    assert outcomes("throughcare/rosh-complete-at-allocation", given, as_of) == then


@cases(EXEMPT)
def test_an_exemption_stands_for_the_full_analysis_where_one_is_needed(outcomes, given, as_of, then):
    assert outcomes("throughcare/full-rosh-where-needed", given, as_of) == then


def test_needed_only_asks_nothing_where_none_is_called_for(outcomes):
    assert outcomes("throughcare/full-rosh-where-needed", _asked("N").allocated("2015-03-04")) == [
        "2015-03-04 not owed"
    ]
    assert outcomes("throughcare/full-rosh-where-needed", _asked(None).allocated("2015-03-04")) == [
        "2015-03-04 unknown missed"
    ]


EXEMPTED = _asked().exempted("2015-03-04")


@cases(
    {
        "on the second working day": (EXEMPTED.exemption_answered("2015-03-06"), ["2015-03-04 met"]),
        "on the third": (EXEMPTED.exemption_answered("2015-03-09"), ["2015-03-04 late"]),
        "refused is answered": (EXEMPTED.exemption_answered("2015-03-05", "N"), ["2015-03-04 met"]),
        "on the same day": (EXEMPTED.exemption_answered("2015-03-04"), ["2015-03-04 met"]),
        "another one was answered": (EXEMPTED.exemption_answered("2015-03-05", thread="X2"), ["2015-03-04 missed"]),
        "the full analysis is no answer": (EXEMPTED.assessed("2015-03-05", "FULL"), ["2015-03-04 missed"]),
        "not yet": (EXEMPTED, "2015-03-06", ["2015-03-04 pending"]),
        "the last order ended": (EXEMPTED.ended("2015-03-05"), ["2015-03-04 void"]),
    }
)
def test_exemption_answered(outcomes, given, as_of, then):
    assert outcomes("throughcare/exemption-answered", given, as_of) == then

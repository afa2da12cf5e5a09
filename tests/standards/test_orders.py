"""Several sentences of one person: whose end voids what, and when nobody is supervised at all."""

from tests.standards.story import cases, story

NOTIFIED = "briefing/others-notified"
PLANS = "briefing/plan-by-assigned"
TWO = story().sentenced("2015-03-02", "1").sentenced("2015-03-03", "2")


@cases(
    {
        "the first of two ends: the person's duty stays": (
            TWO.changed("2015-03-09").ended("2015-03-10", "1"),
            ["2015-03-09 missed"],
        ),
        "the second ends too: it is void": (
            TWO.changed("2015-03-09").ended("2015-03-10", "1").ended("2015-03-11", "2"),
            ["2015-03-09 void"],
        ),
        "the second ends after the due day: it is missed": (
            TWO.changed("2015-03-09").ended("2015-03-10", "1").ended("2015-03-12", "2"),
            ["2015-03-09 missed"],
        ),
        "both end on one day": (
            TWO.ended("2015-03-10", "2").ended("2015-03-10", "1").changed("2015-03-09"),
            ["2015-03-09 void"],
        ),
        "one ends on the day on which the next begins: nothing is void": (
            story().sentenced("2015-03-02").changed("2015-03-09").ended("2015-03-10").sentenced("2015-03-10", "2"),
            ["2015-03-09 missed"],
        ),
        "the next begins a day later: it is void, and stays so": (
            story()
            .sentenced("2015-03-02")
            .changed("2015-03-09")
            .ended("2015-03-10")
            .sentenced("2015-03-11", "2")
            .notified("2015-03-11"),
            ["2015-03-09 void"],
        ),
        "ended twice: the second end of the first order is not the last end": (
            TWO.changed("2015-03-09").ended("2015-03-10", "1").ended("2015-03-11", "1"),
            ["2015-03-09 missed"],
        ),
        "ended, and begun again under the same number": (
            story()
            .sentenced("2015-03-02")
            .ended("2015-03-04")
            .sentenced("2015-03-05")
            .changed("2015-03-09")
            .ended("2015-03-10"),
            ["2015-03-09 void"],
        ),
        "custody is open from its sentence": (
            story()
            .sentenced("2015-03-02")
            .sent_to_custody("2015-03-03", "2")
            .changed("2015-03-09")
            .ended("2015-03-10", "1"),
            ["2015-03-09 missed"],
        ),
        "ended before it was released: release does not open it again": (
            story().sent_to_custody("2015-03-02").ended("2015-03-04").released("2015-03-05").changed("2015-03-09"),
            [],
        ),
        "an order without a sentence does not keep the person": (
            story().sentenced("2015-03-02").allocated("2015-03-03", "2").changed("2015-03-09").ended("2015-03-10", "1"),
            ["2015-03-09 void"],
        ),
        "an end with no sentence before it makes nobody inactive": (
            story().ended("2015-03-02").changed("2015-03-09"),
            ["2015-03-09 missed"],
        ),
    }
)
def test_a_duty_of_the_person_is_void_when_the_last_open_order_ends(outcomes, given, as_of, then):
    assert outcomes(NOTIFIED, given, as_of) == then


OVER = story().sentenced("2015-03-02").ended("2015-03-10")


@cases(
    {
        "a plan is not asked about": (OVER.planned("2015-03-11"), []),
        "an allocation does not change that": (OVER.allocated("2015-03-11", "2").planned("2015-03-12"), []),
        "nor a report delivered": (OVER.report_delivered("2015-03-11").planned("2015-03-12"), []),
        "nor a release": (OVER.released("2015-03-11").planned("2015-03-12"), []),
        "nor a conviction": (OVER.convicted("2015-03-11").planned("2015-03-12"), []),
        "a report requested does": (
            OVER.report_requested("2015-03-11", "2").planned("2015-03-12"),
            ["2015-03-12 missed"],
        ),
        "on the very day too": (
            OVER.planned("2015-03-12").report_requested("2015-03-12", "2"),
            ["2015-03-12 missed"],
        ),
        "a report requested on the day of the end was before it": (
            OVER.report_requested("2015-03-10", "2").planned("2015-03-12"),
            [],
        ),
        "a sentence does": (
            OVER.sent_to_custody("2015-03-11", "2").planned("2015-03-12"),
            ["2015-03-12 missed"],
        ),
        "and its end ends it again": (
            OVER.sentenced("2015-03-11", "2").ended("2015-03-12", "2").planned("2015-03-13"),
            [],
        ),
        "after a request, the end of an order that is over ends nothing": (
            OVER.report_requested("2015-03-11", "2").ended("2015-03-12", "1").planned("2015-03-13"),
            ["2015-03-13 missed"],
        ),
    }
)
def test_after_the_last_end_nothing_is_asked_until_a_request_or_a_sentence(outcomes, given, as_of, then):
    assert outcomes(PLANS, given, as_of) == then


@cases(
    {
        "release of an order that is over begins nothing": (
            OVER.released("2015-03-12"),
            ["2015-03-02 void"],
        ),
        "release of one order while another is open begins it": (
            TWO.released("2015-03-09", "1").planned("2015-03-10"),
            ["2015-03-02 met", "2015-03-03 met", "2015-03-09 met"],
        ),
        "what a sentence opened after the end belongs to the new order": (
            OVER.sentenced("2015-03-11", "2").ended("2015-03-12", "1").planned("2015-03-25"),
            ["2015-03-02 void", "2015-03-11 met"],
        ),
        "an order's own end counts, though it was over already": (
            OVER.sentenced("2015-03-11", "2").released("2015-03-12", "1").ended("2015-03-13", "1"),
            ["2015-03-02 void", "2015-03-11 missed", "2015-03-12 void"],
        ),
    }
)
def test_a_duty_of_an_order_is_void_when_that_order_ends(outcomes, given, as_of, then):
    assert outcomes("briefing/plan-in-time", given, as_of) == then

"""Reviews: every six months, and after a significant change; and who else is told of one."""

from tests.standards.story import cases, story

BEGUN = story().sentenced("2015-03-02")


@cases(
    {
        "on the last day of six months, and then never again": (
            BEGUN.reviewed("2015-09-02"),
            ["2015-03-02 met", "2015-09-02 missed"],
        ),
        "a day later": (
            BEGUN.reviewed("2015-09-03"),
            ["2015-03-02 late", "2015-09-03 missed"],
        ),
        "each review closes one duty and opens the next": (
            BEGUN.reviewed("2015-09-02").reviewed("2016-03-02").reviewed("2016-09-03"),
            ["2015-03-02 met", "2015-09-02 met", "2016-03-02 late", "2016-09-03 missed"],
        ),
        "on the due day still open": (
            BEGUN,
            "2015-09-02",
            ["2015-03-02 pending"],
        ),
        "six months from 31 August end on the last of February, a leap year": (
            story().sentenced("2015-08-31").reviewed("2016-02-29"),
            "2016-03-01",
            ["2015-08-31 met", "2016-02-29 pending"],
        ),
        "six months from 31 August 2016 end on the 28th": (
            story().sentenced("2016-08-31").reviewed("2017-03-01"),
            "2017-03-01",
            ["2016-08-31 late", "2017-03-01 pending"],
        ),
        "six months from 29 February end on 29 August": (
            story().sentenced("2016-02-29").reviewed("2016-08-30"),
            "2016-08-30",
            ["2016-02-29 late", "2016-08-30 pending"],
        ),
        "an incomplete review neither meets nor opens": (
            BEGUN.reviewed("2015-05-01", status="INCOMPLETE"),
            ["2015-03-02 missed"],
        ),
        "a full analysis is no review": (
            BEGUN.assessed("2015-05-01", "FULL"),
            ["2015-03-02 missed"],
        ),
        "a review before commencement opens nothing": (
            story().reviewed("2015-02-20").sentenced("2015-03-02"),
            ["2015-03-02 missed"],
        ),
        "nor does one on the day of commencement, which is taken before it": (
            BEGUN.reviewed("2015-03-02"),
            ["2015-03-02 missed"],
        ),
        "in custody a review opens nothing until release": (
            story().sent_to_custody("2015-03-02").reviewed("2015-04-01").released("2015-06-01"),
            ["2015-06-01 missed"],
        ),
        "two orders, one review": (
            BEGUN.sentenced("2015-04-01", "2").reviewed("2015-05-01"),
            ["2015-03-02 met", "2015-04-01 met", "2015-05-01 missed"],
        ),
        "the order's end voids what its sentence opened": (
            BEGUN.sentenced("2015-04-01", "2").ended("2015-05-01", "1"),
            ["2015-03-02 void", "2015-04-01 missed"],
        ),
        "what a review opened is the person's, and ends with the last order": (
            BEGUN.sentenced("2015-04-01", "2").reviewed("2015-05-01").ended("2015-06-01", "1"),
            ["2015-03-02 met", "2015-04-01 met", "2015-05-01 missed"],
        ),
        "the last order's end voids it": (
            BEGUN.sentenced("2015-04-01", "2").reviewed("2015-05-01").ended("2015-06-01", "1").ended("2015-07-01", "2"),
            ["2015-03-02 met", "2015-04-01 met", "2015-05-01 void"],
        ),
        "a review after the last end opens nothing": (
            BEGUN.ended("2015-06-01").reviewed("2015-07-01"),
            ["2015-03-02 void"],
        ),
        "two reviews on one day: the second meets what the first opened": (
            BEGUN.reviewed("2015-05-01").reviewed("2015-05-01"),
            ["2015-03-02 met", "2015-05-01 met", "2015-05-01 missed"],
        ),
    }
)
def test_risk_reviewed(outcomes, given, as_of, then):
    assert outcomes("briefing/risk-reviewed", given, as_of) == then


CHANGED = BEGUN.changed("2015-03-09")


@cases(
    {
        "on the fifth working day": (
            CHANGED.reviewed("2015-03-16"),
            ["2015-03-09 met"],
        ),
        "on the sixth": (
            CHANGED.reviewed("2015-03-17"),
            ["2015-03-09 late"],
        ),
        "on the same day": (
            BEGUN.reviewed("2015-03-09").changed("2015-03-09"),
            ["2015-03-09 met"],
        ),
        "never": (
            CHANGED,
            ["2015-03-09 missed"],
        ),
        "not completed": (
            CHANGED.reviewed("2015-03-16", status="INCOMPLETE"),
            ["2015-03-09 missed"],
        ),
        "status never written down": (
            CHANGED.reviewed("2015-03-16", status=None),
            ["2015-03-09 missed"],
        ),
        "one review for two changes": (
            CHANGED.changed("2015-03-10").reviewed("2015-03-16"),
            ["2015-03-09 met", "2015-03-10 met"],
        ),
        "the spring holiday gives a day": (  # 25 May 2015
            BEGUN.changed("2015-05-22").reviewed("2015-06-01"),
            ["2015-05-22 met"],
        ),
        "the only order ended": (
            CHANGED.ended("2015-03-16"),
            ["2015-03-09 void"],
        ),
        "reviewed on the day on which it ended": (
            CHANGED.ended("2015-03-16").reviewed("2015-03-16"),
            ["2015-03-09 met"],
        ),
        "a change after the last end owes nothing": (
            BEGUN.ended("2015-03-06").changed("2015-03-09"),
            [],
        ),
        "a change on the day of the last end does, and is void at once": (
            BEGUN.ended("2015-03-09").changed("2015-03-09"),
            ["2015-03-09 void"],
        ),
        "a change before any sentence does": (
            story().changed("2015-03-09"),
            ["2015-03-09 missed"],
        ),
        "the end of an order that was never passed ends nothing": (
            BEGUN.ended("2015-03-05", "7").changed("2015-03-09").ended("2015-03-10", "7"),
            ["2015-03-09 missed"],
        ),
    }
)
def test_change_reviewed(outcomes, given, as_of, then):
    assert outcomes("briefing/change-reviewed", given, as_of) == then


@cases(
    {
        "on the second working day": (
            CHANGED.notified("2015-03-11"),
            ["2015-03-09 met"],
        ),
        "on the third": (
            CHANGED.notified("2015-03-12"),
            ["2015-03-09 late"],
        ),
        "on the same day": (
            CHANGED.notified("2015-03-09"),
            ["2015-03-09 met"],
        ),
        "the day before": (
            BEGUN.notified("2015-03-06").changed("2015-03-09"),
            ["2015-03-09 missed"],
        ),
        "reviewed and told to nobody": (
            CHANGED.reviewed("2015-03-10"),
            ["2015-03-09 missed"],
        ),
        "not yet": (
            CHANGED,
            "2015-03-11",
            ["2015-03-09 pending"],
        ),
        "a change on the Thursday before Easter": (
            BEGUN.changed("2015-04-02").notified("2015-04-08"),
            ["2015-04-02 met"],
        ),
    }
)
def test_others_notified(outcomes, given, as_of, then):
    assert outcomes("briefing/others-notified", given, as_of) == then

"""Who answers for a duty: whoever holds the order, or the person; the first to come; or nobody at all."""

from tests.standards.story import cases, story

SENTENCED = story().sentenced("2015-03-02")


@cases(
    {
        "the first to receive the order": (
            SENTENCED.allocated("2015-03-04", to="C01/A"),
            ["C01"],
        ),
        "not the next": (
            SENTENCED.allocated("2015-03-04", to="C01/A").allocated("2015-03-05", to="C02/B"),
            ["C01"],
        ),
        "whoever held it already": (
            story().allocated("2015-02-27", to="C02/B").sentenced("2015-03-02").allocated("2015-03-04", to="C01/A"),
            ["C02"],
        ),
        "the holder of another order does not count": (
            story()
            .allocated("2015-02-27", "2", to="C02/B")
            .sentenced("2015-03-02")
            .allocated("2015-03-04", to="C01/A"),
            ["C01"],
        ),
        "even long after it ended": (
            SENTENCED.ended("2015-03-03").allocated("2016-03-04", to="C01/A"),
            ["C01"],
        ),
        "nobody ever": (
            SENTENCED,
            ["none"],
        ),
        "nobody ever, though another order was given to somebody": (
            SENTENCED.allocated("2015-03-04", "2", to="C01/A"),
            ["none"],
        ),
        "nobody yet, as of the day": (
            SENTENCED.allocated("2015-03-04", to="C01/A"),
            "2015-03-03",
            ["none"],
        ),
        "given on the day of sentence": (
            story().allocated("2015-03-02", to="C01/A").sentenced("2015-03-02"),
            ["C01"],
        ),
        "each order by its own holder": (
            SENTENCED.sentenced("2015-03-02", "2")
            .allocated("2015-03-03", "2", to="C02/B")
            .allocated("2015-03-04", "1"),
            ["C01", "C02"],
        ),
    }
)
def test_a_duty_of_an_order(accountable, given, as_of, then):
    assert accountable("briefing/plan-in-time", given, as_of) == then


@cases(
    {
        "at the allocation that opens it, the one who receives": (
            SENTENCED.allocated("2015-03-04", to="C01/A"),
            ["C01"],
        ),
        "even if it moves on the same day": (
            SENTENCED.allocated("2015-03-04", to="C01/A").allocated("2015-03-04", to="C02/B"),
            ["C01"],
        ),
    }
)
def test_a_duty_opened_by_an_allocation(accountable, given, as_of, then):
    assert accountable("briefing/first-appointment-contract", given, as_of) == then


@cases(
    {
        "the latest to receive any order": (
            SENTENCED.allocated("2015-03-04", "1", to="C01/A")
            .allocated("2015-03-05", "2", to="C02/B")
            .changed("2015-03-09"),
            ["C02"],
        ),
        "though that order is over": (
            SENTENCED.sentenced("2015-03-03", "2")
            .allocated("2015-03-04", "1", to="C01/A")
            .allocated("2015-03-05", "2", to="C02/B")
            .ended("2015-03-06", "2")
            .changed("2015-03-09"),
            ["C02"],
        ),
        "not whoever comes later": (
            SENTENCED.allocated("2015-03-04", to="C01/A").changed("2015-03-09").allocated("2015-03-10", to="C02/B"),
            ["C01"],
        ),
        "nor on the same day, which is later": (
            SENTENCED.allocated("2015-03-04", to="C01/A").changed("2015-03-09").allocated("2015-03-09", to="C02/B"),
            ["C01"],
        ),
        "the first to come where nobody held anything": (
            SENTENCED.changed("2015-03-09")
            .allocated("2015-03-10", "2", to="C02/B")
            .allocated("2015-03-11", to="C01/A"),
            ["C02"],
        ),
        "nobody ever": (
            SENTENCED.changed("2015-03-09"),
            ["none"],
        ),
    }
)
def test_a_duty_of_the_person(accountable, given, as_of, then):
    assert accountable("briefing/others-notified", given, as_of) == then


@cases(
    {
        "the organisation that delivered it": (
            story().report_delivered("2015-03-03", by="N01"),
            ["N01"],
        ),
        "and not whoever holds the order": (
            story().allocated("2015-03-02", to="C01/A").report_delivered("2015-03-03", by="N01"),
            ["N01"],
        ),
        "nobody where it is not written down": (
            story().allocated("2015-03-02", to="C01/A").report_delivered("2015-03-03", by=None),
            ["none"],
        ),
    }
)
def test_a_delivered_report(accountable, given, as_of, then):
    assert accountable("briefing/oral-report-recorded", given, as_of) == then
    assert accountable("briefing/checks-requested-before-report", given, as_of) == then


def test_a_duty_that_is_not_owed_or_unknown_has_its_holder_too(accountable):
    low = story().screened("2015-02-20", "LOW").sentenced("2015-03-02").allocated("2015-03-03", to="C01/A")
    assert accountable("briefing/home-visit", low) == ["C01"]
    unknown = story().sentenced("2015-03-02").allocated("2015-03-03", to="C02/A")
    assert accountable("briefing/home-visit", unknown) == ["C02"]

"""The standards of the court: oral reports are written down, and checks are asked for before a report is given."""

from tests.standards.story import cases, story

ORAL = story().report_requested("2015-03-02").report_delivered("2015-03-03", "ORAL")


@cases(
    {
        "written down the next working day": (
            ORAL.report_recorded("2015-03-04"),
            ["2015-03-03 met"],
        ),
        "written down two working days later": (
            ORAL.report_recorded("2015-03-05"),
            ["2015-03-03 late"],
        ),
        "written down the same day, though entered first": (
            story().report_recorded("2015-03-03").report_delivered("2015-03-03", "ORAL"),
            ["2015-03-03 met"],
        ),
        "written down the day before is another report's record": (
            story().report_recorded("2015-03-02").report_delivered("2015-03-03", "ORAL"),
            ["2015-03-03 missed"],
        ),
        "never written down": (
            ORAL,
            ["2015-03-03 missed"],
        ),
        "not yet written down on the due day": (
            ORAL,
            "2015-03-04",
            ["2015-03-03 pending"],
        ),
        "given on a Friday, written down on Monday": (
            story().report_delivered("2015-03-06", "ORAL").report_recorded("2015-03-09"),
            ["2015-03-06 met"],
        ),
        "given before Easter, written down on Tuesday": (
            story().report_delivered("2015-04-02", "ORAL").report_recorded("2015-04-07"),
            ["2015-04-02 met"],
        ),
        "given before Easter, written down on Wednesday": (
            story().report_delivered("2015-04-02", "ORAL").report_recorded("2015-04-08"),
            ["2015-04-02 late"],
        ),
        "another report's record does not count": (
            ORAL.report_recorded("2015-03-04", thread="R2"),
            ["2015-03-03 missed"],
        ),
        "each report by its own record": (
            ORAL.report_delivered("2015-03-03", "ORAL", thread="R2").report_recorded("2015-03-04", thread="R2"),
            ["2015-03-03 missed", "2015-03-03 met"],
        ),
        "a report of no known thread is never met": (
            story().report_delivered("2015-03-03", "ORAL", thread=None).report_recorded("2015-03-04", thread=None),
            ["2015-03-03 missed"],
        ),
        "a short report owes no record": (
            story().report_delivered("2015-03-03", "SHORT"),
            [],
        ),
        "nor does one of unknown form": (
            story().report_delivered("2015-03-03", None),
            [],
        ),
        "the order ended first": (
            ORAL.sentenced("2015-03-03").ended("2015-03-04"),
            ["2015-03-03 void"],
        ),
        "another order's end leaves it": (
            ORAL.sentenced("2015-03-03", "2").ended("2015-03-04", "2"),
            ["2015-03-03 missed"],
        ),
    }
)
def test_oral_report_recorded(outcomes, given, as_of, then):
    assert outcomes("briefing/oral-report-recorded", given, as_of) == then


BOTH = story().check_requested("2015-02-27", "DV", thread="K1").check_requested("2015-02-27", "CP", thread="K2")


@cases(
    {
        "both asked": (
            BOTH.report_delivered("2015-03-03"),
            ["2015-03-03 met"],
        ),
        "both asked on the day itself": (
            story()
            .report_delivered("2015-02-27")
            .check_requested("2015-02-27", "DV")
            .check_requested("2015-02-27", "CP"),
            ["2015-02-27 met"],
        ),
        "one of them only": (
            story().check_requested("2015-02-27", "DV").report_delivered("2015-03-03"),
            ["2015-03-03 missed"],
        ),
        "the other only": (
            story().check_requested("2015-02-27", "CP").report_delivered("2015-03-03"),
            ["2015-03-03 missed"],
        ),
        "the same one twice": (
            story()
            .check_requested("2015-02-26", "DV")
            .check_requested("2015-02-27", "DV")
            .report_delivered("2015-03-03"),
            ["2015-03-03 missed"],
        ),
        "one of them after the report": (
            story()
            .check_requested("2015-02-27", "DV")
            .report_delivered("2015-03-03")
            .check_requested("2015-03-04", "CP"),
            ["2015-03-03 missed"],
        ),
        "asked and never answered is enough": (
            BOTH.report_delivered("2015-03-03").check_returned("2015-03-20"),
            ["2015-03-03 met"],
        ),
        "a check of unknown sort is neither": (
            BOTH.withdrawn(1).check_requested("2015-02-27", None).report_delivered("2015-03-03"),
            ["2015-03-03 missed"],
        ),
        "every report is asked, of any form": (
            story().report_delivered("2015-02-26", "STANDARD").report_delivered("2015-02-27", None, thread="R2"),
            ["2015-02-26 missed", "2015-02-27 missed"],
        ),
        "checks of an earlier time still count": (
            BOTH.sentenced("2015-03-02")
            .ended("2015-06-01")
            .report_requested("2015-07-01")
            .report_delivered("2015-07-02"),
            ["2015-07-02 met"],
        ),
        "a report delivered after the last end, with none requested, is not asked": (
            story().sentenced("2015-03-02").ended("2015-06-01").report_delivered("2015-07-02"),
            [],
        ),
        "and does not make the person active": (
            story()
            .sentenced("2015-03-02")
            .ended("2015-06-01")
            .report_delivered("2015-07-02")
            .report_delivered("2015-07-03", thread="R2"),
            [],
        ),
        "a report requested on the day of delivery does": (
            story()
            .sentenced("2015-03-02")
            .ended("2015-06-01")
            .report_delivered("2015-07-02")
            .report_requested("2015-07-02"),
            ["2015-07-02 missed"],
        ),
    }
)
def test_checks_requested_before_report(outcomes, given, as_of, then):
    assert outcomes("briefing/checks-requested-before-report", given, as_of) == then

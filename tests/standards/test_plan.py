"""The plan: in time, and written by the person's own practitioner."""

from tests.standards.story import cases, story

HELD_BY_A = story().sentenced("2015-03-02").allocated("2015-03-03", to="C01/A")


@cases(
    {
        "on the tenth working day": (
            HELD_BY_A.planned("2015-03-16"),
            ["2015-03-02 met"],
        ),
        "on the eleventh": (
            HELD_BY_A.planned("2015-03-17"),
            ["2015-03-02 late"],
        ),
        "by anybody": (
            HELD_BY_A.planned("2015-03-16", "Z"),
            ["2015-03-02 met"],
        ),
        "never": (
            HELD_BY_A,
            ["2015-03-02 missed"],
        ),
        "not yet": (
            HELD_BY_A,
            "2015-03-16",
            ["2015-03-02 pending"],
        ),
        "a plan of the time in custody is no plan for the time after": (
            story().sent_to_custody("2015-03-02").planned("2015-05-29").released("2015-06-01"),
            ["2015-06-01 missed"],
        ),
        "over Christmas": (  # 25 and 28 December and 1 January do not count
            story().sentenced("2015-12-21").planned("2016-01-07"),
            ["2015-12-21 met"],
        ),
        "over Christmas, a day later": (
            story().sentenced("2015-12-21").planned("2016-01-08"),
            ["2015-12-21 late"],
        ),
        "one plan for two orders": (
            HELD_BY_A.sentenced("2015-03-05", "2").planned("2015-03-16"),
            ["2015-03-02 met", "2015-03-05 met"],
        ),
        "one ends on the day on which the next begins": (
            HELD_BY_A.ended("2015-03-06").sentenced("2015-03-06", "2").planned("2015-03-20"),
            ["2015-03-02 void", "2015-03-06 met"],
        ),
        "the order sentenced twice owes twice": (
            HELD_BY_A.sentenced("2015-03-10").planned("2015-03-17"),
            ["2015-03-02 late", "2015-03-10 met"],
        ),
        "ended twice, the first end counts": (
            HELD_BY_A.ended("2015-03-06").ended("2015-03-20").planned("2015-03-23"),
            ["2015-03-02 void"],
        ),
    }
)
def test_plan_in_time(outcomes, given, as_of, then):
    assert outcomes("briefing/plan-in-time", given, as_of) == then


@cases(
    {
        "by the assigned practitioner": (
            HELD_BY_A.planned("2015-03-10", "A"),
            ["2015-03-10 met"],
        ),
        "by another": (
            HELD_BY_A.planned("2015-03-10", "B"),
            ["2015-03-10 missed"],
        ),
        "by the one assigned on that day": (
            HELD_BY_A.planned("2015-03-10", "B").allocated("2015-03-10", to="C01/B"),
            ["2015-03-10 met"],
        ),
        "by the one assigned until that day": (
            HELD_BY_A.allocated("2015-03-10", to="C01/B").planned("2015-03-10", "A"),
            ["2015-03-10 missed"],
        ),
        "by the one assigned only afterwards": (
            HELD_BY_A.planned("2015-03-10", "B").allocated("2015-03-11", to="C01/B"),
            ["2015-03-10 missed"],
        ),
        "before anybody was assigned": (
            story().sentenced("2015-03-02").planned("2015-03-03", "A"),
            ["2015-03-03 missed"],
        ),
        "author unknown": (
            HELD_BY_A.planned("2015-03-10", None),
            ["2015-03-10 missed"],
        ),
        "author unknown and practitioner unknown are not the same person": (
            story().sentenced("2015-03-02").allocated("2015-03-03", to="C01").planned("2015-03-10", None),
            ["2015-03-10 missed"],
        ),
        "given to nobody by name since": (
            HELD_BY_A.allocated("2015-03-05", to="C01").planned("2015-03-10", "A"),
            ["2015-03-10 missed"],
        ),
        "every plan is asked": (
            HELD_BY_A.planned("2015-03-10", "A").planned("2015-03-11", "B"),
            ["2015-03-10 met", "2015-03-11 missed"],
        ),
        "a plan after the last end is not": (
            HELD_BY_A.ended("2015-03-10").planned("2015-03-11", "B"),
            [],
        ),
        "a plan on the day of the end is": (
            HELD_BY_A.ended("2015-03-10").planned("2015-03-10", "B"),
            ["2015-03-10 missed"],
        ),
        "a plan before any sentence is": (
            story().planned("2015-03-10", "B"),
            ["2015-03-10 missed"],
        ),
    }
)
def test_plan_by_assigned(outcomes, given, as_of, then):
    assert outcomes("briefing/plan-by-assigned", given, as_of) == then


@cases(
    {
        "fifteen working days after the first appointment attended": (
            HELD_BY_A.attended("2015-03-09", "Z").planned("2015-03-30"),
            ["2015-03-09 met"],
        ),
        "sixteen": (
            HELD_BY_A.attended("2015-03-09").planned("2015-03-31"),
            ["2015-03-09 late"],
        ),
        "a home visit starts the clock too": (
            HELD_BY_A.visited("2015-03-09").planned("2015-03-30"),
            ["2015-03-09 met"],
        ),
        "only the first attended starts it": (
            HELD_BY_A.attended("2015-03-09").attended("2015-03-10").planned("2015-03-31"),
            ["2015-03-09 late"],
        ),
        "one that nobody attended does not": (
            HELD_BY_A.missed("2015-03-05").attended("2015-03-09").planned("2015-03-30"),
            ["2015-03-09 met"],
        ),
        "never seen, never late": (
            HELD_BY_A.missed("2015-03-05"),
            [],
        ),
        "seen before sentence starts nothing": (
            story().attended("2015-02-27").sentenced("2015-03-02"),
            [],
        ),
        "seen in custody starts nothing, seen after release does": (
            story().sent_to_custody("2015-03-02").attended("2015-04-01").released("2015-06-01").attended("2015-06-03"),
            ["2015-06-03 missed"],
        ),
        "a second sentence starts it anew": (
            HELD_BY_A.attended("2015-03-09").sentenced("2015-03-16", "2").attended("2015-03-18").planned("2015-03-19"),
            ["2015-03-09 met", "2015-03-18 met"],
        ),
        "the duty is the person's: another order's end leaves it": (
            HELD_BY_A.sentenced("2015-03-02", "2").attended("2015-03-09").ended("2015-03-10", "1"),
            ["2015-03-09 missed"],
        ),
        "the last end voids it": (
            HELD_BY_A.sentenced("2015-03-02", "2")
            .attended("2015-03-09")
            .ended("2015-03-10", "1")
            .ended("2015-03-11", "2"),
            ["2015-03-09 void"],
        ),
    }
)
def test_plan_in_time_as_the_contract_counts_it(outcomes, given, as_of, then):
    assert outcomes("contract-2015/plan-in-time", given, as_of) == then

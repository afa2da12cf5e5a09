"""The first appointment, by the inspection's clock and by the contract's."""

import pytest

from tests.standards.story import cases, story

HELD_BY_A = story().sentenced("2015-03-02").allocated("2015-03-03", to="C01/A")


@cases(
    {
        "seen by their own practitioner on the fifth working day": (
            HELD_BY_A.attended("2015-03-09", "A"),
            ["2015-03-02 met"],
        ),
        "seen on the sixth": (
            HELD_BY_A.attended("2015-03-10", "A"),
            ["2015-03-02 late"],
        ),
        "visited at home instead": (
            HELD_BY_A.visited("2015-03-09", "A"),
            ["2015-03-02 met"],
        ),
        "never seen": (
            HELD_BY_A,
            ["2015-03-02 missed"],
        ),
        "on the due day still open": (
            HELD_BY_A,
            "2015-03-09",
            ["2015-03-02 pending"],
        ),
        "seen by somebody else": (
            HELD_BY_A.attended("2015-03-05", "B"),
            ["2015-03-02 missed"],
        ),
        "did not come": (
            HELD_BY_A.missed("2015-03-05", "A"),
            ["2015-03-02 missed"],
        ),
        "stayed away with good reason": (
            HELD_BY_A.appointment("2015-03-05", "ACCEPTABLE ABSENCE", "A"),
            ["2015-03-02 missed"],
        ),
        "outcome never written down": (
            HELD_BY_A.appointment("2015-03-05", None, "A"),
            ["2015-03-02 missed"],
        ),
        "only arranged": (
            HELD_BY_A.arranged("2015-03-05", "A"),
            ["2015-03-02 missed"],
        ),
        "seen before anybody was assigned": (
            story().sentenced("2015-03-02").attended("2015-03-03", "A").allocated("2015-03-04", to="C01/A"),
            ["2015-03-02 missed"],
        ),
        "seen and assigned on one day": (
            story().sentenced("2015-03-02").attended("2015-03-04", "A").allocated("2015-03-04", to="C01/A"),
            ["2015-03-02 met"],
        ),
        "seen by the one who was assigned at that moment, though another is since": (
            HELD_BY_A.attended("2015-03-05", "A").allocated("2015-03-06", to="C01/B"),
            ["2015-03-02 met"],
        ),
        "seen by the one who was assigned before": (
            HELD_BY_A.allocated("2015-03-04", to="C01/B").attended("2015-03-05", "A"),
            ["2015-03-02 missed"],
        ),
        "seen by the one who was assigned to another of their orders": (
            HELD_BY_A.allocated("2015-03-04", "2", to="C01/B").attended("2015-03-05", "B"),
            ["2015-03-02 met"],
        ),
        "assigned to nobody by name, seen by nobody by name": (
            story().sentenced("2015-03-02").allocated("2015-03-03", to="C01").attended("2015-03-05", None),
            ["2015-03-02 missed"],
        ),
        "seen on the day of sentence": (
            HELD_BY_A.withdrawn(2).allocated("2015-03-02").attended("2015-03-02", "A"),
            ["2015-03-02 met"],
        ),
        "custody counts from release, not from sentence": (
            story()
            .sent_to_custody("2015-03-02")
            .released("2015-06-01")
            .allocated("2015-06-01")
            .attended("2015-06-08", "A"),
            ["2015-06-01 met"],
        ),
        "a suspended sentence counts from sentence": (
            story()
            .sentenced("2015-03-02", disposal="SUSPENDED SENTENCE ORDER")
            .allocated("2015-03-03")
            .attended("2015-03-09"),
            ["2015-03-02 met"],
        ),
        "a sentence of unknown kind begins nothing": (
            story().sentenced("2015-03-02", disposal=None).allocated("2015-03-03").attended("2015-03-09"),
            [],
        ),
        "early May gives a day": (  # 4 May 2015
            story().sentenced("2015-04-29").allocated("2015-04-30").attended("2015-05-07"),
            ["2015-04-29 met"],
        ),
        "and no more": (
            story().sentenced("2015-04-29").allocated("2015-04-30").attended("2015-05-08"),
            ["2015-04-29 late"],
        ),
        "the order ended before": (
            HELD_BY_A.ended("2015-03-09"),
            ["2015-03-02 void"],
        ),
        "seen on the day on which it ended": (
            HELD_BY_A.ended("2015-03-09").attended("2015-03-09"),
            ["2015-03-02 met"],
        ),
        "ended after the due day, seen after that": (
            HELD_BY_A.ended("2015-03-10").attended("2015-03-11"),
            ["2015-03-02 late"],
        ),
        "one meeting for two orders": (
            HELD_BY_A.sentenced("2015-03-04", "2").attended("2015-03-05"),
            ["2015-03-02 met", "2015-03-04 met"],
        ),
        "a meeting before the second sentence is not after it": (
            HELD_BY_A.attended("2015-03-05").sentenced("2015-03-06", "2"),
            ["2015-03-02 met", "2015-03-06 missed"],
        ),
        "ended before it began by release": (
            story().sent_to_custody("2015-03-02").allocated("2015-03-03").ended("2015-04-01").released("2015-04-02"),
            [],
        ),
    }
)
def test_first_appointment(outcomes, given, as_of, then):
    assert outcomes("briefing/first-appointment", given, as_of) == then


CONTRACT = {
    "arranged, whatever became of it, within five working days of allocation": (
        HELD_BY_A.missed("2015-03-10", "B"),
        ["2015-03-03 met"],
    ),
    "arranged for the sixth": (
        HELD_BY_A.missed("2015-03-11", "B"),
        ["2015-03-03 late"],
    ),
    "arranged ahead, and not yet come": (
        HELD_BY_A.arranged("2015-03-10"),
        ["2015-03-03 met"],
    ),
    "visited at home": (
        HELD_BY_A.visited("2015-03-10", "Z", outcome=None),
        ["2015-03-03 met"],
    ),
    "never": (
        HELD_BY_A.planned("2015-03-10"),
        ["2015-03-03 missed"],
    ),
    "counted from the first allocation, not from a later one": (
        HELD_BY_A.allocated("2015-03-09", to="C02/B").missed("2015-03-11"),
        ["2015-03-03 late"],
    ),
    "each order from its first": (
        HELD_BY_A.sentenced("2015-03-04", "2").allocated("2015-03-05", "2").missed("2015-03-12"),
        ["2015-03-03 late", "2015-03-05 met"],
    ),
    "custody counts nothing at allocation and one day at release": (
        story().sent_to_custody("2015-03-02").allocated("2015-03-03").released("2015-06-01").missed("2015-06-02"),
        ["2015-06-01 met"],
    ),
    "two days after release is late": (
        story().sent_to_custody("2015-03-02").released("2015-06-01").missed("2015-06-03"),
        ["2015-06-01 late"],
    ),
    "released before the May holiday, seen on the Tuesday after": (
        story().sent_to_custody("2015-03-02").released("2015-05-01").missed("2015-05-05"),
        ["2015-05-01 met"],
    ),
    "an allocation before the sentence counts nothing": (
        story().allocated("2015-02-27").sentenced("2015-03-02").missed("2015-03-03"),
        [],
    ),
    "nor does the next one, which is not the first": (
        story()
        .allocated("2015-02-27")
        .sentenced("2015-03-02")
        .allocated("2015-03-03", to="C01/B")
        .missed("2015-03-04"),
        [],
    ),
    "sentenced and allocated on one day": (
        story().allocated("2015-03-02").sentenced("2015-03-02").missed("2015-03-09"),
        ["2015-03-02 met"],
    ),
    "a community order that is released owes both": (
        HELD_BY_A.released("2015-03-05").missed("2015-03-06"),
        ["2015-03-03 met", "2015-03-05 met"],
    ),
}


@pytest.mark.parametrize("standard", ["briefing/first-appointment-contract", "contract-2015/first-appointment"])
@cases(CONTRACT)
def test_first_appointment_as_the_contract_counts_it(outcomes, standard, given, as_of, then):
    assert outcomes(standard, given, as_of) == then

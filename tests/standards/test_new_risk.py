"""What changes on the way: a concern, or a rise in level, recorded after commencement; and agencies' answers."""

import pytest

from tests.standards.story import cases, story

BEGUN = story().sentenced("2015-03-02")

WHAT_OPENS = {
    "a concern": (
        BEGUN.concern("2015-03-09"),
        ["2015-03-09 missed"],
    ),
    "a child concern": (
        BEGUN.concern("2015-03-09", "CHILD CONCERN"),
        ["2015-03-09 missed"],
    ),
    "a concern of no known sort opens nothing": (
        BEGUN.concern("2015-03-09", None),
        [],
    ),
    "a concern before commencement is the briefing's": (
        story().concern("2015-02-27").sentenced("2015-03-02"),
        [],
    ),
    "so is one on the day of commencement": (
        BEGUN.concern("2015-03-02"),
        [],
    ),
    "low to medium is a rise, and where nothing else is known it warrants nothing": (
        BEGUN.reviewed("2015-03-04", "LOW").reviewed("2015-03-09", "MEDIUM"),
        ["2015-03-09 not owed"],
    ),
    "low to medium where a concern is known": (
        story()
        .concern("2015-02-27")
        .sentenced("2015-03-02")
        .reviewed("2015-03-04", "LOW")
        .reviewed("2015-03-09", "MEDIUM"),
        ["2015-03-09 missed"],
    ),
    "medium to high": (
        BEGUN.reviewed("2015-03-04", "MEDIUM").reviewed("2015-03-09", "HIGH"),
        ["2015-03-09 missed"],
    ),
    "high to very high": (
        story().screened("2015-02-27", "HIGH").sentenced("2015-03-02").reviewed("2015-03-09", "VERY HIGH"),
        ["2015-03-09 missed"],
    ),
    "high where nothing was known": (
        BEGUN.screened("2015-03-09", "HIGH"),
        ["2015-03-09 missed"],
    ),
    "medium where nothing was known is no rise": (
        BEGUN.screened("2015-03-09", "MEDIUM"),
        [],
    ),
    "high again is no rise": (
        story().screened("2015-02-27", "HIGH").sentenced("2015-03-02").reviewed("2015-03-09", "HIGH"),
        [],
    ),
    "high again after a blank is no rise either": (
        story()
        .screened("2015-02-27", "HIGH")
        .sentenced("2015-03-02")
        .reviewed("2015-03-05")
        .reviewed("2015-03-09", "HIGH"),
        [],
    ),
    "very high to high is a fall": (
        story().screened("2015-02-27", "VERY HIGH").sentenced("2015-03-02").reviewed("2015-03-09", "HIGH"),
        [],
    ),
    "a rise before commencement": (
        story().screened("2015-02-26", "LOW").screened("2015-02-27", "HIGH").sentenced("2015-03-02"),
        [],
    ),
    "up and down and up again on one day": (
        BEGUN.reviewed("2015-03-09", "HIGH").reviewed("2015-03-09", "LOW").reviewed("2015-03-09", "VERY HIGH"),
        ["2015-03-09 missed", "2015-03-09 missed"],
    ),
    "nothing after the last end": (
        BEGUN.ended("2015-03-06").concern("2015-03-09"),
        [],
    ),
    "the person's duty ends with the last order": (
        BEGUN.sentenced("2015-03-03", "2").concern("2015-03-09").ended("2015-03-10", "1").ended("2015-03-11", "2"),
        ["2015-03-09 void"],
    ),
    "and not with another": (
        BEGUN.sentenced("2015-03-03", "2").concern("2015-03-09").ended("2015-03-10", "1"),
        ["2015-03-09 missed"],
    ),
}


@pytest.mark.parametrize("standard", ["throughcare/home-visit-on-new-risk", "throughcare/oversight-on-new-risk"])
@cases(WHAT_OPENS)
def test_what_opens_a_duty_on_the_way(outcomes, standard, given, as_of, then):
    assert outcomes(standard, given, as_of) == then


CONCERN = BEGUN.concern("2015-03-09")


@cases(
    {
        "on the forty-second day": (CONCERN.visited("2015-04-20"), ["2015-03-09 met"]),
        "on the forty-third": (CONCERN.visited("2015-04-21"), ["2015-03-09 late"]),
        "on the same day": (CONCERN.visited("2015-03-09"), ["2015-03-09 met"]),
        "nobody at home": (CONCERN.visited("2015-04-20", outcome=None), ["2015-03-09 missed"]),
        "one visit for two concerns": (
            CONCERN.concern("2015-03-10", "CHILD CONCERN").visited("2015-04-20"),
            ["2015-03-09 met", "2015-03-10 met"],
        ),
        "not yet": (CONCERN, "2015-04-20", ["2015-03-09 pending"]),
    }
)
def test_home_visit_on_new_risk(outcomes, given, as_of, then):
    assert outcomes("throughcare/home-visit-on-new-risk", given, as_of) == then


@cases(
    {
        # Twenty working days after 9 March, Good Friday and Easter Monday left out.
        "on the twentieth working day": (CONCERN.overseen("2015-04-08"), ["2015-03-09 met"]),
        "on the twenty-first": (CONCERN.overseen("2015-04-09"), ["2015-03-09 late"]),
        "before": (BEGUN.overseen("2015-03-06").concern("2015-03-09"), ["2015-03-09 missed"]),
        "not yet": (CONCERN, "2015-04-08", ["2015-03-09 pending"]),
    }
)
def test_oversight_on_new_risk(outcomes, given, as_of, then):
    assert outcomes("throughcare/oversight-on-new-risk", given, as_of) == then


ANSWERS = [
    ("throughcare/domestic-abuse-answer-recorded", "DV", "DA PERPETRATOR", "CHILD CONCERN"),
    ("throughcare/child-answer-recorded", "CP", "CHILD CONCERN", "DA PERPETRATOR"),
]


@pytest.mark.parametrize(("standard", "check", "register", "other"), ANSWERS, ids=["police", "children's services"])
def test_an_answer_of_concern_is_put_on_the_record(outcomes, standard, check, register, other):
    answered = story().check_requested("2015-03-06", check).check_returned("2015-03-09", check, "CONCERN")
    assert outcomes(standard, answered.concern("2015-03-11", register)) == ["2015-03-09 met"]
    assert outcomes(standard, answered.concern("2015-03-12", register)) == ["2015-03-09 late"]
    assert outcomes(standard, answered.concern("2015-03-09", register)) == ["2015-03-09 met"]
    assert outcomes(standard, answered.concern("2015-03-11", other)) == ["2015-03-09 missed"]
    assert outcomes(standard, answered, "2015-03-11") == ["2015-03-09 pending"]
    assert outcomes(standard, answered.concern("2015-03-06", other)) == ["2015-03-09 missed"]


@pytest.mark.parametrize(
    ("standard", "check", "register"), [row[:3] for row in ANSWERS], ids=["police", "children's services"]
)
def test_an_answer_that_says_nothing_new_owes_nothing(outcomes, standard, check, register):
    asked = story().check_requested("2015-03-06", check)
    assert (
        outcomes(standard, asked.concern("2015-03-06", register).check_returned("2015-03-09", check, "CONCERN")) == []
    )
    assert outcomes(standard, asked.check_returned("2015-03-09", check, "NONE")) == []
    assert outcomes(standard, asked.check_returned("2015-03-09", check, None)) == []
    wrong_check = "CP" if check == "DV" else "DV"
    assert outcomes(standard, asked.check_returned("2015-03-09", wrong_check, "CONCERN")) == []

"""A case that is referred because risk has risen is decided in time."""

from tests.standards.story import cases, story

ESCALATED = story().sentenced("2015-03-02").escalated("2015-03-09")


@cases(
    {
        "on the fifth working day": (
            ESCALATED.decided("2015-03-16"),
            ["2015-03-09 met"],
        ),
        "on the sixth": (
            ESCALATED.decided("2015-03-17"),
            ["2015-03-09 late"],
        ),
        "declined is decided": (
            ESCALATED.decided("2015-03-16", "DECLINED"),
            ["2015-03-09 met"],
        ),
        "decided, and how was not written down": (
            ESCALATED.decided("2015-03-16", None),
            ["2015-03-09 met"],
        ),
        "on the same day": (
            ESCALATED.decided("2015-03-09"),
            ["2015-03-09 met"],
        ),
        "another referral was decided": (
            ESCALATED.decided("2015-03-10", thread="E2"),
            ["2015-03-09 missed"],
        ),
        "two referrals, each by its own": (
            ESCALATED.escalated("2015-03-10", thread="E2").decided("2015-03-11", thread="E2"),
            ["2015-03-09 missed", "2015-03-10 met"],
        ),
        "a decision that belongs to no referral": (
            ESCALATED.decided("2015-03-10", thread=None),
            ["2015-03-09 missed"],
        ),
        "a referral that is told apart from no other": (
            story().escalated("2015-03-09", thread=None).decided("2015-03-10", thread=None),
            ["2015-03-09 missed"],
        ),
        "decided before it was referred": (
            story().decided("2015-03-06").escalated("2015-03-09"),
            ["2015-03-09 missed"],
        ),
        "not yet": (
            ESCALATED,
            "2015-03-16",
            ["2015-03-09 pending"],
        ),
        "the last order ended": (
            ESCALATED.ended("2015-03-10"),
            ["2015-03-09 void"],
        ),
        "ended only after the limit": (
            ESCALATED.ended("2015-03-17"),
            ["2015-03-09 missed"],
        ),
        "over the August holiday": (  # 31 August 2015
            ESCALATED.escalated("2015-08-28", thread="E2").decided("2015-09-07", thread="E2"),
            ["2015-03-09 missed", "2015-08-28 met"],
        ),
    }
)
def test_escalation_decided(outcomes, given, as_of, then):
    assert outcomes("briefing/escalation-decided", given, as_of) == then

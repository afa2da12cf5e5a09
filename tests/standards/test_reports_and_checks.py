"""Reports by the court's day, and other agencies' checks: asked, answered, read, rung. From the words of each."""

from tests.standards.story import cases, story

ASKED = story().report_requested("2016-03-14", due_on="2016-03-23")  # a Monday, for the Wednesday of the next week

ON_TIME = {
    "given on the court's day": (ASKED.report_delivered("2016-03-23", "SHORT"), ["2016-03-14 met"]),
    "given the day after": (ASKED.report_delivered("2016-03-24", "SHORT"), ["2016-03-14 late"]),
    "never given": (ASKED, ["2016-03-14 missed"]),
    "given under another thread": (ASKED.report_delivered("2016-03-23", "SHORT", thread="R2"), ["2016-03-14 missed"]),
    "an oral report without a day is of the same day": (
        story().happens("report_requested", "2016-03-14", order="1", thread="R1", format="ORAL")
        .report_delivered("2016-03-15"),
        ["2016-03-14 late"],
    ),
    "a short one has five working days": (
        story().happens("report_requested", "2016-03-14", order="1", thread="R1", format="SHORT")
        .report_delivered("2016-03-21", "SHORT"),
        ["2016-03-14 met"],
    ),
    "a standard one has fifteen": (
        story().happens("report_requested", "2016-02-29", order="1", thread="R1", format="STANDARD")
        .report_delivered("2016-03-21", "STANDARD"),
        ["2016-02-29 met"],
    ),
    "another day from the court takes the place of the first": (
        ASKED.report_adjourned("2016-03-18", due_on="2016-04-06").report_delivered("2016-04-06", "SHORT"),
        ["2016-03-14 void", "2016-03-18 met"],
    ),
    "another day after the first had passed does not mend it": (
        ASKED.report_adjourned("2016-03-24", due_on="2016-04-06").report_delivered("2016-04-05", "SHORT"),
        ["2016-03-14 late", "2016-03-24 met"],
    ),
    "called off in time": (ASKED.report_called_off("2016-03-18"), ["2016-03-14 void"]),
    "called off too late": (ASKED.report_called_off("2016-03-24"), ["2016-03-14 missed"]),
}  # fmt: skip


@cases(ON_TIME)
def test_report_on_time(outcomes, given, as_of, then):
    assert outcomes("contract-2015/report-on-time", given, as_of) == then


POLICE = {
    "asked on the same day": (ASKED.check_requested("2016-03-14"), ["2016-03-14 met"]),
    "asked on the next": (ASKED.check_requested("2016-03-15"), ["2016-03-14 met"]),
    "asked two days later": (ASKED.check_requested("2016-03-16"), ["2016-03-14 late"]),
    "only the other check was asked": (ASKED.check_requested("2016-03-14", "CP"), ["2016-03-14 missed"]),
    "not asked, for a reason": (
        ASKED.happens("check_not_asked", "2016-03-14", check="DV", because="NO ADDRESS", thread="R1"),
        ["2016-03-14 met"],
    ),
    "asked before, for another report": (
        story().check_requested("2016-03-11").report_requested("2016-03-14"),
        ["2016-03-14 missed"],
    ),
    "the report was called off at once": (ASKED.report_called_off("2016-03-15"), ["2016-03-14 void"]),
    "of two reports one was called off, and the other is still to be asked about": (
        ASKED.report_requested("2016-03-14", thread="R2").report_called_off("2016-03-15"),
        ["2016-03-14 void", "2016-03-14 missed"],
    ),
}


@cases(POLICE)
def test_police_check_asked(outcomes, given, as_of, then):
    assert outcomes("throughcare/police-check-asked", given, as_of) == then


def test_children_check_asked(outcomes):
    asked = ASKED.check_requested("2016-03-15", "CP", thread="K2")
    assert outcomes("throughcare/children-check-asked", asked) == ["2016-03-14 met"]
    assert outcomes("throughcare/police-check-asked", asked) == ["2016-03-14 missed"]
    two = ASKED.report_requested("2016-03-14", thread="R2").report_called_off("2016-03-15")
    assert outcomes("throughcare/children-check-asked", two) == ["2016-03-14 void", "2016-03-14 missed"]


OUT = story().report_requested("2016-03-14").check_requested("2016-03-14")

ANSWERED = {
    "the police within two working days": (OUT.check_returned("2016-03-16"), ["2016-03-14 met"]),
    "the police on the third": (OUT.check_returned("2016-03-17"), ["2016-03-14 late"]),
    "never": (OUT, ["2016-03-14 missed"]),
    "a refusal is an answer": (OUT.check_returned("2016-03-16", result="REFUSED"), ["2016-03-14 met"]),
    "an answer to another question is none": (OUT.check_returned("2016-03-16", thread="K9"), ["2016-03-14 missed"]),
    "children's services within five": (
        story().report_requested("2016-03-14").check_requested("2016-03-14", "CP").check_returned("2016-03-21", "CP"),
        ["2016-03-14 met"],
    ),
}


@cases(ANSWERED)
def test_check_answered_in_time(outcomes, given, as_of, then):
    assert outcomes("throughcare/check-answered-in-time", given, as_of) == then


AT_REPORT = {
    "back": (OUT.check_returned("2016-03-15").report_delivered("2016-03-16", "SHORT"), ["2016-03-16 met"]),
    "out": (OUT.report_delivered("2016-03-16", "SHORT"), ["2016-03-16 missed"]),
    "asked to ring": (
        OUT.check_returned("2016-03-15", result="RING").report_delivered("2016-03-16"),
        ["2016-03-16 missed"],
    ),
    "asked to ring, and then told": (
        OUT.check_returned("2016-03-15", result="RING").check_returned("2016-03-16").report_delivered("2016-03-16"),
        ["2016-03-16 met"],
    ),
    "refused": (
        OUT.check_returned("2016-03-15", result="REFUSED").report_delivered("2016-03-16"),
        ["2016-03-16 met"],
    ),
    "back on the very day": (OUT.check_returned("2016-03-16").report_delivered("2016-03-16"), ["2016-03-16 met"]),
}


@cases(AT_REPORT)
def test_checks_back_at_report(outcomes, given, as_of, then):
    assert outcomes("throughcare/checks-back-at-report", given, as_of) == then


HELD = OUT.sentenced("2016-03-15").allocated("2016-03-16")
READ = {
    "read on the day": (
        HELD.check_returned("2016-03-21").happens("answer_acknowledged", "2016-03-21", check="DV", thread="K1"),
        ["2016-03-21 met"],
    ),
    "read two days after": (
        HELD.check_returned("2016-03-21").happens("answer_acknowledged", "2016-03-23", check="DV", thread="K1"),
        ["2016-03-21 late"],
    ),
    "another answer was read": (
        HELD.check_returned("2016-03-21").happens("answer_acknowledged", "2016-03-21", check="CP", thread="K2"),
        ["2016-03-21 missed"],
    ),
    "nobody holds the case any more: the order ended, and a new report is asked for": (
        story().sentenced("2015-03-02").allocated("2015-03-03").ended("2015-09-01")
        .report_requested("2016-03-14", "2").check_requested("2016-03-14").check_returned("2016-03-16"),
        [],
    ),
    "one of two orders ended, and the other is held": (
        HELD.sentenced("2016-03-16", "2").allocated("2016-03-17", "2").ended("2016-03-18", "2")
        .check_returned("2016-03-21"),
        ["2016-03-21 missed"],
    ),
    "given from hand to hand, and ended": (
        HELD.allocated("2016-03-17").ended("2016-03-18").report_requested("2016-03-18", "2")
        .check_returned("2016-03-21"),
        [],
    ),
    "it comes back to somebody": (
        HELD.ended("2016-03-18").sentenced("2016-03-21", "2").allocated("2016-03-22", "2")
        .check_returned("2016-03-23"),
        ["2016-03-23 missed"],
    ),
    "an answer before the case was allocated goes with it": (
        OUT.check_returned("2016-03-15").sentenced("2016-03-15").allocated("2016-03-16"),
        [],
    ),
}  # fmt: skip


@cases(READ)
def test_answer_acknowledged(outcomes, given, as_of, then):
    assert outcomes("throughcare/answer-acknowledged", given, as_of) == then


RING = OUT.check_returned("2016-03-16", result="RING")
RUNG = {
    "rung the next day": (RING.check_returned("2016-03-17", result="CONCERN"), ["2016-03-16 met"]),
    "asked to ring again": (
        RING.check_returned("2016-03-17", result="RING"),
        ["2016-03-16 missed", "2016-03-17 missed"],
    ),
    "not rung": (RING, ["2016-03-16 missed"]),
    "any other answer asks nobody to ring": (OUT.check_returned("2016-03-16", result="CONCERN"), []),
}


@cases(RUNG)
def test_agency_rung(outcomes, given, as_of, then):
    assert outcomes("throughcare/agency-rung", given, as_of) == then


def proposes(kind: str, proposal: str | None, order: str = "1"):
    return (
        story()
        .report_requested("2016-03-01", order)
        .happens(kind, "2016-03-03", order=order, proposal=proposal, thread="R1")
    )


FOLLOWED = {
    "signed, and followed": (proposes("report_signed", "COMMUNITY ORDER").sentenced("2016-03-04"), ["2016-03-04 met"]),
    "written down, and not followed": (
        proposes("report_recorded", "FINE").sentenced("2016-03-04"),
        ["2016-03-04 missed"],
    ),
    "the record of a written report says nothing of its own": (
        proposes("report_signed", "COMMUNITY ORDER").report_recorded("2016-03-04").sentenced("2016-03-04"),
        ["2016-03-04 met"],
    ),
    "no proposal": (proposes("report_signed", "NO PROPOSAL").sentenced("2016-03-04"), []),
    "no report": (story().sentenced("2016-03-04"), []),
    "what was passed is not recorded": (
        proposes("report_signed", "COMMUNITY ORDER").sentenced("2016-03-04", disposal=None),
        [],
    ),
    "the report was on another order": (
        proposes("report_signed", "COMMUNITY ORDER", order="2").sentenced("2016-03-04"),
        [],
    ),
}


@cases(FOLLOWED)
def test_sentence_as_proposed(outcomes, given, as_of, then):
    assert outcomes("throughcare/sentence-as-proposed", given, as_of) == then


def test_format_as_advised(outcomes):
    name = "throughcare/format-as-advised"
    for asked, then in (("SHORT", "met"), ("ORAL", "missed")):
        told = story().happens("report_requested", "2016-03-01", order="1", format=asked, advised="SHORT")
        assert outcomes(name, told) == [f"2016-03-01 {then}"]
    assert outcomes(name, story().report_requested("2016-03-01")) == [], "nothing was advised"


def test_report_sent_electronically(outcomes):
    name = "throughcare/report-sent-electronically"
    for way, then in (("ELECTRONIC", ["2016-03-01 met"]), ("PRINTED", ["2016-03-01 missed"]), ("SPOKEN", [])):
        told = story().happens("report_delivered", "2016-03-01", order="1", way=way)
        assert outcomes(name, told) == then

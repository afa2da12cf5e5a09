"""Cases that are decided, sent, returned, taken and named; professional concerns of staff answered."""

from tests.standards.story import cases, story

PASSED = story().sentenced("2015-03-02")


DECIDED = PASSED.provider_decided("2015-03-03")


@cases(
    {
        "sent on the next working day": (DECIDED.handover_sent("2015-03-04"), ["2015-03-03 met"]),
        "on the one after": (DECIDED.handover_sent("2015-03-05"), ["2015-03-03 late"]),
        "on the same day": (DECIDED.handover_sent("2015-03-03"), ["2015-03-03 met"]),
        "kept, and allocated on the same day": (DECIDED.allocated("2015-03-03", to="N01"), ["2015-03-03 met"]),
        "another order was sent": (DECIDED.handover_sent("2015-03-04", "2"), ["2015-03-03 missed"]),
        "not yet": (DECIDED, "2015-03-04", ["2015-03-03 pending"]),
        "never decided": (PASSED.allocated("2015-03-04"), []),
        "decided twice before it went": (
            DECIDED.provider_decided("2015-03-05", "NPS").allocated("2015-03-05", to="N01"),
            ["2015-03-03 late", "2015-03-05 met"],
        ),
        "decided again as before, when it is held": (
            DECIDED.handover_sent("2015-03-04").allocated("2015-03-05").provider_decided("2015-06-01"),
            ["2015-03-03 met"],
        ),
        "decided otherwise, when it is held": (
            DECIDED.handover_sent("2015-03-04")
            .allocated("2015-03-05")
            .provider_decided("2015-06-01", "NPS")
            .handover_sent("2015-06-02", to="N01", thread="H2"),
            ["2015-03-03 met", "2015-06-01 met"],
        ),
        "and not sent": (
            PASSED.provider_decided("2015-03-03", "NPS")
            .allocated("2015-03-03", to="N01/A")
            .provider_decided("2015-06-01", "CRC"),
            ["2015-03-03 met", "2015-06-01 missed"],
        ),
        "a first decision of what is held already": (
            PASSED.allocated("2015-03-04").provider_decided("2015-06-01", "NPS"),
            [],
        ),
        "what was decided was not written down": (
            PASSED.provider_decided("2015-03-03", None),
            ["2015-03-03 missed"],
        ),
        "the order ended": (DECIDED.ended("2015-03-04"), ["2015-03-03 void"]),
    }
)
def test_handover_sent_in_time(outcomes, given, as_of, then):
    assert outcomes("throughcare/handover-sent-in-time", given, as_of) == then


def test_whoever_decided_is_accountable_for_sending_it(accountable):
    sent = DECIDED.handover_sent("2015-03-04").allocated("2015-03-05", to="C01")
    assert accountable("throughcare/handover-sent-in-time", sent) == ["N01"]
    nobody = PASSED.provider_decided("2015-03-03", by=None).allocated("2015-03-05", to="C01")
    assert accountable("throughcare/handover-sent-in-time", nobody) == ["none"]


SENT = PASSED.handover_sent("2015-03-04")


@cases(
    {
        "on the second working day": (SENT.handover_answered("2015-03-06"), ["2015-03-04 met"]),
        "on the third": (SENT.handover_answered("2015-03-09"), ["2015-03-04 late"]),
        "returned is answered": (SENT.handover_answered("2015-03-06", "RETURNED"), ["2015-03-04 met"]),
        "answered, and how was not written down": (SENT.handover_answered("2015-03-06", None), ["2015-03-04 met"]),
        "on the same day": (SENT.handover_answered("2015-03-04"), ["2015-03-04 met"]),
        "allocated is not answered": (SENT.allocated("2015-03-05"), ["2015-03-04 missed"]),
        "another handover was answered": (SENT.handover_answered("2015-03-05", thread="H2"), ["2015-03-04 missed"]),
        "on the day by which it was asked": (
            PASSED.handover_sent("2015-03-04", by_day="2015-03-10").handover_answered("2015-03-10"),
            ["2015-03-04 met"],
        ),
        "a day after that": (
            PASSED.handover_sent("2015-03-04", by_day="2015-03-10").handover_answered("2015-03-11"),
            ["2015-03-04 late"],
        ),
        "a day before it was sent is no day": (
            PASSED.handover_sent("2015-03-04", by_day="2015-03-03").handover_answered("2015-03-06"),
            ["2015-03-04 met"],
        ),
        "returned and sent again": (
            SENT.handover_answered("2015-03-05", "RETURNED")
            .handover_sent("2015-03-06", thread="H2")
            .handover_answered("2015-03-11", thread="H2"),
            ["2015-03-04 met", "2015-03-06 late"],
        ),
        "not yet": (SENT, "2015-03-06", ["2015-03-04 pending"]),
        "the order ended": (SENT.ended("2015-03-06"), ["2015-03-04 void"]),
    }
)
def test_handover_answered(outcomes, given, as_of, then):
    assert outcomes("throughcare/handover-answered", given, as_of) == then


RETURNED = SENT.handover_answered("2015-03-05", "RETURNED")


@cases(
    {
        "sent again on the second working day": (
            RETURNED.handover_sent("2015-03-09", thread="H2"),
            ["2015-03-05 met"],
        ),
        "on the third": (RETURNED.handover_sent("2015-03-10", thread="H2"), ["2015-03-05 late"]),
        "sent elsewhere": (RETURNED.handover_sent("2015-03-09", to="C02", thread="H2"), ["2015-03-05 met"]),
        "kept": (RETURNED.allocated("2015-03-09", to="N01/B"), ["2015-03-05 met"]),
        # Within a day a sending comes before an answer: so nothing is asked, where it would be taken for never sent.
        "sent again on the day of the return": (RETURNED.handover_sent("2015-03-05", thread="H2"), []),
        "kept on the day of the return": (RETURNED.allocated("2015-03-05", to="N01/B"), []),
        "returned twice": (
            RETURNED.handover_sent("2015-03-06", thread="H2").handover_answered("2015-03-10", "RETURNED", thread="H2"),
            ["2015-03-05 met", "2015-03-10 missed"],
        ),
        "while another order waits for its answer": (
            RETURNED.handover_sent("2015-03-04", "2", thread="H2"),
            ["2015-03-05 missed"],
        ),
        "of a case that somebody holds": (
            PASSED.allocated("2015-03-03", to="N01/A")
            .handover_sent("2015-06-01")
            .handover_answered("2015-06-02", "RETURNED"),
            [],
        ),
        "another order was sent": (RETURNED.handover_sent("2015-03-09", "2", thread="H2"), ["2015-03-05 missed"]),
        "taken is not returned": (SENT.handover_answered("2015-03-05"), []),
        "the answer was not written down": (SENT.handover_answered("2015-03-05", None), []),
        "not yet": (RETURNED, "2015-03-09", ["2015-03-05 pending"]),
        "the order ended": (RETURNED.ended("2015-03-06"), ["2015-03-05 void"]),
    }
)
def test_returned_pack_answered(outcomes, given, as_of, then):
    assert outcomes("throughcare/returned-pack-answered", given, as_of) == then


def test_the_receiver_is_accountable_for_the_answer_and_the_sender_for_what_was_returned(accountable):
    assert accountable("throughcare/handover-answered", RETURNED) == ["C01"]
    assert accountable("throughcare/returned-pack-answered", RETURNED) == ["N01"]


TO_NOBODY = PASSED.allocated("2015-03-04", to="C01")


@cases(
    {
        "on the second working day": (TO_NOBODY.allocated("2015-03-06"), ["2015-03-04 met"]),
        "on the third": (TO_NOBODY.allocated("2015-03-09"), ["2015-03-04 late"]),
        "on the same day": (TO_NOBODY.allocated("2015-03-04"), ["2015-03-04 met"]),
        "to somebody at once": (PASSED.allocated("2015-03-04"), []),
        "only of another order": (
            TO_NOBODY.sentenced("2015-03-05", "2").allocated("2015-03-05", "2"),
            ["2015-03-04 missed"],
        ),
        "given on to another organisation, which names somebody": (
            TO_NOBODY.allocated("2015-03-05", to="C02").allocated("2015-03-06", to="C02/B"),
            ["2015-03-04 met", "2015-03-05 met"],
        ),
        "taken from somebody again": (
            TO_NOBODY.allocated("2015-03-05").allocated("2015-05-05", to="C01"),
            ["2015-03-04 met", "2015-05-05 missed"],
        ),
        "not yet": (TO_NOBODY, "2015-03-06", ["2015-03-04 pending"]),
        "the order ended": (TO_NOBODY.ended("2015-03-06"), ["2015-03-04 void"]),
    }
)
def test_practitioner_named_in_time(outcomes, given, as_of, then):
    assert outcomes("throughcare/practitioner-named-in-time", given, as_of) == then


def test_whoever_took_the_case_is_accountable_for_the_name(accountable):
    both = TO_NOBODY.allocated("2015-03-05", to="C02").allocated("2015-03-06", to="C02/B")
    assert accountable("throughcare/practitioner-named-in-time", both) == ["C01", "C02"]


TAKEN = PASSED.allocated("2015-03-04", to="C01/A").escalated("2015-06-01").decided("2015-06-03")


@cases(
    {
        "given on the fifth working day": (TAKEN.allocated("2015-06-10", to="N01/B"), ["2015-06-03 met"]),
        "on the sixth": (TAKEN.allocated("2015-06-11", to="N01/B"), ["2015-06-03 late"]),
        "given to the organisation, and to nobody in it": (
            TAKEN.allocated("2015-06-10", to="N01"),
            ["2015-06-03 met"],
        ),
        "the handover was taken, on the same day too": (
            TAKEN.handover_sent("2015-06-03", to="N01").handover_answered("2015-06-03", to="N01"),
            ["2015-06-03 met"],
        ),
        "the handover was only sent": (TAKEN.handover_sent("2015-06-03", to="N01"), ["2015-06-03 missed"]),
        "and returned": (
            TAKEN.handover_sent("2015-06-03", to="N01").handover_answered("2015-06-04", "RETURNED", to="N01"),
            ["2015-06-03 missed"],
        ),
        "given to somebody else of the company": (TAKEN.allocated("2015-06-10", to="C01/B"), ["2015-06-03 missed"]),
        "given to another division": (TAKEN.allocated("2015-06-10", to="N02/B"), ["2015-06-03 missed"]),
        "given on the day of the decision": (TAKEN.allocated("2015-06-03", to="N01/B"), []),
        "with them already": (
            PASSED.allocated("2015-03-04", to="N01/A").escalated("2015-06-01").decided("2015-06-03"),
            [],
        ),
        "declined": (
            PASSED.allocated("2015-03-04").escalated("2015-06-01").decided("2015-06-03", "DECLINED"),
            [],
        ),
        "who took it was not written down": (
            PASSED.allocated("2015-03-04")
            .escalated("2015-06-01")
            .decided("2015-06-03", by=None)
            .allocated("2015-06-04", to="N01/B"),
            ["2015-06-03 missed"],
        ),
        "not yet": (TAKEN, "2015-06-10", ["2015-06-03 pending"]),
        "the last order ended": (TAKEN.ended("2015-06-05"), ["2015-06-03 void"]),
    }
)
def test_transfer_after_escalation(outcomes, given, as_of, then):
    assert outcomes("throughcare/transfer-after-escalation", given, as_of) == then


def test_whoever_holds_the_case_is_accountable_until_it_has_passed(accountable):
    assert accountable("throughcare/transfer-after-escalation", TAKEN.allocated("2015-06-10", to="N01/B")) == ["C01"]


RAISED = PASSED.allocated("2015-03-04").concern_of_staff("2015-03-09")


@cases(
    {
        "on the fifth working day": (RAISED.concern_of_staff_answered("2015-03-16"), ["2015-03-09 met"]),
        "on the sixth": (RAISED.concern_of_staff_answered("2015-03-17"), ["2015-03-09 late"]),
        "on the same day": (RAISED.concern_of_staff_answered("2015-03-09"), ["2015-03-09 met"]),
        "another one was answered": (
            RAISED.concern_of_staff_answered("2015-03-10", thread="S2"),
            ["2015-03-09 missed"],
        ),
        "the case goes to somebody else, and nobody answers": (
            RAISED.allocated("2015-03-10", to="C01/B"),
            ["2015-03-09 missed"],
        ),
        "two, each by its own": (
            RAISED.concern_of_staff("2015-03-10", thread="S2").concern_of_staff_answered("2015-03-11", thread="S2"),
            ["2015-03-09 missed", "2015-03-10 met"],
        ),
        "not yet": (RAISED, "2015-03-16", ["2015-03-09 pending"]),
        "the last order ended": (RAISED.ended("2015-03-10"), ["2015-03-09 void"]),
    }
)
def test_staff_concern_answered(outcomes, given, as_of, then):
    assert outcomes("throughcare/staff-concern-answered", given, as_of) == then

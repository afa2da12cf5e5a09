"""`throughcare explain`: a person's duties, one sentence each thing."""

import pytest

from tests.cli.commands import ALPHA, AS_OF, Ran, explained, refused

PERSON = "X1"
SEEN = "briefing/first-appointment"

FIRST_ORDER = """
Were people seen in time by their own practitioner?  MET  [briefing/first-appointment]
  Opened on 10 March 2015 by fact 1 (orders, line 2): sentenced (order 1, community order, expected end on\
 10 March 2016).
  Due by 17 March 2015, 5 working days after 10 March 2015, counting 11, 12, 13, 16 and 17 March 2015.
  Weekends are skipped; no bank holiday fell between.
  Met with 3 working days to spare, on 12 March 2015 by fact 12 (contacts, line 2): appointment (attended, officer O2).
  C01 (Northern company) is accountable: it was the first to receive the case, on 11 March 2015.
"""
SECOND_ORDER = """
Were people seen in time by their own practitioner?  MISSED  [briefing/first-appointment]
  Opened on 4 January 2016 by fact 3 (orders, line 3): sentenced (order 2, suspended sentence order, expected end on\
 4 January 2017).
  Due by 11 January 2016, 5 working days after 4 January 2016, counting 5, 6, 7, 8 and 11 January 2016.
  Weekends are skipped; no bank holiday fell between.
  Nothing had settled it by 30 June 2016; what settles it is: appointment or home visit, outcome attended, \
officer the same as assigned officer.
  Nobody is accountable: order 2 was never allocated.
"""


def test_one_standard_is_told_duty_by_duty(tiny):
    ran = explained(tiny.write(), PERSON, "--standard", SEEN)
    assert ran.out == f"X1, as of 30 June 2016\n{FIRST_ORDER}{SECOND_ORDER}"
    assert ran.errors == ""


def test_without_a_standard_all_of_all_packs_are_told_in_the_order_in_which_they_opened(tiny):
    text = explained(tiny.write(), PERSON).out
    packs = ("briefing", "contract-2015", "throughcare")
    assert all(f"[{pack}/" in text for pack in packs)
    assert FIRST_ORDER in text
    assert text.index(FIRST_ORDER) < text.index(SECOND_ORDER)
    lines = [line for line in text.splitlines() if line.startswith("  ")]
    assert all(line.endswith(".") for line in lines)
    assert "None" not in text


@pytest.mark.parametrize("typed", ["x1", " X1 ", "X1"])
def test_a_number_is_found_however_it_is_typed(tiny, typed):
    assert explained(tiny.write(), typed, "--standard", SEEN).out.startswith("X1, as of 30 June 2016\n")


def test_an_earlier_day_tells_how_it_stood_then(tiny):
    folder = tiny.write()
    early = explained(folder, PERSON, "--standard", SEEN, "--on", "2015-03-11").out
    assert early.startswith("X1, as of 11 March 2015\n")
    assert "PENDING" in early
    assert "  Not settled yet, and due by 17 March 2015; what settles it is:" in early
    assert "suspended" not in early, "the second sentence lay ahead"
    first_day = explained(folder, PERSON, "--standard", SEEN, "--on", "2015-03-10").out
    assert "  Nobody is accountable: order 1 was never allocated." in first_day
    assert explained(folder, PERSON, "--standard", SEEN, "--on", AS_OF).out == (
        explained(folder, PERSON, "--standard", SEEN).out
    )


def test_a_duty_that_is_not_owed_or_not_known_to_be_says_so(tiny):
    tiny.spoil("registrations", 1, CRN="X3")
    unknown = explained(tiny.write(), PERSON, "--standard", "briefing/home-visit").out
    assert "MISSED  [briefing/home-visit]" in unknown, "very high at the sentence"
    tiny.spoil("assessments", 1, RoshLevel="LOW")
    assert "?  NOT OWED  [briefing/home-visit]" in (
        explained(tiny.write(), PERSON, "--standard", "briefing/home-visit").out
    )
    tiny.rows["assessments"].pop(1)
    assert "NOT KNOWN TO BE OWED (else missed)  [briefing/home-visit]" in (
        explained(tiny.write(), PERSON, "--standard", "briefing/home-visit").out
    )


def test_a_standard_of_a_pack_of_ones_own_is_named_by_its_folder(tiny, own_pack):
    text = explained(tiny.write(), PERSON, "--standard", f"{own_pack()}/ready").out
    assert "Was the plan ready?  MET  [small/ready]" in text


def test_a_person_of_alpha_is_told_with_the_names_of_organisations():
    text = explained(ALPHA, "x100011", "--standard", "briefing/oversight").out
    assert "Skipped are weekends and Good Friday (25 March 2016) and Easter Monday (28 March 2016)." in text
    assert "C06 (Warwickshire & West Mercia CRC) is accountable" in text


def test_that_rows_of_the_extract_were_refused_is_said_here_too(tiny):
    """The first appointment's row is refused, so that the duty reads as missed."""
    ran = explained(tiny.spoil("contacts", 1, Outcome="WIBBLE").write(), PERSON, "--standard", SEEN)
    assert "MISSED" in ran.out
    assert any(line.startswith("Refused rows: contacts 1") for line in ran.told)


# --- what cannot be done


def asked(extract, *arguments) -> list[str]:
    return refused("explain", "--extract", extract, "--as-of", AS_OF, *arguments)


def test_a_person_who_is_not_there_is_named_with_those_who_may_be_meant():
    (said,) = asked(ALPHA, "--person", "x10001")
    assert said.startswith("there is no person X10001 in the extract, which has 1500 people. Did you mean X")
    assert said.endswith("?")


def test_a_person_like_nobody_gets_no_suggestion(tiny):
    assert asked(tiny.write(), "--person", "Q") == ["there is no person Q in the extract, which has 3 people."]
    assert asked(tiny.write(), "--person", "")


@pytest.mark.parametrize(
    "cells", [{"DateOfBirth": "31/02/1980"}, {"DateOfBirth": ""}, {"DateOfBirth": "01/01/2030"}, {"CRN": "x3"}]
)
def test_a_person_whose_row_was_refused_is_said_to_be(tiny, cells):
    """By a fault of its own, or (of two rows with one number) because of the other."""
    tiny.spoil("persons", 1, **cells)
    (said,) = asked(tiny.write(), "--person", cells.get("CRN", "x1"))
    assert said.startswith(f"there is no person {cells.get('CRN', 'x1').upper()} in the extract")
    assert "row was refused" in said


def test_a_standard_needs_its_pack(tiny):
    for typed in ("first-appointment", "/first-appointment"):
        assert asked(tiny.write(), "--person", PERSON, "--standard", typed) == [
            f"--standard needs its full name, pack/id, and not '{typed}'."
        ]


@pytest.mark.parametrize("typed", ["briefing/first-apointment", "briefing/"])
def test_a_standard_that_is_not_there_is_named_with_those_that_are(tiny, typed):
    (said,) = asked(tiny.write(), "--person", PERSON, "--standard", typed)
    assert said.startswith(f"pack briefing has no standard '{typed.split('/')[1]}'; it has oral-report-recorded, ")
    assert "first-appointment, " in said


def test_a_standard_of_a_pack_that_is_not_there_names_the_packs(tiny):
    (said,) = asked(tiny.write(), "--person", PERSON, "--standard", "breifing/first-appointment")
    assert "there is no pack 'breifing': say one of briefing, contract-2015, throughcare, or the folder" in said


def test_a_person_without_a_duty_is_no_empty_answer(tiny):
    assert asked(tiny.write(), "--person", "X3") == [
        "X3 has no duty under any standard by 2016-06-30: the facts on record open none."
    ]
    assert asked(tiny.write(), "--person", PERSON, "--standard", SEEN, "--on", "2015-03-09") == [
        "X1 has no duty under briefing/first-appointment by 2015-03-09: the facts on record open none."
    ]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2016-07-01", "--on 2016-07-01 lies after the day of the extract, 2016-06-30: nothing is known of it."),
        ("20150311", "--on must be a day as year-month-day, for example 2016-06-30, and not '20150311'."),
        ("", "--on must be a day as year-month-day, for example 2016-06-30, and not ''."),
    ],
)
def test_a_day_that_cannot_be_looked_back_to_is_refused(tiny, typed, said):
    assert asked(tiny.write(), "--person", PERSON, "--on", typed) == [said]


def test_a_name_in_letters_that_the_screen_does_not_have_gives_no_traceback(tiny):
    """A Welsh w with a circumflex is not in Windows-1252, the usual encoding of a redirected Windows console."""
    folder = tiny.spoil("providers", 2, Name="Cwmni y D\u0175r").write()
    ran = Ran(
        "explain", "--extract", folder, "--as-of", AS_OF, "--person", PERSON, "--standard", SEEN, charset="cp1252"
    )
    assert ran.code == 0 or ran.told

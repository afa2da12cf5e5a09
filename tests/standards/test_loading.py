"""A pack that is wrong is refused, with every fault by file, line and reason; the packs shipped are in order."""

from datetime import date

import pytest

from tests.standards.pack_texts import (
    ABOUT,
    DEADLINE,
    FILES,
    FIRST,
    SHARED,
    assert_refused,
    faults_of,
    with_shared,
    with_standard,
)
from throughcare.calendar import Limit, Unit
from throughcare.standards import language
from throughcare.standards.language import Clause
from throughcare.standards.loading import builds_on, load_pack
from throughcare.standards.text_nodes import PackFault

OPENS, MET_BY, DUE = "opens: begun\n", "met_by: plan\n", "due: {working_days: 1}\n"


def test_a_pack_in_order_loads():
    pack = load_pack(FILES)
    assert (pack.name, pack.from_on, [s.name for s in pack.standards]) == (
        "small",
        date(2015, 2, 1),
        ["small/by-own", "small/ready"],
    )
    ready = pack.standards[1]
    assert ready.opens == (Clause(("sentenced",), (language.Test("disposal", ("COMMUNITY ORDER",)),)),)
    assert (ready.met_by, ready.due) == ((Clause(("plan",)),), Limit(10, Unit.WORKING_DAYS))
    assert [a.name for a in pack.standards[0].attributes] == ["officer_now"]


def test_all_faults_are_found_in_one_go():
    files = {
        "pack.yaml": SHARED + "  wrong: {ever: concernn}\n  outcome: {ever: plan}\n",
        "one.yaml": DEADLINE.replace("met_by: plan", "met_by: plann").replace("owner: Tests", "owner: TODO"),
        "two.yaml": "id: two\n  bad: indent",
        "three.yaml": DEADLINE.replace("id: ready", "id: three").replace("10", "-10"),
    }
    assert_refused(
        files,
        ("one.yaml", 9, "placeholder"),
        ("one.yaml", FIRST + 1, "plann"),
        ("pack.yaml", 11, "concernn"),
        ("pack.yaml", 12, "already the name of a field"),
        ("three.yaml", FIRST + 2, "whole number"),
        ("two.yaml", 2, "not readable"),
    )


def test_a_fault_is_one_line_that_can_be_clicked():
    with pytest.raises(PackFault) as refused:
        load_pack(with_shared("  wrong: {ever: concernn}\n"))
    assert (
        "pack.yaml:11: there is no term, kind or true-or-false attribute 'concernn'" in str(refused.value).splitlines()
    )


# --- names

WRONG_NAMES = {
    "a kind": ("opens: {kind: sentencd}\n" + MET_BY + DUE, 0, "there is no kind 'sentencd'"),
    "a kind alone": ("opens: sentencd\n" + MET_BY + DUE, 0, "'sentencd'"),
    "a kind in a list": (OPENS + "met_by:\n  - plan\n  - {kind: [plan, plam]}\n" + DUE, 3, "there is no kind 'plam'"),
    "a kind about the record": ("opens: {kind: withdrawn}\n" + MET_BY + DUE, 0, "there is no kind 'withdrawn'"),
    "a field": (OPENS + "met_by: {kind: plan, offcer: A}\n" + DUE, 1, "no field or attribute 'offcer'"),
    "a field of another kind": (
        OPENS + "met_by: {kind: plan, outcome: ATTENDED}\n" + DUE,
        1,
        "'plan' has no field 'outcome'",
    ),
    "a field of one of two kinds": (
        OPENS + "met_by: {kind: [appointment, plan], outcome: ATTENDED}\n" + DUE,
        1,
        "'plan' has no field 'outcome'",
    ),
    "free text": (
        OPENS + "met_by: {kind: agency_notified, agency: police}\n" + DUE,
        1,
        "no field or attribute 'agency'",
    ),
    "a day": (OPENS + "met_by: {kind: convicted, offence_on: 2015-02-01}\n" + DUE, 1, "'offence_on'"),
    "a note": (OPENS + "met_by: {kind: plan, note: hello}\n" + DUE, 1, "no field or attribute 'note'"),
    "an attribute": (
        "opens: {kind: allocated, alocations: 1}\n" + MET_BY + DUE,
        0,
        "no field or attribute 'alocations'",
    ),
    "an attribute that is no truth, alone": ("opens: [begun, allocations]\n" + MET_BY + DUE, 0, "'allocations'"),
    "the other side of same_as": (
        OPENS + "met_by: {kind: plan, officer: {same_as: officer}}\n" + DUE,
        1,
        "'same_as' must name an attribute",
    ),
    "same_as of another sort": (
        OPENS + "met_by: {kind: allocated, provider: {same_as: officer_now}}\n" + DUE,
        1,
        "can never be the same",
    ),
    "something else than same_as": (
        OPENS + "met_by: {kind: plan, officer: {same_as: officer_now, not: A}}\n" + DUE,
        1,
        "has no 'not'",
    ),
}


@pytest.mark.parametrize(("text", "below", "reason"), WRONG_NAMES.values(), ids=WRONG_NAMES)
def test_a_wrong_name_is_refused(text, below, reason):
    assert_refused(with_standard(text), ("more.yaml", FIRST + below, reason))


# --- values: what would never match, and YAML's own traps

WRONG_VALUES = {
    "misspelt": ("{kind: appointment, outcome: ATTENDDED}", "'ATTENDDED' is no value of 'outcome'"),
    "in lower case": ("{kind: appointment, outcome: attended}", "'attended' is no value"),
    "misspelt in a list": ("{kind: appointment, outcome: [ATTENDED, ATENDED]}", "'ATENDED' is no value"),
    "the label and not the value": ("{kind: check_requested, check: Police domestic abuse check}", "DV, CP"),
    "NO, which YAML reads as false": ("{kind: assessed, full_needed: NO}", "'NO' is no value of 'full_needed'"),
    "off, which YAML reads as false": ("{kind: assessed, full_needed: off}", "'off' is no value"),
    "null": ("{kind: assessed, level: null}", "'null' is no value of 'level'"),
    "a blank": ("{kind: assessed, level: }", "'' is no value of 'level'"),
    "a blank officer": ("{kind: plan, officer: ''}", "'' is no value of 'officer'"),
    "no value at all": ("{kind: assessed, level: []}", "compared with nothing"),
    "a word for a count": ("{kind: allocated, allocations: one}", "a count"),
    "a negative count": ("{kind: allocated, allocations: -1}", "a count"),
    "a fraction": ("{kind: allocated, allocations: 1.0}", "a count"),
    "yes for a truth": ("{kind: plan, concerned: yes}", "true or false"),
    "a number of an order": ("{kind: allocated, order: 1}", "compare it with same_as"),
    "a mapping in a list": ("{kind: assessed, level: [{same_as: concerned}]}", "no value of 'level'"),
}


@pytest.mark.parametrize(("clause", "reason"), WRONG_VALUES.values(), ids=WRONG_VALUES)
def test_a_wrong_value_is_refused(clause, reason):
    assert_refused(with_standard(f"{OPENS}met_by: {clause}\n{DUE}"), ("more.yaml", FIRST + 1, reason))


def test_on_is_a_name_like_any_other_and_not_true():
    (fault,) = faults_of(with_standard(f"{OPENS}met_by: {{kind: plan, on: 1}}\n{DUE}"))
    assert "no field or attribute 'on'" in fault[2]


def test_a_code_keeps_its_leading_nought():
    pack = load_pack(with_standard(f"{OPENS}met_by: {{kind: plan, officer: [01, NO, 1.10]}}\n{DUE}"))
    more = next(s for s in pack.standards if s.id == "more")
    assert more.met_by[0].tests == (language.Test("officer", ("01", "NO", "1.10")),)


@pytest.mark.parametrize("text", ["{kind: allocated, allocations: 01}", "{kind: allocated, allocations: [1, 00]}"])
def test_a_count_with_a_leading_nought_is_refused(text):
    """`01` may be meant as a code or as one: the language refuses what YAML would quietly turn into something."""
    assert_refused(with_standard(f"opens: {text}\n{MET_BY}{DUE}"), ("more.yaml", FIRST, "a count"))


def test_not_recorded_is_a_value_of_every_field():
    pack = load_pack(with_standard(f"{OPENS}met_by: {{kind: assessed, level: [not recorded, LOW]}}\n{DUE}"))
    more = next(s for s in pack.standards if s.id == "more")
    assert more.met_by[0].tests == (language.Test("level", (None, "LOW")),)


# --- limits

WRONG_LIMITS = {
    "negative": ("{working_days: -1}", "whole number"),
    "two units": ("{working_days: 1, months: 1}", "exactly one of"),
    "no unit": ("{}", "exactly one of"),
    "unknown unit": ("{weeks: 2}", "exactly one of"),
    "a fraction": ("{months: 1.5}", "whole number"),
    "a word": ("{months: six}", "whole number"),
    "a list": ("{months: [6]}", "whole number"),
    "nothing": ("{months: }", "whole number"),
    "in octal": ("{working_days: 010}", "whole number"),  # eight to YAML, ten to a reader
    "in another script": ("{working_days: ٣}", "whole number"),
    "for ever": ("{months: 99999}", "whole number"),
}


@pytest.mark.parametrize(("due", "reason"), WRONG_LIMITS.values(), ids=WRONG_LIMITS)
def test_a_wrong_limit_is_refused(due, reason):
    assert_refused(with_standard(f"{OPENS}{MET_BY}due: {due}\n"), ("more.yaml", FIRST + 2, reason))


def test_a_limit_that_is_no_mapping_is_refused():
    reasons = [reason for _, _, reason in faults_of(with_standard(f"{OPENS}{MET_BY}due: 5\n"))]
    assert any("'due' needs exactly one of" in reason for reason in reasons)


def test_a_nought_limit_is_allowed():
    pack = load_pack(with_standard(f"{OPENS}{MET_BY}due: {{calendar_days: 0}}\n"))
    assert next(s for s in pack.standards if s.id == "more").due == Limit(0, Unit.CALENDAR_DAYS)


def test_every_clause_that_opens_needs_a_limit():
    text = "opens:\n  - {kind: sentenced, due: {months: 1}}\n  - released\nmet_by: plan\n"
    assert_refused(with_standard(text), ("more.yaml", 1, "'due' is missing"))
    assert faults_of(with_standard(text.replace("- released", "- {kind: released, due: {months: 2}}"))) == []


@pytest.mark.parametrize("key", ["met_by", "applies", "unknown"])
def test_a_limit_where_nothing_opens_is_refused(key):
    clauses = {
        "met_by": "plan",
        "applies": "concerned",
        "unknown": "concerned",
        key: "{kind: sentenced, due: {months: 1}}",
    }
    text = OPENS + "".join(f"{name}: {clause}\n" for name, clause in clauses.items()) + DUE
    line = FIRST + 1 + list(clauses).index(key)
    assert_refused(with_standard(text), ("more.yaml", line, f"'{key}' opens nothing"))


@pytest.mark.parametrize(
    ("at", "holds", "line"),
    [("{kind: plan, due: {months: 1}}", "concerned", 0), ("plan", "{concerned: true, due: {months: 1}}", 1)],
)
def test_a_gate_has_no_limit(at, holds, line):
    assert_refused(with_standard(f"at: {at}\nholds: {holds}\n"), ("more.yaml", FIRST + line, "'due'"))


def test_a_gate_as_a_whole_has_no_limit_either():
    files = with_standard(f"at: plan\nholds: concerned\n{DUE}")
    assert_refused(files, ("more.yaml", FIRST + 2, "a gate has no 'due'"))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"opens: {{kind: sentencd}}\n{MET_BY}{DUE}", FIRST),
        (f"opens: sentencd\n{MET_BY}{DUE}", FIRST),
        (f"{OPENS}{MET_BY}due: {{working_days: -1}}\n", FIRST + 2),
    ],
    ids=["a kind", "a term", "a limit"],
)
def test_one_mistake_is_named_once_and_nothing_untrue_with_it(text, line):
    assert [fault[:2] for fault in faults_of(with_standard(text))] == [("more.yaml", line)]


# --- the texts for people

PARTS = [line.partition(":")[0] for line in ABOUT.splitlines()]


@pytest.mark.parametrize("part", PARTS)
def test_a_standard_without_one_of_its_words_is_refused(part):
    without = "".join(f"{line}\n" for line in DEADLINE.splitlines() if not line.startswith(f"{part}:"))
    (fault,) = faults_of({**FILES, "ready.yaml": without})
    assert fault[:2] == ("ready.yaml", 1)
    assert f"'{part}' is missing" in fault[2]


@pytest.mark.parametrize("part", ["title", "words", "why", "source", "gaming", "owner"])
@pytest.mark.parametrize("text", ["TODO", "tbc", "''", "?", "[a, list]", "'   '"])
def test_a_placeholder_is_refused(part, text):
    lines = [f"{part}: {text}" if line.startswith(f"{part}:") else line for line in DEADLINE.splitlines()]
    (fault,) = faults_of({**FILES, "ready.yaml": "\n".join(lines)})
    assert fault[:2] == ("ready.yaml", PARTS.index(part) + 2)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("sure: unverified", "sure: certain", "'sure' is one of verified, stated, unverified"),
        ("counts: recorded", "counts: done", "'counts' is one of recorded, good"),
        ("next_review: 2027-06-30", "next_review: summer", "'next_review' must be a day"),
        ("next_review: 2027-06-30", "next_review: 2027-02-30", "'next_review' must be a day"),
        ("id: ready", "id: TODO", "placeholder"),
    ],
)
def test_a_wrong_word_about_a_standard_is_refused(old, new, reason):
    (fault,) = faults_of({**FILES, "ready.yaml": DEADLINE.replace(old, new)})
    assert fault[1] == DEADLINE.splitlines().index(old) + 1
    assert reason in fault[2]


@pytest.mark.parametrize("part", ["pack", "title", "words", "source", "from"])
def test_a_pack_without_one_of_its_words_is_refused(part):
    without = "".join(f"{line}\n" for line in SHARED.splitlines() if not line.startswith(f"{part}:"))
    assert_refused({**FILES, "pack.yaml": without}, ("pack.yaml", 1, f"'{part}' is missing"))


def test_builds_on_is_read_from_the_shared_file():
    assert builds_on(FILES) is None
    assert builds_on({"pack.yaml": SHARED + "builds_on: other\n"}) == "other"
    assert builds_on({}) is None
    assert builds_on({"pack.yaml": "a: [b"}) is None

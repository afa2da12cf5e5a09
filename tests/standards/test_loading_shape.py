"""What is shared in a pack, the shape of its standards, and files that are not what they should be."""

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
from throughcare.standards.loading import load_pack

OPENS, MET_BY, DUE = "opens: begun\n", "met_by: plan\n", "due: {working_days: 1}\n"

# --- attributes: each entry, on its own line 11 of the shared file (or 12 below a first one)

WRONG_ATTRIBUTES = {
    "itself": ("x: {when: {x: true}}", "no field or attribute 'x'"),
    "one below": ("x: {when: {y: true}}\n  y: {ever: plan}", "no field or attribute 'y'"),
    "two ways at once": ("x: {ever: plan, count: plan}", "exactly one of"),
    "a kind that is none": ("x: {count: plam}", "'plam'"),
    "a value that is none": ("x: {count: {kind: check_requested, check: XX}}", "'XX' is no value"),
    "an empty pattern": ("x: {ever: []}", "empty pattern"),
    "a pattern without kinds": ("x: {ever: {concerned: true}}", "must say of which kind"),
    "latest without of": ("x: {latest: officer}", "needs 'of'"),
    "latest of a field that one kind lacks": ("x: {latest: officer, of: [plan, sentenced]}", "field 'officer'"),
    "latest of free text": ("x: {latest: team, of: allocated}", "field 'team' that can be tested"),
    "of where there is none": ("x: {ever: plan, of: plan}", "has no 'of'"),
    "unanswered without by": ("x: {unanswered: check_requested}", "needs 'by'"),
    "unanswered per order over a kind without one": (
        "x: {unanswered: sentenced, by: plan, per: order}",
        "'plan' carries no order",
    ),
    "per thread": ("x: {count: allocated, per: thread}", "'order' or left out"),
    "per order over kinds without one": ("x: {count: [plan, allocated], per: order}", "'plan' carries no order"),
    "latest per order over kinds without one": (
        "x: {latest: officer, of: plan, per: order}",
        "'plan' carries no order",
    ),
    "before of nothing": ("x: {before: nothing}", "'before' must name an attribute"),
    "before of a term": ("x: {before: begun}", "'before' must name an attribute"),
    "before of a count per order": ("x: {before: allocations}", "'before' must name an attribute"),
    "before itself": ("x: {before: x}", "'before' must name an attribute"),
    "when of a field": ("x: {when: {outcome: ATTENDED}}", "only attributes"),
    "when of a kind": ("x: {when: {kind: plan, concerned: true}}", "only attributes"),
    "when of a kind alone": ("x: {when: plan}", "only attributes"),
    "when of nothing": ("x: {when: {}}", "empty"),
    "a limit": ("x: {ever: {kind: plan, due: {months: 1}}}", "'due'"),
    "a limit in a when": ("x: {when: {concerned: true, due: {months: 1}}}", "'due'"),
}


@pytest.mark.parametrize(("entry", "reason"), WRONG_ATTRIBUTES.values(), ids=WRONG_ATTRIBUTES)
def test_a_wrong_attribute_is_refused(entry, reason):
    assert_refused(with_shared(f"  {entry}\n"), ("pack.yaml", 11, reason))


@pytest.mark.parametrize(
    "other", ["{when: concerned}", "{before: concerned}", "{unanswered: check_requested, by: check_returned}"]
)
def test_before_names_only_what_is_latest_ever_or_count(other):
    assert_refused(with_shared(f"  w: {other}\n  x: {{before: w}}\n"), ("pack.yaml", 12, "'before' must name"))


TAKEN = {
    "a field": ("outcome", "a field"),
    "a field that no test may name as a kind": ("kind", "a field"),
    "a kind": ("plan", "a kind"),
    "a kind about the record": ("withdrawn", "a kind"),
}


@pytest.mark.parametrize(("name", "reason"), TAKEN.values(), ids=TAKEN)
@pytest.mark.parametrize("entry", ["{ever: plan}", "plan"], ids=["attribute", "term"])
def test_a_name_that_is_taken_is_refused(name, reason, entry):
    assert_refused(with_shared(f"  {name}: {entry}\n"), ("pack.yaml", 11, reason))


def test_an_attribute_is_not_called_due_which_a_clause_could_never_test():
    assert_refused(with_shared("  due: {ever: plan}\n"), ("pack.yaml", 11, "due"))


def test_a_name_that_stands_twice_is_refused():
    assert_refused(with_shared("  begun: {ever: plan}\n"), ("pack.yaml", 11, "'begun' stands twice"))


# --- the shape of standards

WRONG_SHAPES = {
    "an empty list opens": (f"opens: []\n{MET_BY}{DUE}", FIRST, "empty"),
    "an empty clause opens": (f"opens: {{}}\n{MET_BY}{DUE}", FIRST, "of which kind"),
    "an empty list meets": (f"{OPENS}met_by: []\n{DUE}", FIRST + 1, "empty"),
    "an empty list holds": ("at: plan\nholds: []\n", FIRST + 1, "empty"),
    "an empty clause holds": ("at: plan\nholds: {}\n", FIRST + 1, "empty"),
    "a clause of no kinds holds": ("at: plan\nholds: {kind: []}\n", FIRST + 1, "empty"),
    "an empty list applies": (f"{OPENS}{MET_BY}{DUE}applies: []\n", FIRST + 3, "empty"),
    "an empty clause applies": (f"{OPENS}{MET_BY}{DUE}applies: {{}}\n", FIRST + 3, "empty"),
    "a list in a list": (f"opens: [[begun]]\n{MET_BY}{DUE}", FIRST, "expected text"),
    "nothing": (f"opens:\n{MET_BY}{DUE}", FIRST, "expected text"),
    "met by an attribute alone": (f"{OPENS}met_by: concerned\n{DUE}", FIRST + 1, "of which kind"),
    "applies asks what the opening fact has not": (
        f"{OPENS}{MET_BY}{DUE}applies: {{officer: A}}\n",
        FIRST + 3,
        "'officer', which a fact of kind 'sentenced' does not have",
    ),
    "unknown asks what one opening fact has not": (
        f"opens: [plan, sentenced]\n{MET_BY}{DUE}applies: concerned\nunknown: {{officer: A}}\n",
        FIRST + 4,
        "'officer', which a fact of kind 'sentenced' does not have",
    ),
    "holds asks what the fact at the gate has not": (
        "at: plan\nholds: {outcome: ATTENDED}\n",
        FIRST + 1,
        "'outcome', which a fact of kind 'plan' does not have",
    ),
    "holds names a kind that is never at the gate": ("at: plan\nholds: {kind: sentenced}\n", FIRST + 1, "'sentenced'"),
    "applies names a kind that never opens": (f"{OPENS}{MET_BY}{DUE}applies: {{kind: plan}}\n", FIRST + 3, "'plan'"),
    "unknown without applies": (f"{OPENS}{MET_BY}{DUE}unknown: concerned\n", FIRST + 3, "there is no 'applies'"),
    "per order over a kind without one": (f"{OPENS}{MET_BY}{DUE}per: order\n", FIRST + 3, "'plan' carries none"),
    "per person": (f"{OPENS}met_by: allocated\n{DUE}per: person\n", FIRST + 3, "'per' is one of thread, order"),
    "accountable is no field": (f"{OPENS}{MET_BY}{DUE}accountable: {{field: owner}}\n", FIRST + 3, "field 'owner'"),
    "accountable is nobody": (f"{OPENS}{MET_BY}{DUE}accountable: {{}}\n", FIRST + 3, "'field' is missing"),
    "accountable is a field of another kind": (
        f"{OPENS}{MET_BY}{DUE}accountable: {{field: provider}}\n",
        FIRST + 3,
        "'sentenced' has no organisation",
    ),
    "accountable is no organisation": (
        f"opens: plan\n{MET_BY}{DUE}accountable: {{field: officer}}\n",
        FIRST + 3,
        "'plan' has no organisation",
    ),
    "a key that is none": (f"{OPENS}{MET_BY}{DUE}ended_by: ended\n", FIRST + 3, "a deadline has no 'ended_by'"),
    "a gate and a deadline": (f"at: plan\nholds: concerned\n{OPENS}", FIRST + 2, "a gate has no 'opens'"),
    "no opening": (f"{MET_BY}{DUE}", 1, "'opens' is missing"),
    "nothing to meet it": (f"{OPENS}{DUE}", 1, "'met_by' is missing"),
    "nothing to hold": ("at: plan\n", 1, "'holds' is missing"),
}


@pytest.mark.parametrize(("text", "line", "reason"), WRONG_SHAPES.values(), ids=WRONG_SHAPES)
def test_a_standard_of_the_wrong_shape_is_refused(text, line, reason):
    assert_refused(with_standard(text), ("more.yaml", line, reason))


def test_a_fault_never_shows_the_inside_of_the_loader():
    found = faults_of(with_standard(f"{OPENS}met_by: allocated\n{DUE}per: [thread]\n"))
    assert found
    assert not any("Node(" in reason for _, _, reason in found), found


def test_an_id_that_stands_twice_is_refused():
    assert_refused({**FILES, "more.yaml": DEADLINE}, ("ready.yaml", 1, "'ready' stands twice"))


def test_order_names_only_standards_of_the_pack():
    files = {**FILES, "pack.yaml": SHARED + "order:\n  - ready\n  - redy\n"}
    assert_refused(files, ("pack.yaml", 13, "'order' names 'redy'"))


def test_order_puts_the_rest_last():
    pack = load_pack({**FILES, "pack.yaml": SHARED + "order: [ready]\n"})
    assert [standard.id for standard in pack.standards] == ["ready", "by-own"]


# --- packs that build on each other

SECOND = "pack: second\ntitle: T\nwords: W\nsource: S\nfrom: 2015-02-01\nbuilds_on: small\n"
USES_BEGUN = {"pack.yaml": SECOND, "ready.yaml": DEADLINE}


def test_a_pack_may_build_on_another():
    (ready,) = load_pack(USES_BEGUN, base=load_pack(FILES)).standards
    assert ready.name == "second/ready"
    assert ready.opens == load_pack(FILES).standards[1].opens


def test_a_pack_may_not_build_on_one_that_is_not_there():
    assert_refused(USES_BEGUN, ("pack.yaml", 6, "there is no pack 'small'"))
    other = load_pack({**FILES, "pack.yaml": SHARED.replace("pack: small", "pack: other")})
    assert_refused(USES_BEGUN, ("pack.yaml", 6, "there is no pack 'small'"), base=other)


def test_a_pack_may_not_build_on_itself():
    files = {**USES_BEGUN, "pack.yaml": SECOND.replace("pack: second", "pack: small")}
    assert_refused(files, ("pack.yaml", 6, "there is no pack 'small'"))


def test_a_pack_may_not_take_a_name_of_the_pack_below():
    files = {**USES_BEGUN, "pack.yaml": SECOND + "shared:\n  begun: plan\n  concerned: {ever: plan}\n"}
    base = load_pack(FILES)
    assert_refused(files, ("pack.yaml", 8, "name of a term"), ("pack.yaml", 9, "name of an attribute"), base=base)


# --- files

WRONG_FILES = {
    "no YAML": ("id: [a\n", 2, "not readable"),
    "a tab": (f"id: more\n{ABOUT}\tmet_by: plan\n", FIRST, "not readable"),
    "a character that cannot be printed": (f"id: more\n{ABOUT}opens: \x00\n", 1, "not readable"),
    "empty": ("# nothing\n", 1, "empty"),
    "a list": ("- a\n", 1, "'name: value'"),
    "a word": ("hello\n", 1, "'name: value'"),
    "two documents": ("a: b\n---\nc: d\n", 2, "not readable"),
    "a key twice": (f"id: more\n{ABOUT}{OPENS}{MET_BY}{DUE}opens: plan\n", FIRST + 3, "'opens' stands twice"),
    "a key twice in a clause": (f"id: more\n{ABOUT}opens: {{kind: plan, kind: plan}}\n", FIRST, "'kind' stands twice"),
    "a key that is no text": (f"id: more\n{ABOUT}? [a, b]\n: c\n{OPENS}{MET_BY}{DUE}", FIRST, "plain text"),
    "an alias to itself": (
        f"id: more\n{ABOUT}opens: &a [*a]\n{MET_BY}{DUE}",
        FIRST,
        "refers to a part above, or to itself",
    ),
    "an alias to what holds it": (
        f"&a\nid: more\n{ABOUT}opens: {{kind: plan, officer: *a}}\n",
        1,
        "refers to a part above, or to itself",
    ),
    "an alias to nothing": (f"id: more\n{ABOUT}opens: *a\n{MET_BY}{DUE}", FIRST, "undefined alias"),
    "a merge": (f"id: more\n{ABOUT}opens: &a {{kind: plan}}\nmet_by: {{<<: *a}}\n{DUE}", FIRST, "'<<'"),
    "nested without end": (f"id: more\n{ABOUT}opens: {'[' * 5000}{']' * 5000}\n", 1, ""),
}


@pytest.mark.parametrize(("text", "line", "reason"), WRONG_FILES.values(), ids=WRONG_FILES)
def test_a_file_that_cannot_be_read_is_refused(text, line, reason):
    assert_refused({**FILES, "more.yaml": text}, ("more.yaml", line, reason))


def test_an_alias_is_refused_and_so_cannot_grow_without_end():
    assert_refused(with_standard(f"opens: &a begun\nmet_by: [plan, *a]\n{DUE}"), ("more.yaml", FIRST, "write it out"))


def test_a_pack_without_its_shared_file_or_its_standards_is_refused():
    assert_refused({"ready.yaml": DEADLINE}, ("pack.yaml", 1, "no such file"))
    assert_refused({"pack.yaml": SHARED}, ("pack.yaml", 1, "no standards"))

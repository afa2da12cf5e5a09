"""Every role, by what a case is to the viewer, the limit on it and the reason stated: as a table, and by property."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.rules.access import (
    IN_WORDS,
    NOT_THERE,
    POWERS,
    READING,
    CaseHeld,
    MayNot,
    Opening,
    Power,
    Relation,
    Role,
    Viewer,
    can_find,
    can_read,
    can_record,
    can_see_exists,
    can_see_who_looked,
    check_can_read,
    check_can_record,
    check_reason,
    figures_may_open,
    may,
    relation_of,
)

REASON = "Covering for Priya Shah, who is away"

MINE = CaseHeld("X1", "C01", "C01T1", "ME")
TEAMS = CaseHeld("X1", "C01", "C01T1", "SHE")
TEAMS_NO_OFFICER = CaseHeld("X1", "C01", "C01T1", None)
NO_TEAMS = CaseHeld("X1", "C01", None, None)
ORGANISATIONS = CaseHeld("X1", "C01", "C01T2", "SHE")
ELSEWHERE = CaseHeld("X1", "N01", "N01T1", "SHE")
NOBODYS = CaseHeld("X1")

CASES = {
    "mine": MINE,
    "teams": TEAMS,
    "teams, no officer": TEAMS_NO_OFFICER,
    "no teams": NO_TEAMS,
    "organisations": ORGANISATIONS,
    "elsewhere": ELSEWHERE,
    "nobodys": NOBODYS,
}

LIMITS = {
    "none": {},
    "excluded": {"excluded": frozenset({"ME", "OTHER"})},
    "another is excluded": {"excluded": frozenset({"OTHER"})},
    "restricted to others": {"restricted_to": frozenset({"OTHER"})},
    "restricted to them": {"restricted_to": frozenset({"ME", "OTHER"})},
    "named in both": {"excluded": frozenset({"ME"}), "restricted_to": frozenset({"ME"})},
}
HIDES_ALL = {"excluded", "named in both"}

# What a case without a limit asks: O nothing, R a reason, F a figure and a reason; - is hidden.
#                    mine teams teams,no-officer no-teams organisations elsewhere nobodys
WITHOUT_LIMITS = {
    Role.COURT_OFFICER: "- - - - - - -",
    Role.PRACTITIONER: "O R R - - - -",
    Role.SENIOR_PROBATION_OFFICER: "O O O O - - -",
    Role.PROVIDER_LEAD: "F F F F F - -",
    Role.INSPECTOR: "O O O O O O O",
    Role.AGGREGATE_VIEWER: "- - - - - - -",
    Role.ADMINISTRATOR: "- - - - - - -",
    Role.DATA_OFFICER: "- - - - - - -",
}
MATRIX = [
    (role, name, limit, mark)
    for role, row in WITHOUT_LIMITS.items()
    for (name, mark) in zip(CASES, row.split(), strict=True)
    for limit in LIMITS
]


def viewer(role: Role, code: str = "ME") -> Viewer:
    return Viewer(code, role, "C01", "C01T1")


def expected(role: Role, name: str, limit: str, mark: str) -> str:
    """The mark with its limit: what is hidden by the limit is `-`."""
    if limit in HIDES_ALL:
        return "-"
    is_let_through = name == "mine" or role is Role.INSPECTOR
    return "-" if limit == "restricted to others" and not is_let_through else mark


def outcome(who: Viewer, case: CaseHeld, reason: str | None, through_figure: bool) -> str:
    """What `check_can_read` makes of it: why it opens, or `hidden`, or `needs a reason`."""
    try:
        return check_can_read(who, case, stated_reason=reason, through_figure=through_figure)
    except MayNot as refusal:
        found = (refusal.hidden, refusal.needs_reason)
        return {(True, False): "hidden", (False, True): "needs a reason"}[found]


def words_of(name: str, role: Role) -> str:
    if role is Role.INSPECTOR:
        return "you are an inspector, who reads all"
    return {
        "mine": "it is your case",
        "teams": "it is a case of your team",
        "teams, no officer": "it is a case of your team",
        "no teams": "it is a case of your organisation, which no team holds yet",
    }[name]


@pytest.mark.parametrize(("role", "name", "limit", "mark"), MATRIX)
def test_who_may_read_is_as_the_table_says(role, name, limit, mark):
    who, case = viewer(role), replace(CASES[name], **LIMITS[limit])
    match expected(role, name, limit, mark):
        case "-":
            wanted = dict.fromkeys(product((None, REASON, "short"), (False, True)), "hidden")
        case "O":
            wanted = dict.fromkeys(product((None, REASON, "short"), (False, True)), words_of(name, role))
        case "R":
            told = f"your team's case, as cover: {REASON}"
            reasons = {None: "needs a reason", "short": "needs a reason", REASON: told}
            wanted = {(r, figure): told for r, told in reasons.items() for figure in (False, True)}
        case "F":
            told = f"a case of your organisation, through a figure: {REASON}"
            wanted = {(None, True): "needs a reason", ("short", True): "needs a reason", (REASON, True): told}
            wanted |= dict.fromkeys(product((None, REASON, "short"), (False,)), "hidden")
    found = {given: outcome(who, case, *given) for given in wanted}
    assert found == wanted


RECORDS = {Role.PRACTITIONER, Role.SENIOR_PROBATION_OFFICER}


@pytest.mark.parametrize(("role", "name", "limit", "mark"), MATRIX)
def test_who_may_record_is_who_reads_and_records_at_all(role, name, limit, mark):
    who, case = viewer(role), replace(CASES[name], **LIMITS[limit])
    asks = expected(role, name, limit, mark)
    assert can_record(who, case) == (role in RECORDS and asks == "O")
    assert can_record(who, case, stated_reason=REASON) == (role in RECORDS and asks in "OR")


def test_an_inspector_is_told_that_they_record_nothing_and_it_is_not_hidden():
    with pytest.raises(MayNot, match="record nothing") as refused:
        check_can_record(viewer(Role.INSPECTOR), TEAMS)
    assert not refused.value.hidden
    assert not refused.value.needs_reason


def test_an_inspector_reads_a_restricted_case_but_never_one_that_excludes_them():
    inspector = viewer(Role.INSPECTOR)
    assert can_read(inspector, replace(ELSEWHERE, restricted_to=frozenset({"OTHER"})))
    assert not can_read(inspector, replace(ELSEWHERE, excluded=frozenset({"ME"})))


def test_a_case_that_has_ended_was_theirs():
    closed = replace(MINE, is_active=False)
    assert check_can_read(viewer(Role.PRACTITIONER), closed) == "it was your case"


def test_a_restriction_to_nobody_hides_from_all_but_holder_and_inspector():
    shut = {"restricted_to": frozenset({""})}
    assert not can_see_exists(viewer(Role.SENIOR_PROBATION_OFFICER), replace(TEAMS, **shut))
    assert can_read(viewer(Role.PRACTITIONER), replace(MINE, **shut))
    with pytest.raises(ValueError, match="code"):
        Viewer("", Role.PRACTITIONER)


@pytest.mark.parametrize(
    ("who", "case", "relation"),
    [
        (Viewer("ME", Role.PRACTITIONER), MINE, Relation.MINE),
        (Viewer("ME", Role.PRACTITIONER), TEAMS, Relation.ELSEWHERE),
        (Viewer("ME", Role.PRACTITIONER), NOBODYS, Relation.ELSEWHERE),
        (Viewer("ME", Role.PRACTITIONER, "C01"), NO_TEAMS, Relation.NO_TEAMS),
        (Viewer("ME", Role.PRACTITIONER, "C01"), TEAMS, Relation.ORGANISATIONS),
        (Viewer("ME", Role.PRACTITIONER, "N01", "C01T1"), TEAMS, Relation.ELSEWHERE),
        (Viewer("ME", Role.PRACTITIONER, "C01", "C01T1"), TEAMS_NO_OFFICER, Relation.TEAMS),
    ],
)
def test_relation_needs_organisation_and_team(who, case, relation):
    assert relation_of(who, case) is relation


# --- what a role may do at all

POWERS_IN_WORDS = {
    Role.COURT_OFFICER: (
        "SEE_OWN_HOME FIND_BY_IDENTITY SEE_COURT_WORK WRITE_REPORTS DECIDE_PROVIDER RAISE_CONCERN BREAK_GLASS"
    ),
    Role.PRACTITIONER: (
        "SEE_OWN_HOME LIST_PEOPLE READ_RECORD RECORD_SUPERVISION SEE_WHO_LOOKED_AT_MINE WRITE_REPORTS "
        "RAISE_CONCERN BREAK_GLASS"
    ),
    Role.SENIOR_PROBATION_OFFICER: (
        "SEE_OWN_HOME LIST_PEOPLE READ_RECORD RECORD_SUPERVISION SEE_WHO_LOOKED_AT_MINE SEE_TEAM RECORD_OVERSIGHT "
        "SEE_MEASURES OPEN_MEASURES SEE_COURT_WORK WRITE_REPORTS DECIDE_PROVIDER ANSWER_HANDOVER ALLOCATE "
        "RAISE_CONCERN SEE_STAFF RECORD_STAFF BREAK_GLASS REVIEW_GLASS"
    ),
    Role.PROVIDER_LEAD: "SEE_OWN_HOME SEE_MEASURES OPEN_MEASURES READ_RECORD SEE_STAFF",
    Role.INSPECTOR: "SEE_OWN_HOME LIST_PEOPLE READ_RECORD SEE_MEASURES OPEN_MEASURES TAKE_NAMES SEE_STAFF COUNT_GLASS",
    Role.AGGREGATE_VIEWER: "SEE_OWN_HOME SEE_MEASURES",
    Role.ADMINISTRATOR: "SEE_OWN_HOME MANAGE_USERS",
    Role.DATA_OFFICER: "SEE_OWN_HOME SEE_WHO_LOOKED REVIEW_GLASS",
}


@pytest.mark.parametrize(("role", "power"), list(product(Role, Power)))
def test_what_a_role_may_do_is_as_the_table_says(role, power):
    is_given = power.name in POWERS_IN_WORDS[role].split()
    assert may(viewer(role), power) == is_given


def test_tables_have_every_role_and_every_relation():
    assert set(POWERS) == set(IN_WORDS) == set(READING) == set(Role)
    assert all(set(row) == set(Relation) for row in READING.values())


def test_who_has_no_power_to_read_has_no_case_that_opens():
    for role, row in READING.items():
        opens = any(opening is not Opening.CLOSED for opening in row.values())
        assert opens == (Power.READ_RECORD in POWERS[role])


def test_figures_open_for_seniors_leads_and_inspectors_alone():
    opens = {Role.SENIOR_PROBATION_OFFICER, Role.PROVIDER_LEAD, Role.INSPECTOR}
    assert {role for role in Role if figures_may_open(viewer(role))} == opens


def test_a_court_officer_finds_whoever_no_limit_keeps_from_them_and_opens_nobody():
    officer = viewer(Role.COURT_OFFICER)
    assert can_find(officer, ELSEWHERE)
    assert can_find(officer, NOBODYS)
    assert not can_find(officer, replace(ELSEWHERE, restricted_to=frozenset({"OTHER"})))
    assert not can_find(officer, replace(ELSEWHERE, excluded=frozenset({"ME"})))
    assert not can_find(viewer(Role.PRACTITIONER), ELSEWHERE)
    assert can_find(viewer(Role.PRACTITIONER), TEAMS)


def test_who_looked_is_told_to_the_holder_and_the_data_officer_within_the_limits():
    assert can_see_who_looked(viewer(Role.PRACTITIONER), MINE)
    assert not can_see_who_looked(viewer(Role.PRACTITIONER), TEAMS)
    assert not can_see_who_looked(viewer(Role.INSPECTOR), TEAMS)
    assert can_see_who_looked(viewer(Role.DATA_OFFICER), ELSEWHERE)
    assert can_see_who_looked(viewer(Role.DATA_OFFICER), replace(ELSEWHERE, restricted_to=frozenset({"OTHER"})))
    assert not can_see_who_looked(viewer(Role.DATA_OFFICER), replace(ELSEWHERE, excluded=frozenset({"ME"})))
    assert not can_see_who_looked(viewer(Role.PRACTITIONER), replace(MINE, excluded=frozenset({"ME"})))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (None, "Say why"),
        ("", "Say why"),
        (" \r\n ", "Say why"),
        ("cover", "at least 10 letters"),
        ("..........................", "at least 10 letters"),
        ("a b c d e f g h i", "at least 10 letters"),
        ("covering\x00 for Priya", r"Character 9 .*U\+0000"),
        ("covering \ud800 for Priya", r"U\+D800"),
        ("cover " * 200, "1,199 characters and may have at most 1,000"),
    ],
)
def test_a_reason_that_is_none_is_refused(text, told):
    with pytest.raises(MayNot, match=told) as refused:
        check_reason(text)
    assert refused.value.needs_reason
    assert not refused.value.hidden


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  cover today\r\n", "cover today"),
        ("a b c d e f g h i j", "a b c d e f g h i j"),
        ("yn lle Siân Ôl", "yn lle Siân Ôl"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
    ],
)
def test_a_reason_is_kept_without_blanks_around_it(text, kept):
    assert check_reason(text) == kept


# --- by property

CODES = st.sampled_from(["ME", "SHE", "OTHER"])
MAYBE_CODE = st.none() | CODES
ORGANISATION = st.sampled_from([None, "C01", "N01"])
TEAM = st.sampled_from([None, "T1", "T2"])
NAMED = st.frozensets(CODES, max_size=2)
VIEWERS = st.builds(Viewer, CODES, st.sampled_from(Role), ORGANISATION, TEAM)
HELD = st.builds(CaseHeld, st.just("X1"), ORGANISATION, TEAM, MAYBE_CODE, st.booleans(), NAMED, NAMED)
REASONS = st.sampled_from([None, "", "short", REASON, "\x00" * 20, "x" * 2000])


@given(VIEWERS, HELD, REASONS, st.booleans())
def test_what_is_hidden_gives_nothing_away(who, case, reason, through_figure):
    if can_see_exists(who, case, through_figure=through_figure):
        return
    with pytest.raises(MayNot) as refused:
        check_can_read(who, case, stated_reason=reason, through_figure=through_figure)
    assert (refused.value.hidden, refused.value.needs_reason) == (True, False)
    assert refused.value.sentence == str(refused.value) == NOT_THERE


@given(VIEWERS, HELD, REASONS, st.booleans())
def test_what_may_be_known_to_exist_opens_at_once_or_with_a_reason(who, case, reason, through_figure):
    if can_see_exists(who, case, through_figure=through_figure):
        assert can_read(who, case, stated_reason=REASON, through_figure=through_figure)
        assert outcome(who, case, reason, through_figure) != "hidden"


@given(VIEWERS, HELD, REASONS, st.booleans())
def test_an_exclusion_always_wins(who, case, reason, through_figure):
    shut = replace(case, excluded=case.excluded | {who.code})
    assert not can_see_exists(who, shut, through_figure=through_figure)
    assert not can_read(who, shut, stated_reason=reason, through_figure=through_figure)
    assert not can_record(who, shut, stated_reason=reason)
    assert not can_find(who, shut)
    assert not can_see_who_looked(who, shut)


@given(VIEWERS, HELD, REASONS)
def test_a_limit_opens_nothing_that_was_closed(who, case, reason):
    bare = replace(case, excluded=frozenset(), restricted_to=frozenset())
    assert can_read(who, case, stated_reason=reason) <= can_read(who, bare, stated_reason=reason)
    assert can_find(who, case) <= can_find(who, bare)


@given(VIEWERS, HELD, REASONS)
def test_whoever_records_reads(who, case, reason):
    if can_record(who, case, stated_reason=reason):
        assert can_read(who, case, stated_reason=reason)
        assert who.role in RECORDS


@given(VIEWERS, HELD)
def test_a_figure_widens_what_leads_see_and_nobody_else(who, case):
    plain = can_read(who, case, stated_reason=REASON)
    figure = can_read(who, case, stated_reason=REASON, through_figure=True)
    assert plain == figure or (who.role is Role.PROVIDER_LEAD and figure)

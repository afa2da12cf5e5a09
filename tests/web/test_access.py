"""Every route by every role: literal tables, so that a new route must be put into them and no answer changes unseen."""

import re
from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.web.world import AT, CRC, NPS, TEAM, World, arranged, limited, stand_still
from throughcare.facts.identity import AccessLimit
from throughcare.records.models import (
    AccessEntry,
    Court,
    Hearing,
    HearingChange,
    MatchDecision,
    ObligationRow,
    StoredFact,
)
from throughcare.rules.access import Role
from throughcare.web.door import entrance_of

pytestmark = pytest.mark.django_db

USERS = {
    Role.COURT_OFFICER: "CO1",
    Role.PRACTITIONER: "P1",
    Role.SENIOR_PROBATION_OFFICER: "S1",
    Role.PROVIDER_LEAD: "L1",
    Role.INSPECTOR: "I1",
    Role.AGGREGATE_VIEWER: "A1",
    Role.ADMINISTRATOR: "AD1",
    Role.DATA_OFFICER: "D1",
}
MINE, TEAMS, ELSEWHERE, LIMITED, NOBODY = "X1", "X2", "X3", "X4", "X999"
HEARING = 1
PACK = {"pack": "briefing", "standard": "first-appointment"}

# What a GET answers: 200 shown, 302 sent on, 403 not for this role, 404 as if not there, 405 only by a form.
#                            nobody court pract. SPO  lead insp. aggr. admin data
ROUTES = {
    "home":                  (302, 200, 200, 200, 200, 200, 200, 200, 200),
    "accessibility":         (200, 200, 200, 200, 200, 200, 200, 200, 200),
    "privacy":               (200, 200, 200, 200, 200, 200, 200, 200, 200),
    "account_login":         (200, 302, 302, 302, 302, 302, 302, 302, 302),
    "account_logout":        (302, 200, 200, 200, 200, 200, 200, 200, 200),
    "account_inactive":      (200, 200, 200, 200, 200, 200, 200, 200, 200),
    "account_change_password": (302, 200, 200, 200, 200, 200, 200, 200, 200),
    "account_reauthenticate": (302, 200, 200, 200, 200, 200, 200, 200, 200),
    "demo_sign_in":          (405, 405, 405, 405, 405, 405, 405, 405, 405),
    "team_member":           (302, 403, 403, 200, 403, 403, 403, 403, 403),
    "people":                (302, 200, 200, 200, 403, 200, 403, 403, 403),
    "people_csv":            (302, 403, 403, 403, 403, 200, 403, 403, 403),
    "person":                (302, 404, 200, 200, 404, 200, 403, 403, 403),
    "timeline":              (302, 404, 200, 200, 404, 200, 403, 403, 403),
    "duties":                (302, 404, 200, 200, 404, 200, 403, 403, 403),
    "duty":                  (302, 404, 200, 200, 404, 200, 403, 403, 403),
    "say_why":               (302, 403, 302, 302, 404, 302, 403, 403, 403),
    "scores":                (302, 404, 200, 200, 404, 200, 403, 403, 403),
    "score":                 (302, 404, 200, 200, 404, 200, 403, 403, 403),
    "score_answers":         (302, 403, 200, 200, 403, 403, 403, 403, 403),
    "ask_correction":        (302, 403, 200, 200, 403, 403, 403, 403, 403),
    "decide_correction":     (302, 403, 404, 404, 403, 403, 403, 403, 403),
    "record_contact":        (302, 403, 200, 200, 403, 403, 403, 403, 403),
    "arrange":               (302, 403, 200, 200, 403, 403, 403, 403, 403),
    "outcome":               (302, 403, 200, 200, 403, 403, 403, 403, 403),
    "withdraw":              (302, 403, 200, 200, 403, 403, 403, 403, 403),
    "safety":                (302, 403, 200, 200, 403, 403, 403, 403, 403),
    "record_oversight":      (302, 403, 403, 200, 403, 403, 403, 403, 403),
    "limits":                (302, 403, 403, 200, 403, 403, 403, 403, 403),
    "needs":                 (302, 403, 200, 200, 403, 403, 403, 403, 403),
    "absence":               (302, 403, 403, 200, 403, 403, 403, 403, 403),
    "recorded":              (302, 403, 404, 404, 403, 403, 403, 403, 403),
    "undo":                  (302, 403, 303, 303, 403, 403, 403, 403, 403),
    "bulk_outcomes":         (302, 403, 200, 200, 403, 403, 403, 403, 403),
    "reports":               (302, 200, 200, 200, 403, 403, 403, 403, 403),
    "risk":                  (302, 404, 200, 200, 404, 200, 403, 403, 403),
    "risk_said":             (302, 404, 404, 404, 404, 404, 403, 403, 403),
    "screen":                (302, 403, 200, 200, 403, 403, 403, 403, 403),
    "analyse":               (302, 403, 200, 200, 403, 403, 403, 403, 403),
    "plan_risk":             (302, 403, 200, 200, 403, 403, 403, 403, 403),
    "exempt":                (302, 403, 200, 200, 403, 403, 403, 403, 403),
    "answer_exemption":      (302, 403, 403, 200, 403, 403, 403, 403, 403),
    "mappa":                 (302, 403, 403, 200, 403, 403, 403, 403, 403),
    "ask_report":            (302, 200, 403, 403, 403, 403, 403, 403, 403),
    "report":                (302, 404, 404, 404, 404, 404, 403, 403, 403),
    "report_file":           (302, 404, 404, 404, 404, 404, 403, 403, 403),
    "blank_report":          (302, 404, 404, 404, 403, 403, 403, 403, 403),
    "write_report":          (302, 404, 404, 404, 403, 403, 403, 403, 403),
    "assign_report":         (302, 404, 403, 404, 403, 403, 403, 403, 403),
    "read_report":           (302, 404, 403, 404, 403, 403, 403, 403, 403),
    "adjourn_report":        (302, 404, 403, 404, 403, 403, 403, 403, 403),
    "call_off_report":       (302, 404, 403, 404, 403, 403, 403, 403, 403),
    "take_back":             (302, 404, 403, 404, 403, 403, 403, 403, 403),
    "deliver_report":        (302, 404, 404, 404, 403, 403, 403, 403, 403),
    "write_down_report":     (302, 404, 404, 404, 403, 403, 403, 403, 403),
    "words_on_report":       (302, 404, 404, 404, 403, 403, 403, 403, 403),
    "ask_check":             (302, 404, 404, 404, 403, 403, 403, 403, 403),
    "undo_report":           (302, 404, 404, 404, 403, 403, 403, 403, 403),
    "mark_report":           (302, 404, 404, 404, 403, 403, 403, 403, 403),
    "report_scores":         (302, 404, 404, 404, 403, 403, 403, 403, 403),
    "report_score":          (302, 404, 404, 404, 403, 403, 403, 403, 403),
    "report_screening":      (302, 404, 404, 404, 403, 403, 403, 403, 403),
    "report_answers":        (302, 404, 404, 404, 403, 403, 403, 403, 403),
    "report_quality":        (302, 200, 403, 200, 403, 403, 403, 403, 403),
    "checks":                (302, 200, 403, 200, 403, 403, 403, 403, 403),
    "check":                 (302, 404, 404, 404, 403, 403, 403, 403, 403),
    "check_of_fact":         (302, 404, 404, 404, 403, 403, 403, 403, 403),
    "make_door":             (302, 303, 303, 303, 403, 403, 403, 403, 403),
    "chase_check":           (302, 404, 404, 404, 403, 403, 403, 403, 403),
    "take_answer":           (302, 404, 404, 404, 403, 403, 403, 403, 403),
    "undo_check":            (302, 404, 404, 404, 403, 403, 403, 403, 403),
    "acknowledge":           (302, 404, 404, 404, 403, 403, 403, 403, 403),
    "agency_answer":         (404, 404, 404, 404, 404, 404, 404, 404, 404),
    "agency_program":        (405, 405, 405, 405, 405, 405, 405, 405, 405),
    "handovers":             (302, 200, 403, 200, 403, 403, 403, 403, 403),
    "handovers_csv":         (302, 200, 403, 200, 403, 403, 403, 403, 403),
    "handovers_of":          (302, 404, 403, 200, 403, 403, 403, 403, 403),
    "send_handover":         (302, 404, 403, 200, 403, 403, 403, 403, 403),
    "handover":              (302, 404, 404, 404, 404, 404, 403, 403, 403),
    "handover_file":         (302, 404, 404, 404, 404, 404, 403, 403, 403),
    "accept_handover":       (302, 403, 403, 404, 403, 403, 403, 403, 403),
    "return_handover":       (302, 403, 403, 404, 403, 403, 403, 403, 403),
    "measures":              (302, 403, 403, 200, 200, 200, 200, 403, 403),
    "formats":               (302, 403, 403, 200, 200, 200, 200, 403, 403),
    "concordance":           (302, 403, 403, 200, 200, 200, 200, 403, 403),
    "figures_csv":           (302, 403, 403, 200, 200, 200, 200, 403, 403),
    "measure":               (302, 403, 403, 200, 200, 200, 200, 403, 403),
    "measure_csv":           (302, 403, 403, 200, 200, 200, 200, 403, 403),
    "comparison":            (302, 403, 403, 200, 200, 200, 200, 403, 403),
    "comparison_file":       (302, 403, 403, 200, 200, 200, 200, 403, 403),
    "measure_people":        (302, 403, 403, 200, 200, 200, 403, 403, 403),
    "measure_people_csv":    (302, 403, 403, 200, 200, 200, 403, 403, 403),
    "questions":             (302, 403, 403, 200, 200, 200, 200, 403, 403),
    "ask_what_if":           (302, 403, 403, 200, 200, 200, 200, 403, 403),
    "ask_as_known":          (302, 403, 403, 200, 200, 200, 200, 403, 403),
    "ask_delay":             (302, 403, 403, 200, 200, 200, 200, 403, 403),
    "question":              (302, 403, 403, 404, 404, 404, 404, 403, 403),
    "cancel_question":       (302, 403, 403, 405, 405, 405, 405, 403, 403),
    "question_csv":          (302, 403, 403, 404, 404, 404, 404, 403, 403),
    "question_people":       (302, 403, 403, 404, 404, 404, 403, 403, 403),
    "question_people_csv":   (302, 403, 403, 404, 404, 404, 403, 403, 403),
    "who_looked":            (302, 403, 200, 200, 403, 403, 403, 403, 200),
    "restricted":            (302, 200, 200, 200, 403, 200, 403, 403, 200),
    "break_glass":           (302, 200, 200, 200, 403, 403, 403, 403, 403),
    "glass":                 (302, 403, 403, 200, 403, 403, 403, 403, 200),
    "judge_glass":           (302, 403, 403, 404, 403, 403, 403, 403, 404),
    "shut_cases":            (302, 403, 403, 403, 403, 403, 403, 403, 200),
    "name_manager":          (302, 403, 403, 403, 403, 403, 403, 403, 404),
    "review_limits":         (302, 403, 403, 200, 403, 403, 403, 403, 403),
    "court":                 (302, 200, 403, 403, 403, 403, 403, 403, 403),
    "undo_hearing":          (302, 404, 403, 403, 403, 403, 403, 403, 403),
    "morning":               (302, 200, 403, 403, 403, 403, 403, 403, 403),
    "send_list":             (302, 200, 403, 403, 403, 403, 403, 403, 403),
    "list_received":         (302, 404, 403, 403, 403, 403, 403, 403, 403),
    "type_hearing":          (302, 200, 403, 403, 403, 403, 403, 403, 403),
    "hearing":               (302, 200, 403, 403, 403, 403, 403, 403, 403),
    "undo_match":            (302, 200, 403, 403, 403, 403, 403, 403, 403),
    "take_off":              (302, 303, 403, 403, 403, 403, 403, 403, 403),
    "proposals":             (302, 403, 403, 200, 403, 403, 403, 403, 403),
    "new_proposal":          (302, 403, 403, 200, 403, 403, 403, 403, 403),
    "proposal":              (302, 403, 403, 404, 403, 403, 403, 403, 403),
    "proposal_of":           (302, 403, 403, 404, 403, 403, 403, 403, 403),
    "cover":                 (302, 403, 200, 200, 403, 403, 403, 403, 403),
    "cover_of":              (302, 403, 404, 404, 403, 403, 403, 403, 403),
    "takeover":              (302, 403, 200, 200, 404, 200, 403, 403, 403),
    "notices":               (302, 200, 200, 200, 200, 200, 200, 200, 200),
    "allocation":            (302, 403, 403, 200, 403, 403, 403, 403, 403),
    "allocate":              (302, 403, 403, 200, 403, 403, 403, 403, 403),
    "declare_conflict":      (302, 403, 200, 200, 403, 403, 403, 403, 403),
    "ask_practitioner":      (302, 403, 403, 200, 403, 403, 403, 403, 403),
    "undo_allocation":       (302, 403, 403, 404, 403, 403, 403, 403, 403),
    "concerns":              (302, 200, 200, 200, 200, 200, 403, 403, 403),
    "concern_figures":       (302, 403, 403, 200, 200, 200, 403, 403, 403),
    "raise_concern":         (302, 404, 200, 200, 403, 403, 403, 403, 403),
    "answer_concern":        (302, 403, 403, 404, 403, 403, 403, 403, 403),
    "work_out_sentence":     (302, 200, 200, 200, 200, 200, 200, 200, 200),
    "waiting_orders":        (302, 200, 403, 200, 403, 403, 403, 403, 403),
    "decide_again":          (302, 403, 403, 200, 403, 403, 403, 403, 403),
    "referrals":             (302, 403, 403, 200, 403, 403, 403, 403, 403),
    "provider_flow":         (302, 403, 403, 200, 200, 200, 200, 403, 403),
    "provider_flow_csv":     (302, 403, 403, 200, 200, 200, 200, 403, 403),
    "provider_flow_people":  (302, 403, 403, 200, 200, 200, 403, 403, 403),
    "decide_provider":       (302, 404, 403, 200, 403, 403, 403, 403, 403),
    "keep_order":            (302, 404, 403, 200, 403, 403, 403, 403, 403),
    "decide_referral":       (302, 403, 403, 404, 403, 403, 403, 403, 403),
    "refer":                 (302, 403, 200, 200, 403, 403, 403, 403, 403),
    "staff":                 (302, 403, 403, 200, 200, 200, 403, 403, 403),
    "staff_csv":             (302, 403, 403, 200, 200, 200, 403, 403, 403),
    "staff_figures":         (302, 403, 403, 200, 200, 200, 200, 403, 403),
    "staff_figures_csv":     (302, 403, 403, 200, 200, 200, 200, 403, 403),
    "role_grid":             (302, 200, 200, 200, 200, 200, 200, 200, 200),
    "staff_member":          (302, 404, 200, 200, 200, 200, 404, 404, 404),
    "record_staff":          (302, 403, 403, 200, 403, 403, 403, 403, 403),
    "withdraw_staff":        (302, 403, 403, 404, 403, 403, 403, 403, 403),
    "users":                 (302, 403, 403, 403, 403, 403, 403, 200, 403),
    "add_user":              (302, 403, 403, 403, 403, 403, 403, 200, 403),
    "settings":              (302, 403, 403, 403, 403, 403, 403, 200, 403),
    "change_user":           (302, 403, 403, 403, 403, 403, 403, 200, 403),
    "set_password":          (302, 403, 403, 403, 403, 403, 403, 200, 403),
}  # fmt: skip

# What a person's page answers, by what the case is to the reader: of their own, of their team (to the SPO: their
# team's), of another organisation, limited to others, and a number that nobody has. 302 asks for a reason.
#                                   own  team  else  lim.  none
CASES = {
    Role.COURT_OFFICER:            (404, 404, 404, 404, 404),
    Role.PRACTITIONER:             (200, 302, 404, 404, 404),
    Role.SENIOR_PROBATION_OFFICER: (200, 200, 404, 404, 404),
    Role.PROVIDER_LEAD:            (404, 404, 404, 404, 404),
    Role.INSPECTOR:                (200, 200, 200, 200, 404),
    Role.AGGREGATE_VIEWER:         (403, 403, 403, 403, 403),
    Role.ADMINISTRATOR:            (403, 403, 403, 403, 403),
    Role.DATA_OFFICER:             (403, 403, 403, 403, 403),
}  # fmt: skip
OF_A_GROUP = dict.fromkeys(("measure_people", "measure_people_csv"), "?by=type&group=NPS&outcome=missed")
OF_A_PERSON = ("person", "timeline", "duties", "duty", "risk")
FORMS = (
    "record_contact",
    "arrange",
    "outcome",
    "withdraw",
    "safety",
    "needs",
    "screen",
    "analyse",
    "plan_risk",
    "exempt",
    "refer",
)


@pytest.fixture(autouse=True)
def world(monkeypatch):
    stand_still(monkeypatch, "2016-03-14")
    world = World()
    for role, code in USERS.items():
        has_team = role in (Role.PRACTITIONER, Role.SENIOR_PROBATION_OFFICER)
        world.user(code, role, team=TEAM if has_team else "")
    for code in ("P1", "P2"):
        world.staff(code)
    world.staff("P3", organisation=CRC, team="")
    world.case(MINE, "2016-03-01", arranged("2016-03-14", "P1"))
    world.case(TEAMS, "2016-03-01", arranged("2016-03-14", "P2"), officer="P2")
    world.case(ELSEWHERE, "2016-03-01", arranged("2016-03-14", "P3"), officer="P3", organisation=CRC, team=None)
    limit = limited("2016-03-03", AccessLimit.RESTRICTION, "P2")
    world.case(LIMITED, "2016-03-01", arranged("2016-03-14", "P2"), limit, officer="P2")
    court = Court.objects.create(code="B01LE", name="Leeds", organisation_id=NPS)
    who = {"received_by": world.user("CO1"), "received_at": AT, "family_name": "Bell", "list_reference": "R1"}
    Hearing.objects.create(pk=HEARING, court=court, listed_on="2016-03-14", **who)
    return world


def routes(found: URLResolver | None = None) -> Iterator[URLPattern]:
    for each in (found or get_resolver()).url_patterns:
        if isinstance(each, URLResolver):
            yield from routes(each)
        else:
            yield each


def address_of(name: str, crn: str = MINE) -> str:
    given = {
        "crn": crn,
        "formula": "rsr",
        "thread": "M2016-03-14",
        "number": 4,
        "check": "DV",
        "order": "1",
        "token": "nobody-sent-this",
        "opened_by": 2,
        "code": "P1",
        "view": "compared",
        "ending": "csv",
        "what": "training",
        "name": "somebody-elses",
        "pk": HEARING,
        "month": "2016-03",
        "figure": "held-nps",
        **PACK,
    }
    pattern = next(each for each in routes() if each.name == name)
    return reverse(name, kwargs={key: given[key] for key in pattern.pattern.converters}) + OF_A_GROUP.get(name, "")


def test_every_route_stands_in_the_table():
    assert {each.name for each in routes()} == set(ROUTES)


def test_every_route_says_who_may_use_it():
    assert not [each.name for each in routes() if entrance_of(each.callback, each.name) is None]


@pytest.mark.parametrize("name", ROUTES)
def test_a_route_answers_each_role_as_the_table_says(client, world, name):
    found = [client.get(address_of(name)).status_code]
    for code in USERS.values():
        client.force_login(world.user(code))
        found.append(client.get(address_of(name)).status_code)
    assert tuple(found) == ROUTES[name]


@pytest.mark.parametrize("name", OF_A_PERSON)
@pytest.mark.parametrize("role", CASES)
def test_a_persons_page_answers_by_what_the_case_is_to_the_reader(client, world, role, name):
    client.force_login(world.user(USERS[role]))
    people = (MINE, TEAMS, ELSEWHERE, LIMITED, NOBODY)
    assert tuple(client.get(address_of(name, crn)).status_code for crn in people) == CASES[role]


@pytest.mark.parametrize("name", [*FORMS, "record_oversight", "limits", "review_limits", "answer_exemption", "mappa"])
@pytest.mark.parametrize("role", USERS)
def test_a_form_writes_nothing_for_whom_it_is_not(client, world, role, name):
    client.force_login(world.user(USERS[role]))
    before = StoredFact.objects.count()
    for crn in (TEAMS, ELSEWHERE, LIMITED, NOBODY):
        if role is Role.SENIOR_PROBATION_OFFICER and crn == TEAMS:
            continue
        answer = client.post(address_of(name, crn), {"on": "today", "reason": "because I want to", "note": "x"})
        assert answer.status_code in (302, 403, 404)
        if answer.status_code == 302:
            assert (role, crn) == (Role.PRACTITIONER, TEAMS)
            assert answer.headers["Location"].startswith(reverse("say_why", args=[crn]))
    assert StoredFact.objects.count() == before


@pytest.mark.parametrize("name", OF_A_PERSON)
def test_a_limited_case_answers_like_a_number_that_nobody_has(client, world, name):
    for role in (Role.PRACTITIONER, Role.SENIOR_PROBATION_OFFICER, Role.PROVIDER_LEAD):
        client.force_login(world.user(USERS[role]))
        limited_case = client.get(address_of(name, LIMITED)).content.decode().replace(LIMITED, "")
        nobody = client.get(address_of(name, NOBODY)).content.decode().replace(NOBODY, "")
        assert without_nonce(limited_case) == without_nonce(nobody)


def without_nonce(page: str) -> str:
    return re.sub(r'nonce="[^"]*"|name="csrfmiddlewaretoken" value="[^"]*"', "", page)


def test_every_look_is_kept_with_who_and_why_and_a_refused_one_is_none(client, world):
    client.force_login(world.user("P1"))
    client.get(address_of("person"))
    entry = AccessEntry.objects.get(person__crn=MINE)
    assert (entry.user.code, entry.role, entry.why) == ("P1", "practitioner", "their own case")
    client.get(address_of("person", LIMITED))
    client.get(address_of("person", TEAMS))
    assert not AccessEntry.objects.exclude(person__crn=MINE).exists()


def test_a_get_writes_nothing_but_the_log(client, world):
    before = {
        model: model.objects.count() for model in (StoredFact, ObligationRow, Hearing, HearingChange, MatchDecision)
    }
    for code in USERS.values():
        client.force_login(world.user(code))
        for name in ROUTES:
            client.get(address_of(name))
    assert {model: model.objects.count() for model in before} == before

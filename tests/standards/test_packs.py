"""The packs that are shipped: what they hold, and that every standard has all of its parts."""

from dataclasses import fields

import pytest

from tests.standards.pack_texts import FILES, SHARED
from tests.standards.packs import all_packs, all_standards, pack, standard
from throughcare.calendar import Limit, Unit
from throughcare.exchange.packs import read_pack
from throughcare.facts.checks import CheckType
from throughcare.rules.checks import REPLY_WITHIN
from throughcare.standards.language import About, DayIn, Deadline, Gate, Per, Sureness, kinds_of, openings
from throughcare.standards.text_nodes import PackFault

WORKING, CALENDAR, MONTHS = Unit.WORKING_DAYS, Unit.CALENDAR_DAYS, Unit.MONTHS

# The table of standards.md, in its order: id, kinds that open, kinds that meet (none for a gate), limit.
BRIEFING = [
    ("oral-report-recorded", {"report_delivered"}, {"report_recorded"}, Limit(1, WORKING)),
    ("checks-requested-before-report", {"report_delivered"}, None, None),
    ("allocated-in-time", {"sentenced"}, {"allocated"}, Limit(2, WORKING)),
    ("rosh-at-allocation", {"allocated"}, None, None),
    ("full-rosh-at-allocation", {"allocated"}, None, None),
    ("checks-back-at-allocation", {"allocated"}, None, None),
    ("first-appointment", {"sentenced", "released"}, {"appointment", "home_visit"}, Limit(5, WORKING)),
    (
        "first-appointment-contract",
        {"allocated", "released"},
        {"appointment", "home_visit", "appointment_arranged"},
        None,
    ),
    ("plan-in-time", {"sentenced", "released"}, {"plan"}, Limit(10, WORKING)),
    ("plan-by-assigned", {"plan"}, None, None),
    ("home-visit", {"sentenced", "released"}, {"home_visit"}, Limit(42, CALENDAR)),
    ("oversight", {"sentenced", "released"}, {"oversight"}, Limit(20, WORKING)),
    ("risk-reviewed", {"sentenced", "released", "assessed"}, {"assessed"}, Limit(6, MONTHS)),
    ("change-reviewed", {"significant_change"}, {"assessed"}, Limit(5, WORKING)),
    ("others-notified", {"significant_change"}, {"agency_notified"}, Limit(2, WORKING)),
    ("escalation-decided", {"escalated"}, {"escalation_decided"}, Limit(5, WORKING)),
]


def test_the_briefing_has_the_sixteen_standards_in_order():
    assert [each.id for each in pack("briefing").standards] == [row[0] for row in BRIEFING]


@pytest.mark.parametrize(("id_", "opens", "meets", "due"), BRIEFING, ids=[row[0] for row in BRIEFING])
def test_a_standard_of_the_briefing_opens_and_is_met_as_written(id_, opens, meets, due):
    found = standard(f"briefing/{id_}")
    assert kinds_of(openings(found)) == opens
    assert isinstance(found, Gate) == (meets is None)
    if isinstance(found, Deadline):
        assert (kinds_of(found.met_by), found.due) == (meets, due)


def test_the_contract_reading_has_its_two_limits():
    found = standard("briefing/first-appointment-contract")
    assert [found.limit_of(clause) for clause in found.opens] == [Limit(5, WORKING), Limit(1, WORKING)]


def test_only_what_depends_on_a_condition_has_one():
    conditional = {each.name for each in pack("briefing").standards if each.applies}
    assert conditional == {"briefing/home-visit", "briefing/oversight"}
    assert all(standard(name).unknown for name in conditional)


def test_threads_orders_and_deliverers_are_where_the_table_says():
    in_briefing = pack("briefing").standards
    per = {each.id: each.per for each in in_briefing if isinstance(each, Deadline) and each.per}
    assert per == {
        "oral-report-recorded": Per.THREAD,
        "allocated-in-time": Per.ORDER,
        "escalation-decided": Per.THREAD,
    }
    accountable = {each.id: each.accountable for each in in_briefing if each.accountable}
    assert accountable == {"oral-report-recorded": "provider", "checks-requested-before-report": "provider"}


def test_the_other_packs_are_shipped_with_their_standards():
    assert [each.name for each in all_packs()] == ["briefing", "contract-2015", "throughcare"]
    assert {each.id for each in pack("contract-2015").standards} == {
        "allocated-in-time",
        "first-appointment",
        "plan-in-time",
        "report-on-time",
    }
    assert {each.id for each in pack("throughcare").standards} == {
        "home-visit-on-new-risk",
        "oversight-on-new-risk",
        "domestic-abuse-answer-recorded",
        "child-answer-recorded",
        "rosh-complete-at-allocation",
        "full-rosh-where-needed",
        "exemption-answered",
        "handover-sent-in-time",
        "handover-answered",
        "returned-pack-answered",
        "practitioner-named-in-time",
        "transfer-after-escalation",
        "staff-concern-answered",
        "police-check-asked",
        "children-check-asked",
        "check-answered-in-time",
        "checks-back-at-report",
        "answer-acknowledged",
        "agency-rung",
        "format-as-advised",
        "report-sent-electronically",
        "sentence-as-proposed",
    }


@pytest.mark.parametrize(
    ("name", "due"),
    [
        ("contract-2015/allocated-in-time", Limit(2, WORKING)),
        ("contract-2015/plan-in-time", Limit(15, WORKING)),
        ("throughcare/home-visit-on-new-risk", Limit(42, CALENDAR)),
        ("throughcare/oversight-on-new-risk", Limit(20, WORKING)),
        ("throughcare/domestic-abuse-answer-recorded", Limit(2, WORKING)),
        ("throughcare/child-answer-recorded", Limit(2, WORKING)),
        ("throughcare/exemption-answered", Limit(2, WORKING)),
        ("throughcare/handover-sent-in-time", Limit(1, WORKING)),
        ("throughcare/handover-answered", DayIn("reply_by", Limit(2, WORKING))),
        ("throughcare/returned-pack-answered", Limit(2, WORKING)),
        ("throughcare/practitioner-named-in-time", Limit(2, WORKING)),
        ("throughcare/transfer-after-escalation", Limit(5, WORKING)),
        ("throughcare/staff-concern-answered", Limit(5, WORKING)),
    ],
)
def test_limits_of_the_other_packs(name, due):
    assert standard(name).due == due


def test_an_agency_is_given_as_long_as_the_standard_counts():
    judged = standard("throughcare/check-answered-in-time")
    police, others = (clause.due or judged.due for clause in judged.opens)
    assert police == Limit(REPLY_WITHIN[CheckType.DOMESTIC_ABUSE], WORKING)
    assert others == Limit(REPLY_WITHIN[CheckType.CHILD_PROTECTION], WORKING)


@pytest.mark.parametrize("each", all_standards(), ids=lambda each: each.name)
def test_every_standard_says_what_people_must_know(each):
    for field in fields(About):
        assert getattr(each.about, field.name), field.name
    assert each.about.title.endswith("?")
    assert each.about.words.endswith(".")


def test_a_limit_that_nobody_verified_says_so():
    ours = [each.name for each in all_standards() if "limit" in each.about.source and "ours" in each.about.source]
    assert ours
    assert all(standard(name).about.sureness is Sureness.UNVERIFIED for name in ours)


def _write(folder, name, below):
    (folder / name).mkdir()
    shared = SHARED.replace("pack: small", f"pack: {name}") + (f"builds_on: {below}\n" if below else "")
    for file, text in {**FILES, "pack.yaml": shared}.items():
        (folder / name / file).write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("builds", "reason"),
    [
        ({"one": "one"}, "cannot build on itself: one builds on one"),
        ({"one": "two", "two": "one"}, "one builds on two builds on one"),
        ({"one": "two", "two": "three", "three": "two"}, "two builds on three builds on two"),
        ({"one": "two"}, "there is no pack 'two'"),
    ],
)
def test_packs_that_build_on_each_other_or_on_nothing_are_refused(tmp_path, monkeypatch, builds, reason):
    monkeypatch.chdir(tmp_path)
    for name, below in builds.items():
        _write(tmp_path, name, below)
    with pytest.raises(PackFault, match=reason):
        read_pack("one")


@pytest.mark.parametrize("name", ["briefing", "contract-2015", "throughcare"])
def test_a_pack_is_read_alike_by_name_and_by_the_tests(name):
    assert read_pack(name) == pack(name)


def test_full_names_are_unique_though_ids_are_not():
    names = [each.name for each in all_standards()]
    assert len(names) == len(set(names))
    assert standard("briefing/first-appointment") != standard("contract-2015/first-appointment")

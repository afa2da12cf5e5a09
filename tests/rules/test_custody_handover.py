"""Handover from the prison to the community: known answers, and what the rule says at its edges."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.known import asserted, cases
from throughcare.exchange.scores.custody import handover
from throughcare.facts.risk import RoshLevel
from throughcare.rules.custody_handover import (
    PrisonOfficer,
    Reason,
    Responsibility,
    Sentence,
    decide_handover,
    earliest_release_determinate,
    earliest_release_indeterminate,
    handover_start_on,
    officer_by_rosh,
    officer_by_tier,
    responsible_on,
)

TODAY = date(2026, 6, 15)
STARTED = date(2024, 1, 1)


def off(days):
    return None if days is None else TODAY + timedelta(days=days)


def day(text):
    return text and date.fromisoformat(text)


def sentence(release_on=date(2026, 1, 1), **said):
    known = {
        "started_on": STARTED,
        "is_determinate_parole": False,
        "is_indeterminate": False,
        "is_in_open_conditions": False,
        "is_early_allocation": False,
    }
    return Sentence(earliest_release_on=release_on, **known | said)


@pytest.mark.parametrize("case", cases("handover", rule="handover_date"))
def test_known_handovers(case):
    asserted(handover(case["input"]), case["expected"])


@pytest.mark.parametrize("case", cases("handover", rule="handover_start_date"))
def test_known_starts(case):
    said = case["input"]
    found = handover_start_on(
        day(said["handover_date"]),
        is_indeterminate=said["is_indeterminate"],
        do_open_rules_apply=said["open_prison_rules_apply"],
        is_in_womens_prison=said["in_womens_prison"],
        category_since=day(said["category_active_since_date"]),
        arrived_on=day(said["prison_arrival_date"]),
    )
    assert found == day(case["expected"]["handover_start_date"])


@pytest.mark.parametrize("case", cases("handover", rule="responsibility"))
def test_known_responsibilities(case):
    said = case["input"]
    handover_on, start_on = off(said["handover_offset_days"]), off(said["start_offset_days"])
    found = responsible_on(TODAY, handover_on=handover_on, start_on=start_on)
    assert found == case["expected"]["responsibility"]


@pytest.mark.parametrize("case", cases("handover", rule="earliest_release_indeterminate"))
def test_known_earliest_releases_without_a_fixed_end(case):
    said = case["input"]
    found = earliest_release_indeterminate(
        TODAY, tariff_on=off(said["tariff_offset_days"]), hearing_on=off(said["target_hearing_offset_days"])
    )
    assert (found and found.day) == case["expected"]["date"]


@pytest.mark.parametrize("case", cases("handover", rule="earliest_release_determinate"))
def test_known_earliest_releases(case):
    said = case["input"]
    found = earliest_release_determinate(
        parole_on=off(said["ped_offset"]), conditional_on=off(said["crd_offset"]), automatic_on=off(said["ard_offset"])
    )
    assert (found and found.day) == case["expected"]["date"]


@pytest.mark.parametrize("case", cases("handover", rule="recommended_pom_tier"))
def test_known_officers_by_tier(case):
    said = case["input"]
    found = officer_by_tier(
        said["tier"], is_immigration_case=said["immigration_case"], is_prison_responsible=said["pom_responsible"]
    )
    assert found == case["expected"]["recommended_pom"]


@pytest.mark.parametrize("case", cases("handover", rule="recommended_pom_rosh"))
def test_known_officers_by_risk(case):
    said = case["input"]
    found = officer_by_rosh(
        said["tier"],
        said["rosh"] and RoshLevel[said["rosh"]],
        is_immigration_case=said["immigration_case"],
        is_prison_responsible=said["pom_responsible"],
    )
    assert found == case["expected"]["recommended_pom"]


@pytest.mark.parametrize(
    ("said", "on", "reason"),
    [
        (sentence(date(2024, 10, 31)), None, Reason.DETERMINATE_SHORT),
        (sentence(date(2024, 11, 1)), None, Reason.DETERMINATE_SHORT),
        (sentence(date(2024, 11, 3)), date(2024, 2, 18), Reason.DETERMINATE),
        (sentence(date(2024, 11, 1), is_determinate_parole=True), None, Reason.DETERMINATE_SHORT),
        (sentence(is_determinate_parole=True), date(2025, 1, 1), Reason.DETERMINATE_PAROLE),
        (sentence(is_early_allocation=True), date(2024, 10, 1), Reason.EARLY_ALLOCATION),
        (sentence(is_early_allocation=True, is_indeterminate=True), date(2024, 10, 1), Reason.EARLY_ALLOCATION),
        (sentence(is_indeterminate=True, started_on=None), date(2025, 1, 1), Reason.INDETERMINATE),
        (sentence(is_indeterminate=True, is_in_open_conditions=True), date(2025, 1, 1), Reason.INDETERMINATE_OPEN),
        (sentence(None, is_indeterminate=True), None, Reason.INDETERMINATE),
        # The last day of a month that is shorter, and then the fourteen days.
        (sentence(date(2025, 10, 31)), date(2025, 2, 14), Reason.DETERMINATE),
        (sentence(date(2028, 2, 29), is_determinate_parole=True), date(2027, 2, 28), Reason.DETERMINATE_PAROLE),
    ],
)
def test_the_day_and_its_reason(said, on, reason):
    found = decide_handover(said)
    assert (found.on, found.reason) == (on, reason)


@pytest.mark.parametrize(
    "said",
    [
        sentence(None),
        sentence(started_on=None),
        sentence(None, is_early_allocation=True, is_indeterminate=True),
        sentence(date(2023, 12, 31)),
    ],
)
def test_no_day_is_made_up_where_one_is_missing_or_cannot_be(said):
    with pytest.raises(ValueError, match=r"earliest release|start of the sentence"):
        decide_handover(said)


@given(st.dates(STARTED, date(2090, 1, 1)), st.booleans(), st.booleans(), st.booleans())
def test_the_handover_comes_before_the_release(release_on, is_parole, is_indeterminate, is_early):
    said = sentence(
        release_on, is_determinate_parole=is_parole, is_indeterminate=is_indeterminate, is_early_allocation=is_early
    )
    found = decide_handover(said)
    assert found.on is None or found.on < release_on
    assert (found.on is None) == (found.reason is Reason.DETERMINATE_SHORT)


@pytest.mark.parametrize(
    ("handover", "start", "who"),
    [
        (None, None, Responsibility.COMMUNITY),
        (-1, -2, Responsibility.COMMUNITY),
        (0, -1, Responsibility.COMMUNITY),
        (0, 0, Responsibility.COMMUNITY),
        (1, -1, Responsibility.CUSTODY_WITH_COM),
        (1, 0, Responsibility.CUSTODY_WITH_COM),
        (2, 1, Responsibility.CUSTODY_ONLY),
    ],
)
def test_who_is_responsible(handover, start, who):
    assert responsible_on(TODAY, handover_on=off(handover), start_on=off(start)) is who


@pytest.mark.parametrize("start", [None, 2])
def test_a_start_that_is_missing_or_after_the_handover_is_refused(start):
    with pytest.raises(ValueError, match="start of the handover"):
        responsible_on(TODAY, handover_on=off(1), start_on=off(start))


@pytest.mark.parametrize(
    ("category", "arrived", "is_woman", "is_open", "start"),
    [
        (1, None, True, True, 1),
        (None, 1, False, True, 1),
        (3, 1, True, True, 2),
        (1, 3, False, True, 2),
        (None, 1, True, True, 2),
        (1, 1, True, False, 2),
    ],
)
def test_when_the_community_begins_to_support(category, arrived, is_woman, is_open, start):
    found = handover_start_on(
        off(2),
        is_indeterminate=True,
        do_open_rules_apply=is_open,
        is_in_womens_prison=is_woman,
        category_since=off(category),
        arrived_on=off(arrived),
    )
    assert found == off(start)


@pytest.mark.parametrize(
    ("tariff", "hearing", "named"),
    [(14, 1, "TED"), (-1, 1, "THD"), (0, 1, "THD"), (0, -1, "TED"), (None, None, None), (None, -3, "THD")],
)
def test_the_earliest_release_without_a_fixed_end(tariff, hearing, named):
    found = earliest_release_indeterminate(TODAY, tariff_on=off(tariff), hearing_on=off(hearing))
    assert (found and found.day) == named


def test_the_earliest_release_with_a_fixed_end():
    days = {"parole_on": None, "conditional_on": None, "automatic_on": None}
    assert earliest_release_determinate(**days) is None
    assert earliest_release_determinate(**days | {"parole_on": off(9), "automatic_on": off(1)}).day == "PED"
    assert earliest_release_determinate(**days | {"conditional_on": off(1), "automatic_on": off(1)}).day == "ARD"


def test_no_officer_is_recommended_where_the_risk_is_not_known():
    responsible = {"is_immigration_case": False, "is_prison_responsible": True}
    assert officer_by_rosh("B", None, **responsible) is PrisonOfficer.NONE
    assert officer_by_rosh("A", None, **responsible) is PrisonOfficer.PROBATION
    assert officer_by_rosh("B", RoshLevel.VERY_HIGH, **responsible) is PrisonOfficer.PROBATION
    supporting = {"is_immigration_case": False, "is_prison_responsible": False}
    assert officer_by_rosh("A", RoshLevel.HIGH, **supporting) is PrisonOfficer.PRISON
    assert officer_by_tier("B", **responsible) is PrisonOfficer.PROBATION
    assert officer_by_tier("B", **supporting) is PrisonOfficer.PRISON

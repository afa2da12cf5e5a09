"""What the inspection found, and how people and courts are mixed, comes out of what is made: counted by the engine."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from tests.synthesis.conftest import WISH, Made
from throughcare.facts import Fact
from throughcare.facts.staff import ProviderType
from throughcare.measures.intervals import wilson
from throughcare.standards.obligations import Obligation, Outcome, Owed, outcome_of
from throughcare.synthesis.parameters import LEVELS, OFFENCES, SUSPENDED, WOMEN
from throughcare.synthesis.picture import FURTHER_CONVICTION, PICTURE

Z_999 = 3.2905
"""999 of 1,000 such intervals hold the true share."""
BETWEEN_TEAMS = 0.025
"""Teams differ by chance, and a small nation has few of them: by so much may the share of all come out beside."""

DECIDED = (Outcome.MET, Outcome.LATE, Outcome.MISSED)


@pytest.fixture(scope="module")
def counted(nation: Made, duties: list[Obligation]) -> dict[tuple[str, str], Counter[Outcome]]:
    found: dict[tuple[str, str], Counter[Outcome]] = {}
    for duty in duties:
        pack, _, standard = duty.standard.partition("/")
        if pack == "briefing" and duty.owed is Owed.YES and duty.accountable is not None:
            of = found.setdefault((standard, nation.type_of[duty.accountable]), Counter())
            of[outcome_of(duty, WISH.as_of)] += 1
    return found


@pytest.mark.parametrize("type_", list(ProviderType))
@pytest.mark.parametrize("standard", [standard for standard in PICTURE if standard != FURTHER_CONVICTION])
def test_the_picture_comes_out(
    counted: dict[tuple[str, str], Counter[Outcome]], standard: str, type_: ProviderType
) -> None:
    target = PICTURE[standard][list(ProviderType).index(type_)]
    outcomes = counted.get((standard, type_.value), Counter())
    decided = sum(outcomes[each] for each in DECIDED)
    if target is None:
        assert decided == 0
        return
    assert decided > 100
    low, high = wilson(outcomes[Outcome.MET], decided, Z_999) or (0.0, 1.0)
    assert low - BETWEEN_TEAMS <= target <= high + BETWEEN_TEAMS, f"{outcomes[Outcome.MET] / decided:.3f} of {decided}"


@pytest.mark.parametrize("type_", list(ProviderType))
def test_as_many_are_convicted_again_as_the_inspection_found(
    nation: Made, stands: dict[str, list[Fact]], type_: ProviderType
) -> None:
    convicted: Counter[bool] = Counter()
    for facts in stands.values():
        begun = next((f for f in facts if f.kind == "released" or getattr(f, "disposal", None) in _COMMUNITY), None)
        first = next((f.provider for f in facts if f.kind == "allocated"), None)
        if begun is not None and first is not None and nation.type_of[first] == type_.value:
            convicted[any(f.kind == "convicted" and f.on >= begun.on for f in facts)] += 1
    low, high = wilson(convicted[True], convicted.total(), Z_999) or (0.0, 1.0)
    assert low <= PICTURE[FURTHER_CONVICTION][list(ProviderType).index(type_)] <= high


_COMMUNITY = ("COMMUNITY ORDER", "SUSPENDED SENTENCE ORDER")


# --- mixes --------------------------------------------------------------------------------------------------------


def firsts(stands: dict[str, list[Fact]], kind: str, field: str) -> Counter[str | None]:
    """What each person's first fact of a kind says that says anything there."""
    return Counter(
        next((getattr(f, field) for f in facts if f.kind == kind and getattr(f, field) is not None), None)
        for facts in stands.values()
    )


def test_levels_of_risk_are_mixed(stands: dict[str, list[Fact]]) -> None:
    levels = firsts(stands, "assessed", "level")
    for level, wanted in LEVELS.value.items():
        assert levels[level] / levels.total() == pytest.approx(wanted, abs=0.025)


def test_the_service_holds_whoever_is_at_high_risk(nation: Made, stands: dict[str, list[Fact]]) -> None:
    for facts in stands.values():
        level = next((f.level for f in facts if f.kind == "assessed" and f.level is not None), None)
        first = next((f.provider for f in facts if f.kind == "allocated"), None)
        if level in ("HIGH", "VERY HIGH") and first is not None:
            assert nation.type_of[first] == "NPS"


def test_people_and_what_they_did_are_mixed(stands: dict[str, list[Fact]]) -> None:
    sexes, offences = firsts(stands, "identified", "sex"), firsts(stands, "sentenced", "offence")
    assert sexes["Female"] / sexes.total() == pytest.approx(WOMEN.value, abs=0.02)
    known = offences.total() - offences[None]
    for offence, share in OFFENCES.value.items():
        assert offences[offence] / known == pytest.approx(share, abs=0.025), offence


def test_sentences_are_mixed(stands: dict[str, list[Fact]]) -> None:
    disposals = firsts(stands, "sentenced", "disposal")
    in_community = disposals["COMMUNITY ORDER"] + disposals["SUSPENDED SENTENCE ORDER"]
    assert disposals["SUSPENDED SENTENCE ORDER"] / in_community == pytest.approx(SUSPENDED.value, abs=0.03)
    assert 0.12 < disposals["IMMEDIATE CUSTODY"] / disposals.total() < 0.25


def test_courts_sit_on_working_days_and_less_in_august_and_at_christmas(stands: dict[str, list[Fact]]) -> None:
    days = Counter(f.on for facts in stands.values() for f in facts if f.kind == "sentenced")
    assert all(day.weekday() < 5 for day in days)
    months = Counter(day.month for day in days.elements())
    assert months[8] < 0.9 * (months[6] + months[7] + months[9]) / 3
    at_christmas = sum(many for day, many in days.items() if (day.month, day.day) >= (12, 22))
    before = sum(many for day, many in days.items() if (12, 8) <= (day.month, day.day) < (12, 18))
    assert at_christmas < 0.6 * before


def test_fewer_are_sentenced_from_year_to_year(stands: dict[str, list[Fact]]) -> None:
    years = Counter(f.on.year for facts in stands.values() for f in facts if f.kind == "sentenced" and f.order == "1")
    assert years[2017] > years[2018] > years[2019] > 0


def test_companies_record_later_than_the_service(nation: Made) -> None:
    late: Counter[str] = Counter()
    of: Counter[str] = Counter()
    for fact in (f for facts in nation.people.values() for f in facts if f.kind == "appointment"):
        type_ = nation.type_of[fact.by.organisation]
        of[type_] += 1
        late[type_] += fact.recorded_at.date() > fact.on
    assert 0.1 < late["NPS"] / of["NPS"] < 0.25 < late["CRC"] / of["CRC"] < 0.5


def test_people_are_met_less_often_as_time_goes_on(stands: dict[str, list[Fact]]) -> None:
    early, later = Counter[bool](), 0
    for facts in stands.values():
        met = [f.on for f in facts if f.kind == "appointment"]
        if met and facts[-1].on > date.fromordinal(met[0].toordinal() + 300):
            early[True] += sum((day - met[0]).days < 60 for day in met)
            later += sum(200 <= (day - met[0]).days < 260 for day in met)
    assert early[True] > 1.7 * later


# --- staff --------------------------------------------------------------------------------------------------------


def test_staff_come_and_go(nation: Made) -> None:
    left = sum(f.kind == "post_left" for facts in nation.staff.values() for f in facts)
    assert 0.2 < left / len(nation.staff) < 0.6


def test_some_cases_may_be_seen_by_few(nation: Made) -> None:
    limited = sum(any(f.kind == "access_limited" for f in facts) for facts in nation.people.values())
    assert 0.0005 < limited / len(nation.people) < 0.005

"""The made-up extract alpha, counted, against the counts that came with it and against the slow twin."""

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from tests.measures.slow_counting import convicted_slowly
from tests.measures.test_counting import as_the_twin_counts, by_key
from tests.standards.engines import by_case_engine
from tests.standards.packs import pack
from throughcare.exchange.extracts import Extract, read_extract
from throughcare.measures.counting import Count, Tally, Unknown, count
from throughcare.measures.further_conviction import count_further_convictions
from throughcare.standards.column_engine import derive
from throughcare.standards.fact_table import FactTable, cut, fact_table

REPOSITORY = Path(__file__).parents[2]
JUNE = date(2016, 6, 30)
PACKS = ("briefing", "contract-2015", "throughcare")
OUTCOMES = ("met", "late", "missed", "pending", "void")


@pytest.fixture(scope="module")
def truth() -> dict:
    return json.loads((REPOSITORY / "tests" / "data" / "alpha-truth.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def alpha() -> Extract:
    return read_extract(REPOSITORY / "examples" / "alpha", as_of=JUNE)


@pytest.fixture(scope="module")
def table(alpha) -> FactTable:
    return cut(fact_table(alpha.facts, backend="polars"), as_of=JUNE)


@pytest.fixture(scope="module")
def made(table):
    return derive(table, [each for name in PACKS for each in pack(name).standards])


def convictions(table: FactTable, group_of) -> list[Count]:
    commencement = pack("briefing").terms["commencement"]
    return count_further_convictions(table, commencement=commencement, group_of=group_of, pack="briefing")


def outcomes(tally: Tally) -> dict[str, int]:
    return {outcome: getattr(tally, outcome) for outcome in OUTCOMES}


def nested(counts: Iterable[Count]) -> dict[str, dict[str, dict[str, int]]]:
    """Counts as the truth writes them: by standard, then by group."""
    found: dict[str, dict[str, dict[str, int]]] = defaultdict(dict)
    for each in counts:
        if each.tally:
            found[each.standard][each.group] = outcomes(each.tally)
    return dict(found)


def test_every_standard_of_the_briefing_is_counted_to_the_last_duty(made, table, alpha, truth):
    counts = count(made, as_of=JUNE, group_of=alpha.provider_types)
    briefing = [each for each in counts if each.pack == "briefing"]
    found = nested([*briefing, *convictions(table, alpha.provider_types)])
    assert found == truth["standards"]
    assert len(found) == 17


def test_the_counts_of_all_packs_are_those_of_the_slow_twin(made, alpha):
    standards = [each for name in PACKS for each in pack(name).standards]
    slowly = by_case_engine(standards, dict(alpha.facts), JUNE)
    for group_of in (alpha.provider_types, {}):
        found = by_key(count(made, as_of=JUNE, group_of=group_of))
        assert found == as_the_twin_counts(standards, slowly, JUNE, group_of)


def test_the_convictions_are_those_of_the_slow_twin(table, alpha):
    for group_of in (alpha.provider_types, {}):
        found = {each.group: (each.tally.met, each.tally.missed) for each in convictions(table, group_of)}
        assert found == convicted_slowly(alpha.facts, group_of=group_of)


def test_the_organisations_add_up_to_their_types(made, table, alpha):
    types = alpha.provider_types
    by_type = [*count(made, as_of=JUNE, group_of=types), *convictions(table, types)]
    by_provider = [*count(made, as_of=JUNE, group_of={}), *convictions(table, {})]
    assert {each.group for each in by_provider} <= {*types, "none"}
    assert len(by_provider) > len(by_type)
    tallies: dict[tuple[str, str, str], Tally] = defaultdict(Tally)
    unknown: dict[tuple[str, str, str], Tally] = defaultdict(Tally)
    for each in by_provider:
        key = (each.pack, each.standard, types.get(each.group, each.group))
        tallies[key] += each.tally
        unknown[key] += each.unknown.tally if each.unknown else Tally()
    assert tallies == {(each.pack, each.standard, each.group): each.tally for each in by_type}
    assert unknown == {
        (each.pack, each.standard, each.group): each.unknown.tally if each.unknown else Tally() for each in by_type
    }


def test_the_share_unknown_is_that_of_the_extract(made, alpha):
    counts = count(made, as_of=JUNE, group_of=alpha.provider_types)
    found = {(each.standard, each.group): each.unknown for each in counts if each.unknown}
    visit = found["home-visit", "CRC"]
    assert isinstance(visit, Unknown)
    assert {standard for standard, _ in found} == {"home-visit", "oversight", "full-rosh-where-needed"}
    for group in ("NPS", "CRC"):
        assert found["home-visit", group].unknown == found["oversight", group].unknown, "one condition, one moment"
        assert found["home-visit", group].asked == found["oversight", group].asked
        assert found["home-visit", group].is_too_high
    assert not found["full-rosh-where-needed", "NPS"].is_too_high

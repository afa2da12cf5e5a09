"""The extract alpha, against the counts that came with it."""

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from tests.exchange.slow_checking import refused_rows
from throughcare.exchange.extracts import Extract, read_extract

REPOSITORY = Path(__file__).parents[2]
ALPHA = REPOSITORY / "examples" / "alpha"
AS_OF = date(2016, 6, 30)


@pytest.fixture(scope="module")
def truth():
    return json.loads((REPOSITORY / "tests" / "data" / "alpha-truth.json").read_text())


@pytest.fixture(scope="module")
def alpha() -> Extract:
    return read_extract(ALPHA, as_of=AS_OF)


def test_alpha_holds_as_many_people_and_facts_as_its_makers_say(alpha, truth):
    assert len(alpha.people) == truth["people"] == 1500
    assert sum(map(len, alpha.facts.values())) == truth["facts"] == 46327


def test_alpha_has_as_many_refused_rows_in_each_file_as_its_makers_say(alpha, truth):
    assert Counter(refusal.file for refusal in alpha.refusals) == truth["rejected_rows"]


def test_alpha_is_refused_on_the_lines_and_for_the_reasons_that_its_page_lists(alpha):
    found = [(refusal.file, refusal.line, refusal.column, refusal.value) for refusal in alpha.refusals]
    assert found == [
        ("orders", 1486, "CRN", "Z999998"),
        ("assessments", 2283, "RoshLevel", "SEVERE"),
        ("assessments", 2685, "AssessmentDate", "2016-13-40"),
        ("allocations", 1158, "ProviderCode", "Q77"),
        ("contacts", 18766, "ContactDate", "01/01/2031"),
        ("contacts", 18887, "CRN", "Z999999"),
        ("contacts", 19025, "ContactDate", ""),
        ("contacts", 22251, "ContactType", "WIBBLE"),
        ("contacts", 23044, "ContactDate", "31/02/2016"),
    ]
    page = (ALPHA / "SOURCE.md").read_text()
    assert all(f"| {file} | {line} |" in page for file, line, _, _ in found)


def test_alpha_loads_its_repeated_contacts_once_and_says_how_many_they_were(alpha):
    assert {table: count for table, count in alpha.repeated.items() if count} == {"contacts": 45}
    assert not any(alpha.repeated_refused.values())


def test_alpha_names_its_providers_and_their_types(alpha):
    assert alpha.provider_names["C07"] == "Wales CRC"
    assert Counter(alpha.provider_types.values()) == {"NPS": 7, "CRC": 7}


def test_facts_are_numbered_from_1_without_gaps_and_belong_to_their_person(alpha):
    for person, facts in alpha.facts.items():
        assert [(fact.person, fact.number) for fact in facts] == [(person, n) for n in range(1, len(facts) + 1)]


def test_progress_is_told_a_few_dozen_times_and_ends_at_the_whole():
    told: list[tuple[int, int, str]] = []
    read_extract(ALPHA, as_of=AS_OF, progress=lambda done, total, what: told.append((done, total, what)))
    assert 24 <= len(told) <= 60
    assert [done for done, _, _ in told] == sorted(done for done, _, _ in told)
    assert told[-1] == (told[-1][1], told[-1][1], "convictions.csv loaded")


def test_a_day_before_everything_is_refused_with_the_earliest_day_in_the_extract():
    with pytest.raises(
        ValueError, match=r"31/12/2013 is before everything in the extract.*earliest day is ../../201[45]"
    ):
        read_extract(ALPHA, as_of=date(2013, 12, 31))


def test_the_slow_twin_refuses_the_same_rows_of_a_part_of_alpha(tmp_path):
    for path in ALPHA.glob("*.csv"):
        (tmp_path / path.name).write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:400]))
    fast = read_extract(tmp_path, as_of=date(2015, 9, 30)).refusals
    assert {(refusal.file, refusal.line) for refusal in fast} == refused_rows(tmp_path, date(2015, 9, 30)).keys()

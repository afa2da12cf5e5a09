"""`throughcare people`: every figure opens to the people behind it."""

import csv
import io
from collections import Counter

import pytest

from tests.cli.commands import ALPHA, AS_OF, alpha, refused, succeeds

OUTCOMES = ("met", "late", "missed", "pending", "void")


def listed(*arguments: str) -> list[dict[str, str]]:
    ran = succeeds("people", "--extract", ALPHA, "--as-of", AS_OF, "--format", "csv", *arguments)
    return list(csv.DictReader(io.StringIO(ran.out)))


def figures(standard: str) -> dict[tuple[str, str], dict[str, str]]:
    rows = csv.DictReader(io.StringIO(alpha("--format", "csv").out))
    return {row["group"]: row for row in rows if row["standard"] == standard}


@pytest.mark.parametrize("standard", ["home-visit", "rosh-at-allocation", "escalation-decided"])
def test_as_many_stand_behind_a_figure_as_it_says(standard):
    behind = Counter((row["group"], row["outcome"]) for row in listed("--standard", f"briefing/{standard}"))
    counted = {(group, name): int(row[name]) for group, row in figures(standard).items() for name in OUTCOMES}
    assert behind == {key: many for key, many in counted.items() if many}


def test_the_unknown_are_listed_apart():
    behind = Counter(row["group"] for row in listed("--standard", "briefing/home-visit", "--owed", "unknown"))
    counted = {group: int(row["unknown"]) for group, row in figures("home-visit").items()}
    assert behind == {group: many for group, many in counted.items() if many}


def test_further_convictions_open_too_and_nobody_met_them():
    behind = Counter((row["group"], row["outcome"]) for row in listed("--standard", "further-conviction"))
    assert behind == {
        ("CRC", "convicted"): 173,
        ("CRC", "not convicted"): 660,
        ("NPS", "convicted"): 77,
        ("NPS", "not convicted"): 530,
    }


def test_a_list_is_narrowed_and_the_longest_missed_come_first():
    rows = listed("--standard", "briefing/home-visit", "--group", "CRC", "--outcome", "missed")
    assert len(rows) == 197
    assert [row["opened"] for row in rows] == sorted(row["opened"] for row in rows)
    assert {row["outcome"] for row in rows} == {"missed"}


def test_by_provider_the_groups_are_organisations():
    rows = listed("--standard", "briefing/home-visit", "--by", "provider", "--group", "C01")
    assert {row["accountable"] for row in rows} == {"C01"}


def test_the_table_says_how_many_and_how_to_ask_why():
    ran = succeeds(
        "people", "--extract", ALPHA, "--as-of", AS_OF, "--standard", "briefing/home-visit", "--group", "none"
    )
    assert "1 duty of 1 person" in ran.out
    assert "throughcare explain --person CRN --standard briefing/home-visit" in ran.out
    nobody = succeeds(
        "people", "--extract", ALPHA, "--as-of", AS_OF, "--standard", "briefing/home-visit", "--group", "X"
    )
    assert "Nobody stands behind this." in nobody.out


def test_a_standard_that_is_not_there_is_named():
    said = refused("people", "--extract", ALPHA, "--as-of", AS_OF, "--standard", "briefing/home-vist")
    assert "has no standard 'home-vist'; it has " in said[0]

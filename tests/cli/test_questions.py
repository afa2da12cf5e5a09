"""`throughcare what-if`, `as-known` and `recording-delay`: marked in every format, and refused in a sentence."""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from tests.cli.commands import refused, succeeds
from tests.standards.story import story
from throughcare.exchange.fact_files import About, OrganisationRow, write_facts
from throughcare.exchange.measure_files import CSV_HEADER
from throughcare.measures.what_if import MARK

FIRST = ("--standard", "briefing/first-appointment")
TIGHTER = (*FIRST, "--limit", "3 working days")


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    """Three people: seen after two days, after a week and never; all recorded two months late."""
    path = tmp_path / "facts.parquet"
    begun = story().sentenced("2015-03-02").allocated("2015-03-02", to="C01/A")
    lives = {"X1": begun.attended("2015-03-04", "A"), "X2": begun.attended("2015-03-09", "A"), "X3": begun}
    people = {
        crn: tuple(replace(each, person=crn, recorded_at=_recorded(each.on)) for each in life.facts)
        for crn, life in lives.items()
    }
    places = (OrganisationRow("C01", "West Yorkshire CRC", "CRC"),)
    write_facts(path, About(date(2016, 6, 30), places), people)
    return path


def _recorded(on: date) -> datetime:
    return datetime.combine(on, datetime.min.time(), UTC) + timedelta(days=60, hours=12)


def test_a_table_says_first_and_last_that_it_is_a_what_if(facts):
    lines = succeeds("what-if", "--facts", facts, *TIGHTER).out.strip().splitlines()
    assert lines[0] == lines[-1] == MARK
    assert "1 from met to late" in lines
    assert any(line.split()[:4] == ["C01", "2", "3", "67%"] for line in lines)


def test_a_table_is_grouped_by_type_where_asked(facts):
    out = succeeds("what-if", "--facts", facts, *TIGHTER, "--by", "provider_type").out
    assert any(line.startswith("CRC ") for line in out.splitlines())


def test_every_line_of_csv_is_marked_and_never_a_measures_file(facts):
    header, *lines = csv.reader(io.StringIO(succeeds("what-if", "--facts", facts, *TIGHTER, "--format", "csv").out))
    assert header[:2] == ["what_if", "standard"]
    assert header[: len(CSV_HEADER)] != list(CSV_HEADER)
    assert {line[0] for line in lines} == {MARK}
    assert {line[4] for line in lines} == {"today", "what if"}


def test_json_is_one_object_that_says_what_it_is(facts):
    said = json.loads(succeeds("what-if", "--facts", facts, *TIGHTER, "--format", "json").out)
    assert next(iter(said)) == "what_if"
    assert said["what_if"] == MARK
    assert said["moved"] == [
        {"standard": "briefing/first-appointment", "group": "C01", "was": "met", "now": "late", "duties": 1}
    ]
    assert said["duties_to_do"] == {"today": 3, "what_if": 3, "more": 0, "more_a_month": 0.0}


def test_who_moves_is_written_where_asked(facts, tmp_path):
    movers = tmp_path / "movers.parquet"
    succeeds("what-if", "--facts", facts, *TIGHTER, "--movers", movers)
    found = pl.read_parquet(movers)
    assert found["crn"].to_list() == ["X2"]
    assert found["what_if"].to_list() == [MARK]


def test_a_pack_and_a_file_of_changes(facts, tmp_path):
    changes = tmp_path / "changes.yaml"
    changes.write_text("first-appointment: {due: {working_days: 3}}\nplan-in-time: {applies: nobody}\n")
    out = succeeds("what-if", "--facts", facts, "--pack", "briefing", "--changes", changes).out
    assert "1 from met to late" in out
    whole = succeeds("what-if", "--facts", facts, "--pack", "briefing", "--limit", "3 working days").out
    assert "briefing/rosh-at-allocation stays as it is: this standard is asked at one moment" in whole


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ((*FIRST, "--limit", "-3 working days"), "--limit: a limit cannot be negative"),
        ((*FIRST, "--limit", "5 working days"), "this changes nothing"),
        ((*FIRST, "--applies", "{rosh_level: HIG}"), "--applies: 'HIG' is no value of 'rosh_level'"),
        ((*FIRST, "--met-by", "{kind: plan, outcome: ATTENDED}"), "--met-by: a fact of kind 'plan' has no field"),
        ((*FIRST, "--applies", "{warranted: false, concerned: true}"), "could never hold of anybody"),
        (FIRST, "say what to change"),
        (("--standard", "first-appointment", "--limit", "3 days"), "needs its pack before it"),
        (("--standard", "briefing/no-such", "--limit", "3 days"), "there is no standard 'no-such' in briefing"),
        (("--limit", "3 days"), "say either --standard"),
        ((*TIGHTER, "--changes", "x.yaml"), "--changes goes with --pack"),
        ((*TIGHTER, "--as-of", "2016-07-01"), "is later than these facts"),
        ((*TIGHTER, "--from", "2016-01-01"), "no such duty began on these days"),
        ((*TIGHTER, "--from", "2016-01-02", "--to", "2016-01-01"), "is before --from"),
    ],
)
def test_what_cannot_be_counted_is_refused(facts, said, words):
    assert words in refused("what-if", "--facts", facts, *said)[0]


def test_facts_come_from_one_place(tmp_path):
    assert "either --facts FILE.parquet or --store FOLDER" in refused("what-if", *TIGHTER)[0]
    assert "no column store in" in refused("what-if", "--store", tmp_path / "no", *TIGHTER)[0]
    assert "is no file" in refused("what-if", "--facts", tmp_path / "no", *TIGHTER)[0]


def test_nothing_is_left_of_a_list_of_movers_when_it_is_refused(facts, tmp_path):
    refused("what-if", "--facts", facts, *TIGHTER, "--from", "2016-01-01", "--movers", tmp_path / "movers.parquet")
    assert [path.name for path in tmp_path.iterdir()] == ["facts.parquet"]


def test_a_measure_as_it_was_known(facts):
    out = succeeds("as-known", "--facts", facts, *FIRST, "--known-on", "2015-05-03").out
    assert "3 duties" not in out
    assert "1 duty was done by 30 June 2016, and that was recorded only after 3 May 2015." in out
    header, *lines = csv.reader(
        io.StringIO(succeeds("as-known", "--facts", facts, *FIRST, "--known-on", "2015-05-03", "--format", "csv").out)
    )
    assert header[0] == "as_known"
    assert {line[0] for line in lines} == {"As known on 2015-05-03, beside as known now."}


def test_recording_delay_by_provider_and_by_kind(facts):
    out = succeeds("recording-delay", "--facts", facts).out
    assert any(line.split()[:3] == ["C01", "8", "0%"] for line in out.splitlines())
    by_kind = json.loads(succeeds("recording-delay", "--facts", facts, "--by", "kind", "--format", "json").out)
    assert {row["group"]: row["median"] for row in by_kind} == {"allocated": 60, "appointment": 60, "sentenced": 60}
    assert "nothing happened on these days" in refused("recording-delay", "--facts", facts, "--from", "2016-06-01")[0]

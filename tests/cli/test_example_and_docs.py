"""`throughcare example` shows both clocks; `throughcare docs` writes the reference pages and says when one is stale."""

from functools import cache

import pytest

from tests.cli.commands import ALPHA, Ran, refused, succeeds


@cache
def example() -> Ran:
    return succeeds("example", "--extract", ALPHA)


def row_of(question: str) -> list[str]:
    """The rows of a question, without the question."""
    lines = example().out.splitlines()
    start = next(place for place, line in enumerate(lines) if line.startswith(question))
    return [" ".join(line.removeprefix(question).split()) for line in lines[start : start + 3]]


def test_the_example_shows_the_clocks_of_inspection_and_contract_side_by_side():
    assert any(line.split() == HEADINGS for line in example().out.splitlines())
    nps, crc, _ = row_of("Were people seen in time by their own practitioner?")
    assert nps == "NPS 69% (65% to 72%) 449 of 651 91% (89% to 93%) 595 of 651"
    assert crc == "CRC 48% (45% to 51%) 431 of 902 81% (79% to 84%) 733 of 902"


HEADINGS = "question group inspection's clock contract's clock".split()


def test_the_example_shows_one_clock_where_the_contract_has_none():
    nps, _, crc = row_of("Did a manager look at the case where it was warranted?*")
    assert nps == "NPS 59% (54% to 64%) 221 of 373"
    assert crc == "CRC 22% (18% to 26%) 76 of 353"


def test_the_example_shows_what_is_unknown_with_its_range():
    assert row_of("Did a manager look at the case where it was warranted?*")[1] == "owed unknown: 31% range 45% to 59%"


def test_the_example_explains_one_missed_duty_in_whole_sentences():
    text = example().out.split("One missed duty, explained:\n")[1].split("\n\nMore: ")[0]
    person, title, *sentences = text.splitlines()
    assert person.startswith("X1")
    assert title == "Was a home visit made where it was warranted?  MISSED  [briefing/home-visit]"
    assert len(sentences) == 6
    assert all(sentence.startswith("  ") and sentence.endswith(".") for sentence in sentences)


def test_the_example_says_what_it_counts_and_what_that_does_not_say():
    assert example().out.startswith("A made-up extract of 1500 people, as of 30 June 2016.\n")
    assert "These count that a thing was recorded, not that it was good." in example().out
    assert "Follow-up and case mix differ, so this ranks nobody." in example().out
    assert example().told[0].startswith("Refused rows: orders 1 of 1628, assessments 2 of 3453, ")


def test_the_example_leaves_no_empty_brackets_where_nothing_is_decided():
    assert "()" not in example().out


def test_the_example_without_its_extract_says_what_is_missing(tmp_path):
    (said,) = refused("example", "--extract", tmp_path / "nowhere")
    assert said == f"{tmp_path / 'nowhere'} is not there: expected a folder with the 12 files of an extract."


# --- docs


def test_the_pages_are_written_and_are_then_up_to_date(tmp_path):
    into = tmp_path / "a" / "b"
    assert succeeds("docs", "--into", into).out == ""
    assert sorted(path.name for path in into.iterdir()) == [
        "facts.md",
        "scores.md",
        "standards.md",
        "tiers-and-workload.md",
    ]
    assert succeeds("docs", "--check", "--into", into).errors == ""
    before = {path.name: path.read_bytes() for path in into.iterdir()}
    succeeds("docs", "--into", into)
    assert {path.name: path.read_bytes() for path in into.iterdir()} == before


@pytest.mark.parametrize("stale", ["facts.md", "scores.md", "standards.md", "tiers-and-workload.md"])
def test_a_stale_page_fails_the_check_and_stays_as_it_was(tmp_path, stale):
    succeeds("docs", "--into", tmp_path)
    page = tmp_path / stale
    page.write_text(page.read_text("utf-8") + "one more line\n", "utf-8")
    before = page.read_bytes()
    assert refused("docs", "--check", "--into", tmp_path) == [f"out of date in {tmp_path}: {stale}. Type: make docs"]
    assert page.read_bytes() == before


def test_pages_that_are_not_there_fail_the_check_and_are_not_made(tmp_path):
    into = tmp_path / "nowhere"
    assert refused("docs", "--check", "--into", into) == [
        f"out of date in {into}: facts.md, standards.md, scores.md, tiers-and-workload.md. Type: make docs"
    ]
    assert not into.exists()


def test_a_page_that_is_no_text_is_stale(tmp_path):
    succeeds("docs", "--into", tmp_path)
    (tmp_path / "facts.md").write_bytes(b"\xff\xfe\x00")
    assert refused("docs", "--check", "--into", tmp_path) == [f"out of date in {tmp_path}: facts.md. Type: make docs"]


def test_a_file_in_the_place_of_the_folder_is_named(tmp_path):
    (tmp_path / "file").write_text("mine")
    (said,) = refused("docs", "--into", tmp_path / "file")
    assert str(tmp_path / "file") in said
    assert (tmp_path / "file").read_text() == "mine"


def test_the_pages_name_every_kind_and_every_standard(tmp_path):
    succeeds("docs", "--into", tmp_path)
    facts, standards = ((tmp_path / name).read_text("utf-8") for name in ("facts.md", "standards.md"))
    assert "(`appointment_arranged`)" in facts
    for name in ("briefing/home-visit", "contract-2015/plan-in-time", "throughcare/oversight-on-new-risk"):
        assert f"(`{name}`)" in standards
    assert "None" not in facts.replace("`NONE`", "")
    assert "%(" not in facts + standards

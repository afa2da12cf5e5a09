"""`throughcare picture`: a standard of an extract drawn, told, or refused in a sentence."""

from unittest.mock import patch

import pytest

from tests.cli.commands import ALPHA, AS_OF, Ran, facts_of_alpha, read_once, refused, succeeds

SEEN = ("--standard", "briefing/first-appointment")


@pytest.fixture(autouse=True)
def read_alpha_once():
    with patch("throughcare.cli.screen.read_extract", read_once):
        yield


def drawn(*arguments: object):
    return succeeds("picture", "--extract", ALPHA, "--as-of", AS_OF, *arguments)


def not_drawn(*arguments: object) -> list[str]:
    return refused("picture", "--extract", ALPHA, "--as-of", AS_OF, *arguments)


def test_without_a_file_it_is_told_in_words_and_as_a_table():
    told = drawn(*SEEN, "--kind", "funnel", "--by", "provider").out
    assert told.startswith("Were people seen in time by their own practitioner? By provider, to 30 June 2016\n")
    assert "All providers together, 57% of 1,553 decided duties were met in time." in told
    assert "14 comparisons were made on this page." in told
    assert "These count that a thing was recorded, not that it was good." in told
    months = drawn(*SEEN, "--kind", "months").out
    assert "March 2016      51%        40 to 72%  44 of 87" in months
    assert "June 2016  " not in months
    dots = drawn(*SEEN, "--kind", "dots", "--by", "provider_type").out
    assert "NPS   69% (65 to 72%)           449 of 651" in dots


def test_a_file_of_facts_is_drawn_as_the_extract_it_was_made_of(tmp_path):
    facts = facts_of_alpha(tmp_path / "alpha.parquet")
    for kind in ("funnel", "months", "dots"):
        for by in ("provider", "provider_type"):
            asked = (*SEEN, "--kind", kind, "--by", by)
            of_file = succeeds("picture", "--facts", facts, *asked).out
            assert of_file == drawn(*asked).out.replace("As the extract", "As the file of facts")
    (sentence,) = refused("picture", "--facts", facts, "--as-of", "2016-07-01", *SEEN)
    assert "its last day is 2016-06-30" in sentence
    (sentence,) = refused("picture", *SEEN)
    assert sentence.startswith("say either --extract FOLDER or --facts FILE")
    (sentence,) = refused("picture", "--extract", ALPHA, *SEEN)
    assert sentence.startswith("an extract does not say of which day it is")


def test_a_limit_that_is_not_verified_says_so():
    told = drawn("--standard", "briefing/oral-report-recorded").out
    assert "The limit is not verified" in told


@pytest.mark.parametrize(
    ("ending", "begins"), [("svg", b"<svg"), ("png", b"\x89PNG"), ("pdf", b"%PDF-"), ("csv", b"group,met,")]
)
@pytest.mark.parametrize("kind", ["funnel", "months", "dots"])
def test_a_file_is_what_its_ending_says(tmp_path, kind, ending, begins):
    out = tmp_path / f"picture.{ending}"
    ran = drawn(*SEEN, "--kind", kind, "--out", out)
    assert ran.out == ""
    begins = begins if (kind, ending) != ("months", "csv") else b"month,met,"
    begins = begins if (kind, ending) != ("dots", "csv") else b"group,clock,"
    assert out.read_bytes().startswith(begins)
    assert [each.name for each in tmp_path.iterdir()] == [out.name]


def test_what_cannot_be_asked_is_refused_in_a_sentence(tmp_path):
    out = tmp_path / "picture.docx"
    assert not_drawn(*SEEN, "--out", out) == [
        f"--out {out}: the name must end in .svg, .png, .pdf, .csv, which says what to write."
    ]
    assert "--standard must be a pack and a standard" in not_drawn("--standard", "first-appointment")[0]
    assert "the pack briefing has " in not_drawn("--standard", "briefing/nothing")[0]
    assert "packs are briefing, contract-2015, throughcare" in not_drawn("--standard", "other/nothing")[0]
    assert not list(tmp_path.iterdir())


def test_where_there_is_nothing_to_draw_nothing_is_written(tmp_path):
    out = tmp_path / "picture.svg"
    with patch("throughcare.cli.picture_making.count", lambda *_args, **_more: []):
        (told,) = not_drawn(*SEEN, "--out", out)
    assert told == f"{out} was not written. Nothing is compared: no duty is decided yet."
    assert not list(tmp_path.iterdir())


def test_a_place_that_cannot_be_written_is_told():
    ran = Ran("picture", "--extract", ALPHA, "--as-of", AS_OF, *SEEN, "--out", "/nowhere/at/all.svg")
    assert ran.code == 1
    assert ran.told[-1] == (
        "throughcare: /nowhere/at/all.svg could not be written (no such file or directory): nothing was written."
    )

"""`throughcare sentence` answers every case of a file, and a broken one with what is wrong."""

import json

import pytest

from tests.cli.commands import ROOT, refused, succeeds

EXAMPLES = ROOT / "examples" / "sentences.json"
SIX_MONTHS = {"kind": "custody", "offence_on": "2015-02-10", "sentenced_on": "2015-03-01", "length": "6 months"}


@pytest.fixture
def file(tmp_path):
    def write(content):
        path = tmp_path / "cases.json"
        path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
        return path

    return write


def test_the_example_is_answered_case_by_case():
    answers = json.loads(succeeds("sentence", "--in", EXAMPLES, "--format", "json").out)
    assert [answer["id"] for answer in answers] == [case["id"] for case in json.loads(EXAMPLES.read_text("utf-8"))]
    first, last = answers[0]["result"], answers[-1]["result"]
    assert first["days"] == {
        "conditional_release": "2015-05-31",
        "licence_end": "2015-08-31",
        "sentence_end": "2015-08-31",
        "post_sentence_supervision_end": "2016-05-31",
    }
    assert all(
        each.keys() >= {"rule", "version", "source", "is_verified", "inputs", "would_change"} for each in first["dates"]
    )
    assert last == {
        "error": True,
        "errors": [{"field": "sentenced_on", "reason": last["errors"][0]["reason"]}],
    }


def test_in_words_each_day_has_its_rule(file):
    out = succeeds("sentence", "--in", file([{"id": 7, "input": SIX_MONTHS}])).out.splitlines()
    assert out[:2] == [
        "7",
        "  Release: 31 May 2015",
    ]
    assert "[release-2005: Criminal Justice Act 2003" in out[2]


def test_what_is_not_verified_says_so_in_words(file):
    life = {"kind": "life", "offence_on": "2015-02-10", "sentenced_on": "2015-03-01", "tariff": "9 years"}
    out = succeeds("sentence", "--in", file([{"id": "a", "input": life}, {"id": "b", "input": {}}])).out
    assert "Minimum term ends: 29 February 2024  [not verified]" in out
    assert "b  CANNOT BE WORKED OUT\n  kind: It is missing." in out


def test_no_cases_are_answered_by_none(file):
    assert succeeds("sentence", "--in", file([])).out == "No cases.\n"
    assert json.loads(succeeds("sentence", "--in", file([]), "--format", "json").out) == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("", "not JSON"),
        ("{}", "must be a list"),
        ("[" * 100_000, "nested too deep"),
        ('[{"id": 1,}]', "line 1, at character"),
        ("[" + "9" * 5000 + "]", "too long"),
    ],
)
def test_what_is_no_list_of_cases_is_refused(file, content, words):
    assert words in refused("sentence", "--in", file(content))[0]


def test_a_file_that_is_not_there_is_told(tmp_path):
    assert "could not be read" in refused("sentence", "--in", tmp_path / "none.json")[0]

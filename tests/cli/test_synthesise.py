"""`throughcare synthesise` writes a whole nation or nothing, and says in one sentence what cannot be made."""

from pathlib import Path

import pytest

from tests.cli.commands import refused, succeeds
from throughcare.exchange.fact_files import open_facts


def test_a_nation_is_written_and_its_size_told(tmp_path: Path) -> None:
    out = tmp_path / "made.parquet"
    ran = succeeds("synthesise", "--people", 40, "--years", 0.5, "--seed", 9, "--out", out)
    file = open_facts(out)
    assert ran.out.startswith(f"{out}: 40 people, {file.rows:,} facts, in ")
    assert ran.out.endswith(" s. All are made up.\n")
    assert file.about.made_up is not None
    assert (file.about.made_up.seed, file.about.made_up.people, file.about.made_up.years) == (9, 40, 0.5)
    assert str(file.about.as_of) == "2020-01-31"
    assert [path.name for path in tmp_path.iterdir()] == ["made.parquet"]


def test_the_last_day_can_be_another(tmp_path: Path) -> None:
    succeeds("synthesise", "--people", 5, "--years", 1, "--as-of", "2016-06-30", "--out", tmp_path / "made.parquet")
    assert str(open_facts(tmp_path / "made.parquet").about.as_of) == "2016-06-30"


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--people", 0, "--people must be from 1 to 8,000,000, and not 0."),
        ("--people", -3, "--people must be from 1 to 8,000,000, and not -3."),
        ("--people", 9_000_000, "--people must be from 1 to 8,000,000, and not 9000000."),
        ("--years", 0, "--years must be from 0.25 (three months) to 20, and not 0."),
        ("--years", 21, "--years must be from 0.25 (three months) to 20, and not 21."),
        ("--years", "nan", "--years must be from 0.25 (three months) to 20, and not nan."),
        ("--seed", -1, "--seed must be a whole number from 0, and not -1."),
        ("--processes", 65, "--processes must be from 0 (one a processor) to 64, and not 65."),
        ("--as-of", "soon", "--as-of must be a day from 1990 to 2100, for example 2020-01-31, and not 'soon'."),
        (
            "--as-of",
            "1800-01-01",
            "--as-of must be a day from 1990 to 2100, for example 2020-01-31, and not '1800-01-01'.",
        ),
    ],
)
def test_what_cannot_be_made_is_refused(tmp_path: Path, option: str, value: object, said: str) -> None:
    asked = {"--people": 5, "--out": tmp_path / "made.parquet"} | {option: value}
    assert refused("synthesise", *(word for pair in asked.items() for word in pair)) == [said]
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    out = tmp_path / "nowhere" / "made.parquet"
    (said,) = refused("synthesise", "--people", 5, "--out", out)
    assert said == f"{out} cannot be written: there is no folder {out.parent}."


def test_what_was_there_stays_where_the_new_cannot_be_written(tmp_path: Path) -> None:
    out = tmp_path / "made.parquet"
    out.mkdir()
    (said,) = refused("synthesise", "--people", 5, "--out", out)
    assert said == f"{out} is a folder, so nothing was written: say the name of a file."
    assert list(tmp_path.iterdir()) == [out]


def test_no_room_leaves_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    out = tmp_path / "made.parquet"
    out.write_text("what was there")
    monkeypatch.setattr("throughcare.exchange.fact_files.writing.FactFileWriter.write", full)
    (said,) = refused("synthesise", "--people", 5, "--out", out)
    assert said == f"{out} could not be written (no space left on device): nothing was written."
    assert out.read_text() == "what was there"
    assert list(tmp_path.iterdir()) == [out]

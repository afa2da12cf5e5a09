"""`throughcare link` proposes pairs into a file, says what they rest on, and links nobody."""

import inspect
from pathlib import Path

import pytest

from tests.cli.commands import refused, succeeds
from throughcare.cli.link import link
from throughcare.exchange.linking import AT_LEAST, splink_engine

HEADER = "id,given_names,family_name,born_on,address\n"
ONE = HEADER + 'A1,Aaron,Ashgarton,1988-05-02,"12 High Street, LS1 4AB"\nA2,Zoe,Lee,1990-01-01,\n'
OTHER = HEADER + 'B1,Aron,Ashgarton,1988-05-02,"12 High Street, LS1 4AB"\nB2,Liam,Bell,1970-07-07,\n'
TWIN = HEADER + 'B1,Brian,Ashgarton,1988-05-02,"12 High Street, LS1 4AB"\n'


@pytest.fixture
def files(tmp_path: Path):
    """Writes files of people by name."""

    def write(**texts: str) -> tuple[Path, ...]:
        for name, text in texts.items():
            (tmp_path / f"{name}.csv").write_text(text, "utf-8")
        return tuple(tmp_path / f"{name}.csv" for name in texts)

    return write


def test_pairs_are_written_with_both_opinions_and_nothing_is_linked(files, tmp_path):
    out = tmp_path / "pairs.csv"
    ran = succeeds("link", *files(one=ONE, other=OTHER), "--out", out)
    header, row = out.read_text("utf-8").splitlines()
    assert header.startswith("left,right,probability,probability_by_splink,match_weight,family_name,")
    assert row.startswith("A1,B1,0.99")
    assert "first name nearly the same (Aaron, Aron)" in row
    assert ran.out.splitlines() == [
        f"{out}: 1 pair among 2 and 2 people, with a probability of 0.9 or more. Nothing is linked.",
        "Parameters: stated, ours and unverified: these files are too small, or too odd, to learn them from.",
    ]
    assert ran.errors == ""


def test_a_twin_is_held_back_and_it_is_said_how_to_see_the_pair(files, tmp_path):
    out = tmp_path / "pairs.csv"
    both = files(one=ONE, other=TWIN)
    assert succeeds("link", *both, "--out", out).out.splitlines()[-1] == (
        "Held back: 1 pair with another first name or birth date, who may be twins, parent and child or others of a "
        "family; --at-least 0.5 lists them."
    )
    assert len(out.read_text("utf-8").splitlines()) == 1
    assert "Held back" not in succeeds("link", *both, "--out", out, "--at-least", 0.5).out
    assert "perhaps a twin" in out.read_text("utf-8")


def test_a_file_is_compared_with_itself(files, tmp_path):
    (path,) = files(one=ONE + OTHER.removeprefix(HEADER))
    ran = succeeds("link", path, "--out", tmp_path / "pairs.parquet")
    assert "1 pair among 4 people" in ran.out


def test_a_number_that_stands_for_unknown_is_named(files, tmp_path):
    rows = "".join(f"C{number},Aaron,Bell{number},,UNKNOWN\n" for number in range(6))
    (one,) = files(one="id,given_names,family_name,born_on,pnc\n" + rows)
    ran = succeeds("link", one, "--out", tmp_path / "pairs.csv")
    assert "Taken as not told, for too many rows of a file bear it: PNC UNKNOWN." in ran.out.splitlines()


def test_refused_rows_are_told_and_written_down(files, tmp_path):
    bad = "".join(f"C{number},Aaron,Bell,soon,\n" for number in range(7))
    (one, other) = files(one=ONE + bad, other=OTHER)
    rejects, pairs = tmp_path / "refused.csv", tmp_path / "pairs.csv"
    ran = succeeds("link", one, other, "--out", pairs)
    assert ran.told[0] == "one.csv: 7 rows of 9 refused."
    assert ran.told[1] == ("  one.csv, row 4, born_on: “soon” is not a day: write it as 1988-05-02, or leave it blank.")
    assert ran.told[-1] == "  And 2 more: --rejects FILE says why."
    ran = succeeds("link", one, other, "--out", pairs, "--rejects", rejects)
    assert ran.told[-1] == f"  And 2 more: {rejects} says why."
    lines = rejects.read_text("utf-8").splitlines()
    assert lines[0] == "file,line,column,value,reason"
    assert lines[1].startswith("one.csv,4,born_on,soon,")
    assert len(lines) == 8


@pytest.mark.parametrize("value", [0, 1, -2, "nan"])
def test_a_probability_that_is_none_is_refused(files, tmp_path, value):
    (one,) = files(one=ONE)
    (said,) = refused("link", one, "--out", tmp_path / "pairs.csv", "--at-least", value)
    assert said == f"--at-least must be a probability from 0.01 to below 1, and not {value}."


def test_what_cannot_be_done_is_refused_before_anything_is_written(files, tmp_path):
    one, other = files(one=ONE, other=OTHER)
    out = tmp_path / "pairs.csv"
    asked = [
        ((one, one, "--out", out), f"{one} stands on both sides: to compare a file with itself, say it once."),
        ((one, "--out", one), f"--out {one} would write over a file of people: say another place."),
        (
            (one, "--out", out, "--rejects", one),
            f"--rejects {one} would write over a file of people: say another place.",
        ),
        ((one, "--out", out, "--rejects", out), f"--rejects {out} is the file of pairs, too: say another place."),
        ((one, "--out", tmp_path / "no" / "p.csv"), f"{tmp_path / 'no' / 'p.csv'} cannot be written: there is no"),
        ((one, "--out", tmp_path / "pairs.txt"), f"{tmp_path / 'pairs.txt'} must be a name that ends in .csv or"),
        ((tmp_path / "none.csv", other, "--out", out), f"{tmp_path / 'none.csv'} is not there: say a CSV or Parquet"),
    ]
    for arguments, said in asked:
        (told,) = refused("link", *arguments)
        assert told.startswith(said)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one.csv", "other.csv"]


def test_without_the_extra_the_command_that_installs_it_is_told(files, tmp_path, monkeypatch):
    monkeypatch.setattr(splink_engine, "find_spec", lambda _: None)
    (one,) = files(one="no file of people")
    (said,) = refused("link", one, "--out", tmp_path / "pairs.csv")
    assert "scripts/setup link" in said
    assert not (tmp_path / "pairs.csv").exists()


def test_the_probability_unless_another_is_said_is_the_one_of_the_room_below():
    assert inspect.signature(link).parameters["at_least"].default == AT_LEAST

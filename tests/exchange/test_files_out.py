"""Files that we write: whole or not at all, and harmless in a spreadsheet."""

import csv
import io
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from throughcare.exchange.extracts import Refusal, rejects_text
from throughcare.exchange.safe_csv import csv_text, harmless
from throughcare.exchange.whole_files import CouldNotWrite, write_whole


@pytest.mark.parametrize("cell", ["=1+1", "+44", "-1", "@x", "\tx", "\rx", "\nx", "\uff1d1"])
def test_a_cell_that_would_start_a_formula_gets_an_apostrophe(cell):
    assert harmless(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["", "x", "1", "a=b", " =1", "'x", "30/06/2016"])
def test_any_other_cell_stays_as_it_is(cell):
    assert harmless(cell) == cell


def test_a_table_is_written_so_that_every_reader_gets_the_same_cells_back():
    rows = [["a,b", 'say "x"', "two\nlines", "one\rtwo", -1, 2.5, None, "é"]]
    text = csv_text(["=a", "b", "c", "d", "e", "f", "g", "h"], rows)
    assert list(csv.reader(io.StringIO(text, newline=""))) == [
        ["'=a", "b", "c", "d", "e", "f", "g", "h"],
        ["a,b", 'say "x"', "two\nlines", "one\rtwo", "-1", "2.5", "", "é"],
    ]


def test_rejects_have_a_line_for_each_refused_row():
    refusals = [Refusal("contacts", 7, "ContactType", "=cmd", "=cmd is not one of: OFFICE, HOME")]
    assert rejects_text(refusals) == (
        "file,line,column,value,reason\r\ncontacts,7,ContactType,'=cmd,\"'=cmd is not one of: OFFICE, HOME\"\r\n"
    )
    assert rejects_text([]) == "file,line,column,value,reason\r\n"


def test_a_file_is_written_and_written_over(tmp_path):
    path = tmp_path / "rejects.csv"
    write_whole(path, "é\r\n")
    assert path.read_bytes() == "é\r\n".encode()
    path.chmod(0o640)
    write_whole(path, "")
    assert path.read_bytes() == b""
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert os.listdir(tmp_path) == ["rejects.csv"]


def test_a_link_stays_a_link_and_its_target_is_written(tmp_path):
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write_whole(tmp_path / "link", "x")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "x"


def test_a_folder_that_is_not_there_or_is_a_file_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    for name, why in (("nowhere/x.csv", "no such file or directory"), ("file/x.csv", "not a directory")):
        with pytest.raises(CouldNotWrite, match=rf"{name} could not be written \({why}\): nothing was written\."):
            write_whole(tmp_path / name, "x")
    with pytest.raises(CouldNotWrite, match="is a folder, so nothing was written"):
        write_whole(tmp_path, "x")


@pytest.mark.parametrize("broken", ["os.fsync", "pathlib.Path.replace", "pathlib.Path.chmod"])
def test_a_failure_half_way_leaves_what_was_there_and_nothing_else(tmp_path, monkeypatch, broken):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    path = tmp_path / "rejects.csv"
    path.write_text("before")
    monkeypatch.setattr(broken, full)
    with pytest.raises(CouldNotWrite, match=r"no space left on device\): nothing was written"):
        write_whole(path, "after")
    monkeypatch.undo()
    assert path.read_text() == "before"
    assert os.listdir(tmp_path) == ["rejects.csv"]


def test_an_interruption_leaves_nothing_lying_about(tmp_path, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("os.fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "x.csv", "x")
    assert os.listdir(tmp_path) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_device_is_named():
    with pytest.raises(CouldNotWrite, match=r"/dev/full could not be written \(no space left on device\)"):
        write_whole(Path("/dev/full"), "x")
    assert stat.S_ISCHR(Path("/dev/full").stat().st_mode)


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="no /dev/stdout here")
@pytest.mark.parametrize("to_a_file", [False, True])
def test_standard_output_is_written_to_whether_it_is_a_pipe_or_a_file(tmp_path, to_a_file):
    code = (
        "import sys; from pathlib import Path; from throughcare.exchange.whole_files import write_whole\n"
        "print('before', flush=True); write_whole(Path('/dev/stdout'), 'rows'); "
    )
    out = tmp_path / "out.txt"
    with out.open("wb") as file:
        stdout = file if to_a_file else subprocess.PIPE
        run = subprocess.run([sys.executable, "-c", code], stdout=stdout, check=True, cwd=Path(__file__).parents[2])
    assert (out.read_bytes() if to_a_file else run.stdout) == b"before\nrows"
    assert Path("/dev/stdout").is_symlink()

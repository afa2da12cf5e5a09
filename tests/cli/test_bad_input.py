"""Bad input: each is named in a sentence with what would be right, the exit is not zero, nothing is half done."""

from pathlib import Path

import pytest

from tests.cli.commands import ALPHA, AS_OF, Ran, refused

FOLDER = "expected a folder with the 12 files of an extract."


def measured_badly(extract, tmp_path: Path, *arguments, as_of: str = AS_OF) -> list[str]:
    """What is said of it; the file of refused rows from the last time is not touched."""
    rejects = tmp_path / "rejects.csv"
    rejects.write_text("from the last time")
    before = sorted(tmp_path.iterdir())
    said = refused("measure", "--extract", extract, "--as-of", as_of, "--rejects", rejects, *arguments)
    assert rejects.read_text() == "from the last time"
    assert sorted(tmp_path.iterdir()) == before
    return said


# --- the folder


def test_a_folder_that_is_not_there_is_named(tmp_path):
    assert measured_badly(tmp_path / "nowhere", tmp_path) == [f"{tmp_path / 'nowhere'} is not there: {FOLDER}"]


def test_a_file_in_the_place_of_the_folder_is_named(tmp_path):
    (tmp_path / "extract.zip").write_text("")
    assert measured_badly(tmp_path / "extract.zip", tmp_path) == [f"{tmp_path / 'extract.zip'} is a file: {FOLDER}"]


def test_a_name_that_no_folder_can_have_is_refused(tmp_path):
    (said,) = measured_badly("x" * 5000, tmp_path)
    assert said.startswith("xxx")
    assert said.endswith(f": {FOLDER}")


def test_an_empty_folder_lacks_every_file_by_name(tmp_path):
    (tmp_path / "empty").mkdir()
    said = measured_badly(tmp_path / "empty", tmp_path)
    assert len(said) == 12
    assert said[0] == (
        f"providers.csv is missing (in {tmp_path / 'empty'}): expected a header on line 1 with ProviderCode, Type "
        f"and Owner, then one line for each row (an organisation)."
    )


def test_a_folder_that_may_not_be_listed_is_named(tiny, tmp_path, monkeypatch):
    folder = tiny.write()

    def forbidden(_self):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.iterdir", forbidden)
    said = refused("measure", "--extract", folder, "--as-of", AS_OF, "--rejects", tmp_path / "rejects.csv")
    assert said == [f"{folder} cannot be read (permission denied): {FOLDER}"]
    assert not (tmp_path / "rejects.csv").exists()


def test_a_file_that_may_not_be_read_is_named(tiny, tmp_path, monkeypatch):
    folder, read = tiny.write(), Path.read_bytes

    def read_unless_forbidden(self):
        if self.name == "persons.csv":
            raise PermissionError(13, "Permission denied")
        return read(self)

    monkeypatch.setattr("pathlib.Path.read_bytes", read_unless_forbidden)
    (said,) = measured_badly(folder, tmp_path)
    assert said.startswith(f"{folder / 'persons.csv'} cannot be read (permission denied): expected a header on line 1")


def test_one_file_without_its_header_stops_everything(tiny, tmp_path):
    tiny.raw["contacts"] = b"X1,12/03/2015,OFFICE,ATTENDED,O2\r\n"
    (said,) = measured_badly(tiny.write(), tmp_path)
    assert said.startswith("contacts.csv has no header: line 1 names no column; expected a header on line 1 with CRN, ")


def test_a_person_cannot_be_explained_from_a_folder_that_is_not_there_either(tmp_path):
    said = refused("explain", "--extract", tmp_path / "nowhere", "--as-of", AS_OF, "--person", "X1")
    assert said == [f"{tmp_path / 'nowhere'} is not there: {FOLDER}"]


# --- the day


@pytest.mark.parametrize(
    "typed", ["garbage", "20160630", "30/06/2016", "2016-6-30", "2016-02-30", "2016-06-30T00:00", " 2016-06-30", ""]
)
def test_a_day_that_is_none_is_refused_with_an_example(tmp_path, typed):
    assert measured_badly(ALPHA, tmp_path, as_of=typed) == [
        f"--as-of must be a day as year-month-day, for example 2016-06-30, and not '{typed}'."
    ]


def test_a_day_in_the_future_is_refused_with_today(tmp_path):
    (said,) = measured_badly(ALPHA, tmp_path, as_of="2999-01-01")
    assert said.startswith("--as-of 2999-01-01 lies in the future: today is 20")


@pytest.mark.parametrize("as_of", ["2010-01-01", "0001-01-01"])
def test_a_day_before_everything_is_refused_with_the_earliest(tiny, tmp_path, as_of):
    (said,) = measured_badly(tiny.write(), tmp_path, as_of=as_of)
    assert "is before everything in the extract, where the earliest day is 02/03/2015" in said
    assert said.endswith("expected the day of the extract.")


def test_the_day_is_looked_at_before_the_extract_is_read(tmp_path):
    (said,) = measured_badly(tmp_path / "nowhere", tmp_path, as_of="garbage")
    assert said.startswith("--as-of must be a day")


# --- what is chosen


@pytest.mark.parametrize(
    ("option", "typed", "right"),
    [("--format", "xml", ("json", "csv", "table")), ("--by", "team", ("provider_type", "provider"))],
)
def test_a_choice_that_there_is_not_is_named_with_those_that_there_are(option, typed, right):
    ran = Ran("measure", "--extract", ALPHA, "--as-of", AS_OF, option, typed)
    assert (ran.code, ran.out) == (2, "")
    said = " ".join(ran.errors.replace("│", " ").split())
    assert option in said
    assert typed in said
    assert all(each in said for each in right)


@pytest.mark.parametrize(
    ("given", "right"),
    [
        (["--as-of", AS_OF], "either --extract FOLDER or --facts FILE"),
        (["--extract", ALPHA, "--facts", "x.parquet"], "either --extract FOLDER or --facts FILE"),
        (["--extract", ALPHA], "say it, as --as-of 2016-06-30"),
    ],
)
def test_what_must_be_given_is_named(given, right):
    (sentence,) = refused("measure", *given)
    assert right in sentence


# --- the file of refused rows


@pytest.mark.parametrize(
    ("name", "why"),
    [("nowhere/rejects.csv", "no such file or directory"), ("file/rejects.csv", "not a directory")],
)
def test_a_place_where_no_file_can_be_is_named(tiny, tmp_path, name, why):
    (tmp_path / "file").write_text("mine")
    path, folder = tmp_path / name, tiny.write()
    said = refused("measure", "--extract", folder, "--as-of", AS_OF, "--rejects", path)
    assert said == [f"{path} could not be written ({why}): nothing was written."]
    assert (tmp_path / "file").read_text() == "mine"
    assert not (tmp_path / "nowhere").exists()


def test_a_folder_in_the_place_of_the_file_is_named(tiny, tmp_path):
    (tmp_path / "folder").mkdir()
    (said,) = refused("measure", "--extract", tiny.write(), "--as-of", AS_OF, "--rejects", tmp_path / "folder")
    assert said.startswith(f"{tmp_path / 'folder'} is a folder, so nothing was written")
    assert list((tmp_path / "folder").iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_device_is_named(tiny):
    (said,) = refused("measure", "--extract", tiny.write(), "--as-of", AS_OF, "--rejects", "/dev/full")
    assert said.startswith("/dev/full could not be written (no space left on device): ")


@pytest.mark.parametrize("before", [None, "from the last time"])
def test_a_disk_that_fills_up_leaves_the_file_as_it_was(tiny, tmp_path, monkeypatch, before):
    def full(_handle):
        raise OSError(28, "No space left on device")

    folder, rejects = tiny.spoil("contacts", 1, ContactType="WIBBLE").write(), tmp_path / "rejects.csv"
    if before:
        rejects.write_text(before)
    monkeypatch.setattr("os.fsync", full)
    said = refused("measure", "--extract", folder, "--as-of", AS_OF, "--rejects", rejects)
    assert said == [f"{rejects} could not be written (no space left on device): nothing was written."]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["extract", *(["rejects.csv"] if before else [])]
    assert not before or rejects.read_text() == before

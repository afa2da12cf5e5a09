"""Packs that cannot be used: every fault is named with its file, its line and what would be right."""

import pytest

from tests.cli.commands import AS_OF, explained, measured, refused
from tests.standards.pack_texts import ABOUT, DEADLINE, FIRST, SHARED


@pytest.fixture
def counted_with(tiny):
    """What is said of an extract that is counted with this pack."""
    folder = tiny.write()
    return lambda pack: refused("measure", "--extract", folder, "--as-of", AS_OF, "--pack", pack)


def more(text: str) -> str:
    """One more standard, whose own part begins at line `FIRST`."""
    return f"id: more\n{ABOUT}{text}"


def test_a_pack_of_ones_own_is_counted(tiny, own_pack):
    text = measured(tiny.write(), "--pack", own_pack(), "--format", "csv").out
    assert "small,ready,CRC,1,0,0,0,0," in text


@pytest.mark.parametrize("name", ["breifing", "Briefing", "briefing/", "briefing.yaml"])
def test_a_pack_that_is_not_there_is_named_with_those_that_are(counted_with, name):
    (said,) = counted_with(name)
    assert (
        f"there is no pack '{name}': say one of briefing, contract-2015, throughcare, or the folder that holds yours"
        in said
    )


def test_a_name_that_no_folder_can_have_is_no_pack(counted_with):
    (said,) = counted_with("x" * 300)
    assert "there is no pack 'xxx" in said


SPOILT = {
    "an unknown kind": (
        more("opens: sentenecd\nmet_by: plan\ndue: {working_days: 5}\n"),
        (FIRST, "there is no term, kind or true-or-false attribute 'sentenecd'"),
    ),
    "an unknown kind in a clause": (
        more("opens: {kind: sentenecd}\nmet_by: plan\ndue: {working_days: 5}\n"),
        (FIRST, "sentenecd"),
    ),
    "an unknown field": (
        more("opens: sentenced\nmet_by: {kind: plan, outcom: ATTENDED}\ndue: {working_days: 5}\n"),
        (FIRST + 1, "outcom"),
    ),
    "an unknown value": (
        more("opens: sentenced\nmet_by: {kind: appointment, outcome: ATTENDDED}\ndue: {working_days: 5}\n"),
        (FIRST + 1, "ATTENDDED"),
    ),
    "a negative limit": (
        more("opens: sentenced\nmet_by: plan\ndue: {working_days: -5}\n"),
        (FIRST + 2, "-5"),
    ),
    "an unknown unit": (
        more("opens: sentenced\nmet_by: plan\ndue: {weeks: 5}\n"),
        (FIRST + 2, "'due' needs exactly one of working_days, calendar_days, months"),
    ),
    "an id that stands twice": (DEADLINE, (1, "the standard 'ready' stands twice in this pack")),
    "an entry that there is not": (
        more("opens: sentenced\nmet_by: plan\ndue: {working_days: 5}\npriority: high\n"),
        (FIRST + 3, "a deadline has no 'priority'; it may have id, title, words"),
    ),
    "no text at all": ("", (1, "the file is empty")),
    "no readable text": ("id: [more\n", (2, "this is not readable")),
}


@pytest.mark.parametrize(("text", "fault"), SPOILT.values(), ids=SPOILT)
def test_a_fault_in_a_standard_is_named_with_its_file_and_line(counted_with, own_pack, text, fault):
    folder = own_pack(zz_more=text)
    line, words = fault
    said = counted_with(folder)
    assert any(each.startswith(f"{folder}/zz-more.yaml:{line}: ") and words in each for each in said), said


def test_attributes_that_go_round_in_a_circle_are_named(counted_with, own_pack):
    circle = "  first: {when: {second: true}}\n  second: {when: {first: true}}\n"
    folder = own_pack(pack=SHARED + circle)
    said = counted_with(folder)
    assert said[0].startswith(f"{folder}/pack.yaml:{len(SHARED.splitlines()) + 1}: ")
    assert "second" in said[0]


def test_every_fault_of_a_pack_is_said_at_once(counted_with, own_pack):
    folder = own_pack(
        more=more("opens: sentenecd\nmet_by: {kind: appointment, outcome: ATTENDDED}\ndue: {working_days: -5}\n"),
        ready=DEADLINE.replace("plan\n", "plann\n"),
    )
    said = counted_with(folder)
    assert {each.split(":")[0].rsplit("/", 1)[1] for each in said} == {"more.yaml", "ready.yaml"}
    assert len(said) >= 4


def test_packs_that_build_on_each_other_are_named(counted_with, own_pack, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, base in (("one", "two"), ("two", "three"), ("three", "one")):
        own_pack(name, pack=SHARED.replace("pack: small", f"pack: {name}\nbuilds_on: {base}"))
    (said,) = counted_with("one")
    assert "a pack cannot build on itself: one builds on two builds on three builds on one" in said


def test_a_pack_that_builds_on_itself_is_named(counted_with, own_pack, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    own_pack("mine", pack=SHARED.replace("pack: small", "pack: mine\nbuilds_on: mine"))
    (said,) = counted_with("mine")
    assert "a pack cannot build on itself: mine builds on mine" in said


def test_a_pack_that_builds_on_none_that_there_is_is_named(counted_with, own_pack):
    folder = own_pack(pack=SHARED.replace("pack: small", "pack: small\nbuilds_on: breifing"))
    (said,) = counted_with(folder)
    assert "there is no pack 'breifing'" in said


def test_a_pack_of_ones_own_may_build_on_one_that_is_shipped(tiny, own_pack):
    standard = more("opens: commencement\nmet_by: completed_review\ndue: {months: 3}\n")
    folder = own_pack(pack=SHARED.split("shared:")[0] + "builds_on: briefing\n", ready=None, by_own=None, more=standard)
    assert "small,more," in measured(tiny.write(), "--pack", folder, "--format", "csv").out


def test_a_folder_without_a_pack_in_it_says_what_is_missing(counted_with, tmp_path):
    (tmp_path / "empty").mkdir()
    (said,) = counted_with(tmp_path / "empty")
    assert said.startswith(f"{tmp_path / 'empty'}/pack.yaml:1: the pack has no such file")


def test_a_pack_without_standards_says_so(counted_with, tmp_path):
    (tmp_path / "bare").mkdir()
    (tmp_path / "bare" / "pack.yaml").write_text(SHARED)
    assert any(
        "the pack has no standards: write one file for each beside this one" in s
        for s in counted_with(tmp_path / "bare")
    )


@pytest.mark.parametrize("bad", [b"\xff\xfe", b"id: \x80\n"])
def test_a_pack_that_is_no_text_is_named(counted_with, own_pack, bad):
    folder = own_pack()
    (folder / "more.yaml").write_bytes(bad)
    (said,) = counted_with(folder)
    assert said == f"{folder / 'more.yaml'} cannot be read: expected text in UTF-8"


def test_two_packs_of_one_name_are_not_counted_as_one(tiny, own_pack):
    """In the figures nothing would say which is which."""
    first, second = own_pack("first"), own_pack("second")
    ran = refused("measure", "--extract", tiny.write(), "--as-of", AS_OF, "--pack", first, "--pack", second)
    assert "small" in ran[0]


def test_a_bad_pack_is_found_before_the_extract_is_read(tmp_path):
    said = refused("measure", "--extract", tmp_path / "nowhere", "--as-of", AS_OF, "--pack", "breifing")
    assert "there is no pack 'breifing'" in said[0]


def test_a_bad_pack_stops_an_explanation_too(tiny, own_pack):
    folder = own_pack(more=more("opens: sentenecd\nmet_by: plan\ndue: {working_days: 5}\n"))
    arguments = ("explain", "--extract", tiny.write(), "--as-of", AS_OF, "--person", "X1")
    said = refused(*arguments, "--standard", f"{folder}/ready")
    assert said[0].startswith(f"{folder}/more.yaml:{FIRST}: ")
    assert explained(tiny.folder, "X1", "--standard", "briefing/plan-in-time").out

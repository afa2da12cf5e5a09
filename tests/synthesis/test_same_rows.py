"""The same seed gives the same rows: on any day, in any order of slices, by one process or two."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from throughcare.synthesis import Wish, lives, make_nation, plan_nation
from throughcare.synthesis import nation as nation_module
from throughcare.synthesis.lives import make_slice
from throughcare.synthesis.nation import slices_of

WISH = Wish(people=130, years=1, seed=3)


@pytest.fixture
def small_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nation_module, "PEOPLE_IN_A_SLICE", 50)


def test_the_same_seed_gives_the_same_rows_and_another_gives_others(tmp_path: Path) -> None:
    for name, seed in (("one", 3), ("two", 3), ("other", 4)):
        make_nation(Wish(130, 1, seed), tmp_path / name)
    one, two, other = (pq.read_table(tmp_path / name) for name in ("one", "two", "other"))
    assert one.equals(two, check_metadata=True)
    assert not one.equals(other)


@pytest.mark.usefixtures("small_slices")
def test_two_processes_make_the_rows_of_one(tmp_path: Path) -> None:
    many = make_nation(WISH, tmp_path / "one")
    assert make_nation(WISH, tmp_path / "two", processes=2) == many
    assert pq.read_table(tmp_path / "one").equals(pq.read_table(tmp_path / "two"), check_metadata=True)
    assert pq.ParquetFile(tmp_path / "two").num_row_groups == 4, "three slices of people, and the staff"


@pytest.mark.usefixtures("small_slices")
def test_slices_in_another_order_are_the_same_slices() -> None:
    plan, slices = plan_nation(WISH), slices_of(WISH.people)
    forwards = [make_slice(plan, *each) for each in slices]
    backwards = [make_slice(plan_nation(WISH), *each) for each in reversed(slices)]
    assert all(one.equals(other) for one, other in zip(forwards, reversed(backwards), strict=True))


def test_progress_is_told_up_to_the_last_person(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    make_nation(WISH, tmp_path / "made", told=lambda done, whole: told.append((done, whole)))
    assert told[-1] == (130, 130)


def test_one_person_alone_is_a_nation(tmp_path: Path) -> None:
    assert make_nation(Wish(1, 0.25, 1), tmp_path / "made") > 0
    assert lives.name_of(0, 1_000_001) < lives.name_of(7_999_999, 1_000_001)

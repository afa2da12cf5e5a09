"""A store of columns: what was renewed for some is what everything anew gives, and no death leaves half a store."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

import polars as pl
import pyarrow.parquet as pq
import pytest

from tests.standards.histories import make_batch_any
from tests.standards.packs import all_standards
from throughcare.exchange.column_store import ColumnStore, StoreFault, about, store
from throughcare.exchange.fact_files import About, open_facts, streams_in, write_facts
from throughcare.facts import Fact
from throughcare.standards.column_engine import derive

AS_OF = date(2016, 1, 31)
Facts = Mapping[str, Sequence[Fact]]


def people_of(seed: int, count: int = 12) -> dict[str, tuple[Fact, ...]]:
    return make_batch_any(Random(seed), count).facts


def built(folder: Path, facts: Facts, as_of: date = AS_OF) -> ColumnStore:
    folder.mkdir(exist_ok=True, parents=True)
    staff = {"S1": [replace(fact, person="S1") for fact in next(iter(people_of(999, 1).values()))]}
    write_facts(folder / "given.parquet", About(as_of), {key: own for key, own in facts.items() if own}, staff)
    return ColumnStore.build(folder / "store", folder / "given.parquet", standards=all_standards())


def rows(kept: ColumnStore) -> list[tuple[object, ...]]:
    return sorted(kept.obligations().collect().rows(), key=repr)


def fully_derived(tmp_path: Path, facts: Facts) -> list[tuple[object, ...]]:
    return rows(built(tmp_path / "twin", facts))


def asked_of_tables(kept: ColumnStore) -> list[str]:
    tables = kept.tables(all_standards(), as_of=AS_OF)
    return sorted(str(duty) for table in tables for duty in derive(table, all_standards()).obligations())


def renewed(seed: int) -> tuple[dict[str, tuple[Fact, ...]], list[dict[str, tuple[Fact, ...]]]]:
    """Everybody as they were, and three rounds of other facts: for some, for new people, and of some none any more."""
    rng, before = Random(seed), people_of(seed)
    rounds = []
    for n in range(1, 4):
        others = people_of(seed + 1000 * n, 20)
        names = rng.sample(sorted(others), 6)
        rounds.append({name: () if rng.random() < 0.2 else others[name] for name in names})
    return before, rounds


@pytest.mark.parametrize("seed", range(3))
def test_overlay_and_fold_equal_a_full_derivation(tmp_path: Path, seed: int) -> None:
    facts, rounds = renewed(seed)
    kept = built(tmp_path, facts)
    for number, streams in enumerate(rounds):
        kept.renew(streams)
        facts |= streams
        expected = fully_derived(tmp_path, facts)
        assert rows(kept) == rows(ColumnStore.open(kept.folder, standards=all_standards())) == expected
        if number == 1:
            kept.fold()
            assert rows(kept) == expected
    assert asked_of_tables(kept) == asked_of_tables(built(tmp_path / "twin", facts))
    kept.fold()
    assert (rows(kept), kept.about.generation, kept.about.overlays) == (expected, 3, ())
    assert asked_of_tables(kept) == asked_of_tables(built(tmp_path / "twin", facts))
    everybody = {person for person, own in facts.items() if own}
    assert kept.about.people == len(everybody)
    folded = open_facts(kept.folder / "base-3" / "facts.parquet")
    assert {whose for stream, whose, _ in streams_in(folded)} == everybody | {"S1"}
    assert folded.rows == kept.about.rows


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("days", [0, 20, 2000])
def test_moved_to_a_later_day_it_is_what_that_day_gives(tmp_path: Path, seed: int, days: int) -> None:
    facts, (streams, *more) = renewed(seed)
    kept, later = built(tmp_path, facts), AS_OF + timedelta(days)
    kept.renew(streams)
    facts |= streams
    assert kept.move(later) == sum(any(AS_OF < fact.on <= later for fact in own) for own in facts.values())
    assert rows(kept) == rows(ColumnStore.open(kept.folder, standards=all_standards()))
    assert rows(kept) == rows(built(tmp_path / "twin", facts, as_of=later))
    kept.renew(more[0])
    kept.fold()
    assert open_facts(kept.folder / kept.about.base / "facts.parquet").about.as_of == later
    assert rows(kept) == rows(built(tmp_path / "twin", facts | more[0], as_of=later))
    with pytest.raises(ValueError, match=r"is of .* already, which is after"):
        kept.move(later - timedelta(1))


def test_a_table_of_facts_renews_as_facts_do(tmp_path: Path) -> None:
    facts, (streams, *_) = renewed(7)
    streams = {person: own for person, own in streams.items() if own}
    one, other = built(tmp_path / "one", facts), built(tmp_path / "other", facts)
    write_facts(tmp_path / "new.parquet", About(AS_OF), streams)
    assert one.renew(streams) == other.renew(pq.read_table(tmp_path / "new.parquet"))
    assert rows(one) == rows(other)


def test_what_is_read_is_what_was_asked_for(tmp_path: Path) -> None:
    facts, (streams, *_) = renewed(8)
    kept = built(tmp_path, facts)
    kept.renew(streams)
    some = kept.obligations(["person", "due"], ["briefing/plan-in-time"]).collect()
    everything = kept.obligations().collect()
    assert some.columns == ["person", "due"]
    assert some.sort("person", "due").equals(
        everything.filter(pl.col("standard") == "briefing/plan-in-time").select("person", "due").sort("person", "due")
    )
    assert everything.schema == kept.obligations().collect_schema()


def test_obligations_stand_by_person(tmp_path: Path) -> None:
    facts, rounds = renewed(9)
    kept = built(tmp_path, facts)
    for streams in rounds:
        kept.renew(streams)
    kept.fold()
    assert pl.read_parquet(kept.folder / kept.about.base / "obligations.parquet")["person"].is_sorted()


class Killed(BaseException):
    """The process is gone at this very step."""


STEPS = {
    "renew": ["write_renewed", "about.write"],
    "fold": ["fold_facts", "fold_obligations", "about.write", "rmtree"],
}


@pytest.mark.parametrize(("what", "step"), [(what, step) for what, steps in STEPS.items() for step in steps])
@pytest.mark.parametrize("after", [False, True])
def test_killed_at_any_step_the_store_is_as_before_or_as_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str, step: str, after: bool
) -> None:
    facts, (streams, more, _) = renewed(10)
    kept = built(tmp_path, facts)
    kept.renew(streams)
    kept.fold()
    kept.renew(more)
    do = {"renew": lambda each: each.renew(streams), "fold": lambda each: each.fold()}[what]
    before = rows(kept)
    with monkeypatch.context() as patch:
        _kill_at(patch, step, after=after)
        with pytest.raises(Killed):
            do(ColumnStore.open(kept.folder, standards=all_standards()))
    found = ColumnStore.open(kept.folder, standards=all_standards())
    is_done = (step == "about.write" and after) or step == "rmtree"
    assert found.about == kept.about or is_done
    expected = fully_derived(tmp_path, facts | streams | more | (streams if what == "renew" and is_done else {}))
    assert rows(found) == expected
    assert rows(kept) == before, "whoever opened the store before still reads it whole"
    do(found)
    assert rows(found) == fully_derived(tmp_path, facts | streams | more | (streams if what == "renew" else {}))


def _kill_at(patch: pytest.MonkeyPatch, step: str, *, after: bool) -> None:
    def dying(real):  # type: ignore[no-untyped-def]
        def run(*args: object, **kwargs: object) -> None:
            if after:
                real(*args, **kwargs)
            raise Killed

        return run

    if step == "about.write":
        patch.setattr(about.StoreAbout, "write", dying(about.StoreAbout.write))
    elif step == "rmtree":
        real = shutil.rmtree
        patch.setattr(store.shutil, "rmtree", lambda path, **kw: _die_at_base(real, path, **kw))
    else:
        patch.setattr(store, step, dying(getattr(store, step)))


def _die_at_base(real, path: Path, **kwargs: object) -> None:  # type: ignore[no-untyped-def]
    """Removing what nobody reads any more is the last step."""
    if path.name == "base-1":
        raise Killed
    real(path, **kwargs)


def test_two_do_not_change_a_store_at_once(tmp_path: Path) -> None:
    facts, (streams, *_) = renewed(11)
    kept = built(tmp_path, facts)
    other = ColumnStore.open(kept.folder, standards=all_standards())
    with other._changing(), pytest.raises(StoreFault, match="somebody else is changing"):
        kept.renew(streams)
    other.renew(streams)
    with pytest.raises(StoreFault, match=r"changed .* since it was opened: open it again"):
        kept.fold()


def test_what_is_no_store_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(StoreFault, match="holds no store of facts: build one first"):
        ColumnStore.open(tmp_path)
    kept = built(tmp_path, people_of(12, 3))
    with pytest.raises(StoreFault, match="was made by other standards than these"):
        ColumnStore.open(kept.folder, standards=all_standards()[1:])
    (kept.folder / "base-1" / "facts.parquet").write_bytes(b"PAR1")
    with pytest.raises(StoreFault, match=r"is damaged: .*cut short"):
        ColumnStore.open(kept.folder, standards=all_standards())
    (kept.folder / "store.json").write_text("{")
    with pytest.raises(StoreFault, match="the store is lost: build it again"):
        ColumnStore.open(kept.folder, standards=all_standards())


def test_built_again_it_is_the_new_one(tmp_path: Path) -> None:
    built(tmp_path, people_of(13, 3))
    again = built(tmp_path, people_of(14, 4))
    assert (again.about.people, again.about.generation) == (4, 2)
    assert rows(again) == fully_derived(tmp_path, people_of(14, 4))


def test_a_file_that_is_out_of_order_builds_nothing(tmp_path: Path) -> None:
    kept = built(tmp_path, people_of(15, 6))
    table = pq.read_table(tmp_path / "given.parquet")
    pq.write_table(table.take(list(range(len(table)))[::-1]), tmp_path / "mixed.parquet")
    with pytest.raises(ValueError, match="not in order"):
        ColumnStore.build(kept.folder, tmp_path / "mixed.parquet", standards=all_standards())
    assert ColumnStore.open(kept.folder, standards=all_standards()).about == kept.about

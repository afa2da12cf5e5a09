"""Facts in the making are numbered by their recording and stand by their happening, as the file wants them."""

from datetime import date

import numpy as np
import pyarrow as pa
import pytest

from throughcare.calendar import add_months, add_working_days, is_working_day
from throughcare.exchange.fact_files import PERSON, streams_of
from throughcare.facts.stream import in_order
from throughcare.synthesis.days import MINUTES, Days, day_of, months_on, number_of
from throughcare.synthesis.rows import THREADS, Rows, Words, _ordered, thread

AS_OF = date(2016, 6, 30)
DAY = number_of(AS_OF)
DAYS = Days(date(2016, 1, 1), date(2016, 12, 31))
WORDS = Words({"officer": pa.array(["O1", "O2"]), "provider": pa.array(["N01", "C01"]), "thread": THREADS})


def finished(rows: Rows) -> pa.Table:
    return rows.finish(
        days=DAYS, as_of=AS_OF, stream=PERSON, names=pa.array(["X1", "X2"]), words=WORDS,
        organisation_of=np.array([0, 1]),
    )  # fmt: skip


def test_rows_are_numbered_by_recording_and_stand_by_happening() -> None:
    rows = Rows()
    says = {"person": np.array([0, 1, 0]), "by": np.array([1, 0, 0])}
    on, at = np.array([DAY - 2, DAY - 3, DAY - 9]), np.array([DAY - 2, DAY - 1, DAY - 1]) * MINUTES + 600
    seen = rows.add("appointment", on=on, at=at, thread=thread("m", np.array([1, 1, 2])), outcome=0, **says)
    gone = rows.add(
        "withdrawn", person=np.array([0]), on=np.array([DAY]), at=np.array([DAY * MINUTES + 600]), by=np.array([0]),
        target=seen[2:],
    )  # fmt: skip
    assert (seen.tolist(), gone.tolist()) == ([0, 1, 2], [3])
    table = finished(rows)
    assert table["person"].to_pylist() == ["X1", "X1", "X1", "X2"]
    assert table["number"].to_pylist() == [2, 1, 3, 1]
    one, other = (facts for _, _, facts in streams_of(table))
    assert [fact.kind for fact in in_order(one)] == ["appointment", "appointment", "withdrawn"]
    assert one[2].target == 2, "the one that happened first was recorded second"
    assert [(fact.by.staff, fact.by.organisation, fact.thread) for fact in one if fact.by] == [
        ("O2", "C01", "m1"),
        ("O1", "N01", "m2"),
        ("O1", "N01", None),
    ]
    assert other[0].recorded_at is not None
    assert other[0].recorded_at.hour == 9, "ten in London, in summer"


def test_what_lies_after_the_last_day_is_left_out_but_for_what_is_arranged() -> None:
    rows = Rows()
    for kind, on, at in (("appointment", 0, 1), ("appointment", 1, 0), ("appointment_arranged", 9, 0), ("plan", 0, 0)):
        rows.add(
            kind, person=np.array([0]), on=np.array([DAY + on]), at=np.array([(DAY + at) * MINUTES]), by=np.array([0])
        )
    assert sorted(finished(rows)["kind"].to_pylist()) == ["appointment_arranged", "plan"]


def test_what_is_not_kept_is_not_there() -> None:
    rows = Rows()
    columns = {name: np.array([0, 1]) for name in ("person", "by")} | {
        "on": np.full(2, DAY),
        "at": np.full(2, DAY * MINUTES),
    }
    assert rows.add("plan", np.array([False, True]), **columns).tolist() == [-1, 0]
    assert finished(rows)["person"].to_pylist() == ["X2"]


@pytest.mark.parametrize("scale", [1, 2**20])
def test_order_is_that_of_a_plain_sort(scale: int) -> None:
    columns = np.random.default_rng(1).integers(0, 4, (4, 200)) * scale
    rows = list(zip(*columns.tolist(), strict=True))
    assert _ordered(*columns).tolist() == sorted(range(200), key=lambda row: rows[row])


# --- working days, beside the slow reading of the same rule -----------------------------------------------------------


def test_days_agree_with_the_calendar() -> None:
    span = np.arange(number_of(date(2016, 2, 1)), number_of(date(2016, 9, 1)))
    days = [day_of(int(day)) for day in span]
    for count in (0, 1, 2, 10):
        assert [day_of(int(day)) for day in DAYS.later(span, count)] == [add_working_days(day, count) for day in days]
    for day, after, before in zip(days, DAYS.working(span), DAYS.earlier(span, 1), strict=True):
        assert day_of(int(after)) == (day if is_working_day(day) else add_working_days(day, 1))
        assert is_working_day(day_of(int(before)))
        assert add_working_days(day_of(int(before)), 1) >= day
    for count in (1, 6, 12):
        assert [day_of(int(day)) for day in months_on(span, count)] == [add_months(day, count) for day in days]

"""A file that somebody gives to be counted from: nothing in it was recorded after its day, and its chain holds."""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from throughcare.calendar import LONDON
from throughcare.exchange.fact_files.chains import check_chain
from throughcare.exchange.fact_files.groups import read_group
from throughcare.exchange.fact_files.numbering import DAY_ONE
from throughcare.exchange.fact_files.opening import FactFile, FactFileFault, Told, open_facts
from throughcare.exchange.fact_files.schema import COLUMNS

_INSTANT = COLUMNS["recorded_at"]
_FIRST_INSTANT = DAY_ONE * 86_400_000_000
"""The beginning of the year 1, in microseconds from 1970."""


def open_given(path: Path, *, told: Told | None = None) -> FactFile:
    """Open a file of facts that did not come from the record here, as `open_facts` does, and check what it claims.

    What can only be seen by reading its facts (their order, numbers and values) is checked as they are read.
    Raises `FactFileFault` too where a fact was recorded after the day of the file, or a chain does not hold.
    """
    file = open_facts(path)
    check_recorded(file)
    check_chain(file, told=told)
    return file


def check_recorded(file: FactFile) -> None:
    """Raises `FactFileFault` at the first fact that was recorded after the day of the file, or in no year there is."""
    last = pa.scalar(datetime.combine(file.about.as_of, time.max, tzinfo=LONDON), _INSTANT)
    for group in range(file.pieces):
        column = read_group(file, group, ["recorded_at"])["recorded_at"]
        if column.null_count == len(column):
            continue
        early = pc.less(column.cast(pa.int64()), _FIRST_INSTANT)
        wrong = np.flatnonzero(np.asarray(pc.fill_null(pc.or_(pc.greater(column, last), early), False)))
        if wrong.size:
            row = read_group(file, group, ["number", "person"]).slice(int(wrong[0]), 1).to_pylist()[0]
            raise FactFileFault(
                f"{file.path}: fact {row['number']} of {row['person']} was recorded later than {file.about.as_of}, "
                f"the day as of which the file says it is."
            )

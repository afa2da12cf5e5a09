"""`python -m bench.linking`: a whole population compared with itself, and two halves with each other; as JSON.

Everybody is made up by seed: PEOPLE rows (100,000 unless said), of which one in five is somebody who stands there
already, as another system would write them, and some are twins, children of the same name, and brothers or sisters at
one address.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from time import perf_counter, process_time
from typing import Any

import polars as pl

from tests.exchange.made_up_people import Made, made
from throughcare.exchange.linking import HELD_AT, Proposed, propose

ROWS = int(os.environ.get("PEOPLE", "100000"))
AT_LEAST = 0.9


def main() -> None:
    """Make the people, and measure."""
    again, family = ROWS // 5, ROWS // 100
    whole = made(ROWS - again - 3 * family, twice=again, families=family, seed=1)
    is_second = pl.col("id").str.starts_with("B")
    one, other = whole.people.filter(~is_second), whole.people.filter(is_second)
    found = {
        "rows": whole.people.height,
        "at_least": AT_LEAST,
        "one file with itself": measured(whole, whole.people, None),
        f"{one.height:,} with {other.height:,}": measured(whole, one, other),
        "peak memory, MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
    json.dump(found, sys.stdout, indent=1)
    print()


def measured(whole: Made, left: pl.DataFrame, right: pl.DataFrame | None) -> dict[str, Any]:
    """How long one comparison takes, from rows to pairs, and how right it is."""
    began, worked = perf_counter(), process_time()
    proposed = propose(left, right, at_least=AT_LEAST)
    took = {"seconds": round(perf_counter() - began, 1), "of the processors": round(process_time() - worked, 1)}
    return took | {"parameters": proposed.source.value} | rightness(whole, proposed)


def rightness(whole: Made, proposed: Proposed) -> dict[str, Any]:
    """What was found of what there is, and what of it is true."""
    found = {(pair.left, pair.right) for pair in proposed.pairs}
    family = whole.twins | whole.parents | whole.siblings
    return {
        "true pairs": len(whole.true),
        "proposed": len(found),
        "found of the true": round(len(found & whole.true) / len(whole.true), 4),
        "true of the proposed": round(len(found & whole.true) / max(1, len(found)), 4),
        "of a family, proposed": len(found & family),
        f"held back at {HELD_AT:g}": proposed.held_back,
    }


if __name__ == "__main__":
    main()

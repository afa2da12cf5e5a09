"""`make keystone`: the keystone test a hundred times over, on every core. Prints the first difference it finds."""

import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor

BATCHES = 20_000
FIRST_SEED = 1_000_000
"""Seeds that the test in `make test` is unlikely to choose."""


def search(seed: int) -> str:
    """What differs at a seed, or nothing."""
    from tests.standards.keystone import difference

    found = difference(seed)
    return f"seed {seed}\n{found}" if found else ""


def main() -> int:
    """Look at every batch; 1 where a difference was found."""
    batches = int(sys.argv[1]) if len(sys.argv) > 1 else BATCHES
    began = time.perf_counter()
    os.environ["POLARS_MAX_THREADS"] = "1"  # each process has one core to itself
    with ProcessPoolExecutor() as pool:
        seeds = range(FIRST_SEED, FIRST_SEED + batches)
        for done, found in enumerate(pool.map(search, seeds, chunksize=20), start=1):
            if found:
                print(f"a difference after {done} batches:\n{found}")
                pool.shutdown(cancel_futures=True)
                return 1
            if done % 2_000 == 0:
                print(f"{done} batches of 100 people, no difference, {time.perf_counter() - began:.0f} s", flush=True)
    print(f"keystone: {batches} batches, no difference, {time.perf_counter() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""The keystone of the house: both engines read the same directed histories and must make the same obligations."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from random import Random

from tests.standards.compare import differ, first_difference
from tests.standards.engines import Streams, by_case_engine, by_columns
from tests.standards.histories import Batch, make_batch
from tests.standards.packs import all_standards, pack
from throughcare.standards.language import AnyStandard, Pack
from throughcare.standards.loading import load_pack
from throughcare.standards.obligations import Obligation

PROBE = Path(__file__).parent / "probe"
Derive = Callable[[list[AnyStandard], Streams, date, date | None], list[Obligation]]


def by_cases(
    standards: list[AnyStandard], streams: Streams, as_of: date, known_on: date | None = None
) -> list[Obligation]:
    """The case engine, without the number of the satisfying fact, which columns do not keep."""
    return [replace(made, met_by=None) for made in by_case_engine(standards, streams, as_of, known_on)]


@cache
def standards_asked() -> tuple[AnyStandard, ...]:
    """Every standard that is shipped, and probes of what the language can say and no pack says yet."""
    return (*all_standards(), *probe_pack().standards)


@cache
def probe_pack() -> Pack:
    """The probes, which use what the language can say and no pack says yet."""
    texts = {path.name: path.read_text("utf-8") for path in sorted(PROBE.glob("*.yaml"))}
    return load_pack(texts, base=pack("briefing"))


def batch_of(seed: int, people: int = 100) -> Batch:
    """The batch of a seed: standards take turns, so that a run of seeds looks at each of them."""
    standards = standards_asked()
    return make_batch(standards[seed % len(standards)], Random(seed), people)


def difference(seed: int, *, left: Derive = by_cases, right: Derive = by_columns) -> str:
    """Empty where both readings of a seed's batch agree; else the smallest history on which they do not."""
    return first_difference(batch_of(seed), _reading(left), _reading(right))


def is_different(seed: int, *, left: Derive = by_cases, right: Derive = by_columns) -> bool:
    """Whether the readings of a seed's batch differ at all: quicker, where nobody wants to know how."""
    batch = batch_of(seed)
    return bool(differ(_reading(left)(batch, batch.facts), _reading(right)(batch, batch.facts)))


def _reading(derive: Derive) -> Callable[[Batch, Streams], list[Obligation]]:
    return lambda batch, streams: derive([batch.standard], streams, batch.as_of, batch.known_on)

"""How hand-made cases are read: by every engine, into short lines."""

from collections.abc import Callable
from datetime import date

import pytest

from tests.standards.engines import ENGINES
from tests.standards.packs import standard
from tests.standards.story import LONG_AFTER, Story
from throughcare.standards.obligations import Obligation, Owed, outcome_of


@pytest.fixture(params=ENGINES)
def duties(request) -> Callable[..., list[Obligation]]:
    """The obligations that one standard makes of a story, as they were opened; by each engine in turn."""

    def duties(full_name: str, told: Story, as_of: str = LONG_AFTER) -> list[Obligation]:
        found = ENGINES[request.param]([standard(full_name)], told.streams, date.fromisoformat(as_of))
        assert all(duty.standard == full_name for duty in found)
        return sorted(found, key=lambda duty: (duty.opened, duty.opened_by))

    return duties


@pytest.fixture
def outcomes(duties) -> Callable[..., list[str]]:
    """Lines like `2015-03-02 met`; `2015-03-02 not owed` and `2015-03-02 unknown missed` where a condition says so."""

    def outcomes(full_name: str, told: Story, as_of: str = LONG_AFTER) -> list[str]:
        return [_line(duty, as_of) for duty in duties(full_name, told, as_of)]

    return outcomes


@pytest.fixture
def accountable(duties) -> Callable[..., list[str]]:
    """Who is accountable for each obligation, `none` where nobody is."""

    def accountable(full_name: str, told: Story, as_of: str = LONG_AFTER) -> list[str]:
        return [duty.accountable or "none" for duty in duties(full_name, told, as_of)]

    return accountable


def _line(duty: Obligation, as_of: str) -> str:
    if duty.owed is Owed.NO:
        return f"{duty.opened} not owed"
    unknown = "unknown " if duty.owed is Owed.UNKNOWN else ""
    return f"{duty.opened} {unknown}{outcome_of(duty, date.fromisoformat(as_of))}"

"""The latest figure of each formula on a record, as other rules read it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from throughcare.facts.fact import Fact
from throughcare.facts.scores import Scored
from throughcare.rules.case.values import of_kind

RSR, OGRS3 = "RSR", "OGRS3"
MAIN_FIGURE = {RSR: "score", OGRS3: "two_year"}
"""The figure by which other rules go, of each formula that they ask."""


@dataclass(frozen=True, slots=True)
class LatestScore:
    """The latest figure of a formula: a chance in per cent, its band, and the day and version of the formula."""

    figure: Decimal
    band: str
    form: str
    version: str
    on: date
    number: int


def read_scores(facts: Iterable[Fact]) -> dict[str, LatestScore]:
    """The latest figure of RSR and of OGRS3, by the name of the formula. A formula that never gave one is left out."""
    found: dict[str, LatestScore] = {}
    for fact in of_kind(facts, Scored):
        name = MAIN_FIGURE.get(fact.formula or "")
        figure = json.loads(fact.figures or "{}").get(name) if name else None
        if figure is not None:
            told = (fact.band or "", fact.form or "", fact.version or "", fact.on, fact.number)
            found[fact.formula or ""] = LatestScore(Decimal(str(figure)), *told)
    return found

"""The whole answer to one request, as the Ministry's interface gives it: all predictors and screens of version 1.

Each part is the same as when it is asked for alone, and stands for itself: what is missing for one keeps no other from
its figure. A score that the case gives (`ogrs3TwoYear` and those of `pni`) stands where another part rests on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from throughcare.exchange.scores.predictors import BY_USER, CALCULATED, pni, predictor
from throughcare.exchange.scores.reading import read_answers, shown
from throughcare.exchange.scores.refused import Refused
from throughcare.exchange.scores.screens import SCREENS, screen
from throughcare.exchange.scores.shape import shaped_problems
from throughcare.rules.refusals import FieldFault

VERSION = "V1_0"
"""The version of the interface that answers so. The second generation of formulas is asked for by its own names."""
PREDICTORS = {
    "allPredictor": "ogrs3",
    "violentPredictor": "ovp",
    "nonViolentPredictor": "ogp",
    "directContactSexualPredictor": "ospdc",
    "indirectContactSexualPredictor": "ospiic",
    "seriousViolencePredictor": "snsv",
    "seriousPredictor": "rsr",
}
"""By the name of the part in the answer; the name by which it is asked for alone."""


def whole(given: Mapping[str, object], on: date, *, as_text: bool = False) -> dict[str, Any]:
    """Every part for one case; `on` is the day of assessment where the case names none. Raises `Refused`."""
    version = given.get("version")
    if version not in (None, "", VERSION):
        right = f"must be {VERSION}, or be left out, and not {shown(version)}"
        raise Refused((FieldFault("version", right),))
    parts = {part: predictor(name, given, on=on, as_text=as_text) for part, name in PREDICTORS.items()}
    screens = {name: screen(name, given, on=on, as_text=as_text) for name in SCREENS}
    return {
        "version": VERSION,
        "actuarialPredictors": parts,
        **screens,
        "pni": pni(given, on=on, as_text=as_text),
        **_not_understood(given, as_text=as_text),
    }


def _not_understood(given: Mapping[str, object], *, as_text: bool) -> dict[str, Any]:
    """What no part understands is told once more, for the whole."""
    told: dict[tuple[str, ...], dict[str, Any]] = {}
    for followup in (CALCULATED, BY_USER):
        read = read_answers(given, followup=followup, as_text=as_text)
        told |= {tuple(one["fields"]): one for one in shaped_problems(read.problems, read)}
    return {"validationError": list(told.values()), "error": True} if told else {}

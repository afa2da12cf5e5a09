"""Any number of cases, each answered on its own: what is broken in one keeps no other from its figure."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from throughcare.exchange.scores.custody import handover, licence_dates, recall_type
from throughcare.exchange.scores.predictors import PREDICTORS, pni, predictor
from throughcare.exchange.scores.refused import BrokenRow, Refused
from throughcare.exchange.scores.screens import SCREENS, screen
from throughcare.exchange.scores.tiers import tier_v2, tier_v3
from throughcare.exchange.scores.whole import whole
from throughcare.exchange.scores.workload import workload

_DECISIONS: dict[str, Callable[[Mapping[str, object]], object]] = {
    "tier-v2": tier_v2,
    "tier-v3": tier_v3,
    "workload": workload,
    "handover": handover,
    "licence-dates": licence_dates,
    "recall-type": recall_type,
}
_PARTS_OF_RSR = ("snsv", "ospdc", "ospiic")
"""Parts of RSR with names of their own: a case of RSR whose id begins with one, and a slash, gets that part."""
_THE_WHOLE = "e2e_"
"""A case of RSR whose id begins so is answered with every part of the interface, as `all` is. No number of a person, in
whatever letters and digits, begins so: their case would get another answer than the one asked for.
"""


def names() -> tuple[str, ...]:
    """What can be asked for, by the names of the command line."""
    return (*PREDICTORS, *SCREENS, "pni", "all", *_DECISIONS)


def answer_cases(name: str, cases: Iterable[object], *, on: date, as_text: bool = False) -> Iterator[dict[str, Any]]:
    """The answer to each case, in their order: its id, and a result that may be an error. `on` is today."""
    for case in cases:
        yield answer_case(name, case, on=on, as_text=as_text)


def answer_case(name: str, case: object, *, on: date, as_text: bool = False) -> dict[str, Any]:
    """One case. A broken one is answered with `{"error": true, "errors": [{"field", "reason"}]}`."""
    if not isinstance(case, Mapping):
        return {"id": None, "result": _error("", "a case must be an object with an id and an input")}
    case_id, given = case.get("id"), case.get("input")
    if not _can_be_written(case_id):
        return {"id": None, "result": _error("id", "cannot be written down: give each case a text or a number")}
    if isinstance(given, BrokenRow):
        return {"id": case_id, "result": _error("input", given.reason)}
    if not isinstance(given, Mapping):
        return {"id": case_id, "result": _error("input", "must be an object with the answers, by their names")}
    try:
        result = _answer(name, case_id, given, on=on, as_text=as_text)
    except Refused as refused:
        errors = [{"field": fault.field, "reason": fault.sentence} for fault in refused.faults]
        result = {"error": True, "errors": errors}
    return {"id": case_id, "result": _with_errors(result)}


def _can_be_written(case_id: object) -> bool:
    """Whether an id can be given back in a file: one that cannot would keep every other case from its answer."""
    try:
        json.dumps(case_id, ensure_ascii=False, allow_nan=False).encode()
    except (TypeError, ValueError, RecursionError):
        return False
    return True


def _with_errors(result: Any) -> Any:
    """An answer that is an error says so in the same way, whatever was asked for."""
    if not isinstance(result, dict) or not result.get("error") or "errors" in result:
        return result
    told = [*result.get("validationErrors", ()), *result.get("validationError", ())]
    errors = [{"field": ", ".join(one["fields"]), "reason": one["message"]} for one in told]
    return {**result, "errors": errors}


def _answer(name: str, case_id: object, given: Mapping[str, object], *, on: date, as_text: bool) -> Any:
    if name in _DECISIONS:
        return _DECISIONS[name](_values(given) if as_text else given)
    asked = _asked_for(name, case_id)
    if asked == "all":
        return whole(given, on, as_text=as_text)
    if asked == "pni":
        return pni(given, on=on, as_text=as_text)
    if asked in SCREENS:
        return screen(asked, given, on=on, as_text=as_text)
    return predictor(asked, given, on=on, as_text=as_text)


def _asked_for(name: str, case_id: object) -> str:
    """The name that the id of a case of RSR asks for instead."""
    if name != "rsr" or not isinstance(case_id, str):
        return name
    part, slash, _ = case_id.partition("/")
    return "all" if case_id.startswith(_THE_WHOLE) else part if slash and part in _PARTS_OF_RSR else name


def _values(given: Mapping[str, object]) -> dict[str, object]:
    """The cells of a table as the values that they stand for: numbers, true and false; a day or a code stays text."""
    return {name: _value(value) for name, value in given.items()}


def _value(value: object) -> object:
    if not isinstance(value, str):
        return value
    if value.lower() in ("true", "false"):
        return value.lower() == "true"
    return json.loads(value) if re.fullmatch(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?", value) else value


def _error(field: str, reason: str) -> dict[str, Any]:
    return {"error": True, "errors": [{"field": field, "reason": reason}]}

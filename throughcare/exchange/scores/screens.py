"""The screens of learning, maturity and the personality disorder pathway for one case, as the Ministry's interface is.

Beside what the interface says stand the points, their working, what was not answered, and the reasons.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from throughcare.exchange.scores.offence_tables import offences
from throughcare.exchange.scores.predictors import BY_USER
from throughcare.exchange.scores.reading import Read, read_answers
from throughcare.exchange.scores.shape import is_only_missing, shaped_problems, shaped_terms
from throughcare.rules.scores.lds import decide_lds
from throughcare.rules.scores.mst import decide_mst
from throughcare.rules.scores.opd import decide_opd
from throughcare.rules.scores.scored import Problem, Term

Given = Mapping[str, object]
SCREENS = ("lds", "mst", "opd")


def screen(name: str, given: Given, *, on: date, as_text: bool = False) -> dict[str, Any]:
    """The answer of one screen to one case; `on` is the day of assessment where the case names none."""
    if name == "mst":
        return mst(given, on=on, as_text=as_text)
    return lds(given, as_text=as_text) if name == "lds" else opd(given, as_text=as_text)


def lds(given: Given, *, as_text: bool = False) -> dict[str, Any]:
    """The learning screen: a score of 0, 1 or 2. It goes by no day."""
    read = _read(given, as_text=as_text)
    if read.problems:
        return {"ldsScore": None, **_refused(read)}
    found = decide_lds(read.answers)
    return {
        "ldsScore": found.score,
        **_problems(found.problems, read),
        "points": found.points,
        "ifOpenAnswersWereGravest": found.projected,
        **_working(found.terms, found.unanswered, found.reasons, read),
    }


def mst(given: Given, *, on: date, as_text: bool = False) -> dict[str, Any]:
    """The maturity screen, at the age on the day of assessment; `on` is that day where the case names none."""
    read = _read(given, as_text=as_text)
    if read.problems:
        return {"maturityScore": None, "maturityFlag": None, "isMstApplicable": None, **_refused(read)}
    found = decide_mst(read.answers, assessed_on=read.answers.assessment_date or on)
    return {
        "maturityScore": found.score,
        "maturityFlag": found.is_flagged,
        "isMstApplicable": found.is_applicable,
        **_problems(found.problems, read),
        "ifOpenAnswersWereGravest": found.projected,
        **_working(found.terms, found.unanswered, found.reasons, read),
    }


def opd(given: Given, *, as_text: bool = False) -> dict[str, Any]:
    """The personality disorder pathway screen: in or out. It goes by no day."""
    read = _read(given, as_text=as_text)
    if read.problems:
        return {"opdCheck": False, "opdOverride": None, "opdResult": None, **_refused(read)}
    found = decide_opd(read.answers, offences())
    return {
        "opdCheck": found.is_checked,
        "opdOverride": found.is_overridden,
        "opdResult": None if found.result is None else found.result.value,
        **_problems(found.problems, read),
        "scales": [
            {
                "scale": one.label,
                "points": one.points,
                "ifOpenAnswersWereGravest": one.projected,
                "enough": one.enough,
            }
            for one in found.counted
        ],
        **_working(found.terms, found.unanswered, found.reasons, read),
    }


def _read(given: Given, *, as_text: bool) -> Read:
    return read_answers(given, followup=BY_USER, as_text=as_text)


def _refused(read: Read) -> dict[str, Any]:
    """A case with a value that is not understood has no result: what stands in its place would be a guess."""
    return {"validationError": shaped_problems(read.problems, read), "error": True}


def _problems(problems: Sequence[Problem], read: Read) -> dict[str, Any]:
    told = {"validationError": shaped_problems(problems, read)}
    return told | ({"error": not is_only_missing(problems)} if problems else {})


def _working(terms: Sequence[Term], unanswered: Sequence[str], reasons: Sequence[str], read: Read) -> dict[str, Any]:
    return {
        "notAnswered": read.named(unanswered),
        "working": shaped_terms(terms, read),
        "reasons": list(reasons),
    }

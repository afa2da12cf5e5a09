"""Scores: what is known for the formulas, the scores that were made of it, and what the person says is wrong of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from throughcare.facts.fact import Coded, Fact, Officer, kind


class AnswerSource(Coded):
    """Where answers to the questions of the formulas come from."""

    POLICE_RECORD = "POLICE RECORD", "The record in the Police National Computer"
    COURT_PAPERS = "COURT PAPERS", "Court papers"
    INTERVIEW = "INTERVIEW", "An interview with the person"
    ASSESSMENT = "ASSESSMENT", "An earlier assessment"
    AGENCY = "AGENCY", "Another agency"
    CORRECTION = "CORRECTION", "A correction that the person asked for"


class CorrectionReply(Coded):
    """What became of a correction that the person asked for."""

    AGREED = "AGREED", "Put right"
    REFUSED = "REFUSED", "Not changed"


@kind(rank=82, recorded_by="court officer or practitioner")
@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreAnswered(Fact):
    """Questions of the formulas were answered. What it does not name stands as it was said before."""

    answers: Annotated[str | None, "the answers, by the names of the questions"] = None
    source: Annotated[AnswerSource | None, "where they come from"] = None
    officer: Annotated[Officer | None, "who answered them"] = None


@kind(rank=84, recorded_by="court officer or practitioner")
@dataclass(frozen=True, slots=True, kw_only=True)
class Scored(Fact):
    """A formula gave a score of the answers that stood then. A later version of a formula never changes it."""

    formula: Annotated[str | None, "which formula, by the name that its maker gives it"] = None
    form: Annotated[str | None, "static, dynamic or combined"] = None
    figures: Annotated[str | None, "the figures, by their names"] = None
    band: Annotated[str | None, "the word for the figure"] = None
    version: Annotated[str | None, "the versions of the formula and of its bands"] = None


@kind(rank=86, recorded_by="practitioner")
@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionAsked(Fact):
    """The person says that an answer is wrong; the note holds what they say is right."""

    question: Annotated[str | None, "which question, by its name"] = None


@kind(rank=88, recorded_by="practitioner or manager")
@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionDecided(Fact):
    """A correction was made, or refused with the reason in the note; its thread is that of the asking."""

    reply: Annotated[CorrectionReply | None, "put right, or not changed"] = None
    officer: Annotated[Officer | None, "who decided"] = None

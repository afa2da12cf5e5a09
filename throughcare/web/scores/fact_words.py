"""The facts about scores in the words of a timeline."""

from __future__ import annotations

import json

from throughcare.facts import Fact
from throughcare.facts.scores import CorrectionAsked, ScoreAnswered, Scored
from throughcare.rules.scores.on_record import values_of
from throughcare.rules.scores.questions import say_question
from throughcare.rules.scores.scored import Band, Formula
from throughcare.web.design.words import plural
from throughcare.web.scores.words import WHOLE, say_answer, say_figure


def say_answers(fact: ScoreAnswered) -> str:
    """How many questions were answered: *Answers for scores: 9 questions*."""
    return f"Answers for scores: {plural(len(values_of(fact.answers or '{}')), 'question')}"


def more_said(fact: Fact) -> tuple[tuple[str, str], ...]:
    """Each answer of a fact of answers, as question and answer; nothing of any other."""
    if not isinstance(fact, ScoreAnswered):
        return ()
    return tuple((say_question(name), say_answer(value)) for name, value in values_of(fact.answers or "{}").items())


def say_past_score(fact: Scored) -> str:
    """A score as it was given: *Score: Risk of serious recidivism (RSR) 3.23%, medium, static*."""
    known = {each.value: each for each in Formula}.get(fact.formula or "")
    figures = json.loads(fact.figures or "{}")
    figure = figures.get("two_year", figures.get("score"))
    name = known.label if known else fact.formula or "a formula"
    told = "" if figure is None or known is None else f" {say_figure(known, figure)}"
    band = {each.value: each.label.lower() for each in Band}.get(fact.band or "")
    form = "" if known in WHOLE else (fact.form or "").lower()
    return ", ".join(part for part in (f"Score: {name}{told}", band or "", form) if part)


def say_asked_correction(fact: CorrectionAsked) -> str:
    """What the person says is wrong: *Correction asked for: age at the first sanction*."""
    return f"Correction asked for: {say_question(fact.question or '').lower()}"

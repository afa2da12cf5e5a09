"""Scores in words: a figure as so many of a hundred people, an answer as people say it, a band with its bounds."""

from __future__ import annotations

from datetime import date
from typing import Any

from throughcare.facts.fact import Coded
from throughcare.facts.words import say_day
from throughcare.rules.scores.about import ABOUT
from throughcare.rules.scores.on_record import OnRecord, Said
from throughcare.rules.scores.questions import say_question
from throughcare.rules.scores.scored import Band, Formula, Kind, Problem, Scored, Trouble
from throughcare.rules.scores.what_if import headline

SLUGS = {
    Formula.RSR: "rsr",
    Formula.OGRS3: "ogrs3",
    Formula.OVP: "ovp",
    Formula.OGP: "ogp",
    Formula.CSRP: "csrp",
    Formula.ARP: "arp",
    Formula.VRP: "vrp",
}
"""How each score of a person's page is called in its address."""
WHOLE = (Formula.OGRS3, Formula.OVP, Formula.OGP)
"""Their figures are whole percentages; the others have two decimals."""


def say_figure(formula: Formula, figure: float) -> str:
    """A percentage as its formula writes it: *17%*, *0.24%*."""
    return f"{figure:.0f}%" if formula in WHOLE else f"{figure:.2f}%"


def say_of_people(formula: Formula, figure: float) -> str:
    """A percentage as so many people: of a hundred, or of a thousand or more where it is small."""
    of = next((many for many in (100, 1_000, 10_000) if figure / 100 * many >= 1), 10_000)
    number = round(figure / 100 * of)
    about = f"about {number:,}" if number else "fewer than 1"
    return f"Of {of:,} people with these answers, {about} {ABOUT[formula].happens}."


def say_answer(value: Any) -> str:
    """An answer as people say it."""
    if value is None:
        return "not known"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return say_day(value)
    if isinstance(value, tuple):
        return "; ".join(each.label.lower() for each in value) or "none of them"
    return value.label.lower() if isinstance(value, Coded) else str(value)


def say_source(said: Said) -> str:
    """Where an answer comes from, and of which day: *Court papers, 4 March 2016*."""
    source = said.source.label if said.source else "Who the person is"
    return f"{source}, {say_day(said.on)}"


def say_bands(formula: Formula) -> str:
    """The bands of a formula by their lowest figures: *low; medium from 3; high from 6.9*."""
    bands = ABOUT[formula].bands
    return (
        "; ".join(["low", *(f"{band.label.lower()} from {least:g}" for band, least in bands.items())]) if bands else ""
    )


def say_form(scored: Scored) -> str:
    """Which form a score is, where the formula has two."""
    kinds = [part.kind for part in scored.parts] or [scored.kind]
    if scored.formula in (Formula.OGRS3, Formula.OVP, Formula.OGP):
        return ""
    return "with an interview (dynamic)" if Kind.DYNAMIC in kinds else "without an interview (static)"


def say_headline(scored: Scored) -> str:
    """A score in a few words: *2.04%, low*; or that there is none."""
    figure = headline(scored)
    if figure is None:
        return "No score"
    band = scored.band
    words = f", {band.label.lower()}" if band is not None and band is not Band.NOT_APPLICABLE else ""
    return f"{say_figure(scored.formula, figure)}{words}"


def open_questions(scored: Scored) -> tuple[str, ...]:
    """The questions that are open for a score, in words, once each."""
    names = dict.fromkeys(name for problem in _problems(scored) if _is_open(problem) for name in problem.fields)
    return tuple(say_question(name) for name in names)


def say_wrong(scored: Scored) -> tuple[str, ...]:
    """What else keeps a score back: what does not fit together, or that the formula is not for this person."""
    others = (each for each in _problems(scored) if not _is_open(each) and each.trouble not in _TOLD_ELSEWHERE)
    return tuple(dict.fromkeys(f"{each.message}." for each in others))


_TOLD_ELSEWHERE = (Trouble.PART, Trouble.MISSING_DYNAMIC)


def _problems(scored: Scored) -> list[Problem]:
    return [*scored.problems, *(problem for part in scored.parts for problem in part.problems)]


def _is_open(problem: Problem) -> bool:
    return problem.trouble in (Trouble.MISSING, Trouble.SEXUAL_COUNTS_MISSING)


def open_for_dynamic(scored: Scored) -> tuple[str, ...]:
    """What is open for the dynamic form where only the static one is given; nothing otherwise."""
    open_ones = (problem for problem in _problems(scored) if problem.trouble is Trouble.MISSING_DYNAMIC)
    names = dict.fromkeys(name for problem in open_ones for name in problem.fields)
    return tuple(say_question(name) for name in names) if scored.is_given else ()


def lower(words: str) -> str:
    """Words within a sentence; a name of letters stays as it is."""
    return words if words[:2].isupper() else words[:1].lower() + words[1:]


def said_of(record: OnRecord, names: tuple[str, ...]) -> tuple[tuple[str, str, str], ...]:
    """Each answer that a term rests on: the question, the answer, and where it comes from."""
    return tuple(
        (say_question(name), say_answer(said.value), say_source(said))
        for name in names
        if (said := record.said.get(name)) is not None
    )

"""The pages of scores, prepared for their templates."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import exp

from django.http import Http404
from django.urls import reverse

from throughcare.exchange.scores.offence_tables import offences
from throughcare.facts.words import say_day, say_list
from throughcare.rules.scores import ogp, ovp, sexual
from throughcare.rules.scores.about import ABOUT, Scale
from throughcare.rules.scores.ogrs3 import TWO_YEARS
from throughcare.rules.scores.on_record import Correction, OnRecord, PastScore
from throughcare.rules.scores.questions import say_question
from throughcare.rules.scores.scored import Formula, Scored, Term
from throughcare.rules.scores.scoring import scores_of
from throughcare.rules.scores.what_if import Change, changes_of, headline
from throughcare.web.scores.words import (
    SLUGS,
    lower,
    open_for_dynamic,
    open_questions,
    said_of,
    say_answer,
    say_bands,
    say_figure,
    say_form,
    say_headline,
    say_of_people,
    say_wrong,
)

_PER_POINT = {Formula.OVP: (ovp.PER_POINT, ovp.TWO_YEARS), Formula.OGP: (ogp.PER_POINT, ogp.TWO_YEARS)}
_DIRECT = (Formula.OSPDC, Formula.DC_SRP)
CHANGES_AT_MOST = 12


@dataclass(frozen=True, slots=True)
class Line:
    """One score on the page of all: its name, its figure in words, what it says, and where it is explained."""

    name: str
    figure: str
    is_given: bool
    says: str
    form: str
    bands: str
    is_open: tuple[str, ...]
    is_wrong: tuple[str, ...]
    for_dynamic: tuple[str, ...]
    href: str


@dataclass(frozen=True, slots=True)
class TermLine:
    """One term: its words, how it came about, what it adds, which way it pulls, and the answers that it rests on."""

    label: str
    working: str
    adds: str
    pulls: str
    answers: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A formula, or a part of one, term by term, with how the sum becomes a figure."""

    title: str
    figure: str
    scale: str
    terms: tuple[TermLine, ...]
    nothing: tuple[TermLine, ...]
    total: str
    becomes: str
    oddities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """A score of the past, and what it may be compared with: its own version and form alone."""

    on: str
    figure: str
    band: str


def formula_of(slug: str) -> Formula:
    """The formula that an address names. Raises `Http404` where it names none."""
    found = {each: formula for formula, each in SLUGS.items()}.get(slug)
    if found is None:
        raise Http404
    return found


def all_scores(record: OnRecord, on: date) -> dict[Formula, Scored]:
    """Every score of a person as of a day, worked out once for a page."""
    return scores_of(record.answers, offences(), on=on)


def lines_of(scores: Mapping[Formula, Scored], address: Callable[[str], str]) -> tuple[Line, ...]:
    """Every score of a person, given or not; `address` makes that of the page that explains one."""
    return tuple(_line(scored, address(SLUGS[formula])) for formula, scored in scores.items())


def _line(scored: Scored, href: str) -> Line:
    figure = headline(scored)
    return Line(
        name=scored.formula.label,
        figure=say_headline(scored),
        is_given=scored.is_given,
        says=say_of_people(scored.formula, figure) if figure is not None else "",
        form=say_form(scored) if scored.is_given else "",
        bands=f"{say_bands(scored.formula)} (bands of version {scored.thresholds_version})",
        is_open=() if scored.is_given else open_questions(scored),
        is_wrong=() if scored.is_given else say_wrong(scored),
        for_dynamic=open_for_dynamic(scored),
        href=href,
    )


def parts_of(scored: Scored, record: OnRecord) -> tuple[Part, ...]:
    """The whole and each of its parts, term by term."""
    return tuple(_part(each, record) for each in (scored, *scored.parts) if each.terms)


def _part(scored: Scored, record: OnRecord) -> Part:
    about = ABOUT[scored.formula]
    total = sum(term.value for term in scored.terms)
    terms = scored.terms
    if about.scale is Scale.LOG_ODDS:
        terms = tuple(sorted(terms, key=lambda term: -abs(term.value)))
    return Part(
        title=scored.formula.label,
        figure=say_headline(scored),
        scale=about.scale.value,
        terms=tuple(_term(term, about.scale, record) for term in terms if term.value),
        nothing=tuple(_term(term, about.scale, record) for term in terms if not term.value),
        total=_number(total, about.scale) if about.scale is not Scale.LADDER else "",
        becomes=_becomes(scored, total),
        oddities=about.oddities,
    )


def _term(term: Term, scale: Scale, record: OnRecord) -> TermLine:
    pulls = "" if not term.rests_on or scale is not Scale.LOG_ODDS else _pulls(term.value)
    return TermLine(
        label=term.label,
        working=term.working,
        adds=_number(term.value, scale),
        pulls=pulls,
        answers=said_of(record, term.rests_on),
    )


def _pulls(value: float) -> str:
    return "raises it" if value > 0 else "lowers it" if value < 0 else "no change"


def _number(value: float, scale: Scale) -> str:
    if scale is Scale.POINTS:
        return f"{value:.0f}"
    if scale is Scale.LADDER:
        return f"{100 * value:.2f}%"
    text = f"{abs(value):.2f}" if scale is Scale.PERCENTAGE else f"{abs(value):.3f}"
    return f"{'−' if value < 0 else '+'}{text}"


def _becomes(scored: Scored, total: float) -> str:
    """How the sum of the terms becomes the figure, so that anybody can check it with a pocket calculator."""
    figure = headline(scored)
    if figure is None:
        return ""
    formula, told = scored.formula, say_figure(scored.formula, figure)
    if formula in _PER_POINT:
        each, base = _PER_POINT[formula]
        summed = f"{_signed(base)} + {each} × {total:.0f} = {_curve(base + each * total)}"
        return f"{total:.0f} points: {summed}, rounded: {told}."
    if formula in _DIRECT:
        each, base = sexual.PER_POINT, sexual.INTERCEPT
        summed = f"{_signed(base)} + {each} × {total:.0f} = {_curve(base + each * total)}"
        return f"{total:.0f} points of 64: {summed}: {told}."
    if formula is Formula.OGRS3:
        return f"For two years {TWO_YEARS} is added: {_curve(total + TWO_YEARS)}, rounded: {told}."
    if ABOUT[formula].scale is Scale.LOG_ODDS:
        return f"The sum is {_curve(total)}: {told}."
    if ABOUT[formula].scale is Scale.LADDER:
        return f"The first rung that holds gives {told}; nothing is added up."
    return f"Added up: {told}."


def _signed(figure: float) -> str:
    return f"{figure}".replace("-", "−")


def _curve(log_odds: float) -> str:
    """A sum, and the percentage on the curve that every formula of this kind uses."""
    sign = "−" if log_odds < 0 else ""
    percentage = 100 / (1 + exp(-max(-700.0, min(700.0, log_odds))))
    other = "" if log_odds < 0 else "−"
    return f"{sign}{abs(log_odds):.3f}, which is 100 ÷ (1 + e^{other}{abs(log_odds):.3f}) = {percentage:.2f}%"


def changes_in_words(scored: Scored, record: OnRecord, on: date) -> tuple[str, ...]:
    """What would change the band, each answer alone: *Unemployed: no → 2.81%, low*."""
    found = changes_of(scored, record.answers, offences(), on=on)
    return tuple(_change(scored, each, record) for each in found[:CHANGES_AT_MOST] if each.question in record.said)


def _change(scored: Scored, change: Change, record: OnRecord) -> str:
    now = say_answer(record.said[change.question].value)
    then = f"{say_question(change.question)}: {say_answer(change.answer)} instead of {now}."
    return f"{then} The score would be {say_figure(scored.formula, change.figure)}, {change.band.label.lower()}."


def history_of(past: Sequence[PastScore], formula: Formula) -> tuple[tuple[str, tuple[HistoryLine, ...]], ...]:
    """Scores of the past, newest first, one list for each version and form: they are never mixed in a line."""
    groups: dict[str, list[HistoryLine]] = {}
    for each in reversed([each for each in past if each.formula == formula.value]):
        form = "" if formula in (Formula.OGRS3, Formula.OVP, Formula.OGP) else f", {each.form.lower()} form"
        figure = each.figures.get("two_year", each.figures.get("score", 0.0))
        line = HistoryLine(say_day(each.on), say_figure(formula, figure), each.band.replace("_", " ").lower())
        groups.setdefault(f"Version {each.version}{form}", []).append(line)
    return tuple((title, tuple(lines)) for title, lines in groups.items())


def not_answered(scored: Scored) -> str:
    """What was not answered and counts as nothing in the published rule, in a list; nothing where there is none."""
    names = dict.fromkeys((*scored.unanswered, *(name for part in scored.parts for name in part.unanswered)))
    return say_list([lower(say_question(name)) for name in names]) if names else ""


def explained(formula: Formula, record: OnRecord, on: date) -> dict[str, object]:
    """All that the page of one score shows."""
    scored, about = scores_of(record.answers, offences(), on=on)[formula], ABOUT[formula]
    figure = headline(scored)
    return {
        "title": formula.label,
        "figure": say_headline(scored),
        "is_given": scored.is_given,
        "says": say_of_people(formula, figure) if figure is not None else "",
        "form": say_form(scored) if scored.is_given else "",
        "for_dynamic": open_for_dynamic(scored),
        "bands": say_bands(formula),
        "version": f"Formula version {scored.model_version}, bands of version {scored.thresholds_version}",
        "source": about.source,
        "is_open": () if scored.is_given else open_questions(scored),
        "is_wrong": () if scored.is_given else say_wrong(scored),
        "parts": parts_of(scored, record),
        "changes": changes_in_words(scored, record, on) if scored.is_given else (),
        "not_answered": not_answered(scored),
        "history": history_of(record.past, formula),
    }


def known_scores(record: OnRecord, on: date) -> tuple[str, ...]:
    """The scores in a few words each, for whoever writes a report: with form, and the version of the bands."""
    return tuple(
        f"{formula.value if formula in _SHORT else SLUGS[formula].upper()}: {say_headline(scored)}"
        + (f", {say_form(scored)}" if scored.is_given and say_form(scored) else "")
        + (f" (bands {scored.thresholds_version})" if scored.is_given else "")
        for formula, scored in scores_of(record.answers, offences(), on=on).items()
        if scored.is_given or formula in _ALWAYS
    )


_SHORT = (Formula.RSR, Formula.OGRS3, Formula.OVP, Formula.OGP)
_ALWAYS = (Formula.RSR, Formula.OGRS3)
"""A report says of these that there is no score; the others stand there where they are given."""


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """A correction that the person asked for, in words, and what can be done about it."""

    words: str
    says: str
    outcome: str
    href: str = ""


def corrections_of(corrections: Sequence[Correction], crn: str) -> tuple[CorrectionLine, ...]:
    """Every correction, newest first."""
    return tuple(_correction(each, crn) for each in reversed(corrections))


def _correction(each: Correction, crn: str) -> CorrectionLine:
    words = f"{say_question(each.question)}, asked on {say_day(each.asked_on)}"
    if each.reply is None:
        return CorrectionLine(words, each.says, "", reverse("decide_correction", args=[crn, each.thread]))
    on = say_day(each.decided_on) if each.decided_on else ""
    reason = f": {each.reason}" if each.reason else ""
    return CorrectionLine(words, each.says, f"{each.reply.label} on {on}{reason}")

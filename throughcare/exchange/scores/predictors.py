"""Every predictor for one case: read, scored, written as the interface writes it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from throughcare.exchange.scores.offence_tables import offences
from throughcare.exchange.scores.reading import Read, read_answers, read_count
from throughcare.exchange.scores.shape import shaped, shaped_problems
from throughcare.rules.scores.answers import Answers
from throughcare.rules.scores.csrp import score_csrp, score_dc_srp, score_iic_srp
from throughcare.rules.scores.ogp import score_ogp
from throughcare.rules.scores.ogrs3 import score_ogrs3
from throughcare.rules.scores.ovp import score_ovp
from throughcare.rules.scores.pni import PniScores, decide_pni
from throughcare.rules.scores.rsr import score_rsr
from throughcare.rules.scores.scored import Band, Formula, Problem, Scored, Trouble
from throughcare.rules.scores.second import score_second
from throughcare.rules.scores.sexual import score_ospdc, score_ospiic
from throughcare.rules.scores.snsv import score_snsv

CALCULATED, BY_USER, SECOND = (
    "dateAtStartOfFollowupCalculated",
    "dateAtStartOfFollowupUserInput",
    "dateAtStartOfFollowup",
)
Given = Mapping[str, object]
Score = Callable[[Answers, date], Scored]

_SCORES: dict[str, tuple[str, Score]] = {
    "ogrs3": (CALCULATED, lambda answers, _: score_ogrs3(answers, offences())),
    "ovp": (CALCULATED, lambda answers, _: score_ovp(answers)),
    "rsr": (BY_USER, lambda answers, on: score_rsr(answers, offences(), assessed_on=on)),
    "snsv": (BY_USER, lambda answers, on: score_snsv(answers, offences(), assessed_on=on)),
    "ospdc": (BY_USER, lambda answers, on: score_ospdc(answers, assessed_on=on)),
    "ospiic": (BY_USER, lambda answers, _: score_ospiic(answers)),
    "arp": (SECOND, lambda answers, on: score_second(Formula.ARP, answers, offences(), assessed_on=on)),
    "vrp": (SECOND, lambda answers, on: score_second(Formula.VRP, answers, offences(), assessed_on=on)),
    "svrp": (SECOND, lambda answers, on: score_second(Formula.SVRP, answers, offences(), assessed_on=on)),
    "dc-srp": (SECOND, lambda answers, on: score_dc_srp(answers, assessed_on=on)),
    "iic-srp": (SECOND, lambda answers, _: score_iic_srp(answers)),
    "csrp": (SECOND, lambda answers, on: score_csrp(answers, offences(), assessed_on=on)),
}
PREDICTORS = (*_SCORES, "ogp")


def predictor(name: str, given: Given, *, on: date, as_text: bool = False) -> dict[str, Any]:
    """The answer of one predictor to one case; `on` is the day of assessment where the case names none."""
    if name == "ogp":
        return _ogp(given, as_text=as_text)
    followup, score = _SCORES[name]
    read = read_answers(given, followup=followup, as_text=as_text)
    return _answered(score(read.answers, read.answers.assessment_date or on), read)


def _answered(scored: Scored, read: Read) -> dict[str, Any]:
    """A score with its figures once more at hand, and without any where a value was not understood."""
    result = {**shaped(scored, read), **_at_hand(scored)}
    return {**result, **_not_understood(read, result)}


def _not_understood(read: Read, result: dict[str, Any]) -> dict[str, Any]:
    """A case with a value that is not understood has no figure: what stands in its place would be a guess."""
    if not read.problems:
        return {}
    names = {name for problem in read.problems for name in read.named(problem.fields)}
    others = [one for one in result["validationErrors"] if not names.issuperset(one["fields"])]
    others = [{**one, "fields": [name for name in one["fields"] if name not in names]} for one in others]
    told = [*shaped_problems(read.problems, read), *others]
    return {
        **_without_figures(result),
        **{name: None for name in _AT_HAND if name in result},
        "validationErrors": told,
    }


def _without_figures(result: Mapping[str, Any]) -> dict[str, Any]:
    """The same with no figure, nor any of its parts: they rest on the same answers."""
    parts = {name: {**part, **_without_figures(part)} for name, part in result["output"].get(_PARTS, {}).items()}
    output = {name: parts if name == _PARTS else None for name in result["output"]}
    return {"output": output, "featureValues": {}, "working": [], "error": True}


_PARTS = "componentScores"

_AT_HAND = ("oneYear", "twoYear", "band", "score", "pointScore", "ospdcBand", "ospiicBand", "overallScore")


def _at_hand(scored: Scored) -> dict[str, Any]:
    """The figures once more, at the top, by short names."""
    names = {"one_year": "oneYear", "two_year": "twoYear", "points": "pointScore", "score": "score"}
    told: dict[str, Any] = {names[name]: figure for name, figure in scored.figures.items()}
    bands = {Formula.OSPDC: "ospdcBand", Formula.OSPIIC: "ospiicBand"}
    parts = {bands[part.formula]: part.band for part in (scored, *scored.parts) if part.formula in bands}
    return {**told, "band": _code(scored.band), **{name: _code(band) for name, band in parts.items()}}


def _code(band: Band | None) -> str | None:
    return None if band is None else band.value


def _ogp(given: Given, *, as_text: bool) -> dict[str, Any]:
    """OGP rests on OGRS3, which is given or made from the same case."""
    read = read_answers(given, followup=CALCULATED, as_text=as_text)
    two_year, problems = _whole_percentage(given, "ogrs3TwoYear")
    if two_year is None and not problems:
        found = score_ogrs3(read.answers, offences()).figures["two_year"]
        two_year = None if found is None else int(found)
    read = Read(read.answers, (*read.problems, *problems), read.followup)
    scored = score_ogp(read.answers, two_year)
    return _answered(scored, read)


_PERCENTAGE = "must be a percentage from 0 to 100"
_IN_DIGITS = re.compile("[0-9]{1,9}")


def _whole_percentage(given: Given, name: str) -> tuple[int | None, tuple[Problem, ...]]:
    value = given.get(name)
    if value is None or value == "":
        return None, ()
    try:
        figure = read_count(int(value) if isinstance(value, str) and _IN_DIGITS.fullmatch(value) else value)
    except ValueError as fault:
        return None, (Problem(Trouble.NOT_UNDERSTOOD, (_snake(name),), str(fault)),)
    if 0 <= figure <= 100:
        return figure, ()
    return None, (Problem(Trouble.NOT_UNDERSTOOD, (_snake(name),), f"{_PERCENTAGE}, and not {figure}"),)


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)


def pni(given: Given, *, on: date, as_text: bool = False) -> dict[str, Any]:
    """The programme need: from scores that the case gives, or that are made from it."""
    read = read_answers(given, followup=BY_USER, as_text=as_text)
    scores, problems = _pni_scores(given, on=on, as_text=as_text)
    problems = (*read.problems, *problems)
    if problems:
        return {"pniPathway": None, "validationError": shaped_problems(problems, read), "error": True}
    decision = decide_pni(read.answers, scores)
    return {
        "pniPathway": decision.pathway.value,
        "validationError": shaped_problems(decision.problems, read),
        "need": None if decision.need is None else decision.need.value,
        "risk": None if decision.risk is None else decision.risk.value,
        "domains": [
            {"domain": domain.label, "points": domain.points, "ifOpenAnswersWereGravest": domain.projected}
            for domain in decision.domains
        ],
        "reasons": list(decision.reasons),
    }


def _pni_scores(given: Given, *, on: date, as_text: bool) -> tuple[PniScores, tuple[Problem, ...]]:
    calculated = read_answers(given, followup=CALCULATED, as_text=as_text).answers
    by_user = read_answers(given, followup=BY_USER, as_text=as_text).answers
    rsr = score_rsr(by_user, offences(), assessed_on=by_user.assessment_date or on)
    direct, images = (part.band for part in rsr.parts[:2])
    ogrs3, ogrs3_fault = _whole_percentage(given, "ogrs3TwoYear")
    ovp, ovp_fault = _whole_percentage(given, "ovpTwoYear")
    bands, band_faults = _given_bands(given)
    figure, rsr_fault = _figure(given, "rsrScore")
    found_ogrs3 = score_ogrs3(calculated, offences()).figures["two_year"]
    found_ovp = score_ovp(calculated).figures["two_year"]
    scores = PniScores(
        ogrs3_two_year=ogrs3 if ogrs3 is not None else None if found_ogrs3 is None else int(found_ogrs3),
        ovp_two_year=ovp if ovp is not None else None if found_ovp is None else int(found_ovp),
        ospdc=bands.get("ospdcBand", direct if rsr.is_given else None),
        ospiic=bands.get("ospiicBand", images if rsr.is_given else None),
        rsr=figure if figure is not None else rsr.figures["score"],
    )
    return scores, (*ogrs3_fault, *ovp_fault, *band_faults, *rsr_fault)


def _given_bands(given: Given) -> tuple[dict[str, Band], list[Problem]]:
    bands, faults = {}, []
    for name in ("ospdcBand", "ospiicBand"):
        value = given.get(name)
        if value is None or value == "":
            continue
        if isinstance(value, str) and value in set(Band):
            bands[name] = Band(value)
        else:
            fault = f"must be one of {', '.join(Band)}"
            faults.append(Problem(Trouble.NOT_UNDERSTOOD, (_snake(name),), fault))
    return bands, faults


def _figure(given: Given, name: str) -> tuple[float | None, tuple[Problem, ...]]:
    value = given.get(name)
    if value is None or value == "":
        return None, ()
    try:
        figure = float(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else -1.0
    except ValueError:
        figure = -1.0
    if 0 <= figure <= 100:
        return figure, ()
    return None, (Problem(Trouble.NOT_UNDERSTOOD, (_snake(name),), _PERCENTAGE),)

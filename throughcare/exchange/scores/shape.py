"""A score as the Ministry's interface writes it: output, feature values, validation errors.

Source of the names and of the messages: hmpps-arns-risk-actuarial-api at e8651dd (first generation) and 016919c
(second). What the interface does not have stands beside: the working of each term, and what was not answered.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from throughcare.exchange.scores.reading import Read, interface_name
from throughcare.rules.scores.scored import Formula, Kind, Problem, Scored, Term, Trouble

_MESSAGES = {
    Trouble.MISSING: "Mandatory input field(s) missing",
    Trouble.MISSING_DYNAMIC: "Dynamic input field(s) missing",
    Trouble.FOLLOWUP_NEEDED: "Either Date at start of followup or date of current conviction must be provided",
    Trouble.FOLLOWUP_BEFORE_CONVICTION: (
        "Offender's date of commencement of community sentence or earliest possible release from custody is before "
        "conviction date"
    ),
    Trouble.SEXUAL_COUNTS_UNEXPECTED: (
        "No sexual motivation/offending identified - additional fields should not be provided"
    ),
    Trouble.SEXUAL_COUNTS_ZERO: (
        "If hasEverCommittedSexualOffence is true, at least one sexual sanction/offence must be more than 0"
    ),
    Trouble.PART: "Validation error(s) in component scores",
    Trouble.TOO_FEW_FOR_LEARNING: "At least three input fields must be provided",
    Trouble.DOMESTIC_ABUSE_INCONSISTENT: (
        "No evidence of domestic abuse identified - domesticAbuseAgainstPartner and domesticAbuseAgainstFamily should "
        "not be provided"
    ),
    Trouble.CODE_FORMAT: "Offence code must be a string of 5 digits",
    Trouble.CODE_UNKNOWN: "No offence code to actuarial weighting mapping found for offence code",
}
"""The messages that callers of the interface know, word for word; the others are ours."""
_TERMS = {
    "copas_score": {Formula.OGRS3: "COPASScore"},
    "snsv_weighting": {Formula.SNSV: "SNSVWeighting"},
    "snsv_vatp_weighting": {Formula.SNSV: "SNSVVATPWeight"},
}
_FIGURES = {
    Formula.OGRS3: {"one_year": "oneYearScore", "two_year": "twoYearScore"},
    Formula.OVP: {"one_year": "oneYearScore", "two_year": "twoYearScore", "points": "pointScore"},
    Formula.OGP: {"one_year": "oneYearScore", "two_year": "twoYearScore", "points": "pointScore"},
    Formula.OSPDC: {"points": "pointScore", "score": "score"},
    Formula.DC_SRP: {"points": "pointScore", "score": "score"},
    Formula.RSR: {"score": "overallScore"},
    Formula.CSRP: {"score": "overallScore"},
}
_PARTS = {
    Formula.OSPDC: "directContactSexualPredictorScore",
    Formula.OSPIIC: "indirectContactSexualPredictorScore",
    Formula.SNSV: "seriousViolencePredictorScore",
    Formula.DC_SRP: "directContactSexualPredictorScore",
    Formula.IIC_SRP: "indirectContactSexualPredictorScore",
    Formula.SVRP: "seriousViolentPredictorScore",
}
_SEXUAL = (Formula.OSPDC, Formula.OSPIIC, Formula.DC_SRP, Formula.IIC_SRP, Formula.RSR, Formula.CSRP)
_DIRECT = (Formula.OSPDC, Formula.DC_SRP)
_NO_TERMS = (Formula.OSPIIC, Formula.RSR, Formula.CSRP)
_TOTALLED = (Formula.ARP, Formula.VRP, Formula.SVRP, Formula.DC_SRP)


def shaped(scored: Scored, read: Read) -> dict[str, Any]:
    """One score, with its parts where it has any."""
    return {
        "algorithm": scored.formula.value,
        "type": None if scored.kind is None else scored.kind.value,
        "modelVersion": scored.model_version,
        "thresholdsVersion": scored.thresholds_version,
        "output": _output(scored, read),
        "featureValues": _features(scored),
        "validationErrors": shaped_problems(scored.problems, read),
        "notAnswered": read.named(scored.unanswered),
        "working": shaped_terms(scored.terms, read),
        **({} if scored.is_given else {"error": not _is_only_missing(scored)}),
    }


def shaped_terms(terms: Sequence[Term], read: Read) -> list[dict[str, Any]]:
    """What each term adds, how, and the answers that it rests on."""
    return [
        {"term": term.label, "working": term.working, "adds": term.value, "restsOn": read.named(term.rests_on)}
        for term in terms
    ]


def _is_only_missing(scored: Scored) -> bool:
    return is_only_missing([*scored.problems, *(problem for part in scored.parts for problem in part.problems)])


def is_only_missing(problems: Sequence[Problem]) -> bool:
    """Whether nothing is wrong: what stands against a result is only not known yet."""
    return all(problem.trouble in _NOT_KNOWN_YET for problem in problems)


_NOT_KNOWN_YET = (Trouble.MISSING, Trouble.MISSING_DYNAMIC, Trouble.PART, Trouble.TOO_FEW_FOR_LEARNING)


def shaped_problems(problems: Sequence[Problem], read: Read) -> list[dict[str, Any]]:
    """What stands against a score, in the names of the interface."""
    return [
        {
            "type": problem.trouble.value,
            "message": problem.detail or _MESSAGES.get(problem.trouble, problem.trouble.label),
            "fields": [str(name) for name in problem.fields]
            if problem.trouble is Trouble.PART
            else read.named(problem.fields),
        }
        for problem in problems
    ]


def _output(scored: Scored, read: Read) -> dict[str, Any]:
    names = _FIGURES.get(scored.formula, {"score": "score"})
    output: dict[str, Any] = {
        "band": None if scored.band is None else scored.band.value,
        **{names[name]: figure for name, figure in scored.figures.items()},
    }
    if scored.formula in _SEXUAL:
        output |= {"femaleVersion": scored.is_female_version, "hasSexualOffenceHistory": scored.has_sexual_history}
    if scored.formula in _DIRECT:
        output["riskBandReductionApplied"] = scored.is_band_reduced
    if scored.parts:
        output["componentScores"] = {_PARTS[part.formula]: shaped(part, read) for part in scored.parts}
    return output


def _features(scored: Scored) -> dict[str, float]:
    if scored.formula in _NO_TERMS or not scored.terms:
        return {}
    values = {
        _TERMS.get(term.name, {}).get(scored.formula, interface_name(term.name)): term.value for term in scored.terms
    }
    if scored.formula in _TOTALLED and scored.kind in (Kind.STATIC, Kind.DYNAMIC):
        values["totalWeight"] = sum(term.value for term in scored.terms)
    return values

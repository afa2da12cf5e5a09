"""PNI: which intensity of accredited programme the person's needs and risk call for.

Source: Ministry of Justice, hmpps-arns-risk-actuarial-api at e8651dd (programme need identifier). Its own bounds of RSR
(1 and 3, on the whole number below the figure) are not those of RSR's bands (3 and 6.9).

The source also names the sexual questions as open where the person neither has a sexual offence nor is a risk of sexual
harm; they are not asked then, so we name them only while one of the two is not known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from throughcare.facts.fact import Coded
from throughcare.rules.scores.answers import Answers, Level, SaraRisk, Supervision, points
from throughcare.rules.scores.scored import Band, Problem, Trouble


class Pathway(Coded):
    """What comes out."""

    HIGH = "HIGH", "High intensity programme (only in custody)"
    MODERATE = "MODERATE", "Moderate intensity programme"
    ALTERNATIVE = "ALTERNATIVE", "Another pathway than an accredited programme"
    OMISSION = "OMISSION", "Cannot be said yet: answers are missing that would change it"


class Need(Coded):
    """How much need there is, over the four domains."""

    LOW = "LOW", "Low"
    MEDIUM = "MEDIUM", "Medium"
    HIGH = "HIGH", "High"


SEX = ("sexual_preoccupation", "offence_related_sexual_interests", "emotional_congruence_with_children")
THINKING = ("pro_criminal_attitudes", "hostile_orientation")
RELATIONSHIPS = (
    "current_relationship_with_family_members",
    "previous_close_relationships",
    "easily_influenced_by_criminal_associates",
    "controlling_or_aggressive_behaviour",
)
SELF_MANAGEMENT = ("impulsivity_problems", "temper_control", "problem_solving_skills", "difficulties_coping")
ENOUGH_FOR_SEX = 4
"""From this many points the sexual domain is counted even with an answer missing."""
# Least sum of a domain's answers, and the domain's points.
STEPS_SEX = ((4, 2), (2, 1), (0, 0))
STEPS_THINKING = ((3, 2), (1, 1), (0, 0))
STEPS_OF_FOUR = ((5, 2), (2, 1), (0, 0))
MEDIUM_NEED, HIGH_NEED = 3, 6
HIGH_OGRS3, MEDIUM_OGRS3, HIGH_OVP, MEDIUM_OVP, HIGH_RSR, MEDIUM_RSR = 75, 50, 60, 30, 3, 1
NOT_KNOWN_RSR = 100
"""What an RSR that is not known might be, when it is asked whether it could change the result."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PniScores:
    """The scores that the need rests on, where they are known: percentages for two years, bands, and RSR."""

    ogrs3_two_year: int | None = None
    ovp_two_year: int | None = None
    ospdc: Band | None = None
    ospiic: Band | None = None
    rsr: float | None = None


@dataclass(frozen=True, slots=True)
class Domain:
    """One of the four domains: its points of 0 to 2, those it would have if every open answer were the gravest."""

    label: str
    points: int
    projected: int
    open_answers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PniDecision:
    """The pathway, with everything that it came from."""

    pathway: Pathway
    need: Need | None
    risk: Need | None
    projected_risk: Need | None
    domains: tuple[Domain, ...]
    problems: tuple[Problem, ...]
    reasons: tuple[str, ...]


def decide_pni(answers: Answers, scores: PniScores) -> PniDecision:
    """Need over four domains, against risk; in custody or on remand it can be high, in the community moderate."""
    if answers.supervision_status is None:
        problem = Problem(Trouble.MISSING, ("supervision_status",))
        return _open((), (problem,), "It is not known whether the person is in custody")
    domains = (
        _sexual_domain(answers),
        _domain("Thinking", answers, THINKING, STEPS_THINKING, alone="pro_criminal_attitudes"),
        _domain("Relationships", answers, RELATIONSHIPS, STEPS_OF_FOUR),
        _domain("Self-management", answers, SELF_MANAGEMENT, STEPS_OF_FOUR),
    )
    gone = tuple(name for domain in domains for name in domain.open_answers)
    problems = (Problem(Trouble.MISSING, gone),) if gone else ()
    need = overall_need(domains, answers)
    if need is None:
        return _open(domains, problems, "Answers are missing that would change how much need there is")
    risk, projected = _risk(answers, scores), _risk(answers, _gravest(scores))
    pathway, reason = _pathway(answers, scores, need, risk)
    reasons: tuple[str, ...] = (reason,)
    omitted = _omission(answers, pathway, is_risk_open=projected is not risk) if gone else None
    if omitted is not None:
        pathway, reasons = Pathway.OMISSION, (omitted, f"As far as it is known: {reason.lower()}")
    return PniDecision(
        pathway=pathway,
        need=need,
        risk=risk,
        projected_risk=projected,
        domains=domains,
        problems=problems,
        reasons=reasons,
    )


def _open(domains: tuple[Domain, ...], problems: tuple[Problem, ...], reason: str) -> PniDecision:
    return PniDecision(
        pathway=Pathway.OMISSION,
        need=None,
        risk=None,
        projected_risk=None,
        domains=domains,
        problems=problems,
        reasons=(reason,),
    )


def _sum(answers: Answers, names: tuple[str, ...], otherwise: int) -> int:
    found: list[Level | None] = [getattr(answers, name) for name in names]
    return sum(otherwise if answer is None else points(answer) for answer in found)


def _step(steps: tuple[tuple[int, int], ...], total: int) -> int:
    return next(gives for least, gives in steps if total >= least)


def _gone(answers: Answers, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in names if getattr(answers, name) is None)


def _domain(
    label: str, answers: Answers, names: tuple[str, ...], steps: tuple[tuple[int, int], ...], alone: str | None = None
) -> Domain:
    """A domain; `alone` is the answer that gives 2 on its own where it is the gravest."""
    if alone is not None and getattr(answers, alone) is Level.SIGNIFICANT:
        return Domain(label, 2, 2, _gone(answers, names))
    low, high = _step(steps, _sum(answers, names, 0)), _step(steps, _sum(answers, names, 2))
    return Domain(label, low, high, _gone(answers, names))


def _sexual_domain(answers: Answers) -> Domain:
    """Counted only with a sexual offence, or a risk of sexual harm."""
    asked = (answers.has_ever_committed_sexual_offence, answers.is_a_risk_of_sexual_harm)
    gone = _gone(answers, SEX)
    if not any(asked):
        return Domain("Sexual", 0, 0, gone if None in asked else ())
    domain = _domain("Sexual", answers, SEX, STEPS_SEX, alone="offence_related_sexual_interests")
    is_counted = not gone or _sum(answers, SEX, 0) >= ENOUGH_FOR_SEX
    is_counted = is_counted or answers.offence_related_sexual_interests is Level.SIGNIFICANT
    return domain if is_counted else replace(domain, points=0)


def _level(total: int) -> Need:
    return Need.HIGH if total >= HIGH_NEED else Need.MEDIUM if total >= MEDIUM_NEED else Need.LOW


def overall_need(domains: tuple[Domain, ...], answers: Answers) -> Need | None:
    """The need over all domains; None where what is missing could change it and nothing else decides it."""
    total = sum(domain.points for domain in domains)
    level, projected = _level(total), _level(sum(domain.projected for domain in domains))
    is_outside = answers.supervision_status is Supervision.COMMUNITY
    if total >= HIGH_NEED:
        return Need.HIGH
    if total >= MEDIUM_NEED and is_outside:
        return Need.MEDIUM
    if not any(domain.open_answers for domain in domains) or level is projected:
        return level
    return _need_while_open(level, domains, answers, is_outside=is_outside)


def _need_while_open(level: Need, domains: tuple[Domain, ...], answers: Answers, *, is_outside: bool) -> Need | None:
    sara = (answers.sara_risk_to_partner, answers.sara_risk_to_others)
    is_sara = any(risk in (SaraRisk.MEDIUM, SaraRisk.HIGH) for risk in sara)
    if all(domain.open_answers for domain in domains) and not is_outside:
        return None
    if level is not Need.LOW and not is_sara:
        return None
    if is_sara and None not in sara:
        return Need.MEDIUM if is_outside else Need.HIGH
    return level


def _gravest(scores: PniScores) -> PniScores:
    return replace(
        scores,
        ospdc=scores.ospdc or Band.VERY_HIGH,
        ospiic=scores.ospiic or Band.VERY_HIGH,
        rsr=NOT_KNOWN_RSR if scores.rsr is None else scores.rsr,
    )


def _sara(answers: Answers, risk: SaraRisk) -> bool:
    return risk in (answers.sara_risk_to_partner, answers.sara_risk_to_others)


def _risk(answers: Answers, scores: PniScores) -> Need:
    return Need.HIGH if is_high_risk(answers, scores) else Need.MEDIUM if is_medium_risk(answers, scores) else Need.LOW


def _applies(*bands: Band | None) -> bool:
    return any(band not in (None, Band.NOT_APPLICABLE) for band in bands)


def is_high_risk(answers: Answers, scores: PniScores) -> bool:
    """Any one of the scores is high; RSR counts only where neither sexual part applies."""
    ogrs3, ovp, rsr = scores.ogrs3_two_year, scores.ovp_two_year, scores.rsr
    high = (Band.HIGH, Band.VERY_HIGH)
    return (
        (ogrs3 is not None and ogrs3 >= HIGH_OGRS3)
        or (ovp is not None and ovp >= HIGH_OVP)
        or scores.ospdc in high
        or scores.ospiic in high
        or (rsr is not None and int(rsr) >= HIGH_RSR and not _applies(scores.ospdc, scores.ospiic))
        or _sara(answers, SaraRisk.HIGH)
    )


def is_medium_risk(answers: Answers, scores: PniScores) -> bool:
    """Any one of the scores is medium."""
    ogrs3, ovp, rsr = scores.ogrs3_two_year, scores.ovp_two_year, scores.rsr
    return (
        (ogrs3 is not None and MEDIUM_OGRS3 <= ogrs3 < HIGH_OGRS3)
        or (ovp is not None and MEDIUM_OVP <= ovp < HIGH_OVP)
        or Band.MEDIUM in (scores.ospdc, scores.ospiic)
        or (rsr is not None and MEDIUM_RSR <= int(rsr) < HIGH_RSR and not _applies(scores.ospdc, scores.ospiic))
        or _sara(answers, SaraRisk.MEDIUM)
    )


# Need and risk that call for a moderate programme, in custody or outside.
MODERATE_GRID = {(Need.MEDIUM, Need.HIGH), (Need.HIGH, Need.MEDIUM), (Need.MEDIUM, Need.MEDIUM)}


def _pathway(answers: Answers, scores: PniScores, need: Need, risk: Need) -> tuple[Pathway, str]:
    ogrs3 = scores.ogrs3_two_year is not None and scores.ogrs3_two_year >= HIGH_OGRS3
    ovp = scores.ovp_two_year is not None and scores.ovp_two_year >= HIGH_OVP
    both, highest = ogrs3 and ovp, need is Need.HIGH and risk is Need.HIGH
    why: Mapping[str, bool] = {
        "OGRS3 and OVP are both high": both,
        "OGRS3 is high, and so is SARA": ogrs3 and _sara(answers, SaraRisk.HIGH),
        "Need and risk are both high": highest,
    }
    if answers.supervision_status is Supervision.CUSTODY and any(why.values()):
        return Pathway.HIGH, next(reason for reason, holds in why.items() if holds)
    is_outside = answers.supervision_status is Supervision.COMMUNITY
    if is_outside and (both or highest):
        return Pathway.MODERATE, "Need and risk are both high" if highest else "OGRS3 and OVP are both high"
    if _sara(answers, SaraRisk.HIGH) or _sara(answers, SaraRisk.MEDIUM):
        return Pathway.MODERATE, "SARA is medium or high"
    if (need, risk) in MODERATE_GRID:
        return Pathway.MODERATE, f"Need is {need.label.lower()} and risk is {risk.label.lower()}"
    return Pathway.ALTERNATIVE, f"Need is {need.label.lower()} and risk is {risk.label.lower()}"


def _omission(answers: Answers, pathway: Pathway, *, is_risk_open: bool) -> str | None:
    """Why the pathway cannot be said yet, where answers are missing; None where they change nothing."""
    sara = (answers.sara_risk_to_partner, answers.sara_risk_to_others)
    if None in sara and pathway is Pathway.ALTERNATIVE:
        return "SARA is not complete, and could change the pathway"
    if is_risk_open:
        return "Scores are missing that could raise the risk"
    if sara == (None, None) and answers.supervision_status is not Supervision.COMMUNITY:
        return "Nothing is known of SARA, and the person is in custody"
    return None

"""OPD: whether somebody is screened in for the personality disorder pathway.

Source: Ministry of Justice, hmpps-arns-risk-actuarial-api at e8651dd (OPD). It screens: it finds out nothing about a
disorder. Men are looked at with a high or very high risk of serious harm, a violent or sexual offence and a custodial
sentence; women with such a risk, or eligible for MAPPA. Others are screened out.

An override may be asked for. It is told beside a count that screens somebody out, and does not change the result.

What is odd in the source, and kept: the highest risk over all assessments has to be given and decides nothing; whether
the person sees what offending does to others counts against them where it is not answered; of a woman, nothing is said
unless one of the first ten items is answered. Any other answer that is missing counts as nothing, so we name it, and
say whether it could change the result.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from throughcare.facts.fact import Coded
from throughcare.rules.scores.answers import Answers, HarmLevel, Level, Sex
from throughcare.rules.scores.history import is_code
from throughcare.rules.scores.offences import Offences
from throughcare.rules.scores.opd_items import (
    AGAINST,
    EVIDENCE,
    INDICATORS,
    PERSONALITY,
    WOMEN,
    WOMEN_ASKED_FIRST,
    Scale,
)
from throughcare.rules.scores.scored import Problem, Term, Trouble, missing

CODE = "current_offence_code"
NEEDED = (
    "sex",
    "overall_risk_for_assessment",
    "highest_risk_level_over_all_assessments",
    CODE,
    "has_custodial_sentence",
)
HIGH = (HarmLevel.HIGH, HarmLevel.VERY_HIGH)
IS_VERIFIED = True
"""Men screened in, and women both ways, are among the known answers."""
AGE = "age_at_first_sanction"
_GRAVEST_AGE = 10
"""An age at the first sanction that counts; nobody is convicted before it."""
_GRAVER_AS_NO = ("does_recognise_impact_of_offending_on_others",)
"""The question whose no is graver than its yes."""


class Screened(Coded):
    """What comes out."""

    IN = "SCREEN_IN", "Screened in"
    OUT = "SCREEN_OUT", "Screened out"


@dataclass(frozen=True, slots=True)
class Counted:
    """One scale for one person: its points, those if every open answer were the gravest, and what is enough."""

    label: str
    points: int
    projected: int
    enough: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpdDecision:
    """What comes out, with everything that it came from. `is_checked` is false where nothing could be looked at.

    `is_overridden` is known only of somebody whom the count screens out.
    """

    is_checked: bool
    result: Screened | None
    is_overridden: bool | None
    counted: tuple[Counted, ...]
    terms: tuple[Term, ...]
    problems: tuple[Problem, ...]
    unanswered: tuple[str, ...]
    reasons: tuple[str, ...]
    is_verified: bool = IS_VERIFIED


def decide_opd(answers: Answers, offences: Offences) -> OpdDecision:
    """Screened in or out, or why nothing can be said."""
    problems = _problems(answers)
    if problems:
        return _told(None, "Answers are missing, or do not fit together", problems=problems)
    scales = (PERSONALITY, INDICATORS) if answers.sex is Sex.MALE else (WOMEN,)
    if all(getattr(answers, name) is None for name in _asked_first(scales)):
        return _told(None, "None of the questions is answered", unanswered=_open(answers, scales))
    offence = offences.first.get(answers.current_offence_code or "")
    if offence is None:
        return _told(None, "The offence is not known", problems=(Problem(Trouble.CODE_UNKNOWN, (CODE,)),))
    why_not = _why_not_for(answers, is_violent_or_sexual=offence.is_violent_or_sexual)
    if why_not is not None:
        return _told(Screened.OUT, why_not)
    return _counted(answers, scales)


def _problems(answers: Answers) -> tuple[Problem, ...]:
    names = [*NEEDED]
    if answers.sex is Sex.FEMALE:
        names.append("is_eligible_for_mappa")
    if answers.evidence_of_domestic_abuse:
        names.extend(AGAINST)
    problems = missing(answers, names)
    if not answers.evidence_of_domestic_abuse and any(getattr(answers, name) is not None for name in AGAINST):
        problems.append(Problem(Trouble.DOMESTIC_ABUSE_INCONSISTENT, (EVIDENCE, *reversed(AGAINST))))
    if answers.current_offence_code is not None and not is_code(answers.current_offence_code):
        problems.append(Problem(Trouble.CODE_FORMAT, (CODE,)))
    return tuple(problems)


def _why_not_for(answers: Answers, *, is_violent_or_sexual: bool) -> str | None:
    """Why the person is screened out before anything is counted; None where they are not."""
    is_high = answers.overall_risk_for_assessment in HIGH
    if answers.sex is Sex.FEMALE:
        is_looked_at = is_high or bool(answers.is_eligible_for_mappa)
        return None if is_looked_at else "Risk of serious harm is not high, and the person is not eligible for MAPPA"
    if not is_high:
        return "Risk of serious harm is not high"
    if not is_violent_or_sexual:
        return "The offence is neither violent nor sexual"
    return None if answers.has_custodial_sentence else "The sentence is not custodial"


def _names(scales: Iterable[Scale]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for scale in scales for item in scale.items for name in item.names))


def _asked_first(scales: tuple[Scale, ...]) -> tuple[str, ...]:
    """The answers of which one at least has to be there."""
    if scales != (WOMEN,):
        return _names(scales)
    first = replace(WOMEN, items=WOMEN.items[:WOMEN_ASKED_FIRST])
    return tuple(name for name in _names((first,)) if name not in AGAINST)


def _open(answers: Answers, scales: tuple[Scale, ...]) -> tuple[str, ...]:
    """What is not answered; against whom abuse was is asked only where there is evidence of it."""
    return tuple(name for name in _names(scales) if getattr(answers, name) is None and name not in AGAINST)


def _counted(answers: Answers, scales: tuple[Scale, ...]) -> OpdDecision:
    gone = _open(answers, scales)
    gravest = _gravest(answers, gone)
    counted = tuple(
        Counted(scale.label, _points(scale, answers), _points(scale, gravest), scale.enough) for scale in scales
    )
    is_in = any(one.points >= one.enough for one in counted)
    reasons = [f"{one.label}: {one.points} points, and {one.enough} are enough" for one in counted]
    if not is_in and any(one.projected >= one.enough for one in counted):
        reasons.append("Answers are open that could screen the person in")
    return OpdDecision(
        is_checked=True,
        result=Screened.IN if is_in else Screened.OUT,
        is_overridden=None if is_in else bool(answers.apply_opd_override),
        counted=counted,
        terms=tuple(
            Term(item.names[0], item.label, item.points(answers), item.names, scale.label)
            for scale in scales
            for item in scale.items
        ),
        problems=(),
        unanswered=gone,
        reasons=tuple(reasons),
    )


def _points(scale: Scale, answers: Answers) -> int:
    return sum(item.points(answers) for item in scale.items)


def _gravest(answers: Answers, gone: tuple[str, ...]) -> Answers:
    """The answers as they would be if each that is open were the gravest."""
    found: dict[str, Any] = {}
    for name in gone:
        is_level = "Level" in str(Answers.__annotations__[name])
        found[name] = Level.SIGNIFICANT if is_level else name not in _GRAVER_AS_NO
    if AGE in gone:
        found[AGE] = _GRAVEST_AGE
    if EVIDENCE in gone:
        found |= dict.fromkeys(AGAINST, True)
    return replace(answers, **found)


def _told(
    result: Screened | None,
    reason: str,
    *,
    problems: tuple[Problem, ...] = (),
    unanswered: tuple[str, ...] = (),
) -> OpdDecision:
    """What is said without a count."""
    return OpdDecision(
        is_checked=result is not None,
        result=result,
        is_overridden=None,
        counted=(),
        terms=(),
        problems=problems,
        unanswered=unanswered,
        reasons=(reason,),
    )

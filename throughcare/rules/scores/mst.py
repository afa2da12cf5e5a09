"""MST: whether a young man's maturity should be thought of in how he is worked with.

Source: Ministry of Justice, hmpps-arns-risk-actuarial-api at e8651dd (maturity screen). It is for men from 18 to 25
and says nothing of anybody else: that it does not apply is no finding that somebody is mature.

Nine of the ten answers have to be there. One that is not counts as nothing in the published rule, so we name it, and
say whether it could raise the flag.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from throughcare.rules.scores.answers import Answers, Level, Sex, Sometimes, points, years_between
from throughcare.rules.scores.scored import Problem, Term, Trouble

LABELS = {
    "has_peer_group_influences": "Influence of friends",
    "influence_from_criminal_associates": "Influence of others who offend",
    "recklessness_and_risk_taking_behaviour": "Recklessness and taking of risks",
    "difficulties_coping": "Difficulties coping",
    "attitudes_towards_self": "Attitude to themselves",
    "impulsivity_problems": "Impulsivity",
    "temper_control": "Control of temper",
    "problem_solving_skills": "Solving problems",
    "awareness_of_consequences": "Awareness of consequences",
    "understands_other_peoples_views": "Understanding how others see things",
}
"""The ten questions, in the order in which the interface names those that are missing."""
NEEDED = 9
YOUNGEST, OLDEST = 18, 25
"""Completed years on the day of assessment."""
FLAGGED_FROM = 10
"""Points of 19: nine answers of 0 to 2, and one yes of 1."""
YES, GRAVEST = 1, 2
IS_VERIFIED = True
"""Both sides of the flag and of the ages are among the known answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MstDecision:
    """Whether it applies, the points and the flag; None where it is not known yet.

    The flag of somebody to whom it does not apply is down, as in the source. `projected` are the points if open answers
    were the gravest.
    """

    is_applicable: bool | None
    score: int | None
    is_flagged: bool | None
    projected: int | None
    terms: tuple[Term, ...]
    problems: tuple[Problem, ...]
    unanswered: tuple[str, ...]
    reasons: tuple[str, ...]
    is_verified: bool = IS_VERIFIED


def decide_mst(answers: Answers, *, assessed_on: date) -> MstDecision:
    """Points and flag, that it does not apply, or what is missing."""
    born = answers.date_of_birth
    if born is not None and born > assessed_on:
        detail = "The birth comes before the day of assessment"
        problem = Problem(Trouble.AGE_OUT_OF_RANGE, ("date_of_birth", "assessment_date"), detail)
        return _open((problem,), "The person was not born on the day of assessment")
    age = None if born is None else years_between(born, assessed_on)
    if age is not None and not YOUNGEST <= age <= OLDEST:
        return _not_for(f"It is for men from {YOUNGEST} to {OLDEST}: this person is {age}")
    gone = tuple(name for name in LABELS if getattr(answers, name) is None)
    missing = [name for name in ("sex", "date_of_birth") if getattr(answers, name) is None]
    missing += gone if len(LABELS) - len(gone) < NEEDED else ()
    if missing:
        return _open((Problem(Trouble.MISSING, tuple(missing)),), "Answers are missing", gone)
    if answers.sex is not Sex.MALE:
        return _not_for("It is for men, and this person is a woman")
    return _counted(answers, gone)


def _counted(answers: Answers, gone: tuple[str, ...]) -> MstDecision:
    terms = tuple(_term(answers, name) for name in LABELS if name not in gone)
    total = int(sum(term.value for term in terms))
    projected = total + sum(YES if name == "has_peer_group_influences" else GRAVEST for name in gone)
    is_flagged = total >= FLAGGED_FROM
    reasons = [f"{total} points; the flag goes up from {FLAGGED_FROM}"]
    if projected >= FLAGGED_FROM > total:
        reasons.append("The answer that is open could raise the flag")
    return MstDecision(
        is_applicable=True,
        score=total,
        is_flagged=is_flagged,
        projected=projected,
        terms=terms,
        problems=(),
        unanswered=gone,
        reasons=tuple(reasons),
    )


def _term(answers: Answers, name: str) -> Term:
    answer: bool | Level | Sometimes = getattr(answers, name)
    if isinstance(answer, bool):
        return Term(name, LABELS[name], YES if answer else 0, (name,), "Yes" if answer else "No")
    return Term(name, LABELS[name], points(answer), (name,), answer.label)


def _not_for(reason: str) -> MstDecision:
    return MstDecision(
        is_applicable=False,
        score=None,
        is_flagged=False,
        projected=None,
        terms=(),
        problems=(),
        unanswered=(),
        reasons=(reason,),
    )


def _open(problems: tuple[Problem, ...], reason: str, gone: tuple[str, ...] = ()) -> MstDecision:
    return MstDecision(
        is_applicable=None,
        score=None,
        is_flagged=None,
        projected=None,
        terms=(),
        problems=problems,
        unanswered=gone,
        reasons=(reason,),
    )

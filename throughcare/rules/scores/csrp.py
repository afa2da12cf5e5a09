"""DC-SRP, IIC-SRP and CSRP: sexual reoffending by direct contact and by images, and all serious reoffending together.

Source: Ministry of Justice, hmpps-arns-risk-actuarial-api at 016919c (version 1.0 of each).

The ladder of images and indirect contact differs from that of the first generation: nobody without a sexual sanction is
on it, and its last rung asks for sanctions without contact *and* for contact with an adult. That looks like a slip for
"or"; we follow the source, so that a figure is the same everywhere, and say so beside it (docs/decisions/0015).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from throughcare.rules.scores.answers import Answers, Sex
from throughcare.rules.scores.offences import Offences
from throughcare.rules.scores.rsr import combined
from throughcare.rules.scores.scored import Band, Formula, Kind, Scored, Term, nothing, per_cent
from throughcare.rules.scores.second import BANDS, score_second
from throughcare.rules.scores.second_checks import COUNTS, sexual_problems
from throughcare.rules.scores.sexual import ADULT, CHILD, IMAGES, NON_CONTACT, does_not_apply, scored_direct


def _count(answers: Answers, name: str) -> int:
    return getattr(answers, name) or 0


# What has to hold, its probability, its band and its words: the first that holds is taken.
LADDER: tuple[tuple[Callable[[Answers], bool], float, Band, str], ...] = (
    (lambda a: a.sex is Sex.FEMALE, 0.0, Band.LOW, "The ladder was not made for women"),
    (lambda a: _count(a, IMAGES) >= 2, 0.1031, Band.HIGH, "Two or more sanctions for indecent images"),
    (lambda a: _count(a, IMAGES) == 1, 0.03328, Band.MEDIUM, "One sanction for indecent images"),
    (lambda a: _count(a, CHILD) >= 2, 0.00926, Band.LOW, "Two or more sanctions for contact with a child"),
    (lambda a: _count(a, CHILD) == 1, 0.00634, Band.LOW, "One sanction for contact with a child"),
    (
        lambda a: bool(_count(a, NON_CONTACT) and _count(a, ADULT)),
        0.00281,
        Band.LOW,
        "Sanctions without contact, and for contact with an adult",
    ),
    (lambda _: True, 0.0, Band.LOW, "None of these"),
)


def score_dc_srp(answers: Answers, *, assessed_on: date) -> Scored:
    """Points out of 64, a percentage with two decimals, and a band that may have come down by one."""
    problems = sexual_problems(Formula.DC_SRP, answers)
    if problems:
        return nothing(Formula.DC_SRP, problems, "points", "score", kind=Kind.STATIC)
    history = bool(answers.has_ever_committed_sexual_offence)
    if answers.sex is Sex.FEMALE or not history:
        return does_not_apply(Formula.DC_SRP, answers, has_sexual_history=history, figures=("points",))
    return scored_direct(answers, assessed_on, Formula.DC_SRP)


def score_iic_srp(answers: Answers) -> Scored:
    """A percentage with two decimals by the ladder, and its band."""
    problems = sexual_problems(Formula.IIC_SRP, answers)
    if problems:
        return nothing(Formula.IIC_SRP, problems, "score", kind=Kind.STATIC)
    if not answers.has_ever_committed_sexual_offence:
        return does_not_apply(Formula.IIC_SRP, answers, has_sexual_history=False)
    probability, band, words = next(rung[1:] for rung in LADDER if rung[0](answers))
    return Scored(
        formula=Formula.IIC_SRP,
        kind=Kind.STATIC,
        figures={"score": per_cent(probability)},
        band=band,
        terms=(Term("images_and_indirect_contact_weight", "The first rung that holds", probability, COUNTS, words),),
        is_female_version=answers.sex is Sex.FEMALE,
        has_sexual_history=True,
    )


def score_csrp(answers: Answers, offences: Offences, *, assessed_on: date) -> Scored:
    """A percentage with two decimals and its band; no figure where a part has none."""
    parts = (
        score_dc_srp(answers, assessed_on=assessed_on),
        score_iic_srp(answers),
        score_second(Formula.SVRP, answers, offences, assessed_on=assessed_on),
    )
    return combined(Formula.CSRP, answers, parts, BANDS[Formula.CSRP])

"""The picture that a made-up world must show: the contrast that the inspection found, as one table of shares.

`PICTURE` is what is meant to come out, `DONE_LATE` how what is not done in time comes out, `lean` what to aim at.
"""

from __future__ import annotations

FURTHER_CONVICTION = "further-conviction"

Pair = tuple[float | None, float | None]

# The briefing is Napo's of January 2016 on the fourth inspection. *Alpha* is tests/data/alpha-truth.json, the counts
# that came with the made-up extract of that name. *Assumed* says that no document gives the number.
PICTURE: dict[str, Pair] = {
    # No written record for over a third of oral reports: 35% never, 10% too late (assumed, alpha: 15%).
    # Reports are written by the NPS alone, so the CRCs have none.
    "oral-report-recorded": (0.55, None),
    # Briefing: it is police and children's services checks that tend to be missing. Assumed, as in alpha (56%).
    "checks-requested-before-report": (0.56, None),
    # High for both, and CRCs worse at deadlines: assumed. In alpha it is 75% and 73%.
    "allocated-in-time": (0.93, 0.88),
    # Briefing: one case in nine had an incomplete or missing screening at allocation. 8 of 9 are left.
    "rosh-at-allocation": (0.89, 0.89),
    # Briefing: only a third of CRC cases. NPS: assumed, as in alpha (77%).
    "full-rosh-at-allocation": (0.77, 0.33),
    # Briefing: answers were often not back. How often is assumed, close to alpha (45% and 46%).
    "checks-back-at-allocation": (0.50, 0.45),
    # Briefing: only half (CRC). NPS: assumed, as in alpha (69%).
    "first-appointment": (0.70, 0.50),
    # The contract's clock is kinder than the inspection's: assumed, as in alpha (91% and 81%).
    "first-appointment-contract": (0.90, 0.82),
    # CRCs are worse at deadlines: assumed, as in alpha (51% and 34%).
    "plan-in-time": (0.52, 0.34),
    # Briefing: intake teams write plans in CRCs. How many is assumed, as in alpha (89% and 65%).
    "plan-by-assigned": (0.89, 0.65),
    # Briefing: a home visit in half of the cases that warranted one. How the half divides is assumed.
    "home-visit": (0.55, 0.45),
    # Briefing: less than a third had adequate management oversight. How it divides is assumed.
    "oversight": (0.38, 0.25),
    # Briefing: nearly half had no review of any kind. How it divides is assumed.
    "risk-reviewed": (0.55, 0.45),
    # Briefing (2.39): responded to in under two thirds of cases, so in time in fewer. How it divides is assumed.
    "change-reviewed": (0.60, 0.42),
    # Briefing (2.39): others were told in one quarter (CRC). NPS "of much higher quality": assumed (alpha: 55%).
    "others-notified": (0.58, 0.25),
    # CRCs refer and answer for the referral, so the NPS has none. Assumed, as in alpha (61%).
    "escalation-decided": (None, 0.61),
    # Briefing: a quarter were convicted of a further offence. How it divides is assumed; the NPS has fewer in alpha.
    FURTHER_CONVICTION: (0.18, 0.30),
}
"""The share met by (NPS, CRC) of each standard of the briefing, by its id; None where it owes none. Further
conviction is the share of people convicted."""

# Of what is not done in time, the share that is done late; the rest is never done. All assumed, in the shape of alpha,
# but for the oral reports (see above) and the reviews: nearly half never reviewed.
DONE_LATE: dict[str, tuple[float, float]] = {
    "oral-report-recorded": (0.22, 0.22),
    "allocated-in-time": (1.0, 1.0),
    "plan-in-time": (0.80, 0.75),
    "home-visit": (0.15, 0.12),
    "oversight": (0.30, 0.12),
    "risk-reviewed": (0.25, 0.12),
    "change-reviewed": (0.45, 0.25),
    "others-notified": (0.45, 0.15),
    "escalation-decided": (0.45, 0.45),
}

# What the draws aim at beside the picture, so that it comes out: one event settles another's duty by the way, a later
# order finds checks and analyses that an earlier one had asked for, and near the last day a duty that was met early is
# counted while its neighbours are not due yet. So it depends on the years: (service, company) for a year and a half,
# and for five years. Found by making 20,000 people and counting them with the engine; renew it with the draws.
LEAN: dict[str, tuple[tuple[float, float], tuple[float, float]]] = {
    "checks-requested-before-report": ((-0.019, 0.0), (-0.055, 0.0)),
    "allocated-in-time": ((-0.006, -0.009), (0.0, 0.0)),
    "rosh-at-allocation": ((-0.002, -0.007), (-0.007, -0.012)),
    "full-rosh-at-allocation": ((-0.007, -0.014), (-0.025, -0.065)),
    "checks-back-at-allocation": ((-0.011, -0.022), (-0.003, -0.002)),
    "first-appointment": ((0.031, 0.035), (0.027, 0.032)),
    "first-appointment-contract": ((0.018, 0.028), (0.012, 0.017)),
    "plan-in-time": ((-0.016, -0.003), (0.0, 0.0)),
    "home-visit": ((-0.003, 0.015), (0.0, 0.01)),
    "risk-reviewed": ((-0.142, -0.145), (-0.085, -0.09)),
    "others-notified": ((-0.015, -0.003), (-0.01, 0.0)),
}


def lean(standard: str, type_: int, years: float) -> float:
    """How far beside the picture to aim, for a record of so many years."""
    short, long = (each[type_] for each in LEAN.get(standard, ((0.0, 0.0), (0.0, 0.0))))
    share = min(1.0, max(0.0, (1 / 1.5 - 1 / years) / (1 / 1.5 - 1 / 5)))
    return short + share * (long - short)

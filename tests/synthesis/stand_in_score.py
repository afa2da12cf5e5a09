"""A score for trials with made-up answers: the two-year score of OGRS3 in columns, until the rules have one.

Numbers: ministryofjustice/hmpps-arns-risk-actuarial-api, the last version with OGRS3 (June 2026).
"""

from __future__ import annotations

import numpy as np

from throughcare.synthesis.score_answers import CODES, ScoreAnswers, age_on

AGE_FROM = np.array([10, 12, 14, 16, 18, 21, 25, 30, 35, 40, 50])
MEN = np.array([0.0, 0.08392, 0.07578, -0.0616, -0.6251, -1.0515, -1.1667, -1.326, -1.368, -1.4997, -2.0253])
WOMEN = np.array([0.785, 0.61385, 0.66952, -0.9592, -0.8975, -1.0285, -1.0528, -1.1291, -1.4219, -1.5247, -2.4498])
FIRST, REPEAT = 0.12614, 0.46306
COPAS = 1.25112
TWO_YEARS = 2.1217
WEIGHT_OF = {
    "00500": 0.0,
    "00806": 0.0,
    "10500": 0.0,
    "01700": 0.0328,
    "01711": -0.6534,
    "02801": -0.1239,
    "03001": 0.2406,
    "03400": -0.6348,
    "04500": 0.4272,
    "04600": 0.6612,
    "04801": 0.3801,
    "04900": 0.6612,
    "05300": 0.1599,
    "05310": 0.1599,
    "05400": 0.3519,
    "05700": 0.205,
    "06600": 0.1819,
    "06900": -0.0607,
    "07700": 0.0772,
    "08302": 0.7334,
    "09201": -0.7956,
    "09250": 0.0772,
    "12500": 0.1819,
    "14900": 0.205,
    "80300": -0.1214,
    "80700": 0.2622,
}


def two_year_score(answers: ScoreAnswers) -> np.ndarray:
    """From 0.01 to 0.99, in whole per cent."""
    weights = np.array([WEIGHT_OF[code] for code in CODES])
    row = np.searchsorted(AGE_FROM, age_on(answers.born_on, answers.followed_from), side="right") - 1
    by_age = np.where(answers.is_woman, WOMEN[row], MEN[row])
    years = 10 + age_on(answers.born_on, answers.convicted_on) - answers.age_at_first
    total = (
        by_age
        + np.where(answers.sanctions == 1, FIRST, REPEAT)
        + COPAS * np.log(answers.sanctions / years)
        + weights[answers.code]
        + TWO_YEARS
    )
    return np.floor(100 / (1 + np.exp(-total)) + 0.5).clip(1, 99) / 100

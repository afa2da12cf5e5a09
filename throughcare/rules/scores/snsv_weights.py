"""The weights of SNSV, with and without an interview.

Source: Ministry of Justice, hmpps-arns-risk-actuarial-api at e8651dd (SNSV 1.0), copied figure by figure.
"""

from __future__ import annotations

from dataclasses import dataclass

from throughcare.rules.scores.answers import Form, PastOffence


@dataclass(frozen=True, slots=True, kw_only=True)
class SnsvWeights:
    """One form of the formula. Pairs are for men and for women; polynomials begin with the first power."""

    intercept: float
    age: tuple[tuple[float, ...], tuple[float, ...]]
    female: float
    first_sanction: float
    second_sanction: float
    per_sanction: float
    years_between_first_and_second: tuple[float, float]
    offence_free_months: tuple[float, ...]
    copas: tuple[float, float]
    never_violent: tuple[float, float]
    once_violent: float
    per_violent_sanction: float
    violent_rate: float


WEIGHTS = {
    Form.STATIC: SnsvWeights(
        intercept=3.60407707356772,
        age=(
            (-0.546062410902905, 0.0170043887737295, -0.000232716989498981, 1.094922933981e-06),
            (1.09365106131567, -0.042733609488121, 0.000697583963826421, -4.04895085233227e-06),
        ),
        female=-16.6220270089011,
        first_sanction=-2.09447596484765,
        second_sanction=-1.67613460779912,
        per_sanction=-0.0147495874606046,
        years_between_first_and_second=(-0.0292205730647305, -0.0841673003341906),
        offence_free_months=(-0.038382727965819, 0.000548515180678996, 6.62558757635182e-05, -1.59636460181398e-06),
        copas=(0.769213898314811, 0.793186572461819),
        never_violent=(-0.942816163300621, -2.32321324569237),
        once_violent=-0.0633592949212861,
        per_violent_sanction=0.0188685880078656,
        violent_rate=0.207442427665471,
    ),
    Form.DYNAMIC: SnsvWeights(
        intercept=2.39022796091603,
        age=(
            (-0.508802063507919, 0.0153890192629454, -0.000208800171123703, 9.83824143383739e-07),
            (1.1436499550056, -0.0448159815299769, 0.000731812620052307, -4.24504210770651e-06),
        ),
        female=-16.6927292697847,
        first_sanction=-1.89458617745666,
        second_sanction=-1.51763151836726,
        per_sanction=-0.0182592921752245,
        years_between_first_and_second=(-0.0271828619470523, -0.0960719132524968),
        offence_free_months=(-0.0368447371150021, 0.000557887384281899, 6.15531052486415e-05, -1.49652694510477e-06),
        copas=(0.689153313085879, 0.76704149890481),
        never_violent=(-0.35940007303088, -1.7513536371131),
        once_violent=-0.101514048705338,
        per_violent_sanction=0.021160895925655,
        violent_rate=0.0549319831836878,
    ),
}
# What only the dynamic form counts.
WEAPON = 0.15071282416667
ACCOMMODATION = 0.0619710049121293
UNEMPLOYED = 0.0389109699626767
PARTNER = 0.0259107268767618
CHRONIC_DRINKING = 0.0935672441515258
BINGE_DRINKING = 0.0567127896345591
IMPULSIVITY = 0.077212834605957
TEMPER = 0.0482892034688302
ATTITUDES = 0.130830533773332
DOMESTIC_VIOLENCE = 0.0847839330659903
PAST_OFFENCES = {
    PastOffence.HOMICIDE: 0.399463399258737,
    PastOffence.WOUNDING_GBH: 0.451029720739399,
    PastOffence.KIDNAPPING: 0.0749101406070305,
    PastOffence.FIREARMS: 0.218055028351022,
    PastOffence.ROBBERY: 0.163248217650296,
    PastOffence.AGGRAVATED_BURGLARY: 0.506616685297771,
    PastOffence.WEAPON: 0.184104582611966,
    PastOffence.CRIMINAL_DAMAGE: 0.357345708081477,
    PastOffence.ARSON: 0.12261588608151,
}

"""What each formula says, in one sentence, where it comes from, how its parts are added up, and what is odd in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from throughcare.rules.scores import ogp, ogrs3, ovp, rsr
from throughcare.rules.scores.scored import Band, Formula
from throughcare.rules.scores.second import BANDS as SECOND_BANDS
from throughcare.rules.scores.sexual import DIRECT_BANDS


class Scale(StrEnum):
    """What the terms of a formula are counted in."""

    LOG_ODDS = "log-odds"
    POINTS = "points"
    PERCENTAGE = "percentage points"
    LADDER = "the first rung that holds"


@dataclass(frozen=True, slots=True)
class About:
    """A formula: what happens to how many, its scale, its bands by their lowest figures, its source, its oddities."""

    happens: str
    scale: Scale
    bands: dict[Band, float]
    source: str
    oddities: tuple[str, ...] = ()


_FIRST = "Ministry of Justice, hmpps-arns-risk-actuarial-api at e8651dd"
_SECOND = "Ministry of Justice, hmpps-arns-risk-actuarial-api at 016919c"
_OPEN = (
    "Whether the victim was a stranger may be open: the published rule then counts it as nothing. So may the day of "
    "the last sexual offence in the first generation."
)
ABOUT: dict[Formula, About] = {
    Formula.OGRS3: About(
        "are convicted or cautioned again within two years",
        Scale.LOG_ODDS,
        dict(ogrs3.BANDS),
        f"{_FIRST}; Howard and others, OGRS 3 (Ministry of Justice, 2009)",
    ),
    Formula.OVP: About(
        "commit a violent-type offence within two years",
        Scale.POINTS,
        dict(ovp.BANDS),
        _FIRST,
        ("“Any sanction” gives everybody five points, since the current sanction counts: so does the published rule.",),
    ),
    Formula.OGP: About(
        "commit an offence that is neither violent nor sexual within two years", Scale.POINTS, dict(ogp.BANDS), _FIRST
    ),
    Formula.SNSV: About(
        "are convicted of serious violence that is not sexual within two years", Scale.LOG_ODDS, {}, _FIRST
    ),
    Formula.OSPDC: About(
        "are convicted of a sexual offence by direct contact within two years",
        Scale.POINTS,
        dict(DIRECT_BANDS),
        _FIRST,
        (_OPEN, "The bands are of the points out of 64, and five years without an offence lower them by one."),
    ),
    Formula.OSPIIC: About(
        "are convicted of an offence with indecent images or indirect contact within two years",
        Scale.LADDER,
        {},
        _FIRST,
    ),
    Formula.RSR: About(
        "are convicted of a serious offence, violent or sexual, within two years",
        Scale.PERCENTAGE,
        dict(rsr.BANDS),
        _FIRST,
        ("In the second generation the same figure bears another word: there 6.9% is very high, and 1% medium.",),
    ),
    Formula.ARP: About(
        "are convicted or cautioned again within two years", Scale.LOG_ODDS, SECOND_BANDS[Formula.ARP], _SECOND
    ),
    Formula.VRP: About(
        "are convicted of a violent offence within two years", Scale.LOG_ODDS, SECOND_BANDS[Formula.VRP], _SECOND
    ),
    Formula.SVRP: About(
        "are convicted of a serious violent offence within two years",
        Scale.LOG_ODDS,
        SECOND_BANDS[Formula.SVRP],
        _SECOND,
    ),
    Formula.DC_SRP: About(
        "are convicted of a sexual offence by direct contact within two years",
        Scale.POINTS,
        dict(DIRECT_BANDS),
        _SECOND,
        (_OPEN, "The bands are of the points out of 64, and five years without an offence lower them by one."),
    ),
    Formula.IIC_SRP: About(
        "are convicted of an offence with indecent images or indirect contact within two years",
        Scale.LADDER,
        {},
        _SECOND,
        (
            "The last rung asks for sanctions without contact and for contact with an adult, both. In the first "
            "generation one of them was enough, so this may be a slip of the source. We follow it, so that the figure "
            "is the same everywhere.",
        ),
    ),
    Formula.CSRP: About(
        "are convicted of a serious offence, violent or sexual, within two years",
        Scale.PERCENTAGE,
        SECOND_BANDS[Formula.CSRP],
        _SECOND,
        ("In the first generation (RSR) the same figure bears another word: there 6.9% is high, and 3% medium.",),
    ),
}

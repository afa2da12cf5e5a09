"""What each formula asks for, by the names of the interface: what it needs, what may be open, when."""

from __future__ import annotations

from dataclasses import dataclass

from throughcare.exchange.scores.predictors import BY_USER, CALCULATED, SECOND
from throughcare.exchange.scores.reading import Read
from throughcare.rules.scores import ogp, ogrs3, ovp, sexual, snsv
from throughcare.rules.scores.answers import Answers
from throughcare.rules.scores.scored import Formula
from throughcare.rules.scores.second_checks import DRUGS, NEEDED, NEEDED_DYNAMIC

NEEDS = "It needs"
DYNAMIC = "With an interview (dynamic) it needs also"
OPEN = "May be open; it then counts as nothing, and is named (`notAnswered`)"
_LAST_SEXUAL, _STRANGER = "date_of_most_recent_sexual_offence", "is_current_offence_against_victim_stranger"
_HISTORY = "has_ever_committed_sexual_offence"
_MAN = "Of a man with a sexual offence it needs also"
_TAKES = "It takes, where they are told"
_BAND = "Its band goes also by"
_BAND_BY = ("most_recent_offence_date", "assessment_date")


@dataclass(frozen=True, slots=True)
class Ask:
    """Answers that a formula asks for together: when it does, in words, and their names in the interface."""

    when: str
    names: tuple[str, ...]


def asks_of(formula: Formula) -> tuple[Ask, ...]:
    """What the formula asks for; nothing of those that are made of other formulas alone."""
    followup = BY_USER if formula in _FIRST_BY_USER else CALCULATED if formula in _FIRST else SECOND
    read = Read(Answers(), (), followup)
    return tuple(Ask(when, tuple(read.named(names))) for when, names in _ASKS.get(formula, {}).items())


_FIRST = (Formula.OGRS3, Formula.OVP, Formula.OGP)
_FIRST_BY_USER = (Formula.SNSV, Formula.OSPDC, Formula.OSPIIC, Formula.RSR)
_OF_SECOND = {_TAKES: ("date_at_start_of_followup", "assessment_date")}
_ASKS: dict[Formula, dict[str, tuple[str, ...]]] = {
    Formula.OGRS3: {NEEDS: ogrs3.NEEDED},
    Formula.OVP: {NEEDS: ovp.NEEDED},
    Formula.OGP: {
        NEEDS: (*ogp.NEEDED, ogp.OGRS3_TWO_YEAR),
        "Where the figure of OGRS3 is not given it is made from the same case, which needs": ogrs3.NEEDED,
    },
    Formula.SNSV: {
        NEEDS: snsv.NEEDED,
        DYNAMIC: (*snsv.NEEDED_DYNAMIC, "evidence_of_domestic_abuse"),
        "Where there is evidence of domestic abuse, the dynamic form needs also": ("domestic_abuse_against_partner",),
        _TAKES: ("assessment_date", "snsv_static_or_dynamic"),
    },
    Formula.OSPDC: {
        NEEDS: sexual.NEEDED_DIRECT,
        _MAN: ("is_current_offence_sexually_motivated", *sexual.COUNTS),
        OPEN: (_LAST_SEXUAL, _STRANGER),
        _BAND: _BAND_BY,
    },
    Formula.OSPIIC: {
        NEEDS: ("sex",),
        "Of a man it needs also": (_HISTORY,),
        _MAN: ("is_current_offence_sexually_motivated", *sexual.COUNTS),
    },
    Formula.ARP: {
        NEEDS: NEEDED[Formula.ARP],
        DYNAMIC: NEEDED_DYNAMIC[Formula.ARP],
        "Where any drug use is told, the dynamic form needs also": ("motivation_to_tackle_drug_misuse",),
        OPEN: DRUGS,
        **_OF_SECOND,
    },
    Formula.VRP: {
        NEEDS: NEEDED[Formula.VRP],
        DYNAMIC: NEEDED_DYNAMIC[Formula.VRP],
        OPEN: DRUGS,
        **_OF_SECOND,
    },
    Formula.SVRP: {NEEDS: NEEDED[Formula.SVRP], DYNAMIC: NEEDED_DYNAMIC[Formula.SVRP], **_OF_SECOND},
    Formula.DC_SRP: {
        NEEDS: NEEDED[Formula.DC_SRP],
        _MAN: (*sexual.COUNTS, _LAST_SEXUAL),
        OPEN: (_STRANGER,),
        _BAND: _BAND_BY,
    },
    Formula.IIC_SRP: {NEEDS: NEEDED[Formula.IIC_SRP], _MAN: sexual.COUNTS},
}

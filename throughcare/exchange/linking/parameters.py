"""How much each agreement counts where the files are too small to learn it from, and when they are.

m is the share of pairs of the same person in which a field agrees so far, u the share of pairs of two people. A match
weight is the logarithm to base 2 of m through u.
"""

from __future__ import annotations

from collections.abc import Mapping

from throughcare.exchange.linking.port import Field, Level

Parameters = Mapping[Field, Mapping[Level, tuple[float, float]]]
"""m and u of each level of each field, from 0 to 1."""

_SAME, _TURNED, _NEARLY, _ALIKE, _DIFFERENT, _ = Level

STATED: Parameters = {
    Field.FAMILY_NAME: {
        _SAME: (0.83, 0.003),
        _TURNED: (0.01, 0.00001),  # counts for both names
        _NEARLY: (0.06, 0.002),
        _ALIKE: (0.04, 0.02),
        _DIFFERENT: (0.06, 0.97499),
    },
    Field.GIVEN_NAMES: {
        _SAME: (0.84, 0.015),
        _NEARLY: (0.07, 0.005),
        _ALIKE: (0.06, 0.05),
        _DIFFERENT: (0.03, 0.93),
    },
    Field.BORN_ON: {
        _SAME: (0.9, 0.00007),
        _NEARLY: (0.03, 0.00003),
        _ALIKE: (0.04, 0.001),
        _DIFFERENT: (0.03, 0.9989),
    },
    Field.ADDRESS: {
        _SAME: (0.45, 0.0001),
        _NEARLY: (0.05, 0.0004),
        _DIFFERENT: (0.5, 0.9995),
    },
    Field.SEX: {_SAME: (0.99, 0.7), _DIFFERENT: (0.01, 0.3)},
    Field.PNC: {_SAME: (0.97, 0.000001), _DIFFERENT: (0.03, 0.999999)},
}
"""What is taken where nothing can be learnt. Source: ours, unverified; nobody has measured it on decided pairs."""

ROWS_TO_LEARN_FROM = 500
"""Of fewer rows no parameters are learnt: by chance alone some level would then say anything. The number is ours."""
M_AT_LEAST, U_AT_LEAST = 0.001, 1e-7
"""A level that was never seen is rare, and not impossible. The numbers are ours."""
AGREES_AT_LEAST = 0.5
"""Learnt parameters by which the same person has another name or birth date more often than not are of something else
than people, such as families, and are not used. The number is ours."""
PRIOR_AT_MOST = 0.001
"""The share of all pairs that are one person, before anything is compared, is never taken to be more: in a file of
three, the same family name would be enough otherwise. The number is ours."""
FOUND_BY_RULES = 0.7
"""So many of all true pairs are thought to share a PNC number, or both names and birth date to the letter: from those
that do, the share of all pairs is reckoned. The number is ours."""
NUMBER_AT_MOST = 5
"""A PNC number that more rows of a file bear than this stands for *unknown*, and is taken as not told. Ours."""
BORN_AT_MOST, BORN_SHARE_AT_MOST = 50, 0.005
"""A birth date of more rows than the first and a larger share than the second stands for *unknown*, such as 1 January
1900: on one of the 16,000 days of forty-five years some 0.006% are born. The numbers are ours."""

_MUST_AGREE = (Field.FAMILY_NAME, Field.GIVEN_NAMES, Field.BORN_ON)


def completed(learnt: Parameters) -> Parameters:
    """Learnt parameters, with what is stated for every level that was not seen, and none impossible."""
    return {
        field: {
            level: (
                _bounded(learnt.get(field, {}).get(level, stated)[0], M_AT_LEAST),
                _bounded(learnt.get(field, {}).get(level, stated)[1], U_AT_LEAST),
            )
            for level, stated in levels.items()
        }
        for field, levels in STATED.items()
    }


def _bounded(share: float, at_least: float) -> float:
    """Rounded, so that the order in which a machine adds up numbers makes no difference to what comes out."""
    return float(f"{max(at_least, share):.5g}")


def are_of_people(parameters: Parameters) -> bool:
    """Whether agreement speaks for the same person and difference against, in every field, and names and birth dates
    of the same person mostly agree."""
    for field, levels in parameters.items():
        (m_same, u_same), (m_other, u_other) = levels[_SAME], levels[_DIFFERENT]
        if m_same <= u_same or m_other >= u_other:
            return False
        if field in _MUST_AGREE and m_same < AGREES_AT_LEAST:
            return False
    return True

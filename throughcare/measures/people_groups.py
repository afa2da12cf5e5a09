"""Groups of people by which figures stand beside each other: sex, age on a day, and ethnicity as the person said.

Nobody's group is guessed: what is blank is *not recorded*, and words that fit nowhere are *other words*. Both stand
apart, and are in no other group.
"""

from __future__ import annotations

from datetime import date

from throughcare.measures.case_mix import NOT_RECORDED, UNDER_18

OTHER_WORDS = "other words"
"""What was said or recorded in words that no group is known by."""

# --- sex --------------------------------------------------------------------------------------------------------

SEXES: dict[str, tuple[str, ...]] = {"Female": ("Female", "F"), "Male": ("Male", "M")}
"""Each sex with the ways in which records write it, in capitals or not. The letters are those of extracts."""


def sex_group(said: str) -> str:
    """The group of a sex as recorded: one of `SEXES`, `OTHER_WORDS` or `NOT_RECORDED` (blank)."""
    if not said:
        return NOT_RECORDED
    return next((group for group, ways in SEXES.items() if _is_one_of(said, ways)), OTHER_WORDS)


# --- age --------------------------------------------------------------------------------------------------------

AGE_BANDS = ("18 to 20", "21 to 24", "25 to 29", "30 to 39", "40 to 49", "50 to 59", "60 and over")
"""Bands of age in completed years. They are meant to be those of the Ministry of Justice's quarterly
statistics on probation; nobody could hold them against a table of it: unverified."""

YOUNGER_THAN = (18, 21, 25, 30, 40, 50, 60)
"""The age in years that each of `UNDER_18` and the bands but the last is below."""

AGES = (UNDER_18, *AGE_BANDS)
"""Every group of age, the youngest first. Under 18 is no age of adults: a wrong date of birth is not dropped."""


def age_band(born_on: date | None, on: date) -> str:
    """The band of somebody born on a day as old as they are on another: one of `AGES`, or `NOT_RECORDED` (None).

    Whoever was born on 29 February is a year older on 1 March in a year that has no such day.
    """
    if born_on is None:
        return NOT_RECORDED
    age = on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))
    return next((name for name, years in zip(AGES, YOUNGER_THAN, strict=False) if age < years), AGES[-1])


# --- ethnicity --------------------------------------------------------------------------------------------------

ETHNICITIES: dict[str, tuple[str, ...]] = {
    "Asian or Asian British": ("Asian or Asian British", "Asian/Asian British", "Asian, Asian British or Asian Welsh"),
    "Black or Black British": (
        "Black or Black British",
        "Black/African/Caribbean/Black British",
        "Black, African, Caribbean or Black British",
        "Black, Black British, Black Welsh, Caribbean or African",
    ),
    "Mixed": ("Mixed", "Mixed/multiple ethnic groups", "Mixed or multiple ethnic groups"),
    "Other ethnic group": ("Other", "Other ethnic group"),
    "White": ("White",),
}
"""The five groups of the census of England and Wales with the headings under which they are written, in capitals or
not. Source: the list of ethnic groups of the censuses of 2011 and 2021 (ethnicity-facts-figures.service.gov.uk, style
guide; Office for National Statistics, census dictionary); the names of the groups here are those of 2001."""

ETHNICITY_CODES: dict[str, tuple[str, ...]] = {
    "Asian or Asian British": ("A1", "A2", "A3", "A4", "A9"),
    "Black or Black British": ("B1", "B2", "B9"),
    "Mixed": ("M1", "M2", "M3", "M9"),
    "Other ethnic group": ("O1", "O2", "O9"),
    "White": ("W1", "W2", "W3", "W4", "W5", "W9"),
}
"""The codes by which systems of the courts and prisons write what a person said; a letter is a group. Unverified, and
O1 was Chinese before the census of 2011: whoever needs it exactly says it in words."""


def ethnic_group(said: str) -> str:
    """The group of an ethnicity as the person said it: one of `ETHNICITIES`, `OTHER_WORDS` or `NOT_RECORDED` (blank).

    It is written as the heading of a group alone, or before a colon (*White: Irish*), or as a code.
    """
    if not said:
        return NOT_RECORDED
    heading, code = said.partition(":")[0], said
    for group, ways in ETHNICITIES.items():
        if _is_one_of(heading, ways) or code in ETHNICITY_CODES[group]:
            return group
    return OTHER_WORDS


def _is_one_of(said: str, ways: tuple[str, ...]) -> bool:
    return said.lower() in (way.lower() for way in ways)

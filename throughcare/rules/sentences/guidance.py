"""What the Act means for each thing that is asked: a sentence or two, in plain English, to stand beside the field."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Guidance:
    """A text beside a field, with its source and whether anybody read it there."""

    text: str
    source: str
    is_verified: bool


_ORA = "Offender Rehabilitation Act 2014"
_CJA = "Criminal Justice Act 2003"

GUIDANCE: dict[str, Guidance] = {
    "kind": Guidance(
        "Take what the court said. Only prison terms lead to a licence; only those of less than two years that are no "
        "extended sentence lead to supervision after it.",
        f"{_CJA}, sections 244 and 256AA",
        True,
    ),
    "offence_on": Guidance(
        "The day of the offence, not of the sentence, decides whether the Act of 2014 applies: from 1 February 2015 a "
        "short term has a licence and supervision after it, and orders have rehabilitation activity. Where an offence "
        "went on for some days, take the last of them.",
        f"{_ORA}, section 1 and notes 12 and 13 (the last day of several: not read)",
        False,
    ),
    "sentenced_on": Guidance(
        "A sentence counts its first day. Which share of it is served in prison depends on this day.",
        f"{_CJA}, section 244; SI 2024/844",
        True,
    ),
    "length": Guidance(
        "As the court said it. Supervision follows terms of more than one day and less than two years: two years to "
        "the day have none. Below twelve months there was no licence before the Act of 2014.",
        f"{_ORA}, sections 1 and 2, notes 12 to 15",
        True,
    ),
    "age": Guidance(
        "What counts is the age on the last day in custody. Whoever is under 18 by then has no post-sentence "
        "supervision, and below twelve months no licence.",
        f"{_CJA}, sections 243A(1) and 256AA(1)(a)",
        True,
    ),
    "extension": Guidance(
        "The time on licence that an extended sentence adds to its custodial term: one year at least. There is no "
        "post-sentence supervision.",
        f"{_ORA}, section 8, note 8; Sentencing Act 2020, section 281",
        True,
    ),
    "tariff": Guidance(
        "The minimum term, as the court set it, with days on remand already off. No day of release follows from it.",
        f"Crime (Sentences) Act 1997, section 28; {_CJA}, section 269 (not read)",
        False,
    ),
    "remand_days": Guidance(
        "Every day in custody before the sentence for this offence counts as served, once only, and brings the release "
        "and the end forward.",
        f"{_CJA}, section 240ZA",
        True,
    ),
    "tagged_bail_days": Guidance(
        "Days on bail with a tagged curfew of nine hours or more, as the court counted them. Half of them count as "
        "served, rounded up.",
        f"{_CJA}, section 240A, notes 231 and 232 to the Act of 2008",
        True,
    ),
    "release_group": Guidance(
        "Needed for long terms passed since 1 April 2020, and wherever release comes on or after 10 September 2024: "
        "40 per cent, one half or two thirds are served, by the lists in which the offence stands.",
        f"{_CJA}, section 244ZA; SI 2024/844, article 3",
        True,
    ),
    "is_listed_15b": Guidance(
        "It matters to extended sentences of less than ten years passed until 12 April 2015: if the offence is not "
        "listed, release at two thirds is by right.",
        f"{_CJA}, section 246A as first in force, notes 672 to 677 to the Act of 2012",
        True,
    ),
    "operational": Guidance(
        "How long the prison term hangs over the person: six months to two years, three from 22 March 2026.",
        "Sentencing Act 2020, section 288 (the three years: not read)",
        False,
    ),
    "supervision": Guidance(
        "How long the requirements of a suspended sentence hold: six months at least, and no longer than the "
        "operational period.",
        "Sentencing Act 2020, section 288, as the Sentencing Council tells it",
        True,
    ),
    "unpaid_work": Guidance(
        "40 to 300 hours (240 for young people), to work within twelve months; the order lasts until all are done.",
        "Sentencing Act 2020, schedule 9, paragraphs 1 and 2",
        True,
    ),
    "rehabilitation_activity": Guidance(
        "The most days of activity that may be asked: one at least, and the law sets no most. Appointments with the "
        "practitioner are not among them, and the requirement lasts as long as the order.",
        f"{_CJA}, section 200A; rehabilitation activity guidance of 7 February 2019",
        True,
    ),
    "curfew": Guidance(
        "2 to 16 hours a day for up to 12 months; for whoever was convicted from 28 June 2022, up to 20 hours a day, "
        "112 a week, for up to two years.",
        "Sentencing Act 2020, schedule 9, paragraph 9",
        True,
    ),
    "consecutive_to": Guidance(
        "A sentence that follows another is added to it, and both count as one term. Sentences beside each other end "
        "with the longest.",
        f"{_CJA}, sections 263 and 264",
        True,
    ),
    "recall": Guidance(
        "A fixed-term recall lasts 14 days where the sentence is below twelve months, else 28; since 31 March 2026 it "
        "is 56 for adults. A standard recall lasts until the Parole Board directs release. After an extended sentence "
        "there is only the second, and without a licence there is neither.",
        f"{_CJA}, sections 254 to 255C",
        True,
    ),
    "released_on": Guidance(
        "Only to compare: supervision is counted from the release that the Act gives, and not from an earlier one on "
        "home detention curfew.",
        f"{_CJA}, section 256AA(4)",
        True,
    ),
}
"""By the name of the field, or of what is asked."""

"""What the assessments of the demo say: answers and statements put into assessments that the world has already.

No fact is added and none moved: each keeps its day, its level and whoever recorded it, and says more. It is drawn
apart, person by person, so that nothing else of the world depends on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import Any

from throughcare.facts import Fact
from throughcare.facts.fact import YesNo
from throughcare.facts.risk import Assessed, Assessment, Completion, Concern, Register, RoshLevel
from throughcare.rules.rosh.content import Analysis, Safeguarding, Screening, Statement, written
from throughcare.rules.rosh.questions import SCREENING, Answer, RestsOn, Section, Standing

TOLD = 0.4
"""The share of people whose assessments hold what was said; of the others only the outcome is known: assumed."""

_SAYS: dict[Section, Sequence[str]] = {
    Section.NATURE: (
        "Blows and threats in quarrels at home.",
        "Fights with strangers when drunk, twice with injuries.",
        "Threats to take what others carry, by night and in company.",
    ),
    Section.IMMINENCE: (
        "On weekends, after drinking, and soon after a quarrel about money.",
        "Not soon: it would take another loss of work or home.",
        "Whenever they meet those with whom they offended.",
    ),
    Section.RAISES: (
        "Drinking, and nobody at home who would say stop.",
        "Owing money to people who threaten in their turn.",
        "Not sleeping, and leaving off the medicine that was prescribed.",
    ),
    Section.LOWERS: (
        "Work, and a mother who rings when something is wrong.",
        "They keep appointments and ask for help before it is late.",
        "They have moved away, and say that they are glad of it.",
    ),
}
_AT_RISK = {
    Register.DOMESTIC_ABUSE: "A partner or former partner.",
    Register.CHILD: "The children in the household.",
}


def with_content(crn: str, facts: tuple[Fact, ...], *, always: bool = False) -> tuple[Fact, ...]:
    """The same stream, in which assessments hold what was said; of everybody (`always`) or of some."""
    rng = Random(f"assessed {crn}")
    if not always and rng.random() >= TOLD:
        return facts
    concerns = {fact.register: fact for fact in facts if isinstance(fact, Concern) and fact.register is not None}
    return tuple(_told(fact, concerns, rng) if isinstance(fact, Assessed) else fact for fact in facts)


def _told(fact: Assessed, concerns: dict[Register, Concern], rng: Random) -> Assessed:
    if fact.content or fact.status != Completion.COMPLETE:
        return fact
    if fact.assessment == Assessment.SCREENING and fact.full_needed is not None:
        return replace(fact, content=written(_screening(fact, concerns, rng)))
    if fact.assessment == Assessment.FULL:
        by_then = {register: each for register, each in concerns.items() if each.on <= fact.on}
        said: dict[str, Any] = {"content": written(_analysis(by_then, rng)), **_levels(fact, by_then)}
        return replace(fact, **said)
    return fact


def _screening(fact: Assessed, concerns: dict[Register, Concern], rng: Random) -> Screening:
    """Answers that call for a full analysis where it was called for, and for none where it was not."""
    answers = dict.fromkeys(SCREENING, Answer.NO)
    more: dict[str, str] = {}
    if fact.full_needed == YesNo.YES:
        yes = rng.choice(("wounding", "weapon", "assault_others", "high_before"))
        answers[yes] = rng.choice([each for each in SCREENING[yes].answers if each.is_yes])
        for name, register in (("abuse_partner", Register.DOMESTIC_ABUSE), ("children", Register.CHILD)):
            if register in concerns and concerns[register].on <= fact.on:
                answers[name] = Answer.YES
                more[name] = concerns[register].note or "As the agencies told before the sentence."
    return Screening(answers, more)


def _analysis(concerns: dict[Register, Concern], rng: Random) -> Analysis:
    who = [_AT_RISK[register] for register in Register if register in concerns] or ["People whom they meet by chance."]
    statements = [Statement(Section.WHO, each, Standing.OPINION, RestsOn.INTERVIEW) for each in who]
    for section, texts in _SAYS.items():
        source = rng.choice((RestsOn.INTERVIEW, RestsOn.PAPERS, RestsOn.RECORD))
        standing = Standing.FACT if source is RestsOn.PAPERS else Standing.OPINION
        statements.append(Statement(section, rng.choice(texts), standing, source))
    return Analysis(
        tuple(statements),
        _block(concerns.get(Register.DOMESTIC_ABUSE), "A partner or former partner"),
        _block(concerns.get(Register.CHILD), "The children in the household"),
        (RestsOn.INTERVIEW, RestsOn.PAPERS, RestsOn.RECORD),
        "Health services had not answered when this was written." if rng.random() < 0.3 else None,
        {"is_clear": YesNo.YES, "is_supported": YesNo.YES, "says_change": rng.choice((YesNo.YES, YesNo.NO))},
    )


def _block(concern: Concern | None, who: str) -> Safeguarding:
    if concern is None:
        return Safeguarding(YesNo.NO)
    return Safeguarding(YesNo.YES, who, concern.note or "As the agencies told before the sentence.", "Not known")


def _levels(fact: Assessed, concerns: dict[Register, Concern]) -> dict[str, RoshLevel]:
    """The level found stands for whoever is most at risk; whoever else has a lower one, so that it is the highest."""
    if fact.level is None:
        return {}
    lower = RoshLevel.LOW if fact.level in (RoshLevel.LOW, RoshLevel.MEDIUM) else RoshLevel.MEDIUM
    levels = dict.fromkeys(("children_level", "public_level", "known_adult_level"), lower)
    most = "public_level"
    if Register.CHILD in concerns:
        most = "children_level"
    if Register.DOMESTIC_ABUSE in concerns:
        most = "known_adult_level"
    return levels | {most: fact.level, "staff_level": RoshLevel.LOW}

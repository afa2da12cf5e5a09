"""Deciding a full analysis: statements with their standing and source, a level for each group, safeguarding said."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from throughcare.facts.court import Disposal
from throughcare.facts.drafts import Draft
from throughcare.facts.fact import YesNo
from throughcare.facts.risk import Assessed, Assessment, Completion, Register, RoshLevel
from throughcare.facts.words import lower_first, say_days
from throughcare.rules.case import CaseState
from throughcare.rules.case.risk import GROUPS
from throughcare.rules.refusals import Faults
from throughcare.rules.rosh.content import Analysis, Safeguarding, Statement, written
from throughcare.rules.rosh.copied import EarlierWords
from throughcare.rules.rosh.questions import GROUP_WORDS, NEEDED, QUALITY, RestsOn, Section, Standing
from throughcare.rules.rosh.screening import concern_drafts

LEVELS = tuple(RoshLevel)
"""Lowest first: the overall level is the highest of any group. Source: Offender Assessment System, summary of RoSH."""


@dataclass(frozen=True, slots=True)
class TypedStatement:
    """A statement as it stands in the form, under the name of its row.

    One that arrived filled says where it is from (`origin`), and is part of the analysis only where whoever assesses
    confirmed it; `is_changed`: other words stand there now than arrived.
    """

    row: str
    section: Section
    text: str | None
    standing: Standing | None = None
    source: RestsOn | None = None
    origin: str | None = None
    is_confirmed: bool = False
    is_changed: bool = False

    @property
    def counts(self) -> bool:
        """Whether it is part of the analysis as it stands."""
        return bool(self.text) and (self.origin is None or self.is_confirmed)


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedAnalysis:
    """A full analysis as it stands in the form."""

    statements: Sequence[TypedStatement] = ()
    levels: Mapping[str, RoshLevel] = field(default_factory=dict)
    safeguarding: Mapping[str, Safeguarding] = field(default_factory=dict)
    sources: tuple[RestsOn, ...] = ()
    not_available: str | None = None
    quality: Mapping[str, YesNo] = field(default_factory=dict)
    old_words_hold: bool = False


SAFEGUARDING: Mapping[str, tuple[str, Register]] = {
    "abuse": ("Domestic abuse", Register.DOMESTIC_ABUSE),
    "child": ("A child in danger from this person", Register.CHILD),
}
"""The two blocks of safeguarding: title, and the concern that a yes puts on the record."""


def groups_asked(case: CaseState) -> tuple[str, ...]:
    """The groups that each need a level: prisoners only while the person is in custody, whoever else always."""
    in_custody = any(
        order.disposal is Disposal.IMMEDIATE_CUSTODY and order.released_on is None for order in case.open_orders
    )
    return GROUPS if in_custody else tuple(group for group in GROUPS if group != "prisoners")


def overall(levels: Collection[RoshLevel]) -> RoshLevel | None:
    """The highest of these levels; None where there is none."""
    return max(levels, key=LEVELS.index, default=None)


def decide_full(
    case: CaseState, said: TypedAnalysis, *, earlier: EarlierWords, officer: str, today: date
) -> list[Draft]:
    """The full analysis, completed by `officer` (code). `earlier` is what was said before. Raises `NotRecorded`.

    What arrived filled and was not confirmed is left out. Words of an earlier assessment are taken only where whoever
    signs says that they still hold.
    """
    faults = Faults()
    statements = tuple(_statements(said, faults))
    levels = _levels(case, said, faults)
    blocks = {name: _safeguarding(name, said.safeguarding.get(name, Safeguarding()), faults) for name in SAFEGUARDING}
    if not said.sources:
        faults.add("sources", "Say what the analysis rests on: choose at least one source.")
    not_available = faults.note("not_available", said.not_available)
    _check_old_words(said, earlier, faults)
    faults.check()
    quality = {name: said.quality[name] for name in QUALITY if name in said.quality}
    kept = Analysis(statements, blocks["abuse"], blocks["child"], said.sources, not_available, quality)
    payload = {
        "assessment": Assessment.FULL,
        "status": Completion.COMPLETE,
        "level": overall(levels.values()),
        "assessor": officer,
        "content": written(kept),
        **{f"{group}_level": level for group, level in levels.items()},
    }
    return [Draft(kind=Assessed, on=today, payload=payload), *concern_drafts(case, _told(blocks), today)]


def _statements(said: TypedAnalysis, faults: Faults) -> list[Statement]:
    """The statements that count, as they are kept; every gap is named at its row."""
    kept = []
    for each in said.statements:
        if each.text and not each.counts and each.is_changed:
            faults.add(f"{each.row}_text", "You changed these words: tick that this holds, or clear them.")
        if not each.counts:
            continue
        text = faults.note(f"{each.row}_text", each.text)
        if each.standing is None:
            faults.add(f"{each.row}_standing", "Say whether this is a fact, an opinion or an allegation.")
        if each.source is None:
            faults.add(f"{each.row}_source", "Say where this comes from.")
        kept.append(Statement(each.section, text or "", each.standing, each.source, each.origin))
    have = {each.section for each in kept}
    for section in NEEDED:
        if section not in have:
            faults.add(_first_row(said, section), _ask_for(section))
    return kept


def _first_row(said: TypedAnalysis, section: Section) -> str:
    """The row at which a missing section is told."""
    return next((f"{each.row}_text" for each in said.statements if each.section is section), "")


_NOTHING_IS_SAID = {
    Section.WHO: "name people by their relation to the person where there is a victim; if nobody, say why.",
    Section.NATURE: "say what might be done to them.",
    Section.IMMINENCE: "say how soon, and what would bring it about.",
    Section.RAISES: "say at least one thing.",
    Section.LOWERS: "say at least one thing; if nothing is known that does, say so.",
}


def _ask_for(section: Section) -> str:
    arrived = "Nothing is said here yet, or what arrived filled is not ticked"
    return f"“{section.label}”: {_NOTHING_IS_SAID[section]} {arrived}."


def _levels(case: CaseState, said: TypedAnalysis, faults: Faults) -> dict[str, RoshLevel]:
    levels = {}
    for group in groups_asked(case):
        level = said.levels.get(group)
        if level is None:
            faults.add(f"{group}_level", f"Choose a level for {lower_first(GROUP_WORDS[group])}.")
        else:
            levels[group] = level
    return levels


def _safeguarding(name: str, said: Safeguarding, faults: Faults) -> Safeguarding:
    """Whether there is abuse or danger; who, what and since when where there is. *Not known* says what is missing."""
    who = faults.line(f"{name}_who", said.who)
    what = faults.note(f"{name}_what", said.what)
    since = faults.line(f"{name}_since", said.since)
    if said.answer is YesNo.YES:
        for part, value in (("who", who), ("what", what), ("since", since)):
            if value is None:
                faults.add(f"{name}_{part}", _ASK_OF_A_YES[part])
    elif said.answer is None and what is None:
        faults.add(f"{name}_what", "Nobody knows whether there is: say what was tried to find out.")
    return Safeguarding(said.answer, who, what, since)


_ASK_OF_A_YES = {
    "who": "Say who is at risk.",
    "what": "Say what was done or is feared.",
    "since": "Say since when; if that is not known, say so.",
}


def _told(blocks: Mapping[str, Safeguarding]) -> dict[Register, str]:
    return {
        register: f"{blocks[name].who}. {blocks[name].what} Since: {blocks[name].since}."
        for name, (_, register) in SAFEGUARDING.items()
        if blocks[name].answer is YesNo.YES
    }


def _check_old_words(said: TypedAnalysis, earlier: EarlierWords, faults: Faults) -> None:
    """Old words are no fresh look, unless somebody says that they hold; what arrived filled was ticked one by one."""
    found = [earlier.copied(each.text or "") for each in said.statements if each.counts and each.origin is None]
    days = sorted({on for copied in found for on in copied.days})
    if days and not said.old_words_hold:
        faults.add(
            "old_words",
            f"The same words as on {say_days(days)} stand in what was typed: they are marked below. Write them anew, "
            "or tick that they still hold today.",
        )

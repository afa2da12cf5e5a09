"""The words of a person's duties, stage by stage, and of the explanation of one of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from throughcare.facts import Fact
from throughcare.facts.words import lower_first, say_day, say_kind
from throughcare.records.queries.person import Names
from throughcare.records.queries.timeline import STAGES
from throughcare.rules.tasks import duty_of, rule_of, say_early, say_lateness
from throughcare.standards.explanations import explain
from throughcare.standards.language import AnyStandard, Sureness
from throughcare.standards.obligations import Obligation, Outcome, Owed, outcome_of
from throughcare.web.design.people_words import Flag
from throughcare.web.people.fact_words import FactWords, short_words, words_of
from throughcare.web.people.header import address
from throughcare.web.people.moment import Moment
from throughcare.web.people.opening import Opened
from throughcare.web.people.standards import SURE, by_name, is_by_contract, is_voidable, pack_titles, stage_of_standard

OUTCOMES = {
    Outcome.MET: Flag("Met", "calm"),
    Outcome.LATE: Flag("Late", "warn"),
    Outcome.MISSED: Flag("Missed", "danger"),
    Outcome.PENDING: Flag("Not due yet", "past"),
    Outcome.VOID: Flag("Void", "past"),
}
"""How a duty stands, in words with a colour."""
NOT_OWED = Flag("Not owed", "past")
NOT_KNOWN = Flag("Not known whether it is owed", "warn")


@dataclass(frozen=True, slots=True)
class Reading:
    """One standard's reading of a duty: how it stands, its days, and where it is explained."""

    flag: Flag
    days: str
    href: str
    title: str


@dataclass(frozen=True, slots=True)
class DutyLine:
    """One duty as the clocks read it: by the inspection or by ourselves, and by the contract."""

    title: str
    opened: str
    inspection: tuple[Reading, ...]
    contract: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Stage:
    """The duties of one stage of a case."""

    words: str
    lines: tuple[DutyLine, ...]


@dataclass(frozen=True, slots=True)
class DutyPage:
    """One duty explained: the sentences, the standard's own words, and the facts that opened and settled it."""

    title: str
    question: str
    flag: Flag
    days: str
    sentences: tuple[str, ...]
    facts: tuple[tuple[str, FactWords], ...]
    standard: tuple[tuple[str, str], ...]
    not_verified: str


# --- all duties ---------------------------------------------------------------------------------------------------


def stages_of(opened: Opened, duties: Sequence[Obligation], facts: Sequence[Fact], moment: Moment) -> list[Stage]:
    """Every duty by stage; the readings of one duty by several clocks stand in one line."""
    by_number = {fact.number: fact for fact in facts}
    stages: dict[str, list[DutyLine]] = {stage: [] for stage in STAGES}
    for readings in _lines(duties, by_number):
        stage = stage_of_standard(by_name()[readings[0].standard])
        stages[stage].append(_line(opened, readings, by_number, moment))
    return [Stage(stage.capitalize(), tuple(lines)) for stage, lines in stages.items() if lines]


def _lines(duties: Sequence[Obligation], by_number: Mapping[int, Fact]) -> list[list[Obligation]]:
    """Duties in lines: beside each, the contract's readings of the same duty.

    Those of the same order belong together. What a contract counts from an appointment names no order: it belongs to
    the duty that opened last before it.
    """
    lines = [[duty] for duty in duties if not is_by_contract(duty.standard)]
    for duty in duties:
        if is_by_contract(duty.standard):
            order = _order_of(duty, by_number)
            fits = [line for line in lines if _is_read_by(line, duty, order, by_number)]
            if fits:
                fits[-1].append(duty)
            else:
                lines.append([duty])
    return lines


def _order_of(duty: Obligation, by_number: Mapping[int, Fact]) -> str | None:
    return getattr(by_number.get(duty.opened_by), "order", None)


def _is_read_by(line: list[Obligation], duty: Obligation, order: str | None, by_number: Mapping[int, Fact]) -> bool:
    """Whether a contract's reading belongs to a line, which has no such reading yet."""
    first = line[0]
    if duty_of(first.standard) != duty_of(duty.standard) or duty.standard in {each.standard for each in line}:
        return False
    return order in (None, _order_of(first, by_number)) and first.opened <= duty.opened


def _line(opened: Opened, readings: list[Obligation], by_number: Mapping[int, Fact], moment: Moment) -> DutyLine:
    first = min(readings, key=lambda each: is_by_contract(each.standard))
    fact = by_number.get(first.opened_by)
    what = f" · {lower_first(short_words(fact))}" if fact else ""
    told = [(is_by_contract(each.standard), _reading(opened, each, moment)) for each in readings]
    return DutyLine(
        title=rule_of(first.standard).short,
        opened=f"{say_day(first.opened)}{what}",
        inspection=tuple(reading for by_contract, reading in told if not by_contract),
        contract=tuple(reading for by_contract, reading in told if by_contract),
    )


def _reading(opened: Opened, duty: Obligation, moment: Moment) -> Reading:
    pack, _, standard = duty.standard.rpartition("/")
    return Reading(
        flag=flag_of(duty, moment.on),
        days=say_days_of(duty, moment.on),
        href=address("duty", opened, duty.opened_by, pack, standard, **moment.query),
        title=rule_of(duty.standard).short,
    )


def flag_of(duty: Obligation, on: date) -> Flag:
    """How a duty stands on a day."""
    return flag_for(duty.owed, outcome_of(duty, on))


def flag_for(owed: Owed, outcome: Outcome) -> Flag:
    """How a duty stands. One that is not owed has no outcome; unknown is neither *owed* nor *not owed*."""
    if owed is Owed.YES:
        return OUTCOMES[outcome]
    return NOT_OWED if owed is Owed.NO else NOT_KNOWN


def say_days_of(duty: Obligation, on: date) -> str:
    """The days of a duty in one line: due, and what became of it by then."""
    if duty.owed is Owed.NO:
        return f"by what was known on {say_day(duty.opened)}"
    days = _days_if_owed(duty, on)
    return days if duty.owed is Owed.YES else f"if it is: {lower_first(OUTCOMES[outcome_of(duty, on)].words)}, {days}"


def _days_if_owed(duty: Obligation, on: date) -> str:
    if duty.due is None:
        return "what had to hold, held" if duty.met else "what had to hold, did not"
    due = f"due {say_day(duty.due)}"
    match outcome_of(duty, on):
        case Outcome.MET | Outcome.LATE:
            assert duty.met is not None
            return f"{due}, settled on {say_day(duty.met)}, {say_early(duty.met, duty.due)}"
        case Outcome.VOID:
            closed = "it was closed" if is_voidable(duty.standard) else "the order ended"
            return f"{due}, but {closed}{f' on {say_day(duty.ended)}' if duty.ended else ''}"
        case Outcome.MISSED:
            return f"{due}, {say_lateness(duty.due, on)} and not settled"
        case _:
            lateness = say_lateness(duty.due, on)
            return f"{lateness} ({say_day(duty.due)})"


# --- one duty -----------------------------------------------------------------------------------------------------


def duty_page_of(duty: Obligation, facts: Sequence[Fact], names: Names, on: date) -> DutyPage:
    """One duty explained from facts that were cut and put in order. Raises `LookupError`: see `explain`."""
    standard = by_name()[duty.standard]
    explained = explain(standard, duty, facts, as_of=on, organisations=names.organisations)
    kinds = {fact.number: fact.kind for fact in facts}
    return DutyPage(
        title=rule_of(duty.standard).short,
        question=standard.about.title,
        flag=flag_of(duty, on),
        days=say_days_of(duty, on),
        sentences=tuple(_named(sentence, names, kinds) for sentence in explained.sentences),
        facts=tuple(_facts(duty, facts, names)),
        standard=tuple(_about(standard)),
        not_verified=SURE[Sureness.UNVERIFIED] if standard.about.sureness is Sureness.UNVERIFIED else "",
    )


_CODE = re.compile(r"\b(officer|provider|team|assessor) (\S+?)(?=[,;.)]*(?:\s|$))")
_BARE_NUMBER = re.compile(r"\bby fact ([0-9]+) of ")


def _named(sentence: str, names: Names, kinds: Mapping[int, str]) -> str:
    """A sentence with names for codes, and with what a fact was where it is named by its number alone."""

    def name(match: re.Match[str]) -> str:
        field, code = match[1], match[2]
        if field == "provider":
            return f"{field} {names.of_organisation(code)}"
        return f"{field} {names.of_team(code) if field == 'team' else names.of_staff(code)}"

    def kind(match: re.Match[str]) -> str:
        number = int(match[1])
        return f"by “{say_kind(kinds[number])}” (fact {number}) of " if number in kinds else match[0]

    for code, of_code in names.organisations.items():
        sentence = sentence.replace(f"{code} ({of_code})", of_code)
    return _BARE_NUMBER.sub(kind, _CODE.sub(name, sentence))


def _facts(duty: Obligation, facts: Sequence[Fact], names: Names) -> Iterable[tuple[str, FactWords]]:
    by_number = {fact.number: fact for fact in facts}
    is_gate = duty.due is None
    if duty.opened_by in by_number:
        yield "What it was asked at" if is_gate else "What opened it", words_of(by_number[duty.opened_by], names)
    if not is_gate and duty.met_by in by_number:
        yield "What settled it", words_of(by_number[duty.met_by], names)


def _about(standard: AnyStandard) -> Iterable[tuple[str, str]]:
    about = standard.about
    yield "The standard", about.words
    yield "Why it matters", about.why
    yield "Source", about.source
    yield "How sure the limit is", SURE[about.sureness]
    yield "What it counts", f"That it was {about.counts}. {about.gaming}"
    yield "Read by", f"{pack_titles()[standard.pack]} ({standard.name})"

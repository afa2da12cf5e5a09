"""What the formulas were told of people in the demo, and the scores that it gave, by the rule that records them all.

It is drawn apart, person by person, so that nothing else of the world depends on it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any, get_args, get_type_hints

from throughcare.calendar import london_day
from throughcare.exchange.scores.offence_tables import offences
from throughcare.facts import Fact
from throughcare.facts.court import Disposal, OffenceGroup, Sentenced
from throughcare.facts.identity import Identified
from throughcare.facts.outcome import Ended
from throughcare.facts.resettlement import Released
from throughcare.facts.risk import Assessed
from throughcare.facts.scores import AnswerSource
from throughcare.facts.stream import in_order
from throughcare.rules.refusals import NotRecorded
from throughcare.rules.scores.answers import Answers, Relationship, Section, Supervision, years_between
from throughcare.rules.scores.history import YOUNGEST
from throughcare.rules.scores.on_record import FROM_IDENTITY, OnRecord, on_record
from throughcare.rules.scores.questions import QUESTIONS
from throughcare.rules.scores.scoring import decide_answers

ASKED = 0.5
"""The share of people under an order for whom the formulas were asked: assumed."""
LEFT_OPEN = 0.15
"""The share of interviews in which one answer stayed open: assumed."""
CODES: Mapping[str, str] = {
    OffenceGroup.VIOLENCE: "10500",
    OffenceGroup.BURGLARY: "02801",
    OffenceGroup.THEFT: "04600",
    OffenceGroup.FRAUD: "05310",
    OffenceGroup.DRUGS: "09250",
    OffenceGroup.CRIMINAL_DAMAGE: "14900",
    OffenceGroup.PUBLIC_ORDER: "12500",
    OffenceGroup.MOTORING: "80300",
}
"""A code of each group, as a nation has it. What needs the counts of sexual sanctions is not made up here."""
_AT_AN_INTERVIEW = (Section.OFFENCE, Section.LIFE, Section.DRINK_AND_DRUGS, Section.THINKING)


def with_scores(crn: str, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """A stream that goes on with answers and scores, for some of those who are under an order now."""
    rng = Random(f"score {crn}")
    ordered = in_order(facts)
    sentence = _sentence_that_runs(ordered)
    if not facts or sentence is None or rng.random() >= ASKED:
        return facts
    record = on_record(ordered)
    known = _of_the_record(sentence, record, ordered, rng)
    if known is None:
        return facts
    told = _going_on(facts, known, AnswerSource.POLICE_RECORD)
    if any(isinstance(fact, Assessed) for fact in facts):
        told = _going_on(told, _of_an_interview(rng), AnswerSource.INTERVIEW)
    return told


def _sentence_that_runs(facts: Sequence[Fact]) -> Sentenced | None:
    ended = {fact.order for fact in facts if isinstance(fact, Ended)}
    running = [fact for fact in facts if isinstance(fact, Sentenced) and fact.order not in ended]
    return running[-1] if running else None


def _of_the_record(sentence: Sentenced, record: OnRecord, facts: Sequence[Fact], rng: Random) -> dict[str, Any] | None:
    """What the police record and the court papers tell; None where it cannot be made up."""
    born = next((fact.born_on for fact in reversed(facts) if isinstance(fact, Identified) and fact.born_on), None)
    code = CODES.get(sentence.offence or "")
    if born is None or code is None or any(name not in record.said for name in FROM_IDENTITY):
        return None
    released = [fact.on for fact in facts if isinstance(fact, Released) and fact.order == sentence.order]
    if sentence.disposal is Disposal.IMMEDIATE_CUSTODY and not released:
        return None
    age = years_between(born, sentence.on)
    first = rng.randint(min(age, YOUNGEST + 3), min(age, 30))
    total = 1 if first == age else 2 + min(40, int(rng.expovariate(0.2)))
    return {
        "date_of_current_conviction": sentence.on,
        "date_at_start_of_followup": released[-1] if released else sentence.on,
        "current_offence_code": code,
        "total_number_of_sanctions_for_all_offences": total,
        "total_number_of_violent_sanctions": rng.randint(0, total // 2),
        "age_at_first_sanction": first,
        "supervision_status": Supervision.COMMUNITY,
        "most_recent_offence_date": sentence.on - timedelta(days=rng.randint(20, 200)),
        "has_ever_committed_sexual_offence": False,
        "is_current_offence_sexually_motivated": False,
    }


def _of_an_interview(rng: Random) -> dict[str, Any]:
    """What the person told: the gravest answers are the rarest."""
    hints = get_type_hints(Answers)
    names = [name for name, asked in QUESTIONS.items() if asked.section in _AT_AN_INTERVIEW]
    told = {name: _told(name, hints[name], rng) for name in names}
    if rng.random() < LEFT_OPEN:
        del told[rng.choice(names)]
    return told


def _told(name: str, hint: Any, rng: Random) -> Any:
    kind = next(each for each in get_args(hint) if each is not type(None))
    if name == "previous_convictions":
        return ()
    if kind is bool:
        return rng.random() < 0.2
    if kind is Relationship:
        return rng.choice(list(Relationship))
    members = list(kind)
    return rng.choices(members, [5, 3, 1][: len(members)])[0]


def _going_on(facts: tuple[Fact, ...], known: Mapping[str, Any], source: AnswerSource) -> tuple[Fact, ...]:
    """The stream with what was told, by whoever wrote in it last and at that time."""
    last = facts[-1]
    if last.recorded_at is None or last.by is None:
        return facts
    today: date = london_day(last.recorded_at)
    record = on_record(in_order(facts))
    try:
        drafts = decide_answers(record, known, source=source, officer=last.by.staff, offences=offences(), today=today)
    except NotRecorded:
        return facts
    new = tuple(
        draft.as_fact(person=last.person, number=last.number + place, recorded_at=last.recorded_at, by=last.by)
        for place, draft in enumerate(drafts, start=1)
    )
    return (*facts, *new)

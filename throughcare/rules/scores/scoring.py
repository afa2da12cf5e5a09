"""All scores that a person's answers give, and what of it is new enough to be written down."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from throughcare.facts.drafts import Draft
from throughcare.facts.scores import (
    AnswerSource,
    CorrectionAsked,
    CorrectionDecided,
    CorrectionReply,
    ScoreAnswered,
)
from throughcare.facts.scores import Scored as ScoredFact
from throughcare.rules.refusals import Faults
from throughcare.rules.scores.answers import Answers
from throughcare.rules.scores.csrp import score_csrp
from throughcare.rules.scores.history import is_code
from throughcare.rules.scores.offences import Offences
from throughcare.rules.scores.ogp import score_ogp
from throughcare.rules.scores.ogrs3 import score_ogrs3
from throughcare.rules.scores.on_record import OnRecord, PastScore, text_of
from throughcare.rules.scores.ovp import score_ovp
from throughcare.rules.scores.pni import PniDecision, PniScores, decide_pni
from throughcare.rules.scores.questions import QUESTIONS, say_question
from throughcare.rules.scores.rsr import score_rsr
from throughcare.rules.scores.scored import Formula, Kind, Scored, Trouble
from throughcare.rules.scores.second import score_second

SHOWN = (Formula.RSR, Formula.OGRS3, Formula.OVP, Formula.OGP, Formula.CSRP, Formula.ARP, Formula.VRP)
"""The scores of a person's page, in their order; the parts of RSR and CSRP stand within them."""
_WRONG_ANYWAY = {
    Trouble.MISSING,
    Trouble.MISSING_DYNAMIC,
    Trouble.PART,
    Trouble.FOLLOWUP_NEEDED,
    Trouble.SEXUAL_COUNTS_MISSING,
    Trouble.DRUGS_WITHOUT_MOTIVATION,
    Trouble.AGE_OUT_OF_RANGE,
}
"""What keeps a score back without being wrong: it is not known yet, or the formula is not for this person."""


def scores_of(answers: Answers, offences: Offences, *, on: date) -> dict[Formula, Scored]:
    """Every score of a person's page, given or not, as of a day."""
    ogrs3 = score_ogrs3(answers, offences)
    found = {
        Formula.OGRS3: ogrs3,
        Formula.OVP: score_ovp(answers),
        Formula.OGP: score_ogp(answers, _whole(ogrs3.figures["two_year"])),
        Formula.RSR: score_rsr(answers, offences, assessed_on=on),
        Formula.CSRP: score_csrp(answers, offences, assessed_on=on),
        Formula.ARP: score_second(Formula.ARP, answers, offences, assessed_on=on),
        Formula.VRP: score_second(Formula.VRP, answers, offences, assessed_on=on),
    }
    return {formula: found[formula] for formula in SHOWN}


def programme_needs(answers: Answers, scores: Mapping[Formula, Scored]) -> PniDecision:
    """The programme that is advised, by the person's answers and the scores that were made of them."""
    ogrs3, ovp, rsr = (scores[formula] for formula in (Formula.OGRS3, Formula.OVP, Formula.RSR))
    bands = {part.formula: part.band for part in rsr.parts} if rsr.is_given else {}
    found = PniScores(
        ogrs3_two_year=_whole(ogrs3.figures["two_year"]),
        ovp_two_year=_whole(ovp.figures["two_year"]),
        ospdc=bands.get(Formula.OSPDC),
        ospiic=bands.get(Formula.OSPIIC),
        rsr=rsr.figures["score"],
    )
    return decide_pni(answers, found)


def _whole(figure: float | None) -> int | None:
    return None if figure is None else int(figure)


def decide_answers(
    record: OnRecord,
    typed: Mapping[str, Any],
    *,
    source: AnswerSource | None,
    officer: str | None,
    offences: Offences,
    today: date,
    note: str | None = None,
) -> list[Draft]:
    """Answers that are new or changed go on the record with their source, and with every score that they change.

    `typed` holds the answers as they ought to stand; None there says that one is not known any more. What fits together
    with nothing is refused. Raises `NotRecorded`.
    """
    faults = Faults()
    before = {name: said.value for name, said in record.said.items()}
    changed = {name: value for name, value in typed.items() if name in QUESTIONS and value != before.get(name)}
    if not changed:
        faults.add("", "Nothing is different from what is on the record: there is nothing to record.")
    if source is None:
        faults.add("source", "Say where these answers come from.")
    kept = faults.note("note", note)
    answers = Answers(**{name: value for name, value in {**before, **changed}.items() if value is not None})
    _judge(faults, answers, offences, today)
    faults.check()
    told = Draft(
        kind=ScoreAnswered,
        on=today,
        payload={"answers": text_of(changed), "source": source, "officer": officer},
        note=kept,
    )
    return [told, *new_scores(record.past, answers, offences, today=today)]


def _judge(faults: Faults, answers: Answers, offences: Offences, today: date) -> None:
    """What is wrong with the answers, told once for each question."""
    told: set[tuple[str, str]] = set()
    code = answers.current_offence_code
    if code is not None and not is_code(code):
        told.add(("current_offence_code", Trouble.CODE_FORMAT.label))
        faults.add("current_offence_code", f"{Trouble.CODE_FORMAT.label}, and not “{code[:20]}”.")
    for name, day in (
        ("date_of_current_conviction", answers.date_of_current_conviction),
        ("date_of_birth", answers.date_of_birth),
        ("most_recent_offence_date", answers.most_recent_offence_date),
    ):
        if day is not None and day > today:
            faults.add(name, f"{say_question(name)} cannot be a day to come.")
    for scored in scores_of(answers, offences, on=today).values():
        for each in (scored, *scored.parts):
            for problem in each.problems:
                key = (problem.fields[-1] if problem.fields else "", problem.message)
                if problem.trouble in _WRONG_ANYWAY or key in told or key[0] not in QUESTIONS:
                    continue
                told.add(key)
                faults.add(key[0], f"{problem.message}.")


def new_scores(past: Sequence[PastScore], answers: Answers, offences: Offences, *, today: date) -> list[Draft]:
    """The scores that are given now and are not what was written down last, each as a fact."""
    latest = {each.formula: each for each in past}
    drafts = []
    for formula, scored in scores_of(answers, offences, on=today).items():
        if not scored.is_given:
            continue
        payload = payload_of_score(scored)
        before = latest.get(formula.value)
        if before is None or _as_before(before, payload):
            drafts.append(Draft(kind=ScoredFact, on=today, payload=payload))
    return drafts


def _as_before(before: PastScore, payload: Mapping[str, Any]) -> bool:
    now = (payload["form"], json.loads(payload["figures"]), payload["band"], payload["version"])
    return (before.form, dict(before.figures), before.band, before.version) != now


def payload_of_score(scored: Scored) -> dict[str, Any]:
    """A score as its fact keeps it. The form is that of the part that knows two."""
    return {
        "formula": scored.formula.value,
        "form": form_of(scored),
        "figures": json.dumps({name: figure for name, figure in scored.figures.items() if figure is not None}),
        "band": scored.band.value if scored.band else "",
        "version": f"{scored.model_version}, bands {scored.thresholds_version}",
    }


def form_of(scored: Scored) -> str:
    """Static or dynamic: of a sum, that of the part that has two forms."""
    kinds = [part.kind for part in scored.parts] or [scored.kind]
    return Kind.DYNAMIC.value if Kind.DYNAMIC in kinds else Kind.STATIC.value


def decide_correction_asked(
    record: OnRecord, *, question: str | None, says: str | None, thread: str, today: date
) -> list[Draft]:
    """The person says that an answer is wrong. Raises `NotRecorded`."""
    faults = Faults()
    if question not in record.said:
        faults.add("question", "Choose the answer that they say is wrong: one that is on the record.")
    if any(each.question == question for each in record.open_corrections):
        faults.add("question", "They asked for this already, and nobody has decided yet: decide that first.")
    words = faults.note("says", says, needed="Say in the person's words what is right.", in_words=True)
    faults.check()
    return [Draft(kind=CorrectionAsked, on=today, payload={"question": question}, thread=thread, note=words)]


def decide_correction(
    record: OnRecord,
    *,
    thread: str,
    reply: CorrectionReply | None,
    reason: str | None,
    officer: str | None,
    today: date,
) -> list[Draft]:
    """What became of a correction. It is put right first, or refused with a reason. Raises `NotRecorded`."""
    faults = Faults()
    asked = next((each for each in record.open_corrections if each.thread == thread), None)
    if asked is None:
        faults.add("", "This is not open any more: somebody has decided it.")
    if reply is None:
        faults.add("reply", "Say whether it was put right.")
    said = record.said.get(asked.question) if asked else None
    if reply is CorrectionReply.AGREED and asked is not None and said is not None and said.number < asked.number:
        faults.add("reply", "The answer still stands as it was: put it right first, then say so here.")
    needed = "Say why it is not changed: the person can read it." if reply is CorrectionReply.REFUSED else None
    words = faults.note("reason", reason, needed=needed, in_words=reply is CorrectionReply.REFUSED)
    faults.check()
    payload = {"reply": reply, "officer": officer}
    return [Draft(kind=CorrectionDecided, on=today, payload=payload, thread=thread, note=words)]

"""The work on a question: what a worker does between taking it and the answer."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from throughcare.actions.questions import (
    KILLED,
    Stopped,
    fail_question,
    finish_question,
    rest_on,
    take_question,
    tell_progress,
)
from throughcare.exchange.column_store import StoreFault
from throughcare.exchange.counted_at_once import what_if_at_once
from throughcare.exchange.fact_files import FactFileFault
from throughcare.exchange.facts_at_hand import FactsAtHand, NoFacts, facts_of_store
from throughcare.exchange.packs import read_pack
from throughcare.exchange.question_files import movers_path, movers_writer
from throughcare.exchange.whole_files import CouldNotWrite
from throughcare.facts.stream import NoRecordingTime
from throughcare.measures.as_known import count_as_known, count_delays, delays_by, difference_in_words
from throughcare.measures.questions import Asked, asked_of
from throughcare.measures.side_by_side import as_rows
from throughcare.measures.what_if import cannot_say
from throughcare.records.models import Question
from throughcare.records.models.questions import Sort
from throughcare.records.queries.questions import basis_of, left_out_for
from throughcare.standards.changes import ChangeFault
from throughcare.standards.text_nodes import PackFault

BETWEEN = timedelta(seconds=0.5)
"""Progress is written no more often: a page is looked at once a second. The number is ours."""

EXPECTED = (NoFacts, StoreFault, FactFileFault, NoRecordingTime, ChangeFault, PackFault, CouldNotWrite)
WENT_WRONG = "Something went wrong with the program itself while this was counted; whoever runs it finds it in the log."

Clock = Callable[[], datetime]


def answer_next(*, folder: Path, clock: Clock) -> Question | None:
    """Take the question that waits longest and answer it. Returns it, or None where nobody waits.

    `folder` is the column store; `clock` says what time it really is. What goes wrong is kept with the question; an
    interruption (Ctrl-C, a signal) marks it as stopped and goes on.
    """
    question = take_question(heard=clock())
    if question is None:
        return None
    try:
        result = _ANSWERS[Sort(question.sort)](question, folder, clock)
        finish_question(question, result, heard=clock())
    except Stopped:
        _forget(question, folder)
    except EXPECTED as error:
        _forget(question, folder)
        fail_question(question, _sentence(error), heard=clock())
    except Exception:
        logging.getLogger(__name__).exception("question %s", question.name)
        _forget(question, folder)
        fail_question(question, WENT_WRONG, heard=clock())
    except BaseException:
        _forget(question, folder)
        fail_question(question, KILLED, heard=clock())
        raise
    return question


def _sentence(error: Exception) -> str:
    """What an expected error says, as a sentence or several."""
    text = " ".join(str(error).split())
    return text[:1].upper() + text[1:]


def _forget(question: Question, folder: Path) -> None:
    with suppress(OSError):
        movers_path(folder, question.name).unlink(missing_ok=True)


class _Teller:
    """Hears of rows read, and lets whoever asked know every now and then."""

    def __init__(self, question: Question, clock: Clock) -> None:
        self.question, self.clock, self.last = question, clock, clock()

    def __call__(self, done: int, total: int, what: str) -> None:  # noqa: ARG002 - the page says what
        at = self.clock()
        if at - self.last >= BETWEEN or done == total:
            self.last = at
            tell_progress(self.question, done, total, heard=at)


def _begin(question: Question, folder: Path) -> tuple[Asked, FactsAtHand, frozenset[str]]:
    """What is asked, the facts, and whom no figure may count: as of now, and kept with the question."""
    viewer = question.asked_by.viewer
    left_out = left_out_for(viewer)
    rest_on(question, basis_of(viewer, left_out))
    return asked_of(question.asked), facts_of_store(folder), left_out


def _what_if(question: Question, folder: Path, clock: Clock) -> dict[str, Any]:
    asked, facts, left_out = _begin(question, folder)
    what_if = asked.what_if(read_pack(asked.pack))
    told = _Teller(question, clock)
    with movers_writer(movers_path(folder, question.name)) as writer:
        tables = facts.tables(what_if.standards, as_of=asked.as_of, told=told)
        counted = what_if_at_once(
            what_if, tables, as_of=asked.as_of, period=asked.period, without=left_out, keep=writer.keep
        )
        tell_progress(question, 1, 1, heard=clock())  # a last look before the list gets its name
    notes = cannot_say(counted, what_if)
    return as_rows(counted) | {"notes": notes, "facts_as_of": facts.as_of.isoformat(), "kept": dict(what_if.kept)}


def _as_known(question: Question, folder: Path, clock: Clock) -> dict[str, Any]:
    asked, facts, left_out = _begin(question, folder)
    standards = asked.standards(read_pack(asked.pack))
    known_on = asked.known_on or asked.as_of
    then = facts.tables(standards, as_of=asked.as_of, known_on=known_on, told=_Teller(question, clock))
    now = facts.tables(standards, as_of=asked.as_of)
    counted = count_as_known(standards, then, now, as_of=asked.as_of, period=asked.period, without=left_out)
    words = difference_in_words(counted, as_of=asked.as_of, known_on=known_on)
    return as_rows(counted) | {"words": words, "facts_as_of": facts.as_of.isoformat()}


def _delay(question: Question, folder: Path, clock: Clock) -> dict[str, Any]:
    asked, facts, left_out = _begin(question, folder)
    tables = facts.tables(None, as_of=asked.as_of, told=_Teller(question, clock))
    waited = count_delays(tables, period=asked.period, without=left_out)
    return {**delays_by(waited), "facts_as_of": facts.as_of.isoformat()}


_ANSWERS: dict[Sort, Callable[[Question, Path, Clock], dict[str, Any]]] = {
    Sort.WHAT_IF: _what_if,
    Sort.AS_KNOWN: _as_known,
    Sort.DELAY: _delay,
}

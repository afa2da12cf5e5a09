"""Questions asked, cancelled, taken by a worker and answered. The row is the queue: nothing else knows of it.

Times at which a worker is heard of are real ones, also in the demo, whose day stands still.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction

from throughcare.exchange.question_files import drop_movers
from throughcare.measures.questions import Asked
from throughcare.records.models import Question, User
from throughcare.records.models.questions import Sort, State
from throughcare.records.queries.questions import KEPT_DAYS, UNHEARD
from throughcare.rules.refusals import FieldFault, NotRecorded

MOST_AT_ONCE = 3
"""So many questions of one user wait or are counted at once: others ask too. The number is ours."""

KILLED = "The work on this was stopped before it was finished. Nothing was kept of it: ask again."
OPEN = (State.WAITING, State.RUNNING)


class Stopped(Exception):
    """Whoever asked no longer wants to know, or somebody else has ended the question."""


def ask_question(*, by: User, sort: Sort, asked: Asked, at: datetime) -> Question:
    """Ask; a worker answers. Raises `NotRecorded` where the user has as many questions open as one may."""
    with transaction.atomic():
        if Question.objects.filter(asked_by=by, state__in=OPEN).count() >= MOST_AT_ONCE:
            words = f"{MOST_AT_ONCE} questions of yours are not answered yet: wait for one, or cancel it."
            raise NotRecorded((FieldFault("", words),))
        name = secrets.token_hex(8)
        return Question.objects.create(name=name, asked_by=by, asked_at=at, sort=sort, asked=asked.as_json())


def cancel_question(question: Question, *, heard: datetime) -> bool:
    """Cancel it, whether it waits or is being counted. Returns whether there was anything to cancel."""
    return _change(question, OPEN, state=State.CANCELLED, ended_at=heard)


def take_question(*, heard: datetime) -> Question | None:
    """The question that waits longest, for this worker alone; None where nobody waits.

    What a worker that was killed has left behind is marked first, so that nothing runs for ever.
    """
    give_up_unheard(heard=heard)
    while (found := Question.objects.filter(state=State.WAITING).order_by("pk").first()) is not None:
        if _change(found, (State.WAITING,), state=State.RUNNING, heard_at=heard):
            found.refresh_from_db()
            return found
    return None


def give_up_unheard(*, heard: datetime) -> int:
    """Mark questions as failed whose worker was not heard of for too long. Returns how many."""
    gone = Question.objects.filter(state=State.RUNNING, heard_at__lt=heard - UNHEARD)
    return gone.update(state=State.FAILED, failure=KILLED, ended_at=heard)


def tell_progress(question: Question, done: int, total: int, *, heard: datetime) -> None:
    """Say how far the work is. Raises `Stopped` where the question was ended meanwhile."""
    if not _change(question, (State.RUNNING,), done=done, total=total, heard_at=heard):
        raise Stopped


def rest_on(question: Question, basis: str) -> None:
    """Keep what the answer rests on (`records.queries.questions.basis_of`)."""
    _change(question, (State.RUNNING,), basis=basis)


def finish_question(question: Question, result: dict[str, Any], *, heard: datetime) -> None:
    """Keep what came out. Raises `Stopped` where the question was ended meanwhile."""
    if not _change(question, (State.RUNNING,), state=State.DONE, result=result, ended_at=heard):
        raise Stopped


def fail_question(question: Question, sentence: str, *, heard: datetime) -> None:
    """Keep why there is no answer; nothing is changed where the question was ended meanwhile."""
    _change(question, (State.RUNNING,), state=State.FAILED, failure=sentence, ended_at=heard)


def drop_old_questions(*, heard: datetime, folder: Path) -> int:
    """Remove answers older than they are kept, with their files, and files that belong to none. Returns how many."""
    many, _ = Question.objects.filter(ended_at__lt=heard - timedelta(days=KEPT_DAYS)).delete()
    drop_movers(folder, frozenset(Question.objects.values_list("name", flat=True)))
    return many


def _change(question: Question, states: tuple[State, ...], **values: Any) -> bool:
    """Change a question, if it is still in one of these states: several may try, and one succeeds."""
    return bool(Question.objects.filter(pk=question.pk, state__in=states).update(**values))

"""The questions of one user, and whom their figures leave out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta

from throughcare.records.models import Person, Question, User
from throughcare.records.models.questions import State
from throughcare.records.queries.cases import cases_visible_to, hidden_people
from throughcare.rules.access import READING, Opening, Relation, Viewer, figures_may_open

UNHEARD = timedelta(minutes=2)
"""A worker is heard of at every slice of people, every second or so: one unheard for so long was killed. Ours."""

KEPT_DAYS = 7
"""So long an answer is kept after it came; then the question is asked again. The number is ours."""

SHOWN = 20
"""So many of a user's questions are listed. The number is ours."""


def questions_of(user: User) -> list[Question]:
    """The latest questions of a user, the newest first, without what came out."""
    return list(Question.objects.filter(asked_by=user).defer("result").order_by("-pk")[:SHOWN])


def question_of(user: User, name: str) -> Question | None:
    """A question by its name, if this user asked it: what it found is for their eyes."""
    return Question.objects.filter(asked_by=user, name=name).first()


def somebody_waits() -> bool:
    """Whether there is a question that no worker has taken yet."""
    return Question.objects.filter(state=State.WAITING).exists()


def is_unheard(question: Question, at: datetime) -> bool:
    """Whether a worker took it and was not heard of for so long that it must have been killed. `at`: real time."""
    return question.state == State.RUNNING and (question.heard_at is None or question.heard_at < at - UNHEARD)


def left_out_for(viewer: Viewer) -> frozenset[str]:
    """Whose duties no figure of this viewer may count (CRNs): where figures open, whoever a limit keeps from them."""
    if not figures_may_open(viewer):
        return frozenset()
    return frozenset(Person.objects.filter(pk__in=hidden_people(viewer)).values_list("crn", flat=True))


def basis_of(viewer: Viewer, left_out: Iterable[str]) -> str:
    """What an answer rests on, as a digest: it is no longer shown once whoever it must leave out are others."""
    said = "\n".join([str(figures_may_open(viewer)), *sorted(left_out)])
    return hashlib.sha256(said.encode()).hexdigest()


def reads_everybody(viewer: Viewer) -> bool:
    """Whether every case opens to this viewer that no limit keeps from them: then only those need to be left out."""
    return READING[viewer.role][Relation.ELSEWHERE] is not Opening.CLOSED


def visible_crns(viewer: Viewer) -> list[str]:
    """The people whom a figure may lead this viewer to (CRNs)."""
    return list(cases_visible_to(viewer, through_figure=True).values_list("person__crn", flat=True))


def people_by_crn(viewer: Viewer, crns: Iterable[str]) -> dict[str, tuple[int, str, str]]:
    """Of these people those whom a figure may lead this viewer to: id, given names and family name by CRN."""
    visible = cases_visible_to(viewer, through_figure=True).filter(person__crn__in=list(crns))
    rows = visible.values_list("person__crn", "pk", "person__given_names", "person__family_name")
    return {crn: (pk, given, family) for crn, pk, given, family in rows}

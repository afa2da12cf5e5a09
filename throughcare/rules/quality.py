"""Whether a report is good: the writer's checklist, and for a sample a second reader who does not see those marks.

The four questions are in the shape of the inspectorate's: analytical, personalised, resting on its sources, with a
proposal that follows. Source of the wording and of the share read twice: ours.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from throughcare.facts.fact import Coded, YesNo
from throughcare.rules.case import ReportStage, ReportState
from throughcare.rules.refusals import Faults

ONE_IN = 5
"""Of so many reports one is read by a second reader. The number is ours."""


class Question(Coded):
    """What is asked of a report."""

    ANALYTICAL = "analytical", "It explains why the offence happened, and does not only tell it"
    PERSONALISED = "personalised", "It is about this person, and could be about nobody else"
    SOURCES = "sources", "It says what it rests on, and what was not available"
    FOLLOWS = "follows", "The proposal follows from what it says"


@dataclass(frozen=True, slots=True)
class Marks:
    """One reader's answers, in the order of the questions. `reader` is a code."""

    reader: str
    is_writer: bool
    answers: tuple[bool, ...]
    note: str | None = None


def is_in_sample(person: str, thread: str) -> bool:
    """Whether a report is read twice: by its name alone, so that nobody chooses which."""
    return int(sha256(f"{person} {thread}".encode()).hexdigest(), 16) % ONE_IN == 0


def visible_marks(marks: Iterable[Marks], reader: str) -> tuple[Marks, ...]:
    """What a reader may see: their own marks, and anybody else's once both readers' are in."""
    found = tuple(marks)
    are_both_in = len({each.is_writer for each in found}) == 2
    return tuple(each for each in found if are_both_in or each.reader == reader)


NOT_FINISHED = "This report is not finished: it is marked once it is signed, or its record is written."
MARKED = "You have marked this report already, and marks do not change: a second look would not be blind."
SECOND_IS_IN = "A second reader has marked this report already."
NOT_IN_SAMPLE = "This report is not among those that are read twice."


def is_finished(report: ReportState) -> bool:
    """Whether what a report says stands."""
    return report.stage in (ReportStage.SIGNED, ReportStage.CLOSED)


def decide_marks(
    report: ReportState,
    before: Iterable[Marks],
    *,
    person: str,
    reader: str,
    is_writer: bool,
    answers: dict[str, YesNo | None],
    note: str | None,
) -> Marks:
    """One reader's marks. Raises `NotRecorded` for a report that is unfinished, marked, or not in the sample."""
    faults, before = Faults(), tuple(before)
    if not is_finished(report):
        faults.add("", NOT_FINISHED)
    elif any(each.reader == reader for each in before):
        faults.add("", MARKED)
    elif any(each.is_writer == is_writer for each in before):
        faults.add("", SECOND_IS_IN)
    elif not is_writer and not is_in_sample(person, report.thread or ""):
        faults.add("", NOT_IN_SAMPLE)
    for question in Question:
        if answers.get(question.value) is None:
            faults.add(question.value, "Say yes or no.")
    kept = faults.note("note", note)
    faults.check()
    return Marks(reader, is_writer, tuple(answers[each.value] is YesNo.YES for each in Question), kept)

"""Who moves: the duties that stand otherwise by a what-if, of people whom the reader may see; and figures as files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404
from django.urls import reverse

from throughcare.exchange.question_files import Mover, Movers, movers_path, read_movers
from throughcare.exchange.question_texts import WHAT_IF, as_known, figures_csv
from throughcare.exchange.safe_csv import csv_text
from throughcare.facts.words import say_day, upper_first
from throughcare.measures.side_by_side import Move, Stands
from throughcare.measures.what_if import MARK
from throughcare.records.models.questions import Sort
from throughcare.records.queries.measures import By
from throughcare.records.queries.person import full_name
from throughcare.records.queries.questions import people_by_crn, reads_everybody, visible_crns
from throughcare.rules.access import MayNot
from throughcare.web.measures.groups import opens_to
from throughcare.web.measures.lists import SHUT
from throughcare.web.people.opening import THROUGH_FIGURE
from throughcare.web.questions.pages import STANDS_WORDS, Answer

NAMES = ("crn", "given_names", "family_name")
COLUMNS = (
    "standard",
    "opened",
    "due_today",
    "due_what_if",
    "met_today",
    "met_what_if",
    "today",
    "by_what_if",
    "accountable",
)


@dataclass(frozen=True, slots=True)
class ListAsked:
    """Which of the movers are asked for: of a group, from a state, to a state; each may be blank."""

    answer: Answer
    group: str
    was: Stands | None
    now: Stands | None

    @property
    def caption(self) -> str:
        """Which they are, in words."""
        names = self.answer.names
        of_group = [names.of(self.answer.by, self.group)] if self.group else []
        moves = [f"from {STANDS_WORDS[self.was]}"] if self.was else []
        moves += [f"to {STANDS_WORDS[self.now]}"] if self.now else []
        return " · ".join([upper_first(" ".join(moves)) or "All who move", *of_group])

    @property
    def query(self) -> str:
        """The list as part of an address."""
        said = {"group": self.group, "was": self.was or "", "now": self.now or ""}
        return self.answer.query(**{name: str(value) for name, value in said.items() if value})

    def address(self, route: str) -> str:
        """The page of the list, or its file."""
        return f"{reverse(route, args=[self.answer.question.name])}?{self.query}"

    def total(self) -> int:
        """How many duties the figure counts."""
        held = self.answer.organisations_of(self.group) if self.group else None
        return sum(many for move, many in self.answer.moves() if self._counts(move, held))

    def _counts(self, move: Move, held: list[str | None] | None) -> bool:
        in_group = held is None or (move.before if move.before is not None else move.after) in held
        is_asked = self.was in (None, move.was) and self.now in (None, move.now)
        return move.was is not move.now and in_group and is_asked

    def movers(self) -> Movers:
        """The duties of people whom the viewer may see. Raises `Http404` where the list is gone."""
        viewer = self.answer.viewer
        try:
            return read_movers(
                movers_path(settings.COLUMNS, self.answer.question.name),
                was=self.was,
                now=self.now,
                standard=self.answer.standard or None,
                organisations=self.answer.organisations_of(self.group) if self.group else None,
                crns=None if reads_everybody(viewer) else visible_crns(viewer),
            )
        except FileNotFoundError as error:
            raise Http404 from error


def list_asked(said: Mapping[str, str], answer: Answer) -> ListAsked:
    """The list that an address asks for. Raises `Http404` for what no page leads to, `MayNot` where it is shut."""
    group = said.get("group", "")
    if answer.question.sort != Sort.WHAT_IF or (group and not answer.names.knows(answer.by, group)):
        raise Http404
    if group and not opens_to(answer.viewer, answer.by, group):
        raise MayNot(SHUT)
    return ListAsked(answer, group, _stands(said.get("was")), _stands(said.get("now")))


def _stands(text: str | None) -> Stands | None:
    if not text:
        return None
    if text not in list(Stands):
        raise Http404
    return Stands(text)


@dataclass(frozen=True, slots=True)
class Row:
    """One duty of one person, in words."""

    name: str
    crn: str
    address: str
    standard: str
    opened: str
    due: str
    due_by_what_if: str
    today: str
    by_what_if: str
    accountable: str


def rows_of(movers: list[Mover], answer: Answer) -> tuple[list[Row], list[int]]:
    """What a page of the list shows, and the people (ids) on it."""
    people = people_by_crn(answer.viewer, {mover.crn for mover in movers})
    shown = [mover for mover in movers if mover.crn in people]
    return [_row(mover, people[mover.crn], answer) for mover in shown], [pk for pk, _, _ in people.values()]


def _row(mover: Mover, person: tuple[int, str, str], answer: Answer) -> Row:
    _, given, family = person
    return Row(
        name=full_name(given, family),
        crn=mover.crn,
        address=f"{reverse('person', args=[mover.crn])}?{THROUGH_FIGURE}",
        standard=answer.title_of(mover.standard),
        opened=say_day(mover.opened),
        due=say_day(mover.due_was) if mover.due_was else "",
        due_by_what_if=say_day(mover.due_now) if mover.due_now else "",
        today=STANDS_WORDS[mover.was],
        by_what_if=STANDS_WORDS[mover.now],
        accountable=answer.names.of(By.PROVIDER, mover.accountable) if mover.accountable else "",
    )


def people_text(movers: Iterable[tuple[Mover, tuple[int, str, str]]], *, with_names: bool) -> str:
    """A list as CSV. Every line says first that it is a what-if."""
    header = ("what_if", *(NAMES if with_names else ()), *COLUMNS)
    return csv_text(header, (_cells(mover, person, with_names) for mover, person in movers))


def _cells(mover: Mover, person: tuple[int, str, str], with_names: bool) -> list[Any]:
    days = (mover.opened, mover.due_was, mover.due_now, mover.met_was, mover.met_now)
    told = [mover.standard, *(day.isoformat() if day else None for day in days), mover.was, mover.now]
    who = [mover.crn, person[1], person[2]] if with_names else []
    return [MARK, *who, *map(_plain, told), mover.accountable]


def _plain(value: object) -> object:
    return None if value is None else str(value)


def figures_text(answer: Answer) -> str:
    """The figures of an answer as CSV: every line says first what it is, by group and then by month."""
    is_what_if = answer.question.sort == Sort.WHAT_IF
    kind = WHAT_IF if is_what_if else as_known(answer.asked.known_on or answer.asked.as_of)
    return figures_csv(answer.counted, kind, group_of=answer.group_of, only=answer.standard)

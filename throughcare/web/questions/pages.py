"""Questions and answers in words: what the templates of this desk show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from throughcare.exchange.packs import read_pack
from throughcare.facts.words import MONTHS, say_day, upper_first
from throughcare.measures.counting import NONE, Count
from throughcare.measures.questions import Asked, asked_of
from throughcare.measures.side_by_side import OWED_NOW, Move, SideBySide, Stands, tally_of
from throughcare.measures.what_if import MARK
from throughcare.records.models import Question
from throughcare.records.models.questions import Sort
from throughcare.records.queries.measures import By
from throughcare.rules.access import Viewer, figures_may_open
from throughcare.standards.changes import ChangeFault, WhatIf
from throughcare.standards.language import AnyStandard, Sureness
from throughcare.web.design.words import number, percent
from throughcare.web.measures.groups import Names, opens_to
from throughcare.web.measures.pages import Number, span
from throughcare.web.questions.choices import limit_now, what_now, who_now

STANDS_WORDS = {
    Stands.MET: "met",
    Stands.LATE: "late",
    Stands.MISSED: "missed",
    Stands.PENDING: "pending",
    Stands.VOID: "void",
    Stands.NOT_OWED: "not owed",
    Stands.NOT_KNOWN: "not known whether owed",
    Stands.NOT_THERE: "not there",
}
BANDS = {Sort.WHAT_IF: MARK}
"""What is said across every page of a question: a what-if is never taken for the record."""


@dataclass(frozen=True, slots=True)
class Side:
    """One reading of one group: the share met, its interval, of how many, and of how many it is not known whether they
    are owed (`unknown`, with the share met if none, and if all, of them are; blank where there are none).
    """

    share: str
    interval: str
    met_of: str
    outcomes: tuple[str, ...]
    unknown: str = ""
    is_too_unknown: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One group, or one month, by both readings; `more` is how many more duties there would be to do."""

    name: str
    first: Side
    second: Side
    more: str
    moved: Number


@dataclass(frozen=True, slots=True)
class Moved:
    """How many duties go from one state to another; the number opens to the people where this reader may."""

    was: str
    now: str
    many: Number


@dataclass(frozen=True, slots=True)
class StandardLine:
    """One standard of a pack, over everybody, with the address of its own page."""

    name: str
    address: str
    line: Line
    is_unverified: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """A question with what came out. `standard` is the full name of the one that is shown; blank: all together."""

    question: Question
    asked: Asked
    counted: SideBySide
    viewer: Viewer
    by: By
    names: Names
    standard: str

    @property
    def here(self) -> str:
        """The address of the page of the answer."""
        return reverse("question", args=[self.question.name])

    def query(self, **more: str) -> str:
        """What is shown, as part of an address."""
        return urlencode({"by": self.by.value, "standard": self.standard} | more)

    def title_of(self, standard: str) -> str:
        """The question of a standard, by its full name."""
        titles = {each.name: each.about.title for each in self.asked.standards(read_pack(self.asked.pack))}
        return titles.get(standard, standard)

    def group_of(self, organisation: str | None) -> str:
        """The group of an organisation by its code; None: nobody."""
        if organisation is None:
            return NONE
        return self.names.types.get(organisation, organisation) if self.by is By.TYPE else organisation

    def organisations_of(self, group: str) -> list[str | None]:
        """The codes of the organisations of a group; None: nobody."""
        held = {each for move in self.counted.moves for each in (move.before, move.after)}
        return [each for each in held if self.group_of(each) == group]

    @property
    def shown(self) -> SideBySide:
        """What was counted of the standard that is shown alone."""
        return self.counted.only(self.standard) if self.standard else self.counted

    def moves(self) -> Iterable[tuple[Move, int]]:
        """What was counted of the standard that is shown."""
        return self.shown.moves.items()


# --- what was asked ---------------------------------------------------------------------------------------------


def title_of(question: Question) -> str:
    """The question in few words, as a page and a list call it."""
    asked = asked_of(question.asked)
    if question.sort == Sort.DELAY:
        return "How late are things recorded?"
    pack = read_pack(asked.pack)
    about = pack.title if not asked.standard else asked.standards(pack)[0].about.title
    if question.sort == Sort.AS_KNOWN:
        return f"As it was known on {say_day(asked.known_on or asked.as_of)}: {about}"
    return f"What if, {change_in_few_words(asked)}: {about}"


_FEW_WORDS = {"limit": "limit", "applies": "for", "met_by": "met by", "unknown": "not known where"}
_AT_MOST = 60
"""So many letters of a pattern stand in a title. The number is ours."""


def change_in_few_words(asked: Asked) -> str:
    """What is changed: *limit 3 working days, for everybody*. Of a pack as it was typed; of one standard in words."""
    texts = {name: " ".join(asked.texts[name].split()) for name in _FEW_WORDS if name in asked.texts}
    if asked.standard:
        with suppress(ChangeFault):  # the pack may have changed since
            ((_, changed),) = asked.what_if(read_pack(asked.pack)).pairs
            said = {"applies": who_now(changed), "met_by": what_now(changed)}
            texts |= {name: words for name, words in said.items() if name in texts and texts[name].startswith("{")}
    short = {name: text if len(text) <= _AT_MOST else f"{text[: _AT_MOST - 1]}…" for name, text in texts.items()}
    return ", ".join(f"{_FEW_WORDS[name]} {text}" for name, text in short.items())


def asked_rows(question: Question) -> list[tuple[str, str]]:
    """What was asked, label and text."""
    asked = asked_of(question.asked)
    rows = []
    if question.sort == Sort.WHAT_IF:
        rows = change_rows(asked, asked.what_if(read_pack(asked.pack)))
    elif question.sort == Sort.AS_KNOWN and asked.known_on:
        rows = [
            ("As it was known on", say_day(asked.known_on)),
            ("How things stood at the end of", say_day(asked.as_of)),
        ]
    first, last = asked.period.first_on, asked.period.last_on
    what = "Things that happened" if question.sort == Sort.DELAY else "Duties that began"
    if first or last:
        words = f"from {say_day(first)} " if first else ""
        rows.append((what, upper_first(f"{words}{f'up to {say_day(last)}' if last else ''}".strip())))
    return rows


def change_rows(asked: Asked, what_if: WhatIf) -> list[tuple[str, str]]:
    """What is read otherwise, in words; of a pack, what was typed."""
    if len(what_if.pairs) > 1 or not asked.standard:
        labels = {"limit": "Limit", "applies": "Who it applies to", "met_by": "What satisfies it"}
        return [(labels.get(name, "When that is not known"), text) for name, text in asked.texts.items()]
    ((today, changed),) = what_if.pairs
    words: list[tuple[str, Callable[[AnyStandard], str]]] = [
        ("Limit", limit_now),
        ("Who it applies to", who_now),
        ("What satisfies it", what_now),
    ]
    rows = [(label, say(today), say(changed)) for label, say in words]
    changed_rows = [(label, f"{now}, instead of {was}") for label, was, now in rows if was != now]
    unknown = asked.texts.get("unknown")
    return [*changed_rows, ("When that is not known", unknown)] if unknown else changed_rows


def standard_rows(standard: AnyStandard | None) -> list[tuple[str, str]]:
    """How a standard is read now."""
    if standard is None:
        return []
    rows = [("What is asked", standard.about.words), ("Limit", limit_now(standard))]
    rows += [("Who it applies to", who_now(standard)), ("What satisfies it", what_now(standard))]
    return [(label, upper_first(text)) for label, text in rows if text]


# --- what came out ----------------------------------------------------------------------------------------------


def side_of(count: Count, counts: Counter[Stands]) -> Side:
    """One reading in words: as a measure counts it, and how all its duties stand."""
    tally, unknown = count.tally, count.unknown
    return Side(
        share=percent(tally.share),
        interval=span(tally.interval),
        met_of=f"{number(tally.met)} of {number(tally.denominator)}",
        outcomes=tuple(number(counts[each]) for each in STANDS_WORDS if each is not Stands.NOT_THERE),
        unknown=(
            f"{number(unknown.unknown)} not known ({percent(unknown.share)}), range {span(count.range) or '–'}"
            if unknown
            else ""
        ),
        is_too_unknown=bool(unknown and unknown.is_too_high),
    )


def line_of(name: str, counted: SideBySide, address: str = "") -> Line:
    """One group by both readings, with how many of its duties move."""
    stands: tuple[Counter[Stands], Counter[Stands]] = (Counter(), Counter())
    for move, many in counted.moves.items():
        stands[0][move.was] += many
        stands[1][move.now] += many
    readings = [counted.reading(is_second=bool(place)) for place in (0, 1)]
    if len({move.standard for move in counted.moves}) > 1:  # what is not known of one standard is nothing of another
        readings = [replace(each, unknown=None) for each in readings]
    one, other = (side_of(*each) for each in zip(readings, stands, strict=True))
    more = counted.owed(is_second=True) - counted.owed(is_second=False)
    return Line(name, one, other, signed(more), _number(counted.moved, address))


def _number(many: int, address: str) -> Number:
    return Number(number(many), address if many else "")


def signed(many: int | float) -> str:
    """A difference: *12 more*, *3 fewer*, *no more and no fewer* as *0*."""
    text = f"{abs(many):,}" if isinstance(many, int) else f"{abs(many):,.{0 if abs(many) >= 10 else 1}f}"
    return "0" if not many else f"{text} {'more' if many > 0 else 'fewer'}"


def more_duties(many: int) -> str:
    """How many more duties, or fewer, there would be: *1 fewer duty*."""
    return f"{signed(many)} {'duty' if abs(many) == 1 else 'duties'}"


def group_lines(answer: Answer) -> list[Line]:
    """Every group by both readings; by name, for nobody is ranked. A duty that moves counts where it stood."""
    of_group = answer.shown.by_group(lambda move: answer.group_of(move.holder))
    found = [group for group in answer.names.in_order(answer.by, of_group) if group in of_group]
    return [
        line_of(answer.names.of(answer.by, group), of_group[group], people_address(answer, group=group))
        for group in found
    ]


def month_lines(answer: Answer) -> list[Line]:
    """Every month in which a duty falls due by either reading. One that is not over says so: its figures change."""
    sides: dict[str, tuple[Counter[Stands], Counter[Stands]]] = {}
    for each, many in answer.shown.months.items():
        pair = sides.setdefault(each.month, (Counter(), Counter()))
        pair[each.is_second][each.stands] += many
    return [_month_line(name, *sides[name], answer.asked.as_of) for name in sorted(sides)]


def _month_line(name: str, one: Counter[Stands], other: Counter[Stands], as_of: date) -> Line:
    first, second = (side_of(Count("", "", "", tally_of(counts)), counts) for counts in (one, other))
    owed = [sum(counts[each] for each in OWED_NOW) for counts in (one, other)]
    words = f"{_month(name)}{' (not over)' if name >= f'{as_of:%Y-%m}' else ''}"
    return Line(words, first, second, signed(owed[1] - owed[0]), Number(""))


def _month(name: str) -> str:
    year, _, month = name.partition("-")
    return f"{MONTHS[int(month) - 1]} {int(year)}"


def standard_lines(answer: Answer, standards: Iterable[AnyStandard]) -> list[StandardLine]:
    """Every one of these standards, over everybody."""
    here = f"{answer.here}?by={answer.by.value}"
    return [
        StandardLine(
            each.about.title,
            f"{here}&{urlencode({'standard': each.name})}",
            line_of(each.about.title, answer.counted.only(each.name)),
            is_unverified(each),
        )
        for each in standards
    ]


def is_unverified(standard: AnyStandard) -> bool:
    """Whether nobody could verify the limit of a standard."""
    return standard.about.sureness is Sureness.UNVERIFIED


NOT_COMPARED = (
    "These must not be compared: of more than 10% it is not known whether the duty is owed, and who asks less looks "
    "as if they did more. The range shows the share met if none, and if all, of them are owed."
)


def warnings(lines: Iterable[Line]) -> list[str]:
    """What must be known before groups are compared, as a measure says it."""
    sides = [side for line in lines for side in (line.first, line.second)]
    return [NOT_COMPARED] if any(side.is_too_unknown for side in sides) else []


def moved_rows(answer: Answer) -> list[Moved]:
    """Who moves, from what to what, over everybody; the most first."""
    found: Counter[tuple[Stands, Stands]] = Counter()
    for move, many in answer.moves():
        if move.was is not move.now:
            found[move.was, move.now] += many
    return [
        Moved(STANDS_WORDS[was], STANDS_WORDS[now], _number(many, people_address(answer, was=was, now=now)))
        for (was, now), many in sorted(found.items(), key=lambda each: (-each[1], each[0]))
    ]


def people_address(answer: Answer, *, group: str = "", was: Stands | None = None, now: Stands | None = None) -> str:
    """The list of those who move; blank where none opens to this reader, or what was asked keeps no list."""
    is_open = opens_to(answer.viewer, answer.by, group) if group else figures_may_open(answer.viewer)
    if not is_open or answer.question.sort != Sort.WHAT_IF:
        return ""
    said = {"group": group, "was": was.value if was else "", "now": now.value if now else ""}
    said = {name: value for name, value in said.items() if value}
    return f"{reverse('question_people', args=[answer.question.name])}?{answer.query(**said)}"


# --- recording delay --------------------------------------------------------------------------------------------


def delay_rows(rows: Sequence[dict[str, Any]], name_of: Callable[[str], str]) -> list[dict[str, str]]:
    """Recording delay by group, in words: by name, and last what nobody answered for."""
    made = []
    for row in rows:
        known = row["known"]
        within = {f"within_{days}": percent(many / known if known else None) for days, many in row["within"].items()}
        ends = {name: "–" if row[name] is None else str(max(0, row[name])) for name in ("median", "ninetieth")}
        counts = {name: number(row[name]) for name in ("known", "unknown")}
        made.append((not row["group"], {"name": name_of(row["group"]), **within, **ends, **counts}))
    return [each for _, each in sorted(made, key=lambda both: (both[0], both[1]["name"].casefold()))]

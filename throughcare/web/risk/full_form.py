"""The form of a full analysis: statements by section, a level for each group, safeguarding, sources, quality."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from throughcare.actions.projections import facts_that_stand
from throughcare.facts.fact import YesNo
from throughcare.facts.risk import Assessment, RoshLevel
from throughcare.facts.words import lower_first, say_days
from throughcare.rules.case.values import known_value
from throughcare.rules.rosh.analysis import SAFEGUARDING, TypedAnalysis, TypedStatement, groups_asked
from throughcare.rules.rosh.content import Safeguarding, analysis_of
from throughcare.rules.rosh.copied import Copied, EarlierWords
from throughcare.rules.rosh.known import Known, earlier_texts, known_statements, taken_back
from throughcare.rules.rosh.questions import GROUP_WORDS, QUALITY, RestsOn, Section, Standing
from throughcare.web.design.fields import ChoiceField, NoteField, TextField, TicksField, choices_of
from throughcare.web.supervision.form_page import Desk
from throughcare.web.supervision.forms import RecordingForm

ROWS = 16
"""A section has room for so many statements: more are not read. The number is ours."""
BLANK = 2
"""So many empty rows stand in an empty section, and one after what is written; saving the draft gives the next."""
HOLDS = (("yes", "This holds today, and is part of the analysis"),)
ANSWERS = (*((each.value, each.label) for each in YesNo), ("?", "Not known"))
YES_NO = [(each.value, each.label) for each in YesNo]


@dataclass(frozen=True, slots=True)
class Row:
    """One statement on the page: its fields, where it came from, and what of it was said before."""

    number: int
    text: forms.BoundField
    standing: forms.BoundField
    source: forms.BoundField
    holds: forms.BoundField
    known: forms.BoundField
    origin: str
    copied: str


class FullForm(RecordingForm):
    """A full analysis. What is known arrives in its rows, each to be confirmed."""

    sources = TicksField(label="What does the analysis rest on?", choices=choices_of(RestsOn))
    not_available = NoteField(
        label="What was not available, and why?", required=False, rows=3, help_text="Also what was asked for"
    )
    old_words = TicksField(
        label="Words of an earlier assessment",
        choices=[("yes", "These old words still hold today")],
    )

    def __init__(
        self, *args: Any, known: Sequence[Known], groups: Sequence[str], earlier: EarlierWords, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.known, self.groups, self.earlier = {each.key: each for each in known}, groups, earlier
        for row, section, number in rows():
            self._add_row(row, f"{section.label}: statement {number}")
        for group in groups:
            label = f"Level for {lower_first(GROUP_WORDS[group])}"
            self.add(f"{group}_level", ChoiceField(label=label, choices=choices_of(RoshLevel), inline=True))
        for name, (title, _) in SAFEGUARDING.items():
            self._add_block(name, title)
        for name, question in QUALITY.items():
            self.add(name, ChoiceField(label=question, choices=YES_NO, inline=True, required=False))

    def _add_row(self, row: str, label: str) -> None:
        self.add(f"{row}_text", NoteField(label=label, rows=3))
        self.add(f"{row}_standing", ChoiceField(label="What is it?", choices=choices_of(Standing), inline=True))
        sources = [("", "Choose"), *choices_of(RestsOn)]
        self.add(f"{row}_source", ChoiceField(label="Where from?", choices=sources, as_list=True))
        self.add(f"{row}_holds", TicksField(label="Does it hold?", choices=HOLDS))
        self.add(f"{row}_known", TextField(label=""))

    def _add_block(self, name: str, title: str) -> None:
        self.add(f"{name}_answer", ChoiceField(label=f"{title}?", choices=ANSWERS, inline=True))
        self.add(f"{name}_who", TextField(label="Who is at risk?"))
        self.add(
            f"{name}_what",
            NoteField(
                label="What was done or is feared?",
                rows=3,
                help_text="Where nobody knows whether there is any: what was tried to find out",
            ),
        )
        self.add(f"{name}_since", TextField(label="Since when?"))

    # --- as the page shows it

    @property
    def sections(self) -> Iterator[tuple[str, str, list[Row]]]:
        """The sections: name, title, and the rows that hold something, with some empty ones after."""
        for section in Section:
            own = [(row, number) for row, each, number in rows() if each is section]
            filled = [number for row, number in own if self._holds_anything(row)]
            shown = max(filled) + 1 if filled else BLANK
            yield section.value, section.label, [self._row(row, number) for row, number in own[:shown]]

    def _holds_anything(self, row: str) -> bool:
        parts = ("text", "standing", "source", "known")
        return any(self[f"{row}_{part}"].value() or self[f"{row}_{part}"].errors for part in parts)

    def _row(self, row: str, number: int) -> Row:
        bound = {part: self[f"{row}_{part}"] for part in ("text", "standing", "source", "holds", "known")}
        origin = self._origin(bound["known"].value())
        text = str(bound["text"].value() or "")
        return Row(number, **bound, origin=origin.origin if origin else "", copied=say_copied(self.earlier, text))

    @property
    def levels(self) -> list[forms.BoundField]:
        """The levels, one for each group."""
        return [self[f"{group}_level"] for group in self.groups]

    @property
    def blocks(self) -> Iterator[tuple[str, str, list[forms.BoundField]]]:
        """Domestic abuse, and children."""
        for name, (title, _) in SAFEGUARDING.items():
            yield name, title, [self[f"{name}_{part}"] for part in ("answer", "who", "what", "since")]

    @property
    def quality(self) -> list[forms.BoundField]:
        """The three questions at completing."""
        return [self[name] for name in QUALITY]

    @property
    def has_old_words(self) -> bool:
        """Whether words of an earlier assessment were typed, or were asked about."""
        typed = (row for row, _, _ in rows() if not self._origin(self[f"{row}_known"].value()))
        return any(self.earlier.copied(str(self[f"{row}_text"].value() or "")).spans for row in typed)

    # --- as the rules read it

    def _origin(self, key: Any) -> Known | None:
        return self.known.get(str(key or ""))

    def analysis(self) -> TypedAnalysis:
        """What was typed, and of what arrived filled what was confirmed."""
        said = self.cleaned_data
        levels = {group: self.coded(f"{group}_level", RoshLevel) for group in self.groups}
        quality = {name: self.coded(name, YesNo) for name in QUALITY}
        sources = [known_value(RestsOn, each) for each in said.get("sources") or []]
        return TypedAnalysis(
            statements=[self._statement(row, section) for row, section, _ in rows()],
            levels={group: level for group, level in levels.items() if level is not None},
            safeguarding={name: self._safeguarding(name) for name in SAFEGUARDING},
            sources=tuple(each for each in sources if each is not None),
            not_available=said.get("not_available"),
            quality={name: answer for name, answer in quality.items() if answer is not None},
            old_words_hold=bool(said.get("old_words")),
        )

    def _statement(self, row: str, section: Section) -> TypedStatement:
        said = self.cleaned_data
        text, origin = said.get(f"{row}_text"), self._origin(said.get(f"{row}_known"))
        return TypedStatement(
            row=row,
            section=section,
            text=text,
            standing=self.coded(f"{row}_standing", Standing),
            source=self.coded(f"{row}_source", RestsOn),
            origin=origin.origin if origin else None,
            is_confirmed=bool(said.get(f"{row}_holds")),
            is_changed=origin is not None and _plain(origin.text) != _plain(text or ""),
        )

    def _safeguarding(self, name: str) -> Safeguarding:
        said = self.cleaned_data
        who, what, since = (said.get(f"{name}_{part}") for part in ("who", "what", "since"))
        return Safeguarding(self.coded(f"{name}_answer", YesNo), who, what, since)


def rows() -> Iterator[tuple[str, Section, int]]:
    """Every row of every section: its name in the form, its section, its number there."""
    for section in Section:
        for number in range(1, ROWS + 1):
            yield f"{section.value}{number}", section, number


def _plain(text: str) -> str:
    return " ".join(text.split())


def say_copied(earlier: EarlierWords, text: str) -> str:
    """What of a text was said before, in words: *The same words as on 3 March 2016 (all of it)*; empty: nothing was."""
    found = earlier.copied(text)
    if not found.spans:
        return ""
    return f"The same words as on {say_days(found.days[::-1])} ({say_share(found)})"


def say_share(copied: Copied) -> str:
    """How much of a text was said before."""
    return "all of it" if copied.share >= 1 else f"{max(1, round(copied.share * 100))}% of its words"


def make_full(desk: Desk, data: Any, initial: Any) -> FullForm:
    """The form, with what is known of the person and what assessments said before."""
    facts = facts_that_stand(desk.stream)
    return FullForm(
        data,
        initial=initial,
        today=desk.today,
        known=known_statements(facts),
        groups=groups_asked(desk.case),
        earlier=EarlierWords(earlier_texts(facts)),
    )


def begin_full(desk: Desk, draft: dict[str, Any] | None) -> dict[str, Any]:
    """What the form holds at first: the draft, or an analysis that was taken back; and what is known and does not stand
    in it yet, in the next free rows. An answer that came while somebody was writing arrives so too.
    """
    was_taken_back = taken_back(desk.stream, Assessment.FULL) if draft is None else None
    held = dict(draft or {}) if was_taken_back is None else _written_before(was_taken_back)
    there = {held.get(f"{row}_known") for row, _, _ in rows()}
    by_text = {_plain(str(held.get(f"{row}_text") or "")): row for row, _, _ in rows()}
    for each in known_statements(facts_that_stand(desk.stream)):
        same = by_text.get(_plain(each.text))
        if each.key in there:
            continue
        if same is not None:  # it stands there: it was taken over in an analysis that was taken back, or typed
            held[f"{same}_known"], held[f"{same}_holds"] = each.key, ["yes"]
        elif (free := _free_row(held, each.section)) is not None:
            _put(held, free, each.text, each.standing, each.source)
            held[f"{free}_known"] = each.key
    return held


def _put(held: dict[str, Any], row: str, text: str, standing: Standing | None, source: RestsOn | None) -> None:
    held[f"{row}_text"] = text
    held[f"{row}_standing"] = standing.value if standing else ""
    held[f"{row}_source"] = source.value if source else ""


def _written_before(fact: Any) -> dict[str, Any]:
    """What an analysis said, as the form holds it."""
    said = analysis_of(fact.content)
    held: dict[str, Any] = {
        "sources": [each.value for each in said.sources],
        "not_available": said.not_available or "",
        **{name: answer.value for name, answer in said.quality.items()},
    }
    for group in GROUP_WORDS:
        level = getattr(fact, f"{group}_level", None)
        held[f"{group}_level"] = level.value if level else ""
    for name, block in (("abuse", said.abuse), ("child", said.child)):
        held[f"{name}_answer"] = block.answer.value if block.answer else "?"
        held |= {f"{name}_who": block.who or "", f"{name}_what": block.what or "", f"{name}_since": block.since or ""}
    for each in said.statements:
        free = _free_row(held, each.section or Section.BACKGROUND)
        if free is not None:
            _put(held, free, each.text, each.standing, each.source)
    return held


def _free_row(held: dict[str, Any], section: Section) -> str | None:
    """The first empty row of a section; None where it is full."""
    return next((row for row, own, _ in rows() if own is section and _is_free(held, row)), None)


def _is_free(held: dict[str, Any], row: str) -> bool:
    return not any(held.get(f"{row}_{part}") for part in ("text", "known", "standing", "source"))

"""What an assessment or a plan says, as it is read: with where each part comes from, and which words are old."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from throughcare.facts import Fact
from throughcare.facts.fact import YesNo
from throughcare.facts.risk import Assessed, Assessment, RiskPlanned
from throughcare.facts.words import say_day, say_days
from throughcare.records.queries.person import Names
from throughcare.rules.rosh.analysis import SAFEGUARDING
from throughcare.rules.rosh.content import Analysis, Safeguarding, analysis_of, plan_of, screening_of
from throughcare.rules.rosh.copied import Copied, EarlierWords
from throughcare.rules.rosh.known import earlier_texts
from throughcare.rules.rosh.questions import PLAN, QUALITY, SCREENING, Part, Section
from throughcare.web.risk.full_form import say_share


@dataclass(frozen=True, slots=True)
class Said:
    """One text: its words with the old ones marked, what it is and where from, and what was said before in words."""

    words: Markup
    standing: str = ""
    source: str = ""
    origin: str = ""
    copied: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """One question of a screening with its answer."""

    question: str
    answer: str
    is_yes: bool
    is_known: bool
    more: Said | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """An assessment or a plan, in the order in which it is read. What it does not have is empty."""

    answers: list[tuple[str, list[Answered]]] = field(default_factory=list)
    tried: str = ""
    sections: list[tuple[str, list[Said]]] = field(default_factory=list)
    safeguarding: list[tuple[str, list[tuple[str, str]]]] = field(default_factory=list)
    acts: list[tuple[str, str, str]] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    not_available: str = ""
    quality: list[tuple[str, str]] = field(default_factory=list)

    @property
    def says_anything(self) -> bool:
        """Whether anything of what was said is on the record."""
        return bool(self.answers or self.sections)


class Reading:
    """Assessments of one person, read beside what was said before each."""

    def __init__(self, facts: Sequence[Fact], names: Names) -> None:
        self.facts, self.names = facts, names

    def of(self, fact: Assessed | RiskPlanned) -> Read:
        """One of them, as it was written."""
        earlier = EarlierWords(earlier_texts(self.facts, before=fact.number))
        if isinstance(fact, RiskPlanned):
            return _plan(fact, earlier)
        if fact.assessment == Assessment.SCREENING:
            return _screening(fact, earlier)
        return _analysis(analysis_of(fact.content), earlier)


def _said(text: str, earlier: EarlierWords, *, standing: str = "", source: str = "", origin: str = "") -> Said:
    found = earlier.copied(text)
    told = f"The same words as on {say_days(found.days[::-1])} ({say_share(found)})" if found.spans else ""
    return Said(marked(text, found), standing, source, origin, told)


def marked(text: str, copied: Copied) -> Markup:
    """The text with its old words between marks; whatever looks like markup stays text."""
    parts, at = [], 0
    for span in copied.spans:
        parts += [escape(text[at : span.start]), Markup("<mark>{}</mark>").format(text[span.start : span.end])]
        at = span.end
    parts.append(escape(text[at:]))
    return Markup("<br>").join(Markup("").join(parts).split("\n"))


def _screening(fact: Assessed, earlier: EarlierWords) -> Read:
    said = screening_of(fact.content)
    parts = []
    for part in Part:
        lines = []
        for name, question in SCREENING.items():
            if question.part is not part or not said.answers:
                continue
            answer, more = said.answers.get(name), said.more.get(name)
            label = answer.label if answer else "Not answered"
            is_known = answer is not None and answer.value != "NOT_KNOWN"
            is_yes = answer is not None and answer.is_yes
            lines.append(Answered(question.words, label, is_yes, is_known, _said(more, earlier) if more else None))
        if lines:
            parts.append((part.label, lines))
    return Read(answers=parts, tried=said.tried or "")


def _analysis(said: Analysis, earlier: EarlierWords) -> Read:
    if not said.statements:
        return Read()
    sections = []
    for section in (*Section, None):
        own = [each for each in said.statements if each.section is section]
        lines = [
            _said(
                each.text,
                earlier,
                standing=each.standing.label if each.standing else "Not said what it is",
                source=each.source.label if each.source else "source not recorded",
                origin=each.origin or "",
            )
            for each in own
        ]
        if lines:
            sections.append((section.label if section else "Elsewhere", lines))
    quality = [(words, said.quality[name].label if name in said.quality else "Not answered") for name, words in _ASKED]
    return Read(
        sections=sections,
        safeguarding=[(title, _block(getattr(said, name))) for name, (title, _) in SAFEGUARDING.items()],
        sources=[each.label for each in said.sources],
        not_available=said.not_available or "",
        quality=quality,
    )


_ASKED = tuple(QUALITY.items())


def _block(said: Safeguarding) -> list[tuple[str, str]]:
    answer = said.answer.label if said.answer else "Not known"
    rows = [("Is there any?", answer), ("Who is at risk", said.who), ("What", said.what), ("Since", said.since)]
    if said.answer is not YesNo.YES and said.what:
        rows[2] = ("What was tried, or is known", said.what)
    return [(label, value) for label, value in rows if value]


def _plan(fact: RiskPlanned, earlier: EarlierWords) -> Read:
    said = plan_of(fact.content)
    sections = [
        (title, [_said(said.texts[name], earlier, origin=said.origins.get(name, ""))])
        for name, (title, _) in PLAN.items()
        if name in said.texts
    ]
    acts = [(act.what, act.who or "not said", say_day(act.by_on) if act.by_on else "no day") for act in said.acts]
    return Read(sections=sections, acts=acts)

"""Reference pages drawn from the code: the kinds of fact with their values, and every standard with its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from inspect import cleandoc

from throughcare.facts import KINDS, Fact, fields_of
from throughcare.facts.words import say_day, say_kind
from throughcare.standards.language import AnyStandard, Deadline, Pack, Per, openings
from throughcare.standards.pattern_words import say_due, say_pattern

DRAWN = "<!-- Drawn from the code by `make docs`: change the code, not this page. -->"


def facts_page() -> str:
    """Every kind of fact, in the order in which kinds are taken within one day."""
    lines = [
        "# Kinds of fact",
        "",
        DRAWN,
        "",
        "In the order in which they are taken within one day: what stands above comes first. Every fact also has the",
        "person, its number in their stream, the day on which it happened, and (but for extracts) when and by whom it",
        "was recorded; it may have a thread, which ties the facts of one report, check, appointment or escalation,",
        "and a note.",
    ]
    for cls in KINDS.values():
        lines += ["", f"## {say_kind(cls.kind).capitalize()} (`{cls.kind}`)", "", *_kind(cls)]
    return "\n".join(lines) + "\n"


def _kind(cls: type[Fact]) -> Iterator[str]:
    yield cleandoc(cls.__doc__ or "")
    yield ""
    yield f"Recorded by: {cls.recorded_by}. {_sources(cls)}"
    fields = fields_of(cls)
    if fields:
        yield ""
        yield "| field | what it says | values |"
        yield "|---|---|---|"
    for field in fields.values():
        values = "; ".join(f"`{code}` {code.label.lower()}" for code in tuple(field.codes or ())) or field.type
        yield f"| `{field.name}` | {field.means} | {values}{'' if field.required else ', or not recorded'} |"


def _sources(cls: type[Fact]) -> str:
    if not cls.sources:
        return "No extract holds it."
    told = [
        f"`{source.table}` by `{source.on}`"
        + (f", where `{source.only[0]}` is `{source.only[1]}`" if source.only else "")
        for source in cls.sources
    ]
    return f"In an extract: {'; '.join(told)}."


def standards_page(packs: Iterable[Pack]) -> str:
    """Every standard of the packs, with what it asks, where it comes from and how it could be gamed."""
    lines = ["# Standards", "", DRAWN]
    for pack in packs:
        lines += ["", f"## {pack.title} (`{pack.name}`)", "", pack.words, "", f"Source: {pack.source}."]
        for standard in pack.standards:
            lines += ["", f"### {standard.about.title} (`{standard.name}`)", "", *_standard(standard)]
    return "\n".join(lines) + "\n"


def _tie(per: Per | None) -> str:
    return f" of the same {per}" if per else ""


def _standard(standard: AnyStandard) -> Iterator[str]:
    about = standard.about
    yield about.words
    yield ""
    if isinstance(standard, Deadline):
        limits = dict.fromkeys(say_due(standard.due_of(clause)) for clause in standard.opens)
        yield f"- Opened by: {say_pattern(openings(standard), standard)}"
        yield f"- Met by: {say_pattern(standard.met_by, standard)}{_tie(standard.per)}"
        if standard.voided_by:
            yield f"- Void by: {say_pattern(standard.voided_by, standard)}{_tie(standard.tie_of_voiding)}"
        yield f"- Due: {' or '.join(limits)}"
    else:
        yield f"- Asked at: {say_pattern(standard.at, standard)}"
        yield f"- Must hold: {say_pattern(standard.holds, standard)}"
    if standard.applies:
        yield f"- Only where: {say_pattern(standard.applies, standard)}"
    if standard.unknown:
        yield f"- Not known where: {say_pattern(standard.unknown, standard)}"
    yield f"- Why it matters: {about.why}"
    yield f"- Source: {about.source} How sure: {about.sureness}."
    yield f"- Counts that it was {about.counts}. How it could be gamed: {about.gaming}"
    yield f"- Owner: {about.owner}. Next review: {say_day(about.next_review)}."

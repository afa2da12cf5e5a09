"""Answers to questions over everybody as tables on the screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from rich.table import Table

from throughcare.cli.measure_table import UNVERIFIED_MARK, add_row, percent, rendered, span
from throughcare.cli.measure_table import notes as notes_of
from throughcare.exchange.question_texts import GroupOf
from throughcare.facts.words import say_day
from throughcare.measures.counting import Count
from throughcare.measures.side_by_side import OWED_NOW, SideBySide, Stands, tally_of
from throughcare.measures.what_if import MARK, moves_of, work_of
from throughcare.standards.changes import WhatIf
from throughcare.standards.language import AnyStandard, Sureness

_WORDS = {each: each.value.replace("_", " ") for each in Stands}
NOT_RANKED = "No difference is tested, and nobody is ranked."


def what_if_table(counted: SideBySide, what_if: WhatIf, group_of: GroupOf, *, notes: Sequence[str], as_of: date) -> str:
    """Today and what-if by group and by month, who moves, and how much more there would be to do."""
    standards = [today for today, _ in what_if.pairs]
    readings = ("today", "what if")
    work = work_of(counted)
    changed = "; ".join(f"{name}: {text}" for name, text in what_if.asked.items())
    lines = [MARK, f"As of {say_day(as_of)}, read with {changed}.", ""]
    table, warnings = _by_group(counted, standards, group_of, readings)
    lines += [table, "", _by_month(counted, readings, as_of), ""]
    lines += [f"{many:,} from {_WORDS[was]} to {_WORDS[now]}" for (was, now), many in moves_of(counted).most_common()]
    more = f"{abs(work.more):,} {'more' if work.more >= 0 else 'fewer'}"
    a_month = f"{abs(work.more_a_month):,.1f} in an average month"
    lines.append(f"Duties to do: {work.what_if:,} instead of {work.today:,}: {more}, {a_month}.")
    lines += [f"{name} stays as it is: {why}." for name, why in what_if.kept.items()]
    return "\n".join(["", *lines, "", *notes, *warnings, NOT_RANKED, MARK])


def as_known_table(
    counted: SideBySide,
    standards: Sequence[AnyStandard],
    group_of: GroupOf,
    *,
    words: Sequence[str],
    as_of: date,
    known_on: date,
) -> str:
    """A measure as it was known on a day beside as it is known now."""
    head = f"As of {say_day(as_of)}: as known on {say_day(known_on)}, beside as known now."
    table, warnings = _by_group(counted, standards, group_of, ("known then", "known now"))
    return "\n".join(["", head, "", table, "", *words, *warnings, NOT_RANKED])


def delay_table(rows: Iterable[dict[str, Any]]) -> str:
    """Recording delay by group."""
    table = _table(
        "group", "facts", "on the day", "1 day", "5 days", "10 days", "30 days", "median", "9 of 10", "not known"
    )
    for row in rows:
        known = row["known"]
        shares = [percent(many / known if known else None) for many in row["within"].values()]
        ends = ["-" if row[name] is None else str(max(0, row[name])) for name in ("median", "ninetieth")]
        add_row(table, row["group"], f"{known:,}", *shares, *ends, f"{row['unknown']:,}")
    words = "Calendar days from the day on which a thing happened until it was recorded; what was arranged is left out."
    return "\n".join(["", rendered(table), "", words])


def _table(first: str, *others: str) -> Table:
    table = Table(box=None, pad_edge=False, show_edge=False)
    table.add_column(first)
    for name in others:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def _headings(readings: tuple[str, str]) -> list[str]:
    return [name for each in readings for name in (each, "of", "share", "95%", "unknown", "range")] + ["to do"]


def _by_group(
    counted: SideBySide, standards: Sequence[AnyStandard], group_of: GroupOf, readings: tuple[str, str]
) -> tuple[str, list[str]]:
    """The table, and what a reader must know of it: the same as of a measure."""
    table, counts = _table("group", *_headings(readings)), []
    for standard in standards:
        of_group = counted.only(standard.name).by_group(lambda move: group_of(move.holder))
        mark = UNVERIFIED_MARK if standard.about.sureness is Sureness.UNVERIFIED else ""
        if of_group and (len(standards) > 1 or mark):
            add_row(table, f"{standard.name}{mark}")
        for group in sorted(of_group):
            both = [of_group[group].reading(standard.name, group, is_second=side) for side in (False, True)]
            counts += both
            to_do = [of_group[group].owed(is_second=side) for side in (False, True)]
            add_row(table, group, *(cell for each in both for cell in _cells(each)), _to_do(*to_do))
    return rendered(table), notes_of(counts, standards)


def _by_month(counted: SideBySide, readings: tuple[str, str], as_of: date) -> str:
    months: dict[str, tuple[Counter[Stands], Counter[Stands]]] = {}
    for each, many in counted.months.items():
        months.setdefault(each.month, (Counter(), Counter()))[each.is_second][each.stands] += many
    table = _table("month due", *(name for name in _headings(readings) if name not in ("unknown", "range")))
    for month, pair in sorted(months.items()):
        name = f"{month} (not over)" if month >= f"{as_of:%Y-%m}" else month
        cells = [cell for counts in pair for cell in _cells(Count("", "", "", tally_of(counts)))[:4]]
        add_row(table, name, *cells, _to_do(*(sum(counts[each] for each in OWED_NOW) for counts in pair)))
    return rendered(table)


def _cells(count: Count) -> list[str]:
    tally, unknown = count.tally, count.unknown
    told = [f"{tally.met:,}", f"{tally.denominator:,}", percent(tally.share), span(tally.interval)]
    return [*told, percent(unknown.share) if unknown else "", span(count.range)]


def _to_do(first: int, second: int) -> str:
    return f"{first:,} → {second:,}"

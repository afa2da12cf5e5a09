"""Reference pages of the scores and the decisions, drawn from the rules, each with an example worked out by them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from inspect import cleandoc
from pathlib import Path
from types import ModuleType
from typing import Any

from throughcare.exchange.reference_pages import DRAWN
from throughcare.exchange.scores.cases import answer_case
from throughcare.exchange.scores.decision_tables import marks_of, tables_of_decision
from throughcare.exchange.scores.formula_asks import asks_of
from throughcare.exchange.scores.formula_tables import Table, tables_of
from throughcare.exchange.scores.offence_tables import offences
from throughcare.rules import custody_handover, licence_dates, recall
from throughcare.rules.scores import csrp, lds, mst, ogp, ogrs3, opd, ovp, pni, rsr, second, sexual, snsv
from throughcare.rules.scores.about import ABOUT, About, Scale
from throughcare.rules.scores.scored import Formula, nothing
from throughcare.rules.tiers import second as tier_v2
from throughcare.rules.tiers import third as tier_v3
from throughcare.rules.workload import points

EXAMPLES = Path(__file__).parent / "scores" / "tables" / "worked_examples.json"
EXAMPLES_AS_OF = date(2026, 11, 26)
"""The day of assessment of an example that names none."""

_COMMANDS = {
    Formula.OGRS3: ("ogrs3", ogrs3),
    Formula.OVP: ("ovp", ovp),
    Formula.OGP: ("ogp", ogp),
    Formula.SNSV: ("snsv", snsv),
    Formula.OSPDC: ("ospdc", sexual),
    Formula.OSPIIC: ("ospiic", sexual),
    Formula.RSR: ("rsr", rsr),
    Formula.ARP: ("arp", second),
    Formula.VRP: ("vrp", second),
    Formula.SVRP: ("svrp", second),
    Formula.DC_SRP: ("dc-srp", csrp),
    Formula.IIC_SRP: ("iic-srp", csrp),
    Formula.CSRP: ("csrp", csrp),
}
_BECOMES = {
    Scale.LOG_ODDS: (
        "They are added up, and so is the figure for one year or two where there is one: a sum of s is a chance of "
        "1 ÷ (1 + e^−s)."
    ),
    Scale.POINTS: (
        "They are added up. The points times the figure for each, with the figure for one year or two (or the "
        "intercept) added, are log-odds: a sum of s is a chance of 1 ÷ (1 + e^−s)."
    ),
    Scale.PERCENTAGE: "The parts are added up.",
    Scale.LADDER: "It is the whole of the figure.",
}
_PARTS = ("snsv", "ospdc", "ospiic")
_DECISIONS = {
    "pni": ("Programme needs (PNI)", pni),
    "lds": ("Learning screen (LDS)", lds),
    "mst": ("Maturity screen (MST)", mst),
    "opd": ("Personality disorder pathway screen (OPD)", opd),
    "tier-v2": ("Tiers, version 2", tier_v2),
    "tier-v3": ("Tiers, version 3", tier_v3),
    "workload": ("Workload points and capacity", points),
    "handover": ("Handover from prison to the community", custody_handover),
    "licence-dates": ("Licence dates", licence_dates),
    "recall-type": ("Kind of recall", recall),
}


@cache
def worked_examples() -> dict[str, dict[str, Any]]:
    """By name of the command or part: an input, its answer as published (or worked out by hand), and its source."""
    found: dict[str, dict[str, Any]] = json.loads(EXAMPLES.read_text("utf-8"))
    return found


def worked(name: str) -> Any:
    """What the rules answer to the example of that name."""
    asked = "rsr" if name in _PARTS else name
    case = {"id": f"{name}/example", "input": worked_examples()[name]["input"]}
    return answer_case(asked, case, on=EXAMPLES_AS_OF)["result"]


def scores_page() -> str:
    """Every formula: what it says, its bands, its tables, its source, what is odd in it, and an example."""
    first, second_table = offences().first, offences().second
    lines = [
        "# Scores",
        "",
        DRAWN,
        "",
        "Each formula as it is published, with its own version and its own bands. Where an answer is missing there is",
        "no score, and nothing is filled in. Ask for one by `throughcare score NAME --in FILE`; the parts of RSR stand",
        "in its answer.",
        "",
        f"What the code of an offence weighs is in two tables of the source: {len(first):,} codes of the first",
        f"generation (`offence_weights_first.json`) and {len(second_table):,} of the second",
        "(`offence_categories_second.json`), both in `throughcare/exchange/scores/tables`. A code that is in none of",
        "them gives no score.",
    ]
    for formula, about in ABOUT.items():
        lines += ["", f"## {formula.label}", "", *_formula(formula, about)]
    return "\n".join(lines) + "\n"


def _formula(formula: Formula, about: About) -> Iterator[str]:
    name, module = _COMMANDS[formula]
    yield f"Of 100 people with the same answers, about as many as the figure says {about.happens}."
    yield ""
    yield cleandoc(module.__doc__ or "").split("\n\nSource:")[0]
    yield ""
    yield f"- Terms are counted in: {about.scale}. {_BECOMES[about.scale]}"
    yield f"- Source: {about.source}."
    none = nothing(formula, ())
    yield f"- Version: {none.model_version} of the formula, {none.thresholds_version} of its bands."
    asks = asks_of(formula)
    if not asks:
        yield "- It needs: what its parts need."
    for ask in asks:
        yield f"- {ask.when}: {', '.join(f'`{name}`' for name in ask.names)}."
    if about.bands:
        bounds = sorted(about.bands.items(), key=lambda pair: pair[1])
        yield f"- Bands: {', '.join(f'{band.label.lower()} from {least:g}' for band, least in bounds)}; else low."
    for oddity in about.oddities:
        yield f"- Mark: {oddity}"
    for table in tables_of(formula):
        yield from _table(table)
    yield from _example(name)


def _table(table: Table) -> Iterator[str]:
    yield ""
    yield f"{table.title}:"
    yield ""
    yield f"| {' | '.join(table.columns)} |"
    yield f"|{'---|' * len(table.columns)}"
    for row in table.rows:
        yield f"| {' | '.join(str(cell) for cell in row)} |"


def _example(name: str) -> Iterator[str]:
    example = worked_examples()[name]
    yield ""
    yield f"An example ({_source(example['source'])}):"
    yield ""
    yield from _json(example["input"])
    answer = worked(name)
    yield from _answered(answer)


def _source(source: str) -> str:
    return source if source.startswith("made up") else f"from `{source}`"


def _json(value: object) -> Iterator[str]:
    yield "```json"
    yield json.dumps(value, ensure_ascii=False, indent=1)
    yield "```"


def _answered(answer: Any) -> Iterator[str]:
    yield ""
    working = answer.get("working") if isinstance(answer, Mapping) else None
    if working:
        rows = tuple((term["term"], term["working"] or _as_it_is(term), f"{term['adds']:g}") for term in working)
        yield from _table(Table("Term by term", ("term", "how", "adds"), rows))
        yield ""
    told = {"output": _figures(answer["output"])} if isinstance(answer, Mapping) and "output" in answer else answer
    yield "The answer:"
    yield ""
    yield from _json(told["output"] if isinstance(told, Mapping) and "output" in told else told)


def _as_it_is(term: Mapping[str, Any]) -> str:
    return "as answered" if term["restsOn"] else "the same for everybody"


def _figures(output: Mapping[str, Any]) -> dict[str, Any]:
    """The figures of a score, and of each of its parts, without what they were worked out from."""
    parts = {name: _figures(part["output"]) for name, part in output.get("componentScores", {}).items()}
    plain = {name: value for name, value in output.items() if name != "componentScores"}
    return plain | ({"componentScores": parts} if parts else {})


def decisions_page() -> str:
    """Programme needs, tiers, workload and the dates of custody: what each rule says, its source, and an example."""
    lines = ["# Programme needs, screens, tiers, workload and custody", "", DRAWN]
    for name, (title, module) in _DECISIONS.items():
        lines += ["", f"## {title} (`{name}`)", "", cleandoc(module.__doc__ or ""), ""]
        lines += [f"- Version: {_version(module)}."]
        lines += [f"- Mark: {mark}" for mark in marks_of(name)]
        for table in tables_of_decision(name):
            lines += _table(table)
        lines += _example(name)
    return "\n".join(lines) + "\n"


def _version(module: ModuleType) -> str:
    return getattr(module, "VERSION", "1.0, as the interface numbers it")

"""`throughcare explain`: why each duty of one person stands as it does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches
from typing import Annotated

import typer

from throughcare.cli.screen import (
    AsOf,
    ExtractFolder,
    Refused,
    day_typed,
    print_whole,
    read_with_progress,
    tell_refusals,
)
from throughcare.exchange.extracts import Extract
from throughcare.exchange.packs import read_pack, read_packs, shipped_packs
from throughcare.facts.stream import in_order, standing
from throughcare.facts.words import say_day
from throughcare.standards.case_engine import CaseEngine
from throughcare.standards.explanations import Explanation
from throughcare.standards.explanations import explain as explain_obligation
from throughcare.standards.language import AnyStandard
from throughcare.standards.obligations import Owed


def explain(
    extract: ExtractFolder,
    as_of: AsOf,
    person: Annotated[str, typer.Option(metavar="CRN", help="The person's case reference number.")],
    standard: Annotated[
        str | None, typer.Option(metavar="PACK/ID", help="One standard, for example briefing/first-appointment.")
    ] = None,
    pack: Annotated[list[str] | None, typer.Option(help="Only the standards of this pack, by name or folder.")] = None,
    on: Annotated[
        str | None, typer.Option(metavar="DAY", help="Explain what had happened by this earlier day.")
    ] = None,
) -> None:
    """Explain a person's duties: what opened each, which days counted, what settled it, and who is accountable."""
    today = date.today()
    day = day_typed(as_of, "--as-of", today=today)
    view = day if on is None else day_typed(on, "--on", today=today)
    if view > day:
        raise Refused(f"--on {view} lies after the day of the extract, {day}: nothing is known of it.")
    standards = _standards(standard, pack)
    read = read_with_progress(extract, day)
    crn = _crn(person, read)
    tell_refusals(read, None)
    found = explanations(read, crn, standards, view)
    if not found:
        what = standard or "any standard"
        raise Refused(f"{crn} has no duty under {what} by {view}: the facts on record open none.")
    print_whole("\n".join([f"{crn}, as of {say_day(view)}", *(told(each) for each in found)]))


def _standards(name: str | None, packs: Sequence[str] | None) -> list[AnyStandard]:
    if name is None:
        return [standard for pack in read_packs(packs or shipped_packs()) for standard in pack.standards]
    return [standard_named(name)]


def standard_named(name: str) -> AnyStandard:
    """The standard of a full name, pack/id, where pack may be a folder. Raises `Refused`."""
    pack, _, id_ = name.rpartition("/")
    if not pack:
        raise Refused(f"--standard needs its full name, pack/id, and not '{name}'.")
    standards = read_pack(pack).standards
    found = [standard for standard in standards if standard.id == id_]
    if not found:
        raise Refused(f"pack {pack} has no standard '{id_}'; it has {', '.join(each.id for each in standards)}.")
    return found[0]


def _crn(person: str, extract: Extract) -> str:
    crn = person.strip().upper()
    if not crn:
        raise Refused("--person needs a CRN, for example X100006.")
    if crn in extract.facts:
        return crn
    close = get_close_matches(crn, extract.people, n=3)
    line = extract.refused_people.get(crn)
    hint = f" Did you mean {' or '.join(close)}?" if close else ""
    if line is not None:
        hint = f" Their row was refused (persons.csv, line {line}): throughcare measure --rejects FILE says why."
    raise Refused(f"there is no person {crn} in the extract, which has {len(extract.people)} people.{hint}")


def explanations(extract: Extract, person: str, standards: Sequence[AnyStandard], as_of: date) -> list[Explanation]:
    """Every duty of one person explained, in the order in which they opened."""
    facts = in_order(standing(extract.facts[person], as_of=as_of))
    places = {number: f"{table}, line {line}" for number, (table, line) in enumerate(extract.places[person], start=1)}
    by_name = {standard.name: standard for standard in standards}
    return [
        explain_obligation(
            by_name[obligation.standard],
            obligation,
            facts,
            as_of=as_of,
            organisations=extract.provider_names,
            places=places,
        )
        for obligation in CaseEngine(standards).derive(facts)
    ]


def told(explanation: Explanation) -> str:
    """One explanation as lines: the question, how it stands, and a sentence a line."""
    outcome = explanation.outcome
    heading = {Owed.YES: outcome.upper(), Owed.NO: "NOT OWED", Owed.UNKNOWN: f"NOT KNOWN TO BE OWED (else {outcome})"}
    lines = [f"\n{explanation.title}  {heading[explanation.owed]}  [{explanation.standard}]"]
    return "\n".join([*lines, *(f"  {sentence}" for sentence in explanation.sentences)])

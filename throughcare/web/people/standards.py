"""The shipped standards as pages name them: by title, by stage of a case, and by the clock that reads them."""

from __future__ import annotations

from functools import cache

from throughcare.actions.projections import engine
from throughcare.exchange.packs import read_packs, shipped_packs
from throughcare.facts import KINDS
from throughcare.records.queries.timeline import stage_of
from throughcare.rules.tasks import rule_of
from throughcare.standards.language import AnyStandard, Deadline, Sureness, voiding

CONTRACT_PACKS = ("contract-2015",)
"""The packs that read a duty by the terms of a contract; all others read it as the inspection did, or as we do."""

SURE = {
    Sureness.VERIFIED: "Verified: the limit stands so in the source.",
    Sureness.STATED: "Stated: the source says so; what it rests on was not read.",
    Sureness.UNVERIFIED: "Not verified: the limit, or a part of it, is ours.",
}
"""How sure we are of a limit, in words."""


@cache
def by_name() -> dict[str, AnyStandard]:
    """Every shipped standard by its full name, pack/id."""
    return {standard.name: standard for standard in engine().standards}


def is_voidable(name: str) -> bool:
    """Whether something else than the end of an order may close a duty of this standard before it is settled."""
    return bool(voiding(by_name()[name])) if name in by_name() else False


@cache
def pack_titles() -> dict[str, str]:
    """The title of each shipped pack by its name."""
    return {pack.name: pack.title for pack in read_packs(shipped_packs())}


def title_of(name: str) -> str:
    """A standard in few words, as on a list: *Home visit*."""
    return rule_of(name).short


def stage_of_standard(standard: AnyStandard) -> str:
    """The stage of a case at which a duty is done: that of what settles it; for a gate, that of what it is asked at."""
    pattern = standard.met_by if isinstance(standard, Deadline) else standard.at
    return stage_of(KINDS[pattern[0].kinds[0]])


def is_by_contract(name: str) -> bool:
    """Whether a standard is the contract's reading of its duty: see *contract clock* in the glossary."""
    return rule_of(name).same_as is not None or name.partition("/")[0] in CONTRACT_PACKS


def say_clock(name: str) -> str:
    """The clock that reads a duty, in a word or two."""
    if is_by_contract(name):
        return "contract"
    pack = name.partition("/")[0]
    return {"briefing": "inspection", "throughcare": "our own"}.get(pack) or pack_titles().get(pack, pack)

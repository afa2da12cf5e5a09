"""Packs from their text files: one for the terms and attributes that are shared, one for each standard.

Everything that is wrong is found in one go and named with its file, its line and what would be right: names,
shapes, units, and values too (a misspelt value would never match, and the figure would silently be wrong).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from throughcare.calendar import day_from_text
from throughcare.standards.language import (
    About,
    AnyStandard,
    Counts,
    Deadline,
    Gate,
    How,
    Pack,
    Pattern,
    Per,
    Sureness,
    needed,
)
from throughcare.standards.pattern_text import Names, read_attribute, read_due, read_pattern
from throughcare.standards.standard_checks import check_deadline, check_gate
from throughcare.standards.text_nodes import Fault, Faults, Node, read_node

SHARED_FILE = "pack.yaml"
"""The file of a pack that holds its name, its dates and what its standards share."""

_SHARED_KEYS = ("pack", "title", "words", "source", "from", "builds_on", "order", "shared")
_ABOUT_KEYS = ("title", "words", "why", "source", "sure", "counts", "gaming", "owner", "next_review")
_COMMON_KEYS = ("id", *_ABOUT_KEYS, "applies", "unknown", "accountable")
_DEADLINE_KEYS = (*_COMMON_KEYS, "opens", "met_by", "voided_by", "due", "per", "voided_per")
_GATE_KEYS = (*_COMMON_KEYS, "at", "holds")

E = TypeVar("E", bound=StrEnum)


def builds_on(files: Mapping[str, str]) -> str | None:
    """The name of the pack whose terms and attributes this one uses, if any."""
    node = read_node(SHARED_FILE, files.get(SHARED_FILE, ""), Faults())
    base = node.get("builds_on") if node else None
    return base.value if base and isinstance(base.value, str) else None


def load_pack(files: Mapping[str, str], *, base: Pack | None = None) -> Pack:
    """A pack from the texts of its files, by file name.

    `base` is the pack named by `builds_on`. Raises `PackFault` with everything that is wrong.
    """
    faults = Faults()
    if SHARED_FILE not in files:
        faults.found.append(Fault(SHARED_FILE, 1, "the pack has no such file; it names the pack and what is shared"))
    faults.stop_if_any()
    shared = read_node(SHARED_FILE, files[SHARED_FILE], faults)
    faults.stop_if_any()
    assert shared is not None
    names, header = _read_shared(shared, base)
    standards: dict[str, AnyStandard] = {}
    spoilt = False
    for file in sorted(set(files) - {SHARED_FILE}):
        node = read_node(file, files[file], faults)
        standard = _read_standard(node, header.name, names) if node else None
        spoilt |= node is None or standard is None
        if node and standard and standard.id in standards:
            node.fault(f"the standard '{standard.id}' stands twice in this pack")
        elif standard:
            standards[standard.id] = standard
    if not faults.found and not standards:
        shared.fault("the pack has no standards: write one file for each beside this one")
    in_order = _in_order(None if spoilt else shared.get("order"), standards)
    faults.stop_if_any()
    return Pack(
        header.name,
        header.title,
        header.words,
        header.source,
        header.from_on,
        names.terms,
        names.attributes,
        in_order,
    )


def _read_shared(shared: Node, base: Pack | None) -> tuple[Names, Pack]:
    shared.allow_only(SHARED_FILE, _SHARED_KEYS)
    wanted = shared.get("builds_on")
    if wanted is not None and (base is None or base.name != wanted.value):
        wanted.fault(f"there is no pack '{wanted.value}' to build on")
    names = Names(dict(base.terms) if base else {}, dict(base.attributes) if base else {})
    section = shared.get("shared")
    for name, node in section.items("shared") if section else ():
        if names.is_free(name, node):
            _declare(name, node, names)
    header = Pack(
        _text(shared, "pack"),
        _text(shared, "title"),
        _text(shared, "words"),
        _text(shared, "source"),
        _day(shared, "from"),
    )
    return names, header


def _in_order(order: Node | None, standards: dict[str, AnyStandard]) -> tuple[AnyStandard, ...]:
    """The standards in the order in which people read them; those that `order` leaves out come last."""
    listed = []
    for part in order.listed() if order else ():
        if part.value in standards:
            listed.append(str(part.value))
        else:
            part.fault(f"'order' names '{part.value}', and there is no such standard in this pack")
    return tuple(standards[id_] for id_ in dict.fromkeys([*listed, *standards]))


def _declare(name: str, node: Node, names: Names) -> None:
    """One entry of `shared`: an attribute where it says how it comes from the facts, otherwise a term."""
    if not any(node.get(how) for how in How):
        names.terms[name] = read_pattern(node, names, event=True)
        return
    attribute = read_attribute(name, node, names)
    if attribute is not None:
        names.attributes[name] = attribute


def _read_standard(node: Node, pack: str, names: Names) -> AnyStandard | None:
    before = len(node.faults.found)
    standard = (_read_deadline if node.get("at") is None else _read_gate)(node, pack, names)
    return standard if len(node.faults.found) == before else None


def _read_deadline(node: Node, pack: str, names: Names) -> Deadline:
    node.allow_only("a deadline", _DEADLINE_KEYS)
    opens, met_by = _pattern(node, "opens", names, event=True), _pattern(node, "met_by", names, event=True)
    voided_by = _pattern(node, "voided_by", names, event=node.get("voided_by") is not None)
    due = node.get("due")
    standard = Deadline(
        **_read_common(node, pack, names, (opens, met_by, voided_by)),
        opens=opens,
        met_by=met_by,
        voided_by=voided_by,
        due=read_due(due) if due else None,
        per=_choice(node, "per", Per),
        voided_per=_choice(node, "voided_per", Per),
    )
    check_deadline(standard, node)
    return standard


def _read_gate(node: Node, pack: str, names: Names) -> Gate:
    node.allow_only("a gate", _GATE_KEYS)
    at, holds = _pattern(node, "at", names, event=True), _pattern(node, "holds", names, required=True)
    standard = Gate(**_read_common(node, pack, names, (at, holds)), at=at, holds=holds)
    check_gate(standard, node)
    return standard


def _read_common(node: Node, pack: str, names: Names, own: tuple[Pattern, ...]) -> dict[str, Any]:
    """What deadlines and gates share; `own` are the patterns of this one alone."""
    applies, unknown = _pattern(node, "applies", names), _pattern(node, "unknown", names)
    return {
        "pack": pack,
        "id": _id(node),
        "about": _read_about(node),
        "attributes": needed((*own, applies, unknown), names.attributes.values()),
        "applies": applies,
        "unknown": unknown,
        "accountable": _read_accountable(node),
    }


def _pattern(node: Node, key: str, names: Names, *, event: bool = False, required: bool = False) -> Pattern:
    part = node.get(key)
    if part is None:
        if event or required:
            node.fault(f"'{key}' is missing")
        return ()
    return read_pattern(part, names, event=event)


def _read_about(node: Node) -> About:
    sure, counts = _choice(node, "sure", Sureness, required=True), _choice(node, "counts", Counts, required=True)
    words = {key: _text(node, key) for key in ("title", "words", "why", "source", "gaming", "owner")}
    return About(
        **words,
        sureness=sure or Sureness.UNVERIFIED,
        counts=counts or Counts.RECORDED,
        next_review=_day(node, "next_review"),
    )


def _read_accountable(node: Node) -> str | None:
    part = node.get("accountable")
    if part is None:
        return None
    part.allow_only("accountable", ("field",))
    return _text(part, "field")


def _text(node: Node, key: str) -> str:
    part = node.get(key)
    if part is None:
        node.fault(f"'{key}' is missing")
        return ""
    text = part.text(key)
    if text.upper().split(":")[0] in ("TODO", "TBC", "TBD", "?", "-"):
        part.fault(f"'{key}' is an empty placeholder: write it")
    return text


def _id(node: Node) -> str:
    before = len(node.faults.found)
    text = _text(node, "id")
    if len(node.faults.found) == before and not (
        text.replace("-", "").isalnum() and text.isascii() and text == text.lower()
    ):
        (node.get("id") or node).fault(f"'id' is of small letters, digits and hyphens, and not '{text}'")
    return text


def _day(node: Node, key: str) -> date:
    text = _text(node, key)
    day = day_from_text(text)
    if day is None and text:
        (node.get(key) or node).fault(f"'{key}' must be a day, as 2026-11-24, and not '{text}'")
    return day or date.min


def _choice(node: Node, key: str, choices: type[E], *, required: bool = False) -> E | None:
    part = node.get(key)
    if part is None:
        if required:
            node.fault(f"'{key}' is missing: one of {', '.join(choices)}")
        return None
    try:
        return choices(part.shown)
    except ValueError:
        part.fault(f"'{key}' is one of {', '.join(choices)}, and not '{part.shown}'")
        return None

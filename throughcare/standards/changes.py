"""A what-if: one standard read otherwise, for the count alone.

Three things may be changed: the limit, who a standard applies to, and what satisfies it. What opens it stays, so that
the same duties stand on both sides and each can be followed from one to the other. A change is read from text and
checked as a pack is; nothing of it is ever kept as a standard.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from throughcare.calendar import Limit, Unit
from throughcare.standards.contradictions import can_ever_hold
from throughcare.standards.language import (
    AnyStandard,
    Attribute,
    Clause,
    DayIn,
    Deadline,
    Due,
    Gate,
    Pack,
    Pattern,
    Test,
    ValueType,
    names_in,
    needed,
    openings,
    patterns_of,
)
from throughcare.standards.pattern_text import Names, read_count, read_limit, read_pattern
from throughcare.standards.standard_checks import check_deadline, check_gate
from throughcare.standards.text_nodes import Faults, Node, read_node

EVERYBODY: Pattern = ()
"""The condition of a standard that is asked of everybody."""
NOBODY: Pattern = (Clause((), (Test("kind", ()),)),)
"""A condition that never holds: the standard as if nobody owed it."""

LIMIT, APPLIES, UNKNOWN, SATISFIES = "limit", "applies", "unknown", "met_by"
FIELDS_OF_CHANGE = (LIMIT, APPLIES, UNKNOWN, SATISFIES)
"""What a change may say, by the names that are used in a file, at the command line and in a form."""

_UNITS = {
    "working day": Unit.WORKING_DAYS,
    "working_day": Unit.WORKING_DAYS,
    "calendar day": Unit.CALENDAR_DAYS,
    "calendar_day": Unit.CALENDAR_DAYS,
    "day": Unit.CALENDAR_DAYS,
    "month": Unit.MONTHS,
}
_LIMIT = re.compile(r"(?P<count>[-+\u2212]?\d+)\s+(?P<unit>[a-z_ ]+?)s?")
_LIMIT_WOULD_BE = "say a count and a unit, for example 3 working days, 10 days or 2 months"


class ChangeFault(ValueError):
    """A change that cannot be counted: pairs of the field (blank: the change as a whole) and a sentence."""

    def __init__(self, faults: list[tuple[str, str]]) -> None:
        super().__init__("\n".join(f"{field}: {reason}" if field else reason for field, reason in faults))
        self.faults = faults


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Another limit, another condition, or another pattern that satisfies. None: as it stands in the pack.

    `applies` is `EVERYBODY`, `NOBODY` or a pattern; `unknown` says when such a pattern is not known to hold.
    `satisfies` is what meets a deadline, or what must hold at a gate. Where a duty is due on a day that its opening
    fact says, `limit` is the one that counts where it says none: the day itself stays, for others gave it.
    """

    limit: Limit | None = None
    applies: Pattern | None = None
    unknown: Pattern | None = None
    satisfies: Pattern | None = None

    def made_to(self, standard: AnyStandard, pack: Pack) -> AnyStandard:
        """The standard, read otherwise, with the attributes of its pack that it then needs. Nothing is checked."""
        changed: AnyStandard
        if isinstance(standard, Deadline):
            changed = self._with_limit(standard)
            changed = changed if self.satisfies is None else replace(changed, met_by=self.satisfies)
        else:
            changed = standard if self.satisfies is None else replace(standard, holds=self.satisfies)
        if self.applies is not None:
            changed = replace(changed, applies=self.applies, unknown=self._unknown(standard, pack))
        elif self.unknown is not None:
            changed = replace(changed, unknown=self.unknown)
        return replace(changed, attributes=needed(patterns_of(changed), pack.attributes.values()))

    def _with_limit(self, standard: Deadline) -> Deadline:
        if self.limit is None:
            return standard
        due = _limited(standard.due, self.limit)
        dues = [_limited(standard.due_of(clause), self.limit) for clause in standard.opens]
        clauses = [
            replace(clause, due=None if own == due else own) for clause, own in zip(standard.opens, dues, strict=True)
        ]
        return replace(standard, due=due, opens=tuple(clauses))

    def _unknown(self, standard: AnyStandard, pack: Pack) -> Pattern:
        """When the new condition is not known: as was said; else as of any standard of the pack that has it.

        Where there is none, it is not known where the condition asks for something that is not recorded.
        """
        if self.unknown is not None or self.applies is None or self.applies in (EVERYBODY, NOBODY):
            return self.unknown or ()
        alike = (each.unknown for each in pack.standards if each.applies == self.applies and each.unknown)
        asked = (pack.attributes[name] for name in dict.fromkeys(names_in(self.applies)) if name in pack.attributes)
        blank = (Clause((), (Test(each.name, (None,)),)) for each in asked if each.domain.codes)
        return next(alike, tuple(dict.fromkeys((*standard.unknown, *blank))))


def _limited(due: Due | None, limit: Limit) -> Due:
    return replace(due, otherwise=limit) if isinstance(due, DayIn) else limit


def read_change(texts: Mapping[str, str], standard: AnyStandard, pack: Pack) -> Change:
    """A change from what was typed, by `FIELDS_OF_CHANGE`; what is blank stays as it is.

    Patterns are in the language of standards, as one line or several. Raises `ChangeFault` with everything that is
    wrong: what a pack would be refused for, a change that changes nothing, and one that no case could ever satisfy.
    """
    faults = Faults()
    nodes = {name: _node(name, text, faults) for name, text in texts.items() if text.strip()}
    return _checked({name: node for name, node in nodes.items() if node}, standard, pack, faults)


def read_changes(text: str, pack: Pack) -> dict[str, Change]:
    """Changes of several standards of a pack from one file, by the id of the standard. Raises `ChangeFault`."""
    faults = Faults()
    root = read_node("", text, faults)
    wrong = [(fault.file, fault.reason) for fault in faults.found]
    if root is None or not isinstance(root.value, dict):
        raise ChangeFault(wrong or [("", "a file of changes has a line for each standard, and its changes under it")])
    found: dict[str, Change] = {}
    standards = {each.id: each for each in pack.standards}
    for id_, node in root.value.items():
        own = Faults()
        if id_ not in standards:
            wrong.append((id_, f"there is no such standard in {pack.name}: it has {', '.join(standards)}"))
            continue
        try:
            found[id_] = _checked(_own_nodes(node, own), standards[id_], pack, own)
        except ChangeFault as fault:
            wrong += [(" ".join(part for part in (id_, field) if part), reason) for field, reason in fault.faults]
    if wrong:
        raise ChangeFault(wrong)
    return found


def _own_nodes(node: Node, faults: Faults) -> dict[str, Node]:
    """The fields of a change in a file, each marked with its name and told of the faults of this change alone."""
    found = _adopted(node, "", faults)
    names = {"due": LIMIT, "holds": SATISFIES} | {name: name for name in FIELDS_OF_CHANGE}
    found.allow_only("a change", tuple(names))
    entries = found.value if isinstance(found.value, dict) else {}
    return {names[name]: _adopted(part, names[name], faults) for name, part in entries.items() if name in names}


def _adopted(node: Node, file: str, faults: Faults) -> Node:
    value = node.value
    if isinstance(value, list):
        return Node(file, node.line, [_adopted(each, file, faults) for each in value], faults)
    if isinstance(value, dict):
        return Node(file, node.line, {name: _adopted(each, file, faults) for name, each in value.items()}, faults)
    return Node(file, node.line, value, faults)


def _node(name: str, text: str, faults: Faults) -> Node | None:
    return Node(name, 1, text.strip(), faults) if name == LIMIT else read_node(name, text, faults)


def _checked(nodes: Mapping[str, Node], standard: AnyStandard, pack: Pack, faults: Faults) -> Change:
    names = Names(pack.terms, pack.attributes)
    limit = _limit(nodes[LIMIT]) if LIMIT in nodes else None
    change = Change(
        limit=limit,
        applies=_condition(nodes[APPLIES], names) if APPLIES in nodes else None,
        unknown=read_pattern(nodes[UNKNOWN], names) if UNKNOWN in nodes else None,
        satisfies=read_pattern(nodes[SATISFIES], names, event=isinstance(standard, Deadline))
        if SATISFIES in nodes
        else None,
    )
    said = {APPLIES: change.applies, UNKNOWN: change.unknown, SATISFIES: change.satisfies}
    for name, pattern in said.items():
        if pattern:
            _check_names_nobody(pattern, names, nodes[name])
    if LIMIT in nodes and isinstance(standard, Gate):
        nodes[LIMIT].fault("this standard is asked at one moment, so it has no limit that could be changed")
    _stop(faults)
    changed = change.made_to(standard, pack)
    _check(changed, nodes, faults)
    _stop(faults)
    if changed == replace(standard, attributes=changed.attributes):
        raise ChangeFault([("", f"this changes nothing: {standard.name} is read so now")])
    return change


def _check(changed: AnyStandard, nodes: Mapping[str, Node], faults: Faults) -> None:
    """What a pack would be refused for, and what no case could satisfy."""
    root = Node("", 1, {**nodes, "holds": nodes.get(SATISFIES, _blank(faults)), "due": _blank(faults)}, faults)
    if isinstance(changed, Deadline):
        check_deadline(changed, root)
        satisfiable = can_ever_hold(changed.met_by, changed)
    else:
        check_gate(changed, root)
        satisfiable = can_ever_hold(changed.holds, changed, beside=changed.at)
    if SATISFIES in nodes and not satisfiable:
        nodes[SATISFIES].fault("no case could ever satisfy this: its tests leave no value to what they name")
    for name, pattern in ((APPLIES, changed.applies), (UNKNOWN, changed.unknown)):
        is_said = name in nodes and pattern not in (EVERYBODY, NOBODY)
        if is_said and not can_ever_hold(pattern, changed, beside=openings(changed)):
            nodes[name].fault("this could never hold of anybody of whom the standard is asked")


def _check_names_nobody(pattern: Pattern, names: Names, node: Node) -> None:
    """Figures stop at the team: a change that names one member of staff would make them figures of that one."""
    for clause in pattern:
        for test in clause.tests:
            domain = names.domain_of(test.name)
            if domain and domain.type is ValueType.OFFICER and any(value is not None for value in test.values):
                node.fault(f"'{test.name}' cannot name a member of staff here: figures stop at the team")


def _blank(faults: Faults) -> Node:
    return Node("", 1, "", faults)


def _stop(faults: Faults) -> None:
    if faults.found:
        raise ChangeFault(list(dict.fromkeys((fault.file, fault.reason) for fault in faults.found)))


def _condition(node: Node, names: Names) -> Pattern:
    said = node.value.strip().casefold() if isinstance(node.value, str) else ""
    return (
        {"everybody": EVERYBODY, "nobody": NOBODY}[said]
        if said in ("everybody", "nobody")
        else (read_pattern(node, names))
    )


def _limit(node: Node) -> Limit | None:
    """A limit as people say it (*3 working days*), or as it stands in a pack."""
    if isinstance(node.value, dict):
        return read_limit(node)
    said = " ".join(node.shown.casefold().split())
    found = _LIMIT.fullmatch(said)
    unit = _UNITS.get(found["unit"].strip()) if found else None
    if found is None or unit is None:
        node.fault(f"'{node.shown}' is no limit: {_LIMIT_WOULD_BE}")
        return None
    if found["count"][0] in "-\u2212":
        node.fault(f"a limit cannot be negative, and '{node.shown}' is: {_LIMIT_WOULD_BE}")
        return None
    count = read_count(found["count"].lstrip("+"))
    if count is None:
        node.fault(f"a limit is a whole number from 0 to 9999, and not '{found['count']}'")
        return None
    return Limit(count, unit)


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Standards of one pack as they stand, each beside its other reading; `kept` says of the others why they stay.

    `asked` is the change in the words of whoever asked.
    """

    pack: Pack
    pairs: tuple[tuple[AnyStandard, AnyStandard], ...]
    asked: Mapping[str, str]
    kept: Mapping[str, str] = field(default_factory=dict)

    @property
    def standards(self) -> list[AnyStandard]:
        """Every standard as it stands, and then every one read otherwise, in the same order."""
        return [today for today, _ in self.pairs] + [changed for _, changed in self.pairs]

    @property
    def readings(self) -> list[tuple[AnyStandard, AnyStandard, tuple[Attribute, ...]]]:
        """Each pair with every attribute that either reading names, as the column engine takes them."""
        order = tuple(self.pack.attributes.values())
        pairs = [(today, changed, (*patterns_of(today), *patterns_of(changed))) for today, changed in self.pairs]
        return [(today, changed, needed(patterns, order)) for today, changed, patterns in pairs]


def what_if_one(texts: Mapping[str, str], standard: AnyStandard, pack: Pack) -> WhatIf:
    """One standard read otherwise. Raises `ChangeFault`."""
    change = read_change(texts, standard, pack)
    return WhatIf(pack, ((standard, change.made_to(standard, pack)),), _said(texts))


def what_if_pack(texts: Mapping[str, str], pack: Pack) -> WhatIf:
    """The same change made to every standard of a pack that can have it; the others are left out, and it is said why.

    Raises `ChangeFault` where no standard can.
    """
    pairs, kept, first = [], {}, None
    for standard in pack.standards:
        try:
            pairs.append((standard, read_change(texts, standard, pack).made_to(standard, pack)))
        except ChangeFault as fault:
            kept[standard.name] = fault.faults[0][1]
            first = first or fault
    if not pairs:
        raise first or ChangeFault([("", f"{pack.name} has no standards")])
    return WhatIf(pack, tuple(pairs), _said(texts), kept)


def what_if_of_file(text: str, pack: Pack) -> WhatIf:
    """Standards of a pack, each with a change of its own, from the text of a file. Raises `ChangeFault`."""
    changes = read_changes(text, pack)
    pairs = [(each, changes[each.id].made_to(each, pack)) for each in pack.standards if each.id in changes]
    return WhatIf(pack, tuple(pairs), {"changes": ", ".join(changes)})


def _said(texts: Mapping[str, str]) -> dict[str, str]:
    return {name: " ".join(text.split()) for name, text in texts.items() if text.strip()}

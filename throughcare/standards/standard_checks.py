"""What must hold of a whole standard, beyond each of its parts being well written."""

from __future__ import annotations

from throughcare.standards.language import (
    FIELDS,
    FIELDS_OF_KIND,
    HAS_ORDER,
    KINDS_ASKED,
    AnyStandard,
    DayIn,
    Deadline,
    Gate,
    Pattern,
    Per,
    ValueType,
    kinds_of,
    openings,
)
from throughcare.standards.text_nodes import Node


def check_deadline(standard: Deadline, node: Node) -> None:
    """Faults of a deadline: a clause without a limit, a limit out of place, `per` over facts that cannot be tied,
    a day in a field that the opening fact does not have, and what would void a duty before the day's facts meet it.
    """
    _check_common(standard, node)
    if node.get("due") is None and any(clause.due is None for clause in standard.opens):
        node.fault("'due' is missing: say by when, for example due: {working_days: 5}")
    _check_ties(standard, node)
    _check_no_limits(standard.met_by, "met_by", node)
    _check_no_limits(standard.voided_by, "voided_by", node)
    _check_days(standard, node)
    _check_voided_later(standard, node)


def _check_ties(standard: Deadline, node: Node) -> None:
    """Facts that are tied by their order must carry one; and a tie of its own needs something that voids."""
    opening, voiding = kinds_of(standard.opens), kinds_of(standard.voided_by)
    if standard.voided_per is None:
        ties = [("per", standard.per, opening | kinds_of(standard.met_by) | voiding)]
    else:
        ties = [
            ("per", standard.per, opening | kinds_of(standard.met_by)),
            ("voided_per", standard.voided_per, opening | voiding),
        ]
    for key, per, tied in ties:
        for kind in sorted(tied - HAS_ORDER) if per is Per.ORDER else ():
            _at(node, key).fault(f"'{key}: order' ties facts by their order, and a fact of kind '{kind}' carries none")
    if standard.voided_per and not voiding:
        _at(node, "voided_per").fault("'voided_per' ties what voids, and there is no 'voided_by'")


def _check_days(standard: Deadline, node: Node) -> None:
    """Every kind that opens a duty must have the field that says when it is due."""
    for clause in standard.opens:
        due = clause.due or standard.due
        if isinstance(due, DayIn):
            for kind in sorted(kind for kind in clause.kinds if due.field not in FIELDS_OF_KIND[kind]):
                where = _at(node, "opens" if clause.due else "due")
                where.fault(f"a fact of kind '{kind}' has no field '{due.field}' that could say when it is due")


def _check_voided_later(standard: Deadline, node: Node) -> None:
    """Within one day what meets a duty comes before what voids it, so that the day alone tells which came first."""
    for kind in sorted(kinds_of(standard.voided_by), key=KINDS_ASKED.index):
        late = [met for met in KINDS_ASKED if met in kinds_of(standard.met_by) and not comes_before(met, kind)]
        if late:
            (node.get("voided_by") or _at(node, "met_by")).fault(
                f"a fact of kind '{kind}' cannot void what one of kind '{late[-1]}' meets: "
                f"within a day it does not come after it"
            )


def comes_before(kind: str, other: str) -> bool:
    """Whether facts of one kind are taken before those of another within a day."""
    return KINDS_ASKED.index(kind) < KINDS_ASKED.index(other)


def check_gate(standard: Gate, node: Node) -> None:
    """Faults of a gate: fields that the fact at the gate does not have, a limit where none can be."""
    _check_common(standard, node)
    _check_no_limits(standard.at, "at", node)
    _check_no_limits(standard.holds, "holds", node)
    _check_state(standard.holds, "holds", standard, node)


def _check_common(standard: AnyStandard, node: Node) -> None:
    for what, pattern in (("applies", standard.applies), ("unknown", standard.unknown)):
        _check_no_limits(pattern, what, node)
        _check_state(pattern, what, standard, node)
    if standard.unknown and not standard.applies:
        _at(node, "unknown").fault(
            "'unknown' says when the condition 'applies' is not known, and there is no 'applies'"
        )
    if standard.accountable is not None:
        for kind in sorted(kinds_of(openings(standard))):
            if (
                standard.accountable not in FIELDS_OF_KIND[kind]
                or FIELDS[standard.accountable].type is not ValueType.PROVIDER
            ):
                _at(node, "accountable").fault(
                    f"a fact of kind '{kind}' has no organisation in a field '{standard.accountable}'"
                )


def _check_no_limits(pattern: Pattern, what: str, node: Node) -> None:
    if any(clause.due for clause in pattern):
        _at(node, what).fault(f"'{what}' opens nothing, so a clause of it has no 'due'")


def _check_state(pattern: Pattern, what: str, standard: AnyStandard, node: Node) -> None:
    """What is asked of the opening fact must be there to ask: fields of every kind that opens, kinds that open."""
    opening = kinds_of(openings(standard))
    for kind in sorted(kinds_of(pattern) - opening):
        _at(node, what).fault(f"'{what}' asks for a fact of kind '{kind}', which is never the one that opens")
    for clause in pattern:
        for kind in sorted(opening):
            missing = sorted(
                test.name for test in clause.tests if test.name in FIELDS and test.name not in FIELDS_OF_KIND[kind]
            )
            if missing and not clause.kinds:
                _at(node, what).fault(f"'{what}' asks for '{missing[0]}', which a fact of kind '{kind}' does not have")


def _at(node: Node, key: str) -> Node:
    """The entry of a standard to which a fault belongs, or the standard where it has none."""
    return node.get(key) or node

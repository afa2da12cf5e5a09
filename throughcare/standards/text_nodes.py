"""Reading one text file of a pack: every value keeps its line, and every scalar is the text that was written.

YAML would make `on:` true, `NO` false and `01` one. Here nothing is guessed: text stays text until the loader,
which knows what is expected, reads it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a pack: the file, the line (from 1) and what would be right.

    Without a file it is about the pack as a whole.
    """

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}" if self.file else self.reason


class PackFault(ValueError):
    """A pack that cannot be used, with every fault found in it."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


@dataclass(slots=True)
class Faults:
    """The faults found so far in a pack."""

    found: list[Fault] = field(default_factory=list)

    def stop_if_any(self) -> None:
        """Raise `PackFault` where anything was found."""
        if self.found:
            raise PackFault(sorted(self.found, key=lambda fault: (fault.file, fault.line, fault.reason)))


@dataclass(frozen=True, slots=True)
class Node:
    """A value in a file: text, a list or a mapping, with the place where it stands."""

    file: str
    line: int
    value: str | list[Node] | dict[str, Node]
    faults: Faults

    @property
    def shown(self) -> str:
        """What stands here, as it is shown to people: text as it is, anything else by its shape."""
        if isinstance(self.value, str):
            return self.value
        return "a list" if isinstance(self.value, list) else "names and values"

    def fault(self, reason: str) -> None:
        """Note that something is wrong here."""
        self.faults.found.append(Fault(self.file, self.line, reason))

    def text(self, what: str) -> str:
        """The text here; a fault and an empty text where there is none."""
        if isinstance(self.value, str) and self.value.strip():
            return " ".join(self.value.split())
        self.fault(f"{what}: expected text")
        return ""

    def items(self, what: str) -> Iterator[tuple[str, Node]]:
        """The entries of the mapping here; a fault where it is none."""
        if isinstance(self.value, dict):
            yield from self.value.items()
        else:
            self.fault(f"{what}: expected 'name: value' lines")

    def listed(self) -> list[Node]:
        """The entries of the list here, or this node alone where it is no list."""
        return self.value if isinstance(self.value, list) else [self]

    def get(self, key: str) -> Node | None:
        """One entry of the mapping here, if it is a mapping and has it."""
        return self.value.get(key) if isinstance(self.value, dict) else None

    def allow_only(self, what: str, allowed: tuple[str, ...]) -> None:
        """A fault for every entry of the mapping here that is not among `allowed`."""
        for key, value in self.items(what):
            if key not in allowed:
                value.fault(f"{what} has no '{key}'; it may have {', '.join(allowed)}")


def read_node(file: str, text: str, faults: Faults) -> Node | None:
    """The content of one file, or None (and a fault) where it cannot be read at all."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except RecursionError:
        faults.found.append(Fault(file, 1, "this is nested too deeply"))
        return None
    except yaml.MarkedYAMLError as problem:
        line = problem.problem_mark.line + 1 if problem.problem_mark else 1
        faults.found.append(Fault(file, line, f"this is not readable: {problem.problem or problem.context}"))
        return None
    except yaml.YAMLError as problem:
        faults.found.append(Fault(file, 1, f"this is not readable: {' '.join(str(problem).split())}"))
        return None
    if root is None:
        faults.found.append(Fault(file, 1, "the file is empty"))
        return None
    return _convert(root, file, faults, set())


def _convert(node: yaml.Node, file: str, faults: Faults, seen: set[int]) -> Node:
    line = node.start_mark.line + 1
    if id(node) in seen:
        faults.found.append(Fault(file, line, "this refers to a part above, or to itself: write it out"))
        return Node(file, line, "", faults)
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        return Node(file, line, [_convert(each, file, faults, seen) for each in node.value], faults)
    if not isinstance(node, yaml.MappingNode):
        return Node(file, line, str(node.value), faults)
    entries: dict[str, Node] = {}
    for key, value in node.value:
        place = Node(file, key.start_mark.line + 1, "", faults)
        if not isinstance(key, yaml.ScalarNode):
            place.fault("a name must be plain text")
        elif key.value in entries:
            place.fault(f"'{key.value}' stands twice")
        else:
            entries[key.value] = _convert(value, file, faults, seen)
    return Node(file, line, entries, faults)

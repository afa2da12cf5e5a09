"""Trouble shows as one swallowing file or function, so the largest are watched."""

import ast
from collections.abc import Iterator

from tests.repo.project import ROOT, files, name_of, python_files, tree_of

FILE_LINES = 400
FUNCTION_LINES = 40

# What may be larger, and why: {"path" or "path:function": "the reason"}.
EXCEPTIONS: dict[str, str] = {}


def functions(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Each function with its lines, its docstring not counted."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = node.end_lineno - node.lineno + 1
            if ast.get_docstring(node) is not None:
                lines -= node.body[0].end_lineno - node.body[0].lineno + 1
            yield node.name, lines


def too_large() -> dict[str, int]:
    found = {}
    for path in [*python_files(), *(path for path in files() if path.parent == ROOT / "scripts")]:
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > FILE_LINES and "/migrations/" not in name_of(path):  # written by Django
            found[name_of(path)] = lines
    for path in python_files():
        for function, lines in functions(tree_of(path)):
            if lines > FUNCTION_LINES:
                found[f"{name_of(path)}:{function}"] = lines
    return found


def test_no_file_and_no_function_is_too_large():
    surprises = [f"{name}: {lines} lines" for name, lines in too_large().items() if name not in EXCEPTIONS]
    assert not surprises, f"over {FILE_LINES} lines a file or {FUNCTION_LINES} a function:\n" + "\n".join(surprises)


def test_exceptions_are_still_needed_and_say_why():
    assert set(EXCEPTIONS) <= set(too_large())
    assert all(reason.strip() for reason in EXCEPTIONS.values())


def test_a_function_is_measured_without_its_docstring():
    source = 'def f():\n    """One.\n\n    Two.\n    """\n    x = 1\n    return x\n'
    assert list(functions(ast.parse(source))) == [("f", 3)]

"""No clock below the web and the command line: a day or an instant is always an argument."""

import ast
from collections.abc import Iterator

import pytest

from tests.repo.project import name_of, python_files, tree_of

CLOCKS = {
    "datetime.date.today",
    "datetime.datetime.now",
    "datetime.datetime.today",
    "datetime.datetime.utcnow",
    "time.ctime",
    "time.gmtime",
    "time.localtime",
    "time.time",
    "time.time_ns",
    "django.utils.timezone.localdate",
    "django.utils.timezone.now",
}
# Where people and programs come in, the clock is read once and handed down.
MAY_ASK = tuple(f"throughcare/{room}" for room in ("cli.py", "cli/", "web/", "api/", "config/", "__main__.py"))


def imported_names(tree: ast.Module) -> dict[str, str]:
    """What each imported name stands for: `from datetime import date as d` gives {"d": "datetime.date"}."""
    names = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                # `import a.b` binds `a`, and `import a.b as c` binds the whole to `c`.
                bound = alias.asname or alias.name.partition(".")[0]
                names[bound] = alias.name if alias.asname else bound
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.update({alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names})
    return names


def clocks_read(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """The line and full name of every clock that is read, or handed on to be read."""
    names = imported_names(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute | ast.Name):
            first, *rest = ast.unparse(node).split(".")
            full = ".".join([names.get(first, first), *rest])
            if full in CLOCKS:
                yield node.lineno, full


def test_no_clock_below_the_web_and_the_command_line():
    found = [
        f"{name_of(path)}:{line} reads {clock}"
        for path in python_files("throughcare/")
        if not name_of(path).startswith(MAY_ASK) and "/migrations/" not in name_of(path)
        for line, clock in clocks_read(tree_of(path))
    ]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "source",
    [
        "from datetime import date\nday = date.today()",
        "from datetime import datetime as dt\nat = dt.now(tz)",
        "import datetime\nat = datetime.datetime.utcnow()",
        "import datetime as d\nlate = field(default_factory=d.date.today)",
        "from time import time\nat = time()",
        "import time as t\nat = t.time()",
    ],
)
def test_a_planted_clock_is_found(source):
    assert [line for line, _ in clocks_read(ast.parse(source))] == [2]


def test_what_is_no_clock_is_left_alone():
    source = "from datetime import date\nday = date(2016, 6, 30)\ntoday = day.today_is\ntime = row.time"
    assert not list(clocks_read(ast.parse(source)))

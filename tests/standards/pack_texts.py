"""A small pack that is in order, to be spoilt in one place at a time."""

from throughcare.standards.language import Pack
from throughcare.standards.loading import load_pack
from throughcare.standards.text_nodes import PackFault

SHARED = """pack: small
title: Small
words: A small pack.
source: Made up.
from: 2015-02-01
shared:
  begun: {kind: sentenced, disposal: COMMUNITY ORDER}
  allocations: {count: allocated, per: order}
  officer_now: {latest: officer, of: allocated}
  concerned: {ever: concern}
"""

ABOUT = """title: Was the plan ready?
words: The plan is ready in time.
why: Without a plan nothing is agreed.
source: Made up.
sure: unverified
counts: recorded
gaming: None.
owner: Tests
next_review: 2027-06-30
"""

DEADLINE = f"""id: ready
{ABOUT}opens: begun
met_by: plan
due: {{working_days: 10}}
"""

GATE = f"""id: by-own
{ABOUT}at: plan
holds: {{officer: {{same_as: officer_now}}}}
"""

ABOUT_LINES = len(ABOUT.splitlines())
FIRST = ABOUT_LINES + 2
"""The line of the first entry of a standard below its words."""

FILES = {"pack.yaml": SHARED, "ready.yaml": DEADLINE, "by-own.yaml": GATE}


def with_shared(entries: str) -> dict[str, str]:
    """The pack with more shared entries, from line 11 on."""
    return {**FILES, "pack.yaml": SHARED + entries}


def with_standard(text: str) -> dict[str, str]:
    """The pack with one more standard in the file `more.yaml`; `text` begins at line `FIRST`."""
    return {**FILES, "more.yaml": f"id: more\n{ABOUT}{text}"}


def faults_of(files: dict[str, str], base: Pack | None = None) -> list[tuple[str, int, str]]:
    """What is wrong with a pack: file, line and reason; empty where it loads."""
    try:
        load_pack(files, base=base)
    except PackFault as problem:
        return [(fault.file, fault.line, fault.reason) for fault in problem.faults]
    return []


def assert_refused(files: dict[str, str], *expected: tuple[str, int, str], base: Pack | None = None) -> None:
    """The pack is refused, and among its faults are these: file, line, and words of the reason."""
    found = faults_of(files, base)
    for file, line, words in expected:
        assert any((file, line) == fault[:2] and words in fault[2] for fault in found), (words, found)

"""`throughcare docs`: the reference pages that are drawn from the code, so that they cannot disagree with it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from throughcare.cli.screen import Refused
from throughcare.exchange.packs import read_pack, shipped_packs
from throughcare.exchange.reference_pages import facts_page, standards_page
from throughcare.exchange.score_pages import decisions_page, scores_page
from throughcare.exchange.whole_files import write_whole

REFERENCE = Path("docs/reference")


def docs(
    into: Annotated[Path, typer.Option(help="The folder of the reference pages.")] = REFERENCE,
    check: Annotated[bool, typer.Option("--check", help="Write nothing; fail where a page is out of date.")] = False,
) -> None:
    """Write the reference pages on facts, standards, scores and tiers, or check that they are up to date."""
    pages = {
        "facts.md": facts_page(),
        "standards.md": standards_page([read_pack(name) for name in shipped_packs()]),
        "scores.md": scores_page(),
        "tiers-and-workload.md": decisions_page(),
    }
    if into == REFERENCE and not into.parent.is_dir():
        raise Refused(f"there is no folder {into.parent} here: go to the checkout, or say where with --into.")
    if check:
        stale = [name for name, text in pages.items() if not _is_fresh(into / name, text)]
        if stale:
            raise Refused(f"out of date in {into}: {', '.join(stale)}. Type: make docs")
        return
    try:
        into.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(f"the folder {into} cannot be made ({error.strerror}): say another with --into.") from error
    for name, text in pages.items():
        write_whole(into / name, text)


def _is_fresh(path: Path, text: str) -> bool:
    return path.is_file() and path.read_bytes() == text.encode()

"""Packs of standards read from their files: those that come with Throughcare, or a folder of somebody's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from throughcare import standards
from throughcare.standards.language import Pack
from throughcare.standards.loading import builds_on, load_pack
from throughcare.standards.text_nodes import Fault, PackFault

_SHIPPED = Path(standards.__file__).parent / "packs"


def shipped_packs() -> tuple[str, ...]:
    """The names of the packs that come with Throughcare; those that build on another come after it."""
    return ("briefing", "contract-2015", "throughcare")


def read_pack(name: str) -> Pack:
    """A pack by its name, or by the path of a folder that holds one.

    Raises `PackFault` where there is no such pack or something in it is wrong, with every fault found.
    """
    return _read(name, ())


def read_packs(names: Iterable[str]) -> list[Pack]:
    """Each pack once, however it was named. Raises `PackFault` where two packs go by one name."""
    packs = [read_pack(name) for name in {place_of(name): name for name in names}.values()]
    twice = [name for name, many in Counter(pack.name for pack in packs).items() if many > 1]
    if twice:
        raise _fault(f"two packs are called '{twice[0]}', so nobody could tell their figures apart: rename one")
    return packs


def place_of(name: str) -> Path:
    """The folder of a pack that is named, or given by its folder: two ways to say one pack have one place."""
    return (_SHIPPED / name if name in shipped_packs() else Path(name)).absolute()


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name that no folder can have
        return False


def _read(name: str, above: tuple[str, ...]) -> Pack:
    if name in above:
        raise _fault(f"a pack cannot build on itself: {' builds on '.join((*above, name))}")
    files = _files(name)
    base = builds_on(files)
    built_on = _read(base, (*above, name)) if base else None
    try:
        return load_pack(files, base=built_on)
    except PackFault as fault:
        raise PackFault([replace(each, file=f"{name}/{each.file}") for each in fault.faults]) from fault


def _files(name: str) -> dict[str, str]:
    folder = place_of(name)
    if not _is_folder(folder):
        raise _fault(
            f"there is no pack '{name}': say one of {', '.join(shipped_packs())}, or the folder that holds yours"
        )
    return {path.name: _text(path) for path in sorted(folder.glob("*.yaml"))}


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise _fault(f"{path} cannot be read: expected text in UTF-8") from error
    except OSError as error:
        raise _fault(f"{path} cannot be read ({error.strerror})") from error


def _fault(reason: str) -> PackFault:
    return PackFault([Fault("", 0, reason)])

"""Packs of standards read from their files: those that come with Throughcare, or a folder of somebody's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
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
    """A pack by its name, or by the path of a folder that holds one; what it builds on may stand beside it.

    Raises `PackFault` where there is no such pack or something in it is wrong, with every fault found.
    """
    return _shipped(name) if name in shipped_packs() else _read(name, place_of(name), ())


@cache
def _shipped(name: str) -> Pack:
    """A pack that comes with Throughcare does not change while it runs."""
    return _read(name, place_of(name), ())


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


def _read(name: str, place: Path, above: tuple[Path, ...]) -> Pack:
    if place in above:
        raise _fault(f"a pack cannot build on itself: {' builds on '.join(path.name for path in (*above, place))}")
    files = _files(name, place)
    base = builds_on(files)
    built_on = _read(base, _place_of_base(base, place), (*above, place)) if base else None
    try:
        return load_pack(files, base=built_on)
    except PackFault as fault:
        raise PackFault([replace(each, file=f"{name}/{each.file}") for each in fault.faults]) from fault


def _place_of_base(base: str, place: Path) -> Path:
    return place_of(base) if base in shipped_packs() else place.parent / base


def _files(name: str, place: Path) -> dict[str, str]:
    if not _is_folder(place):
        shipped = ", ".join(shipped_packs())
        raise _fault(f"there is no pack '{name}': say one of {shipped}, or the folder that holds yours")
    return {path.name: _text(path) for path in sorted(place.glob("*.yaml"))}


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name that no folder can have
        return False


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise _fault(f"{path} cannot be read: expected text in UTF-8") from error
    except OSError as error:
        raise _fault(f"{path} cannot be read ({error.strerror})") from error


def _fault(reason: str) -> PackFault:
    return PackFault([Fault("", 0, reason)])

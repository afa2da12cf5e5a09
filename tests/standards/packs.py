"""The packs that are shipped, read from the folder of the package."""

from functools import cache
from importlib.resources import files

from throughcare.standards.language import AnyStandard, Pack
from throughcare.standards.loading import builds_on, load_pack

FOLDER = files("throughcare.standards") / "packs"


def pack_files(name: str) -> dict[str, str]:
    """The texts of one pack's files, by file name."""
    folder = FOLDER / name
    return {f.name: f.read_text(encoding="utf-8") for f in folder.iterdir() if f.name.endswith(".yaml")}


@cache
def pack(name: str) -> Pack:
    """One pack, with the pack on which it builds."""
    texts = pack_files(name)
    base = builds_on(texts)
    return load_pack(texts, base=pack(base) if base else None)


@cache
def all_packs() -> tuple[Pack, ...]:
    """Every pack that is shipped, by name."""
    return tuple(pack(folder.name) for folder in sorted(FOLDER.iterdir(), key=lambda f: f.name) if folder.is_dir())


@cache
def all_standards() -> tuple[AnyStandard, ...]:
    """Every standard of every pack."""
    return tuple(standard for each in all_packs() for standard in each.standards)


def standard(full_name: str) -> AnyStandard:
    """One standard by its full name, `pack/id`."""
    return next(each for each in all_standards() if each.name == full_name)

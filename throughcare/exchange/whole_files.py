"""Files that are written wholly or not at all: nobody ever reads half a table."""

from __future__ import annotations

import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path


class CouldNotWrite(OSError):
    """A file could not be written; one sentence says which, why, and that nothing is there."""


def write_whole(path: Path, text: str | bytes) -> None:
    """Write `text` (as UTF-8, where it is no bytes) to `path`, replacing what was there, or leave everything as it was.

    What is no ordinary file (standard output, a pipe) is written to directly. Raises `CouldNotWrite`.
    """
    content = text.encode() if isinstance(text, str) else text
    if path.is_dir():
        raise CouldNotWrite(f"{path} is a folder, so nothing was written: say the name of a file.")
    try:
        if _takes_what_it_is_given(path):
            _pour(path, content)
        else:
            _replace(path.resolve(), content)
    except (OSError, ValueError) as error:
        why = (getattr(error, "strerror", None) or str(error)).lower()
        whole = "not all of it was written" if _takes_what_it_is_given(path) else "nothing was written"
        raise CouldNotWrite(f"{path} could not be written ({why}): {whole}.") from error


def ordinary(path: Path) -> Path:
    """Where a file that is written piece by piece goes: what a link leads to. Raises `CouldNotWrite` for what is no
    ordinary file (a folder, a pipe, standard output), which would be put aside and not be written to.
    """
    try:
        if path.is_dir():
            raise CouldNotWrite(f"{path} is a folder, so nothing was written: say the name of a file.")
        if _takes_what_it_is_given(path):
            raise CouldNotWrite(f"{path} is no ordinary file, so nothing was written: say the name of a file.")
        return path.resolve()
    except (OSError, ValueError) as error:
        if isinstance(error, CouldNotWrite):
            raise
        why = (getattr(error, "strerror", None) or str(error)).lower()
        raise CouldNotWrite(f"{path} could not be written ({why}): nothing was written.") from error


def _takes_what_it_is_given(path: Path) -> bool:
    """Whether the path is no ordinary file, or a door to whatever the process has open, such as /dev/stdout."""
    try:
        folder = path.absolute().parent
        is_a_door = folder in (Path("/dev"), Path("/dev/fd")) or folder.parts[1:2] == ("proc",)
        return path.exists() and (is_a_door or not path.is_file())
    except OSError:
        return False


def _pour(path: Path, content: bytes) -> None:
    with path.open("ab") as file:  # where standard output is a file, what it holds already stays
        file.write(content)


def _replace(path: Path, content: bytes) -> None:
    half = path.with_name(f".{path.name[:100]}.{secrets.token_hex(6)}.part")
    try:
        with half.open("xb") as file:
            if path.exists():
                half.chmod(stat.S_IMODE(path.stat().st_mode))
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)
    except BaseException:  # an interruption, too, must leave nothing lying about
        with suppress(OSError):
            half.unlink(missing_ok=True)
        raise
    _make_lasting(path.parent)


def _make_lasting(folder: Path) -> None:
    """Ask that the new name outlive a power cut. The file is whole already, so a refusal is no failure."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

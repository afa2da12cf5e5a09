"""What the tests of the command line share: a tiny extract, and a small pack of one's own."""

from functools import cache
from pathlib import Path

import pytest
import yaml

from tests.exchange.tiny_extract import TinyExtract
from tests.standards.pack_texts import FILES

compose_once = cache(yaml.compose)


@pytest.fixture(autouse=True)
def _each_text_of_a_pack_is_parsed_once(monkeypatch):
    """Every command reads its packs anew, and parsing the shipped ones is half of the time of these tests."""
    monkeypatch.setattr("yaml.compose", compose_once)


@pytest.fixture
def tiny(tmp_path: Path) -> TinyExtract:
    """A tiny extract in which nothing is wrong."""
    return TinyExtract(tmp_path / "extract")


@pytest.fixture
def own_pack(tmp_path: Path):
    """Writes a pack into a folder of the given name: the small one of the tests, with other files laid over it."""

    def write(name: str = "small", **texts: str | None) -> Path:
        folder = tmp_path / name
        folder.mkdir()
        for file, text in (FILES | {f"{stem.replace('_', '-')}.yaml": text for stem, text in texts.items()}).items():
            if text is not None:
                (folder / file).write_text(text, "utf-8")
        return folder

    return write

from pathlib import Path

import pytest

from tests.exchange.tiny_extract import TinyExtract


@pytest.fixture
def tiny(tmp_path: Path) -> TinyExtract:
    """A tiny extract in which nothing is wrong."""
    return TinyExtract(tmp_path / "extract")

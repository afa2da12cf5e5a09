"""What is installed is said exactly, once, and for everybody alike."""

import re

from tests.repo.project import ROOT, pyproject


def pins(name: str) -> dict[str, str]:
    """Each package of a requirements file with its version; a package without a hash is not found."""
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+).*--hash=sha256:[0-9a-f]{64}", text, flags=re.MULTILINE))


def declared(requirements: list[str]) -> set[str]:
    return {re.match(r"[A-Za-z0-9-]+", requirement)[0].lower() for requirement in requirements}


def test_what_pyproject_asks_for_is_pinned():
    project = pyproject()["project"]
    assert declared(project["dependencies"]) | {"setuptools"} <= set(pins("requirements.txt"))
    assert declared(project["optional-dependencies"]["dev"]) <= set(pins("requirements-dev.txt"))


def test_development_runs_on_what_the_program_runs_on():
    assert pins("requirements.txt").items() <= pins("requirements-dev.txt").items()


def test_a_requirements_file_has_pins_and_hashes_and_nothing_else():
    for name in ("requirements.txt", "requirements-dev.txt"):
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
            assert re.match(r"[a-z0-9-]+==\S+|    --hash=sha256:", line), f"{name}: {line}"

"""What is installed is said exactly, once, and for everybody alike."""

import json
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
    assert declared(project["optional-dependencies"]["link"]) <= set(pins("requirements-link.txt"))
    assert declared(pyproject()["dependency-groups"]["npm"]) <= set(pins("requirements-npm.txt"))


def test_development_runs_on_what_the_program_runs_on():
    assert pins("requirements.txt").items() <= pins("requirements-dev.txt").items()
    assert pins("requirements-link.txt").items() <= pins("requirements-dev.txt").items()


def test_a_requirements_file_has_pins_and_hashes_and_nothing_else():
    for name in ("requirements.txt", "requirements-dev.txt", "requirements-link.txt", "requirements-npm.txt"):
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
            assert re.match(r"[a-z0-9-]+==\S+|    --hash=sha256:", line), f"{name}: {line}"


def test_the_packages_of_the_pages_are_exact_and_come_from_wherever_npm_is_told():
    asked = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    locked = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    wanted = asked["dependencies"] | asked["devDependencies"]
    assert {name: locked[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    for name, package in locked.items():
        assert not name or package["integrity"].startswith("sha512-"), f"{name} has no hash"
        assert "resolved" not in package, f"{name}: npm install --omit-lockfile-registry-resolved keeps addresses out"

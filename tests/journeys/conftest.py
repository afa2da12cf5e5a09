"""A real server with the whole demo world, and a real browser: what every journey starts from."""

import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.journeys.traveller import Traveller
from tests.repo.project import ROOT

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
READY = re.compile(r"^Ready: (http://\S+)$", re.MULTILINE)


def pytest_collection_modifyitems(items):
    """Everything in this folder is a journey."""
    for item in items:
        if Path(__file__).parent in Path(item.fspath).parents:
            item.add_marker(pytest.mark.journey)


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The address of the demo, made anew for this run by the command that the README names."""
    folder = tmp_path_factory.mktemp("demo")
    command = [sys.executable, "-m", "throughcare", "demo", f"--folder={folder}", f"--port={free_port()}"]
    env = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_URL", "DJANGO_"))}
    with subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True) as process:
        said = ""
        for line in process.stdout:
            said += line
            if READY.match(line):
                break
        else:
            pytest.fail(f"the demo did not start: {said}")
        yield READY.search(said)[1]
        process.terminate()


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def travel(chromium, site):
    """Makes travellers: `travel("Priya Shah")`, with or without JavaScript, on a screen of some width."""
    contexts = []

    def start(name: str | None = None, *, javascript: bool = True, width: int = 1200) -> Traveller:
        context = chromium.new_context(
            base_url=site, java_script_enabled=javascript, viewport={"width": width, "height": 900}
        )
        contexts.append(context)
        traveller = Traveller(context.new_page(), javascript=javascript)
        if name:
            traveller.signs_in_as(name)
        return traveller

    yield start
    for context in contexts:
        context.close()

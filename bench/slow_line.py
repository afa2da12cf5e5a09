"""A court on a slow line: `python -m bench.slow_line`, seconds until a page can be used and a form is answered.

128 kbit/s and 800 ms, made by the browser itself, on the demo world. A first look is one with nothing kept; a second
look has the styles and scripts of the first.
"""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Any

from playwright.sync_api import Page, sync_playwright

from bench.figures import Figure

ROOT = Path(__file__).parent.parent
LINE = {"offline": False, "latency": 800, "downloadThroughput": 16_000, "uploadThroughput": 16_000}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]
PAGES = {"home": "/", "list of the day": "/court/", "a morning": "/court/morning/", "reports": "/reports/"} | {
    "checks": "/checks/"
}
KILOBYTES = 60.0
PATIENT = 120_000


@contextmanager
def demo() -> Iterator[str]:
    """The address of a demo world that is made for this run and goes again."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "throughcare", "demo", f"--folder={folder}", f"--port={port}"]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
            try:
                for line in process.stdout or ():
                    if found := re.match(r"Ready: (http://\S+)", line):
                        yield found[1]
                        return
                raise RuntimeError("the demo did not start")
            finally:
                process.terminate()


def measured() -> dict[str, dict[str, float]]:
    """Seconds and kilobytes of each page, first and second look, and the seconds of a form."""
    chromium = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    with demo() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        context = browser.new_context(base_url=address, viewport={"width": 360, "height": 800})
        page = context.new_page()
        page.goto("/sign-in/")
        page.get_by_role("button", name="Joseph Tetteh").first.click()
        page.wait_for_load_state("load")
        line = context.new_cdp_session(page)
        line.send("Network.enable")
        line.send("Network.emulateNetworkConditions", LINE)
        weights: list[float] = []
        line.on("Network.loadingFinished", lambda told: weights.append(told["encodedDataLength"]))
        found: dict[str, dict[str, float]] = {}
        for name, path in PAGES.items():
            line.send("Network.clearBrowserCache")
            for look in ("first look", "second look"):
                weights.clear()
                seconds = timed(lambda path=path: usable(page, path))
                found[f"{name}, {look}"] = {"seconds": seconds, "kilobytes": sum(weights) / 1000}
        found["a form sent"] = {"seconds": form_sent(page)}
        browser.close()
    return found


def usable(page: Page, path: str) -> None:
    """Until there is something to read, and it can be pressed: no script is waited for, since none is needed."""
    page.goto(path, wait_until="domcontentloaded", timeout=PATIENT)
    page.get_by_role("heading", level=1).wait_for(timeout=PATIENT)


def form_sent(page: Page) -> float:
    """Seconds from the press that says who a defendant is until the next page stands there."""
    page.goto("/court/", wait_until="load", timeout=PATIENT)
    page.get_by_role("link", name="Ngozi Dyson", exact=True).click(timeout=PATIENT)
    page.get_by_label("Nobody who is known").check(timeout=PATIENT)
    page.get_by_label("How do you know?").fill("She told me herself, and nobody of her name is known.")

    def send() -> None:
        page.get_by_role("button", name="Record who it is").click(timeout=PATIENT)
        page.get_by_role("link", name="Ask for a report").wait_for(timeout=PATIENT)

    return timed(send)


def timed(run: Callable[[], None]) -> float:
    """The seconds that a call takes."""
    began = perf_counter()
    run()
    return perf_counter() - began


def figures() -> list[Figure]:
    """The bench's figures. Seconds have no limit: most of them are the line's own."""
    told = []
    for name, row in measured().items():
        beside = f"{row['kilobytes']:.0f} kB" if "kilobytes" in row else "from the press to the next page"
        told.append(Figure(f"at 128 kbit/s and 800 ms: {name}", row["seconds"], "s", beside=beside))
        if name.endswith("first look"):
            told.append(Figure("  its bytes over the line", row["kilobytes"], "kB", KILOBYTES))
    return told


def main() -> None:
    """Measure, and print JSON."""
    found: dict[str, Any] = measured()
    json.dump(found, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()

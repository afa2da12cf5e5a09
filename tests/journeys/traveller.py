"""Somebody in a browser: what they do, and what they see. Each page that they leave was looked at by axe."""

import os
import re
from functools import cache
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.repo.project import ROOT

TALLEST = 1300
"""A picture shows so many pixels from the top: the rest of a long list says nothing new."""
PICTURES = ROOT / "docs" / "pictures"
TAKE = os.environ.get("TAKE_PICTURES") == "1"
"""`make pictures` sets it: the pictures of the documents are taken by the journeys."""


@cache
def axe() -> str:
    return (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


class Traveller:
    """Walks through the site as a person would: by words that stand on the page, never by its inner names."""

    def __init__(self, page: Page, *, javascript: bool) -> None:
        self.page = page
        self.javascript = javascript
        self.faults: list[str] = []
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda said: self.faults.append(said.text) if said.type == "error" else None)

    def goes_to(self, path: str) -> None:
        self.page.goto(path)

    def signs_in_as(self, name: str) -> None:
        self.page.goto("/sign-in/")
        self.page.get_by_role("button", name=name, exact=True).click()

    def follows(self, words: str, **how) -> None:
        self.page.get_by_role("link", name=words, **how).first.click()

    def opens(self, whose: str, words: str) -> None:
        """Follow a link, or a link that looks like a button, in the line of a list that is about somebody."""
        line = self.page.locator("li", has_text=whose).first
        line.get_by_role("link", name=words).or_(line.get_by_role("button", name=words)).first.click()

    def presses(self, words: str, **how) -> None:
        self.page.get_by_role("button", name=words, **how).first.click()

    def types(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=False).first.fill(text)

    def chooses(self, label: str, **how) -> None:
        self.page.get_by_label(label, **how).first.check()

    def sees(self, *words: str) -> None:
        for each in words:
            expect(self.page.get_by_text(each, exact=False).first).to_be_visible()

    def sees_no(self, words: str) -> None:
        assert words not in self.page.content()

    def is_on(self, title: str) -> None:
        expect(self.page).to_have_title(re.compile(re.escape(title)))

    def finds_the_page_sound(self, picture: str | None = None) -> None:
        """Axe finds nothing, nothing went wrong in the browser, and nothing is wider than the screen."""
        if self.javascript:
            self.page.wait_for_load_state()  # a link that was just followed has a document without a body for a moment
            self.page.evaluate("document.activeElement?.blur()")  # axe would measure the colours of the focus
            self.page.mouse.move(0, 0)
            found = self.page.evaluate(f"{axe()}; axe.run(document, {{resultTypes: ['violations']}})")
            broken = [(each["id"], [node["html"][:200] for node in each["nodes"]]) for each in found["violations"]]
            assert not broken, f"{self.page.url}: {broken}"
            width = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert width <= 0, f"{self.page.url} is {width} px wider than the screen"
        assert not self.faults, f"{self.page.url}: {self.faults}"
        if picture and TAKE:
            self.takes_a_picture(picture)

    def takes_a_picture(self, name: str) -> Path:
        path = PICTURES / f"{name}.png"
        height = min(self.page.evaluate("document.documentElement.scrollHeight"), TALLEST)
        clip = {"x": 0, "y": 0, "width": self.page.viewport_size["width"], "height": height}
        self.page.screenshot(path=path, full_page=True, clip=clip)
        return path

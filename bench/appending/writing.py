"""Who writes: over HTTP as a browser does, and straight to the record. Each keeps what it was told."""

from __future__ import annotations

import re
import threading
import time
from dataclasses import dataclass, field
from html import unescape
from http.client import HTTPConnection, HTTPException, HTTPResponse
from http.cookies import SimpleCookie
from random import Random
from urllib.parse import urlencode

from bench.appending.world import PASSWORD, Writer

WAIT = 30
"""Seconds after which a browser gives up on an answer. Then the writer presses the button again: the same form."""
GIVE_UP_AFTER = 90
"""Seconds for which a writer presses the same button again, before it goes home without knowing."""
PAUSE = 0.2
HIDDEN = re.compile(r'<input type="hidden" name="(csrfmiddlewaretoken|form_mark)" value="([^"]*)"')
MOVED = "(opens in a new tab)"
"""What only the page says on which a form comes back because somebody else recorded on the person meanwhile."""
FAULT = re.compile(r"govuk-error-summary__list.*?</ul>", re.DOTALL)


@dataclass
class Told:
    """What writers were told. Every text was sent at most as one form; `seconds` are from the first press of a button
    to "recorded", and `at` when that came (monotonic seconds).
    """

    recorded: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    at: list[float] = field(default_factory=list)
    looked_again: int = 0
    pressed_again: int = 0
    answers: dict[str, int] = field(default_factory=dict)

    def count(self, answer: str) -> None:
        """One more answer of this kind, other than *recorded*."""
        self.answers[answer] = self.answers.get(answer, 0) + 1

    def add(self, other: Told) -> None:
        """What another writer was told, too."""
        for name in ("recorded", "unknown", "refused", "seconds", "at"):
            getattr(self, name).extend(getattr(other, name))
        self.looked_again += other.looked_again
        self.pressed_again += other.pressed_again
        for answer, many in other.answers.items():
            self.answers[answer] = self.answers.get(answer, 0) + many


class Browser:
    """One signed-in user with one connection, which is opened anew whenever it broke."""

    def __init__(self, port: int) -> None:
        self.port, self.cookies, self.connection = port, SimpleCookie(), None

    def ask(self, method: str, path: str, said: dict[str, str] | None = None) -> tuple[int, HTTPResponse, str]:
        """One request and its answer. Raises `OSError` or `HTTPException` where none came."""
        headers = {"Cookie": "; ".join(f"{name}={each.value}" for name, each in self.cookies.items())}
        if said is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            self.connection = self.connection or HTTPConnection("127.0.0.1", self.port, timeout=WAIT)
            self.connection.request(method, path, body=urlencode(said) if said is not None else None, headers=headers)
            answer = self.connection.getresponse()
            text = answer.read().decode()
        except (OSError, HTTPException):
            self.close()
            raise
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            self.cookies.load(cookie)
        return answer.status, answer, text

    def sign_in(self, email: str) -> None:
        """Through the sign-in page, as everybody does."""
        hidden = hidden_in(self.ask("GET", "/sign-in/")[2])
        status, _, text = self.ask("POST", "/sign-in/", hidden | {"login": email, "password": PASSWORD})
        if status != 302:
            raise RuntimeError(f"{email} could not sign in: {status} {fault_in(text)}")

    def close(self) -> None:
        """Forget the connection, not who is signed in."""
        if self.connection is not None:
            self.connection.close()
            self.connection = None


def hidden_in(page: str) -> dict[str, str]:
    """The hidden fields that a form of ours carries."""
    return {name: unescape(value) for name, value in HIDDEN.findall(page)}


def fault_in(page: str) -> str:
    """What a page says is wrong, in one line."""
    found = FAULT.search(page)
    words = re.sub(r"<[^>]+>", " ", found[0] if found else page[-400:])
    return " ".join(unescape(words).split())[:200]


class FormWriter(threading.Thread):
    """A user who opens the form of a contact, fills it in and presses Record, again and again, until told to stop."""

    def __init__(self, writer: Writer, browser: Browser, run: str, stop: threading.Event) -> None:
        super().__init__(daemon=True, name=writer.code)
        self.writer, self.browser, self.run_name, self.stop = writer, browser, run, stop
        self.told, self.random = Told(), Random(f"{run} {writer.code}")
        self.problem: BaseException | None = None

    def run(self) -> None:
        """One form after another."""
        try:
            number = 0
            while not self.stop.is_set():
                number += 1
                self.record(self.random.choice(self.writer.people), f"{self.run_name} {self.writer.code} {number}.")
        except BaseException as problem:
            self.problem = problem
        finally:
            self.browser.close()

    def record(self, crn: str, note: str) -> None:
        """One form, from its opening to what became of it."""
        path = f"/people/{crn}/contact/"
        opened = self.answered("GET", path, None)
        if opened is None or opened[0] != 200:
            self.told.count(f"form not opened: {opened and opened[0]}")
            return
        said = hidden_in(opened[2]) | {
            "met": "OFFICE",
            "outcome": "ATTENDED",
            "on": time.strftime("%d/%m/%Y"),
            "officer": self.writer.code,
            "note": note,
        }
        began = time.monotonic()
        while True:
            found = self.answered("POST", path, said)
            if found is None:
                self.told.unknown.append(note)
                return
            status, answer, text = found
            if status in (302, 303) and "/recorded/" in answer.headers["Location"]:
                self.told.recorded.append(note)
                self.told.at.append(time.monotonic())
                self.told.seconds.append(self.told.at[-1] - began)
                return
            if MOVED in text:
                self.told.looked_again += 1
                said |= hidden_in(text)
                continue
            self.told.refused.append(note)
            self.told.count(f"refused: {status} {fault_in(text)}")
            return

    def answered(self, method: str, path: str, said: dict[str, str] | None):
        """The answer, however often it must be asked for: no answer, or a server that is busy, is no answer."""
        end = time.monotonic() + GIVE_UP_AFTER
        while time.monotonic() < end:
            try:
                status, answer, text = self.browser.ask(method, path, said)
            except (OSError, HTTPException) as error:
                self.told.count(f"no answer: {type(error).__name__}")
            else:
                if status < 500:
                    return status, answer, text
                self.told.count(f"answered {status}")
            self.told.pressed_again += method == "POST"
            time.sleep(PAUSE)
        return None


def append_directly(place: int, people: list[str], run: str, seconds: float, barrier, results) -> None:
    """A process of its own that appends facts to people at random, and sends home what it was told."""
    import django

    django.setup()
    from datetime import UTC, datetime

    from throughcare.actions.streams import append
    from throughcare.facts import Author
    from throughcare.facts.drafts import Draft
    from throughcare.facts.supervision import Appointment, Outcome

    told, random = Told(), Random(f"{run} {place}")
    by, number = Author("BENCH", "BENCH"), 0
    try:
        append_one = _appender(append, Draft, Appointment, Outcome, by)
        append_one(people[place], f"{run} {place} warm.", datetime.now(UTC))  # reads the packs, opens the connection
        barrier.wait(timeout=300)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            number += 1
            note = f"{run} {place} {number}."
            began = time.monotonic()
            append_one(random.choice(people), note, datetime.now(UTC))
            told.recorded.append(note)
            told.at.append(time.monotonic())
            told.seconds.append(told.at[-1] - began)
        results.put(told)
    except BaseException as problem:
        results.put(f"{type(problem).__name__}: {problem}")
        raise


def _appender(append, draft, kind, outcome, by):
    def append_one(crn: str, note: str, at) -> None:
        said = {"outcome": outcome.ATTENDED, "officer": by.staff}
        append(person=crn, drafts=[draft(kind=kind, on=at.date(), payload=said, note=note)], by=by, at=at)

    return append_one

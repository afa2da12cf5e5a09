"""The site under many users at once: `python -m bench.pages`, on whatever database DATABASE_URL names.

Starts granian, signs users in (their sessions are made in the database, as a sign-in would leave
them), and drives them on loopback: first many with time to think, then a few without. Every user walks pages of their
own role, and each page is asked of other people every time.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.figures import Figure

GOAL, GOAL_OF_MEASURES = 0.150, 0.400
"""Seconds in which 95 of 100 pages should be there: all but measures, and measures."""
THINKING = 5.0
RATIO = 1.3
"""A practitioner's list may take at most so many times what an inspector's takes, who sees everybody."""
WORKERS, THREADS = 4, 2
"""As `docs/how-to/run-it-for-real.md` has it for two cores."""
PEOPLE_EACH = 40
"""So many people each user opens, in turn."""


@dataclass
class Walker:
    """One signed-in user: the cookie, and the addresses to go through by kind of page."""

    role: str
    cookie: str
    pages: list[tuple[str, str]]


@dataclass
class Told:
    """What the clients saw, by kind of page: seconds, and answers that were no page."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    failed: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, kind: str, seconds: float, status: int) -> None:
        """One answer."""
        with self.lock:
            self.seconds[kind].append(seconds)
            if status not in (200, 302):
                self.failed[kind] += 1


# --- who walks where --------------------------------------------------------------------------------------------


def walkers(many: int, rng: random.Random) -> list[Walker]:
    """So many users of the roles that look at people and figures: seven practitioners of ten, and one of each other."""
    from throughcare.rules.access import Role

    shares = [Role.PRACTITIONER] * 7 + [Role.SENIOR_PROBATION_OFFICER, Role.INSPECTOR, Role.PROVIDER_LEAD]
    holders = _holders()
    rng.shuffle(holders)
    return [_walker(shares[n % len(shares)], holders[n % len(holders)], n, rng) for n in range(many)]


def _holders() -> list[tuple[str, str, str]]:
    """Practitioners who hold cases now: code, organisation and team."""
    from django.db.models import Count

    from throughcare.records.models import CaseSummary

    held = CaseSummary.objects.filter(is_active=True).exclude(officer="").exclude(team="")
    rows = held.values_list("officer", "organisation", "team").annotate(many=Count("*")).filter(many__gte=10)
    return sorted((officer, organisation, team) for officer, organisation, team, _ in rows)


def _walker(role: str, place: tuple[str, str, str], number: int, rng: random.Random) -> Walker:
    from throughcare.records.models import CaseSummary, User

    officer, organisation, team = place
    is_practitioner = role == "practitioner"
    code = officer if is_practitioner else f"BENCH{number}"
    user, _ = User.objects.get_or_create(
        code=code,
        defaults={
            "email": f"{code.casefold()}@bench.example",
            "name": f"Bench {number}",
            "role": role,
            "organisation": organisation,
            "team": team,
        },
    )
    cases = CaseSummary.objects.filter(is_limited=False, is_active=True)
    mine = cases.filter(officer=officer) if is_practitioner else cases.filter(organisation=organisation, team=team)
    rows = list(mine.values_list("person__crn", "person__family_name")[:PEOPLE_EACH])
    rng.shuffle(rows)
    return Walker(role, session_of(user), list(_pages(role, rows, rng)))


def session_of(user: object) -> str:
    """The cookie of a user who has signed in, made in the database as a sign-in would leave it."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)  # type: ignore[attr-defined]
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()  # type: ignore[attr-defined]
    session.create()
    return f"sessionid={session.session_key}"


MEASURE = "/measures/briefing/first-appointment/"


def _pages(role: str, people: list[tuple[str, str]], rng: random.Random) -> Iterator[tuple[str, str]]:
    """Addresses in the order in which somebody of this role might go through them, again and again."""
    for crn, family in people:
        yield "home", "/"
        if role == "provider_lead":
            yield "measures", "/measures/"
            yield "one measure", f"{MEASURE}?by={rng.choice(['type', 'provider', 'team'])}"
            continue
        yield "people list", f"/people/?page={rng.randint(1, 3)}"
        yield "a person", f"/people/{crn}/"
        yield "timeline", f"/people/{crn}/timeline/"
        yield "duties", f"/people/{crn}/duties/"
        yield "search", f"/people/?q={family[:4].casefold()}"
        if role != "practitioner":
            yield "measures", "/measures/"
            yield "one measure", f"{MEASURE}?by={rng.choice(['type', 'provider', 'team'])}"
            group = "by=type&group=CRC&outcome=missed"
            yield "who is behind it", f"{MEASURE}people/?{group}"


# --- the server and the clients ---------------------------------------------------------------------------------


@contextmanager
def server() -> Iterator[int]:
    """Granian as it is run for real; stopped at the end, however that comes."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    granian = Path(sys.executable).with_name("granian")
    command = [str(granian), "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--workers", str(WORKERS), "--blocking-threads", str(THREADS), "--no-log"]
    command.append("throughcare.config.wsgi:application")
    process = subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL)
    try:
        _await(port)
        yield port
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(20)


def _await(port: int) -> None:
    """Wait until the server answers with a page. Raises `RuntimeError` where it never does."""
    status = 0
    for _ in range(300):
        try:
            status, _ = _ask(port, "/sign-in/", "")
        except OSError:
            status = 0
        if status == 200:
            return
        time.sleep(0.1)
    raise RuntimeError(f"the server gives no page (status {status}): look at what it says when started by itself")


def _ask(port: int, address: str, cookie: str, connection: http.client.HTTPConnection | None = None) -> tuple[int, int]:
    connection = connection or http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", address, headers={"Cookie": cookie, "Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    return answer.status, len(answer.read())


def drive(port: int, users: list[Walker], seconds: float, thinking: float) -> tuple[Told, float]:
    """All users at once until the time is over. The first answers of each worker are not counted: they load code."""
    told, until = Told(), time.perf_counter() + seconds
    began = time.perf_counter()
    threads = [
        threading.Thread(target=_walk, args=(port, user, until, thinking, told, n)) for n, user in enumerate(users)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told, time.perf_counter() - began


def _walk(port: int, user: Walker, until: float, thinking: float, told: Told, number: int) -> None:
    rng = random.Random(number)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    time.sleep(rng.random() * thinking)
    while user.pages and time.perf_counter() < until:
        for kind, address in user.pages:
            began = time.perf_counter()
            if began >= until:
                break
            try:
                status, _ = _ask(port, address, user.cookie, connection)
            except (OSError, http.client.HTTPException):
                status = 0
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
            name = kind if kind != "people list" else f"people list, {user.role}"
            told.add(name, time.perf_counter() - began, status)
            time.sleep(thinking * (0.5 + rng.random()))


def let_the_day_stand_still() -> None:
    """A made-up nation ends on a day: the site asks about that day, as in the demo, or everything would be late."""
    from datetime import UTC, datetime

    from throughcare.records.models import RecordMark
    from throughcare.records.queries.loads import made_up_load

    load = made_up_load()
    if load is not None and not RecordMark.objects.exists():
        RecordMark.objects.create(
            id=1, today=load.as_of, seed=load.made_up["seed"], made_at=datetime.now(UTC), is_whole=True
        )


# --- figures ----------------------------------------------------------------------------------------------------

OF_MEASURES = ("measures", "one measure", "who is behind it")


def quantile(seconds: list[float], share: float) -> float:
    """The value below which this share of the seconds lies."""
    ordered = sorted(seconds)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def summary(told: Told, took: float) -> dict[str, object]:
    """What came out, as plain numbers (milliseconds)."""
    kinds: dict[str, Callable[[str], bool]] = {
        "all but measures": lambda kind: kind not in OF_MEASURES,
        "measures and their people": lambda kind: kind in OF_MEASURES,
    }
    rows = {kind: _row(seconds, told.failed[kind]) for kind, seconds in sorted(told.seconds.items())}
    for words, belongs in kinds.items():
        seconds = [each for kind, found in told.seconds.items() if belongs(kind) for each in found]
        rows[words] = _row(seconds, sum(many for kind, many in told.failed.items() if belongs(kind)))
    return {"pages": rows, "pages a second": round(sum(map(len, told.seconds.values())) / took, 1)}


def _row(seconds: list[float], failed: int) -> dict[str, float]:
    return {
        "asked": len(seconds),
        "failed": failed,
        "p50": round(1000 * quantile(seconds, 0.50), 1),
        "p95": round(1000 * quantile(seconds, 0.95), 1),
        "p99": round(1000 * quantile(seconds, 0.99), 1),
    }


def ratio_of_lists(port: int, users: list[Walker], runs: int = 40) -> float:
    """A practitioner's list of people beside an inspector's, one after another on a quiet server: medians."""
    found = {}
    for role in ("practitioner", "inspector"):
        user = next(user for user in users if user.role == role)
        seconds = []
        for _ in range(runs):
            began = time.perf_counter()
            _ask(port, "/people/", user.cookie)
            seconds.append(time.perf_counter() - began)
        found[role] = quantile(seconds, 0.5)
    return found["practitioner"] / found["inspector"]


def measured(seconds: float, seed: int = 1) -> dict[str, Any]:
    """Everything that is promised of the pages, in one run."""
    from django.core.management import call_command
    from django.db import connection

    call_command("collectstatic", interactive=False, verbosity=0)
    let_the_day_stand_still()
    users = walkers(100, random.Random(seed))
    connection.close()
    with server() as port:
        drive(port, users[:16], min(10.0, seconds), 0.2)  # so that nobody pays for what is loaded once
        ratio = ratio_of_lists(port, users)
        thinking = summary(*drive(port, users, seconds, THINKING))
        at_once = summary(*drive(port, users[:16], seconds, 0.0))
    return {"100 users, 5 s of thought": thinking, "16 users, no thought": at_once, "list ratio": round(ratio, 2)}


def figures(seconds: float = 120.0) -> list[Figure]:
    """The bench's figures, of the database that DATABASE_URL names."""
    found = in_a_folder(lambda: measured(seconds))
    many, few = found["100 users, 5 s of thought"], found["16 users, no thought"]
    told = []
    for words, limit in (("all but measures", GOAL), ("measures and their people", GOAL_OF_MEASURES)):
        row, other = many["pages"][words], few["pages"][words]
        told.append(
            Figure(
                f"100 users with 5 s of thought, {words}: p95 of {row['asked']:,}",
                row["p95"],
                "ms",
                1000 * limit,
                beside=f"median {row['p50']:.0f}, p99 {row['p99']:.0f} ms",
            )
        )
        told.append(
            Figure(
                f"16 users without thought, {words}: p95 of {other['asked']:,}",
                other["p95"],
                "ms",
                beside=f"median {other['p50']:.0f} ms; {other['p95'] / max(row['p95'], 1):.1f} of the 100",
            )
        )
    sums = ("all but measures", "measures and their people")
    failed = sum(each["pages"][words]["failed"] for each in (many, few) for words in sums)
    return [
        *told,
        Figure("pages a second, 16 users without thought", few["pages a second"], ""),
        Figure("answers that were no page", failed, "", 0),
        Figure("a practitioner's list beside an inspector's", found["list ratio"], "times", RATIO),
    ]


def in_a_folder(measure: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What is measured with settings of its own, in a folder that goes again."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "throughcare.config.settings")
    os.environ.setdefault("THROUGHCARE_DEMO", "1")
    os.environ.setdefault("THROUGHCARE_SECRET_KEY", "bench" * 12)
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("THROUGHCARE_FOLDER", folder)
        import django

        django.setup()
        return measure()


def main() -> None:
    """Measure for `--seconds N` each, and print JSON."""
    seconds = float(sys.argv[sys.argv.index("--seconds") + 1]) if "--seconds" in sys.argv else 120.0
    json.dump(in_a_folder(lambda: measured(seconds)), sys.stdout, indent=1)


if __name__ == "__main__":
    main()

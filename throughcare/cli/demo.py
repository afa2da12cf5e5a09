"""`throughcare demo`: the made-up world, made once, kept, and served on this machine alone."""

from __future__ import annotations

import fcntl
import os
import secrets
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated
from urllib.parse import quote

import django
import typer
from rich.progress import BarColumn, TextColumn
from rich.progress import Progress as ProgressBar

from throughcare.cli.screen import ERRORS, Refused
from throughcare.cli.worker import bring_up_to_date

HOST = "127.0.0.1"
HIGHEST_PORT = 65535
FOLDER = Path("var")
SEED = 1


def demo(
    reset: Annotated[
        bool, typer.Option(help="Throw the world away, with all that was typed, and make it anew.")
    ] = False,
    port: Annotated[str, typer.Option(envvar="PORT", help="The port to serve on.")] = "8000",
    folder: Annotated[Path, typer.Option(help="Where the world is kept.", file_okay=False)] = FOLDER,
    people: Annotated[int, typer.Option(help="How many people to make.", min=1, hidden=True)] = 2000,
) -> None:
    """Serve the demo world: made-up people, and one press to sign in as anybody of the cast."""
    number = check_port(port)
    database = folder.resolve() / "demo.sqlite3"
    check_alone(database)
    if reset:
        remove(database)
    if not database.exists():
        make(database, people=people)
        # Begun anew: the settings of this process name the file in which the world was made.
        os.execv(sys.executable, [sys.executable, "-m", "throughcare", "demo", f"--port={port}", f"--folder={folder}"])
    serve(database, number)


def check_port(text: str) -> int:
    """The port that was said. Raises `Refused` where nothing can be served on it."""
    port = int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else 0
    if not 0 < port <= HIGHEST_PORT:
        raise Refused(f"{text} is not a port: say a number from 1 to {HIGHEST_PORT}, for example PORT=8001.")
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((HOST, port))
        except OSError as error:
            raise Refused(
                f"port {port} cannot be used ({(error.strerror or str(error)).lower()}): stop what runs there, "
                f"or say another, for example PORT={port + 1 if port < HIGHEST_PORT else 8001}."
            ) from error
    return port


def check_alone(database: Path) -> None:
    """Raises `Refused` where a demo is made or served from this folder now: two would spoil each other's world.

    Whoever serves holds a lock on a file beside the database; the system lets go of it however the process ends.
    """
    database.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(database.parent / "demo-serving", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise Refused(f"a demo is running from {database.parent} already: stop it first, with Ctrl-C.") from error


def remove(database: Path) -> None:
    """Remove a database with the files that stand beside it."""
    for path in database.parent.glob(f"{database.name}*"):
        path.unlink()


def make(database: Path, *, people: int) -> None:
    """Make the world in a file of its own, which gets its name only when it is whole."""
    database.parent.mkdir(parents=True, exist_ok=True)
    half = database.with_name(f"{database.name}.half")
    remove(half)
    in_demo_mode(half)
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from throughcare.actions.demo import make_world
    from throughcare.actions.demo.loading import load_world

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed} of {task.total}"))
    with ProgressBar(*columns, console=ERRORS, transient=True, disable=not ERRORS.is_terminal) as bar:
        task = bar.add_task("making people", total=people)
        call_command("migrate", verbosity=0)
        world = make_world(seed=SEED, people=people)
        load_world(world, seed=SEED, at=datetime.now(UTC), told=lambda done, _: bar.update(task, completed=done))
        bar.update(task, description="filling the store of columns")
        bring_up_to_date()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    half.replace(database)
    remove(half)


def in_demo_mode(database: Path) -> None:
    """Say to the settings, by the environment, that this is the demo, and where it lies."""
    secret = database.parent / "demo-secret"
    if not secret.exists():
        secret.write_text(secrets.token_hex(32), "ascii")
        secret.chmod(0o600)
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "throughcare.config.settings",
        "THROUGHCARE_DEMO": "1",
        "THROUGHCARE_FOLDER": str(database.parent),
        "THROUGHCARE_SECRET_KEY": secret.read_text("ascii"),
        "DATABASE_URL": f"sqlite:///{quote(str(database))}",
    }


def serve(database: Path, port: int) -> None:
    """Serve until stopped. The last line says where, once the pages answer."""
    in_demo_mode(database)
    django.setup()
    from django.core.management import call_command
    from granian import Granian
    from granian.constants import Interfaces

    call_command("migrate", verbosity=0)
    from throughcare.records.queries.mark import check_is_demo

    check_is_demo()
    call_command("collectstatic", interactive=False, verbosity=0)
    tell_cast()
    threading.Thread(target=_say_ready, args=(port,), daemon=True).start()
    server = Granian(
        "throughcare.config.wsgi:application",
        address=HOST,
        port=port,
        interface=Interfaces.WSGI,
        blocking_threads=4,
        log_enabled=False,
    )
    with worker_beside():
        server.serve()


AGAIN_AFTER = 2.0
"""So many seconds after a worker died another is started. The number is ours."""


@contextmanager
def worker_beside() -> Iterator[None]:
    """The process that answers questions over everybody, started again where it dies, until this is left. It keeps the
    store of columns up to date, so that what was just typed counts too, and ends when this process does.
    """
    command = [sys.executable, "-m", "throughcare", "worker", "--renew", "--with-parent"]
    running, is_over = [subprocess.Popen(command)], threading.Event()

    def watch() -> None:
        while True:
            running[0].wait()
            if is_over.wait(AGAIN_AFTER):
                return
            running[0] = subprocess.Popen(command)

    threading.Thread(target=watch, daemon=True).start()
    try:
        yield
    finally:
        is_over.set()
        running[0].terminate()


def tell_cast() -> None:
    """Say who can sign in, and how."""
    from throughcare.actions.demo.loading import PASSWORD
    from throughcare.records.queries.users import cast_members

    members = cast_members()
    width = max(len(member.name) for member in members)
    typer.echo("The demo world, 30 June 2016. Everybody in it is made up. Sign in with one press as:")
    for member in members:
        place = f", {member.place}" if member.place else ""
        typer.echo(f"  {member.name:<{width}}  {member.role}{place}")
    typer.echo(
        f"By hand: first.last@throughcare.example, password {PASSWORD}. Stop with Ctrl-C; what was typed is kept."
    )


def _say_ready(port: int) -> None:
    address = f"http://{HOST}:{port}"
    for _ in range(600):
        with suppress(urllib.error.URLError, OSError), urllib.request.urlopen(f"{address}/sign-in/", timeout=5):
            print(f"Ready: {address}", flush=True)
            return
        time.sleep(0.1)
    ERRORS.print("throughcare: the pages do not answer.", markup=False)

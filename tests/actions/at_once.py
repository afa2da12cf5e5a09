"""Writers at the same instant, each in a thread and on a connection of its own, as two web workers are."""

import sqlite3
import threading
from contextlib import contextmanager

from django.db import connection


def at_once(*jobs):
    """Run jobs that all start together; what each returned, or the exception that it raised."""
    found = [None] * len(jobs)
    barrier = threading.Barrier(len(jobs))

    def run(place, job):
        try:
            barrier.wait(timeout=20)
            found[place] = job()
        except Exception as problem:
            found[place] = problem
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not any(thread.is_alive() for thread in threads), "a writer waits for ever"
    return found


@contextmanager
def in_a_file(folder):
    """On SQLite the tests' database lives in memory, where writers do not wait for each other as they do in a file:
    for so long, a file takes its place. On PostgreSQL nothing has to be done.
    """
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    memory, name = connection.connection, connection.settings_dict["NAME"]
    path = folder / "record.sqlite3"
    with sqlite3.connect(path) as file:
        memory.backup(file)
        # A file is turned to its journal before anybody works on it: two who both did so would not wait.
        assert file.execute("PRAGMA journal_mode=WAL").fetchone() == ("wal",)
    file.close()
    connection.connection, connection.settings_dict["NAME"] = None, str(path)
    try:
        yield
    finally:
        connection.close()
        connection.connection, connection.settings_dict["NAME"] = memory, name

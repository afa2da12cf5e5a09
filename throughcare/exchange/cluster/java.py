"""What a cluster needs of this machine: Spark for Python, and a Java that serves it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from throughcare.exchange.faults import ClusterFault

OLDEST_JAVA = 17
"""Source: Spark 4 runs on Java 17 and 21 (its own documentation, "Downloading")."""

SECONDS_FOR_JAVA = 60
"""Java answers in less than one; a machine that is busy may take longer."""


def spark_home() -> Path:
    """The folder of Spark. Raises `ClusterFault` where the extra `spark` is not installed."""
    found = find_spec("pyspark")
    if found is None or found.origin is None:
        raise ClusterFault(
            "Spark is not installed, and a cluster is asked through it: install the extra spark "
            "(pip install 'throughcare[spark]'; in a copy of the source: scripts/setup cluster)."
        )
    return Path(found.origin).parent


def java_path(environ: Mapping[str, str] = os.environ) -> str:
    """The Java that Spark will run. Raises `ClusterFault` where there is none, or it is too old."""
    home = environ.get("JAVA_HOME", "")
    java = str(Path(home) / "bin" / "java") if home else "java"
    found = shutil.which(java, path=environ.get("PATH", ""))
    how = f"Spark needs Java {OLDEST_JAVA} or newer (Debian: apt-get install openjdk-17-jre-headless)"
    if found is None:
        where = f"JAVA_HOME is {home}, where there is none" if home else "there is none on this machine"
        raise ClusterFault(f"{how}, and {where}.")
    version = _version(found)
    if version is None:
        raise ClusterFault(f"{how}, and {found} does not say its version.")
    if version < OLDEST_JAVA:
        raise ClusterFault(f"{how}, and {found} is Java {version}: JAVA_HOME can name another.")
    return found


def _version(java: str) -> int | None:
    try:
        ran = subprocess.run([java, "-version"], capture_output=True, text=True, timeout=SECONDS_FOR_JAVA, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return version_in(ran.stderr + ran.stdout)


def version_in(told: str) -> int | None:
    """The main version in what `java -version` says: 17 of `"17.0.15"`, and 8 of `"1.8.0_402"`."""
    found = re.search(r'version "(\d+)(?:\.(\d+))?', told)
    if not found:
        return None
    first, second = int(found[1]), int(found[2] or 0)
    return second if first == 1 else first

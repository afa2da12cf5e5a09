"""Runs the tests that need a cluster: `python -m tests.cluster [what pytest takes]`."""

import os
import sys
from pathlib import Path

import pytest

os.environ["TEST_CLUSTER"] = "1"
# Each Java lives for a minute: it is to start at once, and not to make its programs better for hours to come.
os.environ.setdefault("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
sys.exit(pytest.main([str(Path(__file__).parent), *sys.argv[1:]]))

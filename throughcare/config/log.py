"""What the log may not say: a live link of an agency, with which whoever reads the log could try to answer."""

from __future__ import annotations

import logging
import re

LINK = re.compile(r"(/answer/)[^/\s?#\"'<>]+")
"""A link of the agencies' door (`throughcare.web.checks.door`), as far as its token."""


class WithoutLinks(logging.Formatter):
    """A line of the log with the token of every agency's link masked: in what is said, and in a traceback below it."""

    def format(self, record: logging.LogRecord) -> str:
        """The line as it is written."""
        return LINK.sub(r"\1***", super().format(record))

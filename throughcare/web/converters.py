"""Addresses for codes and numbers that come from elsewhere: an extract may name anything, and each has its page."""

from __future__ import annotations

from urllib.parse import unquote

from django.urls import register_converter


class CodeConverter:
    """A CRN, a code or a thread as one piece of an address, whatever it holds.

    What would cut the address into other pieces is written as %2F and the like. Django quotes the % once more, so no
    server or proxy on the way takes it for a slash before it comes back here.
    """

    regex = "[^/]+"

    def to_python(self, value: str) -> str:
        """What the address stands for. No database holds the zero character, so nothing is there."""
        found = unquote(value)
        if "\0" in found:
            raise ValueError
        return found

    def to_url(self, value: str) -> str:
        """The piece of the address. Browsers take pieces of nothing but dots for other pages."""
        piece = value.replace("%", "%25").replace("/", "%2F")
        return piece.replace(".", "%2E") if not piece.strip(".") else piece


register_converter(CodeConverter, "code")

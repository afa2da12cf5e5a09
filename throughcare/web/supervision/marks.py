"""The mark that a form carries, signed: which sending it is, of whom, by whom, and what they had seen.

By the token the same form sent twice records once; by `seen` two people at once do not write past each other; by the
user a form that is finished after the sign-in ran out comes back to whoever typed it, and to nobody else.
"""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass, replace
from typing import Any

from django.core import signing

FIELD = "form_mark"
"""The name of the hidden field."""
_SALT = "throughcare.form"


@dataclass(frozen=True, slots=True)
class Mark:
    """`crn` is the person that the form is about, `seen` the number of their last fact when the page was made, `user`
    the id of whoever types. A page of several rows has no person of its own; it names the rows in `rows`, each with
    its person, its thread and what was seen of that person.
    """

    token: str
    user: int
    crn: str = ""
    seen: int = 0
    rows: tuple[tuple[str, str, int], ...] = ()

    @property
    def signed(self) -> str:
        """The text that the hidden field holds."""
        return signing.dumps(asdict(self), salt=_SALT, compress=True)

    def seen_now(self, seen: int) -> Mark:
        """The same sending, after another look."""
        return replace(self, seen=seen)

    def token_of_row(self, number: int) -> str:
        """The token by which one row of the page is recorded once."""
        return f"{self.token}-{number}"


def new_mark(user: int, *, crn: str = "", seen: int = 0, rows: tuple[tuple[str, str, int], ...] = ()) -> Mark:
    """The mark of a page that is made now."""
    return Mark(secrets.token_hex(12), user, crn, seen, rows)


def read_mark(text: str | None) -> Mark | None:
    """The mark that a form brought back; None where there is none, or it is not as we signed it."""
    try:
        said: dict[str, Any] = signing.loads(text or "", salt=_SALT)
    except signing.BadSignature:
        return None
    rows = tuple((crn, thread, seen) for crn, thread, seen in said.pop("rows"))
    return Mark(**said, rows=rows)

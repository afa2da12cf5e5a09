"""A hash chain over one stream: any change to a written fact breaks it, and erasing by law does not.

Each link covers the link before it, the envelope, and a *salted digest* of what the fact says. The content
and its salt stand beside the chain: erase both and the link still holds, while nobody can guess the content
from its digest.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from throughcare.facts.fact import Fact, payload_written

ORIGIN = "0" * 64
"""What the first link of a stream stands on."""


@dataclass(frozen=True, slots=True)
class Link:
    """One fact as it is kept: its envelope, the digest of its content, the hash, and (unless erased) the content.

    `envelope` holds person, number, kind, on, recorded_at and by; `content` the payload, thread and note.
    Hashes and digests are SHA-256 in hexadecimal, `salt` is random hexadecimal text from whoever writes.
    """

    envelope: dict[str, Any]
    digest: str
    hash: str
    content: dict[str, Any] | None
    salt: str | None


@dataclass(frozen=True, slots=True)
class Verification:
    """What a check of one chain found: the number of the first broken link (or none), and how many were erased."""

    links: int
    erased: int
    first_broken: int | None
    why: str = ""


def linked(fact: Fact, *, previous: str, salt: str) -> Link:
    """The link that keeps a fact, standing on the hash `previous` (`ORIGIN` for the first of a stream)."""
    if not salt:
        raise ValueError("a link needs a salt: without one, short content could be guessed from its digest")
    by = None if fact.by is None else [fact.by.staff, fact.by.organisation]
    recorded_at = None if fact.recorded_at is None else fact.recorded_at.isoformat()
    envelope = {
        "person": fact.person,
        "number": fact.number,
        "kind": fact.kind,
        "on": fact.on.isoformat(),
        "recorded_at": recorded_at,
        "by": by,
    }
    payload = {
        name: value if value is None or isinstance(value, int | float) else str(value)
        for name, value in payload_written(fact).items()
    }
    content = {"payload": payload, "thread": fact.thread, "note": fact.note}
    digest = _digest(content, salt)
    return Link(envelope, digest, _hash(envelope, digest, previous), content, salt)


def erased(link: Link) -> Link:
    """The link with its content and salt gone. Its hash, and so the whole chain, still verify."""
    return replace(link, content=None, salt=None)


def verify(links: Sequence[Link]) -> Verification:
    """Check a whole stream in order of number, up to the first link that does not hold."""
    previous, gone = ORIGIN, 0
    for position, link in enumerate(links, start=1):
        why = _fault(link, position, previous)
        if why:
            return Verification(len(links), gone, position, why)
        gone += link.content is None
        previous = link.hash
    return Verification(len(links), gone, None)


def _fault(link: Link, position: int, previous: str) -> str:
    if link.envelope.get("number") != position:
        return f"number {position} is missing: found number {link.envelope.get('number')} in its place"
    if (link.content is None) != (link.salt is None):
        return f"fact {position} is only half erased: content and salt go together"
    if link.content is not None and link.salt is not None and _digest(link.content, link.salt) != link.digest:
        return f"what fact {position} says is not what was written"
    if _hash(link.envelope, link.digest, previous) != link.hash:
        return f"the envelope of fact {position}, or the link before it, was changed"
    return ""


def _digest(content: dict[str, Any], salt: str) -> str:
    return hashlib.sha256(f"{salt}\n{canonical(content)}".encode()).hexdigest()


def _hash(envelope: dict[str, Any], digest: str, previous: str) -> str:
    return hashlib.sha256(f"{previous}\n{canonical(envelope)}\n{digest}".encode()).hexdigest()


def canonical(value: dict[str, Any]) -> str:
    """The one text of a value: keys in order, no blanks. What is hashed, and what is kept of a fact's content."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))

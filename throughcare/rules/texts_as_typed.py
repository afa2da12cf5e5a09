"""Free text as people type it: what can be kept of it, and what is wrong with it, in words.

Lengths count characters as a reader sees them in most scripts (Unicode code points); a line break counts as one.
"""

from __future__ import annotations

import unicodedata

NOTE_AT_MOST = 10_000
"""Some four printed pages: what is longer is a document, and nobody finds anything in it. The number is ours."""
REASON_AT_MOST = 1_000
"""A reason is read in a list of reasons. The number is ours."""
LINE_AT_MOST = 200
"""A name of an agency, or a code. The number is ours."""
WORDS_AT_LEAST = 10
"""So many letters and digits make a reason or a judgement: fewer are a tick in other clothes. The number is ours."""

_NOT_KEPT = frozenset({"Cc", "Cs"})
"""Unicode's control characters and lone halves of characters: no database keeps all of them, and nobody sees them."""
_KEPT = frozenset("\n\t")


def as_kept(text: str | None) -> str:
    """The text as it is kept: no blanks around it, line breaks of one sort. Nothing typed is the empty text."""
    return (text or "").replace("\r\n", "\n").replace("\r", "\n").strip(" \n\t")


def as_searched(name: str) -> str:
    """A name as it is looked for: without case and accents, so that *zoe* finds *Zoë*."""
    parts = unicodedata.normalize("NFKD", name.casefold())
    return unicodedata.normalize("NFC", "".join(part for part in parts if not unicodedata.combining(part))).strip()


def letters_in(text: str) -> int:
    """How many letters and digits a text has: blanks, dots and dashes say nothing."""
    return sum(character.isalnum() for character in text)


def fault_in_text(text: str, *, at_most: int) -> str | None:
    """What is wrong with a text that is to be kept, in one sentence; None where nothing is."""
    unkept = next((c for c in text if c not in _KEPT and unicodedata.category(c) in _NOT_KEPT), None)
    if unkept is not None:
        place = text.index(unkept) + 1
        return (
            f"Character {place} of the text is invisible and cannot be kept (U+{ord(unkept):04X}): "
            f"take it out, or type the text again."
        )
    if len(text) > at_most:
        return (
            f"The text has {len(text):,} characters and may have at most {at_most:,}: "
            f"shorten it by {len(text) - at_most:,}."
        )
    return None

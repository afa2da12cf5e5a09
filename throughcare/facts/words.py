"""Facts, days and counts in plain words. Every sentence goes through `say`, so that it can be translated."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from throughcare.facts.fact import Coded, Fact, YesNo, payload_of

Say = Callable[[str], str]
"""From a message to its text in the reader's language; `as_written` gives English."""

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def as_written(message: str) -> str:
    """English: the message as it stands in the code."""
    return message


def say_day(day: date, say: Say = as_written) -> str:
    """A day as people write it: 14 March 2016."""
    return say("%(day)d %(month)s %(year)d") % {"day": day.day, "month": say(MONTHS[day.month - 1]), "year": day.year}


def say_list(parts: Sequence[str], say: Say = as_written) -> str:
    """Parts as people list them: a, b and c."""
    if len(parts) < 2:
        return "".join(parts)
    return say("%(first)s and %(last)s") % {"first": ", ".join(parts[:-1]), "last": parts[-1]}


def say_days(days: Sequence[date], say: Say = as_written) -> str:
    """Days in order, naming month and year once where they stay the same: 4, 5 and 6 March 2015."""
    parts = []
    for place, day in enumerate(days):
        following = days[place + 1] if place + 1 < len(days) else None
        same = following is not None and (following.year, following.month) == (day.year, day.month)
        parts.append(str(day.day) if same else say_day(day, say))
    return say_list(parts, say)


def lower_first(words: str) -> str:
    """Words as they stand within a sentence."""
    return words[:1].lower() + words[1:]


def upper_first(words: str) -> str:
    """Words as a sentence begins with them; the rest stays as it is, unlike with `capitalize`."""
    return words[:1].upper() + words[1:]


def say_kind(kind: str, say: Say = as_written) -> str:
    """A kind of fact in words: `home_visit` is *home visit*."""
    return say(plain_name(kind))


def plain_name(name: str) -> str:
    """The English words of the name of a kind, a field or an attribute: `rosh_level` is *RoSH level*."""
    return name.replace("_", " ").replace("rosh", "RoSH")


def say_value(value: object, say: Say = as_written) -> str:
    """What a field holds, in words: a coded value by its label, a day as a day, nothing as *not recorded*."""
    if value is None:
        return say("not recorded")
    if isinstance(value, Coded):
        return say(value.label).lower()
    if isinstance(value, date) and not isinstance(value, datetime):
        return say_day(value, say)
    return str(value)


def say_fact(fact: Fact, say: Say = as_written) -> str:
    """A fact in one phrase: *sentenced (order 1, community order)*. What is not recorded is left out."""
    parts = [
        said if isinstance(value, Coded) and not isinstance(value, YesNo) else f"{label} {said}"
        for name, value in payload_of(fact).items()
        if value is not None
        for label, said in [(say(plain_name(name)), say_value(value, say))]
    ]
    return f"{say_kind(fact.kind, say)} ({', '.join(parts)})" if parts else say_kind(fact.kind, say)

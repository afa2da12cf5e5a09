"""Why somebody might look, as the access log says it to others."""

from __future__ import annotations

_IN_THE_LOG = (
    ("it is your case", "their own case"),
    ("it was your case", "their own case before"),
    ("it is a case of your team", "a case of their team"),
    ("it is a case of your organisation", "a case of their organisation"),
    ("your team's case, as cover: you cover for", "a case of their team, as recorded cover for"),
    ("your team's case", "a case of their team"),
    ("a case of your organisation", "a case of their organisation"),
    ("you are an inspector", "an inspector"),
    ("it is your report to write", "their report to write"),
    ("a report of your organisation", "a report of their organisation"),
    ("you opened it in danger", "opened in danger"),
)


def in_the_log(why: str) -> str:
    """Why somebody might read a case, as the log says it to others: *it is your case* is *their own case* there."""
    for said, kept in _IN_THE_LOG:
        if why.startswith(said):
            return kept + why.removeprefix(said)
    return why

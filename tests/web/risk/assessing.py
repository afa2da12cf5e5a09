"""What is typed into the forms of the risk desk, when nothing is wrong with it."""

from __future__ import annotations

from typing import Any

from throughcare.rules.rosh.questions import PLAN, SCREENING

RISK, SCREEN, FULL = "/people/X1/risk/", "/people/X1/risk/screening/", "/people/X1/risk/full/"
PLANNING, EXEMPT, ANSWER = "/people/X1/risk/plan/", "/people/X1/risk/exemption/", "/people/X1/risk/exemption/answer/"
MAPPA = "/people/X1/risk/mappa/"
RAISES = "He drinks heavily after quarrels and goes back to the house although he was told not to."


def screened(status: str = "COMPLETE", **answers: str) -> dict[str, Any]:
    """A screening that says no to everything, but for what is said."""
    return {**dict.fromkeys(SCREENING, "NO"), "tried": "", "status": status} | answers


def row(name: str, text: str, standing: str = "OPINION", source: str = "INTERVIEW", **more: Any) -> dict[str, Any]:
    """One statement."""
    said = {f"{name}_text": text, f"{name}_standing": standing, f"{name}_source": source}
    return said | {f"{name}_{part}": value for part, value in more.items()}


def analysed(**said: Any) -> dict[str, Any]:
    """A full analysis that can be completed, but for what is said."""
    typed = {
        **row("who1", "His former partner, and her son of six."),
        **row("nature1", "Blows to the head, as in the present offence.", "FACT", "PAPERS"),
        **row("imminence1", "On weekends, after contact about the child."),
        **row("raises1", RAISES),
        **row("lowers1", "He keeps his appointments and has asked for help with drinking."),
        **dict.fromkeys(("public_level", "staff_level"), "LOW"),
        "children_level": "MEDIUM",
        "known_adult_level": "HIGH",
        "abuse_answer": "Y",
        "abuse_who": "Ms A, his former partner",
        "abuse_what": "He struck her twice and rings her at night.",
        "abuse_since": "June 2014",
        "child_answer": "N",
        "sources": ["INTERVIEW", "PAPERS"],
        "not_available": "The police call-out list was asked for and is not back.",
        "is_clear": "Y",
        "is_supported": "Y",
        "says_change": "N",
    }
    return typed | said


def planned(**said: Any) -> dict[str, Any]:
    """A plan that can be recorded, but for what is said."""
    texts = {name: f"What is planned for {name}, said in full." for name in PLAN}
    act = {"act1_what": "Ring the police domestic abuse unit", "act1_who": "Priya Shah", "act1_by": "18 March 2016"}
    return texts | act | said

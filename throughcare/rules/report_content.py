"""What a report says: the same questions for every form; what must be answered goes by the form."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from throughcare.facts.checks import CheckType
from throughcare.facts.court import Proposal, ReportFormat
from throughcare.facts.words import lower_first
from throughcare.rules.refusals import Faults

SOURCES: dict[str, str] = {
    "PAPERS": "Prosecution papers",
    "INTERVIEW": "Interview with the person",
    "RECORD": "The probation record",
    "CONVICTIONS": "Previous convictions",
    "POLICE": "Police domestic abuse check",
    "CHILDREN": "Children's services check",
    "VICTIM": "Victim's statement",
    "HEALTH": "Health or substance misuse services",
    "EMPLOYER": "Employer or training provider",
    "GUIDELINE": "Sentencing guideline",
}
"""What a report can rest on. The list is ours, in the shape of those that reports name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a report says, as typed. The same questions for every form; what must be answered goes by the form."""

    offence_analysis: str | None = None
    pattern: str | None = None
    circumstances: str | None = None
    risk_analysis: str | None = None
    sources_used: tuple[str, ...] = ()
    sources_missing: str | None = None
    proposal: Proposal | None = None
    proposal_detail: str | None = None
    proposal_reasons: str | None = None


LABELS = {
    "offence_analysis": "The offence",
    "pattern": "Earlier offences",
    "circumstances": "Circumstances",
    "risk_analysis": "Risk",
    "sources_used": "What it rests on",
    "sources_missing": "What was not available",
    "proposal": "Proposal",
    "proposal_detail": "Requirements",
    "proposal_reasons": "Why this and not another",
}
"""What a report says, as its readers know it, in order."""

ASK = {
    "offence_analysis": "Say what happened, and why.",
    "pattern": "Say how this stands to earlier offences; if there are none, say so.",
    "circumstances": "Say how the person lives, and what matters to them.",
    "risk_analysis": "Say who may be harmed, how, and what makes it likelier; if nobody, say why.",
    "proposal_reasons": "Say why this sentence and not another.",
}
"""What is asked where a text is missing."""

NEEDED: dict[ReportFormat, tuple[str, ...]] = {
    ReportFormat.ORAL: ("offence_analysis", "risk_analysis"),
    ReportFormat.SHORT: ("offence_analysis", "circumstances", "risk_analysis", "proposal_reasons"),
    ReportFormat.STANDARD: tuple(ASK),
}
"""The texts without which a report of each form is not finished. A spoken report is written down in three minutes, so
the least is asked there; why something is proposed is asked of every form (`needed_for`). What is asked is ours."""


SOURCE_OF = {CheckType.DOMESTIC_ABUSE: "POLICE", CheckType.CHILD_PROTECTION: "CHILDREN"}
"""The source that the answer to each check is."""


def needed_for(form: ReportFormat, proposal: Proposal | None) -> tuple[str, ...]:
    """The texts that are asked for: whoever proposes something says why, in every form."""
    proposes = proposal not in (None, Proposal.NONE)
    return NEEDED[form] if not proposes else tuple(dict.fromkeys([*NEEDED[form], "proposal_reasons"]))


def content_as_kept(
    content: Content, form: ReportFormat, faults: Faults, *, not_back: Collection[CheckType] = ()
) -> dict[str, object]:
    """What a report says, as it is kept; every gap is named at once. An agency that has told nothing (`not_back`) is
    no source.
    """
    needed = needed_for(form, content.proposal)
    said: dict[str, object] = {
        name: faults.note(name, getattr(content, name), needed=ASK.get(name) if name in needed else None, in_words=True)
        for name in ("offence_analysis", "pattern", "circumstances", "risk_analysis", "proposal_reasons")
    }
    unknown = [code for code in content.sources_used if code not in SOURCES]
    if unknown:
        faults.add("sources_used", f"“{unknown[0][:40]}” is not one of the sources: choose from those shown.")
    elif not content.sources_used:
        faults.add("sources_used", "Say what the report rests on: choose at least one source.")
    for check in sorted(not_back):
        if SOURCE_OF[check] in content.sources_used:
            what = lower_first(check.label)
            faults.add(
                "sources_used", f"There is no answer to the {what}: leave it out, or write down its answer first."
            )
    said["sources_used"] = ",".join(code for code in SOURCES if code in content.sources_used) or None
    said["sources_missing"] = faults.note("sources_missing", content.sources_missing)
    if content.proposal is None:
        faults.add("proposal", "Say what the report proposes; “No proposal” is an answer too.")
    said["proposal"] = content.proposal
    said["proposal_detail"] = faults.note("proposal_detail", content.proposal_detail)
    return said

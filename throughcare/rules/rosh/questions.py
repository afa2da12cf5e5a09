"""The questions of the screening, of the full analysis and of the risk management plan, as data, in our own words.

Source of the topics: the Offender Assessment System, as the open code of the Ministry of Justice holds them
(ministryofjustice/hmpps-assessments-api, refdata V1_2__rosh_and_rsr_ref_data.sql; ministryofjustice/hmpps-assess-risks-
and-needs, RoshQuestionCodes.kt and RiskManagementPlanDto.kt). *Not known* as an answer of its own is ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from throughcare.facts.fact import Coded
from throughcare.facts.risk import Register


class Answer(Coded):
    """An answer of the screening. What nobody knows is not known, and never *no*."""

    YES = "YES", "Yes"
    NOW = "NOW", "Yes, now"
    BEFORE = "BEFORE", "Yes, earlier"
    BOTH = "BOTH", "Yes, now and earlier"
    NO = "NO", "No"
    NOT_KNOWN = "NOT_KNOWN", "Not known"

    @property
    def is_yes(self) -> bool:
        """Whether it says that it is so, or was."""
        return self in (Answer.YES, Answer.NOW, Answer.BEFORE, Answer.BOTH)


PLAIN = (Answer.YES, Answer.NO, Answer.NOT_KNOWN)
DATED = (Answer.NOW, Answer.BEFORE, Answer.BOTH, Answer.NO, Answer.NOT_KNOWN)


class Part(Coded):
    """The parts of the screening."""

    OFFENCES = "offences", "Has the person committed, or been convicted of, any of these?"
    HOW = "how", "How harm was done"
    OTHERS = "others", "Children"
    SELF = "self", "The person themselves"
    CONTROL = "control", "Custody, control and trust"
    ELSE = "else", "Anything else"


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the screening: what it asks, which answers it takes, and which concern a yes puts on record."""

    part: Part
    words: str
    answers: tuple[Answer, ...] = PLAIN
    register: Register | None = None


_ABUSE = Register.DOMESTIC_ABUSE
SCREENING: Mapping[str, Question] = {
    "killing": Question(Part.OFFENCES, "Killing somebody, trying to, or threatening to", DATED),
    "wounding": Question(Part.OFFENCES, "Wounding or badly hurting somebody", DATED),
    "sexual": Question(Part.OFFENCES, "A sexual offence, touching or not", DATED),
    "against_child": Question(Part.OFFENCES, "Any offence against a child, cruelty and neglect among them", DATED),
    "weapon": Question(Part.OFFENCES, "Carrying, using or threatening with a weapon", DATED),
    "arson": Question(Part.OFFENCES, "Setting fire to something", DATED),
    "held": Question(Part.OFFENCES, "Taking somebody away or holding them against their will", DATED),
    "robbery": Question(Part.OFFENCES, "Robbery, or burglary with violence", DATED),
    "grave": Question(Part.OFFENCES, "Any other offence by which somebody died or was gravely harmed", DATED),
    "abuse_partner": Question(Part.HOW, "Domestic abuse of a partner, present or past", register=_ABUSE),
    "abuse_family": Question(Part.HOW, "Domestic abuse of another member of the family", register=_ABUSE),
    "assault_staff": Question(Part.HOW, "An assault on staff, or a threat to them"),
    "assault_others": Question(Part.HOW, "An assault on others in custody, in a hostel or in a group"),
    "excessive": Question(Part.HOW, "Violence beyond what the situation explains, or for pleasure"),
    "obsessive": Question(Part.HOW, "Obsession with somebody: following, watching, not letting go"),
    "hate": Question(Part.HOW, "Acts out of hate for what somebody is or believes"),
    "hospital": Question(
        Part.HOW, "A hospital order with restrictions, now or ever (Mental Health Act 1983, section 41)"
    ),
    "high_before": Question(Part.HOW, "An earlier assessment of high or very high risk of serious harm"),
    "medication": Question(Part.HOW, "Not taking medicine without which others have been in danger"),
    "children": Question(Part.OTHERS, "Is any child at risk from this person now?", register=Register.CHILD),
    "suicide": Question(Part.SELF, "Is there a risk of suicide?", DATED),
    "self_harm": Question(Part.SELF, "Is there a risk that they hurt themselves?", DATED),
    "coping": Question(Part.SELF, "Do they find it hard to cope in custody or in a hostel?", DATED),
    "vulnerable": Question(Part.SELF, "Might others hurt or use them?", DATED),
    "escape": Question(Part.CONTROL, "Have they escaped, absconded or failed to return?", DATED),
    "disruptive": Question(Part.CONTROL, "Are they hard to control, or do they disrupt?", DATED),
    "trust": Question(Part.CONTROL, "Have they abused trust that was put in them?", DATED),
    "other": Question(Part.ELSE, "Is there anything else by which somebody may be seriously harmed?"),
}
"""Every question of the screening, by the name under which its answer is kept."""


class Section(Coded):
    """The sections of the full analysis, each made of statements."""

    BACKGROUND = "background", "What happened, and how they live"
    WHO = "who", "Who is at risk"
    NATURE = "nature", "What the risk is"
    IMMINENCE = "imminence", "When it is likely to be greatest, and how soon"
    RAISES = "raises", "What makes it more likely"
    LOWERS = "lowers", "What makes it less likely"


NEEDED = (Section.WHO, Section.NATURE, Section.IMMINENCE, Section.RAISES, Section.LOWERS)
"""The sections without which an analysis is not complete. What happened may be told elsewhere."""


class Standing(Coded):
    """What a statement is. Source: Data Protection Act 2018, section 38(2), on facts and personal assessments."""

    FACT = "FACT", "Fact"
    OPINION = "OPINION", "Opinion"
    ALLEGATION = "ALLEGATION", "Allegation"


class RestsOn(Coded):
    """Where a statement comes from, and what an assessment rests on. The list is ours."""

    INTERVIEW = "INTERVIEW", "The person"
    REPORT = "REPORT", "Pre-sentence report"
    PAPERS = "PAPERS", "Prosecution papers"
    CONVICTIONS = "CONVICTIONS", "Previous convictions"
    RECORD = "RECORD", "The probation record"
    POLICE = "POLICE", "Police"
    CHILDREN = "CHILDREN", "Children's services"
    VICTIM = "VICTIM", "The victim, or victim liaison"
    HEALTH = "HEALTH", "Health or substance misuse services"
    PRISON = "PRISON", "Prison or approved premises"
    FAMILY = "FAMILY", "Family or friends"
    OTHER = "OTHER", "Somebody else, named in the text"


GROUP_WORDS: Mapping[str, str] = {
    "children": "Children",
    "public": "The public",
    "known_adult": "A known adult",
    "staff": "Staff",
    "prisoners": "Prisoners",
}
"""The groups at risk in words, by the names that `rules.case.risk.GROUPS` has for them."""

QUALITY: Mapping[str, str] = {
    "is_clear": "Is it clear who is at risk, and from what?",
    "is_supported": "Does it rest on more than one source?",
    "says_change": "Does it say what would change it?",
}
"""What whoever completes an assessment is asked of it. It is shown, and stops nothing: the questions are ours."""

PLAN: Mapping[str, tuple[str, str]] = {
    "situation": ("Where things stand now", "Where they live, with whom, and what is happening in the case."),
    "further": ("Further considerations", "Other agencies, earlier orders, what must be kept from whom."),
    "supervision": ("Supervision", "How often they are seen, where and by whom, and what is worked on."),
    "monitoring": ("Monitoring and control", "What is checked or forbidden, by whom, and how it would be noticed."),
    "interventions": ("Interventions and treatment", "What is to change the risk, and when it begins."),
    "victims": ("Safety planning for victims", "Who is to be kept safe, what they know, and how they are told."),
    "contingency": ("If things go wrong", "The signs that risk is rising, and who does what when they are seen."),
}
"""The sections of a risk management plan: title and what belongs there."""

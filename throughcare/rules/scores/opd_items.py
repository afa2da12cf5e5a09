"""What the personality disorder pathway screening (OPD) counts, question by question, for men and for women.

Source: Ministry of Justice, hmpps-arns-risk-actuarial-api at e8651dd (OPD). An item is worth one point, but excessive
violence is worth two where no violence is recorded.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from throughcare.rules.scores.answers import Answers, Level

CHILD_UNDER = 18
"""Completed years at the first sanction."""
EVIDENCE = "evidence_of_domestic_abuse"
AGAINST = ("domestic_abuse_against_partner", "domestic_abuse_against_family")


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is counted: its words, the answers that it rests on, and the points that they give."""

    label: str
    names: tuple[str, ...]
    points: Callable[[Answers], int]


@dataclass(frozen=True, slots=True)
class Scale:
    """Items that are added up, and the points from which they screen somebody in."""

    label: str
    items: tuple[Item, ...]
    enough: int


def _tells(answer: object) -> bool:
    """A yes, or a problem of any size."""
    return answer is True or answer in (Level.SOME, Level.SIGNIFICANT)


def _any(label: str, *names: str) -> Item:
    """One point where any of the answers tells of a problem."""
    return Item(label, names, lambda answers: int(any(_tells(getattr(answers, name)) for name in names)))


def _as_a_child(answers: Answers) -> int:
    age = answers.age_at_first_sanction
    return int(age is not None and 0 <= age < CHILD_UNDER)


def _excessive(answers: Answers) -> int:
    if not answers.did_offence_involve_excessive_use_of_violence:
        return 0
    return 1 if answers.did_offence_involve_violence_or_threat_of_violence else 2


def _does_not_see(answers: Answers) -> int:
    """The source takes no answer as a no, which is the graver one here."""
    return int(answers.does_recognise_impact_of_offending_on_others is not True)


def _domestic_abuse(answers: Answers) -> int:
    return int(answers.evidence_of_domestic_abuse is True and any(getattr(answers, name) is True for name in AGAINST))


_VIOLENCE = _any("Violence, or the threat of it", "did_offence_involve_violence_or_threat_of_violence")
_EXCESSIVE = Item(
    "Excessive violence",
    ("did_offence_involve_excessive_use_of_violence", "did_offence_involve_violence_or_threat_of_violence"),
    _excessive,
)
_SELF_HARM = _any("Self-harm, or an attempt at suicide", "has_self_harm_or_attempted_suicide")

PERSONALITY = Scale(
    "Personality",
    (
        Item("First sanction as a child", ("age_at_first_sanction",), _as_a_child),
        _VIOLENCE,
        _EXCESSIVE,
        Item(
            "Does not see what offending does to others",
            ("does_recognise_impact_of_offending_on_others",),
            _does_not_see,
        ),
        _any("Relies too much on others for money", "over_reliance_on_others_for_financial_support"),
        _any("Manipulative or predatory behaviour", "manipulative_or_predatory_behaviour"),
        _any("Recklessness and taking of risks", "recklessness_and_risk_taking_behaviour"),
        _any("Behavioural problems as a child", "is_evidence_of_childhood_behavioural_problems"),
        _any("Impulsivity", "impulsivity_problems"),
        _any("Controlling or aggressive behaviour", "controlling_or_aggressive_behaviour"),
    ),
    enough=7,
)
INDICATORS = Scale(
    "Indicators",
    (
        _any("Difficulties in childhood", "experience_of_childhood", "is_evidence_of_childhood_behavioural_problems"),
        _any(
            "Mental health, now or before",
            "current_psychological_problems",
            "current_psychiatric_problems",
            "has_history_of_psychiatric_treatment",
            "has_been_on_medication_for_mental_health_problems",
            "has_ever_been_in_special_hospital_or_regional_secure_unit",
            "has_current_psychiatric_treatment",
            "has_displayed_obsessive_behaviour_linked_to_offending",
        ),
        _SELF_HARM,
        _any(
            "Severely challenging behaviour",
            "attitude_towards_supervision_or_licence",
            "has_assaulted_or_threatened_staff",
            "has_escaped_or_absconded",
            "has_control_issues",
        ),
    ),
    enough=2,
)
WOMEN = Scale(
    "Items for women",
    (
        _any("A weapon carried or used", "did_offence_involve_carrying_or_using_weapon"),
        _VIOLENCE,
        _EXCESSIVE,
        _any("Arson", "did_offence_involve_arson"),
        _any("Offended out of an emotional state", "offence_motivation_emotional_state"),
        _any("Offence linked to risk of serious harm", "is_analysis_of_offence_issues_linked_to_risk"),
        _any("Accommodation linked to risk of serious harm", "has_accommodation_issues_linked_to_risk"),
        _any("Experience of childhood", "experience_of_childhood"),
        Item("Domestic abuse of a partner or family", (EVIDENCE, *AGAINST), _domestic_abuse),
        _any("Relationships linked to risk of serious harm", "relationship_issues_linked_to_risk"),
        _any("Difficulties coping", "difficulties_coping"),
        _any("Psychological problems now", "current_psychological_problems"),
        _SELF_HARM,
        _any("Emotions linked to risk of serious harm", "are_emotional_issues_linked_to_risk"),
        _any("Thinking and behaviour linked to risk", "are_thinking_and_behaviour_issues_linked_to_risk"),
    ),
    enough=10,
)
WOMEN_ASKED_FIRST = 10
"""The source looks only at as many of the items for women to see whether anything is answered at all."""

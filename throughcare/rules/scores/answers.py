"""What the formulas ask about a person: each question once, in plain words, with the answers that it takes.

Source of the questions: the fields of the Ministry of Justice's actuarial interface (hmpps-arns-risk-actuarial-api),
which are those of the Offender Assessment System (OASys).
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from enum import IntEnum, StrEnum

from throughcare.facts.fact import Coded


class Sex(Coded):
    """The formulas know two. Where it is neither, or not known, there is no score."""

    MALE = "MALE", "Male"
    FEMALE = "FEMALE", "Female"


class Level(Coded):
    """How much of a problem something is. The formulas take them as 0, 1 and 2."""

    NONE = "NO_PROBLEMS", "No problems"
    SOME = "SOME_PROBLEMS", "Some problems"
    SIGNIFICANT = "SIGNIFICANT_PROBLEMS", "Significant problems"


class Motivation(Coded):
    """How far the person is motivated to tackle their drug misuse: 0, 1 and 2."""

    FULL = "FULL_MOTIVATION", "Fully motivated"
    PARTIAL = "PARTIAL_MOTIVATION", "Partly motivated"
    NO = "NO_MOTIVATION", "Not motivated"


class Sometimes(Coded):
    """Whether the person is aware of consequences: 0, 1 and 2."""

    YES = "YES", "Yes"
    SOMETIMES = "SOMETIMES", "Sometimes"
    NO = "NO", "No"


class Relationship(Coded):
    """Whether the person lives with a partner."""

    NONE = "NOT_IN_RELATIONSHIP", "Not in a relationship"
    TOGETHER = "IN_RELATIONSHIP_LIVING_TOGETHER", "In a relationship, living together"
    APART = "IN_RELATIONSHIP_NOT_LIVING_TOGETHER", "In a relationship, not living together"


class Supervision(Coded):
    """Where the person is."""

    COMMUNITY = "COMMUNITY", "In the community"
    CUSTODY = "CUSTODY", "In custody"
    REMAND = "REMAND", "On remand"


class PastOffence(Coded):
    """Earlier convictions that count on their own for serious violence."""

    HOMICIDE = "HOMICIDE", "Murder, attempted murder, threat or conspiracy to murder, or manslaughter"
    WOUNDING_GBH = "WOUNDING_GBH", "Wounding or grievous bodily harm"
    KIDNAPPING = "KIDNAPPING", "Kidnapping or false imprisonment"
    FIREARMS = "FIREARMS", "Possession of a firearm with intent"
    ROBBERY = "ROBBERY", "Robbery"
    AGGRAVATED_BURGLARY = "AGGRAVATED_BURGLARY", "Aggravated burglary"
    WEAPON = "WEAPON", "Another offence with a weapon that is no firearm"
    CRIMINAL_DAMAGE = "CRIMINAL_DAMAGE", "Criminal damage with intent to endanger life"
    ARSON = "ARSON", "Arson"


class Form(StrEnum):
    """With or without the answers of an interview: two formulas with two sets of weights, never one for the other."""

    STATIC = "STATIC"
    DYNAMIC = "DYNAMIC"


class SaraRisk(Coded):
    """What the Spousal Assault Risk Assessment found."""

    LOW = "LOW", "Low"
    MEDIUM = "MEDIUM", "Medium"
    HIGH = "HIGH", "High"


class HarmLevel(Coded):
    """The level of risk of serious harm that an assessment found, lowest first."""

    LOW = "LOW", "Low"
    MEDIUM = "MEDIUM", "Medium"
    HIGH = "HIGH", "High"
    VERY_HIGH = "VERY_HIGH", "Very high"


class Qualifications(Coded):
    """Whether the person has any qualification, from school, for a trade or for a profession."""

    ANY = "ANY_QUALIFICATION", "Some qualification"
    NONE = "NO_QUALIFICATIONS", "No qualifications"


_POINTS: dict[str, int] = {
    **{level: number for number, level in enumerate(Level)},
    **{level: number for number, level in enumerate(Motivation)},
    **{level: number for number, level in enumerate(Sometimes)},
}


def points(answer: Level | Motivation | Sometimes) -> int:
    """0, 1 or 2: how an answer in three steps is counted."""
    return _POINTS[answer]


class Section(IntEnum):
    """The groups in which questions are asked, in their order."""

    RECORD = 1
    OFFENCE = 2
    LIFE = 3
    DRINK_AND_DRUGS = 4
    THINKING = 5
    SEXUAL = 6
    NEEDS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What is known of one person for the formulas, on the day `assessed_on`. None: not known, which is never "no".

    Ages are completed years, counts are whole numbers of occasions of being sanctioned.
    """

    sex: Sex | None = None
    date_of_birth: date | None = None
    assessment_date: date | None = None
    date_of_current_conviction: date | None = None
    date_at_start_of_followup: date | None = None
    current_offence_code: str | None = None
    total_number_of_sanctions_for_all_offences: int | None = None
    total_number_of_violent_sanctions: int | None = None
    age_at_first_sanction: int | None = None
    supervision_status: Supervision | None = None
    most_recent_offence_date: date | None = None

    did_offence_involve_carrying_or_using_weapon: bool | None = None
    previous_convictions: tuple[PastOffence, ...] | None = None
    evidence_of_domestic_abuse: bool | None = None
    domestic_abuse_against_partner: bool | None = None
    does_recognise_impact_of_offending_on_others: bool | None = None

    is_currently_of_no_fixed_abode_or_transient_accommodation: bool | None = None
    suitability_of_accommodation: Level | None = None
    is_unemployed: bool | None = None
    current_relationship_status: Relationship | None = None
    current_relationship_with_partner: Level | None = None
    regular_offending_activities: Level | None = None
    has_current_psychiatric_treatment: bool | None = None

    current_alcohol_use_problems: Level | None = None
    excessive_alcohol_use: Level | None = None
    current_drug_misuse: Level | None = None
    motivation_to_tackle_drug_misuse: Motivation | None = None
    has_heroin_usage: bool | None = None
    has_methadone_usage: bool | None = None
    has_other_opiate_usage: bool | None = None
    has_crack_cocaine_usage: bool | None = None
    has_powder_cocaine_usage: bool | None = None
    has_misused_prescription_drug_usage: bool | None = None
    has_benzodiazepines_usage: bool | None = None
    has_cannabis_usage: bool | None = None
    has_steroids_usage: bool | None = None
    has_other_drugs_usage: bool | None = None
    has_ketamine_usage: bool | None = None
    has_spice_usage: bool | None = None
    has_hallucinogens_usage: bool | None = None
    has_solvents_usage: bool | None = None

    impulsivity_problems: Level | None = None
    temper_control: Level | None = None
    pro_criminal_attitudes: Level | None = None
    problem_solving_skills: Level | None = None
    awareness_of_consequences: Sometimes | None = None
    understands_other_peoples_views: Level | None = None

    has_ever_committed_sexual_offence: bool | None = None
    is_current_offence_sexually_motivated: bool | None = None
    total_contact_adult_sexual_sanctions: int | None = None
    total_contact_child_sexual_sanctions: int | None = None
    total_non_contact_sexual_offences: int | None = None
    total_indecent_image_sanctions: int | None = None
    date_of_most_recent_sexual_offence: date | None = None
    is_current_offence_against_victim_stranger: bool | None = None

    is_a_risk_of_sexual_harm: bool | None = None
    sexual_preoccupation: Level | None = None
    offence_related_sexual_interests: Level | None = None
    emotional_congruence_with_children: Level | None = None
    hostile_orientation: Level | None = None
    current_relationship_with_family_members: Level | None = None
    previous_close_relationships: Level | None = None
    easily_influenced_by_criminal_associates: Level | None = None
    controlling_or_aggressive_behaviour: Level | None = None
    difficulties_coping: Level | None = None
    sara_risk_to_partner: SaraRisk | None = None
    sara_risk_to_others: SaraRisk | None = None

    snsv_static_or_dynamic: Form | None = None

    work_related_skills: Level | None = None
    problems_with_reading_writing_numeracy: Level | None = None
    has_problems_with_reading: bool | None = None
    has_problems_with_numeracy: bool | None = None
    learning_difficulties: Level | None = None
    professional_or_vocational_qualifications: Qualifications | None = None

    has_peer_group_influences: bool | None = None
    influence_from_criminal_associates: Level | None = None
    recklessness_and_risk_taking_behaviour: Level | None = None
    attitudes_towards_self: Level | None = None

    overall_risk_for_assessment: HarmLevel | None = None
    highest_risk_level_over_all_assessments: HarmLevel | None = None
    has_custodial_sentence: bool | None = None
    is_eligible_for_mappa: bool | None = None
    apply_opd_override: bool | None = None

    did_offence_involve_violence_or_threat_of_violence: bool | None = None
    did_offence_involve_excessive_use_of_violence: bool | None = None
    did_offence_involve_arson: bool | None = None
    offence_motivation_emotional_state: bool | None = None
    domestic_abuse_against_family: bool | None = None
    is_analysis_of_offence_issues_linked_to_risk: bool | None = None
    has_accommodation_issues_linked_to_risk: bool | None = None
    relationship_issues_linked_to_risk: bool | None = None
    are_emotional_issues_linked_to_risk: bool | None = None
    are_thinking_and_behaviour_issues_linked_to_risk: bool | None = None

    experience_of_childhood: Level | None = None
    is_evidence_of_childhood_behavioural_problems: bool | None = None
    over_reliance_on_others_for_financial_support: Level | None = None
    manipulative_or_predatory_behaviour: Level | None = None
    current_psychological_problems: Level | None = None
    current_psychiatric_problems: Level | None = None
    has_history_of_psychiatric_treatment: bool | None = None
    has_been_on_medication_for_mental_health_problems: bool | None = None
    has_ever_been_in_special_hospital_or_regional_secure_unit: bool | None = None
    has_displayed_obsessive_behaviour_linked_to_offending: bool | None = None
    has_self_harm_or_attempted_suicide: bool | None = None
    attitude_towards_supervision_or_licence: Level | None = None
    has_assaulted_or_threatened_staff: bool | None = None
    has_escaped_or_absconded: bool | None = None
    has_control_issues: bool | None = None


ANSWER_NAMES = tuple(field.name for field in fields(Answers))
"""The names of all answers, in the order in which they are asked."""


def years_between(first: date, last: date) -> int:
    """Completed years from one day to another; somebody born on 29 February turns a year older on 1 March."""
    return last.year - first.year - ((last.month, last.day) < (first.month, first.day))


def months_between(first: date, last: date) -> int:
    """Completed months from one day to another: from 31 January to 28 February there is none."""
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)

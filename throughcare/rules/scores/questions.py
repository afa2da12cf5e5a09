"""The questions of the formulas in plain words, in the groups and the order in which they are asked."""

from __future__ import annotations

from dataclasses import dataclass

from throughcare.rules.scores.answers import Section

SECTIONS = {
    Section.RECORD: "The record",
    Section.OFFENCE: "The offence and earlier ones",
    Section.LIFE: "How the person lives",
    Section.DRINK_AND_DRUGS: "Alcohol and drugs",
    Section.THINKING: "Thinking and behaviour",
    Section.SEXUAL: "Sexual offences",
    Section.NEEDS: "Needs, for programmes",
}


@dataclass(frozen=True, slots=True)
class Question:
    """A question: where it is asked, how, and what has to be known to answer it."""

    section: Section
    words: str
    hint: str = ""


_RECORD, _OFFENCE, _LIFE, _DRUGS, _MIND, _SEX, _NEEDS = Section
QUESTIONS: dict[str, Question] = {
    "sex": Question(_RECORD, "Sex", "The formulas know male and female. Where it is neither, there is no score"),
    "date_of_birth": Question(_RECORD, "Date of birth"),
    "date_of_current_conviction": Question(_RECORD, "Day of the current conviction"),
    "date_at_start_of_followup": Question(
        _RECORD,
        "Day from which the person is in the community",
        "The day of the community sentence, or the earliest possible release",
    ),
    "current_offence_code": Question(
        _RECORD, "Code of the current offence", "Five digits: the Home Office code and its two digits of detail"
    ),
    "total_number_of_sanctions_for_all_offences": Question(
        _RECORD, "Occasions of being sanctioned, this one included", "Convictions and cautions, each occasion once"
    ),
    "total_number_of_violent_sanctions": Question(_RECORD, "Of them, for violence"),
    "age_at_first_sanction": Question(_RECORD, "Age at the first sanction", "In completed years"),
    "supervision_status": Question(_RECORD, "Where the person is"),
    "most_recent_offence_date": Question(_RECORD, "Day of the most recent offence of any kind"),
    "did_offence_involve_carrying_or_using_weapon": Question(
        _OFFENCE, "Was a weapon carried or used in the current offence?"
    ),
    "previous_convictions": Question(
        _OFFENCE, "Convicted before of any of these?", "Leave all empty where there is none"
    ),
    "evidence_of_domestic_abuse": Question(_OFFENCE, "Is there evidence that the person abused a partner or family?"),
    "domestic_abuse_against_partner": Question(_OFFENCE, "Was a partner abused?", "Asked where there is such evidence"),
    "does_recognise_impact_of_offending_on_others": Question(
        _OFFENCE, "Does the person see what the offending does to others?"
    ),
    "is_currently_of_no_fixed_abode_or_transient_accommodation": Question(
        _LIFE, "Is the person of no fixed abode, or in transient accommodation?"
    ),
    "suitability_of_accommodation": Question(_LIFE, "Suitability of where they live"),
    "is_unemployed": Question(_LIFE, "Is the person unemployed?"),
    "current_relationship_status": Question(_LIFE, "Relationship"),
    "current_relationship_with_partner": Question(_LIFE, "How things are with the partner"),
    "regular_offending_activities": Question(_LIFE, "Activities that encourage offending"),
    "has_current_psychiatric_treatment": Question(_LIFE, "Psychiatric treatment, now or pending?"),
    "current_alcohol_use_problems": Question(_DRUGS, "Alcohol use now"),
    "excessive_alcohol_use": Question(_DRUGS, "Drinking to excess in the last six months"),
    "current_drug_misuse": Question(_DRUGS, "Drug misuse now"),
    "motivation_to_tackle_drug_misuse": Question(_DRUGS, "Motivation to tackle drug misuse"),
    "has_heroin_usage": Question(_DRUGS, "Heroin?"),
    "has_methadone_usage": Question(_DRUGS, "Methadone that was not prescribed?"),
    "has_other_opiate_usage": Question(_DRUGS, "Another opiate?"),
    "has_crack_cocaine_usage": Question(_DRUGS, "Crack cocaine?"),
    "has_powder_cocaine_usage": Question(_DRUGS, "Powder cocaine?"),
    "has_misused_prescription_drug_usage": Question(_DRUGS, "Prescription drugs, misused?"),
    "has_benzodiazepines_usage": Question(_DRUGS, "Benzodiazepines?"),
    "has_cannabis_usage": Question(_DRUGS, "Cannabis?"),
    "has_steroids_usage": Question(_DRUGS, "Steroids?"),
    "has_other_drugs_usage": Question(_DRUGS, "Other drugs?"),
    "has_ketamine_usage": Question(_DRUGS, "Ketamine?"),
    "has_spice_usage": Question(_DRUGS, "Spice?"),
    "has_hallucinogens_usage": Question(_DRUGS, "Hallucinogens?"),
    "has_solvents_usage": Question(_DRUGS, "Solvents?"),
    "impulsivity_problems": Question(_MIND, "Impulsivity"),
    "temper_control": Question(_MIND, "Control of temper"),
    "pro_criminal_attitudes": Question(_MIND, "Pro-criminal attitudes"),
    "problem_solving_skills": Question(_MIND, "Solving problems"),
    "awareness_of_consequences": Question(_MIND, "Is the person aware of consequences?"),
    "understands_other_peoples_views": Question(_MIND, "Understanding how others see things"),
    "has_ever_committed_sexual_offence": Question(
        _SEX, "Has the person ever committed a sexual offence, or one with a sexual motive?"
    ),
    "is_current_offence_sexually_motivated": Question(_SEX, "Has the current offence a sexual motive?"),
    "total_contact_adult_sexual_sanctions": Question(_SEX, "Sanctions for contact with an adult"),
    "total_contact_child_sexual_sanctions": Question(_SEX, "Sanctions for contact with a child"),
    "total_non_contact_sexual_offences": Question(_SEX, "Sanctions for sexual offences without contact"),
    "total_indecent_image_sanctions": Question(_SEX, "Sanctions for indecent images of children"),
    "date_of_most_recent_sexual_offence": Question(_SEX, "Day of the most recent sexual offence"),
    "is_current_offence_against_victim_stranger": Question(_SEX, "Was the victim a stranger?"),
    "is_a_risk_of_sexual_harm": Question(_NEEDS, "Is the person a risk of sexual harm?"),
    "sexual_preoccupation": Question(_NEEDS, "Sexual preoccupation"),
    "offence_related_sexual_interests": Question(_NEEDS, "Sexual interests that go with the offence"),
    "emotional_congruence_with_children": Question(_NEEDS, "Emotional congruence with children"),
    "hostile_orientation": Question(_NEEDS, "Hostile orientation"),
    "current_relationship_with_family_members": Question(_NEEDS, "How things are with the family"),
    "previous_close_relationships": Question(_NEEDS, "Earlier close relationships"),
    "easily_influenced_by_criminal_associates": Question(_NEEDS, "Easily influenced by others who offend"),
    "controlling_or_aggressive_behaviour": Question(_NEEDS, "Controlling or aggressive behaviour"),
    "difficulties_coping": Question(_NEEDS, "Difficulties coping"),
    "sara_risk_to_partner": Question(_NEEDS, "Spousal Assault Risk Assessment: risk to the partner"),
    "sara_risk_to_others": Question(_NEEDS, "Spousal Assault Risk Assessment: risk to others"),
}
"""By the name of the answer. The day of assessment and the form asked for are no questions to anybody."""


def say_question(name: str) -> str:
    """A question in words, or the name of what is no question (a score on which another rests)."""
    asked = QUESTIONS.get(name)
    return asked.words.rstrip("?") if asked else name.replace("_", " ")

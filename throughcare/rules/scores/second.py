"""ARP, VRP and SVRP: how likely a person is to reoffend, violently or seriously violently, within two years.

One shape of formula with three sets of weights, each with and without an interview. The static form is another score,
named so. Source: Ministry of Justice, hmpps-arns-risk-actuarial-api at 016919c (version 1.0 of each).
"""

from __future__ import annotations

from datetime import date
from math import log

from throughcare.rules.scores.answers import Answers, Form, Level, Motivation, PastOffence, Relationship, points
from throughcare.rules.scores.history import History, history_of
from throughcare.rules.scores.offences import Offences
from throughcare.rules.scores.scored import (
    Band,
    Formula,
    Kind,
    Scored,
    Term,
    banded,
    logistic,
    nothing,
    per_cent,
    times,
)
from throughcare.rules.scores.second_checks import (
    CODE,
    DRUGS,
    OTHER_DRUGS,
    SANCTIONS,
    VIOLENT,
    dynamic_problems,
    static_problems,
)
from throughcare.rules.scores.second_offences import OFFENCES
from throughcare.rules.scores.second_weights import WEIGHTS, Weights
from throughcare.rules.scores.snsv_terms import free_months, polynomial

MOST = 99.99
BANDS: dict[Formula, dict[Band, float]] = {
    Formula.ARP: {Band.MEDIUM: 50, Band.HIGH: 75, Band.VERY_HIGH: 90},
    Formula.VRP: {Band.MEDIUM: 30, Band.HIGH: 60, Band.VERY_HIGH: 80},
    Formula.SVRP: {Band.MEDIUM: 1, Band.HIGH: 3, Band.VERY_HIGH: 6.9},
    Formula.CSRP: {Band.MEDIUM: 1, Band.HIGH: 3, Band.VERY_HIGH: 6.9},
}
_POWERS = ("", "_QUADRATIC", "_CUBIC", "_QUARTIC")
_CAREER = ("date_of_birth", "date_of_current_conviction", "age_at_first_sanction")
RATE_YEARS = 30
COPAS_YEARS = {Formula.ARP: 26, Formula.VRP: 12, Formula.SVRP: 12}


def score_second(formula: Formula, answers: Answers, offences: Offences, *, assessed_on: date) -> Scored:
    """A percentage with two decimals of ARP, VRP or SVRP, with its band. Which form it is stands in `kind`."""
    static = static_problems(formula, answers, offences, assessed_on)
    dynamic = dynamic_problems(formula, answers)
    if static:
        return nothing(formula, [*static, *dynamic], "score")
    form = Form.STATIC if dynamic else Form.DYNAMIC
    category = offences.second[answers.current_offence_code or ""].category
    terms = second_terms(formula, form, history_of(answers, assessed_on), answers, category)
    figure = min(MOST, max(0.0, per_cent(logistic(sum(term.value for term in terms)))))
    drugs = tuple(name for name in DRUGS if getattr(answers, name) is None and _counts_drugs(formula, form))
    return Scored(
        formula=formula,
        kind=Kind(form),
        figures={"score": figure},
        band=banded(figure, BANDS[formula]),
        terms=terms,
        problems=tuple(dynamic),
        unanswered=drugs,
    )


def _counts_drugs(formula: Formula, form: Form) -> bool:
    return form is Form.DYNAMIC and formula is not Formula.SVRP


def second_terms(formula: Formula, form: Form, history: History, answers: Answers, category: str) -> tuple[Term, ...]:
    """All terms of one predictor in one form, in the order of the source."""
    weights = WEIGHTS[formula, form]
    terms = (
        *_everybody(formula, form, weights, history, category),
        *_sanction_terms(weights, history),
        *_time_terms(formula, weights, history),
        *_violence_terms(formula, weights, history),
    )
    if form is Form.STATIC:
        return terms
    return (*terms, *_life_terms(weights, answers), *_drug_terms(weights, answers), *_past_terms(weights, answers))


def _sexed(weights: Weights, name: str, history: History) -> float:
    return weights[f"{name}_{'MALE' if history.is_male else 'FEMALE'}"]


def _powers(weights: Weights, name: str, ending: str = "") -> tuple[float, ...]:
    return tuple(weights.get(f"{name}{power}{ending}", 0.0) for power in _POWERS)


def _everybody(formula: Formula, form: Form, weights: Weights, history: History, category: str) -> tuple[Term, ...]:
    age = history.age_at_followup
    ending = "_MALE" if history.is_male else "_FEMALE"
    return (
        Term("two_year_intercept_weight", "Where everybody begins", weights["TWO_YEAR_CONSTANT"]),
        Term(
            "age_gender_polynomial_weight",
            "Age when the follow-up begins",
            polynomial(_powers(weights, "AAI", ending), age),
            ("sex", "date_of_birth", "date_at_start_of_followup"),
            f"{age} years old, by sex",
        ),
        Term("gender_weight", "Sex", 0.0 if history.is_male else weights["FEMALE"], ("sex",), history.sex.label),
        Term(
            "offence_group_weight",
            "The current offence",
            OFFENCES[formula, form][category],
            (CODE,),
            f"{history.code}: {category.replace('_', ' ').lower()}",
        ),
    )


def _sanction_terms(weights: Weights, history: History) -> tuple[Term, ...]:
    total = history.sanctions
    gap = _sexed(weights, "YRS_BETWEEN_FIRST_AND_SECOND_SANCTION", history) * history.career if total == 2 else 0.0
    return (
        Term(
            "first_sanction_weight",
            "The first sanction",
            weights["FIRST_SANCTION"] if total == 1 else 0.0,
            (SANCTIONS,),
            "Yes" if total == 1 else "No",
        ),
        Term(
            "second_sanction_weight",
            "The second sanction",
            weights["SECOND_SANCTION"] if total == 2 else 0.0,
            (SANCTIONS,),
            "Yes" if total == 2 else "No",
        ),
        Term(
            "total_number_of_sanctions_for_all_offences_weight",
            "All sanctions",
            weights["SANCTION_OCCASIONS"] * total,
            (SANCTIONS,),
            times(weights["SANCTION_OCCASIONS"], total),
        ),
        Term(
            "second_sanction_gap_weight",
            "Years between the first sanction and the second",
            gap,
            (SANCTIONS, *_CAREER),
            f"{history.career} years" if total == 2 else "Only where there are two sanctions",
        ),
    )


def _time_terms(formula: Formula, weights: Weights, history: History) -> tuple[Term, ...]:
    months, years = free_months(history), COPAS_YEARS[formula]
    is_counted = history.sanctions >= 3
    rate = log(history.sanctions / (history.career + years)) if is_counted else 0.0
    working = (
        f"ln({history.sanctions} ÷ ({history.career} + {years}))" if is_counted else "Only from three sanctions on"
    )
    rests_on = (SANCTIONS, *_CAREER)
    letter = "G" if formula is Formula.ARP else "V"
    weight = _sexed(weights, f"THREE_PLUS_SANCTIONS_COPAS_{letter}", history)
    free = Term(
        "offence_free_months_weight",
        "Months in the community without an offence",
        polynomial(_powers(weights, "OFFENCE_FREE_MONTHS"), months),
        ("date_at_start_of_followup", "assessment_date"),
        f"{months} months, of at most 36",
    )
    copas = Term("copas_score", "How many sanctions in how many years (Copas rate)", weight * rate, rests_on, working)
    if formula is not Formula.ARP:
        return (free, copas)
    squared = _sexed(weights, "THREE_PLUS_SANCTIONS_COPAS_SQUARED", history) * rate**2
    return (
        free,
        copas,
        Term("copas_score_squared", "The same rate, squared", squared, rests_on, f"{working}, squared"),
    )


def _violence_terms(formula: Formula, weights: Weights, history: History) -> tuple[Term, ...]:
    if formula is Formula.ARP:
        return ()
    violent = history.violent
    rate = weights["VIOLENT_RATE"] * log(violent / (history.career + RATE_YEARS)) if violent else 0.0
    is_all = formula is Formula.VRP
    return (
        Term(
            "never_violent_weight",
            "Never violent",
            _sexed(weights, "NEVER_VIOLENT", history) if violent == 0 else 0.0,
            (VIOLENT,),
            "Yes" if violent == 0 else "No",
        ),
        Term(
            "once_violent_weight",
            "Violent once",
            weights["ONCE_VIOLENT"] if violent == 1 else 0.0,
            (VIOLENT,),
            "Yes" if violent == 1 else "No",
        ),
        Term(
            "total_number_of_violent_sanctions_weight" if is_all else "violent_sanctions_weight",
            "Violent sanctions",
            weights["VIOLENT_SANCTIONS"] * violent,
            (VIOLENT,),
            times(weights["VIOLENT_SANCTIONS"], violent),
        ),
        Term(
            "copas_violent_offences_score" if is_all else "violence_rate_weight",
            "How much violence in how many years",
            rate,
            (VIOLENT, *_CAREER),
            f"ln({violent} ÷ ({history.career} + {RATE_YEARS}))" if violent else "No violence",
        ),
    )


# The weight in the source, the name of the term, its words, and the answer that it rests on.
_STEPS = (
    ("ACCOMMODATION_SUITABILITY", "suitable_accommodation_weight", "Accommodation", "suitability_of_accommodation"),
    (
        "RELATIONSHIP_QUALITY",
        "relationship_quality_weight",
        "Relationship with the partner",
        "current_relationship_with_partner",
    ),
    (
        "ACTIVITIES_ENCOURAGE_OFFENDING",
        "regular_offending_activities_weight",
        "Activities that encourage offending",
        "regular_offending_activities",
    ),
    (
        "CHRONIC_DRINKING",
        "chronic_drinking_problems_weight",
        "Drinking is a problem now",
        "current_alcohol_use_problems",
    ),
    ("BINGE_DRINKING", "binge_drinking_problems_weight", "Drinking to excess", "excessive_alcohol_use"),
    ("IMPULSIVITY", "impulsivity_problems_weight", "Impulsivity", "impulsivity_problems"),
    ("TEMPER", "temper_control_weight", "Control of temper", "temper_control"),
    ("PRO_CRIMINAL_ATTITUDE", "pro_criminal_attitudes_weight", "Pro-criminal attitudes", "pro_criminal_attitudes"),
)
_HELD = (
    (
        "CARRY_OR_USE_WEAPON",
        "offence_involve_carrying_or_using_weapons_weight",
        "A weapon in the current offence",
        "did_offence_involve_carrying_or_using_weapon",
    ),
    ("DOMESTIC_ABUSE", "domestic_violence_weight", "Evidence of domestic abuse", "evidence_of_domestic_abuse"),
)
_DRUGS = (
    ("HEROIN", "heroin_usage_weight", "Heroin", "has_heroin_usage"),
    ("METHADONE", "methadone_usage_weight", "Methadone", "has_methadone_usage"),
    ("OTHER_OPIATE", "other_opiate_usage_weight", "Another opiate", "has_other_opiate_usage"),
    ("CRACK_COCAINE", "crack_cocaine_usage_weight", "Crack cocaine", "has_crack_cocaine_usage"),
    ("POWDER_COCAINE", "powder_cocaine_usage_weight", "Powder cocaine", "has_powder_cocaine_usage"),
    (
        "PRESCRIPTION_DRUG_MISUSE",
        "misused_prescription_drug_usage_weight",
        "Prescription drugs, misused",
        "has_misused_prescription_drug_usage",
    ),
    ("BENZODIAZEPINES", "benzodiazepines_usage_weight", "Benzodiazepines", "has_benzodiazepines_usage"),
    ("CANNABIS", "cannabis_usage_weight", "Cannabis", "has_cannabis_usage"),
    ("STEROIDS", "steroid_usage_weight", "Steroids", "has_steroids_usage"),
)
_PAST = (
    (PastOffence.HOMICIDE, "HOMICIDE", "past_homicide_offence_weight"),
    (PastOffence.WOUNDING_GBH, "GBH", "past_wounding_grievous_bodily_harm_offence_weight"),
    (PastOffence.KIDNAPPING, "KIDNAPPING", "past_kidnapping_offence_weight"),
    (PastOffence.FIREARMS, "FIREARMS", "past_firearms_offence_weight"),
    (PastOffence.ROBBERY, "ROBBERY", "past_robbery_offence_weight"),
    (PastOffence.AGGRAVATED_BURGLARY, "AGGRAVATED_BURGLARY", "past_aggravated_burglary_offence_weight"),
    (PastOffence.WEAPON, "WEAPON", "past_non_firearm_weapon_offence_weight"),
    (PastOffence.CRIMINAL_DAMAGE, "CRIMINAL_DAMAGE", "past_criminal_damage_offence_weight"),
    (PastOffence.ARSON, "ARSON", "past_arson_offence_weight"),
)


def _life_terms(weights: Weights, answers: Answers) -> tuple[Term, ...]:
    held = [_held(weights[key], name, label, answer, answers) for key, name, label, answer in _HELD if key in weights]
    stepped = [
        _stepped(weights[key], name, label, answer, answers) for key, name, label, answer in _STEPS if key in weights
    ]
    unemployed = 2 * weights["UNEMPLOYED"] if answers.is_unemployed else 0.0
    working = "Yes, counted twice" if answers.is_unemployed else "No"
    work = Term("unemployed_weight", "Unemployed", unemployed, ("is_unemployed",), working)
    return (*held, work, *stepped, *_partner_terms(weights, answers))


def _partner_terms(weights: Weights, answers: Answers) -> tuple[Term, ...]:
    if "LIVE_IN_RELATIONSHIP" not in weights:
        return ()
    together = answers.current_relationship_status is Relationship.TOGETHER
    number = _number(answers.current_relationship_with_partner) if together else 0
    status = "current_relationship_status"
    return (
        Term(
            "live_in_relationship_weight",
            "Lives with a partner",
            weights["LIVE_IN_RELATIONSHIP"] if together else 0.0,
            (status,),
            "Yes" if together else "No",
        ),
        Term(
            "multiplicative_relationship_weight",
            "How things are with the partner they live with",
            weights["QUALITY_OF_LIVE_IN_RELATIONSHIP"] * number,
            (status, "current_relationship_with_partner"),
            times(weights["QUALITY_OF_LIVE_IN_RELATIONSHIP"], number) if together else "Lives with no partner",
        ),
    )


def _drug_terms(weights: Weights, answers: Answers) -> tuple[Term, ...]:
    if "MOTIVATION_TO_TACKLE_DRUG_MISUSE" not in weights:
        return ()
    drugs = [_held(weights[key], name, label, answer, answers) for key, name, label, answer in _DRUGS if key in weights]
    motivation = answers.motivation_to_tackle_drug_misuse or Motivation.FULL
    weight, number = weights["MOTIVATION_TO_TACKLE_DRUG_MISUSE"], points(motivation)
    other = any(getattr(answers, name) for name in OTHER_DRUGS)
    return (
        Term(
            "drug_motivation_weight",
            "Motivation to tackle drug misuse",
            weight * number,
            ("motivation_to_tackle_drug_misuse",),
            times(weight, number) if answers.motivation_to_tackle_drug_misuse else "Not answered: counts as nothing",
        ),
        *drugs,
        Term(
            "other_drug_usage_weight",
            "Other drugs",
            weights["OTHER_DRUGS"] if other else 0.0,
            OTHER_DRUGS,
            "Yes" if other else "No",
        ),
    )


def _past_terms(weights: Weights, answers: Answers) -> tuple[Term, ...]:
    past = answers.previous_convictions or ()
    return tuple(
        Term(
            name,
            f"Convicted before: {offence.label.lower()}",
            weights[f"PAST_{key}_OFFENCE"] if offence in past else 0.0,
            ("previous_convictions",),
            "Yes" if offence in past else "No",
        )
        for offence, key, name in _PAST
        if f"PAST_{key}_OFFENCE" in weights
    )


def _number(answer: Level | None) -> int:
    return 0 if answer is None else points(answer)


def _held(weight: float, name: str, label: str, answer: str, answers: Answers) -> Term:
    said: bool | None = getattr(answers, answer)
    working = {True: "Yes", False: "No", None: "Not answered: counts as nothing"}[said]
    return Term(name, label, weight if said else 0.0, (answer,), working)


def _stepped(weight: float, name: str, label: str, answer: str, answers: Answers) -> Term:
    number = _number(getattr(answers, answer))
    return Term(name, label, weight * number, (answer,), times(weight, number))

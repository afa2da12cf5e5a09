"""Made-up answers for the formulas, right ones and odd ones, each drawn by one seed so that many are quick."""

from datetime import date, timedelta
from random import Random

from hypothesis import strategies as st

from throughcare.rules.scores.answers import (
    Answers,
    Form,
    HarmLevel,
    Level,
    Motivation,
    PastOffence,
    Qualifications,
    Relationship,
    SaraRisk,
    Sex,
    Sometimes,
    Supervision,
)

CODES = ("11618", "02700", "04600", "00100", "05101")
ODD_CODES = ("08800", "95000", "99999", "0510", "abcde")
_CHOICES = {
    "sex": Sex,
    "supervision_status": Supervision,
    "motivation_to_tackle_drug_misuse": Motivation,
    "awareness_of_consequences": Sometimes,
    "current_relationship_status": Relationship,
    "sara_risk_to_partner": SaraRisk,
    "sara_risk_to_others": SaraRisk,
    "snsv_static_or_dynamic": Form,
    "professional_or_vocational_qualifications": Qualifications,
    "overall_risk_for_assessment": HarmLevel,
    "highest_risk_level_over_all_assessments": HarmLevel,
}


def _drawn(name, hint, draw):
    if name in _CHOICES:
        return draw.choice(list(_CHOICES[name]))
    if name == "current_offence_code":
        return draw.choice(CODES + ODD_CODES)
    if name == "previous_convictions":
        return tuple(draw.sample(list(PastOffence), draw.randint(0, 3)))
    if "date" in hint:
        return date(1930, 1, 1) + timedelta(days=draw.randint(0, 36_000))
    if "bool" in hint:
        return draw.random() < 0.5
    if "int" in hint:
        return draw.randint(-1, 40)
    return draw.choice(list(Level))


def odd(seed):
    """Answers drawn one by one: much is missing, and little fits together."""
    draw = Random(seed)
    return Answers(
        **{name: _drawn(name, str(hint), draw) for name, hint in Answers.__annotations__.items() if draw.random() < 0.9}
    )


def right(seed, **fixed):
    """Answers of one person that fit together; every question is answered but which form is asked for."""
    draw = Random(seed)
    known = {name: _drawn(name, str(hint), draw) for name, hint in Answers.__annotations__.items()}
    convicted = date(2010, 1, 1) + timedelta(days=draw.randint(0, 5000))
    born = date(1950, 1, 1) + timedelta(days=draw.randint(0, 15_000))
    total, history = draw.randint(1, 60), draw.random() < 0.5
    counts = ("contact_adult_sexual_sanctions", "contact_child_sexual_sanctions", "non_contact_sexual_offences")
    return Answers(
        **{
            **known,
            "date_of_birth": born,
            "date_of_current_conviction": convicted,
            "date_at_start_of_followup": convicted + timedelta(days=draw.randint(0, 2000)),
            "assessment_date": convicted + timedelta(days=draw.randint(0, 3000)),
            "current_offence_code": draw.choice(CODES),
            "age_at_first_sanction": draw.randint(10, 17),
            "total_number_of_sanctions_for_all_offences": total,
            "total_number_of_violent_sanctions": draw.randint(0, total),
            "has_ever_committed_sexual_offence": history,
            **{f"total_{name}": draw.randint(0, 3) if history else None for name in counts},
            "total_indecent_image_sanctions": draw.randint(1, 3) if history else None,
            "date_of_most_recent_sexual_offence": convicted if history else None,
            "snsv_static_or_dynamic": None,
            **fixed,
        }
    )


seeds = st.integers(0, 2**32)
any_answers = seeds.map(odd)
right_answers = seeds.map(right)

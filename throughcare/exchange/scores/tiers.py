"""One case of a tier, as JSON of the published known answers has it: read, decided, and told with its reasons."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from throughcare.exchange.scores.case_fields import CaseFields, named
from throughcare.exchange.scores.refused import Refused
from throughcare.facts.fact import YesNo
from throughcare.facts.risk import RoshLevel
from throughcare.rules.tiers import second, third
from throughcare.rules.tiers.registers import MAPPA, MAPPA_CATEGORIES, MAPPA_LEVELS, Registration, read_register

GENDERS = {"female": True, "male": False, "not known": None, "not specified": None}
"""As typed, in any case; whether the factors for women apply. None: not known, so they do not, and the tier says so."""
RSR_AT_MOST = 1000
"""The known answers hold a score of 999.99; beyond that something was mistyped."""
LEVEL_NOT_SET = "M0"
"""A MAPPA registration whose level is still to be decided."""
_ANSWERS = {"YES": YesNo.YES, "NO": YesNo.NO}
_UNANSWERED = ("MISSING", "UNKNOWN")
_A_PREDICTOR = 100


def tier_v2(given: Mapping[str, object]) -> object:
    """The tier by the second rule set, with its points, its terms and what was missing. Raises `Refused`."""
    fields = CaseFields(given)
    is_female = _is_female(fields)
    rsr, ogrs = (
        fields.number("rsr_score", 0, RSR_AT_MOST, or_null=True),
        fields.number("ogrs_score", 0, 100, or_null=True),
    )
    registrations = [_registration(each) for each in fields.parts("registrations", "a list of registrations")]
    convictions = tuple(_conviction(each) for each in fields.parts("convictions", "a list of convictions"))
    was_enforced = fields.yes_no("previous_enforcement_activity")
    assessment = _assessment(fields)
    fields.check()
    person = second.Person(
        is_female=is_female,
        rsr=_exactly(rsr),
        ogrs=_exactly(ogrs),
        registered=read_register(registrations),
        convictions=convictions,
        was_enforced_within_a_year=was_enforced,
        assessment=assessment,
    )
    return _told_second(second.decide_tier(person))


def _exactly(number: int | float | None) -> Decimal | None:
    """The number as it was written: 6.99 is 6.99, and not the binary number nearest to it."""
    return None if number is None else Decimal(repr(number))


def _told_second(tier: second.Tier) -> dict[str, object]:
    return {
        "tier": tier.tier,
        "protect_points": tier.protect_points,
        "protect_level": tier.protect_level,
        "change_points": tier.change_points,
        "change_level": tier.change_level,
        "terms": [
            {"factor": term.factor.value, "points": term.points, "because": term.because, "counts": term.counts}
            for term in (*tier.protect_terms, *tier.change_terms)
        ],
        "missing": list(tier.missing),
        "oddities": list(tier.oddities),
        "version": tier.version,
    }


def _is_female(fields: CaseFields) -> bool | None:
    right = "Female, Male, Not known or Not specified"
    found = fields.text("gender", right)
    if found is not None and found.strip().casefold() not in GENDERS:
        fields.fault("gender", f"It is not one of the words for it: give {right}.")
    return GENDERS.get(found.strip().casefold()) if found else None


def _registration(fields: CaseFields) -> Registration:
    code, on = fields.text("code", "the code of a register"), fields.needed_day("date")
    level = fields.text("level", "a level of MAPPA", or_null=True) if fields.has("level") else None
    category = fields.text("category", "a category of MAPPA", or_null=True) if fields.has("category") else None
    if code == MAPPA:
        known = (*MAPPA_LEVELS, LEVEL_NOT_SET)
        if level is not None and level.upper() not in known:
            fields.fault(
                "level", f"It is no level of MAPPA: give one of {', '.join(known)}, or null where none is set."
            )
        if category is not None and category not in MAPPA_CATEGORIES:
            fields.fault("category", f"It is no category of MAPPA: give one of {', '.join(MAPPA_CATEGORIES)}, or null.")
    return Registration(code=code or "", on=on, level=level, category=category)


def _conviction(fields: CaseFields) -> second.Conviction:
    return second.Conviction(
        sentence_type=fields.text("sentence_type", "the code of a type of sentence", or_null=True),
        is_terminated=fields.yes_no("terminated"),
        requirements=tuple(
            second.Requirement(each.text("code", "the main category of a requirement"), each.yes_no("restrictive"))
            for each in fields.parts("requirements", "a list of requirements")
        ),
    )


def _assessment(fields: CaseFields) -> second.NeedsAssessed | None:
    answers = fields.part("assessment", "the assessment", or_null=True)
    if answers is None:
        return None
    if answers.has("san"):
        answers.yes_no("san")
    part = answers.part("needs", "an object of needs with their severity")
    needs = {} if part is None else _needs(part)
    return second.NeedsAssessed(
        needs=needs,
        impulsivity=_answered(answers, "impulsivity"),
        temper_control=_answered(answers, "temper_control"),
        parenting=_parenting(answers),
    )


def _needs(fields: CaseFields) -> dict[second.Need, second.Severity | None]:
    found: dict[second.Need, second.Severity | None] = {}
    for name in fields.names():
        if name not in second.Need.__members__:
            fields.fault(name, f"It is no need: give some of {', '.join(second.Need)}.")
        else:
            found[second.Need[name]] = fields.code(name, named(second.Severity), or_null=True)
    return found


def _answered(fields: CaseFields, field: str) -> int | None:
    """An answer scored 0, 1 or 2; none where it was not asked or not answered."""
    return fields.whole(field, 0, 2, or_null=True) if fields.has(field) else None


def _parenting(fields: CaseFields) -> YesNo | None:
    field = "parenting_responsibilities"
    found = fields.text(field, "YES or NO", or_null=True) if fields.has(field) else None
    if found is None or found.upper() in _UNANSWERED:
        return None
    if found.upper() not in _ANSWERS:
        fields.fault(field, "It is no answer: give YES or NO, or null where there is none.")
    return _ANSWERS.get(found.upper())


def tier_v3(given: Mapping[str, object]) -> object:
    """The tier by the third rule set, with what each factor gave. Raises `Refused`, also where the rule gives none."""
    fields = CaseFields(given)
    person = _third(fields)
    if person.latest_release_on is not None and person.latest_release_on > person.today:
        fields.fault("latest_release_date", "It is after the day named as today: give the latest release, or null.")
    fields.check()
    try:
        decision = third.decide_tier(person)
    except third.NoTier as none:
        raise Refused((none.fault,)) from none
    return {
        "tier": decision.tier.value,
        "provisional": decision.is_provisional,
        "provisional_because": list(decision.provisional_because),
        "given_by": {factor.value: tier and tier.value for factor, tier in decision.given_by.items()},
        "decided_by": [factor.value for factor in decision.decided_by],
        "missing": list(decision.missing),
        "version": decision.version,
    }


def _third(fields: CaseFields) -> third.Person:
    category = fields.text("mappa_category", "a category of MAPPA", or_null=True)
    if category is not None and category not in MAPPA_CATEGORIES:
        fields.fault(
            "mappa_category", f"It is no category of MAPPA: give one of {', '.join(MAPPA_CATEGORIES)}, or null."
        )
    return third.Person(
        today=fields.needed_day("today"),
        has_active_event=fields.yes_no("has_active_event"),
        arp=_score(fields, "arp"),
        csrp=_score(fields, "csrp"),
        dc_srp=_sexual_score(fields),
        rosh=fields.code("rosh", named(RoshLevel), or_null=True),
        has_mappa=category is not None,
        is_lifer=fields.yes_no("has_lifer_ipp"),
        latest_release_on=fields.day("latest_release_date", or_null=True),
        is_domestic_abuse=fields.yes_no("domestic_abuse"),
        is_stalking=fields.yes_no("stalking"),
        is_child_protection=fields.yes_no("child_protection"),
        ever_committed_sexual_offence=fields.yes_no("ever_committed_sexual_offence"),
    )


def _score(fields: CaseFields, field: str) -> third.Score | None:
    """A score and what it goes by, which need not be said where there is no score."""
    percent = fields.number(field, 0, _A_PREDICTOR, or_null=True)
    goes_by = f"{field}_type"
    if percent is None:
        if fields.has(goes_by):
            fields.code(goes_by, named(third.ScoreKind), or_null=True)
        return None
    kind = fields.code(goes_by, named(third.ScoreKind))
    return third.Score(percent, kind or third.ScoreKind.STATIC)


def _sexual_score(fields: CaseFields) -> third.SexualScore | None:
    part = fields.part("dc_srp", "the predictor with its score and band", or_null=True)
    if part is None:
        return None
    percent = part.number("score", 0, _A_PREDICTOR, or_null=True)
    bands = {**named(third.Band), NOT_APPLICABLE: None}
    band = part.text("band", f"one of {', '.join(bands)}", or_null=True)
    if band is not None and band not in bands:
        part.fault("band", f"It is no band: give one of {', '.join(bands)}, or null.")
    return third.SexualScore(percent, bands.get(band) if band else None)


NOT_APPLICABLE = "NOT_APPLICABLE"
"""The band of somebody to whom the predictor does not apply; it is then not used."""

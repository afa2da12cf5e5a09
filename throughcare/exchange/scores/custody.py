"""Cases of custody as JSON of the published known answers has them: handover, days of a licence, kinds of recall."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from throughcare.exchange.scores.case_fields import CaseFields, named
from throughcare.rules import licence_dates as days_of_a_licence
from throughcare.rules.custody_handover import Sentence, decide_handover
from throughcare.rules.recall import (
    CHARGED_QUESTION,
    QUESTIONS_OF,
    Charged,
    SentenceGroup,
    decide_recall_kind,
)

EARLY_AT_MOST = 30
"""Working days by which a case may say that somebody is released early; more was mistyped. The number is ours."""
HELD_OTHERWISE = ("IMMIGRATION_DETAINEE", "REMAND", "CONVICTED_UNSENTENCED")
"""Legal statuses for which a confirmed day counts within bounds alone. Source: as of `licence_dates`."""
LEGAL_STATUSES = (
    *HELD_OTHERWISE,
    *("SENTENCED", "RECALL", "INDETERMINATE_SENTENCE", "CIVIL_PRISONER", "DEAD", "OTHER", "UNKNOWN"),
)


def handover(given: Mapping[str, object]) -> object:
    """The day on which the community takes over, or null, and why. Raises `Refused`."""
    fields = CaseFields(given)
    sentence = Sentence(
        started_on=fields.day("sentence_start_date", or_null=True),
        earliest_release_on=fields.day("earliest_release_date", or_null=True),
        is_determinate_parole=fields.yes_no("is_determinate_parole"),
        is_indeterminate=fields.yes_no("is_indeterminate"),
        is_in_open_conditions=fields.yes_no("in_open_conditions"),
        is_early_allocation=fields.yes_no("is_early_allocation"),
    )
    fields.check()
    _check_sentence(fields, sentence)
    decided = decide_handover(sentence)
    return {
        "handover_date": None if decided.on is None else decided.on.isoformat(),
        "reason": decided.reason.value,
        "because": decided.reason.label,
        "version": decided.version,
    }


def _check_sentence(fields: CaseFields, sentence: Sentence) -> None:
    """What the rule needs of the days, which depends on the kind of sentence."""
    started_on, release_on = sentence.started_on, sentence.earliest_release_on
    is_open_ended = sentence.is_indeterminate and not sentence.is_early_allocation
    if sentence.is_determinate_parole and sentence.is_indeterminate:
        fields.fault("is_determinate_parole", "A sentence without a fixed end is not a determinate one: choose one.")
    if release_on is None and not is_open_ended:
        fields.fault("earliest_release_date", "It is null: this kind of sentence has one, give it.")
    if started_on is None and not (sentence.is_indeterminate or sentence.is_early_allocation):
        fields.fault("sentence_start_date", "It is null: this kind of sentence goes by it, give it.")
    if started_on is not None and release_on is not None and release_on < started_on:
        fields.fault("earliest_release_date", "It is before the start of the sentence: give a day from then on.")
    fields.check()


def recall_type(given: Mapping[str, object]) -> object:
    """Which kinds of recall are open, and why. A question left out or null was not answered. Raises `Refused`."""
    fields = CaseFields(given)
    group = fields.code("sentenceGroup", named(SentenceGroup))
    asked = QUESTIONS_OF[group] if group else ()
    answers = {each: fields.yes_no(each.value) if _is_answered(given, each.value) else None for each in asked}
    charged = fields.code(CHARGED_QUESTION, named(Charged)) if _is_answered(given, CHARGED_QUESTION) else None
    fields.check()
    decided = decide_recall_kind(group or SentenceGroup.ADULT_SDS, answers, charged)
    return {
        "fixedTermMandatory": decided.is_fixed_term_mandatory,
        "standardMandatory": decided.is_standard_mandatory,
        "options": [option.value for option in decided.options],
        "because": list(decided.because),
        "unanswered": list(decided.unanswered),
        "version": decided.version,
    }


def _is_answered(given: Mapping[str, object], field: str) -> bool:
    return isinstance(given, Mapping) and given.get(field) is not None


def licence_dates(given: Mapping[str, object]) -> object:
    """The day, or true or false, that `fn` asks for. Raises `Refused`."""
    fields = CaseFields(given)
    asked = fields.code("fn", _ASKED)
    if asked is None:
        fields.check()
        return None
    return asked(fields)


def _starts_on(fields: CaseFields) -> date:
    """The day on which the licence starts, by either of its names."""
    return fields.needed_day(
        "date" if fields.has("date") and not fields.has("licence_start_date") else "licence_start_date"
    )


def _but_fridays(fields: CaseFields) -> bool:
    """Whether Fridays are left out of the count, as they are unless the case says otherwise."""
    field = "fridays_not_counted_as_working_days"
    return fields.yes_no(field) if fields.has(field) else True


def _if_there(fields: CaseFields, field: str) -> date | None:
    return fields.day(field, or_null=True) if fields.has(field) else None


def _earliest_release(fields: CaseFields) -> object:
    field = "max_working_days_early"
    at_most = fields.whole(field, 1, EARLY_AT_MOST) if fields.has(field) else days_of_a_licence.EARLY_WORKING_DAYS
    starts_on, holidays, but_fridays = _starts_on(fields), fields.days("bank_holidays"), _but_fridays(fields)
    curfew_on = _if_there(fields, "home_detention_curfew_actual_date")
    fields.check()
    return days_of_a_licence.earliest_release(
        starts_on, holidays, curfew_on=curfew_on, at_most=at_most or 1, but_fridays=but_fridays
    ).on.isoformat()


def _is_eligible(fields: CaseFields) -> object:
    starts_on, holidays, but_fridays = _starts_on(fields), fields.days("bank_holidays"), _but_fridays(fields)
    curfew_on = _if_there(fields, "home_detention_curfew_actual_date")
    fields.check()
    if curfew_on == starts_on:
        return False
    return days_of_a_licence.is_eligible_for_early_release(starts_on, holidays, but_fridays=but_fridays)


def _by_start(rule: Callable[[date, frozenset[date]], days_of_a_licence.Day]) -> Callable[[CaseFields], object]:
    """A day that goes by the start of the licence alone."""

    def asked(fields: CaseFields) -> object:
        starts_on, holidays = _starts_on(fields), fields.days("bank_holidays")
        fields.check()
        return rule(starts_on, holidays).on.isoformat()

    return asked


def _on_a_day(rule: Callable[[date, date, frozenset[date]], bool]) -> Callable[[CaseFields], object]:
    """A question about today that goes by the start of the licence."""

    def asked(fields: CaseFields) -> object:
        today, starts_on, holidays = fields.needed_day("today"), _starts_on(fields), fields.days("bank_holidays")
        fields.check()
        return rule(today, starts_on, holidays)

    return asked


def _licence_start(fields: CaseFields) -> object:
    """The start of a licence by its kind; without a kind, by the days themselves and today."""
    days = days_of_a_licence.ReleaseDays(
        conditional_on=_if_there(fields, "conditional_release_date"),
        confirmed_on=_if_there(fields, "confirmed_release_date"),
        after_recall_on=_if_there(fields, "post_recall_release_date"),
        curfew_on=_if_there(fields, "home_detention_curfew_actual_date"),
        curfew_eligible_on=_if_there(fields, "home_detention_curfew_eligibility_date"),
        is_held_otherwise=_is_held_otherwise(fields),
    )
    holidays = fields.days("bank_holidays")
    kind = fields.code("kind", named(days_of_a_licence.Kind)) if fields.has("kind") else None
    if kind is None and not fields.has("kind"):
        kind = days_of_a_licence.kind_on(fields.needed_day("today"), days)
    fields.check()
    start = days_of_a_licence.licence_start(kind or days_of_a_licence.Kind.CRD, days, holidays)
    if start is None:
        field = _GOES_BY[kind or days_of_a_licence.Kind.CRD]
        fields.fault(field, "It is not there: a licence of this kind starts by it, give it.")
        fields.check()
    return start and start.on.isoformat()


def _is_held_otherwise(fields: CaseFields) -> bool:
    status = fields.text("legal_status", "a legal status", or_null=True) if fields.has("legal_status") else None
    if status is not None and status not in LEGAL_STATUSES:
        fields.fault("legal_status", f"It is no legal status: give one of {', '.join(LEGAL_STATUSES)}, or null.")
    is_is91 = fields.yes_no("is_is91_case") if fields.has("is_is91_case") else False
    return is_is91 or status in HELD_OTHERWISE


_GOES_BY = {
    days_of_a_licence.Kind.CRD: "conditional_release_date",
    days_of_a_licence.Kind.PRRD: "post_recall_release_date",
    days_of_a_licence.Kind.HDC: "home_detention_curfew_actual_date",
}
_ASKED: dict[str, Callable[[CaseFields], object]] = {
    "earliest_release_date": _earliest_release,
    "eligible_for_early_release": _is_eligible,
    "hard_stop_date": _by_start(days_of_a_licence.hard_stop),
    "hard_stop_warning_date": _by_start(days_of_a_licence.hard_stop_warning),
    "licence_start_date": _licence_start,
    "in_hard_stop_period": _on_a_day(days_of_a_licence.is_in_hard_stop),
    "due_for_release_in_two_working_days": _on_a_day(days_of_a_licence.is_release_near),
    "late_allocation_warning_required": _on_a_day(days_of_a_licence.is_allocation_late),
}

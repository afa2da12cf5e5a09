"""Who may see a case: who is excluded, who alone may see it, and the form by which a manager changes that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from throughcare.actions.oversight import record_limit
from throughcare.actions.staff import staff_of_organisation
from throughcare.facts.identity import AccessLimit
from throughcare.facts.stream import in_order, standing
from throughcare.facts.words import lower_first, say_day
from throughcare.records.models import SentForm
from throughcare.records.queries.organisations import names_of_staff
from throughcare.rules.access import Power
from throughcare.rules.case.values import known_value
from throughcare.rules.limits import StandingLimit, limits_that_stand, review_day
from throughcare.web.design.fields import ChoiceField, Choices, NoteField
from throughcare.web.door import needs
from throughcare.web.supervision.form_page import Desk, FormPage, Sending, answer, open_desk
from throughcare.web.supervision.forms import DayAhead, RecordingForm

LIFT = "lift"
"""The answer that lifts a limit; the others are the limits themselves."""
NOBODY = "Nobody by name"


class LimitForm(RecordingForm):
    """An exclusion, a restriction, or one of them lifted; with the reason."""

    act = ChoiceField(
        label="What do you want to do?",
        choices=[
            (AccessLimit.EXCLUSION.value, "Exclude somebody: they may not see this case"),
            (AccessLimit.RESTRICTION.value, "Restrict the case: only those named may see it"),
        ],
    )
    officer = ChoiceField(label="Which member of staff?", as_list=True)
    review_on = DayAhead(
        label="When you exclude or name somebody: by when is it to be looked at again?",
        help_text="Up to a year ahead. Where the limits that stand are to be looked at sooner, the sooner day holds.",
    )
    lifted = ChoiceField(label="If you lift a limit: which one?", as_list=True)
    reason = NoteField(label="Why?", rows=3, help_text="In words. Whoever may see the case can read this.")

    names: Mapping[str, str] = {"limit": "act", "may_oversee": "act"}

    def __init__(self, *args: Any, stands: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not stands:
            del self.fields["lifted"]
            return
        act = cast(forms.ChoiceField, self.fields["act"])
        act.choices = [*cast(Choices, act.choices), (LIFT, "Lift a limit that stands")]
        self.fields["officer"].label = "If you exclude or name somebody: which member of staff?"
        cast(forms.ChoiceField, self.fields["lifted"]).choices = [("", "Choose"), *stands]

    def clean(self) -> dict[str, Any]:
        """What was chosen beside the act goes with the act: nothing is dropped in silence."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if self.is_lifted and said.get("officer"):
            self.add_error("officer", "You chose to lift a limit: choose nobody here, or choose what else to do.")
        if said.get("act") and not self.is_lifted and said.get("lifted"):
            self.add_error("lifted", "You chose to set a limit: choose none here, or choose to lift one.")
        return said

    @property
    def is_lifted(self) -> bool:
        """Whether a limit is to be lifted."""
        return bool(self.cleaned_data.get("act") == LIFT)

    @property
    def named(self) -> tuple[AccessLimit | None, str]:
        """Which limit, and whom it names."""
        said = self.cleaned_data
        limit, _, code = str(said.get("lifted") or "").partition(":") if self.is_lifted else (said["act"], "", "")
        return known_value(AccessLimit, limit), code if self.is_lifted else said["officer"]


@dataclass(frozen=True, slots=True)
class LimitLine:
    """A limit as the page lists it."""

    who: str
    since: str
    reason: str


@needs(Power.RECORD_OVERSIGHT)
def limits(request: HttpRequest, crn: str) -> HttpResponse:
    """Who may see the case, and a change of that."""
    desk = open_desk(request, crn, what="form: who may see this case")
    return answer(request, desk, LIMITS, {"review_on": say_day(review_day(desk.case, desk.today))})


def _make(desk: Desk, data: Any, initial: Any) -> LimitForm:
    staff = dict(staff_of_organisation(desk.user.organisation))
    others = [(code, name) for code, name in staff.items() if code != desk.user.code]
    officers = [("", "Choose"), (desk.user.code, f"{desk.user.name} (you)"), *others]
    found = _standing(desk)
    names = _names(found)
    stands = [(f"{each.limit.value}:{each.code or ''}", _say(each, names)) for each in found]
    return LimitForm(data, initial=initial, today=desk.today, officers=officers, stands=stands)


def _standing(desk: Desk) -> tuple[StandingLimit, ...]:
    return limits_that_stand(in_order(standing(desk.stream, as_of=date.max)))


def _names(found: Sequence[StandingLimit]) -> dict[str, str]:
    return names_of_staff({each.code for each in found if each.code})


def _say(limit: StandingLimit, names: dict[str, str]) -> str:
    who = names.get(limit.code, limit.code) if limit.code else NOBODY
    return f"{who}: {lower_first(limit.limit.label)}"


def _record(form: LimitForm, sending: Sending) -> SentForm:
    limit, officer = form.named
    return record_limit(
        limit=limit,
        officer=officer,
        reason=form.cleaned_data["reason"],
        is_lifted=form.is_lifted,
        review_on=form.cleaned_data["review_on"],
        **sending,
    )


def shown_of_limits(desk: Desk) -> dict[str, Any]:
    """The limits that stand on a case, as a page tells them."""
    found = _standing(desk)
    names = _names(found) | {desk.user.code: f"{desk.user.name} (you)"}
    lines: dict[AccessLimit, list[LimitLine]] = {limit: [] for limit in AccessLimit}
    for each in found:
        who = names.get(each.code, each.code) if each.code else NOBODY
        lines[each.limit].append(LimitLine(who, say_day(each.since_on), each.reason or ""))
    return {
        "excluded": lines[AccessLimit.EXCLUSION],
        "restricted_to": lines[AccessLimit.RESTRICTION],
        "crn": desk.person.crn,
        "review_on": desk.case.limits_review_on,
        "is_late": desk.case.limits_review_on is None or desk.case.limits_review_on < desk.today,
        "review_href": reverse("review_limits", args=[desk.person.crn]),
        "is_named": desk.user.code in desk.case.restricted_to,
    }


LIMITS = FormPage("supervision/limits.html", _make, _record, shown_of_limits)

"""The forms of the provider desk."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, cast

from django import forms

from throughcare.facts.escalation import Decision
from throughcare.facts.fact import YesNo
from throughcare.facts.staff import ProviderType
from throughcare.rules.case.values import known_value
from throughcare.rules.provider import SAYABLE, Factor
from throughcare.rules.provider_decision import ProviderRequest
from throughcare.web.design.fields import ChoiceField, Choices, NoteField, choices_of
from throughcare.web.supervision.forms import RecordingForm

NOT_KNOWN = "?"
ANSWERS: Choices = (*choices_of(YesNo), (NOT_KNOWN, "Not known"))
QUESTIONS: Mapping[Factor, tuple[str, str]] = {
    Factor.MAPPA: (
        "Do they come under public protection arrangements (MAPPA)?",
        "Registered for a sexual offence, a violent or other sexual offence that qualifies, or otherwise dangerous",
    ),
    Factor.PUBLIC_INTEREST: (
        "Is it a case of public interest?",
        "For example a death or serious harm that is under review, or a case that the public follows",
    ),
    Factor.DEPORTATION: ("Are they a foreign national who may be deported?", "Ask the court, or the Home Office"),
    Factor.DEFERRED: ("Is the sentence deferred?", "The record does not say what was passed"),
}


class DecideForm(RecordingForm):
    """What the record does not know, for whom the case is, and why."""

    mappa = ChoiceField(label="", choices=ANSWERS, inline=True)
    public_interest = ChoiceField(label="", choices=ANSWERS, inline=True)
    deportation = ChoiceField(label="", choices=ANSWERS, inline=True)
    deferred = ChoiceField(label="", choices=ANSWERS, inline=True)
    decided = ChoiceField(label="Which organisation is to hold it?", choices=choices_of(ProviderType))
    reason = NoteField(
        label="Why?",
        rows=4,
        required=False,
        help_text="Needed where you choose what the rule does not give, or decide while something is not known",
    )

    def __init__(self, *args: Any, known: Collection[Factor], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for factor in SAYABLE:
            if factor in known:
                del self.fields[factor.value]
            else:
                asked = self.fields[factor.value]
                asked.label, asked.help_text = QUESTIONS[factor]

    @property
    def asked(self) -> list[str]:
        """The questions that are asked, by the names of their fields."""
        return [factor.value for factor in SAYABLE if factor.value in self.fields]

    def request(self, order: str) -> ProviderRequest:
        """What was said, as the rules read it. *Not known* and no answer are alike: neither is a no."""
        said = self.cleaned_data
        answers = {factor: known_value(YesNo, said.get(factor.value)) for factor in SAYABLE}
        return ProviderRequest(order, self.coded("decided", ProviderType), answers, said.get("reason"))


class KeepForm(RecordingForm):
    """That an order stays with the organisation; nothing is typed."""


class ReferForm(RecordingForm):
    """Whom to ask to take a case because the risk has risen, and why."""

    to_provider = ChoiceField(label="Which part of the National Probation Service is asked?", as_list=True)
    because = NoteField(
        label="What has changed, and why is the service to hold the case?",
        rows=6,
        help_text="What happened, who is at risk and from what, and what was done at once",
    )

    def __init__(self, *args: Any, askable: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["to_provider"]).choices = [("", "Choose"), *askable]


class ReferralAnswerForm(RecordingForm):
    """Accept or decline a referral."""

    decision = ChoiceField(
        label="What do you decide?",
        choices=[
            (Decision.ACCEPTED.value, "Accept: we take the case"),
            (Decision.DECLINED.value, "Decline: it stays where it is"),
        ],
    )
    reason = NoteField(label="Why?", rows=5, required=False, help_text="Needed where you decline")

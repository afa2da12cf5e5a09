"""The form of a sentence that is worked out: what a court said, in the parts in which it is said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from throughcare.rules.refusals import FieldFault
from throughcare.rules.sentences import (
    Case,
    Kind,
    Recall,
    RecallKind,
    ReleaseGroup,
    Requirement,
    RequirementKind,
    Sentence,
)
from throughcare.web.design.fields import ChoiceField, DayField, DesignForm, choices_of
from throughcare.web.sentences.fields import LengthField, NumberField, beside

NOT_SAID = ("", "Not said")
MORE = ("second", "third")
"""Further prison terms that the form has room for; the command line takes as many as there are."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the form: its heading, the fields, and whether it is folded away until it is needed."""

    heading: str
    fields: tuple[str, ...]
    is_folded: bool = True


OF_MORE = ("length", "offence_on", "sentenced_on", "remand_days", "after")
PARTS = (
    Part("", ("kind", "offence_on", "sentenced_on", "length"), is_folded=False),
    Part(
        "Prison terms: age, remand, and what the offence is to release",
        ("born_on", "age_at_release", "remand_days", "tagged_bail_days", "release_group"),
    ),
    Part("Extended and indeterminate sentences", ("extension", "is_listed_15b", "tariff")),
    Part("Suspended sentence: its two periods", ("operational", "supervision")),
    Part("Requirements of an order", ("work_hours", "activity_days", "curfew_hours", "curfew_length")),
    *(Part(f"A {name} prison term", tuple(f"{name}_{field}" for field in OF_MORE)) for name in MORE),
    Part("Release and recall", ("released_on", "recall_kind", "returned_on")),
)


class WorkOutForm(DesignForm):
    """What a court said of a sentence. Nothing of it is kept."""

    kind = ChoiceField(
        label="Kind of sentence",
        as_list=True,
        choices=[("", "Choose one"), *choices_of(Kind)],
        help_text=beside("kind"),
        error_messages={"required": "Choose the kind of sentence."},
    )
    offence_on = DayField(
        label="Day of the offence",
        help_text=beside("offence_on"),
        error_messages={"required": "Say the day of the offence."},
    )
    sentenced_on = DayField(
        label="Day of the sentence",
        help_text=beside("sentenced_on"),
        error_messages={"required": "Say the day of the sentence."},
    )
    length = LengthField(label="Length", is_usual=True, help_text=beside("length"))
    born_on = DayField(label="Date of birth", required=False, help_text=beside("age"))
    age_at_release = NumberField(label="Or the age on the last day in custody")
    remand_days = NumberField(label="Days on remand in custody", help_text=beside("remand_days"))
    tagged_bail_days = NumberField(label="Days on tagged bail", help_text=beside("tagged_bail_days"))
    release_group = ChoiceField(
        label="What the offence is to the rules of release",
        as_list=True,
        required=False,
        choices=[NOT_SAID, *choices_of(ReleaseGroup)],
        help_text=beside("release_group"),
    )
    extension = LengthField(label="Extension of an extended sentence", help_text=beside("extension"))
    is_listed_15b = ChoiceField(
        label="Is the offence in schedule 15B, parts 1 to 3?",
        as_list=True,
        required=False,
        choices=[NOT_SAID, ("yes", "Yes"), ("no", "No")],
        help_text=beside("is_listed_15b"),
    )
    tariff = LengthField(label="Minimum term of an indeterminate sentence", help_text=beside("tariff"))
    operational = LengthField(label="Operational period", help_text=beside("operational"))
    supervision = LengthField(label="Supervision period", help_text=beside("supervision"))
    work_hours = NumberField(label="Hours of unpaid work", help_text=beside("unpaid_work"))
    activity_days = NumberField(
        label="Days of rehabilitation activity, at most", help_text=beside("rehabilitation_activity")
    )
    curfew_hours = NumberField(label="Hours of curfew a day", help_text=beside("curfew"))
    curfew_length = LengthField(label="Length of the curfew")
    second_length = LengthField(label="Length of the second term", help_text=beside("consecutive_to"))
    second_offence_on = DayField(label="Day of the offence of the second term", required=False)
    second_sentenced_on = DayField(label="Day on which the second term was passed", required=False)
    second_remand_days = NumberField(label="Days on remand for the second term")
    second_after = ChoiceField(
        label="The second term runs",
        as_list=True,
        required=False,
        choices=[("", "Beside the first"), ("1", "After the first")],
    )
    third_length = LengthField(label="Length of the third term")
    third_offence_on = DayField(label="Day of the offence of the third term", required=False)
    third_sentenced_on = DayField(label="Day on which the third term was passed", required=False)
    third_remand_days = NumberField(label="Days on remand for the third term")
    third_after = ChoiceField(
        label="The third term runs",
        as_list=True,
        required=False,
        choices=[("", "Beside the others"), ("1", "After the first"), ("2", "After the second")],
    )
    released_on = DayField(label="Day of release, where it is known", required=False, help_text=beside("released_on"))
    recall_kind = ChoiceField(
        label="Recall",
        as_list=True,
        required=False,
        choices=[("", "None"), *choices_of(RecallKind)],
        help_text=beside("recall"),
    )
    returned_on = DayField(label="Day of the return to custody", required=False)

    def clean(self) -> dict[str, Any]:
        """What belongs together is said together."""
        said: dict[str, Any] = super().clean() or {}
        for name in MORE:
            rest = [said.get(f"{name}_{field}") for field in ("offence_on", "sentenced_on", "remand_days", "after")]
            if any(each is not None and each != "" for each in rest) and not said.get(f"{name}_length"):
                self._ask(f"{name}_length", f"Say how long the {name} term is, or clear what you said of it.")
        if said.get("returned_on") and not said.get("recall_kind"):
            self._ask("recall_kind", "Choose the kind of recall, or clear the day of the return.")
        if said.get("recall_kind") and not said.get("returned_on"):
            self._ask("returned_on", "Say the day of the return to custody.")
        if said.get("curfew_length") and said.get("curfew_hours") is None:
            self._ask("curfew_hours", "Say how many hours of curfew a day.")
        return said

    def _ask(self, field: str, sentence: str) -> None:
        if field not in self.errors:
            self.add_error(field, sentence)

    # --- as the rules take it ---------------------------------------------------------------------------------------

    def case(self) -> Case:
        """The case that was typed, once the form is valid."""
        said = self.cleaned_data
        recall = None
        if said["recall_kind"]:
            recall = Recall(kind=RecallKind(said["recall_kind"]), returned_on=said["returned_on"])
        return Case(
            sentences=(self._first(), *self._more()),
            born_on=said["born_on"],
            age_at_release=said["age_at_release"],
            released_on=said["released_on"],
            recall=recall,
        )

    def _first(self) -> Sentence:
        said = self.cleaned_data
        same = ("offence_on", "sentenced_on", "length", "extension", "tariff", "operational", "supervision")
        return Sentence(
            name="1",
            kind=Kind(said["kind"]),
            remand_days=said["remand_days"] or 0,
            tagged_bail_days=said["tagged_bail_days"] or 0,
            release_group=self._group(),
            is_listed_15b={"yes": True, "no": False}.get(said["is_listed_15b"]),
            requirements=tuple(requirement for _, requirement in self._requirements()),
            **{name: said[name] for name in same},
        )

    def _group(self) -> ReleaseGroup | None:
        group = self.cleaned_data["release_group"]
        return ReleaseGroup(group) if group else None

    def _requirements(self) -> list[tuple[str, Requirement]]:
        """Each requirement that was typed, with the beginning of the names of its fields."""
        said = self.cleaned_data
        found = []
        for amount, kind in (
            ("work_hours", RequirementKind.UNPAID_WORK),
            ("activity_days", RequirementKind.REHABILITATION_ACTIVITY),
        ):
            if said[amount] is not None:
                found.append((amount, Requirement(kind=kind, amount=said[amount])))
        if said["curfew_hours"] is not None:
            curfew = Requirement(kind=RequirementKind.CURFEW, amount=said["curfew_hours"], length=said["curfew_length"])
            found.append(("curfew_hours", curfew))
        return found

    def _more(self) -> list[Sentence]:
        """The further terms, by number: fixed ones (of a young person, of the same kind as the first). Without days of
        their own they are of the days of the first.
        """
        said, found = self.cleaned_data, []
        first = Kind(said["kind"])
        kind = first if first in (Kind.LONG_DETENTION, Kind.DETENTION_AND_TRAINING) else Kind.CUSTODY
        for number, name in enumerate(MORE, start=2):
            if said[f"{name}_length"]:
                further = Sentence(
                    name=str(number),
                    kind=kind,
                    offence_on=said[f"{name}_offence_on"] or said["offence_on"],
                    sentenced_on=said[f"{name}_sentenced_on"] or said["sentenced_on"],
                    length=said[f"{name}_length"],
                    remand_days=said[f"{name}_remand_days"] or 0,
                    consecutive_to=said[f"{name}_after"] or None,
                    release_group=self._group(),
                )
                found.append(further)
        return found

    # --- what the rules refuse, by the field in which it was typed ---------------------------------------------------

    def blame_rules(self, faults: Iterable[FieldFault]) -> None:
        """Tell each fault at the field that it is about."""
        self.blame((self._field_of(fault.field), fault.sentence) for fault in faults)

    def _field_of(self, field: str) -> str:
        number, dot, name = field.partition(".")
        if dot and number in ("1", "2", "3"):
            of_more = "" if number == "1" else f"{MORE[int(number) - 2]}_{name.replace('consecutive_to', 'after')}"
            field = of_more if of_more in self.fields else name
        if field.startswith("requirements["):
            place, _, part = field.removeprefix("requirements[").partition("].")
            typed = self._requirements()[int(place)][0]
            return "curfew_length" if (typed, part) == ("curfew_hours", "length") else typed
        return {"recall": "recall_kind", "recall.kind": "recall_kind", "recall.returned_on": "returned_on"}.get(
            field, field
        )

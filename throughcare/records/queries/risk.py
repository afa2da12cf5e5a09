"""What is kept of assessments beside the facts: drafts."""

from __future__ import annotations

from throughcare.records.models import FormDraft, Person


def form_draft_of(person: Person, form: str) -> FormDraft | None:
    """What is written so far in a form about this person, with who saved it last."""
    return FormDraft.objects.select_related("saved_by").filter(person=person, form=form).first()


def form_drafts_of(person: Person) -> list[FormDraft]:
    """Every draft about this person, by form."""
    return list(FormDraft.objects.select_related("saved_by").filter(person=person).order_by("form"))

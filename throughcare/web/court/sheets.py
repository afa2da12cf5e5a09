"""A form of the court desk as it is begun, sent, sent twice, or finished after the sign-in ran out.

Like the forms that record on a person (`web.supervision.form_page`), but for what is nobody's record yet: the mark says
which sheet it is of, so that one form's token records once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from django.http import HttpRequest

from throughcare.rules.refusals import NotRecorded
from throughcare.web.design.fields import DesignForm
from throughcare.web.people.opening import user_of
from throughcare.web.sign_in import kept
from throughcare.web.supervision.form_page import NOT_OURS, OF_ANOTHER, typed_values
from throughcare.web.supervision.marks import FIELD, Mark, new_mark, read_mark

F = TypeVar("F", bound=DesignForm)


@dataclass(frozen=True, slots=True)
class Sheet(Generic[F]):
    """A form and its mark. `is_sent`: it was sent, and by whoever began it; whether it is right is another question."""

    form: F
    mark: Mark
    is_sent: bool = False
    is_kept: bool = False

    @property
    def shown(self) -> dict[str, Any]:
        """What the template needs of it."""
        return {"form": self.form, "mark": self.mark.signed, "mark_field": FIELD, "is_kept": self.is_kept}

    def refused(self, form: F, why: str) -> Sheet[F]:
        """The same with this form, of which nothing is written for this reason."""
        return replace(self, form=_blamed(form, why), is_sent=False)


def sheet_of(request: HttpRequest, about: str, make: Callable[[Any], F]) -> Sheet[F]:
    """The sheet at this address. `about` says what it is of; `make` makes the form of what was sent, or of None."""
    user = user_of(request)
    fresh = new_mark(user.pk, crn=about)
    if request.method != "POST":
        typed = kept.take(request)
        mark = read_mark(typed.get(FIELD)) if typed is not None else None
        form = make(None)
        if typed is None or mark is None or mark.user != user.pk or mark.crn != about:
            return Sheet(form, fresh)
        form.initial = typed_values(form, typed)
        return Sheet(form, mark, is_kept=True)
    mark = read_mark(request.POST.get(FIELD))
    if mark is not None and mark.user != user.pk:
        return Sheet(_blamed(make(None), OF_ANOTHER), fresh)
    form = make(request.POST)
    if mark is None or mark.crn != about:
        return Sheet(_blamed(form, NOT_OURS), fresh)
    return Sheet(form, mark, is_sent=True)


def _blamed(form: F, why: str) -> F:
    if not form.is_bound:
        form.cleaned_data = {}  # Django looks into it when it is told of an error
    form.blame([("", why)])
    return form


def is_written(sheet: Sheet[F], write: Callable[[F, str], object]) -> bool:
    """Whether the sheet was sent, was right and was written under its token; else the form says what is wrong."""
    if not sheet.is_sent or not sheet.form.is_valid():
        return False
    try:
        write(sheet.form, sheet.mark.token)
    except NotRecorded as refusal:
        sheet.form.blame((fault.field, fault.sentence) for fault in refusal.faults)
        return False
    return True

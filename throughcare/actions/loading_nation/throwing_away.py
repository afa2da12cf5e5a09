"""A load that was not finished, taken out of the record again: piece by piece, so that this too can be stopped."""

from __future__ import annotations

from django.db import connection, transaction
from django.db.models import Model
from django.db.models.fields.reverse_related import ForeignObjectRel

from throughcare.actions.loading_nation.ledger import CannotLoad
from throughcare.actions.loads_in_turn import own_turn
from throughcare.actions.projections import PROJECTIONS
from throughcare.exchange.fact_files.opening import Told
from throughcare.records.models import (
    FactFileLoad,
    FactFilePiece,
    Person,
    Staff,
    StoredFact,
)

_OURS = ("stored", "summary", "limits", "court_items", "handovers", "obligations")
"""What a load writes of a person; whatever else hangs on one was made by somebody since."""


def throw_away(*, told: Told | None = None) -> str | None:
    """Take out whatever the unfinished load wrote, but for organisations and teams. Returns the name of its file.

    None where every load was finished. Raises `CannotLoad` where somebody has used one of its people since: they
    looked, or recorded; then the load must be finished.
    """
    with own_turn() as is_ours:
        if not is_ours:
            raise CannotLoad("Another load is under way: wait until it is done.")
        load = FactFileLoad.objects.filter(finished_at=None).first()
        if load is None:
            return None
        people = (load.first_person, load.first_person + load.people - 1)
        _check_untouched(people)
        pieces = list(FactFilePiece.objects.filter(load=load).order_by("place"))
        for number, piece in enumerate(pieces, start=1):
            with transaction.atomic():
                _remove(Staff if piece.of_staff else Person, piece.first, piece.last)
                piece.delete()
            if told:
                told(number, len(pieces), "taking out what was loaded")
        with transaction.atomic():
            Staff.objects.filter(pk__range=(load.first_staff, load.first_staff + load.staff - 1)).delete()
            load.delete()
        return load.name


def _check_untouched(people: tuple[int, int]) -> None:
    for relation in Person._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel) or relation.get_accessor_name() in _OURS:
            continue
        model, name = relation.related_model, relation.field.name
        if model._base_manager.filter(**{f"{name}__pk__range": people}).exists():
            raise CannotLoad(
                "Somebody has used the record of one of the people who were loaded: the load can only be finished."
            )


def _remove(model: type[Person] | type[Staff], first: int, last: int) -> None:
    """Rows by their ids, and what hangs on them: straight from the tables, as there are very many."""
    key = "person_id" if model is Person else "staff_id"
    hanging: list[type[Model]] = [StoredFact]
    if model is Person:
        hanging += PROJECTIONS
    with connection.cursor() as cursor:
        for each in hanging:
            cursor.execute(f'DELETE FROM "{each._meta.db_table}" WHERE "{key}" BETWEEN %s AND %s', [first, last])
        cursor.execute(f'DELETE FROM "{model._meta.db_table}" WHERE "id" BETWEEN %s AND %s', [first, last])

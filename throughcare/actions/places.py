"""Courts and agencies, entered by an administrator."""

from __future__ import annotations

from throughcare.actions.users import code_fault
from throughcare.facts.checks import AgencyType
from throughcare.facts.staff import ProviderType
from throughcare.records.columns import longest
from throughcare.records.models import Court, Organisation
from throughcare.rules.refusals import Faults


def put_court(*, code: str, name: str, organisation: str, rooms: list[str]) -> None:
    """A court and whose officers work there; one of this code is brought up to date. Raises `NotRecorded`."""
    faults = _begun(code, name, longest(Court, "name"))
    if not Organisation.objects.filter(code=organisation, type=ProviderType.NPS).exists():
        faults.add("organisation", f"There is no division of the probation service with the code {organisation}.")
    faults.check()
    Court.objects.update_or_create(code=code, defaults={"name": name, "organisation_id": organisation, "rooms": rooms})


def put_agency(*, code: str, name: str, kind: str) -> None:
    """An agency that can be asked; one of this code is renamed. Raises `NotRecorded`."""
    faults = _begun(code, name, longest(Organisation, "name"))
    type_ = AgencyType._value2member_map_.get(kind.upper())
    if type_ is None:
        faults.add("kind", f"“{kind[:40]}” is no kind of agency: write police or children.")
    before = Organisation.objects.filter(code=code).first()
    if before is not None and before.type not in list(AgencyType):
        faults.add("code", f"{code} is {before.name}, which supervises people: choose another code.")
    faults.check()
    assert type_ is not None
    Organisation.objects.update_or_create(code=code, defaults={"name": name, "type": type_.value})


def _begun(code: str, name: str, at_most: int) -> Faults:
    faults = Faults()
    if fault := code_fault(code):
        faults.add("code", fault)
    if not name.strip() or len(name) > at_most:
        faults.add("name", f"Write a name of up to {at_most} characters.")
    return faults

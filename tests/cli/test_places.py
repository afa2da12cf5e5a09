"""Courts and agencies are entered at the command line, and refused in words."""

import pytest

from throughcare.actions.places import put_agency, put_court
from throughcare.records.models import Court, Organisation
from throughcare.rules.refusals import NotRecorded

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def division():
    Organisation.objects.create(code="N02", name="NPS North East", type="NPS")


def test_a_court_is_added_and_brought_up_to_date():
    put_court(code="B01LE", name="Leeds Crown Court", organisation="N02", rooms=["1"])
    put_court(code="B01LE", name="Leeds Combined Court", organisation="N02", rooms=["1", "2"])
    found = Court.objects.get()
    assert (found.name, found.organisation_id, found.rooms) == ("Leeds Combined Court", "N02", ["1", "2"])


def test_an_agency_is_added_and_renamed():
    put_agency(code="POL-WY", name="West Yorks Police", kind="police")
    put_agency(code="POL-WY", name="West Yorkshire Police", kind="police")
    assert Organisation.objects.get(code="POL-WY").name == "West Yorkshire Police"


@pytest.mark.parametrize(
    ("put", "said", "fault"),
    [
        (put_court, {"code": "B1", "name": "A", "organisation": "N99", "rooms": []}, "There is no division"),
        (put_court, {"code": "a b", "name": "A", "organisation": "N02", "rooms": []}, "cannot be a code"),
        (put_court, {"code": "B1", "name": " ", "organisation": "N02", "rooms": []}, "Write a name"),
        (put_agency, {"code": "P1", "name": "A", "kind": "army"}, "write police or children"),
        (put_agency, {"code": "N02", "name": "A", "kind": "police"}, "which supervises people"),
    ],
)
def test_what_cannot_be_is_refused(put, said, fault):
    with pytest.raises(NotRecorded, match=fault):
        put(**said)
    assert not Court.objects.exists()
    assert Organisation.objects.count() == 1

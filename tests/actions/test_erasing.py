"""Erasing is not built yet, so no form can say that something was erased."""

from datetime import UTC, date, datetime

import pytest

from tests.web.world import World
from throughcare.actions.record import record_once
from throughcare.facts.drafts import Draft
from throughcare.facts.record import Erased
from throughcare.records.models import Person, SentForm

pytestmark = [pytest.mark.database, pytest.mark.django_db]


def test_a_draft_that_erases_is_refused_and_nothing_is_written():
    world = World()
    world.case("X1", "2016-03-08")
    draft = Draft(kind=Erased, on=date(2016, 3, 14), payload={"target": 1, "law": "GDPR"})
    at = datetime(2016, 3, 14, 9, tzinfo=UTC)
    before = Person.objects.get(crn="X1").facts
    with pytest.raises(ValueError, match="erasing is not built yet"):
        record_once(person="X1", decide=lambda _: [draft], by=world.user("P1"), at=at, token="t", what="erasure")
    assert Person.objects.get(crn="X1").facts == before
    assert not SentForm.objects.exists()

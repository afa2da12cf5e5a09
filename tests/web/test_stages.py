"""Every kind of fact and every standard stands on a shelf that the pages of a person know."""

import pytest

from throughcare.facts import KINDS
from throughcare.records.queries.timeline import STAGES, stage_of
from throughcare.web.people.standards import by_name, stage_of_standard

NOT_OF_PEOPLE = {"staff", "record"}
"""What stands in the streams of staff, and what is about the record itself."""


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.kind)
def test_every_kind_has_its_shelf(kind):
    assert stage_of(kind) in {*STAGES, *NOT_OF_PEOPLE}


@pytest.mark.parametrize("name", sorted(by_name()))
def test_every_standard_has_its_shelf(name):
    assert stage_of_standard(by_name()[name]) in STAGES

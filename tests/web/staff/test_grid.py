"""The grid as a page: every cell in words, what an organisation tightens, and a file that cannot be used."""

import pytest

from tests.web.recording.desk import Desk
from tests.web.world import CRC

pytestmark = [pytest.mark.database, pytest.mark.django_db]
GRID = "/staff/grid/"


def test_the_national_grid_says_every_cell_its_source_and_that_nobody_verified_it(desk):
    text = desk.get(GRID).text
    assert "This is the national grid; NPS North East does not tighten it." in text
    assert "Unverified" in text
    assert "Probation Circular 90/2005" in text
    assert (text.count("May hold"), text.split().count("Not")) == (18, 27)
    assert "Domestic abuse concern Working with domestic abuse" in text
    assert "Working with domestic abuse For 3 years" in text
    assert "at most 110% of the points" in text


def test_what_an_organisation_tightens_is_marked_for_it_alone(world, client, settings, tmp_path):
    settings.ROLE_GRIDS = tmp_path
    (tmp_path / f"{CRC}.yaml").write_text("cells: {PSO: {LOW: [may, not, not]}}\ntraining: {licence: [RISK OF HARM]}\n")
    inspector = Desk(client, world.user("I1"))
    text = inspector.get(f"{GRID}?organisation={CRC}").text
    assert "as West Yorkshire CRC tightens it" in text
    assert text.count("Tightened here") == 1
    assert "Added here: Assessing the risk of serious harm" in text
    assert "Tightened here" not in inspector.get(GRID).text
    assert "Tightened here" not in Desk(client, world.user("P1")).get(f"{GRID}?organisation={CRC}").text


def test_a_file_that_loosens_anything_is_told_and_the_national_grid_stands(world, client, settings, tmp_path):
    settings.ROLE_GRIDS = tmp_path
    (tmp_path / "N02.yaml").write_text("limits: {capacity: 200}\n")
    desk = Desk(client, world.user("M1"))
    for address in (GRID, "/staff/", "/staff/P1/"):
        assert "200 is more than the national 110: write less." in desk.get(address).text

"""What was opened in danger is judged by somebody else, who may know of it; and counted for inspectors."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.web.recording.desk import Desk
from tests.web.restricted.conftest import WHY
from tests.web.restricted.test_break import opened, told
from tests.web.world import Page, limited, look, stand_still
from throughcare.actions.glass import break_glass
from throughcare.facts.identity import AccessLimit
from throughcare.records.models import AccessEntry, BrokenGlass

pytestmark = [pytest.mark.database, pytest.mark.django_db]
GLASS = "/restricted/glass/"
WORDS = "The mother confirmed it, and the police were sent to the house."


def address(glass):
    return f"{GLASS}{glass.pk}/"


def test_whoever_judges_sees_who_when_why_and_what_was_looked_at(client, world, clock):
    glass = opened(client, world.user("P2"))
    clock.set("2016-03-14 13:40")
    client.get("/people/X1/timeline/")
    for code in ("S1", "D1"):
        page = look(client, world.user(code), GLASS)
        for words in ("X1", "Sam Reid, Practitioner, NPS North East", WHY, "13:40 timeline", "14 March 2016, 13:32"):
            assert words in page.text
        assert "Priya Shah, Denise Ibbotson, Rekha Solanki" in page.text
        assert "opened today; to be judged by 21 March 2016" in page.text
        assert "Aaron" not in page
        assert address(glass) in page
    assert AccessEntry.objects.filter(user__code="D1", person__crn="X1", what="opened in danger: list").exists()


def test_nobody_from_whom_the_case_is_kept_knows_of_it_nor_whoever_opened_it(client, world):
    glass = opened(client, world.user("P2"))
    for code in ("S2", "S3"):  # not named; another organisation
        assert "Nothing waits for your judgement." in look(client, world.user(code), GLASS).text
        assert client.get(address(glass)).status_code == 404
        assert "No openings wait" in look(client, world.user(code), "/restricted/").text
    world.record("X1", limited("2016-03-10", AccessLimit.EXCLUSION, "D1"))
    assert "X1" not in look(client, world.user("D1"), GLASS)
    own = opened(client, world.user("S1"), "X3")
    assert client.get(address(own)).status_code == 404
    assert "X3" in look(client, world.user("S3"), GLASS)


def test_a_judgement_is_said_in_words_once_and_told(client, world):
    glass = opened(client, world.user("P2"))
    desk = Desk(client, world.user("S1"))
    page = desk.back(desk.post(address(glass), {}))
    assert "Say whether it was right to open the record." in page.text
    assert "Say what you found" in page.text
    answer = desk.post(address(glass), {"was_right": "Y", "judgement": WORDS})
    assert answer.status_code == 303
    glass.refresh_from_db()
    assert (glass.reviewed_by.code, glass.was_right, glass.judgement) == ("S1", True, WORDS)
    assert told("P2") == [f"Denise Ibbotson judged that it was right to open the record of X1 in danger: “{WORDS}”."]
    other = Desk(client, world.user("D1"))
    page = other.back(other.post(address(glass), {"was_right": "N", "judgement": WORDS}))
    assert "Somebody has judged it already" in page.text
    assert "Nothing waits" in other.get(GLASS).text
    assert f"Right, by Denise Ibbotson, 14 March 2016, 13:32 “{WORDS}”" in other.get(f"{GLASS}?show=judged").text


def test_it_waits_in_working_days_and_is_late_after_five(client, world, monkeypatch):
    opened(client, world.user("P2"))
    stand_still(monkeypatch, "2016-03-21")
    assert "has waited for 5 working days; to be judged by 21 March 2016" in look(client, world.user("S1"), GLASS).text
    stand_still(monkeypatch, "2016-03-22")
    assert "has waited for 6 working days: late since 21 March 2016" in look(client, world.user("S1"), GLASS).text
    assert "1 late" in look(client, world.user("D1"), "/restricted/").text


def test_inspectors_see_counts_by_organisation_and_nothing_else(client, world):
    opened(client, world.user("P2"))
    glass = opened(client, world.user("P2"), "X3")
    Desk(client, world.user("S3")).post(address(glass), {"was_right": "N", "judgement": WORDS})
    page = look(client, world.user("I1"), "/restricted/")
    assert "NPS North East 1 0 0 1" in page.text
    assert "West Yorkshire CRC 1 0 1 0" in page.text
    assert client.get(GLASS).status_code == 403
    world.record("X1", limited("2016-03-10", AccessLimit.EXCLUSION, "I1"))
    assert "NPS North East" not in Page(client.get("/restricted/").content.decode()).text


def test_the_queue_asks_as_many_questions_for_many_as_for_one(client, world, clock):
    asked = []
    for many in (1, 12):
        for number in range(BrokenGlass.objects.count(), many):
            world.case(f"Y{number}", "2016-03-01")
            break_glass(crn=f"Y{number}", reason=WHY, by=world.user("P3"), at=clock.now)
        for page in (GLASS, "/restricted/"):
            client.force_login(world.user("S1"))
            client.get(page)
            with CaptureQueriesContext(connection) as found:
                client.get(page)
            asked.append(len(found))
    assert asked[:2] == asked[2:]

"""Communication needs: recorded, replaced, over."""

from datetime import timedelta

import pytest

from tests.web.recording.desk import held_by, kinds, last
from tests.web.world import draft
from throughcare.facts import YesNo
from throughcare.facts.supervision import CommunicationNeed, NeedKind
from throughcare.records.models import SentForm
from throughcare.rules.access import Role
from throughcare.web.clock import now

pytestmark = [pytest.mark.database, pytest.mark.django_db]
NEEDS = "/people/X1/needs/"


def test_a_need_is_recorded_and_shown(desk):
    assert "No need is recorded." in desk.get(NEEDS).text
    desk.record(NEEDS, need="INTERPRETER", detail="Polish")
    assert (last().kind, last().need, last().detail) == ("communication_need", NeedKind.INTERPRETER, "Polish")
    assert "Needs an interpreter (Polish), since 14 March 2016" in desk.get(NEEDS).text
    assert "Polish" in desk.get("/people/X1/").text


@pytest.mark.parametrize(
    ("need", "sentence"),
    [
        ("", "Say which need it is, or which is over."),
        ("INTERPRETER", "Say for which language."),
        ("SIGN LANGUAGE", "Say which sign language"),
        ("OTHER", "Say what they need, in a few words."),
    ],
)
def test_what_is_missing_is_told(desk, need, sentence):
    assert sentence in desk.refused(NEEDS, need=need).text


def test_a_need_that_stands_is_not_recorded_again(desk):
    desk.record(NEEDS, need="WELSH")
    SentForm.objects.update(at=now() - timedelta(hours=1))  # within ten minutes it is the same form, sent again
    page = desk.refused(NEEDS, need="WELSH")
    assert "This need is recorded already, since 14 March 2016." in page.text
    desk.record(NEEDS, need="WELSH", detail="In writing too")
    assert desk.get(NEEDS).text.count("Prefers Welsh") == 2  # in the list, and to be chosen anew
    assert kinds().count("communication_need") == 2


def test_one_of_several_needs_is_over(world, desk):
    for detail in ("Large print", "No telephone"):
        world.record("X1", draft(CommunicationNeed, "2016-03-09", need=NeedKind.OTHER, detail=detail))
    desk.record(NEEDS, need="over:OTHER:Large print")
    assert (last().need, last().detail, last().over) == (NeedKind.OTHER, "Large print", YesNo.YES)
    text = desk.get(NEEDS).text
    assert "Other need (No telephone)" in text
    assert "Large print" not in text


def test_more_about_a_need_that_is_over_is_not_dropped_in_silence(world, desk):
    world.record("X1", draft(CommunicationNeed, "2016-03-09", need=NeedKind.WELSH))
    page = desk.refused(NEEDS, need="over:WELSH:", detail="He says so")
    assert "clear this, or choose a need" in page.text
    assert held_by(page)["detail"] == ["He says so"]
    desk.record(NEEDS, need="over:WELSH:")
    assert "No need is recorded." in desk.get(NEEDS).text


@pytest.mark.parametrize("role", ["inspector", "provider_lead", "court_officer", "administrator", "data_officer"])
def test_who_may_not_record_gets_no_form(world, client, role):
    client.force_login(world.user("Z1", Role(role)))
    assert client.get(NEEDS).status_code == 403
    assert client.post(NEEDS, {"need": "WELSH"}).status_code == 403
    assert "communication_need" not in kinds()

"""Referrals for rising risk: made by whoever holds the case, decided by whoever is asked, told to both."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.web.provider.conftest import COMPANY, COURT, PRACTITIONER, SENIOR, held_by_company, level
from tests.web.recording.desk import filled, kinds, last
from tests.web.world import CRC, NPS, draft, limited, sentenced
from throughcare.facts.escalation import Escalated
from throughcare.facts.identity import AccessLimit
from throughcare.records.models import AccessEntry, Notice

pytestmark = pytest.mark.django_db
QUEUE = "/allocation/referrals/"
REFER = "/people/X1/refer/"
WHY = "He was seen with a knife near her home on Friday"


def company_case(world, crn="X1", *more, name="Aaron Bell"):
    return world.person(crn, sentenced("2016-02-01"), held_by_company("2016-02-02"), *more, name=name)


def referred(on="2016-03-09", thread="E1", to=NPS):
    return draft(Escalated, on, from_provider=CRC, to_provider=to, thread=thread, note=WHY)


def test_a_case_is_referred_decided_and_told(world, desk_of):
    company_case(world, "X1", level("2016-03-11", "HIGH"))
    page = desk_of(PRACTITIONER).record(REFER, because=WHY)
    assert "Referred because risk had risen" in page.text
    assert (last().to_provider, last().note) == (NPS, WHY)
    assert "Aaron Bell" in desk_of(COMPANY).get(QUEUE).text
    senior = desk_of(SENIOR)
    queue = senior.get(QUEUE)
    assert "Your organisation is asked: 1" in queue.text
    address = "/allocation/X1/referral/referral-2016-03-14/decide/"
    assert f'href="{address}"' in queue
    form = senior.get(address)
    assert WHY in form.text
    assert "because the risk of serious harm is high or very high" in form.text
    done = senior.record(address, decision="ACCEPTED")
    assert "The decision on X1 is recorded" in done.text
    assert "No referral waits for your decision." in done.text
    assert (last().kind, last().decision) == ("escalation_decided", "ACCEPTED")
    assert Notice.objects.get().user.code == PRACTITIONER
    senior.get("/people/X1/", 404)
    assert AccessEntry.objects.filter(user__code=SENIOR, what="referral for rising risk").exists()
    assert "Accepted on 14 March 2016." in senior.get(address).text


def test_a_referral_that_is_declined_says_why(world, desk_of):
    company_case(world, "X1", referred())
    senior = desk_of(SENIOR)
    address = "/allocation/X1/referral/E1/decide/"
    assert "Say why you decline" in senior.refused(address, decision="DECLINED").text
    senior.record(address, decision="DECLINED", reason="Nothing has changed since the review of January")
    assert "declined on 14 March 2016. Nothing has changed" in desk_of(PRACTITIONER).get(REFER).text
    desk_of(PRACTITIONER).record(REFER, because=WHY)


def test_a_referral_is_not_made_twice_nor_without_words(world, desk_of):
    company_case(world, "X1", referred())
    desk = desk_of(PRACTITIONER)
    assert "It was referred on 9 March 2016 and is not decided yet." in desk.refused(REFER, because=WHY).text
    assert "Say what has changed" in desk.refused(REFER).text
    assert kinds().count("escalated") == 1


def test_what_the_service_holds_is_not_referred(world, desk_of):
    world.case("X1", "2016-03-01", officer=SENIOR)
    world.case("X2", "2016-03-01", officer=PRACTITIONER, organisation=CRC, team="T9")
    senior = desk_of(SENIOR)
    assert "holds this case already" in senior.get(REFER).text
    assert REFER not in senior.get("/people/X1/")
    assert "/people/X2/refer/" in desk_of(PRACTITIONER).get("/people/X2/")


def test_two_managers_decide_once(world, desk_of):
    company_case(world, "X1", referred())
    world.user("S2", world.user(SENIOR).role, team="")
    first, second = desk_of(SENIOR), None
    address = "/allocation/X1/referral/E1/decide/"
    mine = filled(first.get(address), decision="ACCEPTED")
    second = desk_of("S2")
    theirs = filled(second.get(address), decision="DECLINED", reason="We have no room for more of these")
    second.recorded(second.post(address, theirs))
    first.client.force_login(first.user)
    page = first.back(first.post(address, mine))
    assert "decided on 14 March 2016" in page.text or "recorded" in page.text
    assert kinds().count("escalation_decided") == 1


@pytest.mark.parametrize("code", [COMPANY])
def test_whoever_was_not_asked_decides_nothing(world, desk_of, code):
    company_case(world, "X1", referred())
    desk_of(code).get("/allocation/X1/referral/E1/decide/", 404)
    desk_of(COURT).get("/allocation/X1/referral/E1/decide/", 403)
    desk_of(SENIOR).get("/allocation/X1/referral/E9/decide/", 404)


def test_a_restricted_case_is_not_even_counted(world, desk_of):
    company_case(world, "X1", referred(), limited("2016-03-10", AccessLimit.RESTRICTION, "P9"))
    desk = desk_of(SENIOR)
    assert "Your organisation is asked: 0" in desk.get(QUEUE).text
    desk.get("/allocation/X1/referral/E1/decide/", 404)


def test_what_nobody_referred_is_shown_to_the_company(world, desk_of):
    company_case(world, "X1", level("2016-03-01", "HIGH"))
    company_case(world, "X2", level("2016-03-01", "LOW"), name="Bea Cole")
    page = desk_of(COMPANY).get(QUEUE)
    assert f'href="{REFER}"' in page
    assert "Bea Cole" not in page.text
    assert "not referred" not in desk_of(SENIOR).get(QUEUE).text


def test_the_queue_asks_as_much_of_the_database_however_many_there_are(world, desk_of):
    def asked():
        desk = desk_of(SENIOR)
        desk.get(QUEUE)
        with CaptureQueriesContext(connection) as found:
            desk.get(QUEUE)
        return len(found)

    company_case(world, "Y0", referred())
    few = asked()
    for number in range(1, 9):
        company_case(world, f"Y{number}", referred())
    assert asked() == few

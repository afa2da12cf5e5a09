"""Every duty of a person as both clocks read it, and why each stands as it does."""

from datetime import date

import pytest

from tests.web.people_world import log_of, main_of, recorded, text_of
from tests.web.world import (
    World,
    allocated,
    concerned,
    draft,
    ended,
    planned,
    released,
    screened,
    seen,
    sentenced,
    stand_still,
)
from throughcare.facts.court import Disposal, ReportDelivered, ReportFormat
from throughcare.facts.escalation import AgencyNotified
from throughcare.facts.risk import RoshLevel, SignificantChange
from throughcare.records.models import CaseSummary, ObligationRow
from throughcare.records.queries.duties import open_duties
from throughcare.records.queries.person import duties_of, open_duties_of
from throughcare.standards.obligations import Owed
from throughcare.web.people.standards import by_name, stage_of_standard

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def today(monkeypatch):
    return stand_still(monkeypatch, "2016-03-24")


@pytest.fixture
def world() -> World:
    world = World()
    world.staff("P1", "Priya Shah")
    world.person("X1", sentenced("2016-03-01"), allocated("2016-03-03", "P1"), name="Aaron Bell")
    return world


def duties(client) -> str:
    return text_of(client.get("/people/X1/duties/"))


def test_every_shipped_standard_has_a_stage():
    stages = {name: stage_of_standard(standard) for name, standard in by_name().items()}
    assert stages["briefing/home-visit"] == "supervision"
    assert stages["briefing/checks-requested-before-report"] == "court"
    assert stages["briefing/rosh-at-allocation"] == "allocation"
    assert stages["briefing/risk-reviewed"] == "risk"
    assert stages["briefing/others-notified"] == "escalation"
    assert stages["briefing/oversight"] == "oversight"
    assert len(stages) == len(by_name())


def test_a_duty_is_shown_with_its_outcome_and_days(priya):
    recorded("X1", seen("2016-03-04", "P1"), planned("2016-03-18", "P1"), at="2016-03-18 10:00")
    page = duties(priya)
    assert "Met due 8 March 2016, settled on 4 March 2016, 2 working days early" in page
    assert "Late due 15 March 2016, settled on 18 March 2016, 3 working days late" in page
    assert "Not due yet due in" in page
    assert "Met what had to hold, held" in page


@pytest.mark.usefixtures("world")
def test_missed_says_how_late_it_is_by_now(priya):
    assert "Missed due 8 March 2016, 12 working days late and not settled" in duties(priya)


def test_both_clocks_of_a_duty_stand_in_one_line(priya):
    recorded("X1", seen("2016-03-07", "P9"), planned("2016-03-18", "P1"), at="2016-03-18 10:00")
    body = main_of(priya.get("/people/X1/duties/"))
    lines = [part.split("</li>")[0] for part in body.split('<li class="tc-duty"')[1:]]
    for title, readings in (("First appointment", 3), ("Plan", 2), ("Allocation", 2)):
        line = next(line for line in lines if f">{title}<" in line)
        assert line.count('class="tc-reading"') == readings
        assert "Inspection clock" in line
        assert "Contract clock" in line


def test_what_a_contract_counts_from_an_appointment_stands_beside_the_duty_of_its_order(priya):
    recorded("X1", seen("2016-03-04", "P1"), ended("2016-03-08"), at="2016-03-09 10:00")
    recorded("X1", sentenced("2016-03-10", "2"), allocated("2016-03-11", "P1", "2"), seen("2016-03-15", "P1"))
    body = main_of(priya.get("/people/X1/duties/"))
    plans = [line for line in body.split('<li class="tc-duty"')[1:] if "contract-2015/plan-in-time" in line]
    assert [line.count("briefing/plan-in-time") > 0 for line in plans] == [True] * len(plans)
    assert len(plans) == 2


def test_a_condition_that_is_not_known_is_said_to_be_not_known(priya):
    page = duties(priya)
    assert (
        "Home visit 1 March 2016 · sentenced: community order Not known whether it is owed if it is: not due yet"
        in page
    )


def test_a_duty_that_is_not_owed_has_no_outcome(priya, world):
    screening = {"level": RoshLevel.LOW}
    world.person(
        "X2",
        screened("2016-02-28", **screening),
        sentenced("2016-03-01"),
        allocated("2016-03-03", "P1"),
    )
    rows = ObligationRow.objects.filter(person__crn="X2", standard="briefing/home-visit")
    rows.update(owed=Owed.NO.value)
    page = text_of(priya.get("/people/X2/duties/"))
    assert (
        "Home visit 1 March 2016 · sentenced: community order Not owed by what was known on 1 March 2016 Why?" in page
    )


def test_a_duty_that_fell_away_says_why(priya):
    recorded("X1", ended("2016-03-04"), at="2016-03-04 10:00")
    assert "Void due 8 March 2016, but the order ended on 4 March 2016" in duties(priya)


def test_the_open_duties_of_a_person_are_those_of_every_list(world):
    concern = (concerned("2016-03-05"), draft(SignificantChange, "2016-03-06", officer="P1"))
    person = world.person("X2", sentenced("2016-03-01"), allocated("2016-03-02", "P1"), *concern)
    today = date(2016, 3, 24)
    found = open_duties_of(person, today)
    keys = {(each.standard, each.opened_by) for each in found if each.owed is Owed.YES}
    rows = open_duties(CaseSummary.objects.all(), today).filter(person=person)
    assert keys == set(rows.values_list("standard", "opened_by"))
    still = {
        (each.standard, each.opened_by)
        for each in duties_of(person, today)
        if each.due and not each.met and not each.ended and each.owed is Owed.YES
    }
    assert keys == still
    assert keys
    unknown = {each.standard for each in found if each.owed is Owed.UNKNOWN}
    assert unknown == {"briefing/home-visit", "briefing/oversight"}


# --- why


def why(client, standard: str, crn: str = "X1", query: str = "", **headers) -> object:
    row = ObligationRow.objects.get(person__crn=crn, standard=standard)
    return client.get(f"/people/{crn}/duties/{row.opened_by}/{standard}/{query}", headers=headers)


def test_a_duty_is_explained_sentence_by_sentence(priya):
    recorded("X1", seen("2016-03-04", "P1"), at="2016-03-04 10:00")
    page = text_of(why(priya, "briefing/first-appointment"))
    for sentence in (
        "Opened on 1 March 2016 by fact 2: sentenced (order 1, community order).",
        "Due by 8 March 2016, 5 working days after 1 March 2016, counting 2, 3, 4, 7 and 8 March 2016.",
        "Met with 2 working days to spare, on 4 March 2016 by fact 4: appointment (attended, officer Priya Shah).",
        "NPS North East is accountable: it was the first to receive the case, on 3 March 2016.",
    ):
        assert sentence in page


def test_what_opened_and_settled_it_is_shown_with_its_note_and_who_recorded_it(priya):
    note = draft(AgencyNotified, "2016-03-07", officer="P1", agency="The school", note="Rang the head teacher.")
    change = draft(SignificantChange, "2016-03-05", officer="P1", note="New partner.")
    recorded("X1", change, note, at="2016-03-07 11:00")
    page = text_of(why(priya, "briefing/others-notified"))
    assert "What opened it Significant change , 5 March 2016 By Priya Shah New partner." in page
    assert "What settled it Told of a change: The school , 7 March 2016" in page
    assert "Rang the head teacher. Recorded by Priya Shah on 7 March 2016 at 11:00" in page


def test_the_standards_own_words_source_and_how_sure_they_are_stand_below(priya):
    page = text_of(why(priya, "briefing/home-visit"))
    assert "Was a home visit made where it was warranted?" in page
    assert "Limit not verified" in page
    assert "Source Briefing: home visits were made in only half of the cases" in page
    assert "How sure the limit is Not verified: the limit, or a part of it, is ours." in page
    sure = text_of(why(priya, "briefing/allocated-in-time"))
    assert "Limit not verified" not in sure
    assert "Verified: the limit stands so in the source." in sure


def test_a_gate_says_what_it_found(priya):
    page = text_of(why(priya, "briefing/rosh-at-allocation"))
    assert "Asked on 3 March 2016 at fact 3: allocated" in page
    assert "It did not hold: found was" in page
    assert "What it was asked at Allocated , 3 March 2016" in page


def test_a_duty_alone_is_a_part_of_a_page(priya):
    part = why(priya, "briefing/first-appointment", **{"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "<h1" not in part
    assert "Opened on 1 March 2016" in part
    assert log_of("X1")[-1] == ("P1", "duty briefing/first-appointment", "their own case")


def test_a_duty_is_explained_as_on_a_day(priya):
    recorded("X1", seen("2016-03-04", "P1"), at="2016-03-17 10:00")
    known = text_of(why(priya, "briefing/first-appointment", query="?on=10/3/16&view=known"))
    assert "Nothing had settled it by 10 March 2016" in known
    assert "This is the past. As on 10 March 2016, as it was known then." in known
    happened = text_of(why(priya, "briefing/first-appointment", query="?on=10/3/16&view=happened"))
    assert "Met with 2 working days to spare" in happened


@pytest.mark.parametrize(
    "address",
    ["99/briefing/first-appointment", "2/briefing/nonsense", "2/nonsense/first-appointment", "3/briefing/plan-in-time"],
)
def test_a_duty_that_there_is_not_is_not_there(priya, address):
    assert priya.get(f"/people/X1/duties/{address}/").status_code == 404


def test_a_duty_that_had_not_opened_on_a_day_is_not_there_on_it(priya):
    assert why(priya, "briefing/first-appointment", query="?on=28/2/16").status_code == 404


def test_every_why_of_a_full_record_leads_to_an_explanation(priya, world):
    report = {"order": "1", "format": ReportFormat.ORAL, "provider": "N02"}
    custody = Disposal.IMMEDIATE_CUSTODY
    world.person(
        "X2",
        draft(ReportDelivered, "2015-10-01", thread="R1", **report),
        sentenced("2015-10-01", disposal=custody),
        allocated("2015-10-02", "P1"),
        screened("2015-10-02", RoshLevel.HIGH),
        released("2015-12-01"),
        seen("2015-12-02", "P1"),
        concerned("2015-12-10"),
        draft(SignificantChange, "2016-01-04", officer="P1"),
        planned("2016-01-05", "P1"),
        ended("2016-03-01"),
        name="Joel Bell",
    )
    body = main_of(priya.get("/people/X2/duties/"))
    links = [part.split('"')[0] for part in body.split('href="/people/X2/duties/')[1:] if part[0] != '"']
    assert len(links) > 12
    for link in links:
        answer = priya.get(f"/people/X2/duties/{link}")
        assert answer.status_code == 200
        assert "2015" in text_of(answer)

"""The flow both ways and the split: against a slow twin, by role, and open to the people behind each number."""

import csv
import io
import random
from collections import Counter
from datetime import date, timedelta
from statistics import median

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.web.provider.conftest import COMPANY, COURT, INSPECTOR, PRACTITIONER, SENIOR, asked_at
from tests.web.world import CRC, NPS, TEAM, allocated, draft, ended, limited, sentenced
from throughcare.calendar import working_days_between
from throughcare.facts.escalation import Escalated, EscalationDecided
from throughcare.facts.handover import HandoverAnswered, HandoverSent
from throughcare.facts.identity import AccessLimit
from throughcare.facts.record import Withdrawn
from throughcare.facts.stream import in_order, standing
from throughcare.measures.provider_flow import end_of, months_to
from throughcare.records.models import AccessEntry, Person
from throughcare.records.queries import provider_flow
from throughcare.records.streams import stream_of
from throughcare.rules.access import Role
from throughcare.rules.case import case_of

pytestmark = pytest.mark.django_db
FLOW, FILE = "/allocation/flow/", "/allocation/flow/figures.csv"
TODAY = date(2016, 3, 14)


def day(rng, first="2015-01-05", days=430):
    return (date.fromisoformat(first) + timedelta(days=rng.randrange(days))).isoformat()


def later(on, days):
    return min(date.fromisoformat(on) + timedelta(days=days), TODAY).isoformat()


def somebody(world, rng, number):
    """A person with a history that is made up: held by either, passed on, referred, ended, some of it withdrawn."""
    on = day(rng)
    first, other = rng.sample([NPS, CRC], 2)
    facts = [asked_at(on, NPS), sentenced(on), allocated(later(on, 2), "P1", organisation=first, team=None)]
    if rng.random() < 0.5:
        facts.append(allocated(later(on, rng.randrange(3, 200)), "P2", organisation=other, team=None))
    if rng.random() < 0.5:
        facts.append(ended(later(on, rng.randrange(100, 300))))
    if rng.random() < 0.3:
        facts.append(sentenced(later(on, 260), order="2"))
    if rng.random() < 0.6:
        made = later(on, rng.randrange(5, 90))
        ends = {"from_provider": rng.choice([CRC, NPS]), "to_provider": NPS, "thread": "E1"}
        facts.append(draft(Escalated, made, **ends))
        if rng.random() < 0.7:
            decision = rng.choice(["ACCEPTED", "DECLINED"])
            facts.append(draft(EscalationDecided, later(made, rng.randrange(15)), **ends, decision=decision))
    if rng.random() < 0.6:
        sent = later(on, rng.randrange(5, 90))
        because = rng.choice(["REDECIDED", "MOVED"])
        ends = {"order": "1", "from_provider": NPS, "to_provider": CRC, "thread": "H1"}
        facts.append(draft(HandoverSent, sent, **ends, handover_because=because))
        if rng.random() < 0.7:
            reply = rng.choice(["ACCEPTED", "RETURNED"])
            facts.append(draft(HandoverAnswered, later(sent, rng.randrange(15)), **ends, handover_reply=reply))
    world.person(f"Z{number}", *facts)
    if rng.random() < 0.3:
        target = rng.randrange(3, len(facts) + 1)
        world.record(f"Z{number}", draft(Withdrawn, "2016-03-14", target=target, reason="A mistake"))


def twin(people):
    """Every figure again, from every person's whole record, cut anew for each day."""
    types, rows = {NPS: "NPS", CRC: "CRC"}, {}
    streams = [stream_of(person) for person in people]
    for month in months_to(TODAY, 12):
        on = end_of(month, TODAY)
        held = Counter()
        for stream in streams:
            case = case_of(in_order(standing(stream, as_of=on)))
            if case.is_active and case.holder and case.holder.provider:
                held[types[case.holder.provider]] += 1
        rows[f"{month:%Y-%m}"] = [*flow_of(streams, month), held["NPS"], held["CRC"]]
    return rows


def flow_of(streams, month):
    cases = [case_of(in_order(standing(stream, as_of=TODAY))) for stream in streams]
    ups = [each for case in cases for each in case.referrals if (each.from_provider, each.to_provider) == (CRC, NPS)]
    backs = [each for case in cases for each in case.handovers if each.because == "REDECIDED"]
    up = [(each.on, each.decided_on, each.decision == "ACCEPTED") for each in ups]
    back = [(each.sent_on, each.answered_on, each.reply == "ACCEPTED") for each in backs]
    told = []
    for found in (up, back):
        mine = [each for each in found if (each[0].year, each[0].month) == (month.year, month.month)]
        answered = [each for each in mine if each[1]]
        accepted = sum(each[2] for each in answered)
        days = [working_days_between(each[0], each[1]) for each in answered]
        told += [len(mine), accepted, len(answered) - accepted, len(mine) - len(answered)]
        told.append(float(median(days)) if days else None)
    return told


def figures(desk):
    rows = list(csv.reader(io.StringIO(desk.get(FILE))))
    read = [[None if cell == "" else float(cell) for cell in row[1:13]] for row in rows[1:]]
    return dict(zip([row[0] for row in rows[1:]], read, strict=True))


@pytest.mark.parametrize("seed", range(3))
def test_the_figures_are_those_of_a_slow_twin(world, desk_of, seed):
    rng = random.Random(seed)
    for number in range(40):
        somebody(world, rng, number)
    assert figures(desk_of(INSPECTOR)) == twin(Person.objects.all())


@pytest.mark.parametrize("seed", [4, 5])
def test_what_is_recorded_after_it_was_read_is_counted_as_if_all_were_read_anew(world, desk_of, monkeypatch, seed):
    monkeypatch.setattr(provider_flow, "OVERLAP", 3)
    rng, desk = random.Random(seed), desk_of(INSPECTOR)
    for number in range(25):
        somebody(world, rng, number)
    assert figures(desk) == twin(Person.objects.all())
    for number in range(25, 32):
        somebody(world, rng, number)
    someone = Person.objects.order_by("pk").first()
    given = [fact for fact in stream_of(someone) if fact.kind == "allocated"]
    if given:
        world.record(someone.crn, draft(Withdrawn, "2016-03-01", target=given[-1].number, reason="of another"))
    assert figures(desk) == twin(Person.objects.all())


def a_world(world):
    held = {"organisation": CRC, "team": "T9"}
    world.person("X1", asked_at("2015-12-20"), sentenced("2016-01-11"), allocated("2016-01-12", PRACTITIONER, **held))
    world.person("X2", asked_at("2015-12-20"), sentenced("2016-01-11"), allocated("2016-01-12", "P1"), name="Bea Cole")
    ends = {"from_provider": CRC, "to_provider": NPS, "thread": "E1"}
    made = draft(Escalated, "2016-02-01", **ends)
    done = draft(EscalationDecided, "2016-02-10", **ends, decision="ACCEPTED")
    taken = allocated("2016-02-12", "P1", team=TEAM)
    held_before = allocated("2016-01-12", PRACTITIONER, **held)
    world.person("X3", asked_at("2015-12-20"), sentenced("2016-01-11"), held_before, made, done, taken, name="Cal Dean")


def test_each_number_opens_to_the_people_whom_the_reader_may_see(world, desk_of):
    a_world(world)
    senior = desk_of(SENIOR)
    page = senior.get(FLOW)
    assert "hold 1 and 2 active cases: 33:67 . Foreseen was 70:30" in page.text
    assert 'href="/allocation/flow/2016-02/up-accepted/people/"' in page
    people = senior.get("/allocation/flow/2016-02/up-accepted/people/")
    assert "Cal Dean" in people.text
    assert "West Yorkshire CRC to NPS North East, asked on 01 Feb 2016: accepted on 10 Feb 2016" in people.text
    assert AccessEntry.objects.filter(user__code=SENIOR, what="people behind a figure").count() == 1
    assert "2 in all." in senior.get("/allocation/flow/2016-03/held-nps/people/").text
    assert "None of these 1 are people you may see." in senior.get("/allocation/flow/2016-03/held-crc/people/").text
    company = desk_of(COMPANY)
    assert "None of these 1 are people" in company.get("/allocation/flow/2016-02/up-accepted/people/").text
    for address in ("2016-02/nonsense", "2014-02/up-asked", "x/up-asked"):
        senior.get(f"/allocation/flow/{address}/people/", 404)


def test_no_figure_opens_to_who_sees_figures_alone_and_the_page_is_not_for_all(world, desk_of):
    a_world(world)
    world.user("A1", Role.AGGREGATE_VIEWER, organisation="", team="")
    page = desk_of("A1").get(FLOW)
    assert "/people/" not in page
    desk_of("A1").get("/allocation/flow/2016-02/up-accepted/people/", 403)
    for code in (COURT, PRACTITIONER):
        desk_of(code).get(FLOW, 403)


def test_a_restricted_case_is_in_no_figure_of_who_may_not_see_it(world, desk_of):
    a_world(world)
    world.record("X3", limited("2016-03-01", AccessLimit.RESTRICTION, "P9"))
    assert figures(desk_of(SENIOR))["2016-02"][0] == 0
    assert "hold 1 and 1 active cases" in desk_of(SENIOR).get(FLOW).text
    assert figures(desk_of(INSPECTOR))["2016-02"][0] == 1


def test_the_flow_can_be_read_of_one_divisions_courts(world, desk_of):
    a_world(world)
    world.person("X4", asked_at("2015-12-20", CRC), sentenced("2016-01-11"), allocated("2016-01-12", "P1"))
    senior = desk_of(SENIOR)
    assert "hold 1 and 3 active cases" in senior.get(FLOW).text
    assert "hold 1 and 2 active cases" in senior.get(f"{FLOW}?area={NPS}").text
    assert f"area={NPS}" in senior.get(f"{FLOW}?area={NPS}")
    assert "hold 1 and 3 active cases" in senior.get(f"{FLOW}?area=nobody").text


def test_the_page_asks_as_much_of_the_database_however_much_there_is(world, desk_of):
    pages = (FLOW, FILE, "/allocation/flow/2016-03/held-nps/people/")

    def asked(address):
        desk = desk_of(INSPECTOR)
        desk.get(address)
        with CaptureQueriesContext(connection) as found:
            desk.get(address)
        return len(found)

    a_world(world)
    few = [asked(each) for each in pages]
    rng = random.Random(7)
    for number in range(15):
        somebody(world, rng, number)
    assert [asked(each) for each in pages] == few


def test_without_anybody_it_says_so(desk_of):
    page = desk_of(INSPECTOR).get(FLOW)
    assert "Nobody holds a case yet." in page.text

"""What waits at court, by rows and by a slow twin that reads everybody's record anew."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.web.world import World, draft, ended, sentenced
from throughcare.actions.demo.loading import load_world
from throughcare.actions.demo.world import make_world
from throughcare.actions.projections import facts_that_stand
from throughcare.facts.court import ReportDelivered, ReportFormat
from throughcare.records.models import CaseSummary, CourtItem, Person, User
from throughcare.records.queries.cases import hidden_people
from throughcare.records.queries.court_work import (
    CHECK,
    GIVE,
    ORAL_REPORT,
    WRITE,
    checks_in,
    court_items,
    reports_in,
    waiting,
    with_each,
)
from throughcare.records.queries.duties import open_duties
from throughcare.records.streams import streams_of
from throughcare.rules.access import Role
from throughcare.rules.case import case_of

pytestmark = [pytest.mark.database, pytest.mark.django_db]

AT = datetime(2016, 6, 30, 9, tzinfo=UTC)
TODAY = date(2016, 6, 30)


def slowly(viewer, today):
    """The threads of reports to give, to write down (with their day) and of checks, as the facts and duties have it."""
    hidden = set(hidden_people(viewer))
    duties = open_duties(CaseSummary.objects.all(), today).filter(standard__endswith=ORAL_REPORT)
    owed = {(row.person_id, row.opened): row.due for row in duties}
    give, write, checks = set(), set(), set()
    people = list(Person.objects.exclude(pk__in=hidden))
    streams = streams_of(people)
    for person in people:
        state = case_of(facts_that_stand(streams[person.crn]))
        waits = [check for check in state.checks if check.asked_on and check.waits]
        for report in state.reports:
            ours = report.provider == viewer.organisation
            if ours and report.is_open and report.delivered_on is None:
                give.add((person.crn, report.thread, report.due_on))
            elif ours and report.is_open and (due := owed.get((person.pk, report.delivered_on))):
                write.add((person.crn, report.thread, due))
            if ours and (report.is_open or report.thread in {check.report for check in waits}):
                checks |= {(person.crn, check.thread, check.reply_by) for check in waits}
    return give, write, checks


def quickly(viewer, today):
    reports = [reports_in(court_items(viewer, today).filter(what=what)) for what in (GIVE, WRITE)]
    checks = checks_in(court_items(viewer, today).filter(what=CHECK))
    return (
        *({(each.subject.crn, each.thread or None, each.due) for each in some} for some in reports),
        {(each.subject.crn, each.thread or None, each.reply_by) for each in checks},
    )


def officer(organisation):
    code = f"CO{organisation}"
    return User(code=code, role=Role.COURT_OFFICER, organisation=organisation, email=f"{code}@x.example").viewer


@pytest.fixture
def organisations():
    load_world(make_world(seed=5, people=150), seed=5, at=AT)
    return sorted(set(CourtItem.objects.values_list("organisation", flat=True)))


def test_what_waits_is_what_the_record_says_by_a_slow_reading(organisations):
    sizes = [0, 0, 0]
    for organisation in organisations:
        viewer = officer(organisation)
        for today in (TODAY, TODAY + timedelta(days=200)):
            found = quickly(viewer, today)
            assert found == slowly(viewer, today)
        sizes = [size + len(each) for size, each in zip(sizes, found, strict=True)]
    assert all(sizes), sizes


def test_what_is_counted_is_what_is_listed(organisations):
    for organisation in organisations:
        viewer = officer(organisation)
        counts = waiting(court_items(viewer, TODAY), TODAY)
        for what in (GIVE, WRITE, CHECK):
            rows = list(court_items(viewer, TODAY).filter(what=what))
            days = [each.due for each in rows if each.due]
            assert counts[what].many == len(rows)
            assert counts[what].late == sum(day < TODAY for day in days)
            assert counts[what].due_today == days.count(TODAY)
            assert [each.place for each in rows] == sorted(each.place for each in rows)
        writers = with_each(court_items(viewer, TODAY).filter(what__in=(GIVE, WRITE)))
        assert sum(writers.values()) == counts[GIVE].many + counts[WRITE].many


def test_an_officer_of_nowhere_finds_nothing_and_no_more_is_asked_of_many(organisations):
    assert not court_items(officer(None), TODAY).exists()
    with CaptureQueriesContext(connection) as asked:
        reports_in(court_items(officer(organisations[0]), TODAY)[:50])
    assert len(asked) == 2, "the lines, and the people whom they are about"


@pytest.mark.parametrize(
    ("order_ended", "on", "waits"),
    [
        (None, "2016-06-30", True),
        ("2016-04-01", "2016-06-30", True),  # overdue by then: it can still be written
        ("2016-03-02", "2016-06-30", False),  # still in time when its order ended: nobody owes it any more
    ],
)
def test_a_record_that_was_overdue_when_its_order_ended_still_waits(order_ended, on, waits):
    world = World()
    world.staff("P1")
    spoken = draft(ReportDelivered, "2016-03-01", thread="r", order="1", format=ReportFormat.ORAL, provider="N02")
    other = sentenced("2016-03-10", order="2")  # keeps the case open
    world.person("X1", spoken, sentenced("2016-03-01"), other, *([ended(order_ended)] if order_ended else []))
    viewer, today = officer("N02"), date.fromisoformat(on)
    found = quickly(viewer, today)
    assert found == slowly(viewer, today)
    assert {thread for _, thread, _ in found[1]} == ({"r"} if waits else set())

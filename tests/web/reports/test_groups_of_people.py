"""Reports, what was known and concordance by court and by groups of people, held against a slow and obvious twin."""

from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.web.reports.reading import numbers_that_open
from tests.web.world import CRC, NPS, World, allocated, draft, limited, look, stand_still
from throughcare.actions.projections import rebuild
from throughcare.facts.checks import CheckRequested, CheckReturned, CheckType
from throughcare.facts.court import (
    Disposal,
    Proposal,
    ReportDelivered,
    ReportFormat,
    ReportRecorded,
    ReportRequested,
    ReportSigned,
    Sentenced,
)
from throughcare.facts.identity import AccessLimit, Identified
from throughcare.facts.outcome import Ended
from throughcare.measures.counting import NONE
from throughcare.measures.people_groups import age_band, ethnic_group, sex_group
from throughcare.records.models import Court, ObligationRow
from throughcare.records.queries.formats import (
    AS_PROPOSED,
    ASKED,
    KNOWN,
    SENTENCES,
    met_by,
    mix_by,
    opened_in,
    sentences_by,
)
from throughcare.records.queries.measures import By, behind
from throughcare.records.queries.people_groups import OfPeople, group_of, in_any_group
from throughcare.rules.access import Role

pytestmark = [pytest.mark.database, pytest.mark.django_db]

TODAY = date(2016, 6, 30)
DAYS = opened_in(date(2016, 4, 1), TODAY, TODAY)
WAYS = (By.PROVIDER, *OfPeople)
COURTS = {"LEEDS-MC": "Leeds Magistrates' Court", "YORK": "York Crown Court"}
SAID_OF_COURTS = (
    "LEEDS-MC",
    "Leeds Magistrates' Court",
    "leeds magistrates' court",
    "YORK",
    "Somewhere",
    "none",
    "all",
    None,
)
SEXES = ("Male", "Female", "F", "m", "X", None)
ETHNICITIES = ("White: British", "W1", "Mixed: other", "Asian or Asian British: Indian", "Whitby", "Other: Arab", None)
BIRTHDAYS = ("1998-04-20", "1995-05-10", "1991-04-30", "1986-06-01", "1976-02-29", "1966-06-30", "1950-01-01", None)


def a_person(world: World, crn: str, rng: Random) -> None:
    """Somebody with a report of some form at some court, checks, and a sentence that was proposed or not."""
    asked = date(2016, 4, 1) + timedelta(days=rng.randrange(60))
    given = asked + timedelta(days=rng.randrange(3))
    born = rng.choice(BIRTHDAYS)
    who = draft(
        Identified,
        "2015-01-01",
        given_names="A",
        family_name=crn,
        born_on=born and date.fromisoformat(born),
        sex=rng.choice(SEXES),
        ethnicity=rng.choice(ETHNICITIES),
    )
    says = {"order": "1", "format": rng.choice((*ReportFormat, None)), "provider": rng.choice((NPS, CRC))}
    on, told = asked.isoformat(), given.isoformat()
    facts = [draft(ReportRequested, on, thread="r", court=rng.choice(SAID_OF_COURTS), **says)]
    facts.append(draft(ReportDelivered, told, thread="r", **says))
    if rng.random() < 0.8:
        facts.append(draft(ReportRecorded, told, thread="r", proposal=rng.choice((*Proposal, None)), **says))
    for check in CheckType:
        facts.append(draft(CheckRequested, on, thread=check.value, check=check))
        if rng.random() < 0.6:
            facts.append(draft(CheckReturned, told, thread=check.value, check=check))
    facts.append(draft(Sentenced, told, order="1", disposal=rng.choice((*Disposal, None))))
    holder = {"organisation": CRC, "team": None} if says["provider"] == CRC else {}
    facts.append(allocated(told, "P1", **holder))
    world.person(crn, who, *facts)


@pytest.fixture
def world(monkeypatch) -> World:
    stand_still(monkeypatch, TODAY.isoformat())
    world = World()
    for code, name in COURTS.items():
        Court.objects.create(code=code, name=name, organisation_id=NPS)
    rng = Random(5)
    for number in range(60):
        a_person(world, f"X{number:02}", rng)
    return world


# --- the twin


def slow_group(row: ObligationRow, by) -> str:
    """The group of one duty, by the pure rules and in plain words."""
    if by is By.PROVIDER:
        return row.accountable or NONE
    if by is OfPeople.FORM:
        return row.report_format or NONE
    if by is OfPeople.COURT:
        said = row.report_court.lower()
        known = [code for code, name in COURTS.items() if said in (code.lower(), name.lower())]
        is_none = row.report_court in ("", "none", "all")
        return NONE if is_none else known[0] if known else row.report_court
    if by is OfPeople.SEX:
        return sex_group(row.person.sex)
    if by is OfPeople.AGE:
        return age_band(row.person.born_on, row.opened)
    return ethnic_group(row.person.ethnicity)


def duties(standard: str) -> list[ObligationRow]:
    rows = ObligationRow.objects.select_related("person").filter(standard=standard)
    return [row for row in rows if DAYS.first_on <= row.opened <= DAYS.last_on]


@pytest.mark.parametrize("by", WAYS)
def test_every_figure_is_what_a_count_by_hand_gives(world, by):
    viewer = world.user("I1", Role.INSPECTOR, organisation="", team="").viewer
    mix: Counter[tuple[str, str]] = Counter()
    for (said, form), many in mix_by(by, DAYS, viewer).items():
        mix[group_of(by, said, COURTS), form] += many
    assert mix == Counter((slow_group(row, by), row.report_format) for row in duties(ASKED))
    assert len({group for group, _ in mix}) > 1
    for standard in (*KNOWN, AS_PROPOSED):
        met: Counter[str] = Counter()
        decided: Counter[str] = Counter()
        for (_, said), (some, many) in met_by(by, DAYS, viewer, (standard,)).items():
            met[group_of(by, said, COURTS)] += some
            decided[group_of(by, said, COURTS)] += many
        owed = [row for row in duties(standard) if row.owed == "yes"]
        assert decided == Counter(slow_group(row, by) for row in owed)
        assert +met == Counter(slow_group(row, by) for row in owed if row.met)
    sentences: Counter[tuple[str, str, str]] = Counter()
    for (said, proposed, passed), many in sentences_by(by, DAYS, viewer).items():
        sentences[group_of(by, said, COURTS), proposed, passed] += many
    assert sentences == Counter((slow_group(row, by), row.proposal, row.disposal) for row in duties(SENTENCES))


@pytest.mark.parametrize("by", WAYS)
def test_a_list_holds_just_the_duties_of_its_group(world, by):
    viewer = world.user("I1", Role.INSPECTOR, organisation="", team="").viewer
    expected = Counter(slow_group(row, by) for row in duties(ASKED))
    for group, many in expected.items():
        found = behind(DAYS, viewer, standard=ASKED, group=in_any_group(by, group, {}, COURTS), choice="asked")
        assert found.count() == many, group


def test_what_was_passed_as_proposed_is_what_the_standard_says(world):
    """The cross table, read from the rows of sentences, and the gate, made by the engine, agree."""
    viewer = world.user("I1", Role.INSPECTOR, organisation="", team="").viewer
    sentences = sentences_by(By.PROVIDER, DAYS, viewer)
    same = sum(many for (_, proposed, passed), many in sentences.items() if proposed == passed != "")
    compared = sum(many for (_, one, other), many in sentences.items() if one not in ("", Proposal.NONE) and other)
    shares = met_by(By.PROVIDER, DAYS, viewer, (AS_PROPOSED,)).values()
    assert (same, compared) == (sum(met for met, _ in shares), sum(decided for _, decided in shares))
    assert 0 < same < compared < sum(sentences.values())


def test_court_and_proposal_are_those_of_the_report_on_the_order(world):
    says = {"format": ReportFormat.SHORT, "provider": NPS}
    world.person(
        "Y1",
        draft(ReportRequested, "2016-04-01", thread="a", order="1", court="YORK", **says),
        draft(ReportSigned, "2016-04-02", thread="a", order="1", proposal=Proposal.FINE),
        draft(ReportRecorded, "2016-04-04", thread="a", order="1", **says),
        draft(ReportRequested, "2016-04-05", thread="b", order="2", court="LEEDS-MC", **says),
        draft(ReportSigned, "2016-04-06", thread="b", order="2", proposal=Proposal.COMMUNITY_ORDER),
        draft(Sentenced, "2016-04-08", order="1", disposal=Disposal.IMMEDIATE_CUSTODY),
        draft(Sentenced, "2016-04-11", order="3", disposal=Disposal.COMMUNITY_ORDER),
    )
    columns = ("opened", "report_court", "proposal", "disposal")
    found = ObligationRow.objects.filter(person__crn="Y1", standard=SENTENCES).order_by("opened").values_list(*columns)
    expected = [
        (date(2016, 4, 8), "YORK", "FINE", "IMMEDIATE CUSTODY"),
        (date(2016, 4, 11), "", "", "COMMUNITY ORDER"),
    ]
    assert list(found) == expected
    asked = ObligationRow.objects.filter(person__crn="Y1", standard=ASKED).order_by("opened")
    assert list(asked.values_list("report_court", "proposal")) == [("YORK", ""), ("LEEDS-MC", "")]
    rebuild()
    assert list(found.all()) == expected


def test_a_sentence_without_a_report_has_neither_form_nor_court_of_an_earlier_order(world):
    says = {"thread": "a", "order": "1", "provider": NPS}
    world.person(
        "Y2",
        draft(ReportRequested, "2015-04-01", court="YORK", format=ReportFormat.SHORT, **says),
        draft(ReportDelivered, "2015-04-02", format=ReportFormat.ORAL, **says),
        draft(Sentenced, "2015-04-02", order="1"),
        allocated("2015-04-03", "P1", order="1"),
        draft(CheckReturned, "2015-04-07", thread="c", check=CheckType.DOMESTIC_ABUSE),
        draft(Ended, "2015-09-01", order="1"),
        draft(Sentenced, "2016-04-04", order="2"),
        allocated("2016-04-05", "P1", order="2"),
        draft(CheckReturned, "2016-04-06", thread="d", check=CheckType.DOMESTIC_ABUSE),
        draft(ReportRequested, "2016-04-07", order="2", thread="b"),
    )
    duties = ObligationRow.objects.filter(person__crn="Y2")
    found = duties.order_by("opened", "standard").values_list("opened__year", "report_format", "report_court")
    assert set(found.filter(opened__gt="2015-04-01")) == {(2015, "ORAL", "YORK"), (2016, "", "")}
    for standard in ("briefing/rosh-at-allocation", "throughcare/answer-acknowledged"):
        asked = found.filter(standard=standard)
        assert list(asked) == [(2015, "ORAL", "YORK"), (2016, "", "")], standard


# --- the pages

PERIOD = "from=2016-04-01&to=2016-06-30"
FORMATS, CONCORDANCE = "/measures/formats/", "/measures/proposal-and-sentence/"


def inspector(world: World):
    return world.user("I1", Role.INSPECTOR, organisation="", team="")


@pytest.mark.parametrize("page", [FORMATS, CONCORDANCE])
@pytest.mark.parametrize("by", WAYS)
def test_every_number_opens_to_as_many_as_it_counts(client, world, page, by):
    shown = look(client, inspector(world), f"{page}?by={by.value}&{PERIOD}")
    found = numbers_that_open(shown)
    assert len(found) > 15
    rng = Random(by.value)
    for address, number in rng.sample(sorted(found), 12):
        assert f"{number} in all." in look(client, inspector(world), address).text, address


@pytest.mark.parametrize("page", [FORMATS, CONCORDANCE])
@pytest.mark.parametrize("by", WAYS)
def test_a_page_asks_as_often_whatever_the_volume(client, world, page, by):
    address, person = f"{page}?by={by.value}&{PERIOD}", inspector(world)
    look(client, person, address)
    before = queries_of(client, person, address)
    rng = Random(6)
    for number in range(30):
        a_person(world, f"Z{number:02}", rng)
    assert queries_of(client, person, address) == before
    assert before < 20


def queries_of(client, user, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        look(client, user, address)
    return len(asked)


def test_a_court_is_one_by_whatever_name_it_was_written_down(client, world):
    page = look(client, inspector(world), f"{FORMATS}?by=court&{PERIOD}")
    assert page.text.count("Reports asked for, by court: April to June 2016") == 1
    for name in ("Leeds Magistrates' Court", "York Crown Court", "Somewhere", "Court not recorded"):
        assert name in page.text
    assert "leeds magistrates' court" not in page.text.replace("Leeds Magistrates' Court", "")


def test_a_viewer_of_figures_and_a_lead_see_them_and_only_the_lead_opens_them(client, world):
    viewer = world.user("A1", Role.AGGREGATE_VIEWER, organisation="", team="")
    lead = world.user("L1", Role.PROVIDER_LEAD, organisation=CRC, team="")
    for page in (FORMATS, CONCORDANCE):
        assert not numbers_that_open(look(client, viewer, f"{page}?by=sex&{PERIOD}"))
    found = numbers_that_open(look(client, lead, f"{FORMATS}?by=sex&{PERIOD}"))
    address, number = next(each for each in sorted(found) if "group=Male" in each[0] and "outcome=asked" in each[0])
    listed = look(client, lead, address)
    assert f"of these {number} are people you may see." in listed.text
    ours = {row.person.crn for row in duties(ASKED) if row.person.summary.organisation == CRC}
    assert ours
    assert not [crn for crn in (f"X{each:02}" for each in range(60)) if crn not in ours and f"/people/{crn}/" in listed]
    client.force_login(viewer)
    assert client.get(address).status_code == 403


@pytest.mark.parametrize("page", [FORMATS, CONCORDANCE])
def test_a_case_that_is_kept_from_the_reader_cannot_be_counted(client, world, page):
    """The same page, but for what the reader may not tell, before and after somebody is there who is kept from them."""
    lead = world.user("L1", Role.PROVIDER_LEAD, organisation=CRC, team="")
    addresses = [f"{page}?by={by.value}&{PERIOD}" for by in WAYS]
    before = [look(client, lead, address).text for address in addresses]
    a_person(world, "KEPT", Random(8))
    told = world.user("A1", Role.AGGREGATE_VIEWER, organisation="", team="")
    everybody = [look(client, told, address).text for address in addresses]
    assert [look(client, lead, address).text for address in addresses] != before
    world.record("KEPT", limited("2016-06-01", AccessLimit.RESTRICTION, "C9"))
    assert [look(client, lead, address).text for address in addresses] == before
    assert [look(client, told, address).text for address in addresses] == everybody


def test_what_no_page_leads_to_is_not_found(client, world):
    client.force_login(inspector(world))
    place = f"/measures/{ASKED}/people/?{PERIOD}&outcome=asked"
    for which in ("by=sex&group=Neither", "by=age&group=", "by=sex&group=Male&form=LONG", "by=court&group="):
        assert client.get(f"{place}&{which}").status_code == 404
    assert client.get(f"{place}&by=court&group=Atlantis").status_code == 200


def test_a_list_says_what_it_is_of_and_leads_back(client, world):
    address = f"/measures/{SENTENCES}/people/?by=sex&group=Male&proposed=FINE&{PERIOD}&reading=cohort&outcome=asked"
    page = look(client, inspector(world), address)
    assert "All of whom it was asked · Male · Proposed: Fine · April to June 2016" in page.text
    assert f'href="{CONCORDANCE}?by=sex&amp;from=2016-04-01' in page
    file = client.get(address.replace("/people/", "/people.csv"))
    assert "people-allocated-in-time-by-sex-2016-04-01-to-2016-06-30-cohort.csv" in file["Content-Disposition"]


def test_concordance_is_told_with_its_interval_and_what_stands_apart(client, monkeypatch):
    stand_still(monkeypatch, TODAY.isoformat())
    world = World()
    sentences = [
        (Proposal.COMMUNITY_ORDER, Disposal.COMMUNITY_ORDER),
        (Proposal.COMMUNITY_ORDER, Disposal.IMMEDIATE_CUSTODY),
        (Proposal.NONE, Disposal.COMMUNITY_ORDER),
        (None, Disposal.COMMUNITY_ORDER),
    ]
    says = {"order": "1", "format": ReportFormat.ORAL, "provider": NPS}
    for place, (proposed, passed) in enumerate(sentences):
        world.person(
            f"X{place}",
            draft(ReportRequested, "2016-04-11", thread="r", **says),
            draft(ReportRecorded, "2016-04-11", thread="r", proposal=proposed, **says),
            draft(Sentenced, "2016-04-12", order="1", disposal=passed),
            allocated("2016-04-13", "P1"),
        )
    viewer = world.user("A1", Role.AGGREGATE_VIEWER, organisation="", team="")
    page = look(client, viewer, CONCORDANCE)
    assert "Oral report 50% 9% to 91% 1 of 2 1 1" in page.text
    assert "All together 50% 9% to 91% 1 of 2 1 1" in page.text
    assert "Community order 1 as proposed 0 1 0 2" in page.text
    assert "No proposal on the record 1 0 0 0 1" in page.text
    assert "because its proposals follow the court" in page.text
    by_sex = look(client, viewer, f"{CONCORDANCE}?by=sex")
    assert "Not recorded 50% 9% to 91% 1 of 2 1 1" in by_sex.text


def test_the_pages_are_linked_from_where_they_are_looked_for(client, world):
    assert f'href="{CONCORDANCE}' in look(client, inspector(world), FORMATS)
    assert f'href="{CONCORDANCE}' in look(client, inspector(world), "/measures/")
    assert f'href="{CONCORDANCE}' in look(client, inspector(world), f"/measures/{AS_PROPOSED}/")
    assert f'href="{FORMATS}' in look(client, inspector(world), CONCORDANCE)

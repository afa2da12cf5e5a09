"""Work out a sentence: guidance beside the fields, dates with their reasons, and nothing kept."""

import re
from urllib.parse import urlencode

import pytest

from tests.web.world import Page, World, stand_still
from throughcare.records.models import AccessEntry, StoredFact
from throughcare.rules.access import Role
from throughcare.rules.sentences.guidance import GUIDANCE

pytestmark = pytest.mark.django_db

ADDRESS = "/sentences/work-out/"
SIX_MONTHS = {"kind": "custody", "offence_on": "10/2/2015", "sentenced_on": "1 March 2015", "length": "6 months"}


@pytest.fixture(autouse=True)
def world(monkeypatch):
    stand_still(monkeypatch, "2016-03-14")
    return World()


@pytest.fixture
def asked(priya):
    """The page as it answers what is typed."""

    def ask(**typed):
        answer = priya.get(f"{ADDRESS}?{urlencode(typed)}" if typed else ADDRESS)
        assert answer.status_code == 200
        return Page(answer.content.decode())

    return ask


def rows(page):
    found = re.findall(r'<th scope="row"[^>]*>(.*?)</th>\s*<td[^>]*>(.*?)</td>\s*<td[^>]*>(.*?)</td>', page, re.S)
    return [tuple(Page(each).text for each in row) for row in found]


def error_summary(page):
    found = re.search(r'<div class="govuk-error-summary".*?</ul>', page, re.S)
    return Page(found.group(0)).text if found else ""


def test_before_anything_is_typed_there_is_the_form_with_its_guidance(asked):
    page = asked()
    assert page.heading == "Work out a sentence"
    assert not rows(page)
    assert not error_summary(page)
    assert "nothing that you type is kept" in page.text
    for name, guidance in GUIDANCE.items():
        if name != "requirements":
            assert guidance.text in page.text
            assert guidance.source in page.text


def test_the_dates_stand_in_a_table_each_with_why(asked):
    page = asked(**SIX_MONTHS)
    assert rows(page) == [
        ("Release", "31 May 2015", "Source read"),
        ("Licence ends", "31 August 2015", "Source read"),
        ("Sentence ends", "31 August 2015", "Source read"),
        ("Post-sentence supervision ends", "31 May 2016", "Source read"),
    ]
    assert page.count('<details class="tc-fold">') == 4
    for words in (
        "Had the offence been before 1 February 2015, there would be no post-sentence supervision.",
        "Criminal Justice Act 2003, section 256AA",
        "(supervision-2015)",
        "Sentence: 6 months, passed on 1 March 2015",
        "This is advice.",
    ):
        assert words in page.text


def test_what_is_not_verified_says_so(asked):
    page = asked(**SIX_MONTHS | {"kind": "life", "length": "", "tariff": "9 years"})
    assert ("Minimum term ends", "29 February 2024", "Not verified") in rows(page)


def test_two_terms_one_after_the_other_are_one(asked):
    page = asked(**SIX_MONTHS | {"second_length": "4 months", "second_after": "1"})
    assert ("Sentence ends", "31 December 2015", "Source read") in rows(page)
    assert ("Sentence ends (sentence 2)", "31 December 2015", "Source read") in rows(page)
    beside = asked(**SIX_MONTHS | {"second_length": "4 months"})
    assert ("Sentence ends", "31 August 2015", "Source read") in rows(beside)


def test_a_fixed_term_beside_an_extended_one(asked):
    typed = SIX_MONTHS | {"kind": "extended", "length": "5 years", "extension": "2 years", "sentenced_on": "1/5/2015"}
    page = asked(**typed, second_length="18 months")
    assert ("Release at the latest", "30 April 2020", "Source read") in rows(page)


def test_an_order_and_its_requirements(asked):
    typed = SIX_MONTHS | {"kind": "community_order", "length": "18 months", "work_hours": "100", "activity_days": "20"}
    page = asked(**typed, curfew_hours="10", curfew_length="3 months")
    assert rows(page) == [
        ("Order ends", "31 August 2016", "Source read"),
        ("Unpaid work to be done by", "29 February 2016", "Source read"),
        ("Rehabilitation activity lasts until", "31 August 2016", "Source read"),
        ("Requirement ends (curfew)", "31 May 2015", "Source read"),
    ]


def test_a_recall_and_the_release_that_was_given(asked):
    recall = {"recall_kind": "fixed_term", "returned_on": "10/1/2016", "released_on": "1/11/2015"}
    page = asked(**SIX_MONTHS | {"length": "18 months"} | recall)
    assert ("Release after recall", "6 February 2016", "Source read") in rows(page)
    assert "is before the one worked out here, 30 November 2015" in page.text


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"kind": ""}, "kind", "Choose the kind of sentence."),
        ({"offence_on": "soon"}, "offence_on", "is not a day that exists"),
        ({"offence_on": "30/2/2015"}, "offence_on", "is not a day that exists"),
        ({"length": "half a year"}, "length", "is no length that is understood"),
        ({"length": ""}, "length", "Say how long it is"),
        ({"remand_days": "many"}, "remand_days", "is no whole number"),
        ({"remand_days": "-3"}, "remand_days", "say 0 or more"),
        ({"remand_days": "500"}, "remand_days", "the term has 184"),
        ({"sentenced_on": "1/1/2015"}, "sentenced_on", "is before the offence"),
        ({"kind": "extended", "extension": "6 months"}, "extension", "1 year at least"),
        ({"kind": "community_order", "work_hours": "30"}, "work_hours", "40 to 300 hours"),
        ({"kind": "community_order", "curfew_hours": "8"}, "curfew_length", "say for how long"),
        ({"kind": "community_order", "curfew_length": "3 months"}, "curfew_hours", "how many hours"),
        (
            {"sentenced_on": "1/10/2024", "second_length": "2 months"},
            "release_group",
            "Sentence 2: Say what the offence is",
        ),
        ({"kind": "community_order", "second_length": "2 months", "second_after": "1"}, "second_after", "leave it out"),
        ({"second_after": "1"}, "second_length", "Say how long the second term is"),
        ({"third_length": "2 months", "third_after": "2"}, "third_after", "There is no sentence called 2"),
        ({"second_length": "2 months", "second_offence_on": "2/3/2015"}, "second_sentenced_on", "before the offence"),
        ({"recall_kind": "fixed_term"}, "returned_on", "Say the day of the return"),
        ({"returned_on": "1/7/2015"}, "recall_kind", "Choose the kind of recall"),
        ({"recall_kind": "standard", "returned_on": "1/7/2017"}, "returned_on", "not within the licence"),
        ({"born_on": "1/1/2014"}, "born_on", "10 to 110"),
        ({"released_on": "1/1/2015"}, "released_on", "before the sentence"),
        ({"kind": "long_detention"}, "born_on", "Say the date of birth"),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_on_top_and_what_was_typed_stays(asked, typed, field, words):
    page = asked(**SIX_MONTHS | typed)
    assert not rows(page)
    assert words in error_summary(page)
    assert f'href="#id_{field}"' in page
    assert f'id="id_{field}-error"' in page
    assert "<title>\n  Error: " in page or "Error: Work out a sentence" in page.text
    kept = {name: value for name, value in (SIX_MONTHS | typed).items() if value and name != "kind"}
    for name, value in kept.items():
        is_chosen = re.search(rf'name="{name}".*?<option value="{re.escape(value)}" selected', page, re.S)
        assert is_chosen or re.search(rf'name="{name}"[^>]*value="{re.escape(value)}"', page), name
    opened = re.search(rf'<details class="govuk-details" open>(?:(?!</details>).)*id="id_{field}"', page, re.S)
    assert opened or field in ("kind", "offence_on", "sentenced_on", "length")


@pytest.mark.parametrize(
    "odd", ["?kind=%00", "?kind=custody&length=%F0%9F%92%A9", "?offence_on=9999999", "?x=1", "?kind=" + "a" * 3000]
)
def test_odd_addresses_get_the_form_back(priya, odd):
    answer = priya.get(ADDRESS + odd)
    assert answer.status_code == 200
    assert not rows(answer.content.decode())


def test_nothing_is_written_down(asked):
    before = StoredFact.objects.count()
    asked(**SIX_MONTHS)
    assert (StoredFact.objects.count(), AccessEntry.objects.count()) == (before, 0)


@pytest.mark.parametrize("role", [Role.COURT_OFFICER, Role.PRACTITIONER])
def test_the_home_page_leads_to_it(client, world, role):
    client.force_login(world.user("U1", role))
    assert f'href="{ADDRESS}"' in client.get("/").content.decode()


def test_whoever_signs_in_on_the_way_comes_back_to_what_was_asked(client):
    answer = client.get(f"{ADDRESS}?{urlencode(SIX_MONTHS)}")
    assert answer.status_code == 302
    assert "sentences" in answer.headers["Location"]

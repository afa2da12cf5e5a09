"""The list of the day: by courtroom, sent in as a file, typed; of one's own courts only."""

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.web.court.sheets import mark_in, page, send, told
from tests.web.court_world import BELL, ELSEWHERE, LEEDS, NOW, YORK, row
from tests.web.world import limited
from throughcare.actions.matching import confirm_match, say_not_known
from throughcare.exchange.day_lists import SIZE_AT_MOST
from throughcare.facts.identity import AccessLimit
from throughcare.records.models import AccessEntry, Hearing, ReceivedList

pytestmark = pytest.mark.django_db

LIST, SEND, TYPE = "/court/", "/court/lists/new/", "/court/hearings/new/"


def file(*rows, name="monday.json"):
    return SimpleUploadedFile(name, json.dumps(list(rows)).encode())


def test_who_is_listed_stands_by_courtroom_and_time(joseph, world):
    world.list(row("R1", room="2", time="11:00"), row("R2", family_name="Khan", room="1"), row("R3", room=""))
    text = page(joseph, LIST).text
    assert text.index("No courtroom named") < text.index("Courtroom 1") < text.index("Courtroom 2")
    assert "Leeds Crown Court: 14 March 2016" in text
    assert "3 defendants listed. Still to be said who they are: 3." in text


def test_another_day_and_court_are_asked_for_in_the_address(joseph, world):
    world.list(row("R1", court=YORK, day="2016-03-15", family_name="Khan"))
    assert "Khan" not in page(joseph, LIST).text
    assert "Khan" in page(joseph, f"{LIST}?court={YORK}&on=15/3/2016").text
    for odd in ("?court=B77", f"?court={ELSEWHERE}", "?on=never", "?on=%00"):
        assert "Khan" not in page(joseph, LIST + odd).text


def test_the_first_court_with_a_list_is_shown_where_none_is_asked_for(joseph, world):
    assert page(joseph, LIST).heading == "Leeds Crown Court: 14 March 2016"
    world.list(row("R1", court=YORK))
    assert page(joseph, LIST).heading == "York Crown Court: 14 March 2016"


def test_the_list_says_who_somebody_is_and_each_name_is_logged(joseph, world):
    world.list(
        row("R1"), row("R2", family_name="Khan", born_on="1990-01-01"), row("R3", family_name="Cole", born_on="")
    )
    one, two, three = Hearing.objects.order_by("position")
    known = world.known("X1")
    confirm_match(hearing=one, person="X1", by=world.officer, at=NOW, token="c")
    say_not_known(hearing=two, by=world.officer, at=NOW, token="n")
    AccessEntry.objects.all().delete()
    text = page(joseph, LIST).text
    assert "Known: Aaron Bell, X1" in text
    assert "New record: Aaron Khan, N000001" in text
    assert "Not decided" in text
    assert {entry.person.crn for entry in AccessEntry.objects.all()} == {known.crn, "N000001"}
    assert three.person is None


@pytest.mark.parametrize("limit", [(AccessLimit.EXCLUSION, "CO1"), (AccessLimit.RESTRICTION, "P9")])
def test_who_was_limited_since_is_named_no_more_and_looks_like_anybody_else_who_is_not(joseph, world, limit):
    """One was known and one was begun: on the list and on the page of the hearing both say the same."""
    world.list(row("R1"), row("R2", room="2"))
    known, begun = Hearing.objects.order_by("list_reference")
    world.known("X1")
    confirm_match(hearing=known, person="X1", by=world.officer, at=NOW, token="c", reason="he told me himself")
    say_not_known(hearing=begun, by=world.officer, at=NOW, token="n")
    for crn in ("X1", "N000001"):
        world.record(crn, limited("2016-03-14", *limit))
    listed = page(joseph, LIST)
    one, two = listed.split('id="room-0"')[1].split('id="room-1"')
    assert as_one(one.split("</ul>")[0]) == as_one(two.split("</ul>")[0])
    one, two = (page(joseph, reverse("hearing", args=[each.pk])) for each in (known, begun))
    assert as_one(one) == as_one(two)
    for text in (listed.text, one.text, two.text):
        assert "Decided." in text
        for told_apart in (
            "X1",
            "N000001",
            "open to you",
            "Known",
            "New record",
            "was begun",
            "himself",
            "for a report",
        ):
            assert told_apart not in text


def as_one(html: str) -> str:
    """What a hearing of these two shows, without what the court's own list tells of it and what is new on each page."""
    for mine, theirs in (("R2", "R1"), ("Courtroom 2", "Courtroom 1"), ("room-1", "room-0")):
        html = html.replace(mine, theirs)
    return re.sub(r"/hearings/\d+/|(?:value|nonce)=\"[^\"]*\"|^\W*", "", html)


def test_a_first_look_hints_and_names_nobody(joseph, world):
    world.list(row("R1"), row("R2", given_names="Sam", family_name="Khan"), row("R3", family_name="Cole", crn="X2"))
    world.known("X1")
    world.known("X2", family_name="Cole")
    AccessEntry.objects.all().delete()
    text = page(joseph, LIST).text
    assert "Likely known: compare" in text
    assert "Same number or case: confirm" in text
    assert "X1" not in text
    assert not AccessEntry.objects.filter(person__isnull=False).exists()


def test_the_number_of_queries_does_not_grow_with_the_list(joseph, world, django_assert_max_num_queries):
    def fill(many):
        world.list(*(row(f"R{n}", born_on=f"19{50 + n % 50}-05-02") for n in range(many)))
        for hearing in Hearing.objects.filter(person=None)[: many // 2]:
            say_not_known(hearing=hearing, by=world.officer, at=NOW, token=f"n{hearing.pk}")

    counts = []
    for many in (4, 40):
        fill(many)
        with django_assert_max_num_queries(16) as found:
            page(joseph, LIST)
        counts.append(len(found))
    assert counts[0] == counts[1]


# --- sent in ------------------------------------------------------------------------------------------------------


def test_a_list_is_sent_in_and_told(joseph):
    answer = send(joseph, SEND, whole="yes", file=file(row("R1"), row("R2", day="never")))
    assert answer.status_code == 303
    text = page(joseph, answer.headers["Location"]).text
    assert "1 hearing new, 0 changed, 0 as before" in text
    assert "1 row refused" in text
    assert "“never” is not a day" in text
    assert f"{LEEDS}, 2016-03-14" in text
    assert Hearing.objects.count() == 1
    assert ReceivedList.objects.get().name == "monday.json"


def test_the_same_form_sent_again_records_once(joseph):
    mark = mark_in(page(joseph, SEND))
    one = send(joseph, SEND, mark, whole="yes", file=file(row("R1")))
    two = send(joseph, SEND, mark, whole="yes", file=file(row("R1"), row("R2")))
    assert one.headers["Location"] == two.headers["Location"]
    assert Hearing.objects.count() == 1


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Choose the file"),
        ({"file": SimpleUploadedFile("x.csv", b"")}, "The file is empty"),
        ({"file": SimpleUploadedFile("x.csv", b"PK\x03\x04\0")}, "This is no text"),
        ({"file": SimpleUploadedFile("x.csv", b"a" * (SIZE_AT_MOST + 1))}, "larger than 5 megabytes"),
        ({"file": SimpleUploadedFile("x.csv", b"a,b\r\n1,2")}, "must name the columns"),
    ],
)
def test_what_is_no_list_is_refused_at_the_field(joseph, sent, said):
    answer = send(joseph, SEND, **{"whole": "yes"} | sent)
    assert said in told(answer)
    assert b"Error: " in answer.content
    assert not ReceivedList.objects.exists()


def test_a_row_of_another_organisations_court_is_refused(joseph):
    answer = send(joseph, SEND, whole="yes", file=file(row("R1", court=ELSEWHERE)))
    assert f"There is no court “{ELSEWHERE}”" in page(joseph, answer.headers["Location"]).text
    assert not Hearing.objects.exists()


def test_what_became_of_a_list_is_for_whoever_sent_it(joseph, world, client):
    answer = send(joseph, SEND, whole="yes", file=file(row("R1")))
    client.force_login(world.user("CO2", world.officer.role, team=""))
    assert client.get(answer.headers["Location"]).status_code == 404


def test_an_altered_mark_records_nothing_and_says_so(joseph):
    assert "was changed on its way" in told(send(joseph, SEND, "nonsense", whole="yes", file=file(row("R1"))))
    assert not Hearing.objects.exists()


# --- typed --------------------------------------------------------------------------------------------------------

TYPED = {"court": LEEDS, "day": "today", "time": "9.45", "family_name": "Khan", "born_on": "2/5/1988"}


def test_one_who_stands_on_no_list_is_typed_once(joseph):
    mark = mark_in(page(joseph, TYPE))
    answer = send(joseph, TYPE, mark, **TYPED)
    assert (answer.status_code, Hearing.objects.count()) == (303, 1)
    assert send(joseph, TYPE, mark, **TYPED).headers["Location"] == answer.headers["Location"]
    assert Hearing.objects.count() == 1
    text = page(joseph, answer.headers["Location"]).text
    assert "Leeds Crown Court · 14 March 2016 · 09:45" in text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"family_name": ""}, "Type the name"),
        ({"family_name": "a" * 201}, "shorten it by 1"),
        ({"family_name": "Bell\u202e"}, "turns the letters"),
        ({"day": "soon"}, "not a day"),
        ({"day": "1 May 2061"}, "more than a year"),
        ({"born_on": "tomorrow"}, "has not come yet"),
        ({"court": ELSEWHERE}, "not one of the choices"),
        ({"time": "99"}, "not a time of day"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(joseph, changes, said):
    answer = send(joseph, TYPE, **{**TYPED, "address": "1 High Street", **changes})
    assert said in told(answer)
    assert b"1 High Street" in answer.content
    assert not Hearing.objects.exists()


def test_what_was_typed_after_signing_out_is_there_again(joseph, client):
    mark = mark_in(page(joseph, TYPE))
    client.logout()
    answer = client.post(TYPE, {"form_mark": mark, **TYPED})
    kept = {"kept": answer.content.decode().split('name="kept" value="')[1].split('"')[0]}
    client.post(reverse("account_login"), {"login": "co1@x.example", "password": "a long pass phrase", **kept})
    text = page(client, TYPE)
    assert "What you typed is here again" in text.text
    assert 'value="Khan"' in text
    assert not Hearing.objects.exists()


NASTY = ["<script>alert(1)</script>", "محمد علي", "x" * 200, "'\"><img src=x onerror=alert(1)>", "{{ 7*7 }}"]


@pytest.mark.parametrize("name", NASTY)
def test_a_nasty_name_is_shown_as_it_is_and_does_nothing(joseph, world, name):
    world.list(row("R1", family_name=name, offences=name, room=name[:40], born_on=""))
    world.known("X1", family_name=name)
    pk = Hearing.objects.get().pk
    for address in (LIST, reverse("hearing", args=[pk])):
        text = page(joseph, address)
        assert "<script>alert" not in text
        assert "<img" not in text
        assert name in text.text or "49" not in text.text
    assert BELL["given_names"] in page(joseph, LIST).text

"""Nobody learns that a restricted case exists: not from its number, a list, a count, a search, a rank or an error."""

import difflib
from functools import cache

import pytest
from django.db import transaction
from django.test import Client

from tests.web.restricted.leaks import (
    EXCLUDED,
    GIVEN,
    HIDDEN,
    NOBODY,
    NOT_NAMED,
    answers_of,
    filled,
    is_open_to,
    pages_of,
    plain,
    routes,
    world_of,
)
from tests.web.restricted.sent import JUNK
from tests.web.world import stand_still
from throughcare.facts.identity import AccessLimit
from throughcare.records.models import Hearing

pytestmark = pytest.mark.django_db
LIMITS = {AccessLimit.RESTRICTION: NOT_NAMED, AccessLimit.EXCLUSION: EXCLUDED}


class _Undone(Exception):
    pass


@pytest.fixture(autouse=True)
def day(monkeypatch):
    stand_still(monkeypatch, "2016-03-14")


def pages_in(kept_by, viewers, walk=pages_of):
    """Every page of a world that is gone again after."""
    found = {}
    try:
        with transaction.atomic():
            found = walk(world_of(kept_by), viewers)
            raise _Undone
    except _Undone:
        return found


@cache
def pages_without():
    """Every page of the world without hidden people, as any viewer has it; walked once."""
    return pages_in(None, EXCLUDED)


def said(before, after):
    return "\n".join(difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=1))[:800]


def test_every_word_of_every_address_is_given():
    words = {word for each in routes() for word in each.pattern.converters} - {"crn", "pk"}
    assert words <= set(GIVEN), "say in leaks.GIVEN what a page is to be asked with"


@pytest.mark.parametrize("kept_by", LIMITS)
def test_every_page_is_the_same_whether_or_not_there_are_hidden_people(kept_by):
    viewers = LIMITS[kept_by]
    without, beside = pages_without(), pages_in(kept_by, viewers)
    assert set(beside) == {key for key in without if key[0] in viewers}
    leaks = [(key, said(without[key], beside[key])) for key in beside if without[key] != beside[key]]
    assert not leaks, "\n\n".join(f"{key}\n{what}" for key, what in leaks)


@pytest.mark.parametrize("code", ["CO1", "P2", "S2", "S3"])
def test_every_form_answers_the_same_whether_or_not_there_are_hidden_people(code):
    without, beside = (pages_in(kept_by, code, answers_of) for kept_by in (None, AccessLimit.RESTRICTION))
    assert set(without) == set(beside)
    leaks = [(key, said(without[key], beside[key])) for key in beside if without[key] != beside[key]]
    assert not leaks, "\n\n".join(f"{key}\n{what}" for key, what in leaks)
    assert sum(text.startswith("200") for text in beside.values()) > FORMS[code]


FORMS = {"CO1": 3, "P2": 5, "S2": 10, "S3": 1}
"""So many forms, at the least, are sent and answered: a walk of none would prove nothing."""


def by_number(client, found, crn):
    """What a route answers about a number, asked and sent, without the number itself."""
    for address in filled(found, crn=crn, pk=0):
        yield plain(client.get(address)).replace(crn, "")
        yield plain(client.post(address, JUNK)).replace(crn, "")


@pytest.mark.parametrize("kept_by", LIMITS)
def test_a_hidden_number_answers_like_one_that_is_not_there(kept_by):
    world = world_of(kept_by)
    leaks = []
    for code in LIMITS[kept_by]:
        client = Client()
        client.force_login(world.user(code))
        for found in routes():
            if "crn" in found.pattern.converters and is_open_to(found, code):
                pairs = zip(by_number(client, found, HIDDEN), by_number(client, found, NOBODY), strict=True)
                leaks += [(code, found.name, said(nobody, hidden)) for hidden, nobody in pairs if hidden != nobody]
    assert not leaks, "\n\n".join(map(str, leaks))


TYPED = (
    ("/court/hearings/{hearing}/", {"person": "other", "reason": "She told me so at the door."}),
    ("/court/hearings/new/", {"court": "B01LE", "day": "14/3/2016", "family_name": "Bell", "born_on": "2/5/1988"}),
    ("/restricted/break/", {"reason": "She has just rung and is being threatened."}),
    ("/allocation/", {}),
    ("/concerns/new/", {"reason": "Not trained for this at all."}),
)
"""Forms into which a number is typed."""


@pytest.mark.parametrize(("address", "typed"), TYPED)
def test_a_hidden_number_that_is_typed_into_a_form_answers_like_one_that_is_not_there(address, typed):
    world = world_of(AccessLimit.EXCLUSION)
    address = address.format(hearing=Hearing.objects.get(list_reference="R1").pk)
    for code in ("CO1", "P2", "S2"):
        answers = []
        for crn in (HIDDEN, NOBODY):
            client = Client()
            client.force_login(world.user(code))
            mark = _mark_of(client.get(address))
            answers.append(plain(client.post(address, typed | {"crn": crn, "form_mark": mark})).replace(crn, ""))
        assert answers[0] == answers[1], said(answers[1], answers[0])


def _mark_of(answer):
    found = answer.content.decode().partition('name="form_mark" value="')[2]
    return found.partition('"')[0]


SHOWN = {
    "P1": ("/", "/people/", "/people/?q=Bell", "/people/?officer=P1"),
    "I1": ("/people/", "/people/list.csv", "/people/?level=HIGH", "/", "/measures/", "/measures/figures.csv"),
}
"""Pages that are of the hidden people for those who may know of them: without them the walk would prove nothing."""


def test_whoever_may_know_of_them_does_find_them_on_these_pages():
    viewers = tuple(SHOWN)
    without, beside = pages_without(), pages_in(AccessLimit.RESTRICTION, viewers)
    for code, addresses in SHOWN.items():
        for address in addresses:
            assert without[code, address] != beside[code, address], (code, address)


def test_without_the_limit_the_others_would_find_them():
    without = pages_without()
    beside = pages_in("NOT_LIMITED", ("CO1", "S2", "L1"))
    changed = {key for key in beside if without[key] != beside[key]}
    for key in (
        ("CO1", "/"),
        ("CO1", "/court/hearings/0/"),
        ("CO1", f"/people/?crn={HIDDEN}"),
        ("CO1", "/people/?family_name=Bell&born_on=2/5/1988"),
        ("CO1", "/reports/"),
        ("CO1", "/checks/"),
        ("S2", "/"),
        ("S2", "/people/"),
        ("S2", "/team/P1/"),
        ("S2", "/measures/"),
        ("L1", "/measures/"),
    ):
        assert key in changed, key

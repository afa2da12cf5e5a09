"""The chain over a stream: one change anywhere is found at its link, and erasing by law is not one."""

from copy import deepcopy
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.facts import Author
from throughcare.facts.allocation import Allocated
from throughcare.facts.chain import ORIGIN, erased, linked, verify
from throughcare.facts.checks import CheckRequested, CheckType
from throughcare.facts.outcome import Convicted
from throughcare.facts.record import Withdrawn
from throughcare.facts.supervision import Appointment, Outcome

AT = datetime(2015, 6, 1, 9, 30, tzinfo=UTC)


def fact_of(number):
    """A fact of one of four kinds, with and without author, instant, thread and note."""
    common = {"person": "ann", "number": number, "on": date(2015, 6, 1) + timedelta(days=number)}
    told = {"recorded_at": AT + timedelta(days=number), "by": Author("A", "C01"), "thread": "T1", "note": "naïve ☃"}
    makers = [
        lambda: Appointment(**common, **told, outcome=Outcome.ATTENDED, officer="A"),
        lambda: Allocated(**common, order="1", provider="C01"),
        lambda: Convicted(**common, recorded_at=AT, offence_on=date(2015, 5, 1)),
        lambda: Withdrawn(**common, **told, target=number - 1, reason="a mistake"),
    ]
    return makers[number % 4]()


def chain_of(length, gone=()):
    """A chain of that many links, of which those numbered in `gone` are erased."""
    links, previous = [], ORIGIN
    for number in range(1, length + 1):
        link = linked(fact_of(number), previous=previous, salt=f"5a{number:x}")
        links.append(erased(link) if number in gone else link)
        previous = link.hash
    return links


# --- every place at which a link can be changed


def places_of(link):
    """Every place of a link that holds something, as a path."""
    yield from (("envelope", key) for key in link.envelope)
    yield from (("digest",), ("hash",))
    if link.content is not None:
        yield ("salt",)
        yield from (("content", key) for key in ("thread", "note"))
        yield from (("content", "payload", key) for key in link.content["payload"])


def changed(link, path, how):
    """The link with another value at one place: another one, none, or the place itself gone."""
    whole = {name: deepcopy(getattr(link, name)) for name in ("envelope", "digest", "hash", "content", "salt")}
    inside = whole
    for key in path[:-1]:
        inside = inside[key]
    old = inside[path[-1]]
    if how == "gone" and len(path) > 1:
        del inside[path[-1]]
    elif how == "blank" and old is not None:
        inside[path[-1]] = None if len(path) > 1 else ""
    else:
        inside[path[-1]] = _another(old)
    return replace(link, **whole)


def _another(old):
    if isinstance(old, int):
        return old + 1
    if isinstance(old, list):
        return [*old[:-1], _another(old[-1])]
    return "x" if not old else old[:-1] + ("0" if old[-1] != "0" else "1")


@given(st.data())
def test_any_one_change_is_found_at_its_link(data):
    length = data.draw(st.integers(1, 6))
    gone = data.draw(st.sets(st.integers(1, length)))
    links = chain_of(length, gone)
    at = data.draw(st.integers(0, length - 1))
    path = data.draw(st.sampled_from(list(places_of(links[at]))))
    how = data.draw(st.sampled_from(["another", "blank", "gone"]))
    links[at] = changed(links[at], path, how)
    found = verify(links)
    assert found.first_broken == at + 1, (path, how)
    assert found.why


@given(st.integers(2, 8), st.data())
def test_two_links_that_change_places_are_found_at_the_first(length, data):
    first, second = sorted(data.draw(st.sets(st.integers(0, length - 1), min_size=2, max_size=2)))
    links = chain_of(length)
    links[first], links[second] = links[second], links[first]
    assert verify(links).first_broken == first + 1


@given(st.integers(2, 8), st.data())
def test_a_link_that_is_taken_out_is_found_at_the_next(length, data):
    links = chain_of(length)
    at = data.draw(st.integers(0, length - 2))
    del links[at]
    found = verify(links)
    assert found.first_broken == at + 1
    assert f"number {at + 1} is missing" in found.why


@given(st.integers(2, 8), st.data())
def test_a_link_that_is_taken_out_and_the_rest_numbered_anew_is_found(length, data):
    links = chain_of(length)
    at = data.draw(st.integers(0, length - 2))
    del links[at]
    links = [replace(link, envelope={**link.envelope, "number": n}) for n, link in enumerate(links, start=1)]
    assert verify(links).first_broken == at + 1


@given(st.integers(1, 6), st.data())
def test_a_link_that_is_put_in_twice_is_found(length, data):
    links = chain_of(length)
    at = data.draw(st.integers(0, length - 1))
    links.insert(at, links[at])
    assert verify(links).first_broken == at + 2


def test_a_link_that_was_written_anew_breaks_the_next():
    links = chain_of(4)
    links[1] = linked(replace(fact_of(2), note="x"), previous=links[0].hash, salt="5a2")
    assert verify(links).first_broken == 3


def test_the_last_link_of_a_chain_can_be_cut_off_unseen():
    """A chain alone cannot know its own end: the number of links is kept elsewhere, so it is reported."""
    assert verify(chain_of(4)[:3]) == verify(chain_of(3))
    assert verify(chain_of(3)).links == 3


# --- erasing


@given(st.integers(0, 8), st.data())
def test_erasing_leaves_the_chain_whole_and_is_counted(length, data):
    gone = data.draw(st.sets(st.integers(1, length))) if length else set()
    found = verify(chain_of(length, gone))
    assert (found.links, found.erased, found.first_broken, found.why) == (length, len(gone), None, "")


def test_erasing_takes_content_and_salt_and_nothing_else():
    link = chain_of(1)[0]
    gone = erased(link)
    assert (gone.content, gone.salt) == (None, None)
    assert (gone.envelope, gone.digest, gone.hash) == (link.envelope, link.digest, link.hash)


@pytest.mark.parametrize("half", [{"content": None}, {"salt": None}])
def test_half_an_erasure_is_a_fault(half):
    links = chain_of(3)
    links[1] = replace(links[1], **half)
    found = verify(links)
    assert found.first_broken == 2
    assert "half erased" in found.why


def test_an_erased_link_does_not_hide_a_change_of_its_envelope():
    links = chain_of(3, {2})
    links[1] = replace(links[1], envelope={**links[1].envelope, "on": "2015-06-09"})
    assert verify(links).first_broken == 2


# --- linking


def test_two_facts_that_say_the_same_have_different_digests():
    first, second = (linked(fact_of(1), previous=ORIGIN, salt=salt) for salt in ("aa", "ab"))
    assert first.content == second.content
    assert first.digest != second.digest
    assert first.hash != second.hash


def test_a_link_needs_a_salt():
    with pytest.raises(ValueError, match="salt"):
        linked(fact_of(1), previous=ORIGIN, salt="")


def test_a_link_keeps_who_wrote_it_and_when_outside_what_can_be_erased():
    link = linked(fact_of(4), previous=ORIGIN, salt="aa")
    assert link.envelope == {
        "person": "ann",
        "number": 4,
        "kind": "appointment",
        "on": "2015-06-05",
        "recorded_at": "2015-06-05T09:30:00+00:00",
        "by": ["A", "C01"],
    }
    assert link.content == {
        "payload": {"outcome": "ATTENDED", "officer": "A"},
        "thread": "T1",
        "note": "naïve ☃",
    }


def test_the_same_fact_always_has_the_same_link():
    assert chain_of(4) == chain_of(4)


def test_a_digest_stays_as_it_was_first_written():
    """A chain is read for decades: how a link is written down may never change."""
    link = linked(fact_of(4), previous=ORIGIN, salt="aa")
    assert link.digest == "59e5a68ad1da6141f656889e14ee193d7ebe422edad9f8895be007b5f3e7c0c9"
    assert link.hash == "41f6da4949fea77c8dc21075a3ab4634f0f294afc0054cd49d11a753fe313ffc"


def test_a_field_that_a_kind_got_later_is_no_part_of_a_link_where_it_says_nothing():
    said = {"person": "ann", "number": 1, "on": date(2015, 3, 2), "check": CheckType.CHILD_PROTECTION}
    before = linked(CheckRequested(**said), previous=ORIGIN, salt="aa")
    assert before.content["payload"] == {"check": "CP"}
    after = linked(CheckRequested(**said, asked_of="POL1"), previous=ORIGIN, salt="aa")
    assert after.content["payload"] == {"check": "CP", "asked_of": "POL1"}
    assert after.digest != before.digest

"""Every duty that the engine makes can be explained, in whole sentences, in any language."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from babel.messages.pofile import read_po

import throughcare
from tests.standards.histories import make_batch
from tests.standards.keystone import standards_asked
from tests.standards.story import story
from tests.standards.test_explanations import explained, one
from throughcare.calendar import bank_holidays
from throughcare.facts.stream import in_order, standing
from throughcare.facts.words import MONTHS, Say, as_written
from throughcare.standards.case_engine import CaseEngine
from throughcare.standards.explanations import Explanation, explain
from throughcare.standards.language import AnyStandard, voiding
from throughcare.standards.obligations import Obligation, Outcome, Owed

SEEDS = (1, 2, 3)
NAMES = {"P1": "Northern company"}
SHIPPED = ("briefing", "contract-2015", "throughcare")
Found = tuple[AnyStandard, Obligation, Explanation]


def explanations_of(asked: AnyStandard, seed: int, say: Say = as_written) -> Iterator[Found]:
    """Every duty of twenty people, directed at one standard, explained."""
    batch = make_batch(asked, Random(f"{asked.name} {seed}"), people=20)
    for stream in batch.facts.values():
        facts = in_order(standing(stream, as_of=batch.as_of, known_on=batch.known_on))
        for duty in CaseEngine([asked]).derive(facts):
            yield asked, duty, explain(asked, duty, facts, as_of=batch.as_of, say=say, organisations=NAMES)


@cache
def everything_of(seed: int) -> tuple[Found, ...]:
    """Explanations of every standard, shipped or made to probe the language."""
    return tuple(found for asked in standards_asked() for found in explanations_of(asked, seed))


@cache
def everything() -> tuple[Found, ...]:
    """The same over a few seeds."""
    return tuple(found for seed in SEEDS for found in everything_of(seed))


def sentences() -> list[str]:
    """Every sentence said, once."""
    return list(dict.fromkeys(sentence for _, _, told in everything() for sentence in told.sentences))


def test_every_way_in_which_a_duty_can_stand_is_among_those_explained():
    found = everything()
    assert {asked.name for asked, _, _ in found} == {asked.name for asked in standards_asked()}
    assert {told.outcome for _, _, told in found if told.owed is Owed.YES} == set(Outcome)
    assert {told.owed for _, _, told in found} == set(Owed)


@pytest.mark.parametrize("wrong", [r"[^.]$", r"[. ]\.$", r"None", r"%\(", r"  ", r"\d{4}-\d\d-\d\d", r"[<>_{}]", r"^$"])
def test_no_sentence_is_broken_or_shows_the_code(wrong):
    assert [sentence for sentence in sentences() if re.search(wrong, sentence)] == []


def test_every_part_is_of_the_duty_that_it_explains():
    for asked, duty, told in everything():
        assert (told.standard, told.owed) == (asked.name, duty.owed)
        assert f"on {in_words(duty.opened)} " in told.opened
        assert f"fact {duty.opened_by}: " in told.opened
        assert bool(told.condition) is bool(asked.applies)
        named = {None: ("Nobody ", "nobody named "), "P1": ("P1 (Northern company) ",)}
        assert told.accountable.startswith(named.get(duty.accountable, (f"{duty.accountable} ",)))


def test_a_deadline_says_when_it_was_due_and_what_became_of_it():
    for asked, duty, told in everything():
        if duty.due is None:
            continue
        assert told.counted.startswith(f"Due by {in_words(duty.due)}, ")
        match told.outcome:
            case Outcome.MET | Outcome.LATE:
                assert told.settled.startswith("Met " if told.outcome is Outcome.MET else "Settled ")
                assert f"{in_words(duty.met)}" in told.settled
                assert f"by fact {duty.met_by}: " in told.settled
            case Outcome.VOID:
                is_by_fact = told.settled.startswith(f"Void: closed on {in_words(duty.ended)} by fact ")
                assert is_by_fact or f"ended on {in_words(duty.ended)}, " in told.settled
                assert not is_by_fact or voiding(asked)
            case Outcome.MISSED:
                assert told.settled.startswith("Nothing had settled it by ")
            case Outcome.PENDING:
                assert told.settled.startswith(f"Not settled yet, and due by {in_words(duty.due)}; ")


def test_what_is_missed_was_not_settled_by_the_day_asked_about():
    for asked in standards_asked():
        as_of = make_batch(asked, Random(f"{asked.name} 1"), people=20).as_of
        for _, duty, told in explanations_of(asked, 1):
            if duty.due is not None and told.outcome is Outcome.MISSED:
                assert told.settled.startswith(f"Nothing had settled it by {in_words(as_of)}; ")


def in_words(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


# --- the days counted

LISTED = re.compile(r"^Due by .*, (\d+) working days? after .*, counting (.*)\.$")


def days_listed(text: str) -> list[date]:
    """The days of a list as *29, 30 and 31 March 2015*; one without its month has that of the next."""
    found: list[date] = []
    month = year = 0
    for part in reversed(re.split(r", | and ", text)):
        number, *rest = part.split()
        if rest:
            month, year = MONTHS.index(rest[0]) + 1, int(rest[1])
        found.append(date(year, month, int(number)))
    return found[::-1]


def test_the_days_in_a_sentence_are_the_working_days_of_the_limit():
    checked = Counter()
    for _, duty, told in everything():
        listed = LISTED.match(told.counted)
        if listed is None or listed[1] == "0":
            continue
        days = days_listed(listed[2])
        assert len(days) == int(listed[1]), told.counted
        assert days[-1] == duty.due
        assert all(first < second for first, second in pairwise([duty.opened, *days]))
        assert days == [day for day in between(duty.opened, duty.due) if is_open(day)], told.counted
        checked[int(listed[1])] += 1
    assert {1, 2, 5, 10, 15, 20} <= set(checked)


def test_the_holidays_in_a_sentence_are_those_between():
    named = Counter()
    for _, duty, told in everything():
        if not told.skipped:
            continue
        holidays = [day for day in between(duty.opened, duty.due) if day in bank_holidays(day.year)]
        assert len(re.findall(r"\(\d+ [A-Z][a-z]+ \d{4}\)", told.skipped)) == len(holidays)
        for day in holidays:
            assert f"{bank_holidays(day.year)[day]} ({in_words(day)})" in told.skipped
            named[bank_holidays(day.year)[day]] += 1
    assert {"Good Friday", "Easter Monday", "Christmas Day", "New Year's Day"} <= set(named)


def between(first: date, last: date) -> list[date]:
    return [first + timedelta(days) for days in range(1, (last - first).days + 1)]


def is_open(day: date) -> bool:
    return day.weekday() < 5 and day not in bank_holidays(day.year)


# --- in another language

PLACEHOLDER = re.compile(r"(%\(\w+\)[sd]|%[sd])")


def shouted(message: str) -> str:
    """A language that is English in capitals; what is to be filled in stays as it is."""
    return "".join(part if PLACEHOLDER.fullmatch(part) else part.upper() for part in PLACEHOLDER.split(message))


@cache
def loud() -> tuple[tuple[Found, ...], frozenset[str]]:
    """Everything of the first seed in that language, and each message that was asked for."""
    messages: set[str] = set()

    def say(message: str) -> str:
        messages.add(message)
        return shouted(message)

    shipped = [asked for asked in standards_asked() if asked.pack in SHIPPED]
    return tuple(found for asked in shipped for found in explanations_of(asked, SEEDS[0], say)), frozenset(messages)


def test_every_word_of_ours_goes_through_translation():
    plain = {duty.key: told for _, duty, told in everything_of(SEEDS[0])}
    for _, duty, told in loud()[0]:
        assert told.title == plain[duty.key].title.upper()
        assert [each.upper() for each in told.sentences] == [each.upper() for each in plain[duty.key].sentences]
        assert (told.counted, told.skipped) == (told.counted.upper(), told.skipped.upper())
        assert [each for each in told.sentences if not re.match("[A-Z0-9]{2}", each)] == []


def test_every_message_is_in_the_catalogue_of_translators():
    with (Path(throughcare.__file__).parent / "locale" / "throughcare.pot").open("rb") as file:
        known = {message.id for message in read_po(file)}
    assert loud()[1] - known == set()


def test_a_story_is_told_in_another_language():
    welsh = {
        "Opened on %(day)s by %(which)s: %(fact)s.": "Agorwyd gan %(which)s ar %(day)s: %(fact)s.",
        "fact %(number)d": "ffaith %(number)d",
        "sentenced": "dedfrydwyd",
        "order": "gorchymyn",
        "Community order": "Gorchymyn cymunedol",
        "March": "Mawrth",
        "Good Friday": "Dydd Gwener y Groglith",
        "Skipped are weekends and %(holidays)s.": "Ni chyfrifir penwythnosau na %(holidays)s.",
        "Were people seen in time by their own practitioner?": "A welwyd pobl mewn pryd?",
    }
    found = one("briefing/first-appointment", story().sentenced("2015-03-31"), say=lambda m: welsh.get(m, m))
    assert found.title == "A welwyd pobl mewn pryd?"
    assert found.opened == "Agorwyd gan ffaith 1 ar 31 Mawrth 2015: dedfrydwyd (gorchymyn 1, gorchymyn cymunedol)."
    assert found.skipped.startswith("Ni chyfrifir penwythnosau na Dydd Gwener y Groglith (3 April 2015)")


def test_explaining_leaves_the_facts_as_they_were_and_says_the_same_again():
    told = story().sentenced("2015-03-02").allocated("2015-03-04").attended("2015-03-09")
    before = told.facts
    first = explained("briefing/first-appointment", told)
    assert explained("briefing/first-appointment", told) == first
    assert told.facts == before

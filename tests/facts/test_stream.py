"""One person's stream: facts appended in turn, and cut by what had happened and what was known."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.facts.outcome import Convicted, Ended
from throughcare.facts.record import Erased, Withdrawn, WrongPerson
from throughcare.facts.stream import (
    Clock,
    NoRecordingTime,
    StreamMoved,
    appended,
    hidden_numbers,
    in_order,
    recorded_day,
    standing,
    subject_of,
    withdrawn_numbers,
)
from throughcare.facts.supervision import Plan

START = date(2015, 6, 1)
LAST = date(2020, 1, 1)
MARKS = (Withdrawn, WrongPerson, Erased)


def at_noon(number):
    """The instant at which the fact of that number is recorded: one a day, from 1 June 2015."""
    return datetime(2015, 5, 31, 12, 0, tzinfo=UTC) + timedelta(days=number)


def stream_of(*told):
    """A stream: `None` is a plan made on its day of recording, a pair marks an earlier fact."""
    written = ()
    for number, each in enumerate(told, start=1):
        at = at_noon(number)
        common = {"person": "ann", "number": number, "on": at.date(), "recorded_at": at}
        fact = Plan(**common) if each is None else each[0](**common, target=each[1])
        written = appended(written, fact)
    return written


def numbers(facts):
    return [fact.number for fact in facts]


# --- appending


def test_facts_are_appended_in_turn():
    assert numbers(stream_of(None, None, (Withdrawn, 1))) == [1, 2, 3]


def test_appending_leaves_the_stream_as_it_was():
    before = stream_of(None)
    after = appended(before, Plan(person="ann", number=2, on=START))
    assert (numbers(before), numbers(after)) == ([1], [1, 2])


@pytest.mark.parametrize("number", [-1, 0, 1, 2, 4, 10])
def test_a_number_that_is_not_the_next_one_is_refused(number):
    with pytest.raises(StreamMoved, match=rf"next is number 3 and not {number}"):
        appended(stream_of(None, None), Plan(person="ann", number=number, on=START))


def test_a_first_fact_has_number_one():
    with pytest.raises(StreamMoved):
        appended((), Plan(person="ann", number=2, on=START))
    assert numbers(appended((), Plan(person="ann", number=1, on=START))) == [1]


def test_a_fact_about_another_person_is_refused():
    with pytest.raises(ValueError, match="does not belong to the stream of ann"):
        appended(stream_of(None), Plan(person="bob", number=2, on=START))


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("target", [-1, 0, 3, 4])
def test_a_mark_on_a_fact_that_is_not_there_is_refused(mark, target):
    with pytest.raises(ValueError, match="cannot be marked"):
        stream_of(None, None, (mark, target))


def test_withdrawing_twice_is_refused():
    with pytest.raises(ValueError, match="withdrawn already"):
        stream_of(None, (Withdrawn, 1), (Withdrawn, 1))
    with pytest.raises(ValueError, match="withdrawn already"):
        stream_of(None, (Withdrawn, 1), (Withdrawn, 2), (Withdrawn, 2))


def test_what_was_restored_may_be_withdrawn_again():
    told = stream_of(None, (Withdrawn, 1), (Withdrawn, 2), (Withdrawn, 1))
    assert standing(told, as_of=LAST) == []


# --- order


def test_facts_are_ordered_by_day_then_kind_then_number():
    later = Plan(person="ann", number=1, on=START + timedelta(days=1))
    end = Ended(person="ann", number=2, on=START, order="1")
    second = Plan(person="ann", number=4, on=START)
    first = Plan(person="ann", number=3, on=START)
    convicted = Convicted(person="ann", number=5, on=START)
    assert in_order([later, end, second, first, convicted]) == [first, second, convicted, end, later]


# --- withdrawing and restoring

CHAINS = st.lists(st.tuples(st.booleans(), st.integers(0, 100)), min_size=1, max_size=25)


def chain_of(choices):
    """A valid stream of plans and withdrawals of anything that is not withdrawn at that moment."""
    written = ()
    for is_withdrawal, pick in choices:
        number = len(written) + 1
        free = [fact.number for fact in written if fact.number not in gone_slowly(written)]
        common = {"person": "ann", "number": number, "on": at_noon(number).date(), "recorded_at": at_noon(number)}
        is_withdrawal = is_withdrawal and bool(free)
        fact = Withdrawn(**common, target=free[pick % len(free)]) if is_withdrawal else Plan(**common)
        written = appended(written, fact)
    return written


def gone_slowly(facts):
    """The numbers withdrawn, by asking of each fact whether some withdrawal of it stands."""

    def stands(number):
        return not any(f.target == number and stands(f.number) for f in facts if isinstance(f, Withdrawn))

    return {fact.number for fact in facts if not stands(fact.number)}


@given(CHAINS)
def test_what_stands_is_what_no_standing_withdrawal_takes_away(choices):
    written = chain_of(choices)
    gone = gone_slowly(written)
    assert withdrawn_numbers(written) == gone
    expected = [fact.number for fact in written if isinstance(fact, Plan) and fact.number not in gone]
    assert numbers(standing(written, as_of=LAST)) == expected


@given(CHAINS)
def test_withdrawing_and_restoring_changes_nothing(choices):
    written = chain_of(choices)
    target = next(f.number for f in reversed(written) if f.number not in gone_slowly(written))
    before = standing(written, as_of=LAST)
    number = len(written) + 1
    on = at_noon(number).date()
    written = appended(written, Withdrawn(person="ann", number=number, on=on, target=target))
    written = appended(written, Withdrawn(person="ann", number=number + 1, on=on, target=number))
    assert standing(written, as_of=LAST) == before


@given(CHAINS, st.integers(0, 26))
def test_what_was_known_is_what_the_stream_was_then(choices, days):
    written = chain_of(choices)
    known_on = START + timedelta(days=days - 1)
    assert standing(written, as_of=LAST, known_on=known_on) == standing(written[:days], as_of=LAST)


@given(CHAINS, st.integers(0, 26))
def test_a_withdrawal_counts_whatever_day_it_is_said_to_have_happened(choices, days):
    written = chain_of(choices)
    as_of = START + timedelta(days=days - 1)
    expected = [fact.number for fact in standing(written, as_of=LAST) if fact.on <= as_of]
    assert numbers(standing(written, as_of=as_of)) == expected


def test_a_correction_leaves_what_was_known_and_what_is_known():
    wrong = Plan(person="ann", number=1, on=START, recorded_at=at_noon(1), officer="A")
    withdrawal = Withdrawn(person="ann", number=2, on=at_noon(9).date(), recorded_at=at_noon(9), target=1)
    right = Plan(person="ann", number=3, on=START, recorded_at=at_noon(9), officer="B")
    told = (wrong, withdrawal, right)
    assert standing(told, as_of=START, known_on=at_noon(8).date()) == [wrong]
    assert standing(told, as_of=START, known_on=at_noon(9).date()) == [right]
    assert standing(told, as_of=START) == [right]


# --- about somebody else, and erased


@pytest.mark.parametrize("mark", [WrongPerson, Erased])
def test_what_is_marked_is_hidden_in_every_view_of_the_past(mark):
    told = stream_of(None, None, (mark, 1))
    assert numbers(standing(told, as_of=LAST)) == [2]
    for number in (1, 2, 3):
        known = standing(told, as_of=LAST, known_on=at_noon(number).date())
        assert 1 not in numbers(known)
    assert numbers(standing(told, as_of=START, known_on=START)) == []


def test_the_withdrawals_of_what_is_hidden_are_hidden_with_it():
    told = stream_of(None, None, (Withdrawn, 1), (Withdrawn, 3), (Withdrawn, 2), (WrongPerson, 1))
    assert hidden_numbers(told) == {1, 3, 4}
    assert [subject_of(fact, told).number for fact in told] == [1, 2, 1, 1, 2, 6]


def test_a_mark_of_another_person_that_is_withdrawn_hides_nothing():
    told = stream_of(None, (WrongPerson, 1), (Withdrawn, 2))
    assert numbers(standing(told, as_of=LAST)) == [1]
    assert numbers(standing(told, as_of=LAST, known_on=at_noon(2).date())) == [1]


def test_a_mark_whose_withdrawal_is_withdrawn_hides_again():
    told = stream_of(None, (WrongPerson, 1), (Withdrawn, 2), (Withdrawn, 3))
    assert standing(told, as_of=LAST) == []


@pytest.mark.parametrize("mark", [Withdrawn, WrongPerson, Erased])
def test_an_erasure_is_for_good(mark):
    with pytest.raises(ValueError, match="cannot come back"):
        stream_of(None, (Erased, 1), (mark, 2))


@pytest.mark.parametrize("first", [Withdrawn, WrongPerson])
@pytest.mark.parametrize("second", [WrongPerson, Erased])
def test_a_mark_is_only_ever_withdrawn(first, second):
    with pytest.raises(ValueError, match="withdraw it instead"):
        stream_of(None, (first, 1), (second, 2))


def test_facts_about_the_record_never_stand():
    assert numbers(standing(stream_of(None, None, (WrongPerson, 1), (Withdrawn, 3), (Erased, 2)), as_of=LAST)) == [1]


# --- the two cuts


def test_as_of_takes_what_happened_by_that_day():
    told = stream_of(None, None, None)
    assert numbers(standing(told, as_of=START + timedelta(days=1))) == [1, 2]
    assert numbers(standing(told, as_of=START - timedelta(days=1))) == []


@pytest.mark.parametrize(
    ("recorded", "known_on", "known"),
    [
        ("2015-06-30T22:59:00+00:00", "2015-06-30", True),
        ("2015-06-30T23:30:00+00:00", "2015-06-30", False),  # half past midnight in London
        ("2015-06-30T23:30:00+00:00", "2015-07-01", True),
        ("2015-12-30T23:30:00+00:00", "2015-12-30", True),
        ("2015-07-01T00:30:00+02:00", "2015-06-30", True),
    ],
)
def test_what_was_known_goes_by_the_day_of_recording_in_london(recorded, known_on, known):
    plan = Plan(person="ann", number=1, on=START, recorded_at=datetime.fromisoformat(recorded))
    assert bool(standing([plan], as_of=LAST, known_on=date.fromisoformat(known_on))) is known


def test_a_fact_of_an_extract_cannot_say_what_was_known():
    told = [Plan(person="ann", number=1, on=START)]
    assert numbers(standing(told, as_of=LAST)) == [1]
    with pytest.raises(NoRecordingTime, match="fact 1 of ann"):
        standing(told, as_of=LAST, known_on=LAST)
    with pytest.raises(NoRecordingTime):
        standing(told, as_of=LAST, clock=Clock.RECORDED)
    with pytest.raises(NoRecordingTime):
        recorded_day(told[0])


def test_on_the_clock_of_recording_a_fact_happens_when_it_is_recorded():
    late = Plan(person="ann", number=1, on=START, recorded_at=at_noon(30))
    early = Plan(person="ann", number=2, on=START + timedelta(days=50), recorded_at=at_noon(31))
    found = standing([late, early], as_of=at_noon(31).date(), clock=Clock.RECORDED)
    assert [fact.on for fact in found] == [at_noon(30).date(), at_noon(31).date()]
    assert numbers(standing([late, early], as_of=at_noon(30).date(), clock=Clock.RECORDED)) == [1]
    assert numbers(standing([late, early], as_of=at_noon(31).date())) == [1]

"""A mistake is withdrawn with its reason, and a withdrawal by mistake is withdrawn in turn."""

import pytest

from tests.rules.forms import TODAY, faults_of
from tests.standards.story import Story, story
from throughcare.facts import KINDS, Author, Fact
from throughcare.facts.drafts import as_facts
from throughcare.facts.identity import Identified
from throughcare.facts.record import ABOUT_THE_RECORD
from throughcare.facts.stream import appended, withdrawn_numbers
from throughcare.rules.record import BY_MANAGERS, BY_PRACTITIONERS, decide_withdrawal

REASON = "This was another day"
TOLD = story().sentenced("2016-03-03").allocated("2016-03-04").attended("2016-03-08").planned("2016-03-09")
ATTENDED, PLANNED = 3, 4


def withdraw(stream: tuple[Fact, ...], number: int, *, may_oversee: bool = False, reason: str | None = REASON):
    target = stream[number - 1]
    return decide_withdrawal(target, stream, reason=reason, may_oversee=may_oversee, today=TODAY)


def after(stream: tuple[Fact, ...], number: int) -> tuple[Fact, ...]:
    """The stream with this fact withdrawn, as an action would append it."""
    drafts = withdraw(stream, number)
    by = Author("B", "C01")
    for fact in as_facts(drafts, person="ann", after=len(stream), recorded_at=None, by=by):
        stream = appended(stream, fact)
    return stream


def fault_of(stream: tuple[Fact, ...], number: int, **said) -> str:
    found = faults_of(lambda: withdraw(stream, number, **said))
    assert list(found) == ["target"]
    return found["target"]


def test_a_withdrawal_names_its_target_and_says_why():
    [draft] = withdraw(TOLD.facts, ATTENDED, reason=f" {REASON}\r\n")
    assert (draft.kind.kind, draft.on, dict(draft.payload)) == (
        "withdrawn",
        TODAY,
        {"target": ATTENDED, "reason": REASON},
    )


def test_a_withdrawal_is_withdrawn_to_restore_and_so_on():
    once = after(TOLD.facts, ATTENDED)
    restored = after(once, 5)
    again = after(restored, 6)
    assert [sorted(withdrawn_numbers(stream)) for stream in (once, restored, again)] == [[3], [5], [3, 6]]
    assert fault_of(once, ATTENDED) == "It is withdrawn already."
    assert fault_of(restored, 5) == "It is restored already."
    assert withdraw(restored, ATTENDED)


@pytest.mark.parametrize("reason", [None, "", " \n ", "\x00", "x" * 10_001])
def test_a_reason_is_needed(reason):
    assert list(faults_of(lambda: withdraw(TOLD.facts, ATTENDED, reason=reason))) == ["reason"]


def test_what_is_not_in_the_record_is_not_there():
    stranger = Story().attended("2016-03-08").facts[0]
    found = faults_of(lambda: decide_withdrawal(stranger, TOLD.facts, reason=None, may_oversee=False, today=TODAY))
    assert list(found) == ["target", "reason"]
    beyond = TOLD.attended("2016-03-10").facts[-1]
    for stream in (TOLD.facts, ()):
        assert (
            "no such entry"
            in faults_of(
                lambda stream=stream: decide_withdrawal(beyond, stream, reason=REASON, may_oversee=True, today=TODAY)
            )["target"]
        )


def test_what_is_hidden_is_not_there():
    assert "no such entry" in fault_of(TOLD.wrong_person(PLANNED).facts, PLANNED, may_oversee=True)
    erased = TOLD.happens("erased", "2016-03-10", target=PLANNED).facts
    assert "no such entry" in fault_of(erased, PLANNED, may_oversee=True)
    hidden_after = TOLD.withdrawn(PLANNED).wrong_person(PLANNED).facts
    assert "no such entry" in fault_of(hidden_after, 5)


def test_marks_of_the_record_are_left_to_the_data_officer():
    marked = TOLD.wrong_person(PLANNED).facts
    assert "data protection officer" in fault_of(marked, 5, may_oversee=True)
    unmarked = TOLD.wrong_person(PLANNED).withdrawn(5).facts
    assert "data protection officer" in fault_of(unmarked, 6, may_oversee=True)


KINDS_OF_PEOPLE = [kind for kind in KINDS.values() if kind not in ABOUT_THE_RECORD]


@pytest.mark.parametrize("kind", KINDS_OF_PEOPLE, ids=lambda kind: kind.kind)
def test_nobody_withdraws_what_they_could_not_have_recorded(kind):
    """The table is what each kind says of who records it; but nobody withdraws who somebody is."""
    words = kind.recorded_by
    is_theirs = "practitioner" in words or words == "whoever owed the duty"
    assert (kind in BY_PRACTITIONERS) == (is_theirs and kind is not Identified)
    assert (kind in BY_MANAGERS) == ("manager" in words and "practitioner" not in words)


@pytest.mark.parametrize(
    ("kind", "practitioner", "manager"),
    [
        ("appointment", True, True),
        ("released", True, True),
        ("allocated", False, True),
        ("access_limited", False, True),
        ("oversight", False, True),
        ("sentenced", False, False),
        ("identified", False, False),
        ("check_returned", False, False),
    ],
)
def test_a_restriction_or_a_sentence_cannot_be_made_to_vanish(kind, practitioner, manager):
    said = {"order": "1"} if kind in ("released", "allocated", "sentenced") else {}
    stream = TOLD.happens(kind, "2016-03-10", **said).facts
    for may_oversee, may_withdraw in ((False, practitioner), (True, manager)):
        if may_withdraw:
            assert withdraw(stream, 5, may_oversee=may_oversee)
        else:
            assert fault_of(stream, 5, may_oversee=may_oversee)
    restored = TOLD.happens(kind, "2016-03-10", **said).withdrawn(5).facts
    assert bool(practitioner) == (not isinstance(_try(restored, 6), str))


def _try(stream: tuple[Fact, ...], number: int):
    try:
        return withdraw(stream, number)
    except ValueError as refusal:
        return str(refusal)

"""The readings of a case against their slow, obvious twins, on histories that are made awkward on purpose."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.rules import slow_case
from tests.standards.packs import all_standards
from throughcare.facts import KINDS, Fact, fields_of
from throughcare.facts.stream import in_order
from throughcare.rules.case import case_of
from throughcare.rules.case.checks import CheckStatus
from throughcare.rules.case.missing import say_missing
from throughcare.standards.case_engine import CaseEngine

FIRST = date(2015, 3, 2)
TOLD = (
    *("sentenced", "released", "ended", "report_requested", "allocated", "assessed", "check_requested"),
    *("check_returned", "appointment_arranged", "appointment", "home_visit", "plan", "access_limited", "concern"),
    *("communication_need", "staff_safety", "oversight", "identified"),
)
CODE = st.sampled_from([None, "A", "B"])
ENGINE = CaseEngine(all_standards()[:1])


def field_values(kind: str) -> dict[str, st.SearchStrategy]:
    """What a field may hold: few values, so that facts meet; and not recorded, wherever that may be."""
    values = {}
    for name, field in fields_of(KINDS[kind]).items():
        if name == "order":
            values[name] = st.sampled_from(["1", "2"])
        elif field.codes:
            values[name] = st.none() | st.sampled_from(list(field.codes))
        elif name in ("officer", "provider", "team"):
            values[name] = CODE
    return values


@st.composite
def facts_of_one(draw, kinds=TOLD, most=14) -> list[Fact]:
    """A person's facts in order, on few days and few threads."""
    found = []
    for number in range(1, draw(st.integers(0, most)) + 1):
        kind = draw(st.sampled_from(kinds))
        said = {name: draw(values) for name, values in field_values(kind).items()}
        on = FIRST + timedelta(days=draw(st.integers(0, 4)))
        thread = draw(st.sampled_from([None, "T1", "T2"]))
        found.append(KINDS[kind](person="ann", number=number, on=on, thread=thread, **said))
    return in_order(found)


LIFE = ("sentenced", "ended", "report_requested", "released", "allocated")


@given(facts_of_one(LIFE))
def test_active_is_as_the_twin_and_the_case_engine_read_it(facts):
    state = case_of(facts)
    engine = ENGINE.start()
    for fact in facts:
        engine.take(fact)
    assert state.is_active == slow_case.is_active(facts) == engine._is_active
    assert {order.number for order in state.open_orders} == slow_case.open_orders(facts) == engine._open_orders


@given(facts_of_one(("appointment_arranged", "appointment", "home_visit")))
def test_arranged_is_what_has_no_outcome(facts):
    state = case_of(facts)
    assert {meeting.number for meeting in state.arranged} == slow_case.arranged(facts)
    assert not {meeting.thread for meeting in state.arranged} & state.settled_threads
    assert list(state.arranged) == sorted(state.arranged, key=lambda m: (m.on, m.number))


@given(facts_of_one(("assessed",)))
def test_level_is_the_last_that_was_written(facts):
    state = case_of(facts)
    assert (state.rosh_level, state.rosh_assessed_on) == slow_case.rosh_level(facts)


@given(facts_of_one(("check_requested", "check_returned")))
def test_checks_are_out_as_the_twin_reads_it_and_no_answer_is_lost(facts):
    state = case_of(facts)
    out = {check.thread for check in state.checks if check.status is CheckStatus.ASKED and check.thread}
    assert out == slow_case.outstanding_threads(facts)
    answers = slow_case.answers_that_stand(facts)
    assert sorted(str(f.result) for f in answers) == sorted(str(c.result) for c in state.checks if c.is_answered)


@given(facts_of_one(("access_limited",)))
def test_limits_name_whom_the_twin_names(facts):
    state = case_of(facts)
    assert state.excluded == slow_case.limited(facts, "EXCLUSION")
    assert state.restricted_to == slow_case.limited(facts, "RESTRICTION")


@given(facts_of_one(("allocated",)))
def test_holders_follow_each_other_without_gaps(facts):
    state = case_of(facts)
    now = [state.holder] if state.holder else []
    held = [(holder.who, holder.since_on) for holder in (*state.earlier_holders, *now)]
    assert held == [each for each in slow_case.holdings(facts) if any(each[0])]
    after = [since for _, since in slow_case.holdings(facts)][1:]
    assert all(holder.until_on in after for holder in state.earlier_holders)
    assert state.holder is None or state.holder.until_on is None


@given(facts_of_one())
def test_any_history_gives_a_case_and_every_missing_thing_a_sentence(facts):
    state = case_of(facts)
    assert all("%" not in (said := say_missing(missing)) and "None" not in said for missing in state.missing)
    assert all(missing.since_on <= FIRST + timedelta(days=4) for missing in state.missing)
    assert state.is_active or not state.missing
    kinds = list(type(state.missing[0].kind)) if state.missing else []
    assert [kinds.index(m.kind) for m in state.missing] == sorted(kinds.index(m.kind) for m in state.missing)


@given(facts_of_one())
def test_a_case_is_read_the_same_from_codes_and_from_plain_text(facts):
    plain = [
        KINDS[fact.kind](
            person=fact.person,
            number=fact.number,
            on=fact.on,
            thread=fact.thread,
            **{n: str(v) if isinstance(v := getattr(fact, n), str) else v for n in fields_of(type(fact))},
        )
        for fact in facts
    ]
    assert repr(case_of(plain)) == repr(case_of(facts))

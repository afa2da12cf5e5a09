"""That risk was complete at allocation by the standard and by the five states of the rules is one and the same.

But for what the language of standards cannot ask, which is told here and nowhere forgotten:

* the rules compare days, the language the order within one day: where a screening and a full analysis are of one day,
  the rules let a full analysis stand for a screening that was written down after it;
* to which exemption an answer belongs.
"""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.standards.packs import standard
from tests.standards.story import PERSON
from throughcare.facts.allocation import Allocated
from throughcare.facts.risk import Assessed, Assessment, ExemptionAnswered, FullExempted
from throughcare.facts.stream import in_order
from throughcare.rules.case.risk import RoshStatus, read_exemption, read_rosh
from throughcare.standards.case_engine import CaseEngine

FIRST = date(2015, 3, 2)
ENGINE = CaseEngine([standard("throughcare/rosh-complete-at-allocation")])
DAYS = st.integers(0, 6).map(lambda days: FIRST + timedelta(days=days))
STEPS = st.one_of(
    st.builds(
        dict,
        cls=st.just(Assessed),
        on=DAYS,
        assessment=st.sampled_from(["SCREENING", "SCREENING", "FULL", "REVIEW", None]),
        status=st.sampled_from(["COMPLETE", "COMPLETE", "INCOMPLETE", None]),
        full_needed=st.sampled_from(["Y", "Y", "N", None]),
    ),
    st.builds(dict, cls=st.just(FullExempted), on=DAYS, thread=st.sampled_from(["X1", "X2"])),
    st.builds(
        dict,
        cls=st.just(ExemptionAnswered),
        on=DAYS,
        thread=st.sampled_from(["X1", "X2"]),
        countersigned=st.sampled_from(["Y", "Y", "N", None]),
    ),
)
"""What may happen before an allocation, drawn so that each of the five states comes about."""


def _facts(steps):
    made = []
    for number, step in enumerate(steps, 1):
        said = dict(step)
        made.append(said.pop("cls")(person=PERSON, number=number, **said))
    return tuple(in_order(made))


def _is_complete_by_standard(facts):
    on = FIRST + timedelta(days=7)
    given = Allocated(person=PERSON, number=len(facts) + 1, on=on, order="1", provider="C01", officer="A")
    (duty,) = ENGINE.derive([*facts, given])
    return duty.met is not None


def _is_complete_by_rules(facts):
    assessed = [fact for fact in facts if isinstance(fact, Assessed)]
    status, _ = read_rosh(assessed, read_exemption(facts))
    return status in (RoshStatus.COMPLETE, RoshStatus.EXEMPT)


def _is_told_apart_by_the_order_in_a_day(facts):
    """Whether the latest screening was written down after a full analysis of the same day."""
    found = [fact for fact in facts if isinstance(fact, Assessed)]
    screenings = [fact for fact in found if fact.assessment == Assessment.SCREENING]
    if not screenings:
        return False
    latest = screenings[-1]
    before = found[: found.index(latest)]
    return any(fact.assessment == Assessment.FULL and fact.on == latest.on for fact in before)


def _is_told_apart_by_the_exemption(facts):
    """Whether an answer does not belong to the exemption before it."""
    asked = None
    for fact in facts:
        if isinstance(fact, FullExempted):
            asked = fact.thread
        elif isinstance(fact, ExemptionAnswered) and fact.thread != asked:
            return True
    return False


@settings(max_examples=2_000, deadline=None)
@given(st.lists(STEPS, max_size=7))
def test_the_standard_and_the_five_states_agree(steps):
    facts = _facts(steps)
    if _is_complete_by_standard(facts) != _is_complete_by_rules(facts):
        assert _is_told_apart_by_the_order_in_a_day(facts) or _is_told_apart_by_the_exemption(facts)


def _assessed(on, assessment, status="COMPLETE", full_needed=None):
    said = {"assessment": assessment, "status": status, "full_needed": full_needed}
    return {"cls": Assessed, "on": on, **said}


def test_a_full_analysis_of_the_same_day_stands_for_an_unfinished_screening_by_the_rules_alone():
    facts = _facts([_assessed(FIRST, "FULL"), _assessed(FIRST, "SCREENING", "INCOMPLETE")])
    assert _is_complete_by_rules(facts)
    assert not _is_complete_by_standard(facts)


def test_a_full_analysis_begun_on_the_same_day_is_called_for_by_the_rules_alone():
    facts = _facts([_assessed(FIRST, "FULL", "INCOMPLETE"), _assessed(FIRST, "SCREENING", full_needed="N")])
    assert not _is_complete_by_rules(facts)
    assert _is_complete_by_standard(facts)


def test_an_answer_to_another_exemption_counts_by_the_standard_alone():
    facts = _facts(
        [
            _assessed(FIRST, "SCREENING", full_needed="Y"),
            {"cls": FullExempted, "on": FIRST, "thread": "X1"},
            {"cls": ExemptionAnswered, "on": FIRST, "thread": "X2", "countersigned": "Y"},
        ]
    )
    assert not _is_complete_by_rules(facts)
    assert _is_complete_by_standard(facts)

"""What the assessments of the demo say fits what they found, and nothing else of the world hangs on it."""

from functools import cache

from throughcare.actions.demo import STORY, make_world
from throughcare.actions.demo.assessed import with_content
from throughcare.facts.fact import YesNo
from throughcare.facts.risk import Assessed, Assessment
from throughcare.rules.case.risk import GROUPS
from throughcare.rules.rosh.analysis import overall
from throughcare.rules.rosh.content import analysis_of, screening_of
from throughcare.rules.rosh.screening import yes_to


@cache
def everybody():
    return {person.crn: person.facts for person in make_world(seed=2016, people=300).people}


def assessments():
    return [(crn, fact) for crn, facts in everybody().items() for fact in facts if isinstance(fact, Assessed)]


def test_some_hold_what_was_said_and_all_of_the_story_do():
    told = {crn for crn, fact in assessments() if fact.content}
    assert 50 < len(told) < 300
    assert all(fact.content for crn, fact in assessments() if crn in STORY.values() and fact.assessment == "FULL")


def test_what_a_screening_answers_fits_whether_it_calls_for_a_full_analysis():
    said = [fact for _, fact in assessments() if fact.content and fact.assessment == Assessment.SCREENING]
    assert said
    assert all(bool(yes_to(screening_of(fact.content).answers)) is (fact.full_needed == YesNo.YES) for fact in said)


def test_the_level_found_is_the_highest_of_any_group():
    said = [fact for _, fact in assessments() if fact.content and fact.assessment == Assessment.FULL and fact.level]
    assert said
    for fact in said:
        levels = [getattr(fact, f"{group}_level") for group in GROUPS]
        assert overall([level for level in levels if level]) == fact.level
        assert analysis_of(fact.content).statements


def test_a_stream_keeps_its_facts_their_days_and_their_numbers():
    for crn, facts in list(everybody().items())[:50]:
        again = with_content(crn, facts, always=True)
        assert [(each.kind, each.number, each.on) for each in again] == [(f.kind, f.number, f.on) for f in facts]

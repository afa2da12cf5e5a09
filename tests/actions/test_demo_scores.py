"""What people of the demo were scored: by the rule that records all, apart from the rest of the world."""

from functools import cache

import pytest

from throughcare.actions.demo import STORY, make_world
from throughcare.exchange.scores.offence_tables import offences
from throughcare.facts.court import Disposal, Sentenced
from throughcare.facts.resettlement import Released
from throughcare.facts.scores import ScoreAnswered, Scored
from throughcare.facts.stream import in_order
from throughcare.rules.scores.on_record import on_record, values_of
from throughcare.rules.scores.scoring import payload_of_score, scores_of

PEOPLE = 300


@pytest.fixture(scope="module", name="scored")
def those_with_scores():
    return {crn: facts for crn, facts in everybody().items() if any(isinstance(fact, Scored) for fact in facts)}


@cache
def everybody():
    return {person.crn: person.facts for person in make_world(seed=2016, people=PEOPLE).people}


def test_some_have_scores_and_nobody_of_the_story_has(scored):
    assert PEOPLE / 10 < len(scored) < PEOPLE * 0.7
    assert not scored.keys() & set(STORY.values())


def test_the_last_of_each_score_is_what_the_formulas_give_today(scored):
    for facts in scored.values():
        record = on_record(in_order(facts))
        last = {past.formula: past for past in record.past}
        day = next(fact.on for fact in reversed(facts) if isinstance(fact, Scored))
        for formula, now in scores_of(record.answers, offences(), on=day).items():
            if now.is_given:
                payload = payload_of_score(now)
                assert (last[formula.value].form, last[formula.value].band) == (payload["form"], payload["band"])


def test_both_forms_occur_and_some_questions_stayed_open(scored):
    forms = {fact.form for facts in scored.values() for fact in facts if isinstance(fact, Scored)}
    assert forms == {"STATIC", "DYNAMIC"}
    told = [
        len(values_of(fact.answers))
        for facts in scored.values()
        for fact in facts
        if isinstance(fact, ScoreAnswered) and fact.source == "INTERVIEW"
    ]
    assert len(set(told)) == 2


def test_nobody_in_prison_is_scored_as_if_they_were_out(scored):
    for facts in scored.values():
        sentence = [fact for fact in facts if isinstance(fact, Sentenced)][-1]
        if sentence.disposal is Disposal.IMMEDIATE_CUSTODY:
            assert any(isinstance(fact, Released) for fact in facts)

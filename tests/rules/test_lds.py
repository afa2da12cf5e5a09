"""The learning screen: each row of its source's table, its steps, and what an open answer could change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.rules.scores.answers import Answers, Level, Qualifications
from throughcare.rules.scores.lds import CARRYING, LABELS, READING, decide_lds, lds_score
from throughcare.rules.scores.scored import Trouble

N, S, M = Level.NONE, Level.SOME, Level.SIGNIFICANT
ANY, NO = Qualifications.ANY, Qualifications.NONE
MOST = 11

# ministryofjustice/hmpps-arns-risk-actuarial-api@2d6bd93:src/test/resources/data/LDS/LDS_Test_Data.csv, row by row:
# no fixed abode, skills, reading and numbers together, reading, numbers, learning, qualifications; points and score.
ROWS = [
    ((True, M, M, True, True, M, ANY), 9, 2),
    ((None, S, None, None, None, None, None), None, None),
    ((False, S, S, None, True, None, NO), 5, 2),
    ((None, N, S, None, None, None, None), None, None),
    ((False, N, None, None, None, S, NO), 3, 1),
    ((True, S, None, None, None, S, ANY), 3, 1),
    ((False, S, S, None, None, N, ANY), 2, 0),
    ((None, N, N, None, None, S, ANY), 1, 0),
    ((False, N, N, None, None, N, ANY), 0, 0),
    ((True, S, S, True, None, S, NO), 7, 2),
    ((False, M, M, True, True, M, ANY), 8, 2),
    ((False, None, None, None, None, S, None), None, None),
    ((None, None, None, None, None, None, None), None, None),
]


def asked(*answers):
    return Answers(**dict(zip(LABELS, answers, strict=True)))


@pytest.mark.parametrize(("answers", "points", "score"), ROWS)
def test_a_row_of_the_table_has_its_score(answers, points, score):
    found = decide_lds(asked(*answers))
    assert (found.points, found.score) == (points, score)
    assert bool(found.problems) == (score is None)
    assert sum(term.value for term in found.terms) == (points or 0)


@pytest.mark.parametrize(("points", "score"), [(0, 0), (2, 0), (3, 1), (4, 1), (5, 2), (MOST, 2)])
def test_the_score_steps_up_at_three_and_at_five_points(points, score):
    assert lds_score(points) == score


def test_what_is_gravest_has_eleven_points():
    assert decide_lds(asked(True, M, M, True, True, M, NO)).points == MOST


@pytest.mark.parametrize("gone", CARRYING)
def test_three_of_the_four_are_enough_and_two_are_not(gone):
    whole = {"work_related_skills": S, READING: S, "learning_difficulties": S, CARRYING[3]: NO}
    three = {name: answer for name, answer in whole.items() if name != gone}
    found = decide_lds(Answers(**three))
    assert found.score is not None
    assert gone in found.unanswered
    two = dict(list(three.items())[:2])
    (problem,) = decide_lds(Answers(**two)).problems
    assert problem.trouble is Trouble.TOO_FEW_FOR_LEARNING
    assert problem.fields == CARRYING


def test_reading_without_the_question_that_leads_to_it_is_refused_by_name():
    problems = decide_lds(asked(False, S, None, False, None, S, ANY)).problems
    assert [(problem.trouble, problem.fields) for problem in problems] == [(Trouble.MISSING, (READING,))]
    assert "say first" in problems[0].message


def test_an_open_answer_that_could_raise_the_score_is_told():
    found = decide_lds(asked(False, S, S, None, None, N, ANY))
    assert found.score == 0
    assert found.projected == 4
    assert found.unanswered == ("has_problems_with_reading", "has_problems_with_numeracy")
    assert found.reasons == ("2 points give a score of 0", "Answers are open that could raise it to 1")


def test_reading_is_not_asked_where_there_is_no_problem_with_it():
    found = decide_lds(asked(False, N, N, None, None, N, ANY))
    assert found.unanswered == ()
    assert found.projected == 0


answer = {
    **{name: st.sampled_from(Level) for name in CARRYING[:3]},
    **{name: st.booleans() for name in LABELS if name not in CARRYING},
    CARRYING[3]: st.sampled_from(Qualifications),
}
whole_answers = st.fixed_dictionaries(answer)


@given(whole_answers, st.sets(st.sampled_from(list(LABELS))))
def test_nothing_that_is_still_to_come_exceeds_what_was_said_of_it(answers, open_):
    before = decide_lds(Answers(**{name: value for name, value in answers.items() if name not in open_}))
    if before.points is None or answers[READING] is N:
        return
    after = decide_lds(Answers(**answers)).points
    assert before.points <= after <= before.projected

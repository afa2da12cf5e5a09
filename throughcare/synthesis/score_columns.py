"""OGRS3 of the people of a made-up nation, by the rules that score everybody else."""

from __future__ import annotations

from functools import cache

import numpy as np

from throughcare.exchange.scores.offence_tables import offences
from throughcare.rules.scores.answer_columns import AnswerColumns
from throughcare.rules.scores.answers import PastOffence
from throughcare.rules.scores.caseload import score_ogrs3_all
from throughcare.synthesis.days import Floats, Ints
from throughcare.synthesis.score_answers import CODES, ScoreAnswers


def ogrs3_of_nation(answers: ScoreAnswers) -> Floats:
    """The two-year score of each, from 0.01 to 0.99; not a number where there is none."""
    people = len(answers)
    columns = {
        "sex": answers.is_woman.astype(np.int64),
        "date_of_birth": answers.born_on.astype("datetime64[D]"),
        "date_of_current_conviction": answers.convicted_on.astype("datetime64[D]"),
        "date_at_start_of_followup": answers.followed_from.astype("datetime64[D]"),
        "total_number_of_sanctions_for_all_offences": answers.sanctions.astype(np.int64),
        "age_at_first_sanction": answers.age_at_first.astype(np.int64),
    }
    none = np.zeros((people, len(PastOffence)), np.int64)
    scored = score_ogrs3_all(AnswerColumns(columns, _rows()[answers.code], none, people), offences())
    return scored.two_year / 100


@cache
def _rows() -> Ints:
    """The row of each code of a nation in the table of weights."""
    rows = {code: row for row, code in enumerate(offences().first)}
    return np.array([rows[code] for code in CODES], np.int64)

"""OGRS3 and RSR of a whole caseload: 250,000 made-up people from columns to figures, and beside it one by one."""

from __future__ import annotations

from datetime import date
from time import perf_counter

import numpy as np

from bench.figures import Figure
from tests.rules.score_answers import right
from throughcare.exchange.scores.offence_tables import offences
from throughcare.rules.scores.answer_columns import AnswerColumns, columns_of
from throughcare.rules.scores.caseload import OGRS3_ANSWERS, RSR_ANSWERS, score_ogrs3_all, score_rsr_all
from throughcare.rules.scores.ogrs3 import score_ogrs3
from throughcare.rules.scores.rsr import score_rsr

PEOPLE, SAMPLE = 250_000, 2_000
ON = date(2025, 6, 30)


def figures() -> list[Figure]:
    """Seconds for everybody, and how many times faster than one by one."""
    sample = [right(seed) for seed in range(SAMPLE)]
    names = tuple(dict.fromkeys((*OGRS3_ANSWERS, *RSR_ANSWERS)))
    everybody = _repeated(columns_of(sample, offences(), names), PEOPLE)
    begun = perf_counter()
    ogrs3 = score_ogrs3_all(everybody, offences())
    ogrs3_seconds = perf_counter() - begun
    begun = perf_counter()
    rsr = score_rsr_all(everybody, offences(), assessed_on=ON)
    rsr_seconds = perf_counter() - begun
    begun = perf_counter()
    ogrs3_each = [score_ogrs3(one, offences()).figures["two_year"] for one in sample]
    ogrs3_alone = (perf_counter() - begun) / SAMPLE * PEOPLE
    begun = perf_counter()
    rsr_each = [score_rsr(one, offences(), assessed_on=one.assessment_date or ON).figures["score"] for one in sample]
    rsr_alone = (perf_counter() - begun) / SAMPLE * PEOPLE
    same = np.array_equal(ogrs3.two_year[:SAMPLE], np.array(ogrs3_each, float)) and np.allclose(
        rsr.score[:SAMPLE], np.array(rsr_each, float), atol=1e-9
    )
    return [
        Figure("OGRS3 of 250,000 people", ogrs3_seconds, "s", 2),
        Figure("  times faster than one by one", ogrs3_alone / ogrs3_seconds, "times"),
        Figure("RSR of 250,000 people", rsr_seconds, "s", 2),
        Figure("  times faster than one by one", rsr_alone / rsr_seconds, "times"),
        Figure("figures that differ from one by one", 0 if same else 1, "", 0),
    ]


def _repeated(sample: AnswerColumns, people: int) -> AnswerColumns:
    """The columns of the sample, over and over: made-up answers of many are slow to draw and prove nothing more."""
    times = -(-people // sample.people)
    return AnswerColumns(
        {name: np.tile(column, times)[:people] for name, column in sample.columns.items()},
        np.tile(sample.offences, times)[:people],
        np.tile(sample.past, (times, 1))[:people],
        people,
    )

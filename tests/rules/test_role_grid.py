"""Who may hold which case: every cell as it stands, holes, what an organisation may tighten, and what always holds."""

from datetime import date
from itertools import product
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from throughcare.exchange.role_grids import NATIONAL, GridFault, grid_for, read_grid, tightened
from throughcare.facts.risk import Register, RoshLevel
from throughcare.facts.staff import Grade, Qualification, Training
from throughcare.rules.role_grid import (
    LEVELS,
    NOT_KNOWN,
    Aspect,
    Barred,
    CaseNeeds,
    Column,
    Skills,
    bars,
    courses_for,
    may_hold,
)
from throughcare.rules.workload.points import Location

ON = date(2016, 3, 14)
PO, PSO, SPO = Grade.OFFICER, Grade.SERVICE_OFFICER, Grade.SENIOR
EVERY_COURSE = dict.fromkeys(Training, None)
ABLE = {grade: Skills(grade, frozenset(Qualification), EVERY_COURSE) for grade in Grade}

# Who may hold it by grade alone: 1 may, 0 not.
#               plain concern MAPPA
CELLS = {
    (PO, "LOW"):         (1, 1, 1),
    (PO, "MEDIUM"):      (1, 1, 1),
    (PO, "HIGH"):        (1, 1, 1),
    (PO, "VERY HIGH"):   (1, 1, 1),
    (PO, "NOT KNOWN"):   (1, 1, 1),
    (PSO, "LOW"):        (1, 1, 0),
    (PSO, "MEDIUM"):     (1, 0, 0),
    (PSO, "HIGH"):       (0, 0, 0),
    (PSO, "VERY HIGH"):  (0, 0, 0),
    (PSO, "NOT KNOWN"):  (0, 0, 0),
    (SPO, "LOW"):        (0, 0, 0),
    (SPO, "MEDIUM"):     (0, 0, 0),
    (SPO, "HIGH"):       (0, 0, 0),
    (SPO, "VERY HIGH"):  (0, 0, 0),
    (SPO, "NOT KNOWN"):  (0, 0, 0),
}  # fmt: skip

COURSES = {
    Aspect.DOMESTIC_ABUSE: {Training.DOMESTIC_ABUSE},
    Aspect.CHILD: {Training.CHILD_PROTECTION},
    Aspect.HIGH_RISK: {Training.RISK_OF_HARM},
    Aspect.LICENCE: {Training.ACT_2014},
}


def level_of(text: str) -> RoshLevel | None:
    return None if text == NOT_KNOWN else RoshLevel(text)


def needs(level: str = "LOW", column: Column = Column.PLAIN, location: Location = Location.COMMUNITY) -> CaseNeeds:
    concerns = frozenset({Register.DOMESTIC_ABUSE}) if column is Column.CONCERN else frozenset()
    return CaseNeeds(level_of(level), column is Column.MAPPA, concerns, location)


def written(folder: Path, **said: object) -> Path:
    path = folder / "C07.yaml"
    path.write_text(yaml.safe_dump(said), "utf-8")
    return path


def national_file() -> dict:
    return yaml.safe_load(NATIONAL.read_text("utf-8"))


# --- the national grid ----------------------------------------------------------------------------------------------


def test_the_table_names_every_cell():
    assert set(CELLS) == set(product(Grade, LEVELS))
    assert set(grid_for().cells) == set(product(Grade, LEVELS, Column))


@pytest.mark.parametrize(("grade", "level"), CELLS)
def test_each_cell_is_as_the_table_says(grade, level):
    found = tuple(int(may_hold(grid_for(), needs(level, column), ABLE[grade], ON)) for column in Column)
    assert found == CELLS[grade, level]


def test_the_courses_are_as_the_table_says():
    assert {aspect: set(courses) for aspect, courses in grid_for().training.items()} == COURSES


def test_the_limits_and_the_source_are_said():
    grid = grid_for()
    assert (grid.limits.capacity, grid.limits.high_share, grid.limits.new_a_week) == (110, 70, 5)
    assert grid.sure == "unverified"
    assert "Probation Circular 90/2005" in grid.source
    assert grid.tightened_by is None


# --- what a case asks -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("case", "aspects"),
    [
        (needs("LOW"), ()),
        (needs("MEDIUM", Column.CONCERN), (Aspect.DOMESTIC_ABUSE,)),
        (needs("HIGH"), (Aspect.HIGH_RISK,)),
        (needs("VERY HIGH"), (Aspect.HIGH_RISK,)),
        (needs("NOT KNOWN"), (Aspect.HIGH_RISK,)),
        (needs("LOW", location=Location.LICENCE), (Aspect.LICENCE,)),
        (needs("LOW", location=Location.CUSTODY), (Aspect.LICENCE,)),
        (CaseNeeds(RoshLevel.LOW, False, frozenset(Register), Location.COMMUNITY),
         (Aspect.DOMESTIC_ABUSE, Aspect.CHILD)),
    ],
)  # fmt: skip
def test_what_a_case_has_that_asks_for_a_course(case, aspects):
    assert case.aspects == aspects
    assert courses_for(grid_for(), case) == set().union(*(COURSES[aspect] for aspect in aspects))


def test_public_protection_goes_before_a_concern():
    assert CaseNeeds(RoshLevel.LOW, True, frozenset(Register), Location.COMMUNITY).column is Column.MAPPA


# --- what bars, in words --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("case", "skills", "why", "sentence"),
    [
        (needs(), Skills(None), Barred.GRADE, "They hold no post: choose somebody who does."),
        (
            needs("HIGH"),
            ABLE[PSO],
            Barred.GRADE,
            "A probation service officer does not hold a case at high risk.",
        ),
        (
            needs("NOT KNOWN", Column.MAPPA),
            ABLE[PSO],
            Barred.GRADE,
            "A probation service officer does not hold a case whose risk is not known under MAPPA.",
        ),
        (
            needs("HIGH"),
            Skills(PO, frozenset(), EVERY_COURSE),
            Barred.QUALIFICATION,
            "Not on record that they hold the probation officer qualification.",
        ),
        (
            needs("LOW", Column.CONCERN),
            Skills(PO, frozenset(Qualification), {}),
            Barred.TRAINING,
            "Needs the course “Working with domestic abuse”.",
        ),
        (
            needs("LOW", Column.CONCERN),
            Skills(PO, frozenset(Qualification), {Training.DOMESTIC_ABUSE: date(2016, 3, 13)}),
            Barred.TRAINING,
            "Needs the course “Working with domestic abuse” (ran out on 13 March 2016).",
        ),
    ],
)
def test_what_bars_somebody_is_said_in_words(case, skills, why, sentence):
    assert [(bar.why, bar.sentence) for bar in bars(grid_for(), case, skills, ON)] == [(why, sentence)]


def test_a_course_counts_on_its_last_day():
    skills = Skills(PO, frozenset(Qualification), {Training.DOMESTIC_ABUSE: ON})
    assert may_hold(grid_for(), needs("LOW", Column.CONCERN), skills, ON)


def test_an_officer_without_the_qualification_may_hold_low_and_medium():
    skills = Skills(PO, frozenset(), EVERY_COURSE)
    assert [may_hold(grid_for(), needs(level), skills, ON) for level in LEVELS] == [True, True, False, False, False]


# --- holes ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda said: said["cells"]["PSO"].pop("LOW"), "the grid has a hole: it says nothing of PSO, LOW, plain"),
        (lambda said: said["cells"].pop("SPO"), "the grid has a hole: it says nothing of SPO"),
        (lambda said: said["training"].pop("licence"), "it says no training for licence"),
        (lambda said: said["limits"].pop("capacity"), "it says no limit for capacity"),
        (lambda said: said.pop("cells"), "cells: here stand names with values"),
        (lambda said: said.pop("source"), "say its source"),
        (lambda said: said["cells"]["PO"].update(LOW=["may", "may"]), "write may or not for each of plain, concern"),
        (lambda said: said["cells"]["PO"].update(LOW=["may", "may", "perhaps"]), "write may or not"),
        (lambda said: said["cells"]["PO"].update(SEVERE=["may"] * 3), "the levels are LOW, MEDIUM"),
        (lambda said: said["cells"].update(CEO={"LOW": ["may"] * 3}), "“CEO” is none of PO, PSO, SPO"),
        (lambda said: said["training"].update(licence=["KNITTING"]), "“KNITTING” is none of ACT 2014"),
        (lambda said: said["training"].update(licence="ACT 2014"), "write a list of courses"),
        (lambda said: said["limits"].update(capacity="much"), "write a whole number from 0"),
        (lambda said: said["limits"].update(capacity=True), "write a whole number from 0"),
        (lambda said: said["limits"].update(tea=3), "“tea” is none of capacity"),
    ],
)
def test_a_grid_with_a_hole_or_a_word_that_nobody_knows_is_refused(tmp_path, change, sentence):
    said = national_file()
    change(said)
    with pytest.raises(GridFault) as refused:
        read_grid(written(tmp_path, **said))
    assert "C07.yaml" in str(refused.value)
    assert sentence in str(refused.value)


def test_a_file_that_is_no_yaml_is_refused(tmp_path):
    path = tmp_path / "C07.yaml"
    path.write_text("cells: [", "utf-8")
    with pytest.raises(GridFault, match="not readable"):
        read_grid(path)


# --- what an organisation may tighten -------------------------------------------------------------------------------


def test_an_organisation_may_say_not_where_the_nation_says_may(tmp_path):
    grid = tightened(grid_for(), written(tmp_path, cells={"PSO": {"LOW": ["may", "not", "not"]}}), "C07")
    assert not may_hold(grid, needs("LOW", Column.CONCERN), ABLE[PSO], ON)
    assert may_hold(grid, needs("LOW"), ABLE[PSO], ON)
    assert grid.tightened_by == "C07"


def test_an_organisation_may_ask_for_more_courses_and_lower_limits(tmp_path):
    path = written(tmp_path, training={"licence": ["RISK OF HARM"]}, limits={"capacity": 100})
    grid = tightened(grid_for(), path, "C07")
    assert grid.training[Aspect.LICENCE] == {Training.ACT_2014, Training.RISK_OF_HARM}
    assert (grid.limits.capacity, grid.limits.new_a_week) == (100, 5)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"cells": {"PSO": {"HIGH": ["may", "not", "not"]}}}, "PSO, HIGH, plain: the national grid says not"),
        ({"cells": {"SPO": {"LOW": ["not", "not", "may"]}}}, "SPO, LOW, MAPPA: the national grid says not"),
        ({"limits": {"capacity": 111}}, "111 is more than the national 110: write less"),
        ({"qualification": {}}, "“qualification” cannot be changed here"),
        ({"sure": "verified"}, "“sure” cannot be changed here"),
    ],
)
def test_an_organisation_cannot_loosen_it(tmp_path, said, sentence):
    with pytest.raises(GridFault) as refused:
        tightened(grid_for(), written(tmp_path, **said), "C07")
    assert sentence.casefold() in str(refused.value).casefold()


def test_only_the_organisation_whose_file_it_is_is_tightened(tmp_path):
    written(tmp_path, limits={"capacity": 90})
    assert grid_for("C07", tmp_path).limits.capacity == 90
    assert grid_for("N02", tmp_path).limits.capacity == 110
    assert grid_for(None, tmp_path).tightened_by is None


# --- what always holds ----------------------------------------------------------------------------------------------

cases = st.builds(
    CaseNeeds,
    level=st.sampled_from([None, *RoshLevel]),
    has_mappa=st.booleans(),
    concerns=st.frozensets(st.sampled_from(Register)),
    location=st.sampled_from([Location.COMMUNITY, Location.LICENCE, Location.CUSTODY]),
)
people = st.builds(
    Skills,
    grade=st.sampled_from([None, *Grade]),
    qualifications=st.frozensets(st.sampled_from(Qualification)),
    trainings=st.dictionaries(
        st.sampled_from(Training), st.none() | st.dates(date(2015, 1, 1), date(2018, 1, 1)), max_size=4
    ),
)
rows = st.fixed_dictionaries(
    {},
    optional={
        "cells": st.dictionaries(
            st.sampled_from([grade.value for grade in Grade]),
            st.dictionaries(st.sampled_from(LEVELS), st.lists(st.booleans(), min_size=3, max_size=3)),
        ),
        "training": st.dictionaries(
            st.sampled_from([aspect.value for aspect in Aspect]),
            st.lists(st.sampled_from([course.value for course in Training]), unique=True),
        ),
        "limits": st.dictionaries(st.sampled_from(["high_share", "new_a_week"]), st.integers(0, 5)),
    },
)


def narrowed(said: dict) -> dict:
    """The file as an organisation may write it: a cell is *may* only where the national one is."""
    cells = grid_for().cells
    for grade, levels in said.get("cells", {}).items():
        for level, row in levels.items():
            may = [cells[Grade(grade), level, column] and wish for column, wish in zip(Column, row, strict=True)]
            levels[level] = ["may" if each else "not" for each in may]
    return said


@given(rows, cases, people)
def test_tightening_never_lets_anybody_hold_more(tmp_path_factory, said, case, skills):
    grid = tightened(grid_for(), written(tmp_path_factory.mktemp("grids"), **narrowed(said)), "C07")
    assert may_hold(grid_for(), case, skills, ON) or not may_hold(grid, case, skills, ON)
    assert courses_for(grid_for(), case) <= courses_for(grid, case)
    assert grid.limits.high_share <= grid_for().limits.high_share


@given(cases, people, st.sampled_from(Training), st.none() | st.dates(ON, date(2020, 1, 1)))
def test_one_more_course_never_takes_a_case_away(case, skills, course, until):
    more = Skills(skills.grade, skills.qualifications, {**skills.trainings, course: until})
    assert may_hold(grid_for(), case, more, ON) or not may_hold(grid_for(), case, skills, ON)


@given(cases, people)
def test_what_is_not_known_is_feared_as_high(case, skills):
    unknown = CaseNeeds(None, case.has_mappa, case.concerns, case.location)
    high = CaseNeeds(RoshLevel.HIGH, case.has_mappa, case.concerns, case.location)
    assert may_hold(grid_for(), unknown, skills, ON) == may_hold(grid_for(), high, skills, ON)


@given(cases, people)
def test_whoever_may_not_hold_a_case_is_told_why(case, skills):
    found = bars(grid_for(), case, skills, ON)
    assert may_hold(grid_for(), case, skills, ON) == (not found)
    assert all(bar.sentence.endswith(".") for bar in found)
